//! Reporting periods (报告期): year, quarter, month, 1—2月, 旬 and week.

mod parse;

pub use parse::PeriodError;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt};

/// The kinds of reporting period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    Year,
    Quarter,
    Month,
    /// 1—2月: January is exempt (1月免报) and February reports both months (domain.md §5).
    JanFeb,
    /// 旬: the 1st to the 10th, the 11th to the 20th, the 21st to the end of the month.
    TenDay,
    /// A week from Monday to Sunday, counted as in ISO 8601.
    Week,
}

/// What becomes of January in a monthly sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum January {
    /// Twelve months, one after the other.
    #[default]
    Reported,
    /// 1月免报: the sequence is 1—2月, 3月, … 12月.
    Exempt,
}

/// One reporting period; always a real one, since every way to make it checks.
///
/// Written as its code: `2026`, `2026-Q3`, `2026-10`, `2026-0102`, `2026-10-T2`, `2026-W41`.
/// Ordered by its end, then by its start with the longer one last.
///
/// # Example
/// ```
/// use sishang::period::{January, Period};
/// let march: Period = "2026-03".parse().unwrap();
/// assert_eq!(march.chinese(), "2026年3月");
/// assert_eq!(march.previous(January::Exempt).unwrap().to_string(), "2026-0102");
/// assert_eq!(Period::read("２０２６年1—2月").unwrap().months(), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    year: u16,
    kind: PeriodKind,
    /// The quarter, month or week; 0 for a year, 2 for 1—2月.
    number: u8,
    /// Which 旬 of the month; 0 for other kinds.
    third: u8,
}

/// The first and last year for which there are periods.
pub const YEARS: std::ops::RangeInclusive<u16> = 1949..=2199;

impl PeriodKind {
    pub const ALL: [Self; 6] = [Self::Year, Self::Quarter, Self::Month, Self::JanFeb, Self::TenDay, Self::Week];

    /// The word in scheme files and formulas: `year`, `quarter`, `month`, `jan_feb`, `ten_day`, `week`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::JanFeb => "jan_feb",
            Self::TenDay => "ten_day",
            Self::Week => "week",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Year => "年报",
            Self::Quarter => "季报",
            Self::Month => "月报",
            Self::JanFeb => "1—2月合报",
            Self::TenDay => "旬报",
            Self::Week => "周报",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

impl Period {
    pub fn of_year(year: u16) -> Option<Self> {
        Self::checked(PeriodKind::Year, year, 0, 0)
    }

    pub fn of_quarter(year: u16, quarter: u8) -> Option<Self> {
        Self::checked(PeriodKind::Quarter, year, quarter, 0)
    }

    pub fn of_month(year: u16, month: u8) -> Option<Self> {
        Self::checked(PeriodKind::Month, year, month, 0)
    }

    pub fn of_jan_feb(year: u16) -> Option<Self> {
        Self::checked(PeriodKind::JanFeb, year, 2, 0)
    }

    /// `third` is 1 for 上旬, 2 for 中旬, 3 for 下旬.
    pub fn of_ten_day(year: u16, month: u8, third: u8) -> Option<Self> {
        Self::checked(PeriodKind::TenDay, year, month, third)
    }

    /// `year` is the ISO 8601 year of the week.
    pub fn of_week(year: u16, week: u8) -> Option<Self> {
        Self::checked(PeriodKind::Week, year, week, 0)
    }

    fn checked(kind: PeriodKind, year: u16, number: u8, third: u8) -> Option<Self> {
        let fits = match kind {
            PeriodKind::Year => number == 0 && third == 0,
            PeriodKind::Quarter => (1..=4).contains(&number) && third == 0,
            PeriodKind::Month => (1..=12).contains(&number) && third == 0,
            PeriodKind::JanFeb => number == 2 && third == 0,
            PeriodKind::TenDay => (1..=12).contains(&number) && (1..=3).contains(&third),
            PeriodKind::Week => third == 0 && monday_of(year, number).is_some(),
        };
        (fits && YEARS.contains(&year)).then_some(Self { year, kind, number, third })
    }

