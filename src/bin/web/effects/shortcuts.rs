//! Keys that work on every page.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use super::keys::{Pressed, pressed};
use crate::store::{Dialog, Msg, Page, Sender, Shown};

/// Listens for the keys of every page. What a part has taken for itself (`prevent_default`) is left alone.
#[hook]
pub(crate) fn use_shortcuts(shown: Shown, send: Sender) {
    // The listener stays; a key that comes before the effects of a drawing meets what was drawn, not what was before.
    let latest = use_mut_ref(|| shown.clone());
    *latest.borrow_mut() = shown;
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let heard = web_sys::window().map(|window| {
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                if event.default_prevented() {
                    return;
                }
                let Some(key) = event.dyn_ref::<KeyboardEvent>().and_then(pressed) else { return };
                let shown = latest.borrow().clone();
                if take(&key, is_text(event), &shown, &send) {
                    event.prevent_default();
                }
            })
        });
        move || drop(heard)
    });
}

/// Whether the key is typed into a text, where it has a meaning of its own.
fn is_text(event: &Event) -> bool {
    let Some(target) = event.target() else { return false };
    let one_line = target.dyn_ref::<HtmlInputElement>();
    one_line.is_some_and(|input| !matches!(input.type_().as_str(), "checkbox" | "radio" | "button" | "file"))
        || target.dyn_ref::<HtmlTextAreaElement>().is_some()
}

/// Does what the key means; true when it means something.
fn take(key: &Pressed, in_text: bool, shown: &Shown, send: &Sender) -> bool {
    match (key.key.as_str(), key.ctrl, key.shift, key.alt) {
        ("F1", false, false, false) => send.ask(Dialog::Help),
        ("?", false, _, false) if !in_text => send.ask(Dialog::Help),
        ("Escape", false, false, false) if shown.dialog.is_some() => send.send(Msg::DialogClosed),
        ("s", true, false, false) if shown.work.is_some() => send.save_draft(),
        // Inside a text the browser's own undo is meant.
        ("z", true, false, false) if !in_text && shown.work.is_some() => send.undo(),
        ("y", true, false, false) | ("z", true, true, false) if !in_text && shown.work.is_some() => send.redo(),
        ("1", false, false, true) => send.turn(Page::Home),
        ("2", false, false, true) if shown.work.is_some() => send.turn(first_form(shown)),
        ("3", false, false, true) if shown.work.is_some() => send.turn(Page::Audit),
        ("4", false, false, true) if shown.work.is_some() => send.turn(Page::Export),
        ("5", false, false, true) => send.turn(Page::Scheme { form: None, item: None }),
        ("b", true, false, false) if shown.back.is_some() => send.send(Msg::CameBack),
        _ => return false,
    }
    true
}

/// The first periodic form that is asked, else the first roster.
fn first_form(shown: &Shown) -> Page {
    let forms = crate::words::forms_asked(shown);
    let first = forms.iter().find(|&&form| !shown.scheme[form].is_roster()).or(forms.first());
    first.map_or(Page::Home, |&form| Page::fill(&shown.scheme[form].key))
}
