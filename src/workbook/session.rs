//! A workbook being worked on: with its findings and its undo history.

use std::sync::Arc;

use super::{Change, Command, Refusal, Stamp, Touched, Workbook};
use crate::audit::Audit;
use crate::scheme::CompiledScheme;

/// Most changes that can be undone.
const LONGEST_HISTORY: usize = 2_000;

/// A workbook, what the audit finds in it, and how to go back. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Session {
    /// The scheme in use.
    pub scheme: Arc<CompiledScheme>,
    /// The work.
    pub book: Workbook,
    /// What the rules say of it, always up to date.
    pub audit: Audit,
    undo: Arc<Vec<Arc<Change>>>,
    redo: Arc<Vec<Arc<Change>>>,
}

/// What a command did.
#[derive(Clone, Debug)]
pub struct Applied {
    /// To be journaled before the next command is taken. `None` when nothing changed.
    pub change: Option<Arc<Change>>,
    /// What to look at again.
    pub touched: Touched,
}

impl Session {
    /// Begins or resumes work: audits everything once.
    pub fn new(scheme: Arc<CompiledScheme>, book: Workbook) -> Self {
        let audit = Audit::full(&scheme, &book);
        Self { scheme, book, audit, undo: Arc::default(), redo: Arc::default() }
    }

    /// Carries out a command.
    ///
    /// # Errors
    /// The command is refused and nothing changed.
    pub fn apply(&self, command: Command, stamp: Stamp) -> Result<(Self, Applied), Refusal> {
        let change = Arc::new(self.book.plan(&self.scheme, command, stamp)?);
        if change.ops.is_empty() {
            return Ok((self.clone(), Applied { change: None, touched: Touched::default() }));
        }
        let (mut next, touched) = self.moved(&change);
        if change.is_undoable() {
            next.undo = Arc::new(pushed(&self.undo, Arc::clone(&change)));
            next.redo = Arc::default();
        }
        Ok((next, Applied { change: Some(change), touched }))
    }

    /// Takes back the last change.
    ///
    /// # Errors
    /// [`Refusal::NothingToUndo`].
    pub fn undo(&self, stamp: Stamp) -> Result<(Self, Applied), Refusal> {
        let (last, rest) = self.undo.split_last().ok_or(Refusal::NothingToUndo)?;
        let change = Arc::new(last.inverse(stamp));
        let (mut next, touched) = self.moved(&change);
        next.undo = Arc::new(rest.to_vec());
        next.redo = Arc::new(pushed(&self.redo, Arc::clone(last)));
        Ok((next, Applied { change: Some(change), touched }))
    }

    /// Does again what was last taken back.
    ///
    /// # Errors
    /// [`Refusal::NothingToUndo`].
    pub fn redo(&self, stamp: Stamp) -> Result<(Self, Applied), Refusal> {
        let (last, rest) = self.redo.split_last().ok_or(Refusal::NothingToUndo)?;
        let change = Arc::new(Change { stamp, ops: last.ops.clone() });
        let (mut next, touched) = self.moved(&change);
        next.redo = Arc::new(rest.to_vec());
        next.undo = Arc::new(pushed(&self.undo, Arc::clone(last)));
        Ok((next, Applied { change: Some(change), touched }))
    }

    /// Replays a journaled change; it cannot be undone.
    #[must_use]
    pub fn replayed(&self, change: &Change) -> Self {
        self.moved(change).0
    }

    /// How many changes can be undone and redone.
    pub fn history(&self) -> (usize, usize) {
        (self.undo.len(), self.redo.len())
    }

    fn moved(&self, change: &Change) -> (Self, Touched) {
        let (book, touched) = self.book.after(&self.scheme, change);
        let audit = self.audit.updated(&self.scheme, &self.book, &book, &touched);
        let next = Self {
            scheme: Arc::clone(&self.scheme),
            book,
            audit,
            undo: Arc::clone(&self.undo),
            redo: Arc::clone(&self.redo),
        };
        (next, touched)
    }
}

fn pushed(history: &[Arc<Change>], change: Arc<Change>) -> Vec<Arc<Change>> {
    let from = (history.len() + 1).saturating_sub(LONGEST_HISTORY);
    history.iter().skip(from).cloned().chain([change]).collect()
}
