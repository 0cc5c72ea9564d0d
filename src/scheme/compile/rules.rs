//! Edit rules, repeated for each form and field.

use super::formulas::{Formulas, Source};
use super::{CompiledRule, expand};
use crate::formula::{Compiled, Context, Expect, FieldId, FormId, Read};
use crate::ids::RuleId;
use crate::measure::{Column, Measure};
use crate::scheme::error::{Part, Problem};
use crate::scheme::load::{Origins, RuleOrigin, Span, limits};
use crate::scheme::model::{RuleDef, Scheme};

pub(super) fn compile_rules(
    scheme: &Scheme,
    origins: &Origins,
    formulas: &mut Formulas<'_, '_, '_>,
) -> Vec<CompiledRule> {
    let none = RuleOrigin::default();
    let mut compiled = Vec::new();
    let mut bytes = 0;
    for id in scheme.rule_ids() {
        let rule = &scheme[id];
        let origin = origins.rules.get(id.index()).unwrap_or(&none);
        let targets = expand::targets(scheme, formulas.world, rule, origin, formulas.sources, formulas.errors);
        let texts = [Some(&rule.check), Some(&rule.message), rule.when.as_ref()];
        bytes +=
            texts.into_iter().flatten().chain(rule.at.iter().flatten()).map(String::len).sum::<usize>() * targets.len();
        if compiled.len() + targets.len() > limits::EXPANDED_RULES || bytes > limits::EXPANDED_BYTES {
            formulas.errors.add(origin.id, Problem::TooMuchExpanded);
            return compiled;
        }
        let several = targets.len() > 1;
        for (form, it) in targets {
            let whose = match it {
                Some(field) => &scheme[form][field].short,
                None => &scheme[form].label,
            };
            let target = Target { id, form, it, whose: several.then_some(whose.as_str()) };
            match compile_one(scheme, rule, origin, target, formulas) {
                Some(rule) => compiled.push(rule),
                None => break, // the other fields would mostly repeat it
            }
        }
    }
    compiled
}

#[derive(Clone, Copy)]
struct Target<'a> {
    id: RuleId,
    form: FormId,
    it: Option<FieldId>,
    whose: Option<&'a str>,
}

fn compile_one(
    scheme: &Scheme,
    rule: &RuleDef,
    origin: &RuleOrigin,
    target: Target<'_>,
    formulas: &mut Formulas<'_, '_, '_>,
) -> Option<CompiledRule> {
    let Target { id, form, it, whose } = target;
    let any = Context { form: Some(form), it, ..Context::default() };
    let yes_or_no = Context { expect: Expect::Bool, ..any };
    let (part, name) = (Part::Rule, rule.id.as_str());
    let source = |text, span: Span, attribute| Source { text, span, part, name, attribute, whose };
    let known = formulas.errors.count();
    let when = rule.when.as_deref().and_then(|text| formulas.formula(source(text, origin.when, "when"), yes_or_no));
    // A rule whose check or message is missing was noted when it was read.
    let check = (!rule.check.is_empty())
        .then(|| formulas.formula(source(&rule.check, origin.check, "check"), yes_or_no))
        .flatten();
    let message = (!rule.message.is_empty())
        .then(|| formulas.template(source(&rule.message, origin.message, "message"), any))
        .flatten();
    let mut pointed = Vec::new();
    // Rules that waited come without the places of their texts.
    let spans = origin.at.iter().copied().chain(std::iter::repeat(Span::default()));
    for (text, span) in rule.at.iter().flatten().zip(spans) {
        let Some(formula) = formulas.formula(source(text, span, "at"), any) else { continue };
        match formula.as_cell() {
            Some((elsewhere, field, column)) => pointed.push((elsewhere.unwrap_or(form), field, column)),
            None => formulas.errors.add(span, Problem::NotACell { found: text.clone() }),
        }
    }
    let (check, message) = (check?, message?);
    if formulas.errors.count() > known {
        return None;
    }
    if rule.at.is_none() {
        pointed = default_cells(scheme, form, it, check.own_cells());
    }
    let formulas_read = when.iter().chain([&check]).flat_map(Compiled::reads);
    let mut reads: Vec<Read> = formulas_read.chain(message.reads()).copied().collect();
    reads.sort_unstable();
    reads.dedup();
    Some(CompiledRule { rule: id, form, it, when, check, message, cells: pointed, reads })
}

/// Without `at`: the cells of the own record that the check reads, else those of the field, else the row's title.
fn default_cells(
    scheme: &Scheme,
    form: FormId,
    it: Option<FieldId>,
    own: Vec<(FieldId, Column)>,
) -> Vec<(FormId, FieldId, Column)> {
    if !own.is_empty() {
        return own.into_iter().map(|(field, column)| (form, field, column)).collect();
    }
    let def = &scheme[form];
    let field = it.or(def.main()).or(def.title()).unwrap_or_default();
    let column = match def[field].measure {
        Measure::Months => Some(Column::Month),
        measure => measure.columns().first().copied(),
    };
    column.map(|column| (form, field, column)).into_iter().collect()
}
