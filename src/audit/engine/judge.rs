//! One rule on one record.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Spot;
use crate::audit::{Finding, State, UNREADABLE, Verdict, View};
use crate::formula::{Fault, FormId, Memo, RowRef, Seen, Value};
use crate::message;
use crate::scheme::{Column, CompiledRule, CompiledScheme, Measure, Scheme, Severity};
use crate::workbook::{FindingKey, Row, RowKey, Slot, Waiver, Workbook};

/// Findings as they are kept.
type Findings = BTreeMap<Spot, Arc<Finding>>;

pub(super) struct Judge<'a> {
    scheme: &'a CompiledScheme,
    book: &'a Workbook,
    view: View<'a>,
    /// Aggregates worked out for one record serve the others: the workbook stays as it is while it is judged.
    memo: Memo,
}

impl<'a> Judge<'a> {
    pub(super) fn new(scheme: &'a CompiledScheme, book: &'a Workbook) -> Self {
        Self { scheme, book, view: View::new(scheme, book), memo: Memo::new() }
    }

    /// One rule on every record of its form. Gives how many there were.
    pub(super) fn all(&self, rule: usize, findings: &mut Findings) -> u64 {
        let Some(compiled) = self.scheme.compiled_rules().get(rule) else { return 0 };
        self.book.table(compiled.form).rows().iter().map(|row| self.one(rule, &row.key, findings)).sum()
    }

    /// One rule on one record, if there is one.
    pub(super) fn one(&self, rule: usize, key: &RowKey, findings: &mut Findings) -> u64 {
        let Some(compiled) = self.scheme.compiled_rules().get(rule) else { return 0 };
        let spot = (compiled.form, Arc::clone(key), rule);
        let Some(place) = self.view.place(compiled.form, key) else {
            findings.remove(&spot);
            return 0;
        };
        match self.finding(compiled, place, key) {
            Some(finding) => drop(findings.insert(spot, Arc::new(finding))),
            None => drop(findings.remove(&spot)),
        }
        1
    }

    fn finding(&self, rule: &'a CompiledRule, place: RowRef, key: &RowKey) -> Option<Finding> {
        let (verdict, seen, fault) = self.verdict(rule, place);
        let sentence = match verdict {
            Verdict::Failed => match rule.message.render_with(&self.view, place, &self.memo) {
                Ok(sentence) => sentence,
                Err(fault) => message::audit::broken_message(&fault),
            },
            Verdict::Broken => message::audit::broken_rule(fault.as_ref()),
            Verdict::Passed | Verdict::Undecided | Verdict::NotApplicable => return None,
        };
        let def = &self.scheme[rule.rule];
        let form = &self.scheme[rule.form];
        let mut finding = Finding {
            key: FindingKey {
                rule: def.id.clone(),
                field: rule.it.map(|it| form[it].key.clone()).unwrap_or_default(),
                form: form.key.clone(),
                key: key.to_string(),
            },
            severity: def.severity,
            explainable: def.severity == Severity::Soft || (def.severity == Severity::Hard && def.overridable),
            form: rule.form,
            record: Arc::clone(key),
            member: self.book.member(rule.form, key),
            cells: self.cells(rule),
            sentence,
            values: seen.iter().map(named).collect(),
            state: State::Open,
            broken: verdict == Verdict::Broken,
        };
        finding.state = state_of(self.scheme, self.book, &finding);
        Some(finding)
    }

    /// The cells that a finding points at, with this period's month in fields by months.
    fn cells(&self, rule: &CompiledRule) -> Vec<(FormId, Slot)> {
        let mut cells: Vec<(FormId, Slot)> = Vec::with_capacity(rule.cells.len());
        for &(form, field, column) in &rule.cells {
            let by_months = self.scheme[form][field].measure == Measure::Months;
            let this_month = Column::of_month(self.book.about.period.month()).filter(|_| by_months);
            let column = this_month.filter(|_| column.measure() != Measure::Months).unwrap_or(column);
            let cell = (form, Slot { field, column });
            if !cells.contains(&cell) {
                cells.push(cell);
            }
        }
        cells
    }

    /// What the rule says, the values it saw, and the fault when it is broken.
    fn verdict(&self, rule: &'a CompiledRule, place: RowRef) -> (Verdict, Vec<Seen>, Option<Fault>) {
        if let Some(when) = &rule.when {
            match when.eval_with(&self.view, place, &self.memo) {
                Ok(Some(Value::Bool(true))) => {}
                Ok(_) => return (Verdict::NotApplicable, Vec::new(), None),
                Err(fault) => return (Verdict::Broken, Vec::new(), Some(fault)),
            }
        }
        // The values seen are wanted only for a finding, and most rules pass.
        match rule.check.eval_with(&self.view, place, &self.memo) {
            Ok(Some(Value::Bool(true))) => (Verdict::Passed, Vec::new(), None),
            Ok(Some(Value::Bool(false))) => match rule.check.eval_seen_with(&self.view, place, &self.memo) {
                Ok((_, seen)) => (Verdict::Failed, seen, None),
                Err(fault) => (Verdict::Broken, Vec::new(), Some(fault)),
            },
            Ok(_) => (Verdict::Undecided, Vec::new(), None),
            Err(fault) => (Verdict::Broken, Vec::new(), Some(fault)),
        }
    }

