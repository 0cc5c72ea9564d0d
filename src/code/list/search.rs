//! Finding entries by what people type: a code or its beginning, part of a name, pinyin initials, or all of them
//! (`商丘 yc`): every word but the last narrows the search to what lies below.

use std::ops::Range;

use super::{Entry, List, ListKind, list};
use crate::code::division::{self, CustomUnit};
use crate::code::{fold, normalise, pinyin};

/// How well an entry fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The code itself.
    Code,
    /// The whole name.
    Name,
    /// The beginning of the code.
    CodeStart,
    /// The beginning of the name.
    NameStart,
    /// The initials of the whole name.
    Initials,
    /// The beginning of the initials.
    InitialsStart,
    /// Somewhere in the name.
    NamePart,
    /// Somewhere in the initials.
    InitialsPart,
    /// Initials of unusual readings.
    Readings,
}

/// An entry that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The names of what it lies in, the uppermost first; empty for an uppermost one.
    pub within: Vec<&'a str>,
    /// How well it fits.
    pub fit: Fit,
}

/// The best entries of a list for what was typed, at most `limit` of them; none for an empty query.
///
/// ```
/// use sishang::code::list::{ListKind, search};
/// assert_eq!(search(ListKind::Divisions, "虞城 cgz", 1)[0].code, "411425100");
/// ```
pub fn search(kind: ListKind, query: &str, limit: usize) -> Vec<Hit<'static>> {
    let list = list(kind);
    let query = Query::new(query);
    list.search(&query, 0..list.end(), limit).into_iter().map(|(fit, row)| list.hit(row, fit)).collect()
}

/// The best divisions for what was typed, an office's own units among them, all of them in the division `within`
/// (the whole country if it is empty or unknown).
pub fn search_divisions<'a>(within: &str, query: &str, limit: usize, custom: &'a [CustomUnit]) -> Vec<Hit<'a>> {
    let list = list(ListKind::Divisions);
    let query = Query::new(query);
    let outer = division::find(within).and_then(|entry| list.row(entry.code));
    let range = outer.map_or(0..list.end(), |row| row..list.below(row).end);
    let mut hits: Vec<Hit<'a>> =
        list.search(&query, range, limit).into_iter().map(|(fit, row)| list.hit(row, fit)).collect();
    for unit in custom {
        let mut path = division::path(&unit.code, custom);
        let inside = outer.is_none_or(|row| path.iter().any(|entry| entry.code == list.code(row)));
        path.pop();
        if let Some(fit) = query.fit(&unit.code, &unit.name, &path).filter(|_| inside) {
            let within = path.iter().map(|entry| entry.name).collect();
            hits.push(Hit { code: &unit.code, name: &unit.name, within, fit });
        }
    }
    hits.sort_by_key(|hit| hit.fit);
    hits.truncate(limit);
    hits
}

/// Queries that take longest, for measuring: everything fits, nothing fits, several names written in one.
pub const HARD_QUERIES: [&str; 8] =
    ["z", "s", "1", "镇", "没有这个地方的名字啊", "zzzzzzzzzzzzzzzz", "hnssqsycxcgz", "河南省商丘市虞城县城关镇"];

/// What was typed, split into words.
struct Query {
    words: Vec<Word>,
}

/// One word of a query.
struct Word {
    /// Its characters, half-width, Latin ones in lower case.
    letters: Vec<char>,
    /// The same as a code would be written, if it can be the beginning of one.
    code: Option<String>,
    /// Its Latin letters, a bit for each; none if initials need not be tried.
    latin: u32,
}

/// Longer words cannot be in any name; a pasted page is not searched for.
const LONGEST: usize = 40;
/// More words than levels of a hierarchy make no sense.
const MOST_WORDS: usize = 6;
/// What may be left out of a name and it is still whole.
const ENDINGS: [&str; 9] = ["", "省", "市", "县", "区", "旗", "镇", "乡", "街道"];
/// No name is longer.
const LONGEST_NAME: usize = 15;
/// How many entries are looked at for words written in one, so that nonsense does not take long.
const JOINED_WORK: usize = 40_000;

