//! A block from a spreadsheet, pasted into the entries of a page: downwards line by line, across column by column.

use std::sync::Arc;

use sishang::audit::View;
use sishang::grid::{NotPasted, block};
use sishang::measure::{Column, Measure};
use sishang::scheme::{FieldId, FormId};
use sishang::workbook::{Command, RowKey, Session, Slot, Typed};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::entry_id;
use crate::pages::fill::paste_report;
use crate::parts::grid::pasted_text;
use crate::store::{Sender, Tone};

/// Texts for cells of one record, and what found no place.
pub(super) struct PastedEntries {
    cells: Vec<Typed>,
    left: NotPasted,
}

impl PastedEntries {
    /// Types the texts and says what became of the block.
    pub(super) fn send(self, send: &Sender, form: FormId) {
        let said = paste_report(self.cells.len(), 0, self.left);
        send.command(Command::Type { form, cells: self.cells });
        if self.left.total() > 0 {
            send.notice(Tone::Warning, said);
        } else {
            send.say(said);
        }
    }
}

/// What a paste event brings, if it is more than a text for the one entry that has the focus.
pub(super) fn of(session: &Session, form: FormId, key: &RowKey, event: &Event) -> Option<PastedEntries> {
    let block = block::read(&pasted_text(event)?);
    if block.len() < 2 && block.first().is_none_or(|line| line.len() < 2) {
        return None;
    }
    let id = event.target()?.dyn_into::<Element>().ok()?.id();
    let (field, column) =
        session.scheme[form].cells().find(|&(field, column)| entry_id(form, Slot { field, column }) == id)?;
    Some(laid(session, form, key, Slot { field, column }, &block))
}

/// The block laid down from an entry on. Further lines go on through the fields of the same measure; of fields by months
/// the months are the lines.
fn laid(session: &Session, form: FormId, key: &RowKey, from: Slot, block: &[Vec<String>]) -> PastedEntries {
    let def = &session.scheme[form];
    let measure = def[from.field].measure;
    let group = &def[from.field].group;
    let months = measure == Measure::Months;
    let alike = |field: &FieldId| def[*field].measure == measure && (!months || def[*field].group == *group);
    let fields: Vec<FieldId> = def.field_ids().filter(alike).skip_while(|field| *field != from.field).collect();
    let columns: Vec<Column> = measure.columns().iter().copied().skip_while(|column| *column != from.column).collect();
    let view = View::new(&session.scheme, &session.book);
    let place = view.place(form, key);
    let mut pasted = PastedEntries { cells: Vec::new(), left: NotPasted::default() };
    for (down, line) in block.iter().enumerate() {
        for (across, text) in line.iter().enumerate() {
            let counted = usize::from(!text.trim().is_empty());
            let (field_at, column_at) = if months { (across, down) } else { (down, across) };
            let (Some(&field), Some(&column)) = (fields.get(field_at), columns.get(column_at)) else {
                // Fields stand below each other, but side by side where the months are the lines.
                let runs_out_of_fields = fields.get(field_at).is_none();
                let down = if months { !runs_out_of_fields } else { runs_out_of_fields };
                let beyond = if down { &mut pasted.left.beyond_rows } else { &mut pasted.left.beyond_columns };
                *beyond += counted;
                continue;
            };
            let slot = Slot { field, column };
            if def[field].is_computed() {
                pasted.left.computed += counted;
            } else if place.is_some_and(|row| !view.is_field_asked(row, field)) {
                pasted.left.not_asked += counted;
            } else {
                pasted.cells.push(Typed { key: RowKey::clone(key), slot, text: Arc::from(block::one_line(text)) });
            }
        }
    }
    pasted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::demonstration;

    fn cells(form: &str, from: &str, text: &str) -> (Vec<String>, NotPasted) {
        let state = demonstration();
        let session = state.session().unwrap();
        let form = session.scheme.form(form).unwrap();
        let slot = crate::pages::fill::slot_named(session, form, from).unwrap();
        let pasted = laid(session, form, &RowKey::from("p001"), slot, &block::read(text));
        let name = |typed: &Typed| {
            format!("{}={}", session.scheme[form][typed.slot.field].cell_key(typed.slot.column), typed.text)
        };
        (pasted.cells.iter().map(name).collect(), pasted.left)
    }

    #[test]
    fn figures_go_down_the_fields_and_months_down_the_year() {
        let (typed, left) = cells("industry", "output.month", "1\t2\n3\t4");
        assert_eq!(typed.first().map(String::as_str), Some("output.month=1"));
        assert_eq!(typed.get(1).map(String::as_str), Some("output.ytd=2"));
        assert!(typed.iter().any(|cell| cell.ends_with(".month=3")), "{typed:?}");
        assert_eq!(left.total(), 0);
        let state = demonstration();
        let session = state.session().unwrap();
        let progress = &session.scheme[session.scheme.form("progress").unwrap()];
        let field =
            progress.fields.iter().find(|field| field.measure == Measure::Months && !field.is_computed()).unwrap();
        let (typed, left) = cells("progress", &format!("{}.m11", field.key), "1\n2\n3");
        assert_eq!(typed, [format!("{}.m11=1", field.key), format!("{}.m12=2", field.key)]);
        assert_eq!(left, NotPasted { beyond_rows: 1, ..NotPasted::default() });
    }
}
