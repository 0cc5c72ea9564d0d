//! What is kept while an aggregate goes through values, so that the tallies of many offices can be put together.

use super::super::error::Fault;
use super::super::functions::Aggregate;
use super::super::span::Span;
use super::super::value::Value;
use super::{Evaluated, number, ordering};
use crate::number::Decimal;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

/// The most names that are joined into one text.
const MOST_NAMES: usize = 200;

/// An aggregate on its way: small, and of any number of offices.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    what: Aggregate,
    /// Of the values that are there.
    count: u32,
    kept: Kept,
    /// Whose values they are, once for each value: office and roster member as one number.
    whose: Vec<u64>,
    /// Whose values are zero.
    zeros: Vec<u64>,
}

#[derive(Debug, Clone)]
enum Kept {
    /// Nothing but the count.
    Nothing,
    Sum(Decimal),
    Best(Option<Value>),
    Seen(HashSet<Value>),
    Truth {
        missing: bool,
        decided: bool,
    },
    /// In the order of the rows.
    Names(Vec<Arc<str>>),
}

impl Tally {
    pub(super) fn new(what: Aggregate) -> Self {
        let kept = match what {
            Aggregate::Count => Kept::Nothing,
            Aggregate::Sum | Aggregate::Avg => Kept::Sum(Decimal::ZERO),
            Aggregate::Min | Aggregate::Max => Kept::Best(None),
            Aggregate::Distinct => Kept::Seen(HashSet::new()),
            Aggregate::Any | Aggregate::All => Kept::Truth { missing: false, decided: false },
            Aggregate::Names => Kept::Names(Vec::new()),
        };
        Self { what, count: 0, kept, whose: Vec::new(), zeros: Vec::new() }
    }

    /// That of so many values that add up to this.
    pub(super) const fn of_sum(what: Aggregate, count: u32, sum: Decimal) -> Self {
        Self { what, count, kept: Kept::Sum(sum), whose: Vec::new(), zeros: Vec::new() }
    }

    /// One row of a `count`.
    pub(super) fn count(&mut self) {
        self.count = self.count.saturating_add(1);
    }

    /// The next value is that of a roster member of an office.
    pub(super) fn of(&mut self, office: &str, member: &str, value: &Value) {
        // FNV-1a, which is fast for what is short.
        let bytes = office.bytes().chain([0]).chain(member.bytes());
        let number =
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let is_zero = value.as_number().is_some_and(|number| number.is_zero());
        if is_zero { &mut self.zeros } else { &mut self.whose }.push(number);
    }

    /// Whose values it tells, in any order: of those who have something, and of those who have zero.
    pub(crate) fn whose(&self) -> (&[u64], &[u64]) {
        (&self.whose, &self.zeros)
    }

    /// The same without whose values they are.
    pub(crate) fn bare(&self) -> Self {
        Self { what: self.what, count: self.count, kept: self.kept.clone(), whose: Vec::new(), zeros: Vec::new() }
    }

    pub(super) fn add(&mut self, value: Option<Value>, span: Span) -> Result<(), Fault> {
        let Some(value) = value else {
            if let Kept::Truth { missing, .. } = &mut self.kept {
                *missing = true;
            }
            return Ok(());
        };
        self.count();
        match (&mut self.kept, value) {
            (Kept::Sum(sum), Value::Number(value)) => {
                *sum = sum.checked_add(value).ok_or(Fault::Overflow { span })?;
            }
            (Kept::Best(best), value) => {
                let better = if self.what == Aggregate::Min { Ordering::Less } else { Ordering::Greater };
                if best.as_ref().is_none_or(|best| ordering(&value, best) == Some(better)) {
                    *best = Some(value);
                }
            }
            (Kept::Seen(seen), value) => {
                seen.insert(value);
            }
            (Kept::Truth { decided, .. }, Value::Bool(truth)) => *decided |= truth == (self.what == Aggregate::Any),
            (Kept::Names(names), Value::Text(name)) if names.len() <= MOST_NAMES => names.push(name),
            _ => {}
        }
        Ok(())
    }

    /// As if the rows of both had been gone through, those of `self` first.
    pub(crate) fn merge(&mut self, other: &Self, span: Span) -> Result<(), Fault> {
        match (&mut self.kept, &other.kept) {
            (Kept::Sum(sum), Kept::Sum(more)) => {
                *sum = sum.checked_add(*more).ok_or(Fault::Overflow { span })?;
            }
            (Kept::Best(best), Kept::Best(Some(value))) => {
                let better = if self.what == Aggregate::Min { Ordering::Less } else { Ordering::Greater };
                if best.as_ref().is_none_or(|best| ordering(value, best) == Some(better)) {
                    *best = Some(value.clone());
                }
            }
            (Kept::Seen(seen), Kept::Seen(more)) => seen.extend(more.iter().cloned()),
            (Kept::Truth { missing, decided }, Kept::Truth { missing: also_missing, decided: also_decided }) => {
                *missing |= also_missing;
                *decided |= also_decided;
            }
            (Kept::Names(names), Kept::Names(more)) => {
                let room = (MOST_NAMES + 1).saturating_sub(names.len());
                names.extend(more.iter().take(room).cloned());
            }
            _ => {}
        }
        self.count = self.count.saturating_add(other.count);
        self.whose.extend_from_slice(&other.whose);
        self.zeros.extend_from_slice(&other.zeros);
        Ok(())
    }

    /// The value of the aggregate that stands at `span`.
    pub(crate) fn result(self, span: Span) -> Evaluated {
        let count = Decimal::from(self.count);
        match (self.what, self.kept) {
            (Aggregate::Count, _) => Ok(Some(Value::Number(count))),
            (_, Kept::Seen(seen)) => Ok(Some(Value::Number(Decimal::from(seen.len())))),
            // Kleene's or and and over all rows.
            (what, Kept::Truth { missing, decided }) => Ok(if decided {
                Some(Value::Bool(what == Aggregate::Any))
            } else if missing {
                None
            } else {
                Some(Value::Bool(what == Aggregate::All))
            }),
            _ if self.count == 0 => Ok(None),
            (Aggregate::Avg, Kept::Sum(sum)) => number(sum.checked_div(count), span),
            (_, Kept::Sum(sum)) => Ok(Some(Value::Number(sum))),
            (_, Kept::Best(best)) => Ok(best),
            (_, Kept::Names(names)) => Ok(Some(Value::text(&joined(&names)))),
            (_, Kept::Nothing) => Ok(None),
        }
    }
}

/// `甲、乙、丙`; a long list is cut with 等.
fn joined(names: &[Arc<str>]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST_NAMES).map(AsRef::as_ref).collect();
    let more = if names.len() > MOST_NAMES { "等" } else { "" };
    format!("{}{more}", shown.join("、"))
}
