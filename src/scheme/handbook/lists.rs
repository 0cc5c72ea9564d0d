//! Settings, the calendar, offices that report, places of one's own, and code lists.

use super::page::{Block, Entry, Section, Span, joined};
use crate::ids::ListId;
use crate::message;
use crate::period::PeriodKind;
use crate::scheme::model::{CalendarDef, CodeList, FieldDef, FieldType, OfficeDef, Scheme, Setting};

/// The code list of a field, if it has one.
pub(super) const fn of_field(field: &FieldDef) -> Option<ListId> {
    if let FieldType::Code(list) = field.kind { Some(list) } else { None }
}

/// The list by name, as a link.
pub(super) fn link(list: &CodeList) -> Span {
    Span::link(anchor(list), list.label.clone())
}

fn anchor(list: &CodeList) -> String {
    format!("list-{}", list.key)
}

pub(super) fn settings(scheme: &Scheme) -> Option<Section> {
    let entry = |setting: &Setting| {
        let mut words = vec![vec![Span::text(setting.why.clone())]];
        if !setting.source.is_empty() {
            words.push(vec![Span::text(format!("（{}）", setting.source))]);
        }
        Entry {
            anchor: format!("setting-{}", setting.key),
            name: setting.label.clone(),
            key: setting.key.clone(),
            facts: vec![vec![Span::text(setting.value.clone())]],
            words,
            ..Entry::default()
        }
    };
    let entries: Vec<Entry> = scheme.settings.iter().map(entry).collect();
    let blocks = vec![Block::Entries { heads: ["参数", "名字", "值", "理由和出处"], entries }];
    let section = Section { anchor: "settings".to_owned(), title: "参数".to_owned(), blocks, parts: Vec::new() };
    (!scheme.settings.is_empty()).then_some(section)
}

pub(super) fn offices(scheme: &Scheme) -> Option<Section> {
    let item = |office: &OfficeDef| {
        let parent = if office.parent.is_empty() { String::new() } else { format!("（上级 {}）", office.parent) };
        vec![Span::text(format!("{} {}{parent}", office.code, office.name))]
    };
    let blocks = vec![Block::Items(scheme.offices.iter().map(item).collect())];
    let section = Section { anchor: "offices".to_owned(), title: "应报单位".to_owned(), blocks, parts: Vec::new() };
    (!scheme.offices.is_empty()).then_some(section)
}

/// When each form is due.
pub(super) fn calendar(scheme: &Scheme) -> Option<Section> {
    let item = |entry: &CalendarDef| {
        let forms = joined(entry.forms.iter().map(|&form| super::form::link(scheme, form)), "、");
        let mut line = vec![Span::text(entry.kind.map_or("", PeriodKind::label)), Span::text("，")];
        if forms.is_empty() {
            line.push(Span::text("其余各表"));
        }
        line.extend(forms);
        line.push(Span::text(format!("：{}。", message::calendar::times(&entry.times))));
        for (period, times) in &entry.exceptions {
            line.push(Span::text(format!("{}另定：{}。", period.chinese(), message::calendar::times(times))));
        }
        line
    };
    let blocks = vec![Block::Items(scheme.calendar.iter().map(item).collect())];
    let section =
        Section { anchor: "calendar".to_owned(), title: "上报日历".to_owned(), blocks, parts: Vec::new() };
    (!scheme.calendar.is_empty()).then_some(section)
}

/// Places that the official division codes do not have.
pub(super) fn divisions(scheme: &Scheme) -> Option<Section> {
    let items = scheme.divisions.iter().map(|unit| vec![Span::text(format!("{} {}", unit.code, unit.name))]);
    let blocks = vec![Block::Items(items.collect())];
    let section =
        Section { anchor: "divisions".to_owned(), title: "自定区划".to_owned(), blocks, parts: Vec::new() };
    (!scheme.divisions.is_empty()).then_some(section)
}

pub(super) fn list(list: &CodeList) -> Section {
    let mut blocks = Vec::new();
    let items = list.items.iter().map(|item| vec![Span::text(format!("{} {}", item.code, item.label))]);
    blocks.push(Block::Items(items.collect()));
    if !list.source.is_empty() {
        blocks.push(Block::Line(vec![Span::text(format!("出处：{}", list.source))]));
    }
    Section { anchor: anchor(list), title: format!("代码表：{}", list.label), blocks, parts: Vec::new() }
}
