//! Source to tokens. Full-width signs and digits are read as plain ones; all mistakes are collected.

use super::MAX_SOURCE;
use super::error::{FormulaError, Problem};
use super::span::Span;
use super::token::{Sign, Tok, Token, WORDS, Word};
use crate::number::{NumberProblem, Unit, read};

/// Column names that have a dash in them, with the name without one.
const DASHED: &[(&str, &str)] = &[
    ("1—本月", "累计"),
    ("1–本月", "累计"),
    ("１—本月", "累计"),
    ("上年1—本月", "上年累计"),
    ("上年1–本月", "上年累计"),
    ("上年１—本月", "上年累计"),
];

/// The tokens, of which the last is [`Tok::End`], and what was wrong.
pub(super) fn tokens(source: &str) -> (Vec<Token>, Vec<FormulaError>) {
    let mut lexer = Lexer { source, at: 0, tokens: Vec::new(), errors: Vec::new() };
    if source.len() > MAX_SOURCE {
        lexer.fail(Span::new(0, 0), Problem::TooLong { limit: MAX_SOURCE });
        lexer.at = source.len();
    }
    while lexer.token() {}
    lexer.push(Tok::End, source.len());
    (lexer.tokens, lexer.errors)
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
    tokens: Vec<Token>,
    errors: Vec<FormulaError>,
}

/// Full-width forms as their plain counterparts.
pub(super) fn plain(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '−' => '-',
        other => other,
    }
}

pub(super) fn starts_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '㎡')
}

