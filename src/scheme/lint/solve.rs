//! Whether linear comparisons can all hold at once: Fourier–Motzkin elimination over exact whole numbers.
//!
//! Every comparison is scaled to whole numbers without a common divisor. Equations are used up first; then one unknown
//! after the other goes, the one that makes fewest new comparisons first. It is exact, and gives up where there would be
//! too many comparisons or too large numbers.

use crate::formula::linear::{Row, Stands, Term, gcd};
use std::collections::BTreeMap;

/// What is known about comparisons taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Possible {
    Yes,
    No,
    /// Too much work.
    Unknown,
}

/// The most comparisons at any time.
const MOST_ROWS: usize = 400;

/// The most unknowns.
const MOST_TERMS: usize = 60;

/// A comparison in whole numbers: the factors of the unknowns, and what is added.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    factors: Vec<i128>,
    rest: i128,
    /// Below zero rather than at most zero.
    strict: bool,
}

/// Whether there are values, for all unknowns together, with which all rows hold.
pub(super) fn possible<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Possible {
    eliminate(rows).unwrap_or(Possible::Unknown)
}

/// `None` when it is too much work.
fn eliminate<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Option<Possible> {
    let rows: Vec<&Row> = rows.into_iter().collect();
    let mut terms: BTreeMap<&Term, usize> = BTreeMap::new();
    for term in rows.iter().flat_map(|row| row.sum.terms().keys()) {
        let next = terms.len();
        terms.entry(term).or_insert(next);
    }
    if terms.len() > MOST_TERMS || rows.len() > MOST_ROWS {
        return None;
    }
    let mut equations = Vec::new();
    let mut lines = Vec::new();
    for row in rows {
        let line = Line::of(row, &terms)?;
        if row.stands == Stands::Equal { equations.push(line) } else { lines.push(line) }
    }
    while let Some(equation) = equations.pop() {
        let Some(at) = equation.factors.iter().position(|factor| *factor != 0) else {
            if equation.rest == 0 {
                continue;
            }
            return Some(Possible::No);
        };
        for line in equations.iter_mut().chain(&mut lines) {
            *line = line.without(at, &equation)?;
        }
    }
    let mut left: Vec<usize> = (0..terms.len()).collect();
    loop {
        lines.retain(|line| !line.says_nothing());
        if lines.iter().any(Line::is_wrong) {
            return Some(Possible::No);
        }
        lines.sort_unstable();
        lines.dedup();
        left.retain(|at| lines.iter().any(|line| line.factor(*at) != 0));
        let Some(&at) = left.iter().min_by_key(|at| {
            let count = |sign: i128| lines.iter().filter(|line| line.factor(**at).signum() == sign).count();
            count(1) * count(-1)
        }) else {
            return Some(Possible::Yes);
        };
        let (with, mut next): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.factor(at) != 0);
        let (above, below): (Vec<Line>, Vec<Line>) = with.into_iter().partition(|line| line.factor(at) > 0);
        for one in &above {
            for two in &below {
                next.push(one.meeting(two, at)?);
            }
        }
        if next.len() > MOST_ROWS {
            return None;
        }
        lines = next;
    }
}

impl Line {
    fn of(row: &Row, terms: &BTreeMap<&Term, usize>) -> Option<Self> {
        let mut common = row.sum.rest().bottom();
        for factor in row.sum.terms().values() {
            common = common.checked_div(gcd(common, factor.bottom())?)?.checked_mul(factor.bottom())?;
        }
        let whole = |ratio: crate::formula::linear::Ratio| ratio.top().checked_mul(common.checked_div(ratio.bottom())?);
        let mut factors = vec![0; terms.len()];
        for (term, factor) in row.sum.terms() {
            *factors.get_mut(*terms.get(term)?)? = whole(*factor)?;
        }
        Self { factors, rest: whole(row.sum.rest())?, strict: row.stands == Stands::Below }.reduced()
    }

    fn factor(&self, at: usize) -> i128 {
        self.factors.get(at).copied().unwrap_or(0)
    }

    fn is_constant(&self) -> bool {
        self.factors.iter().all(|factor| *factor == 0)
    }

    /// `0 < 0` or the like.
    fn is_wrong(&self) -> bool {
        self.is_constant() && (self.rest > 0 || (self.strict && self.rest == 0))
    }

    fn says_nothing(&self) -> bool {
        self.is_constant() && !self.is_wrong()
    }

    /// `a·self + b·other`; strict as `strict` says.
    fn combined(&self, a: i128, other: &Self, b: i128, strict: bool) -> Option<Self> {
        let sum = |one: i128, two: i128| one.checked_mul(a)?.checked_add(two.checked_mul(b)?);
        let factors: Option<Vec<i128>> =
            self.factors.iter().zip(&other.factors).map(|(one, two)| sum(*one, *two)).collect();
        Self { factors: factors?, rest: sum(self.rest, other.rest)?, strict }.reduced()
    }

