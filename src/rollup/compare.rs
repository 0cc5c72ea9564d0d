//! Two files side by side: by record and cell.

use std::collections::BTreeSet;

use crate::scheme::CompiledScheme;
use crate::workbook::{Slot, Workbook};

/// A cell in which two files differ; empty where one has nothing there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellDifference {
    /// Key of the form.
    pub form: String,
    /// Key of the record.
    pub key: String,
    /// Name of the cell: `output.ytd`.
    pub field: String,
    /// Where it is, for people, with the unit of its figures.
    pub place: String,
    /// As in the first file.
    pub first: String,
    /// As in the second file.
    pub second: String,
}

/// Where two workbooks of one office and period differ, as typed; in the order of the forms, records and fields.
///
/// A record that only one of them has is told by its cells.
pub fn compare(scheme: &CompiledScheme, first: &Workbook, second: &Workbook) -> Vec<CellDifference> {
    let mut all = Vec::new();
    for id in scheme.form_ids() {
        let def = &scheme[id];
        let (one, two) = (first.table(id), second.table(id));
        let only_in_two = two.rows().iter().filter(|row| one.position(&row.key).is_none());
        for row in one.rows().iter().chain(only_in_two) {
            let slots = [one, two].into_iter().filter_map(|table| table.row(&row.key));
            let slots: BTreeSet<Slot> = slots.flat_map(|row| row.cells.keys().copied()).collect();
            for slot in slots {
                let (first_text, second_text) = (first.text(id, &row.key, slot), second.text(id, &row.key, slot));
                if first_text == second_text {
                    continue;
                }
                let field = def[slot.field].cell_key(slot.column);
                let unit = def[slot.field].unit.as_deref().map(|unit| format!("（{unit}）")).unwrap_or_default();
                let known_in = if one.position(&row.key).is_some() { first } else { second };
                all.push(CellDifference {
                    place: crate::exchange::place(scheme, known_in, &def.key, &row.key, &field) + &unit,
                    form: def.key.clone(),
                    key: row.key.to_string(),
                    field,
                    first: first_text.to_owned(),
                    second: second_text.to_owned(),
                });
            }
        }
    }
    all
}
