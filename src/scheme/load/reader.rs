//! Reads the attributes of one entry and notes those that are wrong, missing or unknown.

use super::layer::{describe, wrong};
use super::tree::{Entry, Node, Table, Value};
use super::{Located, Span, limits};
use crate::formula::nearest;
use crate::period::Period;
use crate::scheme::error::{Errors, Part, Problem};

/// One entry while its attributes are read. What was never asked for is unknown.
pub(super) struct Reader<'t, 'e> {
    table: &'t Table,
    /// Marked when something is missing.
    pub(super) span: Span,
    part: Part,
    /// The entry's own key or id, for sentences.
    pub(super) name: String,
    asked: Vec<&'static str>,
    /// What must be there and is not, until it is known whether it was misspelt.
    missing: Vec<&'static str>,
    pub(super) errors: &'e mut Errors,
}

impl<'t, 'e> Reader<'t, 'e> {
    pub(super) fn new(table: &'t Table, span: Span, part: Part, name: &str, errors: &'e mut Errors) -> Self {
        Self { table, span, part, name: name.to_owned(), asked: Vec::new(), missing: Vec::new(), errors }
    }

    pub(super) fn node(&mut self, key: &'static str) -> Option<&'t Node> {
        self.asked.push(key);
        self.table.get(key)
    }

    /// A text that is not empty.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        let node = self.node(key)?;
        let Some(text) = node.as_text() else {
            self.errors.add(node.span, wrong(key, "文字（写在引号里）", &node.value));
            return None;
        };
        let chars = text.chars().count();
        if text.trim().is_empty() {
            self.errors.add(node.span, Problem::EmptyText { key: key.to_owned() });
            return None;
        }
        if chars > limits::TEXT_CHARS {
            self.errors.add(node.span, Problem::TextTooLong { key: key.to_owned(), chars });
            return None;
        }
        Some(Located { value: text.to_owned(), span: node.span })
    }

    /// A text that must be there.
    pub(super) fn required(&mut self, key: &'static str) -> Option<Located<String>> {
        if self.node(key).is_none() {
            self.missing(key);
        }
        self.text(key)
    }

    pub(super) fn missing(&mut self, key: &'static str) {
        self.missing.push(key);
    }

    /// A text that may be absent; empty then.
    pub(super) fn words(&mut self, key: &'static str) -> String {
        self.text(key).map(|text| text.value).unwrap_or_default()
    }

    pub(super) fn bool(&mut self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        if let Value::Bool(truth) = node.value {
            return Some(truth);
        }
        self.errors.add(node.span, wrong(key, "true 或 false（不加引号）", &node.value));
        None
    }

    pub(super) fn number(&mut self, key: &'static str, lowest: i64, highest: i64) -> Option<i64> {
        let node = self.node(key)?;
        match node.value {
            Value::Integer(number) if (lowest..=highest).contains(&number) => return Some(number),
            Value::Integer(found) => self.errors.add(node.span, Problem::OutOfRange { key, lowest, highest, found }),
            ref other => self.errors.add(node.span, wrong(key, "整数（不加引号）", other)),
        }
        None
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &'static str,
        allowed: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let found = self.text(key)?;
        self.one_word(key, &found, allowed, name)
    }

    fn one_word<T: Copy>(
        &mut self,
        key: &'static str,
        found: &Located<String>,
        allowed: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let hit = allowed.iter().copied().find(|&word| name(word) == found.value);
        if hit.is_none() {
            let words = || allowed.iter().map(|&word| name(word));
            let problem = Problem::UnknownWord {
                key,
                nearest: nearest(&found.value, words()),
                found: found.value.clone(),
                allowed: words().map(str::to_owned).collect(),
            };
            self.errors.add(found.span, problem);
        }
        hit
    }

