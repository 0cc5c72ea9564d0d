//! Whether open sums determine a sum of too few units, by elimination over whole numbers.

use super::FEWEST;
use super::cells::{Cells, Sum};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Coefficients by what they are of, in that order; never zero.
type Vector = Vec<(usize, i128)>;

/// An equation: over the groups of units, and from which open sums it was put together.
#[derive(Debug, Clone, Default)]
struct Equation {
    of: Vector,
    from: Vector,
}

/// Withholds sums until the open ones no longer tell figures of fewer than three units.
pub(super) fn close(cells: &mut Cells) {
    for family in families(cells) {
        // Once as if everybody knew who has zero, so that they hide nobody else, and once as if nobody did, so that they
        // are not told themselves.
        let has_zeros = |sum: &Sum| family.contains(&sum.measure) && sum.nonzero.len() < sum.whose.len();
        let is_with_zeros = cells.sums.iter().any(has_zeros);
        let mut known = vec![Family::of(cells, &family, |sum| &sum.nonzero)];
        if is_with_zeros {
            known.push(Family::of(cells, &family, |sum| &sum.whose));
        }
        while let Some(sum) = known.iter().find_map(|known| known.told(cells)) {
            cells.withhold(sum);
        }
    }
}

/// Measures that are tied to each other by columns that add up, together; others alone.
fn families(cells: &Cells) -> Vec<BTreeSet<usize>> {
    let mut families: Vec<BTreeSet<usize>> = Vec::new();
    let measure = |sum: &usize| cells.sums.get(*sum).map(|sum| sum.measure);
    let tied = cells.wholes.iter().map(|(whole, parts)| parts.iter().chain([whole]).filter_map(measure).collect());
    let measures: BTreeSet<usize> = cells.sums.iter().map(|sum| sum.measure).collect();
    let alone = measures.into_iter().map(|measure| BTreeSet::from([measure]));
    for mut family in tied.chain(alone) {
        families.retain(|other: &BTreeSet<usize>| {
            let is_apart = other.is_disjoint(&family);
            if !is_apart {
                family.extend(other.iter().copied());
            }
            is_apart
        });
        families.push(family);
    }
    families
}

/// Measures that are looked at together.
struct Family {
    groups: Groups,
    /// What is nothing, since columns add up.
    tied: Vec<Vector>,
}

impl Family {
    fn of(cells: &Cells, family: &BTreeSet<usize>, whose: impl Fn(&Sum) -> &[u64]) -> Self {
        let sums = cells.sums.iter().enumerate().filter(|(_, sum)| family.contains(&sum.measure));
        let sums: Vec<(usize, usize, &[u64])> = sums.map(|(at, sum)| (at, sum.measure, whose(sum))).collect();
        let groups = Groups::of(&sums);
        let tied = cells.wholes.iter().filter_map(|(whole, parts)| {
            let whole = groups.of_sums.get(whole)?.clone();
            let parts = parts.iter().filter_map(|part| groups.of_sums.get(part));
            Some(parts.fold(whole, |of, part| put_together(&of, 1, part, -1)))
        });
        Self { tied: tied.collect(), groups }
    }

    /// A sum to withhold, since with it the figures of fewer than three units could be worked out; `None` when nothing
    /// can.
    fn told(&self, cells: &Cells) -> Option<usize> {
        let is_open = |at: &usize| cells.sums.get(*at).is_some_and(|sum| !sum.is_hidden);
        let open = self.groups.of_sums.iter().filter(|(at, _)| is_open(at));
        let open = open.map(|(at, of)| Equation { of: of.clone(), from: vec![(*at, 1)] });
        let tied = self.tied.iter().map(|of| Equation { of: of.clone(), from: Vector::new() });
        let solved = solved(open.chain(tied).collect());
        let told = few(&solved, &self.groups)?;
        // What costs least: no total, what few cells tell, few units, and what comes first.
        let cost = |at: &usize| cells.sums.get(*at).map(|sum| (sum.of_total, sum.cells, sum.units, *at));
        told.from.iter().map(|(at, _)| *at).min_by_key(cost)
    }
}

