//! The browser's store: which works are kept, their snapshots and their journals.
//!
//! Database `sishang`, version 2:
//! - `works`: one small record per work: `id`, `owner` (mark of the window that may write), `meta` (JSON);
//! - `snapshots`: `id`, `seq` (the last change it holds), `json` (the core's `Snapshot`);
//! - `journal`: `work`, `seq`, `json` (the core's `StoredChange`): the changes since the snapshot;
//! - `aside`: what could not be read, kept as it was found;
//! - `settings`: `id`, `json`;
//! - `gathers`: one record per roll-up a county works on: `id`, `json` (its head, the notes and decisions of people);
//! - `received`: `gather`, `key`, `name`, `bytes`: the files it received, unchanged.
//!
//! # Invariants
//! - A change is written in one transaction with the check that this window still owns the work.
//! - What could not be read is never overwritten: it is copied to `aside` before a snapshot replaces it.
//! - `localStorage` is never used: on file:// it loses writes (Chromium 103 and later).

use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStoreParameters, IdbOpenDbRequest};

use super::idb::{self, Mode, Transaction, result};
use super::trouble::Trouble;
use crate::store::{Found, Stored, WorkMeta};

mod gathered;

pub(crate) use gathered::{KeptFile, drop_received, forget_gather, gathers, keep_gather, keep_received, received};

const DATABASE: &str = "sishang";
const VERSION: u32 = 2;
const WORKS: &str = "works";
const SNAPSHOTS: &str = "snapshots";
const JOURNAL: &str = "journal";
const ASIDE: &str = "aside";
const SETTINGS: &str = "settings";
const GATHERS: &str = "gathers";
const RECEIVED: &str = "received";

/// After how long a store that does not open yet is told of.
const PATIENCE_MILLIS: u32 = 8_000;

/// The open store.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Db(IdbDatabase);

/// Opens the store, and makes sure that it takes writes. One that is full opens all the same: what it holds can be read.
///
/// A machine may be slow, or another window may hold the store for a while: this waits as long as it takes, and calls
/// `late` once when that is longer than a person should be left without a word.
pub(crate) async fn open(late: impl FnOnce() + 'static) -> Result<Db, Trouble> {
    let telling = Timeout::new(PATIENCE_MILLIS, late);
    let opened = patiently_open().await;
    drop(telling);
    opened
}

async fn patiently_open() -> Result<Db, Trouble> {
    // Reading the property itself throws where a policy forbids storage.
    let factory = web_sys::window()
        .ok_or(Trouble::Missing)?
        .indexed_db()
        .map_err(|why| idb::trouble(&why))?
        .ok_or(Trouble::Missing)?;
    let request = factory.open_with_u32(DATABASE, VERSION).map_err(|why| idb::trouble(&why))?;
    let target = request.clone();
    let grow = Closure::once(move || {
        // A failure aborts the upgrade, and then the request fails with the reason.
        drop(make_stores(&target));
    });
    request.set_onupgradeneeded(Some(grow.as_ref().unchecked_ref()));
    let opened = result(Ok(request.unchecked_into())).await;
    drop(grow);
    let db: IdbDatabase = opened?.dyn_into().map_err(|other| idb::trouble(&other))?;
    // A newer edition in another window has to be let through; this window then notices at its next write.
    let closing = db.clone();
    let let_go = Closure::<dyn FnMut()>::new(move || closing.close());
    db.set_onversionchange(Some(let_go.as_ref().unchecked_ref()));
    let_go.forget();
    let db = Db(db);
    match probe(&db).await {
        Ok(()) | Err(Trouble::Full) => Ok(db),
        Err(why) => Err(why),
    }
}

/// Some private windows open a store and then refuse to write to it.
async fn probe(db: &Db) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[SETTINGS], Mode::Write)?;
    let record = idb::object(&[("id", "probe".into()), ("json", "1".into())])?;
    result(transaction.store(SETTINGS)?.put(&record)).await.map_err(|why| transaction.reason(why))?;
    transaction.finished().await
}

