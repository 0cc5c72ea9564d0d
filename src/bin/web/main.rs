//! The page: draws what the core decides. It holds no rule of its own.
//!
//! - `store` is what the page knows, and the only way it changes;
//! - `pages` and `parts` draw it and send messages;
//! - `effects` touch the browser, one small file each;
//! - `actions` are the longer doings: opening, beginning, saving to a file.

mod actions;
mod app;
mod effects;
mod pages;
mod parts;
mod store;
#[cfg(test)]
mod testing;
mod words;

fn main() {
    std::panic::set_hook(Box::new(|info| effects::fault::report(&info.to_string())));
    if let Some(root) = web_sys::window().and_then(|window| window.document()?.get_element_by_id("app")) {
        // The first-screen text makes room.
        root.set_text_content(None);
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
