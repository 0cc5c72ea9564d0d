//! Moving the focus.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Puts the focus on the element of this id, if there is one.
pub(crate) fn on(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails for nothing that can be in the document.
        drop(element.focus());
    }
}

/// Puts the focus on the first element that fits.
pub(crate) fn first(selector: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails for nothing that can be in the document.
        drop(element.focus());
    }
}

/// Brings the element of this id to the top of the page, with the focus.
pub(crate) fn show(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(element) = element {
        element.scroll_into_view();
        on(id);
    }
}

/// The element that has the focus.
pub(crate) fn current() -> Option<HtmlElement> {
    web_sys::window()?.document()?.active_element()?.dyn_into().ok()
}

/// Gives the focus back to where it was.
pub(crate) fn give_back(to: Option<HtmlElement>) {
    if let Some(element) = to {
        // It may be gone by now, and then the focus goes nowhere.
        drop(element.focus());
    }
}

/// Keeps Tab inside a dialog: from the last thing to the first and back.
pub(crate) fn keep_inside(event: KeyboardEvent) {
    let Some(key) = super::keys::pressed(&event).filter(|key| key.key == "Tab") else { return };
    let Some(frame) = web_sys::window().and_then(|window| window.document()?.get_element_by_id("dialog")) else {
        return;
    };
    let Ok(stops) = frame.query_selector_all("button:not([disabled]), a[href], input, select, textarea") else {
        return;
    };
    let (Some(first), Some(last)) = (stops.get(0), stops.get(stops.length().saturating_sub(1))) else { return };
    let Some(now) = current() else { return };
    let at_edge = |edge: &web_sys::Node| now.is_same_node(Some(edge)) || now.is_same_node(Some(&frame));
    let to = match key.shift {
        true if at_edge(&first) => last,
        false if now.is_same_node(Some(&last)) => first,
        _ => return,
    };
    event.prevent_default();
    give_back(to.dyn_into().ok());
}

/// Commits what is being typed, as leaving the input would, and keeps the focus.
pub(crate) fn commit() {
    if let Some(element) = current() {
        // Neither fails for an element that has the focus.
        drop(element.blur());
        drop(element.focus());
    }
}

/// Empties an input, as if a person had done it.
pub(crate) fn clear(id: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let input = document.get_element_by_id(id).and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(input) = input else { return };
    input.set_value("");
    let options = web_sys::EventInit::new();
    options.set_bubbles(true);
    if let Ok(event) = web_sys::Event::new_with_event_init_dict("input", &options) {
        // Nothing cancels it.
        drop(input.dispatch_event(&event));
    }
}

/// How the titles of pages end.
pub(crate) const PROGRAM: &str = " · 四上台账";

/// Another page is on screen: the window's title says which, and it is shown from its beginning, unless the address
/// names a place in it. If what had the focus went with the page before, the new one has it, so that keys scroll it
/// and Tab begins there.
pub(crate) fn page_turned(title: &str, at_a_place: bool) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if document.title() == title {
        return;
    }
    let is_first = !document.title().ends_with(PROGRAM);
    document.set_title(title);
    let active = document.active_element().filter(|element| element.tag_name() != "BODY");
    if !at_a_place && let Some(main) = document.get_element_by_id("main") {
        main.set_scroll_top(0);
        // The page may have put the focus somewhere already, which in a low window is further down.
        if let Some(active) = active.as_ref().filter(|active| main.contains(Some(active))) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            active.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    }
    if !is_first && active.is_none() {
        on("main");
    }
}
