//! Writes every change to the browser's store as soon as it is made, in order, and now and then a snapshot.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use sishang::workbook::Snapshot;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::trouble::Trouble;
use super::{clock, storage};
use crate::actions;
use crate::store::work::CHANGES_PER_SNAPSHOT;
use crate::store::{Msg, Saved, Sender, Shown, Work};

/// How long nothing is typed before a snapshot is worth writing.
const QUIET_MILLIS: u32 = 20_000;

/// Fewest changes for which a snapshot is written in a quiet moment.
const WORTH_A_SNAPSHOT: u64 = 20;

/// How long after a failure writing is tried again without being asked.
const RETRY_MILLIS: u32 = 15_000;

/// A disk can be freed and a store can answer again; a work that another window took is not coming back by itself.
fn is_worth_another_try(work: &Work) -> bool {
    work.is_open() && work.saved.trouble().is_some_and(Trouble::may_pass)
}

/// Keeps the open work in the store.
#[hook]
pub(crate) fn use_journal(shown: &Shown, send: Sender) {
    // What was handed to the store: work, attempt, last change.
    let handed = use_mut_ref(|| (Rc::<str>::from(""), 0_u32, 0_u64));
    let has_store = shown.db().is_some();
    let key = shown.work.as_ref().map(|work| (Rc::clone(&work.id), work.attempt, work.seq, has_store && work.stored));
    {
        let (shown, send) = (shown.clone(), send.clone());
        use_effect_with(key.clone(), move |_| write(&shown, &send, &mut handed.borrow_mut()));
    }
    {
        let (shown, send) = (shown.clone(), send.clone());
        let new = shown.work.as_ref().filter(|work| !work.stored && has_store);
        use_effect_with(new.map(|work| (Rc::clone(&work.id), work.attempt)), move |new| {
            if new.is_some() {
                actions::open::keep_new(&shown, &send);
            }
        });
    }
    {
        let send = send.clone();
        let failed = shown.work.as_ref().filter(|work| is_worth_another_try(work)).map(|work| work.attempt);
        use_effect_with(failed, move |failed| {
            let wait = failed.map(|_| Timeout::new(RETRY_MILLIS, move || actions::retry(&send)));
            move || drop(wait)
        });
    }
    let (shown, snapshot_key) = (shown.clone(), key.clone());
    use_effect_with(snapshot_key, move |_| {
        let since = shown.work.as_ref().map_or(0, |work| work.seq.saturating_sub(work.snapshot_seq));
        let wait = (since >= WORTH_A_SNAPSHOT).then(|| {
            let millis = if since >= CHANGES_PER_SNAPSHOT { 0 } else { QUIET_MILLIS };
            Timeout::new(millis, move || snapshot(&shown, &send))
        });
        move || drop(wait)
    });
}

/// Hands over the changes that were not handed over yet.
fn write(shown: &Shown, send: &Sender, handed: &mut (Rc<str>, u32, u64)) {
    let (Some(work), Some(db)) = (&shown.work, shown.db()) else { return };
    if !work.is_open() || !work.stored {
        return;
    }
    // After a failure everything that is pending goes again, with every new change and every new attempt.
    if handed.0 != work.id || handed.1 != work.attempt || matches!(work.saved, Saved::Failed(_)) {
        *handed = (Rc::clone(&work.id), work.attempt, 0);
    }
    let scheme = &work.session.scheme;
    let changes: Vec<(u64, String)> = work
        .pending
        .iter()
        .filter(|kept| kept.seq > handed.2)
        .map(|kept| (kept.seq, kept.change.store(scheme).to_json()))
        .collect();
    let (Some(&(from, _)), Some(&(last, _))) = (changes.first(), changes.last()) else { return };
    handed.2 = last;
    let (db, meta, owner, id) = (db.clone(), work.meta(), Rc::clone(&shown.window), Rc::clone(&work.id));
    let send = send.clone();
    spawn_local(async move {
        send.send(match storage::append(&db, &meta, &owner, &changes).await {
            Ok(()) => Msg::Journaled { work: id, from, seq: last, at: clock::now() },
            Err(why) => Msg::NotJournaled { work: id, why },
        });
    });
}

/// Writes a snapshot of the work as it is now.
pub(crate) fn snapshot(shown: &Shown, send: &Sender) {
    let (Some(work), Some(db)) = (&shown.work, shown.db()) else { return };
    if !work.is_open() || !work.stored {
        return;
    }
    let json = Snapshot::of(&work.session.scheme, &work.session.book).to_json();
    let (db, meta, owner, id) = (db.clone(), work.meta(), Rc::clone(&shown.window), Rc::clone(&work.id));
    let (seq, send) = (work.seq, send.clone());
    spawn_local(async move {
        match storage::snapshot(&db, &meta, &owner, &json, seq).await {
            Ok(()) => send.send(Msg::SnapshotKept { work: id, seq }),
            Err(why @ (Trouble::TakenOver | Trouble::Gone)) => send.send(Msg::NotJournaled { work: id, why }),
            // Nothing is lost: the journal holds it all, and the next change asks for a snapshot again.
            Err(_) => {}
        }
    });
}
