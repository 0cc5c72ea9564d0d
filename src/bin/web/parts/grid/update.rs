//! What each deed does to the grid.

use sishang::grid::{Accepts, Place, Selection, Step, block, fill_down, paste};
use web_sys::HtmlInputElement;
use yew::AttrValue;

use super::event::GridEvent;
use super::keys::{Act, Mode};
use super::state::{Focus, State};
use super::{Deed, HEAD_PX, ROW_PX};
use crate::effects::saving;
use crate::parts::combo;

impl State {
    /// Does it; true when the grid has to be drawn again. The input is up to date afterwards in any case.
    pub(super) fn handle(&mut self, deed: Deed) -> bool {
        let redraw = match deed {
            Deed::Acted(act) => self.act(act),
            Deed::Pressed { place, extend } => self.pressed(place, extend),
            Deed::DoublePressed(place) => {
                self.pressed(place, false);
                self.edit()
            }
            Deed::RowPressed { row, extend } => {
                let anchor = if extend { self.selection.anchor.row } else { row };
                let last = self.columns().saturating_sub(1);
                self.select(Selection { anchor: Place::new(anchor, 0), corner: Place::new(row, last) }, false)
            }
            Deed::ColumnPressed(column) => {
                let last = self.rows().saturating_sub(1);
                self.select(Selection { anchor: Place::new(0, column), corner: Place::new(last, column) }, false)
            }
            Deed::Pasted(text) => self.pasted(&text),
            Deed::Cut => self.clear(),
            Deed::Picked(at) => self.pick(at),
            Deed::Scrolled => return self.measure(),
            Deed::Resized => {
                self.measure();
                return true;
            }
            Deed::FocusWent => self.focus_went(),
        };
        self.settle();
        redraw
    }

    fn act(&mut self, act: Act) -> bool {
        if !matches!(act, Act::Cancel | Act::Tab { .. }) {
            self.leaving = false;
        }
        match act {
            Act::Move(step) => {
                if matches!(step, Step::RowStart | Step::First) {
                    self.scroll_home();
                }
                self.move_to(self.stepped(self.selection.anchor, step))
            }
            Act::Extend(step) => {
                self.commit();
                let Selection { anchor, corner } = self.selection;
                let corner = self.stepped(corner, step);
                self.select(Selection { anchor, corner }, true)
            }
            Act::Enter { back } => self.enter(back),
            Act::Tab { forward } => {
                if let Some(selected) = self.take_picked() {
                    return self.select(selected, false);
                }
                self.commit();
                let next = self.next_to_fill(forward).unwrap_or(self.selection.anchor);
                self.move_to(next)
            }
            Act::Edit => self.edit(),
            Act::Erase => self.begin(Mode::Typing, String::new()),
            Act::Clear => self.clear(),
            Act::Cancel => self.cancel(),
            Act::SelectAll => {
                let corner = self.stepped(Place::default(), Step::Last);
                self.select(Selection { anchor: Place::default(), corner }, false)
            }
            Act::SelectRow | Act::SelectColumn => {
                let whole_row = act == Act::SelectRow;
                let Selection { anchor, corner } = self.selection;
                let (first, last) = if whole_row { (Step::RowStart, Step::RowEnd) } else { (Step::Top, Step::Bottom) };
                let (anchor, corner) = (self.stepped(anchor, first), self.stepped(corner, last));
                self.select(Selection { anchor, corner }, false)
            }
            Act::FillDown => self.fill_down(),
            Act::Undo => self.tell(GridEvent::Undone),
            Act::Redo => self.tell(GridEvent::Redone),
            Act::Seek { forward } => {
                self.commit();
                self.tell(GridEvent::FindingSought { forward })
            }
            Act::Explain => self.tell(GridEvent::ExplanationSought),
            Act::Save => {
                self.commit();
                saving::soon();
                true
            }
            Act::OpenRow => {
                self.commit();
                self.tell(GridEvent::RowOpened)
            }
            Act::OpenList => {
                let selected = self.selection;
                if self.mode == Mode::Resting && !selected.is_single() && !self.is_editable() {
                    // The list opens at a cell that can be filled.
                    let rectangle = selected.rectangle();
                    let fillable = rectangle.places().find(|&place| self.accepts(place) == Accepts::Text);
                    self.selection = Selection::at(fillable.unwrap_or(selected.anchor));
                }
                if self.mode == Mode::Resting && self.edit() {
                    if selected.is_single() && self.props.source.0.has_choices(selected.anchor) {
                        self.open_list("", false);
                    } else {
                        self.open_sayings(selected);
                    }
                }
                true
            }
            Act::Choose { down } => {
                let id = self.list_id();
                if let Some(list) = &mut self.list {
                    list.step(down);
                    combo::show_picked(&id, list);
                }
                true
            }
        }
    }

