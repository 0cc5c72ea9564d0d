//! How far each form of the unit is, with the way to it.

use sishang::scheme::{FormId, Severity};
use sishang::workbook::RowKey;
use yew::prelude::*;

use crate::pages::fill::is_unfilled;
use crate::parts::finding::mark_icon;
use crate::parts::grid::Mark;
use crate::parts::same::SessionRef;

/// How far a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    NotBegun,
    Filling,
    /// Filled, but something has to be corrected or explained.
    Wrong,
    Done,
}

impl Progress {
    const fn word(self) -> &'static str {
        match self {
            Self::NotBegun => "未开始",
            Self::Filling => "填报中",
            Self::Wrong => "有问题",
            Self::Done => "已填完",
        }
    }
}

pub(super) fn progress(session: &SessionRef, form: FormId, key: &RowKey) -> Progress {
    if session.book.table(form).position(key).is_none() {
        return Progress::NotBegun;
    }
    let wrong =
        session.audit.of_record(form, key).any(|finding| finding.severity != Severity::Hint && finding.blocks());
    match (wrong, is_unfilled(session, form, key)) {
        (true, _) => Progress::Wrong,
        (false, true) => Progress::Filling,
        (false, false) => Progress::Done,
    }
}

/// One line: each form with its progress and its groups.
pub(super) fn line(session: &SessionRef, key: &RowKey, forms: &[FormId]) -> Html {
    html! {
        <ul class="ss-unit__status">
            { for forms.iter().map(|&form| {
                let progress = progress(session, form, key);
                let sign = match progress {
                    Progress::Wrong => mark_icon(Mark::Hard),
                    Progress::Done => mark_icon(Mark::Explained),
                    Progress::NotBegun | Progress::Filling => Html::default(),
                };
                let to = anchor(form);
                let go = Callback::from(move |event: MouseEvent| {
                    // The address bar holds the page; an anchor would turn it.
                    event.prevent_default();
                    crate::effects::focus::show(&to);
                });
                html! {
                    <li class="ss-unit__form">
                        <a href="#" onclick={go}>{ &session.scheme[form].label }</a>
                        <span class="ss-unit__progress">{ sign }{ " " }{ progress.word() }</span>
                    </li>
                }
            }) }
        </ul>
    }
}

/// The id of a form's heading.
pub(super) fn anchor(form: FormId) -> String {
    format!("unit-form-{form}")
}
