//! The clipboard of copy, cut and paste events. On a file:// page these are the only way that always works.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event};

/// The plain text that is being pasted.
pub(crate) fn pasted_text(event: &Event) -> Option<String> {
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    data.get_data("text/plain").ok().filter(|text| !text.is_empty())
}

/// Puts text on the clipboard in place of what the browser would copy. False when it is not let.
pub(super) fn copy_text(event: &Event, text: &str) -> bool {
    let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return false };
    let done = data.set_data("text/plain", text).is_ok();
    if done {
        event.prevent_default();
    }
    done
}
