//! Nothing of fewer than three units can be worked out from what stays open, by an arithmetic of its own.

use super::FEWEST;
use super::cells::Cells;
use super::solve::close;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Sums by what they add up and whose values: `a 123` for the units 1, 2 and 3, `a 12|3` where 3 has zero; a total ends
/// with `!`.
fn cells(sums: &[&str], wholes: &[(usize, &[usize])]) -> Cells {
    let mut cells = Cells::default();
    for sum in sums {
        let (measure, units) = sum.split_once(' ').unwrap();
        let (nonzero, zeros) = units.trim_end_matches('!').split_once('|').unwrap_or((units.trim_end_matches('!'), ""));
        let whose = |units: &str| units.bytes().map(u64::from).collect::<Vec<_>>();
        cells.put(measure, whose(nonzero), &whose(zeros), units.ends_with('!'));
    }
    cells.wholes = wholes.iter().map(|(whole, parts)| (*whole, parts.to_vec())).collect();
    cells.hide_small();
    cells
}

fn open(cells: &Cells) -> Vec<usize> {
    (0..cells.sums.len()).filter(|at| !cells.sums[*at].is_hidden).collect()
}

#[test]
fn what_gives_a_small_sum_away_is_withheld_with_it() {
    for (what, sums, wholes, left) in [
        ("enough units", vec!["a 123", "a 456", "a 123456!"], vec![], vec![0, 1, 2]),
        ("the next smallest goes with it", vec!["a 12", "a 3456", "a 789", "a 123456789!"], vec![], vec![1, 3]),
        ("two of one unit are not enough", vec!["a 1", "a 2", "a 34567", "a 1234567!"], vec![], vec![3]),
        ("two of two units are", vec!["a 12", "a 34", "a 567", "a 1234567!"], vec![], vec![2, 3]),
        ("a single one takes the total", vec!["a 12", "a 12!"], vec![], vec![]),
        ("a part of another table", vec!["a 123", "a 1234"], vec![], vec![1]),
        (
            "what fewer tables tell goes with it",
            vec!["a 12", "a 345", "a 678", "a 12345678!", "a 345", "a 12"],
            vec![],
            vec![1, 3],
        ),
        ("by stage and by batch", vec!["a 12", "a 345", "a 12345", "a 678", "a 12345678!"], vec![], vec![2, 3, 4]),
        (
            "other figures of the same units",
            vec!["a 12", "a 345", "a 12345!", "b 123", "b 45", "b 12345!"],
            vec![],
            vec![2, 5],
        ),
        ("who has zero hides nobody", vec!["a 12|3", "a 456", "a 789", "a 12456789|3!"], vec![], vec![2, 3]),
        ("nor is told himself", vec!["a |12", "a 345", "a 678", "a 345678|12!"], vec![], vec![2, 3]),
        ("many who have zero are told", vec!["a |123", "a 456", "a 456|123!"], vec![], vec![0, 1, 2]),
        ("nor by what stands without him", vec!["a 345", "a 345|1"], vec![], vec![1]),
        ("columns that add up", vec!["a 1234", "b 1234", "c 12"], vec![(0, &[1_usize, 2][..])], vec![1]),
        ("columns that add up, enough of them", vec!["a 1234", "b 1234", "c 123"], vec![(0, &[1, 2])], vec![0, 1, 2]),
    ] {
        let mut cells = cells(&sums, &wholes);
        close(&mut cells);
        assert_eq!(open(&cells), left, "{what}");
    }
}

/// How many of these are independent, in the numbers modulo a large prime.
fn rank(mut rows: Vec<BTreeMap<u64, u128>>) -> usize {
    const PRIME: u128 = (1 << 61) - 1;
    let inverse = |of: u128| {
        let (mut power, mut base, mut result) = (PRIME - 2, of % PRIME, 1_u128);
        while power > 0 {
            if power & 1 == 1 {
                result = result * base % PRIME;
            }
            base = base * base % PRIME;
            power >>= 1;
        }
        result
    };
    let mut rank = 0;
    while let Some(row) = rows.pop() {
        let Some((column, value)) = row.iter().find(|(_, value)| **value != 0).map(|(at, of)| (*at, *of)) else {
            continue;
        };
        rank += 1;
        let by = inverse(value);
        for other in &mut rows {
            let times = other.get(&column).copied().unwrap_or(0) * by % PRIME;
            for (at, of) in &row {
                let cell = other.entry(*at).or_insert(0);
                *cell = (*cell + PRIME - times * of % PRIME) % PRIME;
            }
        }
    }
    rank
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_two_units_can_be_told(units in proptest::collection::vec((0_usize..4, 0_usize..4, 0_usize..4), 3..16)) {
        // Office, stage, and one of four has zero.
        let who = |keep: &dyn Fn(&(usize, usize, usize)) -> bool| -> Vec<u64> {
            (0_u64..).zip(&units).filter(|(_, of)| keep(of)).map(|(unit, _)| unit).collect()
        };
        let mut cells = Cells::default();
        let mut put = |keep: &dyn Fn(&(usize, usize, usize)) -> bool, of_total| {
            cells.put("a", who(&|of| keep(of) && of.2 > 0), &who(&|of| keep(of) && of.2 == 0), of_total);
        };
        for at in 0..4 {
            put(&|(office, ..)| *office == at, false);
            put(&|(_, stage, _)| *stage == at, false);
        }
        // Two stages are one batch.
        put(&|(_, stage, _)| *stage < 2, false);
        put(&|_| true, true);
        cells.hide_small();
        close(&mut cells);
        let row = |whose: &[u64]| whose.iter().map(|unit| (*unit, 1)).collect::<BTreeMap<u64, u128>>();
        // By somebody who knows who has zero, and by somebody who does not.
        for knows_zeros in [true, false] {
            let whose = |at: &usize| if knows_zeros { &cells.sums[*at].nonzero } else { &cells.sums[*at].whose };
            let rows: Vec<_> = open(&cells).iter().map(|at| row(whose(at))).collect();
            let known = rank(rows.clone());
            let all: BTreeSet<u64> = who(&|of| !knows_zeros || of.2 > 0).into_iter().collect();
            for first in &all {
                for second in all.range(first..) {
                    let few = if first == second { vec![*first] } else { vec![*first, *second] };
                    prop_assert!(few.len() < FEWEST);
                    let with: Vec<_> = rows.iter().cloned().chain([row(&few)]).collect();
                    prop_assert!(rank(with) > known, "{few:?} of {units:?}");
                }
            }
        }
    }
}
