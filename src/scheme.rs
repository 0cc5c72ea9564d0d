//! The scheme (报表制度): what is asked, as data.
//!
//! A scheme is loaded from TOML documents and checked whole before anything uses it; one that has a mistake is
//! refused with every mistake listed. What is loaded never changes and cannot fail at run time.

mod compiled;
mod model;

pub use crate::ids::{FieldId, FormId, ListId, RuleId};
pub use crate::measure::{Column, Measure};
pub use compiled::{CompiledRule, CompiledScheme};
pub use model::{
    CodeItem, CodeList, Each, FieldDef, FieldType, FormDef, FormKind, Issued, Periodic, Roster, RuleDef, Scheme,
    Setting, Severity,
};
