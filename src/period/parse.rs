//! Reading periods: the code strictly, what people write leniently.

use super::Period;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::str::FromStr;

/// A text that is no reporting period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{found}”不是报告期。请写成 2026-10（10月）、2026-0102（1—2月）、2026-Q3（3季度）、2026（全年）、2026-10-T2（10月中旬）或 2026-W41（第41周）"
)]
pub struct PeriodError {
    /// The text, cut to a length that can be shown.
    pub found: String,
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads the code and nothing else, so that one period has one spelling in files.
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        code(text).ok_or_else(|| PeriodError { found: text.chars().take(40).collect() })
    }
}

impl Period {
    /// Reads what a person writes: the code, `202610`, `2026年10月`, `2026年1-2月`, full-width or with spaces.
    pub fn read(text: &str) -> Result<Self, PeriodError> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        code(&plain.to_uppercase())
            .or_else(|| written(&plain))
            .ok_or_else(|| PeriodError { found: text.chars().take(40).collect() })
    }
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '—' | '–' | '至' => '-',
        other => other,
    }
}

fn code(text: &str) -> Option<Period> {
    let Some((year, rest)) = text.split_once('-') else { return Period::of_year(digits(text, 4)?) };
    let year = digits(year, 4)?;
    if let Some(quarter) = rest.strip_prefix('Q') {
        return Period::of_quarter(year, short(quarter, 1)?);
    }
    if let Some(week) = rest.strip_prefix('W') {
        return Period::of_week(year, short(week, 2)?);
    }
    if rest == "0102" {
        return Period::of_jan_feb(year);
    }
    match rest.split_once("-T") {
        Some((month, third)) => Period::of_ten_day(year, short(month, 2)?, short(third, 1)?),
        None => Period::of_month(year, short(rest, 2)?),
    }
}

fn written(text: &str) -> Option<Period> {
    if text.len() == 6 {
        let month: u32 = digits(text, 6)?;
        return Period::of_month(u16::try_from(month / 100).ok()?, u8::try_from(month % 100).ok()?);
    }
    let (year, rest) = text.split_once('年')?;
    let year = digits(year, 4)?;
    if rest.is_empty() {
        return Period::of_year(year);
    }
    if rest == "1-2月" {
        return Period::of_jan_feb(year);
    }
    if let Some(quarter) = rest.strip_suffix("季度") {
        let quarter = match quarter.strip_prefix('第').unwrap_or(quarter) {
            "一" => 1,
            "二" => 2,
            "三" => 3,
            "四" => 4,
            other => other.parse().ok()?,
        };
        return Period::of_quarter(year, quarter);
    }
    if let Some(week) = rest.strip_suffix('周') {
        return Period::of_week(year, week.strip_prefix('第').unwrap_or(week).parse().ok()?);
    }
    let (month, third) = rest.split_once('月')?;
    let month = month.parse().ok()?;
    match third {
        "" => Period::of_month(year, month),
        "上旬" => Period::of_ten_day(year, month, 1),
        "中旬" => Period::of_ten_day(year, month, 2),
        "下旬" => Period::of_ten_day(year, month, 3),
        _ => None,
    }
}

/// Exactly `width` ASCII digits. `u32` holds six of them.
fn digits<T: TryFrom<u32>>(text: &str, width: usize) -> Option<T> {
    let all_digits = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits {
        return None;
    }
    T::try_from(text.parse::<u32>().ok()?).ok()
}

fn short(text: &str, width: usize) -> Option<u8> {
    digits(text, width)
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}
