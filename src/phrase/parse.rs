//! From text to a phrase.

use super::condition::{Condition, Operand, Relation, Term};
use super::options::ListOptions;
use super::token::{Kind, Token, closing, tokens};
use super::{Hole, Name, Phrase, PhraseError, PhraseProblem, Piece, Place, Selection, Sum, WORDS};
use crate::formula::nearest;
use std::ops::Range;

/// Functions with their Chinese names.
const FUNCTIONS: [(&str, &str); 6] = [
    ("list", "列出"),
    ("names", "名单"),
    ("columns", "列名"),
    ("count", "个数"),
    ("value", "取数"),
    ("change", "增减"),
];

pub(super) fn phrase(source: &str) -> Result<Phrase, Vec<PhraseError>> {
    let mut pieces = Vec::new();
    let mut errors = Vec::new();
    let mut text = String::new();
    // Where the clause that is being read begins, and what came before it.
    let mut clause: Option<(usize, Vec<Piece>)> = None;
    let mut chars = source.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_mark = matches!(c, '{' | '}' | '[' | ']');
        if !is_mark || chars.next_if(|(_, next)| *next == c).is_some() {
            text.push(c);
            continue;
        }
        if matches!(c, '[' | ']') {
            put_text(&mut pieces, &mut text);
            match (c, clause.take()) {
                ('[', None) => clause = Some((at, std::mem::take(&mut pieces))),
                (']', Some((_, before))) => {
                    let inner = std::mem::replace(&mut pieces, before);
                    pieces.push(Piece::Clause(inner));
                }
                (_, open) => {
                    clause = open;
                    errors.push(PhraseError { span: at..at + 1, problem: PhraseProblem::Bracket });
                }
            }
            continue;
        }
        let end = if c == '{' { end_of_hole(source, at + 1) } else { None };
        let Some(end) = end else {
            errors.push(PhraseError { span: at..at + 1, problem: PhraseProblem::Brace });
            continue;
        };
        put_text(&mut pieces, &mut text);
        match hole(source, at + 1..end) {
            Ok(hole) => pieces.push(Piece::Hole(Box::new(hole))),
            Err(error) => errors.push(error),
        }
        while chars.next_if(|(next, _)| *next <= end).is_some() {}
    }
    put_text(&mut pieces, &mut text);
    if let Some((at, _)) = clause {
        errors.push(PhraseError { span: at..at + 1, problem: PhraseProblem::Bracket });
    }
    if errors.is_empty() { Ok(Phrase { pieces }) } else { Err(errors) }
}

fn put_text(pieces: &mut Vec<Piece>, text: &mut String) {
    if !text.is_empty() {
        pieces.push(Piece::Text(std::mem::take(text)));
    }
}

/// Where the hole that starts here ends: at the first `}` outside quotation marks.
fn end_of_hole(source: &str, from: usize) -> Option<usize> {
    let mut until = None;
    for (at, c) in source.get(from..)?.char_indices() {
        match until {
            Some(close) if c == close => until = None,
            Some(_) => {}
            None if c == '}' => return Some(from + at),
            None if c == '{' => return None,
            None => until = closing(c),
        }
    }
    None
}

pub(super) fn selection(source: &str) -> Result<Selection, PhraseError> {
    let mut parser = Parser::new(source, 0..source.len())?;
    let selection = parser.selection()?;
    parser.end()?;
    Ok(selection)
}

pub(super) fn sum(source: &str) -> Result<Sum, PhraseError> {
    let mut parser = Parser::new(source, 0..source.len())?;
    let mut parts = vec![parser.place()?];
    while parser.takes("+") {
        parts.push(parser.place()?);
    }
    parser.mark("=")?;
    let whole = parser.place()?;
    parser.end()?;
    Ok(Sum { parts, whole })
}

