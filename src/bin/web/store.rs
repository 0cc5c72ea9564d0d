//! What the page knows, and the only way it changes: a message goes in, a new state comes out.
//!
//! Parts read the state through [`use_shown`] and send through [`use_send`]; effects send like any other part.
//! The work itself is the core's `Session`: the store journals what it does and never edits it by itself.

pub(crate) mod begun;
pub(crate) mod dialog;
pub(crate) mod gather;
pub(crate) mod notice;
pub(crate) mod page;
mod reduce;
pub(crate) mod saved;
pub(crate) mod sender;
pub(crate) mod shelf;
#[cfg(test)]
mod tests;
pub(crate) mod work;

use std::rc::Rc;
use std::sync::Arc;

use sishang::exchange::Status;
use sishang::period::{Period, PeriodKind};
use sishang::scheme::CompiledScheme;
use sishang::workbook::{Command, Office, Session, Stamp};
use yew::prelude::*;

pub(crate) use begun::{Begun, Source};
pub(crate) use dialog::Dialog;
pub(crate) use gather::{Gather, GatherMsg};
pub(crate) use notice::{Notice, Tone};
pub(crate) use page::{AdmissionPart, CellName, GatherPart, Page, ProjectPart};
pub(crate) use saved::{Saved, SavedFile, clock_of};
pub(crate) use sender::Sender;
pub(crate) use shelf::{Found, Recovered, Shelf, Stored, WorkMeta, recover};
pub(crate) use work::{Access, Work};

use crate::effects::storage::Db;
use crate::effects::trouble::Trouble;

/// The browser's store as the page knows it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Storage {
    /// Not known yet.
    Opening,
    /// It takes writes.
    Ready(Db),
    /// It does not, and why: everything stays in memory.
    Unusable(Trouble),
}

/// Where the scheme in use comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SchemeOrigin {
    /// It is part of the program.
    BuiltIn,
    /// A file of the county, by its name.
    File(AttrValue),
}

/// Everything that the page shows.
#[derive(Debug, Clone)]
pub(crate) struct AppState {
    /// The page on screen.
    pub page: Page,
    /// The page to go back to after a jump.
    pub back: Option<Page>,
    /// The scheme in use.
    pub scheme: Arc<CompiledScheme>,
    /// Where it comes from.
    pub origin: SchemeOrigin,
    /// The work that is open.
    pub work: Option<Work>,
    /// The browser's store.
    pub storage: Storage,
    /// What is kept there.
    pub shelf: Shelf,
    /// The mark of this window.
    pub window: Rc<str>,
    /// The local date of the last message that carried a time: `2026-11-21`.
    pub today: Rc<str>,
    /// Lines above the page.
    pub notices: Rc<[Notice]>,
    /// What the live region says, with a number so that the same words are said again.
    pub said: (u64, AttrValue),
    /// The question on screen.
    pub dialog: Option<Dialog>,
    /// A new period being set up.
    pub begun: Begun,
    /// The file that was asked for last, with a number so that the same is asked for again.
    pub asked: (u64, Status),
    /// The file that was written last, for the page that confirms it.
    pub written: Option<Rc<Written>>,
    /// The roll-up that is open.
    pub gather: Option<Gather>,
    /// What is being done that takes a while, in words.
    pub busy: Option<AttrValue>,
}

/// A submission that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// Name of the file.
    pub name: AttrValue,
    /// Its digest.
    pub digest: AttrValue,
    /// Its revision.
    pub revision: u32,
    /// Whether it is final.
    pub is_final: bool,
    /// When, in local time.
    pub at: String,
}

