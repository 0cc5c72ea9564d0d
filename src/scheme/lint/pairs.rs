//! Rules about the same records, two and two.

use super::reading::{Background, Known, unknowns_of};
use super::solve::{Possible, possible};
use super::{Found, Kind};
use crate::formula::linear::{Case, Row, Stands};
use crate::ids::RuleId;
use crate::scheme::compile::CompiledScheme;

/// Compares every two rules of a form of which one is asked for.
pub(super) fn compare(
    rules: &[Known],
    background: &Background<'_>,
    scheme: &CompiledScheme,
    asked: &dyn Fn(RuleId) -> bool,
    found: &mut Found,
) {
    for (at, one) in rules.iter().enumerate() {
        for two in rules.iter().skip(at + 1) {
            let apart = one.of_all.is_disjoint(&two.of_check) && two.of_all.is_disjoint(&one.of_check);
            if apart || one.rule == two.rule || !(asked(one.rule) || asked(two.rule)) {
                continue;
            }
            let forth = implies(one, two, background);
            let back = implies(two, one, background);
            match (forth, back) {
                (Some(one_sign), Some(two_sign)) => {
                    found.add(two, Kind::Repeats, Some(one.rule), one_sign || two_sign);
                }
                (Some(by_sign), None) => add_implied(one, two, by_sign, scheme, found),
                (None, Some(by_sign)) => add_implied(two, one, by_sign, scheme, found),
                (None, None) => match contradict(one, two, background) {
                    Some(true) => found.add(two, Kind::Contradicts, Some(one.rule), false),
                    Some(false) => found.add(two, Kind::Contradicts, Some(one.rule), true),
                    None => {}
                },
            }
        }
    }
}

/// The weaker rule is of no use only where the stronger one is as severe and about the same thing.
fn add_implied(weak: &Known, strong: &Known, by_sign: bool, scheme: &CompiledScheme, found: &mut Found) {
    if scheme[strong.rule].severity <= scheme[weak.rule].severity && strong.of_check.is_subset(&weak.of_check) {
        found.add(weak, Kind::Implied, Some(strong.rule), by_sign);
    }
}

/// Whether the other rule fires wherever the one does; `Some(true)` when that needs the signs.
fn implies(one: &Known, other: &Known, background: &Background<'_>) -> Option<bool> {
    // A rule about something else cannot follow, and one that may fire less often than its cases say might not.
    if !other.exact || !other.of_fires.iter().any(|terms| terms.is_subset(&one.of_all)) {
        return None;
    }
    let covered =
        |signs| one.fires.iter().all(|case| other.fires.iter().any(|wanted| entails(case, wanted, background, signs)));
    if covered(false) {
        Some(false)
    } else if covered(true) {
        Some(true)
    } else {
        None
    }
}

/// Whether everything that `wanted` says follows from `case`.
fn entails(case: &Case, wanted: &Case, background: &Background<'_>, signs: bool) -> bool {
    let marks = wanted.marks.iter().all(|(mark, is)| case.marks.get(mark) == Some(is));
    let texts =
        || wanted.texts.iter().all(|(term, texts)| case.texts.get(term).is_some_and(|known| known.entails(texts)));
    let rows = || {
        wanted.rows.iter().all(|row| {
            case.rows.contains(row) || {
                let bounds = if signs { background.bounds(case.rows.iter().chain([row])) } else { Vec::new() };
                opposites(row).is_some_and(|opposites| {
                    opposites
                        .iter()
                        .all(|opposite| possible(case.rows.iter().chain(&bounds).chain([opposite])) == Possible::No)
                })
            }
        })
    };
    marks && texts() && rows()
}

/// What holds where a row does not: one of these.
fn opposites(row: &Row) -> Option<Vec<Row>> {
    let turned = || row.sum.negated();
    Some(match row.stands {
        Stands::Below => vec![Row { sum: turned()?, stands: Stands::AtMost }],
        Stands::AtMost => vec![Row { sum: turned()?, stands: Stands::Below }],
        Stands::Equal => {
            vec![Row { sum: row.sum.clone(), stands: Stands::Below }, Row { sum: turned()?, stands: Stands::Below }]
        }
    })
}

/// Whether no record passes both, although some record has both apply to it: `Some(true)` whatever the signs,
/// `Some(false)` when amounts are not below zero that must not be.
fn contradict(one: &Known, two: &Known, background: &Background<'_>) -> Option<bool> {
    if one.of_check.is_disjoint(&two.of_check) || !one.exact || !two.exact {
        return None;
    }
    let mut whatever_the_signs = true;
    for left in &one.passes {
        for right in &two.passes {
            let Some(both) = left.and(right) else { continue };
            if background.possible(&both, true) != Possible::No {
                return None;
            }
            whatever_the_signs = whatever_the_signs && background.possible(&both, false) == Possible::No;
        }
    }
    // Both apply together for certain only where neither supposes something unknown that the other does not. And each
    // has to be able to pass there: one that forbids what the other starts from is no contradiction.
    let known = |left: &Case, right: &Case| {
        let (of_left, of_right) = (unknowns_of(left), unknowns_of(right));
        of_left.is_subset(&of_right) || of_right.is_subset(&of_left)
    };
    let meet = |left: &[Case], right: &[Case], known: &dyn Fn(&Case, &Case) -> bool| {
        left.iter().any(|left| {
            right.iter().any(|right| {
                known(left, right)
                    && left.and(right).is_some_and(|both| background.possible(&both, true) == Possible::Yes)
            })
        })
    };
    (meet(&one.applies, &two.applies, &known)
        && meet(&one.passes, &two.applies, &|_, _| true)
        && meet(&one.applies, &two.passes, &|_, _| true))
    .then_some(whatever_the_signs)
}
