//! Findings as the pages show them: a mark, a line, a card to explain in place.

mod card;

use sishang::audit::{Finding, State, UNREADABLE};
use sishang::scheme::Severity;
use yew::prelude::*;

pub(crate) use card::FindingCard;

use super::grid::Mark;

/// The mark of a finding.
pub(crate) fn mark_of(finding: &Finding) -> Mark {
    match (finding.severity, &finding.state) {
        (Severity::Hint, _) if !finding.broken => Mark::Hint,
        (_, State::Explained | State::Waived) if !finding.broken => Mark::Explained,
        (Severity::Soft, _) if !finding.broken => Mark::Soft,
        _ => Mark::Hard,
    }
}

/// Order of findings beside a cell: the worst first, and before all that the text cannot be read, for that may be the
/// whole trouble.
pub(crate) fn rank(finding: &Finding) -> (Mark, bool) {
    (mark_of(finding), finding.key.rule != UNREADABLE)
}

/// The sign of a severity: its shape, its colour and, for those who hear the page, its word.
///
/// 强制 is an octagon with a cross, 核实 a triangle, 提示 a ring with an i, 已说明 a tick: they differ without colour.
pub(crate) fn mark_icon(mark: Mark) -> Html {
    let shape = match mark {
        Mark::Hard => html! {
            <><path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" /><path class="ss-mark__sign" d="M5.5 5.5l5 5m0-5l-5 5" /></>
        },
        Mark::Soft => html! {
            <><path d="M8 1l7.5 14H.5z" /><path class="ss-mark__sign" d="M8 6v4m0 2v1" /></>
        },
        Mark::Hint => html! {
            <><circle cx="8" cy="8" r="7" /><path class="ss-mark__sign" d="M8 7v5M8 4v1" /></>
        },
        Mark::Explained => html! { <path class="ss-mark__tick" d="M2 8.5l4 4 8-9" /> },
    };
    html! {
        <svg class={format!("ss-mark ss-mark--{}", mark.class())} viewBox="0 0 16 16" width="14" height="14"
            role="img" aria-label={mark.word()}>{ shape }</svg>
    }
}

/// The sign and the word of a finding: its severity, or why it does not stand any more.
pub(crate) fn label_of(finding: &Finding) -> Html {
    match mark_of(finding) {
        Mark::Explained if finding.state == State::Waived => super::severity::done("已特批"),
        mark => mark_label(mark),
    }
}

/// The sign with its word beside it.
pub(crate) fn mark_label(mark: Mark) -> Html {
    html! {
        <span class={format!("ss-marklabel ss-marklabel--{}", mark.class())}>
            { mark_icon(mark) }<span class="ss-marklabel__word" aria-hidden="true">{ mark.word() }</span>
        </span>
    }
}

/// An id for the card of a finding that no other card has.
pub(crate) fn card_id(finding: &Finding) -> AttrValue {
    let key = &finding.key;
    AttrValue::from(format!("f-{}-{}-{}-{}", key.rule, key.field, key.form, key.key))
}
