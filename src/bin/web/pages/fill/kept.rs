//! How each form was left, so that coming back finds it so. Kept for as long as the page is open, and not in the
//! store: it is no part of the work.

use std::cell::RefCell;
use std::collections::BTreeMap;

use sishang::grid::{ColumnChoice, Place};

use crate::parts::grid::GridHabits;

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Filter {
    #[default]
    All,
    /// Something that has to be filled is not.
    Unfilled,
    /// Something is found in the row.
    Found,
}

/// How a form was left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Kept {
    pub choice: ColumnChoice,
    pub filter: Filter,
    pub query: String,
    /// The active cell.
    pub place: Place,
}

thread_local! {
    static FORMS: RefCell<BTreeMap<String, Kept>> = const { RefCell::new(BTreeMap::new()) };
    static HABITS: RefCell<GridHabits> = const { RefCell::new(GridHabits { enter_right: false, tab_leaves: false }) };
}

pub(crate) fn kept(form: &str) -> Kept {
    FORMS.with_borrow(|forms| forms.get(form).cloned().unwrap_or_default())
}

pub(crate) fn keep(form: &str, kept: Kept) {
    FORMS.with_borrow_mut(|forms| forms.insert(form.to_owned(), kept));
}

pub(crate) fn habits() -> GridHabits {
    HABITS.with_borrow(|habits| *habits)
}

pub(crate) fn keep_habits(now: GridHabits) {
    HABITS.with_borrow_mut(|habits| *habits = now);
}
