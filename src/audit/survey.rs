//! What the rules say of a workbook, before anything is put into words.
//!
//! Whoever looks at a thousand files counts findings and reads a hundred of each: the sentence of a finding, and the
//! values it saw, are written when they are first asked for.

use std::cell::OnceCell;
use std::sync::Arc;

use super::findings::{Findings, Records};
use super::judge::{Judge, Of};
use super::{Audit, Counts, Finding, State, Weight};
use crate::formula::{FormId, RowRef, When};
use crate::scheme::{CompiledScheme, Severity};
use crate::workbook::{FindingKey, Table, Workbook};

/// Everything that the rules find in a workbook: by form, then in the order of keys, then of rules.
#[derive(Debug)]
pub struct Survey<'a> {
    judge: Judge<'a>,
    found: Vec<Found>,
    /// How many times a rule was worked out for a record.
    pub evaluations: u64,
}

/// A finding whose words may not be written yet.
#[derive(Debug)]
struct Found {
    place: RowRef,
    of: Of,
    words: OnceCell<Arc<Finding>>,
}

impl<'a> Survey<'a> {
    /// Looks at everything.
    pub fn of(scheme: &'a CompiledScheme, book: &'a Workbook) -> Self {
        let mut survey = Self { judge: Judge::new(scheme, book), found: Vec::new(), evaluations: 0 };
        for form in scheme.form_ids() {
            survey.look_at(form, book.table(form));
        }
        survey
    }

    fn look_at(&mut self, form: FormId, table: &Table) {
        let judge = &self.judge;
        if table.is_empty() {
            return;
        }
        let rules: Vec<_> = judge.scheme.rules_of(form).filter(|(_, rule)| !judge.is_idle(rule)).collect();
        let computed = judge.computed(form);
        for at in in_order_of_keys(table) {
            let Ok(row) = u32::try_from(at) else { continue };
            let place = RowRef { when: When::Now, form, row };
            let by_rules = rules.iter().filter_map(|(at, rule)| judge.of_rule(*at, rule, place));
            let found = by_rules.chain(judge.built_in(place, &computed));
            self.found.extend(found.map(|of| Found { place, of, words: OnceCell::new() }));
            self.evaluations += rules.len() as u64;
        }
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// True when nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many there are of each kind.
    pub fn counts(&self) -> Counts {
        (0..self.len()).filter_map(|at| self.weight(at)).collect()
    }

    /// What stands behind the finding at a position; `None` past the end.
    pub fn weight(&self, at: usize) -> Option<Weight> {
        let found = self.found.get(at)?;
        let (severity, explainable) = self.judge.severity(found.of);
        let broken = matches!(found.of, Of::Rule { broken: true, .. });
        let book = self.judge.book;
        // Only where something was said about it do its words matter.
        let is_open = (severity != Severity::Hard || book.waivers.is_empty())
            && (!explainable
                || book.explanations.is_empty()
                || !book.explanations.contains_key(&self.name(at).unwrap_or_default()));
        let state = if is_open { State::Open } else { self.finding(at)?.state };
        Some(Weight { severity, state, broken })
    }

    /// The name of the finding at a position.
    pub fn name(&self, at: usize) -> Option<FindingKey> {
        let found = self.found.get(at)?;
        let key = self.judge.book.table(found.place.form).key_at(found.place.row as usize)?;
        Some(self.judge.name(found.of, found.place.form, key))
    }

    /// The rule of the finding at a position, by its position in the scheme, with the values of its sentence; `None` where
    /// it is of no rule, or the rule could not be worked out.
    pub fn values(&self, at: usize) -> Option<(usize, Vec<String>)> {
        let found = self.found.get(at)?;
        let Of::Rule { at, broken: false } = found.of else { return None };
        Some((at, self.judge.values(at, found.place)?))
    }

    /// The form and the key of the record that the finding at a position is about.
    pub fn record(&self, at: usize) -> Option<(FormId, &str)> {
        let place = self.found.get(at)?.place;
        Some((place.form, self.judge.book.table(place.form).key_at(place.row as usize)?))
    }

    /// The finding at a position, in words.
    pub fn finding(&self, at: usize) -> Option<&Arc<Finding>> {
        let found = self.found.get(at)?;
        if found.words.get().is_none() {
            let key = self.judge.view.key(found.place)?;
            let finding = Arc::new(self.judge.finding(found.of, found.place, &key));
            return Some(found.words.get_or_init(|| finding));
        }
        found.words.get()
    }

    /// All findings in words, to be kept up to date from now on.
    pub fn audit(&self) -> Audit {
        let scheme = self.judge.scheme;
        let rules = scheme.compiled_rules().len();
        let mut forms = vec![Records::new(); scheme.forms.len()];
        for at in 0..self.len() {
            let (Some(found), Some(finding)) = (self.found.get(at), self.finding(at)) else { continue };
            let Some(records) = forms.get_mut(found.place.form.index()) else { continue };
            let own = records.entry(Arc::clone(&finding.record)).or_default();
            let number = match found.of {
                Of::Rule { at, .. } => at,
                Of::Text(_) | Of::Computed(_) => own.last().map_or(rules, |(last, _)| (last + 1).max(rules)),
            };
            Arc::make_mut(own).push((number, Arc::clone(finding)));
        }
        Audit::new(Findings::new(forms), self.evaluations)
    }
}

/// The positions of the records in the order of their keys.
fn in_order_of_keys(table: &Table) -> Vec<usize> {
    let mut order: Vec<usize> = (0..table.len()).collect();
    if !order.is_sorted_by_key(|at| table.key_at(*at)) {
        order.sort_by_key(|at| table.key_at(*at));
    }
    order
}
