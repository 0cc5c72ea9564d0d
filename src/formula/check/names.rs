//! Finding what a name stands for: keys before labels, whole labels before shortened ones.

use super::super::lexer::plain;
use super::super::node::Pick;
use super::super::world::{FieldId, FieldInfo, FormId, FormInfo, World};
use crate::measure::{Column, Measure};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Names with a meaning of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Special {
    It,
    This,
    Mine,
    Prev,
    LastYear,
    Period,
    Office,
    Setting,
}

/// The English and the Chinese spelling of each.
pub(super) const SPECIALS: &[(&str, &str, Special)] = &[
    ("it", "本指标", Special::It),
    ("this", "本行", Special::This),
    ("mine", "属本行", Special::Mine),
    ("prev", "上期", Special::Prev),
    ("last_year", "上年", Special::LastYear),
    ("period", "报告期", Special::Period),
    ("office", "报送单位", Special::Office),
    ("setting", "设定", Special::Setting),
];

const COLUMNS: &[(&str, Column)] = &[
    ("month", Column::Month),
    ("本月", Column::Month),
    ("ytd", Column::Ytd),
    ("累计", Column::Ytd),
    ("month_ly", Column::MonthLy),
    ("上年同月", Column::MonthLy),
    ("同月", Column::MonthLy),
    ("ytd_ly", Column::YtdLy),
    ("上年累计", Column::YtdLy),
    ("end", Column::End),
    ("期末", Column::End),
    ("end_ly", Column::EndLy),
    ("上年期末", Column::EndLy),
    ("上年同期末", Column::EndLy),
];

/// What can be asked of a field besides its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    Label,
    Unit,
    Code,
}

pub(super) const PROPERTIES: &[(&str, &str, Property)] =
    &[("label", "名称", Property::Label), ("unit", "计量单位", Property::Unit), ("code", "代码", Property::Code)];

/// What can be asked of a record that has a colour: the colour, or the reason for it.
pub(super) const COLOUR: &[(&str, &str, bool)] = &[("colour", "颜色", false), ("colour_reason", "颜色理由", true)];

/// What a lookup found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lookup<T> {
    None,
    One(T),
    /// Several with the same label.
    Many(Vec<T>),
}

impl<T> Lookup<T> {
    pub(super) const fn is_some(&self) -> bool {
        !matches!(self, Self::None)
    }
}

pub(super) fn special(text: &str) -> Option<Special> {
    SPECIALS.iter().find(|(english, chinese, _)| *english == text || *chinese == text).map(|(.., special)| *special)
}

pub(super) fn column(text: &str) -> Option<Column> {
    let named = COLUMNS.iter().find(|(name, _)| *name == text).map(|(_, column)| *column);
    named.or_else(|| Measure::Months.columns().iter().find(|it| it.key() == text || it.label() == text).copied())
}

/// What a field by months gives besides its columns.
pub(super) const PICKS: &[(&str, &str, Pick)] = &[
    ("month", "本月", Pick::Now),
    ("prev_month", "上月", Pick::Before),
    ("ytd", "累计", Pick::Ytd),
    ("year", "全年", Pick::Year),
];

pub(super) fn pick(text: &str) -> Option<(&'static str, Pick)> {
    let found = PICKS.iter().find(|(english, chinese, _)| *english == text || *chinese == text);
    found.map(|(_, chinese, pick)| (*chinese, *pick))
}

pub(super) fn property(text: &str) -> Option<Property> {
    PROPERTIES.iter().find(|(english, chinese, _)| *english == text || *chinese == text).map(|(.., it)| *it)
}

/// A name made comparable: half-width and without spaces.
///
/// As characters, not as a text: names are compared with every label of a form, and nearly all differ in the first one.
fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(plain).filter(|c| !c.is_whitespace())
}

/// Whether a label that is not empty is the name.
fn same(label: &str, text: &str) -> bool {
    !label.is_empty() && folded(label).eq(folded(text))
}

