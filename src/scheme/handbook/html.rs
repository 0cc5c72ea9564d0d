//! The handbook as one HTML page, to read and to print. Nothing in it is loaded from elsewhere, and nothing runs.

use super::page::{Block, Entry, Handbook, Section, Span};
use std::collections::BTreeSet;
use std::fmt::Write;

const STYLE: &str = include_str!("handbook.css");

impl Handbook {
    /// As a whole HTML document, with its contents in front.
    pub fn html(&self) -> String {
        let mut out = String::new();
        let title = escaped(&self.title);
        // Writing to a String cannot fail.
        let _never_fails = write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<dl>\n",
        );
        for (name, value) in &self.facts {
            let _never_fails = writeln!(out, "<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(value));
        }
        out.push_str("</dl>\n</header>\n<nav aria-label=\"目录\">\n<h2>目录</h2>\n");
        contents(&self.sections, &mut out);
        out.push_str("</nav>\n<main>\n");
        let mut places = BTreeSet::new();
        self.sections.iter().for_each(|section| places_of(section, &mut places));
        let page = Page { places };
        for section in &self.sections {
            page.section(section, 2, &mut out);
        }
        out.push_str("</main>\n</body>\n</html>\n");
        out
    }
}

fn contents(sections: &[Section], out: &mut String) {
    out.push_str("<ul>\n");
    for section in sections {
        let (to, title) = (escaped(&section.anchor), escaped(&section.title));
        let _never_fails = write!(out, "<li><a href=\"#{to}\">{title}</a>");
        if !section.parts.is_empty() {
            out.push('\n');
            contents(&section.parts, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

/// Where links can go.
fn places_of<'a>(section: &'a Section, places: &mut BTreeSet<&'a str>) {
    places.insert(&section.anchor);
    section.parts.iter().for_each(|part| places_of(part, places));
}

/// Knows where links can go: a part of a handbook speaks of things that are not in it.
struct Page<'a> {
    places: BTreeSet<&'a str>,
}

impl Page<'_> {
    fn section(&self, section: &Section, level: usize, out: &mut String) {
        let (anchor, title) = (escaped(&section.anchor), escaped(&section.title));
        let _never_fails = writeln!(out, "<section id=\"{anchor}\">\n<h{level}>{title}</h{level}>");
        for block in &section.blocks {
            self.block(block, out);
        }
        for part in &section.parts {
            self.section(part, (level + 1).min(6), out);
        }
        out.push_str("</section>\n");
    }

    fn block(&self, block: &Block, out: &mut String) {
        let _never_fails = match block {
            Block::Line(line) => writeln!(out, "<p>{}</p>", self.spans(line)),
            Block::Facts(facts) => {
                out.push_str("<dl>\n");
                for (name, value) in facts {
                    let _never_fails = writeln!(out, "<dt>{}</dt><dd>{}</dd>", escaped(name), self.spans(value));
                }
                writeln!(out, "</dl>")
            }
            Block::Items(items) => {
                out.push_str("<ul class=\"items\">\n");
                for item in items {
                    let _never_fails = writeln!(out, "<li>{}</li>", self.spans(item));
                }
                writeln!(out, "</ul>")
            }
            Block::Entries { heads, entries } => {
                out.push_str("<table>\n<thead><tr>");
                for head in heads {
                    let _never_fails = write!(out, "<th scope=\"col\">{}</th>", escaped(head));
                }
                out.push_str("</tr></thead>\n<tbody>\n");
                for entry in entries {
                    self.entry(entry, out);
                }
                writeln!(out, "</tbody>\n</table>")
            }
        };
    }

    fn entry(&self, entry: &Entry, out: &mut String) {
        if !entry.group.is_empty() {
            let group = escaped(&entry.group);
            let _never_fails =
                writeln!(out, "<tr class=\"group\"><th colspan=\"4\" scope=\"colgroup\">{group}</th></tr>");
        }
        let id = if entry.anchor.is_empty() { String::new() } else { format!(" id=\"{}\"", escaped(&entry.anchor)) };
        let facts: Vec<String> = entry.facts.iter().map(|fact| self.spans(fact)).collect();
        let words: Vec<String> = entry.words.iter().map(|words| self.spans(words)).collect();
        let _never_fails = writeln!(
            out,
            "<tr{id}><th scope=\"row\" class=\"indent-{}\">{}</th><td><code>{}</code></td><td>{}</td><td>{}</td></tr>",
            entry.indent,
            escaped(&entry.name),
            escaped(&entry.key),
            facts.join("，"),
            words.join("<br>")
        );
    }

    fn spans(&self, spans: &[Span]) -> String {
        let one = |span: &Span| match span {
            Span::Text(text) => escaped(text),
            Span::Code(text) => format!("<code>{}</code>", escaped(text)),
            Span::Link { to, text } if !self.places.contains(to.as_str()) => escaped(text),
            Span::Link { to, text } => format!("<a href=\"#{}\">{}</a>", escaped(to), escaped(text)),
        };
        spans.iter().map(one).collect()
    }
}

/// Text that is only text, in an element or between quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            character if character.is_control() && !character.is_whitespace() => out.push('\u{fffd}'),
            character => out.push(character),
        }
    }
    out
}
