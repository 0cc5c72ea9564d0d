//! From one state to the next. Pure: no clock, no storage, no page.

use std::rc::Rc;

use sishang::workbook::{Applied, Refusal, Session, Stamp};
use yew::AttrValue;

use super::work::CHANGES_PER_FILE;
use super::{Access, AppState, GatherMsg, Msg, Notice, Page, Saved, Shelf, Storage, Tone, Work, day_of};
use crate::effects::trouble::Trouble;

/// Most notices on screen; older ones make room.
const MOST_NOTICES: usize = 4;

impl AppState {
    /// The state after a message; `None` when nothing changes.
    pub(crate) fn updated(&self, msg: Msg) -> Option<Self> {
        let mut next = self.clone();
        match msg {
            Msg::PageTurned(page) if page == self.page => return None,
            Msg::PageTurned(page) => {
                if self.back.as_ref() == Some(&page) {
                    next.back = None;
                }
                next.page = page;
                next.written = None;
            }
            Msg::Jumped(page) => {
                next.back = Some(self.page.clone());
                next.page = page;
            }
            Msg::CameBack => next.page = next.back.take()?,
            Msg::StorageAnswered(Ok(db)) => {
                next.work = self.work.as_ref().map(|work| work.awaiting(Ok(())));
                next.storage = Storage::Ready(db);
            }
            Msg::StorageAnswered(Err(why)) => {
                // What is kept in a store that may still open is not known.
                if why != Trouble::Blocked {
                    next.shelf = Shelf::listed(Vec::new());
                }
                next.work = self.work.as_ref().map(|work| work.awaiting(Err(&why)));
                next.storage = Storage::Unusable(why);
            }
            Msg::ShelfRead(works) => next.shelf = Shelf::listed(works),
            Msg::WorkOpened(work) => {
                next.today = Rc::from(day_of(&work.updated_at).max(&self.today));
                let store = if let Storage::Unusable(why) = &self.storage { Err(why) } else { Ok(()) };
                next.work = Some(work.awaiting(store));
                next.back = None;
                next.written = None;
                next.begun = super::Begun::default();
            }
            Msg::WorkClosed => {
                self.work.as_ref()?;
                next.work = None;
                next.back = None;
            }
            Msg::Commanded { command, stamp } => {
                return self.worked(|session, stamp| session.apply(command, stamp), stamp);
            }
            Msg::UndoAsked { stamp } => return self.moved(Session::undo, stamp, "已撤销"),
            Msg::RedoAsked { stamp } => return self.moved(Session::redo, stamp, "已重做"),
            Msg::Journaled { work, from, seq, at } => {
                next.today = Rc::from(day_of(&at));
                next.work = Some(self.work_named(&work)?.journaled(from, seq, at));
            }
            Msg::WorkStored { work, seq, at } => {
                next.today = Rc::from(day_of(&at));
                next.work = Some(self.work_named(&work)?.kept_first(seq, at));
            }
            Msg::NotJournaled { work, why } => next.work = Some(self.work_named(&work)?.not_journaled(why)),
            Msg::RetryAsked => {
                let work = self.work.as_ref().filter(|work| matches!(work.saved, Saved::Failed(_)))?;
                next.work = Some(Work { attempt: work.attempt + 1, ..work.clone() });
            }
            Msg::SnapshotKept { work, seq } => {
                next.work = Some(Work { snapshot_seq: seq, ..self.work_named(&work)?.clone() });
            }
            Msg::TakenOver { work } => {
                next.work = Some(Work { access: Access::TakenOver, ..self.work_named(&work)?.clone() });
            }
            Msg::SchemeChanged { scheme, origin } => {
                next.work = self.work.as_ref().map(|work| work.under(&scheme));
                next.scheme = scheme;
                next.origin = origin;
            }
            Msg::OfficeChosen(office) => next.begun.office = office,
            Msg::PeriodKindChosen(kind) => (next.begun.kind, next.begun.period) = (Some(kind), None),
            Msg::PeriodChosen(period) => next.begun.period = Some(period),
            Msg::SourcesRead(sources) => next.begun = self.begun.with(sources),
            Msg::SourceDropped(name) => next.begun = self.begun.without(&name),
            Msg::FileAsked(status) => {
                self.work.as_ref()?;
                next.asked = (self.asked.0 + 1, status);
            }
            Msg::SubmissionWritten(written) => {
                let work = next.work.as_mut()?;
                next.today = Rc::from(day_of(&written.at));
                work.file = super::SavedFile { at: Some(written.at.clone()), seq: work.seq };
                next.written = (self.page == Page::Export).then(|| Rc::new(written));
            }
            Msg::WrittenRead => {
                self.written.as_ref()?;
                next.written = None;
            }
            Msg::Noticed { tone, text } => next.note(tone, text),
            Msg::NoticeClosed(id) => {
                next.notices = self.notices.iter().filter(|notice| notice.id != id).cloned().collect();
            }
            Msg::Said(text) => next.said = (self.said.0 + 1, text),
            Msg::DialogOpened(dialog) => next.dialog = Some(dialog),
            Msg::DialogClosed => {
                self.dialog.as_ref()?;
                next.dialog = None;
            }
            Msg::Gather(GatherMsg::Begun(gather)) => next.gather = Some(*gather),
            Msg::Gather(msg) => next.gather = Some(next.gather.take()?.updated(msg)),
            Msg::Busy(what) if what == self.busy => return None,
            Msg::Busy(what) => next.busy = what,
        }
        Some(next)
    }

