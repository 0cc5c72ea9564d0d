//! What each message does to the grid.

use sishang::grid::{Accepts, Place, Selection, Step, block, fill_down, paste};
use web_sys::Element;
use yew::AttrValue;

use super::event::GridEvent;
use super::keys::{Act, Mode};
use super::state::State;
use super::{Grid, HEAD_PX, Msg, Props, ROW_PX};

impl Grid {
    /// True when the grid has to be drawn again.
    pub(super) fn handle(&mut self, props: &Props, msg: Msg) -> bool {
        match msg {
            Msg::Acted(act) => self.act(props, act),
            Msg::Drafted(text) => self.drafted(props, text),
            Msg::Pressed { place, extend } => self.pressed(props, place, extend),
            Msg::DoublePressed(place) => {
                self.pressed(props, place, false);
                self.edit(props)
            }
            Msg::RowPressed { row, extend } => {
                let last = props.layout.0.columns.len().saturating_sub(1);
                let anchor = if extend { self.state.selection.anchor.row } else { row };
                self.select(props, Selection { anchor: Place::new(anchor, 0), corner: Place::new(row, last) }, false)
            }
            Msg::ColumnPressed(column) => {
                let last = props.source.0.rows().saturating_sub(1);
                let selection = Selection { anchor: Place::new(0, column), corner: Place::new(last, column) };
                self.select(props, selection, false)
            }
            Msg::Pasted(text) => self.pasted(props, &text),
            Msg::Cut => self.clear(props),
            Msg::Picked(at) => self.pick(props, at),
            Msg::Scrolled | Msg::Resized => self.measure(props),
            Msg::FocusCame => {
                self.state.has_focus = true;
                false
            }
            Msg::FocusWent => self.focus_went(props),
        }
    }

    fn act(&mut self, props: &Props, act: Act) -> bool {
        if !matches!(act, Act::Cancel | Act::Tab { .. }) {
            self.state.leaving = false;
        }
        match act {
            Act::Move(step) => {
                self.commit(props);
                self.move_to(props, self.stepped(props, self.state.selection.anchor, step))
            }
            Act::Extend(step) => {
                self.commit(props);
                let Selection { anchor, corner } = self.state.selection;
                let corner = self.stepped(props, corner, step);
                self.select(props, Selection { anchor, corner }, true)
            }
            Act::Enter { back } => self.enter(props, back),
            Act::Tab { forward } => {
                self.take_picked(props);
                self.commit(props);
                let next = self.state.next_to_fill(props, forward).unwrap_or(self.state.selection.anchor);
                self.move_to(props, next)
            }
            Act::Edit => self.edit(props),
            Act::Erase => self.begin(props, Mode::Typing, String::new()),
            Act::Clear => self.clear(props),
            Act::Cancel => self.cancel(props),
            Act::SelectAll => {
                let corner = self.stepped(props, Place::default(), Step::Last);
                self.select_all(props, Selection { anchor: Place::default(), corner })
            }
            Act::SelectRow | Act::SelectColumn => {
                let whole_row = act == Act::SelectRow;
                let Selection { anchor, corner } = self.state.selection;
                let (first, last) = if whole_row { (Step::RowStart, Step::RowEnd) } else { (Step::Top, Step::Bottom) };
                let (anchor, corner) = (self.stepped(props, anchor, first), self.stepped(props, corner, last));
                self.select_all(props, Selection { anchor, corner })
            }
            Act::FillDown => self.fill_down(props),
            Act::Undo | Act::Redo => {
                props.on_event.emit(if act == Act::Undo { GridEvent::Undone } else { GridEvent::Redone });
                false
            }
            Act::Seek { forward } => {
                self.commit(props);
                props.on_event.emit(GridEvent::FindingSought { forward });
                true
            }
            Act::Explain => {
                props.on_event.emit(GridEvent::ExplanationSought);
                false
            }
            Act::OpenRow => {
                self.commit(props);
                props.on_event.emit(GridEvent::RowOpened);
                true
            }
            Act::OpenList => {
                if self.state.mode == Mode::Resting && self.edit(props) {
                    self.state.open_list(props, "", false);
                }
                true
            }
            Act::Choose { down } => self.choose(down),
        }
    }

