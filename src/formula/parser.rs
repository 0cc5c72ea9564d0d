//! Tokens to a syntax tree: recursive descent, one function for each level of binding.

mod operators;

use super::error::{Expected, FormulaError, Found, Problem};
use super::lexer;
use super::span::Span;
use super::syntax::{Call, Expr, Kind, Name};
use super::token::{Sign, Tok, Token, Word};
use super::{MAX_DEPTH, MAX_NESTING};

/// The tree as far as there is one, and everything that was wrong, in the order of the source.
pub(super) fn parse(source: &str) -> (Option<Expr>, Vec<FormulaError>) {
    let (tokens, errors) = lexer::tokens(source);
    let mut parser = Parser { source, tokens, at: 0, errors, nesting: 0, hopeless: false };
    let tree = parser.whole();
    let mut errors = parser.errors;
    errors.sort_by_key(|error| error.span);
    (tree, errors)
}

struct Parser<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    at: usize,
    errors: Vec<FormulaError>,
    /// How many brackets, `if`s, `not`s and signs enclose this place.
    nesting: usize,
    /// Too deep to go on.
    hopeless: bool,
}

/// The mistake was reported; whoever can go on from the next comma does.
struct Stop;

type Parsed = Result<Expr, Stop>;

impl Parser<'_> {
    fn whole(&mut self) -> Option<Expr> {
        if self.kind() == &Tok::End {
            if self.errors.is_empty() {
                self.report(Span::new(0, self.source.len()), Problem::Empty);
            }
            return None;
        }
        let tree = self.expression().ok();
        if tree.is_some() && self.kind() != &Tok::End && !self.skipped_before() {
            self.unexpected(Expected::Operator);
        }
        tree
    }

    /// Whether the lexer left something out right before here, which it reported.
    fn skipped_before(&self) -> bool {
        let gap = Span::new(self.last_span().end, self.span().start);
        self.errors.iter().any(|error| gap.start <= error.span.start && error.span.end <= gap.end)
    }

    fn kind(&self) -> &Tok {
        self.tokens.get(self.at).map_or(&Tok::End, |token| &token.kind)
    }

    fn span(&self) -> Span {
        let end = Span::new(self.source.len(), self.source.len());
        self.tokens.get(self.at).map_or(end, |token| token.span)
    }

    fn last_span(&self) -> Span {
        self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(Span::default(), |token| token.span)
    }

    fn bump(&mut self) {
        self.at += 1;
    }

    fn take(&mut self, wanted: &Tok) -> bool {
        let there = self.kind() == wanted;
        if there {
            self.bump();
        }
        there
    }

    fn take_word(&mut self, word: Word) -> bool {
        self.take(&Tok::Word(word))
    }

    fn take_sign(&mut self, sign: Sign) -> bool {
        self.take(&Tok::Sign(sign))
    }

    fn report(&mut self, span: Span, problem: Problem) {
        self.errors.push(FormulaError { span, problem });
    }

    fn unexpected(&mut self, expected: Expected) -> Stop {
        let span = self.span();
        let found = match self.kind() {
            Tok::End => Found::End,
            _ => Found::Text(span.of(self.source).to_owned()),
        };
        // What the lexer found wrong here is the better message.
        if !self.errors.iter().any(|error| error.span.start <= span.start && span.start < error.span.end.max(1)) {
            self.report(span, Problem::Expected { expected, found });
        }
        Stop
    }

    fn expect_word(&mut self, word: Word) -> Result<(), Stop> {
        if self.take_word(word) { Ok(()) } else { Err(self.unexpected(Expected::Token(word.english()))) }
    }

    fn make(&mut self, kind: Kind, span: Span) -> Parsed {
        let made = Expr::new(kind, span);
        if made.depth > MAX_DEPTH { Err(self.too_deep(span, MAX_DEPTH)) } else { Ok(made) }
    }

    fn too_deep(&mut self, span: Span, limit: usize) -> Stop {
        if !self.hopeless {
            self.hopeless = true;
            self.report(Span::new(span.start, span.start), Problem::TooDeep { limit });
        }
        Stop
    }

    /// Runs something that may come back here, unless that has happened too often.
    fn nested(&mut self, inner: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.nesting >= MAX_NESTING {
            let span = self.span();
            return Err(self.too_deep(span, MAX_NESTING));
        }
        self.nesting += 1;
        let result = inner(self);
        self.nesting -= 1;
        result
    }

    fn expression(&mut self) -> Parsed {
        self.nested(|parser| if parser.kind() == &Tok::Word(Word::If) { parser.choice() } else { parser.or() })
    }

    fn choice(&mut self) -> Parsed {
        let start = self.span();
        self.bump();
        let condition = self.expression()?;
        self.expect_word(Word::Then)?;
        let yes = self.expression()?;
        self.expect_word(Word::Else)?;
        let no = self.expression()?;
        let span = start.to(no.span);
        self.make(Kind::If(Box::new([condition, yes, no])), span)
    }

    fn primary(&mut self) -> Parsed {
        let span = self.span();
        let kind = match self.kind().clone() {
            Tok::Number(value, unit) => Kind::Number(value, unit),
            Tok::Text(text) => Kind::Text(text),
            Tok::Word(Word::True) => Kind::Bool(true),
            Tok::Word(Word::False) => Kind::Bool(false),
            Tok::Bad => Kind::Bad,
            Tok::Name(text) => return self.path(Name { text, span }),
            Tok::Sign(Sign::Open) => return self.bracketed(),
            _ => return Err(self.unexpected(Expected::Value)),
        };
        self.bump();
        self.make(kind, span)
    }

    fn bracketed(&mut self) -> Parsed {
        let start = self.span();
        self.bump();
        let mut inner = match self.expression() {
            Ok(inner) => inner,
            Err(Stop) if self.skip_to(Sign::Close, false) => Expr::bad(start),
            Err(Stop) => return Err(Stop),
        };
        if !self.take_sign(Sign::Close) {
            return Err(self.unexpected(Expected::Token(")")));
        }
        inner.span = start.to(self.last_span());
        Ok(inner)
    }

    fn path(&mut self, first: Name) -> Parsed {
        self.bump();
        if self.kind() == &Tok::Sign(Sign::Open) {
            return self.call(first);
        }
        let start = first.span;
        let mut names = vec![first];
        while self.take_sign(Sign::Dot) {
            let Tok::Name(text) = self.kind().clone() else { return Err(self.unexpected(Expected::Name)) };
            names.push(Name { text, span: self.span() });
            self.bump();
        }
        let span = start.to(self.last_span());
        self.make(Kind::Path(names), span)
    }

    fn call(&mut self, function: Name) -> Parsed {
        self.bump();
        let (mut over, mut filter) = (None, None);
        let mut args = Vec::new();
        if !self.take_sign(Sign::Close) {
            args = self.some_arguments(Sign::Close)?;
            if self.take_word(Word::Over) {
                over = Some(self.argument(Sign::Close)?);
            }
            if self.take_word(Word::Where) {
                filter = Some(self.argument(Sign::Close)?);
            }
            if !self.take_sign(Sign::Close) {
                return Err(self.unexpected(Expected::CommaOr(")")));
            }
        }
        let span = function.span.to(self.last_span());
        self.make(Kind::Call(Box::new(Call { function, args, over, filter })), span)
    }

    /// Values separated by commas, up to and with the closing sign.
    fn arguments(&mut self, close: Sign) -> Result<Vec<Expr>, Stop> {
        if self.take_sign(close) {
            return Ok(Vec::new());
        }
        let all = self.some_arguments(close)?;
        if self.take_sign(close) { Ok(all) } else { Err(self.unexpected(Expected::CommaOr(close.text()))) }
    }

    fn some_arguments(&mut self, close: Sign) -> Result<Vec<Expr>, Stop> {
        let mut all = vec![self.argument(close)?];
        while self.take_sign(Sign::Comma) {
            all.push(self.argument(close)?);
        }
        Ok(all)
    }

    /// One value; after a mistake in it, goes on at the next comma or at the end of the list.
    fn argument(&mut self, close: Sign) -> Parsed {
        let start = self.span();
        match self.expression() {
            Ok(expr) => Ok(expr),
            Err(Stop) if self.skip_to(close, true) => Ok(Expr::bad(start)),
            Err(Stop) => Err(Stop),
        }
    }

    /// Moves to the closing sign (or comma) of this level; false if there is none.
    fn skip_to(&mut self, close: Sign, or_comma: bool) -> bool {
        let mut open = 0_usize;
        while !self.hopeless {
            match self.kind() {
                Tok::End => return false,
                Tok::Sign(Sign::Comma) | Tok::Word(Word::Over | Word::Where) if open == 0 && or_comma => return true,
                Tok::Sign(sign) if open == 0 && *sign == close => return true,
                Tok::Sign(Sign::Open | Sign::OpenList) => open += 1,
                Tok::Sign(Sign::Close | Sign::CloseList) => match open.checked_sub(1) {
                    Some(fewer) => open = fewer,
                    None => return false,
                },
                _ => {}
            }
            self.bump();
        }
        false
    }
}
