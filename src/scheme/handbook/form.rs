//! Forms and their fields.

use super::page::{Block, Entry, Section, Span, joined};
use super::{formula, issued};
use crate::ids::{FieldId, FormId};
use crate::measure::Measure;
use crate::period::January;
use crate::scheme::compile::CompiledScheme;
use crate::scheme::model::{FieldType, FormDef, FormKind, Scheme};

/// Where links to a form go.
pub(super) fn anchor(form: &FormDef) -> String {
    format!("form-{}", form.key)
}

/// The form by name, as a link.
pub(super) fn link(scheme: &Scheme, id: FormId) -> Span {
    Span::link(anchor(&scheme[id]), scheme[id].label.clone())
}

pub(super) fn section(scheme: &CompiledScheme, id: FormId) -> Section {
    let form = &scheme[id];
    let mut blocks = Vec::new();
    let particulars = scheme.issued(id);
    if particulars != scheme.issued {
        let own = issued(&particulars).into_iter().map(|(name, value)| (name, vec![Span::text(value)]));
        blocks.push(Block::Facts(own.collect()));
    }
    blocks.push(Block::Line(kind_words(scheme, form)));
    for (name, compiled) in [("填报范围", scheme.applies(id)), ("转到下期的条件", scheme.keep(id))] {
        if let Some(compiled) = compiled {
            blocks.push(Block::Line(vec![Span::text(format!("{name}：")), formula(compiled)]));
        }
    }
    if !form.explain.is_empty() {
        blocks.push(Block::Line(vec![Span::text(form.explain.clone())]));
    }
    let mut group = "";
    let entries = form.field_ids().map(|field| {
        let mut entry = entry(scheme, id, field);
        if form[field].group != group {
            group = &form[field].group;
            entry.group.push_str(group);
        }
        entry
    });
    let heads = ["指标", "名字", "单位、口径和要求", "指标解释"];
    blocks.push(Block::Entries { heads, entries: entries.collect() });
    let rules = scheme.rule_ids().filter(|&rule| scheme[rule].forms.contains(&id));
    let rules = super::rule::in_order(scheme, rules);
    let rules = joined(
        rules.into_iter().map(|rule| Span::link(super::rule::anchor(&scheme[rule]), scheme[rule].id.clone())),
        "、",
    );
    if !rules.is_empty() {
        let mut line = vec![Span::text("审核这张表的关系：")];
        line.extend(rules);
        blocks.push(Block::Line(line));
    }
    Section { anchor: anchor(form), title: format!("{}（{}）", form.label, form.number), blocks, parts: Vec::new() }
}

fn kind_words(scheme: &CompiledScheme, form: &FormDef) -> Vec<Span> {
    let text = |text: String| vec![Span::Text(text)];
    match &form.kind {
        FormKind::Roster(roster) => text(format!(
            "名录，每行一个{}；其他表的公式里用“{}”或 {} 指它。",
            roster.join_label, roster.join_label, roster.join
        )),
        FormKind::Periodic(periodic) => vec![
            Span::text(format!("定期表，{}；每行对应“", schedule_words(form))),
            link(scheme, periodic.roster),
            Span::text("”的一行。"),
        ],
        FormKind::Single(_) => text(format!("单记录表，{}；每个报送单位一条记录。", schedule_words(form))),
        FormKind::Detail(detail) => {
            vec![Span::text("明细表；“"), link(scheme, detail.roster), Span::text("”的一行可以有许多行，逐期保留。")]
        }
    }
}

/// The periods that a form is asked for.
fn schedule_words(form: &FormDef) -> String {
    let Some((periods, january)) = form.schedule() else { return String::new() };
    let kinds: Vec<&str> = periods.iter().map(|kind| kind.label()).collect();
    let exempt = if january == January::Exempt { "，1月免报，2月报1—2月" } else { "" };
    format!("{}{exempt}", kinds.join("、"))
}

fn entry(scheme: &CompiledScheme, form: FormId, id: FieldId) -> Entry {
    let field = &scheme[form][id];
    let mut name = "其中：".repeat(usize::from(field.indent.min(1)));
    name.push_str(field.label.strip_prefix("其中：").unwrap_or(&field.label));
    if !field.code.is_empty() {
        name = format!("{} {name}", field.code);
    }
    let kind = match field.kind {
        FieldType::Number => vec![Span::text(field.unit.clone().unwrap_or_else(|| "数值".to_owned()))],
        FieldType::Code(list) => {
            vec![Span::text("代码表“"), super::lists::link(&scheme[list]), Span::text("”")]
        }
        other => vec![Span::text(other.label())],
    };
    let mut facts = vec![kind];
    if field.measure != Measure::Plain {
        let columns: Vec<&str> = field.columns().iter().map(|column| column.label()).collect();
        let columns = if field.measure == Measure::Months { "1月至12月".to_owned() } else { columns.join("、") };
        facts.push(vec![Span::text(format!("{}（{columns}）", field.measure.label()))]);
    }
    for (is_so, word) in [
        (field.required, "必填".to_owned()),
        (field.decimals > 0, format!("可有 {} 位小数", field.decimals)),
        (field.negative, "可为负数".to_owned()),
        (field.carry, "从上期带来".to_owned()),
        (field.compute.is_some(), "自动计算".to_owned()),
    ] {
        if is_so {
            facts.push(vec![Span::Text(word)]);
        }
    }
    let when = scheme.field_when(form, id);
    let compute = field.columns().first().and_then(|&column| scheme.compute(form, id, column));
    let mut words = Vec::new();
    for (name, compiled) in [("何时填报", when), ("计算", compute)] {
        if let Some(compiled) = compiled {
            words.push(vec![Span::text(format!("{name}：")), formula(compiled), Span::text("。")]);
        }
    }
    if !field.explain.is_empty() {
        words.push(vec![Span::text(field.explain.clone())]);
    }
    let anchor = format!("{}-{}", anchor(&scheme[form]), field.key);
    Entry { anchor, group: String::new(), indent: field.indent, name, key: field.key.clone(), facts, words }
}
