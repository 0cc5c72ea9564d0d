//! The check of levels (节点检查): parts + difference = whole, at every level.

use super::figures::{figure_key, is_summable};
use super::{Entry, FigureKey, Figures, Part, RollUp, Study};
use crate::exchange::DifferenceEntry;
use crate::number::Decimal;
use crate::scheme::Scheme;
use crate::workbook::Place;

/// One office with offices below: what they add up to.
#[derive(Clone, Debug)]
pub struct Level {
    /// Whose.
    pub office: Place,
    /// The sum of its parts; a part that has parts counts with its own total.
    pub parts: Figures,
    /// Parts and difference together: what goes upward.
    pub total: Figures,
    /// Where parts + difference is not the whole.
    pub misses: Vec<LevelMiss>,
    /// The levels below.
    pub below: Vec<Level>,
}

/// A column in which parts + difference is not the whole; figures are in the field's own unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelMiss {
    /// Which column.
    pub key: FigureKey,
    /// What the parts add up to; `None` when that is too large to be kept exactly.
    pub parts: Option<Decimal>,
    /// What the difference table says.
    pub difference: Decimal,
    /// The figure of the whole.
    pub whole: Decimal,
    /// Where that figure comes from.
    pub from: WholeFrom,
}

/// Where the figure of a whole comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WholeFrom {
    /// The whole's own submission.
    Own,
    /// The difference table.
    Table,
    /// The figures that a bundle tells.
    Bundle,
}

impl LevelMiss {
    /// What is lacking: whole − parts − difference.
    pub fn lacking(&self) -> Option<Decimal> {
        self.whole.checked_sub(self.parts?)?.checked_sub(self.difference)
    }
}

/// Adds up every level and says where it does not hold.
///
/// The whole of a level is what its own submission says (in forms in which that has records), else what its
/// difference table says. A bundle's own account of its files must agree as well.
pub fn levels(scheme: &Scheme, rollup: &RollUp, study: &Study) -> Level {
    let place = Place { code: rollup.office.code.clone(), name: rollup.office.name.clone() };
    level(scheme, place, &rollup.parts, rollup.own.as_deref(), &rollup.differences, None, study)
}

fn level(
    scheme: &Scheme,
    office: Place,
    parts: &[Part],
    own: Option<&Entry>,
    differences: &[DifferenceEntry],
    bundle: Option<&crate::exchange::BundleHead>,
    study: &Study,
) -> Level {
    let mut sums = Figures::default();
    let mut below = Vec::new();
    for part in parts {
        match part.entry.as_deref().and_then(Entry::bundle) {
            None if part.parts.is_empty() => {
                if let Some(facts) = part.entry.as_deref().and_then(|entry| study.get(entry.digest()?)) {
                    sums.merge(&facts.figures);
                }
            }
            head => {
                let table = head.map(|head| head.differences.as_slice()).unwrap_or_default();
                let head = head.map(AsRef::as_ref).filter(|head| is_whole(part, &head.digest));
                let inner = level(scheme, part.office.clone(), &part.parts, part.own.as_deref(), table, head, study);
                sums.merge(&inner.total);
                below.push(inner);
            }
        }
    }
    let mut total = sums.clone();
    let mut known: Vec<(FigureKey, &DifferenceEntry)> = Vec::new();
    for entry in differences {
        if let Some(key) = figure_key(scheme, &entry.form, &entry.field) {
            total.adjust(key, entry.value);
            known.push((key, entry));
        }
    }
    let difference =
        |key: FigureKey| known.iter().filter(|(own, _)| *own == key).map(|(_, entry)| entry.value).sum::<Decimal>();
    let mut misses = Vec::new();
    let mut check = |key: FigureKey, whole: Decimal, from: WholeFrom| {
        let sum = sums.get(key).map_or(Some(Decimal::ZERO), |sum| sum.sum);
        let miss = LevelMiss { key, parts: sum, difference: difference(key), whole, from };
        if miss.lacking().is_none_or(|lacking| !lacking.is_zero()) {
            misses.push(miss);
        }
    };
    let own = own.and_then(|entry| study.get(entry.digest()?));
    // What is computed follows from what was filled, and need not add up where it is bounded: 还差 is never below 0.
    let is_filled =
        |(form, field, _): FigureKey| scheme.forms.get(form.index()).is_some_and(|def| def[field].compute.is_none());
    for (key, whole) in own.iter().flat_map(|facts| facts.figures.iter()).filter(|(key, _)| is_filled(*key)) {
        if let Some(whole) = whole.sum {
            check(key, whole, WholeFrom::Own);
        }
    }
    for (key, entry) in &known {
        if own.and_then(|facts| facts.figures.get(*key)).is_none() {
            check(*key, entry.whole, WholeFrom::Table);
        }
    }
    for figure in bundle.iter().flat_map(|head| &head.figures) {
        let key = figure_key(scheme, &figure.form, &figure.field);
        // What may no longer be added up was, in the bundle of an earlier edition.
        let is_summed =
            |(form, field, _): &FigureKey| scheme.forms.get(form.index()).is_some_and(|def| is_summable(&def[*field]));
        let Some(key) = key.filter(is_summed) else { continue };
        let sum = sums.get(key).map_or(Some(Decimal::ZERO), |sum| sum.sum);
        if sum != Some(figure.sum) {
            let (difference, whole) = (Decimal::ZERO, figure.sum);
            misses.push(LevelMiss { key, parts: sum, difference, whole, from: WholeFrom::Bundle });
        }
    }
    Level { office, parts: sums, total, misses, below }
}

/// Whether what counts below is what came in the bundle, and nothing later or from elsewhere.
fn is_whole(part: &Part, digest: &str) -> bool {
    let from_it = |entry: &Entry| entry.within.last().is_some_and(|within| within.digest == digest);
    part.parts.iter().all(|part| part.entry.as_deref().is_some_and(from_it))
}

impl Level {
    /// This level and all below, from the top.
    pub fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        for level in &self.below {
            all.extend(level.all());
        }
        all
    }
}
