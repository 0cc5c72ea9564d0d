//! 审核.

use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn Audit() -> Html {
    html! { <h1>{ "审核" }</h1> }
}
