//! 填报.

use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn Fill() -> Html {
    html! { <h1>{ "填报" }</h1> }
}
