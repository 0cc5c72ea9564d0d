//! The strict reader: RFC 8259 and nothing else, bounded, with the place of what is wrong.

mod number;
mod text;

use std::borrow::Cow;

use super::syntax::{Expected, Limits, Place, Syntax, SyntaxError};
use super::{Json, Members};
use crate::number::Decimal;
use number::decimal;

/// Reads a JSON text.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn parse<'a>(text: &'a str, limits: &Limits) -> Result<Json<'a>, SyntaxError> {
    let mut parser = Parser { text, at: 0, values: 0, within: Vec::new(), starts: Vec::new(), limits };
    let read = parser.document();
    read.map_err(|problem| SyntaxError { place: parser.place(), problem })
}

/// Reads the value that begins at a position, and says where it ends; `None` when it is not as it should be.
///
/// The limits are those of what is left: what stands around the value is for the caller to count.
pub(in crate::exchange) fn value_at<'a>(text: &'a str, at: usize, limits: &Limits) -> Option<(Json<'a>, usize)> {
    let mut parser = Parser { text, at, values: 0, within: Vec::new(), starts: Vec::new(), limits };
    let json = parser.value().ok()?;
    Some((json, parser.at))
}

struct Parser<'a, 'l> {
    text: &'a str,
    /// Position in bytes; always on a character boundary.
    at: usize,
    values: usize,
    within: Vec<Step<'a>>,
    /// Where the names begin of the objects that are being read, one upon the other.
    starts: Vec<usize>,
    limits: &'l Limits,
}

enum Step<'a> {
    Member(Cow<'a, str>),
    Item(usize),
}

type Read<T> = Result<T, Syntax>;

impl<'a> Parser<'a, '_> {
    fn document(&mut self) -> Read<Json<'a>> {
        let json = self.value()?;
        self.blanks();
        if self.at < self.text.len() { Err(Syntax::AfterEnd) } else { Ok(json) }
    }

    fn place(&self) -> Place {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(start..).map_or(0, |part| part.chars().count()) + 1;
        let name = |step: &Step<'_>| match step {
            Step::Member(name) => shown(name),
            Step::Item(at) => (at + 1).to_string(),
        };
        Place { line, column, within: self.within.iter().take(8).map(name).collect() }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// What is wrong when something else than expected stands here.
    fn unexpected(&self, expected: Expected) -> Syntax {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            None => Syntax::EndsEarly,
            Some(found @ ('，' | '：' | '“' | '”' | '｛' | '｝' | '［' | '］')) => {
                Syntax::FullWidth { found }
            }
            Some(found) => Syntax::Unexpected { found, expected },
        }
    }

    fn value(&mut self) -> Read<Json<'a>> {
        self.blanks();
        self.values += 1;
        if self.values > self.limits.values {
            return Err(Syntax::TooManyValues { limit: self.limits.values });
        }
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'"') => Ok(Json::Text(self.quoted()?)),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => self.number().map(Json::Number),
            Some(byte) if byte.is_ascii_alphabetic() => self.word(),
            _ => Err(self.unexpected(Expected::Value)),
        }
    }

    fn word(&mut self) -> Read<Json<'a>> {
        let word = self.run(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let json = match word {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            "null" => Json::Null,
            "NaN" | "nan" | "Infinity" | "inf" => return Err(Syntax::NotFinite { word: word.to_owned() }),
            // Cut off in the middle of a word.
            _ if self.at + word.len() == self.text.len()
                && ["true", "false", "null"].iter().any(|all| all.starts_with(word)) =>
            {
                return Err(Syntax::EndsEarly);
            }
            _ => return Err(Syntax::Word { word: shown(word) }),
        };
        self.at += word.len();
        Ok(json)
    }

    /// The text from here as long as the bytes (all ASCII) are of a kind.
    fn run(&self, of_kind: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.bytes().take_while(|byte| of_kind(*byte)).count();
        rest.get(..length).unwrap_or_default()
    }

    fn number(&mut self) -> Read<Decimal> {
        let text = self.run(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'));
        let ends = self.at + text.len() == self.text.len();
        let number = decimal(text).map_err(|problem| match problem {
            Syntax::BadNumber { .. } if ends => Syntax::EndsEarly,
            other => other,
        })?;
        self.at += text.len();
        Ok(number)
    }

    fn deeper(&mut self, step: Step<'a>) -> Read<()> {
        if self.within.len() >= self.limits.depth {
            return Err(Syntax::TooDeep { limit: self.limits.depth });
        }
        self.within.push(step);
        Ok(())
    }

    fn list(&mut self) -> Read<Json<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        self.blanks();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Json::List(items));
        }
        loop {
            self.deeper(Step::Item(items.len()))?;
            items.push(self.value()?);
            self.within.pop();
            self.blanks();
            match self.peek() {
                Some(b',') => self.comma(b']')?,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Json::List(items));
                }
                _ => return Err(self.unexpected(Expected::CommaOrBracket)),
            }
        }
    }

    fn object(&mut self) -> Read<Json<'a>> {
        self.at += 1;
        let mut members: Members<'a> = Vec::new();
        let first = self.starts.len();
        self.blanks();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Json::Object(members));
        }
        loop {
            self.blanks();
            if self.peek() != Some(b'"') {
                return Err(self.unexpected(Expected::Name));
            }
            self.starts.push(self.at);
            let name = self.quoted()?;
            self.blanks();
            if self.peek() != Some(b':') {
                return Err(self.unexpected(Expected::Colon));
            }
            self.at += 1;
            self.deeper(Step::Member(name.clone()))?;
            let value = self.value()?;
            self.within.pop();
            members.push((name, value));
            self.blanks();
            match self.peek() {
                Some(b',') => self.comma(b'}')?,
                Some(b'}') => {
                    self.at += 1;
                    let checked = self.without_duplicates(&members, first);
                    self.starts.truncate(first);
                    return checked.map(|()| Json::Object(members));
                }
                _ => return Err(self.unexpected(Expected::CommaOrBrace)),
            }
        }
    }

    fn comma(&mut self, close: u8) -> Read<()> {
        let comma = self.at;
        self.at += 1;
        self.blanks();
        if self.peek() == Some(close) {
            self.at = comma;
            return Err(Syntax::TrailingComma);
        }
        Ok(())
    }

    fn without_duplicates(&mut self, members: &Members<'a>, first: usize) -> Read<()> {
        // Few names are compared each with each; it is many that want sorting.
        let few = || members.iter().enumerate().any(|(at, (name, _))| members.iter().take(at).any(|it| it.0 == *name));
        if members.len() < 2 || (members.len() <= 8 && !few()) {
            return Ok(());
        }
        let starts = self.starts.get(first..).unwrap_or_default();
        let mut names: Vec<(&str, usize)> =
            members.iter().zip(starts).map(|((name, _), at)| (name.as_ref(), *at)).collect();
        names.sort_unstable();
        let twice = names.iter().zip(names.iter().skip(1)).filter(|(one, two)| one.0 == two.0).map(|(_, two)| *two);
        if let Some((name, at)) = twice.min_by_key(|(_, at)| *at) {
            let problem = Syntax::DuplicateName { name: shown(name) };
            self.at = at;
            return Err(problem);
        }
        Ok(())
    }
}

/// A text cut to a length that can be shown.
fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests;
