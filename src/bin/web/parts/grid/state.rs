//! What the grid remembers between keys.

use std::ops::Range;

use sishang::grid::{Accepts, Place, Selection, block, next_editable};
use yew::{AttrValue, NodeRef};

use super::event::GridEvent;
use super::keys::Mode;
use super::{Jump, NUMBER_PX, Props, TITLE_PX};
use crate::parts::combo::OpenList;

/// How many rows more than in sight are drawn at either end.
pub(super) const SLACK: usize = 6;

pub(super) struct State {
    pub props: Props,
    pub selection: Selection,
    pub mode: Mode,
    /// The text being typed, unless at rest.
    pub draft: String,
    /// Texts that the page was given and has not shown yet.
    pub given: Vec<(Place, String)>,
    /// How often the page has drawn since without showing them: a refused text is not waited for.
    waited: u8,
    /// Rows and columns that are drawn.
    pub window: Window,
    /// Scroll position and size of the viewport, as last measured.
    pub view: View,
    pub row_head_px: u32,
    pub focus: Focus,
    /// Esc was pressed at rest: the next Tab leaves the grid.
    pub leaving: bool,
    /// An input method began on a cell at rest; when it ends with nothing, the cell is as it was.
    pub composing: bool,
    /// The open list of a code cell.
    pub list: Option<OpenList>,
    /// The open list is not of codes but of what can be said of these cells.
    pub saying: Option<Selection>,
    /// Where the scroller is to be put after drawing.
    pub scroll_to: Option<(u32, u32)>,
    /// Key of the active row: rows may move under the selection.
    pub active_key: AttrValue,
    pub scroller: NodeRef,
    pub input: NodeRef,
}

