//! 舍位平衡: shown parts add up to the shown total.
//!
//! A total is rounded as anybody would round it; its parts are rounded down or up so that they add up to it, up where
//! the most would be lost otherwise (largest remainder). A part that needs no rounding stays as it is, and none is
//! further from its exact value than one unit in the last place.

mod flow;

use crate::number::{Decimal, rounded};
use flow::Network;
use std::cmp::Reverse;

/// The parts rounded to `places` decimal places so that they add up to the rounded total. `None` when the exact parts
/// do not add up to the exact total, or are too large to be counted in units of the last place.
///
/// # Example
/// ```
/// use sishang::report::balanced;
/// let third = "0.3333".parse().unwrap();
/// let (total, parts) = balanced(&[third, third, third], 2).unwrap();
/// assert_eq!(total.to_string(), "1.00");
/// assert_eq!(parts.iter().map(ToString::to_string).collect::<Vec<_>>(), ["0.34", "0.33", "0.33"]);
/// ```
pub fn balanced(parts: &[Decimal], places: u32) -> Option<(Decimal, Vec<Decimal>)> {
    let exact = checked_sum(parts.iter().copied())?;
    let mut total = rounded(exact, places);
    total.rescale(places);
    Some((total, balanced_to(total, parts, places)?))
}

/// As [`balanced`], for a total that is rounded already, down or up.
pub fn balanced_to(total: Decimal, parts: &[Decimal], places: u32) -> Option<Vec<Decimal>> {
    let split: Vec<(Decimal, Decimal)> =
        parts.iter().map(|part| floor_and_rest(*part, places)).collect::<Option<_>>()?;
    let floors = checked_sum(split.iter().map(|(floor, _)| *floor))?;
    let lacking = units(total, places)?.checked_sub(floors)?;
    let lacking = usize::try_from(lacking).ok()?;
    let mut by_rest: Vec<usize> =
        (0..split.len()).filter(|at| split.get(*at).is_some_and(|(_, rest)| !rest.is_zero())).collect();
    if lacking > by_rest.len() {
        return None;
    }
    // Among equal remainders the first.
    by_rest.sort_by_key(|at| Reverse(split.get(*at).map(|(_, rest)| *rest)));
    by_rest.truncate(lacking);
    let up = |at: usize| if by_rest.contains(&at) { Decimal::ONE } else { Decimal::ZERO };
    split.iter().enumerate().map(|(at, (floor, _))| from_units(floor.checked_add(up(at))?, places)).collect()
}

/// A rounded table with the totals of its rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundedTable {
    pub cells: Vec<Vec<Decimal>>,
    pub row_totals: Vec<Decimal>,
    pub column_totals: Vec<Decimal>,
}

