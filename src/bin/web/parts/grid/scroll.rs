//! Measuring, scrolling and focus: what has to be done with the drawn page.

use sishang::grid::{Place, rows_to_show, scroll_to_show};
use web_sys::{Element, FocusOptions, HtmlInputElement};

use super::choices::Spot;
use super::keys::Mode;
use super::state::{SLACK, State, View, Window};
use super::{Grid, HEAD_PX, Props, ROW_PX};

/// Least room that a code list needs below its cell.
const LIST_PX: u32 = 220;

impl State {
    /// Works out what has to be drawn; true when that is something else than before.
    pub(super) fn look(&mut self, props: &Props) -> bool {
        let axis = &props.layout.0.axis;
        let View { left, top, width, height } = self.view;
        let room = height.saturating_sub(HEAD_PX);
        let frozen = axis.start(props.layout.0.frozen);
        let shown = width.saturating_sub(self.row_head_px);
        let window = Window {
            rows: rows_to_show(top, room, ROW_PX, props.source.0.rows(), SLACK),
            columns: axis.to_show(left.saturating_add(frozen), left.saturating_add(shown)),
        };
        let changed = window != self.window;
        self.window = window;
        changed
    }

    /// Scrolls so that a cell is in sight and under no frozen pane.
    pub(super) fn reveal(&mut self, props: &Props, place: Place) {
        let layout = &props.layout.0;
        let row = u32::try_from(place.row).unwrap_or(u32::MAX).saturating_mul(ROW_PX);
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
        self.look(props);
    }
}

impl Grid {
    /// Reads the size and the scroll position; true when something else has to be drawn.
    pub(super) fn measure(&mut self, props: &Props) -> bool {
        let Some(scroller) = self.scroller.cast::<Element>() else { return false };
        let px = |length: i32| u32::try_from(length).unwrap_or(0);
        self.state.view = View {
            left: px(scroller.scroll_left()),
            top: px(scroller.scroll_top()),
            width: px(scroller.client_width()).max(1),
            height: px(scroller.client_height()).max(1),
        };
        self.state.look(props)
    }

    /// After drawing: scrolls where it has to, and gives the active input the focus with its text selected.
    pub(super) fn settle(&mut self, props: &Props, take_focus: bool) {
        if let (Some((left, top)), Some(scroller)) = (self.state.scroll_to.take(), self.scroller.cast::<Element>()) {
            let px = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
            scroller.set_scroll_left(px(left));
            scroller.set_scroll_top(px(top));
        }
        let Some(input) = self.input.cast::<HtmlInputElement>() else { return };
        self.state.has_focus |= take_focus;
        if !self.state.has_focus {
            self.focused = None;
            return;
        }
        let now = (self.state.selection.anchor, self.state.mode, self.state.shown_text(&*props.source.0));
        let is_focused = input.owner_document().and_then(|document| document.active_element()).is_some_and(|active| {
            let input: &Element = &input;
            active == *input
        });
        if !is_focused {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // A cell that cannot be focused is no reason to stop.
            drop(input.focus_with_options(&options));
        }
        let length = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
        let came = self.focused.as_ref() != Some(&now) || !is_focused;
        if self.state.mode == Mode::Resting && came {
            drop(input.set_selection_range(0, length));
        } else if self.state.mode == Mode::Editing
            && self.focused.as_ref().is_none_or(|(place, mode, _)| (*place, *mode) != (now.0, now.1))
        {
            drop(input.set_selection_range(length, length));
        }
        self.focused = Some(now);
    }

    /// Where the code list opens: below the cell, or above it where there is no room.
    pub(super) fn list_spot(&self, props: &Props) -> Spot {
        let state = &self.state;
        let place = state.selection.anchor;
        let layout = &props.layout.0;
        let span = layout.axis.span(place.column);
        let scrolled = if place.column < layout.frozen { 0 } else { state.view.left };
        let left = (state.row_head_px + span.start).saturating_sub(scrolled);
        let row = u32::try_from(place.row).unwrap_or(u32::MAX).saturating_mul(ROW_PX);
        let top = (HEAD_PX + row).saturating_sub(state.view.top);
        let below = state.view.height.saturating_sub(top + ROW_PX);
        let left = left.min(state.view.width.saturating_sub(340));
        let top = if below >= LIST_PX || top < LIST_PX { Ok(top + ROW_PX) } else { Err(state.view.height - top) };
        Spot { left, top, width: span.end - span.start }
    }
}
