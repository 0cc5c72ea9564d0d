//! The way from parts and effects to the store. What a person does gets its time here.

use sishang::exchange::Status;
use sishang::workbook::{Command, Stamp};
use yew::{AttrValue, UseReducerDispatcher};

use super::{Dialog, Msg, Page, Shown, Tone};
use crate::effects::clock;

/// Sends messages to the store. Cloning is cheap; it is the same for the life of the page.
#[derive(Clone)]
pub(crate) struct Sender(UseReducerDispatcher<Shown>);

impl PartialEq for Sender {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Sender {
    /// Over a reducer's dispatcher.
    pub(crate) fn new(dispatcher: UseReducerDispatcher<Shown>) -> Self {
        Self(dispatcher)
    }

    /// Tells what happened.
    pub(crate) fn send(&self, msg: Msg) {
        self.0.dispatch(msg);
    }

    /// Does something to the open work, now. The store adds who does it.
    pub(crate) fn command(&self, command: Command) {
        self.send(Msg::Commanded { command, stamp: stamp() });
    }

    /// Takes back the last change.
    pub(crate) fn undo(&self) {
        self.send(Msg::UndoAsked { stamp: stamp() });
    }

    /// Does again what was taken back.
    pub(crate) fn redo(&self) {
        self.send(Msg::RedoAsked { stamp: stamp() });
    }

    /// Turns to a page.
    pub(crate) fn turn(&self, page: Page) {
        self.send(Msg::PageTurned(page));
    }

    /// Turns to a page, remembering this one to come back to.
    pub(crate) fn jump(&self, page: Page) {
        self.send(Msg::Jumped(page));
    }

    /// Puts a line above the page; errors and warnings stay until closed.
    pub(crate) fn notice(&self, tone: Tone, text: impl Into<AttrValue>) {
        self.send(Msg::Noticed { tone, text: text.into() });
    }

    /// Lets the live region say something.
    pub(crate) fn say(&self, text: impl Into<AttrValue>) {
        self.send(Msg::Said(text.into()));
    }

    /// Saves the open work to a file as a draft: 存成文件. What is being typed is committed first.
    pub(crate) fn save_draft(&self) {
        crate::effects::focus::commit();
        self.send(Msg::FileAsked(Status::Draft));
    }

    /// Puts a question.
    pub(crate) fn ask(&self, dialog: Dialog) {
        self.send(Msg::DialogOpened(dialog));
    }
}

fn stamp() -> Stamp {
    Stamp { by: String::new(), at: clock::now() }
}
