//! Why a file cannot be used, as facts; the sentences are in [`crate::message::exchange`].

use super::json::{Kind, SyntaxError};
use super::sniff::{Encoding, Looks};

/// Why a file is refused. Nothing was changed by it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", crate::message::exchange::file_error(self))]
pub enum FileError {
    /// More bytes than are read.
    TooLarge {
        /// How many it has, as far as known.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// No byte at all.
    Empty,
    /// Nothing but zero bytes or blanks: a disk that was pulled out too early.
    Blank {
        /// How many.
        bytes: usize,
    },
    /// Not UTF-8.
    Encoding(Encoding),
    /// Some other kind of file.
    Looks(Looks),
    /// JSON with a mistake, or cut short.
    Syntax(SyntaxError),
    /// JSON, but no object.
    NotAnObject {
        /// What it is.
        found: Kind,
    },
    /// JSON without our `format`.
    OtherProduct {
        /// Its `format`, if it has one, cut to a length that can be shown.
        format: Option<String>,
    },
    /// Our file, but no submission.
    OtherKind {
        /// Its `format`.
        format: String,
    },
    /// Written by a newer program in a form that this one does not know.
    NewerVersion {
        /// The file's version of the format.
        found: String,
        /// The newest that is known here.
        known: u32,
    },
    /// It was changed, or damaged, since it was written.
    Digest {
        /// The digest in the file.
        claimed: String,
        /// The digest of what it holds.
        actual: String,
        /// Where the content contradicts itself, as far as can be told: form label, record, cell label.
        suspects: Vec<String>,
    },
    /// Made under another scheme than the one in use.
    OtherScheme {
        /// Id of the file's scheme.
        found: String,
        /// Id of the scheme in use.
        here: String,
    },
    /// A member that must be there is not.
    Missing {
        /// RFC 6901 pointer.
        path: String,
    },
    /// A member is not what it should be.
    Wrong {
        /// RFC 6901 pointer.
        path: String,
        /// What should stand there.
        wanted: Wanted,
        /// What stands there, cut.
        found: String,
    },
    /// More records than a form takes.
    TooManyRecords {
        /// Key of the form.
        form: String,
        /// How many the file has.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// Bundles within bundles, deeper than any administration.
    TooManyLevels {
        /// The limit.
        limit: usize,
    },
    /// Two records of one form with the same key.
    DuplicateRecord {
        /// Key of the form.
        form: String,
        /// The key.
        key: String,
    },
    /// A row of details that belongs to no row of its roster.
    UnknownOwner {
        /// Key of the form.
        form: String,
        /// The key.
        key: String,
        /// The key of the roster row that it says it belongs to.
        of: String,
    },
}

/// What should stand at a place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text.
    Text,
    /// A text that is not empty.
    SomeText,
    /// A list.
    List,
    /// An object.
    Object,
    /// `true` or `false`.
    Truth,
    /// A whole number from 1.
    Count,
    /// A text, a number, or a truth value.
    Value,
    /// A value, or an object of values by column.
    Cell,
    /// The code of a reporting period.
    Period,
    /// `draft` or `final`.
    Status,
    /// `hard`, `soft` or `hint`.
    Severity,
    /// 64 hexadecimal digits.
    Digest,
    /// `forecast`, `flash` or `final`.
    Standing,
    /// `office`, the key of the one record of the office.
    OfficeKey,
    /// Nothing: only details belong to a row of a roster.
    NoOwner,
    /// `not_applicable` or `not_reported`.
    Absence,
    /// The reason of a cell that is blank.
    BlankCell,
    /// The name of a cell that holds a zero.
    ZeroCell,
    /// A number.
    Number,
}

impl FileError {
    /// A short name for scripts; it never changes once given.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::Empty | Self::Blank { .. } => "empty",
            Self::Encoding(_) => "encoding",
            Self::Looks(_) | Self::Syntax(_) | Self::NotAnObject { .. } => "not-json",
            Self::OtherProduct { .. } => "other-product",
            Self::OtherKind { .. } => "other-kind",
            Self::NewerVersion { .. } => "newer-version",
            Self::Digest { .. } => "digest",
            Self::OtherScheme { .. } => "other-scheme",
            Self::Missing { .. } | Self::Wrong { .. } => "shape",
            Self::TooManyRecords { .. } => "too-many-records",
            Self::TooManyLevels { .. } => "too-many-levels",
            Self::DuplicateRecord { .. } => "duplicate-record",
            Self::UnknownOwner { .. } => "unknown-owner",
        }
    }
}

/// Something about a file that was opened all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// It begins with a byte order mark: another program saved it once more.
    ByteOrderMark,
    /// It was made under another edition of the scheme.
    OtherEdition {
        /// The file's edition.
        found: String,
        /// The edition in use.
        here: String,
    },
    /// It was made under the scheme that the one in use was made from.
    BaseScheme {
        /// Id and edition of the file's scheme.
        found: String,
        /// Id and edition of the scheme in use.
        here: String,
    },
    /// Same edition, but the scheme's content differs: somebody changed it without giving it a new edition.
    SchemeChanged,
    /// A form that the scheme in use does not have; its records are kept.
    UnknownForm {
        /// Its key.
        form: String,
        /// How many records.
        records: usize,
    },
    /// Cells of fields that the scheme in use does not have; they are kept.
    UnknownCells {
        /// Label of the form.
        form: String,
        /// Some of their names.
        names: Vec<String>,
        /// How many cells.
        cells: usize,
    },
    /// A member that this version of the program does not know; it is not kept.
    UnknownMember {
        /// Its name.
        name: String,
    },
    /// Entries of the change log about fields that the scheme in use does not have; they are not kept.
    UnknownChanges {
        /// How many.
        count: usize,
    },
}
