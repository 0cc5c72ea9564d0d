//! Why something could not be done to a workbook.

use super::Mark;
use crate::period::Period;

/// Why a command was not carried out; the workbook is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The scheme has no such form.
    #[error("no such form")]
    NoSuchForm,
    /// The form has no such field or column.
    #[error("no such field")]
    NoSuchField {
        /// Label of the form.
        form: String,
    },
    /// The field is computed.
    #[error("computed field {field}")]
    Computed {
        /// Its label.
        field: String,
    },
    /// The record does not exist.
    #[error("no such record {key}")]
    NoSuchRecord {
        /// Label of the form.
        form: String,
        /// The key asked for.
        key: String,
    },
    /// Records are added to rosters only.
    #[error("not a roster: {form}")]
    NotARoster {
        /// Label of the form.
        form: String,
    },
    /// None of the cells is blank (or, to be confirmed, a zero).
    #[error("nothing to mark as {}", mark.key())]
    NothingToMark {
        /// The mark asked for.
        mark: Mark,
    },
    /// Roster rows are neither forecast nor final.
    #[error("no standing in {form}")]
    NoStanding {
        /// Label of the form.
        form: String,
    },
    /// The form is none of details, so that nothing can be added for one row of a roster.
    #[error("not a form of details: {form}")]
    NotDetails {
        /// Label of the form.
        form: String,
    },
    /// More records than a workbook holds.
    #[error("too many records")]
    TooManyRecords {
        /// The limit.
        limit: usize,
    },
    /// Text longer than a cell holds.
    #[error("text too long")]
    TooLong {
        /// Label of the field.
        field: String,
        /// The limit in characters.
        limit: usize,
    },
    /// An explanation longer than a cell holds.
    #[error("explanation too long")]
    LongExplanation {
        /// The limit in characters.
        limit: usize,
    },
    /// An explanation without words of its own.
    #[error("empty explanation")]
    BadExplanation(crate::audit::ExplanationProblem),
    /// A return note or waiver for somebody else, or for another period.
    #[error("for {office}, {period}")]
    ForOthers {
        /// Whom it is for.
        office: String,
        /// For which period.
        period: Period,
    },
    /// A return note of the demonstration in real work, or the reverse.
    #[error("demonstration: {file}")]
    Demonstration {
        /// Whether the file is of the demonstration.
        file: bool,
    },
    /// The return note has no such comment, or none is open.
    #[error("no such comment")]
    NoSuchComment,
    /// Nothing is there to undo or redo.
    #[error("nothing to undo")]
    NothingToUndo,
}
