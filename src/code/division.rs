//! Administrative divisions: 2 digits a province, 4 a prefecture, 6 a county, 9 a township, 12 a village.
//!
//! The embedded list ends with the townships and has none of the development zones, parks and farms that statistics
//! treats like townships: an office adds those itself as [`CustomUnit`], and every function here takes them.

use serde::{Deserialize, Serialize};

use super::list::{List, ListKind, list};
use super::normalise;

pub use super::list::Entry;

/// A unit that the list does not have, with a code of the office's own choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomUnit {
    /// Its code; a 9-digit one where there is one (`411425401`).
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of the division it belongs to; empty if the code itself begins with that.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parent: String,
}

/// How far down a division is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 省级
    Province,
    /// 地级
    Prefecture,
    /// 县级
    County,
    /// 乡级
    Township,
    /// 村级: the township is known, the village is not.
    Village,
}

/// A division that was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division<'a> {
    /// The code without the zeros that only fill it up: `411425` for `411425000000`. 12 digits for a village.
    pub code: String,
    /// Its name; a village has that of its township.
    pub name: &'a str,
    /// How far down it is; nothing for a custom unit whose code does not say.
    pub level: Option<Level>,
    /// Whether it is one of the office's own units.
    pub custom: bool,
}

/// What is wrong with a text that should be a division code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DivisionProblem {
    /// Nothing but blanks.
    Empty,
    /// Neither a digit nor the code of a custom unit.
    Character { position: usize, found: char },
    /// Not 2, 4, 6, 9 or 12 digits.
    Length { found: usize },
    /// Not in the list; `known` is the nearest division above it that is. A custom unit may be missing.
    Unknown { code: String, known: Option<Entry<'static>> },
}

/// Reads a code of 2, 4, 6, 9 or 12 digits, filled up with zeros or not, or that of a custom unit.
///
/// ```
/// use sishang::code::division;
/// assert_eq!(division::read("411425000000", &[]).unwrap().name, "虞城县");
/// ```
pub fn read<'a>(text: &str, custom: &'a [CustomUnit]) -> Result<Division<'a>, DivisionProblem> {
    let text = normalise(text);
    if text.is_empty() {
        return Err(DivisionProblem::Empty);
    }
    if let Some(unit) = find_custom(&text, custom) {
        return Ok(Division { level: level(&unit.code), name: &unit.name, code: unit.code.clone(), custom: true });
    }
    if let Some((at, found)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
        return Err(DivisionProblem::Character { position: at + 1, found });
    }
    let code = significant(&text).ok_or(DivisionProblem::Length { found: text.len() })?;
    let listed = code.get(..code.len().min(9)).unwrap_or_default();
    match all().find(listed) {
        Some(entry) => Ok(Division { level: level(code), name: entry.name, code: code.to_owned(), custom: false }),
        // A village of a custom unit: its township's code is the custom one.
        None => match find_custom(listed, custom) {
            Some(unit) => Ok(Division { level: level(code), name: &unit.name, code: code.to_owned(), custom: true }),
            None => Err(DivisionProblem::Unknown { code: code.to_owned(), known: nearest(code) }),
        },
    }
}

/// The name of a division in any spelling that [`read`] takes.
pub fn name<'a>(code: &str, custom: &'a [CustomUnit]) -> Option<&'a str> {
    read(code, custom).ok().map(|division| division.name)
}

/// In the list or among the custom units (a village if its township is).
pub fn known(code: &str, custom: &[CustomUnit]) -> bool {
    read(code, custom).is_ok()
}

/// The entry of the embedded list.
pub fn find(code: &str) -> Option<Entry<'static>> {
    let code = normalise(code);
    let code = significant(&code)?;
    all().find(code.get(..code.len().min(9))?)
}

/// The division and all above it, the province first; empty if it is unknown.
pub fn path<'a>(code: &str, custom: &'a [CustomUnit]) -> Vec<Entry<'a>> {
    let code = normalise(code);
    let key = significant(&code).unwrap_or(&code);
    let key = if key.len() == 12 { key.get(..9).unwrap_or(key) } else { key };
    let Some(unit) = find_custom(&code, custom).or_else(|| find_custom(key, custom)) else {
        return all().path(key);
    };
    let above = if unit.parent.is_empty() { nearest(&normalise(&unit.code)).map(|entry| entry.code) } else { None };
    let above = above.map_or_else(|| normalise(&unit.parent), str::to_owned);
    let mut path: Vec<Entry<'a>> = significant(&above).map_or_else(Vec::new, |above| all().path(above));
    path.push(Entry { code: &unit.code, name: &unit.name });
    path
}

/// The path in one line: `河南省 商丘市 虞城县`. Empty if the division is unknown.
pub fn full_name(code: &str, custom: &[CustomUnit]) -> String {
    path(code, custom).iter().map(|entry| entry.name).collect::<Vec<_>>().join(" ")
}

/// What is directly below a division, the custom units last; the provinces for an empty code.
pub fn children<'a>(code: &str, custom: &'a [CustomUnit]) -> Vec<Entry<'a>> {
    let code = normalise(code);
    let key = significant(&code).unwrap_or(&code);
    let mut children: Vec<Entry<'a>> = all().children(key);
    let own = custom.iter().filter(|unit| parent_of(unit).as_deref() == Some(key));
    children.extend(own.map(|unit| Entry { code: &unit.code, name: &unit.name }));
    children
}

/// Whether a division lies within another one or is that one; both are codes in any spelling.
pub fn within(code: &str, outer: &str) -> bool {
    let (code, outer) = (normalise(code), normalise(outer));
    let outer = significant(&outer).unwrap_or(&outer);
    !outer.is_empty() && code.starts_with(outer)
}

/// The level that the length of a code says, zeros at the end not counted.
pub fn level(code: &str) -> Option<Level> {
    match significant(code)?.len() {
        2 => Some(Level::Province),
        4 => Some(Level::Prefecture),
        6 => Some(Level::County),
        9 => Some(Level::Township),
        _ => Some(Level::Village),
    }
}

/// A code of digits without the groups of zeros that fill it up; nothing if it has not 2, 4, 6, 9 or 12 digits.
fn significant(code: &str) -> Option<&str> {
    if !matches!(code.len(), 2 | 4 | 6 | 9 | 12) || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut code = code;
    for (length, shorter) in [(12, 9), (9, 6), (6, 4), (4, 2)] {
        if code.len() == length {
            match code.split_at_checked(shorter) {
                Some((rest, group)) if group.bytes().all(|b| b == b'0') => code = rest,
                _ => break,
            }
        }
    }
    Some(code)
}

/// The lowest division of the list whose code begins this one, itself excepted.
fn nearest(code: &str) -> Option<Entry<'static>> {
    [9, 6, 4, 2].into_iter().filter(|&length| length < code.len()).find_map(|length| all().find(code.get(..length)?))
}

fn parent_of(unit: &CustomUnit) -> Option<String> {
    if unit.parent.is_empty() {
        return nearest(&normalise(&unit.code)).map(|entry| entry.code.to_owned());
    }
    let parent = normalise(&unit.parent);
    Some(significant(&parent).unwrap_or(&parent).to_owned())
}

fn find_custom<'a>(code: &str, custom: &'a [CustomUnit]) -> Option<&'a CustomUnit> {
    let key = significant(code).unwrap_or(code);
    custom.iter().find(|unit| {
        let own = normalise(&unit.code);
        own == code || significant(&own).unwrap_or(&own) == key
    })
}

fn all() -> &'static List {
    list(ListKind::Divisions)
}

#[cfg(test)]
mod tests;
