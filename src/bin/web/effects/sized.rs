//! Tells when an element gets another size, for whatever reason.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::Callback;

/// Watches as long as it lives.
pub(crate) struct Sized {
    observer: ResizeObserver,
    _told: Closure<dyn FnMut()>,
}

impl Sized {
    /// `None` where the browser has no such thing; then only the window's size is heard of.
    pub(crate) fn watch(element: &Element, on_size: Callback<()>) -> Option<Self> {
        let told = Closure::<dyn FnMut()>::new(move || on_size.emit(()));
        let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _told: told })
    }
}

impl Drop for Sized {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
