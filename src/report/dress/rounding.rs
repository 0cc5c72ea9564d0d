//! 舍位平衡 of a table: down the columns that say so, and across the columns that are parts of another.

use super::super::RowKind;
use super::super::balance::{balanced_table, balanced_to, checked_sum};
use super::super::table::Work;
use super::Draft;
use super::lines::Line;
use crate::number::{Decimal, rounded};

/// Rounds what adds up so that it is seen to add up. The last of `cells` is the total.
pub(super) fn balance(work: &Work<'_>, lines: &[Line], cells: &mut [Vec<Draft>], has_total: bool) {
    for (at, def) in work.def.columns.iter().enumerate() {
        if def.balance && has_total {
            down(lines, cells, at, def.decimals);
        }
    }
    for (at, def) in work.def.columns.iter().enumerate() {
        if !def.parts.is_empty() {
            across(lines, cells, at, &def.parts, def.decimals, def.balance && has_total);
        }
    }
}

fn amount(cells: &[Vec<Draft>], row: usize, column: usize) -> Option<Decimal> {
    cells.get(row)?.get(column)?.amount
}

fn put(cells: &mut [Vec<Draft>], row: usize, column: usize, value: Decimal, places: u8) {
    if let Some(draft) = cells.get_mut(row).and_then(|row| row.get_mut(column)) {
        draft.shown_as(value, places);
    }
}

/// What a cell shows now.
fn shown(cells: &[Vec<Draft>], row: usize, column: usize) -> Option<Decimal> {
    cells.get(row)?.get(column)?.cell.shown.replace(',', "").parse().ok()
}

fn down(lines: &[Line], cells: &mut [Vec<Draft>], column: usize, places: u8) {
    let of_level = |level: u8, range: std::ops::Range<usize>| -> Vec<usize> {
        range.filter(|at| lines.get(*at).is_some_and(|line| line.level == level)).collect()
    };
    let top = of_level(0, 0..lines.len());
    under(cells, lines.len(), &top, column, places);
    // Records under the head of their group.
    for (nth, head) in top.iter().enumerate() {
        if lines.get(*head).is_some_and(|line| line.kind == RowKind::Group) {
            let end = top.get(nth + 1).copied().unwrap_or(lines.len());
            under(cells, *head, &of_level(1, *head..end), column, places);
        }
    }
}

/// Shows some rows so that they add up to what another shows, if they add up to it exactly.
fn under(cells: &mut [Vec<Draft>], whole: usize, rows: &[usize], column: usize, places: u8) {
    let there: Vec<(usize, Decimal)> =
        rows.iter().filter_map(|row| Some((*row, amount(cells, *row, column)?))).collect();
    let exact = checked_sum(there.iter().map(|(_, amount)| *amount));
    if exact.is_none() || exact != amount(cells, whole, column) {
        return;
    }
    let Some(total) = shown(cells, whole, column) else { return };
    let amounts: Vec<Decimal> = there.iter().map(|(_, amount)| *amount).collect();
    let Some(balanced) = balanced_to(total, &amounts, places.into()) else { return };
    for ((row, _), value) in there.iter().zip(balanced) {
        put(cells, *row, column, value, places);
    }
}

/// Shows the parts of a column so that they add up to what it shows, in every row, and down the rows where they can.
fn across(lines: &[Line], cells: &mut [Vec<Draft>], whole: usize, parts: &[usize], places: u8, is_balanced: bool) {
    let amounts = |cells: &[Vec<Draft>], row: usize| -> Option<Vec<Decimal>> {
        let amounts: Vec<Decimal> = parts.iter().map(|part| amount(cells, row, *part)).collect::<Option<_>>()?;
        let exact = checked_sum(amounts.iter().copied())?;
        (Some(exact) == amount(cells, row, whole)).then_some(amounts)
    };
    let total = lines.len();
    let rows: Vec<usize> = (0..total).filter(|row| amounts(cells, *row).is_some()).collect();
    let places_wide = u32::from(places);
    let of_total = amounts(cells, total).filter(|_| is_balanced);
    let is_flat = lines.iter().all(|line| line.level == 0);
    let exact: Vec<Vec<Decimal>> = rows.iter().filter_map(|row| amounts(cells, *row)).collect();
    // Every row must be in it, or the columns would not add up.
    let adds_up = of_total.as_ref().is_some_and(|of_total| {
        let sum = |at: usize| checked_sum(exact.iter().filter_map(|row| row.get(at).copied()));
        of_total.iter().enumerate().all(|(at, amount)| sum(at) == Some(*amount))
    });
    if let Some(table) = (is_flat && adds_up).then(|| balanced_table(&exact, places_wide)).flatten() {
        for ((row, values), whole_value) in rows.iter().zip(&table.cells).zip(&table.row_totals) {
            put(cells, *row, whole, *whole_value, places);
            for (part, value) in parts.iter().zip(values) {
                put(cells, *row, *part, *value, places);
            }
        }
        for (part, value) in parts.iter().zip(&table.column_totals) {
            put(cells, total, *part, *value, places);
        }
        return;
    }
    for row in rows.iter().chain([&total]) {
        let Some(exact) = amounts(cells, *row) else { continue };
        let rounded_alone = || Some(rounded(amount(cells, *row, whole)?, places_wide));
        let values =
            shown(cells, *row, whole).or_else(rounded_alone).and_then(|shown| balanced_to(shown, &exact, places_wide));
        for (part, value) in parts.iter().zip(values.into_iter().flatten()) {
            put(cells, *row, *part, value, places);
        }
    }
}
