//! How the clerk likes the grid: kept in the store from one opening of the page to the next.

use std::cell::RefCell;

use wasm_bindgen_futures::spawn_local;

use crate::effects::storage::{self, Db};
use crate::pages::fill::{HABITS, lasting_habits, take_up_habits};

thread_local! {
    /// The store, so that the grid's page need not be drawn anew whenever anything changes.
    static STORE: RefCell<Option<Db>> = const { RefCell::new(None) };
}

/// Takes up what is kept.
pub(crate) async fn take_up(db: &Db) {
    STORE.set(Some(db.clone()));
    // A convenience: without it the grid is as it is for everybody.
    if let Ok(kept) = storage::setting(db, HABITS).await {
        take_up_habits(&kept);
    }
}

/// Keeps what is liked now.
pub(crate) fn write() {
    let Some(db) = STORE.with_borrow(Clone::clone) else { return };
    let kept = lasting_habits();
    // A convenience again: the choice holds for this time in any case.
    spawn_local(async move { drop(storage::set_setting(&db, HABITS, &kept).await) });
}