/// A table rounded so that rows and columns add up to their totals and these to the whole, which is rounded as anybody
/// would. Every cell and every total is rounded down or up; the totals are those of [`balanced`] where that can be.
/// `None` when the cells are too large to be counted in units of the last place.
///
/// There always is such a table: the exact one is a flow through a network whose bounds are whole numbers (Cox 1987,
/// controlled rounding).
pub fn balanced_table(rows: &[Vec<Decimal>], places: u32) -> Option<RoundedTable> {
    let split: Vec<Vec<(Decimal, Decimal)>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| floor_and_rest(*cell, places)).collect::<Option<_>>())
        .collect::<Option<_>>()?;
    let width = rows.first().map_or(0, Vec::len);
    let across: Vec<Decimal> = rows.iter().map(|row| checked_sum(row.iter().copied())).collect::<Option<_>>()?;
    let down: Vec<Decimal> =
        (0..width).map(|at| checked_sum(rows.iter().filter_map(|row| row.get(at).copied()))).collect::<Option<_>>()?;
    let (whole, row_totals) = balanced(&across, places)?;
    let column_totals = balanced_to(whole, &down, places)?;
    // What must still be given to each row and column once every cell is rounded down.
    let row_floors: Vec<Decimal> =
        split.iter().map(|row| checked_sum(row.iter().map(|(floor, _)| *floor))).collect::<Option<_>>()?;
    let column_floors: Vec<Decimal> = (0..width)
        .map(|at| checked_sum(split.iter().filter_map(|row| row.get(at)).map(|(floor, _)| *floor)))
        .collect::<Option<_>>()?;
    let lacking = |total: Decimal, floors: Decimal| usize::try_from(total.checked_sub(floors)?).ok();
    let fixed = |totals: &[Decimal], floors: &[Decimal]| -> Option<Vec<(usize, usize)>> {
        let all = totals.iter().zip(floors);
        all.map(|(total, floors)| lacking(units(*total, places)?, *floors).map(|least| (least, least))).collect()
    };
    let free = |exact: &[Decimal], floors: &[Decimal]| -> Option<Vec<(usize, usize)>> {
        let bounds = |(exact, floors): (&Decimal, &Decimal)| {
            let (floor, rest) = floor_and_rest(*exact, places)?;
            let least = lacking(floor, *floors)?;
            Some((least, least + usize::from(!rest.is_zero())))
        };
        exact.iter().zip(floors).map(bounds).collect()
    };
    let all = lacking(units(whole, places)?, checked_sum(row_floors.iter().copied())?)?;
    let ups = ups(&split, all, &fixed(&row_totals, &row_floors)?, &fixed(&column_totals, &column_floors)?)
        .or_else(|| ups(&split, all, &free(&across, &row_floors)?, &free(&down, &column_floors)?))?;
    let cells: Vec<Vec<Decimal>> = split
        .iter()
        .zip(&ups)
        .map(|(row, ups)| {
            let cells = row.iter().zip(ups);
            cells.map(|((floor, _), up)| from_units(floor.checked_add(Decimal::from(*up))?, places)).collect()
        })
        .collect::<Option<_>>()?;
    let row_totals = cells.iter().map(|row| checked_sum(row.iter().copied())).collect::<Option<_>>()?;
    let column = |at: usize| checked_sum(cells.iter().filter_map(|row| row.get(at).copied()));
    let column_totals = (0..width).map(column).collect::<Option<_>>()?;
    Some(RoundedTable { cells, row_totals, column_totals })
}

/// Which cells are rounded up, 1 or 0, when so many are in all, and from so many to so many in each row and column.
fn ups(
    split: &[Vec<(Decimal, Decimal)>],
    all: usize,
    rows: &[(usize, usize)],
    columns: &[(usize, usize)],
) -> Option<Vec<Vec<usize>>> {
    let (source, sink) = (0, 1);
    let column_at = |column: usize| 2 + rows.len() + column;
    let mut network = Network::new(2 + rows.len() + columns.len());
    for (row, cells) in split.iter().enumerate() {
        for (column, (_, rest)) in cells.iter().enumerate() {
            network.edge(2 + row, column_at(column), 0, usize::from(!rest.is_zero()));
        }
    }
    for (row, (least, most)) in rows.iter().enumerate() {
        network.edge(source, 2 + row, *least, *most);
    }
    for (column, (least, most)) in columns.iter().enumerate() {
        network.edge(column_at(column), sink, *least, *most);
    }
    network.edge(sink, source, all, all);
    let flows = network.circulation()?;
    let mut flows = flows.into_iter();
    Some(split.iter().map(|cells| flows.by_ref().take(cells.len()).collect()).collect())
}

/// `None` when it is too large.
pub(super) fn checked_sum(mut all: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    all.try_fold(Decimal::ZERO, |sum: Decimal, one| sum.checked_add(one))
}

/// In whole units of the last place, and what is lost by that, from 0 to less than 1.
fn floor_and_rest(value: Decimal, places: u32) -> Option<(Decimal, Decimal)> {
    let scaled = units(value, places)?;
    let floor = scaled.floor();
    Some((floor, scaled.checked_sub(floor)?))
}

fn units(value: Decimal, places: u32) -> Option<Decimal> {
    value.checked_mul(Decimal::from(10_u64.checked_pow(places)?))
}

