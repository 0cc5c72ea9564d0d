//! Units as exact scales of dimensions: 万元 is ten thousand 元, and never comparable with 人.

mod table;

use rust_decimal::Decimal;
use std::fmt;
use table::{ATOMS, Atom};

/// How many different factors a compound unit may have; 元/（间·天） has three.
const MAX_FACTORS: usize = 4;

/// A unit of measurement: one of the known units, or a product and quotient of some, such as 千元/人.
///
/// A bare number has the unit [`Unit::PLAIN`]. `%` and 百分点 are scales of it. Small and `Copy`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Unit {
    /// In order of appearance; the unused ones at the end have the exponent 0.
    factors: [Factor; MAX_FACTORS],
}

/// What a unit measures, whatever its scale. Values can be added and compared when their dimensions are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Dimension([Factor; MAX_FACTORS]);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Factor {
    /// Index into [`ATOMS`].
    atom: u8,
    exponent: i8,
}

/// A text that names no unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownUnit {
    pub text: String,
    /// The known unit that is spelt most like it.
    pub nearest: Option<&'static str>,
}

impl Unit {
    /// The unit of a bare number.
    pub const PLAIN: Self = Self { factors: [Factor { atom: 0, exponent: 0 }; MAX_FACTORS] };

    /// Reads a unit as forms write it: 千元, ㎡, 万千瓦时, %, 元/平方米. The empty text is the plain number.
    pub fn parse(text: &str) -> Result<Self, UnknownUnit> {
        let text = text.trim();
        let unknown = |part: &str| UnknownUnit { text: part.to_owned(), nearest: nearest(part) };
        if text.is_empty() {
            return Ok(Self::PLAIN);
        }
        let mut unit = Self::PLAIN;
        for (position, part) in text.split(['/', '／']).enumerate() {
            for word in part.split('·') {
                let word = word.trim();
                if position == 0 && word == "1" {
                    continue;
                }
                let atom = find(word).ok_or_else(|| unknown(word))?;
                let factor = Factor { atom, exponent: if position == 0 { 1 } else { -1 } };
                unit = unit.with(factor).ok_or_else(|| unknown(text))?;
            }
        }
        Ok(unit)
    }

    /// `%`.
    pub fn percent() -> Self {
        Self::single("%")
    }

    /// A unit of the table by its symbol; a symbol that is not there gives the plain number.
    pub(crate) fn single(symbol: &str) -> Self {
        find(symbol).and_then(|atom| Self::PLAIN.with(Factor { atom, exponent: 1 })).unwrap_or(Self::PLAIN)
    }

    pub fn is_plain(self) -> bool {
        self == Self::PLAIN
    }

    /// Whether it is a bare number, %, 百分点 or 倍: a scale of the plain number.
    pub fn is_ratio(self) -> bool {
        self.dimension() == Dimension::default()
    }

    pub fn dimension(self) -> Dimension {
        let mut dimension = Self::PLAIN;
        for factor in self.used() {
            let base = atom(factor.atom).base;
            if base != table::RATIO {
                // A unit has no more factors than fit, and bases are fewer still.
                dimension = dimension.merged(Factor { atom: base, exponent: factor.exponent }).unwrap_or(dimension);
            }
        }
        let mut factors = dimension.factors;
        factors.sort_unstable_by_key(|factor| (factor.exponent == 0, factor.atom));
        Dimension(factors)
    }

    pub fn same_dimension(self, other: Self) -> bool {
        self.dimension() == other.dimension()
    }

    /// How many base units one of this unit is: 10000 for 万元, 0.01 for %. Exact: every scale is a power of ten.
    pub fn scale(self) -> Decimal {
        self.used().fold(Decimal::ONE, |scale, factor| {
            let step = atom(factor.atom).scale();
            let step = if factor.exponent < 0 { Decimal::ONE.checked_div(step).unwrap_or(step) } else { step };
            (0..factor.exponent.unsigned_abs()).fold(scale, |scale, _| scale.checked_mul(step).unwrap_or(scale))
        })
    }

