//! The audit formula language (审核公式): parse, check, evaluate.
//!
//! One small typed language serves edit rules, computed fields, conditions, roll-up columns and the holes of messages.
//!
//! - A scheme becomes a [`World`]: what names can stand for. [`compile()`] checks a source against it and gives either a
//!   [`Compiled`] formula or all [`FormulaError`]s, each with its place ([`Span`]) and its facts ([`Problem`]);
//!   [`FormulaError::picture`] draws it.
//! - [`Compiled::eval`] asks [`Data`] for cells and rows. A value that is not there is `None`; a [`Fault`] is an error of
//!   the scheme and never a pass.
//! - [`Compiled::reads`] lists all that evaluation may ask for, so that a change re-evaluates only what depends on it;
//!   [`order()`] puts computed fields in order or names the cycles.
//! - [`Template`] is a sentence with formulas in it. [`Memo`] saves work when many records are gone through.
//!
//! Values of numbers are exact decimals in base units; [`crate::number::Unit`]s are checked once and are factors then.
//! Depth and length of a source are limited, so that no formula can exhaust the stack.
//!
//! How formulas are written, for those who write them; every example below is run by a test:
#![doc = include_str!("formula/reference.md")]

mod alike;
mod check;
mod compile;
mod data;
mod error;
mod eval;
mod functions;
mod host;
mod lexer;
pub mod linear;
mod locals;
mod moved;
mod nearest;
mod node;
mod order;
mod parser;
mod print;
mod reads;
mod settled;
mod show;
mod span;
mod syntax;
mod tabled;
mod template;
#[cfg(test)]
mod tests;
mod token;
mod ty;
mod value;
mod world;

pub use alike::{Alike, Aspect};
pub(crate) use compile::convert_shown;
pub use compile::{Compiled, Context, Expect, Parses, Seen, compile, constant, tidy};
pub use data::{Data, RowRef, When};
pub use error::{Expected, Fault, FormulaError, Found, Named, Place, Problem, Wanted};
pub use eval::Memo;
pub(crate) use eval::Tally;
pub use locals::{Locals, PartFacts, TableColumn, TableNames};
pub use moved::{Aggregated, ChangedRow, Moved};
pub(crate) use nearest::nearest;
pub use order::{Computed, order};
pub use reads::{Reach, Read};
pub use settled::Settled;
pub use span::{Position, Span};
pub(crate) use tabled::{Counted, Measured, Sources};
pub use template::Template;
pub(crate) use token::chinese_word;
pub use token::is_reserved;
pub use value::{Type, Value, YearMonth};
pub use world::{ColourInfo, FieldId, FieldInfo, FormId, FormInfo, ListId, ListInfo, SettingId, SettingInfo, World};

/// The longest source that is read, in bytes; a rule of a page would be a mistake.
pub const MAX_SOURCE: usize = 20_000;

/// The deepest tree, counting each operator of a chain such as `a + b + c`.
pub const MAX_DEPTH: usize = 200;

/// The most brackets, signs and branches inside each other.
pub const MAX_NESTING: usize = 60;

/// The reference in Markdown, for `sishang scheme` and the page.
pub const REFERENCE: &str = include_str!("formula/reference.md");