/// Units that no sum tells apart, measure by measure.
struct Groups {
    /// How many units are in each.
    units: Vec<usize>,
    /// By sum how often each group is in it.
    of_sums: BTreeMap<usize, Vector>,
}

impl Groups {
    /// Of sums with their measures and whose values they are.
    fn of(sums: &[(usize, usize, &[u64])]) -> Self {
        // In which sums each unit is, as often as it is in them.
        let count = sums.iter().map(|(_, _, whose)| whose.len()).sum();
        let mut places: Vec<(usize, u64, usize)> = Vec::with_capacity(count);
        for (at, measure, whose) in sums {
            places.extend(whose.iter().map(|unit| (*measure, *unit, *at)));
        }
        places.sort_unstable();
        // A sum has one measure, so that groups by their sums are groups by measure, too.
        let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
        let mut units: Vec<usize> = Vec::new();
        let mut of_sums: BTreeMap<usize, Vector> = sums.iter().map(|(at, _, _)| (*at, Vector::new())).collect();
        let mut own: Vec<usize> = Vec::new();
        for places in places.chunk_by(|left, right| (left.0, left.1) == (right.0, right.1)) {
            own.clear();
            own.extend(places.iter().map(|(_, _, at)| *at));
            if let Some(units) = known.get(&own).and_then(|group| units.get_mut(*group)) {
                *units += 1;
                continue;
            }
            // Units of a group are in every sum equally often.
            for times in own.chunk_by(|left, right| left == right) {
                if let Some(of) = times.first().and_then(|at| of_sums.get_mut(at)) {
                    of.push((units.len(), i128::try_from(times.len()).unwrap_or(i128::MAX)));
                }
            }
            known.insert(own.clone(), units.len());
            units.push(1);
        }
        Self { units, of_sums }
    }
}

/// One vector so many times, and another so many times.
fn put_together(one: &Vector, times: i128, other: &Vector, times_other: i128) -> Vector {
    let mut sum = Vector::with_capacity(one.len() + other.len());
    let mut others = other.iter().copied().peekable();
    for (at, value) in one {
        while let Some((before, value)) = others.next_if(|(of_other, _)| of_other < at) {
            sum.push((before, value.saturating_mul(times_other)));
        }
        let more = others.next_if(|(of_other, _)| of_other == at).map_or(0, |(_, value)| value);
        sum.push((*at, value.saturating_mul(times).saturating_add(more.saturating_mul(times_other))));
    }
    sum.extend(others.map(|(at, value)| (at, value.saturating_mul(times_other))));
    sum.retain(|(_, value)| *value != 0);
    sum
}

/// The coefficient of something.
fn coefficient(vector: &Vector, of: usize) -> Option<i128> {
    let at = vector.binary_search_by_key(&of, |(own, _)| *own).ok()?;
    vector.get(at).map(|(_, value)| *value)
}

impl Equation {
    /// Takes away as much of another as it takes that a group is gone.
    fn without(&mut self, group: usize, other: &Self) {
        let (Some(own), Some(of_other)) = (coefficient(&self.of, group), coefficient(&other.of, group)) else { return };
        let own = own.saturating_neg();
        self.of = put_together(&self.of, of_other, &other.of, own);
        self.from = put_together(&self.from, of_other, &other.from, own);
        self.reduce();
    }

    /// Takes away all groups of which the sum is known by itself, at once: a total of a thousand offices has a thousand.
    fn without_known(&mut self, solved: &BTreeMap<usize, Self>) {
        let mut from = std::mem::take(&mut self.from);
        self.of.retain(|(group, times)| {
            let Some(Self { of, from: known }) = solved.get(group) else { return true };
            let &[(_, own)] = of.as_slice() else { return true };
            if own <= 0 || times % own != 0 {
                return true;
            }
            let less = (times / own).saturating_neg();
            from.extend(known.iter().map(|(at, value)| (*at, value.saturating_mul(less))));
            false
        });
        from.sort_unstable_by_key(|(at, _)| *at);
        for (at, value) in from {
            match self.from.last_mut() {
                Some((last, sum)) if *last == at => *sum = sum.saturating_add(value),
                _ => self.from.push((at, value)),
            }
        }
        self.from.retain(|(_, value)| *value != 0);
        self.reduce();
    }

