//! What was done with a file and why; what became of an office's report.

use std::sync::Arc;

use super::Entry;
use crate::exchange::FileError;
use crate::period::Period;
use crate::workbook::Place;

/// What was done with a file. The sentence is [`crate::message::rollup::fate`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its records count.
    Taken {
        /// A person said so.
        decided: bool,
    },
    /// The submission of the whole itself: what parts and difference must add up to.
    Own,
    /// There is a higher final revision.
    Superseded {
        /// Its number.
        by: u32,
    },
    /// A draft does not count.
    Draft {
        /// The final revision that counts; 0 when there is none.
        counted: u32,
    },
    /// The very same file is there already.
    Duplicate {
        /// The name of the other one.
        of: String,
    },
    /// Another file claims the same revision with other content; a person has to decide.
    Conflict {
        /// Names of the others.
        with: Vec<String>,
    },
    /// A person decided for another file.
    NotChosen {
        /// The name of the chosen one.
        chosen: String,
        /// Why.
        reason: String,
    },
    /// A final file of the period before: it does not count, but tells what rank its office had.
    Earlier {
        /// That period.
        found: Period,
        /// The period of the roll-up, if nothing of this office came for it: the file may have been sent by mistake.
        lacks: Option<Period>,
    },
    /// It is about another period.
    OtherPeriod {
        /// Which.
        found: Period,
        /// The period of the roll-up.
        wanted: Period,
    },
    /// A file of the demonstration among real ones, or the reverse.
    Demonstration {
        /// Whether the file is of the demonstration.
        file: bool,
    },
    /// The office is not among those expected; a person has to say whether it counts.
    Unlisted,
    /// No list says who is expected, but the office is one of another whole; a person has to say whether it counts.
    Elsewhere {
        /// The office directly above it, as the file says.
        above: String,
        /// Whose roll-up it is.
        here: String,
    },
    /// It stands in a bundle that does not count: superseded, in conflict, of another period.
    WithBundle {
        /// The name of the bundle.
        bundle: String,
    },
    /// A bundle whose files were taken in; they have fates of their own.
    Opened {
        /// How many.
        files: usize,
    },
    /// A return note that was noted.
    Returned,
    /// Waivers that were noted.
    Waivers {
        /// How many.
        count: usize,
    },
    /// A return note or waivers about another period, which say nothing of this one.
    OtherNote {
        /// Which.
        found: Period,
        /// The period of the roll-up.
        wanted: Period,
    },
    /// It cannot be used.
    Refused(FileError),
}

impl Fate {
    /// A short name for scripts; it never changes once given.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "taken",
            Self::Own => "own",
            Self::Superseded { .. } => "superseded",
            Self::Draft { .. } => "draft",
            Self::Duplicate { .. } => "duplicate",
            Self::Conflict { .. } => "conflict",
            Self::NotChosen { .. } => "not-chosen",
            Self::Earlier { .. } => "earlier",
            Self::OtherPeriod { .. } => "other-period",
            Self::Demonstration { .. } => "demonstration",
            Self::Unlisted => "unlisted",
            Self::Elsewhere { .. } => "elsewhere",
            Self::WithBundle { .. } => "with-bundle",
            Self::Opened { .. } => "bundle",
            Self::Returned => "return",
            Self::Waivers { .. } => "waiver",
            Self::OtherNote { .. } => "other-note",
            Self::Refused(error) => error.code(),
        }
    }

    /// Whether it counts as soon as a person says so: a draft, or one of an office that nobody expects.
    pub const fn waits_for_word(&self) -> bool {
        matches!(self, Self::Draft { counted: 0 } | Self::Unlisted | Self::Elsewhere { .. })
    }

    /// Whether somebody has to do something about it: the file is no good, or a decision is wanting.
    pub const fn is_trouble(&self) -> bool {
        matches!(
            self,
            Self::Conflict { .. }
                | Self::OtherPeriod { .. }
                | Self::Earlier { lacks: Some(_), .. }
                | Self::Demonstration { .. }
                | Self::Unlisted
                | Self::Elsewhere { .. }
                | Self::Refused(_)
        )
    }
}

/// What became of an office's report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arrival {
    /// A file counts.
    Received,
    /// A file counts, which came after the day it was due.
    Late,
    /// The file that counts was returned, and no further revision has come.
    Returned,
    /// A person has to decide: two files claim the same revision, or nobody expects the office.
    Conflict,
    /// Only drafts came.
    DraftOnly,
    /// Nothing came that can be used.
    Missing,
}

impl Arrival {
    /// All, the best first.
    pub const ALL: [Self; 6] =
        [Self::Received, Self::Late, Self::Returned, Self::Conflict, Self::DraftOnly, Self::Missing];

    /// The word in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Late => "late",
            Self::Returned => "returned",
            Self::Conflict => "conflict",
            Self::DraftOnly => "draft",
            Self::Missing => "missing",
        }
    }

    /// The word for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Received => "已报",
            Self::Late => "迟报",
            Self::Returned => "已退回",
            Self::Conflict => "待定",
            Self::DraftOnly => "只有草稿",
            Self::Missing => "未报",
        }
    }

    /// Whether a file of the office counts.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Received | Self::Late | Self::Returned)
    }
}

/// One office below, and what became of its report.
#[derive(Clone, Debug)]
pub struct OfficeState {
    /// Who.
    pub office: Place,
    /// Whether it is on the list of those expected. Without a list everybody who reports is.
    pub expected: bool,
    /// What became of its report.
    pub arrival: Arrival,
    /// The file (or bundle) that counts.
    pub counted: Option<Arc<Entry>>,
    /// How many return notes were written about files of this office and period.
    pub returned: usize,
    /// How many different files came, drafts and superseded ones included.
    pub files: usize,
}
