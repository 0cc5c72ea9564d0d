//! Finds out that another window took the work over before the next key is typed, where the browser has no locks.
//!
//! Whoever comes back to a window sees at once whether it may still write. The mark in the store stays the safeguard:
//! what is typed all the same is refused when it is written, and shown (`parts::saved`).

use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::storage::{self, Db};
use super::trouble::Trouble;
use crate::store::{Msg, Sender, Shown};

/// Looks whose the open work is whenever this window comes to the front.
#[hook]
pub(crate) fn use_owner(shown: &Shown, send: Sender) {
    let work = shown.work.as_ref().filter(|work| work.is_open()).map(|work| Rc::clone(&work.id));
    let window = Rc::clone(&shown.window);
    let db = shown.db().cloned();
    use_effect_with((work, db), move |(work, db)| {
        let heard = work.clone().zip(db.clone()).zip(web_sys::window()).map(|((work, db), page)| {
            let look = move |_: &Event| look(&db, &work, &window, &send);
            // The focus comes back with the window and with a tab of it.
            EventListener::new(&page, "focus", look)
        });
        move || drop(heard)
    });
}

fn look(db: &Db, work: &Rc<str>, window: &Rc<str>, send: &Sender) {
    let (db, work, window, send) = (db.clone(), Rc::clone(work), Rc::clone(window), send.clone());
    spawn_local(async move {
        // Any other trouble is told when something is written.
        if storage::still_owned(&db, &work, &window).await == Err(Trouble::TakenOver) {
            send.send(Msg::TakenOver { work });
        }
    });
}
