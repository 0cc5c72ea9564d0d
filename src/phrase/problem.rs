//! What can be wrong with a phrase, as facts; the sentences are in `message::phrase`.

use super::Word;
use std::ops::Range;

/// One mistake, with its place in the phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhraseError {
    pub(crate) span: Range<usize>,
    pub(crate) problem: PhraseProblem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhraseProblem {
    /// A brace that is not closed, or not opened.
    Brace,
    /// A square bracket that is not closed, not opened, or stands in another.
    Bracket,
    /// A quotation mark that is not closed.
    Unclosed,
    BadCharacter(char),
    /// Something else was expected here.
    Expected {
        what: &'static str,
        found: String,
    },
    UnknownFunction {
        found: String,
        nearest: Option<String>,
    },
    UnknownWord {
        found: String,
        nearest: Option<String>,
    },
    UnknownOption {
        function: &'static str,
        found: String,
        nearest: Option<String>,
        known: Vec<&'static str>,
    },
    BadOption {
        option: &'static str,
        allowed: &'static str,
    },
    UnknownTable {
        found: String,
        nearest: Option<String>,
    },
    /// The table may not leave the office.
    NotPublic {
        table: String,
    },
    UnknownColumn {
        table: String,
        found: String,
        nearest: Option<String>,
    },
    /// A column of texts where a figure is needed.
    NotAFigure {
        column: String,
    },
    /// A column of figures compared with a text.
    NeedsNumber {
        column: String,
    },
    /// A column of texts compared with a number.
    NeedsText {
        column: String,
    },
    /// A column of ratios compared with a bare number.
    NeedsPercent {
        column: String,
        found: String,
    },
    /// A column of no ratios compared with per cent.
    NoPercent {
        column: String,
    },
    /// Two columns of different units.
    UnitsDiffer {
        left: String,
        right: String,
    },
    /// The table has no total.
    NoTotal {
        table: String,
    },
}

/// The words that phrases know.
pub(crate) const WORDS: [(&str, Word); 7] = [
    ("period", Word::Period),
    ("period.cumulative", Word::Cumulative),
    ("period.year", Word::Year),
    ("period.month", Word::Month),
    ("office", Word::Office),
    ("office.whole", Word::Whole),
    ("office.parts", Word::Parts),
];
