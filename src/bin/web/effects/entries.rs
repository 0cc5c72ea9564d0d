//! Moving the focus among the entries of a page, which stand in lines and columns.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// Where to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The next one that can be filled, in the order of the page.
    After,
    Before,
    /// The one in the same column of another line.
    Below,
    Above,
    /// The next one with something to correct or explain, going round.
    Marked {
        forward: bool,
    },
}

/// Puts the focus on another entry; stays where there is none.
pub(crate) fn go(from: &Element, way: Way) {
    let all = all();
    let at = all.iter().position(|entry| entry.is_same_node(Some(from)));
    let found = match at {
        Some(at) => next(&all, at, way),
        None => all.iter().find(|entry| way_fits(entry, way)),
    };
    if let Some(entry) = found {
        // An entry that cannot be focused leaves the focus where it is.
        drop(entry.focus());
    }
}

fn all() -> Vec<HtmlInputElement> {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(list) = document.and_then(|document| document.query_selector_all("[data-entry]").ok()) else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
}

fn next(all: &[HtmlInputElement], at: usize, way: Way) -> Option<&HtmlInputElement> {
    let (before, after) = (all.get(..at)?, all.get(at + 1..)?);
    let column = column_of(all.get(at)?);
    let same = |entry: &&HtmlInputElement| column_of(entry) == column;
    match way {
        Way::After => after.iter().find(|entry| !entry.read_only()),
        Way::Before => before.iter().rev().find(|entry| !entry.read_only()),
        Way::Below => after.iter().find(same),
        Way::Above => before.iter().rev().find(same),
        Way::Marked { forward: true } => after.iter().chain(before).find(|entry| way_fits(entry, way)),
        Way::Marked { forward: false } => {
            before.iter().rev().chain(after.iter().rev()).find(|entry| way_fits(entry, way))
        }
    }
}

fn way_fits(entry: &HtmlInputElement, way: Way) -> bool {
    !matches!(way, Way::Marked { .. }) || entry.has_attribute("data-marked")
}

fn column_of(entry: &Element) -> Option<String> {
    entry.get_attribute("data-column")
}
