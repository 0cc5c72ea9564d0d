//! Which cells of a public table are withheld.
//!
//! A cell of one or two units tells their figures to whoever knows one of them. It is withheld, and so are as many others
//! as it takes that it cannot be worked out from the totals (complementary suppression): no equation of the table leaves
//! fewer than two cells open or fewer than three units in them, and the equations together determine none.

use std::collections::BTreeSet;

/// Row and column.
pub(super) type Spot = (usize, usize);

/// Fewest units behind a public figure.
///
/// # Source
/// domain.md §7: cells with fewer than 3 units are suppressed.
pub(super) const FEWEST: u64 = 3;

/// What is known of the cells of a table.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    /// How many units are behind each cell, by row; `None` for a cell that tells nothing of units or is empty anyway.
    pub(super) units: Vec<Vec<Option<u64>>>,
    /// Cells that are the sum of others.
    pub(super) sums: Vec<Sum>,
    /// Columns that are worked out from others of the same row: column, and those it is worked out from.
    pub(super) derived: Vec<(usize, Vec<usize>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) whole: Spot,
    pub(super) parts: Vec<Spot>,
}

impl Secrets {
    /// The cells to withhold.
    pub(super) fn withheld(&self) -> BTreeSet<Spot> {
        let mut hidden = self.primary();
        loop {
            self.hide_derived(&mut hidden);
            let Some(more) = self.next(&hidden) else { return hidden };
            hidden.insert(more);
        }
    }

    /// The cells of too few units.
    pub(super) fn primary(&self) -> BTreeSet<Spot> {
        let is_few = |units: &Option<u64>| units.is_some_and(|units| (1..FEWEST).contains(&units));
        let rows = self.units.iter().enumerate();
        rows.flat_map(|(row, cells)| {
            cells.iter().enumerate().filter(move |(_, units)| is_few(units)).map(move |(column, _)| (row, column))
        })
        .collect()
    }

    fn units(&self, (row, column): Spot) -> Option<u64> {
        self.units.get(row)?.get(column).copied().flatten()
    }

    fn hide_derived(&self, hidden: &mut BTreeSet<Spot>) {
        // In the order of the columns, so that what is worked out from what is worked out follows.
        for row in 0..self.units.len() {
            for (column, from) in &self.derived {
                if self.units((row, *column)).is_some() && from.iter().any(|from| hidden.contains(&(row, *from))) {
                    hidden.insert((row, *column));
                }
            }
        }
    }

    /// One more cell to withhold, if something could still be worked out.
    fn next(&self, hidden: &BTreeSet<Spot>) -> Option<Spot> {
        for sum in &self.sums {
            let open: Vec<Spot> = sum.parts.iter().filter(|spot| hidden.contains(spot)).copied().collect();
            let whole_is_open = hidden.contains(&sum.whole);
            let count = open.len() + usize::from(whole_is_open);
            let units: u64 = open.iter().filter_map(|spot| self.units(*spot)).sum();
            let too_few = count == 1 || (!whole_is_open && count > 0 && units < FEWEST);
            if too_few && let Some(more) = self.complement(sum, hidden) {
                return Some(more);
            }
        }
        let determined = determined(&self.sums, hidden);
        let primary = self.primary();
        let spot = determined.into_iter().find(|spot| primary.contains(spot))?;
        let mut about = self.sums.iter().filter(|sum| sum.whole == spot || sum.parts.contains(&spot));
        let of_these = about.find_map(|sum| self.complement(sum, hidden));
        // Otherwise anything that is left in the equations.
        of_these.or_else(|| self.sums.iter().find_map(|sum| self.complement(sum, hidden)))
    }

    /// The cell of an equation whose loss costs least: a part with the fewest units, or else the whole.
    fn complement(&self, sum: &Sum, hidden: &BTreeSet<Spot>) -> Option<Spot> {
        let open = |spot: &&Spot| !hidden.contains(*spot) && self.units(**spot).is_some_and(|units| units > 0);
        let part = sum.parts.iter().filter(open).min_by_key(|spot| (self.units(**spot), **spot));
        part.or_else(|| Some(&sum.whole).filter(open)).copied()
    }
}

/// The hidden cells that the equations determine: those that stand alone once the equations are solved.
fn determined(sums: &[Sum], hidden: &BTreeSet<Spot>) -> Vec<Spot> {
    let unknowns: Vec<Spot> = hidden.iter().copied().collect();
    let mut rows: Vec<Vec<i128>> = Vec::new();
    for sum in sums {
        let mut row = vec![0_i128; unknowns.len()];
        let mut add = |spot: &Spot, by: i128| {
            if let Some(cell) = unknowns.binary_search(spot).ok().and_then(|at| row.get_mut(at)) {
                *cell += by;
            }
        };
        add(&sum.whole, -1);
        sum.parts.iter().for_each(|spot| add(spot, 1));
        if row.iter().any(|cell| *cell != 0) {
            rows.push(row);
        }
    }
    solved(&mut rows, unknowns.len());
    let alone = rows.iter().filter_map(|row| {
        let mut there = row.iter().enumerate().filter(|(_, cell)| **cell != 0);
        let first = there.next()?;
        there.next().is_none().then_some(first.0)
    });
    alone.filter_map(|at| unknowns.get(at).copied()).collect()
}

