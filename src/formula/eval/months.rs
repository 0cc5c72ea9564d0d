//! Fields by months: the month of the period, sums over months, and how long one has stayed below another.

use super::super::data::RowRef;
use super::super::error::Fault;
use super::super::node::{Cell, Pick};
use super::super::span::Span;
use super::super::value::Value;
use super::{At, Evaluated};
use crate::measure::Column;
use crate::number::{Decimal, canonical};
use std::fmt::Write;

/// A month that fell short: which, what became of it, what was planned.
type Short = (u8, Decimal, Decimal);

impl At<'_> {
    /// One month, or the sum of those that are there.
    pub(super) fn months(self, cell: &Cell, pick: Pick) -> Evaluated {
        let Some((row, month)) = self.month_of(cell) else { return Ok(None) };
        match pick {
            Pick::Now => self.month(cell, row, month),
            Pick::Before => self.month(cell, row, month.saturating_sub(1)),
            Pick::Ytd => self.sum(cell, row, month),
            Pick::Year => self.sum(cell, row, 12),
        }
    }

    /// The record, and the month of the file that it stands in.
    fn month_of(self, cell: &Cell) -> Option<(RowRef, u8)> {
        let row = self.place(cell.place)?;
        Some((row, self.data.period_of(row.when)?.month()))
    }

    fn month(self, cell: &Cell, row: RowRef, month: u8) -> Evaluated {
        Column::of_month(month).map_or(Ok(None), |column| self.column(cell, row, column))
    }

    fn amount(self, cell: &Cell, row: RowRef, month: u8) -> Result<Option<Decimal>, Fault> {
        Ok(self.month(cell, row, month)?.and_then(|value| value.as_number()))
    }

    fn sum(self, cell: &Cell, row: RowRef, last: u8) -> Evaluated {
        let mut sum: Option<Decimal> = None;
        for month in 1..=last {
            if let Some(amount) = self.amount(cell, row, month)? {
                let so_far = sum.unwrap_or_default().checked_add(amount);
                sum = Some(so_far.ok_or(Fault::Overflow { span: cell.span })?);
            }
        }
        Ok(sum.map(Value::Number))
    }

    /// `months_short` and `months_short_text`.
    pub(super) fn short(self, actual: &Cell, plan: &Cell, in_words: bool, span: Span) -> Evaluated {
        let Some(run) = self.run(actual, plan)? else { return Ok(None) };
        if !in_words {
            return Ok(Some(Value::Number(Decimal::from(run.len()))));
        }
        let mut words = String::new();
        for (month, done, planned) in run.iter().rev() {
            let comma = if words.is_empty() { "" } else { "，" };
            // Cut, not rounded: what fell short never reads 100%.
            let share = done.checked_mul(Decimal::ONE_HUNDRED).and_then(|done| done.checked_div(*planned));
            let share = share.ok_or(Fault::Overflow { span })?.trunc_with_scale(1).normalize();
            // Writing to a text cannot fail.
            let _written = write!(words, "{comma}{month}月{}%", canonical(share));
        }
        Ok(Some(Value::text(&words)))
    }

    /// The months that fell short, from that of the period back to the first that did not.
    ///
    /// # Missing values
    /// A month without a plan, or with a plan of nothing, ends the run; so does one before this whose actual is missing.
    /// Without the actual of this month nothing can be said.
    fn run(self, actual: &Cell, plan: &Cell) -> Result<Option<Vec<Short>>, Fault> {
        let (Some((done_in, month)), Some((planned_in, _))) = (self.month_of(actual), self.month_of(plan)) else {
            return Ok(None);
        };
        let mut run = Vec::new();
        for at in (1..=month).rev() {
            let planned = self.amount(plan, planned_in, at)?.filter(|planned| *planned > Decimal::ZERO);
            let Some(planned) = planned else { break };
            match self.amount(actual, done_in, at)? {
                Some(done) if done < planned => run.push((at, done, planned)),
                None if at == month => return Ok(None),
                _ => break,
            }
        }
        Ok(Some(run))
    }
}
