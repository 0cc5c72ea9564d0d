//! The rows of a table in their order, with ranks, groups and flags.

use super::super::firm::{self, Firm};
use super::super::part::Worked;
use super::super::rank::{best_first, compare, ranks_within};
use super::super::table::{Exact, ExactRow, RowOf, Work, sum};
use super::super::{Flag, RowKind};
use crate::audit::View;
use crate::formula::{Locals, Memo, Value};
use crate::message;
use crate::number::Decimal;
use crate::scheme::{RankDef, SortKey, TableColumnKind, TableRows, TableTotal};
use crate::workbook::{About, Office, Workbook};
use std::collections::HashMap;

/// One row on its way to print.
pub(super) struct Line {
    pub(super) kind: RowKind,
    pub(super) label: String,
    pub(super) level: u8,
    pub(super) values: Vec<Worked>,
    pub(super) firm: Firm,
    pub(super) flag: Option<Flag>,
    pub(super) note: String,
}

/// The rows in the order in which they are printed, and the total.
pub(super) fn lines(work: &Work<'_>, now: Exact, before: Option<&Exact>, by_rank: bool) -> (Vec<Line>, Line) {
    let Exact { mut rows, total } = now;
    let places = put_ranks(work, &mut rows, before);
    let flags = work.def.rank.as_ref().map(|rank| flags(work, rank, &rows, &places, &total)).unwrap_or_default();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let bare: Vec<Vec<Option<Value>>> = rows.iter().map(bare).collect();
    let nothing = Vec::new();
    let values = |at: usize| bare.get(at).unwrap_or(&nothing);
    if by_rank {
        order.sort_by_key(|at| places.get(*at).copied().flatten().unwrap_or(usize::MAX));
        // One series after the other, in the order in which they first appear.
        if let Some(within) = work.def.rank.as_ref().and_then(|rank| rank.within) {
            let kind = |at: usize| values(at).get(within).cloned().flatten();
            let first = |at: usize| (0..rows.len()).find(|other| kind(*other) == kind(at));
            order.sort_by_key(|at| first(*at));
        }
    } else if !work.def.sort.is_empty() {
        order.sort_by(|left, right| compare(values(*left), values(*right), &work.def.sort));
    }
    let mut lines: Vec<Line> = Vec::new();
    if let Some(column) = work.def.group {
        let mut groups: Vec<(Option<Value>, Vec<usize>)> = Vec::new();
        for at in order {
            let value = values(at).get(column).cloned().flatten();
            match groups.iter_mut().find(|(known, _)| *known == value) {
                Some((_, members)) => members.push(at),
                None => groups.push((value, vec![at])),
            }
        }
        for (value, members) in groups {
            let of: Vec<ExactRow> = members.iter().filter_map(|at| rows.get(*at).map(ExactRow::copy)).collect();
            lines.push(group(work, column, value.as_ref(), &of));
            lines.extend(
                members.iter().filter_map(|at| line(work, rows.get(*at)?, flags.get(*at).copied().flatten(), 1)),
            );
        }
    } else {
        lines.extend(order.iter().filter_map(|at| line(work, rows.get(*at)?, flags.get(*at).copied().flatten(), 0)));
    }
    number(work, &mut lines);
    if work.def.difference && work.def.total == TableTotal::Own {
        lines.push(difference(work, &rows, &total));
    }
    let label = work.def.total_label.clone();
    let ExactRow { values, firm, .. } = total;
    let total = Line { kind: RowKind::Total, label, level: 0, values, firm, flag: None, note: String::new() };
    (lines, total)
}

impl ExactRow {
    fn copy(&self) -> Self {
        Self { of: self.of.clone(), values: self.values.clone(), firm: self.firm.clone() }
    }
}

fn bare(row: &ExactRow) -> Vec<Option<Value>> {
    row.values.iter().map(|worked| worked.value.clone()).collect()
}

