//! The mouse: one handler each for the whole grid, which tells cells by `data-at`.

use sishang::grid::Place;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, MouseEvent};

use super::Deed;
use super::keys::Mode;
use super::state::State;

pub(super) fn pressed(state: &mut State, event: &MouseEvent) -> bool {
    // In a text that is being edited the mouse sets the caret.
    if event.button() != 0 || state.mode != Mode::Resting && input_of(event).is_some() {
        return false;
    }
    let Some(deed) = target(event, event.shift_key()) else {
        // In an empty grid nothing can be pressed, but the first rows can be pasted: it takes the focus.
        if state.rows() > 0 {
            return false;
        }
        event.prevent_default();
        return state.handle(Deed::Pressed { place: Place::default(), extend: false });
    };
    event.prevent_default();
    state.handle(deed)
}

/// Dragging selects.
pub(super) fn moved(state: &mut State, event: &MouseEvent) -> bool {
    if event.buttons() & 1 == 0 || state.mode != Mode::Resting {
        return false;
    }
    match target(event, true) {
        Some(deed @ (Deed::Pressed { .. } | Deed::RowPressed { .. })) => state.handle(deed),
        _ => false,
    }
}

pub(super) fn double_pressed(state: &mut State, event: &MouseEvent) -> bool {
    match target(event, false) {
        Some(Deed::Pressed { place, .. }) => state.handle(Deed::DoublePressed(place)),
        _ => false,
    }
}

/// What of the grid the mouse is on.
fn target(event: &MouseEvent, extend: bool) -> Option<Deed> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let holder = element.closest("[data-at],[data-row],[data-column]").ok()??;
    if let Some(at) = holder.get_attribute("data-at") {
        let (row, column) = at.split_once(':')?;
        return Some(Deed::Pressed { place: Place::new(row.parse().ok()?, column.parse().ok()?), extend });
    }
    if let Some(row) = holder.get_attribute("data-row") {
        return Some(Deed::RowPressed { row: row.parse().ok()?, extend });
    }
    Some(Deed::ColumnPressed(holder.get_attribute("data-column")?.parse().ok()?))
}

fn input_of(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into::<HtmlInputElement>().ok()
}
