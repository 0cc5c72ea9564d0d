//! Definitions that are read when they are first asked for.

use std::ops::Deref;

/// Definitions of one kind: a slice. Those that a page can be opened without wait until somebody looks at them.
#[derive(Debug, Clone)]
pub struct OnDemand<T: 'static> {
    read: Vec<T>,
    /// Where they are instead, for those that wait.
    waiting: Option<fn() -> &'static [T]>,
}

impl<T> OnDemand<T> {
    /// Definitions that wait. They must not be asked for while those of the scheme are read that do not.
    pub(in crate::scheme) const fn waiting(read: fn() -> &'static [T]) -> Self {
        Self { read: Vec::new(), waiting: Some(read) }
    }

    pub(in crate::scheme) fn push(&mut self, definition: T) {
        self.read.push(definition);
    }
}

impl<T> Default for OnDemand<T> {
    fn default() -> Self {
        Self { read: Vec::new(), waiting: None }
    }
}

impl<T> Deref for OnDemand<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.waiting.map_or(&self.read, |read| read())
    }
}

impl<'a, T> IntoIterator for &'a OnDemand<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for OnDemand<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for OnDemand<T> {}

impl<T> From<Vec<T>> for OnDemand<T> {
    fn from(read: Vec<T>) -> Self {
        Self { read, waiting: None }
    }
}
