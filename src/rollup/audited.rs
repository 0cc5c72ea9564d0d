//! What is kept of the audit of one submission: counts of everything, and the first findings in words.

use std::sync::Arc;

use crate::audit::{Counts, State, Survey, Weight};
use crate::exchange::{Opened, Verified, differences};
use crate::ids::FormId;
use crate::message::exchange::difference;
use crate::scheme::{CompiledRule, CompiledScheme, Severity};
use crate::workbook::{FindingKey, Workbook};

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

/// A finding of one office's file, as far as the rule does not say it already; in words that need no workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFinding {
    /// How serious, and where its explanation stands.
    pub weight: Weight,
    /// The explanation that holds, or empty.
    pub explanation: Box<str>,
    said: Said,
}

/// What is said of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    /// By a rule, named by its position: of this record, the sentence having these values.
    Rule { at: u32, record: Arc<str>, values: Box<str> },
    /// In whole sentences: of a text that cannot be read, of what cannot be worked out.
    Words { rule: Box<str>, place: Box<str>, message: Box<str> },
}

/// Stands between values, and in none of them.
const BETWEEN: char = '\u{1f}';

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
        let mut names = Names::default();
        let findings =
            kept.take(MOST_KEPT).filter_map(|at| PartFinding::of(scheme, &opened.book, &survey, at, &mut names));
        let findings: Box<[PartFinding]> = findings.collect();
        let Counts { hard, soft, explained, waived, .. } = counted.counts;
        Self {
            omitted: (hard + soft + explained + waived).saturating_sub(findings.len()) + more,
            findings,
            differences: told.iter().map(|one| difference(scheme, &opened.book, one).into()).collect(),
            ..counted
        }
    }
}

/// The name of the record that was asked for last: findings come record by record.
#[derive(Default)]
struct Names(Option<(FormId, String, Arc<str>)>);

impl Names {
    fn of(&mut self, scheme: &CompiledScheme, book: &Workbook, form: FormId, key: &str) -> Arc<str> {
        if let Some((own, known, name)) = &self.0
            && *own == form
            && known == key
        {
            return Arc::clone(name);
        }
        let name: Arc<str> = book.record_name(scheme, form, key).into();
        self.0 = Some((form, key.to_owned(), Arc::clone(&name)));
        name
    }
}

impl PartFinding {
    fn of(scheme: &CompiledScheme, book: &Workbook, survey: &Survey<'_>, at: usize, names: &mut Names) -> Option<Self> {
        let weight = survey.weight(at)?;
        let (form, key) = survey.record(at)?;
        let values = survey.values(at).filter(|(_, values)| !values.iter().any(|value| value.contains(BETWEEN)));
        let values = values.and_then(|(at, values)| Some((u32::try_from(at).ok()?, values)));
        let said = if let Some((at, values)) = values {
            let values = values.join(&*BETWEEN.to_string()).into();
            Said::Rule { at, record: names.of(scheme, book, form, key), values }
        } else {
            let finding = survey.finding(at)?;
            let FindingKey { rule, field, form, key } = &finding.key;
            let place = crate::exchange::place(scheme, book, form, key, field).into();
            Said::Words { rule: rule.as_str().into(), place, message: finding.sentence.as_str().into() }
        };
        let explained = if weight.state == State::Explained { survey.name(at) } else { None };
        let words = explained.and_then(|name| book.explanations.get(&name));
        Some(Self { weight, explanation: words.map(|words| words.text.as_str().into()).unwrap_or_default(), said })
    }

    /// The number of the rule.
    pub fn rule<'a>(&'a self, scheme: &'a CompiledScheme) -> &'a str {
        match &self.said {
            Said::Rule { .. } => self.compiled(scheme).map_or("", |rule| &scheme[rule.rule].id),
            Said::Words { rule, .. } => rule,
        }
    }

    /// Where, for people: form, unit, field.
    pub fn place(&self, scheme: &CompiledScheme) -> String {
        match &self.said {
            Said::Rule { record, .. } => self.compiled(scheme).map_or_else(String::new, |rule| {
                let form = &scheme[rule.form];
                format!("{}“{record}”{}", form.label, rule.it.map_or("", |it| &form[it].short))
            }),
            Said::Words { place, .. } => place.to_string(),
        }
    }

    /// The sentence.
    pub fn message(&self, scheme: &CompiledScheme) -> String {
        match &self.said {
            Said::Rule { values, .. } => {
                self.compiled(scheme).map_or_else(String::new, |rule| rule.message.around(values.split(BETWEEN)))
            }
            Said::Words { message, .. } => message.to_string(),
        }
    }

    fn compiled<'s>(&self, scheme: &'s CompiledScheme) -> Option<&'s CompiledRule> {
        let Said::Rule { at, .. } = &self.said else { return None };
        scheme.compiled_rules().get(*at as usize)
    }
}
