//! One rule on one record: first what it says, and the words only where they are wanted.

use std::sync::Arc;

use crate::audit::{Finding, State, UNREADABLE, Verdict, View};
use crate::formula::{Data, Fault, FormId, Memo, RowRef, Seen, Value};
use crate::message;
use crate::scheme::{Column, CompiledRule, CompiledScheme, FieldId, Measure, Scheme, Severity};
use crate::workbook::{FindingKey, RowKey, Slot, Waiver, Workbook};

/// What a finding is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// A rule, by its position in the scheme, that failed or could not be worked out.
    Rule { at: usize, broken: bool },
    /// A text that cannot be read.
    Text(Slot),
    /// A computed field that cannot be worked out.
    Computed(Slot),
}

#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub(super) scheme: &'a CompiledScheme,
    pub(super) book: &'a Workbook,
    pub(super) view: View<'a>,
    /// Aggregates worked out for one record serve the others: the workbook stays as it is while it is judged.
    memo: Memo,
}

impl<'a> Judge<'a> {
    pub(super) fn new(scheme: &'a CompiledScheme, book: &'a Workbook) -> Self {
        Self { scheme, book, view: View::new(scheme, book), memo: Memo::new() }
    }

    /// Whether a rule finds nothing in any record of its form, as can be seen without looking at each.
    pub(super) fn is_idle(&self, rule: &CompiledRule) -> bool {
        let may_apply = match &rule.when {
            Some(when) => {
                let when = when.settled(&self.view, rule.form, &self.memo);
                if when.never(true) {
                    return true;
                }
                when.is_harmless()
            }
            None => true,
        };
        may_apply && rule.check.settled(&self.view, rule.form, &self.memo).never(false)
    }

    /// What a rule says of a record, if that is a finding.
    pub(super) fn of_rule(&self, at: usize, rule: &CompiledRule, place: RowRef) -> Option<Of> {
        match self.verdict(rule, place).0 {
            Verdict::Failed => Some(Of::Rule { at, broken: false }),
            Verdict::Broken => Some(Of::Rule { at, broken: true }),
            Verdict::Passed | Verdict::Undecided | Verdict::NotApplicable => None,
        }
    }

    /// What the rule says, and the fault when it is broken.
    fn verdict(&self, rule: &CompiledRule, place: RowRef) -> (Verdict, Option<Fault>) {
        let broken = |fault: Fault| (Verdict::Broken, Some(fault));
        if let Some(when) = &rule.when {
            match when.eval_with(&self.view, place, &self.memo) {
                Ok(Some(Value::Bool(true))) => {}
                Ok(_) => return (Verdict::NotApplicable, None),
                Err(fault) => return broken(fault),
            }
        }
        match rule.check.eval_with(&self.view, place, &self.memo) {
            Ok(Some(Value::Bool(true))) => (Verdict::Passed, None),
            // A finding shows every value, also those that the verdict could do without.
            Ok(Some(Value::Bool(false))) => match rule.check.try_seen_with(&self.view, place, &self.memo) {
                Ok(()) => (Verdict::Failed, None),
                Err(fault) => broken(fault),
            },
            Ok(_) => (Verdict::Undecided, None),
            Err(fault) => broken(fault),
        }
    }

    /// The computed cells of a form, in its order.
    pub(super) fn computed(&self, form: FormId) -> Vec<(FieldId, Column)> {
        let def = &self.scheme[form];
        def.cells().filter(|(field, _)| def[*field].is_computed()).collect()
    }

    /// The built-in findings of one record: texts that cannot be read, computed fields that cannot be worked out.
    pub(super) fn built_in(&self, place: RowRef, computed: &[(FieldId, Column)]) -> impl Iterator<Item = Of> {
        let table = self.book.table(place.form);
        let texts = table.unreadable_at(place.row as usize).into_iter().map(|(slot, _)| Of::Text(slot));
        let is_broken = move |&&(field, column): &&(FieldId, Column)| {
            let compute = self.scheme.compute(place.form, field, column);
            compute.is_some_and(|compute| compute.eval(&self.view, place).is_err())
        };
        let faults = computed.iter().filter(is_broken);
        texts.chain(faults.map(|&(field, column)| Of::Computed(Slot { field, column })))
    }

    /// The name of a finding.
    pub(super) fn name(&self, of: Of, form: FormId, key: &str) -> FindingKey {
        let def = &self.scheme[form];
        let (rule, field) = match of {
            Of::Rule { at, .. } => {
                let rule = self.scheme.compiled_rules().get(at);
                let field = rule.and_then(|rule| rule.it).map(|it| def[it].key.clone());
                (rule.map(|rule| self.scheme[rule.rule].id.clone()).unwrap_or_default(), field.unwrap_or_default())
            }
            Of::Text(slot) | Of::Computed(slot) => (UNREADABLE.to_owned(), def[slot.field].cell_key(slot.column)),
        };
        FindingKey { rule, field, form: def.key.clone(), key: key.to_owned() }
    }

