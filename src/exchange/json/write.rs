//! The one layout of our files: readable, a line for a record, the same bytes for the same content.

use std::fmt::Write;

use super::Json;
use crate::number::canonical;

/// Writes a value: objects with a member on each line, but what stands in a list on one line.
pub fn write(json: &Json<'_>) -> String {
    let mut text = String::new();
    spread(json, 0, &mut text);
    text.push('\n');
    text
}

fn spread(json: &Json<'_>, depth: usize, text: &mut String) {
    match json {
        Json::Object(members) if !members.is_empty() => {
            text.push_str("{\n");
            for (at, (name, value)) in members.iter().enumerate() {
                indent(depth + 1, text);
                quoted(name, text);
                text.push_str(": ");
                spread(value, depth + 1, text);
                text.push_str(if at + 1 < members.len() { ",\n" } else { "\n" });
            }
            indent(depth, text);
            text.push('}');
        }
        Json::List(items) if !items.is_empty() => {
            text.push_str("[\n");
            for (at, item) in items.iter().enumerate() {
                indent(depth + 1, text);
                line(item, text);
                text.push_str(if at + 1 < items.len() { ",\n" } else { "\n" });
            }
            indent(depth, text);
            text.push(']');
        }
        other => line(other, text),
    }
}

fn line(json: &Json<'_>, text: &mut String) {
    match json {
        Json::Null => text.push_str("null"),
        Json::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Json::Number(number) => text.push_str(&canonical(*number)),
        Json::Text(own) => quoted(own, text),
        Json::List(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push_str(", ");
                }
                line(item, text);
            }
            text.push(']');
        }
        Json::Object(members) => {
            text.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                if at > 0 {
                    text.push_str(", ");
                }
                quoted(name, text);
                text.push_str(": ");
                line(value, text);
            }
            text.push('}');
        }
    }
}

fn indent(depth: usize, text: &mut String) {
    for _ in 0..depth {
        text.push(' ');
    }
}

fn quoted(own: &str, text: &mut String) {
    text.push('"');
    for character in own.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            // Line ends of other programs and marks that turn the writing direction would make a file look like another one.
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                // Writing to a String cannot fail.
                let _never_fails = write!(text, "\\u{:04x}", u32::from(character));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;

    #[test]
    fn a_record_takes_one_line() {
        let text = r#"{"a":{"b":[{"c":1.50,"d":{"e":"<b>"}},{}],"f":[]},"g":{}}"#;
        let json = parse(text, &Limits::default()).unwrap();
        assert_eq!(
            write(&json),
            "{\n \"a\": {\n  \"b\": [\n   {\"c\": 1.5, \"d\": {\"e\": \"<b>\"}},\n   {}\n  ],\n  \"f\": []\n },\n \"g\": {}\n}\n"
        );
    }

    #[test]
    fn what_could_deceive_a_reader_is_escaped() {
        assert_eq!(write(&Json::text("\"\\\n\u{0}\u{202e}\u{2028}é四")), "\"\\\"\\\\\\n\\u0000\\u202e\\u2028é四\"\n");
    }
}