    /// The period of the given kind that a date falls in. January and February fall in 1—2月; no other month has one.
    pub fn containing(kind: PeriodKind, date: NaiveDate) -> Option<Self> {
        let year = u16::try_from(date.year()).ok()?;
        let month = u8::try_from(date.month()).ok()?;
        match kind {
            PeriodKind::Year => Self::of_year(year),
            PeriodKind::Quarter => Self::of_quarter(year, month.div_ceil(3)),
            PeriodKind::Month => Self::of_month(year, month),
            PeriodKind::JanFeb => (month <= 2).then(|| Self::of_jan_feb(year)).flatten(),
            PeriodKind::TenDay => Self::of_ten_day(year, month, u8::try_from((date.day() - 1) / 10 + 1).ok()?.min(3)),
            PeriodKind::Week => {
                let week = date.iso_week();
                Self::of_week(u16::try_from(week.year()).ok()?, u8::try_from(week.week()).ok()?)
            }
        }
    }

    pub const fn kind(self) -> PeriodKind {
        self.kind
    }

    pub const fn year(self) -> u16 {
        self.year
    }

    /// The last calendar month that the period touches, 1 to 12: what `period.month` gives.
    ///
    /// A week is of the month of its Thursday, as it is of the year of its Thursday in ISO 8601: so that week 53 of 2026,
    /// which ends in January 2027, is of December 2026.
    pub fn month(self) -> u8 {
        match self.kind {
            PeriodKind::Year => 12,
            PeriodKind::Quarter => self.number * 3,
            PeriodKind::Month | PeriodKind::JanFeb | PeriodKind::TenDay => self.number,
            PeriodKind::Week => {
                let thursday = self.start().checked_add_days(Days::new(3)).unwrap_or_default();
                u8::try_from(thursday.month()).unwrap_or(12)
            }
        }
    }

    /// The first of the months that the period covers; of a ten-day period or a week its own month.
    pub fn first_month(self) -> u8 {
        self.month().saturating_sub(self.span_months()) + 1
    }

    /// 1 to 4.
    pub fn quarter(self) -> u8 {
        self.month().div_ceil(3)
    }

    /// How many months the cumulative columns (1—本月) cover, the current one included.
    pub fn months(self) -> u8 {
        self.month()
    }

    /// Whether no other period of its sequence comes before it in its year, so that 本期 is also the cumulative figure.
    ///
    /// In a sequence that begins with 1—2月, that one is the first; January is the first of one that has it.
    pub const fn is_first(self) -> bool {
        match self.kind {
            PeriodKind::Year | PeriodKind::JanFeb => true,
            PeriodKind::Quarter | PeriodKind::Month | PeriodKind::Week => self.number == 1,
            PeriodKind::TenDay => self.number == 1 && self.third == 1,
        }
    }

    /// How many months the column 本月 covers: 2 in 1—2月, 3 in a quarter, 12 in a year, otherwise 1.
    pub const fn span_months(self) -> u8 {
        match self.kind {
            PeriodKind::Year => 12,
            PeriodKind::Quarter => 3,
            PeriodKind::JanFeb => 2,
            PeriodKind::Month | PeriodKind::TenDay | PeriodKind::Week => 1,
        }
    }

    /// The first day.
    pub fn start(self) -> NaiveDate {
        let (month, day) = match self.kind {
            PeriodKind::Year | PeriodKind::JanFeb => (1, 1),
            PeriodKind::Quarter => (self.number * 3 - 2, 1),
            PeriodKind::Month => (self.number, 1),
            PeriodKind::TenDay => (self.number, self.third * 10 - 9),
            PeriodKind::Week => return monday_of(self.year, self.number).unwrap_or_default(),
        };
        NaiveDate::from_ymd_opt(i32::from(self.year), u32::from(month), u32::from(day)).unwrap_or_default()
    }

    /// The last day.
    pub fn end(self) -> NaiveDate {
        match self.kind {
            PeriodKind::Week => self.start().checked_add_days(Days::new(6)).unwrap_or_default(),
            PeriodKind::TenDay if self.third < 3 => self.start().checked_add_days(Days::new(9)).unwrap_or_default(),
            _ => last_day(self.year, self.month()),
        }
    }

    /// The period before this one in its own sequence.
    ///
    /// With January exempt, March follows 1—2月, and 1—2月 follows December.
    /// `None` only before the first year there is.
    #[must_use]
    pub fn previous(self, january: January) -> Option<Self> {
        let Self { year, number, third, .. } = self;
        match self.kind {
            PeriodKind::Year => Self::of_year(year - 1),
            PeriodKind::Quarter if number == 1 => Self::of_quarter(year - 1, 4),
            PeriodKind::Quarter => Self::of_quarter(year, number - 1),
            PeriodKind::Month if number == 3 && january == January::Exempt => Self::of_jan_feb(year),
            PeriodKind::Month if number > 1 => Self::of_month(year, number - 1),
            PeriodKind::Month | PeriodKind::JanFeb => Self::of_month(year - 1, 12),
            PeriodKind::TenDay if third > 1 => Self::of_ten_day(year, number, third - 1),
            PeriodKind::TenDay if number > 1 => Self::of_ten_day(year, number - 1, 3),
            PeriodKind::TenDay => Self::of_ten_day(year - 1, 12, 3),
            PeriodKind::Week => Self::containing(PeriodKind::Week, self.start().checked_sub_days(Days::new(7))?),
        }
    }

