//! Trees back to text: one spelling for every formula, in the scheme's words or in Chinese.

use super::functions;
use super::lexer::{continues_name, plain, starts_name};
use super::syntax::{Binary, Call, Expr, Kind, Name};
use super::token::{Sign, Word};
use crate::number::{Unit, canonical};
use std::collections::BTreeMap;

/// Which words are used.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wording<'a> {
    /// English words and signs; names and functions as written.
    AsWritten,
    /// Chinese words, and for the names and texts that start at these places in the source, these.
    Chinese(&'a BTreeMap<usize, String>),
}

pub(super) fn print(expr: &Expr, wording: Wording<'_>) -> String {
    let mut printer = Printer { text: String::new(), wording };
    printer.expr(expr, 0);
    printer.text
}

struct Printer<'a> {
    text: String,
    wording: Wording<'a>,
}

const IF: u8 = 0;
const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const AS: u8 = 5;
const OTHERWISE: u8 = 6;
const UNARY: u8 = 9;
const PRIMARY: u8 = 10;

/// How tightly it binds; what binds less tightly inside needs brackets.
const fn level(kind: &Kind) -> u8 {
    match kind {
        Kind::If(_) => IF,
        Kind::Binary(op, ..) => binary_level(*op),
        Kind::Not(_) => NOT,
        Kind::In { .. } => COMPARISON,
        Kind::As(..) => AS,
        Kind::Negate(_) => UNARY,
        _ => PRIMARY,
    }
}

const fn binary_level(op: Binary) -> u8 {
    match op {
        Binary::Or => 1,
        Binary::And => 2,
        Binary::Otherwise => OTHERWISE,
        Binary::Add | Binary::Subtract => 7,
        Binary::Multiply | Binary::Divide => 8,
        _ => COMPARISON,
    }
}

