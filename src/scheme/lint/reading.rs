//! One rule as linear arithmetic sees it, before the background of its form.

use super::Kind;
use super::solve::{Possible, possible};
use crate::formula::Compiled;
use crate::formula::linear::{Beyond, Case, Cases, Linear, Mark, Row, Scope, Stands, Sum, Term, Texts, both};
use crate::ids::{FieldId, FormId, RuleId};
use crate::measure::Column;
use crate::scheme::compile::{CompiledRule, CompiledScheme};
use crate::scheme::model::FieldType;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is known of the records of a form, whatever is typed.
pub(super) struct Background<'a> {
    scheme: &'a CompiledScheme,
    form: FormId,
    /// Of the fields that are asked under a condition, that condition: what is not asked is missing.
    asked: BTreeMap<FieldId, Case>,
}

/// A rule for one form and field.
pub(super) struct Known {
    pub(super) rule: RuleId,
    pub(super) form: FormId,
    pub(super) it: Option<FieldId>,
    /// When it applies.
    pub(super) applies: Cases,
    /// When it applies and passes.
    pub(super) passes: Cases,
    /// When it applies and fails.
    pub(super) fires: Cases,
    /// What each case of `fires` is about.
    pub(super) of_fires: Vec<BTreeSet<u32>>,
    /// What all of them are about.
    pub(super) of_all: BTreeSet<u32>,
    /// What the check is about, whatever the condition is.
    pub(super) of_check: BTreeSet<u32>,
    pub(super) beyond: BTreeSet<Beyond>,
    /// Whether it applies, passes and fires wherever the cases say.
    pub(super) exact: bool,
    pub(super) verdict: Verdict,
}

/// Short names for terms: they are compared for every two rules.
#[derive(Default)]
pub(super) struct Names(BTreeMap<Term, u32>);

impl Names {
    fn of(&mut self, case: &Case) -> BTreeSet<u32> {
        let mut name = |term: Term| {
            let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
            *self.0.entry(term).or_insert(next)
        };
        terms_of(case).map(&mut name).collect()
    }
}

/// What a rule is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It can apply, pass and fire, as far as can be told.
    Sound,
    Odd {
        kind: Kind,
        by_sign: bool,
    },
}

impl<'a> Background<'a> {
    pub(super) fn new(scheme: &'a CompiledScheme, form: FormId) -> Self {
        let mut background = Self { scheme, form, asked: BTreeMap::new() };
        let conditions = scheme[form].field_ids().filter_map(|field| {
            let linear = scheme.field_when(form, field)?.linear(&background);
            // More than one way would have to be gone through for every rule.
            let [case] = linear.holds.as_slice() else { return None };
            Some((field, case.clone()))
        });
        let asked = conditions.collect();
        background.asked = asked;
        background
    }

    /// Whether a field that is filled in may be below zero only by mistake.
    fn has_sign(&self, term: &Term) -> bool {
        let Term::Cell { form, field, .. } = term else { return false };
        let field = &self.scheme[*form][*field];
        field.is_number() && !field.negative && !field.is_computed()
    }

    /// The codes that a cell can have.
    fn codes(&self, term: &Term) -> Option<impl Iterator<Item = &str>> {
        let Term::Cell { form, field, .. } = term else { return None };
        let field = &self.scheme[*form][*field];
        match field.kind {
            FieldType::Code(list) if !field.is_computed() => {
                Some(self.scheme[list].items.iter().map(|item| item.code.as_str()))
            }
            _ => None,
        }
    }

    /// Adds that the filled fields are asked; `None` when they cannot be.
    fn with_asked(&self, case: &Case) -> Option<Case> {
        let filled = case.marks.iter().filter(|(_, is)| **is).filter_map(|(mark, _)| match mark {
            Mark::Present(Term::Cell { earlier: None, form, field, .. }) if *form == self.form => Some(field),
            _ => None,
        });
        let conditions: Vec<&Case> = filled.filter_map(|field| self.asked.get(field)).collect();
        conditions.into_iter().try_fold(case.clone(), |case, condition| case.and(condition))
    }

    /// Whether a case can be; with `signs` no amount is below zero that must not be.
    pub(super) fn possible(&self, case: &Case, signs: bool) -> Possible {
        let Some(case) = self.with_asked(case) else { return Possible::No };
        for (term, texts) in &case.texts {
            let (Texts::Not(not), Some(mut codes)) = (texts, self.codes(term)) else { continue };
            if codes.all(|code| not.contains(code)) {
                return Possible::No;
            }
        }
        let bounds = if signs { self.bounds(case.rows.iter()) } else { Vec::new() };
        possible(case.rows.iter().chain(&bounds))
    }

