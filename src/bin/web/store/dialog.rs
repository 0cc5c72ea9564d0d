//! Questions that need an answer before anything goes on, and the help.

use std::rc::Rc;

use sishang::workbook::Workbook;
use yew::AttrValue;

/// A dialog on screen.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Dialog {
    /// The shortcuts.
    Help,
    /// Clear a work from this machine?
    Clear {
        /// Identity in the store.
        id: AttrValue,
        /// What it is, in words.
        what: AttrValue,
        /// How many changes no file has.
        unsaved: u64,
    },
    /// The work is open in another window.
    OpenElsewhere {
        /// Identity in the store.
        id: AttrValue,
        /// What it is, in words.
        what: AttrValue,
    },
    /// Begin a new roll-up, which clears the one that is open from this machine?
    GatherAnew,
    /// A file was opened, and work on the same office and period is kept here.
    SameWork(Rc<Opened>),
}

/// A submission file that was read and may become work.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Opened {
    /// Name of the file.
    pub name: AttrValue,
    /// What is in it.
    pub book: Workbook,
    /// The work that is kept here on the same office and period: its identity and what it is.
    pub kept: Option<(AttrValue, AttrValue)>,
}
