//! Formulas of report tables: worked out office by office, put together, and traced back.

use super::alike::{alike_in, chosen};
use super::compile::Compiled;
use super::data::{Data, RowRef, When};
use super::error::Fault;
use super::eval::{At, Memo, Tally};
use super::functions::Aggregate;
use super::locals::{Local, Locals};
use super::node::{Cell, From, Node, RowKey, Rows};
use super::value::Value;
use super::world::{FieldId, FormId};
use crate::measure::Column;
use std::sync::Arc;

/// What a column of a report table is worked out from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sources {
    /// Positions of the columns in `col.x`.
    pub(crate) columns: Vec<usize>,
    /// Positions of the columns in `total.x`.
    pub(crate) totals: Vec<usize>,
    /// Whether it asks how the office reported.
    pub(crate) part: bool,
    /// Whether it reads cells outside of aggregates: of the record, or of the office's own single record.
    pub(crate) cells: bool,
    /// The forms whose rows are gone through, each with whether values of the rows are used, not only their number.
    pub(crate) rows: Vec<(FormId, bool)>,
    /// Whether it joins names of rows.
    pub(crate) names: bool,
}

/// What an aggregate over units tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measured {
    pub(crate) when: When,
    /// The cell that is added up, its column by name; `None` for what is worked out, or no sum.
    pub(crate) cell: Option<(FormId, FieldId, &'static str)>,
}

/// One row behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counted {
    pub(crate) row: RowRef,
    /// In base units; `None` for a row that is only counted.
    pub(crate) value: Option<Value>,
    /// The first cell of the row that the value is read from.
    pub(crate) cell: Option<(FormId, FieldId, Column)>,
}

impl Compiled {
    /// As [`Compiled::eval_with`], with the names of a report table.
    pub(crate) fn eval_in_table(
        &self,
        data: &dyn Data,
        row: Option<RowRef>,
        memo: &Memo,
        locals: &Locals<'_>,
    ) -> Result<Option<Value>, Fault> {
        At { data, own: row, row: None, memo: Some(memo), locals: Some(locals) }.eval(&self.node)
    }

    /// The aggregates of the formula over the rows that there are here, in the order of [`Compiled::remember`].
    ///
    /// The memo may be that of other formulas over the same data and of other items.
    pub(crate) fn tallies(&self, data: &dyn Data, memo: &Memo, locals: &Locals<'_>) -> Vec<Result<Tally, Fault>> {
        let at = At { data, own: None, row: None, memo: Some(memo), locals: Some(locals) };
        self.aggregates().iter().map(|rows| at.tally(rows, true)).collect()
    }

    /// What each aggregate tells of the units behind it, in the order of [`Compiled::tallies`]; `None` for one that tells
    /// no values.
    pub(crate) fn measured(&self) -> Vec<Option<Measured>> {
        let measured = |rows: Arc<Rows>| {
            let value = rows.value.as_ref().filter(|_| rows.what.tells_values())?;
            let is_sum = rows.what == Aggregate::Sum;
            let cell = match value {
                Node::Cell(cell) => Some((cell, cell.column.key())),
                Node::Months(cell, pick) => Some((cell, pick.key())),
                _ => None,
            };
            let cell = cell.filter(|(cell, _)| is_sum && cell.place.from == From::Row);
            let cell = cell.map(|(cell, column)| (cell.place.to.unwrap_or(rows.form), cell.field, column));
            Some(Measured { when: rows.when, cell })
        };
        self.aggregates().into_iter().map(measured).collect()
    }

    /// Whether its aggregates go through no row at all here, so that their tallies are those of nothing.
    pub(crate) fn is_silent(&self, data: &dyn Data) -> bool {
        let mut silent = true;
        self.node.visit(&mut |node| {
            if let Node::Rows(rows) = node {
                // What rows are grouped by is worked out even where there are none.
                let is_plain = |key: &RowKey| matches!(key.of_own, Node::Const(_) | Node::Local(_) | Node::Fact(_));
                silent &= rows.key.as_ref().is_none_or(is_plain) && data.is_empty(rows.when, rows.form);
            }
        });
        silent
    }

