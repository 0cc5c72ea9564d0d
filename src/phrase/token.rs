//! The marks and words inside a hole.

use super::{PhraseError, PhraseProblem};
use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Name(String),
    Text(String),
    /// Digits with point and sign as written.
    Number(String),
    /// `( ) , . % + = != < <= > >=`
    Mark(&'static str),
    End,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// The longer marks first; what stands beside a mark is another way to write it.
const MARKS: [(&str, &str); 19] = [
    ("<=", "<="),
    (">=", ">="),
    ("!=", "!="),
    ("==", "="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("<", "<"),
    (">", ">"),
    ("=", "="),
    ("(", "("),
    (")", ")"),
    ("（", "("),
    ("）", ")"),
    (",", ","),
    ("，", ","),
    (".", "."),
    ("%", "%"),
    ("+", "+"),
];

/// The tokens of `source` within `range`, with an end after them.
pub(super) fn tokens(source: &str, range: Range<usize>) -> Result<Vec<Token>, PhraseError> {
    let text = source.get(..range.end).unwrap_or(source);
    let mut at = range.start;
    let mut tokens = Vec::new();
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (kind, length) = token(rest, c).map_err(|problem| PhraseError { span: at..at + c.len_utf8(), problem })?;
        tokens.push(Token { kind, span: at..at + length });
        at += length;
    }
    tokens.push(Token { kind: Kind::End, span: range.end..range.end });
    Ok(tokens)
}

fn token(rest: &str, c: char) -> Result<(Kind, usize), PhraseProblem> {
    if let Some(close) = closing(c) {
        let inside = rest.get(c.len_utf8()..).unwrap_or_default();
        let end = inside.find(close).ok_or(PhraseProblem::Unclosed)?;
        let text = inside.get(..end).unwrap_or_default().to_owned();
        return Ok((Kind::Text(text), c.len_utf8() + end + close.len_utf8()));
    }
    let length = |fits: fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
    let starts_number = c.is_ascii_digit() || (c == '-' && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit));
    if starts_number {
        let end = 1 + rest
            .get(1..)
            .unwrap_or_default()
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len() - 1);
        return Ok((Kind::Number(rest.get(..end).unwrap_or_default().to_owned()), end));
    }
    if let Some((written, mark)) = MARKS.iter().find(|(written, _)| rest.starts_with(written)) {
        return Ok((Kind::Mark(mark), written.len()));
    }
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    if is_name(c) {
        let end = length(|c| c.is_alphanumeric() || c == '_');
        return Ok((Kind::Name(rest.get(..end).unwrap_or_default().to_owned()), end));
    }
    Err(PhraseProblem::BadCharacter(c))
}

/// The quotation mark that ends what this one begins.
pub(super) const fn closing(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '\'' => Some('\''),
        '“' => Some('”'),
        _ => None,
    }
}
