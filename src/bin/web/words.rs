//! Words and lists that several pages need, made from what the core knows.

use sishang::audit::Finding;
use sishang::scheme::FormId;
use sishang::workbook::{CellAddress, Change, Op, Refusal, Session, Slot};

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

/// Most texts that are listed.
const MOST_TEXTS: usize = 50;

/// What was typed in some changes, one line for each cell: whose, which, and the text.
pub(crate) fn typed_in<'a>(session: &Session, changes: impl Iterator<Item = &'a Change>) -> Vec<String> {
    let cell = |form: FormId, key: &str, slot: Slot, text: &str| {
        let label = session.scheme[form][slot.field].cell_label(slot.column);
        format!("{}\t{label}\t{text}", record_title(session, form, key))
    };
    let mut texts = Vec::new();
    for op in changes.flat_map(|change| &change.ops) {
        match op {
            Op::Cell { form, key, slot, new, .. } => texts.push(cell(*form, key, *slot, new)),
            Op::Insert { form, row, .. } => {
                texts.extend(row.cells.iter().map(|(slot, typed)| cell(*form, &row.key, *slot, &typed.text)));
            }
            Op::Explain { new: Some(words), .. } => texts.push(words.text.clone()),
            _ => {}
        }
    }
    texts.truncate(MOST_TEXTS);
    texts
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
