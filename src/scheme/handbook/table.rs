//! Report tables and colours.

use super::page::{Block, Entry, Section, Span, joined};
use super::{form, formula, lists, template};
use crate::scheme::compile::CompiledScheme;
use crate::scheme::model::{
    ColourDef, RankDef, SortKey, TableColumnDef, TableColumnKind, TableDef, TableRows, TableTotal,
};

pub(super) fn tables(scheme: &CompiledScheme) -> Option<Section> {
    let compiled = scheme.compiled_tables();
    let section = |(at, table): (usize, &TableDef)| {
        let compiled = compiled.get(at);
        let mut facts = vec![("行".to_owned(), rows_words(scheme, table))];
        let formulas = [
            ("哪些记录", compiled.and_then(|compiled| compiled.filter.as_ref())),
            ("行名", compiled.and_then(|compiled| compiled.title.as_ref())),
        ];
        for (name, compiled) in formulas {
            if let Some(compiled) = compiled {
                facts.push((name.to_owned(), vec![formula(compiled)]));
            }
        }
        let text = |text: String| vec![Span::Text(text)];
        if !table.sort.is_empty() {
            facts.push(("排列".to_owned(), text(order_words(table, &table.sort))));
        }
        if let Some(group) = table.group.and_then(|at| table.columns.get(at)) {
            facts.push(("分组小计".to_owned(), text(format!("按{}", group.label))));
        }
        facts.push(("合计".to_owned(), text(total_words(table))));
        if let Some(rank) = &table.rank {
            facts.push(("位次".to_owned(), text(rank_words(table, rank))));
            if let Some(met) = compiled.and_then(|compiled| compiled.met.as_ref()) {
                facts.push(("完成目标的（不发黄旗）".to_owned(), vec![formula(met)]));
            }
        }
        let public = if table.public { "可以对外；少于3家的格不显示" } else { "只供内部使用" };
        facts.push(("公开".to_owned(), text(public.to_owned())));
        let columns = table.columns.iter().enumerate().map(|(nth, column)| {
            let formula = compiled.and_then(|compiled| compiled.columns.get(nth)?.formula.as_ref());
            entry(table, column, formula.map(formula_words))
        });
        let heads = ["栏", "名字", "显示", "算法"];
        let mut blocks = vec![Block::Facts(facts), Block::Entries { heads, entries: columns.collect() }];
        if !table.notes.is_empty() {
            blocks.push(Block::Items(table.notes.iter().map(|note| vec![Span::text(format!("注：{note}"))]).collect()));
        }
        let number = if table.number.is_empty() { String::new() } else { format!("{} ", table.number) };
        let title = format!("{number}{}", table.label);
        Section { anchor: format!("table-{}", table.key), title, blocks, parts: Vec::new() }
    };
    let parts: Vec<Section> = scheme.tables.iter().enumerate().map(section).collect();
    let whole = Section { anchor: "tables".to_owned(), title: "汇总表".to_owned(), blocks: Vec::new(), parts };
    (!whole.parts.is_empty()).then_some(whole)
}

fn formula_words(compiled: &crate::formula::Compiled) -> Vec<Span> {
    vec![formula(compiled), Span::text("。")]
}

fn rows_words(scheme: &CompiledScheme, table: &TableDef) -> Vec<Span> {
    match table.rows {
        TableRows::Offices => vec![Span::text("每个报送单位一行")],
        TableRows::List(list) => {
            vec![Span::text("代码表“"), lists::link(&scheme[list]), Span::text("”的每个代码一行")]
        }
        TableRows::Records(id) => vec![Span::text("“"), form::link(scheme, id), Span::text("”的每条记录一行")],
    }
}

fn label(table: &TableDef, at: usize) -> String {
    table.columns.get(at).map(|column| column.label.clone()).unwrap_or_default()
}

fn order_words(table: &TableDef, keys: &[SortKey]) -> String {
    let word =
        |key: &SortKey| format!("{}{}", label(table, key.column), if key.descending { "由大到小" } else { "由小到大" });
    keys.iter().map(word).collect::<Vec<_>>().join("，再按")
}

fn total_words(table: &TableDef) -> String {
    let place = match table.total {
        TableTotal::Top => "在首行",
        TableTotal::Bottom => "在末行",
        TableTotal::None => return "不设".to_owned(),
        TableTotal::Own => "在首行，用全体自己的数",
    };
    let difference = if table.difference { "；另列差额" } else { "" };
    format!("“{}”{place}{difference}", table.total_label)
}

