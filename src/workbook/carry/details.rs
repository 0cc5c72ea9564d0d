//! Rows of details: which of them are the same, which come along, and which stay behind.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Keys, Work};
use crate::audit::View;
use crate::formula::Value;
use crate::scheme::{Column, FormId};
use crate::workbook::command::behind;
use crate::workbook::{Cell, Op, Row, RowKey, Slot, Workbook};

impl Work<'_> {
    /// Which row here each earlier row of details is; adds the missing ones when asked, but for those that their form
    /// does not keep.
    ///
    /// A row is the same when it has the same key, roster row and title (or the title is not filled in here), else when
    /// it has the same roster row and title. An earlier row that is not here keeps a key of its own among the earlier
    /// records, so that none is taken for another.
    pub(super) fn match_details(&mut self, earlier: &Workbook, keys: &mut Keys, add: bool) {
        let scheme = self.scheme;
        for form in scheme.form_ids() {
            let Some(detail) = scheme[form].detail() else { continue };
            let view = View::new(scheme, earlier);
            let rows = earlier.table(form).rows();
            let mut taken: BTreeSet<RowKey> = BTreeSet::new();
            let mut unmatched: Vec<(&Row, RowKey)> = Vec::new();
            for row in rows {
                let Some(of) = keys.get(&(detail.roster, Arc::clone(row.member()))).cloned() else { continue };
                match self.same_detail(form, row, &of, &taken) {
                    Some(key) => {
                        taken.insert(Arc::clone(&key));
                        keys.insert((form, Arc::clone(&row.key)), key);
                    }
                    None => unmatched.push((row, of)),
                }
            }
            // Beyond all keys here and there, so that a key that has to change meets no other.
            let used = |row: &Arc<Row>| row.key.strip_prefix(detail.key_prefix.as_str())?.parse::<u32>().ok();
            let mut last =
                rows.iter().chain(self.scratch.table(form).rows()).filter_map(used).max().unwrap_or_default();
            for (row, of) in unmatched {
                let free = self.scratch.table(form).position(&row.key).is_none() && !taken.contains(&row.key);
                let key: RowKey = if free {
                    Arc::clone(&row.key)
                } else {
                    last += 1;
                    Arc::from(format!("{}{last:03}", detail.key_prefix))
                };
                taken.insert(Arc::clone(&key));
                keys.insert((form, Arc::clone(&row.key)), Arc::clone(&key));
                if !add {
                    continue;
                }
                let keep = scheme.keep(form).zip(view.place(form, &row.key));
                if keep.is_some_and(|(keep, place)| matches!(keep.eval(&view, place), Ok(Some(Value::Bool(false))))) {
                    self.carried.left += 1;
                    continue;
                }
                let ranks = self.scratch.ranks(scheme, form);
                let rank = self.scratch.table(detail.roster).position(&of).unwrap_or(usize::MAX);
                let position = behind(&ranks, rank);
                self.take(Op::Insert { form, position, row: Arc::new(Row::belonging(key, of)) });
                self.carried.details += 1;
            }
        }
    }

    fn same_detail(&self, form: FormId, earlier: &Row, of: &RowKey, taken: &BTreeSet<RowKey>) -> Option<RowKey> {
        let table = self.scratch.table(form);
        let title = |row: &Row| {
            let slot = Slot { field: self.scheme[form].title()?, column: Column::Plain };
            row.cells.get(&slot).map(Cell::canonical).filter(|title| !title.is_empty())
        };
        let theirs = title(earlier);
        let free = |row: &&Row| row.member() == of && !taken.contains(&row.key);
        let by_key = table.row(&earlier.key).filter(free).filter(|row| title(row).is_none() || title(row) == theirs);
        let by_title = || table.belonging(of).find(|row| free(row) && theirs.is_some() && title(row) == theirs);
        by_key.or_else(by_title).map(|row| Arc::clone(&row.key))
    }
}
