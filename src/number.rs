//! Exact decimals: reading what people type, showing what was read, and the units that figures are in.
//!
//! Figures are [`Decimal`]s, never floats, and every one is in the [`Unit`] of its field. Converting between units of one
//! [`Dimension`] (千元 and 万元) is exact.

mod problem;
mod read;
mod show;
mod unit;

pub use problem::NumberProblem;
pub use read::{MAX_DIGITS, Reading, read};
pub use rust_decimal::Decimal;
pub(crate) use show::{Digits, with_commas};
pub use show::{canonical, grouped, rounded};
pub use unit::{Dimension, Unit, UnknownUnit, convert};