    /// The unit of a product; `None` when it has too many factors to be sensible.
    pub fn times(self, other: Self) -> Option<Self> {
        if self.is_ratio() && !other.is_ratio() {
            return Some(other);
        }
        if other.is_ratio() {
            // 10% × 2 stays %; % × % is a plain number again.
            let both_scaled = !self.is_plain() && self.is_ratio() && !other.is_plain();
            return Some(if both_scaled {
                Self::PLAIN
            } else if self.is_plain() {
                other
            } else {
                self
            });
        }
        other.used().try_fold(self, Self::with)
    }

    /// The unit of a quotient; `None` when it has too many factors to be sensible.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.is_plain() {
            return Some(self);
        }
        if other.is_ratio() {
            return Some(if self.is_ratio() { Self::PLAIN } else { self });
        }
        let start = if self.is_ratio() { Self::PLAIN } else { self };
        other.used().try_fold(start, |unit, Factor { atom, exponent }| {
            unit.with(Factor { atom, exponent: exponent.checked_neg()? })
        })
    }

    fn used(self) -> impl Iterator<Item = Factor> {
        self.factors.into_iter().filter(|factor| factor.exponent != 0)
    }

    /// With one more factor, which is converted to the unit of the same base that is already there: 元·万元 is 元².
    fn with(self, factor: Factor) -> Option<Self> {
        let base = atom(factor.atom).base;
        let there = self.used().find(|there| atom(there.atom).base == base);
        self.merged(Factor { atom: there.map_or(factor.atom, |there| there.atom), exponent: factor.exponent })
    }

    fn merged(self, factor: Factor) -> Option<Self> {
        let mut kept: Vec<Factor> = self.used().collect();
        match kept.iter_mut().find(|there| there.atom == factor.atom) {
            Some(there) => there.exponent = there.exponent.checked_add(factor.exponent)?,
            None => kept.push(factor),
        }
        kept.retain(|factor| factor.exponent != 0);
        if kept.len() > MAX_FACTORS || kept.iter().any(|factor| factor.exponent.unsigned_abs() > 4) {
            return None;
        }
        let mut unit = Self::PLAIN;
        for (slot, factor) in unit.factors.iter_mut().zip(kept) {
            *slot = factor;
        }
        Some(unit)
    }
}

/// The same quantity in another unit, exactly; `None` if the units measure different things or the value is too large.
pub fn convert(value: Decimal, from: Unit, to: Unit) -> Option<Decimal> {
    if from == to {
        return Some(value);
    }
    if !from.same_dimension(to) {
        return None;
    }
    value.checked_mul(from.scale())?.checked_div(to.scale())
}

/// The symbols of all known units, in the order of the table.
fn known_units() -> impl Iterator<Item = &'static str> {
    ATOMS.iter().map(|atom| atom.symbol)
}

fn atom(index: u8) -> &'static Atom {
    ATOMS.get(usize::from(index)).unwrap_or(&table::FIRST)
}

fn find(word: &str) -> Option<u8> {
    let position = ATOMS.iter().position(|atom| atom.symbol == word || atom.also.contains(&word))?;
    u8::try_from(position).ok()
}

/// The unit that differs from the text in the fewest characters, if it shares one.
fn nearest(text: &str) -> Option<&'static str> {
    let length = text.chars().filter(|c| !c.is_whitespace()).count();
    let shared = |symbol: &str| symbol.chars().filter(|c| text.contains(*c)).count();
    let different = |symbol: &&str| (symbol.chars().count() + length).saturating_sub(2 * shared(symbol));
    known_units().filter(|symbol| shared(symbol) > 0).min_by_key(different)
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for factor in self.used().filter(|factor| factor.exponent > 0) {
            for _ in 0..factor.exponent {
                if !first {
                    f.write_str("·")?;
                }
                f.write_str(atom(factor.atom).symbol)?;
                first = false;
            }
        }
        if first && !self.is_plain() {
            f.write_str("1")?;
        }
        for factor in self.used().filter(|factor| factor.exponent < 0) {
            for _ in 0..factor.exponent.unsigned_abs() {
                write!(f, "/{}", atom(factor.atom).symbol)?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({self})")
    }
}

#[cfg(test)]
mod tests;
