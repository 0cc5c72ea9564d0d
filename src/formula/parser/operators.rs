//! The operators, from the loosest to the tightest: one function for each level.

use super::super::error::{Expected, Problem};
use super::super::syntax::{Binary, Expr, Kind};
use super::super::token::{Sign, Tok, Word};
use super::{Parsed, Parser, Stop};

impl Parser<'_> {
    pub(super) fn or(&mut self) -> Parsed {
        let mut left = self.and()?;
        while self.take_word(Word::Or) {
            let right = self.and()?;
            left = self.binary(Binary::Or, left, right)?;
        }
        Ok(left)
    }

    fn and(&mut self) -> Parsed {
        let mut left = self.not()?;
        while self.take_word(Word::And) {
            let right = self.not()?;
            left = self.binary(Binary::And, left, right)?;
        }
        Ok(left)
    }

    fn not(&mut self) -> Parsed {
        let start = self.span();
        if !self.take_word(Word::Not) {
            return self.comparison();
        }
        let inner = self.nested(Self::not)?;
        let span = start.to(inner.span);
        self.make(Kind::Not(Box::new(inner)), span)
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.shown()?;
        let compared = if let Some(negated) = self.membership() {
            self.list(left, negated)?
        } else if let Some(op) = self.comparison_sign() {
            self.bump();
            let right = self.shown()?;
            self.binary(op, left, right)?
        } else {
            return Ok(left);
        };
        if self.comparison_sign().is_some() {
            let span = self.span();
            self.report(span, Problem::Chained);
            return Err(Stop);
        }
        Ok(compared)
    }

    fn comparison_sign(&self) -> Option<Binary> {
        Some(match self.kind() {
            Tok::Sign(Sign::Equal) => Binary::Equal,
            Tok::Sign(Sign::NotEqual) => Binary::NotEqual,
            Tok::Sign(Sign::Less) => Binary::Less,
            Tok::Sign(Sign::LessEqual) => Binary::LessEqual,
            Tok::Sign(Sign::Greater) => Binary::Greater,
            Tok::Sign(Sign::GreaterEqual) => Binary::GreaterEqual,
            _ => return None,
        })
    }

    /// Takes `in` (false) or `not in` (true).
    fn membership(&mut self) -> Option<bool> {
        if self.take_word(Word::In) {
            return Some(false);
        }
        if self.take_word(Word::NotIn) {
            return Some(true);
        }
        let next = self.tokens.get(self.at + 1).map(|token| &token.kind);
        if self.kind() == &Tok::Word(Word::Not) && next == Some(&Tok::Word(Word::In)) {
            self.at += 2;
            return Some(true);
        }
        None
    }

    fn list(&mut self, item: Expr, negated: bool) -> Parsed {
        if !self.take_sign(Sign::OpenList) {
            return Err(self.unexpected(Expected::Token("[")));
        }
        let list = self.arguments(Sign::CloseList)?;
        let span = item.span.to(self.last_span());
        self.make(Kind::In { item: Box::new(item), list, negated }, span)
    }

    fn shown(&mut self) -> Parsed {
        let inner = self.otherwise()?;
        if !self.take_word(Word::As) {
            return Ok(inner);
        }
        let span = inner.span.to(self.span());
        if self.take(&Tok::Bad) {
            return self.make(Kind::Bad, span);
        }
        let &Tok::Unit(unit) = self.kind() else { return Err(self.unexpected(Expected::Unit)) };
        self.bump();
        self.make(Kind::As(Box::new(inner), unit), span)
    }

    fn otherwise(&mut self) -> Parsed {
        let mut left = self.sum()?;
        while self.take_sign(Sign::Otherwise) || self.take_word(Word::Otherwise) {
            let right = self.sum()?;
            left = self.binary(Binary::Otherwise, left, right)?;
        }
        Ok(left)
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let op = match self.kind() {
                Tok::Sign(Sign::Plus) => Binary::Add,
                Tok::Sign(Sign::Minus) => Binary::Subtract,
                _ => return Ok(left),
            };
            self.bump();
            let right = self.product()?;
            left = self.binary(op, left, right)?;
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.negation()?;
        loop {
            let op = match self.kind() {
                Tok::Sign(Sign::Times) => Binary::Multiply,
                Tok::Sign(Sign::Over) => Binary::Divide,
                _ => return Ok(left),
            };
            self.bump();
            let right = self.negation()?;
            left = self.binary(op, left, right)?;
        }
    }

    fn negation(&mut self) -> Parsed {
        let start = self.span();
        if !self.take_sign(Sign::Minus) {
            return self.primary();
        }
        let inner = self.nested(Self::negation)?;
        let span = start.to(inner.span);
        self.make(Kind::Negate(Box::new(inner)), span)
    }

    fn binary(&mut self, op: Binary, left: Expr, right: Expr) -> Parsed {
        let span = left.span.to(right.span);
        self.make(Kind::Binary(op, Box::new(left), Box::new(right)), span)
    }
}
