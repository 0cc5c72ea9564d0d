//! A colour of the scheme as a sign, a word and a shade that can be told from the others on grey paper.

use sishang::report::Colour;
use yew::prelude::*;

/// The colour; a dash where a record has none.
pub(crate) fn tone(colour: Option<&Colour>) -> Html {
    match colour {
        Some(colour) => html! {
            <span class={format!("ss-tone ss-tone--{}", colour.tone)}>
                <span class="ss-tone__sign" aria-hidden="true">{ colour.icon.clone() }</span>{ colour.label.clone() }
            </span>
        },
        None => html! { <span class="ss-quiet">{ "—" }</span> },
    }
}
