//! The demonstration month.

use super::open;
use crate::effects::clock;
use crate::store::{Page, Sender, Shown};

/// Opens the demonstration month as work of its own, marked as such.
pub(crate) fn open(shown: &Shown, send: &Sender) {
    let months = sishang::demo::months(&shown.scheme, &clock::token());
    open::new_work(shown, send, months.current, None, Page::Home);
}
