//! The entries of several documents that together are one scheme, or one county's changes to it.

use super::Span;
use super::tree::{Entry, Node, Table, Value};
use crate::formula::nearest;
use crate::scheme::error::{Contradiction, Errors, Part, Problem};
use std::collections::BTreeMap;

/// Entries by section, in the order of the documents.
#[derive(Debug, Default)]
pub(crate) struct Layer {
    pub(super) header: Option<Entry>,
    pub(super) settings: Vec<Entry>,
    pub(super) lists: Vec<Entry>,
    pub(super) forms: Vec<Entry>,
    pub(super) rules: Vec<Node>,
    pub(super) offices: Vec<Node>,
    pub(super) tables: Vec<Entry>,
    pub(super) colours: Vec<Entry>,
    pub(super) bulletins: Vec<Entry>,
    pub(super) calendar: Vec<Entry>,
    pub(super) divisions: Vec<Node>,
}

/// What a document may hold at its top.
pub(super) const SECTIONS: [&str; 11] = [
    "scheme",
    "settings",
    "lists",
    "forms",
    "rules",
    "tables",
    "colours",
    "offices",
    "calendar",
    "divisions",
    "bulletins",
];

impl Layer {
    /// The value of `extends`, if the header has one.
    pub(crate) fn extends(&self) -> Option<(&str, Span)> {
        let node = self.header.as_ref()?.node.as_table()?.get("extends")?;
        Some((node.as_text()?, node.span))
    }

    /// Notes a county's header that does not tell its scheme from the one it changes.
    pub(crate) fn check_identity(&self, base: &(String, String), errors: &mut Errors) {
        let Some(header) = &self.header else { return };
        let own = self.identity();
        for (key, said) in [("id", &own.0), ("edition", &own.1)] {
            if said.is_empty() {
                errors.add(header.key_span, Problem::MissingKey { part: Part::Header, name: String::new(), key });
            }
        }
        if own == *base {
            errors.add(header.key_span, Problem::Contradiction(Contradiction::SameIdentity));
        }
    }

    /// Id and edition, empty where the header does not say them.
    pub(crate) fn identity(&self) -> (String, String) {
        let header = self.header.as_ref().and_then(|entry| entry.node.as_table());
        let text = |key| header.and_then(|table| table.get(key)?.as_text()).unwrap_or_default().to_owned();
        (text("id"), text("edition"))
    }

    /// Adds the entries of one document.
    pub(super) fn gather(&mut self, document: Table, errors: &mut Errors) {
        for entry in document.entries {
            match entry.key.as_str() {
                "scheme" => self.gather_header(entry, errors),
                "settings" => gather_named(&mut self.settings, entry, Part::Setting, errors),
                "lists" => gather_named(&mut self.lists, entry, Part::List, errors),
                "forms" => gather_named(&mut self.forms, entry, Part::Form, errors),
                "tables" => gather_named(&mut self.tables, entry, Part::Table, errors),
                "colours" => gather_named(&mut self.colours, entry, Part::Colour, errors),
                "bulletins" => gather_named(&mut self.bulletins, entry, Part::Bulletin, errors),
                "calendar" => gather_named(&mut self.calendar, entry, Part::Calendar, errors),
                "divisions" => match entry.node.value {
                    Value::Array(units) => self.divisions.extend(units),
                    other => {
                        errors.add(
                            entry.node.span,
                            wrong("divisions", "一组自定区划（每个以 [[divisions]] 开头）", &other),
                        );
                    }
                },
                "rules" => match entry.node.value {
                    Value::Array(rules) => self.rules.extend(rules),
                    other => {
                        errors.add(entry.node.span, wrong("rules", "一组审核关系（每条以 [[rules]] 开头）", &other));
                    }
                },
                "offices" => match entry.node.value {
                    Value::Array(offices) => self.offices.extend(offices),
                    other => {
                        errors
                            .add(entry.node.span, wrong("offices", "一组应报单位（每个以 [[offices]] 开头）", &other));
                    }
                },
                _ => errors.add(
                    entry.key_span,
                    Problem::UnknownKey {
                        part: Part::Document,
                        name: String::new(),
                        nearest: nearest(&entry.key, SECTIONS),
                        found: entry.key,
                        known: SECTIONS.to_vec(),
                    },
                ),
            }
        }
    }

