//! 导出.

use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn Export() -> Html {
    html! { <h1>{ "导出" }</h1> }
}
