//! The audit formula language (审核公式): parse, check, evaluate.

mod compile;
mod data;
mod error;
mod order;
mod reads;
mod span;
mod template;
mod value;
mod world;

pub use compile::{Compiled, Context, Expect, Seen, compile, constant};
pub use data::{Data, RowRef, When};
pub use error::{Expected, Fault, FormulaError, Found, Named, Place, Problem, Wanted};
pub use order::{Computed, order};
pub use reads::{Reach, Read};
pub use span::{Position, Span};
pub use template::Template;
pub use value::{Type, Value, YearMonth};
pub use world::{FieldId, FieldInfo, FormId, FormInfo, ListId, ListInfo, SettingId, SettingInfo, World};

/// The longest source that is read, in bytes; a rule of a page would be a mistake.
pub const MAX_SOURCE: usize = 20_000;

/// The deepest nesting, counting each operator of a chain.
pub const MAX_DEPTH: usize = 200;
