//! Types while checking: they remember what a message needs and what a bare number may still become.

use super::value::Type;
use super::world::ListId;
use crate::number::{Decimal, Unit};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ty {
    /// Of something that was wrong; fits everywhere, so that one mistake is reported once.
    Unknown,
    Number(Num),
    Text,
    Code(ListId),
    Date,
    Month,
    Bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Num {
    /// What is measured.
    pub unit: Unit,
    /// What it is shown in: the same dimension as `unit`.
    pub shown: Unit,
    /// Whether a division went into it, so that it is shown rounded.
    pub rounded: bool,
    /// Whether it is the number of a year, which is written without separators.
    pub is_year: bool,
    /// Its value, if it is a bare number: one that was written without a unit.
    pub bare: Option<Decimal>,
}

impl Num {
    pub(super) const fn of(unit: Unit) -> Self {
        Self { unit, shown: unit, rounded: false, is_year: false, bare: None }
    }

    pub(super) const fn plain() -> Self {
        Self::of(Unit::PLAIN)
    }

    pub(super) const fn year() -> Self {
        Self { is_year: true, ..Self::plain() }
    }

    /// A bare 0, which is 0 of anything.
    pub(super) fn is_zero(self) -> bool {
        self.bare.is_some_and(|value| value.is_zero())
    }

    /// No longer a literal, whose unit could still be written; but 0 stays 0 of anything.
    pub(super) fn computed(self) -> Self {
        Self { bare: self.bare.filter(Decimal::is_zero), ..self }
    }

    /// Whether a bare number beside it would be ambiguous: 0.3 or 30 for 30%.
    pub(super) fn wants_sign(self) -> bool {
        self.unit.is_ratio() && self.unit.scale() != Decimal::ONE
    }
}

impl Ty {
    pub(super) const fn plain() -> Self {
        Self::Number(Num::plain())
    }

    pub(super) const fn of(kind: Type) -> Self {
        match kind {
            Type::Number(unit) => Self::Number(Num::of(unit)),
            Type::Text => Self::Text,
            Type::Code(list) => Self::Code(list),
            Type::Date => Self::Date,
            Type::Month => Self::Month,
            Type::Bool => Self::Bool,
        }
    }

    /// The type that others see; `Unknown` never gets that far.
    pub(super) const fn public(self) -> Type {
        match self {
            Self::Number(num) => Type::Number(num.shown),
            Self::Text => Type::Text,
            Self::Code(list) => Type::Code(list),
            Self::Date => Type::Date,
            Self::Month => Type::Month,
            Self::Bool | Self::Unknown => Type::Bool,
        }
    }
}
