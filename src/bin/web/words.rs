//! Words and lists that several pages need, made from what the core knows.

use sishang::scheme::FormId;
use sishang::workbook::Refusal;

use crate::store::AppState;

/// What a refused command tells.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    sishang::message::workbook::refusal(refusal)
}

/// The forms that the open work has to fill: rosters, and the periodic forms asked in its period.
pub(crate) fn forms_asked(state: &AppState) -> Vec<FormId> {
    let Some(work) = &state.work else { return Vec::new() };
    let period = work.session.book.about.period;
    state.scheme.form_ids().filter(|&form| state.scheme[form].is_asked_in(period)).collect()
}
