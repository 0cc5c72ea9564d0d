//! The navigation: pages, and one entry per form of the open work.

use sishang::measure::Measure;
use sishang::scheme::{FormDef, FormId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::effects::keys::pressed;
use crate::store::{AdmissionPart, AppState, GatherPart, Page, ProjectPart, use_shown};
use crate::words;

/// The links to the pages.
#[component]
pub(crate) fn Nav() -> Html {
    let shown = use_shown();
    let forms = words::forms_asked(&shown);
    let (rosters, rest): (Vec<FormId>, Vec<FormId>) =
        forms.into_iter().partition(|&form| shown.scheme[form].is_roster());
    let (periodic, other): (Vec<FormId>, Vec<FormId>) =
        rest.into_iter().partition(|&form| is_figures(&shown.scheme[form]));
    let blocking = shown.session().map_or(0, |session| session.audit.counts().blocking());
    html! {
        <nav class="ss-nav" aria-label="页面">
            { link(&shown, Page::Home, "首页".into(), None) }
            if shown.work.is_some() {
                { group(&shown, "名录", &rosters) }
                { group(&shown, "填报", &periodic) }
                { menu(&shown, "其他表", &other) }
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

/// Whether a form is one of the figures of the month, which stand in the bar; the others have a menu.
fn is_figures(form: &FormDef) -> bool {
    let main = form.periodic().and_then(|periodic| periodic.main);
    main.is_some_and(|main| matches!(form[main].measure, Measure::Flow | Measure::Stock))
}

/// Forms that are seldom asked for, below a word. It closes when the page is turned.
fn menu(shown: &AppState, label: &'static str, forms: &[FormId]) -> Html {
    if forms.is_empty() {
        return Html::default();
    }
    let here = forms.iter().find(|&&form| is_under(&shown.page, &Page::fill(&shown.scheme[form].key)));
    let escape = Callback::from(|event: KeyboardEvent| {
        let menu = event.current_target().and_then(|at| at.dyn_into::<Element>().ok());
        if let Some(menu) = menu.filter(|_| pressed(&event).is_some_and(|key| key.key == "Escape")) {
            drop(menu.remove_attribute("open"));
            if let Ok(Some(summary)) = menu.query_selector("summary") {
                drop(summary.unchecked_into::<HtmlElement>().focus());
            }
        }
    });
    html! {
        <details key={shown.page.hash()} class="ss-nav__menu" onkeydown={escape}>
            // Its name stays: that of a form would push what comes after it into another line.
            <summary class={classes!("ss-nav__link", here.is_some().then_some("ss-nav__link--here"))}
                title={here.map(|&form| shown.scheme[form].label.clone())}>{ label }{ " ▾" }</summary>
            <span class="ss-nav__list" role="group" aria-label={label}>
                for &form in forms {
                    { link(shown, Page::fill(&shown.scheme[form].key), shown.scheme[form].label.clone(), None) }
                }
            </span>
        </details>
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
