//! Growth over last year, as the grid shows it beside the figures.

use rust_decimal::{Decimal, RoundingStrategy};

/// How much `now` is above `base`, in per cent with one decimal.
///
/// # Missing values
/// `None` when either is missing, or the base is zero or below: growth over nothing or over a loss says nothing.
///
/// # Source
/// domain.md §3.4.
pub fn growth_percent(now: Option<Decimal>, base: Option<Decimal>) -> Option<Decimal> {
    let (now, base) = (now?, base?);
    if base <= Decimal::ZERO {
        return None;
    }
    let share = now.checked_sub(base)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)?;
    let mut shown = share.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    shown.rescale(1);
    Some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_has_one_decimal_and_needs_a_base() {
        for (now, base, expected) in [
            (Some("120"), Some("100"), Some("20.0")),
            (Some("3"), Some("7"), Some("-57.1")),
            (Some("100.05"), Some("100"), Some("0.1")),
            (Some("-5"), Some("10"), Some("-150.0")),
            (Some("5"), Some("0"), None),
            (Some("5"), Some("-2"), None),
            (Some("5"), None, None),
            (None, Some("5"), None),
        ] {
            let read = |text: Option<&str>| text.map(|text| text.parse().unwrap());
            let shown = growth_percent(read(now), read(base)).map(|value| value.to_string());
            assert_eq!(shown.as_deref(), expected, "{now:?} {base:?}");
        }
        assert_eq!(growth_percent(Some(Decimal::MAX), Some(Decimal::ONE)), None, "too large to be said");
    }
}
