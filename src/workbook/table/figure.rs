//! A number as columns keep it, and what many add up to.

use crate::number::{Decimal, MAX_DIGITS};

/// Marks the place of a figure where none is.
const NOTHING: u8 = u8::MAX;

/// A number of at most 15 digits, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    mantissa: i64,
    scale: u8,
}

/// What a column of figures adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FigureSum {
    /// How many figures there are.
    pub count: u32,
    /// Their sum, in units of the last decimal place of the most exact one.
    pub mantissa: i128,
    /// The sum of their sizes, in the same units: nothing on the way to the sum is larger.
    pub size: u128,
    /// How many decimal places that is.
    pub scale: u32,
}

impl Figure {
    /// The largest digits of a figure, without sign and point.
    pub const MOST: i64 = 999_999_999_999_999;

    /// No figure.
    pub const NONE: Self = Self { mantissa: 0, scale: NOTHING };

    /// A figure of at most 15 digits, at most 15 of them behind the point, without zeros at the end.
    pub const fn new(mantissa: i64, scale: u8) -> Self {
        Self { mantissa, scale }
    }

    /// This value as a figure; `None` for one with more digits than a figure has.
    pub fn of(value: Decimal) -> Option<Self> {
        let value = value.normalize();
        let mantissa = i64::try_from(value.mantissa()).ok().filter(|it| (-Self::MOST..=Self::MOST).contains(it))?;
        let scale = u8::try_from(value.scale()).ok()?;
        Some(Self { mantissa, scale }).filter(Self::is_typed)
    }

    /// Whether it has so few decimal places as a clerk may type.
    pub fn is_typed(&self) -> bool {
        usize::from(self.scale) <= MAX_DIGITS
    }

    /// Whether there is a figure.
    pub const fn is_there(self) -> bool {
        self.scale != NOTHING
    }

    /// Whether it is a zero, and not nothing.
    pub const fn is_zero(self) -> bool {
        self.is_there() && self.mantissa == 0
    }

    /// Its value.
    pub fn value(self) -> Option<Decimal> {
        self.is_there().then(|| Decimal::new(self.mantissa, u32::from(self.scale)))
    }
}

impl FigureSum {
    /// The sum of figures; `None` where that is too large to be kept exactly.
    pub fn of(figures: impl Iterator<Item = Figure> + Clone) -> Option<Self> {
        let there = figures.filter(|figure| figure.is_there());
        let (mut count, mut sum, mut size, mut least, mut most) = (0_u32, 0_i128, 0_u128, u8::MAX, 0);
        for figure in there.clone() {
            count = count.saturating_add(1);
            sum += i128::from(figure.mantissa);
            size += u128::from(figure.mantissa.unsigned_abs());
            least = least.min(figure.scale);
            most = most.max(figure.scale);
        }
        if count > 0 && least != most {
            (sum, size) = (0, 0);
            for figure in there {
                let by = 10_i128.checked_pow(u32::from(most - figure.scale))?;
                let own = i128::from(figure.mantissa).checked_mul(by)?;
                sum = sum.checked_add(own)?;
                size = size.checked_add(own.unsigned_abs())?;
            }
        }
        Some(Self { count, mantissa: sum, size, scale: u32::from(most) })
    }

    /// The sum of the figures, each multiplied by a factor, as adding up one after the other would give it; `None` where
    /// some step of that could need rounding.
    pub fn times(self, factor: Decimal) -> Option<Decimal> {
        let largest = self.size.checked_mul(factor.mantissa().unsigned_abs())?;
        let scale = self.scale.checked_add(factor.scale())?;
        // Decimals have 96 bits and at most 28 places.
        if largest >= 1 << 96 || scale > Decimal::MAX_SCALE {
            return None;
        }
        Decimal::try_from_i128_with_scale(self.mantissa.checked_mul(factor.mantissa())?, scale).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_add_up_as_decimals_do() {
        let figures = [(15, 1), (-25, 2), (0, 0), (999_999_999_999_999, 0), (1, 15)];
        let figures = figures.map(|(mantissa, scale)| Figure::new(mantissa, scale));
        for (count, factor) in [(2, 1000), (3, 1), (4, 10_000), (5, 1)] {
            let some = figures.iter().copied().chain([Figure::NONE]).take(count);
            let factor = Decimal::from(factor);
            let sum = FigureSum::of(some.clone()).unwrap();
            let slowly: Decimal = some.clone().filter_map(Figure::value).map(|value| value * factor).sum();
            match sum.times(factor) {
                Some(quickly) => assert_eq!((quickly, sum.count as usize), (slowly, count)),
                None => assert_eq!(count, 5, "999999999999999 + 0.000000000000001 has more digits than there are"),
            }
        }
        assert_eq!(FigureSum::of([Figure::NONE].into_iter()).unwrap().count, 0);
    }
}
