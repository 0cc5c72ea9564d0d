//! The navigation: pages, and one entry per form of the open work.

use sishang::scheme::FormId;
use yew::prelude::*;

use crate::store::{AdmissionPart, AppState, GatherPart, Page, ProjectPart, use_shown};
use crate::words;

/// The links to the pages.
#[component]
pub(crate) fn Nav() -> Html {
    let shown = use_shown();
    let forms = words::forms_asked(&shown);
    let (rosters, periodic): (Vec<FormId>, Vec<FormId>) =
        forms.into_iter().partition(|&form| shown.scheme[form].is_roster());
    let blocking = shown.session().map_or(0, |session| session.audit.counts().blocking());
    html! {
        <nav class="ss-nav" aria-label="页面">
            { link(&shown, Page::Home, "首页".into(), None) }
            if shown.work.is_some() {
                { group(&shown, "名录", &rosters) }
                { group(&shown, "填报", &periodic) }
                if shown.scheme.form("admission").is_some() {
                    { link(&shown, Page::Admission(AdmissionPart::Units), "入统".into(), None) }
                }
                if shown.scheme.form("projects").is_some() {
                    { link(&shown, Page::Projects(ProjectPart::List), "项目".into(), None) }
                }
                { link(&shown, Page::Audit, "审核".into(), (blocking > 0).then_some(blocking)) }
                if let Some(left) = returned(&shown) {
                    { link(&shown, Page::Returned, "退回意见".into(), (left > 0).then_some(left)) }
                }
                { link(&shown, Page::Export, "导出".into(), None) }
            }
            { link(&shown, Page::gather(GatherPart::Files), "汇总".into(), None) }
            { link(&shown, Page::Scheme { form: None, item: None }, "制度".into(), None) }
        </nav>
    }
}

/// How many comments of the return note are open; `None` without a note.
fn returned(shown: &AppState) -> Option<usize> {
    let session = shown.session().filter(|session| session.book.returned.is_some())?;
    let answers = sishang::exchange::answers(&session.scheme, &session.book)?;
    Some(answers.items.iter().filter(|item| crate::pages::returned::is_open(item)).count())
}

fn group(shown: &AppState, label: &'static str, forms: &[FormId]) -> Html {
    html! {
        <span class="ss-nav__group" role="group" aria-label={label}>
            <span class="ss-nav__label" aria-hidden="true">{ label }</span>
            for &form in forms {
                { link(shown, Page::fill(&shown.scheme[form].key), short(&shown.scheme[form].label), None) }
            }
        </span>
    }
}

/// The name of a form without the words that all of them share.
fn short(label: &str) -> String {
    let without = label.trim_end_matches("调度表").trim_end_matches("月度").trim_end_matches("名录");
    if without.is_empty() { label.to_owned() } else { without.to_owned() }
}

fn link(shown: &AppState, page: Page, label: String, count: Option<usize>) -> Html {
    let current = is_under(&shown.page, &page);
    html! {
        <a class="ss-nav__link" href={page.hash()} aria-current={current.then_some("page")}>
            { label }
            if let Some(count) = count {
                <span class="ss-count" title={format!("还有 {count} 条要处理")}>{ count }</span>
            }
        </a>
    }
}

/// Whether a page belongs to a link.
fn is_under(page: &Page, link: &Page) -> bool {
    match (page, link) {
        (Page::Fill { form: a, .. }, Page::Fill { form: b, .. })
        | (Page::Unit { roster: a, .. }, Page::Fill { form: b, .. }) => a == b,
        (Page::Scheme { .. }, Page::Scheme { .. })
        | (Page::Gather { .. }, Page::Gather { .. })
        | (Page::Admission(_), Page::Admission(_))
        | (Page::Projects(_) | Page::Project(_), Page::Projects(_))
        | (Page::Begin, Page::Home) => true,
        (page, link) => page == link,
    }
}
