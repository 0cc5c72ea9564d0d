//! What a formula is evaluated against.

use super::alike::{Alike, Aspect};
use super::value::Value;
use super::world::{FieldId, FormId};
use crate::code::division::CustomUnit;
use crate::measure::Column;
use crate::period::Period;
use crate::workbook::{Absence, FigureSum};
use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;

/// Which file a row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum When {
    /// The one that is being filled.
    #[default]
    Now,
    /// Last period's: `prev`, 上期.
    Prev,
    /// That of the same period last year: `last_year`, 上年.
    LastYear,
}

/// One row of a roster or one record of a periodic form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    pub when: When,
    pub form: FormId,
    /// Whatever number the implementer of [`Data`] finds the row by.
    pub row: u32,
}

/// The figures that formulas read. Implemented by the workbook and by roll-ups.
pub trait Data {
    /// The value of a cell in the unit of its field, of the type that the [`World`](super::World) says.
    ///
    /// # Missing values
    /// `None` when nothing is there, when what was typed cannot be read, or when the field does not apply.
    fn cell(&self, row: RowRef, field: FieldId, column: Column) -> Option<Value>;

    /// Why a cell is blank, where a person said so.
    fn absence(&self, _row: RowRef, _field: FieldId, _column: Column) -> Option<Absence> {
        None
    }

    /// Whether a person confirmed that the zero of a cell is one.
    fn confirmed(&self, _row: RowRef, _field: FieldId, _column: Column) -> bool {
        false
    }

    /// By when the reporting office hands a form upward, where the calendar of the scheme says so.
    fn due(&self, _form: FormId) -> Option<NaiveDate> {
        None
    }

    /// Divisions that the published list lacks.
    fn own_divisions(&self) -> &[CustomUnit] {
        &[]
    }

    /// All rows of a form, in the order of the form; none when there is no such file.
    fn rows(&self, when: When, form: FormId) -> Vec<RowRef>;

    /// The rows of a form that belong to a roster member, in the order of the form.
    fn belonging(&self, when: When, form: FormId, member: &str) -> Vec<RowRef> {
        let mut all = self.rows(when, form);
        all.retain(|row| self.member_key(*row).as_deref() == Some(member));
        all
    }

    /// Whether a form has no rows, or there is no such file.
    fn is_empty(&self, when: When, form: FormId) -> bool {
        self.rows(when, form).is_empty()
    }

    /// Whether it is known that no row of a form has a value in a cell.
    fn lacks(&self, _when: When, _form: FormId, _field: FieldId, _column: Column) -> bool {
        false
    }

    /// Whether the values of a cell are as they were typed, and so of the type that the [`World`](super::World) says and
    /// of at most 15 digits.
    fn is_typed(&self, _form: FormId, _field: FieldId, _column: Column) -> bool {
        false
    }

    /// Which rows of a form are alike in something; `None` where that is not known.
    fn alike(&self, _when: When, _form: FormId, _aspect: Aspect) -> Option<Alike> {
        None
    }

    /// What a column of numbers adds up to, in the unit of the field; `None` where only the rows can tell.
    fn column_sum(&self, _when: When, _form: FormId, _field: FieldId, _column: Column) -> Option<FigureSum> {
        None
    }

    /// In the same file: the record of the same roster member in another form, or its roster row.
    fn related(&self, row: RowRef, form: FormId) -> Option<RowRef>;

    /// The key of the roster member that a record belongs to: of a roster row its own; none for a record of the office.
    fn member(&self, row: RowRef) -> Option<Arc<str>>;

    /// The same as text, for those who only look at it.
    fn member_key(&self, row: RowRef) -> Option<Cow<'_, str>> {
        self.member(row).map(|member| Cow::Owned(member.to_string()))
    }

    /// The one record of a form that has one for the whole office.
    fn single(&self, when: When, form: FormId) -> Option<RowRef> {
        self.rows(when, form).first().copied()
    }

    /// The same record in an earlier file; `row` is one of [`When::Now`].
    fn earlier(&self, row: RowRef, when: When) -> Option<RowRef>;

    /// Whether the form has a record with anything in it for the roster member that `row` belongs to, in the file of `row`.
    fn reported(&self, row: RowRef, form: FormId) -> bool;

    /// Whether a field is asked in this record: its `when` holds, or it has none.
    fn asked(&self, row: RowRef, field: FieldId) -> bool {
        let _ = (row, field);
        true
    }

    /// Whether there is such a file at all.
    fn has(&self, when: When) -> bool;

    /// The key of the colour that a record has, or the reason for it; missing where its form has no colours.
    fn colour(&self, _row: RowRef, _reason: bool) -> Option<Value> {
        None
    }

    fn period(&self) -> Period;

    /// The period of a file; `None` when there is no such file.
    fn period_of(&self, when: When) -> Option<Period>;

    /// The code of the reporting office.
    fn office_code(&self) -> &str;

    /// The name of the reporting office.
    fn office_name(&self) -> &str;
}
