//! The input of one cell, outside the grid: tidied while it rests, as typed while it is edited.
//!
//! It commits when it is left, on Enter and on the arrows; Esc takes back what was typed. Moving between entries is the
//! page's affair: an entry says where it stands (`data-entry`, `data-line`, `data-column`).

use sishang::grid::Choice;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::combo::{OpenList, choice_id, choice_list, show_list, show_picked};
use super::finding::mark_icon;
use super::grid::Mark;
use crate::effects::entries::{self, Way};
use crate::effects::keys::pressed;
use crate::effects::saving;

#[derive(Properties, PartialEq)]
pub(crate) struct EntryProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// The cell in words, for those who hear the page.
    pub label: AttrValue,
    /// As typed.
    pub text: AttrValue,
    /// Tidied.
    pub shown: AttrValue,
    #[prop_or_default]
    pub mark: Option<Mark>,
    #[prop_or_default]
    pub numeric: bool,
    /// Nothing can be typed: computed, not asked, or locked.
    #[prop_or_default]
    pub readonly: bool,
    /// Something has to be filled in and is not.
    #[prop_or_default]
    pub wanted: bool,
    /// Which line and column of the page it stands in.
    pub line: usize,
    pub column: usize,
    /// Ids of what describes it.
    pub described_by: AttrValue,
    /// What fits a text, for a code.
    #[prop_or_default]
    pub choices: Option<Callback<String, Vec<Choice>>>,
    /// What can be said of the cell besides its text, as entries of a list; where it has no codes.
    #[prop_or_default]
    pub sayings: Vec<Choice>,
    /// An entry of that list was picked.
    #[prop_or_default]
    pub on_say: Callback<String>,
    pub on_commit: Callback<String>,
    /// It has the focus.
    pub on_enter: Callback<()>,
    /// The text while it is typed; `None` when that is over.
    pub on_draft: Callback<Option<AttrValue>>,
    /// Ctrl+Z and Ctrl+Y at rest: true to do again.
    pub on_undo: Callback<bool>,
}

