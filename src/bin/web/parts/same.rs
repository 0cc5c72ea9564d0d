//! Shared things as properties: equal means the same pointer, so that comparing costs nothing.

use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use sishang::workbook::Session;

/// Something behind an `Rc`.
#[derive(Debug)]
pub(crate) struct Same<T: ?Sized>(pub Rc<T>);

impl<T: ?Sized> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Something of the core, behind an `Arc`.
#[derive(Debug)]
pub(crate) struct SameArc<T>(pub Arc<T>);

impl<T> Clone for SameArc<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for SameArc<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The open work.
pub(crate) type SessionRef = Same<Session>;
