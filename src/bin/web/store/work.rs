//! The work that is open: the session, what of it is kept, and who may write.

use std::rc::Rc;
use std::sync::Arc;

use sishang::scheme::CompiledScheme;
use sishang::workbook::{Applied, Change, Refusal, Session, Snapshot, Stamp};

use super::{Saved, SavedFile, WorkMeta};
use crate::effects::lock::Lock;
use crate::effects::trouble::Trouble;

/// Changes after which a snapshot is written again.
pub(crate) const CHANGES_PER_SNAPSHOT: u64 = 200;

/// Changes without a file after which the page asks for one.
pub(crate) const CHANGES_PER_FILE: u64 = 50;

/// Who may change the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// This window.
    Own,
    /// Another window, which took it over.
    TakenOver,
    /// Nobody here: it was opened to look at.
    LookOnly,
}

/// A change that is to be journaled.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// Its number.
    pub seq: u64,
    /// What it did.
    pub change: Arc<Change>,
}

/// The open work.
#[derive(Debug, Clone)]
pub(crate) struct Work {
    /// Identity in the store.
    pub id: Rc<str>,
    /// Whether the store has it at all. Until then nothing of it is journaled: its first snapshot will hold everything.
    pub stored: bool,
    /// Workbook, findings, undo history.
    pub session: Rc<Session>,
    /// Number of the last change.
    pub seq: u64,
    /// Number of the last change that a snapshot holds; `u64::MAX` when none may be written.
    pub snapshot_seq: u64,
    /// Changes that no storage has confirmed, in order.
    pub pending: Rc<[Kept]>,
    /// How often writing was tried again after a failure: a new number makes the journal start over.
    pub attempt: u32,
    /// How far it is kept in this browser.
    pub saved: Saved,
    /// The last file.
    pub file: SavedFile,
    /// Who may change it.
    pub access: Access,
    /// When it was last changed, in local time.
    pub updated_at: String,
    /// Keeps other windows out.
    pub lock: Lock,
}

impl Work {
    /// A work just begun or read back; `meta.seq` is the number of its last change.
    pub(crate) fn new(session: Session, meta: &WorkMeta, saved: Saved, access: Access, lock: Lock) -> Self {
        Self {
            id: Rc::from(meta.id.as_str()),
            stored: true,
            session: Rc::new(session),
            seq: meta.seq,
            snapshot_seq: meta.seq,
            pending: Rc::from([]),
            attempt: 0,
            saved,
            file: SavedFile { at: meta.file_at.clone(), seq: meta.file_seq },
            access,
            updated_at: meta.updated_at.clone(),
            lock,
        }
    }

    /// Carries out what a command, undo or redo gave; `None` when nothing changed.
    pub(crate) fn after(
        &self,
        step: impl FnOnce(&Session, Stamp) -> Result<(Session, Applied), Refusal>,
        stamp: Stamp,
    ) -> Result<Option<Self>, Refusal> {
        let by = self.session.book.signers.filler.clone();
        let at = stamp.at.clone();
        let (session, applied) = step(&self.session, Stamp { by, ..stamp })?;
        let Some(change) = applied.change else { return Ok(None) };
        let mut next = self.clone();
        next.session = Rc::new(session);
        next.seq += 1;
        next.updated_at = at;
        let kept = Kept { seq: next.seq, change };
        next.pending = self.pending.iter().cloned().chain([kept]).collect();
        // Without storage the changes are of no use to anybody: the session holds them.
        if matches!(self.saved, Saved::MemoryOnly(_)) {
            next.pending = Rc::from([]);
        } else if !matches!(self.saved, Saved::Failed(_)) {
            next.saved = Saved::Saving;
        }
        Ok(Some(next))
    }

    /// The journal holds the changes `from` to `seq`. An earlier one that failed stays pending, and the failure stands.
    #[must_use]
    pub(crate) fn journaled(&self, from: u64, seq: u64, at: String) -> Self {
        let mut next = self.clone();
        next.pending = self.pending.iter().filter(|kept| kept.seq < from || kept.seq > seq).cloned().collect();
        if next.pending.is_empty() {
            next.saved = Saved::UpTo { seq: self.seq, at };
        }
        next
    }

    /// The store has it for the first time, with everything up to this change.
    #[must_use]
    pub(crate) fn kept_first(&self, seq: u64, at: String) -> Self {
        let pending: Rc<[Kept]> = self.pending.iter().filter(|kept| kept.seq > seq).cloned().collect();
        let saved = if pending.is_empty() { Saved::UpTo { seq, at } } else { Saved::Saving };
        Self { stored: true, snapshot_seq: seq, pending, saved, ..self.clone() }
    }

    /// What is said of a work that no store has yet, once more is known of the store.
    #[must_use]
    pub(crate) fn awaiting(&self, store: Result<(), &Trouble>) -> Self {
        let saved = match (store, &self.saved) {
            _ if self.stored => return self.clone(),
            (Err(why), _) => Saved::MemoryOnly(why.clone()),
            (Ok(()), Saved::MemoryOnly(_)) => Saved::Saving,
            // One that could not be written waits for another attempt.
            (Ok(()), saved) => saved.clone(),
        };
        Self { saved, ..self.clone() }
    }

    /// The journal could not be written.
    #[must_use]
    pub(crate) fn not_journaled(&self, why: Trouble) -> Self {
        let access = if why == Trouble::TakenOver { Access::TakenOver } else { self.access };
        Self { saved: Saved::Failed(why), access, ..self.clone() }
    }

    /// Read under another scheme: the history of undo begins anew, and so does the snapshot.
    #[must_use]
    pub(crate) fn under(&self, scheme: &Arc<CompiledScheme>) -> Self {
        let book = Snapshot::of(&self.session.scheme, &self.session.book).load(scheme);
        let session = Rc::new(Session::new(Arc::clone(scheme), book));
        // Where no snapshot may be written (`u64::MAX`), none is.
        let snapshot_seq = if self.snapshot_seq == u64::MAX { u64::MAX } else { 0 };
        Self { session, snapshot_seq, ..self.clone() }
    }

    /// What the list of works says of it.
    pub(crate) fn meta(&self) -> WorkMeta {
        let mut meta = WorkMeta::of(&self.id, &self.session.book.about, &self.updated_at);
        meta.seq = self.seq;
        meta.file_at.clone_from(&self.file.at);
        meta.file_seq = self.file.seq;
        meta
    }

    /// How many changes no file has.
    pub(crate) fn since_file(&self) -> u64 {
        self.seq.saturating_sub(self.file.seq)
    }

    /// True when this window may change it.
    pub(crate) fn is_open(&self) -> bool {
        self.access == Access::Own
    }

    /// True while closing the page would lose something.
    pub(crate) fn is_at_risk(&self) -> bool {
        let in_no_file = self.since_file() > 0;
        let at_risk =
            if self.stored { !self.pending.is_empty() || (self.saved.is_at_risk() && in_no_file) } else { in_no_file };
        self.is_open() && at_risk
    }

    /// Office and period in words.
    pub(crate) fn title(&self) -> String {
        let about = &self.session.book.about;
        format!("{} {}", about.office.name, about.period.chinese())
    }
}
