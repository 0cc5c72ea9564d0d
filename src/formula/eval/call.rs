//! Functions of values. A missing argument makes the result missing, but for `blank` and `present`.

use super::super::error::Fault;
use super::super::functions::What;
use super::super::node::{Cell, Node};
use super::super::span::Span;
use super::super::value::{Value, YearMonth};
use super::{At, Evaluated, number};
use crate::number::Decimal;
use crate::workbook::Absence;
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

impl At<'_> {
    pub(super) fn call(self, what: What, args: &[Node], span: Span) -> Evaluated {
        if let (What::Absence | What::Confirmed, [Node::Cell(cell)]) = (what, args) {
            return Ok(Some(self.said(what, cell)));
        }
        let mut values: [Option<Value>; 3] = [None, None, None];
        for (slot, arg) in values.iter_mut().zip(args) {
            *slot = self.eval(arg)?;
        }
        let [first, second, third] = values;
        match what {
            What::Blank => return Ok(Some(Value::Bool(first.is_none()))),
            What::Present => return Ok(Some(Value::Bool(first.is_some()))),
            _ => {}
        }
        let Some(first) = first else { return Ok(None) };
        match (what, first, second, third) {
            (What::Abs, Value::Number(value), ..) => Ok(Some(Value::Number(value.abs()))),
            (What::Near, Value::Number(left), Some(Value::Number(right)), Some(Value::Number(tolerance))) => {
                let difference = left.checked_sub(right).ok_or(Fault::Overflow { span })?;
                Ok(Some(Value::Bool(difference.abs() <= tolerance)))
            }
            (What::Growth, Value::Number(now), Some(Value::Number(base)), _) => growth(now, base, span),
            (What::Len, Value::Text(text), ..) => Ok(Some(Value::Number(Decimal::from(text.chars().count())))),
            (What::Left, Value::Text(text), Some(Value::Number(count)), _) => Ok(mid(&text, Decimal::ONE, count)),
            (What::Mid, Value::Text(text), Some(Value::Number(from)), Some(Value::Number(count))) => {
                Ok(mid(&text, from, count))
            }
            (What::Code(code), Value::Text(text), ..) => Ok(Some(code.call(&text, self.data.own_divisions()))),
            (What::StartsWith | What::EndsWith | What::Contains, Value::Text(text), Some(Value::Text(part)), _) => {
                Ok(Some(Value::Bool(match what {
                    What::StartsWith => text.starts_with(&*part),
                    What::EndsWith => text.ends_with(&*part),
                    _ => text.contains(&*part),
                })))
            }
            (What::DaysBetween, Value::Date(from), Some(Value::Date(to)), _) => {
                Ok(Some(Value::Number(Decimal::from(to.signed_duration_since(from).num_days()))))
            }
            (What::MonthsBetween, from, Some(to), _) => {
                let (Some(from), Some(to)) = (month(&from), month(&to)) else { return Ok(None) };
                Ok(Some(Value::Number(Decimal::from(to.ordinal() - from.ordinal()))))
            }
            (What::Year, date, ..) => {
                let year = month(&date).map(YearMonth::year).or_else(|| year(&date));
                Ok(year.map(|year| Value::Number(Decimal::from(year))))
            }
            (What::Month, date, ..) => Ok(month(&date).map(|month| Value::Number(Decimal::from(month.month())))),
            (What::Date, date @ Value::Date(_), ..) => Ok(Some(date)),
            (What::MonthOf, date, ..) => Ok(month(&date).map(Value::Month)),
            _ => Ok(None),
        }
    }
}

impl At<'_> {
    /// What a person said of a cell besides its text; the empty text, or no, where nobody said anything.
    fn said(self, what: What, cell: &Cell) -> Value {
        let row = self.place(cell.place);
        if what == What::Confirmed {
            return Value::Bool(row.is_some_and(|row| self.data.confirmed(row, cell.field, cell.column)));
        }
        let absence = row.and_then(|row| self.data.absence(row, cell.field, cell.column));
        Value::text(absence.map_or("", Absence::key))
    }
}

/// The change as a share of the base; missing without a base above zero.
///
/// # Source
/// domain.md §3.4: growth is “n/a” if the base is not positive.
fn growth(now: Decimal, base: Decimal, span: Span) -> Evaluated {
    if base <= Decimal::ZERO {
        return Ok(None);
    }
    number(now.checked_sub(base).and_then(|change| change.checked_div(base)), span)
}

/// So many characters from the `from`th on; missing when asked for a part that no text can have.
fn mid(text: &Arc<str>, from: Decimal, count: Decimal) -> Option<Value> {
    let whole = |value: Decimal| if value.fract().is_zero() { usize::try_from(value).ok() } else { None };
    let skip = whole(from)?.checked_sub(1)?;
    let part: String = text.chars().skip(skip).take(whole(count)?).collect();
    Some(Value::text(&part))
}

fn month(value: &Value) -> Option<YearMonth> {
    match value {
        Value::Month(month) => Some(*month),
        Value::Date(date) => YearMonth::of(*date),
        _ => None,
    }
}

fn year(value: &Value) -> Option<i32> {
    if let Value::Date(date) = value { Some(NaiveDate::year(date)) } else { None }
}
