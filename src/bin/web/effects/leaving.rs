//! Asks before the page is left while something is kept nowhere but in this page.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// While `unsafe_to_leave` holds, the browser asks before it closes the page.
#[hook]
pub(crate) fn use_guard(unsafe_to_leave: bool) {
    use_effect_with(unsafe_to_leave, move |&on| {
        let heard = web_sys::window().filter(|_| on).map(|window| {
            EventListener::new_with_options(
                &window,
                "beforeunload",
                EventListenerOptions::enable_prevent_default(),
                |event| {
                    event.prevent_default();
                    // Browsers before Chromium 119 ask only when this is set.
                    drop(js_sys::Reflect::set(event.unchecked_ref(), &"returnValue".into(), &JsValue::from_str(" ")));
                },
            )
        });
        move || drop(heard)
    });
}