/// Where the keyboard's focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Focus {
    #[default]
    Elsewhere,
    /// The input is to get it after drawing.
    Wanted,
    Here,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Window {
    pub rows: Range<usize>,
    pub columns: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct View {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

impl Default for View {
    /// Until it is measured, a usual size.
    fn default() -> Self {
        Self { left: 0, top: 0, width: 1280, height: 480 }
    }
}

impl State {
    pub(super) fn new(props: Props) -> Self {
        let jump = props.jump;
        let mut state = Self {
            props,
            selection: Selection::default(),
            mode: Mode::Resting,
            draft: String::new(),
            given: Vec::new(),
            waited: 0,
            window: Window::default(),
            view: View::default(),
            row_head_px: NUMBER_PX,
            focus: Focus::default(),
            leaving: false,
            composing: false,
            list: None,
            saying: None,
            scroll_to: None,
            active_key: AttrValue::default(),
            scroller: NodeRef::default(),
            input: NodeRef::default(),
        };
        state.take_in();
        state.jump_to(jump);
        state
    }

    /// Takes notice of new properties: the source may have other rows than before, and the page may want a jump.
    pub(super) fn meet(&mut self, props: Props, old: &Props) {
        self.waited += 1;
        if props.source != old.source || self.waited > 2 {
            self.given.clear();
        }
        let jumped = props.jump != old.jump;
        if jumped {
            self.commit();
        }
        self.props = props;
        self.take_in();
        // What was typed just before may change what can be said of it.
        if let (Some(selected), true) = (self.saying, self.props.source != old.source) {
            self.open_sayings(selected);
        }
        if jumped {
            self.jump_to(self.props.jump);
            self.tell_selection();
        }
        self.settle();
    }

    fn take_in(&mut self) {
        self.row_head_px = if self.props.title.is_empty() { NUMBER_PX } else { NUMBER_PX + TITLE_PX };
        if !self.active_key.is_empty()
            && let Some(row) = self.props.source.0.position(&self.active_key)
            && row != self.selection.anchor.row
        {
            self.selection = Selection::at(Place::new(row, self.selection.anchor.column));
        }
        self.selection = self.selection.within(self.rows(), self.columns());
        self.remember();
        self.look();
    }

    /// Puts the active cell where the page wants it.
    fn jump_to(&mut self, jump: Jump) {
        self.selection = Selection::at(jump.place).within(self.rows(), self.columns());
        if jump.focus && self.focus == Focus::Elsewhere {
            self.focus = Focus::Wanted;
        }
        self.remember();
        self.reveal(self.selection.anchor);
    }

    pub(super) fn rows(&self) -> usize {
        self.props.source.0.rows()
    }

    pub(super) fn columns(&self) -> usize {
        self.props.layout.0.columns.len()
    }

    pub(super) fn list_id(&self) -> String {
        format!("{}-list", self.props.id)
    }

    pub(super) fn remember(&mut self) {
        let row = self.selection.anchor.row;
        self.active_key = if row < self.rows() { self.props.source.0.head(row).key } else { AttrValue::default() };
    }

    pub(super) fn is_editable(&self) -> bool {
        !self.props.locked && self.accepts(self.selection.anchor) == Accepts::Text
    }

    pub(super) fn accepts(&self, place: Place) -> Accepts {
        match self.props.layout.0.column(place.column) {
            Some(column) if !column.computed && place.row < self.rows() => self.props.source.0.accepts(place),
            _ => Accepts::Computed,
        }
    }

    /// The text of a cell, also when the page has not shown it yet.
    pub(super) fn text(&self, place: Place) -> AttrValue {
        let given = self.given.iter().rev().find(|(at, _)| *at == place);
        match given {
            Some((_, text)) => AttrValue::from(text.clone()),
            None if place.row < self.rows() => self.props.source.0.text(place),
            None => AttrValue::default(),
        }
    }

    pub(super) fn tell_selection(&self) {
        self.props.on_event.emit(GridEvent::Selected(self.selection));
    }

    /// Gives the text that is being typed to the page; the cell is at rest afterwards.
    pub(super) fn commit(&mut self) {
        let drafted = self.mode != Mode::Resting;
        self.mode = Mode::Resting;
        self.list = None;
        self.composing = false;
        if drafted {
            let (place, text) = (self.selection.anchor, std::mem::take(&mut self.draft));
            if self.text(place).as_str() != text {
                self.give(vec![(place, text)]);
            }
            self.props.on_event.emit(GridEvent::Drafted(None));
        }
    }

    /// Hands texts for cells to the page.
    pub(super) fn give(&mut self, cells: Vec<(Place, String)>) {
        self.await_texts(&cells);
        self.props.on_event.emit(GridEvent::Typed(cells));
    }

    /// Holds texts that were given until the page shows them.
    pub(super) fn await_texts(&mut self, cells: &[(Place, String)]) {
        self.waited = 0;
        self.given.extend(cells.iter().cloned());
    }

    /// Whether Tab finds another cell to fill; otherwise the key leaves the grid.
    pub(super) fn tab_leads(&self, forward: bool) -> bool {
        !self.leaving && !self.props.habits.tab_leaves && self.next_to_fill(forward).is_some()
    }

    pub(super) fn next_to_fill(&self, forward: bool) -> Option<Place> {
        let editable = |place| self.accepts(place) == Accepts::Text;
        next_editable(self.selection.anchor, forward, self.rows(), self.columns(), editable)
    }

    /// The selected cells as other programs paste them.
    pub(super) fn selected_text(&self) -> String {
        let rectangle = self.selection.rectangle();
        let line = |row: usize| {
            rectangle.columns.clone().map(|column| self.text(Place::new(row, column)).to_string()).collect()
        };
        let rows: Vec<Vec<String>> = rectangle.rows.clone().filter(|&row| row < self.rows()).map(line).collect();
        block::write(&rows)
    }

    /// Opens the list of the active cell for a text, when it has one.
    pub(super) fn open_list(&mut self, query: &str, typing: bool) {
        self.saying = None;
        let place = self.selection.anchor;
        let source = &self.props.source.0;
        self.list = (self.is_editable() && source.has_choices(place)).then(|| match query {
            "" if !typing => OpenList::at_rest(|query| source.choices(place, query), &self.text(place)),
            query => OpenList::of(source.choices(place, query), query, typing),
        });
    }

    /// Opens, at the active cell, the list of what can be said of what was selected.
    pub(super) fn open_sayings(&mut self, selected: Selection) {
        let choices = self.props.source.0.sayings(&selected);
        self.saying = (!choices.is_empty()).then_some(selected);
        self.list = self.saying.map(|_| OpenList::short(choices));
    }
}
