//! Services: revenue, costs, profit, assets.

use super::Business;
use crate::demo::county::record::{Flow, Record};
use crate::demo::county::series::{MONTHS, collect, distinct, share};

const KEYS: [&str; 12] = [
    "revenue",
    "cost",
    "taxes",
    "selling",
    "admin",
    "research",
    "finance",
    "investment_income",
    "operating_profit",
    "profit",
    "wages",
    "vat",
];

/// In 千元.
pub(super) fn record(business: &Business<'_>) -> Record {
    let mut habit = business.habit(1);
    let cost = habit.between(700, 840);
    let admin = habit.between(55, 95);
    let research = if business.line.code == "6513" { 80 } else { 0 };
    let wages = habit.between(180, 420);
    let figures = distinct(business.value, |month, revenue| {
        let mut chance = business.chance(1, month);
        let spent = share(revenue, cost + chance.between(-10, 10), 1_000);
        let taxes = share(revenue, chance.between(4, 8), 1_000);
        let selling = share(revenue, chance.between(8, 18), 1_000);
        let admin = share(revenue, admin + chance.between(-6, 6), 1_000);
        let research = share(revenue, research, 1_000);
        let finance = share(revenue, chance.between(2, 14), 1_000);
        let operating = revenue - spent - taxes - selling - admin - research - finance;
        let profit = operating + share(revenue, chance.between(0, 5), 1_000);
        let wages = share(revenue, wages + chance.between(-10, 10), 1_000);
        let vat = share(revenue, chance.between(12, 38), 1_000);
        [revenue, spent, taxes, selling, admin, research, finance, 0, operating, profit, wages, vat]
    });
    let assets = business.annual * habit.between(60, 140) / 100;
    let owed = habit.between(38, 66);
    let slow = |purpose: usize, base: i64| {
        let month = |month: usize| base * (1_000 + business.chance(purpose, month).between(-25, 25)) / 1_000;
        collect((0..MONTHS).map(month))
    };
    Record {
        form: "services",
        flows: KEYS.into_iter().zip(figures).map(|(key, months)| Flow::whole(key, months)).collect(),
        stocks: vec![
            ("assets", slow(2, assets)),
            ("receivables", slow(3, assets * 18 / 100)),
            ("liabilities", slow(4, assets * owed / 100)),
        ],
        counts: vec![("staff", business.staff(10))],
        texts: Vec::new(),
        from: 0,
        has_base: true,
    }
}