/// Makes the stores that are not there yet: all of them, or those that an older edition did not have.
fn make_stores(request: &IdbOpenDbRequest) -> Result<(), JsValue> {
    let db: IdbDatabase = request.result()?.dyn_into()?;
    let names = db.object_store_names();
    let keyed = |name: &str, path: JsValue| {
        if names.contains(name) {
            return Ok(());
        }
        let parameters = IdbObjectStoreParameters::new();
        parameters.set_key_path(&path);
        db.create_object_store_with_optional_parameters(name, &parameters).map(drop)
    };
    for name in [WORKS, SNAPSHOTS, SETTINGS, GATHERS] {
        keyed(name, "id".into())?;
    }
    keyed(JOURNAL, Array::of2(&"work".into(), &"seq".into()).into())?;
    keyed(RECEIVED, Array::of2(&"gather".into(), &"key".into()).into())?;
    if !names.contains(ASIDE) {
        let parameters = IdbObjectStoreParameters::new();
        parameters.set_auto_increment(true);
        db.create_object_store_with_optional_parameters(ASIDE, &parameters)?;
    }
    Ok(())
}

/// All works kept here. One whose record cannot be read is listed as such.
pub(crate) async fn list(db: &Db) -> Result<Vec<Found>, Trouble> {
    let transaction = Transaction::begin(&db.0, &[WORKS], Mode::Read)?;
    let all = result(transaction.store(WORKS)?.get_all()).await?;
    Ok(Array::from(&all).iter().map(|record| found(&record)).collect())
}

fn found(record: &JsValue) -> Found {
    let id = idb::text(record, "id");
    match serde_json::from_str(&idb::text(record, "meta")) {
        Ok(meta) => Found { id, meta: Some(meta) },
        Err(_) => Found { id, meta: None },
    }
}

/// Keeps a new work: its first snapshot. `seq` is the number of the last change that the snapshot holds.
pub(crate) async fn create(db: &Db, meta: &WorkMeta, owner: &str, snapshot: &str, seq: u64) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[WORKS, SNAPSHOTS], Mode::Write)?;
    result(transaction.store(WORKS)?.put(&work_record(meta, owner)?)).await?;
    result(transaction.store(SNAPSHOTS)?.put(&snapshot_record(&meta.id, snapshot, seq)?)).await?;
    transaction.finished().await
}

/// Reads a work whole; with an owner's mark, this window becomes its owner in the same transaction.
pub(crate) async fn load(db: &Db, id: &str, owner: Option<&str>) -> Result<Stored, Trouble> {
    let mode = if owner.is_some() { Mode::Write } else { Mode::Read };
    let transaction = Transaction::begin(&db.0, &[WORKS, SNAPSHOTS, JOURNAL], mode)?;
    let works = transaction.store(WORKS)?;
    let record = result(works.get(&id.into())).await?;
    if !record.is_object() {
        return Err(Trouble::Gone);
    }
    if let Some(owner) = owner {
        js_sys::Reflect::set(&record, &"owner".into(), &owner.into()).map_err(|why| idb::trouble(&why))?;
        result(works.put(&record)).await?;
    }
    let snapshot = result(transaction.store(SNAPSHOTS)?.get(&id.into())).await?;
    let entries = result(transaction.store(JOURNAL)?.get_all_with_key(&journal_of(id, u64::MAX >> 12)?)).await?;
    let stored = Stored {
        found: found(&record),
        snapshot: idb::text(&snapshot, "json"),
        seq: idb::count(&snapshot, "seq"),
        entries: Array::from(&entries)
            .iter()
            .map(|entry| (idb::count(&entry, "seq"), idb::text(&entry, "json")))
            .collect(),
    };
    transaction.finished().await?;
    Ok(stored)
}

/// Writes changes to the journal, and what the list of works says, if this window still owns the work.
pub(crate) async fn append(db: &Db, meta: &WorkMeta, owner: &str, changes: &[(u64, String)]) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[WORKS, JOURNAL], Mode::Write)?;
    let works = transaction.store(WORKS)?;
    if let Err(why) = owned(&works, &meta.id, owner).await {
        transaction.abort();
        return Err(why);
    }
    result(works.put(&work_record(meta, owner)?)).await?;
    let journal = transaction.store(JOURNAL)?;
    for (seq, json) in changes {
        let properties = [("work", meta.id.as_str().into()), ("seq", idb::number(*seq)), ("json", json.into())];
        result(journal.put(&idb::object(&properties)?)).await.map_err(|why| transaction.reason(why))?;
    }
    transaction.finished().await
}

