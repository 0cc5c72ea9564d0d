//! A returned submission on the desk of the office that sent it: what was asked, and what is answered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Place, Stamp};
use crate::period::Period;

/// A return note (退回单): what the office above says of one submission. It holds words, never a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnNote {
    /// Who returns.
    pub from: Place,
    /// To whom: the office of the submission.
    pub office: Place,
    /// The period of the submission.
    pub period: Period,
    /// Its revision.
    pub revision: u32,
    /// Its digest.
    pub submission: String,
    /// True when the submission was one of the demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demonstration: bool,
    /// What is said of the whole; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What is said of records and cells.
    pub comments: Vec<Comment>,
    /// Who returns it and when.
    #[serde(flatten)]
    pub stamp: Stamp,
    /// Digest of the note itself; empty until it is written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
}

/// One comment of a return note: on a cell, on a record (`field` empty), on a form (`key` empty too) or on the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its name within the note: `1`, `2`, …
    pub id: String,
    /// Key of the form; empty for the whole submission.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// Key of the record.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Name of the cell: `output.ytd`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// What is asked.
    pub text: String,
    /// Who asks and when.
    #[serde(flatten)]
    pub stamp: Stamp,
}

impl Comment {
    /// Whether it is about this cell: on the cell itself, or on its field as a whole.
    pub fn is_at(&self, form: &str, key: &str, cell: &str) -> bool {
        let field = cell.split('.').next().unwrap_or(cell);
        self.form == form && self.key == key && (self.field == cell || self.field == field)
    }

    /// Whether a change of this cell answers it: the cell itself, or any cell of what it is about.
    pub fn covers(&self, form: &str, key: &str, cell: &str) -> bool {
        let holds = |own: &str, other: &str| own.is_empty() || own == other;
        let field = cell.split('.').next().unwrap_or(cell);
        holds(&self.form, form) && holds(&self.key, key) && (holds(&self.field, cell) || self.field == field)
    }
}

/// What the office says to a comment: why nothing was changed, or a remark beside what was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The words.
    pub text: String,
    /// Who answers and when.
    #[serde(flatten)]
    pub stamp: Stamp,
}

/// A return note that was opened, with the answers given so far, by the name of the comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// The note.
    pub note: ReturnNote,
    /// The answers.
    #[serde(default)]
    pub answers: BTreeMap<String, Answer>,
}

impl Returned {
    /// The comments on a cell of a record; the name of the cell is `output.ytd`.
    pub fn at<'a>(&'a self, form: &'a str, key: &'a str, cell: &'a str) -> impl Iterator<Item = &'a Comment> {
        self.note.comments.iter().filter(move |comment| comment.is_at(form, key, cell))
    }
}
