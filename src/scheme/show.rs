//! The handbook of a scheme: every form and rule in words, as Markdown.

use super::compile::CompiledScheme;
use super::model::{CalendarDef, FieldType, FormDef, FormKind, Issued, RuleDef, Setting};
use crate::formula::Compiled;
use crate::ids::{FieldId, FormId, RuleId};
use crate::measure::Measure;
use crate::message;
use crate::period::{January, Period, PeriodKind};
use std::fmt::Write;

/// The whole handbook: particulars, forms with their fields, edit rules, settings and code lists.
pub fn show(scheme: &CompiledScheme) -> String {
    let mut out = Page::default();
    out.heading(1, &scheme.name);
    out.line(&format!("制度 {}，版本 {}。", scheme.id, scheme.edition));
    if let Some(based_on) = &scheme.based_on {
        out.line(&format!("在 {based_on} 的基础上改动。"));
    }
    out.line(&issued_words(&scheme.issued));
    out.line(&format!("摘要（SHA-256）：{}", scheme.digest()));
    for form in scheme.form_ids() {
        out.block(&show_form(scheme, form));
    }
    out.heading(2, "审核关系");
    for rule in scheme.rule_ids() {
        out.block(&show_rule(scheme, rule));
    }
    if !scheme.calendar.is_empty() {
        out.heading(2, "上报日历");
        for entry in &scheme.calendar {
            out.item(&calendar_line(scheme, entry));
        }
    }
    if !scheme.divisions.is_empty() {
        out.heading(2, "自定区划");
        for unit in &scheme.divisions {
            out.item(&format!("{} {}", unit.code, unit.name));
        }
    }
    if !scheme.settings.is_empty() {
        out.heading(2, "参数");
        for setting in &scheme.settings {
            out.item(&setting_line(setting));
        }
    }
    if !scheme.offices.is_empty() {
        out.heading(2, "应报单位");
        for office in &scheme.offices {
            let parent =
                if office.parent.is_empty() { String::new() } else { format!("（上级 {}）", office.parent) };
            out.item(&format!("{} {}{parent}", office.code, office.name));
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

/// One entry of the calendar: `月报，所有表：报告期结束前第11天开始；乡镇报县：报告期结束后第10天前。`
fn calendar_line(scheme: &CompiledScheme, entry: &CalendarDef) -> String {
    let forms: Vec<&str> = entry.forms.iter().map(|&form| scheme[form].label.as_str()).collect();
    let forms = if forms.is_empty() { "其余各表".to_owned() } else { forms.join("、") };
    let kind = entry.kind.map_or("", PeriodKind::label);
    let mut line = format!("{kind}，{forms}：{}。", message::calendar::times(&entry.times));
    for (period, times) in &entry.exceptions {
        // Writing to a `String` cannot fail.
        let _written = write!(line, "{}另定：{}。", period.chinese(), message::calendar::times(times));
    }
    line
}

fn issued_words(issued: &Issued) -> String {
    let until = issued.valid_until.map(Period::chinese).unwrap_or_default();
    format!("制定机关：{}。批准文号或依据：{}。有效期至：{until}。", issued.authority, issued.approval)
}

/// One form: particulars, and its fields with unit, measure, conditions and explanation.
pub fn show_form(scheme: &CompiledScheme, id: FormId) -> String {
    let mut out = Page::default();
    let form = &scheme[id];
    out.heading(2, &format!("{}（{}）", form.label, form.number));
    let issued = scheme.issued(id);
    if issued != scheme.issued {
        out.line(&issued_words(&issued));
    }
    match &form.kind {
        FormKind::Roster(roster) => out.line(&format!(
            "名录，每行一个{}；其他表的公式里用“{}”或 {} 指它。",
            roster.join_label, roster.join_label, roster.join
        )),
        FormKind::Periodic(periodic) => {
            let roster = &scheme[periodic.roster].label;
            out.line(&format!("定期表，{}；每行对应“{roster}”的一行。", schedule_words(form)));
        }
        FormKind::Single(_) => out.line(&format!("单记录表，{}；每个报送单位一条记录。", schedule_words(form))),
        FormKind::Detail(detail) => {
            let roster = &scheme[detail.roster].label;
            out.line(&format!("明细表；“{roster}”的一行可以有许多行，逐期保留。"));
        }
    }
    if let Some(applies) = scheme.applies(id) {
        out.line(&format!("填报范围：{}", formula(applies)));
    }
    if let Some(keep) = scheme.keep(id) {
        out.line(&format!("转到下期的条件：{}", formula(keep)));
    }
    if !form.explain.is_empty() {
        out.line(&form.explain);
    }
    let mut group = "";
    for field_id in form.field_ids() {
        let field = &form[field_id];
        if field.group != group {
            group = &field.group;
            out.heading(3, group);
        }
        out.item(&field_line(scheme, id, field_id));
    }
    out.text
}

/// The periods that a form is asked for.
fn schedule_words(form: &FormDef) -> String {
    let Some((periods, january)) = form.schedule() else { return String::new() };
    let kinds: Vec<&str> = periods.iter().map(|kind| kind.label()).collect();
    let exempt = if january == January::Exempt { "，1月免报，2月报1—2月" } else { "" };
    format!("{}{exempt}", kinds.join("、"))
}

fn field_line(scheme: &CompiledScheme, form: FormId, id: FieldId) -> String {
    let field = &scheme[form][id];
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
        let columns = if field.measure == Measure::Months { "1月至12月".to_owned() } else { columns.join("、") };
        facts.push(format!("{}（{columns}）", field.measure.label()));
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
    let when = scheme.field_when(form, id);
    let compute = field.columns().first().and_then(|&column| scheme.compute(form, id, column));
    for (name, compiled) in [("何时填报", when), ("计算", compute)] {
        if let Some(compiled) = compiled {
            let _written = write!(line, "{name}：{}。", formula(compiled));
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
    // A repeated rule is shown for its first field; the formula says 本指标 for it.
    if let Some(compiled) = scheme.compiled_rules().iter().find(|compiled| compiled.rule == id) {
        if let Some(when) = &compiled.when {
            out.item(&format!("条件：{}", formula(when)));
        }
        out.item(&format!("应当成立：{}", formula(&compiled.check)));
    }
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
    if rule.each.is_none() {
        return String::new();
    }
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

/// A formula in Chinese, set apart from the words around it.
fn formula(compiled: &Compiled) -> String {
    format!("`{}`", compiled.in_chinese())
}

/// Markdown as it grows.
#[derive(Default)]
struct Page {
    text: String,
    /// Whether the last thing was an item of a list, which the next item follows at once.
    in_list: bool,
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
        if !self.in_list {
            self.gap();
        }
        self.in_list = true;
        let _written = writeln!(self.text, "- {words}");
    }

    fn block(&mut self, block: &str) {
        self.gap();
        self.text.push_str(block);
    }

    /// One empty line between paragraphs.
    fn gap(&mut self) {
        self.in_list = false;
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}
