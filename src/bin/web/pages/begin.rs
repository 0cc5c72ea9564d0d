//! 开始新的一期.

use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn Begin() -> Html {
    html! { <h1>{ "开始新的一期" }</h1> }
}