fn rank_words(table: &TableDef, rank: &RankDef) -> String {
    let mut words = format!("按{}{}", label(table, rank.by), if rank.low_first { "由小到大" } else { "由大到小" });
    if !rank.ties.is_empty() {
        words = format!("{words}；相同的按{}", order_words(table, &rank.ties));
    }
    if let Some(within) = rank.within {
        words = format!("{words}；{}不同的分开排", label(table, within));
    }
    if rank.previous {
        words.push_str("；与上期位次比较升降");
    }
    for (count, name) in [(rank.red, "前"), (rank.yellow, "后")] {
        if count > 0 {
            let flag = if name == "前" { "红旗" } else { "黄旗" };
            words = format!("{words}；{name} {count} 名发{flag}");
        }
    }
    let default = if table.by_rank { "；平时按位次排列" } else { "" };
    format!("{words}{default}")
}

fn entry(table: &TableDef, column: &TableColumnDef, formula: Option<Vec<Span>>) -> Entry {
    let mut facts = vec![kind_words(column.kind).to_owned()];
    facts.extend(column.unit.clone());
    if column.decimals > 0 {
        facts.push(format!("{} 位小数", column.decimals));
    }
    if column.balance {
        facts.push("舍位平衡".to_owned());
    }
    if !column.parts.is_empty() {
        let parts: Vec<String> = column.parts.iter().map(|&at| label(table, at)).collect();
        facts.push(format!("等于{}之和", parts.join("、")));
    }
    let name =
        if column.group.is_empty() { column.label.clone() } else { format!("{}：{}", column.group, column.label) };
    Entry {
        name,
        key: column.key.clone(),
        facts: facts.into_iter().map(|fact| vec![Span::Text(fact)]).collect(),
        words: formula.into_iter().collect(),
        ..Entry::default()
    }
}

const fn kind_words(kind: TableColumnKind) -> &'static str {
    match kind {
        TableColumnKind::Amount => "可相加的数",
        TableColumnKind::Figure => "不可相加的数",
        TableColumnKind::Percent => "百分数",
        TableColumnKind::Points => "百分点",
        TableColumnKind::Text => "文字",
        TableColumnKind::Date => "日期",
        TableColumnKind::Colour => "颜色",
        TableColumnKind::Index => "序号",
        TableColumnKind::Rank => "位次",
        TableColumnKind::RankBefore => "上期位次",
        TableColumnKind::Move => "升降",
    }
}

pub(super) fn colours(scheme: &CompiledScheme) -> Option<Section> {
    let parts: Vec<Section> = scheme.colours.iter().map(|colours| colour_section(scheme, colours)).collect();
    let whole = Section { anchor: "colours".to_owned(), title: "颜色".to_owned(), blocks: Vec::new(), parts };
    (!whole.parts.is_empty()).then_some(whole)
}

fn colour_section(scheme: &CompiledScheme, colours: &ColourDef) -> Section {
    let compiled = colours.form.and_then(|id| scheme.colours_of(id)).filter(|(def, _)| def.key == colours.key);
    let mut line = vec![Span::text("汇总表里的颜色，由那一列的算法选定。")];
    if let Some(id) = colours.form {
        line = joined([Span::text("用于"), form::link(scheme, id)], "");
        line.push(Span::text("；从上到下，第一条成立的就是这条记录的颜色。"));
    }
    let entries = colours.rules.iter().enumerate().map(|(at, rule)| {
        let when = compiled.and_then(|(_, rules)| rules.get(at)?.when.as_ref());
        let mut words = Vec::new();
        if let Some(when) = when {
            words.push(vec![Span::text("条件："), formula(when), Span::text("。")]);
        } else if colours.form.is_some() {
            words.push(vec![Span::text("其余的都是。")]);
        }
        if !rule.reason.is_empty() {
            let reason = compiled.and_then(|(_, rules)| Some(template(&rules.get(at)?.reason)));
            let mut line = vec![Span::text("缘由：")];
            line.extend(reason.unwrap_or_else(|| vec![Span::text(rule.reason.clone())]));
            words.push(line);
        }
        let mut facts = vec![vec![Span::text(tone_words(&rule.tone))]];
        if !rule.icon.is_empty() {
            facts.push(vec![Span::text(format!("记号 {}", rule.icon))]);
        }
        Entry { name: rule.label.clone(), key: rule.key.clone(), facts, words, ..Entry::default() }
    });
    let heads = ["颜色", "名字", "画法", "条件和缘由"];
    let blocks = vec![Block::Line(line), Block::Entries { heads, entries: entries.collect() }];
    let anchor = format!("colours-{}", colours.key);
    Section { anchor, title: colours.label.clone(), blocks, parts: Vec::new() }
}

fn tone_words(tone: &str) -> &str {
    match tone {
        "red" => "红色",
        "yellow" => "黄色",
        "green" => "绿色",
        "blue" => "蓝色",
        "black" => "黑色",
        "grey" => "灰色",
        other => other,
    }
}
