//! Aggregates: over the rows of a form, and over several values.

use super::super::data::RowRef;
use super::super::error::Fault;
use super::super::functions::Aggregate;
use super::super::node::{Node, Rows};
use super::super::span::Span;
use super::super::value::Value;
use super::{At, Evaluated, number, ordering};
use crate::number::Decimal;
use std::collections::HashSet;
use std::sync::Arc;

impl At<'_> {
    /// `sum(a, b)`, `max(a, b)`: of those that are there; missing if none is.
    pub(super) fn values(self, what: Aggregate, args: &[Node], span: Span) -> Evaluated {
        let mut tally = Tally::new(what);
        for arg in args {
            tally.add(self.eval(arg)?, span)?;
        }
        tally.result(span)
    }

    pub(super) fn rows(self, rows: &Arc<Rows>) -> Evaluated {
        if rows.same_for_all
            && let Some(memo) = self.memo
        {
            return memo.result(rows, || self.walk(rows));
        }
        self.walk(rows)
    }

    fn walk(self, rows: &Arc<Rows>) -> Evaluated {
        let mut tally = Tally::new(rows.what);
        match (self.memo, &rows.key) {
            (Some(memo), Some((of_row, of_own))) => {
                let Some(wanted) = self.eval(of_own)? else { return tally.result(rows.span) };
                let group = memo.group(rows, &wanted, || {
                    let all = self.data.rows(rows.when, rows.form).into_iter();
                    let keyed = all.map(|row| Ok((self.at(row).eval(of_row)?, row)));
                    keyed.collect::<Result<Vec<_>, Fault>>()
                })?;
                for row in group.iter() {
                    self.visit(rows, *row, &mut tally)?;
                }
            }
            _ => {
                for row in self.data.rows(rows.when, rows.form) {
                    self.visit(rows, row, &mut tally)?;
                }
            }
        }
        tally.result(rows.span)
    }

    fn at(self, row: RowRef) -> Self {
        Self { row: Some(row), ..self }
    }

    /// One row: only a filter that is true lets it in.
    fn visit(self, rows: &Rows, row: RowRef, tally: &mut Tally) -> Result<(), Fault> {
        let here = self.at(row);
        if let Some(filter) = &rows.filter
            && here.truth(filter)? != Some(true)
        {
            return Ok(());
        }
        match &rows.value {
            None => tally.count += 1,
            Some(value) => tally.add(here.eval(value)?, rows.span)?,
        }
        Ok(())
    }
}

/// What is kept while going through values.
struct Tally {
    what: Aggregate,
    /// Of the values that are there.
    count: u32,
    sum: Decimal,
    best: Option<Value>,
    seen: HashSet<Value>,
    missing: bool,
    decided: bool,
}

impl Tally {
    fn new(what: Aggregate) -> Self {
        let (best, seen) = (None, HashSet::new());
        Self { what, count: 0, sum: Decimal::ZERO, best, seen, missing: false, decided: false }
    }

    fn add(&mut self, value: Option<Value>, span: Span) -> Result<(), Fault> {
        let Some(value) = value else {
            self.missing = true;
            return Ok(());
        };
        self.count += 1;
        match (self.what, value) {
            (Aggregate::Sum | Aggregate::Avg, Value::Number(value)) => {
                self.sum = self.sum.checked_add(value).ok_or(Fault::Overflow { span })?;
            }
            (Aggregate::Min | Aggregate::Max, value) => {
                let better =
                    if self.what == Aggregate::Min { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater };
                if self.best.as_ref().is_none_or(|best| ordering(&value, best) == Some(better)) {
                    self.best = Some(value);
                }
            }
            (Aggregate::Distinct, value) => {
                self.seen.insert(value);
            }
            (Aggregate::Any, Value::Bool(truth)) => self.decided |= truth,
            (Aggregate::All, Value::Bool(truth)) => self.decided |= !truth,
            _ => {}
        }
        Ok(())
    }

    fn result(self, span: Span) -> Evaluated {
        let nothing = self.count == 0;
        match self.what {
            Aggregate::Count => Ok(Some(Value::Number(Decimal::from(self.count)))),
            Aggregate::Distinct => Ok(Some(Value::Number(Decimal::from(self.seen.len())))),
            Aggregate::Sum | Aggregate::Avg | Aggregate::Min | Aggregate::Max if nothing => Ok(None),
            Aggregate::Sum => Ok(Some(Value::Number(self.sum))),
            Aggregate::Avg => number(self.sum.checked_div(Decimal::from(self.count)), span),
            Aggregate::Min | Aggregate::Max => Ok(self.best),
            // Kleene's or and and over all rows.
            Aggregate::Any if self.decided => Ok(Some(Value::Bool(true))),
            Aggregate::All if self.decided => Ok(Some(Value::Bool(false))),
            Aggregate::Any | Aggregate::All if self.missing => Ok(None),
            Aggregate::Any => Ok(Some(Value::Bool(false))),
            Aggregate::All => Ok(Some(Value::Bool(true))),
        }
    }
}
