//! A workbook as formulas see it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::code::division::CustomUnit;
use crate::formula::{Alike, Aspect, Compiled, Data, FieldId, FormId, RowRef, Value, When};
use crate::measure::Column;
use crate::period::Period;
use crate::scheme::{ColourRule, CompiledColour, CompiledScheme, FormKind, Single, Tier};
use crate::workbook::{Absence, FigureSum, Lane, Mark, RowKey, Slot, Standing, Table, Workbook};

/// Lets formulas read a workbook: typed cells, computed fields, and the earlier files carried over.
#[derive(Clone, Copy, Debug)]
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
    alike: RefCell<HashMap<(When, FormId, Aspect), Option<Alike>>>,
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
        let (table, at) = self.record(row)?;
        match table.columns() {
            Some(columns) => columns.key(at).map(RowKey::from),
            None => table.at(at).map(|row| row.key.clone()),
        }
    }

    /// How firm the record of a form is that goes with a row: the row itself, that of the same roster member, or the
    /// office's own.
    pub fn standing(&self, row: RowRef, form: FormId) -> Option<Standing> {
        let (table, at) = self.record(row)?;
        if row.form == form {
            return table.standing_at(at);
        }
        let others = self.table(row.when, form)?;
        let own = table.member_at(at).and_then(|member| others.position(member));
        others.standing_at(own.or_else(|| others.position(Single::KEY))?)
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
            let table = self.book.table(form);
            let owner = table.position(key).and_then(|at| table.member_at(at));
            return owner.is_some_and(|owner| self.accepts(form, owner));
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

    fn holds(&self, formula: &Compiled, row: RowRef) -> bool {
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

    /// Which records are alike in something, where they stand in columns.
    fn alike_in(&self, when: When, form: FormId, aspect: Aspect) -> Option<Alike> {
        let table = self.table(when, form)?;
        let others = |form| self.is_empty(when, form);
        let (field, column) = match aspect {
            Aspect::Cell(field, column) => (field, column),
            // Of what nobody has, all have nothing; of what there is one, all have that.
            Aspect::Related(form, ..) if others(form) || self.scheme[form].single().is_some() => {
                return Some(Alike::All);
            }
            Aspect::Related(other, field, column) => {
                let (there, theirs) = (self.table(when, other)?, self.alike(when, other, Aspect::Cell(field, column))?);
                table.columns()?;
                let kind = |at: usize| match (there.position_near(table.member_at(at)?, at)?, &theirs) {
                    (_, Alike::All) => Some(1),
                    (position, Alike::Kinds(kinds)) => kinds.get(position)?.checked_add(1),
                };
                return Some(Alike::of((0..table.len()).map(|at| kind(at).unwrap_or_default())));
            }
            Aspect::Reported(other) if others(other) => return Some(Alike::All),
            Aspect::Reported(other) => {
                table.columns()?;
                return Some(Alike::of(
                    self.rows(when, form).into_iter().map(|row| u32::from(self.reported(row, other))),
                ));
            }
        };
        let by = |formula: &Compiled| {
            let aspects = formula.aspects(form)?;
            aspects.into_iter().try_fold(Alike::All, |all, aspect| all.and(self.alike(when, form, aspect)?))
        };
        if let Some(compute) = self.scheme.compute(form, field, column) {
            return by(compute);
        }
        let own = table.columns()?.alike(Slot { field, column })?;
        match self.scheme.field_when(form, field) {
            Some(when) if !matches!(own, Alike::All) => own.and(by(when)?),
            // Where all have the same value, that may be none.
            Some(when) if table.value_at(0, Slot { field, column }).is_some() => by(when),
            _ => Some(own),
        }
    }

    fn table(&self, when: When, form: FormId) -> Option<&'a Table> {
        match when {
            When::Now => Some(self.book.table(form)),
            When::Prev => self.book.prev.as_ref()?.tables.get(form.index()).map(AsRef::as_ref),
            When::LastYear => self.book.last_year.as_ref()?.tables.get(form.index()).map(AsRef::as_ref),
        }
    }

    fn mark(&self, row: RowRef, slot: Slot) -> Option<Mark> {
        let (table, at) = self.record(row)?;
        table.mark_at(at, slot)
    }

    /// The table that a record stands in, and its position there.
    fn record(&self, row: RowRef) -> Option<(&'a Table, usize)> {
        Some((self.table(row.when, row.form)?, usize::try_from(row.row).ok()?))
    }

    fn found(&self, when: When, form: FormId, key: &str) -> Option<RowRef> {
        self.found_near(when, form, key, 0)
    }

    fn found_near(&self, when: When, form: FormId, key: &str, near: usize) -> Option<RowRef> {
        let row = u32::try_from(self.table(when, form)?.position_near(key, near)?).ok()?;
        Some(RowRef { when, form, row })
    }
}

