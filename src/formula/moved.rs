//! For which records an aggregate may have changed after a change of some rows.
//!
//! `count(industry where output.month == this.output.month)` is asked by every record, and yet a new amount moves it only
//! for the records that have the old amount or the new one.

use std::sync::Arc;

use super::compile::Compiled;
use super::data::{Data, RowRef, When};
use super::eval::At;
use super::node::{From, Node, Rows};
use super::reads::{Reach, Read};
use super::template::Template;
use super::value::Value;
use super::world::FormId;

/// An aggregate over the rows of a form, as it stands in a formula.
#[derive(Debug, Clone)]
pub struct Aggregated(Arc<Rows>);

/// A row before and after a change; `None` where it was not there yet, or is not there any more.
pub type ChangedRow = (Option<RowRef>, Option<RowRef>);

/// For which records an aggregate may be another one than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// For those that go by one of these values; for none, if there is no value.
    By(Vec<Value>),
    /// For any.
    All,
}

impl Compiled {
    /// The aggregates in the formula.
    pub fn aggregated(&self) -> Vec<Aggregated> {
        self.aggregates().into_iter().map(Aggregated).collect()
    }
}

impl Template {
    /// The aggregates in its formulas.
    pub fn aggregated(&self) -> Vec<Aggregated> {
        self.holes().flat_map(Compiled::aggregated).collect()
    }
}

impl Aggregated {
    /// The form whose rows are gone through.
    pub fn form(&self) -> FormId {
        self.0.form
    }

    /// What it reads of the rows, as [`Compiled::reads`] tells it of any row; `None` where that is not plain to see.
    pub fn reads(&self) -> Option<Vec<Read>> {
        let (when, form) = (self.0.when, self.0.form);
        let mut reads = vec![Read::Rows { when, reach: Reach::All, form }];
        let mut is_plain = true;
        for node in self.0.value.iter().chain(&self.0.filter) {
            node.visit(&mut |node| match node {
                Node::Cell(cell) if cell.place.from == From::Row => {
                    is_plain &= cell.place.earlier.is_none();
                    let (form, field, column) = (cell.place.to.unwrap_or(form), cell.field, cell.column);
                    reads.push(Read::Cell { when, reach: Reach::All, form, field, column });
                }
                Node::Reported { place, form } if place.from == From::Row => {
                    is_plain &= place.earlier.is_none();
                    reads.push(Read::Reported { when, reach: Reach::All, form: *form });
                }
                Node::Months(..) | Node::Short { .. } | Node::Lacking { .. } | Node::Colour { .. } => is_plain = false,
                _ => {}
            });
        }
        is_plain.then_some(reads)
    }

    /// For which records it may have changed, when only these rows did.
    pub fn moved(&self, before: &dyn Data, after: &dyn Data, rows: &[ChangedRow]) -> Moved {
        let Rows { when, same_for_all, key, value, .. } = &*self.0;
        if *when != When::Now {
            return Moved::By(Vec::new());
        }
        let [before, after] = [before, after].map(|data| At { data, own: None, row: None, memo: None, locals: None });
        if *same_for_all {
            let is_same = before.rows(&self.0) == after.rows(&self.0);
            return if is_same { Moved::By(Vec::new()) } else { Moved::All };
        }
        let Some(key) = key else { return Moved::All };
        let mut values = Vec::new();
        for (was, is) in rows {
            let at = |at: At<'_>, row: Option<RowRef>, node: &Node| {
                row.map_or(Ok(None), |row| At { row: Some(row), ..at }.eval(node))
            };
            let (Ok(old), Ok(new)) = (at(before, *was, &key.of_row), at(after, *is, &key.of_row)) else {
                return Moved::All;
            };
            // The row is where it was, and adds what it did.
            let adds = |it, row| value.as_ref().map_or(Ok(None), |value| at(it, row, value));
            if key.whole
                && key.alone
                && was.is_some() == is.is_some()
                && old == new
                && adds(before, *was) == adds(after, *is)
            {
                continue;
            }
            values.extend([old, new].into_iter().flatten());
        }
        Moved::By(values)
    }

    /// Whether a record goes by one of these values, or cannot tell by which.
    pub fn goes_by(&self, values: &[Value], data: &dyn Data, record: RowRef) -> bool {
        let Some(key) = self.0.key.as_ref().filter(|_| !values.is_empty()) else { return false };
        let own = At { data, own: Some(record), row: None, memo: None, locals: None }.eval(&key.of_own);
        own.map_or(true, |own| own.is_some_and(|own| values.contains(&own)))
    }
}
