//! What a county received, kept so that closing the page loses nothing: the files as they came, and what people decided.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use super::{Db, GATHERS, RECEIVED};
use crate::effects::idb::{self, Mode, Transaction, result};
use crate::effects::trouble::Trouble;

/// A file as it was received.
#[derive(Debug)]
pub(crate) struct KeptFile {
    /// Tells it from the others of the same roll-up: the digest of its bytes.
    pub key: String,
    /// Its name, with its path below a folder.
    pub name: String,
    /// In the hands of the browser.
    pub bytes: Uint8Array,
}

/// All roll-ups kept here: identity, and what the page wrote of each.
pub(crate) async fn gathers(db: &Db) -> Result<Vec<(String, String)>, Trouble> {
    let transaction = Transaction::begin(&db.0, &[GATHERS], Mode::Read)?;
    let all = result(transaction.store(GATHERS)?.get_all()).await?;
    Ok(Array::from(&all).iter().map(|record| (idb::text(&record, "id"), idb::text(&record, "json"))).collect())
}

/// Keeps what the page says of a roll-up.
pub(crate) async fn keep_gather(db: &Db, id: &str, json: &str) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[GATHERS], Mode::Write)?;
    let record = idb::object(&[("id", id.into()), ("json", json.into())])?;
    result(transaction.store(GATHERS)?.put(&record)).await.map_err(|why| transaction.reason(why))?;
    transaction.finished().await
}

/// Keeps files that were received.
pub(crate) async fn keep_received(db: &Db, gather: &str, files: &[KeptFile]) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[RECEIVED], Mode::Write)?;
    let store = transaction.store(RECEIVED)?;
    for file in files {
        let record = idb::object(&[
            ("gather", gather.into()),
            ("key", file.key.as_str().into()),
            ("name", file.name.as_str().into()),
            ("bytes", file.bytes.clone().into()),
        ])?;
        result(store.put(&record)).await.map_err(|why| transaction.reason(why))?;
    }
    transaction.finished().await
}

/// The files of a roll-up, as they were received.
pub(crate) async fn received(db: &Db, gather: &str) -> Result<Vec<KeptFile>, Trouble> {
    let transaction = Transaction::begin(&db.0, &[RECEIVED], Mode::Read)?;
    let all = result(transaction.store(RECEIVED)?.get_all_with_key(&files_of(gather)?)).await?;
    let file = |record: JsValue| {
        let bytes = js_sys::Reflect::get(&record, &"bytes".into()).unwrap_or_default();
        KeptFile { key: idb::text(&record, "key"), name: idb::text(&record, "name"), bytes: Uint8Array::new(&bytes) }
    };
    Ok(Array::from(&all).iter().map(file).collect())
}

/// Drops one file of a roll-up.
pub(crate) async fn drop_received(db: &Db, gather: &str, key: &str) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[RECEIVED], Mode::Write)?;
    let path = Array::of2(&gather.into(), &key.into());
    result(transaction.store(RECEIVED)?.delete(&path)).await?;
    transaction.finished().await
}

/// Clears a roll-up with everything it received from this machine.
pub(crate) async fn forget_gather(db: &Db, gather: &str) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[GATHERS, RECEIVED], Mode::Write)?;
    result(transaction.store(RECEIVED)?.delete(&files_of(gather)?)).await?;
    result(transaction.store(GATHERS)?.delete(&gather.into())).await?;
    transaction.finished().await
}

/// The keys of all files of a roll-up: an array sorts after every text.
fn files_of(gather: &str) -> Result<JsValue, Trouble> {
    let from = Array::of1(&gather.into());
    let to = Array::of2(&gather.into(), &Array::new());
    IdbKeyRange::bound(&from, &to).map(Into::into).map_err(|why| idb::trouble(&why))
}
