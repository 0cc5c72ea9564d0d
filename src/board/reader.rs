//! Reading cells by the keys of forms and fields, as values and as people read them.

use crate::audit::View;
use crate::formula::{Data, RowRef, Value};
use crate::grid::name_of;
use crate::measure::Column;
use crate::number::{Decimal, grouped, rounded};
use crate::scheme::{CompiledScheme, FieldId, FieldType, FormId};
use crate::workbook::{Row, Table, Workbook};

/// A workbook to be read by keys. What is not there reads as nothing.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) scheme: &'a CompiledScheme,
    pub(super) book: &'a Workbook,
    view: View<'a>,
}

/// A record of a form that is there.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    reader: Reader<'a>,
    pub(super) form: FormId,
    at: RowRef,
}

impl<'a> Reader<'a> {
    pub(super) fn new(scheme: &'a CompiledScheme, book: &'a Workbook) -> Self {
        Self { scheme, book, view: View::new(scheme, book) }
    }

    /// The record of a form with a key.
    pub(super) fn record(self, form: &str, key: &str) -> Option<Record<'a>> {
        let form = self.scheme.form(form)?;
        Some(Record { reader: self, form, at: self.view.place(form, key)? })
    }

    /// All rows of a form.
    pub(super) fn rows(self, form: &str) -> impl Iterator<Item = &'a Row> + use<'a> {
        let table = self.scheme.form(form).map(|form| self.book.table(form));
        table.into_iter().flat_map(|table| table.rows().iter().map(AsRef::as_ref))
    }

    /// The details of a roster row, in their order.
    pub(super) fn details(self, form: &'static str, of: &str) -> impl Iterator<Item = (&'a Row, Record<'a>)> + use<'a> {
        let table = self.scheme.form(form).map(|form| self.book.table(form));
        let rows = table.into_iter().flat_map(Table::rows).filter(move |row| &**row.member() == of);
        let rows: Vec<&Row> = rows.map(AsRef::as_ref).collect();
        rows.into_iter().filter_map(move |row| Some((row, self.record(form, &row.key)?)))
    }

    /// Whether a form is asked of a roster row, or holds something of it all the same.
    pub(super) fn is_asked(self, form: &str, key: &str) -> bool {
        self.scheme
            .form(form)
            .is_some_and(|form| self.view.is_asked(form, key) || self.book.table(form).position(key).is_some())
    }
}

impl Record<'_> {
    pub(super) fn value(&self, field: &str, column: Column) -> Option<Value> {
        let field = self.reader.scheme[self.form].field(field)?;
        self.reader.view.cell(self.at, field, column)
    }

    /// Whether a field is asked in this record.
    pub(super) fn asks(&self, field: FieldId) -> bool {
        self.reader.view.is_field_asked(self.at, field)
    }

    pub(super) fn plain(&self, field: &str) -> Option<Value> {
        self.value(field, Column::Plain)
    }

    pub(super) fn number(&self, field: &str) -> Option<Decimal> {
        self.plain(field)?.as_number()
    }

    pub(super) fn is(&self, field: &str) -> bool {
        self.plain(field).and_then(|value| value.as_bool()).unwrap_or(false)
    }

    /// A code as it is in files; empty when there is none.
    pub(super) fn code(&self, field: &str) -> String {
        self.plain(field).and_then(|value| value.as_text().map(str::to_owned)).unwrap_or_default()
    }

    /// As people read it; empty when there is nothing.
    pub(super) fn text(&self, field: &str) -> String {
        self.text_of(field, Column::Plain)
    }

    /// A column as people read it, without its unit; empty when there is nothing.
    pub(super) fn text_of(&self, field: &str, column: Column) -> String {
        let def = &self.reader.scheme[self.form];
        let (Some(id), Some(value)) = (def.field(field), self.value(field, column)) else { return String::new() };
        let field = &def[id];
        match &value {
            // A share is the bare ratio; people read it in its unit, which is what `View` gives.
            Value::Number(number) => grouped(rounded(*number, u32::from(field.decimals))),
            Value::Text(code) => match field.kind {
                FieldType::Text => code.to_string(),
                _ => name_of(self.reader.scheme, field, code).unwrap_or_else(|| code.to_string()),
            },
            Value::Date(date) => date.format("%Y-%m-%d").to_string(),
            Value::Month(month) => month.to_string(),
            Value::Bool(truth) => (if *truth { "是" } else { "否" }).to_owned(),
        }
    }

    /// The label and the unit of a field.
    pub(super) fn head(&self, field: &str) -> Option<(&str, Option<&str>)> {
        let def = &self.reader.scheme[self.form];
        let field = &def[def.field(field)?];
        Some((field.short.as_str(), field.unit.as_deref()))
    }
}