    /// Divides by what all coefficients have in common.
    fn reduce(&mut self) {
        let all = self.of.iter().chain(&self.from);
        let common = all.fold(0, |common, (_, value)| gcd(common, value.unsigned_abs()));
        if let Some(common) = i128::try_from(common).ok().filter(|common| *common > 1) {
            self.of.iter_mut().chain(&mut self.from).for_each(|(_, value)| *value /= common);
        }
    }
}

/// Gauss and Jordan: each equation has a group of its own that no other has. By that group.
fn solved(mut equations: Vec<Equation>) -> BTreeMap<usize, Equation> {
    // Short ones first: those of one group keep all others short.
    equations.sort_by_key(|equation| equation.of.len());
    let mut solved: BTreeMap<usize, Equation> = BTreeMap::new();
    // Groups that a solved equation has besides its own, or has had.
    let mut shared: BTreeSet<usize> = BTreeSet::new();
    for mut equation in equations {
        equation.without_known(&solved);
        let groups = equation.of.iter().map(|(group, _)| *group);
        let own: Vec<usize> = groups.filter(|group| solved.contains_key(group)).collect();
        for group in own {
            if let Some(other) = solved.get(&group) {
                equation.without(group, other);
            }
        }
        let Some((group, _)) = equation.of.first().copied() else { continue };
        if shared.contains(&group) {
            for other in solved.values_mut() {
                other.without(group, &equation);
            }
        }
        shared.extend(equation.of.iter().skip(1).map(|(group, _)| *group));
        solved.insert(group, equation);
    }
    solved
}

/// An equation that tells a sum of too few units: of one small group, or of two of one unit each.
fn few(solved: &BTreeMap<usize, Equation>, groups: &Groups) -> Option<Equation> {
    let units = |group: &usize| groups.units.get(*group).copied().unwrap_or_default();
    // Of one unit each: what else there is for each time that it is there.
    let mut of_one: BTreeMap<Vec<(usize, Share)>, (i128, &Equation)> = BTreeMap::new();
    for (group, equation) in solved {
        let factor = coefficient(&equation.of, *group).unwrap_or_default();
        let others = equation.of.iter().filter(|(at, _)| at != group);
        let rest: Vec<(usize, Share)> = others.map(|(at, of)| (*at, share(*of, factor))).collect();
        if rest.is_empty() && units(group) < FEWEST {
            return Some(equation.clone());
        }
        if units(group) > 1 {
            continue;
        }
        if let [(other, (1, 1))] = rest.as_slice()
            && units(other) == 1
        {
            return Some(equation.clone());
        }
        // What else there is cancels out: the sum of the two is that of two units.
        let opposite: Vec<_> = rest.iter().map(|(at, (of, by))| (*at, (of.saturating_neg(), *by))).collect();
        if let Some((of_other, other)) = of_one.get(&opposite) {
            // What cancels out in the sum is no way to tell it.
            let from = put_together(&equation.from, *of_other, &other.from, factor);
            return Some(Equation { of: Vector::new(), from });
        }
        of_one.insert(rest, (factor, equation));
    }
    None
}

/// A fraction in lowest terms; what is below the line is positive.
type Share = (i128, i128);

fn share(of: i128, by: i128) -> Share {
    let common = i128::try_from(gcd(of.unsigned_abs(), by.unsigned_abs())).unwrap_or(1).max(1);
    let sign = by.signum();
    (of / common * sign, by / common * sign)
}

const fn gcd(left: u128, right: u128) -> u128 {
    if right == 0 { left } else { gcd(right, left % right) }
}
