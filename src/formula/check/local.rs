//! Names that only the formulas of report tables know.

use super::super::error::{Place as NamePlace, Problem};
use super::super::locals::{Local, PART_FACTS, TableNames};
use super::super::nearest::nearest;
use super::super::node::Node;
use super::super::span::Span;
use super::super::syntax::Name;
use super::super::ty::Ty;

use super::path::Meaning;
use super::{Checker, Typed, names};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prefix {
    Column,
    Total,
    Item,
    Part,
}

const PREFIXES: &[(&str, &str, Prefix)] = &[
    ("col", "本表", Prefix::Column),
    ("total", "合计", Prefix::Total),
    ("item", "本项", Prefix::Item),
    ("part", "报送", Prefix::Part),
];

impl Checker<'_> {
    /// `col.rate`, `total.done`, `item`, `part.late`; `None` where the names are no such thing.
    pub(super) fn local(&mut self, all: &[Name], span: Span) -> Option<Meaning> {
        let table = self.table?;
        let (name, after) = all.split_first()?;
        let (_, chinese, prefix) =
            PREFIXES.iter().find(|(english, chinese, _)| *english == name.text || *chinese == name.text)?;
        let is_there = match prefix {
            Prefix::Column => true,
            Prefix::Total => table.totals,
            Prefix::Item => table.item.is_some() && after.is_empty(),
            Prefix::Part => table.part,
        };
        // A form may well have a field 合计 (total).
        let is_field = |form| self.world.form(form).is_some_and(|form| names::find_field(form, &name.text).is_some());
        if !is_there || self.row.and_then(|row| row.form).or(self.context.form).is_some_and(is_field) {
            return None;
        }
        self.words.insert(name.span.start, (*chinese).to_owned());
        if *prefix == Prefix::Item {
            let ty = table.item.map_or(Ty::Text, Ty::Code);
            return Some(Meaning::Value(Typed::new(Node::Local(Local::Item), ty, span)));
        }
        // Aggregates are worked out office by office, before any row or total is known.
        if self.row.is_some() {
            return Some(self.wrong(name.span, Problem::NotInAggregate { name: name.text.clone() }));
        }
        let Some((member, extra)) = after.split_first() else {
            return Some(self.wrong(name.span, Problem::NotAValue { name: name.text.clone() }));
        };
        if let Some(extra) = extra.first() {
            let unknown = Problem::UnknownName { name: extra.text.clone(), place: NamePlace::Member, nearest: None };
            return Some(self.wrong(extra.span, unknown));
        }
        Some(if *prefix == Prefix::Part { self.part(member, span) } else { self.column(table, *prefix, member, span) })
    }

    fn column(&mut self, table: &TableNames, prefix: Prefix, member: &Name, span: Span) -> Meaning {
        let Some((at, column)) = table.find(&member.text) else {
            let known = table.columns.iter().flat_map(|column| [column.key.as_str(), column.label.as_str()]);
            let (name, nearest) = (member.text.clone(), nearest(&member.text, known));
            return self.wrong(member.span, Problem::UnknownName { name, place: NamePlace::Table, nearest });
        };
        if let Some(chinese) = table.chinese_name(at) {
            self.words.insert(member.span.start, chinese);
        }
        let local = if prefix == Prefix::Total { Local::Total(at) } else { Local::Column(at) };
        let typed = Typed::new(Node::Local(local), Ty::of(column.kind), span);
        self.leaf(column.label.clone(), &typed, None);
        Meaning::Value(typed)
    }

    fn part(&mut self, member: &Name, span: Span) -> Meaning {
        let found = PART_FACTS.iter().find(|(english, chinese, _)| *english == member.text || *chinese == member.text);
        let Some((_, chinese, fact)) = found else {
            let known = PART_FACTS.iter().flat_map(|(english, chinese, _)| [*english, *chinese]);
            let (name, nearest) = (member.text.clone(), nearest(&member.text, known));
            return self.wrong(member.span, Problem::UnknownName { name, place: NamePlace::Part, nearest });
        };
        self.words.insert(member.span.start, (*chinese).to_owned());
        Meaning::Value(Typed::new(Node::Local(Local::Part(*fact)), Ty::plain(), span))
    }
}
