//! Running the rules, whole and incrementally.

mod index;
mod judge;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::index::Index;
use super::{Finding, State};
use crate::formula::FormId;
use crate::scheme::{CompiledScheme, Severity};
use crate::workbook::{CellAddress, FindingKey, RowKey, Touched, Waiver, Workbook};

/// Where a finding stands: form, record, and the position of the rule (the built-in ones after all others).
type Spot = (FormId, RowKey, usize);

/// What the rules say of a workbook. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Audit {
    index: Arc<Index>,
    findings: Arc<BTreeMap<Spot, Arc<Finding>>>,
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
        let index = Arc::new(Index::of(scheme));
        let mut audit = Self { index, findings: Arc::default(), evaluations: 0 };
        audit.everything(scheme, book);
        audit
    }

    /// The findings after a change that led from one workbook to the next.
    #[must_use]
    pub fn updated(&self, scheme: &CompiledScheme, before: &Workbook, book: &Workbook, touched: &Touched) -> Self {
        let mut audit = self.clone();
        if touched.everything {
            audit.everything(scheme, book);
            return audit;
        }
        let dirty = audit.index.dirty(scheme, before, book, touched);
        let findings = Arc::make_mut(&mut audit.findings);
        let judge = judge::Judge::new(scheme, book);
        let mut done = 0;
        for (form, key) in &dirty.records {
            judge.record(*form, key, audit.index.rules.len(), findings);
        }
        for (rule, key) in &dirty.single {
            if !dirty.whole.contains(rule) {
                done += judge.one(*rule, key, findings);
            }
        }
        for rule in &dirty.whole {
            done += judge.all(*rule, findings);
        }
        audit.evaluations += done;
        for finding in &touched.explanations {
            audit.restate(scheme, book, finding);
        }
        if !book.waivers.is_empty() {
            // Whom a waiver is for depends on the unit's own code.
            audit.rewaive(scheme, book);
        }
        // Records that are gone take their findings with them.
        for (form, key) in &touched.records {
            if book.table(*form).position(key).is_none() && before.table(*form).position(key).is_some() {
                Arc::make_mut(&mut audit.findings).retain(|(at, of, _), _| (at, of) != (form, key));
            }
        }
        audit
    }

    fn everything(&mut self, scheme: &CompiledScheme, book: &Workbook) {
        let mut findings = BTreeMap::new();
        let judge = judge::Judge::new(scheme, book);
        for form in scheme.form_ids() {
            for row in book.table(form).rows() {
                judge.record(form, &row.key, self.index.rules.len(), &mut findings);
            }
        }
        for rule in 0..self.index.rules.len() {
            self.evaluations += judge.all(rule, &mut findings);
        }
        self.findings = Arc::new(findings);
    }

    /// An explanation was given or withdrawn: the finding itself is as it was.
    fn restate(&mut self, scheme: &CompiledScheme, book: &Workbook, key: &FindingKey) {
        let findings = Arc::make_mut(&mut self.findings);
        for finding in findings.values_mut().filter(|finding| finding.key == *key) {
            let state = judge::state_of(scheme, book, finding);
            Arc::make_mut(finding).state = state;
        }
    }

    fn rewaive(&mut self, scheme: &CompiledScheme, book: &Workbook) {
        let findings = Arc::make_mut(&mut self.findings);
        for finding in findings.values_mut().filter(|finding| finding.severity == Severity::Hard) {
            let state = judge::state_of(scheme, book, finding);
            if finding.state != state {
                Arc::make_mut(finding).state = state;
            }
        }
    }

    /// The waiver that lets a finding pass.
    pub fn waiver<'b>(scheme: &CompiledScheme, book: &'b Workbook, finding: &Finding) -> Option<&'b Waiver> {
        judge::waiver_of(scheme, book, finding)
    }

    /// All findings: by form, then in the order of keys, then of rules.
    pub fn findings(&self) -> impl Iterator<Item = &Arc<Finding>> {
        self.findings.values()
    }

    /// The findings of one record.
    pub fn of_record(&self, form: FormId, key: &RowKey) -> impl Iterator<Item = &Arc<Finding>> {
        let from = (form, Arc::clone(key), 0);
        let to = (form, Arc::clone(key), usize::MAX);
        self.findings.range(from..=to).map(|(_, finding)| finding)
    }

    /// The findings that point at a cell of a record, also from other forms of the same roster member.
    pub fn of_cell(&self, cell: &CellAddress) -> Vec<&Arc<Finding>> {
        let points = |finding: &&Arc<Finding>| {
            finding.record_in(cell.form) == &cell.key && finding.cells.contains(&(cell.form, cell.slot))
        };
        self.findings.values().filter(points).collect()
    }

    /// A finding by its name.
    pub fn find(&self, key: &FindingKey) -> Option<&Arc<Finding>> {
        self.findings.values().find(|finding| finding.key == *key)
    }

    /// How many there are of each kind.
    pub fn counts(&self) -> Counts {
        self.findings.values().fold(Counts::default(), |mut counts, finding| {
            match (finding.severity, &finding.state) {
                (Severity::Hint, _) => counts.hints += 1,
                (_, State::Explained) if !finding.broken => counts.explained += 1,
                (_, State::Waived) if !finding.broken => counts.waived += 1,
                (Severity::Hard, _) => counts.hard += 1,
                (Severity::Soft, _) => counts.soft += 1,
            }
            counts
        })
    }
}

impl PartialEq for Audit {
    /// The same findings; how they were come by does not matter.
    fn eq(&self, other: &Self) -> bool {
        self.findings == other.findings
    }
}
