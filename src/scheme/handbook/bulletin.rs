//! Bulletins: their paragraphs as the scheme says them.

use super::page::{Block, Section, Span};
use crate::scheme::model::{BulletinDef, ParagraphContent, ParagraphDef, Scheme};

pub(super) fn bulletins(scheme: &Scheme) -> Option<Section> {
    let parts: Vec<Section> = scheme.bulletins.iter().map(|bulletin| section(scheme, bulletin)).collect();
    let about = "从汇总表取来的数用别的字体标出；方括号里的话，里面的数没有、名单是空的或者全是 0 时不写。";
    let blocks = vec![Block::Line(vec![Span::text(about)])];
    let whole = Section { anchor: "bulletins".to_owned(), title: "通报".to_owned(), blocks, parts };
    (!whole.parts.is_empty()).then_some(whole)
}

fn section(scheme: &Scheme, bulletin: &BulletinDef) -> Section {
    let mut facts = vec![("标题".to_owned(), phrase(&bulletin.title))];
    for (name, text) in [("副题", &bulletin.subtitle), ("署名", &bulletin.office)] {
        if !text.is_empty() {
            facts.push((name.to_owned(), phrase(text)));
        }
    }
    for sum in &bulletin.adds_up {
        facts.push(("应当相等".to_owned(), vec![Span::code(sum)]));
    }
    let paragraphs = bulletin.paragraphs.iter().map(|one| paragraph(scheme, one)).collect();
    let anchor = format!("bulletin-{}", bulletin.key);
    let blocks = vec![Block::Facts(facts), Block::Items(paragraphs)];
    Section { anchor, title: bulletin.label.clone(), blocks, parts: Vec::new() }
}

fn paragraph(scheme: &Scheme, paragraph: &ParagraphDef) -> Vec<Span> {
    let mut line = match &paragraph.content {
        ParagraphContent::Text(text) => phrase(text),
        ParagraphContent::Heading { level, text } => {
            let mut line = vec![Span::text(if *level == 1 { "一级标题：" } else { "二级标题：" })];
            line.extend(phrase(text));
            line
        }
        ParagraphContent::Table(key) => {
            let label = scheme.tables.iter().find(|table| table.key == *key).map_or(key, |table| &table.label);
            vec![Span::text("表："), Span::link(format!("table-{key}"), label.clone())]
        }
    };
    for (word, rows) in [("有这样的行才写：", &paragraph.when), ("没有这样的行才写：", &paragraph.unless)]
    {
        if let Some(rows) = rows {
            line.extend([Span::text(format!("（{word}")), Span::code(rows), Span::text("）")]);
        }
    }
    line
}

/// The words as they stand, what is filled in set apart.
fn phrase(text: &str) -> Vec<Span> {
    let mut line = Vec::new();
    let mut rest = text.trim();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((hole, after)) = after.split_once('}') else { break };
        line.push(Span::text(before));
        line.push(Span::code(hole));
        rest = after;
    }
    line.push(Span::text(rest));
    line.retain(|span| !matches!(span, Span::Text(text) if text.is_empty()));
    line
}
