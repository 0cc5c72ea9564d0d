//! Documents and places in them.

use std::ops::Range;

/// One TOML document of a scheme: a built-in file, or a file that a county made.
#[derive(Debug, Clone, Copy)]
pub struct SourceDoc<'a> {
    /// The name that messages give it: `industry.toml`.
    pub name: &'a str,
    pub text: &'a str,
}

/// A stretch of one of the documents, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Span {
    /// Which document.
    pub(crate) document: u16,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Something that was read, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// All documents that one scheme is loaded from.
///
/// The documents that are loaded come first, those of the scheme that they may extend after them.
pub(crate) struct Sources<'a> {
    documents: Vec<SourceDoc<'a>>,
    /// How many are not of the scheme below.
    own: usize,
}

/// A place as people find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: String,
    /// From 1.
    pub(crate) line: usize,
    /// In characters, from 1.
    pub(crate) column: usize,
    /// The part of the line that is worth showing.
    pub(crate) excerpt: String,
    /// Where in the excerpt the marked stretch starts, in characters, and how many characters it has.
    pub(crate) mark: (usize, usize),
}

/// Longest excerpt, in characters; a line may be megabytes long.
const EXCERPT: usize = 100;

impl Span {
    pub(crate) fn new(document: usize, range: Range<usize>) -> Self {
        let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            document: u16::try_from(document).unwrap_or(u16::MAX),
            start: small(range.start),
            end: small(range.end.max(range.start)),
        }
    }

    pub(crate) const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl<'a> Sources<'a> {
    pub(crate) fn new(own: &[SourceDoc<'a>], below: &[SourceDoc<'a>]) -> Self {
        Self { documents: [own, below].concat(), own: own.len() }
    }

    /// Positions of the documents that are loaded.
    pub(crate) fn own(&self) -> Range<usize> {
        0..self.own
    }

    /// Positions of the documents of the scheme below.
    pub(crate) fn below(&self) -> Range<usize> {
        self.own..self.documents.len()
    }

    /// Whether a place is in the scheme below, which is without mistakes when it stands alone.
    pub(crate) fn is_below(&self, span: Span) -> bool {
        self.below().contains(&span.document.into())
    }

    pub(crate) fn document(&self, index: usize) -> Option<SourceDoc<'a>> {
        self.documents.get(index).copied()
    }

    /// The text as it stands in the file, quotes and escapes included.
    pub(crate) fn raw(&self, span: Span) -> &'a str {
        self.document(span.document.into()).and_then(|document| document.text.get(span.range())).unwrap_or_default()
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        let Some(SourceDoc { name, text }) = self.document(span.document.into()) else {
            return Place { file: String::new(), line: 1, column: 1, excerpt: String::new(), mark: (0, 1) };
        };
        let start = floor_boundary(text, span.range().start);
        let end = floor_boundary(text, span.range().end).max(start);
        let (before, rest) = text.split_at(start);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        let head = text.get(line_start..start).unwrap_or_default().trim_start_matches('\u{feff}').chars().count();
        let line_chars = line.chars().count();
        let marked = rest.get(..end - start).unwrap_or_default().lines().next().unwrap_or_default().chars().count();
        let skip = if head > EXCERPT * 2 / 3 && line_chars > EXCERPT { head - EXCERPT / 2 } else { 0 };
        Place {
            file: name.to_owned(),
            line: before.matches('\n').count() + 1,
            column: head + 1,
            excerpt: line.chars().skip(skip).take(EXCERPT).collect(),
            mark: (head - skip, marked.clamp(1, EXCERPT.saturating_sub(head - skip).max(1))),
        }
    }
}

/// The nearest place at or before `offset` where a character starts.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, range: Range<usize>) -> (usize, usize, String, (usize, usize)) {
        let place = Sources::new(&[SourceDoc { name: "a", text }], &[]).place(Span::new(0, range));
        (place.line, place.column, place.excerpt, place.mark)
    }

    #[test]
    fn a_place_counts_characters_not_bytes() {
        let text = "甲 = 1\r\n乙乙 = \"丙丁\"\n";
        let start = text.find('"').unwrap();
        assert_eq!(place(text, start..start + 8), (2, 6, "乙乙 = \"丙丁\"".to_owned(), (5, 4)));
        assert_eq!(place(text, 0..3), (1, 1, "甲 = 1".to_owned(), (0, 1)));
        assert_eq!(place(text, 1..2), (1, 1, "甲 = 1".to_owned(), (0, 1)));
        assert_eq!(place("", 0..0), (1, 1, String::new(), (0, 1)));
        assert_eq!(place("a", 1..9), (1, 2, "a".to_owned(), (1, 1)));
        assert_eq!(place("a\n", 2..2), (2, 1, String::new(), (0, 1)));
    }

    #[test]
    fn a_long_line_is_shown_around_the_mark() {
        let text = "x".repeat(1000);
        let (line, column, excerpt, mark) = place(&text, 700..705);
        assert_eq!((line, column, excerpt.len(), mark), (1, 701, 100, (50, 5)));
        assert_eq!(place(&text, 0..900).3, (0, 100));
    }
}
