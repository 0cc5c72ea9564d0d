//! TOML as a tree that keeps the order and the place of everything.

use super::{Sources, Span, limits};
use crate::scheme::error::{Errors, Problem};
use toml::de::{DeTable, DeValue};

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
}

#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    /// A number that is no small integer, in digits.
    Number(String),
    Bool(bool),
    Date(String),
    Array(Vec<Node>),
    Table(Table),
}

/// A table in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) node: Node,
}

impl Table {
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }
}

impl Node {
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) const fn as_table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }
}

/// Reads one document. `None` when it is not TOML; every mistake of its syntax has then been noted.
pub(super) fn parse(sources: &Sources<'_>, index: usize, errors: &mut Errors) -> Option<Table> {
    let document = sources.document(index)?;
    if document.text.len() > limits::DOCUMENT_BYTES {
        errors.add(Span::new(index, 0..0), Problem::DocumentTooLong { bytes: document.text.len() });
        return None;
    }
    let (tree, mut mistakes) = DeTable::parse_recoverable(document.text);
    if mistakes.is_empty() {
        return Some(table(tree.get_ref(), index));
    }
    mistakes.sort_by_key(|mistake| mistake.span().map(|span| span.start));
    // The rest of a line that has a mistake is mostly misunderstood.
    let mut line_end = 0;
    for mistake in mistakes {
        let range = mistake.span().unwrap_or(0..0);
        let is_first = range.start >= line_end;
        if is_first {
            let rest = document.text.get(range.start..).unwrap_or_default();
            line_end = range.start + rest.find('\n').map_or(rest.len(), |newline| newline + 1);
            let span = Span::new(index, range);
            errors.add(span, Problem::Syntax { toml_says: mistake.message().to_owned() });
        }
    }
    None
}

fn table(toml: &DeTable<'_>, document: usize) -> Table {
    let mut entries: Vec<Entry> = toml
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: Span::new(document, key.span()),
            node: Node { span: Span::new(document, value.span()), value: node(value.get_ref(), document) },
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    Table { entries }
}

// The parser refuses nesting deeper than 80, so that this recursion is bounded.
fn node(toml: &DeValue<'_>, document: usize) -> Value {
    match toml {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(small) => Value::Integer(small),
            Err(_) => Value::Number(number.to_string()),
        },
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| Node { span: Span::new(document, item.span()), value: node(item.get_ref(), document) })
                .collect(),
        ),
        DeValue::Table(inner) => Value::Table(table(inner, document)),
    }
}
