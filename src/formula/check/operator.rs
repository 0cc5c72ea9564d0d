//! Signs between values: what they take, what they give.

use super::super::error::{Problem, Wanted};
use super::super::node::Node;
use super::super::span::Span;
use super::super::syntax::{Binary, Expr};
use super::super::ty::{Num, Ty};
use super::super::value::Value;
use super::super::world::ListId;
use super::{Checker, Typed};
use crate::number::{Decimal, Unit, canonical};

impl Checker<'_> {
    pub(super) fn negated(&mut self, inner: &Expr, span: Span) -> Typed {
        let Some((inner, num)) = self.number(inner) else { return Typed::bad(span) };
        let ty = Ty::Number(Num { bare: num.bare.map(|value| -value), ..num });
        match inner.node {
            Node::Const(Value::Number(value)) => Typed::new(Node::Const(Value::Number(-value)), ty, span),
            node => Typed::new(Node::Negate(Box::new(node)), ty, span),
        }
    }

    pub(super) fn binary(&mut self, op: Binary, left: &Expr, right: &Expr, span: Span, hint: Option<ListId>) -> Typed {
        match op {
            Binary::Or | Binary::And => {
                let pair = Box::new([self.truth(left).node, self.truth(right).node]);
                Typed::new(if op == Binary::And { Node::Both(pair) } else { Node::Either(pair) }, Ty::Bool, span)
            }
            Binary::Otherwise => {
                let left = self.expr(left, hint);
                let hint = if let Ty::Code(list) = left.ty { Some(list) } else { hint };
                let right = self.expr(right, hint);
                let (ty, pair) = self.same(left, right);
                Typed::new(Node::Otherwise(Box::new(pair)), ty, span)
            }
            Binary::Add | Binary::Subtract => self.sum(op, left, right, span),
            Binary::Multiply | Binary::Divide => self.product(op, left, right, span),
            _ => self.comparison(op, left, right, span),
        }
    }

    fn comparison(&mut self, op: Binary, left: &Expr, right: &Expr, span: Span) -> Typed {
        let left = self.expr(left, None);
        let hint = if let Ty::Code(list) = left.ty { Some(list) } else { None };
        let right = self.expr(right, hint);
        let ordered = !matches!(op, Binary::Equal | Binary::NotEqual);
        let left = if ordered { self.wanted(left, Wanted::Ordered) } else { left };
        let right = if ordered && left.ty != Ty::Unknown { self.wanted(right, Wanted::Ordered) } else { right };
        let (_, pair) = self.same(left, right);
        Typed::new(Node::Compare(op, Box::new(pair)), Ty::Bool, span)
    }

    pub(super) fn membership(&mut self, item: &Expr, list: &[Expr], negated: bool, span: Span) -> Typed {
        let mut item = self.expr(item, None);
        let hint = if let Ty::Code(list) = item.ty { Some(list) } else { None };
        let mut members = Vec::with_capacity(list.len());
        for member in list {
            let member = self.expr(member, hint);
            let (_, [first, second]) = self.same(item.clone(), member);
            item.node = first;
            members.push(second);
        }
        let node = Node::In { item: Box::new(item.node), list: members.into(), negated };
        Typed::new(node, Ty::Bool, span)
    }

    pub(super) fn shown_as(&mut self, inner: &Expr, unit: Unit, span: Span) -> Typed {
        let Some((inner, num)) = self.number(inner) else { return Typed::bad(span) };
        if !num.is_zero() && !num.unit.same_dimension(unit) {
            return self.fail(span, Problem::WrongUnit { left: num.unit, right: unit });
        }
        Typed::new(inner.node, Ty::Number(Num { unit, shown: unit, bare: None, ..num }), span)
    }

    fn sum(&mut self, op: Binary, left: &Expr, right: &Expr, span: Span) -> Typed {
        let (left, right) = (self.number(left), self.number(right));
        let (Some((left, of_left)), Some((right, of_right))) = (left, right) else { return Typed::bad(span) };
        let Some(num) = self.same_unit((of_left, left.span), (of_right, right.span)) else { return Typed::bad(span) };
        let bare = of_left.bare.zip(of_right.bare).and_then(|(left, right)| match op {
            Binary::Add => left.checked_add(right),
            _ => left.checked_sub(right),
        });
        let node = Node::Arithmetic(op, Box::new([left.node, right.node]), span);
        Typed::new(node, Ty::Number(Num { bare, ..num }), span)
    }

    fn product(&mut self, op: Binary, left: &Expr, right: &Expr, span: Span) -> Typed {
        let (left, right) = (self.number(left), self.number(right));
        let (Some((left, of_left)), Some((right, of_right))) = (left, right) else { return Typed::bad(span) };
        let divides = op == Binary::Divide;
        let unit = if divides { of_left.unit.over(of_right.unit) } else { of_left.unit.times(of_right.unit) };
        let Some(unit) = unit else { return self.fail(span, Problem::UnitTooComplex) };
        let both_bare = of_left.bare.zip(of_right.bare);
        let bare =
            both_bare.and_then(|(left, right)| if divides { left.checked_div(right) } else { left.checked_mul(right) });
        // The quotient of like quantities is a rate, which is shown in per cent; x / 12 still is what x is.
        let like =
            divides && of_left.bare.is_none() && of_right.bare.is_none() && of_left.unit.same_dimension(of_right.unit);
        let num = if like {
            Num { shown: Unit::percent(), rounded: true, ..Num::plain() }
        } else {
            Num { rounded: divides || of_left.rounded || of_right.rounded, bare, ..Num::of(unit) }
        };
        Typed::new(Node::Arithmetic(op, Box::new([left.node, right.node]), span), Ty::Number(num), span)
    }

    /// The one type of two values that are compared or chosen between, and the values.
    pub(super) fn same(&mut self, left: Typed, right: Typed) -> (Ty, [Node; 2]) {
        let (left, right) = self.as_codes(left, right);
        let ty = match (left.ty, right.ty) {
            (Ty::Unknown, other) | (other, Ty::Unknown) => other,
            (Ty::Number(of_left), Ty::Number(of_right)) => {
                match self.same_unit((of_left, left.span), (of_right, right.span)) {
                    Some(num) => Ty::Number(num),
                    None => Ty::Unknown,
                }
            }
            (Ty::Text | Ty::Code(_), Ty::Text) | (Ty::Text, Ty::Code(_)) => Ty::Text,
            (one, other) if one == other => one,
            (one, other) => {
                let problem = Problem::Mismatch { left: self.named(one), right: self.named(other) };
                self.report(left.span.to(right.span), problem);
                Ty::Unknown
            }
        };
        (ty, [left.node, right.node])
    }

    /// A literal text beside a code is a code too.
    fn as_codes(&mut self, left: Typed, right: Typed) -> (Typed, Typed) {
        match (left.ty, &left.node, right.ty, &right.node) {
            (Ty::Text, Node::Const(Value::Text(text)), Ty::Code(list), _) => {
                let text = text.clone();
                (self.code(&text, list, left.span), right)
            }
            (Ty::Code(list), _, Ty::Text, Node::Const(Value::Text(text))) => {
                let text = text.clone();
                let right = self.code(&text, list, right.span);
                (left, right)
            }
            _ => (left, right),
        }
    }

    /// The one unit of two numbers that are added, compared or chosen between.
    pub(super) fn same_unit(&mut self, left: (Num, Span), right: (Num, Span)) -> Option<Num> {
        let ((left, left_span), (right, right_span)) = (left, right);
        if right.is_zero() {
            return Some(left.computed());
        }
        if left.is_zero() {
            return Some(Num { bare: None, ..right });
        }
        let same = left.unit.same_dimension(right.unit);
        let needs = |bare: Num, beside: Num| bare.bare.filter(|_| !same || beside.wants_sign());
        if let Some(number) = needs(right, left) {
            self.report(right_span, unit_needed(number, left.unit));
            return None;
        }
        if let Some(number) = needs(left, right) {
            self.report(left_span, unit_needed(number, right.unit));
            return None;
        }
        if !same {
            self.report(left_span.to(right_span), Problem::WrongUnit { left: left.unit, right: right.unit });
            return None;
        }
        let like = if left.bare.is_some() { right } else { left };
        Some(Num { bare: None, rounded: left.rounded || right.rounded, ..like })
    }
}

/// What to write instead of a bare number: `5千元`, and `30%` for both 0.3 and 30.
pub(super) fn unit_needed(number: Decimal, unit: Unit) -> Problem {
    let share = unit.is_ratio() && number.abs() <= Decimal::ONE;
    let amount = if share { number.checked_div(unit.scale()).unwrap_or(number) } else { number };
    Problem::UnitNeeded { number, write: format!("{}{unit}", canonical(amount)) }
}
