//! What need not be computed again while the data stays as it is.

use super::super::data::RowRef;
use super::super::error::Fault;
use super::super::node::Rows;
use super::super::value::Value;
use super::Evaluated;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

/// Results of aggregates, kept while the same data is gone through row by row.
///
/// Without it, `count(units where uscc == this.uscc)` looks at every unit for every unit; with it, the units are put in
/// groups once. It is only valid for one state of the data: [`Memo::forget`] after every change, or make a new one. A fault
/// in the filter of a row that the grouping skips is not found; every row of the record's own group is still looked at.
#[derive(Debug, Default)]
pub struct Memo {
    results: RefCell<HashMap<Key, Evaluated>>,
    groups: RefCell<HashMap<Key, Groups>>,
}

type Groups = HashMap<Value, Rc<Group>>;

/// The rows of a form that have one value on their side of an equation, in the order of the form.
#[derive(Debug, Default)]
pub(super) struct Group {
    rows: Vec<RowRef>,
    /// What an aggregate over them gives that depends on nothing else.
    result: OnceCell<Evaluated>,
}

impl Group {
    pub(super) fn rows(&self) -> &[RowRef] {
        &self.rows
    }

    /// The aggregate over them, worked out once.
    pub(super) fn result(&self, compute: impl FnOnce(&[RowRef]) -> Evaluated) -> Evaluated {
        self.result.get_or_init(|| compute(&self.rows)).clone()
    }
}

/// An aggregate by identity. It is kept alive, so that no other can come to stand in its place.
#[derive(Debug, Clone)]
struct Key(Arc<Rows>);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}

impl Memo {
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets everything, since the data changed.
    pub fn forget(&mut self) {
        self.results.get_mut().clear();
        self.groups.get_mut().clear();
    }

    pub(super) fn result(&self, rows: &Arc<Rows>, compute: impl FnOnce() -> Evaluated) -> Evaluated {
        let key = Key(Arc::clone(rows));
        if let Some(known) = self.results.borrow().get(&key) {
            return known.clone();
        }
        let computed = compute();
        self.results.borrow_mut().insert(key, computed.clone());
        computed
    }

    /// Takes a result that was come by otherwise.
    pub(in crate::formula) fn keep(&self, rows: &Arc<Rows>, result: Evaluated) {
        self.results.borrow_mut().insert(Key(Arc::clone(rows)), result);
    }

    /// What is asked of the rows whose key is the wanted one. Rows without a key are in no group.
    pub(super) fn group<T>(
        &self,
        rows: &Arc<Rows>,
        wanted: Value,
        keyed: impl FnOnce() -> Result<Vec<(Option<Value>, RowRef)>, Fault>,
        ask: impl FnOnce(&Group) -> T,
    ) -> Result<T, Fault> {
        let key = Key(Arc::clone(rows));
        if !self.groups.borrow().contains_key(&key) {
            let mut groups: HashMap<Value, Vec<RowRef>> = HashMap::new();
            for (key, row) in keyed()? {
                if let Some(key) = key {
                    groups.entry(key).or_default().push(row);
                }
            }
            let of = |rows| Rc::new(Group { rows, result: OnceCell::new() });
            let groups = groups.drain().map(|(key, rows)| (key, of(rows))).collect();
            self.groups.borrow_mut().insert(key.clone(), groups);
        }
        // Asking may come back here for another aggregate.
        let group = self.groups.borrow().get(&key).and_then(|groups| groups.get(&wanted).cloned());
        Ok(ask(&group.unwrap_or_default()))
    }
}
