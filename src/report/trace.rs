//! From a figure back to the records and the files behind it.

use super::Part;
use super::table::TableError;
use crate::audit::View;
use crate::formula::{Counted, Fault, Locals, Value, convert_shown};
use crate::scheme::{Column, CompiledScheme, TableRows};
use crate::workbook::Place;
use std::collections::BTreeSet;

/// One record behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The office whose file it is in.
    pub office: Place,
    /// The name of the file.
    pub file: String,
    /// Key of the form.
    pub form: String,
    /// Key of the record.
    pub key: String,
    /// The name of its unit or project.
    pub title: String,
    /// The cell: key of the field and its column. None for a record that is only counted.
    pub cell: Option<(String, Column)>,
    /// What the record adds, in the unit of the column; none for one that is counted.
    pub value: Option<Value>,
}

/// The records behind a figure, and whether there are more than were asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Traced {
    pub sources: Vec<Source>,
    pub more: bool,
}

/// Which row of a table a figure stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TraceRow<'a> {
    /// The office with this code.
    Office(&'a str),
    /// The item with this code.
    Item(&'a str),
    /// All of them.
    Total,
}

/// The records behind one figure of a table, in the order of the parts, at most so many.
///
/// For a sum their values add up to the figure; for a count there are as many as it says. A column that is worked out
/// from others is traced through them, so that a rate gives the records of its numerator and its denominator.
///
/// # Errors
/// An unknown table or column.
pub fn trace(
    scheme: &CompiledScheme,
    table: &str,
    row: TraceRow<'_>,
    column: &str,
    parts: &[Part<'_>],
    most: usize,
) -> Result<Traced, TableError> {
    let unknown = |key: &str| TableError::Unknown { key: key.to_owned() };
    let at = scheme.table(table).ok_or_else(|| unknown(table))?;
    let (Some(def), Some(compiled)) = (scheme.tables.get(at), scheme.compiled_tables().get(at)) else {
        return Err(unknown(table));
    };
    let column = def.column(column).ok_or_else(|| unknown(column))?;
    let mut behind = BTreeSet::new();
    let mut open = vec![column];
    while let Some(at) = open.pop() {
        if behind.insert(at) {
            open.extend(compiled.columns.get(at).into_iter().flat_map(|column| column.sources.columns.iter().copied()));
        }
    }
    let items: Vec<Option<Value>> = match (def.rows, row) {
        (TableRows::List(_), TraceRow::Item(code)) => vec![Some(Value::text(code))],
        (TableRows::List(list), _) => scheme[list].items.iter().map(|item| Some(Value::text(&item.code))).collect(),
        _ => vec![None],
    };
    let mut traced = Traced::default();
    for part in parts {
        let is_meant = !matches!(row, TraceRow::Office(code) if code != part.place.code);
        let Some(book) = part.book.filter(|_| is_meant) else { continue };
        let view = View::new(scheme, book);
        for item in &items {
            let locals = Locals { item: item.as_ref(), ..Locals::default() };
            for column in behind.iter().filter_map(|at| compiled.columns.get(*at)) {
                let Some(formula) = &column.formula else { continue };
                let counted: Result<Vec<Counted>, Fault> = formula.counted(&view, &locals);
                for counted in counted.unwrap_or_default() {
                    if traced.sources.len() == most {
                        traced.more = true;
                        return Ok(traced);
                    }
                    traced.sources.push(source(scheme, &view, part, &counted, column.unit));
                }
            }
        }
    }
    Ok(traced)
}

fn source(
    scheme: &CompiledScheme,
    view: &View<'_>,
    part: &Part<'_>,
    counted: &Counted,
    unit: crate::number::Unit,
) -> Source {
    let form = counted.cell.map_or(counted.row.form, |(form, ..)| form);
    let cell = counted.cell.map(|(form, field, column)| (scheme[form][field].key.clone(), column));
    let value = counted.value.clone().map(|value| convert_shown(value, unit));
    Source {
        office: part.place.clone(),
        file: part.file.to_owned(),
        form: scheme[form].key.clone(),
        key: view.key(counted.row).map(|key| key.to_string()).unwrap_or_default(),
        title: super::part::title_of(scheme, view, counted.row),
        cell,
        value,
    }
}
