//! Whether open sums determine a sum of too few units, by elimination over whole numbers.

use super::FEWEST;
use super::cells::{Cells, Sum};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Coefficients by what they are of; never zero.
type Vector = BTreeMap<usize, i128>;

/// An equation: over the groups of units, and from which open sums it was put together.
#[derive(Debug, Clone, Default)]
struct Equation {
    of: Vector,
    from: Vector,
}

/// Withholds sums until the open ones no longer tell figures of fewer than three units.
pub(super) fn close(cells: &mut Cells) {
    for family in families(cells) {
        while let Some(sum) = told(cells, &family) {
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

/// A sum to withhold, since with it the figures of fewer than three units could be worked out; `None` when nothing can.
fn told(cells: &Cells, family: &BTreeSet<usize>) -> Option<usize> {
    let sums: Vec<(usize, &Sum)> =
        cells.sums.iter().enumerate().filter(|(_, sum)| family.contains(&sum.measure)).collect();
    let groups = Groups::of(&sums);
    let mut equations: Vec<Equation> = Vec::new();
    for (at, sum) in sums.iter().filter(|(_, sum)| !sum.is_hidden) {
        equations.push(Equation { of: groups.vector(sum), from: Vector::from([(*at, 1)]) });
    }
    for (whole, parts) in &cells.wholes {
        let get = |at: &usize| cells.sums.get(*at).filter(|sum| family.contains(&sum.measure));
        let Some(whole) = get(whole) else { continue };
        let mut of = groups.vector(whole);
        for part in parts.iter().filter_map(get) {
            add(&mut of, &groups.vector(part), -1);
        }
        equations.push(Equation { of, from: Vector::new() });
    }
    let solved = solved(equations);
    let told = few(&solved, &groups)?;
    // What costs least: no total, few units, and what comes first.
    let cost = |at: &&usize| cells.sums.get(**at).map(|sum| (sum.of_total, sum.units, **at));
    told.from.keys().min_by_key(cost).copied()
}

/// Units that no sum tells apart, measure by measure.
struct Groups {
    /// By measure and unit.
    of: HashMap<(usize, u64), usize>,
    /// How many units are in each.
    units: Vec<usize>,
}

impl Groups {
    fn of(sums: &[(usize, &Sum)]) -> Self {
        // In which sums each unit is, as often as it is in them.
        let of_sum = |(at, sum): &(usize, &Sum)| {
            let (at, measure) = (*at, sum.measure);
            sum.whose.iter().map(move |unit| (measure, *unit, at)).collect::<Vec<_>>()
        };
        let mut places: Vec<(usize, u64, usize)> = sums.iter().flat_map(of_sum).collect();
        places.sort_unstable();
        let mut known: HashMap<usize, HashMap<Vec<usize>, usize>> = HashMap::new();
        let (mut of, mut units) = (HashMap::new(), Vec::new());
        let mut own: Vec<usize> = Vec::new();
        for places in places.chunk_by(|left, right| (left.0, left.1) == (right.0, right.1)) {
            let Some((measure, unit, _)) = places.first().copied() else { continue };
            own.clear();
            own.extend(places.iter().map(|(_, _, at)| *at));
            let known = known.entry(measure).or_default();
            let group = known.get(&own).copied().unwrap_or(units.len());
            if let Some(units) = units.get_mut(group) {
                *units += 1;
            } else {
                known.insert(own.clone(), group);
                units.push(1);
            }
            of.insert((measure, unit), group);
        }
        Self { of, units }
    }

    /// How often a sum has each group.
    fn vector(&self, sum: &Sum) -> Vector {
        let mut vector = Vector::new();
        for (unit, times) in
            sum.whose.chunk_by(|left, right| left == right).filter_map(|of| Some((of.first()?, of.len())))
        {
            if let Some(group) = self.of.get(&(sum.measure, *unit)) {
                vector.insert(*group, i128::try_from(times).unwrap_or(i128::MAX));
            }
        }
        vector
    }
}

fn add(into: &mut Vector, more: &Vector, times: i128) {
    for (at, value) in more {
        let sum = into.get(at).copied().unwrap_or_default().saturating_add(value.saturating_mul(times));
        if sum == 0 {
            into.remove(at);
        } else {
            into.insert(*at, sum);
        }
    }
}

impl Equation {
    /// Takes away as much of another as it takes that a group is gone.
    fn without(&mut self, group: usize, other: &Self) {
        let (Some(own), Some(of_other)) = (self.of.get(&group).copied(), other.of.get(&group).copied()) else { return };
        for (into, more) in [(&mut self.of, &other.of), (&mut self.from, &other.from)] {
            for value in into.values_mut() {
                *value = value.saturating_mul(of_other);
            }
            add(into, more, own.saturating_neg());
        }
        let common =
            self.of.values().chain(self.from.values()).fold(0, |common, value| gcd(common, value.unsigned_abs()));
        if let Some(common) = i128::try_from(common).ok().filter(|common| *common > 1) {
            self.of.values_mut().chain(self.from.values_mut()).for_each(|value| *value /= common);
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
        let own: Vec<usize> = equation.of.keys().copied().filter(|group| solved.contains_key(group)).collect();
        for group in own {
            if let Some(other) = solved.get(&group) {
                equation.without(group, other);
            }
        }
        let Some(group) = equation.of.keys().next().copied() else { continue };
        if shared.contains(&group) {
            for other in solved.values_mut().filter(|other| other.of.contains_key(&group)) {
                other.without(group, &equation);
            }
        }
        shared.extend(equation.of.keys().skip(1).copied());
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
        let factor = equation.of.get(group).copied().unwrap_or_default();
        let others = equation.of.iter().filter(|(at, _)| *at != group);
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
            let mut both = Equation::default();
            add(&mut both.from, &equation.from, *of_other);
            add(&mut both.from, &other.from, factor);
            return Some(both);
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