fn hole(source: &str, range: Range<usize>) -> Result<Hole, PhraseError> {
    let mut parser = Parser::new(source, range)?;
    let hole = parser.hole()?;
    parser.end()?;
    Ok(hole)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn new(source: &str, range: Range<usize>) -> Result<Self, PhraseError> {
        Ok(Self { tokens: tokens(source, range)?, at: 0 })
    }

    fn peek(&self) -> Token {
        // There is always an end.
        self.tokens.get(self.at).or(self.tokens.last()).cloned().unwrap_or(Token { kind: Kind::End, span: 0..0 })
    }

    fn next(&mut self) -> Token {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn takes(&mut self, mark: &'static str) -> bool {
        let is_it = self.peek().kind == Kind::Mark(mark);
        self.at += usize::from(is_it);
        is_it
    }

    /// Takes a word that has two spellings.
    fn takes_word(&mut self, words: [&str; 2]) -> bool {
        let is_it = matches!(&self.peek().kind, Kind::Name(name) if words.contains(&name.as_str()));
        self.at += usize::from(is_it);
        is_it
    }

    fn mark(&mut self, mark: &'static str) -> Result<(), PhraseError> {
        if self.takes(mark) { Ok(()) } else { Err(self.expected(mark)) }
    }

    fn expected(&self, what: &'static str) -> PhraseError {
        let token = self.peek();
        let found = match token.kind {
            Kind::Name(name) => name,
            Kind::Text(text) => format!("“{text}”"),
            Kind::Number(digits) => digits,
            Kind::Mark(mark) => mark.to_owned(),
            Kind::End => String::new(),
        };
        PhraseError { span: token.span, problem: PhraseProblem::Expected { what, found } }
    }

    fn end(&self) -> Result<(), PhraseError> {
        if self.peek().kind == Kind::End { Ok(()) } else { Err(self.expected("花括号的结尾")) }
    }

    fn name(&mut self, what: &'static str) -> Result<Name, PhraseError> {
        let token = self.peek();
        match token.kind {
            Kind::Name(text) => {
                self.at += 1;
                Ok(Name { text, span: token.span })
            }
            _ => Err(self.expected(what)),
        }
    }

    fn text(&mut self, what: &'static str) -> Result<String, PhraseError> {
        match self.peek().kind {
            Kind::Text(text) => {
                self.at += 1;
                Ok(text)
            }
            _ => Err(self.expected(what)),
        }
    }

    fn hole(&mut self) -> Result<Hole, PhraseError> {
        let name = self.name("表名、函数名或 period、office")?;
        if self.takes("(") {
            let hole = self.function(&name)?;
            self.mark(")")?;
            return Ok(hole);
        }
        if matches!(name.text.as_str(), "period" | "office") {
            return self.word(name);
        }
        self.mark(".")?;
        let column = self.name("列名")?;
        Ok(Hole::Figure(Place { table: name, column }))
    }

    fn word(&mut self, first: Name) -> Result<Hole, PhraseError> {
        let mut found = first.text;
        let mut span = first.span;
        if self.takes(".") {
            let rest = self.name("period 或 office 的一项")?;
            found = format!("{found}.{}", rest.text);
            span.end = rest.span.end;
        }
        if let Some((_, word)) = WORDS.iter().find(|(word, _)| *word == found) {
            return Ok(Hole::Word(*word));
        }
        let nearest = nearest(&found, WORDS.iter().map(|(word, _)| *word));
        Err(PhraseError { span, problem: PhraseProblem::UnknownWord { found, nearest } })
    }

    fn function(&mut self, name: &Name) -> Result<Hole, PhraseError> {
        let known = FUNCTIONS.iter().find(|(key, label)| name.text == *key || name.text == *label);
        let Some(&(function, _)) = known else {
            let names = FUNCTIONS.iter().flat_map(|(key, label)| [*key, *label]);
            let problem =
                PhraseProblem::UnknownFunction { found: name.text.clone(), nearest: nearest(&name.text, names) };
            return Err(PhraseError { span: name.span.clone(), problem });
        };
        match function {
            "value" => {
                let place = self.place()?;
                self.mark(",")?;
                Ok(Hole::Value(place, self.text("引号里的行名或代码")?))
            }
            "change" => self.change(),
            "count" => Ok(Hole::Count(self.selection()?)),
            "columns" => {
                let rows = self.selection()?;
                Ok(Hole::Columns(rows, self.options("columns")?))
            }
            "names" => {
                let rows = self.selection()?;
                Ok(Hole::Names(rows, self.options("names")?))
            }
            _ => {
                let rows = self.selection()?;
                if rows.column.is_none() {
                    return Err(PhraseError {
                        span: rows.table.span.clone(),
                        problem: PhraseProblem::Expected {
                            what: "表名.列名（list 要说明列哪一列的数）",
                            found: rows.table.text,
                        },
                    });
                }
                Ok(Hole::List(rows, self.options("list")?))
            }
        }
    }

    fn change(&mut self) -> Result<Hole, PhraseError> {
        let place = self.place()?;
        let (mut up, mut down, mut same) = ("增长".to_owned(), "下降".to_owned(), "持平".to_owned());
        while self.takes(",") {
            let name = self.name("up、down 或 same")?;
            self.mark("=")?;
            let text = self.text("引号里的文字")?;
            match name.text.as_str() {
                "up" => up = text,
                "down" => down = text,
                "same" => same = text,
                other => {
                    let known = ["up", "down", "same"];
                    let problem = PhraseProblem::UnknownOption {
                        function: "change",
                        found: other.to_owned(),
                        nearest: nearest(other, known),
                        known: known.to_vec(),
                    };
                    return Err(PhraseError { span: name.span, problem });
                }
            }
        }
        Ok(Hole::Change { place, up, down, same })
    }

    fn options(&mut self, function: &'static str) -> Result<ListOptions, PhraseError> {
        let mut options = ListOptions::default();
        while self.takes(",") {
            let name = self.name("选项名")?;
            self.mark("=")?;
            let value = self.next();
            options.set(function, &name, &value.kind)?;
        }
        Ok(options)
    }

    fn place(&mut self) -> Result<Place, PhraseError> {
        let table = self.name("表名")?;
        self.mark(".")?;
        Ok(Place { table, column: self.name("列名")? })
    }

    fn selection(&mut self) -> Result<Selection, PhraseError> {
        let table = self.name("表名")?;
        let column = if self.takes(".") { Some(self.name("列名")?) } else { None };
        let condition = if self.takes_word(["where", "其中"]) { Some(self.condition()?) } else { None };
        Ok(Selection { table, column, condition })
    }

    fn condition(&mut self) -> Result<Condition, PhraseError> {
        let mut any = Vec::new();
        loop {
            let mut all = vec![self.term()?];
            while self.takes_word(["and", "且"]) {
                all.push(self.term()?);
            }
            any.push(all);
            if !self.takes_word(["or", "或"]) {
                return Ok(Condition { any });
            }
        }
    }

    fn term(&mut self) -> Result<Term, PhraseError> {
        let left = self.name("列名、flag 或 total")?;
        let relation = match self.peek().kind {
            Kind::Mark(mark) => Relation::of(mark),
            _ => None,
        };
        let Some(relation) = relation else { return Err(self.expected("= != < <= > >=")) };
        self.at += 1;
        let token = self.peek();
        let mut right_span = token.span.clone();
        let right = match token.kind {
            Kind::Text(text) => Operand::Text(text),
            Kind::Name(word) if matches!(word.as_str(), "total" | "合计") => Operand::Total,
            Kind::Name(word) if matches!(word.as_str(), "withheld" | "不公布") && relation == Relation::Equal => {
                Operand::Withheld
            }
            Kind::Name(text) => Operand::Column(Name { text, span: token.span }),
            Kind::Number(digits) => {
                let Ok(value) = digits.parse() else { return Err(self.expected("一个数")) };
                let percent = matches!(self.tokens.get(self.at + 1), Some(Token { kind: Kind::Mark("%"), .. }));
                if percent {
                    right_span.end += 1;
                    self.at += 1;
                }
                Operand::Number { value, percent }
            }
            _ => return Err(self.expected("数、引号里的文字、列名或 total")),
        };
        self.at += 1;
        Ok(Term { left, relation, right, right_span })
    }
}
