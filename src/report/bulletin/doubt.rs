//! What is to be looked at before a bulletin is passed on, and why there is none.

use std::fmt;

/// Something in a bulletin that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// There is no figure; `row` is empty for the total.
    NoFigure { table: String, row: String, column: String },
    /// A figure is withheld for the units behind it.
    Withheld { table: String, row: String, column: String },
    /// A figure could not be worked out.
    Broken { table: String, row: String, column: String },
    /// Figures that are told rest on forecasts or flashes.
    NotFinal { table: String },
    /// Whether rows belong in a list could not be told, for want of a figure.
    NotJudged { table: String, rows: Vec<String>, column: String },
    /// Offices that have not reported.
    Absent { names: Vec<String> },
    /// The table has no such row.
    NoRow { table: String, row: String },
    /// Parts and whole, each with its figure.
    DoesNotAddUp { parts: String, whole: String },
}

/// Why a bulletin was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulletinRefusal {
    /// A table that it is made from was not given.
    TableLacking { key: String },
    /// A table holds figures that may not leave the office.
    NotPublic { label: String },
}

impl std::error::Error for BulletinRefusal {}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::message::bulletin::doubt(self))
    }
}

impl fmt::Display for BulletinRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::message::bulletin::refusal(self))
    }
}
