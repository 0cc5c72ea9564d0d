//! What the roll-up is of, where nobody has said so: what most of the files are about.

use std::collections::BTreeMap;

use crate::period::Period;
use crate::rollup::{Entry, Intake, What};
use crate::workbook::{Office, Place};

/// Period, demonstration and office of a submission or bundle.
fn about(entry: &Entry) -> Option<(Period, bool, &Office)> {
    match &entry.what {
        What::Submission(received) => Some((received.head.period, received.head.demonstration, &received.head.office)),
        What::Bundle { head, .. } => Some((head.period, head.demonstration, &head.office)),
        _ => None,
    }
}

/// The period, and whether it is all of the demonstration: only when nothing real is there.
pub(super) fn period(intake: &Intake) -> (Option<Period>, bool) {
    let all = || intake.entries().iter().filter_map(|entry| about(entry));
    let wanted = |period: Period| intake.options.period.is_none_or(|wanted| wanted == period);
    let demonstration = all().any(|(period, _, _)| wanted(period))
        && all().filter(|(period, _, _)| wanted(*period)).all(|(_, demonstration, _)| demonstration);
    if intake.options.period.is_some() {
        return (intake.options.period, demonstration);
    }
    let mut votes: BTreeMap<(i32, u32, String), (usize, Period)> = BTreeMap::new();
    for (period, _, _) in all().filter(|(_, demo, _)| *demo == demonstration) {
        use chrono::Datelike;
        // Of two periods with as many files the later one, and of those the one with the shorter code.
        let end = period.end();
        votes.entry((end.year(), end.ordinal(), period.to_string())).or_insert((0, period)).0 += 1;
    }
    let most = votes.into_iter().max_by_key(|(order, (count, _))| (*count, order.clone()));
    (most.map(|(_, (_, period))| period), demonstration)
}

/// The office above the files: of one bundle alone, with nothing beside it but files of its own offices, the one whose it is.
pub(super) fn office(intake: &Intake, period: Option<Period>, demonstration: bool) -> Office {
    if let Some(office) = &intake.options.office {
        return office.clone();
    }
    let top: Vec<(&Entry, &Office)> = intake
        .entries()
        .iter()
        .filter(|entry| entry.within.is_empty())
        .filter_map(|entry| Some((entry.as_ref(), about(entry)?)))
        .filter(|(_, (own, demo, _))| Some(*own) == period && *demo == demonstration)
        .map(|(entry, (_, _, office))| (entry, office))
        .collect();
    let bundles: BTreeMap<&str, &Office> = top
        .iter()
        .filter(|(entry, _)| entry.bundle().is_some())
        .map(|(_, office)| (office.code.as_str(), *office))
        .collect();
    if let (Some(office), 1) = (bundles.values().next(), bundles.len()) {
        let below = |other: &Office| {
            other.code == office.code || other.parents.first().is_some_and(|parent| parent.code == office.code)
        };
        if top.iter().all(|(_, other)| below(other)) {
            return (*office).clone();
        }
    }
    let mut votes: BTreeMap<&Place, (usize, &Office)> = BTreeMap::new();
    for (_, office) in &top {
        if let Some(parent) = office.parents.first() {
            votes.entry(parent).or_insert((0, office)).0 += 1;
        }
    }
    let most = votes.into_iter().max_by_key(|(place, (count, _))| (*count, std::cmp::Reverse(*place)));
    most.map(|(place, (_, below))| Office {
        code: place.code.clone(),
        name: place.name.clone(),
        parents: below.parents.iter().skip(1).cloned().collect(),
    })
    .unwrap_or_default()
}
