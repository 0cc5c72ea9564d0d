//! Colours (三色管理): which records are red, yellow or blue, and why.

use crate::ids::FormId;

/// A set of colours for the records of a form, the first that applies being the colour of a record.
///
/// # Source
/// domain.md §6.3: every place has its own rules; the reason is always told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColourDef {
    /// Key in files: `project`.
    pub key: String,
    pub label: String,
    /// The form whose records have these colours; without one they are only names for the cells of tables.
    pub form: Option<FormId>,
    /// In the order in which they are tried.
    pub rules: Vec<ColourRule>,
}

/// One colour, or one way to come by it: several rules may have the same key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColourRule {
    /// Key of the colour: `red`.
    pub key: String,
    /// 红.
    pub label: String,
    /// A sign that tells it without the colour: `▲`.
    pub icon: String,
    /// How it is drawn: `red`, `yellow`, `green`, `blue`, `black` or `grey`.
    pub tone: String,
    /// Formula on the record; the last rule has none and always applies.
    pub when: Option<String>,
    /// Why, with `{formulas}` in it.
    pub reason: String,
}

/// How colours can be drawn.
pub const TONES: [&str; 6] = ["red", "yellow", "green", "blue", "black", "grey"];

impl ColourDef {
    /// The colours, each once, in the order of the rules.
    pub fn colours(&self) -> impl Iterator<Item = &ColourRule> {
        let is_first = |at: usize, key: &str| self.rules.iter().take(at).all(|rule| rule.key != key);
        self.rules.iter().enumerate().filter(move |(at, rule)| is_first(*at, &rule.key)).map(|(_, rule)| rule)
    }

    /// A colour by its key.
    pub fn colour(&self, key: &str) -> Option<&ColourRule> {
        self.rules.iter().find(|rule| rule.key == key)
    }
}
