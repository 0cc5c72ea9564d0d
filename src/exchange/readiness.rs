//! What keeps a submission at draft.

use super::Answers;
use crate::audit::Weight;
use crate::code::phone::{self, PhoneProblem};
use crate::scheme::Severity;
use crate::workbook::{CellAddress, FindingKey, Session, Workbook};

/// Everything that keeps a submission at draft; nothing when it can be final.
///
/// Units that should have reported and did not (应报未报) are among the hard findings: the scheme has rules for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// In the order in which they are best dealt with.
    pub blockers: Vec<Blocker>,
}

/// One thing that keeps a submission at draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// No form has a record.
    Nothing,
    /// Rules that could not be worked out: a fault of the scheme.
    Broken {
        /// How many findings.
        count: usize,
        /// The first of them.
        first: FindingKey,
    },
    /// Hard findings, those that may be overridden with a reason and have none included.
    Hard {
        /// How many.
        count: usize,
        /// The first of them.
        first: FindingKey,
    },
    /// Soft findings without a valid explanation.
    Soft {
        /// How many.
        count: usize,
        /// The first of them.
        first: FindingKey,
    },
    /// Corrections after a final revision, without a reason.
    NoReason {
        /// How many cells.
        count: usize,
        /// The first of them.
        first: CellAddress,
    },
    /// Comments of a return note to which nothing was changed and nothing said.
    Unanswered {
        /// How many.
        count: usize,
        /// The first of them.
        first: String,
    },
    /// A signer is not named.
    Unsigned(Signer),
    /// The telephone number is none.
    Phone(PhoneProblem),
}

/// Who signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signer {
    /// 填表人.
    Filler,
    /// 统计负责人.
    StatisticsLead,
    /// 单位负责人.
    Head,
}

impl Readiness {
    /// Whether the submission can be final.
    pub const fn is_ready(&self) -> bool {
        self.blockers.is_empty()
    }
}

/// What keeps the submission of this session at draft.
///
/// # Source
/// design.md §5; domain.md §3.1 (signatures) and §7 (a correction after a final file needs a reason).
pub fn readiness(session: &Session) -> Readiness {
    let findings = session.audit.findings().map(|finding| (finding.weight(), || Some(finding.key.clone())));
    let mut readiness = of(&session.book, findings);
    let answers = super::build::answers(&session.scheme, &session.book);
    readiness.blockers.extend(answers.as_ref().and_then(unanswered));
    readiness
}

/// Comments to which nothing was changed and nothing said.
pub(super) fn unanswered(answers: &Answers) -> Option<Blocker> {
    let items = answers.note.comments.iter().zip(&answers.items);
    let mut silent = items.filter(|(_, item)| item.changes.is_empty() && item.answer.is_none());
    let first = silent.next()?.0.id.clone();
    Some(Blocker::Unanswered { count: silent.count() + 1, first })
}

/// As [`readiness`], by the weights of the findings, with what gives the name of each.
pub(super) fn of<N>(book: &Workbook, findings: impl Iterator<Item = (Weight, N)>) -> Readiness
where
    N: FnOnce() -> Option<FindingKey>,
{
    let mut blockers = Vec::new();
    if book.tables.iter().all(|table| table.is_empty()) {
        blockers.push(Blocker::Nothing);
    }
    let (mut broken, mut hard, mut soft) = (Tally::default(), Tally::default(), Tally::default());
    for (weight, name) in findings.filter(|(weight, _)| weight.blocks()) {
        let tally = match weight.severity {
            _ if weight.broken => &mut broken,
            Severity::Soft => &mut soft,
            Severity::Hard | Severity::Hint => &mut hard,
        };
        tally.count += 1;
        tally.first = tally.first.take().or_else(name);
    }
    blockers.extend(broken.blocker(|count, first| Blocker::Broken { count, first }));
    blockers.extend(hard.blocker(|count, first| Blocker::Hard { count, first }));
    blockers.extend(soft.blocker(|count, first| Blocker::Soft { count, first }));
    if book.sent.final_revision > 0 {
        let mut silent = book.replaced.iter().filter(|(_, entry)| entry.reason.trim().is_empty()).map(|(cell, _)| cell);
        if let Some(first) = silent.next() {
            blockers.push(Blocker::NoReason { count: silent.count() + 1, first: first.clone() });
        }
    }
    let signers = &book.signers;
    for (name, signer) in [
        (&signers.filler, Signer::Filler),
        (&signers.statistics_lead, Signer::StatisticsLead),
        (&signers.head, Signer::Head),
    ] {
        if name.trim().is_empty() {
            blockers.push(Blocker::Unsigned(signer));
        }
    }
    if let Err(problem) = phone::read(&signers.phone) {
        blockers.push(Blocker::Phone(problem));
    }
    Readiness { blockers }
}

#[derive(Default)]
struct Tally {
    count: usize,
    first: Option<FindingKey>,
}

impl Tally {
    fn blocker(self, make: impl FnOnce(usize, FindingKey) -> Blocker) -> Option<Blocker> {
        Some(make(self.count, self.first?))
    }
}
