//! Ctrl+S in the middle of typing.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How long what was just committed may take to arrive in the work.
const WAIT_MILLIS: u32 = 60;

/// Saves to a file once what was just committed is in the work: presses the page's own button, which has it then. A
/// handler could only save the work as it was when it was made.
pub(crate) fn soon() {
    Timeout::new(WAIT_MILLIS, || {
        let document = web_sys::window().and_then(|window| window.document());
        let button = document.and_then(|document| document.get_element_by_id("save-file"));
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            button.click();
        }
    })
    .forget();
}
