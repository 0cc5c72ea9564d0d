//! Which rules read what, so that a change is followed no further than it reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Dirty;
use super::groups::{Groups, reads_any};
use crate::formula::{Compiled, FieldId, FormId, Reach, Read, When};
use crate::measure::Column;
use crate::scheme::{CompiledScheme, Single};
use crate::workbook::{Row, RowKey, Touched, Workbook};

/// The readers of everything.
#[derive(Debug)]
pub(super) struct Index {
    /// The form of each rule.
    rules: Vec<FormId>,
    /// Of rules that read any record, but by aggregates alone, those aggregates.
    groups: BTreeMap<usize, Groups>,
    cells: BTreeMap<(FormId, FieldId, Column), BTreeSet<(usize, Reach)>>,
    /// Rules that read which records a form has, or cells of them.
    records: BTreeMap<FormId, BTreeSet<(usize, Reach)>>,
    /// Rules that read whether a form has a record with something in it.
    reported: BTreeMap<FormId, BTreeSet<(usize, Reach)>>,
}

impl Index {
    pub(super) fn of(scheme: &CompiledScheme) -> Self {
        let mut index = Self {
            rules: Vec::new(),
            groups: BTreeMap::new(),
            cells: BTreeMap::new(),
            records: BTreeMap::new(),
            reported: BTreeMap::new(),
        };
        for (at, rule) in scheme.compiled_rules().iter().enumerate() {
            index.rules.push(rule.form);
            let mut reads = BTreeSet::new();
            let own = rule.when.iter().chain([&rule.check]).flat_map(Compiled::reads);
            // Whether other records are reached by its own aggregates alone, and not from behind other cells.
            let mut is_plain = true;
            for read in own.chain(rule.message.reads()) {
                let mut behind = BTreeSet::new();
                follow(scheme, *read, Reach::Own, &mut behind);
                is_plain &= if reads_any(*read) { behind.len() == 1 } else { !behind.iter().copied().any(reads_any) };
                reads.append(&mut behind);
            }
            let groups = Groups::of(rule, &reads).filter(|_| is_plain);
            index.groups.extend(groups.map(|groups| (at, groups)));
            for read in reads {
                index.add(at, read);
            }
        }
        index
    }

    fn add(&mut self, rule: usize, read: Read) {
        match read {
            Read::Cell { when: When::Now, reach, form, field, column } => {
                self.cells.entry((form, field, column)).or_default().insert((rule, reach));
                self.records.entry(form).or_default().insert((rule, reach));
            }
            Read::Rows { when: When::Now, reach, form } => {
                self.records.entry(form).or_default().insert((rule, reach));
            }
            Read::Reported { when: When::Now, reach, form } => {
                self.reported.entry(form).or_default().insert((rule, reach));
            }
            // Earlier files, settings, period and office change only together with everything.
            _ => {}
        }
    }

    /// The aggregates of a rule, where it reads any record by nothing else.
    pub(super) fn groups(&self, rule: usize) -> Option<&Groups> {
        self.groups.get(&rule)
    }

