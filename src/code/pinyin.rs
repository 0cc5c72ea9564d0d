//! Pinyin initials: what people type to find a name without its characters (`yc` for 虞城).
//!
//! A character with several readings is found by each of them (重 by z and c); [`initials`] gives the usual one. The
//! table has the main block of Chinese characters and the rarer ones that occur in names of places.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// First and last character of the table's main block, and its size.
const FIRST: u32 = 0x4E00;
const BLOCK: usize = 0x5200;

/// How one character is typed.
#[derive(Clone, Copy)]
struct Reading {
    /// The usual initial.
    usual: u8,
    /// All initials, a bit for each letter.
    any: u32,
}

struct Table {
    /// The characters of the main block; nothing where none is assigned.
    block: Vec<Option<Reading>>,
    /// The others.
    others: BTreeMap<char, Reading>,
}

static TABLE: OnceLock<Table> = OnceLock::new();

/// Words whose reading is not the usual one of their characters.
const WORDS: [(&str, &str); 4] = [("重庆", "cq"), ("厦门", "xm"), ("长", "c"), ("六安", "la")];

/// Characters with two readings that are both usual in names.
const EITHER: &str = "重长乐单尉厦会铅番莘朝曾行都";

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
    match reading(c) {
        Some(reading) => Some(char::from(reading.usual)),
        None => super::fold(c).filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()),
    }
}

/// Whether a character is typed as this letter (lower case), and how: `Some(true)` by its usual initial, `Some(false)`
/// by that of another reading.
pub fn typed_as(c: char, letter: char) -> Option<bool> {
    match reading(c) {
        Some(reading) if char::from(reading.usual) == letter => Some(true),
        Some(reading) => (reading.any & bit(letter) != 0).then_some(EITHER.contains(c)),
        None => (initial(c) == Some(letter)).then_some(true),
    }
}

/// The letters that a character can be typed as, a bit for each.
pub(super) fn letters(c: char) -> u32 {
    reading(c).map_or_else(|| bit(c.to_ascii_lowercase()), |reading| reading.any)
}

/// How a Chinese character is typed.
fn reading(c: char) -> Option<Reading> {
    let table = TABLE.get_or_init(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/pinyin.packed"))));
    match place(c).and_then(|place| table.block.get(place)) {
        Some(reading) => *reading,
        None => table.others.get(&c).copied(),
    }
}

/// Where a character stands in the main block, if it is not before it.
fn place(c: char) -> Option<usize> {
    u32::from(c).checked_sub(FIRST).and_then(|place| usize::try_from(place).ok())
}

/// A bit for each Latin letter in lower case; none for anything else.
pub(super) fn bit(letter: char) -> u32 {
    u32::from(letter).checked_sub(u32::from('a')).and_then(|place| 1_u32.checked_shl(place)).unwrap_or_default()
}

/// The build made the bytes: see `pack_pinyin` there.
fn unpack(bytes: &[u8]) -> Table {
    let raw = miniz_oxide::inflate::decompress_to_vec(bytes).unwrap_or_default();
    let (usual, others) = raw.split_at_checked(BLOCK).unwrap_or_default();
    let of = |usual: u8| Reading { usual, any: bit(char::from(usual)) };
    let mut table = Table {
        block: usual.iter().map(|&usual| (usual != b' ').then(|| of(usual))).collect(),
        others: BTreeMap::new(),
    };
    for line in std::str::from_utf8(others).unwrap_or_default().lines() {
        let mut letters = line.chars();
        let (Some(c), Some(&usual)) = (letters.next(), line.as_bytes().get(line.len() - letters.as_str().len())) else {
            continue;
        };
        let reading = Reading { usual, any: letters.map(bit).fold(0, |any, bit| any | bit) };
        match place(c).and_then(|place| table.block.get_mut(place)) {
            Some(entry) => *entry = Some(reading),
            None => {
                table.others.insert(c, reading);
            }
        }
    }
    table
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
                assert!(typed_as(c, letter).is_some(), "{c} {letter}");
            }
            assert_eq!(typed_as(c, 'k'), None, "{c}");
        }
    }
}
