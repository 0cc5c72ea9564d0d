//! The audit formula language (审核公式): parse, check, evaluate.

mod check;
mod compile;
mod data;
mod error;
mod eval;
mod functions;
mod host;
mod lexer;
mod nearest;
mod node;
mod order;
mod parser;
mod print;
mod reads;
mod show;
mod span;
mod syntax;
mod template;
mod token;
mod ty;
mod value;
mod world;

pub use compile::{Compiled, Context, Expect, Seen, compile, constant, tidy};
pub use data::{Data, RowRef, When};
pub use error::{Expected, Fault, FormulaError, Found, Named, Place, Problem, Wanted};
pub use eval::Memo;
pub(crate) use nearest::nearest;
pub use order::{Computed, order};
pub use reads::{Reach, Read};
pub use span::{Position, Span};
pub use template::Template;
pub use token::is_reserved;
pub use value::{Type, Value, YearMonth};
pub use world::{FieldId, FieldInfo, FormId, FormInfo, ListId, ListInfo, SettingId, SettingInfo, World};

/// The longest source that is read, in bytes; a rule of a page would be a mistake.
pub const MAX_SOURCE: usize = 20_000;

/// The deepest tree, counting each operator of a chain such as `a + b + c`.
pub const MAX_DEPTH: usize = 200;

/// The most brackets, signs and branches inside each other.
pub const MAX_NESTING: usize = 60;
#[cfg(test)]
mod tests;
