//! Values and their types.

use super::world::ListId;
use crate::number::{Decimal, Unit};
use chrono::{Datelike, NaiveDate};
use std::{fmt, sync::Arc};

/// A value that is there. A missing one is `None` of `Option<Value>`.
///
/// # Units
/// Inside formulas numbers are in base units (元, not 千元). [`Data::cell`](super::Data::cell) gives them in the unit of
/// the field, as they were typed, and [`Compiled::eval_in_own_unit`](super::Compiled::eval_in_own_unit) gives them back so.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Number(Decimal),
    /// Text, or a code of a code list. `Arc`, so that checked formulas can be shared between threads where there are some.
    Text(Arc<str>),
    Date(NaiveDate),
    Month(YearMonth),
    Bool(bool),
}

/// A calendar month, written 202610 in forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: i32,
    month: u8,
}

/// What kind of value an expression has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A number of something.
    Number(Unit),
    Text,
    /// A code of the list.
    Code(ListId),
    Date,
    Month,
    Bool,
}

impl YearMonth {
    /// `None` when the month is not 1 to 12.
    pub fn new(year: i32, month: u8) -> Option<Self> {
        ((1..=12).contains(&month) && (0..=9999).contains(&year)).then_some(Self { year, month })
    }

    pub fn of(date: NaiveDate) -> Option<Self> {
        Self::new(date.year(), u8::try_from(date.month()).ok()?)
    }

    /// Reads `202610`, `2026-10`, `2026.10`, `2026/10` or `2026年10月`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('月');
        let (year, month) = match text.split_once(['-', '.', '/', '年']) {
            Some(parts) => parts,
            None => text.split_at_checked(4).filter(|(_, month)| month.len() == 2)?,
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || !(1..=2).contains(&month.len()) || !digits(year) || !digits(month) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?)
    }

    pub const fn year(self) -> i32 {
        self.year
    }

    /// 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Months since the start of the year 0.
    pub fn ordinal(self) -> i32 {
        self.year * 12 + i32::from(self.month) - 1
    }
}

/// As forms write it: `202610`.
impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}{:02}", self.year, self.month)
    }
}

impl Value {
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self { Some(*truth) } else { None }
    }

    pub fn as_number(&self) -> Option<Decimal> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Whether the value is one of the type; a code is a text.
    pub const fn fits(&self, kind: Type) -> bool {
        matches!(
            (self, kind),
            (Self::Number(_), Type::Number(_))
                | (Self::Text(_), Type::Text | Type::Code(_))
                | (Self::Date(_), Type::Date)
                | (Self::Month(_), Type::Month)
                | (Self::Bool(_), Type::Bool)
        )
    }
}
