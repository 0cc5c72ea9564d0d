//! Construction: contracts, output and its parts, floor space, qualification.

use super::Business;
use crate::demo::county::record::{Flow, Record};
use crate::demo::county::rng::Rng;
use crate::demo::county::series::{MONTHS, at, collect, distinct, share, to_date};
use crate::demo::county::trouble::Trouble;

const KEYS: [&str; 14] = [
    "output",
    "direct",
    "own_work",
    "subcontracted",
    "from_others",
    "building_work",
    "installation_work",
    "other_work",
    "decoration",
    "outside",
    "completed",
    "new_contracts",
    "revenue",
    "vat",
];

/// In 千元; floor space in 平方米.
pub(super) fn record(business: &Business<'_>) -> Record {
    let mut habit = business.habit(1);
    let (building, installation, decoration) = match business.line.code.get(..2) {
        Some("49") => (habit.between(60, 130), habit.between(780, 830), 0),
        Some("50") => (habit.between(900, 930), habit.between(20, 40), habit.between(820, 880)),
        _ => (habit.between(830, 880), habit.between(40, 90), habit.between(30, 110)),
    };
    let outside = if habit.percent(30) { habit.between(40, 220) } else { 0 };
    let others = habit.between(40, 140);
    let figures = distinct(business.value, |month, output| {
        let mut chance = business.chance(1, month);
        let from_others = share(output, others + chance.between(-10, 10), 1_000);
        let own = output - from_others;
        let subcontracted = share(own, chance.between(25, 60), 1_000);
        let building = share(output, building + chance.between(-15, 15), 1_000);
        let installation = share(output, installation + chance.between(-10, 10), 1_000);
        let decoration = share(output, decoration, 1_000);
        let outside = share(output, outside, 1_000);
        let completed = share(output, chance.between(350, 620), 1_000);
        let contracts = share(output, chance.between(620, 1_450), 1_000);
        let revenue = share(output, chance.between(900, 960), 1_000);
        let vat = share(revenue, chance.between(18, 32), 1_000);
        let other = output - building - installation;
        [
            output,
            own + subcontracted,
            own,
            subcontracted,
            from_others,
            building,
            installation,
            other,
            decoration,
            outside,
            completed,
            contracts,
            revenue,
            vat,
        ]
    });
    let (mut output, mut contracts) = ([0; MONTHS], [0; MONTHS]);
    for (key, months) in KEYS.into_iter().zip(&figures) {
        match key {
            "output" => output = *months,
            "new_contracts" => contracts = *months,
            _ => {}
        }
    }
    // What was signed in earlier years and is not done yet: fixed for a year.
    let first = business.annual * habit.between(60, 110) / 100;
    let signed = to_date(&contracts);
    let second = (first + at(&signed, 11) - at(&to_date(&output), 11)).max(business.annual * 35 / 100);
    let carried = collect((0..MONTHS).map(|month| if month < 12 { first } else { second }));
    let in_hand = collect(carried.iter().zip(signed).map(|(carried, signed)| carried + signed));
    let mut flows: Vec<Flow> = KEYS.into_iter().zip(figures).map(|(key, months)| Flow::whole(key, months)).collect();
    let mut stocks = vec![("contracts", in_hand)];
    floors(business, &mut flows, &mut stocks);
    let until = if business.trouble == Trouble::Expired { "2026-06-30" } else { later(&mut habit) };
    let grade = if business.line.code == "5011" { "22" } else { habit.pick(&["11", "12", "12", "12", "13", "13"]) };
    Record {
        form: "construction",
        flows,
        stocks,
        counts: vec![("carried", carried), ("staff", business.staff(20))],
        texts: vec![("qualification", grade.to_owned()), ("qualification_until", until.to_owned())],
        from: 0,
        has_base: true,
    }
}

fn later(habit: &mut Rng) -> &'static str {
    habit.pick(&["2027-12-31", "2028-06-30", "2028-12-31", "2029-09-30", "2030-03-31"])
}

/// Floor space of those who build houses; nothing for all others.
fn floors(business: &Business<'_>, flows: &mut Vec<Flow>, stocks: &mut Vec<(&'static str, [i64; MONTHS])>) {
    let houses = business.line.code.starts_with("47");
    let base = if houses { business.annual / 3 } else { 0 };
    let some = |purpose: usize, part: (i64, i64)| {
        collect((0..MONTHS).map(|month| {
            let mut chance = business.chance(purpose, month);
            if houses && chance.percent(55) { base * chance.between(part.0, part.1) / 1_000 } else { 0 }
        }))
    };
    let (started, finished) = (some(3, (40, 110)), some(4, (30, 80)));
    let year = to_date(&started);
    stocks.push(("floor_built", collect(year.iter().map(|started| base + started))));
    flows.extend([Flow::whole("floor_started", started), Flow::whole("floor_finished", finished)]);
}
