//! One line of text that belongs to the work: kept when it is left or with Enter; Esc takes back what was typed.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::effects::keys;
use crate::store::use_shown;

#[derive(Properties, PartialEq)]
pub(crate) struct KeptLineProps {
    /// What the work holds.
    pub value: AttrValue,
    /// Longest text, in characters.
    pub most: u16,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its name for readers of the screen, where no label says it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub invalid: bool,
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// Gets what was typed, without blanks around it, when it is another text.
    pub on_kept: Callback<String>,
}

/// The line. Read-only where the work can only be looked at.
#[component]
pub(crate) fn KeptLine(props: &KeptLineProps) -> Html {
    let shown = use_shown();
    let typed = use_state(|| None::<String>);
    let text = typed.as_ref().cloned().unwrap_or_else(|| props.value.to_string());
    let input = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            typed.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let commit = {
        let (typed, value, on_kept) = (typed.clone(), props.value.clone(), props.on_kept.clone());
        Callback::from(move |()| {
            let Some(text) = typed.as_ref() else { return };
            if text.trim() != value.as_str() {
                on_kept.emit(text.trim().to_owned());
            }
            typed.set(None);
        })
    };
    let left = {
        let commit = commit.clone();
        Callback::from(move |_: FocusEvent| commit.emit(()))
    };
    let key = Callback::from(move |event: KeyboardEvent| match keys::pressed(&event) {
        Some(pressed) if pressed.key == "Enter" => commit.emit(()),
        Some(pressed) if pressed.key == "Escape" => typed.set(None),
        _ => {}
    });
    let read_only = shown.work.as_ref().is_none_or(|work| !work.is_open());
    html! {
        <input class="ss-input" id={props.id.clone()} type="text" maxlength={props.most.to_string()} value={text}
            readonly={read_only} autocomplete="off" oninput={input} onblur={left} onkeydown={key}
            aria-label={props.label.clone()} aria-invalid={props.invalid.then_some("true")}
            aria-describedby={props.described_by.clone()} />
    }
}
