//! A long code list that is embedded compressed: looking up, walking the hierarchy, and [`search()`].
//!
//! The entries stand in the order of an outline: each is followed by everything below it, and whatever is below has a
//! longer code. That holds for places (2, 4, 6, 9 digits) and for industries (a letter, then 2, 3, 4 digits).

mod packed;
mod search;

pub use search::{Fit, HARD_QUERIES, Hit, search, search_divisions};

use std::ops::Range;
use std::sync::OnceLock;

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Administrative divisions down to the townships.
    Divisions,
    /// National economic industries, GB/T 4754-2017.
    Industries,
}

/// An entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
}

/// A list, unpacked. Rows are numbered in the order of the outline.
#[derive(Debug)]
pub struct List {
    codes: String,
    names: String,
    rows: Vec<Row>,
    /// The row numbers, ordered by code.
    by_code: Vec<u32>,
    /// The rows that have something below them.
    branches: Vec<u32>,
    /// For each row the letters that its name's characters can be typed as, a bit for each; made by the first search
    /// that needs it.
    letters: OnceLock<Vec<u32>>,
}

/// Where a row's code and name end (they begin where the row before ends), and its place in the hierarchy.
#[derive(Debug)]
struct Row {
    code_end: u32,
    name_end: u32,
    /// The row above it.
    parent: Option<u32>,
    /// The row after all that is below it.
    end: u32,
}

static DIVISIONS: OnceLock<List> = OnceLock::new();
static INDUSTRIES: OnceLock<List> = OnceLock::new();

/// The list of that kind. The first call unpacks it, which takes some milliseconds for the divisions.
pub fn list(kind: ListKind) -> &'static List {
    match kind {
        ListKind::Divisions => {
            DIVISIONS.get_or_init(|| List::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/divisions.packed"))))
        }
        ListKind::Industries => {
            INDUSTRIES.get_or_init(|| List::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/industries.packed"))))
        }
    }
}

impl List {
    /// The build has unpacked the same bytes and compared, so that nothing can be wrong with them here.
    fn unpack(bytes: &[u8]) -> Self {
        let mut list = Self {
            codes: String::new(),
            names: String::new(),
            rows: Vec::new(),
            by_code: Vec::new(),
            branches: Vec::new(),
            letters: OnceLock::new(),
        };
        // The lengths and numbers of the rows that the next one may lie below.
        let mut above: Vec<(usize, u32)> = Vec::new();
        packed::unpack(bytes, |code, name| {
            let row = list.end();
            while above.pop_if(|&mut (length, _)| length >= code.len()).is_some() {}
            let parent = above.last().map(|&(_, parent)| parent);
            above.push((code.len(), row));
            list.codes.push_str(code);
            list.names.push_str(name);
            let (code_end, name_end) = (offset(&list.codes), offset(&list.names));
            list.rows.push(Row { code_end, name_end, parent, end: row + 1 });
        });
        // From the last row up, each row passes on to the one above how far it reaches.
        for row in (0..list.end()).rev() {
            let Some(&Row { parent, end, .. }) = list.at(row) else { continue };
            let parent = parent.and_then(|parent| usize::try_from(parent).ok());
            if let Some(parent) = parent.and_then(|parent| list.rows.get_mut(parent)) {
                parent.end = parent.end.max(end);
            }
        }
        list.branches = (0..list.end()).filter(|&row| !list.below(row).is_empty()).collect();
        let mut by_code: Vec<u32> = (0..list.end()).collect();
        by_code.sort_unstable_by(|&a, &b| list.code(a).cmp(list.code(b)));
        list.by_code = by_code;
        list
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none; never so for the embedded lists.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The entry with exactly this code.
    pub fn find(&self, code: &str) -> Option<Entry<'_>> {
        self.row(code).map(|row| self.entry(row))
    }

    /// The entry and all above it, the uppermost first; empty if there is no such code.
    pub fn path(&self, code: &str) -> Vec<Entry<'_>> {
        self.row(code).map_or_else(Vec::new, |row| self.path_of(row))
    }

    /// What is directly below a code, or the uppermost entries for an empty code.
    pub fn children(&self, code: &str) -> Vec<Entry<'_>> {
        let parent = self.row(code);
        if parent.is_none() && !code.is_empty() {
            return Vec::new();
        }
        let range = parent.map_or(0..self.end(), |row| self.below(row));
        range.filter(|&row| self.parent(row) == parent).map(|row| self.entry(row)).collect()
    }

    fn row(&self, code: &str) -> Option<u32> {
        self.by_code
            .binary_search_by_key(&code, |&row| self.code(row))
            .ok()
            .and_then(|at| self.by_code.get(at).copied())
    }

    fn entry(&self, row: u32) -> Entry<'_> {
        Entry { code: self.code(row), name: self.name(row) }
    }

    fn code(&self, row: u32) -> &str {
        slice(&self.codes, self.before(row).map_or(0, |r| r.code_end), self.at(row).map_or(0, |r| r.code_end))
    }

    fn name(&self, row: u32) -> &str {
        slice(&self.names, self.before(row).map_or(0, |r| r.name_end), self.at(row).map_or(0, |r| r.name_end))
    }

    fn parent(&self, row: u32) -> Option<u32> {
        self.at(row).and_then(|r| r.parent)
    }

    fn path_of(&self, row: u32) -> Vec<Entry<'_>> {
        let mut path: Vec<_> =
            std::iter::successors(Some(row), |&row| self.parent(row)).map(|row| self.entry(row)).collect();
        path.reverse();
        path
    }

    /// The rows below a row, without it.
    fn below(&self, row: u32) -> Range<u32> {
        row + 1..self.at(row).map_or(row + 1, |r| r.end)
    }

    fn end(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    fn at(&self, row: u32) -> Option<&Row> {
        self.rows.get(usize::try_from(row).ok()?)
    }

    fn before(&self, row: u32) -> Option<&Row> {
        self.at(row.checked_sub(1)?)
    }
}

fn offset(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

fn slice(text: &str, start: u32, end: u32) -> &str {
    let range = usize::try_from(start).unwrap_or_default()..usize::try_from(end).unwrap_or_default();
    text.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests;
