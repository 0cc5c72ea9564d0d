//! The colour of a record and the reason for it.

use crate::audit::View;
use crate::formula::FormId;
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
    let view = View::new(scheme, book);
    let row = view.place(form, key)?;
    let (colour, rule) = view.colour_of(row)?;
    Some(Colour {
        key: colour.key.clone(),
        label: colour.label.clone(),
        icon: colour.icon.clone(),
        tone: colour.tone.clone(),
        reason: rule.reason.render(&view, row).unwrap_or_default(),
    })
}