    fn tell(&self, event: GridEvent) -> bool {
        self.props.on_event.emit(event);
        true
    }

    fn stepped(&self, from: Place, step: Step) -> Place {
        let by = usize::try_from(self.view.height.saturating_sub(HEAD_PX) / ROW_PX).unwrap_or(1).max(2) - 1;
        let step = match step {
            Step::PageUp(_) => Step::PageUp(by),
            Step::PageDown(_) => Step::PageDown(by),
            step => step,
        };
        from.stepped(step, self.rows(), self.columns())
    }

    fn move_to(&mut self, place: Place) -> bool {
        self.select(Selection::at(place), true)
    }

    fn select(&mut self, selection: Selection, reveal: bool) -> bool {
        self.commit();
        self.selection = selection.within(self.rows(), self.columns());
        if self.focus != Focus::Here {
            self.focus = Focus::Here;
            super::scroll::focus(&self.input);
        }
        self.remember();
        if reveal {
            self.reveal(self.selection.corner);
        }
        self.tell_selection();
        true
    }

    fn enter(&mut self, back: bool) -> bool {
        if let Some(selected) = self.take_picked() {
            return self.select(selected, false);
        }
        self.commit();
        let step = match (self.props.habits.enter_right, back) {
            (false, false) => Step::Down,
            (false, true) => Step::Up,
            (true, false) => Step::Right,
            (true, true) => Step::Left,
        };
        self.move_to(self.stepped(self.selection.anchor, step))
    }

    /// F2: the text that is there, with the caret behind it; while typing, arrows stay in the text from now on.
    fn edit(&mut self) -> bool {
        match self.mode {
            Mode::Resting => {
                let text = self.text(self.selection.anchor).to_string();
                let begun = self.begin(Mode::Editing, text);
                if let Some(input) = self.input.cast::<HtmlInputElement>().filter(|_| begun) {
                    super::scroll::select(&input, u32::MAX);
                }
                begun
            }
            Mode::Typing => {
                self.mode = Mode::Editing;
                true
            }
            Mode::Editing => false,
        }
    }

    fn begin(&mut self, mode: Mode, text: String) -> bool {
        if !self.is_editable() {
            return false;
        }
        self.selection = Selection::at(self.selection.anchor);
        self.mode = mode;
        self.draft = text;
        self.reveal(self.selection.anchor);
        let draft = self.draft.clone();
        self.open_list(if mode == Mode::Editing { "" } else { &draft }, mode == Mode::Typing);
        self.tell(GridEvent::Drafted(Some(AttrValue::from(draft))))
    }

    /// The input holds another text.
    pub(super) fn drafted(&mut self, composing: bool) -> bool {
        let Some(input) = self.input.cast::<HtmlInputElement>() else { return false };
        let text = input.value();
        if self.mode == Mode::Resting {
            self.composing = composing;
            let begun = self.begin(Mode::Typing, text);
            // Where nothing can be typed, the input takes its text back.
            self.settle();
            return begun;
        }
        self.open_list(&text, true);
        self.draft = text;
        self.tell(GridEvent::Drafted(Some(AttrValue::from(self.draft.clone()))));
        // The input shows the text already; only a list has to be drawn.
        self.list.is_some()
    }

