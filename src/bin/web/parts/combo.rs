//! The code box: an input with the list of what fits what was typed, by code, name or pinyin initials.
//!
//! The list belongs to the input that it opens under; the focus never leaves the input.

use sishang::grid::Choice;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// How many entries a list shows at once.
const LISTED: usize = 60;

/// A list that is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct OpenList {
    pub choices: Vec<Choice>,
    /// The entry that Enter takes; none until an arrow or a search picks one.
    pub picked: Option<usize>,
    /// Something was looked for; an empty list means then that there is no such thing.
    pub sought: bool,
}

impl OpenList {
    /// The list for a text. While it is typed, what is no code is a search, of which Enter takes the best entry; the
    /// beginning of a code is left as it is, for guessing its end would be wrong more often than right.
    pub(crate) fn of(mut choices: Vec<Choice>, query: &str, typing: bool) -> Self {
        choices.truncate(LISTED);
        let query = query.trim();
        let exact = choices.iter().position(|choice| choice.code == query);
        let search = query.chars().any(|c| !c.is_ascii_digit()) && !choices.is_empty();
        let picked = exact.or_else(|| (typing && search).then_some(0));
        Self { choices, picked, sought: !query.is_empty() }
    }

    /// The list of a cell at rest: all of it, or, where that is too much, the entry that the cell holds.
    pub(crate) fn at_rest(find: impl Fn(&str) -> Vec<Choice>, text: &str) -> Self {
        let all = find("");
        if all.is_empty() { Self::of(find(text), text, false) } else { Self::of(all, "", false) }
    }

    /// A list of a few entries, the first of which is picked.
    pub(crate) fn short(choices: Vec<Choice>) -> Self {
        Self { choices, picked: Some(0), sought: false }
    }

    /// The list with the next or the previous entry picked.
    pub(crate) fn step(&mut self, down: bool) {
        let Some(last) = self.choices.len().checked_sub(1) else { return };
        self.picked = Some(match (self.picked, down) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => (at + 1).min(last),
            (Some(at), false) => at.saturating_sub(1),
        });
    }

    /// The code that is picked.
    pub(crate) fn code(&self) -> Option<&str> {
        Some(&self.choices.get(self.picked?)?.code)
    }
}

/// The id of an entry, for `aria-activedescendant`.
pub(crate) fn choice_id(list_id: &str, at: usize) -> String {
    format!("{list_id}-{at}")
}

/// Brings the picked entry into sight within its list.
pub(crate) fn show_picked(list_id: &str, list: &OpenList) {
    if let Some(at) = list.picked {
        bring_into_sight(&choice_id(list_id, at));
    }
}

/// Brings the entry of this id into sight within its list.
pub(crate) fn bring_into_sight(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(entry) = document.and_then(|document| document.get_element_by_id(id)) else { return };
    let Some(frame) = entry.parent_element() else { return };
    let (top, height) = (entry.get_bounding_client_rect(), frame.get_bounding_client_rect());
    if top.top() < height.top() || top.bottom() > height.bottom() {
        entry.scroll_into_view_with_bool(top.top() < height.top());
    }
}

/// Brings a list that has just opened into sight: below the last line of a window there is nothing of it to be seen.
pub(crate) fn show_list(list_id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(list) = document.and_then(|document| document.get_element_by_id(list_id)) {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        list.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// The list, placed by `style`.
pub(crate) fn choice_list(list_id: &str, list: &OpenList, style: String, pick: Callback<usize>) -> Html {
    html! {
        <div class="ss-combo__list" id={list_id.to_owned()} role="listbox" aria-label="可选代码" {style}>
            if list.choices.is_empty() {
                <div class="ss-combo__none">
                    { if list.sought { "没有找到。可以输入代码、名称或拼音首字母。" } else { "输入代码、名称或拼音首字母查找。" } }
                </div>
            }
            { for list.choices.iter().enumerate().map(|(at, choice)| entry(list_id, choice, at, list.picked == Some(at), &pick)) }
        </div>
    }
}

/// An entry; the mouse picks it without taking the focus from the input.
fn entry(list_id: &str, choice: &Choice, at: usize, picked: bool, pick: &Callback<usize>) -> Html {
    let pick = pick.clone();
    let onmousedown = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        pick.emit(at);
    });
    html! {
        <div key={choice.code.clone()} id={choice_id(list_id, at)} role="option" {onmousedown}
            aria-selected={picked.to_string()}
            class={classes!("ss-combo__entry", picked.then_some("ss-combo__entry--picked"))}>
            <span class="ss-combo__code">{ choice.code.clone() }</span>
            <span class="ss-combo__label">{ choice.label.clone() }</span>
            if !choice.within.is_empty() { <span class="ss-combo__within">{ choice.within.clone() }</span> }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(query: &str) -> OpenList {
        let choice = |code: &str| Choice { code: code.to_owned(), label: String::new(), within: String::new() };
        OpenList::of(["1", "11", "12"].map(choice).into(), query, true)
    }

    #[test]
    fn enter_takes_a_searched_entry_but_never_guesses_the_end_of_a_code() {
        assert_eq!(list("1").code(), Some("1"));
        assert_eq!(list("9").code(), None, "the beginning of a code is no search");
        assert_eq!(list("zc").code(), Some("1"));
        assert_eq!(list("").code(), None);
    }

    #[test]
    fn a_list_too_long_to_be_shown_whole_opens_at_what_the_cell_holds() {
        let choice = |code: &str| Choice { code: code.to_owned(), label: String::new(), within: String::new() };
        let long = |query: &str| if query == "1311" { vec![choice("1311")] } else { Vec::new() };
        let open = OpenList::at_rest(long, "1311");
        assert_eq!((open.choices.len(), open.code()), (1, Some("1311")));
        let blank = OpenList::at_rest(long, "");
        assert!(blank.choices.is_empty() && !blank.sought, "nothing was looked for");
        assert!(OpenList::of(long("稻"), "稻", true).sought, "there is no such thing");
        let short = |_: &str| vec![choice("1"), choice("2")];
        assert_eq!(OpenList::at_rest(short, "2").choices.len(), 2);
    }

    #[test]
    fn arrows_stop_at_the_ends_of_the_list() {
        let mut open = list("");
        open.step(true);
        open.step(true);
        assert_eq!(open.code(), Some("11"));
        open.step(true);
        open.step(true);
        assert_eq!(open.code(), Some("12"));
        let mut empty = OpenList::default();
        empty.step(true);
        assert_eq!(empty.code(), None);
    }
}
