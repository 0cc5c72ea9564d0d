//! Typing into cells: records begin with their first text and go with their last.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Refusal, Typed, known};
use crate::scheme::{FormId, Scheme, Single};
use crate::workbook::{Op, Row, RowKey, Slot, Workbook, cell, has_standing};

impl Workbook {
    pub(super) fn plan_typing(&self, scheme: &Scheme, form: FormId, cells: &[Typed]) -> Result<Vec<Op>, Refusal> {
        let def = known(scheme, form)?;
        let mut ops = Vec::new();
        // Texts after the steps planned so far, so that two texts for one cell in one command chain rightly.
        let mut now: BTreeMap<(RowKey, Slot), Arc<str>> = BTreeMap::new();
        let mut made = BTreeSet::new();
        for typed in cells {
            let field = &def[typed.slot.field];
            if field.key.is_empty() || !field.columns().contains(&typed.slot.column) {
                return Err(Refusal::NoSuchField { form: def.label.clone() });
            }
            if field.is_computed() {
                return Err(Refusal::Computed { field: field.label.clone() });
            }
            let limit = cell::LONGEST_TEXT;
            if typed.text.chars().nth(limit).is_some() {
                return Err(Refusal::TooLong { field: field.label.clone(), limit });
            }
            let text = cell::trimmed(&typed.text);
            let place = (Arc::clone(&typed.key), typed.slot);
            let old = now.get(&place).cloned().unwrap_or_else(|| Arc::from(self.text(form, &typed.key, typed.slot)));
            // What is typed answers for itself; clearing a blank takes back why it is blank.
            let mark = self.mark(form, &typed.key, typed.slot).filter(|_| !now.contains_key(&place));
            if mark.is_some() && (old != text || text.is_empty()) {
                ops.push(Op::Mark { form, key: Arc::clone(&typed.key), slot: typed.slot, old: mark, new: None });
                now.insert(place.clone(), Arc::clone(&old));
            }
            if old == text {
                continue;
            }
            self.plan_record(scheme, form, &typed.key, &mut made, &mut ops)?;
            now.insert(place, Arc::clone(&text));
            ops.push(Op::Cell { form, key: Arc::clone(&typed.key), slot: typed.slot, old, new: text });
        }
        if !def.is_lasting() {
            self.plan_vanishing(form, &mut ops);
        }
        Ok(ops)
    }

    /// The record that is about to be written into, made where there is none yet. One that was only carried over is from
    /// now on as firm as records are at present.
    pub(in crate::workbook) fn plan_record(
        &self,
        scheme: &Scheme,
        form: FormId,
        key: &RowKey,
        made: &mut BTreeSet<RowKey>,
        ops: &mut Vec<Op>,
    ) -> Result<(), Refusal> {
        if made.contains(key) {
            return Ok(());
        }
        if let Some(row) = self.table(form).row(key) {
            if row.standing.is_none() && known(scheme, form).is_ok_and(has_standing) {
                let new = Some(self.standing);
                ops.push(Op::Stand { form, key: Arc::clone(key), old: None, new });
                made.insert(Arc::clone(key));
            }
            return Ok(());
        }
        let label = || known(scheme, form).map_or_else(|_| String::new(), |def| def.label.clone());
        let position = self
            .place_for(scheme, form, key)
            .ok_or_else(|| Refusal::NoSuchRecord { form: label(), key: key.to_string() })?;
        ops.push(Op::Insert { form, position, row: Arc::new(self.new_record(Arc::clone(key))) });
        made.insert(Arc::clone(key));
        Ok(())
    }

    /// An empty periodic record, as firm as records are at present.
    pub(in crate::workbook) fn new_record(&self, key: RowKey) -> Row {
        Row { standing: Some(self.standing), ..Row::new(key) }
    }

    /// A periodic record goes whose last cell was cleared and of which nothing is said any more.
    pub(in crate::workbook) fn plan_vanishing(&self, form: FormId, ops: &mut Vec<Op>) {
        let keys: BTreeSet<RowKey> = ops
            .iter()
            .filter_map(|op| match op {
                Op::Cell { key, .. } | Op::Mark { key, .. } => Some(Arc::clone(key)),
                _ => None,
            })
            .collect();
        for key in keys {
            let row = self.table(form).row(&key);
            if row.is_some_and(|row| !row.foreign.is_empty() || !row.foreign_marks.is_empty()) {
                continue;
            }
            // True for a mark, false for a text.
            let mut kept: BTreeSet<(bool, Slot)> = row
                .into_iter()
                .flat_map(|row| {
                    row.cells.keys().map(|slot| (false, *slot)).chain(row.marks.keys().map(|slot| (true, *slot)))
                })
                .collect();
            for op in ops.iter() {
                let (slot, stays) = match op {
                    Op::Cell { key: of, slot, new, .. } if *of == key => ((false, *slot), !new.is_empty()),
                    Op::Mark { key: of, slot, new, .. } if *of == key => ((true, *slot), new.is_some()),
                    _ => continue,
                };
                if stays {
                    kept.insert(slot);
                } else {
                    kept.remove(&slot);
                }
            }
            if kept.is_empty() {
                let mut empty = self.new_record(Arc::clone(&key));
                if let Some(row) = row {
                    (empty.standing, empty.entered) = (row.standing, row.entered.clone());
                }
                let position = self.table(form).position(&key).unwrap_or(usize::MAX);
                ops.push(Op::Remove { form, position, row: Arc::new(empty) });
            }
        }
    }

    /// Where a new record of one period belongs: in the order of its roster. `None` when the roster has no such member,
    /// and for records that are not made by writing into them.
    pub(in crate::workbook) fn place_for(&self, scheme: &Scheme, form: FormId, key: &str) -> Option<usize> {
        if scheme[form].single().is_some() {
            return (key == Single::KEY).then_some(0);
        }
        let roster = self.table(scheme[form].periodic()?.roster);
        let rank = roster.position(key)?;
        let before = |row: &Arc<Row>| roster.position(&row.key).is_some_and(|other| other < rank);
        Some(self.table(form).rows().iter().take_while(|row| before(row)).count())
    }
}
