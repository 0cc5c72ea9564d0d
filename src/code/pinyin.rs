//! Pinyin initials: what people type to find a name without its characters (`yc` for 虞城).
//!
//! A character with several readings is found by each of them (重 by z and c); [`initials`] gives the usual one. The
//! table has the main block of Chinese characters and the rarer ones that occur in names of places.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// First and last character of the table's main block, and its size.
const FIRST: u32 = 0x4E00;
const BLOCK: usize = 0x5200;

struct Table {
    /// The usual initial of each character of the block; a blank where there is none.
    usual: Vec<u8>,
    /// All initials of the characters that have several, or are outside the block.
    others: BTreeMap<char, String>,
}

static TABLE: OnceLock<Table> = OnceLock::new();

/// Words whose reading is not the usual one of their characters.
const WORDS: [(&str, &str); 4] = [("重庆", "cq"), ("厦门", "xm"), ("长", "c"), ("六安", "la")];

/// The usual initials of a text, lower case; Latin letters and digits stay, everything else is left out.
///
/// ```
/// assert_eq!(sishang::code::pinyin::initials("虞城县宏达粮油(A区)"), "ycxhdlyaq");
/// ```
pub fn initials(text: &str) -> String {
    let mut initials = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((word, letters)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
            initials.push_str(letters);
            rest = rest.get(word.len()..).unwrap_or_default();
        } else {
            initials.extend(initial(c));
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    initials
}

/// The usual initial of a character; a Latin letter (in lower case) or a digit is its own.
pub fn initial(c: char) -> Option<char> {
    let c = super::fold(c)?;
    if c.is_ascii() {
        return c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase());
    }
    let table = table();
    match usize::try_from(u32::from(c).checked_sub(FIRST)?).ok().and_then(|at| table.usual.get(at)) {
        Some(b' ') => None,
        Some(&letter) => Some(char::from(letter)),
        None => table.others.get(&c).and_then(|letters| letters.chars().next()),
    }
}

/// Whether a character can be typed as this letter (lower case): as itself or by the initial of any of its readings.
pub fn sounds_like(c: char, letter: char) -> bool {
    initial(c) == Some(letter) || table().others.get(&c).is_some_and(|letters| letters.contains(letter))
}

fn table() -> &'static Table {
    TABLE.get_or_init(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/pinyin.packed"))).unwrap_or_else(empty))
}

fn unpack(bytes: &[u8]) -> Option<Table> {
    let raw = miniz_oxide::inflate::decompress_to_vec(bytes).ok()?;
    let (usual, others) = raw.split_at_checked(BLOCK)?;
    let others = std::str::from_utf8(others).ok()?;
    let others = others.lines().filter_map(|line| {
        let c = line.chars().next()?;
        Some((c, line.get(c.len_utf8()..)?.to_owned()))
    });
    Some(Table { usual: usual.to_vec(), others: others.collect() })
}

/// Never needed: the bytes come from the build.
fn empty() -> Table {
    Table { usual: Vec::new(), others: BTreeMap::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_initials() {
        for (text, expected) in [
            ("虞城县", "ycx"),
            ("河南省商丘市", "hnssqs"),
            ("重庆市", "cqs"),
            ("重型机械", "zxjx"),
            ("长征", "cz"),
            ("厦门", "xm"),
            ("睢县", "sx"),
            ("柘城", "zc"),
            ("Ａ１号 b", "a1hb"),
            ("鿎", "t"),
            ("😀，。", ""),
            ("", ""),
        ] {
            assert_eq!(initials(text), expected, "{text}");
        }
    }

    #[test]
    fn several_readings() {
        for (c, letters) in
            [('重', "zc"), ('长', "cz"), ('乐', "ly"), ('单', "ds"), ('尉', "wy"), ('B', "b"), ('𬇙', "pb")]
        {
            for letter in letters.chars() {
                assert!(sounds_like(c, letter), "{c} {letter}");
            }
            assert!(!sounds_like(c, 'k'), "{c}");
        }
    }
}
