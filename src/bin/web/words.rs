//! Words and lists that several pages need, made from what the core knows.

use sishang::audit::Finding;
use sishang::scheme::{Column, FormId};
use sishang::workbook::{CellAddress, Refusal, Session, Slot};

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
    let def = &session.scheme[form];
    let roster = def.periodic().map_or(form, |periodic| periodic.roster);
    let title = session.scheme[roster].roster().map(|it| Slot { field: it.title, column: Column::Plain });
    let name = title.map(|slot| session.book.text(roster, key, slot)).filter(|name| !name.is_empty());
    name.unwrap_or(key).to_owned()
}

/// Where a finding is dealt with: its first cell in the grid.
pub(crate) fn page_of(session: &Session, finding: &Finding) -> Page {
    let form = &session.scheme[finding.form];
    let own = finding.cells.iter().find(|(of, _)| *of == finding.form).or(finding.cells.first());
    match own {
        Some(&(of, slot)) => {
            let cell = CellAddress { form: of, key: finding.record.clone(), slot };
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
