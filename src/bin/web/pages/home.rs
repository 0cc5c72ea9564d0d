//! 首页.

use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn Home() -> Html {
    html! { <h1>{ "首页" }</h1> }
}
