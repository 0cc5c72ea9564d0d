//! Arithmetic of numbers under conditions. `None` is what is not linear, or too large.

use super::super::functions::Aggregate;
use super::super::node::{Fact, Node};
use super::super::syntax::Binary;
use super::super::value::{Type, Value};
use super::case::{Case, MOST, Stands};
use super::number::Number;
use super::ratio::{Ratio, Sum};
use super::{Term, other};
use crate::number::Decimal;
use chrono::Datelike;

/// What is known of the period.
pub(super) fn period_fact(fact: Fact, node: &Node) -> Number {
    let (least, most) = match fact {
        Fact::Month | Fact::Months | Fact::SpanMonths => (Some(1), Some(12)),
        Fact::Quarter => (Some(1), Some(4)),
        Fact::Days => (Some(1), Some(366)),
        Fact::Year => (Some(0), Some(65_535)),
        _ => (None, None),
    };
    ranged(other(node), least, most)
}

/// The smallest or largest of several numbers: each of them, where it is.
pub(super) fn best(what: Aggregate, case: &Case, chosen: &[Number]) -> Option<Vec<Number>> {
    let mut results = Vec::new();
    for (at, one) in chosen.iter().enumerate() {
        let mut here = Some(case.clone());
        for (_, two) in chosen.iter().enumerate().filter(|(other, _)| *other != at) {
            let beyond = match what {
                Aggregate::Max => Number::difference(two, one)?,
                _ => Number::difference(one, two)?,
            };
            here = here.and_then(|here| here.and(&Case::row(beyond, Stands::AtMost)?));
        }
        results.extend(here.and_then(|here| one.clone().under(&here)));
    }
    Some(results)
}

pub(super) fn is_month(node: &Node) -> bool {
    match node {
        Node::Cell(cell) => cell.kind == Type::Month,
        Node::Const(Value::Month(_)) => true,
        _ => false,
    }
}

/// A number, a day counted from the first one, or a month counted from the first one.
pub(super) fn constant(value: &Value) -> Option<Ratio> {
    match value {
        Value::Number(value) => Ratio::of(*value),
        Value::Date(date) => Some(Ratio::whole(date.num_days_from_ce().into())),
        Value::Month(month) => Some(Ratio::whole(month.ordinal().into())),
        Value::Text(_) | Value::Bool(_) => None,
    }
}

/// A term between two bounds.
pub(super) fn ranged(term: Term, least: Option<i128>, most: Option<i128>) -> Number {
    let sum = Sum::term(term);
    let mut case = Case::default();
    let low = least.and_then(|least| Sum::constant(Ratio::whole(least)).minus(&sum));
    let high = most.and_then(|most| sum.minus(&Sum::constant(Ratio::whole(most))));
    for row in [low, high].into_iter().flatten() {
        case.add_row(row, Stands::AtMost);
    }
    Number::plain(case, sum)
}

pub(super) fn arithmetic(op: Binary, left: &[Number], right: &[Number]) -> Option<Vec<Number>> {
    let mut results = Vec::new();
    for one in left {
        for two in right {
            // Conditions that exclude each other give no number, which is not a failure.
            if one.case.and(&two.case).is_none() {
                continue;
            }
            match op {
                Binary::Add => results.push(one.plus(two)?),
                Binary::Subtract => results.push(one.plus(&two.negated()?)?),
                Binary::Multiply => results.push(one.times(two)?),
                _ => {
                    for inverse in two.inverses()? {
                        if one.case.and(&inverse.case).is_some() {
                            results.push(one.times(&inverse)?);
                        }
                    }
                }
            }
            if results.len() > MOST {
                return None;
            }
        }
    }
    Some(results)
}

pub(super) fn absolute(numbers: &[Number]) -> Option<Vec<Number>> {
    let mut results = Vec::new();
    for number in numbers {
        let turned = number.negated()?;
        for (value, against) in [(number.clone(), &turned), (turned.clone(), number)] {
            let case = Case::row(against.top.clone(), Stands::AtMost);
            results.extend(case.and_then(|case| value.under(&case)));
        }
    }
    Some(results)
}

/// The change as a share of the base, where the base is above zero.
pub(super) fn growth(now: &[Number], base: &[Number]) -> Option<Vec<Number>> {
    let mut results = Vec::new();
    for change in arithmetic(Binary::Subtract, now, base)? {
        for base in base {
            let above = Case::row(base.top.negated()?, Stands::Below);
            let Some(case) = above.and_then(|above| base.case.and(&above)) else { continue };
            let base = Number { case, ..base.clone() };
            for inverse in base.inverses()? {
                if change.case.and(&inverse.case).is_some() {
                    results.push(change.times(&inverse)?);
                }
            }
        }
    }
    Some(results)
}

/// Half a step from the number at most.
pub(super) fn rounded(node: &Node, numbers: &[Number], places: u32, scale: Decimal) -> Option<Vec<Number>> {
    let half = Ratio::of(scale)?.times(Ratio::new(1, 10_i128.checked_pow(places)?.checked_mul(2)?)?)?;
    let half = Sum::constant(half);
    let result = Sum::term(other(node));
    let mut results = Vec::new();
    for number in numbers {
        let mut case = number.case.clone();
        if number.under.is_none() {
            let apart = result.minus(&number.top)?;
            let near = case.add_row(apart.minus(&half)?, Stands::AtMost);
            if !near || !case.add_row(apart.negated()?.minus(&half)?, Stands::AtMost) {
                continue;
            }
        }
        results.push(Number::plain(case, result.clone()));
    }
    Some(results)
}