    /// That amounts are not below zero.
    pub(super) fn bounds<'r>(&self, rows: impl Iterator<Item = &'r Row>) -> Vec<Row> {
        let terms: BTreeSet<&Term> = rows.flat_map(|row| row.sum.terms().keys()).collect();
        let signed = terms.into_iter().filter(|term| self.has_sign(term));
        signed
            .filter_map(|term| Some(Row { sum: Sum::term(term.clone()).negated()?, stands: Stands::AtMost }))
            .collect()
    }

    /// Whether a failed check says no more than that one amount is below zero that must not be.
    fn guards_sign(&self, fails: &[Case]) -> bool {
        !fails.is_empty()
            && fails.iter().all(|case| {
                case.rows.iter().any(|row| {
                    let mut terms = row.sum.terms().iter();
                    match (terms.next(), terms.next()) {
                        (Some((term, factor)), None) => {
                            factor.sign() > 0 && row.sum.rest().sign() >= 0 && self.has_sign(term)
                        }
                        _ => false,
                    }
                })
            })
    }
}

impl Scope for Background<'_> {
    fn form(&self) -> FormId {
        self.form
    }

    fn computed(&self, field: FieldId, column: Column) -> Option<&Compiled> {
        self.scheme.compute(self.form, field, column)
    }
}

impl Known {
    pub(super) fn of(rule: &CompiledRule, background: &Background<'_>, names: &mut Names) -> Self {
        let when = rule.when.as_ref().map(|when| when.linear(background));
        let when = when.unwrap_or_else(|| Linear { holds: vec![Case::default()], exact: true, ..Linear::default() });
        let check = rule.check.linear(background);
        let (mut beyond, mut exact) = (when.beyond, when.exact && check.exact);
        beyond.extend(check.beyond);
        let mut together = |cases: &[Case]| {
            both(&when.holds, cases).unwrap_or_else(|| {
                beyond.insert(Beyond::Large);
                exact = false;
                // The check alone says less, which is safe.
                cases.to_vec()
            })
        };
        let (passes, fires) = (together(&check.holds), together(&check.fails));
        let possible = |cases: &[Case], signs| -> Cases {
            cases.iter().filter(|case| background.possible(case, signs) != Possible::No).cloned().collect()
        };
        let (applies, passes, fires) =
            (possible(&when.holds, false), possible(&passes, false), possible(&fires, false));
        let never = |cases: &[Case]| {
            if cases.is_empty() {
                Some(false)
            } else if cases.iter().all(|case| background.possible(case, true) == Possible::No) {
                Some(true)
            } else {
                None
            }
        };
        let verdict = if let Some(by_sign) = never(&applies) {
            Verdict::Odd { kind: Kind::NeverApplies, by_sign }
        } else if let Some(by_sign) = never(&fires) {
            // A rule about the sign itself is what makes the sign certain.
            if by_sign && background.guards_sign(&check.fails) {
                Verdict::Sound
            } else {
                Verdict::Odd { kind: Kind::NeverFires, by_sign }
            }
        } else if let Some(by_sign) = never(&passes) {
            Verdict::Odd { kind: Kind::AlwaysFires, by_sign }
        } else {
            Verdict::Sound
        };
        let of_fires: Vec<BTreeSet<u32>> = fires.iter().map(|case| names.of(case)).collect();
        let of_all = of_fires.iter().flatten().copied().collect();
        let of_check = check.fails.iter().flat_map(|case| names.of(case)).collect();
        let (id, form, it) = (rule.rule, rule.form, rule.it);
        Self { rule: id, form, it, applies, passes, fires, of_fires, of_all, of_check, beyond, exact, verdict }
    }
}

/// Everything that a case is about.
pub(super) fn terms_of(case: &Case) -> impl Iterator<Item = Term> + '_ {
    let marks = case.marks.keys().map(|mark| match mark {
        Mark::Present(term) | Mark::Holds(term) => term,
    });
    case.rows.iter().flat_map(|row| row.sum.terms().keys()).chain(marks).chain(case.texts.keys()).cloned()
}

/// What a case supposes that linear arithmetic knows nothing of.
pub(super) fn unknowns_of(case: &Case) -> BTreeSet<Arc<str>> {
    let other = |term: Term| if let Term::Other(name) = term { Some(name) } else { None };
    terms_of(case).filter_map(other).collect()
}
