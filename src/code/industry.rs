//! Industry codes, GB/T 4754-2017: a letter (门类), then 2 (大类), 3 (中类) and 4 digits (小类).

mod category;

pub use category::{Category, ServiceBand, category};

use super::list::{Entry, List, ListKind, list};
use super::normalise;

/// How deep a code stands in the classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 门类, a letter.
    Section,
    /// 大类, 2 digits.
    Division,
    /// 中类, 3 digits.
    Group,
    /// 小类, 4 digits.
    Class,
}

/// What is wrong with a text that should be an industry code of four digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndustryProblem {
    /// Nothing but blanks.
    Empty,
    /// Neither a letter followed by digits, nor digits.
    Character { found: char },
    /// More than 4 digits.
    Length { found: usize },
    /// A known code, but not a 小类.
    TooShort { found: Entry<'static> },
    /// No such 小类 in a 中类 that exists. The embedded list lacks one 小类, so this is a question, not an error.
    UnknownClass { group: Entry<'static> },
    /// There is nothing of the kind; `known` is the last level that exists.
    Unknown { code: String, known: Option<Entry<'static>> },
    /// The letter before the digits is not that of their 门类.
    Letter { expected: &'static str, found: char },
}

impl IndustryProblem {
    /// Whether a clerk may keep the code after checking it: only for the 小类 that the list may lack.
    pub fn overridable(&self) -> bool {
        matches!(self, Self::UnknownClass { .. })
    }
}

/// Reads a code of four digits, with or without the letter of its 门类 (`C1311`).
///
/// ```
/// use sishang::code::industry;
/// assert_eq!(industry::read("Ｃ１３１１").unwrap().name, "稻谷加工");
/// ```
pub fn read(text: &str) -> Result<Entry<'static>, IndustryProblem> {
    let code = normalise(text);
    let (letter, digits) = split(&code);
    if code.is_empty() {
        return Err(IndustryProblem::Empty);
    }
    if let Some(found) = digits.chars().find(|c| !c.is_ascii_digit()) {
        return Err(IndustryProblem::Character { found });
    }
    if digits.len() > 4 {
        return Err(IndustryProblem::Length { found: digits.len() });
    }
    let Some(found) = find(if digits.is_empty() { &code } else { digits }) else {
        let known = (1..digits.len()).rev().find_map(|length| find(digits.get(..length)?));
        return Err(match known {
            Some(group) if group.code.len() == 3 && digits.len() == 4 => IndustryProblem::UnknownClass { group },
            known => IndustryProblem::Unknown { code: digits.to_owned(), known },
        });
    };
    let section = path(found.code).first().map_or("", |section| section.code);
    match letter {
        Some(letter) if !section.starts_with(letter) => {
            Err(IndustryProblem::Letter { expected: section, found: letter })
        }
        _ if found.code.len() < 4 => Err(IndustryProblem::TooShort { found }),
        _ => Ok(found),
    }
}

/// The entry of any level: `C`, `13`, `131`, `1311`, also `C1311`.
pub fn find(code: &str) -> Option<Entry<'static>> {
    let code = normalise(code);
    match split(&code) {
        (Some(_), "") | (None, _) => all().find(&code),
        (Some(_), digits) => all().find(digits),
    }
}

/// The name of any level.
pub fn name(code: &str) -> Option<&'static str> {
    find(code).map(|entry| entry.name)
}

/// 门类, 大类, 中类 and 小类 down to the code; empty if it is unknown.
pub fn path(code: &str) -> Vec<Entry<'static>> {
    find(code).map_or_else(Vec::new, |entry| all().path(entry.code))
}

/// What is directly below a code; the 门类 for an empty one.
pub fn children(code: &str) -> Vec<Entry<'static>> {
    find(code).map_or_else(|| if code.is_empty() { all().children("") } else { Vec::new() }, |e| all().children(e.code))
}

/// A code of four digits that is in the list.
pub fn known(code: &str) -> bool {
    read(code).is_ok()
}

/// A code of four digits whose 中类 (first three digits) is in the list: perhaps the 小类 that the list lacks.
pub fn prefix_known(code: &str) -> bool {
    matches!(read(code), Ok(_) | Err(IndustryProblem::UnknownClass { .. }))
}

/// The level that a code of the list has.
pub fn level(code: &str) -> Option<Level> {
    match find(code)?.code.len() {
        1 => Some(Level::Section),
        2 => Some(Level::Division),
        3 => Some(Level::Group),
        4 => Some(Level::Class),
        _ => None,
    }
}

fn split(code: &str) -> (Option<char>, &str) {
    let mut letters = code.chars();
    match letters.next() {
        Some(letter) if letter.is_ascii_alphabetic() => (Some(letter), letters.as_str()),
        _ => (None, code),
    }
}

fn all() -> &'static List {
    list(ListKind::Industries)
}

#[cfg(test)]
mod tests;
