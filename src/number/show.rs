//! Decimals as text: the one spelling for files, and the grouped one for people.

use rust_decimal::{Decimal, RoundingStrategy};

/// The one spelling of a value: no exponent, no trailing zeros, no separators, `0` for every zero.
///
/// # Example
/// ```
/// use sishang::number::{canonical, read};
/// assert_eq!(canonical(read("１２，３４５.６0").unwrap().value), "12345.6");
/// ```
pub fn canonical(value: Decimal) -> String {
    let mut digits = Digits::default();
    digits.of(value).to_owned()
}

/// The bytes of a [`canonical`] spelling, for those who write many.
#[derive(Debug)]
pub(crate) struct Digits([u8; 64]);

impl Default for Digits {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Digits {
    /// The spelling of a value: 29 digits, at most 28 of them behind the point, and a sign.
    pub(crate) fn of(&mut self, value: Decimal) -> &str {
        let value = value.normalize();
        let (mantissa, scale) = (value.mantissa().unsigned_abs(), value.scale() as usize);
        let mut at = self.0.len();
        let mut put = |byte: u8| {
            at = at.saturating_sub(1);
            if let Some(place) = self.0.get_mut(at) {
                *place = byte;
            }
        };
        let mut written = 0;
        // Dividing 64 bits is several times as fast as dividing 128, and nearly always enough.
        let mut large = mantissa;
        while large > u128::from(u64::MAX) {
            put(b'0' + u8::try_from(large % 10).unwrap_or_default());
            large /= 10;
            written += 1;
            if written == scale {
                put(b'.');
            }
        }
        let mut small = u64::try_from(large).unwrap_or_default();
        while small > 0 || written <= scale {
            put(b'0' + u8::try_from(small % 10).unwrap_or_default());
            small /= 10;
            written += 1;
            if written == scale {
                put(b'.');
            }
        }
        if value.is_sign_negative() && mantissa > 0 {
            put(b'-');
        }
        self.0.get(at..).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// The value with a comma between thousands, as tables print it: `12,345.6`.
pub fn grouped(value: Decimal) -> String {
    with_commas(&canonical(value))
}

/// A plain decimal text with a comma between the thousands of its whole part.
pub(crate) fn with_commas(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::with_capacity(plain.len() + whole.len() / 3 + 1);
    text.push_str(sign);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// 四舍五入: half away from zero, at `places` decimal places.
pub fn rounded(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    proptest::proptest! {
        #[test]
        fn the_canonical_spelling_is_that_of_the_library(mantissa: i128, scale in 0u32..=28) {
            let number = Decimal::try_from_i128_with_scale(mantissa >> 33, scale).unwrap_or_default();
            let plain = number.normalize();
            let expected = if plain.is_zero() { "0".to_owned() } else { plain.to_string() };
            proptest::prop_assert_eq!(canonical(number), expected);
            let small = Decimal::new(i64::try_from(mantissa >> 90).unwrap_or_default(), scale).normalize();
            proptest::prop_assert_eq!(canonical(small), if small.is_zero() { "0".to_owned() } else { small.to_string() });
        }
    }

    #[test]
    fn a_value_has_one_canonical_and_one_grouped_spelling() {
        for (given, canonical_text, grouped_text) in [
            ("0", "0", "0"),
            ("-0.000", "0", "0"),
            ("1.500", "1.5", "1.5"),
            ("-12", "-12", "-12"),
            ("100", "100", "100"),
            ("1000", "1000", "1,000"),
            ("-123456.7890", "-123456.789", "-123,456.789"),
            ("1000000", "1000000", "1,000,000"),
            ("0.000001", "0.000001", "0.000001"),
            (
                "79228162514264337593543950335",
                "79228162514264337593543950335",
                "79,228,162,514,264,337,593,543,950,335",
            ),
        ] {
            assert_eq!(canonical(decimal(given)), canonical_text);
            assert_eq!(grouped(decimal(given)), grouped_text);
        }
    }

    #[test]
    fn halves_round_away_from_zero() {
        for (given, places, expected) in
            [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("0.125", 2, "0.13"), ("0.1249", 2, "0.12"), ("7", 2, "7")]
        {
            assert_eq!(rounded(decimal(given), places), decimal(expected));
        }
    }
}
