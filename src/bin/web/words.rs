//! Words and lists that several pages need, made from what the core knows.

use sishang::audit::Finding;
use sishang::scheme::FormId;
use sishang::workbook::{CellAddress, Refusal, Session};

use crate::store::{AppState, Page};

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

/// How people call a record: the name in its roster, or its key while it has none.
pub(crate) fn record_title(session: &Session, form: FormId, key: &str) -> String {
    session.book.record_name(&session.scheme, form, key)
}

/// Where a finding is dealt with: its first cell in the grid.
pub(crate) fn page_of(session: &Session, finding: &Finding) -> Page {
    let form = &session.scheme[finding.form];
    let own = finding.cells.iter().find(|(of, _)| *of == finding.form).or(finding.cells.first());
    match own {
        Some(&(of, slot)) => {
            let cell = CellAddress { form: of, key: finding.record_in(of).clone(), slot };
            page_of_cell(session, &cell)
        }
        None => Page::fill(&form.key),
    }
}

/// A cell in the grid.
pub(crate) fn page_of_cell(session: &Session, cell: &CellAddress) -> Page {
    let form = &session.scheme[cell.form];
    Page::cell(&form.key, &cell.key, &form[cell.slot.field].cell_key(cell.slot.column))
}