    fn stepped(&self, props: &Props, from: Place, step: Step) -> Place {
        let by = usize::try_from(self.state.view.height.saturating_sub(HEAD_PX) / ROW_PX).unwrap_or(1).max(2) - 1;
        let step = match step {
            Step::PageUp(_) => Step::PageUp(by),
            Step::PageDown(_) => Step::PageDown(by),
            step => step,
        };
        from.stepped(step, props.source.0.rows(), props.layout.0.columns.len())
    }

    fn move_to(&mut self, props: &Props, place: Place) -> bool {
        self.select(props, Selection::at(place), true)
    }

    fn select(&mut self, props: &Props, selection: Selection, reveal: bool) -> bool {
        self.commit(props);
        let selection = selection.within(props.source.0.rows(), props.layout.0.columns.len());
        self.state.has_focus = true;
        self.state.selection = selection;
        self.state.remember(&*props.source.0);
        if reveal {
            self.state.reveal(props, selection.corner);
        }
        self.tell_selection(props);
        true
    }

    /// Selects much without scrolling away from where the clerk is.
    fn select_all(&mut self, props: &Props, selection: Selection) -> bool {
        self.select(props, selection, false)
    }

    fn enter(&mut self, props: &Props, back: bool) -> bool {
        self.take_picked(props);
        self.commit(props);
        let step = match (props.habits.enter_right, back) {
            (false, false) => Step::Down,
            (false, true) => Step::Up,
            (true, false) => Step::Right,
            (true, true) => Step::Left,
        };
        self.move_to(props, self.stepped(props, self.state.selection.anchor, step))
    }

    /// F2: the text that is there, with the caret behind it; while typing, arrows stay in the text from now on.
    fn edit(&mut self, props: &Props) -> bool {
        match self.state.mode {
            Mode::Resting => {
                let text = props.source.0.text(self.state.selection.anchor).to_string();
                self.begin(props, Mode::Editing, text)
            }
            Mode::Typing => {
                self.state.mode = Mode::Editing;
                true
            }
            Mode::Editing => false,
        }
    }

    fn begin(&mut self, props: &Props, mode: Mode, text: String) -> bool {
        if !self.state.is_editable(props) {
            return false;
        }
        self.state.selection = Selection::at(self.state.selection.anchor);
        self.state.mode = mode;
        self.state.draft = text;
        self.state.reveal(props, self.state.selection.anchor);
        let draft = self.state.draft.clone();
        self.state.open_list(props, if mode == Mode::Editing { "" } else { &draft }, mode == Mode::Typing);
        props.on_event.emit(GridEvent::Drafted(Some(AttrValue::from(draft))));
        true
    }

    fn drafted(&mut self, props: &Props, text: String) -> bool {
        if self.state.mode == Mode::Resting {
            return self.begin(props, Mode::Typing, text);
        }
        self.state.open_list(props, &text, true);
        self.state.draft = text;
        props.on_event.emit(GridEvent::Drafted(Some(AttrValue::from(self.state.draft.clone()))));
        // The input holds the text already; only a list has to be drawn.
        self.state.list.is_some()
    }

    fn cancel(&mut self, props: &Props) -> bool {
        if self.state.take_draft().is_some() {
            props.on_event.emit(GridEvent::Drafted(None));
            // The input is given its old text again, all of it selected.
            self.focused = None;
        } else if self.state.selection.is_single() {
            self.state.leaving = true;
        } else {
            return self.move_to(props, self.state.selection.anchor);
        }
        true
    }

    fn pressed(&mut self, props: &Props, place: Place, extend: bool) -> bool {
        let anchor = if extend { self.state.selection.anchor } else { place };
        let selection = Selection { anchor, corner: place };
        if selection == self.state.selection && self.state.has_focus {
            return false;
        }
        self.select(props, selection, true)
    }

