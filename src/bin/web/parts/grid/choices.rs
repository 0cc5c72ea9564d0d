//! The list that opens under a code cell.

use sishang::grid::Choice;
use yew::prelude::*;

/// Where the list is, in pixels from the upper left of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub left: u32,
    /// From above, or from below where there is no room.
    pub top: Result<u32, u32>,
    pub width: u32,
}

/// The id of an entry, for `aria-activedescendant`.
pub(super) fn choice_id(list_id: &str, at: usize) -> String {
    format!("{list_id}-{at}")
}

pub(super) fn choice_list(
    list_id: &str,
    choices: &[Choice],
    picked: Option<usize>,
    spot: Spot,
    pick: Callback<usize>,
) -> Html {
    let up_or_down = match spot.top {
        Ok(top) => format!("top:{top}px"),
        Err(bottom) => format!("bottom:{bottom}px"),
    };
    html! {
        <div class="ss-combo__list" id={list_id.to_owned()} role="listbox" aria-label="可选代码"
            style={format!("left:{}px;min-width:{}px;{up_or_down}", spot.left, spot.width)}>
            if choices.is_empty() {
                <div class="ss-combo__none">{ "没有找到。可以输入代码、名称或拼音首字母。" }</div>
            }
            { for choices.iter().enumerate().map(|(at, choice)| entry(list_id, choice, at, picked == Some(at), &pick)) }
        </div>
    }
}

/// An entry; the mouse picks it without taking the focus from the input.
fn entry(list_id: &str, choice: &Choice, at: usize, picked: bool, pick: &Callback<usize>) -> Html {
    let pick = pick.clone();
    let onmousedown = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
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
