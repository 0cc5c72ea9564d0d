//! From entries to the model, with every attribute checked.

mod bulletins;
mod calendar;
mod colours;
mod divisions;
mod fields;
mod forms;
mod offices;
mod rules;
mod tables;

pub(crate) use colours::ColourOrigin;
pub(crate) use tables::TableOrigin;

use super::layer::Layer;
use super::reader::Reader;
use super::{Located, Span, limits};
use crate::formula::is_reserved;
use crate::measure::Column;
use crate::scheme::error::{Contradiction, Errors, Part, Problem};
use crate::scheme::model::{CodeItem, CodeList, Issued, Scheme, Setting};
use std::collections::BTreeMap;

/// Where in the documents the formulas of a scheme stand, by position as in the scheme.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    /// The values of the settings.
    pub(crate) settings: Vec<Span>,
    pub(crate) forms: Vec<FormOrigin>,
    pub(crate) rules: Vec<RuleOrigin>,
    pub(crate) tables: Vec<TableOrigin>,
    pub(crate) colours: Vec<Vec<ColourOrigin>>,
    pub(crate) bulletins: Vec<bulletins::BulletinOrigin>,
}

#[derive(Debug, Default, Clone)]
pub(crate) struct FormOrigin {
    pub(crate) applies: Span,
    pub(crate) keep: Span,
    pub(crate) fields: Vec<FieldOrigin>,
}

#[derive(Debug, Default, Clone)]
pub(crate) struct FieldOrigin {
    pub(crate) unit: Span,
    pub(crate) when: Span,
    pub(crate) compute: Span,
    pub(crate) same_as: Span,
}

#[derive(Debug, Default, Clone)]
pub(crate) struct RuleOrigin {
    pub(crate) id: Span,
    pub(crate) when: Span,
    pub(crate) check: Span,
    pub(crate) message: Span,
    pub(crate) at: Vec<Span>,
    pub(crate) each: Span,
    pub(crate) only: Vec<Located<String>>,
    pub(crate) except: Vec<Located<String>>,
    pub(crate) unit: Span,
}

/// Reads all entries of a layer. What is wrong is noted, and the best possible reading kept, so that later steps can
/// still find mistakes elsewhere.
pub(crate) fn read_entries(layer: &Layer, errors: &mut Errors) -> (Scheme, Origins) {
    let mut scheme = Scheme::default();
    let mut origins = Origins::default();
    read_header(layer, &mut scheme, errors);
    read_settings(layer, &mut scheme, &mut origins, errors);
    read_lists(layer, &mut scheme, errors);
    offices::read_offices(layer, &mut scheme, errors);
    divisions::read_divisions(layer, &mut scheme, errors);
    forms::read_forms(layer, &mut scheme, &mut origins, errors);
    calendar::read_calendar(layer, &mut scheme, errors);
    rules::read_rules(layer, &mut scheme, &mut origins, errors);
    colours::read_colours(layer, &mut scheme, &mut origins, errors);
    tables::read_tables(layer, &mut scheme, &mut origins, errors);
    bulletins::read_bulletins(layer, &mut scheme, &mut origins, errors);
    (scheme, origins)
}

/// Reads what stands on a scheme that was read before: its rules, tables and bulletins.
pub(crate) fn read_rest(layer: &Layer, mut scheme: Scheme, errors: &mut Errors) -> Scheme {
    let mut origins = Origins::default();
    rules::read_rules(layer, &mut scheme, &mut origins, errors);
    tables::read_tables(layer, &mut scheme, &mut origins, errors);
    bulletins::read_bulletins(layer, &mut scheme, &mut origins, errors);
    scheme
}

fn read_header(layer: &Layer, scheme: &mut Scheme, errors: &mut Errors) {
    let Some(header) = &layer.header else {
        errors.add(Span::default(), Problem::NoHeader);
        return;
    };
    let Some(table) = header.node.as_table() else { return };
    let mut reader = Reader::new(table, header.key_span, Part::Header, "", errors);
    if let Some(id) = reader.required("id") {
        check_key(&id, Part::Header, reader.errors);
        scheme.id = id.value;
    }
    scheme.edition = reader.required("edition").map(|text| text.value).unwrap_or_default();
    scheme.name = reader.required("name").map(|text| text.value).unwrap_or_default();
    for key in ["authority", "approval", "valid_until"] {
        // A form without them may be refused by those who are asked to fill it.
        if reader.node(key).is_none() {
            reader.missing(key);
        }
    }
    scheme.issued = read_issued(&mut reader);
    reader.words("extends");
    reader.finish(&[]);
}

fn read_issued(reader: &mut Reader<'_, '_>) -> Issued {
    Issued {
        authority: reader.words("authority"),
        approval: reader.words("approval"),
        valid_until: reader.period("valid_until"),
    }
}

