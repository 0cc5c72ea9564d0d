//! The parts that pages are made of.

pub(crate) mod dialog;
pub(crate) mod icon;
pub(crate) mod nav;
pub(crate) mod notice;
pub(crate) mod saved;
pub(crate) mod severity;
pub(crate) mod shell;
