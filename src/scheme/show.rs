//! The handbook of a scheme: every form and rule in words, as Markdown.

use super::compile::CompiledScheme;
use super::model::{Each, FieldDef, FieldType, FormKind, RuleDef, Setting};
use crate::ids::{FormId, RuleId};
use crate::measure::Measure;
use crate::period::January;
use std::fmt::Write;

/// The whole handbook: particulars, forms with their fields, edit rules, settings and code lists.
pub fn show(scheme: &CompiledScheme) -> String {
    let mut out = Page::default();
    out.heading(1, &scheme.name);
    out.line(&format!("制度 {}，版本 {}。", scheme.id, scheme.edition));
    if let Some(based_on) = &scheme.based_on {
        out.line(&format!("在 {based_on} 的基础上改动。"));
    }
    let issued = &scheme.issued;
    let until = issued.valid_until.map(|period| period.chinese()).unwrap_or_default();
    out.line(&format!("制定机关：{}。批准文号或依据：{}。有效期至：{until}。", issued.authority, issued.approval));
    out.line(&format!("摘要（SHA-256）：{}", scheme.digest));
    for form in scheme.form_ids() {
        out.block(&show_form(scheme, form));
    }
    out.heading(2, "审核关系");
    for rule in scheme.rule_ids() {
        out.block(&show_rule(scheme, rule));
    }
    if !scheme.settings.is_empty() {
        out.heading(2, "参数");
        for setting in &scheme.settings {
            out.item(&setting_line(setting));
        }
    }
    for list in &scheme.lists {
        out.heading(2, &format!("代码表：{}", list.label));
        for item in &list.items {
            out.item(&format!("{} {}", item.code, item.label));
        }
    }
    out.text
}

/// One form: particulars, and its fields with unit, measure, conditions and explanation.
pub fn show_form(scheme: &CompiledScheme, id: FormId) -> String {
    let mut out = Page::default();
    let form = &scheme[id];
    out.heading(2, &format!("{}（{}）", form.label, form.number));
    let issued = scheme.issued(id);
    let until = issued.valid_until.map(|period| period.chinese()).unwrap_or_default();
    out.line(&format!("制定机关：{}。批准文号或依据：{}。有效期至：{until}。", issued.authority, issued.approval));
    match &form.kind {
        FormKind::Roster(roster) => out.line(&format!(
            "名录，每行一个{}；其他表的公式里用“{}”或 {} 指它。",
            roster.join_label, roster.join_label, roster.join
        )),
        FormKind::Periodic(periodic) => {
            let kinds: Vec<&str> = periodic.periods.iter().map(|kind| kind.label()).collect();
            let january = if periodic.january == January::Exempt { "，1月免报，2月报1—2月" } else { "" };
            out.line(&format!(
                "定期表，{}{january}；每行对应“{}”的一行。",
                kinds.join("、"),
                scheme[periodic.roster].label
            ));
            if let Some(applies) = &periodic.applies {
                out.line(&format!("填报范围：{}", formula(applies)));
            }
        }
    }
    if !form.explain.is_empty() {
        out.line(&form.explain);
    }
    let mut group = "";
    for field in &form.fields {
        if field.group != group {
            group = &field.group;
            out.heading(3, group);
        }
        out.item(&field_line(scheme, field));
    }
    out.text
}

fn field_line(scheme: &CompiledScheme, field: &FieldDef) -> String {
    let mut head = "其中：".repeat(usize::from(field.indent.min(1)));
    head.push_str(field.label.strip_prefix("其中：").unwrap_or(&field.label));
    if !field.code.is_empty() {
        head = format!("{} {head}", field.code);
    }
    let kind = match field.kind {
        FieldType::Number => field.unit.clone().unwrap_or_else(|| "数值".to_owned()),
        FieldType::Code(list) => format!("代码表“{}”", scheme[list].label),
        other => other.label().to_owned(),
    };
    let mut facts = vec![kind];
    if field.measure != Measure::Plain {
        let columns: Vec<&str> = field.columns().iter().map(|column| column.label()).collect();
        facts.push(format!("{}（{}）", field.measure.label(), columns.join("、")));
    }
    for (is_so, word) in [
        (field.required, "必填".to_owned()),
        (field.decimals > 0, format!("可有 {} 位小数", field.decimals)),
        (field.negative, "可为负数".to_owned()),
        (field.carry, "从上期带来".to_owned()),
        (field.compute.is_some(), "自动计算".to_owned()),
    ] {
        if is_so {
            facts.push(word);
        }
    }
    let mut line = format!("**{head}** `{}`：{}。", field.key, facts.join("，"));
    for (name, text) in [("何时填报", &field.when), ("计算", &field.compute)] {
        if let Some(text) = text {
            let _written = write!(line, "{name}：{}。", formula(text));
        }
    }
    line.push_str(&field.explain);
    line
}

/// One edit rule: what it demands, of which forms, why and by whose word.
pub fn show_rule(scheme: &CompiledScheme, id: RuleId) -> String {
    let mut out = Page::default();
    let rule = &scheme[id];
    out.heading(3, &format!("{} {}（{}）", rule.id, rule.name, rule.severity.label()));
    let forms: Vec<&str> = rule.forms.iter().map(|&form| scheme[form].label.as_str()).collect();
    out.item(&format!("适用：{}{}", forms.join("、"), each_words(scheme, rule)));
    if let Some(when) = &rule.when {
        out.item(&format!("条件：{}", formula(when)));
    }
    out.item(&format!("应当成立：{}", formula(&rule.check)));
    out.item(&format!("提示语：{}", rule.message.trim()));
    if rule.overridable {
        out.item("确属特殊情况的，说明理由后可以通过。");
    }
    out.item(&format!("理由：{}", rule.why));
    out.item(&format!("出处：{}", rule.source));
    out.text
}

/// The fields that a repeated rule is about, by name.
fn each_words(scheme: &CompiledScheme, rule: &RuleDef) -> String {
    let Some(Each { .. }) = &rule.each else { return String::new() };
    let mut names: Vec<&str> = Vec::new();
    for compiled in scheme.compiled_rules().iter().filter(|compiled| scheme[compiled.rule].id == rule.id) {
        let Some(it) = compiled.it else { continue };
        let name = scheme[compiled.form][it].short.as_str();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    format!("；逐个指标（本指标，it）：{}", names.join("、"))
}

fn setting_line(setting: &Setting) -> String {
    let source = if setting.source.is_empty() { String::new() } else { format!("（{}）", setting.source) };
    format!("**{}** `{}` = {}：{}{source}", setting.label, setting.key, setting.value, setting.why)
}

/// A formula on one line, set apart from the words around it.
fn formula(text: &str) -> String {
    format!("`{}`", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Markdown as it grows.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn heading(&mut self, level: usize, words: &str) {
        self.gap();
        let _written = writeln!(self.text, "{} {words}", "#".repeat(level));
        self.text.push('\n');
    }

    fn line(&mut self, words: &str) {
        self.gap();
        self.text.push_str(words);
        self.text.push('\n');
    }

    fn item(&mut self, words: &str) {
        let _written = writeln!(self.text, "- {words}");
    }

    fn block(&mut self, block: &str) {
        self.gap();
        self.text.push_str(block);
    }

    /// One empty line between paragraphs.
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}
