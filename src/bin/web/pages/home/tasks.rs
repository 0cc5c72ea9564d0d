//! What is left to do: form by form, and step by step.

use sishang::audit::Progress;
use sishang::scheme::FormId;
use sishang::workbook::Session;
use yew::prelude::*;

use crate::actions;
use crate::parts::forms_table::{Beside, forms_table, use_filled};
use crate::parts::severity::{self, mark};
use crate::store::{Dialog, Page, Work, use_send, use_shown};
use crate::words;

/// The task list of the open work.
#[component]
pub(crate) fn Tasks() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let filled = use_filled();
    let Some(work) = &shown.work else { return Html::default() };
    let session = &*work.session;
    let (shown_to_close, send_to_close) = (shown.clone(), send.clone());
    let clear = {
        let (id, what, unsaved) =
            (AttrValue::from(work.id.to_string()), AttrValue::from(work.title()), work.since_file());
        Callback::from(move |_: MouseEvent| send.ask(Dialog::Clear { id: id.clone(), what: what.clone(), unsaved }))
    };
    let close = Callback::from(move |_: MouseEvent| actions::open::close(&shown_to_close, &send_to_close));
    html! {
        <>
            <div class="ss-page__head">
                <h1>{ work.title() }</h1>
                <span>
                    <button type="button" class="ss-button ss-button--quiet" onclick={close}>{ "合上这份台账" }</button>
                    <button type="button" class="ss-button ss-button--quiet" onclick={clear}>{ "清除本机数据" }</button>
                </span>
            </div>
            <div class="ss-columns ss-columns--wide">
                <section class="ss-card ss-card--main" aria-labelledby="forms">
                    <h2 id="forms">{ "要填的表" }</h2>
                    { forms_table(session, &filled, Beside::Status) }
                </section>
                <section class="ss-card" aria-labelledby="left">
                    <h2 id="left">{ "还要做的" }</h2>
                    if let Some(due) = words::due(session, &shown.today) {
                        <p>{ if due.late { mark(severity::Kind::Hard, due.text) } else { html! { <>{ due.text }</> } } }</p>
                    }
                    { left(work, session, &filled) }
                </section>
            </div>
        </>
    }
}

/// The steps that remain, in the order in which they are best done.
fn left(work: &Work, session: &Session, progress: &[(FormId, Progress)]) -> Html {
    let book = &session.book;
    let counts = session.audit.counts();
    let mut steps: Vec<(Page, String)> = Vec::new();
    for &(form, state) in progress {
        let def = &session.scheme[form];
        let page = Page::fill(&def.key);
        if def.is_roster() && state.asked == 0 {
            steps.push((page, format!("“{}”还没有内容：结转上月的文件，或在表里增加", def.label)));
        } else if state.left() > 0 {
            steps.push((page, format!("“{}”还有 {} 户（个）没有填", def.label, state.left())));
        }
    }
    if counts.hard > 0 {
        steps.push((Page::Audit, format!("改正 {} 条强制性的审核结果", counts.hard)));
    }
    if counts.soft > 0 {
        steps.push((Page::Audit, format!("改正或说明 {} 条核实性的审核结果", counts.soft)));
    }
    let signers = &book.signers;
    if [&signers.filler, &signers.statistics_lead, &signers.head].iter().any(|name| name.trim().is_empty()) {
        steps.push((Page::Export, "在“导出”页填写填表人、统计负责人、单位负责人和电话".to_owned()));
    }
    let is_sent = book.sent.is_final && work.since_file() == 0;
    if !is_sent {
        steps.push((Page::Export, "核对后存成正式文件，报给上级".to_owned()));
    }
    html! {
        <>
            if steps.is_empty() {
                <p>{ severity::done("都做完了。请把存成的正式文件报给上级，并留好它。") }</p>
            } else {
                <ol class="ss-steps">
                    for (page, text) in steps {
                        <li><a href={page.hash()}>{ text }</a></li>
                    }
                </ol>
            }
            if counts.explained > 0 {
                <p class="ss-small">{ mark(severity::Kind::Done, format!("已说明 {} 条", counts.explained)) }</p>
            }
        </>
    }
}
