//! Truths and numbers, which are most of what rules are made of, without the detour over values of any type.

use super::super::error::Fault;
use super::super::functions::{Aggregate, What};
use super::super::node::{Cell, Node};
use super::super::span::Span;
use super::super::syntax::Binary;
use super::super::value::{Type, Value};
use super::{At, ordering};
use crate::number::{Decimal, rounded};
use std::cmp::Ordering;

impl At<'_> {
    /// The value of a node that is true or false.
    pub(in crate::formula) fn truth(self, node: &Node) -> Result<Option<bool>, Fault> {
        match node {
            Node::Const(value) => Ok(value.as_bool()),
            Node::Not(inner) => Ok(self.truth(inner)?.map(|truth| !truth)),
            Node::Both(pair) => self.junction(pair, false),
            Node::Either(pair) => self.junction(pair, true),
            Node::Compare(op, pair) => self.comparison(*op, pair),
            Node::In { item, list, negated } => self.membership(item, list, *negated),
            Node::Call(What::Blank, args, _) if let [arg] = &**args => Ok(Some(self.eval(arg)?.is_none())),
            Node::Call(What::Present, args, _) if let [arg] = &**args => Ok(Some(self.eval(arg)?.is_some())),
            _ => Ok(self.eval(node)?.and_then(|value| value.as_bool())),
        }
    }

    /// The value of a node that is a number.
    pub(in crate::formula) fn number(self, node: &Node) -> Result<Option<Decimal>, Fault> {
        match node {
            Node::Const(value) => Ok(value.as_number()),
            Node::Cell(cell) => self.number_of(cell),
            Node::Negate(inner) => Ok(self.number(inner)?.map(|value| -value)),
            Node::Arithmetic(op, pair, span) => {
                let [left, right] = &**pair;
                let (Some(left), Some(right)) = (self.number(left)?, self.number(right)?) else { return Ok(None) };
                arithmetic(*op, left, right, *span)
            }
            Node::Otherwise(pair) => {
                let [left, right] = &**pair;
                let value = self.number(left)?;
                if value.is_some() { Ok(value) } else { self.number(right) }
            }
            Node::If(parts) => {
                let [condition, yes, no] = &**parts;
                match self.truth(condition)? {
                    Some(true) => self.number(yes),
                    Some(false) => self.number(no),
                    None => Ok(None),
                }
            }
            Node::Round { inner, places, scale, span } => {
                let Some(value) = self.number(inner)? else { return Ok(None) };
                let result = value.checked_div(*scale).and_then(|value| rounded(value, *places).checked_mul(*scale));
                fits(result, *span)
            }
            Node::Values(Aggregate::Sum, args, span) => {
                let mut sum: Option<Decimal> = None;
                for arg in &**args {
                    if let Some(value) = self.number(arg)? {
                        sum = fits(sum.unwrap_or_default().checked_add(value), *span)?;
                    }
                }
                Ok(sum)
            }
            _ => Ok(self.eval(node)?.and_then(|value| value.as_number())),
        }
    }

    /// A cell of numbers, in base units.
    fn number_of(self, cell: &Cell) -> Result<Option<Decimal>, Fault> {
        let Some(row) = self.place(cell.place) else { return Ok(None) };
        match (self.data.cell(row, cell.field, cell.column), cell.scale) {
            (Some(value), _) if !value.fits(cell.kind) => Err(Fault::WrongData { span: cell.span }),
            (Some(Value::Number(value)), Some(scale)) => fits(value.checked_mul(scale), cell.span),
            (Some(Value::Number(value)), None) => Ok(Some(value)),
            _ => Ok(None),
        }
    }

    /// Kleene's `and` (`decided_by` false) and `or` (`decided_by` true).
    fn junction(self, pair: &[Node; 2], decided_by: bool) -> Result<Option<bool>, Fault> {
        let [left, right] = pair;
        let left = self.truth(left)?;
        if left == Some(decided_by) {
            return Ok(left);
        }
        let right = self.truth(right)?;
        Ok(match (left, right) {
            (_, Some(right)) if right == decided_by => Some(decided_by),
            (Some(_), Some(_)) => Some(!decided_by),
            _ => None,
        })
    }

    fn comparison(self, op: Binary, pair: &[Node; 2]) -> Result<Option<bool>, Fault> {
        let [left, right] = pair;
        if is_number(left) && is_number(right) {
            let (Some(left), Some(right)) = (self.number(left)?, self.number(right)?) else { return Ok(None) };
            return Ok(Some(is(op, left.cmp(&right))));
        }
        // What is compared with is often written in the rule itself.
        let (Some(left), Some(right)) = (self.value(left)?, self.value(right)?) else { return Ok(None) };
        Ok(ordering(left.get(), right.get()).map(|ordering| is(op, ordering)))
    }

    /// `in`: the `or` of equations.
    fn membership(self, item: &Node, list: &[Node], negated: bool) -> Result<Option<bool>, Fault> {
        let Some(item) = self.value(item)? else { return Ok(None) };
        let mut undecided = false;
        for member in list {
            match self.value(member)? {
                Some(member) if ordering(item.get(), member.get()) == Some(Ordering::Equal) => {
                    return Ok(Some(!negated));
                }
                Some(_) => {}
                None => undecided = true,
            }
        }
        Ok(if undecided { None } else { Some(negated) })
    }

    fn value(self, node: &Node) -> Result<Option<Either<'_>>, Fault> {
        match node {
            Node::Const(value) => Ok(Some(Either::Written(value))),
            _ => Ok(self.eval(node)?.map(Either::Worked)),
        }
    }
}

/// A value that stands in the formula, or one that was worked out.
enum Either<'n> {
    Written(&'n Value),
    Worked(Value),
}

impl Either<'_> {
    const fn get(&self) -> &Value {
        match self {
            Self::Written(value) => value,
            Self::Worked(value) => value,
        }
    }
}

/// Whether it is seen at the node that its value is a number.
fn is_number(node: &Node) -> bool {
    match node {
        Node::Const(value) => matches!(value, Value::Number(_)),
        Node::Cell(cell) => matches!(cell.kind, Type::Number(_)),
        Node::Negate(_) | Node::Arithmetic(..) | Node::Round { .. } | Node::Values(Aggregate::Sum, ..) => true,
        Node::Otherwise(pair) => {
            let [left, _] = &**pair;
            is_number(left)
        }
        _ => false,
    }
}

/// Whether a comparison holds for values that stand so to each other.
const fn is(op: Binary, ordering: Ordering) -> bool {
    match op {
        Binary::NotEqual => ordering.is_ne(),
        Binary::Less => ordering.is_lt(),
        Binary::LessEqual => ordering.is_le(),
        Binary::Greater => ordering.is_gt(),
        Binary::GreaterEqual => ordering.is_ge(),
        _ => ordering.is_eq(),
    }
}

fn arithmetic(op: Binary, left: Decimal, right: Decimal, span: Span) -> Result<Option<Decimal>, Fault> {
    let value = match op {
        Binary::Add => left.checked_add(right),
        Binary::Subtract => left.checked_sub(right),
        Binary::Multiply => left.checked_mul(right),
        // Division by zero is missing, not a fault: nothing is wrong with the scheme.
        _ if right.is_zero() => return Ok(None),
        _ => left.checked_div(right),
    };
    fits(value, span)
}

/// A result, or a fault if there is none because it is too large.
fn fits(value: Option<Decimal>, span: Span) -> Result<Option<Decimal>, Fault> {
    value.map(Some).ok_or(Fault::Overflow { span })
}
