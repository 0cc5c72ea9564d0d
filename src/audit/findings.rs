//! Findings as they are kept: by form and record, so that a change copies little and finds its record at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::audit::{Finding, State};
use crate::formula::FormId;
use crate::workbook::{FindingKey, RowKey};

/// The findings of one record, by the position of the rule (the built-in ones after all others).
type OfRecord = Arc<Vec<(usize, Arc<Finding>)>>;

/// Those of each record of a form; no record without any.
pub(super) type Records = BTreeMap<RowKey, OfRecord>;

/// All findings: by form, then in the order of keys, then of rules. Cloning is cheap.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Findings {
    forms: Vec<Arc<Records>>,
}

impl Findings {
    /// By form.
    pub(super) fn new(forms: Vec<Records>) -> Self {
        Self { forms: forms.into_iter().map(Arc::new).collect() }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Arc<Finding>> {
        let records = self.forms.iter().flat_map(|records| records.values());
        records.flat_map(|own| own.iter()).map(|(_, finding)| finding)
    }

    pub(super) fn of_record(&self, form: FormId, key: &RowKey) -> impl Iterator<Item = &Arc<Finding>> {
        let own = self.forms.get(form.index()).and_then(|records| records.get(key));
        own.into_iter().flat_map(|own| own.iter()).map(|(_, finding)| finding)
    }

    /// The first of this name.
    pub(super) fn find(&self, name: &FindingKey) -> Option<&Arc<Finding>> {
        let own = self.forms.iter().filter_map(|records| records.get(name.key.as_str()));
        own.flat_map(|own| own.iter()).map(|(_, finding)| finding).find(|finding| finding.key == *name)
    }

    /// Whether a rule has a finding in a record.
    pub(super) fn has(&self, form: FormId, key: &RowKey, rule: usize) -> bool {
        let own = self.forms.get(form.index()).and_then(|records| records.get(key));
        own.is_some_and(|own| own.binary_search_by_key(&rule, |(rule, _)| *rule).is_ok())
    }

    /// What a rule says of a record now.
    pub(super) fn put(&mut self, form: FormId, key: &RowKey, rule: usize, finding: Option<Finding>) {
        let Some(records) = self.forms.get_mut(form.index()) else { return };
        let before = records.get(key).and_then(|own| {
            let at = own.binary_search_by_key(&rule, |(rule, _)| *rule).ok()?;
            own.get(at).map(|(_, finding)| &**finding)
        });
        if before == finding.as_ref() {
            return;
        }
        let records = Arc::make_mut(records);
        let own = Arc::make_mut(records.entry(Arc::clone(key)).or_default());
        let at = own.binary_search_by_key(&rule, |(rule, _)| *rule);
        match (at, finding.map(Arc::new)) {
            (Ok(at), Some(finding)) => drop(own.get_mut(at).map(|(_, before)| *before = finding)),
            (Ok(at), None) => drop(own.remove(at)),
            (Err(at), Some(finding)) => own.insert(at, (rule, finding)),
            (Err(_), None) => {}
        }
        if own.is_empty() {
            records.remove(key);
        }
    }

    /// The findings of a record from a rule on.
    pub(super) fn put_from(&mut self, form: FormId, key: &RowKey, rule: usize, findings: Vec<Finding>) {
        let own = self.forms.get(form.index()).and_then(|records| records.get(key));
        let before = own.and_then(|own| own.last()).map_or(0, |(last, _)| (last + 1).saturating_sub(rule));
        let count = findings.len();
        for (at, finding) in findings.into_iter().enumerate() {
            self.put(form, key, rule + at, Some(finding));
        }
        for at in count..before {
            self.put(form, key, rule + at, None);
        }
    }

    /// Those of a record that is gone.
    pub(super) fn remove(&mut self, form: FormId, key: &RowKey) {
        if let Some(records) = self.forms.get_mut(form.index())
            && records.contains_key(key)
        {
            Arc::make_mut(records).remove(key);
        }
    }

    /// Where the explanation of each finding stands now.
    pub(super) fn restate(&mut self, state: impl Fn(&Finding) -> State) {
        for records in &mut self.forms {
            let moved = |own: &OfRecord| own.iter().any(|(_, finding)| state(finding) != finding.state);
            let keys: Vec<RowKey> =
                records.iter().filter(|(_, own)| moved(own)).map(|(key, _)| Arc::clone(key)).collect();
            for key in keys {
                let own = Arc::make_mut(records).get_mut(&key).map(Arc::make_mut);
                for (_, finding) in own.into_iter().flatten() {
                    let state = state(finding);
                    if finding.state != state {
                        Arc::make_mut(finding).state = state;
                    }
                }
            }
        }
    }
}