/// Gauss and Jordan, in whole numbers; each row is divided by what its numbers have in common.
fn solved(rows: &mut [Vec<i128>], width: usize) {
    let mut done = 0;
    for column in 0..width {
        let has = |row: &Vec<i128>| row.get(column).is_some_and(|cell| *cell != 0);
        let Some(found) = (done..rows.len()).find(|at| rows.get(*at).is_some_and(has)) else { continue };
        rows.swap(done, found);
        let Some(pivot) = rows.get(done).cloned() else { return };
        let by = pivot.get(column).copied().unwrap_or_default();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row.get(column).copied().unwrap_or_default();
            if at == done || factor == 0 {
                continue;
            }
            for (cell, of) in row.iter_mut().zip(&pivot) {
                *cell = cell.saturating_mul(by).saturating_sub(of.saturating_mul(factor));
            }
            let common = row.iter().fold(0, |common, cell| gcd(common, cell.unsigned_abs()));
            if let Some(common) = i128::try_from(common).ok().filter(|common| *common > 1) {
                for cell in row.iter_mut() {
                    *cell /= common;
                }
            }
        }
        done += 1;
    }
}

const fn gcd(left: u128, right: u128) -> u128 {
    if right == 0 { left } else { gcd(right, left % right) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows of offices with a total below, columns whose last is the sum of the others.
    fn table(units: &[Vec<u64>]) -> Secrets {
        let (height, width) = (units.len(), units[0].len());
        let mut all: Vec<Vec<Option<u64>>> = Vec::new();
        for row in units {
            let mut cells: Vec<Option<u64>> = row.iter().copied().map(Some).collect();
            cells.push(Some(row.iter().sum()));
            all.push(cells);
        }
        let sum_of = |column: usize| all.iter().filter_map(|row| row[column]).sum();
        all.push((0..=width).map(|column| Some(sum_of(column))).collect());
        let mut sums: Vec<Sum> = (0..=width)
            .map(|column| Sum { whole: (height, column), parts: (0..height).map(|row| (row, column)).collect() })
            .collect();
        sums.extend(
            (0..=height)
                .map(|row| Sum { whole: (row, width), parts: (0..width).map(|column| (row, column)).collect() }),
        );
        Secrets { units: all, sums, derived: Vec::new() }
    }

    fn search(secrets: &Secrets, unknowns: &[Spot], shifts: &mut Vec<i32>, at: usize, spot: Spot) -> bool {
        if at == unknowns.len() {
            let shift = |wanted: &Spot| unknowns.iter().position(|known| known == wanted).map_or(0, |at| shifts[at]);
            return shift(&spot) != 0
                && secrets.sums.iter().all(|sum| sum.parts.iter().map(shift).sum::<i32>() == shift(&sum.whole));
        }
        [0, 1, -1].into_iter().any(|by| {
            shifts[at] = by;
            search(secrets, unknowns, shifts, at + 1, spot)
        })
    }

    /// Tries to work out a hidden cell: changes it and looks for changes of the other hidden cells that make up for it.
    /// The shift is found by brute force over -2 to 2, which is enough for a table of 0/1 sums of this size.
    fn can_differ(secrets: &Secrets, hidden: &BTreeSet<Spot>, spot: Spot) -> bool {
        let unknowns: Vec<Spot> = hidden.iter().copied().collect();
        let mut shifts = vec![0_i32; unknowns.len()];
        search(secrets, &unknowns, &mut shifts, 0, spot)
    }

    #[test]
    fn one_small_office_takes_another_with_it() {
        let secrets = Secrets {
            units: vec![vec![Some(2)], vec![Some(9)], vec![Some(5)], vec![Some(16)]],
            sums: vec![Sum { whole: (3, 0), parts: vec![(0, 0), (1, 0), (2, 0)] }],
            derived: Vec::new(),
        };
        assert_eq!(secrets.withheld(), BTreeSet::from([(0, 0), (2, 0)]));
    }

    #[test]
    fn two_offices_of_one_unit_are_not_enough() {
        let secrets = Secrets {
            units: vec![vec![Some(1)], vec![Some(1)], vec![Some(5)], vec![Some(7)]],
            sums: vec![Sum { whole: (3, 0), parts: vec![(0, 0), (1, 0), (2, 0)] }],
            derived: Vec::new(),
        };
        assert_eq!(secrets.withheld(), BTreeSet::from([(0, 0), (1, 0), (2, 0)]));
    }

    #[test]
    fn a_single_office_takes_the_total_with_it() {
        let secrets = Secrets {
            units: vec![vec![Some(2)], vec![Some(0)], vec![Some(2)]],
            sums: vec![Sum { whole: (2, 0), parts: vec![(0, 0), (1, 0)] }],
            derived: Vec::new(),
        };
        assert_eq!(secrets.withheld(), BTreeSet::from([(0, 0), (2, 0)]));
    }

    #[test]
    fn nothing_is_withheld_where_there_are_enough() {
        let secrets = table(&[vec![3, 4], vec![5, 0]]);
        assert_eq!(secrets.withheld(), BTreeSet::new());
    }

    #[test]
    fn what_is_worked_out_from_it_goes_too() {
        let secrets = Secrets {
            units: vec![vec![Some(2), Some(2), None], vec![Some(9), Some(9), None]],
            sums: Vec::new(),
            derived: vec![(1, vec![0])],
        };
        assert_eq!(secrets.withheld(), BTreeSet::from([(0, 0), (0, 1)]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn no_small_cell_can_be_worked_out(units in proptest::collection::vec(proptest::collection::vec(0_u64..8, 3), 3)) {
            let secrets = table(&units);
            let hidden = secrets.withheld();
            prop_assert!(secrets.primary().is_subset(&hidden));
            if hidden.len() <= 12 {
                for spot in secrets.primary() {
                    prop_assert!(can_differ(&secrets, &hidden, spot), "{spot:?} of {hidden:?} in {units:?}");
                }
            }
            prop_assert!(determined(&secrets.sums, &hidden).iter().all(|spot| !secrets.primary().contains(spot)));
        }
    }
}
