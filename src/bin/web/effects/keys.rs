//! Reading keyboard events that may not be what their type says.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// A key that was pressed, with what was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pressed {
    /// `Enter`, `ArrowUp`, `a`; lower case for letters.
    pub key: String,
    /// Ctrl, or ⌘.
    pub ctrl: bool,
    pub shift: bool,
    pub alt: bool,
}

/// The key of an event. `None` for what autofill and password managers send under the name of a key event, and
/// while an input method composes: then keys belong to it.
pub(crate) fn pressed(event: &KeyboardEvent) -> Option<Pressed> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    // 229 is what Chromium gives for keys that an input method took, also for the Enter that ends a composition.
    if event.is_composing() || event.key_code() == 229 {
        return None;
    }
    let key = event.key();
    let key = if key.chars().count() == 1 { key.to_lowercase() } else { key };
    Some(Pressed { key, ctrl: event.ctrl_key() || event.meta_key(), shift: event.shift_key(), alt: event.alt_key() })
}
