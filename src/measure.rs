//! Measures and the columns they have: what one cell of a form is about.

use crate::period::Period;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a field is measured, and so which columns it has.
///
/// # Source
/// domain.md §3.3: flow indicators are asked as 本月, 1—本月, 上年同月 and 上年1—本月, stocks as 期末 and 上年同期末.
/// Growth is always computed, never filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// 时期: adds up over months; four columns.
    Flow,
    /// 时点: stands at the end of the period; two columns.
    Stock,
    /// One value and no time: names, codes, dates, and numbers that are simply so.
    #[default]
    Plain,
    /// 按月: twelve columns, one for each month of the year, of any type: plans and what became of them.
    Months,
}

/// One column of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 本月. In the period 1—2月 it covers both months.
    Month,
    /// 累计: 1—本月.
    Ytd,
    /// 上年同月.
    MonthLy,
    /// 上年累计: 上年1—本月.
    YtdLy,
    /// 期末.
    End,
    /// 上年期末: the same point of last year.
    EndLy,
    /// The only column of a plain field.
    Plain,
    /// January of the period's year, and so on to December.
    M01,
    M02,
    M03,
    M04,
    M05,
    M06,
    M07,
    M08,
    M09,
    M10,
    M11,
    M12,
}

/// The columns of a field by months.
const MONTHS: [Column; 12] = [
    Column::M01,
    Column::M02,
    Column::M03,
    Column::M04,
    Column::M05,
    Column::M06,
    Column::M07,
    Column::M08,
    Column::M09,
    Column::M10,
    Column::M11,
    Column::M12,
];

impl Measure {
    pub const ALL: [Self; 4] = [Self::Flow, Self::Stock, Self::Plain, Self::Months];

    /// The columns in the order in which forms print them.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Flow => &[Column::Month, Column::Ytd, Column::MonthLy, Column::YtdLy],
            Self::Stock => &[Column::End, Column::EndLy],
            Self::Plain => &[Column::Plain],
            Self::Months => &MONTHS,
        }
    }

    /// The word in scheme files: `flow`, `stock`, `plain`, `months`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Stock => "stock",
            Self::Plain => "plain",
            Self::Months => "months",
        }
    }

    /// The Chinese name of the measure.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Flow => "时期数",
            Self::Stock => "时点数",
            Self::Plain => "单值",
            Self::Months => "按月",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.key() == key)
    }
}

impl Column {
    pub const ALL: [Self; 19] = [
        Self::Month,
        Self::Ytd,
        Self::MonthLy,
        Self::YtdLy,
        Self::End,
        Self::EndLy,
        Self::Plain,
        Self::M01,
        Self::M02,
        Self::M03,
        Self::M04,
        Self::M05,
        Self::M06,
        Self::M07,
        Self::M08,
        Self::M09,
        Self::M10,
        Self::M11,
        Self::M12,
    ];

    /// The name in files and formulas: `month`, `ytd`, `month_ly`, `ytd_ly`, `end`, `end_ly`, `m01` … `m12`.
    /// `plain` never appears in a file: a plain field is written as its value.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Ytd => "ytd",
            Self::MonthLy => "month_ly",
            Self::YtdLy => "ytd_ly",
            Self::End => "end",
            Self::EndLy => "end_ly",
            Self::Plain => "plain",
            Self::M01 => "m01",
            Self::M02 => "m02",
            Self::M03 => "m03",
            Self::M04 => "m04",
            Self::M05 => "m05",
            Self::M06 => "m06",
            Self::M07 => "m07",
            Self::M08 => "m08",
            Self::M09 => "m09",
            Self::M10 => "m10",
            Self::M11 => "m11",
            Self::M12 => "m12",
        }
    }

    /// The Chinese name as column heads and findings write it; empty for a plain field.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Month => "本月",
            Self::Ytd => "1—本月",
            Self::MonthLy => "上年同月",
            Self::YtdLy => "上年1—本月",
            Self::End => "期末",
            Self::EndLy => "上年期末",
            Self::Plain => "",
            Self::M01 => "1月",
            Self::M02 => "2月",
            Self::M03 => "3月",
            Self::M04 => "4月",
            Self::M05 => "5月",
            Self::M06 => "6月",
            Self::M07 => "7月",
            Self::M08 => "8月",
            Self::M09 => "9月",
            Self::M10 => "10月",
            Self::M11 => "11月",
            Self::M12 => "12月",
        }
    }

    /// The Chinese name as formulas write it; empty for a plain field.
    pub const fn formula_label(self) -> &'static str {
        match self {
            Self::Ytd => "累计",
            Self::YtdLy => "上年累计",
            other => other.label(),
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.key() == key)
    }

    /// Every column belongs to exactly one measure.
    pub const fn measure(self) -> Measure {
        match self {
            Self::Month | Self::Ytd | Self::MonthLy | Self::YtdLy => Measure::Flow,
            Self::End | Self::EndLy => Measure::Stock,
            Self::Plain => Measure::Plain,
            _ => Measure::Months,
        }
    }

    /// The column of a calendar month, 1 to 12, in a field by months.
    pub fn of_month(month: u8) -> Option<Self> {
        MONTHS.get(usize::from(month).checked_sub(1)?).copied()
    }

    /// The calendar month of the column, 1 to 12, in a field by months.
    pub fn calendar_month(self) -> Option<u8> {
        let at = MONTHS.iter().position(|column| *column == self)?;
        u8::try_from(at + 1).ok()
    }

    /// Whether the column is about this very period: no base of last year, and no other month.
    pub fn is_due_in(self, period: Period) -> bool {
        let covered = |month: u8| (period.first_month()..=period.month()).contains(&month);
        !self.is_last_year() && self.calendar_month().is_none_or(covered)
    }

    /// Whether the column holds a base of last year, which carry-over fills in.
    pub const fn is_last_year(self) -> bool {
        matches!(self, Self::MonthLy | Self::YtdLy | Self::EndLy)
    }

    /// The column that holds this year's figure where `self` holds last year's; otherwise itself.
    #[must_use]
    pub const fn this_year(self) -> Self {
        match self {
            Self::MonthLy => Self::Month,
            Self::YtdLy => Self::Ytd,
            Self::EndLy => Self::End,
            other => other,
        }
    }

    /// The column that holds last year's figure for the same span.
    pub const fn last_year(self) -> Option<Self> {
        match self {
            Self::Month => Some(Self::MonthLy),
            Self::Ytd => Some(Self::YtdLy),
            Self::End => Some(Self::EndLy),
            _ => None,
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_a_column_of_its_measure() {
        for column in Column::ALL {
            assert!(column.measure().columns().contains(&column));
            assert_eq!(Column::from_key(column.key()), Some(column));
            assert_eq!(serde_json::to_value(column).unwrap(), column.key());
        }
        assert_eq!(Measure::ALL.iter().map(|m| m.columns().len()).sum::<usize>(), Column::ALL.len());
    }

    #[test]
    fn a_month_has_its_column() {
        for month in 1..=12 {
            let column = Column::of_month(month).unwrap();
            assert_eq!(column.calendar_month(), Some(month));
            assert_eq!(column.key(), format!("m{month:02}"));
            assert_eq!(column.label(), format!("{month}月"));
        }
        assert_eq!((Column::of_month(0), Column::of_month(13), Column::Month.calendar_month()), (None, None, None));
    }

    #[test]
    fn last_year_and_this_year_are_inverse() {
        for column in Column::ALL {
            if let Some(base) = column.last_year() {
                assert!(base.is_last_year());
                assert_eq!(base.this_year(), column);
            }
        }
    }
}
