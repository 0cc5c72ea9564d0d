//! 舍位平衡: shown parts add up to the shown total.
//!
//! A total is rounded as anybody would round it; its parts are rounded down or up so that they add up to it, up where
//! the most would be lost otherwise (largest remainder). A part that needs no rounding stays as it is, and none is
//! further from its exact value than one unit in the last place.

use crate::number::{Decimal, rounded};
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
    let exact = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
    let mut total = rounded(exact, places);
    total.rescale(places);
    Some((total, balanced_to(total, parts, places)?))
}

/// As [`balanced`], for a total that is rounded already, down or up.
pub fn balanced_to(total: Decimal, parts: &[Decimal], places: u32) -> Option<Vec<Decimal>> {
    let split: Vec<(Decimal, Decimal)> =
        parts.iter().map(|part| floor_and_rest(*part, places)).collect::<Option<_>>()?;
    let floors = split.iter().try_fold(Decimal::ZERO, |sum, (floor, _)| sum.checked_add(*floor))?;
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

/// A table rounded so that each row adds up to its total and each column to its own, all of them rounded already.
/// `None` when there is no such table with every cell rounded down or up.
pub fn balanced_table(
    rows: &[Vec<Decimal>],
    row_totals: &[Decimal],
    column_totals: &[Decimal],
    places: u32,
) -> Option<Vec<Vec<Decimal>>> {
    let split: Vec<Vec<(Decimal, Decimal)>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| floor_and_rest(*cell, places)).collect::<Option<_>>())
        .collect::<Option<_>>()?;
    let lacking = |total: Decimal, floors: Vec<Decimal>| {
        let floors = floors.iter().try_fold(Decimal::ZERO, |sum, floor| sum.checked_add(*floor))?;
        usize::try_from(units(total, places)?.checked_sub(floors)?).ok()
    };
    let mut wanted: Vec<usize> = Vec::new();
    for (row, total) in split.iter().zip(row_totals) {
        wanted.push(lacking(*total, row.iter().map(|(floor, _)| *floor).collect())?);
    }
    let mut room: Vec<usize> = Vec::new();
    for (at, total) in column_totals.iter().enumerate() {
        let floors = split.iter().filter_map(|row| row.get(at)).map(|(floor, _)| *floor);
        room.push(lacking(*total, floors.collect())?);
    }
    if wanted.iter().sum::<usize>() != room.iter().sum::<usize>() {
        return None;
    }
    // Which cells go up: a matching of rows with columns, grown one cell at a time.
    let mut matching = Matching { taken: vec![Vec::new(); room.len()], room };
    for (row, wanted) in wanted.iter().enumerate() {
        let cells = split.get(row)?;
        let mut columns: Vec<usize> =
            (0..cells.len()).filter(|at| cells.get(*at).is_some_and(|(_, rest)| !rest.is_zero())).collect();
        columns.sort_by_key(|at| Reverse(cells.get(*at).map(|(_, rest)| *rest)));
        for _ in 0..*wanted {
            let mut seen = vec![false; column_totals.len()];
            let edges = |of: usize| -> Vec<usize> { if of == row { columns.clone() } else { fractional(&split, of) } };
            if !matching.grow(row, &edges, &mut seen) {
                return None;
            }
        }
    }
    let up = |row: usize, column: usize| matching.taken.get(column).is_some_and(|rows| rows.contains(&row));
    split
        .iter()
        .enumerate()
        .map(|(row, cells)| {
            let cells = cells.iter().enumerate();
            cells
                .map(|(column, (floor, _))| {
                    let step = if up(row, column) { Decimal::ONE } else { Decimal::ZERO };
                    from_units(floor.checked_add(step)?, places)
                })
                .collect()
        })
        .collect()
}

fn fractional(split: &[Vec<(Decimal, Decimal)>], row: usize) -> Vec<usize> {
    let cells = split.get(row).map(Vec::as_slice).unwrap_or_default();
    cells.iter().enumerate().filter(|(_, (_, rest))| !rest.is_zero()).map(|(at, _)| at).collect()
}

/// Which rows go up in each column.
struct Matching {
    taken: Vec<Vec<usize>>,
    /// How many may in each.
    room: Vec<usize>,
}

impl Matching {
    /// One more cell of the row, moving others aside where that helps.
    fn grow(&mut self, row: usize, edges: &dyn Fn(usize) -> Vec<usize>, seen: &mut [bool]) -> bool {
        for column in edges(row) {
            let is_new = seen.get_mut(column).is_some_and(|seen| !std::mem::replace(seen, true));
            let has = self.taken.get(column).is_some_and(|rows| rows.contains(&row));
            if !is_new || has {
                continue;
            }
            let count = self.taken.get(column).map_or(0, Vec::len);
            if count < self.room.get(column).copied().unwrap_or(0) {
                self.take(column, row);
                return true;
            }
            for other in self.taken.get(column).cloned().unwrap_or_default() {
                if self.grow(other, edges, seen) {
                    if let Some(rows) = self.taken.get_mut(column) {
                        rows.retain(|there| *there != other);
                    }
                    self.take(column, row);
                    return true;
                }
            }
        }
        false
    }

    fn take(&mut self, column: usize, row: usize) {
        if let Some(rows) = self.taken.get_mut(column) {
            rows.push(row);
        }
    }
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
        fn a_table_adds_up_both_ways(cells in amounts(12..13), places in 0_u32..3) {
            let rows: Vec<Vec<Decimal>> = cells.chunks(4).map(<[Decimal]>::to_vec).collect();
            let sums: Vec<Decimal> = rows.iter().map(|row| row.iter().sum()).collect();
            let columns: Vec<Decimal> = (0..4).map(|at| rows.iter().map(|row| row[at]).sum()).collect();
            let (total, row_totals) = balanced(&sums, places).unwrap();
            let column_totals = balanced_to(total, &columns, places).unwrap();
            // There is not always one; when there is, it is right.
            if let Some(shown) = balanced_table(&rows, &row_totals, &column_totals, places) {
                for (row, total) in shown.iter().zip(&row_totals) {
                    prop_assert_eq!(row.iter().sum::<Decimal>(), *total);
                }
                for (at, total) in column_totals.iter().enumerate() {
                    prop_assert_eq!(shown.iter().map(|row| row[at]).sum::<Decimal>(), *total);
                }
                for (exact, shown) in rows.iter().flatten().zip(shown.iter().flatten()) {
                    prop_assert!((exact - shown).abs() < Decimal::new(1, places));
                }
            }
        }
    }
}
