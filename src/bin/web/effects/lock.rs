//! One window per work: finds a second window at once, where the browser has locks.
//!
//! Safety does not rest on this but on the owner's mark in the store (`storage::append`): it works in every browser.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

/// Held as long as this window works on a work; dropping it lets go.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lock {
    release: Option<Function>,
}

/// What came of asking.
#[derive(Debug)]
pub(crate) enum Asked {
    /// This window has it now. The promise is rejected when another window takes it away.
    Got(Lock, Promise),
    /// Another window has it.
    Taken,
    /// The browser has no locks.
    NoLocks,
}

impl Lock {
    /// No lock, because the browser has none or nothing needs one.
    pub(crate) const NONE: Self = Self { release: None };

    /// Lets another window have it.
    pub(crate) fn release(&self) {
        if let Some(release) = &self.release {
            // Resolving a promise cannot fail.
            drop(release.call0(&JsValue::UNDEFINED));
        }
    }
}

/// Asks for a work's lock: only if it is free, or by force.
pub(crate) async fn ask(work: &str, by_force: bool) -> Asked {
    let Some((locks, request)) = manager() else { return Asked::NoLocks };
    let options = Object::new();
    let word = if by_force { "steal" } else { "ifAvailable" };
    if Reflect::set(&options, &word.into(), &JsValue::TRUE).is_err() {
        return Asked::NoLocks;
    }
    let mut release = None;
    let mut answer = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let answered = Promise::new(&mut |resolve, _| answer = Some(resolve));
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if let Some(answer) = answer {
            drop(answer.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null())));
        }
        if lock.is_null() { JsValue::UNDEFINED } else { held.into() }
    });
    let name = JsValue::from_str(&format!("sishang-work-{work}"));
    let Ok(over) = request.call3(&locks, &name, &options, &callback).and_then(JsCast::dyn_into::<Promise>) else {
        return Asked::NoLocks;
    };
    match JsFuture::from(Promise::race(&js_sys::Array::of2(&answered, &over))).await {
        Ok(got) if got.is_truthy() => Asked::Got(Lock { release }, over),
        Ok(_) => {
            // The request is over as well; nobody waits for it.
            wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(over).await) });
            Asked::Taken
        }
        Err(_) => Asked::NoLocks,
    }
}

fn manager() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

/// Lets go of a work's lock when another work is opened, or none.
#[hook]
pub(crate) fn use_release(held: Option<Lock>) {
    use_effect_with(held, |held| {
        let held = held.clone();
        move || {
            if let Some(lock) = held {
                lock.release();
            }
        }
    });
}
