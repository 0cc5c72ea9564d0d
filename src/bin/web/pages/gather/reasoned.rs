//! What only a person may decide: a button, and behind it the room for the reason.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ReasonedProps {
    /// On the button that opens the room: `特批…`.
    pub what: &'static str,
    /// On the button that does it: `准予通过`.
    pub act: &'static str,
    /// Before the input.
    pub asked: &'static str,
    /// Said when the reason is missing.
    pub missing: &'static str,
    /// How far the decision goes, to know before it is taken.
    #[prop_or_default]
    pub note: &'static str,
    /// Takes the reason, trimmed and never empty.
    pub ondone: Callback<String>,
}

/// Nothing is done without a reason.
#[component]
pub(super) fn Reasoned(props: &ReasonedProps) -> Html {
    let open = use_state(|| false);
    let tried = use_state(|| false);
    let reason = use_node_ref();
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let act = {
        let (reason, tried, done) = (reason.clone(), tried.clone(), props.ondone.clone());
        Callback::from(move |_: MouseEvent| {
            let said = reason.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            match said.trim() {
                "" => tried.set(true),
                said => done.emit(said.to_owned()),
            }
        })
    };
    html! {
        <>
            <button type="button" class="ss-button ss-button--small" onclick={toggle} aria-expanded={open.to_string()}>
                { props.what }
            </button>
            if *open {
                <div class="ss-gather__why">
                    <label>{ props.asked }{ " " }<input class="ss-input" type="text" ref={reason} maxlength="200" /></label>
                    <button type="button" class="ss-button ss-button--small ss-button--main" onclick={act}>{ props.act }</button>
                    if !props.note.is_empty() { <p class="ss-quiet">{ props.note }</p> }
                    if *tried { <p class="ss-field__error" role="alert">{ props.missing }</p> }
                </div>
            }
        </>
    }
}