    pub(super) fn words_of<T: Copy>(
        &mut self,
        key: &'static str,
        allowed: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<Vec<T>> {
        let found = self.texts(key)?;
        Some(found.iter().filter_map(|word| self.one_word(key, word, allowed, &name)).collect())
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, key: &'static str) -> Option<Vec<Located<String>>> {
        let node = self.node(key)?;
        let Value::Array(items) = &node.value else {
            self.errors.add(node.span, wrong(key, "列表（如 [\"a\", \"b\"]）", &node.value));
            return None;
        };
        let mut texts = Vec::new();
        for item in items {
            match item.as_text() {
                Some(text) if text.chars().count() <= limits::TEXT_CHARS && !text.trim().is_empty() => {
                    texts.push(Located { value: text.to_owned(), span: item.span });
                }
                Some(text) if text.trim().is_empty() => {
                    self.errors.add(item.span, Problem::EmptyText { key: key.to_owned() });
                }
                Some(text) => {
                    let chars = text.chars().count();
                    self.errors.add(item.span, Problem::TextTooLong { key: key.to_owned(), chars });
                }
                None => self.errors.add(item.span, wrong(key, "文字（写在引号里）", &item.value)),
            }
        }
        Some(texts)
    }

    /// A list of entries: `[[…]]` or `[{…}, {…}]`.
    pub(super) fn entries(&mut self, key: &'static str) -> Option<Vec<(&'t Table, Span)>> {
        let node = self.node(key)?;
        let Value::Array(items) = &node.value else {
            self.errors.add(node.span, wrong(key, "列表（每项一个 {…} 或一节 [[…]]）", &node.value));
            return None;
        };
        let mut tables = Vec::new();
        for item in items {
            match item.as_table() {
                Some(table) => tables.push((table, item.span)),
                None => self.errors.add(item.span, wrong(key, "{…} 或一节 [[…]]", &item.value)),
            }
        }
        Some(tables)
    }

    pub(super) fn table(&mut self, key: &'static str) -> Option<(&'t Table, Span)> {
        let node = self.node(key)?;
        let table = node.as_table();
        if table.is_none() {
            self.errors.add(node.span, wrong(key, "{…} 或一节", &node.value));
        }
        table.map(|table| (table, node.span))
    }

    pub(super) fn period(&mut self, key: &'static str) -> Option<Period> {
        let text = self.text(key)?;
        let period = text.value.parse().ok();
        if period.is_none() {
            self.errors.add(text.span, Problem::BadPeriod { found: text.value });
        }
        period
    }

    /// The literal of a setting: text in quotes as the formula language writes it, or a bare number.
    pub(super) fn literal(&mut self, key: &'static str) -> Option<Located<String>> {
        let node = self.node(key)?;
        let value = match &node.value {
            Value::Text(_) => return self.text(key),
            Value::Integer(number) => number.to_string(),
            Value::Number(number) if number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+')) => {
                number.clone()
            }
            other => {
                self.errors.add(node.span, wrong(key, "数或文字（如 \"2000万元\"、\"30%\"、12）", other));
                return None;
            }
        };
        Some(Located { value, span: node.span })
    }

    /// Notes every attribute that nobody asked for. `other_kind` are keys that another kind of entry has.
    pub(super) fn finish(self, other_kind: &[(&'static str, &'static str)]) {
        let Self { table, span, part, name, mut asked, mut missing, errors } = self;
        asked.sort_unstable();
        asked.dedup();
        for Entry { key, key_span, node } in &table.entries {
            if asked.contains(&key.as_str()) {
                continue;
            }
            let problem = if let Some((_, kind)) = other_kind.iter().find(|(other, _)| other == key) {
                Problem::KeyOfOtherKind { found: key.clone(), kind }
            } else if matches!(key.as_str(), "patch" | "drop" | "after") {
                match node.value {
                    Value::Bool(false) => continue,
                    Value::Bool(true) | Value::Text(_) => Problem::NotExtending { key: key.clone() },
                    ref other => Problem::WrongValue {
                        key: key.clone(),
                        expected: "true 或 false（不加引号）",
                        found: describe(other),
                    },
                }
            } else {
                // A file of nothing but unknown keys should not take long.
                let nearest = if errors.is_full() { None } else { nearest(key, asked.iter().copied()) };
                missing.retain(|missing| Some(*missing) != nearest.as_deref());
                Problem::UnknownKey { part, name: name.clone(), found: key.clone(), nearest, known: asked.clone() }
            };
            errors.add(*key_span, problem);
        }
        for key in missing {
            errors.add(span, Problem::MissingKey { part, name: name.clone(), key });
        }
    }
}
