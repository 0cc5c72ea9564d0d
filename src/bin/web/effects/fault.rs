//! A fault of the program itself: the work is in the store already, so say so and stop.
//!
//! The loader of the page shows the stopped page as soon as the module traps; this leaves the technical text where
//! that page and the browser's console show it.

/// Puts the technical text of a panic where it can be found.
pub(crate) fn report(what: &str) {
    web_sys::console::error_1(&what.into());
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if let Ok(Some(place)) = document.query_selector(".boot-stopped") {
        let Ok(details) = document.create_element("pre") else { return };
        details.set_class_name("boot-fault");
        details.set_text_content(Some(what));
        // If the page cannot even hold this, the console has it.
        drop(place.append_child(&details));
    }
}
