//! The words and signs of the language.

use super::span::Span;
use crate::number::{Decimal, Unit};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Tok,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tok {
    /// `None` when no unit was written.
    Number(Decimal, Option<Unit>),
    Text(String),
    /// A name as written, or the inside of 【】.
    Name(String),
    /// The unit after `as`.
    Unit(Unit),
    Word(Word),
    Sign(Sign),
    /// Something wrong that was reported already and stands for a value.
    Bad,
    End,
}

/// Reserved words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    If,
    Then,
    Else,
    Or,
    And,
    Not,
    In,
    NotIn,
    Over,
    Where,
    As,
    True,
    False,
    /// The Chinese spelling of `??`.
    Otherwise,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
    Dot,
    Plus,
    Minus,
    Times,
    Over,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Otherwise,
}

/// Every spelling of the reserved words; the first of each is the English one, the second the usual Chinese one.
pub(super) const WORDS: &[(&str, Word)] = &[
    ("if", Word::If),
    ("如果", Word::If),
    ("then", Word::Then),
    ("那么", Word::Then),
    ("else", Word::Else),
    ("否则", Word::Else),
    ("or", Word::Or),
    ("或", Word::Or),
    ("或者", Word::Or),
    ("and", Word::And),
    ("且", Word::And),
    ("并且", Word::And),
    ("not", Word::Not),
    ("非", Word::Not),
    ("in", Word::In),
    ("属于", Word::In),
    ("不属于", Word::NotIn),
    ("over", Word::Over),
    ("取自", Word::Over),
    ("where", Word::Where),
    ("其中", Word::Where),
    ("as", Word::As),
    ("按", Word::As),
    ("true", Word::True),
    ("真", Word::True),
    ("false", Word::False),
    ("假", Word::False),
    ("未填则", Word::Otherwise),
];

/// Names with a meaning of their own, which fields and forms cannot have as keys.
pub(super) const SPECIAL: &[&str] = &["it", "this", "mine", "prev", "last_year", "period", "office", "setting"];

impl Word {
    pub(super) fn read(text: &str) -> Option<Self> {
        WORDS.iter().find(|(spelling, _)| *spelling == text).map(|(_, word)| *word)
    }

    pub(super) fn english(self) -> &'static str {
        self.spelling(0)
    }

    pub(super) fn chinese(self) -> &'static str {
        self.spelling(1)
    }

    fn spelling(self, nth: usize) -> &'static str {
        let mut all = WORDS.iter().filter(|(_, word)| *word == self).map(|(spelling, _)| *spelling);
        let first = all.next().unwrap_or_default();
        if nth == 0 { first } else { all.next().unwrap_or(first) }
    }
}

impl Sign {
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Open => "(",
            Self::Close => ")",
            Self::OpenList => "[",
            Self::CloseList => "]",
            Self::Comma => ",",
            Self::Dot => ".",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::Otherwise => "??",
        }
    }
}

/// The Chinese spelling of an English reserved word.
pub(crate) fn chinese_word(english: &str) -> Option<&'static str> {
    Word::read(english).map(Word::chinese)
}

/// Whether a key would be read as something else in a formula: a reserved word, `it`, `prev` and the like.
///
/// # Example
/// ```
/// assert!(sishang::formula::is_reserved("in"));
/// assert!(!sishang::formula::is_reserved("output"));
/// ```
pub fn is_reserved(key: &str) -> bool {
    Word::read(key).is_some() || SPECIAL.contains(&key)
}