    /// With the unknown replaced by what the equation says of it.
    fn without(&self, at: usize, equation: &Self) -> Option<Self> {
        let (own, by) = (self.factor(at), equation.factor(at));
        if own == 0 {
            return Some(self.clone());
        }
        // The own side is multiplied by something above zero, so that the comparison keeps its direction.
        self.combined(by.checked_abs()?, equation, own.checked_mul(by.signum())?.checked_neg()?, self.strict)
    }

    /// What an upper and a lower bound of the unknown say together.
    fn meeting(&self, lower: &Self, at: usize) -> Option<Self> {
        let (up, down) = (self.factor(at), lower.factor(at));
        self.combined(down.checked_neg()?, lower, up, self.strict || lower.strict)
    }

    fn reduced(mut self) -> Option<Self> {
        let mut common = self.rest.checked_abs()?;
        for factor in &self.factors {
            common = gcd(common, *factor)?;
        }
        if common > 1 {
            for number in self.factors.iter_mut().chain([&mut self.rest]) {
                *number = number.checked_div(common)?;
            }
        }
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::linear::{Ratio, Sum};
    use proptest::prelude::*;

    fn row(factors: &[i128], rest: i128, stands: Stands) -> Row {
        let mut sum = Sum::constant(Ratio::whole(rest));
        for (at, factor) in factors.iter().enumerate() {
            let term = Sum::term(Term::Other(format!("x{at}").into()));
            sum = sum.plus(&term.scaled(Ratio::whole(*factor)).unwrap()).unwrap();
        }
        Row { sum, stands }
    }

    #[test]
    fn bounds_that_meet_and_bounds_that_do_not() {
        use Stands::{AtMost, Below, Equal};
        for (rows, expected) in [
            (vec![row(&[1], -5, AtMost), row(&[-1], 5, AtMost)], Possible::Yes),
            (vec![row(&[1], -5, AtMost), row(&[-1], 5, Below)], Possible::No),
            (vec![row(&[1], -5, Below), row(&[-1], 4, Below)], Possible::Yes),
            (vec![row(&[1, -1], 0, Below), row(&[-1, 1], 0, AtMost)], Possible::No),
            (vec![row(&[1, 1], -10, Equal), row(&[1, 0], -3, Equal), row(&[0, 1], -7, Equal)], Possible::Yes),
            (vec![row(&[1, 1], -10, Equal), row(&[1, 0], -3, Equal), row(&[0, 1], -7, Below)], Possible::No),
            (vec![row(&[2], -1, Equal)], Possible::Yes),
            (vec![row(&[], 0, Below)], Possible::No),
            (vec![row(&[], 0, Equal)], Possible::Yes),
            (vec![row(&[i128::MAX, 3], 7, AtMost), row(&[-3, i128::MIN + 1], 5, Below)], Possible::Unknown),
        ] {
            assert_eq!(possible(&rows), expected, "{rows:?}");
        }
    }

    #[test]
    fn very_many_comparisons_are_given_up() {
        let rows: Vec<Row> = (0..450).map(|at| row(&[1, at], 0, Stands::AtMost)).collect();
        assert_eq!(possible(&rows), Possible::Unknown);
    }

    fn any_row() -> impl Strategy<Value = Row> {
        let stands = prop::sample::select(&[Stands::Below, Stands::AtMost, Stands::Equal][..]);
        (prop::collection::vec(-3..=3_i128, 3), -6..=6_i128, stands)
            .prop_map(|(factors, rest, stands)| row(&factors, rest, stands))
    }

    fn holds(row: &Row, point: [i128; 3]) -> bool {
        let mut value = row.sum.rest();
        for (at, x) in point.into_iter().enumerate() {
            let factor = row.sum.terms().get(&Term::Other(format!("x{at}").into())).copied().unwrap_or(Ratio::ZERO);
            value = value.plus(factor.times(Ratio::new(x, 2).unwrap()).unwrap()).unwrap();
        }
        match row.stands {
            Stands::Below => value.sign() < 0,
            Stands::AtMost => value.sign() <= 0,
            Stands::Equal => value.is_zero(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        /// Against every point of a grid of halves: what is said to be impossible holds nowhere.
        #[test]
        fn what_is_impossible_holds_at_no_point(rows in prop::collection::vec(any_row(), 1..7)) {
            let grid = -8..=8_i128;
            let mut found = false;
            for x in grid.clone() {
                for y in grid.clone() {
                    for z in grid.clone() {
                        found |= rows.iter().all(|row| holds(row, [x, y, z]));
                    }
                }
            }
            if found {
                prop_assert_eq!(possible(&rows), Possible::Yes);
            }
        }

        /// The other way round: a point that is planted makes rows that are all true there, and one that turns one of
        /// them round makes them impossible.
        #[test]
        fn a_row_and_its_opposite_are_impossible(rows in prop::collection::vec(any_row(), 1..6), at in any::<prop::sample::Index>()) {
            let one = at.get(&rows);
            let turned = Row {
                sum: one.sum.negated().unwrap(),
                stands: if one.stands == Stands::AtMost { Stands::Below } else { Stands::AtMost },
            };
            let mut all = rows.clone();
            if one.stands != Stands::Equal {
                all.push(turned);
                prop_assert_eq!(possible(&all), Possible::No);
            }
        }
    }
}
