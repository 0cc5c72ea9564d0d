//! Choosing the office: by code, name or pinyin initials; or one that the list does not have.

use std::rc::Rc;

use sishang::code::division::{self, CustomUnit};
use sishang::code::list::search_divisions;
use sishang::workbook::{Office, Place};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::effects::{focus, keys};
use crate::parts::combo;
use crate::store::{Msg, use_send, use_shown};

/// Most hits that are shown.
const MOST_HITS: usize = 12;

/// Code, name, and what it lies in.
type Hit = (String, String, String);

/// The choice of the office.
#[component]
pub(crate) fn OfficeChoice() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let chosen = shown.begun.office.clone();
    let again = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.send(Msg::OfficeChosen(None)))
    };
    // The offices of works kept here are the likeliest.
    let mut known: Vec<(String, String)> = Vec::new();
    for meta in shown.shelf.works().iter().filter_map(|found| found.meta.as_ref()).filter(|meta| !meta.demonstration) {
        let pair = (meta.code.clone(), meta.office.clone());
        if !known.contains(&pair) && known.len() < 3 {
            known.push(pair);
        }
    }
    // What was chosen or given up takes its button with it: the focus goes to what is next to do.
    use_effect_with(chosen.is_some(), |&chosen| {
        focus::first(if chosen { "#period-kind" } else { "#office-choice button, #office" });
    });
    html! {
        <section class="ss-card" id="office-choice" aria-labelledby="office-title">
            <h2 id="office-title">{ "1. 报送单位" }</h2>
            if let Some(office) = chosen {
                <p>
                    <strong>{ office.name.clone() }</strong>
                    <span class="ss-quiet">{ format!("（区划代码 {}{}）", office.code, above(&office)) }</span>
                    <button type="button" class="ss-button ss-button--quiet" onclick={again}>{ "换一个" }</button>
                </p>
            } else {
                if !known.is_empty() {
                    <p>
                        { "填过的单位：" }
                        for (code, name) in known {
                            <KnownOffice key={format!("{code}{name}")} code={code.clone()} name={name.clone()} />
                        }
                    </p>
                }
                <Search />
            }
        </section>
    }
}

fn above(office: &Office) -> String {
    let names: Vec<&str> = office.parents.iter().rev().map(|place| place.name.as_str()).collect();
    if names.is_empty() { String::new() } else { format!("，{}", names.join(" ")) }
}

/// An office of the list, or of the scheme's own divisions, by its code.
fn listed(code: &str, own: &[CustomUnit]) -> Option<Office> {
    let mut path = division::path(code, own);
    let own = path.pop()?;
    let parents = path.iter().rev().map(|entry| Place { code: entry.code.to_owned(), name: entry.name.to_owned() });
    Some(Office { code: own.code.to_owned(), name: own.name.to_owned(), parents: parents.collect() })
}

#[derive(Properties, PartialEq, Eq)]
struct KnownProps {
    code: String,
    name: String,
}

#[component]
fn KnownOffice(props: &KnownProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let office = listed(&props.code, &shown.scheme.divisions)
        .filter(|office| office.name == props.name)
        .unwrap_or_else(|| Office { code: props.code.clone(), name: props.name.clone(), parents: Vec::new() });
    let choose = Callback::from(move |_: MouseEvent| send.send(Msg::OfficeChosen(Some(office.clone()))));
    html! { <button type="button" class="ss-button" onclick={choose}>{ props.name.clone() }</button> }
}

