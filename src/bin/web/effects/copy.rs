//! Putting a text on the clipboard by a button.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, HtmlTextAreaElement};

/// Puts a text on the clipboard and tells whether it went.
///
/// The new way first: it fails where the page has lost the focus, and then the old one, which also works in browsers
/// that have no other, is tried.
pub(crate) fn text(text: String, then: impl FnOnce(bool) + 'static) {
    spawn_local(async move {
        let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
        // Before Chromium 66 and in some shells there is none at all: reading it gives `undefined`.
        let written = match clipboard.filter(|clipboard| clipboard.is_object()) {
            Some(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            None => false,
        };
        then(written || by_selection(&text).unwrap_or(false));
    });
}

fn by_selection(text: &str) -> Option<bool> {
    let document: Document = web_sys::window()?.document()?;
    let before = super::focus::current();
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("ss-unseen");
    document.body()?.append_child(&area).ok()?;
    area.select();
    // web-sys has `execCommand` only on `HtmlDocument`.
    let done = js_sys::Reflect::get(&document, &"execCommand".into())
        .ok()
        .and_then(|command| command.dyn_into::<js_sys::Function>().ok())
        .and_then(|command| command.call1(&document, &"copy".into()).ok())
        .is_some_and(|done| done.is_truthy());
    area.remove();
    super::focus::give_back(before);
    Some(done)
}
