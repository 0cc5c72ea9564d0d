//! The strict reader: RFC 8259 and nothing else, bounded, with the place of what is wrong.

use std::borrow::Cow;

use super::{Json, Members};
use crate::number::{Decimal, MAX_DIGITS};

/// How much a file may hold. Beyond it the file is refused with a sentence instead of being worked on for minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Levels of lists and objects.
    pub depth: usize,
    /// Values of any kind in the whole file.
    pub values: usize,
    /// Records of one form.
    pub records: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 * 1024 * 1024, depth: 32, values: 4_000_000, records: crate::workbook::MOST_RECORDS }
    }
}

/// Where in the text something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The names and positions (from 1) that lead there: `forms`, `industry`, `3`.
    pub within: Vec<String>,
}

/// Why a text is not JSON that we read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Syntax,
}

/// What is wrong with a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// It ends in the middle: the file was cut short.
    EndsEarly,
    /// Something else than what must stand here.
    Unexpected {
        /// What stands there.
        found: char,
        /// What must.
        expected: Expected,
    },
    /// A comma or colon as the Chinese keyboard types it: somebody edited the file.
    FullWidth {
        /// The character.
        found: char,
    },
    /// A comma before a closing bracket.
    TrailingComma,
    /// `NaN`, `Infinity` and the like.
    NotFinite {
        /// As written.
        word: String,
    },
    /// A word that is no value: `None`, `undefined`, an unquoted text.
    Word {
        /// As written, cut to a length that can be shown.
        word: String,
    },
    /// Digits that are no JSON number: `007`, `+1`, `.5`, `1.`.
    BadNumber {
        /// As written, cut.
        text: String,
    },
    /// A number too large or too small to be kept exactly: `1e999`.
    NumberRange {
        /// As written, cut.
        text: String,
    },
    /// More than 15 significant digits, which readers would not keep.
    NumberDigits {
        /// As written, cut.
        text: String,
        /// How many there are.
        digits: usize,
    },
    /// A raw control character (also a line break) inside a text.
    Control {
        /// Its code point.
        code: u32,
    },
    /// A backslash before something that it does not go with.
    BadEscape,
    /// Half of a surrogate pair, `\ud800`: no character.
    LoneSurrogate,
    /// The same name twice in one object.
    DuplicateName {
        /// The name, cut.
        name: String,
    },
    /// More levels than [`Limits::depth`].
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// More values than [`Limits::values`].
    TooManyValues {
        /// The limit.
        limit: usize,
    },
    /// Something after the end.
    AfterEnd,
}

/// What must stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A value.
    Value,
    /// A name in quotation marks.
    Name,
    /// `:`
    Colon,
    /// `,` or `}`.
    CommaOrBrace,
    /// `,` or `]`.
    CommaOrBracket,
}

/// Reads a JSON text.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn parse<'a>(text: &'a str, limits: &Limits) -> Result<Json<'a>, SyntaxError> {
    let mut parser = Parser { text, at: 0, values: 0, within: Vec::new(), limits };
    let read = parser.document();
    read.map_err(|problem| SyntaxError { place: parser.place(), problem })
}

struct Parser<'a, 'l> {
    text: &'a str,
    /// Position in bytes; always on a character boundary.
    at: usize,
    values: usize,
    within: Vec<Step<'a>>,
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

