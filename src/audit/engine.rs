//! The findings of a workbook, kept up to date.

mod groups;
mod index;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use self::groups::Changed;
use self::index::Index;
use super::findings::Findings;
use super::judge::{self, Judge};
use super::{Finding, State, Survey, Weight};
use crate::formula::FormId;
use crate::scheme::{CompiledScheme, Severity};
use crate::workbook::{CellAddress, FindingKey, RowKey, Touched, Waiver, Workbook};

/// What the rules say of a workbook. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Audit {
    findings: Findings,
    /// Made for the first change; of no use to who only reads files.
    index: Arc<OnceLock<Index>>,
    /// How many times a rule was worked out for a record, since the beginning: what tests count.
    pub evaluations: u64,
}

/// How many findings there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Hard findings that stand.
    pub hard: usize,
    /// Soft findings without a valid explanation.
    pub soft: usize,
    /// Soft (and overridable hard) findings with one.
    pub explained: usize,
    /// Hard findings that the office above lets pass.
    pub waived: usize,
    /// Hints.
    pub hints: usize,
}

impl Counts {
    /// How many keep a submission at draft.
    pub fn blocking(self) -> usize {
        self.hard + self.soft
    }
}

/// What has to be looked at again.
#[derive(Default)]
struct Dirty {
    /// Rules for single records.
    single: BTreeSet<(usize, RowKey)>,
    /// Rules for every record of their form.
    whole: BTreeSet<usize>,
    /// Records whose texts have to be looked at.
    records: BTreeSet<(FormId, RowKey)>,
}

impl Audit {
    /// Looks at everything.
    pub fn full(scheme: &CompiledScheme, book: &Workbook) -> Self {
        Survey::of(scheme, book).audit()
    }

    pub(super) fn new(findings: Findings, evaluations: u64) -> Self {
        Self { findings, index: Arc::default(), evaluations }
    }

    /// The findings after a change that led from one workbook to the next.
    #[must_use]
    pub fn updated(&self, scheme: &CompiledScheme, before: &Workbook, book: &Workbook, touched: &Touched) -> Self {
        if touched.everything {
            let survey = Survey::of(scheme, book);
            let evaluations = self.evaluations + survey.evaluations;
            return Self { findings: survey.audit().findings, index: Arc::clone(&self.index), evaluations };
        }
        let mut audit = self.clone();
        let index = self.index.get_or_init(|| Index::of(scheme));
        let mut dirty = index.dirty(scheme, before, book, touched);
        // What is compared with many others changes only for those that compare with what changed.
        let change = Changed::new(scheme, before, book, touched);
        dirty.whole.retain(|rule| {
            let groups = index.groups(*rule);
            let form = scheme.compiled_rules().get(*rule).map(|rule| rule.form);
            let has = |key: &RowKey| form.is_some_and(|form| self.findings.has(form, key, *rule));
            let records = groups.and_then(|groups| groups.records(&change, has));
            let is_whole = records.is_none();
            dirty.single.extend(records.into_iter().flatten().map(|key| (*rule, key)));
            is_whole
        });
        let judge = Judge::new(scheme, book);
        for (form, key) in &dirty.records {
            audit.look_at(&judge, *form, key);
        }
        for (rule, key) in dirty.single.iter().filter(|(rule, _)| !dirty.whole.contains(rule)) {
            audit.work_out(&judge, *rule, key);
        }
        for rule in &dirty.whole {
            let form = scheme.compiled_rules().get(*rule).map(|rule| rule.form);
            for row in form.map(|form| book.table(form).rows()).into_iter().flatten() {
                audit.work_out(&judge, *rule, &row.key);
            }
        }
        let is_said = |finding: &Finding| touched.explanations.contains(&finding.key);
        // Whom a waiver is for depends on the unit's own code.
        let is_waivable = |finding: &Finding| !book.waivers.is_empty() && finding.severity == Severity::Hard;
        if !(touched.explanations.is_empty() && book.waivers.is_empty()) {
            audit.findings.restate(|finding| {
                let is_meant = is_said(finding) || is_waivable(finding);
                if is_meant { judge::state_of(scheme, book, finding) } else { finding.state }
            });
        }
        // Records that are gone take their findings with them.
        for (form, key) in &touched.records {
            if book.table(*form).position(key).is_none() && before.table(*form).position(key).is_some() {
                audit.findings.remove(*form, key);
            }
        }
        audit
    }

    /// The built-in findings of one record.
    fn look_at(&mut self, judge: &Judge<'_>, form: FormId, key: &RowKey) {
        let place = judge.view.place(form, key);
        let found = place.map(|place| {
            let computed = judge.computed(form);
            let found = judge.built_in(place, &computed);
            found.map(|of| judge.finding(of, place, key)).collect()
        });
        let after = judge.scheme.compiled_rules().len();
        self.findings.put_from(form, key, after, found.unwrap_or_default());
    }

    /// One rule on one record, if there is one.
    fn work_out(&mut self, judge: &Judge<'_>, at: usize, key: &RowKey) {
        let Some(rule) = judge.scheme.compiled_rules().get(at) else { return };
        let place = judge.view.place(rule.form, key);
        self.evaluations += u64::from(place.is_some());
        let finding = place.and_then(|place| Some(judge.finding(judge.of_rule(at, rule, place)?, place, key)));
        self.findings.put(rule.form, key, at, finding);
    }

    /// The waiver that lets a finding pass.
    pub fn waiver<'b>(scheme: &CompiledScheme, book: &'b Workbook, finding: &Finding) -> Option<&'b Waiver> {
        judge::waiver_of(scheme, book, finding)
    }

    /// All findings: by form, then in the order of keys, then of rules.
    pub fn findings(&self) -> impl Iterator<Item = &Arc<Finding>> {
        self.findings.iter()
    }

    /// The findings of one record.
    pub fn of_record(&self, form: FormId, key: &RowKey) -> impl Iterator<Item = &Arc<Finding>> {
        self.findings.of_record(form, key)
    }

    /// The findings that point at a cell of a record, also from other forms of the same roster member.
    pub fn of_cell(&self, cell: &CellAddress) -> Vec<&Arc<Finding>> {
        let points = |finding: &&Arc<Finding>| {
            finding.record_in(cell.form) == &cell.key && finding.cells.contains(&(cell.form, cell.slot))
        };
        self.findings.iter().filter(points).collect()
    }

    /// A finding by its name.
    pub fn find(&self, key: &FindingKey) -> Option<&Arc<Finding>> {
        self.findings.find(key)
    }

    /// How many there are of each kind.
    pub fn counts(&self) -> Counts {
        self.findings.iter().map(|finding| finding.weight()).collect()
    }
}

impl FromIterator<Weight> for Counts {
    fn from_iter<I: IntoIterator<Item = Weight>>(all: I) -> Self {
        let mut counts = Self::default();
        for weight in all {
            *match (weight.severity, weight.state) {
                (Severity::Hint, _) => &mut counts.hints,
                (_, State::Explained) if !weight.broken => &mut counts.explained,
                (_, State::Waived) if !weight.broken => &mut counts.waived,
                (Severity::Hard, _) => &mut counts.hard,
                (Severity::Soft, _) => &mut counts.soft,
            } += 1;
        }
        counts
    }
}

impl PartialEq for Audit {
    /// The same findings; how they were come by does not matter.
    fn eq(&self, other: &Self) -> bool {
        self.findings == other.findings
    }
}
