//! What the grid remembers between keys.

use std::ops::Range;

use sishang::grid::{Accepts, Choice, Place, Selection, block, next_editable};
use yew::AttrValue;

use super::keys::Mode;
use super::source::Source;
use super::{NUMBER_PX, Props, TITLE_PX};

/// How many rows more than in sight are drawn at either end.
pub(super) const SLACK: usize = 6;
/// How many entries a code list shows at once.
const LISTED: usize = 60;

#[derive(Default)]
pub(super) struct State {
    pub selection: Selection,
    pub mode: Mode,
    /// The text being typed, unless at rest.
    pub draft: String,
    /// Rows and columns that are drawn.
    pub window: Window,
    /// Scroll position and size of the viewport, as last measured.
    pub view: View,
    pub row_head_px: u32,
    /// Whether the focus is within the grid.
    pub has_focus: bool,
    /// Esc was pressed at rest: the next Tab leaves the grid.
    pub leaving: bool,
    /// The open list of a code cell.
    pub list: Option<OpenList>,
    /// Where the scroller is to be put after drawing.
    pub scroll_to: Option<(u32, u32)>,
    /// Key of the active row: rows may move under the selection.
    pub active_key: AttrValue,
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

/// A code list that is open.
pub(super) struct OpenList {
    pub choices: Vec<Choice>,
    /// The entry that Enter takes; none until an arrow or a search picks one.
    pub picked: Option<usize>,
}

impl State {
    /// Takes notice of the properties: the source may have other rows than before.
    pub(super) fn meet(&mut self, props: &Props) {
        let source = &*props.source.0;
        self.row_head_px = if props.title.is_empty() { NUMBER_PX } else { NUMBER_PX + TITLE_PX };
        if !self.active_key.is_empty()
            && let Some(row) = source.position(&self.active_key)
            && row != self.selection.anchor.row
        {
            let column = self.selection.anchor.column;
            self.selection = Selection::at(Place::new(row, column));
        }
        self.selection = self.selection.within(source.rows(), props.layout.0.columns.len());
        self.remember(source);
        self.look(props);
    }

    /// Puts the active cell where the page wants it.
    pub(super) fn jump_to(&mut self, props: &Props) {
        self.selection = Selection::at(props.jump.place).within(props.source.0.rows(), props.layout.0.columns.len());
        self.has_focus |= props.jump.focus;
        self.remember(&*props.source.0);
        self.reveal(props, self.selection.anchor);
    }

    pub(super) fn remember(&mut self, source: &dyn Source) {
        let row = self.selection.anchor.row;
        self.active_key = if row < source.rows() { source.head(row).key } else { AttrValue::default() };
    }

    pub(super) fn is_editable(&self, props: &Props) -> bool {
        !props.locked && Self::accepts(props, self.selection.anchor) == Accepts::Text
    }

    pub(super) fn accepts(props: &Props, place: Place) -> Accepts {
        match props.layout.0.column(place.column) {
            Some(column) if !column.computed => props.source.0.accepts(place),
            _ => Accepts::Computed,
        }
    }

    /// The text in the input.
    pub(super) fn shown_text(&self, source: &dyn Source) -> AttrValue {
        if self.mode == Mode::Resting {
            if self.selection.anchor.row < source.rows() {
                source.text(self.selection.anchor)
            } else {
                AttrValue::default()
            }
        } else {
            AttrValue::from(self.draft.clone())
        }
    }

    /// The text that was being typed, and where; the cell is at rest afterwards.
    pub(super) fn take_draft(&mut self) -> Option<(Place, String)> {
        let drafted = self.mode != Mode::Resting;
        self.mode = Mode::Resting;
        self.list = None;
        drafted.then(|| (self.selection.anchor, std::mem::take(&mut self.draft)))
    }

    /// Whether Tab finds another cell to fill; otherwise the key leaves the grid.
    pub(super) fn tab_leads(&self, props: &Props, forward: bool) -> bool {
        !self.leaving && !props.habits.tab_leaves && self.next_to_fill(props, forward).is_some()
    }

    pub(super) fn next_to_fill(&self, props: &Props, forward: bool) -> Option<Place> {
        let (rows, columns) = (props.source.0.rows(), props.layout.0.columns.len());
        let editable = |place| Self::accepts(props, place) == Accepts::Text;
        next_editable(self.selection.anchor, forward, rows, columns, editable)
    }

    /// What Ctrl+C takes: the selection, unless a text is being edited.
    pub(super) fn copied(&self) -> Option<Selection> {
        (self.mode == Mode::Resting).then_some(self.selection)
    }

    /// The selected cells as other programs paste them.
    pub(super) fn copy_of(props: &Props, selection: Selection) -> String {
        let rectangle = selection.rectangle();
        let source = &*props.source.0;
        let line = |row: usize| {
            rectangle.columns.clone().map(|column| source.text(Place::new(row, column)).to_string()).collect()
        };
        let rows: Vec<Vec<String>> = rectangle.rows.clone().filter(|&row| row < source.rows()).map(line).collect();
        block::write(&rows)
    }

    /// Opens the list of the active cell for a text, when it has one.
    pub(super) fn open_list(&mut self, props: &Props, query: &str, pick_first: bool) {
        let place = self.selection.anchor;
        let source = &*props.source.0;
        if !source.has_choices(place) || !self.is_editable(props) {
            self.list = None;
            return;
        }
        let mut choices = source.choices(place, query);
        choices.truncate(LISTED);
        // A code typed in full needs no picking. What is not a code is a search, of which Enter takes the best entry;
        // the beginning of a code is left as it is, for guessing its end would be wrong more often than right.
        let query = query.trim();
        let exact = choices.iter().position(|choice| choice.code == query);
        let search = query.chars().any(|c| !c.is_ascii_digit()) && !choices.is_empty();
        let picked = exact.or_else(|| (pick_first && search).then_some(0));
        self.list = Some(OpenList { choices, picked });
    }
}
