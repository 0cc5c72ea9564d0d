//! Aggregates: over the rows of a form, and over several values.

use super::super::data::RowRef;
use super::super::error::Fault;
use super::super::functions::Aggregate;
use super::super::node::{Node, Rows};
use super::super::span::Span;
use super::tally::Tally;
use super::{At, Evaluated};
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
        self.tally(rows)?.result(rows.span)
    }

    /// The aggregate over the rows that there are here, to be put together with those of others.
    pub(in crate::formula) fn tally(self, rows: &Arc<Rows>) -> Result<Tally, Fault> {
        let mut tally = Tally::new(rows.what);
        if let (Some(memo), Some((of_row, of_own))) = (self.memo, &rows.key) {
            let Some(wanted) = self.eval(of_own)? else { return Ok(tally) };
            let group = memo.group(rows, &wanted, || {
                let all = self.data.rows(rows.when, rows.form).into_iter();
                let keyed = all.map(|row| Ok((self.at(row).eval(of_row)?, row)));
                keyed.collect::<Result<Vec<_>, Fault>>()
            })?;
            for row in group.iter() {
                self.visit(rows, *row, &mut tally)?;
            }
            return Ok(tally);
        }
        let own = if rows.mine { self.own.and_then(|row| self.data.member(row)) } else { None };
        for row in self.data.rows(rows.when, rows.form) {
            // Rows of others are not looked at, even where the filter would begin with their cells.
            if !rows.mine || (own.is_some() && self.data.member(row) == own) {
                self.visit(rows, row, &mut tally)?;
            }
        }
        Ok(tally)
    }

    /// The rows that an aggregate goes through, each with the value it has there.
    pub(in crate::formula) fn counted(self, rows: &Rows) -> Result<Vec<(RowRef, Option<super::Value>)>, Fault> {
        let mut counted = Vec::new();
        for row in self.data.rows(rows.when, rows.form) {
            let here = self.at(row);
            if rows.filter.as_ref().map_or(Ok(Some(true)), |filter| here.truth(filter))? == Some(true) {
                counted.push((row, rows.value.as_ref().map_or(Ok(None), |value| here.eval(value))?));
            }
        }
        Ok(counted)
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
            None => tally.count(),
            Some(value) => tally.add(here.eval(value)?, rows.span)?,
        }
        Ok(())
    }
}
