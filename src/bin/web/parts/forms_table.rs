//! The forms of the open work with how far each is filled.

use std::rc::Rc;

use sishang::audit::Progress;
use sishang::scheme::FormId;
use sishang::workbook::Session;
use yew::prelude::*;

use crate::parts::severity;
use crate::store::{Page, use_shown};
use crate::words;

/// Each form that the work has to fill, with its progress.
pub(crate) type Filled = Rc<Vec<(FormId, Progress)>>;

/// What stands in the table beside the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    /// 状态: what to do.
    Status,
    /// 没填: what is sent incomplete.
    Left,
}

/// How far each form is filled; worked out again only when the work changes.
#[hook]
pub(crate) fn use_filled() -> Filled {
    let shown = use_shown();
    let session = shown.work.as_ref().map(|work| Rc::clone(&work.session));
    use_memo(session.as_ref().map(|it| Rc::as_ptr(it) as usize), |_| match &session {
        Some(session) => words::forms_asked(&shown)
            .into_iter()
            .map(|form| (form, session.audit.progress(&session.scheme, &session.book, form)))
            .collect(),
        None => Vec::new(),
    })
}

/// The table.
pub(crate) fn forms_table(session: &Session, filled: &[(FormId, Progress)], beside: Beside) -> Html {
    let found = match beside {
        Beside::Status => "审核结果",
        Beside::Left => "留下的审核结果",
    };
    html! {
        <div class="ss-scroll">
            <table class="ss-table">
                <thead>
                    <tr>
                        <th scope="col">{ "表" }</th>
                        <th scope="col" class="ss-number">{ "应报" }</th>
                        <th scope="col" class="ss-number">{ "已填" }</th>
                        if beside == Beside::Left { <th scope="col" class="ss-number">{ "没填" }</th> }
                        <th scope="col">{ found }</th>
                        if beside == Beside::Status { <th scope="col">{ "状态" }</th> }
                    </tr>
                </thead>
                <tbody>
                    for &(form, state) in filled {
                        <tr key={form.0}>
                            <th scope="row">
                                <a href={Page::fill(&session.scheme[form].key).hash()}>{ &session.scheme[form].label }</a>
                            </th>
                            <td class="ss-number">{ state.asked }</td>
                            <td class="ss-number">{ state.filled }</td>
                            if beside == Beside::Left { <td class="ss-number">{ state.left() }</td> }
                            <td>{ severity::counts(state.hard, state.soft, state.hints) }</td>
                            if beside == Beside::Status { <td>{ status(state) }</td> }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn status(state: Progress) -> Html {
    match (state.asked, state.filled) {
        (0, _) => html! { <span class="ss-quiet">{ "没有应报的" }</span> },
        _ if state.is_done() => severity::done("已完成"),
        (_, 0) => html! { <strong>{ "未开始" }</strong> },
        _ if state.blocked > 0 => html! { <strong>{ "有问题" }</strong> },
        _ => html! { <strong>{ "填报中" }</strong> },
    }
}
