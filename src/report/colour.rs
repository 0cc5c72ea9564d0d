//! The colour of a record and the reason for it.

use crate::audit::View;
use crate::formula::{FormId, Value};
use crate::scheme::CompiledScheme;
use crate::workbook::Workbook;

/// The colour that a record has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colour {
    /// `red`.
    pub key: String,
    /// 红.
    pub label: String,
    /// A sign that tells it in black and white; may be empty.
    pub icon: String,
    /// How it is drawn: one of [`TONES`](crate::scheme::TONES).
    pub tone: String,
    /// Why, in words; may be empty.
    pub reason: String,
}

/// The colour of a record of the current period; `None` when its form has no colours or there is no such record.
pub fn colour(scheme: &CompiledScheme, book: &Workbook, form: FormId, key: &str) -> Option<Colour> {
    let (def, rules) = scheme.colours_of(form)?;
    let view = View::new(scheme, book);
    let row = view.place(form, key)?;
    let applies = |when: &crate::formula::Compiled| matches!(when.eval(&view, row), Ok(Some(Value::Bool(true))));
    let (colour, rule) = def.rules.iter().zip(rules).find(|(_, rule)| rule.when.as_ref().is_none_or(applies))?;
    Some(Colour {
        key: colour.key.clone(),
        label: colour.label.clone(),
        icon: colour.icon.clone(),
        tone: colour.tone.clone(),
        reason: rule.reason.render(&view, row).unwrap_or_default(),
    })
}