    fn gather_header(&mut self, entry: Entry, errors: &mut Errors) {
        if entry.node.as_table().is_none() {
            errors.add(entry.node.span, wrong("scheme", "一节（以 [scheme] 开头）", &entry.node.value));
        } else if let Some(first) = &self.header {
            errors.add_related(entry.key_span, Problem::SecondHeader, Some(first.key_span));
        } else {
            self.header = Some(entry);
        }
    }

    /// Notes names that two documents give. (Within one document TOML itself refuses that.)
    pub(crate) fn check_names(&self, errors: &mut Errors) {
        for (part, entries) in [
            (Part::Setting, &self.settings),
            (Part::List, &self.lists),
            (Part::Form, &self.forms),
            (Part::Table, &self.tables),
            (Part::Colour, &self.colours),
            (Part::Bulletin, &self.bulletins),
            (Part::Calendar, &self.calendar),
        ] {
            let mut seen = BTreeMap::new();
            for entry in entries {
                if let Some(first) = seen.insert(entry.key.as_str(), entry.key_span) {
                    let problem = Problem::Duplicate { part, attribute: "名字", found: entry.key.clone() };
                    errors.add_related(entry.key_span, problem, Some(first));
                }
            }
        }
        let rules = (Part::Rule, "id", "编号", &self.rules);
        for (part, key, attribute, all) in [rules, (Part::Office, "code", "代码", &self.offices)] {
            let mut seen = BTreeMap::new();
            for node in all {
                let Some((name, span)) = name_of(node, key) else { continue };
                if let Some(first) = seen.insert(name, span) {
                    let problem = Problem::Duplicate { part, attribute, found: name.to_owned() };
                    errors.add_related(span, problem, Some(first));
                }
            }
        }
    }
}

fn gather_named(into: &mut Vec<Entry>, section: Entry, part: Part, errors: &mut Errors) {
    let Value::Table(table) = section.node.value else {
        let expected = match part {
            Part::Setting => "各个参数（每个以 [settings.名字] 开头）",
            Part::List => "各张代码表（每张以 [lists.名字] 开头）",
            Part::Table => "各张汇总表（每张以 [tables.名字] 开头）",
            Part::Colour => "各套颜色（每套以 [colours.名字] 开头）",
            Part::Bulletin => "各份通报（每份以 [bulletins.名字] 开头）",
            Part::Calendar => "各条上报日历（每条以 [calendar.名字] 开头）",
            _ => "各张报表（每张以 [forms.名字] 开头）",
        };
        errors.add(section.node.span, wrong(&section.key, expected, &section.node.value));
        return;
    };
    for entry in table.entries {
        if entry.node.as_table().is_some() {
            into.push(entry);
        } else {
            let problem = wrong(&entry.key, "一节（若干行 名字 = 值）", &entry.node.value);
            errors.add(entry.node.span, problem);
        }
    }
}

/// The text under `key` of an entry, with its place.
pub(super) fn name_of<'a>(node: &'a Node, key: &str) -> Option<(&'a str, Span)> {
    let name = node.as_table()?.get(key)?;
    Some((name.as_text()?, name.span))
}

pub(super) fn wrong(key: &str, expected: &'static str, found: &Value) -> Problem {
    Problem::WrongValue { key: key.to_owned(), expected, found: describe(found) }
}

/// What a value is, for a sentence.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("文字“{}”", text.chars().take(20).collect::<String>()),
        Value::Integer(number) => format!("数 {number}"),
        Value::Number(number) => format!("数 {}", number.chars().take(20).collect::<String>()),
        Value::Bool(truth) => truth.to_string(),
        Value::Date(date) => format!("日期 {date}"),
        Value::Array(_) => "一个列表 […]".to_owned(),
        Value::Table(_) => "一节或 {…}".to_owned(),
    }
}
