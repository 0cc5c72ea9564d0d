//! Conditions on rows: `rate < 100% and ahead >= 0`.

use super::Name;
use crate::number::Decimal;

/// True of a row when all terms of one of its parts are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Condition {
    /// Joined by `or`; the terms of each by `and`.
    pub(crate) any: Vec<Vec<Term>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    /// A column, or `flag`.
    pub(crate) left: Name,
    pub(crate) relation: Relation,
    pub(crate) right: Operand,
    /// Where the right side stands.
    pub(crate) right_span: std::ops::Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operand {
    /// A number as shown: 100 for `100%`.
    Number {
        value: Decimal,
        percent: bool,
    },
    Text(String),
    /// The figure of the total in the same column.
    Total,
    /// `withheld`: the figure is not public.
    Withheld,
    /// Another column of the row.
    Column(Name),
}

impl Condition {
    pub(crate) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.any.iter().flatten()
    }
}

impl Relation {
    pub(super) fn of(mark: &str) -> Option<Self> {
        Some(match mark {
            "=" => Self::Equal,
            "!=" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::More,
            ">=" => Self::AtLeast,
            _ => return None,
        })
    }

    pub(crate) fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }
}
