//! Exact fractions and sums of terms times fractions.

use super::Term;
use crate::number::Decimal;
use std::collections::BTreeMap;

/// An exact fraction in lowest terms. Operations give `None` where the figures become too large to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    top: i128,
    /// Above zero.
    bottom: i128,
}

impl Ratio {
    pub const ZERO: Self = Self { top: 0, bottom: 1 };
    pub const ONE: Self = Self { top: 1, bottom: 1 };

    pub const fn whole(value: i128) -> Self {
        Self { top: value, bottom: 1 }
    }

    pub fn new(top: i128, bottom: i128) -> Option<Self> {
        let sign = bottom.signum();
        if sign == 0 {
            return None;
        }
        let common = gcd(top, bottom)?.max(1).checked_mul(sign)?;
        Some(Self { top: top.checked_div(common)?, bottom: bottom.checked_div(common)? })
    }

    pub fn of(value: Decimal) -> Option<Self> {
        Self::new(value.mantissa(), 10_i128.checked_pow(value.scale())?)
    }

    pub const fn top(self) -> i128 {
        self.top
    }

    pub const fn bottom(self) -> i128 {
        self.bottom
    }

    /// -1, 0 or 1.
    pub const fn sign(self) -> i128 {
        self.top.signum()
    }

    pub const fn is_zero(self) -> bool {
        self.top == 0
    }

    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.top.checked_mul(other.bottom)?;
        let right = other.top.checked_mul(self.bottom)?;
        Self::new(left.checked_add(right)?, self.bottom.checked_mul(other.bottom)?)
    }

    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.top.checked_mul(other.top)?, self.bottom.checked_mul(other.bottom)?)
    }

    pub fn inverse(self) -> Option<Self> {
        Self::new(self.bottom, self.top)
    }

    pub fn negated(self) -> Option<Self> {
        Some(Self { top: self.top.checked_neg()?, ..self })
    }
}

/// The greatest common divisor; 0 of two zeros.
pub fn gcd(left: i128, right: i128) -> Option<i128> {
    let (mut left, mut right) = (left.checked_abs()?, right.checked_abs()?);
    while right != 0 {
        (left, right) = (right, left.checked_rem(right)?);
    }
    Some(left)
}

/// `a·x + b·y + … + c`, in base units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// None of the factors is zero.
    terms: BTreeMap<Term, Ratio>,
    constant: Ratio,
}

impl Sum {
    pub(crate) const fn constant(value: Ratio) -> Self {
        Self { terms: BTreeMap::new(), constant: value }
    }

    pub(crate) fn term(term: Term) -> Self {
        Self { terms: BTreeMap::from([(term, Ratio::ONE)]), constant: Ratio::ZERO }
    }

    /// The terms with their factors, none of which is zero.
    pub const fn terms(&self) -> &BTreeMap<Term, Ratio> {
        &self.terms
    }

    /// What is added to the terms.
    pub const fn rest(&self) -> Ratio {
        self.constant
    }

    pub(super) fn as_constant(&self) -> Option<Ratio> {
        self.terms.is_empty().then_some(self.constant)
    }

    pub(crate) fn plus(&self, other: &Self) -> Option<Self> {
        let mut sum = self.clone();
        sum.constant = sum.constant.plus(other.constant)?;
        for (term, factor) in &other.terms {
            let together = sum.terms.get(term).copied().unwrap_or(Ratio::ZERO).plus(*factor)?;
            if together.is_zero() {
                sum.terms.remove(term);
            } else {
                sum.terms.insert(term.clone(), together);
            }
        }
        Some(sum)
    }

    pub(crate) fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.negated()?)
    }

    pub(crate) fn negated(&self) -> Option<Self> {
        self.scaled(Ratio::whole(-1))
    }

    pub(crate) fn scaled(&self, by: Ratio) -> Option<Self> {
        if by.is_zero() {
            return Some(Self::constant(Ratio::ZERO));
        }
        let terms: Option<BTreeMap<Term, Ratio>> =
            self.terms.iter().map(|(term, factor)| Some((term.clone(), factor.times(by)?))).collect();
        Some(Self { terms: terms?, constant: self.constant.times(by)? })
    }

    /// The product, where it is linear: one of the two has to be a constant.
    pub(super) fn times(&self, other: &Self) -> Option<Self> {
        match (self.as_constant(), other.as_constant()) {
            (Some(by), _) => other.scaled(by),
            (_, Some(by)) => self.scaled(by),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_kept_in_lowest_terms() {
        let half = Ratio::new(2, 4).unwrap();
        assert_eq!((half.top(), half.bottom()), (1, 2));
        assert_eq!(Ratio::new(3, -6), Ratio::new(-1, 2));
        assert_eq!(half.plus(Ratio::new(1, 3).unwrap()), Ratio::new(5, 6));
        assert_eq!(half.times(half), Ratio::new(1, 4));
        assert_eq!(Ratio::of(Decimal::new(-125, 2)), Ratio::new(-5, 4));
        assert_eq!(Ratio::ZERO.inverse(), None);
        assert_eq!(Ratio::new(1, 0), None);
    }

    #[test]
    fn what_is_too_large_is_not_guessed() {
        let large = Ratio::whole(i128::MAX);
        assert_eq!(large.plus(Ratio::ONE), None);
        assert_eq!(large.times(large), None);
        assert_eq!(Ratio::new(i128::MIN, 1), None);
    }

    #[test]
    fn a_term_that_cancels_is_gone() {
        let x = Sum::term(Term::Other("x".into()));
        let none = x.minus(&x).unwrap();
        assert!(none.terms().is_empty());
        assert!(x.times(&x).is_none());
    }
}