/// Writes a snapshot and drops the changes it holds, if this window still owns the work.
pub(crate) async fn snapshot(db: &Db, meta: &WorkMeta, owner: &str, json: &str, seq: u64) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[WORKS, SNAPSHOTS, JOURNAL], Mode::Write)?;
    let works = transaction.store(WORKS)?;
    if let Err(why) = owned(&works, &meta.id, owner).await {
        transaction.abort();
        return Err(why);
    }
    result(works.put(&work_record(meta, owner)?)).await?;
    result(transaction.store(SNAPSHOTS)?.put(&snapshot_record(&meta.id, json, seq)?)).await?;
    result(transaction.store(JOURNAL)?.delete(&journal_of(&meta.id, seq)?)).await?;
    transaction.finished().await
}

/// Keeps what could not be read, as it was found.
pub(crate) async fn set_aside(db: &Db, work: &str, pieces: &[(u64, String)], at: &str) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[ASIDE], Mode::Write)?;
    let aside = transaction.store(ASIDE)?;
    for (seq, json) in pieces {
        let properties = [("work", work.into()), ("seq", idb::number(*seq)), ("json", json.into()), ("at", at.into())];
        result(aside.add(&idb::object(&properties)?)).await?;
    }
    transaction.finished().await
}

/// Takes a work and its journal out of the store.
pub(crate) async fn delete(db: &Db, id: &str) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[WORKS, SNAPSHOTS, JOURNAL, ASIDE], Mode::Write)?;
    result(transaction.store(WORKS)?.delete(&id.into())).await?;
    result(transaction.store(SNAPSHOTS)?.delete(&id.into())).await?;
    result(transaction.store(JOURNAL)?.delete(&journal_of(id, u64::MAX >> 12)?)).await?;
    // What was set aside of it goes too: clearing means that nothing of the work is left on this machine.
    let aside = transaction.store(ASIDE)?;
    let keys = Array::from(&result(aside.get_all_keys()).await?);
    for key in keys.iter() {
        let piece = result(aside.get(&key)).await?;
        if idb::text(&piece, "work") == id {
            result(aside.delete(&key)).await?;
        }
    }
    transaction.finished().await
}

/// A setting; empty when there is none.
pub(crate) async fn setting(db: &Db, name: &str) -> Result<String, Trouble> {
    let transaction = Transaction::begin(&db.0, &[SETTINGS], Mode::Read)?;
    let record = result(transaction.store(SETTINGS)?.get(&name.into())).await?;
    Ok(idb::text(&record, "json"))
}

/// Keeps a setting; empty text takes it away.
pub(crate) async fn set_setting(db: &Db, name: &str, json: &str) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[SETTINGS], Mode::Write)?;
    let settings = transaction.store(SETTINGS)?;
    if json.is_empty() {
        result(settings.delete(&name.into())).await?;
    } else {
        result(settings.put(&idb::object(&[("id", name.into()), ("json", json.into())])?)).await?;
    }
    transaction.finished().await
}

/// Whether the work is still this window's.
pub(crate) async fn still_owned(db: &Db, id: &str, owner: &str) -> Result<(), Trouble> {
    let transaction = Transaction::begin(&db.0, &[WORKS], Mode::Read)?;
    owned(&transaction.store(WORKS)?, id, owner).await
}

async fn owned(works: &web_sys::IdbObjectStore, id: &str, owner: &str) -> Result<(), Trouble> {
    let record = result(works.get(&id.into())).await?;
    if !record.is_object() {
        Err(Trouble::Gone)
    } else if idb::text(&record, "owner") == owner {
        Ok(())
    } else {
        Err(Trouble::TakenOver)
    }
}

fn work_record(meta: &WorkMeta, owner: &str) -> Result<JsValue, Trouble> {
    let json = serde_json::to_string(meta).map_err(|why| Trouble::Other(why.to_string()))?;
    idb::object(&[("id", meta.id.as_str().into()), ("owner", owner.into()), ("meta", json.into())])
}

fn snapshot_record(id: &str, json: &str, seq: u64) -> Result<JsValue, Trouble> {
    idb::object(&[("id", id.into()), ("seq", idb::number(seq)), ("json", json.into())])
}

/// The journal entries of a work up to a change.
fn journal_of(id: &str, upto: u64) -> Result<JsValue, Trouble> {
    let from = Array::of2(&id.into(), &idb::number(0));
    let to = Array::of2(&id.into(), &idb::number(upto));
    IdbKeyRange::bound(&from, &to).map(Into::into).map_err(|why| idb::trouble(&why))
}
