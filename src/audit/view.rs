//! A workbook as formulas see it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::code::division::CustomUnit;
use crate::formula::{Data, FieldId, FormId, RowRef, Value, When};
use crate::measure::Column;
use crate::period::Period;
use crate::scheme::{ColourRule, CompiledColour, CompiledScheme, FormKind, Single, Tier};
use crate::workbook::{Absence, Mark, Row, RowKey, Slot, Table, Workbook};

/// Lets formulas read a workbook: typed cells, computed fields, and the earlier files carried over.
#[derive(Clone, Copy)]
pub struct View<'a> {
    scheme: &'a CompiledScheme,
    book: &'a Workbook,
    known: Option<&'a Known>,
}

/// What was worked out already, for one workbook while it stays as it is.
#[derive(Debug, Default)]
pub struct Known {
    cells: RefCell<HashMap<(RowRef, FieldId, Column), Option<Value>>>,
    colours: RefCell<HashMap<RowRef, Option<Value>>>,
}

impl<'a> View<'a> {
    /// A view of this workbook under this scheme.
    pub fn new(scheme: &'a CompiledScheme, book: &'a Workbook) -> Self {
        Self { scheme, book, known: None }
    }

    /// A view that works out computed fields and colours once each: many formulas go through the same records.
    pub const fn remembering(scheme: &'a CompiledScheme, book: &'a Workbook, known: &'a Known) -> Self {
        Self { scheme, book, known: Some(known) }
    }

    /// The place of a record of the current period.
    pub fn place(&self, form: FormId, key: &str) -> Option<RowRef> {
        self.found(When::Now, form, key)
    }

    /// The key of a record.
    pub fn key(&self, row: RowRef) -> Option<RowKey> {
        self.row(row).map(|row| row.key.clone())
    }

    /// The roster row that a record belongs to; itself for a roster row, and for the record of the office.
    pub fn roster_row(&self, row: RowRef) -> Option<RowRef> {
        match self.scheme[row.form].over() {
            Some(roster) => self.related(row, roster),
            None => Some(row),
        }
    }

    /// Whether a record is asked in this period: of a periodic form the one of the roster member with this key, of a
    /// single form the office's. A row of a roster always is, one of details as long as its form applies to the roster row.
    pub fn is_asked(&self, form: FormId, key: &str) -> bool {
        if self.scheme[form].detail().is_some() {
            return self.book.table(form).row(key).is_some_and(|row| self.accepts(form, row.member()));
        }
        self.accepts(form, key)
    }

    /// Whether a form is asked for the roster member with this key in this period, so that there may be records of it.
    pub fn accepts(&self, form: FormId, member: &str) -> bool {
        let def = &self.scheme[form];
        let Some(roster) = def.over() else {
            return def.is_asked_in(self.book.about.period) && (def.single().is_none() || member == Single::KEY);
        };
        let Some(member) = self.place(roster, member) else { return false };
        def.is_asked_in(self.book.about.period)
            && self.scheme.applies(form).is_none_or(|applies| self.holds(applies, member))
    }

    /// Whether a field is asked in this record.
    pub fn is_field_asked(&self, row: RowRef, field: FieldId) -> bool {
        self.scheme.field_when(row.form, field).is_none_or(|when| self.holds(when, row))
    }

    fn holds(&self, formula: &crate::formula::Compiled, row: RowRef) -> bool {
        matches!(formula.eval(self, row), Ok(Some(Value::Bool(true))))
    }

    /// The first colour that applies to a record, with what says why.
    pub fn colour_of(&self, row: RowRef) -> Option<(&'a ColourRule, &'a CompiledColour)> {
        let (def, rules) = self.scheme.colours_of(row.form)?;
        // A fault here would be one of the scheme; the record is then in no colour and in none of the counts.
        let applies = |rule: &CompiledColour| rule.when.as_ref().is_none_or(|when| self.holds(when, row));
        def.rules.iter().zip(rules).find(|(_, rule)| applies(rule))
    }

    fn coloured(&self, row: RowRef, reason: bool) -> Option<Value> {
        let (colour, rule) = self.colour_of(row)?;
        if !reason {
            return Some(Value::text(&colour.key));
        }
        rule.reason.render(self, row).ok().map(|text| Value::text(&text))
    }

    fn table(&self, when: When, form: FormId) -> Option<&'a Table> {
        match when {
            When::Now => Some(self.book.table(form)),
            When::Prev => self.book.prev.as_ref()?.tables.get(form.index()).map(AsRef::as_ref),
            When::LastYear => self.book.last_year.as_ref()?.tables.get(form.index()).map(AsRef::as_ref),
        }
    }

    fn row(&self, row: RowRef) -> Option<&'a Row> {
        self.table(row.when, row.form)?.at(usize::try_from(row.row).ok()?)
    }

    fn found(&self, when: When, form: FormId, key: &str) -> Option<RowRef> {
        let row = u32::try_from(self.table(when, form)?.position(key)?).ok()?;
        Some(RowRef { when, form, row })
    }
}

