//! Aggregates: over the rows of a form, and over several values.

use super::super::alike::{Kinds, Verdict, alike_in, chosen};
use super::super::data::RowRef;
use super::super::error::Fault;
use super::super::functions::Aggregate;
use super::super::node::{From, Node, Rows};
use super::super::span::Span;
use super::super::value::{Type, Value};
use super::tally::Tally;
use super::{At, Evaluated};
use crate::number::Decimal;
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
        self.tally(rows, false)?.result(rows.span)
    }

    /// The aggregate over the rows that there are here, to be put together with those of others; with whose values they
    /// are, where that is asked.
    pub(in crate::formula) fn tally(self, rows: &Arc<Rows>, whose: bool) -> Result<Tally, Fault> {
        let whose = whose && rows.what.tells_values();
        if let Some(tally) = self.alike(rows, whose) {
            return Ok(tally);
        }
        let mut tally = Tally::new(rows.what);
        if let (Some(memo), Some((of_row, of_own))) = (self.memo, &rows.key) {
            let Some(wanted) = self.eval(of_own)? else { return Ok(tally) };
            let group = memo.group(rows, &wanted, || {
                let all = self.data.rows(rows.when, rows.form).into_iter();
                let keyed = all.map(|row| Ok((self.at(row).eval(of_row)?, row)));
                keyed.collect::<Result<Vec<_>, Fault>>()
            })?;
            for row in group.iter() {
                self.visit(rows, *row, &mut tally, whose)?;
            }
            return Ok(tally);
        }
        let own = if rows.mine { self.own.and_then(|row| self.data.member(row)) } else { None };
        for row in self.data.rows(rows.when, rows.form) {
            // Rows of others are not looked at, even where the filter would begin with their cells.
            if !rows.mine || (own.is_some() && self.data.member(row) == own) {
                self.visit(rows, row, &mut tally, whose)?;
            }
        }
        Ok(tally)
    }

    /// The aggregate where rows are known to be alike, or a whole column adds up; `None` where each has to be looked at,
    /// and where anything is out of the ordinary.
    fn alike(self, rows: &Rows, whose: bool) -> Option<Tally> {
        if rows.mine {
            return None;
        }
        let mut tally = Tally::new(rows.what);
        let all = match &rows.filter {
            None if rows.value.is_none() => return None,
            None => return self.whole_column(rows, whose),
            Some(filter) => {
                let all = self.data.rows(rows.when, rows.form);
                let chosen = match rows.aspects.as_deref().and_then(|it| alike_in(self.data, rows.when, rows.form, it))
                {
                    Some(alike) => chosen(&all, &alike, |row| Some(self.at(row).truth(filter).ok()? == Some(true)))?,
                    None => self.chosen_by_parts(filter, rows, &all)?,
                };
                if chosen.len() == all.len()
                    && let Some(tally) = self.whole_column(rows, whose)
                {
                    return Some(tally);
                }
                chosen
            }
        };
        for row in all {
            match &rows.value {
                None => tally.count(),
                Some(value) => {
                    let value = self.at(row).eval(value).ok()?;
                    if whose {
                        self.put_whose(row, value.as_ref(), &mut tally);
                    }
                    tally.add(value, rows.span).ok()?;
                }
            }
        }
        Some(tally)
    }

    /// The rows that pass a filter of which some part is the same for many of them: that part is asked once for each kind.
    fn chosen_by_parts(self, filter: &Node, rows: &Rows, all: &[RowRef]) -> Option<Vec<RowRef>> {
        let mut parts = Vec::new();
        filter.conjuncts(&mut parts);
        let mut parts: Vec<(&Node, Option<Kinds>)> = parts
            .into_iter()
            .map(|part| {
                let aspects = part.aspects(From::Row, rows.form);
                let alike = aspects.and_then(|aspects| alike_in(self.data, rows.when, rows.form, &aspects));
                (part, alike.and_then(|alike| Kinds::new(alike, all.len())))
            })
            .collect();
        parts.iter().any(|(_, kinds)| kinds.is_some()).then_some(())?;
        let mut chosen = Vec::new();
        for (at, row) in all.iter().enumerate() {
            let mut passes = true;
            // In the order of the filter; nothing is asked of what a part before has kept out.
            for (part, kinds) in &mut parts {
                let ask = || self.at(*row).truth(part).ok().map(Verdict::from);
                let verdict = match kinds {
                    Some(kinds) => kinds.once(at, ask)?,
                    None => ask()?,
                };
                passes &= verdict == Verdict::Holds;
                if verdict == Verdict::Fails {
                    break;
                }
            }
            if passes {
                chosen.push(*row);
            }
        }
        Some(chosen)
    }

    /// The sum of a whole column.
    fn whole_column(self, rows: &Rows, whose: bool) -> Option<Tally> {
        let Some(Node::Cell(cell)) = &rows.value else { return None };
        let is_own = cell.place.from == From::Row
            && cell.place.earlier.is_none()
            && cell.place.to.is_none_or(|to| to == rows.form);
        if !is_own || !matches!(cell.kind, Type::Number(_)) || !rows.what.adds_up() {
            return None;
        }
        let sum = self.data.column_sum(rows.when, rows.form, cell.field, cell.column)?;
        let mut tally = Tally::of_sum(rows.what, sum.count, sum.times(cell.scale.unwrap_or(Decimal::ONE))?);
        if whose {
            for row in self.data.rows(rows.when, rows.form) {
                self.put_whose(row, self.data.cell(row, cell.field, cell.column).as_ref(), &mut tally);
            }
        }
        Some(tally)
    }

    /// The rows that an aggregate goes through, each with the value it has there.
    pub(in crate::formula) fn counted(self, rows: &Rows) -> Result<Vec<(RowRef, Option<Value>)>, Fault> {
        let mut counted = Vec::new();
        for row in self.data.rows(rows.when, rows.form) {
            let here = self.at(row);
            if rows.filter.as_ref().map_or(Ok(Some(true)), |filter| here.truth(filter))? == Some(true) {
                counted.push((row, rows.value.as_ref().map_or(Ok(None), |value| here.eval(value))?));
            }
        }
        Ok(counted)
    }

    /// Notes whose value it is that is added next.
    fn put_whose(self, row: RowRef, value: Option<&Value>, tally: &mut Tally) {
        if let (Some(value), Some(member)) = (value, self.data.member_key(row)) {
            tally.of(self.data.office_code(), &member, value);
        }
    }

    fn at(self, row: RowRef) -> Self {
        Self { row: Some(row), ..self }
    }

    /// One row: only a filter that is true lets it in.
    fn visit(self, rows: &Rows, row: RowRef, tally: &mut Tally, whose: bool) -> Result<(), Fault> {
        let here = self.at(row);
        if let Some(filter) = &rows.filter
            && here.truth(filter)? != Some(true)
        {
            return Ok(());
        }
        match &rows.value {
            None => tally.count(),
            Some(value) => {
                let value = here.eval(value)?;
                if whose {
                    self.put_whose(row, value.as_ref(), tally);
                }
                tally.add(value, rows.span)?;
            }
        }
        Ok(())
    }
}