    /// What a change makes worth looking at again.
    pub(super) fn dirty(
        &self,
        scheme: &CompiledScheme,
        before: &Workbook,
        book: &Workbook,
        touched: &Touched,
    ) -> Dirty {
        let mut dirty = Dirty::default();
        for cell in &touched.cells {
            let change = Change::of(scheme, before, book, cell.form, &cell.key);
            let readers = self.cells.get(&(cell.form, cell.slot.field, cell.slot.column));
            for &(rule, reach) in readers.into_iter().chain(self.reported.get(&cell.form)).flatten() {
                self.mark(scheme, book, (rule, reach), &change, &mut dirty);
            }
        }
        for (form, key) in &touched.records {
            let change = Change::of(scheme, before, book, *form, key);
            let readers = [self.records.get(form), self.reported.get(form)];
            for &reader in readers.into_iter().flatten().flatten() {
                self.mark(scheme, book, reader, &change, &mut dirty);
            }
            let own = self.rules.iter().enumerate().filter(|(_, of)| *of == form);
            dirty.single.extend(own.map(|(rule, _)| (rule, Arc::clone(key))));
        }
        let places = touched.cells.iter().map(|cell| (cell.form, &cell.key));
        let places: BTreeSet<_> = places.chain(touched.records.iter().map(|(form, key)| (*form, key))).collect();
        for &(form, key) in &places {
            dirty.records.insert((form, Arc::clone(key)));
        }
        // Texts are looked at in the record itself; a computed field may read any other of the same roster member, and
        // one of the office's record may read everything.
        let members: BTreeSet<_> = places
            .iter()
            .filter_map(|(form, key)| {
                let change = Change::of(scheme, before, book, *form, key);
                Some((change.roster?, change.member))
            })
            .collect();
        for form in scheme.form_ids() {
            match scheme.roster_of(form) {
                None if scheme[form].single().is_some() && !places.is_empty() => {
                    dirty.records.insert((form, Arc::from(Single::KEY)));
                }
                roster => {
                    let of_roster = members.iter().filter(|(of, _)| Some(*of) == roster);
                    let rows = of_roster.flat_map(|(_, member)| book.table(form).belonging(member));
                    dirty.records.extend(rows.map(|row| (form, Arc::clone(&row.key))));
                }
            }
        }
        dirty
    }

    /// Notes the records for which a reader of what changed has to be looked at again.
    fn mark(
        &self,
        scheme: &CompiledScheme,
        book: &Workbook,
        (rule, reach): (usize, Reach),
        change: &Change<'_>,
        dirty: &mut Dirty,
    ) {
        let Some(&form) = self.rules.get(rule) else { return };
        match reach {
            Reach::All => {
                dirty.whole.insert(rule);
            }
            Reach::Own => {
                dirty.single.insert((rule, Arc::clone(change.key)));
            }
            // The records of one and the same roster member have its key, but for details.
            Reach::Same if scheme[form].detail().is_some() => {
                let rows = book.table(form).belonging(&change.member);
                dirty.single.extend(rows.map(|row| (rule, Arc::clone(&row.key))));
            }
            Reach::Same => {
                dirty.single.insert((rule, Arc::clone(&change.member)));
            }
        }
    }
}

/// A record in which something changed, and whose it is.
struct Change<'a> {
    key: &'a RowKey,
    /// The roster row that it belongs to; the record itself where there is none.
    member: RowKey,
    roster: Option<FormId>,
}

impl<'a> Change<'a> {
    /// A record that is gone is known from the workbook before.
    fn of(scheme: &CompiledScheme, before: &Workbook, book: &Workbook, form: FormId, key: &'a RowKey) -> Self {
        let row = book.table(form).row(key).or_else(|| before.table(form).row(key));
        let member = row.map_or(key, Row::member);
        Self { key, member: Arc::clone(member), roster: scheme.roster_of(form) }
    }
}

/// Adds a read and, through computed fields and when-conditions, everything behind it.
fn follow(scheme: &CompiledScheme, read: Read, outer: Reach, reads: &mut BTreeSet<Read>) {
    let read = widened(read, outer);
    if !reads.insert(read) {
        return;
    }
    if let Read::Cell { when: When::Now, reach, form, field, column } = read {
        let behind = scheme.compute(form, field, column).into_iter().chain(scheme.field_when(form, field));
        for inner in behind.flat_map(Compiled::reads) {
            follow(scheme, *inner, reach, reads);
        }
    }
}

/// A read of a formula that is itself read from elsewhere: what is its own is there the same unit's, or any unit's.
fn widened(read: Read, outer: Reach) -> Read {
    let wider = |reach: Reach| reach.max(outer);
    match read {
        Read::Cell { when, reach, form, field, column } => {
            Read::Cell { when, reach: wider(reach), form, field, column }
        }
        Read::Reported { when, reach, form } => Read::Reported { when, reach: wider(reach), form },
        Read::Rows { when, reach, form } => Read::Rows { when, reach: wider(reach), form },
        other => other,
    }
}
