//! Numbers, exactly.

use super::super::syntax::Syntax;
use super::{Read, shown};
use crate::number::{Decimal, MAX_DIGITS};

/// A number as most are: some digits, perhaps a sign and a fraction, few enough to need no care. `None` for others.
fn plain(text: &str) -> Option<Decimal> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes.split_first()? {
        (b'-', rest) => (true, rest),
        _ => (false, bytes),
    };
    // A zero in front stands alone or before the point; up to 15 digits fit into the mantissa.
    let leading_zero = digits.first() == Some(&b'0') && digits.get(1).is_some_and(|second| *second != b'.');
    if leading_zero || digits.len() > MAX_DIGITS {
        return None;
    }
    let (mut mantissa, mut scale, mut point) = (0_i64, 0_u32, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                scale += u32::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    let (first, last) = (digits.first()?, digits.last()?);
    if !first.is_ascii_digit() || !last.is_ascii_digit() {
        return None;
    }
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Some(Decimal::new(if negative { -mantissa } else { mantissa }, scale))
}

/// A number exactly, or why it is none.
pub(super) fn decimal(text: &str) -> Read<Decimal> {
    if let Some(number) = plain(text) {
        return Ok(number);
    }
    let bad = || Syntax::BadNumber { text: shown(text) };
    let range = || Syntax::NumberRange { text: shown(text) };
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if matches!(unsigned, "Infinity" | "inf" | "NaN") {
        return Err(Syntax::NotFinite { word: text.to_owned() });
    }
    let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, Some(power)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let power_digits = power.map(|power| power.strip_prefix(['+', '-']).unwrap_or(power));
    if !digits(whole)
        || (whole.len() > 1 && whole.starts_with('0'))
        || !fraction.is_none_or(digits)
        || !power_digits.is_none_or(digits)
    {
        return Err(bad());
    }
    let fraction = fraction.unwrap_or_default();
    let all = format!("{whole}{fraction}");
    let all = all.trim_start_matches('0');
    let significant = all.trim_end_matches('0');
    if significant.is_empty() {
        return Ok(Decimal::ZERO);
    }
    if significant.len() > MAX_DIGITS {
        return Err(Syntax::NumberDigits { text: shown(text), digits: significant.len() });
    }
    // A power of more digits than these is out of every range.
    let power: i64 = match power {
        Some(power)
            if power.len() > 6 && power_digits.is_some_and(|digits| digits.trim_start_matches('0').len() > 6) =>
        {
            return Err(range());
        }
        Some(power) => power.parse().map_err(|_| range())?,
        None => 0,
    };
    let dropped = all.len() - significant.len();
    let exponent =
        power + i64::try_from(dropped).map_err(|_| range())? - i64::try_from(fraction.len()).map_err(|_| range())?;
    let value: i128 = significant.parse().map_err(|_| bad())?;
    let value = if negative { -value } else { value };
    if exponent > 0 {
        let power = u32::try_from(exponent).map_err(|_| range())?;
        let scaled = 10_i128.checked_pow(power).and_then(|ten| value.checked_mul(ten)).ok_or_else(range)?;
        return Decimal::try_from_i128_with_scale(scaled, 0).map_err(|_| range());
    }
    let scale = u32::try_from(-exponent).map_err(|_| range())?;
    Decimal::try_from_i128_with_scale(value, scale).map_err(|_| range())
}
