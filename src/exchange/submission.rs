//! Version 1 of the submission: its parts as types.

mod read;
mod write;

pub(super) use read::{office, period, place, read_stamp, read_values, scheme_name, signed, tool};
pub(super) use write::{office_json, place_json, stamp_members, values_json};

use super::json::Json;
use crate::period::Period;
use crate::scheme::{CompiledScheme, Severity};
use crate::workbook::{Answer, Explanation, FindingKey, Office, ReturnNote, Sent, Signers, Stamp, Standing, Waiver};

/// The member `format` of a submission.
pub const FORMAT: &str = "sishang-submission";

/// The newest version of the format that is known here.
pub const VERSION: u32 = 1;

/// A submission ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// Everything but the records.
    pub head: Head,
    /// The whole file, `digest` included.
    pub json: Json<'static>,
}

/// Whether a submission counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// For looking at and for keeping safe.
    #[default]
    Draft,
    /// Nothing stands in its way, and it is signed.
    Final,
}

/// The scheme that a submission was made under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemeName {
    /// Its id: `sishang`.
    pub id: String,
    /// Its edition: `2026.1`.
    pub edition: String,
    /// SHA-256 over its content.
    pub digest: String,
}

/// The program that wrote a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// `sishang`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Who signed, and when the file was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// Names and telephone; a draft may leave them blank.
    pub signers: Signers,
    /// Local time with offset.
    pub at: String,
}

/// One finding as the file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRecord {
    /// Rule, field, form, record.
    pub key: FindingKey,
    /// How serious.
    pub severity: Severity,
    /// The sentence.
    pub message: String,
    /// Names and texts of the values that the rule saw.
    pub values: Vec<(String, String)>,
    /// Why it may stand; valid for these values and this edition.
    pub explanation: Option<Explanation>,
    /// The rule could not be worked out.
    pub broken: bool,
    /// The office above let it pass; by which waiver stands in the file.
    pub waived: bool,
}

/// One correction since the last final revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRecord {
    /// Key of the form.
    pub form: String,
    /// Key of the record.
    pub key: String,
    /// Name of the cell: `output.ytd`.
    pub field: String,
    /// What stood there; empty when nothing did.
    pub old: String,
    /// What stands there now; empty when nothing does.
    pub new: String,
    /// Why.
    pub reason: String,
    /// Who changed it last, and when.
    pub stamp: Stamp,
}

/// What became of a return note (退回单) in the next revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The note, with its comments.
    pub note: ReturnNote,
    /// One for each comment, in the order of the note.
    pub items: Vec<AnswerRecord>,
}

/// What became of one comment: what was changed, or why nothing was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRecord {
    /// What was changed of what the comment is about, since the last final revision.
    pub changes: Vec<ChangeRecord>,
    /// What the office says to it.
    pub answer: Option<Answer>,
}

/// Everything of a submission but its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What wrote it.
    pub tool: Tool,
    /// What it was made under.
    pub scheme: SchemeName,
    /// Identity of the workbook.
    pub id: String,
    /// The demonstration month, never real work.
    pub demonstration: bool,
    /// Who reports.
    pub office: Office,
    /// For which period.
    pub period: Period,
    /// From 1; raised by every file that is written.
    pub revision: u32,
    /// Number of the last final revision, this one included; 0 when there is none.
    pub final_revision: u32,
    /// Draft or final.
    pub status: Status,
    /// By whom.
    pub signed: Signed,
    /// How firm the records are that begin from now on; each record says for itself how firm it is.
    pub standing: Standing,
    /// What the audit found.
    pub findings: Vec<FindingRecord>,
    /// Explanations that hold for nothing at present: their finding has gone, or has other values.
    pub void_explanations: Vec<(FindingKey, Explanation)>,
    /// Corrections since the last final revision before this file.
    pub changes: Vec<ChangeRecord>,
    /// The return note that this revision answers, comment by comment.
    pub answers: Option<Answers>,
    /// Hard findings that the office above let pass.
    pub waivers: Vec<Waiver>,
    /// Digest of the revision before; empty for the first.
    pub previous: String,
    /// Digest of this file; empty until it is made.
    pub digest: String,
}

impl Status {
    /// The word in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Final => "final",
        }
    }

    /// The word for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Final => "正式",
        }
    }
}

impl SchemeName {
    /// The name of a scheme that is loaded.
    pub fn of(scheme: &CompiledScheme) -> Self {
        Self { id: scheme.id.clone(), edition: scheme.edition.clone(), digest: scheme.digest().to_owned() }
    }

    /// `id@edition`, as explanations name it.
    pub fn tag(&self) -> String {
        format!("{}@{}", self.id, self.edition)
    }
}

impl Default for Tool {
    fn default() -> Self {
        Self { name: "sishang".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

impl Head {
    /// What the workbook has to note once the file is saved: hand it to `Command::Sent`.
    pub fn sent(&self) -> Sent {
        Sent {
            revision: self.revision,
            digest: self.digest.clone(),
            is_final: self.status == Status::Final,
            final_revision: self.final_revision,
            at: self.signed.at.clone(),
        }
    }
}
