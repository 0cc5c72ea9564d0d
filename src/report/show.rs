//! Values as tables print them.

use crate::formula::Value;
use crate::number::{Decimal, rounded, with_commas};

/// What stands where there is no figure.
pub const NONE: &str = "—";

/// What stands where a figure is withheld.
pub const WITHHELD: &str = "*";

/// A number with a comma between thousands and exactly so many decimal places: `1,234.50`, `-7.9`.
pub(super) fn fixed(value: Decimal, places: u8) -> String {
    let mut value = rounded(value, places.into());
    value.rescale(places.into());
    with_commas(&if value.is_zero() { value.abs() } else { value }.to_string())
}

/// Percentage points with their sign: `+13.8`, `-2.0`, `0.0`.
pub(super) fn signed(value: Decimal, places: u8) -> String {
    let text = fixed(value, places);
    if text.starts_with('-') || rounded(value, places.into()).is_zero() { text } else { format!("+{text}") }
}

/// `↑2`, `↓1`, `持平`.
pub(super) fn moved(by: Decimal) -> String {
    match by {
        by if by.is_zero() => "持平".to_owned(),
        by if by.is_sign_negative() => format!("↓{}", by.abs().normalize()),
        by => format!("↑{}", by.normalize()),
    }
}

/// `2026-10-08`, `2026-10`.
pub(super) fn dated(value: &Value) -> Option<String> {
    match value {
        Value::Date(date) => Some(date.format("%Y-%m-%d").to_string()),
        Value::Month(month) => Some(format!("{:04}-{:02}", month.year(), month.month())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_all_their_decimal_places() {
        for (value, places, text) in [
            ("1234.5", 2, "1,234.50"),
            ("-7.949", 1, "-7.9"),
            ("-0.04", 1, "0.0"),
            ("999.995", 2, "1,000.00"),
            ("0", 0, "0"),
            ("-1234567", 0, "-1,234,567"),
        ] {
            assert_eq!(fixed(value.parse().unwrap(), places), text);
        }
        for (value, text) in [("13.84", "+13.8"), ("-2", "-2.0"), ("0.04", "0.0"), ("-0.04", "0.0")] {
            assert_eq!(signed(value.parse().unwrap(), 1), text);
        }
        for (value, text) in [("2", "↑2"), ("-1", "↓1"), ("0", "持平")] {
            assert_eq!(moved(value.parse().unwrap()), text);
        }
    }
}