pub(super) fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '㎡')
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// The next character, full-width forms made plain.
    fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(plain)
    }

    fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1).map(plain)
    }

    fn bump(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    fn push(&mut self, kind: Tok, start: usize) {
        self.tokens.push(Token { kind, span: Span::new(start, self.at) });
    }

    fn fail(&mut self, span: Span, problem: Problem) {
        self.errors.push(FormulaError { span, problem });
    }

    /// Reads one token; false at the end.
    fn token(&mut self) -> bool {
        while self.peek().is_some_and(char::is_whitespace) {
            self.bump();
        }
        let start = self.at;
        let Some(c) = self.peek() else { return false };
        if let Some((dashed, name)) = DASHED.iter().find(|(dashed, _)| self.rest().starts_with(dashed)) {
            self.at += dashed.len();
            self.push(Tok::Name((*name).to_owned()), start);
        } else if c == '#' {
            self.at = self.rest().find('\n').map_or(self.source.len(), |end| self.at + end);
        } else if let Some(length) = self.month_column(c) {
            self.at += length;
            let name = self.source.get(start..self.at).unwrap_or_default().chars().map(plain).collect();
            self.push(Tok::Name(name), start);
        } else if c.is_ascii_digit() {
            self.number(start);
        } else if starts_name(c) {
            self.name(start);
        } else if let Some(closes) = closing(c) {
            self.quoted(start, c, closes);
        } else if c == '%' && self.number_is_last() {
            self.bump();
            self.percent_after_space();
        } else if let Some((sign, length)) = self.sign(c) {
            for _ in 0..length {
                self.bump();
            }
            self.push(Tok::Sign(sign), start);
        } else {
            let original = self.rest().chars().next().unwrap_or(c);
            self.bump();
            self.fail(Span::new(start, self.at), Problem::UnknownCharacter(original));
        }
        true
    }

    fn sign(&self, c: char) -> Option<(Sign, usize)> {
        let two = |second: char, both: Sign, one: Sign| {
            if self.peek_second() == Some(second) { (both, 2) } else { (one, 1) }
        };
        Some(match c {
            '(' => (Sign::Open, 1),
            ')' => (Sign::Close, 1),
            '[' => (Sign::OpenList, 1),
            ']' => (Sign::CloseList, 1),
            ',' | '、' => (Sign::Comma, 1),
            '.' => (Sign::Dot, 1),
            '+' => (Sign::Plus, 1),
            '-' => (Sign::Minus, 1),
            '*' | '×' => (Sign::Times, 1),
            '/' | '÷' => (Sign::Over, 1),
            '=' => two('=', Sign::Equal, Sign::Equal),
            '≠' => (Sign::NotEqual, 1),
            '≤' | '≦' => (Sign::LessEqual, 1),
            '≥' | '≧' => (Sign::GreaterEqual, 1),
            '<' if self.peek_second() == Some('>') => (Sign::NotEqual, 2),
            '<' => two('=', Sign::LessEqual, Sign::Less),
            '>' => two('=', Sign::GreaterEqual, Sign::Greater),
            '!' if self.peek_second() == Some('=') => (Sign::NotEqual, 2),
            '?' if self.peek_second() == Some('?') => (Sign::Otherwise, 2),
            _ => return None,
        })
    }

    /// A text in any of the usual quotation marks, or a name in 【】.
    fn quoted(&mut self, start: usize, opened: char, closes: char) {
        self.bump();
        let from = self.at;
        loop {
            match self.peek() {
                Some('\n') | None => {
                    self.fail(Span::new(start, self.at), Problem::Unclosed { opened, closes });
                    return self.push(Tok::Bad, start);
                }
                Some(c) if c == closes => break,
                Some(_) => self.bump(),
            }
        }
        let inside = self.source.get(from..self.at).unwrap_or_default().to_owned();
        self.bump();
        self.push(if closes == '】' { Tok::Name(inside) } else { Tok::Text(inside) }, start);
    }

    fn name(&mut self, start: usize) {
        let run = self.run();
        // A value is followed by a word, not by a name: 0且累计 is 0, 且, 累计.
        let ends_value = self.tokens.last().is_some_and(|last| {
            matches!(
                last.kind,
                Tok::Number(..) | Tok::Text(_) | Tok::Bad | Tok::Sign(Sign::Close | Sign::CloseList) | Tok::Unit(_)
            )
        });
        let split = if ends_value && Word::read(&run).is_none() { leading_word(&run) } else { None };
        let text = split.map_or(run.as_str(), |word| word);
        for _ in text.chars() {
            self.bump();
        }
        match Word::read(text) {
            Some(Word::As) => {
                self.push(Tok::Word(Word::As), start);
                self.unit_after_as();
            }
            Some(word) => self.push(Tok::Word(word), start),
            None => self.push(Tok::Name(text.to_owned()), start),
        }
    }

    /// The characters of a name from here on, made plain.
    fn run(&self) -> String {
        self.rest().chars().map(plain).take_while(|c| continues_name(*c)).collect()
    }

    /// How long a column such as 9月 is that stands behind a dot: 计划.9月 is no number of months.
    fn month_column(&self, first: char) -> Option<usize> {
        let after_dot = self.tokens.last().is_some_and(|last| matches!(last.kind, Tok::Sign(Sign::Dot)));
        if !after_dot || !first.is_ascii_digit() {
            return None;
        }
        let digits: usize =
            self.rest().chars().take_while(|c| plain(*c).is_ascii_digit()).take(3).map(char::len_utf8).sum();
        let rest = self.rest().get(digits..)?;
        let ends = |rest: &str| !rest.chars().next().is_some_and(|c| continues_name(plain(c)));
        rest.strip_prefix('月')
            .filter(|rest| ends(rest) || leading_word(rest).is_some())
            .map(|_| digits + '月'.len_utf8())
    }

    fn number(&mut self, start: usize) {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            let point = c == '.' && self.peek_second().is_some_and(|next| next.is_ascii_digit());
            if !c.is_ascii_digit() && !point {
                break;
            }
            text.push(c);
            self.bump();
        }
        let value = match read(&text) {
            Ok(reading) => reading.value,
            Err(NumberProblem::Empty) => return,
            Err(_) => {
                self.fail(Span::new(start, self.at), Problem::BadNumber);
                while self.peek().is_some_and(|c| continues_name(c) || c == '%') {
                    self.bump();
                }
                return self.push(Tok::Bad, start);
            }
        };
        match self.unit() {
            Ok(unit) => self.push(Tok::Number(value, unit), start),
            Err(()) => self.push(Tok::Bad, start),
        }
    }

    /// The unit that stands straight after a number; consumed also when it is none.
    fn unit(&mut self) -> Result<Option<Unit>, ()> {
        let start = self.at;
        let c = self.peek().unwrap_or(' ');
        let mut written = if matches!(c, '%' | '‰') {
            c.to_string()
        } else if starts_name(c) {
            let run = self.run();
            match split_unit(&run) {
                Some("") => return Ok(None),
                Some(unit) => unit.to_owned(),
                None => run,
            }
        } else {
            return Ok(None);
        };
        for _ in written.chars() {
            self.bump();
        }
        let span = Span::new(start, self.at);
        let Ok(mut unit) = Unit::parse(&written) else {
            let nearest = Unit::parse(&written).err().and_then(|unknown| unknown.nearest);
            let multiple = written.chars().all(|c| "十百千万亿".contains(c));
            self.fail(
                span,
                if multiple { Problem::UnitIncomplete { written } } else { Problem::UnknownUnit { written, nearest } },
            );
            return Err(());
        };
        // 1500元/平方米, as long as what follows the stroke is a unit.
        while self.peek() == Some('/') || self.peek() == Some('·') {
            let mut further = written.clone();
            further.push(self.peek().unwrap_or('/'));
            let before = self.at;
            self.bump();
            let run = self.run();
            further.push_str(&run);
            match Unit::parse(&further) {
                Ok(compound) if !run.is_empty() => {
                    for _ in run.chars() {
                        self.bump();
                    }
                    unit = compound;
                    written = further;
                }
                _ => {
                    self.at = before;
                    break;
                }
            }
        }
        Ok(Some(unit))
    }

    fn unit_after_as(&mut self) {
        while self.peek().is_some_and(|c| c == ' ') {
            self.bump();
        }
        let start = self.at;
        let mut written = String::new();
        while let Some(c) = self.peek().filter(|c| continues_name(*c) || matches!(c, '%' | '‰' | '/' | '·')) {
            written.push(c);
            self.bump();
        }
        let span = Span::new(start, self.at);
        match Unit::parse(&written) {
            Ok(unit) if !written.is_empty() => self.push(Tok::Unit(unit), start),
            Err(unknown) => {
                self.fail(span, Problem::UnknownUnit { written, nearest: unknown.nearest });
                self.push(Tok::Bad, start);
            }
            Ok(_) => {}
        }
    }

    fn number_is_last(&self) -> bool {
        self.tokens.last().is_some_and(|last| matches!(last.kind, Tok::Number(_, None)))
    }

    /// `30 %`.
    fn percent_after_space(&mut self) {
        let at = self.at;
        if let Some(Token { kind: Tok::Number(_, unit), span }) = self.tokens.last_mut() {
            *unit = Some(Unit::percent());
            span.end = at;
        }
    }
}

fn closing(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '\'' => Some('\''),
        '“' | '”' => Some('”'),
        '‘' | '’' => Some('’'),
        '【' => Some('】'),
        _ => None,
    }
}

/// The Chinese word that the text starts with; the longest.
fn leading_word(text: &str) -> Option<&'static str> {
    let chinese = WORDS.iter().map(|(spelling, _)| *spelling).filter(|spelling| !spelling.is_ascii());
    chinese.filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
}

/// The part of the text that is a unit (or nothing) before a Chinese word; `None` if it cannot be split so.
fn split_unit(run: &str) -> Option<&str> {
    if Unit::parse(run).is_ok() {
        return Some(run);
    }
    run.char_indices().find_map(|(at, _)| {
        let (unit, rest) = run.split_at_checked(at)?;
        (leading_word(rest).is_some() && Unit::parse(unit).is_ok()).then_some(unit)
    })
}
