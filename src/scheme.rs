//! The scheme (报表制度): what is asked, as data.
//!
//! A scheme is loaded from TOML documents and checked whole before anything uses it; one that has a mistake is
//! refused with every mistake listed. What is loaded never changes and cannot fail at run time.
//!
//! [`builtin()`] is the scheme that comes with the program; [`load()`] reads another one, or a county's changes to it.

mod builtin;
mod compile;
mod digest;
mod error;
pub mod handbook;
pub mod lint;
mod load;
mod model;

pub use crate::ids::{FieldId, FormId, ListId, RuleId};
pub use crate::measure::{Column, Measure};
pub use crate::phrase::PhraseProblem;
pub use builtin::{BUILTIN, builtin};
pub use compile::{CompiledColour, CompiledRule, CompiledScheme, ComputedCell};
pub(crate) use compile::{CompiledColumn, CompiledTable};
pub use digest::to_json;
pub use error::{Contradiction, DivisionFault, Part, Problem, SchemeError};
pub use handbook::{Handbook, handbook, handbook_of, show_form};
pub use load::{SourceDoc, limits};
pub use model::{
    BulletinDef, CalendarDef, CodeItem, CodeList, ColourDef, ColourRule, Day, Detail, Due, Each, FieldDef, FieldType,
    FormDef, FormKind, Issued, Late, Moment, OfficeDef, OnDemand, ParagraphContent, ParagraphDef, Periodic, RankDef,
    Roster, RuleDef, Scheme, Setting, Severity, Single, SortKey, Summing, TONES, TableColumnDef, TableColumnKind,
    TableDef, TableRows, TableTotal, Tier, Times, Window, local_time,
};

use error::Errors;
use load::{Sources, Span};

/// How a county writes its own scheme, in Markdown; every example in it is loaded by a test.
pub const GUIDE: &str = include_str!("scheme/guide.md");

/// Loads a scheme: the documents of a whole one, or a county's document that says `extends = "sishang"` and changes
/// the built-in one.
///
/// # Errors
/// Every mistake, in the order of the documents; at least one.
///
/// # Example
/// ```
/// use sishang::scheme::{SourceDoc, load};
/// let text = r#"
/// [scheme]
/// id = "qingxi"
/// edition = "1"
/// extends = "sishang"
/// [settings.yoy_band]
/// value = "20%"
/// "#;
/// let county = load(&[SourceDoc { name: "qingxi.toml", text }]).unwrap();
/// assert_eq!(county.setting("yoy_band").unwrap().value, "20%");
///
/// let text = text.replace("yoy_band", "yoy_bend");
/// let errors = load(&[SourceDoc { name: "qingxi.toml", text: &text }]).unwrap_err();
/// assert_eq!((errors[0].line, errors[0].column), (6, 11));
/// ```
pub fn load(documents: &[SourceDoc<'_>]) -> Result<CompiledScheme, Vec<SchemeError>> {
    load_over(BUILTIN, documents, None)
}

/// The file and the line of every rule in documents that load, by its number.
pub fn rule_lines(documents: &[SourceDoc<'_>]) -> std::collections::BTreeMap<String, (String, usize)> {
    load::rule_lines(documents)
}

/// Loads documents that may extend the scheme of the documents in `below`.
///
/// With `waiting` the rules, tables and bulletins are not among them and wait until they are asked for.
fn load_over(
    below: &[SourceDoc<'_>],
    documents: &[SourceDoc<'_>],
    waiting: Option<&Waiting>,
) -> Result<CompiledScheme, Vec<SchemeError>> {
    let sources = Sources::new(documents, below);
    let mut errors = Errors::default();
    if documents.len() > limits::DOCUMENTS {
        errors.add(Span::default(), Problem::TooMany { part: Part::Document, limit: limits::DOCUMENTS });
        return Err(errors.finish(&sources));
    }
    checked(&sources, &mut errors, waiting).ok_or_else(|| errors.finish(&sources))
}

/// Where the rules, tables and bulletins are that wait.
struct Waiting {
    rules: fn() -> &'static [RuleDef],
    tables: fn() -> &'static [TableDef],
    bulletins: fn() -> &'static [BulletinDef],
}

fn checked(sources: &Sources<'_>, errors: &mut Errors, waiting: Option<&Waiting>) -> Option<CompiledScheme> {
    let mut layer = load::layer_of(sources, sources.own(), errors);
    if errors.is_unreadable() {
        return None;
    }
    layer.check_names(errors);
    let mut based_on = None;
    if let Some((wanted, span)) = layer.extends() {
        let base = load::layer_of(sources, sources.below(), errors);
        let identity = base.identity();
        if identity.0 != wanted {
            errors.add(span, Problem::ExtendsUnknown { found: wanted.to_owned(), known: identity.0 });
            return None;
        }
        layer.check_identity(&identity, errors);
        based_on = Some(format!("{}@{}", identity.0, identity.1));
        layer = load::overlay(base, layer, errors);
    }
    let (mut scheme, origins) = load::read_entries(&layer, errors);
    scheme.based_on = based_on;
    if let Some(waiting) = waiting {
        scheme.rules = OnDemand::waiting(waiting.rules);
        scheme.tables = OnDemand::waiting(waiting.tables);
        scheme.bulletins = OnDemand::waiting(waiting.bulletins);
    }
    compile::compile(scheme, &origins, sources, errors, waiting.is_some())
}

/// Reads documents of rules, tables and bulletins for a scheme that was loaded without.
fn rest_of(scheme: &Scheme, documents: &[SourceDoc<'_>]) -> Result<Scheme, Vec<SchemeError>> {
    let sources = Sources::new(documents, &[]);
    let mut errors = Errors::default();
    let layer = load::layer_of(&sources, sources.own(), &mut errors);
    let (rules, tables, bulletins) = (OnDemand::default(), OnDemand::default(), OnDemand::default());
    let rest = load::read_rest(&layer, Scheme { rules, tables, bulletins, ..scheme.clone() }, &mut errors);
    if errors.is_empty() { Ok(rest) } else { Err(errors.finish(&sources)) }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::shaped;