    fn clear(&mut self, props: &Props) -> bool {
        let source = &*props.source.0;
        let rectangle = self.state.selection.rectangle();
        let filled = |place: &Place| place.row < source.rows() && !source.text(*place).is_empty();
        let cells: Vec<_> = rectangle
            .places()
            .filter(|&place| !props.locked && State::accepts(props, place) != Accepts::Computed)
            .filter(filled)
            .map(|place| (place, String::new()))
            .collect();
        if !cells.is_empty() {
            props.on_event.emit(GridEvent::Typed(cells));
        }
        true
    }

    fn fill_down(&mut self, props: &Props) -> bool {
        if props.locked {
            return false;
        }
        let source = &*props.source.0;
        let accepts = |place| State::accepts(props, place);
        let cells =
            fill_down(&self.state.selection.rectangle(), |place| source.text(place).to_string(), accepts);
        if !cells.is_empty() {
            props.on_event.emit(GridEvent::Typed(cells));
        }
        true
    }

    fn pasted(&mut self, props: &Props, text: &str) -> bool {
        if props.locked {
            return false;
        }
        let size = (props.source.0.rows(), props.layout.0.columns.len());
        // Whether a field is asked may hang on another cell of the same block, and rows may be added: the column decides.
        let accepts = |place: Place| match props.layout.0.column(place.column) {
            Some(column) if !column.computed => Accepts::Text,
            _ => Accepts::Computed,
        };
        let pasted = paste(&block::read(text), &self.state.selection.rectangle(), size, props.may_add, accepts);
        let covered = pasted.covered.clone();
        props.on_event.emit(GridEvent::BlockPasted(Box::new(pasted)));
        if !covered.is_empty() {
            let anchor = Place::new(covered.rows.start, covered.columns.start);
            let corner = Place::new(covered.rows.end - 1, covered.columns.end - 1);
            self.select(props, Selection { anchor, corner }, false);
        }
        true
    }

    fn choose(&mut self, down: bool) -> bool {
        let Some(list) = &mut self.state.list else { return false };
        let last = list.choices.len().saturating_sub(1);
        list.picked = match (list.picked, down) {
            (None, true) => Some(0),
            (None, false) => Some(last),
            (Some(at), true) => Some((at + 1).min(last)),
            (Some(at), false) => Some(at.saturating_sub(1)),
        }
        .filter(|_| !list.choices.is_empty());
        if let Some(at) = list.picked {
            let id = super::choices::choice_id("", at);
            let scroller = self.scroller.cast::<Element>();
            let entry = scroller
                .and_then(|scroller| scroller.next_element_sibling())
                .and_then(|list| list.query_selector(&format!("[id$='{id}']")).ok().flatten());
            if let Some(entry) = entry {
                entry.scroll_into_view_with_bool(down && at > 4);
            }
        }
        true
    }

    /// What is picked in the open list takes the place of the text.
    fn take_picked(&mut self, _props: &Props) {
        let picked = self.state.list.as_ref().and_then(|list| list.choices.get(list.picked?));
        if let Some(choice) = picked {
            self.state.draft = choice.code.clone();
        }
    }

    fn pick(&mut self, props: &Props, at: usize) -> bool {
        if let Some(list) = &mut self.state.list {
            list.picked = Some(at);
        }
        self.take_picked(props);
        self.commit(props);
        true
    }

    fn focus_went(&mut self, props: &Props) -> bool {
        // Moving from cell to cell takes the focused input away for a moment; then the focus is still ours.
        let Some(scroller) = self.scroller.cast::<Element>() else { return false };
        let active = scroller.owner_document().and_then(|document| document.active_element());
        if active.is_some_and(|active| scroller.contains(Some(&active))) {
            return false;
        }
        let body = scroller.owner_document().and_then(|document| document.body());
        let nowhere = scroller.owner_document().and_then(|document| document.active_element()).is_none_or(|active| {
            body.is_some_and(|body| {
                let body: &Element = &body;
                active == *body
            })
        });
        if nowhere && self.input.cast::<Element>().is_some_and(|input| !input.is_connected()) {
            return true;
        }
        self.state.has_focus = false;
        self.state.leaving = false;
        self.commit(props);
        true
    }
}
