//! From TOML documents to a scheme, or to every mistake in them.
//!
//! The steps, each in its own file: `tree` reads TOML and keeps the place of everything; `layer` gathers the entries of
//! the documents; `overlay` lays a county's entries over those it starts from; `entries` turns entries into
//! the model and checks every attribute; compiling the formulas comes after that (see `scheme::compile`).

mod entries;
mod layer;
mod overlay;
mod reader;
mod source;
mod string_map;
mod tree;

pub(crate) use entries::{
    ColourOrigin, FieldOrigin, FormOrigin, Origins, RuleOrigin, TableOrigin, read_entries, read_rest,
};
pub(crate) use layer::Layer;
pub(crate) use overlay::overlay;
pub use source::SourceDoc;
pub(crate) use source::{Located, Sources, Span};

use super::error::Errors;
use std::collections::BTreeMap;

/// How much a scheme may hold. A file beyond it is refused with a sentence instead of being worked on for minutes.
pub mod limits {
    /// Bytes of one document.
    pub const DOCUMENT_BYTES: usize = 2_000_000;
    pub const DOCUMENTS: usize = 100;
    pub const FORMS: usize = 200;
    /// Fields of one form.
    pub const FIELDS: usize = 500;
    pub const LISTS: usize = 200;
    /// Codes of one list.
    pub const CODES: usize = 5_000;
    pub const SETTINGS: usize = 500;
    pub const RULES: usize = 2_000;
    pub const OFFICES: usize = 5_000;
    /// Rules after those with `each` are repeated for every field.
    pub const EXPANDED_RULES: usize = 5_000;
    /// Bytes of formulas and messages in them, counted for every field.
    pub const EXPANDED_BYTES: usize = 2_000_000;
    /// Computed fields that are computed from computed fields.
    pub const COMPUTED_DEPTH: usize = 16;
    /// Formulas that are evaluated for one computed cell, those behind it included; an aggregate is taken to
    /// look at [`COMPUTED_ROWS`] rows.
    pub const COMPUTED_COST: usize = 1_000_000;
    /// How many rows a form is taken to have in that estimate.
    pub const COMPUTED_ROWS: usize = 100;
    /// Entries of the calendar.
    pub const CALENDAR: usize = 200;
    /// Units of a county's own.
    pub const DIVISIONS: usize = 500;
    /// Report tables.
    pub const TABLES: usize = 200;
    pub const BULLETINS: usize = 100;
    /// Paragraphs of one bulletin.
    pub const PARAGRAPHS: usize = 200;
    /// Columns of one table.
    pub const COLUMNS: usize = 100;
    /// Sets of colours.
    pub const COLOURS: usize = 50;
    /// Rules of one set.
    pub const COLOUR_RULES: usize = 20;
    /// Characters of one text or formula.
    pub const TEXT_CHARS: usize = 4_000;
    /// Mistakes that are listed; the rest is counted.
    pub const ERRORS: usize = 100;
}

/// Parses the documents of one layer and gathers their entries.
pub(crate) fn layer_of(sources: &Sources<'_>, range: std::ops::Range<usize>, errors: &mut Errors) -> Layer {
    let mut layer = Layer::default();
    for index in range {
        if let Some(table) = tree::parse(sources, index, errors) {
            layer.gather(table, errors);
        }
    }
    layer
}

/// The file and the line of every rule of these documents, by its number.
pub(crate) fn rule_lines(documents: &[SourceDoc<'_>]) -> BTreeMap<String, (String, usize)> {
    let sources = Sources::new(documents, &[]);
    let layer = layer_of(&sources, sources.own(), &mut Errors::default());
    let line = |node: &tree::Node| {
        let (id, span) = layer::name_of(node, "id")?;
        let place = sources.place(span);
        Some((id.to_owned(), (place.file, place.line)))
    };
    layer.rules.iter().filter_map(line).collect()
}

/// The place in the file of a stretch of the value of the string at `span`.
pub(crate) fn span_in_string(sources: &Sources<'_>, span: Span, value: std::ops::Range<usize>) -> Span {
    let raw = sources.raw(span);
    let start = span.range().start + string_map::offset_in_raw(raw, value.start);
    let end = span.range().start + string_map::offset_in_raw(raw, value.end);
    Span::new(span.document.into(), start..end)
}