/// What is known, or what is worked out now and known from then on.
fn once<K: Eq + std::hash::Hash>(
    known: &RefCell<HashMap<K, Option<Value>>>,
    key: K,
    work: impl FnOnce() -> Option<Value>,
) -> Option<Value> {
    if let Some(value) = known.borrow().get(&key) {
        return value.clone();
    }
    let value = work();
    known.borrow_mut().insert(key, value.clone());
    value
}

impl Data for View<'_> {
    fn cell(&self, row: RowRef, field: FieldId, column: Column) -> Option<Value> {
        if let Some(compute) = self.scheme.compute(row.form, field, column) {
            // A fault of a computed field is reported where the audit looks at the field itself.
            let worked = || compute.eval_in_own_unit(self, row).ok().flatten();
            return match self.known {
                Some(known) => once(&known.cells, (row, field, column), worked),
                None => worked(),
            };
        }
        let cell = self.row(row)?.cells.get(&Slot { field, column })?;
        let value = cell.value.as_ref()?;
        self.is_field_asked(row, field).then(|| value.clone())
    }

    fn absence(&self, row: RowRef, field: FieldId, column: Column) -> Option<Absence> {
        self.row(row)?.marks.get(&Slot { field, column })?.absence()
    }

    fn confirmed(&self, row: RowRef, field: FieldId, column: Column) -> bool {
        self.row(row).is_some_and(|row| row.marks.get(&Slot { field, column }) == Some(&Mark::Confirmed))
    }

    fn due(&self, form: FormId) -> Option<NaiveDate> {
        let about = &self.book.about;
        Some(self.scheme.due(form, about.period, Tier::of(&about.office.code))?.date)
    }

    fn own_divisions(&self) -> &[CustomUnit] {
        &self.scheme.divisions
    }

    fn rows(&self, when: When, form: FormId) -> Vec<RowRef> {
        let count = self.table(when, form).map_or(0, Table::len);
        (0..u32::try_from(count).unwrap_or(u32::MAX)).map(|row| RowRef { when, form, row }).collect()
    }

    fn related(&self, row: RowRef, form: FormId) -> Option<RowRef> {
        // Several details may belong to one row: which, no name can say.
        let here = self.row(row)?;
        let key = if self.scheme[form].single().is_some() { Single::KEY } else { here.member() };
        self.found(row.when, form, key)
    }

    fn member(&self, row: RowRef) -> Option<Arc<str>> {
        self.scheme.roster_of(row.form)?;
        self.row(row).map(|row| Arc::clone(row.member()))
    }

    fn single(&self, when: When, form: FormId) -> Option<RowRef> {
        self.found(when, form, Single::KEY)
    }

    fn earlier(&self, row: RowRef, when: When) -> Option<RowRef> {
        self.found(when, row.form, &self.row(row)?.key)
    }

    fn reported(&self, row: RowRef, form: FormId) -> bool {
        let (Some(here), Some(table), Some(period)) =
            (self.row(row), self.table(row.when, form), self.period_of(row.when))
        else {
            return false;
        };
        let def = &self.scheme[form];
        // What was only carried over is not a report, nor is a base filled from last year's file.
        let is_report = |record: &Row| record.cells.keys().any(|slot| def.reports(slot.field, slot.column, period));
        match &def.kind {
            FormKind::Detail(_) => table.belonging(here.member()).any(|record| !record.is_empty()),
            FormKind::Single(_) => table.row(Single::KEY).is_some_and(is_report),
            FormKind::Roster(_) | FormKind::Periodic(_) => table.row(here.member()).is_some_and(is_report),
        }
    }

    fn asked(&self, row: RowRef, field: FieldId) -> bool {
        self.is_field_asked(row, field)
    }

    fn has(&self, when: When) -> bool {
        match when {
            When::Now => true,
            When::Prev => self.book.prev.is_some(),
            When::LastYear => self.book.last_year.is_some(),
        }
    }

    fn colour(&self, row: RowRef, reason: bool) -> Option<Value> {
        match self.known.filter(|_| !reason) {
            Some(known) => once(&known.colours, row, || self.coloured(row, false)),
            None => self.coloured(row, reason),
        }
    }

    fn period(&self) -> Period {
        self.book.about.period
    }

    fn period_of(&self, when: When) -> Option<Period> {
        match when {
            When::Now => Some(self.period()),
            When::Prev => self.book.prev.as_ref().map(|earlier| earlier.period),
            When::LastYear => self.book.last_year.as_ref().map(|earlier| earlier.period),
        }
    }

    fn office_code(&self) -> &str {
        &self.book.about.office.code
    }

    fn office_name(&self) -> &str {
        &self.book.about.office.name
    }
}