/// What happened.
#[derive(Debug)]
pub(crate) enum Msg {
    /// Another page is asked for: by a link, a key, the address bar.
    PageTurned(Page),
    /// A jump to a page, from which one can come back.
    Jumped(Page),
    /// Back from a jump.
    CameBack,
    /// The store was opened, or not.
    StorageAnswered(Result<Db, Trouble>),
    /// The list of kept works was read.
    ShelfRead(Vec<Found>),
    /// A work is ready to be worked on.
    WorkOpened(Box<Work>),
    /// The work is put away.
    WorkClosed,
    /// A person did something to the work.
    Commanded {
        command: Command,
        stamp: Stamp,
    },
    /// The last change is taken back.
    UndoAsked {
        stamp: Stamp,
    },
    /// What was taken back is done again.
    RedoAsked {
        stamp: Stamp,
    },
    /// The journal holds the changes of this range, ends included.
    Journaled {
        work: Rc<str>,
        from: u64,
        seq: u64,
        at: String,
    },
    /// The store has a new work, with everything up to this change.
    WorkStored {
        work: Rc<str>,
        seq: u64,
        at: String,
    },
    /// The journal, or a new work, could not be written.
    NotJournaled {
        work: Rc<str>,
        why: Trouble,
    },
    /// Writing the journal is to be tried again.
    RetryAsked,
    /// A snapshot holds everything up to a change.
    SnapshotKept {
        work: Rc<str>,
        seq: u64,
    },
    /// Another window took the work.
    TakenOver {
        work: Rc<str>,
    },
    /// Another scheme is in use; the open work, if any, is read under it.
    SchemeChanged {
        scheme: Arc<CompiledScheme>,
        origin: SchemeOrigin,
    },
    /// The office of the new period was chosen, or taken back.
    OfficeChosen(Option<Office>),
    /// The period of the new work was chosen.
    PeriodKindChosen(PeriodKind),
    PeriodChosen(Period),
    /// Files to carry over from were read.
    SourcesRead(Vec<Source>),
    /// One of them is not wanted, by its name.
    SourceDropped(AttrValue),
    /// A file of the open work is asked for. It is made from the state after everything said before.
    FileAsked(Status),
    /// A submission was written.
    SubmissionWritten(Written),
    /// The page that confirms it was left.
    WrittenRead,
    /// Something to tell.
    Noticed {
        tone: Tone,
        text: AttrValue,
    },
    /// A notice was closed, or its time is up.
    NoticeClosed(u64),
    /// Something for the live region alone.
    Said(AttrValue),
    /// A question is put.
    DialogOpened(Dialog),
    /// It is answered or dropped.
    DialogClosed,
    /// Something happened to the roll-up.
    Gather(GatherMsg),
    /// Something long begins (`Some`) or is over.
    Busy(Option<AttrValue>),
}

impl AppState {
    /// The state before anything is known of this machine.
    pub(crate) fn new(scheme: Arc<CompiledScheme>, page: Page, window: &str, now: &str) -> Self {
        Self {
            page,
            back: None,
            scheme,
            origin: SchemeOrigin::BuiltIn,
            work: None,
            storage: Storage::Opening,
            shelf: Shelf::Unknown,
            window: Rc::from(window),
            today: Rc::from(day_of(now)),
            notices: Rc::from([]),
            said: (0, AttrValue::Static("")),
            dialog: None,
            begun: Begun::default(),
            asked: (0, Status::Draft),
            written: None,
            gather: None,
            busy: None,
        }
    }

    /// The session of the open work.
    pub(crate) fn session(&self) -> Option<&Session> {
        self.work.as_ref().map(|work| work.session.as_ref())
    }

    /// The open store.
    pub(crate) fn db(&self) -> Option<&Db> {
        match &self.storage {
            Storage::Ready(db) => Some(db),
            Storage::Opening | Storage::Unusable(_) => None,
        }
    }
}

/// The date of a local time in ISO 8601.
pub(crate) fn day_of(at: &str) -> &str {
    at.get(..10).unwrap_or(at)
}

/// The state as Yew holds it. Equal means the same pointer: every change makes a new `Rc`.
#[derive(Debug, Clone)]
pub(crate) struct Shown(pub(crate) Rc<AppState>);

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Shown {
    type Target = AppState;

    fn deref(&self) -> &AppState {
        &self.0
    }
}

impl Reducible for Shown {
    type Action = Msg;

    fn reduce(self: Rc<Self>, msg: Msg) -> Rc<Self> {
        match self.0.updated(msg) {
            Some(next) => Rc::new(Self(Rc::new(next))),
            // Yew 0.23 does not render when the same Rc comes back.
            None => self,
        }
    }
}

/// The state. Re-renders the caller when it changes.
#[hook]
pub(crate) fn use_shown() -> Shown {
    #[expect(clippy::expect_used, reason = "a part outside <App/> is a mistake that the first render shows")]
    use_context::<Shown>().expect("inside <App/>")
}

/// The way to send; it never changes.
#[hook]
pub(crate) fn use_send() -> Sender {
    #[expect(clippy::expect_used, reason = "a part outside <App/> is a mistake that the first render shows")]
    use_context::<Sender>().expect("inside <App/>")
}