fn from_units(units: Decimal, places: u32) -> Option<Decimal> {
    let mut value = units.checked_div(Decimal::from(10_u64.checked_pow(places)?))?;
    value.rescale(places);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimals(texts: &[&str]) -> Vec<Decimal> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn parts_add_up_to_the_rounded_total() {
        for (parts, places, total, shown) in [
            (vec!["0.5", "0.5"], 0, "1", vec!["1", "0"]),
            (vec!["1.4", "1.4", "1.4"], 0, "4", vec!["2", "1", "1"]),
            (vec!["0", "0.6", "0.6"], 0, "1", vec!["0", "1", "0"]),
            (vec!["-0.5", "1.2"], 0, "1", vec!["0", "1"]),
            (vec!["-1.25", "-1.25"], 1, "-2.5", vec!["-1.2", "-1.3"]),
            (vec!["3", "4"], 2, "7.00", vec!["3.00", "4.00"]),
            (vec![], 2, "0.00", vec![]),
        ] {
            let (sum, balanced) = balanced(&decimals(&parts), places).unwrap();
            assert_eq!(sum.to_string(), total, "{parts:?}");
            assert_eq!(balanced.iter().map(ToString::to_string).collect::<Vec<_>>(), shown, "{parts:?}");
        }
    }

    #[test]
    fn what_is_too_large_to_be_counted_is_left_alone() {
        assert_eq!(balanced(&[Decimal::MAX, Decimal::ONE], 0), None);
        assert_eq!(balanced(&[Decimal::MAX], 2), None);
        assert_eq!(balanced_to(Decimal::from(9), &decimals(&["1.5", "1.5"]), 0), None);
    }

    #[test]
    fn where_the_usual_totals_cannot_be_the_table_gives_way() {
        // Both rows and both columns would be rounded up at the first, but that cell has nothing to round.
        let rows = [decimals(&["1", "0.5"]), decimals(&["0.5", "0"])];
        let table = balanced_table(&rows, 0).unwrap();
        assert_eq!(table.cells.iter().flatten().sum::<Decimal>(), Decimal::TWO);
        assert_eq!(table.row_totals.iter().sum::<Decimal>(), Decimal::TWO);
    }

    fn amounts(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Decimal>> {
        let amount = (-1_000_000_i64..1_000_000).prop_map(|units| Decimal::new(units, 4));
        let whole = (-100_i64..100).prop_map(Decimal::from);
        proptest::collection::vec(prop_oneof![3 => amount, 1 => whole], count)
    }

    proptest! {
        #[test]
        fn the_total_is_exact_and_no_part_is_off_by_a_unit(parts in amounts(0..30), places in 0_u32..4) {
            let (total, shown) = balanced(&parts, places).unwrap();
            let exact: Decimal = parts.iter().sum();
            prop_assert_eq!(total, rounded(exact, places));
            prop_assert_eq!(shown.iter().sum::<Decimal>(), total);
            for (part, shown) in parts.iter().zip(&shown) {
                prop_assert!((part - shown).abs() < Decimal::new(1, places), "{part} {shown}");
            }
        }

        #[test]
        fn a_table_adds_up_both_ways(cells in amounts(20..21), places in 0_u32..3) {
            let rows: Vec<Vec<Decimal>> = cells.chunks(4).map(<[Decimal]>::to_vec).collect();
            let table = balanced_table(&rows, places).expect("there always is one");
            let near = |exact: Decimal, shown: Decimal| (exact - shown).abs() < Decimal::new(1, places);
            for ((exact, shown), total) in rows.iter().zip(&table.cells).zip(&table.row_totals) {
                prop_assert_eq!(shown.iter().sum::<Decimal>(), *total);
                prop_assert!(near(exact.iter().sum(), *total));
            }
            for (at, total) in table.column_totals.iter().enumerate() {
                prop_assert_eq!(table.cells.iter().map(|row| row[at]).sum::<Decimal>(), *total);
                prop_assert!(near(rows.iter().map(|row| row[at]).sum(), *total));
            }
            let whole = rounded(cells.iter().sum(), places);
            prop_assert_eq!(table.row_totals.iter().sum::<Decimal>(), whole);
            prop_assert_eq!(table.column_totals.iter().sum::<Decimal>(), whole);
            for (exact, shown) in rows.iter().flatten().zip(table.cells.iter().flatten()) {
                prop_assert!(near(*exact, *shown));
            }
        }
    }
}
