//! What several tests need: workbooks made from texts as a clerk would type them.

pub(crate) mod folder;

use sishang::scheme::{Column, FormDef, Scheme};
use sishang::workbook::{About, Earlier, Mark, Office, Row, Slot, Standing, Table, Workbook, read_cell};
use std::sync::Arc;

/// The texts of one record: cells named as in submissions (`output.month`, `staff`), with what was typed.
#[derive(Clone)]
pub(crate) struct Typed {
    pub(crate) form: String,
    pub(crate) key: String,
    pub(crate) cells: Vec<(String, String)>,
    /// What is said of blanks and zeros.
    pub(crate) marks: Vec<(String, Mark)>,
}

/// A workbook of an office and a period with these records.
pub(crate) fn workbook(scheme: &Scheme, office: &str, period: &str, records: &[Typed]) -> Workbook {
    let about = About {
        id: "test".to_owned(),
        office: Office { code: office.to_owned(), name: "谷熟镇".to_owned(), parents: Vec::new() },
        period: period.parse().unwrap(),
        demonstration: false,
    };
    Workbook { tables: tables(scheme, records), ..Workbook::new(scheme, about) }
}

/// The records of an earlier file.
pub(crate) fn earlier(scheme: &Scheme, period: &str, records: &[Typed]) -> Arc<Earlier> {
    Arc::new(Earlier { period: period.parse().unwrap(), digest: String::new(), tables: tables(scheme, records) })
}

/// One table per form of the scheme. A periodic record without a cell is no record.
fn tables(scheme: &Scheme, records: &[Typed]) -> Vec<Arc<Table>> {
    for record in records {
        assert!(scheme.form(&record.form).is_some(), "no form {}", record.form);
    }
    scheme
        .form_ids()
        .map(|id| {
            let form = &scheme[id];
            let of_form = records.iter().filter(|record| record.form == form.key);
            let rows = of_form.map(|record| row(scheme, form, record));
            Arc::new(Table::from_rows(rows.filter(|row| form.is_lasting() || !row.is_empty()).map(Arc::new).collect()))
        })
        .collect()
}

fn row(scheme: &Scheme, form: &FormDef, record: &Typed) -> Row {
    let mut row = Row::new(record.key.as_str().into());
    for (name, text) in record.cells.iter().filter(|(_, text)| !text.is_empty()) {
        if name == "of" && form.detail().is_some() {
            row.of = Some(text.as_str().into());
            continue;
        }
        let slot = slot(form, name);
        row.cells.insert(slot, read_cell(scheme, &form[slot.field], text.as_str().into()));
    }
    for (name, mark) in &record.marks {
        let slot = slot(form, name);
        assert!(mark.fits(row.cells.get(&slot)), "{name} of {} cannot be {mark:?}", record.key);
        row.marks.insert(slot, *mark);
    }
    row.standing = (!form.is_lasting()).then_some(Standing::Final);
    row
}

/// The cell that is named so; panics if there is none, or if it is computed.
pub(crate) fn slot(form: &FormDef, name: &str) -> Slot {
    let (key, column) = match name.split_once('.') {
        Some((key, column)) => (key, Column::from_key(column).unwrap_or_else(|| panic!("no column {name}"))),
        None => (name, Column::Plain),
    };
    let field = form.field(key).unwrap_or_else(|| panic!("no field {name} in {}", form.key));
    assert!(form[field].columns().contains(&column), "no column {name} in {}", form.key);
    assert!(!form[field].is_computed(), "{name} of {} is computed", form.key);
    Slot { field, column }
}
