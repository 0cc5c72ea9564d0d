//! Real estate: investment, floor space, sales, funds.

use super::Business;
use crate::demo::county::record::{Flow, Record};
use crate::demo::county::series::{MONTHS, Months, collect, distinct, share, to_date};
use crate::demo::county::trouble::Trouble;

const KEYS: [&str; 10] =
    ["invested", "build", "install", "equipment", "other", "land_fee", "housing", "sold_area", "sold_value", "funds"];

/// In 万元; floor space in 平方米.
pub(super) fn record(business: &Business<'_>) -> Record {
    let mut habit = business.habit(1);
    let price =
        if business.trouble == Trouble::Cheap { habit.between(1_180, 1_320) } else { habit.between(4_300, 6_200) };
    let selling = habit.between(550, 900);
    let with_land = habit.percent(40);
    let figures = distinct(business.value, |month, invested| {
        let mut chance = business.chance(1, month);
        let install = share(invested, chance.between(70, 110), 1_000);
        let equipment = share(invested, chance.between(20, 55), 1_000);
        let other = share(invested, chance.between(90, 160), 1_000);
        let build = invested - install - equipment - other;
        let land = if with_land { share(other, chance.between(200, 600), 1_000) } else { 0 };
        let housing = share(invested, chance.between(780, 900), 1_000);
        // Square metres, from what that part of the investment would bring at the price.
        let area = share(invested, selling * chance.between(80, 120) * 100, 1_000 * price).max(1);
        let value = share(area, price * chance.between(97, 103), 1_000_000).max(1);
        let funds = share(invested, chance.between(900, 1_150), 1_000);
        [invested, build, install, equipment, other, land, housing, area, value, funds]
    });
    let flows: Vec<Flow> = KEYS.into_iter().zip(figures).map(|(key, months)| Flow::whole(key, months)).collect();
    let year = |key: &str| flows.iter().find(|flow| flow.key == key).map_or([0; MONTHS], |flow| to_date(&flow.months));
    let part = |whole: &Months, part: i64| collect(whole.iter().map(|value| share(*value, part, 1_000)));
    let (area, funds, invested) = (year("sold_area"), year("funds"), year("invested"));
    let ready = part(&area, habit.between(150, 380));
    let presale = collect(area.iter().zip(ready).map(|(whole, ready)| whole - ready));
    let (loan, own, deposit, mortgage) = (part(&funds, 140), part(&funds, 290), part(&funds, 330), part(&funds, 190));
    let rest = [loan, own, deposit, mortgage];
    let mut left = funds;
    for months in rest {
        left = collect(left.iter().zip(months).map(|(left, part)| left - part));
    }
    // Investment before last year, and last year's.
    let earlier = business.annual * habit.between(70, 160) / 100;
    let last_year = invested.get(11).copied().unwrap_or(0);
    let total = collect(
        invested
            .iter()
            .enumerate()
            .map(|(month, invested)| earlier + invested + if month < 12 { 0 } else { last_year }),
    );
    let planned = (earlier + business.annual * 3) / 100 * 100;
    let always = |value: i64| collect((0..MONTHS).map(|_| value));
    let built = planned * 10 / habit.between(28, 34) * 10;
    let mut all = flows;
    all.extend(floors(business, built));
    Record {
        form: "realestate",
        flows: all,
        stocks: vec![
            ("planned", always(planned)),
            ("floor_built", always(built)),
            ("floor_built_housing", always(built * 84 / 100)),
            ("unsold", business.stock(5, (1_800, 3_600))),
        ],
        counts: vec![
            ("estates", always(habit.between(1, 3))),
            ("total", total),
            ("sold_ready", ready),
            ("sold_presale", presale),
            ("sold_housing", part(&area, 880)),
            ("funds_loan", loan),
            ("funds_foreign", always(0)),
            ("funds_own", own),
            ("funds_deposit", deposit),
            ("funds_mortgage", mortgage),
            ("funds_other", left),
            ("land_area", always(0)),
            ("land_price", always(0)),
        ],
        texts: Vec::new(),
        from: 0,
        has_base: true,
    }
}

/// A block is begun in spring and another finished in autumn.
fn floors(business: &Business<'_>, built: i64) -> [Flow; 3] {
    let mut habit = business.habit(7);
    let (started, finished) = (built * habit.between(60, 160) / 1_000, built * habit.between(50, 120) / 1_000);
    let (spring, autumn) = (habit.between(2, 5), habit.between(6, 8));
    let once = |when: i64, value: i64| {
        collect((0..MONTHS).map(|month| if i64::try_from(month % 12) == Ok(when) { value } else { 0 }))
    };
    [
        Flow::whole("floor_started", once(spring, started)),
        Flow::whole("floor_finished", once(autumn, finished)),
        Flow::whole("finished_value", once(autumn, finished * 24 / 100)),
    ]
}