/// Fills the columns with ranks and moves. Gives the rank of each row in the table's own order of merit.
fn put_ranks(work: &Work<'_>, rows: &mut [ExactRow], before: Option<&Exact>) -> Vec<Option<usize>> {
    let ranked = |rows: &[ExactRow], by: SortKey, ties: &[SortKey]| {
        let values: Vec<Vec<Option<Value>>> = rows.iter().map(bare).collect();
        let values: Vec<&[Option<Value>]> = values.iter().map(Vec::as_slice).collect();
        ranks_within(&values, by, ties, work.def.rank.as_ref().and_then(|rank| rank.within))
    };
    let (main, earlier) = match &work.def.rank {
        Some(rank) => {
            let by = best_first(rank);
            let earlier = before.map(|before| {
                let places = ranked(&before.rows, by, &rank.ties);
                // Most rows stand where they stood.
                let find = |(at, row): (usize, &ExactRow)| {
                    let is_it = |other: &ExactRow| is_same(&other.of, &row.of);
                    if before.rows.get(at).is_some_and(is_it) { Some(at) } else { before.rows.iter().position(is_it) }
                };
                rows.iter().enumerate().map(|row| places.get(find(row)?).copied().flatten()).collect::<Vec<_>>()
            });
            (ranked(rows, by, &rank.ties), earlier.unwrap_or_else(|| vec![None; rows.len()]))
        }
        None => (vec![None; rows.len()], vec![None; rows.len()]),
    };
    for (at, def) in work.def.columns.iter().enumerate() {
        let places: Vec<Option<Decimal>> = match def.kind {
            TableColumnKind::Rank => match def.by {
                Some(column) => {
                    let places = ranked(rows, SortKey { column, descending: true }, &[]);
                    places.into_iter().map(|place| place.map(Decimal::from)).collect()
                }
                None => main.iter().map(|place| place.map(Decimal::from)).collect(),
            },
            TableColumnKind::RankBefore => earlier.iter().map(|place| place.map(Decimal::from)).collect(),
            TableColumnKind::Move => {
                let moved = |(now, then): (&Option<usize>, &Option<usize>)| {
                    Decimal::from((*then)?).checked_sub(Decimal::from((*now)?))
                };
                main.iter().zip(&earlier).map(moved).collect()
            }
            _ => continue,
        };
        for (row, place) in rows.iter_mut().zip(places) {
            if let Some(worked) = row.values.get_mut(at) {
                worked.value = place.map(Value::Number);
            }
        }
    }
    main
}

fn is_same(left: &RowOf, right: &RowOf) -> bool {
    match (left, right) {
        (RowOf::Part(left), RowOf::Part(right)) | (RowOf::Item(left), RowOf::Item(right)) => left == right,
        (RowOf::Record { part: left, key: left_key, .. }, RowOf::Record { part: right, key: right_key, .. }) => {
            left == right && left_key == right_key
        }
        _ => false,
    }
}

/// Red to the first ones, yellow to the last ones; never yellow to one that met its target.
///
/// # Source
/// domain.md §6.3, S76: 完成目标者不进黑榜.
fn flags(
    work: &Work<'_>,
    rank: &RankDef,
    rows: &[ExactRow],
    places: &[Option<usize>],
    total: &ExactRow,
) -> Vec<Option<Flag>> {
    let silent = silent(work);
    let view = View::new(work.scheme, &silent);
    let totals = bare(total);
    let met = |row: &ExactRow| {
        let columns = bare(row);
        let locals = Locals { columns: &columns, totals: &totals, ..Locals::default() };
        let met = work.compiled.met.as_ref().map(|met| met.eval_in_table(&view, None, &Memo::new(), &locals));
        matches!(met, Some(Ok(Some(Value::Bool(true)))))
    };
    // The last ones among their like: the places of each kind, in order.
    let kind = |row: &ExactRow| -> Option<Value> { row.values.get(rank.within?)?.value.clone() };
    let mut kinds: HashMap<Option<Value>, Vec<usize>> = HashMap::new();
    for (row, place) in rows.iter().zip(places) {
        kinds.entry(kind(row)).or_default().extend(place);
    }
    #[expect(clippy::iter_over_hash_type, reason = "each is sorted by itself")]
    for places in kinds.values_mut() {
        places.sort_unstable();
    }
    let last = |row: &ExactRow, place: usize| {
        let like = kinds.get(&kind(row)).map(Vec::as_slice).unwrap_or_default();
        like.len() - like.partition_point(|at| *at <= place)
    };
    let flag = |(row, place): (&ExactRow, &Option<usize>)| {
        let place = (*place)?;
        if place <= rank.red {
            Some(Flag::Red)
        } else if last(row, place) < rank.yellow && !met(row) {
            Some(Flag::Yellow)
        } else {
            None
        }
    };
    rows.iter().zip(places).map(flag).collect()
}