impl Query {
    fn new(text: &str) -> Self {
        let blank = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '/' | '-' | '·');
        let words = text.split(blank).filter_map(Word::new).take(MOST_WORDS).collect();
        Self { words }
    }

    /// How one of an office's own units fits, with what it lies in.
    fn fit(&self, code: &str, name: &str, path: &[Entry<'_>]) -> Option<Fit> {
        let (last, before) = self.words.split_last()?;
        let above = |word: &Word| path.iter().any(|entry| word.fit(entry.code, entry.name).is_some());
        // An office may give its own units codes of letters.
        let own = normalise(code).chars().map(|c| c.to_ascii_lowercase()).eq(last.letters.iter().copied());
        if before.iter().all(above) { own.then_some(Fit::Code).or_else(|| last.fit(code, name)) } else { None }
    }
}

impl Word {
    fn new(text: &str) -> Option<Self> {
        let letters: Vec<char> = text.chars().filter_map(fold).map(|c| c.to_ascii_lowercase()).take(LONGEST).collect();
        if letters.is_empty() {
            return None;
        }
        Some(Self::of(letters))
    }

    fn of(letters: Vec<char>) -> Self {
        let code = match letters.split_first() {
            Some((c, [])) if c.is_ascii_alphanumeric() => Some(c.to_ascii_uppercase().to_string()),
            // The letter of the section before an industry code does not belong to it.
            Some((c, digits)) if c.is_ascii_alphanumeric() && digits.iter().all(char::is_ascii_digit) => {
                Some(if c.is_ascii_digit() { letters.iter().collect() } else { digits.iter().collect() })
            }
            _ => None,
        };
        let latin = letters.iter().fold(0, |bits, &c| bits | pinyin::bit(c));
        Self { letters, code, latin }
    }

    /// How the word fits an entry.
    fn fit(&self, code: &str, name: &str) -> Option<Fit> {
        self.fit_code(code).into_iter().chain(self.fit_name(name)).min()
    }

    fn fit_code(&self, code: &str) -> Option<Fit> {
        let word = self.code.as_deref()?;
        match code.strip_prefix(word) {
            Some("") => Some(Fit::Code),
            Some(_) => Some(Fit::CodeStart),
            None => is_filled_up(word, code).then_some(Fit::Code),
        }
    }

    fn fit_name(&self, name: &str) -> Option<Fit> {
        let mut best = None;
        let mut rest = name;
        loop {
            let here = self.fit_here(rest).map(|(fit, whole)| match (fit, rest.len() == name.len()) {
                (Fit::Name, true) if whole => Fit::Name,
                (Fit::Name, true) => Fit::NameStart,
                (Fit::Name, false) => Fit::NamePart,
                (Fit::Initials, true) if whole => Fit::Initials,
                (Fit::Initials, true) => Fit::InitialsStart,
                (Fit::Initials, false) => Fit::InitialsPart,
                (other, _) => other,
            });
            best = best.into_iter().chain(here).min();
            // Further on nothing better than a part can come.
            let mut letters = rest.chars();
            if best.is_some_and(|fit| fit <= Fit::NamePart) || letters.next().is_none() {
                return best;
            }
            rest = letters.as_str();
        }
    }

    /// How the word fits the beginning of a text: as its characters, as usual initials, or as initials of any reading.
    /// Also whether that is the whole of it, an ending that tells the kind of place not counted.
    fn fit_here(&self, text: &str) -> Option<(Fit, bool)> {
        let mut fit = Fit::Name;
        let mut letters = text.chars();
        for &wanted in &self.letters {
            let c = letters.next()?;
            if c == wanted || c.is_ascii_uppercase() && c.to_ascii_lowercase() == wanted {
                continue;
            }
            if !wanted.is_ascii_alphabetic() {
                return None;
            }
            fit = fit.max(if pinyin::typed_as(c, wanted)? { Fit::Initials } else { Fit::Readings });
        }
        Some((fit, ENDINGS.contains(&letters.as_str())))
    }
}

/// Whether a word is the code and what fills it up: zeros (`411425000000` for the county 411425), or the three digits
/// of a village after its township.
fn is_filled_up(word: &str, code: &str) -> bool {
    code.len() >= 2
        && matches!(word.len(), 6 | 9 | 12)
        && word
            .strip_prefix(code)
            .is_some_and(|rest| rest.bytes().all(|b| b == b'0') || (word.len(), code.len()) == (12, 9))
}