#[component]
pub(crate) fn Entry(props: &EntryProps) -> Html {
    let focused = use_state_eq(|| false);
    let draft = use_state_eq(|| None::<AttrValue>);
    let list = use_state_eq(|| None::<OpenList>);
    let input = use_node_ref();
    let list_id = format!("{}-list", props.id);
    // Read by handlers, not drawn.
    let saying = use_mut_ref(|| false);

    {
        let list_id = list_id.clone();
        use_effect_with(list.as_ref().map(|list| list.choices.len()), move |listed| {
            if listed.is_some() {
                show_list(&list_id);
            }
        });
    }
    // Renders may lag behind keys: what counts is what the input holds, not what was last drawn.
    let commit = {
        let (draft, list, input) = (draft.clone(), list.clone(), input.clone());
        let (text, on_commit, on_draft) = (props.text.clone(), props.on_commit.clone(), props.on_draft.clone());
        let readonly = props.readonly;
        let (saying, on_say) = (saying.clone(), props.on_say.clone());
        move |picked: Option<&str>| {
            if let (true, Some(code)) = (std::mem::take(&mut *saying.borrow_mut()), picked) {
                list.set(None);
                return on_say.emit(code.to_owned());
            }
            let held = input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let now = picked.map_or(held, str::to_owned);
            if !readonly && now != text.as_str() {
                on_commit.emit(now);
            }
            draft.set(None);
            list.set(None);
            on_draft.emit(None);
        }
    };
    let oninput = {
        let (draft, list, on_draft, choices) =
            (draft.clone(), list.clone(), props.on_draft.clone(), props.choices.clone());
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let text = input.value();
            list.set(None);
            if let Some(choices) = &choices {
                list.set(Some(OpenList::of(choices.emit(text.clone()), &text, true)));
            }
            let text = AttrValue::from(text);
            on_draft.emit(Some(text.clone()));
            draft.set(Some(text));
        })
    };
    let onfocus = {
        let (focused, on_enter, input, text) =
            (focused.clone(), props.on_enter.clone(), input.clone(), props.text.clone());
        Callback::from(move |_: FocusEvent| {
            focused.set(true);
            // The text as typed, at once: the first key must not meet the tidied one.
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.set_value(&text);
                input.select();
            }
            on_enter.emit(());
        })
    };
    let onblur = {
        let (focused, draft, commit) = (focused.clone(), draft.clone(), commit.clone());
        let (saying, list) = (saying.clone(), list.clone());
        Callback::from(move |_: FocusEvent| {
            focused.set(false);
            if std::mem::take(&mut *saying.borrow_mut()) {
                list.set(None);
            }
            if draft.is_some() {
                commit(None);
            }
        })
    };
    let onkeydown = {
        let (draft, list, input, commit) = (draft.clone(), list.clone(), input.clone(), commit.clone());
        let (text, choices, on_draft, on_undo) =
            (props.text.clone(), props.choices.clone(), props.on_draft.clone(), props.on_undo.clone());
        let list_id = list_id.clone();
        let (saying, sayings, readonly) = (saying.clone(), props.sayings.clone(), props.readonly);
        Callback::from(move |event: KeyboardEvent| {
            let Some(key) = pressed(&event) else { return };
            let open = (*list).clone();
            let held = input.cast::<HtmlInputElement>();
            let go = |way: Way| {
                if let Some(input) = &held {
                    entries::go(input, way);
                }
            };
            match (key.key.as_str(), key.ctrl, key.alt) {
                ("ArrowDown", false, true) => {
                    if let Some(choices) = &choices {
                        list.set(Some(OpenList::at_rest(|query| choices.emit(query.to_owned()), &text)));
                    } else if !readonly && !sayings.is_empty() && draft.is_none() {
                        *saying.borrow_mut() = true;
                        list.set(Some(OpenList::short(sayings.clone())));
                    }
                }
                ("ArrowDown" | "ArrowUp", false, false) if open.is_some() => {
                    let mut open = open.unwrap_or_default();
                    open.step(key.key == "ArrowDown");
                    show_picked(&list_id, &open);
                    list.set(Some(open));
                }
                ("Enter", false, false) => {
                    let picked = open.as_ref().and_then(|list| list.code());
                    if draft.is_some() || picked.is_some() {
                        commit(picked);
                    }
                    go(if key.shift { Way::Before } else { Way::After });
                }
                ("ArrowDown", false, false) => go(Way::Below),
                ("ArrowUp", false, false) => go(Way::Above),
                ("Escape", false, false) if draft.is_some() || open.is_some() => {
                    if let Some(input) = &held {
                        input.set_value(&text);
                        input.select();
                    }
                    *saying.borrow_mut() = false;
                    draft.set(None);
                    list.set(None);
                    on_draft.emit(None);
                }
                ("s", true, false) if draft.is_some() => {
                    commit(None);
                    saving::soon();
                }
                ("z", true, false) if draft.is_none() => on_undo.emit(key.shift),
                ("y", true, false) if draft.is_none() => on_undo.emit(true),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let pick = {
        let (list, commit) = (list.clone(), commit);
        Callback::from(move |at: usize| {
            let code = list.as_ref().and_then(|list| list.choices.get(at)).map(|choice| choice.code.clone());
            commit(code.as_deref());
        })
    };
    let value = match (&*draft, *focused) {
        (Some(draft), _) => draft.clone(),
        (None, true) => props.text.clone(),
        (None, false) => props.shown.clone(),
    };
    let picked = list.as_ref().and_then(|list| list.picked).map(|at| choice_id(&list_id, at));
    // All children are keyed: the input keeps the focus when a mark comes or goes.
    html! {
        <span class={classes!("ss-entry", props.numeric.then_some("ss-entry--number"), props.readonly.then_some("ss-entry--readonly"),
            props.wanted.then_some("ss-entry--wanted"), props.mark.map(|mark| format!("ss-entry--{}", mark.class())))}>
            <input key="input" ref={input} id={props.id.clone()} type="text" autocomplete="off" spellcheck="false" class="ss-entry__input"
                data-entry="true" data-line={props.line.to_string()} data-column={props.column.to_string()}
                data-marked={props.mark.is_some_and(Mark::stands).then_some("true")}
                {value} readonly={props.readonly} aria-label={props.label.clone()} aria-describedby={props.described_by.clone()}
                aria-invalid={props.mark.is_some_and(Mark::stands).then_some("true")}
                role={props.choices.is_some().then_some("combobox")} aria-expanded={props.choices.is_some().then(|| list.is_some().to_string())}
                aria-controls={list.is_some().then(|| list_id.clone())} aria-activedescendant={picked}
                {oninput} {onfocus} {onblur} {onkeydown} />
            <span key="mark" class="ss-entry__mark">{ props.mark.map(mark_icon) }</span>
            <span key="list">if let Some(list) = &*list { { choice_list(&list_id, list, String::new(), pick) } }</span>
        </span>
    }
}
