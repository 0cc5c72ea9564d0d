//! 制度: every form, field and rule in words; the scheme in use, and how to put another one in use.

mod forms;
mod load;
mod rules;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::effects::focus;
use crate::store::{Page, use_shown};

/// The page.
#[component]
pub(crate) fn SchemePage() -> Html {
    let shown = use_shown();
    let typed = use_state(String::new);
    let input = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                typed.set(input.value());
            }
        })
    };
    let (form, item) = match &shown.page {
        Page::Scheme { form, item } => (form.clone(), item.clone()),
        _ => (None, None),
    };
    use_effect_with((form.clone(), item.clone()), |(_, item)| {
        if let Some(item) = item {
            focus::on(&format!("item-{item}"));
        }
    });
    let scheme = &shown.scheme;
    let current = form.and_then(|key| scheme.form(&key));
    let wanted = typed.trim().to_lowercase();
    html! {
        <div class="ss-page">
            <div class="ss-page__head">
                <h1>{ "报表制度" }</h1>
                <span class="ss-quiet">{ format!("{}（{}）", scheme.name, scheme.tag()) }</span>
            </div>
            <div class="ss-bar2 ss-screen">
                <nav class="ss-tabs" aria-label="制度的各部分">
                    { tab("这套制度", Page::Scheme { form: None, item: None }, current.is_none() && wanted.is_empty()) }
                    for id in scheme.form_ids() {
                        { tab(&scheme[id].label, Page::scheme(&scheme[id].key), current == Some(id) && wanted.is_empty()) }
                    }
                </nav>
                <div class="ss-find">
                    <label for="find">{ "查找" }</label>
                    <input class="ss-input" id="find" type="search" value={(*typed).clone()} oninput={input}
                        aria-describedby="find-help" />
                    <span class="ss-unseen" id="find-help">{ "在所有的表里查指标、指标解释和审核关系" }</span>
                </div>
            </div>
            if !wanted.is_empty() {
                <forms::Search {wanted} />
            } else if let Some(form) = current {
                <forms::FormPage {form} item={item.clone()} />
                <rules::RulesOf {form} {item} />
            } else {
                <load::Identity />
                <load::Settings />
            }
        </div>
    }
}

fn tab(label: &str, page: Page, current: bool) -> Html {
    html! {
        <a key={page.hash()} class="ss-tab" href={page.hash()} aria-current={current.then_some("true")}>{ label.to_owned() }</a>
    }
}

#[cfg(test)]
mod tests {
    use crate::store::{Msg, Page};
    use crate::testing::{after, empty, html_of};

    #[test]
    fn a_field_and_a_rule_can_be_pointed_at() {
        for item in ["output", "R030"] {
            let page = Page::scheme_item("industry", item);
            let html = html_of(after(empty(), [Msg::PageTurned(page)]), || yew::html! { <super::SchemePage /> });
            let row = html.split("<tr").find(|row| row.contains(&format!(r#"id="item-{item}""#))).unwrap();
            assert!(row.contains("ss-table__marked"), "{row}");
        }
    }

    #[test]
    fn the_scheme_says_who_issued_it() {
        let state = after(empty(), [Msg::PageTurned(Page::Scheme { form: None, item: None })]);
        let html = html_of(state, || yew::html! { <super::SchemePage /> });
        assert!(html.contains("制定机关") && html.contains("程序自带"));
    }
}