impl Printer<'_> {
    fn expr(&mut self, expr: &Expr, at_least: u8) {
        let brackets = level(&expr.kind) < at_least || self.is_clearer_in_brackets(&expr.kind, at_least);
        if brackets {
            self.text.push('(');
        }
        self.bare(expr);
        if brackets {
            self.text.push(')');
        }
    }

    /// Few readers know that 未填则 binds more tightly than a comparison: for them it stands in brackets inside anything
    /// but a chain of its kind.
    const fn is_clearer_in_brackets(&self, kind: &Kind, at_least: u8) -> bool {
        matches!(self.wording, Wording::Chinese(_))
            && matches!(kind, Kind::Binary(Binary::Otherwise, ..))
            && at_least > IF
            && at_least != OTHERWISE
    }

    fn bare(&mut self, expr: &Expr) {
        match &expr.kind {
            Kind::Bad => self.text.push('…'),
            Kind::Number(value, unit) => {
                self.text.push_str(&canonical(*value));
                if let Some(unit) = unit {
                    self.unit(*unit);
                }
            }
            Kind::Text(text) => {
                let text = self.replaced(expr.span.start).unwrap_or(text).to_owned();
                self.quoted(&text);
            }
            Kind::Bool(truth) => self.word(if *truth { Word::True } else { Word::False }),
            Kind::Path(names) => {
                for (position, name) in names.iter().enumerate() {
                    if position > 0 {
                        self.text.push('.');
                    }
                    self.name(name);
                }
            }
            Kind::Negate(inner) => {
                self.text.push('-');
                self.expr(inner, UNARY);
            }
            Kind::Not(inner) => {
                self.word(Word::Not);
                self.text.push(' ');
                self.expr(inner, NOT);
            }
            Kind::Binary(op, left, right) => {
                let level = binary_level(*op);
                self.expr(left, if op.is_comparison() { level + 1 } else { level });
                self.text.push(' ');
                self.operator(*op);
                self.text.push(' ');
                self.expr(right, level + 1);
            }
            Kind::In { item, list, negated } => {
                self.expr(item, COMPARISON + 1);
                self.text.push(' ');
                match (self.wording, negated) {
                    (Wording::Chinese(_), true) => self.word(Word::NotIn),
                    (Wording::AsWritten, true) => self.text.push_str("not in"),
                    (_, false) => self.word(Word::In),
                }
                self.text.push_str(" [");
                self.list(list);
                self.text.push(']');
            }
            Kind::As(inner, unit) => {
                self.expr(inner, AS + 1);
                self.text.push(' ');
                self.word(Word::As);
                self.text.push(' ');
                self.unit(*unit);
            }
            Kind::If(parts) => {
                let [condition, yes, no] = &**parts;
                for (word, part) in [(Word::If, condition), (Word::Then, yes), (Word::Else, no)] {
                    if word != Word::If {
                        self.text.push(' ');
                    }
                    self.word(word);
                    self.text.push(' ');
                    self.expr(part, IF);
                }
            }
            Kind::Call(call) => self.call(call),
        }
    }

    fn call(&mut self, call: &Call) {
        let chinese = matches!(self.wording, Wording::Chinese(_));
        match functions::find(&call.function.text).filter(|_| chinese) {
            Some(function) => self.text.push_str(function.chinese),
            None => self.name(&call.function),
        }
        self.text.push('(');
        self.list(&call.args);
        for (word, part) in [(Word::Over, &call.over), (Word::Where, &call.filter)] {
            if let Some(part) = part {
                self.text.push(' ');
                self.word(word);
                self.text.push(' ');
                self.expr(part, IF);
            }
        }
        self.text.push(')');
    }

    fn list(&mut self, all: &[Expr]) {
        for (position, expr) in all.iter().enumerate() {
            if position > 0 {
                self.text.push_str(", ");
            }
            self.expr(expr, IF);
        }
    }

    fn operator(&mut self, op: Binary) {
        let chinese = matches!(self.wording, Wording::Chinese(_));
        let text = match op {
            Binary::Or => return self.word(Word::Or),
            Binary::And => return self.word(Word::And),
            Binary::Equal if chinese => "=",
            Binary::NotEqual if chinese => "≠",
            Binary::LessEqual if chinese => "≤",
            Binary::GreaterEqual if chinese => "≥",
            Binary::Otherwise if chinese => return self.word(Word::Otherwise),
            Binary::Multiply if chinese => "×",
            Binary::Divide if chinese => "÷",
            Binary::Equal => Sign::Equal.text(),
            Binary::NotEqual => Sign::NotEqual.text(),
            Binary::Less => Sign::Less.text(),
            Binary::LessEqual => Sign::LessEqual.text(),
            Binary::Greater => Sign::Greater.text(),
            Binary::GreaterEqual => Sign::GreaterEqual.text(),
            Binary::Otherwise => Sign::Otherwise.text(),
            Binary::Add => Sign::Plus.text(),
            Binary::Subtract => Sign::Minus.text(),
            Binary::Multiply => Sign::Times.text(),
            Binary::Divide => Sign::Over.text(),
        };
        self.text.push_str(text);
    }

    fn word(&mut self, word: Word) {
        self.text.push_str(match self.wording {
            Wording::AsWritten => word.english(),
            Wording::Chinese(_) => word.chinese(),
        });
    }

    fn unit(&mut self, unit: Unit) {
        if unit.is_plain() {
            self.text.push('倍');
        } else {
            self.text.push_str(&unit.to_string());
        }
    }

    fn replaced(&self, at: usize) -> Option<&str> {
        match self.wording {
            Wording::Chinese(names) => names.get(&at).map(String::as_str),
            Wording::AsWritten => None,
        }
    }

    fn name(&mut self, name: &Name) {
        let text = self.replaced(name.span.start).unwrap_or(&name.text).to_owned();
        if reads_as_name(&text) {
            self.text.push_str(&text);
        } else {
            self.text.push('【');
            self.text.push_str(&text);
            self.text.push('】');
        }
    }

    /// In quotation marks that do not occur in it: a text came from between some, so one kind is always free.
    fn quoted(&mut self, text: &str) {
        let straight = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')];
        let curly = [('“', '”'), ('"', '"'), ('\'', '\''), ('‘', '’')];
        let marks = if matches!(self.wording, Wording::Chinese(_)) { curly } else { straight };
        let free = |(_, close): &&(char, char)| !text.chars().any(|c| plain(c) == *close);
        let (open, close) = marks.iter().find(free).copied().unwrap_or(('"', '"'));
        self.text.push(open);
        self.text.push_str(text);
        self.text.push(close);
    }
}

/// Whether the text stands for itself as a name, without 【】.
fn reads_as_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| starts_name(first) && plain(first) == first)
        && chars.all(|c| continues_name(c) && plain(c) == c)
        && Word::read(text).is_none()
}
