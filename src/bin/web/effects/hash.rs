//! The address bar: the page in the hash, so that going back and a bookmark work on file:// too.

use gloo::events::EventListener;
use yew::prelude::*;

use crate::store::{Msg, Page, Sender};

/// The page that the address names.
pub(crate) fn page() -> Page {
    Page::from_hash(&address())
}

fn address() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Keeps the address and the page in step, both ways.
///
/// An address that has moved on but was not heard of yet wins over the page: a hand can be quicker than a slow machine.
#[hook]
pub(crate) fn use_hash(shown: &Page, send: Sender) {
    let heard_last = use_mut_ref(address);
    {
        let heard_last = heard_last.clone();
        use_effect_with((), move |()| {
            let heard = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| {
                    // What was set below is known; by now the page may have turned again.
                    if *heard_last.borrow() != address() {
                        *heard_last.borrow_mut() = address();
                        send.send(Msg::PageTurned(page()));
                    }
                })
            });
            move || drop(heard)
        });
    }
    use_effect_with(shown.clone(), move |wanted| {
        if page() != *wanted
            && *heard_last.borrow() == address()
            && let Some(window) = web_sys::window()
        {
            // Fails only for a document without a browsing context, which a page on screen is not.
            drop(window.location().set_hash(&wanted.hash()));
            *heard_last.borrow_mut() = address();
        }
    });
}
