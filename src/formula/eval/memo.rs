//! What need not be computed again while the data stays as it is.

use super::super::data::RowRef;
use super::super::error::Fault;
use super::super::node::Rows;
use super::super::value::Value;
use super::Evaluated;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Results of aggregates, kept while the same data is audited row by row.
///
/// Without it, `count(units where uscc == this.uscc)` looks at every unit for every unit; with it, the units are put in
/// groups once. It is only valid for one state of the data: make a new one after every change. A fault in the filter of a
/// row that the grouping skips is not found; a row of its own group is still looked at.
#[derive(Debug, Default)]
pub struct Memo<'c> {
    results: RefCell<HashMap<Key<'c>, Evaluated>>,
    groups: RefCell<HashMap<Key<'c>, Groups>>,
}

type Groups = HashMap<Value, Rc<[RowRef]>>;

/// An aggregate by identity: it lives as long as its formula, which the memo borrows.
#[derive(Debug, Clone, Copy)]
struct Key<'c>(&'c Rows);

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Key<'_> {}

impl std::hash::Hash for Key<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self.0).hash(state);
    }
}

impl<'c> Memo<'c> {
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn result(&self, rows: &'c Rows, compute: impl FnOnce() -> Evaluated) -> Evaluated {
        if let Some(known) = self.results.borrow().get(&Key(rows)) {
            return known.clone();
        }
        let computed = compute();
        self.results.borrow_mut().insert(Key(rows), computed.clone());
        computed
    }

    /// The rows whose key is the wanted one, in the order of the form. Rows without a key are in no group.
    pub(super) fn group(
        &self,
        rows: &'c Rows,
        wanted: &Value,
        keyed: impl FnOnce() -> Result<Vec<(Option<Value>, RowRef)>, Fault>,
    ) -> Result<Rc<[RowRef]>, Fault> {
        if !self.groups.borrow().contains_key(&Key(rows)) {
            let mut groups: HashMap<Value, Vec<RowRef>> = HashMap::new();
            for (key, row) in keyed()? {
                if let Some(key) = key {
                    groups.entry(key).or_default().push(row);
                }
            }
            let groups = groups.drain().map(|(key, rows)| (key, rows.into())).collect();
            self.groups.borrow_mut().insert(Key(rows), groups);
        }
        let groups = self.groups.borrow();
        Ok(groups.get(&Key(rows)).and_then(|groups| groups.get(wanted)).cloned().unwrap_or_default())
    }
}
