//! The address bar: the page in the hash, so that going back and a bookmark work on file:// too.

use gloo::events::EventListener;
use yew::prelude::*;

use crate::store::{Msg, Page, Sender};

/// The page that the address names.
pub(crate) fn page() -> Page {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    Page::from_hash(&hash)
}

/// Keeps the address and the page in step, both ways.
#[hook]
pub(crate) fn use_hash(shown: &Page, send: Sender) {
    let listener = send;
    use_effect_with((), move |()| {
        let heard = web_sys::window()
            .map(|window| EventListener::new(&window, "hashchange", move |_| listener.send(Msg::PageTurned(page()))));
        move || drop(heard)
    });
    use_effect_with(shown.clone(), move |wanted| {
        if page() != *wanted
            && let Some(window) = web_sys::window()
        {
            // Fails only for a document without a browsing context, which a page on screen is not.
            drop(window.location().set_hash(&wanted.hash()));
        }
    });
}
