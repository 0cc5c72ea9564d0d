//! 单位页.

use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn UnitPage() -> Html {
    html! { <h1>{ "单位页" }</h1> }
}