    /// The built-in findings of one record: texts that cannot be read, computed fields that cannot be worked out.
    pub(super) fn record(&self, form: FormId, key: &RowKey, after: usize, findings: &mut Findings) {
        let from = (form, Arc::clone(key), after);
        let to = (form, Arc::clone(key), usize::MAX);
        let old: Vec<Spot> = findings.range(from..=to).map(|(spot, _)| spot.clone()).collect();
        for spot in old {
            findings.remove(&spot);
        }
        let Some(row) = self.book.table(form).row(key) else { return };
        let found = self.unreadable(form, row).chain(self.faults(form, key));
        for (at, (slot, sentence, text)) in found.enumerate() {
            let def = &self.scheme[form];
            let label = def[slot.field].cell_label(slot.column);
            let finding = Finding {
                key: FindingKey {
                    rule: UNREADABLE.to_owned(),
                    field: def[slot.field].cell_key(slot.column),
                    form: def.key.clone(),
                    key: key.to_string(),
                },
                severity: Severity::Hard,
                explainable: false,
                form,
                record: Arc::clone(key),
                member: Arc::clone(row.member()),
                cells: vec![(form, slot)],
                sentence,
                values: vec![(label, text)],
                state: State::Open,
                broken: false,
            };
            findings.insert((form, Arc::clone(key), after + at), Arc::new(finding));
        }
    }

    fn unreadable(&self, form: FormId, row: &'a Row) -> impl Iterator<Item = (Slot, String, String)> {
        let def = &self.scheme[form];
        row.cells.iter().filter_map(move |(slot, cell)| {
            let problem = cell.problem.as_ref()?;
            let sentence = message::audit::unreadable(def, &def[slot.field], slot.column, &cell.text, problem);
            Some((*slot, sentence, cell.text.to_string()))
        })
    }

    fn faults(&self, form: FormId, key: &RowKey) -> impl Iterator<Item = (Slot, String, String)> {
        let def = &self.scheme[form];
        let place = self.view.place(form, key);
        let cells: Vec<(crate::formula::FieldId, Column)> =
            def.cells().filter(|(field, _)| def[*field].is_computed()).collect();
        cells.into_iter().filter_map(move |(field, column)| {
            let fault = self.scheme.compute(form, field, column)?.eval(&self.view, place?).err()?;
            let sentence = message::audit::broken_field(&def[field].cell_label(column), &fault);
            Some((Slot { field, column }, sentence, String::new()))
        })
    }
}

/// A value seen, by name and text.
fn named(seen: &Seen) -> (String, String) {
    let name =
        if seen.column_label.is_empty() { seen.label.clone() } else { format!("{} {}", seen.label, seen.column_label) };
    (name, seen.text.clone())
}

/// Where the explanation of a finding stands.
pub(super) fn state_of(scheme: &CompiledScheme, book: &Workbook, finding: &Finding) -> State {
    let state = match book.explanations.get(&finding.key).filter(|_| finding.explainable) {
        None => State::Open,
        Some(words) if words.scheme == scheme.tag() && words.values == finding.values => State::Explained,
        Some(_) => State::Void,
    };
    if state != State::Explained && waiver_of(scheme, book, finding).is_some() { State::Waived } else { state }
}

/// The waiver that lets a finding pass: for its rule, its unit, this office and period, and the values seen, if it names any.
///
/// A text that cannot be read and a rule that cannot be worked out are waived by nobody.
pub(in crate::audit) fn waiver_of<'b>(scheme: &Scheme, book: &'b Workbook, finding: &Finding) -> Option<&'b Waiver> {
    if book.waivers.is_empty() || finding.severity != Severity::Hard || finding.broken || finding.key.rule == UNREADABLE
    {
        return None;
    }
    let identity = book.identity(scheme, finding.form, &finding.record);
    book.waivers.iter().find(|waiver| {
        let key = &finding.key;
        waiver.office.code == book.about.office.code
            && waiver.period == book.about.period
            && (&waiver.rule, &waiver.field, &waiver.form) == (&key.rule, &key.field, &key.form)
            && waiver.identity == identity
            && (waiver.values.is_empty() || waiver.values == finding.values)
    })
}
