//! The figures of each kind of unit, worked out from the value of each month so that they agree with each other.

mod building;
mod estate;
mod making;
mod serving;
mod staying;
mod trading;

use super::line::{Line, Trade};
use super::record::Record;
use super::rng::Rng;
use super::series::Months;
use super::trouble::Trouble;

/// What the figures of a unit follow from.
pub(super) struct Business<'a> {
    pub(super) line: &'a Line,
    /// Value of each month: output, sales, turnover, investment or revenue.
    pub(super) value: &'a Months,
    /// Value of last year.
    pub(super) annual: i64,
    /// What is out of the ordinary with it.
    pub(super) trouble: Trouble,
    /// Chance of this unit.
    pub(super) rng: &'a Rng,
}

/// The record of a unit; `from` and `has_base` are still those of an old unit.
pub(super) fn record(business: &Business<'_>) -> Record {
    match business.line.trade {
        Trade::Industry => making::record(business),
        Trade::Construction => building::record(business),
        Trade::Wholesale | Trade::Retail => trading::record(business),
        Trade::Lodging | Trade::Catering => staying::record(business),
        Trade::RealEstate => estate::record(business),
        Trade::Services => serving::record(business),
    }
}

impl Business<'_> {
    /// Chance for one purpose of one month, which is the same each time it is asked for.
    fn chance(&self, purpose: usize, month: usize) -> Rng {
        self.rng.fork(purpose * 100 + month)
    }

    /// Chance for what stays as it is over the years.
    fn habit(&self, purpose: usize) -> Rng {
        self.rng.fork(purpose * 100 + 99)
    }

    /// People at work, a little more or less each month.
    fn staff(&self, least: i64) -> Months {
        let usual = (self.annual / self.line.per_head.max(1)).max(least);
        super::series::collect((0..super::series::MONTHS).map(|month| {
            let mut chance = self.chance(8, month);
            (usual * (1_000 + chance.between(-30, 30)) / 1_000).max(least)
        }))
    }

    /// A stock: so many thousandths of the usual value of a month, a little more or less.
    fn stock(&self, purpose: usize, thousandths: (i64, i64)) -> Months {
        let usual = self.habit(purpose).between(thousandths.0, thousandths.1);
        let mut values = Vec::new();
        for (month, value) in self.value.iter().enumerate() {
            // Half follows the month, half the year.
            let base = i64::midpoint(*value, self.annual / 12);
            values.push(base * usual / 1_000 * (1_000 + self.chance(purpose, month).between(-60, 60)) / 1_000);
        }
        super::series::collect(values)
    }
}