impl List {
    /// The best rows of a range, with how they fit.
    fn search(&self, query: &Query, range: Range<u32>, limit: usize) -> Vec<(Fit, u32)> {
        let Some((last, before)) = query.words.split_last() else { return Vec::new() };
        let mut ranges = vec![range];
        for word in before {
            ranges = self.narrow(word, &ranges, Fit::InitialsPart);
        }
        let hits = self.best(last, &ranges, limit);
        // 虞城县城关镇, written in one: a beginning that names something, and a rest that names something in it.
        if hits.is_empty() && before.is_empty() {
            let mut work = JOINED_WORK;
            return self.joined(&last.letters, &ranges, limit, &mut work);
        }
        hits
    }

    /// Words written in one: the longest beginning that names something counts, and the rest is looked for below it.
    /// `work` bounds how many entries are looked at.
    fn joined(&self, letters: &[char], ranges: &[Range<u32>], limit: usize, work: &mut usize) -> Vec<(Fit, u32)> {
        for at in (2..letters.len().min(LONGEST_NAME + 1)).rev() {
            let Some((first, rest)) = letters.split_at_checked(at) else { continue };
            let inner = self.narrow(&Word::of(first.to_vec()), ranges, Fit::InitialsStart);
            let size: usize = inner.iter().map(ExactSizeIterator::len).sum();
            let Some(left) = work.checked_sub(size + 1) else { return Vec::new() };
            *work = left;
            let mut hits = self.best(&Word::of(rest.to_vec()), &inner, limit);
            if hits.is_empty() && size > 0 {
                hits = self.joined(rest, &inner, limit, work);
            }
            if !hits.is_empty() {
                return hits;
            }
        }
        Vec::new()
    }

    /// What lies below the entries that a word fits at least so well, in order and without overlaps.
    fn narrow(&self, word: &Word, ranges: &[Range<u32>], least: Fit) -> Vec<Range<u32>> {
        let mut inner: Vec<Range<u32>> = Vec::new();
        for range in ranges {
            let start = self.branches.partition_point(|&row| row < range.start);
            let branches = self.branches.iter().skip(start).take_while(|&&row| row < range.end);
            for &row in branches {
                let covered = inner.last().is_some_and(|last| row < last.end);
                if !covered && self.fit(word, row).is_some_and(|fit| fit <= least) {
                    inner.push(self.below(row));
                }
            }
        }
        inner
    }

    fn best(&self, word: &Word, ranges: &[Range<u32>], limit: usize) -> Vec<(Fit, u32)> {
        if word.letters.len() > LONGEST_NAME {
            return Vec::new();
        }
        let mut hits: Vec<(Fit, usize, u32)> = Vec::new();
        for row in ranges.iter().cloned().flatten() {
            let Some(fit) = self.fit(word, row) else { continue };
            // Among equals what is higher up comes first: a county before the townships named like it.
            let length = if matches!(fit, Fit::Code | Fit::CodeStart) { 0 } else { self.name(row).len() };
            hits.push((fit, self.code(row).len() * 64 + length, row));
        }
        if hits.len() > limit && limit > 0 {
            hits.select_nth_unstable(limit - 1);
        }
        hits.truncate(limit);
        hits.sort_unstable();
        hits.into_iter().map(|(fit, _, row)| (fit, row)).collect()
    }

    /// How a word fits a row. Most rows lack a letter of a Latin word, and are not looked at further.
    fn fit(&self, word: &Word, row: u32) -> Option<Fit> {
        let letters = || (0..self.end()).map(|row| self.name(row).chars().fold(0, |bits, c| bits | pinyin::letters(c)));
        if word.latin != 0 {
            let letters = self.letters.get_or_init(|| letters().collect());
            let here = usize::try_from(row).ok().and_then(|row| letters.get(row)).copied().unwrap_or_default();
            if word.latin & !here != 0 {
                return word.fit_code(self.code(row));
            }
        }
        word.fit(self.code(row), self.name(row))
    }

    fn hit(&self, row: u32, fit: Fit) -> Hit<'_> {
        let mut path = self.path_of(row);
        path.pop();
        Hit { code: self.code(row), name: self.name(row), within: path.iter().map(|entry| entry.name).collect(), fit }
    }
}