    /// The period after this one in its own sequence.
    ///
    /// With January exempt, December is followed by 1—2月. 1—2月 is always followed by March.
    #[must_use]
    pub fn next(self, january: January) -> Option<Self> {
        let Self { year, number, third, .. } = self;
        match self.kind {
            PeriodKind::Year => Self::of_year(year + 1),
            PeriodKind::Quarter if number == 4 => Self::of_quarter(year + 1, 1),
            PeriodKind::Quarter => Self::of_quarter(year, number + 1),
            PeriodKind::Month if number == 12 && january == January::Exempt => Self::of_jan_feb(year + 1),
            PeriodKind::Month if number == 12 => Self::of_month(year + 1, 1),
            PeriodKind::Month | PeriodKind::JanFeb => Self::of_month(year, number + 1),
            PeriodKind::TenDay if third < 3 => Self::of_ten_day(year, number, third + 1),
            PeriodKind::TenDay if number < 12 => Self::of_ten_day(year, number + 1, 1),
            PeriodKind::TenDay => Self::of_ten_day(year + 1, 1, 1),
            PeriodKind::Week => Self::containing(PeriodKind::Week, self.start().checked_add_days(Days::new(7))?),
        }
    }

    /// The same period of last year; a 53rd week often has none.
    #[must_use]
    pub fn last_year(self) -> Option<Self> {
        Self::checked(self.kind, self.year - 1, self.number, self.third)
    }

    /// The name as people write it: `2026年10月`, `2026年1—2月`, `2026年3季度`, `2026年10月中旬`, `2026年第41周`.
    pub fn chinese(self) -> String {
        let Self { year, number, .. } = self;
        match self.kind {
            PeriodKind::Year => format!("{year}年"),
            PeriodKind::Quarter => format!("{year}年{number}季度"),
            PeriodKind::Month => format!("{year}年{number}月"),
            PeriodKind::JanFeb => format!("{year}年1—2月"),
            PeriodKind::TenDay => {
                let third = match self.third {
                    1 => "上",
                    2 => "中",
                    _ => "下",
                };
                format!("{year}年{number}月{third}旬")
            }
            PeriodKind::Week => format!("{year}年第{number}周"),
        }
    }

    /// The name of the span that the cumulative columns cover: `1—10月`, `1—2月`, `1月`, `1—3季度`, `全年`.
    pub fn cumulative_chinese(self) -> String {
        match (self.kind, self.number) {
            (PeriodKind::Year, _) => "全年".to_owned(),
            (PeriodKind::Quarter, 1) => "1季度".to_owned(),
            (PeriodKind::Quarter, quarter) => format!("1—{quarter}季度"),
            _ if self.month() == 1 => "1月".to_owned(),
            _ => format!("1—{}月", self.month()),
        }
    }
}

fn monday_of(year: u16, week: u8) -> Option<NaiveDate> {
    NaiveDate::from_isoywd_opt(i32::from(year), u32::from(week), Weekday::Mon)
}

fn last_day(year: u16, month: u8) -> NaiveDate {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), 1).and_then(|first| first.pred_opt()).unwrap_or_default()
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        self.end()
            .cmp(&other.end())
            .then_with(|| other.start().cmp(&self.start()))
            .then_with(|| self.kind.cmp(&other.kind))
            .then_with(|| self.year.cmp(&other.year))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Writes the code.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, number, third, .. } = self;
        match self.kind {
            PeriodKind::Year => write!(f, "{year:04}"),
            PeriodKind::Quarter => write!(f, "{year:04}-Q{number}"),
            PeriodKind::Month => write!(f, "{year:04}-{number:02}"),
            PeriodKind::JanFeb => write!(f, "{year:04}-0102"),
            PeriodKind::TenDay => write!(f, "{year:04}-{number:02}-T{third}"),
            PeriodKind::Week => write!(f, "{year:04}-W{number:02}"),
        }
    }
}

#[cfg(test)]
mod tests;