    /// The open work, if it is this one: an answer may come after another work was opened.
    fn work_named(&self, id: &str) -> Option<&Work> {
        self.work.as_ref().filter(|work| *work.id == *id)
    }

    fn worked(
        &self,
        step: impl FnOnce(&Session, Stamp) -> Result<(Session, Applied), Refusal>,
        stamp: Stamp,
    ) -> Option<Self> {
        let work = self.work.as_ref()?;
        let mut next = self.clone();
        if !work.is_open() {
            next.note(Tone::Warning, AttrValue::Static("这份台账在这里只能看，没有改动。"));
            return Some(next);
        }
        match work.after(step, stamp) {
            Ok(changed) => {
                let changed = changed?;
                let unsaved = changed.since_file();
                if unsaved > 0 && unsaved % CHANGES_PER_FILE == 0 {
                    let text = format!("已有 {unsaved} 处改动没有存成文件。按 Ctrl+S 存一份，电脑坏了也不怕。");
                    next.note(Tone::Warning, text.into());
                }
                next.work = Some(changed);
            }
            Err(Refusal::NothingToUndo) => next.said = (self.said.0 + 1, AttrValue::Static("没有可以撤销或重做的了")),
            Err(refusal) => next.note(Tone::Error, crate::words::refusal(&refusal).into()),
        }
        Some(next)
    }

    fn moved(
        &self,
        step: impl FnOnce(&Session, Stamp) -> Result<(Session, Applied), Refusal>,
        stamp: Stamp,
        said: &'static str,
    ) -> Option<Self> {
        let before = self.work.as_ref()?.seq;
        let mut next = self.worked(step, stamp)?;
        if next.work.as_ref().is_some_and(|work| work.seq > before) {
            next.said = (self.said.0 + 1, AttrValue::Static(said));
        }
        Some(next)
    }

    fn note(&mut self, tone: Tone, text: AttrValue) {
        let id = self.notices.iter().map(|notice| notice.id).max().unwrap_or(self.said.0) + 1;
        let others = self.notices.iter().filter(|notice| notice.text != text).cloned();
        let mut notices: Vec<Notice> = others.chain([Notice { id, tone, text: text.clone() }]).collect();
        let surplus = notices.len().saturating_sub(MOST_NOTICES);
        notices.drain(..surplus);
        self.notices = notices.into();
        self.said = (self.said.0 + 1, text);
    }
}
