//! What is kept of the audit of one submission: counts of everything, and the first findings in words.

use crate::audit::{Counts, Finding, State, Survey, UNREADABLE, Weight};
use crate::exchange::{Opened, Verified, differences};
use crate::message::exchange::difference;
use crate::scheme::{CompiledScheme, RuleId, Scheme, Severity};
use crate::workbook::Workbook;

/// How many findings of one file are kept: one with more is sent back for those, and a thousand files fit in memory.
pub const MOST_KEPT: usize = 100;

/// The audit of a received file.
#[derive(Clone, Debug, Default)]
pub struct Audited {
    /// How many findings of each kind.
    pub counts: Counts,
    /// How many are soft, explained ones too; a hard one that was explained is none.
    pub soft: usize,
    /// The findings that are hard or soft, explained ones too; hints are only counted.
    pub findings: Box<[PartFinding]>,
    /// Where the file and the audit disagree, in sentences.
    pub differences: Box<[Box<str>]>,
    /// How many findings and differences there are beyond the [`MOST_KEPT`] that are kept of each.
    pub omitted: usize,
}

/// A finding of one office's file, in words that need no workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFinding {
    /// The rule; `None` for a text that cannot be read and a field that cannot be worked out.
    pub rule: Option<RuleId>,
    /// How serious, and where its explanation stands.
    pub weight: Weight,
    /// Where, for people: form, unit, field.
    pub place: Box<str>,
    /// The sentence.
    pub message: Box<str>,
    /// The explanation that holds, or empty.
    pub explanation: Box<str>,
}

impl Audited {
    /// Only how many findings of each kind there are, where the findings themselves are kept elsewhere.
    pub fn counts_of(verified: &Verified) -> Self {
        Self::counted(|| verified.audit.findings().map(|finding| finding.weight()))
    }

    fn counted<W: Iterator<Item = Weight>>(weights: impl Fn() -> W) -> Self {
        let is_soft = |weight: &Weight| !weight.broken && weight.severity == Severity::Soft;
        Self { counts: weights().collect(), soft: weights().filter(is_soft).count(), ..Self::default() }
    }

    /// Audits an opened file once more.
    pub fn of(scheme: &CompiledScheme, opened: &Opened) -> Self {
        let survey = Survey::of(scheme, &opened.book);
        let (told, more) = differences(opened, scheme, &survey, MOST_KEPT);
        let weights: Vec<Weight> = (0..survey.len()).filter_map(|at| survey.weight(at)).collect();
        let counted = Self::counted(|| weights.iter().copied());
        let is_kept = |weight: &Weight| weight.broken || weight.severity != Severity::Hint;
        let kept = weights.iter().enumerate().filter(|(_, weight)| is_kept(weight)).map(|(at, _)| at);
        let findings = kept.take(MOST_KEPT).filter_map(|at| survey.finding(at));
        let findings: Box<[PartFinding]> =
            findings.map(|finding| PartFinding::of(scheme, &opened.book, finding)).collect();
        let Counts { hard, soft, explained, waived, .. } = counted.counts;
        Self {
            omitted: (hard + soft + explained + waived).saturating_sub(findings.len()) + more,
            findings,
            differences: told.iter().map(|one| difference(scheme, &opened.book, one).into()).collect(),
            ..counted
        }
    }
}

impl PartFinding {
    fn of(scheme: &CompiledScheme, book: &Workbook, finding: &Finding) -> Self {
        let key = &finding.key;
        let words = book.explanations.get(key).filter(|_| finding.state == State::Explained);
        Self {
            rule: scheme.rule(&key.rule),
            weight: finding.weight(),
            place: crate::exchange::place(scheme, book, &key.form, &key.key, &key.field).into(),
            message: finding.sentence.as_str().into(),
            explanation: words.map(|words| words.text.as_str().into()).unwrap_or_default(),
        }
    }

    /// The number of the rule.
    pub fn rule<'s>(&self, scheme: &'s Scheme) -> &'s str {
        self.rule.map_or(UNREADABLE, |rule| &scheme[rule].id)
    }
}