    /// An input method is done. One that was given up on a cell at rest leaves the cell as it was.
    pub(super) fn composed(&mut self) -> bool {
        let given_up = std::mem::take(&mut self.composing)
            && self.input.cast::<HtmlInputElement>().is_some_and(|input| input.value().is_empty());
        given_up && self.handle(Deed::Acted(Act::Cancel))
    }

    fn cancel(&mut self) -> bool {
        if self.mode != Mode::Resting {
            self.mode = Mode::Resting;
            self.list = None;
            self.draft.clear();
            self.tell(GridEvent::Drafted(None))
        } else if self.selection.is_single() {
            self.leaving = true;
            false
        } else {
            self.move_to(self.selection.anchor)
        }
    }

    fn pressed(&mut self, place: Place, extend: bool) -> bool {
        let anchor = if extend { self.selection.anchor } else { place };
        let selection = Selection { anchor, corner: place };
        if selection == self.selection && self.focus == Focus::Here {
            return false;
        }
        self.select(selection, true)
    }

    fn clear(&mut self) -> bool {
        let rectangle = self.selection.rectangle();
        let cells: Vec<_> = rectangle
            .places()
            .filter(|&place| !self.props.locked && self.accepts(place) != Accepts::Computed)
            .filter(|&place| !self.text(place).is_empty())
            .map(|place| (place, String::new()))
            .collect();
        if !cells.is_empty() {
            self.give(cells);
        }
        true
    }

    fn fill_down(&mut self) -> bool {
        if self.props.locked {
            return false;
        }
        let text = |place| self.text(place).to_string();
        let cells = fill_down(&self.selection.rectangle(), text, |place| self.accepts(place));
        if !cells.is_empty() {
            self.give(cells);
        }
        true
    }

    fn pasted(&mut self, text: &str) -> bool {
        if self.props.locked {
            return false;
        }
        // Whether a field is asked may hang on another cell of the same block, and rows may be added: the column decides.
        let accepts = |place: Place| match self.props.layout.0.column(place.column) {
            Some(column) if !column.computed => Accepts::Text,
            _ => Accepts::Computed,
        };
        // A block laid down at one cell leaves the rows of others alone; a selection says itself what it covers.
        let at = self.selection.anchor.row;
        let rows = if self.selection.is_single() { self.props.source.0.block_end(at) } else { self.rows() };
        let size = (rows, self.columns());
        let pasted = paste(&block::read(text), &self.selection.rectangle(), size, self.props.may_add, accepts);
        let covered = pasted.covered.clone();
        self.await_texts(&pasted.cells);
        self.tell(GridEvent::BlockPasted(Box::new(pasted)));
        if !covered.is_empty() {
            let anchor = Place::new(covered.rows.start, covered.columns.start);
            let corner = Place::new(covered.rows.end - 1, covered.columns.end - 1);
            self.select(Selection { anchor, corner }, false);
        }
        true
    }

    /// What is picked in the open list takes the place of the text, or is said of what was selected; gives that when it
    /// is more than the active cell, to be selected again.
    fn take_picked(&mut self) -> Option<Selection> {
        let code = self.list.as_ref().and_then(|list| list.code()).map(str::to_owned)?;
        let Some(selected) = self.saying.take() else {
            self.draft = code;
            return None;
        };
        // The text stays as it is; a word stands beside it.
        self.draft = self.text(self.selection.anchor).to_string();
        self.tell(GridEvent::Said(selected, code));
        Some(selected).filter(|selected| !selected.is_single())
    }

    fn pick(&mut self, at: usize) -> bool {
        if let Some(list) = &mut self.list {
            list.picked = Some(at);
        }
        if let Some(selected) = self.take_picked() {
            return self.select(selected, false);
        }
        self.commit();
        true
    }

    pub(super) fn focus_came(&mut self) -> bool {
        self.focus = Focus::Here;
        self.settle();
        false
    }

    fn focus_went(&mut self) -> bool {
        self.focus = Focus::Elsewhere;
        self.leaving = false;
        // Another window in front takes the focus only for a while.
        let document = web_sys::window().and_then(|window| window.document());
        if document.is_some_and(|document| !document.has_focus().unwrap_or(true)) {
            return false;
        }
        self.commit();
        true
    }
}
