//! The parts that pages are made of.

pub(crate) mod combo;
pub(crate) mod dialog;
pub(crate) mod field;
pub(crate) mod figures;
pub(crate) mod finding;
pub(crate) mod forms_table;
pub(crate) mod grid;
pub(crate) mod icon;
pub(crate) mod line;
pub(crate) mod nav;
pub(crate) mod notice;
pub(crate) mod own_table;
pub(crate) mod report;
pub(crate) mod same;
pub(crate) mod saved;
pub(crate) mod saying;
pub(crate) mod severity;
pub(crate) mod shell;
pub(crate) mod tone;
