//! The two years of the county: January of last year is month 0.

use crate::period::{January, Period};

/// Which months there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    /// This year.
    pub(super) year: u16,
    /// The present month: 12 is January of this year.
    pub(super) now: usize,
}

impl Calendar {
    pub(super) fn new(period: Period) -> Self {
        Self { year: period.year(), now: usize::from(period.month().clamp(4, 12)) + 11 }
    }

    /// `202610`.
    pub(super) fn of(&self, month: usize) -> String {
        let (year, month) = self.parts(month);
        format!("{year}{month:02}")
    }

    /// A month of an earlier year.
    pub(super) fn years_ago(&self, years: i64, month: i64) -> String {
        format!("{}{month:02}", i64::from(self.year) - years)
    }

    /// The period of a month.
    pub(super) fn period(&self, month: usize) -> Option<Period> {
        let (year, month) = self.parts(month);
        Period::of_month(year, month)
    }

    /// A day of a month, also of years before the first: `2026-10-18`.
    pub(super) fn date(&self, month: i64, day: i64) -> String {
        let all = (i64::from(self.year) - 1) * 12 + month;
        format!("{}-{:02}-{day:02}", all.div_euclid(12), all.rem_euclid(12) + 1)
    }

    /// A day of a month.
    pub(super) fn date_of(&self, month: usize, day: i64) -> String {
        self.date(i64::try_from(month).unwrap_or(0), day)
    }

    /// The year of a month.
    pub(super) fn year_of(&self, month: usize) -> u16 {
        self.parts(month).0
    }

    /// A day of the month after.
    pub(super) fn day_after(&self, month: usize, day: i64) -> String {
        let (year, month) = self.parts(month + 1);
        format!("{year}-{month:02}-{day:02}")
    }

    fn parts(&self, month: usize) -> (u16, u8) {
        let year = if month < 12 { self.year - 1 } else { self.year + u16::from(month >= 24) };
        (year, u8::try_from(month % 12).unwrap_or(0) + 1)
    }

    /// The position of a period; nothing outside the two years.
    pub(super) fn position(&self, period: Period) -> Option<usize> {
        (0..24).find(|&month| self.period(month) == Some(period))
    }
}

/// The month before; the county reports no January alone, but its demonstration begins after it.
pub(super) fn before(period: Period) -> Option<Period> {
    period.previous(January::Exempt)
}