    /// How serious a finding is, and whether an explanation lets it pass.
    pub(super) fn severity(&self, of: Of) -> (Severity, bool) {
        let rule = match of {
            Of::Rule { at, .. } => self.scheme.compiled_rules().get(at),
            Of::Text(_) | Of::Computed(_) => None,
        };
        rule.map_or((Severity::Hard, false), |rule| {
            let def = &self.scheme[rule.rule];
            let overridable = def.severity == Severity::Hard && def.overridable;
            (def.severity, def.severity == Severity::Soft || overridable)
        })
    }

    /// A finding in words.
    pub(super) fn finding(&self, of: Of, place: RowRef, key: &RowKey) -> Finding {
        let form = place.form;
        let (sentence, values, cells) = match of {
            Of::Rule { at, broken } => match self.scheme.compiled_rules().get(at) {
                Some(rule) => self.of_rule_in_words(rule, broken, place),
                None => Default::default(),
            },
            Of::Text(slot) => {
                let def = &self.scheme[form];
                let (field, label) = (&def[slot.field], def[slot.field].cell_label(slot.column));
                let cell = self.book.table(form).cell_at(place.row as usize, slot);
                let text = cell.map(|cell| cell.text.to_string()).unwrap_or_default();
                let problem = cell.and_then(|cell| cell.problem.as_ref());
                let sentence =
                    problem.map(|problem| message::audit::unreadable(def, field, slot.column, &text, problem));
                (sentence.unwrap_or_default(), vec![(label, text)], vec![(form, slot)])
            }
            Of::Computed(slot) => {
                let label = self.scheme[form][slot.field].cell_label(slot.column);
                let compute = self.scheme.compute(form, slot.field, slot.column);
                let fault = compute.and_then(|compute| compute.eval(&self.view, place).err());
                let sentence = fault.map(|fault| message::audit::broken_field(&label, &fault));
                (sentence.unwrap_or_default(), vec![(label, String::new())], vec![(form, slot)])
            }
        };
        let (severity, explainable) = self.severity(of);
        let mut finding = Finding {
            key: self.name(of, form, key),
            severity,
            explainable,
            form,
            record: Arc::clone(key),
            member: self.view.member(place).unwrap_or_else(|| Arc::clone(key)),
            cells,
            sentence,
            values,
            state: State::Open,
            broken: matches!(of, Of::Rule { broken: true, .. }),
        };
        finding.state = state_of(self.scheme, self.book, &finding);
        finding
    }

    /// The values in the sentence of a rule.
    pub(super) fn values(&self, at: usize, place: RowRef) -> Option<Vec<String>> {
        self.scheme.compiled_rules().get(at)?.message.values_with(&self.view, place, &self.memo).ok()
    }

    fn of_rule_in_words(&self, rule: &CompiledRule, broken: bool, place: RowRef) -> Words {
        let cells = self.cells(rule);
        if broken {
            let (_, fault) = self.verdict(rule, place);
            return (message::audit::broken_rule(fault.as_ref()), Vec::new(), cells);
        }
        let sentence = rule.message.render_with(&self.view, place, &self.memo);
        let sentence = sentence.unwrap_or_else(|fault| message::audit::broken_message(&fault));
        let seen = rule.check.eval_seen_with(&self.view, place, &self.memo);
        let values = seen.map(|(_, seen)| seen.iter().map(named).collect()).unwrap_or_default();
        (sentence, values, cells)
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
}

/// The sentence, the values seen, the cells to look at.
type Words = (String, Vec<(String, String)>, Vec<(FormId, Slot)>);

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

/// The waiver that lets a finding pass.
pub(super) fn waiver_of<'b>(scheme: &Scheme, book: &'b Workbook, finding: &Finding) -> Option<&'b Waiver> {
    book.waivers.iter().find(|waiver| lets_pass(scheme, book, waiver, finding))
}

/// Whether the office above can let a finding pass: a hard one, but no text that cannot be read and no rule that cannot be
/// worked out, which nobody waives.
pub fn can_be_waived(finding: &Finding) -> bool {
    finding.severity == Severity::Hard && !finding.broken && finding.key.rule != UNREADABLE
}

/// Whether a waiver lets a finding of this workbook pass: for its rule, its unit, this office and period, and the values
/// seen, if it names any.
pub fn lets_pass(scheme: &Scheme, book: &Workbook, waiver: &Waiver, finding: &Finding) -> bool {
    let key = &finding.key;
    can_be_waived(finding)
        && waiver.office.code == book.about.office.code
        && waiver.period == book.about.period
        && (&waiver.rule, &waiver.field, &waiver.form) == (&key.rule, &key.field, &key.form)
        && (waiver.values.is_empty() || waiver.values == finding.values)
        && waiver.identity == book.identity(scheme, finding.form, &finding.record)
}
