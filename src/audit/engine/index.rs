//! Which rules read what, so that a change is followed no further than it reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Dirty;
use crate::formula::{Compiled, FieldId, FormId, Reach, Read, When};
use crate::measure::Column;
use crate::scheme::CompiledScheme;
use crate::workbook::Touched;

/// The readers of everything.
#[derive(Debug)]
pub(super) struct Index {
    /// The form of each rule.
    pub(super) rules: Vec<FormId>,
    cells: BTreeMap<(FormId, FieldId, Column), BTreeSet<(usize, Reach)>>,
    /// Rules that read which records a form has, or cells of them.
    records: BTreeMap<FormId, BTreeSet<(usize, Reach)>>,
    /// Rules that read whether a form has a record with something in it.
    reported: BTreeMap<FormId, BTreeSet<(usize, Reach)>>,
}

impl Index {
    pub(super) fn of(scheme: &CompiledScheme) -> Self {
        let mut index =
            Self { rules: Vec::new(), cells: BTreeMap::new(), records: BTreeMap::new(), reported: BTreeMap::new() };
        for (at, rule) in scheme.compiled_rules().iter().enumerate() {
            index.rules.push(rule.form);
            let mut reads = BTreeSet::new();
            let own = rule.when.iter().chain([&rule.check]).flat_map(Compiled::reads);
            for read in own.chain(rule.message.reads()) {
                follow(scheme, *read, Reach::Own, &mut reads);
            }
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
            Read::Rows { when: When::Now, form } => {
                self.records.entry(form).or_default().insert((rule, Reach::All));
            }
            Read::Reported { when: When::Now, reach, form } => {
                self.reported.entry(form).or_default().insert((rule, reach));
            }
            // Earlier files, settings, period and office change only together with everything.
            _ => {}
        }
    }

    /// What a change makes worth looking at again.
    pub(super) fn dirty(&self, scheme: &CompiledScheme, touched: &Touched) -> Dirty {
        let mut dirty = Dirty::default();
        for cell in &touched.cells {
            for (rule, reach) in self.cells.get(&(cell.form, cell.slot.field, cell.slot.column)).into_iter().flatten() {
                dirty.mark(*rule, *reach, &cell.key);
            }
            for (rule, reach) in self.reported.get(&cell.form).into_iter().flatten() {
                dirty.mark(*rule, *reach, &cell.key);
            }
        }
        for (form, key) in &touched.records {
            let readers = [self.records.get(form), self.reported.get(form)];
            for (rule, reach) in readers.into_iter().flatten().flatten() {
                dirty.mark(*rule, *reach, key);
            }
            let own = self.rules.iter().enumerate().filter(|(_, of)| *of == form);
            dirty.single.extend(own.map(|(rule, _)| (rule, Arc::clone(key))));
        }
        let keys = touched.cells.iter().map(|cell| &cell.key).chain(touched.records.iter().map(|(_, key)| key));
        let keys: BTreeSet<_> = keys.collect();
        for form in scheme.form_ids() {
            dirty.records.extend(keys.iter().map(|key| (form, Arc::clone(key))));
        }
        dirty
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
        other => other,
    }
}