fn read_settings(layer: &Layer, scheme: &mut Scheme, origins: &mut Origins, errors: &mut Errors) {
    let mut labels = Names::new(Part::Setting, "名称");
    for entry in within(&layer.settings, limits::SETTINGS, Part::Setting, |entry| entry.key_span, errors) {
        let Some(table) = entry.node.as_table() else { continue };
        let key = Located { value: entry.key.clone(), span: entry.key_span };
        check_key(&key, Part::Setting, errors);
        let mut reader = Reader::new(table, entry.key_span, Part::Setting, &entry.key, errors);
        let label = reader.required("label");
        if reader.node("value").is_none() {
            reader.missing("value");
        }
        let value = reader.literal("value");
        let why = reader.required("why").map(|text| text.value).unwrap_or_default();
        let source = reader.words("source");
        reader.finish(&[]);
        labels.add(label.as_ref(), errors);
        origins.settings.push(value.as_ref().map_or(entry.key_span, |value| value.span));
        scheme.settings.push(Setting {
            label: label.map_or_else(|| entry.key.clone(), |label| label.value),
            key: key.value,
            value: value.map(|value| value.value).unwrap_or_default(),
            why,
            source,
        });
    }
}

fn read_lists(layer: &Layer, scheme: &mut Scheme, errors: &mut Errors) {
    let mut labels = Names::new(Part::List, "名称");
    for entry in within(&layer.lists, limits::LISTS, Part::List, |entry| entry.key_span, errors) {
        let Some(table) = entry.node.as_table() else { continue };
        let key = Located { value: entry.key.clone(), span: entry.key_span };
        check_key(&key, Part::List, errors);
        let mut reader = Reader::new(table, entry.key_span, Part::List, &entry.key, errors);
        let label = reader.required("label");
        let items = reader.entries("items").unwrap_or_default();
        if items.is_empty() {
            let span = reader.node("items").map_or(entry.key_span, |node| node.span);
            reader.errors.add(span, Problem::Contradiction(Contradiction::NoItems));
        }
        let source = reader.words("source");
        reader.finish(&[]);
        labels.add(label.as_ref(), errors);
        let mut codes = Names::new(Part::Item, "代码");
        let mut names = Names::new(Part::Item, "名称");
        let mut list = CodeList {
            label: label.map_or_else(|| entry.key.clone(), |label| label.value),
            key: key.value,
            items: Vec::new(),
            source,
        };
        for &(item, span) in within(&items, limits::CODES, Part::Item, |item| item.1, errors) {
            let mut reader = Reader::new(item, span, Part::Item, &list.key, errors);
            let code = reader.required("code");
            let label = reader.required("label");
            reader.finish(&[]);
            codes.add(code.as_ref(), errors);
            names.add(label.as_ref(), errors);
            if let (Some(code), Some(label)) = (code, label) {
                list.items.push(CodeItem { code: code.value, label: label.value });
            }
        }
        scheme.lists.push(list);
    }
}

/// As many entries as allowed; notes it when there are more.
fn within<'a, T>(all: &'a [T], limit: usize, part: Part, span: impl Fn(&T) -> Span, errors: &mut Errors) -> &'a [T] {
    if let Some(extra) = all.get(limit) {
        errors.add(span(extra), Problem::TooMany { part, limit });
    }
    all.get(..limit).unwrap_or(all)
}

/// Keys are names in formulas and files: `[a-z][a-z0-9_]*`, at most 40 characters, no word that
/// formulas need for themselves and no name of a column.
fn check_key(key: &Located<String>, part: Part, errors: &mut Errors) {
    let text = &key.value;
    let ascii = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_' || (c == b'-' && part == Part::Header));
    if !ascii || text.len() > 40 {
        errors.add(key.span, Problem::BadKey { part, found: text.chars().take(40).collect() });
    } else if !matches!(part, Part::Header | Part::List | Part::Calendar)
        && (is_reserved(text) || Column::from_key(text).is_some())
    {
        errors.add(key.span, Problem::ReservedKey { found: text.clone() });
    }
}

/// Notes names that occur twice.
struct Names {
    part: Part,
    attribute: &'static str,
    seen: BTreeMap<String, Span>,
}

impl Names {
    const fn new(part: Part, attribute: &'static str) -> Self {
        Self { part, attribute, seen: BTreeMap::new() }
    }

    /// Whether the name is a new one.
    fn add(&mut self, name: Option<&Located<String>>, errors: &mut Errors) -> bool {
        let Some(name) = name else { return true };
        if let Some(&first) = self.seen.get(&name.value) {
            let problem = Problem::Duplicate { part: self.part, attribute: self.attribute, found: name.value.clone() };
            errors.add_related(name.span, problem, Some(first));
            return false;
        }
        self.seen.insert(name.value.clone(), name.span);
        true
    }
}
