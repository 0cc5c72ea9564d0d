//! Two years of months: what a unit did in each of them.

use super::rng::Rng;

/// A figure for each month of last year and this year, January of last year first. In the unit of its field.
pub(super) type Months = [i64; MONTHS];

/// Two years.
pub(super) const MONTHS: usize = 24;

/// How a year goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    /// Little difference but for the spring festival.
    Even,
    /// Building sites stand still in winter.
    Site,
    /// After the harvests of June and October.
    Harvest,
    /// Summer goods.
    Summer,
    /// Goods for the end of the year.
    Winter,
    /// Holidays in May, summer and October.
    Tour,
}

impl Season {
    /// Each month in ten-thousandths of the average month. Neighbours differ by less than a quarter, so that no season
    /// is an oddity by itself.
    const fn months(self) -> [i64; 12] {
        match self {
            Self::Even => [9_500, 8_300, 9_900, 10_000, 10_100, 10_300, 9_800, 9_900, 10_300, 10_400, 10_600, 10_900],
            Self::Site => [7_300, 6_600, 8_100, 9_600, 10_600, 11_200, 10_600, 10_700, 11_500, 11_700, 11_300, 10_800],
            Self::Harvest => [9_300, 8_400, 9_400, 9_300, 9_000, 10_700, 11_000, 10_100, 9_800, 11_700, 11_300, 10_000],
            Self::Summer => [7_700, 7_300, 8_700, 9_900, 11_300, 12_700, 13_400, 12_900, 10_900, 9_200, 8_200, 7_800],
            Self::Winter => [12_200, 10_600, 9_300, 8_900, 8_900, 8_900, 8_700, 9_000, 9_900, 10_500, 11_200, 12_900],
            Self::Tour => [9_100, 9_300, 8_800, 10_000, 11_300, 9_800, 10_600, 11_200, 9_700, 11_500, 9_400, 9_300],
        }
    }
}

/// How a unit's two years went.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course {
    /// The value of last year.
    pub(super) annual: i64,
    pub(super) season: Season,
    /// This year against last year, in thousandths: 60 is 6 %.
    pub(super) growth: i64,
    /// Chance ups and downs, in thousandths.
    pub(super) noise: i64,
}

impl Course {
    /// The value of each month.
    pub(super) fn months(self, rng: &mut Rng) -> Months {
        let mut first: Vec<i64> = Vec::with_capacity(12);
        for weight in self.season.months() {
            let even = share(self.annual, weight, 120_000);
            first.push(share(even, 1_000 + rng.between(-self.noise, self.noise), 1_000));
        }
        let rate = |value: &i64, rng: &mut Rng| {
            share(*value, (1_000 + self.growth) * (1_000 + rng.between(-self.noise, self.noise)), 1_000_000)
        };
        let second: Vec<i64> = first.iter().map(|value| rate(value, rng)).collect();
        collect(first.into_iter().chain(second))
    }
}

/// A part of a value, rounded half up; for a value not below zero.
pub(super) fn share(value: i64, part: i64, whole: i64) -> i64 {
    let (exact, whole) = (i128::from(value) * i128::from(part), i128::from(whole).max(1));
    i64::try_from((exact * 2 + whole).div_euclid(whole * 2)).unwrap_or(i64::MAX)
}

/// The first 24 of these values; what is missing is 0.
pub(super) fn collect(values: impl IntoIterator<Item = i64>) -> Months {
    let mut values = values.into_iter();
    std::array::from_fn(|_| values.next().unwrap_or(0))
}

/// The value of a month; 0 where there is none.
pub(super) fn at(months: &Months, month: usize) -> i64 {
    months.get(month).copied().unwrap_or(0)
}

/// From January of its year to each month.
pub(super) fn to_date(months: &Months) -> Months {
    let mut sum = 0;
    collect(months.iter().enumerate().map(|(at, value)| {
        sum = if at % 12 == 0 { *value } else { sum + value };
        sum
    }))
}

/// Values that a rule compares from one month to the next: below this they are beneath its notice.
const MATERIAL: i64 = 500;

/// Works out the figures of every month from its value, so that none of them is by chance the very figure of the month
/// before: where one is, the month is worked out once more from a value a little larger.
///
/// `derive` must give the same for the same month and value.
pub(super) fn distinct<const N: usize>(values: &Months, mut derive: impl FnMut(usize, i64) -> [i64; N]) -> [Months; N] {
    let mut all: [Months; N] = [[0; MONTHS]; N];
    let mut before = [0; N];
    for (month, value) in values.iter().enumerate() {
        let mut figures = derive(month, *value);
        for nudge in 1..60 {
            let again = |(now, before): (&i64, &i64)| now == before && *now >= MATERIAL;
            if !figures.iter().zip(&before).any(again) {
                break;
            }
            figures = derive(month, value + nudge);
        }
        for (months, figure) in all.iter_mut().zip(figures) {
            if let Some(place) = months.get_mut(month) {
                *place = figure;
            }
        }
        before = figures;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seasons_are_a_year_and_have_no_leaps() {
        for season in [Season::Even, Season::Site, Season::Harvest, Season::Summer, Season::Winter, Season::Tour] {
            let months = season.months();
            let sum: i64 = months.iter().sum();
            assert!((119_000..=121_000).contains(&sum), "{season:?} {sum}");
            // From March on, when months are compared with the one before.
            for pair in months.windows(2).skip(1) {
                assert!(pair[1] * 100 <= pair[0] * 125 && pair[0] * 100 <= pair[1] * 125, "{season:?} {pair:?}");
            }
        }
    }

    #[test]
    fn shares_are_rounded_half_up() {
        for (value, part, whole, expected) in
            [(10, 1, 4, 3), (9, 1, 4, 2), (0, 1, 4, 0), (1_000_000, 999, 1_000, 999_000)]
        {
            assert_eq!(share(value, part, whole), expected, "{value} {part}/{whole}");
        }
    }

    #[test]
    fn no_month_repeats_the_one_before() {
        let values = collect((0..MONTHS).map(|_| 1_000));
        let [whole, part] = distinct(&values, |_, value| [value, value * 6 / 10]);
        for series in [whole, part] {
            assert!(series.windows(2).all(|pair| pair[0] != pair[1]), "{series:?}");
        }
        assert_eq!(at(&to_date(&collect([1; 24])), 13), 2);
    }
}
