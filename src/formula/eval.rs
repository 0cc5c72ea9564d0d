//! Evaluation: from a checked tree and data to a value, a missing value, or a fault.

mod aggregate;
mod call;
mod memo;
mod months;
mod quick;
mod tally;

pub use memo::Memo;
pub(crate) use tally::Tally;

use super::data::{Data, RowRef};
use super::error::Fault;
use super::locals::Locals;
use super::node::{Cell, Fact, From, Node, Place};
use super::span::Span;
use super::value::Value;
use crate::measure::Column;
use crate::number::Decimal;
use chrono::Datelike;
use std::cmp::Ordering;
use std::sync::Arc;

pub(super) type Evaluated = Result<Option<Value>, Fault>;

/// Where evaluation is: the data, the record itself, and the row of an aggregate.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub data: &'a dyn Data,
    pub own: Option<RowRef>,
    pub row: Option<RowRef>,
    pub memo: Option<&'a Memo>,
    /// What the names of a report table stand for, in formulas of one.
    pub locals: Option<&'a Locals<'a>>,
}

impl At<'_> {
    pub(super) fn eval(self, node: &Node) -> Evaluated {
        match node {
            Node::Bad => Ok(None),
            Node::Const(value) => Ok(Some(value.clone())),
            Node::Cell(cell) => self.cell(cell),
            Node::Fact(fact) => Ok(self.fact(*fact)),
            Node::Reported { place, form } => {
                let row = self.place(*place);
                Ok(Some(Value::Bool(row.is_some_and(|row| self.data.reported(row, *form)))))
            }
            Node::Lacking { fields, names } => self.lacking(fields, *names),
            Node::Member(from) => {
                let row = if *from == From::Row { self.row } else { self.own };
                Ok(row.and_then(|row| self.data.member(row)).map(Value::Text))
            }
            Node::Months(cell, pick) => self.months(cell, *pick),
            Node::Short { actual, plan, in_words, span } => self.short(actual, plan, *in_words, *span),
            Node::Has(when) => Ok(Some(Value::Bool(self.data.has(*when)))),
            Node::Negate(_) | Node::Arithmetic(..) | Node::Round { .. } => Ok(self.number(node)?.map(Value::Number)),
            Node::Not(_) | Node::Both(_) | Node::Either(_) | Node::Compare(..) | Node::In { .. } => {
                Ok(self.truth(node)?.map(Value::Bool))
            }
            Node::Otherwise(pair) => {
                let [left, right] = &**pair;
                let value = self.eval(left)?;
                if value.is_some() { Ok(value) } else { self.eval(right) }
            }
            Node::If(parts) => {
                let [condition, yes, no] = &**parts;
                match self.truth(condition)? {
                    Some(true) => self.eval(yes),
                    Some(false) => self.eval(no),
                    None => Ok(None),
                }
            }
            Node::Call(what, args, span) => self.call(*what, args, *span),
            Node::Values(what, args, span) => self.values(*what, args, *span),
            Node::Label(code, items) => {
                let Some(Value::Text(code)) = self.eval(code)? else { return Ok(None) };
                let label = items.iter().find(|(known, _)| *known == code).map(|(_, label)| Arc::clone(label));
                Ok(Some(Value::Text(label.unwrap_or(code))))
            }
            Node::Rows(rows) => self.rows(rows),
            Node::Colour { place, reason } => Ok(self.place(*place).and_then(|row| self.data.colour(row, *reason))),
            Node::Local(local) => Ok(self.locals.and_then(|locals| locals.get(*local))),
        }
    }

    /// The row that a name is about, if there is one.
    pub(super) fn place(self, place: Place) -> Option<RowRef> {
        let mut row = match place.from {
            From::Own => self.own,
            From::Row => self.row,
            From::Office => return self.data.single(place.earlier.unwrap_or_default(), place.to?),
        }?;
        if let Some(when) = place.earlier {
            row = self.data.earlier(row, when)?;
        }
        match place.to {
            Some(form) if form != row.form => self.data.related(row, form),
            _ => Some(row),
        }
    }

    fn cell(self, cell: &Cell) -> Evaluated {
        let Some(row) = self.place(cell.place) else { return Ok(None) };
        self.column(cell, row, cell.column)
    }

    /// One column of the field that a cell is of.
    fn column(self, cell: &Cell, row: RowRef, column: Column) -> Evaluated {
        let Some(value) = self.data.cell(row, cell.field, column) else { return Ok(None) };
        if !value.fits(cell.kind) {
            return Err(Fault::WrongData { span: cell.span });
        }
        match (value, cell.scale) {
            (Value::Number(value), Some(scale)) => number(value.checked_mul(scale), cell.span),
            (value, _) => Ok(Some(value)),
        }
    }

    /// Missing where there is no such record: what nobody filled lacks nothing yet.
    fn lacking(self, fields: &[(Cell, Arc<str>)], names: bool) -> Evaluated {
        let mut lacking = Vec::new();
        for (cell, name) in fields {
            let Some(row) = self.place(cell.place) else { return Ok(None) };
            let there = !matches!(self.cell(cell)?, None | Some(Value::Bool(false)));
            if !there && self.data.asked(row, cell.field) {
                lacking.push(&**name);
            }
        }
        Ok(Some(if names { Value::text(&lacking.join("、")) } else { Value::Number(Decimal::from(lacking.len())) }))
    }

    fn fact(self, fact: Fact) -> Option<Value> {
        let period = self.data.period();
        let count = |count: u8| Some(Value::Number(Decimal::from(count)));
        match fact {
            Fact::Year => Some(Value::Number(Decimal::from(period.year()))),
            Fact::Month => count(period.month()),
            Fact::Quarter => count(period.quarter()),
            Fact::Months => count(period.months()),
            Fact::SpanMonths => count(period.span_months()),
            Fact::Days => {
                let days = period.end().num_days_from_ce() - period.start().num_days_from_ce() + 1;
                Some(Value::Number(Decimal::from(days)))
            }
            Fact::Kind => Some(Value::text(period.kind().key())),
            Fact::Start => Some(Value::Date(period.start())),
            Fact::End => Some(Value::Date(period.end())),
            Fact::Name => Some(Value::text(&period.chinese())),
            Fact::First => Some(Value::Bool(period.is_first())),
            Fact::Due(form) => self.data.due(form).map(Value::Date),
            Fact::OfficeCode => present(self.data.office_code()),
            Fact::OfficeName => present(self.data.office_name()),
        }
    }
}

fn present(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::text(text))
}

/// A result, or a fault if there is none because it is too large.
pub(super) fn number(value: Option<Decimal>, span: Span) -> Evaluated {
    value.map(|value| Some(Value::Number(value))).ok_or(Fault::Overflow { span })
}

/// How two values of one type stand to each other; `None` for values that cannot be compared, which checking excludes.
pub(super) fn ordering(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Some(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        (Value::Month(left), Value::Month(right)) => Some(left.cmp(right)),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        _ => None,
    }
}