    fn quoted(&mut self) -> Read<Cow<'a, str>> {
        self.at += 1;
        let mut owned: Option<String> = None;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let length = rest.bytes().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f)).count();
            let part = rest.get(..length).unwrap_or_default();
            self.at += length;
            match self.peek() {
                None => return Err(Syntax::EndsEarly),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(match owned {
                        Some(whole) => Cow::Owned(whole + part),
                        None => Cow::Borrowed(part),
                    });
                }
                Some(b'\\') => {
                    let whole = owned.get_or_insert_default();
                    whole.push_str(part);
                    let character = self.escape()?;
                    whole.push(character);
                }
                Some(code) => return Err(Syntax::Control { code: u32::from(code) }),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let plain = match self.text.as_bytes().get(self.at + 1) {
            None => return Err(Syntax::EndsEarly),
            Some(b'u') => return self.code_point(),
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(_) => return Err(Syntax::BadEscape),
        };
        self.at += 2;
        Ok(plain)
    }

    fn code_point(&mut self) -> Read<char> {
        let first = self.four_digits(self.at)?;
        let code = match first {
            0xd800..=0xdbff => {
                let second = self.four_digits(self.at + 6).map_err(|problem| match problem {
                    Syntax::EndsEarly => Syntax::EndsEarly,
                    _ => Syntax::LoneSurrogate,
                })?;
                if !(0xdc00..=0xdfff).contains(&second) {
                    return Err(Syntax::LoneSurrogate);
                }
                self.at += 6;
                0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
            }
            other => other,
        };
        let character = char::from_u32(code).ok_or(Syntax::LoneSurrogate)?;
        self.at += 6;
        Ok(character)
    }

    /// The four hexadecimal digits of `\uXXXX` at a position.
    fn four_digits(&self, at: usize) -> Read<u32> {
        let bytes = self.text.as_bytes();
        if bytes.len() < at + 6 && bytes.get(at).is_none_or(|byte| *byte == b'\\') {
            return Err(Syntax::EndsEarly);
        }
        let digits = self.text.get(at..at + 6).and_then(|text| text.strip_prefix("\\u")).ok_or(Syntax::BadEscape)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Syntax::BadEscape);
        }
        u32::from_str_radix(digits, 16).map_err(|_| Syntax::BadEscape)
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
        let mut starts = Vec::new();
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
            starts.push(self.at);
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
                    return self.without_duplicates(members, &starts);
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

    fn without_duplicates(&mut self, members: Members<'a>, starts: &[usize]) -> Read<Json<'a>> {
        let mut names: Vec<(&str, usize)> =
            members.iter().zip(starts).map(|((name, _), at)| (name.as_ref(), *at)).collect();
        names.sort_unstable();
        let twice = names.iter().zip(names.iter().skip(1)).filter(|(one, two)| one.0 == two.0).map(|(_, two)| *two);
        if let Some((name, at)) = twice.min_by_key(|(_, at)| *at) {
            let problem = Syntax::DuplicateName { name: shown(name) };
            self.at = at;
            return Err(problem);
        }
        Ok(Json::Object(members))
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

/// A number exactly, or why it is none.
fn decimal(text: &str) -> Read<Decimal> {
    let bad = || Syntax::BadNumber { text: shown(text) };
    let range = || Syntax::NumberRange { text: shown(text) };
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if matches!(unsigned, "Infinity" | "inf" | "NaN") {
        return Err(Syntax::NotFinite { word: text.to_owned() });
    }
    let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, Some(power)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let power_digits = power.map(|power| power.strip_prefix(['+', '-']).unwrap_or(power));
    if !digits(whole)
        || (whole.len() > 1 && whole.starts_with('0'))
        || !fraction.is_none_or(digits)
        || !power_digits.is_none_or(digits)
    {
        return Err(bad());
    }
    let fraction = fraction.unwrap_or_default();
    let all = format!("{whole}{fraction}");
    let all = all.trim_start_matches('0');
    let significant = all.trim_end_matches('0');
    if significant.is_empty() {
        return Ok(Decimal::ZERO);
    }
    if significant.len() > MAX_DIGITS {
        return Err(Syntax::NumberDigits { text: shown(text), digits: significant.len() });
    }
    // A power of more digits than these is out of every range.
    let power: i64 = match power {
        Some(power)
            if power.len() > 6 && power_digits.is_some_and(|digits| digits.trim_start_matches('0').len() > 6) =>
        {
            return Err(range());
        }
        Some(power) => power.parse().map_err(|_| range())?,
        None => 0,
    };
    let dropped = all.len() - significant.len();
    let exponent =
        power + i64::try_from(dropped).map_err(|_| range())? - i64::try_from(fraction.len()).map_err(|_| range())?;
    let value: i128 = significant.parse().map_err(|_| bad())?;
    let value = if negative { -value } else { value };
    if exponent > 0 {
        let power = u32::try_from(exponent).map_err(|_| range())?;
        let scaled = 10_i128.checked_pow(power).and_then(|ten| value.checked_mul(ten)).ok_or_else(range)?;
        return Decimal::try_from_i128_with_scale(scaled, 0).map_err(|_| range());
    }
    let scale = u32::try_from(-exponent).map_err(|_| range())?;
    Decimal::try_from_i128_with_scale(value, scale).map_err(|_| range())
}

#[cfg(test)]
mod tests;