/// The search over all divisions, and the way out for an office that is not among them.
#[component]
fn Search() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let typed = use_state(String::new);
    let at = use_state(|| 0_usize);
    let own = use_state(|| false);
    let divisions = shown.scheme.divisions.clone();
    let hits = use_memo(((*typed).clone(), divisions), |(typed, own)| {
        // One more than is shown tells that there are more.
        search_divisions("", typed, MOST_HITS + 1, own)
            .into_iter()
            .map(|hit| (hit.code.to_owned(), hit.name.to_owned(), hit.within.join(" ")))
            .collect::<Vec<Hit>>()
    });
    let more = hits.len() > MOST_HITS;
    let hits: Rc<[Hit]> = hits.iter().take(MOST_HITS).cloned().collect();
    let input = {
        let (typed, at) = (typed.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            typed.set(input.value());
            at.set(0);
        })
    };
    let choose = {
        let (send, shown) = (send.clone(), shown.clone());
        Callback::from(move |code: String| {
            send.send(Msg::OfficeChosen(listed(&code, &shown.scheme.divisions)));
        })
    };
    let key = {
        let (hits, at, choose) = (hits.clone(), at.clone(), choose.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(pressed) = keys::pressed(&event) else { return };
            match pressed.key.as_str() {
                arrow @ ("ArrowDown" | "ArrowUp") => {
                    let last = hits.len().saturating_sub(1);
                    let now = if arrow == "ArrowDown" { (*at + 1).min(last) } else { at.saturating_sub(1) };
                    if let Some((code, _, _)) = hits.get(now) {
                        combo::bring_into_sight(&format!("office-{code}"));
                    }
                    at.set(now);
                }
                "Enter" => {
                    if let Some((code, _, _)) = hits.get(*at) {
                        choose.emit(code.clone());
                    }
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let toggle = {
        let own = own.clone();
        Callback::from(move |_: MouseEvent| own.set(!*own))
    };
    let no_hit = !typed.trim().is_empty() && hits.is_empty();
    html! {
        <>
            <div class="ss-search">
                <label class="ss-field__label" for="office">{ "查找乡镇、街道、县" }</label>
                <input class="ss-input" id="office" type="text" autocomplete="off" value={(*typed).clone()} oninput={input}
                    onkeydown={key} role="combobox" aria-expanded={(!hits.is_empty()).to_string()} aria-controls="office-hits"
                    aria-autocomplete="list" aria-activedescendant={hits.get(*at).map(|(code, _, _)| format!("office-{code}"))}
                    aria-describedby="office-help" />
                <span class="ss-field__help" id="office-help">{ "输入名称、区划代码或拼音首字母，如“虞城 城关”“411425100”“yc cg”" }</span>
                if !hits.is_empty() {
                    <ul class="ss-search__hits" id="office-hits" role="listbox" aria-label="查到的单位">
                        for (index, (code, name, within)) in hits.iter().enumerate() {
                            { hit(code, name, within, index == *at, choose.clone()) }
                        }
                    </ul>
                }
                if more {
                    <p class="ss-field__help" role="status">
                        { format!("只列出了前 {MOST_HITS} 个。再输几个字，或加上县名，如“虞城 城关”。") }
                    </p>
                }
                if no_hit {
                    <p class="ss-field__error" role="status">{ "没有查到。可以少输几个字，或在下面自己填。" }</p>
                }
            </div>
            <p>
                <button type="button" class="ss-button ss-button--quiet" onclick={toggle} aria-expanded={own.to_string()}>
                    { "名单里没有（开发区、示范区等），自己填" }
                </button>
            </p>
            if *own {
                <OwnOffice />
            }
        </>
    }
}

fn hit(code: &str, name: &str, within: &str, selected: bool, choose: Callback<String>) -> Html {
    let own = code.to_owned();
    let onclick = Callback::from(move |_: MouseEvent| choose.emit(own.clone()));
    html! {
        <li key={code.to_owned()} class="ss-search__hit" id={format!("office-{code}")} role="option"
            aria-selected={selected.to_string()} {onclick}>
            <span class="ss-search__code">{ code.to_owned() }</span>
            <span>{ name.to_owned() }</span>
            <span class="ss-search__within">{ within.to_owned() }</span>
        </li>
    }
}

/// An office that the list does not have: its name, and a code of the county's choice.
#[component]
fn OwnOffice() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let name = use_state(String::new);
    let code = use_state(String::new);
    let tried = use_state(|| false);
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            state.set(input.value());
        })
    };
    let problem = problem(&name, &code, &shown.scheme.divisions);
    let take = {
        let (name, code, tried, problem) = (name.clone(), code.clone(), tried.clone(), problem.clone());
        Callback::from(move |_: MouseEvent| {
            if problem.is_some() {
                return tried.set(true);
            }
            let code = sishang::code::normalise(&code);
            let parents = division::path(code.get(..6).unwrap_or_default(), &[]);
            let parents =
                parents.iter().rev().map(|entry| Place { code: entry.code.to_owned(), name: entry.name.to_owned() });
            let office = Office { name: name.trim().to_owned(), parents: parents.collect(), code };
            send.send(Msg::OfficeChosen(Some(office)));
        })
    };
    html! {
        <div class="ss-drop">
            <div class="ss-form">
                <div class="ss-field">
                    <label class="ss-field__label" for="own-name">{ "单位名称" }</label>
                    <input class="ss-input" id="own-name" type="text" value={(*name).clone()} oninput={set(&name)} />
                </div>
                <div class="ss-field">
                    <label class="ss-field__label" for="own-code">{ "代码" }</label>
                    <input class="ss-input" id="own-code" type="text" value={(*code).clone()} oninput={set(&code)}
                        aria-describedby="own-help" />
                    <span class="ss-field__help" id="own-help">{ "用上级给的代码；没有就用所在县的 6 位代码加 3 位自编号，如 411425401" }</span>
                </div>
            </div>
            if let Some(problem) = problem.filter(|_| *tried) {
                <p class="ss-field__error" role="alert">{ problem }</p>
            }
            <button type="button" class="ss-button" onclick={take}>{ "用这个单位" }</button>
        </div>
    }
}

/// What keeps an own office from being taken.
fn problem(name: &str, code: &str, own: &[CustomUnit]) -> Option<String> {
    let code = sishang::code::normalise(code);
    if name.trim().is_empty() {
        Some("填上单位名称。".to_owned())
    } else if name.chars().count() > 60 {
        Some("单位名称最多 60 个字。".to_owned())
    } else if !(6..=12).contains(&code.len()) || !code.chars().all(|c| c.is_ascii_alphanumeric()) {
        Some("代码要 6 到 12 位数字或字母。".to_owned())
    } else {
        division::name(&code, own)
            .filter(|known| *known != name.trim())
            .map(|known| format!("代码 {code} 是“{known}”的，请查找并选它，或换一个代码。"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_office_brings_the_places_above_it_nearest_first() {
        let office = listed("411425100", &[]).unwrap();
        let above: Vec<&str> = office.parents.iter().map(|place| place.code.as_str()).collect();
        assert_eq!(above, ["411425", "4114", "41"]);
    }

    #[test]
    fn an_own_office_may_not_take_the_code_of_another() {
        assert!(problem("示范区", "411425401", &[]).is_none());
        assert!(problem("示范区", "４１１４２５４０１", &[]).is_none());
        assert!(problem("示范区", "411425", &[]).unwrap().contains("虞城县"));
        let zone = CustomUnit { code: "411425401".to_owned(), name: "高新区".to_owned(), parent: String::new() };
        assert!(problem("示范区", "411425401", std::slice::from_ref(&zone)).unwrap().contains("高新区"));
        assert_eq!(listed("411425401", &[zone]).unwrap().parents.len(), 3);
        assert!(problem("", "411425401", &[]).is_some());
        assert!(problem("示范区", "41", &[]).is_some());
    }
}
