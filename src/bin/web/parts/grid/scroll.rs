//! Measuring, scrolling, and the one input: what has to be done with the drawn page.

use sishang::grid::{Place, rows_to_show, scroll_to_show};
use web_sys::{Element, FocusOptions, HtmlInputElement};
use yew::NodeRef;

use super::keys::Mode;
use super::state::{Focus, SLACK, State, View, Window};
use super::{HEAD_PX, ROW_PX};

/// Least room that a code list needs below its cell.
const LIST_PX: u32 = 220;
/// Least room that it needs to the right.
const LIST_WIDTH_PX: u32 = 340;

impl State {
    /// Works out what has to be drawn.
    pub(super) fn look(&mut self) {
        let layout = &self.props.layout.0;
        let View { left, top, width, height } = self.view;
        let room = height.saturating_sub(HEAD_PX);
        let frozen = layout.axis.start(layout.frozen);
        let shown = width.saturating_sub(self.row_head_px);
        self.window = Window {
            rows: rows_to_show(top, room, ROW_PX, self.rows(), SLACK),
            columns: layout.axis.to_show(left.saturating_add(frozen), left.saturating_add(shown)),
        };
    }

    /// Scrolls so that a cell is in sight and under no frozen pane.
    pub(super) fn reveal(&mut self, place: Place) {
        let layout = &self.props.layout.0;
        let row = row_px(place);
        let rows = HEAD_PX.saturating_add(row)..HEAD_PX.saturating_add(row).saturating_add(ROW_PX);
        let top = scroll_to_show(self.view.top, self.view.height, HEAD_PX, rows);
        let left = if place.column < layout.frozen {
            self.view.left
        } else {
            let span = layout.axis.span(place.column);
            let frozen = self.row_head_px + layout.axis.start(layout.frozen);
            let columns = span.start + self.row_head_px..span.end + self.row_head_px;
            scroll_to_show(self.view.left, self.view.width, frozen, columns)
        };
        if (left, top) != (self.view.left, self.view.top) {
            self.view.left = left;
            self.view.top = top;
            self.scroll_to = Some((left, top));
        }
        self.look();
    }

    /// Whether the row of a cell is drawn in full.
    fn is_in_sight(&self, place: Place) -> bool {
        let room = self.view.height.saturating_sub(HEAD_PX);
        let row = row_px(place);
        row >= self.view.top && row.saturating_add(ROW_PX) <= self.view.top.saturating_add(room)
    }

    /// Scrolls to the first column: Home is asked for where a frozen column is in sight anyway.
    pub(super) fn scroll_home(&mut self) {
        if self.view.left > 0 {
            self.view.left = 0;
            self.scroll_to = Some((0, self.view.top));
        }
    }

    /// Reads the size and the scroll position; true when something else has to be drawn.
    pub(super) fn measure(&mut self) -> bool {
        let Some(scroller) = self.scroller.cast::<Element>() else { return false };
        let px = |length: i32| u32::try_from(length).unwrap_or(0);
        // A scroll that is still to be made is not undone by reading where the page stands before it.
        let (left, top) = self.scroll_to.unwrap_or((px(scroller.scroll_left()), px(scroller.scroll_top())));
        let (width, height) = (px(scroller.client_width()).max(1), px(scroller.client_height()).max(1));
        let resized = (width, height) != (self.view.width, self.view.height);
        // While an explanation is written below, the grid gives it room: the row that is explained stays in sight.
        let active = self.selection.corner;
        let holds = self.focus == Focus::Here || self.is_in_sight(active);
        let drawn = self.window.clone();
        self.view = View { left, top, width, height };
        if resized && holds && self.scroll_to.is_none() {
            self.reveal(active);
        }
        self.look();
        self.window != drawn || self.scroll_to.is_some()
    }

    /// After drawing: scrolls where it has to.
    pub(super) fn scroll(&mut self) {
        if let (Some((left, top)), Some(scroller)) = (self.scroll_to.take(), self.scroller.cast::<Element>()) {
            let px = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
            scroller.set_scroll_left(px(left));
            scroller.set_scroll_top(px(top));
        }
    }

    /// Gives the input the text that it has to have now. What is being typed is left alone.
    pub(super) fn settle(&mut self) {
        let Some(input) = self.input.cast::<HtmlInputElement>() else { return };
        let mode = match self.mode {
            Mode::Resting => "resting",
            Mode::Typing => "typing",
            Mode::Editing => "editing",
        };
        if input.get_attribute("data-mode").as_deref() != Some(mode) {
            // An attribute of this name is always valid.
            drop(input.set_attribute("data-mode", mode));
        }
        input.set_read_only(!self.is_editable());
        if self.mode == Mode::Resting {
            let text = self.text(self.selection.anchor);
            if input.value() != text.as_str() {
                input.set_value(&text);
            }
            if self.focus == Focus::Here {
                select(&input, 0);
            }
        } else if input.value() != self.draft {
            input.set_value(&self.draft);
            select(&input, length(&self.draft));
        }
    }

    /// Where the code list opens: below the cell, or above it where there is no room.
    pub(super) fn list_style(&self) -> String {
        let place = self.selection.anchor;
        let layout = &self.props.layout.0;
        let span = layout.axis.span(place.column);
        let scrolled = if place.column < layout.frozen { 0 } else { self.view.left };
        let left = (self.row_head_px + span.start).saturating_sub(scrolled);
        let left = left.min(self.view.width.saturating_sub(LIST_WIDTH_PX));
        let top = (HEAD_PX + row_px(place)).saturating_sub(self.view.top);
        let below = self.view.height.saturating_sub(top + ROW_PX);
        let width = span.end - span.start;
        let vertical = if below >= LIST_PX || top < LIST_PX {
            format!("top:{}px", top + ROW_PX)
        } else {
            // By its own height, for the grid ends below what was measured, by the scroll bar.
            format!("top:{top}px;transform:translateY(-100%)")
        };
        format!("left:{left}px;min-width:{width}px;{vertical}")
    }
}

/// Gives the input the focus without moving the page.
pub(super) fn focus(input: &NodeRef) {
    if let Some(input) = input.cast::<HtmlInputElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // An input that cannot be focused is no reason to stop.
        drop(input.focus_with_options(&options));
    }
}

/// Selects the text from a position to the end.
pub(super) fn select(input: &HtmlInputElement, from: u32) {
    let end = length(&input.value());
    // Only inputs without text have no selection.
    drop(input.set_selection_range(from.min(end), end));
}

fn length(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

fn row_px(place: Place) -> u32 {
    u32::try_from(place.row).unwrap_or(u32::MAX).saturating_mul(ROW_PX)
}
