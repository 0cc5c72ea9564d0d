//! From a place inside a TOML string to the place in the file.
//!
//! Literal strings (`'…'`, `'''…'''`) map one to one. Basic strings (`"…"`, `"""…"""`) are followed escape by escape, so
//! their places are exact as well. What cannot be followed (it never should) falls back to the start of the string.

/// The offset in `raw` (the string as it stands in the file, quotes included) of the byte at `at` in its value.
pub(super) fn offset_in_raw(raw: &str, at: usize) -> usize {
    let (quotes, escapes) = if raw.starts_with("'''") {
        (3, false)
    } else if raw.starts_with("\"\"\"") {
        (3, true)
    } else if raw.starts_with('\'') {
        (1, false)
    } else {
        (1, true)
    };
    let mut offset = quotes;
    if quotes == 3 {
        // A newline right after the opening quotes is not part of the value.
        let body = raw.get(3..).unwrap_or_default();
        offset += if body.starts_with("\r\n") { 2 } else { usize::from(body.starts_with('\n')) };
    }
    if !escapes {
        return (offset + at).min(raw.len());
    }
    let mut value = 0;
    while value < at {
        let Some(rest) = raw.get(offset..) else { return quotes };
        let Some((raw_bytes, value_bytes)) = next_char(rest) else { return offset };
        offset += raw_bytes;
        value += value_bytes;
    }
    // A line that ends in a backslash continues at the next thing that is not a blank.
    while let Some((raw_bytes, 0)) = raw.get(offset..).and_then(next_char) {
        offset += raw_bytes;
    }
    offset.min(raw.len())
}

/// How many bytes the next character takes in the file, and how many in the value.
fn next_char(rest: &str) -> Option<(usize, usize)> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first.len_utf8(), first.len_utf8()));
    }
    let code = |digits: usize| {
        let value = rest.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        Some((2 + digits, value?.len_utf8()))
    };
    match chars.next()? {
        'u' => code(4),
        'U' => code(8),
        'x' => code(2),
        'b' | 't' | 'n' | 'f' | 'r' | 'e' | '"' | '\\' => Some((2, 1)),
        _ => {
            let body = rest.get(1..)?;
            Some((1 + body.len() - body.trim_start_matches([' ', '\t', '\r', '\n']).len(), 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marked_character_is_found_in_every_kind_of_string() {
        for toml in [
            "'甲甲@乙'",
            "'''甲@'乙'''",
            "'''\n甲\n  @'''",
            "'''\r\n甲\r\n  @'''",
            "\"甲\\t\\u4e2d\\U0001F600\\x41\\\"\\\\@\"",
            "\"\"\"\n甲 \"乙\" @\"\"\"",
            "\"\"\"甲 \\\n   @ 乙\"\"\"",
            "\"\"\"甲 \\  \r\n\r\n \t@\"\"\"",
            "\"@\"",
        ] {
            let document = format!("x = {toml}");
            let tree = toml::de::DeTable::parse(&document).unwrap();
            let value = tree.get_ref().get("x").unwrap().get_ref().as_str().unwrap();
            let at = value.find('@').unwrap();
            assert_eq!(offset_in_raw(toml, at), toml.find('@').unwrap(), "{toml}");
        }
    }

    #[test]
    fn past_the_end_stays_inside() {
        for toml in ["'甲'", "\"甲\"", "''", "\"\"", "\"\"\"\n\"\"\"", "\"\\", "x"] {
            assert!(offset_in_raw(toml, 99) <= toml.len().max(1), "{toml}");
        }
    }
}
