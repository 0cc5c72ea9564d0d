//! Why a text is no figure, as facts; the sentences are in [`crate::message`].

use super::unit::Unit;
use rust_decimal::Decimal;

/// Why a typed text is not a figure. Nothing unreadable ever becomes 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberProblem {
    /// Nothing but spaces. A cell like that is missing, which is no mistake: callers look for it first.
    Empty,
    /// Only a dash (“-”, “—”, “——”), which could mean zero, nothing, or “does not apply”.
    DashOnly,
    /// A dash that is no minus sign stands before the figure: “—5”.
    DashBefore { suggested: Decimal },
    /// Two or more decimal points.
    SeveralPoints,
    /// Thousands separators at impossible places: “12,34”, “1 23”.
    Grouping,
    /// More than [`MAX_DIGITS`](super::MAX_DIGITS) significant digits, which JSON readers would not keep.
    TooManyDigits { digits: usize },
    /// A unit stands in the cell: “2000万元”, “3.5亿”, “12%”, “5人”.
    UnitInCell {
        /// The figure before the unit.
        number: Decimal,
        /// The unit as written.
        written: String,
        /// What the figure is in the base unit if the unit is known. For a bare 万 or 亿, the figure multiplied.
        meaning: Option<Decimal>,
        /// The unit, if it is known; `None` for a bare 万 or 亿, which fits any field.
        unit: Option<Unit>,
    },
    /// A formula of a spreadsheet: “=A1+B1”, “12+3”.
    Formula,
    /// A date or month: “2026-10-01”, “2026年10月”.
    Date,
    /// Scientific notation, as spreadsheets show long figures: “1.2E+05”.
    Exponent { suggested: Option<Decimal> },
    /// A negative figure in brackets, as accountants write: “(123)”.
    Bracketed { suggested: Decimal },
    /// A Chinese numeral: “三百”.
    ChineseNumeral,
    /// Something else that is no digit; the first such character.
    NotANumber { character: char },
}

impl NumberProblem {
    /// The figure that was probably meant, in the field's own unit, if one can be told.
    ///
    /// It is offered, never taken.
    pub fn suggestion(&self, field: Unit) -> Option<Decimal> {
        match self {
            Self::DashBefore { suggested } | Self::Bracketed { suggested } => Some(*suggested),
            Self::Exponent { suggested } => *suggested,
            Self::UnitInCell { meaning: Some(meaning), unit: Some(unit), .. } => {
                if !unit.same_dimension(field) || (unit.is_ratio() && field.is_plain()) {
                    return None;
                }
                meaning.checked_div(field.scale()).map(|value| value.normalize())
            }
            Self::UnitInCell { meaning: Some(meaning), unit: None, .. } => {
                meaning.checked_div(field.scale()).map(|value| value.normalize())
            }
            _ => None,
        }
    }
}
