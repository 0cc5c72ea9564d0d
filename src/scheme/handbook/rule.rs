//! Edit rules.

use super::page::{Block, Section, Span, joined};
use super::{formula, template};
use crate::ids::RuleId;
use crate::scheme::compile::{CompiledRule, CompiledScheme};
use crate::scheme::model::RuleDef;
use std::collections::{BTreeMap, BTreeSet};

/// The first of the compiled rules of each rule, and the names of the fields that it is repeated for.
type Compiled<'a> = BTreeMap<RuleId, (&'a CompiledRule, Vec<&'a str>)>;

/// Where links to a rule go.
pub(super) fn anchor(rule: &RuleDef) -> String {
    format!("rule-{}", rule.id)
}

pub(super) fn all(scheme: &CompiledScheme) -> Section {
    some(scheme, &scheme.rule_ids().collect())
}

pub(super) fn some(scheme: &CompiledScheme, rules: &BTreeSet<RuleId>) -> Section {
    let compiled = compiled(scheme);
    Section {
        anchor: "rules".to_owned(),
        title: "审核关系".to_owned(),
        blocks: Vec::new(),
        parts: in_order(scheme, rules.iter().copied()).into_iter().map(|id| section(scheme, id, &compiled)).collect(),
    }
}

/// By number, so that a rule is found: the files of a scheme go by subject.
pub(super) fn in_order(scheme: &CompiledScheme, rules: impl Iterator<Item = RuleId>) -> Vec<RuleId> {
    let mut rules: Vec<RuleId> = rules.collect();
    rules.sort_by_key(|&id| number(&scheme[id].id));
    rules
}

/// The letters before the number, the number, and what comes after it: R9 before R10, R10 before R10b.
fn number(id: &str) -> (&str, u64, &str) {
    let start = id.find(|letter: char| letter.is_ascii_digit()).unwrap_or(id.len());
    let (letters, rest) = id.split_at(start);
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    (letters, digits.parse().unwrap_or(0), after)
}

fn compiled(scheme: &CompiledScheme) -> Compiled<'_> {
    let mut all = Compiled::new();
    for rule in scheme.compiled_rules() {
        let (_, names) = all.entry(rule.rule).or_insert((rule, Vec::new()));
        if let Some(it) = rule.it {
            let name = scheme[rule.form][it].short.as_str();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    all
}

fn section(scheme: &CompiledScheme, id: RuleId, compiled: &Compiled<'_>) -> Section {
    let rule = &scheme[id];
    let text = |text: &str| vec![Span::text(text)];
    let mut forms = joined(rule.forms.iter().map(|&form| super::form::link(scheme, form)), "、");
    let mut facts = Vec::new();
    // A repeated rule is shown for its first field; the formula says 本指标 for it.
    let first = compiled.get(&id);
    if let Some((_, names)) = first
        && rule.each.is_some()
    {
        forms.push(Span::text(format!("；逐个指标（本指标，it）：{}", names.join("、"))));
    }
    facts.push(("适用".to_owned(), forms));
    if let Some((first, _)) = first {
        if let Some(when) = &first.when {
            facts.push(("条件".to_owned(), vec![formula(when)]));
        }
        facts.push(("应当成立".to_owned(), vec![formula(&first.check)]));
    }
    let message = first.map_or_else(|| text(rule.message.trim()), |(first, _)| template(&first.message));
    facts.push(("提示语".to_owned(), message));
    if rule.overridable {
        facts.push(("放行".to_owned(), text("确属特殊情况的，说明理由后可以通过。")));
    }
    facts.push(("理由".to_owned(), text(&rule.why)));
    facts.push(("出处".to_owned(), text(&rule.source)));
    Section {
        anchor: anchor(rule),
        title: format!("{} {}（{}）", rule.id, rule.name, rule.severity.label()),
        blocks: vec![Block::Facts(facts)],
        parts: Vec::new(),
    }
}