    /// The rows of a form for which a condition about its records holds; where it fails it does not hold.
    pub(crate) fn rows_where(&self, data: &dyn Data, form: FormId, memo: &Memo) -> Vec<RowRef> {
        let all = data.rows(When::Now, form);
        let Some(first) = all.first() else { return all };
        let at = |row| At { data, own: Some(row), row: None, memo: Some(memo), locals: None };
        let passes = |row: &RowRef| matches!(at(*row).truth(&self.node), Ok(Some(true)));
        let alike = self.aspects(form).and_then(|aspects| alike_in(data, When::Now, form, &aspects));
        if let Some(chosen) = alike.and_then(|alike| chosen(&all, &alike, |row| Some(passes(&row)))) {
            return chosen;
        }
        if at(*first).holds_for_none(&self.node, form) { Vec::new() } else { all.into_iter().filter(passes).collect() }
    }

    /// Puts together the tallies of two offices.
    pub(crate) fn merge(&self, into: &mut [Result<Tally, Fault>], more: &[Result<Tally, Fault>]) {
        for ((rows, into), more) in self.aggregates().iter().zip(into).zip(more) {
            let merged = match (&mut *into, more) {
                (Ok(tally), Ok(more)) => tally.merge(more, rows.span),
                (Ok(_), Err(fault)) => Err(*fault),
                (Err(_), _) => Ok(()),
            };
            if let Err(fault) = merged {
                *into = Err(fault);
            }
        }
    }

    /// Gives the memo the results of the aggregates, so that evaluation need not look at rows.
    pub(crate) fn remember(&self, memo: &Memo, tallies: &[Result<Tally, Fault>]) {
        for (rows, tally) in self.aggregates().iter().zip(tallies) {
            let tally = tally.as_ref().map_err(|fault| *fault);
            memo.keep(rows, tally.and_then(|tally| tally.bare().result(rows.span)));
        }
    }

    /// The rows behind the aggregates of the formula, in the order of the form.
    pub(crate) fn counted(&self, data: &dyn Data, locals: &Locals<'_>) -> Result<Vec<Counted>, Fault> {
        let memo = Memo::new();
        let at = At { data, own: None, row: None, memo: Some(&memo), locals: Some(locals) };
        let mut all = Vec::new();
        for rows in self.aggregates() {
            let cell = rows.value.as_ref().and_then(|value| first_cell(value, rows.form));
            let counted = at.counted(&rows)?.into_iter();
            // A row without a value adds nothing.
            let adds = counted.filter(|(_, value)| rows.value.is_none() || value.is_some());
            all.extend(adds.map(|(row, value)| Counted { row, value, cell }));
        }
        // The office's own single record is behind a figure as it is.
        let mut own: Vec<(Cell, Node)> = Vec::new();
        self.node.visit(&mut |node| match node {
            Node::Cell(cell) | Node::Months(cell, _) if cell.place.from == From::Office => {
                own.push((Cell::clone(cell), node.clone()));
            }
            _ => {}
        });
        for (cell, node) in own {
            let value = at.eval(&node)?;
            let row = at.place(cell.place).filter(|_| value.is_some());
            all.extend(row.map(|row| Counted { row, value, cell: Some((row.form, cell.field, cell.column)) }));
        }
        Ok(all)
    }

    pub(crate) fn sources(&self) -> Sources {
        let mut sources = Sources::default();
        self.node.visit(&mut |node| match node {
            Node::Local(Local::Column(at)) => sources.columns.push(*at),
            Node::Local(Local::Total(at)) => sources.totals.push(*at),
            Node::Local(Local::Part(_)) => sources.part = true,
            Node::Cell(_)
            | Node::Months(..)
            | Node::Short { .. }
            | Node::Member(_)
            | Node::Lacking { .. }
            | Node::Reported { .. }
            | Node::Colour { .. } => sources.cells = true,
            Node::Rows(rows) => {
                sources.names |= rows.what == Aggregate::Names;
                sources.rows.push((rows.form, rows.value.is_some() && rows.what != Aggregate::Distinct));
            }
            _ => {}
        });
        sources
    }

    /// In the order of the formula.
    pub(super) fn aggregates(&self) -> Vec<Arc<Rows>> {
        let mut all = Vec::new();
        self.node.visit(&mut |node| {
            if let Node::Rows(rows) = node {
                all.push(Arc::clone(rows));
            }
        });
        all
    }
}

fn first_cell(node: &Node, own: FormId) -> Option<(FormId, FieldId, Column)> {
    let mut first = None;
    node.visit(&mut |node| {
        if let (None, Node::Cell(cell) | Node::Months(cell, _)) = (first, node)
            && cell.place.from == From::Row
        {
            first = Some((cell.place.to.unwrap_or(own), cell.field, cell.column));
        }
    });
    first
}