fn silent(work: &Work<'_>) -> Workbook {
    let office =
        Office { code: work.whole.place.code.clone(), name: work.whole.place.name.clone(), parents: Vec::new() };
    let about = About { id: String::new(), office, period: work.whole.period, demonstration: false };
    Workbook::new(work.scheme, about)
}

fn line(work: &Work<'_>, row: &ExactRow, flag: Option<Flag>, level: u8) -> Option<Line> {
    let mut note = String::new();
    let (kind, label) = match &row.of {
        RowOf::Part(at) => {
            let part = work.parts.get(*at)?;
            if !part.reported && work.compiled.columns.iter().any(|column| column.needs_data) {
                message::table::NOT_REPORTED.clone_into(&mut note);
            }
            (RowKind::Office { code: part.place.code.clone() }, part.place.name.clone())
        }
        RowOf::Item(at) => {
            let TableRows::List(list) = work.def.rows else { return None };
            let item = work.scheme[list].items.get(*at)?;
            (RowKind::Item { code: item.code.clone() }, item.label.clone())
        }
        RowOf::Record { part, key, label } => {
            let TableRows::Records(form) = work.def.rows else { return None };
            let office = work.parts.get(*part)?.place.code.clone();
            let form = work.scheme[form].key.clone();
            (RowKind::Record { office, form, key: key.to_string() }, label.clone())
        }
        RowOf::Total => return None,
    };
    Some(Line { kind, label, level, values: row.values.clone(), firm: row.firm.clone(), flag, note })
}

/// The head of a group of records, with what they add up to.
fn group(work: &Work<'_>, column: usize, value: Option<&Value>, rows: &[ExactRow]) -> Line {
    let formula = work.compiled.columns.get(column).and_then(|column| column.formula.as_ref());
    let label = match (formula, value) {
        (Some(formula), Some(value)) => formula.as_text(Some(value)),
        _ => message::table::WITHOUT.to_owned(),
    };
    let ExactRow { values, firm, .. } = work.total_of(rows);
    Line { kind: RowKind::Group, label, level: 0, values, firm, flag: None, note: String::new() }
}

/// 序号: from 1, heads of groups left out.
fn number(work: &Work<'_>, lines: &mut [Line]) {
    for (at, def) in work.def.columns.iter().enumerate().filter(|(_, def)| def.kind == TableColumnKind::Index) {
        let _ = def;
        let rows = lines.iter_mut().filter(|line| line.kind != RowKind::Group);
        for (line, number) in rows.zip(1_u32..) {
            if let Some(worked) = line.values.get_mut(at) {
                worked.value = Some(Value::Number(number.into()));
            }
        }
    }
}

/// 差额: what the whole has and the parts lack.
fn difference(work: &Work<'_>, rows: &[ExactRow], total: &ExactRow) -> Line {
    let of = |(at, def): (usize, &crate::scheme::TableColumnDef)| {
        let own = total.values.get(at).and_then(|worked| worked.value.as_ref()?.as_number());
        let parts = sum(rows.iter().filter_map(|row| row.values.get(at)));
        let parts = parts.value.and_then(|value| value.as_number());
        let lacking = own.zip(parts).and_then(|(own, parts)| own.checked_sub(parts));
        let value = lacking.filter(|_| def.kind == TableColumnKind::Amount).map(Value::Number);
        Worked { value, broken: false }
    };
    let values = work.def.columns.iter().enumerate().map(of).collect();
    let label = message::table::DIFFERENCE.to_owned();
    let firm = rows.iter().fold(total.firm.clone(), |firm, row| firm::least(&firm, &row.firm));
    Line { kind: RowKind::Difference, label, level: 0, values, firm, flag: None, note: String::new() }
}
