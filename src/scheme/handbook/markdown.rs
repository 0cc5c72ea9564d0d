//! The handbook as Markdown.

use super::page::{Block, Entry, Handbook, Section, Span};
use std::fmt::Write;

impl Handbook {
    /// As Markdown, which reads well as plain text too.
    pub fn markdown(&self) -> String {
        let mut out = Page::default();
        out.heading(1, &self.title);
        for (name, value) in &self.facts {
            out.item(&format!("{}：{}", escaped(name), escaped(value)));
        }
        for section in &self.sections {
            write_section(section, 2, &mut out);
        }
        out.text
    }
}

/// One section by itself.
pub(super) fn section(section: &Section) -> String {
    let mut out = Page::default();
    write_section(section, 2, &mut out);
    out.text
}

fn write_section(section: &Section, level: usize, out: &mut Page) {
    out.heading(level, &section.title);
    for block in &section.blocks {
        match block {
            Block::Line(line) => out.line(&spans(line)),
            Block::Facts(facts) => {
                out.gap();
                for (name, value) in facts {
                    out.item(&format!("{}：{}", escaped(name), spans(value)));
                }
            }
            Block::Items(items) => {
                out.gap();
                for item in items {
                    out.item(&spans(item));
                }
            }
            Block::Entries { entries, .. } => {
                out.gap();
                for entry in entries {
                    if !entry.group.is_empty() {
                        out.heading(level + 1, &entry.group);
                    }
                    out.item(&entry_line(entry));
                }
            }
        }
    }
    for part in &section.parts {
        write_section(part, level + 1, out);
    }
}

fn entry_line(entry: &Entry) -> String {
    let facts: Vec<String> = entry.facts.iter().map(|fact| spans(fact)).collect();
    let words: String = entry.words.iter().map(|words| spans(words)).collect();
    format!("**{}** {}：{}。{words}", escaped(&entry.name), code(&entry.key), facts.join("，"))
}

fn spans(spans: &[Span]) -> String {
    let text = |span: &Span| match span {
        Span::Text(text) | Span::Link { text, .. } => escaped(text),
        Span::Code(text) => code(text),
    };
    spans.iter().map(text).collect()
}

/// Signs that Markdown would take for its own, set off. A line break becomes a blank.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '<' | '>' | '[' | ']' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(character);
            }
            '&' => out.push_str("&amp;"),
            character if character.is_control() => out.push(' '),
            character => out.push(character),
        }
    }
    out
}

/// Between more backticks than there are in the text.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Markdown as it grows.
#[derive(Default)]
struct Page {
    text: String,
    /// Whether the last thing was an item of a list, which the next item follows at once.
    in_list: bool,
}

impl Page {
    fn heading(&mut self, level: usize, words: &str) {
        self.gap();
        // Writing to a String cannot fail.
        let _never_fails = writeln!(self.text, "{} {}\n", "#".repeat(level), escaped(words));
    }

    fn line(&mut self, words: &str) {
        self.gap();
        self.text.push_str(words);
        self.text.push('\n');
    }

    fn item(&mut self, words: &str) {
        if !self.in_list {
            self.gap();
        }
        self.in_list = true;
        let _never_fails = writeln!(self.text, "- {words}");
    }

    /// One empty line between paragraphs.
    fn gap(&mut self) {
        self.in_list = false;
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}
