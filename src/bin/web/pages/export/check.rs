//! What will be sent, form by form, and what stands in the way.

use sishang::exchange::{Blocker, Signer};
use sishang::workbook::Session;
use yew::prelude::*;

use crate::effects::focus;
use crate::parts::forms_table::{Beside, forms_table, use_filled};
use crate::parts::severity;
use crate::store::{Page, use_shown};
use crate::words;

/// The forms with their counts, and who reports.
#[component]
pub(super) fn Contents() -> Html {
    let shown = use_shown();
    let filled = use_filled();
    let Some(session) = shown.session() else { return Html::default() };
    let about = &session.book.about;
    let said = session.book.said(&session.scheme);
    let above: Vec<&str> = about.office.parents.iter().rev().map(|place| place.name.as_str()).collect();
    html! {
        <section class="ss-card" aria-labelledby="contents">
            <h2 id="contents">{ "要报送的内容" }</h2>
            <dl class="ss-facts">
                <dt>{ "报送单位" }</dt>
                <dd>{ format!("{} {}（区划代码 {}）", above.join(" "), about.office.name, about.office.code) }</dd>
                <dt>{ "报告期" }</dt><dd>{ about.period.chinese() }</dd>
                <dt>{ "报表制度" }</dt><dd>{ format!("{}（{}）", session.scheme.name, session.scheme.tag()) }</dd>
                if let Some(due) = words::due(session, &shown.today) {
                    <dt>{ "期限" }</dt>
                    <dd>{ if due.late { severity::mark(severity::Kind::Hard, due.text) } else { html! { <>{ due.text }</> } } }</dd>
                }
                <dt>{ "数据状态" }</dt><dd>{ words::standings(&said) }</dd>
                if let Some(marks) = words::marks(&said) {
                    <dt>{ "空格和0" }</dt><dd>{ marks }</dd>
                }
                if about.demonstration {
                    <dt>{ "演示数据" }</dt><dd>{ "这是演示，存成的文件不能报送，也不能结转到正式台账" }</dd>
                }
            </dl>
            { forms_table(session, &filled, Beside::Left) }
        </section>
    }
}

/// One thing that stands in the way, with the way to it.
pub(super) fn blocker(session: &Session, blocker: &Blocker) -> Html {
    let sentence = sishang::message::exchange::blocker(&session.scheme, &session.book, blocker);
    let place = match blocker {
        Blocker::Broken { .. } | Blocker::Hard { .. } | Blocker::Soft { .. } => {
            return html! { <a href={Page::Audit.hash()}>{ sentence }</a> };
        }
        Blocker::Unanswered { .. } => return html! { <a href={Page::Returned.hash()}>{ sentence }</a> },
        Blocker::Nothing => {
            let form = session.scheme.own_form(session.book.about.period);
            let page = form.map_or(Page::Home, |form| Page::fill(&session.scheme[form].key));
            return html! { <a href={page.hash()}>{ sentence }</a> };
        }
        Blocker::NoReason { .. } => "reasons",
        Blocker::Unsigned(Signer::Filler) => "signer-filler",
        Blocker::Unsigned(Signer::StatisticsLead) => "signer-lead",
        Blocker::Unsigned(Signer::Head) => "signer-head",
        Blocker::Phone(_) => "signer-phone",
    };
    let go = Callback::from(move |_: MouseEvent| focus::on(place));
    html! { <button type="button" class="ss-button ss-button--link" onclick={go}>{ sentence }</button> }
}
