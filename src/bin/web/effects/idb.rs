//! IndexedDB as futures: requests and transactions, nothing about what is stored.
//!
//! A request's promise settles inside its own event, so the transaction is still active when the future goes on.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use super::trouble::Trouble;

/// Reads or writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Reads only.
    Read,
    /// Reads and writes; done means on disk as far as the browser can say.
    Write,
}

/// A transaction under way.
pub(crate) struct Transaction {
    inner: IdbTransaction,
    settled: Promise,
}

impl Transaction {
    /// Begins a transaction over these stores.
    pub(crate) fn begin(db: &IdbDatabase, stores: &[&str], mode: Mode) -> Result<Self, Trouble> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let options = Object::new();
        let (mode, options) = match mode {
            Mode::Read => ("readonly", JsValue::UNDEFINED),
            Mode::Write => {
                // Unknown options are ignored by browsers before Chromium 83.
                Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(|why| trouble(&why))?;
                ("readwrite", options.into())
            }
        };
        // web-sys has the third argument only behind its unstable flag.
        let begin: Function =
            Reflect::get(db, &"transaction".into()).and_then(JsCast::dyn_into).map_err(|why| trouble(&why))?;
        let inner: IdbTransaction =
            begin.call3(db, &names, &mode.into(), &options).and_then(JsCast::dyn_into).map_err(|why| trouble(&why))?;
        let settled = Promise::new(&mut |resolve, reject| {
            inner.set_oncomplete(Some(&resolve));
            inner.set_onabort(Some(&reject));
        });
        // Whoever gives up after a request that failed does not wait for the end: nobody need be told of it twice.
        let end = settled.clone();
        wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(end).await) });
        Ok(Self { inner, settled })
    }

    /// One of its stores.
    pub(crate) fn store(&self, name: &str) -> Result<IdbObjectStore, Trouble> {
        self.inner.object_store(name).map_err(|why| trouble(&why))
    }

    /// Gives up; nothing of it is written.
    pub(crate) fn abort(self) {
        // It may be over already, and then there is nothing to give up.
        drop(self.inner.abort());
    }

    /// Why a request of it failed: the reason of the whole, where there is one, says more than that of the request.
    pub(crate) fn reason(&self, of_request: Trouble) -> Trouble {
        self.inner.error().map_or(of_request, |why| of_exception(&why))
    }

    /// Waits until everything is written, or tells why nothing is.
    pub(crate) async fn finished(self) -> Result<(), Trouble> {
        match JsFuture::from(self.settled).await {
            Ok(_) => Ok(()),
            Err(event) => Err(self.inner.error().map_or_else(|| trouble(&event), |why| of_exception(&why))),
        }
    }
}

/// Waits for a request's result.
pub(crate) async fn result(request: Result<IdbRequest, JsValue>) -> Result<JsValue, Trouble> {
    let request = request.map_err(|why| trouble(&why))?;
    let settled = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(settled).await {
        Ok(_) => request.result().map_err(|why| trouble(&why)),
        Err(event) => Err(match request.error() {
            Ok(Some(why)) => of_exception(&why),
            _ => trouble(&event),
        }),
    }
}

/// What a thrown value says.
pub(crate) fn trouble(thrown: &JsValue) -> Trouble {
    if let Some(exception) = thrown.dyn_ref::<DomException>() {
        return of_exception(exception);
    }
    let text = thrown.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    Trouble::Other(text.or_else(|| thrown.as_string()).unwrap_or_else(|| "浏览器没有说明原因".to_owned()))
}

fn of_exception(exception: &DomException) -> Trouble {
    Trouble::named(&exception.name(), &exception.message())
}

/// A property as text; empty when it is not there or is no text.
pub(crate) fn text(of: &JsValue, name: &str) -> String {
    Reflect::get(of, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// A property as a count; 0 when it is not there or is none.
pub(crate) fn count(of: &JsValue, name: &str) -> u64 {
    let number = Reflect::get(of, &name.into()).ok().and_then(|value| value.as_f64()).unwrap_or_default();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "JavaScript has no other numbers; the cast saturates, and counts of edits stay far below 2^53"
    )]
    let whole = number as u64;
    whole
}

/// A count as JavaScript has it.
pub(crate) fn number(count: u64) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "counts of edits stay far below 2^53")]
    let number = count as f64;
    JsValue::from_f64(number)
}

/// An object of these properties.
pub(crate) fn object(properties: &[(&str, JsValue)]) -> Result<JsValue, Trouble> {
    let made = Object::new();
    for (name, value) in properties {
        Reflect::set(&made, &(*name).into(), value).map_err(|why| trouble(&why))?;
    }
    Ok(made.into())
}
