//! What a formula reads, so that a change re-evaluates only what depends on it.

use super::data::When;
use super::world::{FieldId, FormId, SettingId};
use crate::measure::Column;

/// One thing that a formula may read. Evaluation reads nothing that is not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Read {
    /// Cells of a field.
    Cell {
        when: When,
        reach: Reach,
        form: FormId,
        field: FieldId,
        column: Column,
    },
    /// Which rows a form has; with [`Reach::Same`], which of them belong to the record's own roster member.
    Rows {
        when: When,
        reach: Reach,
        form: FormId,
    },
    /// Whether the roster member (or, with [`Reach::All`], any) has a record in the form.
    Reported {
        when: When,
        reach: Reach,
        form: FormId,
    },
    Setting(SettingId),
    /// The reporting period, which never changes while a workbook is open.
    Period,
    /// The reporting office.
    Office,
}

/// Whose cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// The record's own.
    Own,
    /// Those of the same roster member in another form; in a form of details, all of them.
    Same,
    /// Any row's.
    All,
}
