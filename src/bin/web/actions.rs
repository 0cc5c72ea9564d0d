//! The longer doings: they read, ask the core, write, and end in messages to the store.

pub(crate) mod carry;
pub(crate) mod demo;
pub(crate) mod files;
pub(crate) mod gather;
pub(crate) mod habits;
pub(crate) mod open;
pub(crate) mod read;
pub(crate) mod scheme;
pub(crate) mod submit;

use wasm_bindgen_futures::spawn_local;

use crate::effects::storage;
use crate::effects::trouble::Trouble;
use crate::store::{Msg, Sender, Shown, Tone};

/// Opens the store, lists what is kept, and takes up the county's scheme if there is one. A store that is late is told
/// of, and taken up all the same when it opens.
pub(crate) fn start(send: &Sender) {
    let send = send.clone();
    spawn_local(async move {
        let told = send.clone();
        match storage::open(move || told.send(Msg::StorageAnswered(Err(Trouble::Blocked)))).await {
            Ok(db) => {
                scheme::take_up(&db, &send).await;
                habits::take_up(&db).await;
                let listed = storage::list(&db).await;
                send.send(Msg::StorageAnswered(Ok(db)));
                match listed {
                    Ok(works) => send.send(Msg::ShelfRead(works)),
                    Err(why) => send.notice(Tone::Error, format!("读不出本机存的台账：{why}。{}", why.advice())),
                }
            }
            Err(why) => send.send(Msg::StorageAnswered(Err(why))),
        }
    });
}

/// Tries again to keep what could not be kept. The store is opened anew: the browser may have closed it.
pub(crate) fn retry(send: &Sender) {
    let send = send.clone();
    spawn_local(async move {
        // The store that is open may do meanwhile.
        let meanwhile = send.clone();
        if let Ok(db) = storage::open(move || meanwhile.send(Msg::RetryAsked)).await {
            send.send(Msg::StorageAnswered(Ok(db)));
        }
        send.send(Msg::RetryAsked);
    });
}

/// Lists the kept works anew.
pub(crate) fn list(shown: &Shown, send: &Sender) {
    let Some(db) = shown.db().cloned() else { return };
    let send = send.clone();
    spawn_local(async move {
        match storage::list(&db).await {
            Ok(works) => send.send(Msg::ShelfRead(works)),
            Err(why) => send.notice(Tone::Error, format!("读不出本机存的台账：{why}。")),
        }
    });
}