/// A field by key; else by whole label, short label or code; else by label without 其中： or brackets.
pub(super) fn find_field(form: &FormInfo, text: &str) -> Lookup<FieldId> {
    let names = form.names.0.get_or_init(|| index(&form.fields));
    // A key is exact; other names are compared half-width and without spaces.
    let found = names.get(text).or_else(|| names.get(&folded(text).collect::<String>()));
    match found.map(|(_, fields)| fields.as_slice()) {
        None | Some([]) => Lookup::None,
        Some([only]) => Lookup::One(*only),
        Some(several) => Lookup::Many(several.to_vec()),
    }
}

/// For each name how well it fits, and the fields that it fits so well.
fn index(fields: &[FieldInfo]) -> HashMap<String, (u8, Vec<FieldId>)> {
    let mut ranked: HashMap<String, (u8, Vec<FieldId>)> = HashMap::new();
    let mut add = |name: String, rank: u8, field: FieldId| {
        if name.is_empty() {
            return;
        }
        let entry = ranked.entry(name).or_insert((rank, Vec::new()));
        match rank.cmp(&entry.0) {
            Ordering::Less => *entry = (rank, vec![field]),
            Ordering::Equal if !entry.1.contains(&field) => entry.1.push(field),
            Ordering::Equal | Ordering::Greater => {}
        }
    };
    for (at, field) in fields.iter().enumerate() {
        let id = FieldId::at(at);
        add(field.key.clone(), 0, id);
        for name in [&field.label, &field.short, &field.code] {
            add(folded(name).collect(), 1, id);
        }
        let label: String = folded(&field.label).collect();
        let label = label.strip_prefix("其中:").unwrap_or(&label);
        add(label.to_owned(), 2, id);
        add(label.split('(').next().unwrap_or_default().to_owned(), 2, id);
    }
    ranked
}

/// A form by key or label, or a roster by the name under which it is joined.
pub(super) fn find_form(world: &World, text: &str) -> Lookup<FormId> {
    let rank = |form: &FormInfo| {
        let join = form.join.as_ref();
        if form.key == text || join.is_some_and(|(key, _)| key == text) {
            return Some(0);
        }
        (same(&form.label, text) || join.is_some_and(|(_, label)| same(label, text))).then_some(1)
    };
    best(world.forms.iter().enumerate().filter_map(|(at, form)| Some((rank(form)?, FormId::at(at)))).collect())
}

pub(super) fn find_setting(world: &World, text: &str) -> Lookup<usize> {
    let rank = |key: &str, label: &str| {
        if key == text { Some(0) } else { same(label, text).then_some(1) }
    };
    let ranked = world.settings.iter().enumerate();
    best(ranked.filter_map(|(at, setting)| Some((rank(&setting.key, &setting.label)?, at))).collect())
}

fn best<T>(ranked: Vec<(u8, T)>) -> Lookup<T> {
    let Some(top) = ranked.iter().map(|(rank, _)| *rank).min() else { return Lookup::None };
    let mut found: Vec<T> = ranked.into_iter().filter(|(rank, _)| *rank == top).map(|(_, found)| found).collect();
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Lookup::One(only),
        (Some(last), false) => {
            found.push(last);
            Lookup::Many(found)
        }
        (None, _) => Lookup::None,
    }
}

/// The name for a field that people read and that finds it again: its label, shortened if possible, else its key.
pub(super) fn chinese_name(form: &FormInfo, id: FieldId) -> Option<String> {
    let field = form.fields.get(id.index())?;
    let finds = |name: &&str| {
        find_field(form, name) == Lookup::One(id)
            && special(name).is_none()
            && column(name).is_none()
            && !name.contains(['】', '\n'])
    };
    Some([field.name(), field.label.as_str(), field.key.as_str()].into_iter().find(finds)?.to_owned())
}
