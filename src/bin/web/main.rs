//! The page: draws what the core decides.

use yew::prelude::*;

#[component]
fn Start() -> Html {
    html! { <h1>{ "四上台账" }</h1> }
}

fn main() {
    // index.html has the place; what it shows until now is the message that the page is being opened.
    if let Some(root) = gloo::utils::document().get_element_by_id("app") {
        yew::Renderer::<Start>::with_root(root).render();
    }
}
