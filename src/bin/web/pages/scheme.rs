//! 制度.

use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn SchemePage() -> Html {
    html! { <h1>{ "制度" }</h1> }
}
