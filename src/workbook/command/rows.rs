//! Records of rosters and of details that come and go.

use std::sync::Arc;

use super::{MOST_RECORDS, NewDetail, Refusal, known};
use crate::scheme::{FormDef, FormId, Scheme};
use crate::workbook::{Op, Row, RowKey, Slot, Table, Workbook, cell};

impl Workbook {
    pub(super) fn plan_rows(
        &self,
        scheme: &Scheme,
        form: FormId,
        position: usize,
        rows: impl ExactSizeIterator<Item = Vec<(Slot, Arc<str>)>>,
    ) -> Result<Vec<Op>, Refusal> {
        let def = known(scheme, form)?;
        let Some(roster) = def.roster() else { return Err(Refusal::NotARoster { form: def.label.clone() }) };
        let table = self.table(form);
        self.has_room(form, rows.len())?;
        let prefix = &roster.key_prefix;
        let mut number = self.last_number(form, prefix);
        let mut ops = Vec::new();
        for (at, cells) in (position.min(table.len())..).zip(rows) {
            number += 1;
            let key: RowKey = Arc::from(format!("{prefix}{number:03}"));
            ops.push(Op::Insert { form, position: at, row: Arc::new(Row::new(Arc::clone(&key))) });
            ops.extend(first_texts(def, form, &key, cells));
        }
        Ok(ops)
    }

    pub(super) fn plan_details(&self, scheme: &Scheme, form: FormId, rows: Vec<NewDetail>) -> Result<Vec<Op>, Refusal> {
        let def = known(scheme, form)?;
        let Some(detail) = def.detail() else { return Err(Refusal::NotDetails { form: def.label.clone() }) };
        self.has_room(form, rows.len())?;
        let roster = self.table(detail.roster);
        let mut number = self.last_number(form, &detail.key_prefix);
        let mut ranks = self.ranks(scheme, form);
        let mut ops = Vec::new();
        for NewDetail { of, cells } in rows {
            let Some(rank) = roster.position(&of) else {
                let form = scheme[detail.roster].label.clone();
                return Err(Refusal::NoSuchRecord { form, key: of.to_string() });
            };
            number += 1;
            let key: RowKey = Arc::from(format!("{}{number:03}", detail.key_prefix));
            let position = behind(&ranks, rank);
            ranks.insert(position, Some(rank));
            ops.push(Op::Insert { form, position, row: Arc::new(Row::belonging(Arc::clone(&key), of)) });
            ops.extend(first_texts(def, form, &key, cells));
        }
        Ok(ops)
    }

    /// Of each row of details, where its roster row stands.
    pub(in crate::workbook) fn ranks(&self, scheme: &Scheme, form: FormId) -> Vec<Option<usize>> {
        let roster = scheme[form].over().map(|roster| self.table(roster));
        let rank = |row: &Arc<Row>| roster.and_then(|roster| roster.position(row.member()));
        self.table(form).rows().iter().map(rank).collect()
    }

    pub(super) fn has_room(&self, form: FormId, more: usize) -> Result<(), Refusal> {
        let room = self.table(form).len().saturating_add(more) <= MOST_RECORDS;
        if room { Ok(()) } else { Err(Refusal::TooManyRecords { limit: MOST_RECORDS }) }
    }

    /// A key that no record has or had.
    pub(in crate::workbook) fn fresh_key(&self, scheme: &Scheme, form: FormId) -> RowKey {
        let prefix = scheme[form].key_prefix().unwrap_or_default();
        Arc::from(format!("{prefix}{:03}", self.last_number(form, prefix) + 1))
    }

    /// The highest number in use, also by last period's records: a key is never given twice.
    pub(super) fn last_number(&self, form: FormId, prefix: &str) -> u32 {
        let earlier =
            [&self.prev, &self.last_year].into_iter().flatten().filter_map(|old| old.tables.get(form.index()));
        std::iter::once(self.table(form))
            .chain(earlier.map(AsRef::as_ref))
            .flat_map(Table::rows)
            .filter_map(|row| row.key.strip_prefix(prefix)?.parse().ok())
            .max()
            .unwrap_or(0)
    }

    pub(super) fn plan_removal(&self, scheme: &Scheme, form: FormId, keys: &[RowKey]) -> Result<Vec<Op>, Refusal> {
        let def = known(scheme, form)?;
        let mut ops = Vec::new();
        let dependants: Vec<FormId> = scheme.forms_of(form).collect();
        // Later positions first, so that each recorded position holds when the change is taken back in reverse.
        let mut places: Vec<(usize, &RowKey)> = Vec::new();
        for key in keys {
            let at = self
                .table(form)
                .position(key)
                .ok_or_else(|| Refusal::NoSuchRecord { form: def.label.clone(), key: key.to_string() })?;
            places.push((at, key));
        }
        places.sort_unstable_by(|a, b| b.cmp(a));
        places.dedup();
        let details: Vec<FormId> = scheme.details_of(form).collect();
        for form in details.iter().copied().chain(dependants).chain([form]) {
            let table = self.table(form);
            let mut found: Vec<usize> = if details.contains(&form) {
                let rows = places.iter().flat_map(|(_, key)| table.belonging(key));
                rows.filter_map(|row| table.position(&row.key)).collect()
            } else {
                places.iter().filter_map(|(_, key)| table.position(key)).collect()
            };
            found.sort_unstable_by(|a, b| b.cmp(a));
            for position in found {
                if let Some(row) = table.rows().get(position) {
                    ops.push(Op::Remove { form, position, row: Arc::clone(row) });
                }
            }
        }
        Ok(ops)
    }
}

/// The place behind all rows of details whose roster row stands here or before.
pub(in crate::workbook) fn behind(ranks: &[Option<usize>], rank: usize) -> usize {
    ranks.iter().rposition(|other| other.is_some_and(|other| other <= rank)).map_or(0, |at| at + 1)
}

/// The steps that fill a new record.
fn first_texts<'a>(
    def: &'a FormDef,
    form: FormId,
    key: &'a RowKey,
    cells: Vec<(Slot, Arc<str>)>,
) -> impl Iterator<Item = Op> + 'a {
    cells.into_iter().filter_map(move |(slot, text)| {
        let new = cell::trimmed(&text);
        let field = &def[slot.field];
        let takes = !new.is_empty() && !field.is_computed() && field.columns().contains(&slot.column);
        (takes && !field.key.is_empty()).then(|| Op::Cell { form, key: Arc::clone(key), slot, old: Arc::from(""), new })
    })
}