/// What is known, or what is worked out now and known from then on.
fn once<K: Eq + std::hash::Hash, V: Clone>(
    known: &RefCell<HashMap<K, Option<V>>>,
    key: K,
    work: impl FnOnce() -> Option<V>,
) -> Option<V> {
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
        let (table, at) = self.record(row)?;
        let value = table.value_at(at, Slot { field, column })?;
        self.is_field_asked(row, field).then_some(value)
    }

    fn absence(&self, row: RowRef, field: FieldId, column: Column) -> Option<Absence> {
        self.mark(row, Slot { field, column })?.absence()
    }

    fn confirmed(&self, row: RowRef, field: FieldId, column: Column) -> bool {
        self.mark(row, Slot { field, column }) == Some(Mark::Confirmed)
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

    fn belonging(&self, when: When, form: FormId, member: &str) -> Vec<RowRef> {
        let Some(table) = self.table(when, form).filter(|_| self.scheme.roster_of(form).is_some()) else {
            return Vec::new();
        };
        let row = |at: usize| Some(RowRef { when, form, row: u32::try_from(at).ok()? });
        table.belonging_at(member).filter_map(row).collect()
    }

    fn is_empty(&self, when: When, form: FormId) -> bool {
        self.table(when, form).is_none_or(Table::is_empty)
    }

    fn lacks(&self, when: When, form: FormId, field: FieldId, column: Column) -> bool {
        let is_used = |table: &Table| table.has_slot(Slot { field, column });
        self.is_typed(form, field, column) && !self.table(when, form).is_some_and(is_used)
    }

    fn is_typed(&self, form: FormId, field: FieldId, column: Column) -> bool {
        self.scheme.compute(form, field, column).is_none()
    }

    fn alike(&self, when: When, form: FormId, aspect: Aspect) -> Option<Alike> {
        match self.known {
            Some(known) => once(&known.alike, (when, form, aspect), || self.alike_in(when, form, aspect)),
            None => self.alike_in(when, form, aspect),
        }
    }

    fn column_sum(&self, when: When, form: FormId, field: FieldId, column: Column) -> Option<FigureSum> {
        let columns = self.table(when, form)?.columns()?;
        if self.scheme.compute(form, field, column).is_some() || self.scheme.field_when(form, field).is_some() {
            return None;
        }
        match columns.lane(Slot { field, column }) {
            Some(Lane::Figures(figures)) => FigureSum::of(figures.iter().copied()),
            Some(Lane::Cells { .. }) => None,
            None => Some(FigureSum::default()),
        }
    }

    fn related(&self, row: RowRef, form: FormId) -> Option<RowRef> {
        // Several details may belong to one row: which, no name can say.
        let (table, at) = self.record(row)?;
        let key = if self.scheme[form].single().is_some() { Single::KEY } else { table.member_at(at)? };
        self.found_near(row.when, form, key, at)
    }

    fn member(&self, row: RowRef) -> Option<Arc<str>> {
        self.scheme.roster_of(row.form)?;
        let (table, at) = self.record(row)?;
        match table.columns() {
            Some(columns) => columns.member(at).map(Arc::from),
            None => table.at(at).map(|row| Arc::clone(row.member())),
        }
    }

    fn member_key(&self, row: RowRef) -> Option<Cow<'_, str>> {
        self.scheme.roster_of(row.form)?;
        let (table, at) = self.record(row)?;
        table.member_at(at).map(Cow::Borrowed)
    }

    fn single(&self, when: When, form: FormId) -> Option<RowRef> {
        self.found(when, form, Single::KEY)
    }

    fn earlier(&self, row: RowRef, when: When) -> Option<RowRef> {
        let (table, at) = self.record(row)?;
        self.found_near(when, row.form, table.key_at(at)?, at)
    }

    fn reported(&self, row: RowRef, form: FormId) -> bool {
        let (Some((own, at)), Some(table), Some(period)) =
            (self.record(row), self.table(row.when, form), self.period_of(row.when))
        else {
            return false;
        };
        let Some(member) = own.member_at(at) else { return false };
        let def = &self.scheme[form];
        // What was only carried over is not a report, nor is a base filled from last year's file.
        let is_report = |record: usize| table.has_cell(record, |slot| def.reports(slot.field, slot.column, period));
        match &def.kind {
            FormKind::Detail(_) => table.belonging_at(member).any(|record| !table.is_blank_at(record)),
            FormKind::Single(_) => table.position(Single::KEY).is_some_and(is_report),
            FormKind::Roster(_) | FormKind::Periodic(_) => table.position_near(member, at).is_some_and(is_report),
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
