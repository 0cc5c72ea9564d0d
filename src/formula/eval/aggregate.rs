//! Aggregates: over the rows of a form, and over several values.

use super::super::alike::{Kinds, Verdict, alike_in, chosen};
use super::super::data::RowRef;
use super::super::error::Fault;
use super::super::functions::Aggregate;
use super::super::node::{From, Node, RowKey, Rows};
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

    pub(in crate::formula) fn rows(self, rows: &Arc<Rows>) -> Evaluated {
        match (self.memo, &rows.key) {
            (Some(memo), _) if rows.same_for_all => memo.result(rows, || self.walk(rows)),
            (Some(memo), Some(key)) if key.alone => {
                let Some(wanted) = self.eval(&key.of_own)? else { return Self::none(rows) };
                memo.group(
                    rows,
                    wanted,
                    || self.grouped(rows, key),
                    |group| group.result(|all| self.tally_of(rows, all, key.whole, false)?.result(rows.span)),
                )?
            }
            _ => self.walk(rows),
        }
    }

    /// The aggregate over no row.
    fn none(rows: &Rows) -> Evaluated {
        Tally::new(rows.what).result(rows.span)
    }

    fn walk(self, rows: &Arc<Rows>) -> Evaluated {
        self.tally(rows, false)?.result(rows.span)
    }

    /// The aggregate over the rows that there are here, to be put together with those of others; with whose values they
    /// are, where that is asked.
    pub(in crate::formula) fn tally(self, rows: &Arc<Rows>, whose: bool) -> Result<Tally, Fault> {
        let whose = whose && rows.what.tells_values();
        let by_key = self.memo.zip(rows.key.as_ref());
        // Where one record after the other asks for its own rows, they are put in groups once for all.
        if (rows.same_for_all || by_key.is_none())
            && let Some(tally) = self.alike(rows, whose)
        {
            return Ok(tally);
        }
        if let Some((memo, key)) = by_key {
            let Some(wanted) = self.eval(&key.of_own)? else { return Ok(Tally::new(rows.what)) };
            return memo.group(
                rows,
                wanted,
                || self.grouped(rows, key),
                |group| self.tally_of(rows, group.rows(), key.whole, whose),
            )?;
        }
        if rows.mine {
            // Rows of others are not looked at, even where the filter would begin with their cells.
            let own = self.own.and_then(|row| self.data.member(row));
            let mine = own.map(|own| self.data.belonging(rows.when, rows.form, &own));
            return self.tally_of(rows, &mine.unwrap_or_default(), false, whose);
        }
        self.tally_of(rows, &self.data.rows(rows.when, rows.form), false, whose)
    }

    /// The aggregate over those of these rows that its filter lets in, unless it is known to let in all.
    fn tally_of(self, rows: &Rows, all: &[RowRef], are_in: bool, whose: bool) -> Result<Tally, Fault> {
        let mut tally = Tally::new(rows.what);
        let filter = rows.filter.as_ref().filter(|_| !are_in);
        for row in all {
            let here = self.at(*row);
            // Only a filter that is true lets a row in.
            if filter.map_or(Ok(Some(true)), |filter| here.truth(filter))? != Some(true) {
                continue;
            }
            match &rows.value {
                None => tally.count(),
                Some(value) => {
                    let value = here.eval(value)?;
                    if whose {
                        self.put_whose(*row, value.as_ref(), &mut tally);
                    }
                    tally.add(value, rows.span)?;
                }
            }
        }
        Ok(tally)
    }

    /// Every row with what it has on its side of the equation.
    fn grouped(self, rows: &Rows, key: &RowKey) -> Result<Vec<(Option<Value>, RowRef)>, Fault> {
        let all = self.data.rows(rows.when, rows.form).into_iter();
        all.map(|row| Ok((self.at(row).eval(&key.of_row)?, row))).collect()
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
}
