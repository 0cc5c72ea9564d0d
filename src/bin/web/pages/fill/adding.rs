//! Whose a new row of details is: chosen by name, number or pinyin initials.

use sishang::audit::View;
use sishang::grid::{Choice, fits_query};
use sishang::measure::Column;
use sishang::scheme::FormId;
use sishang::workbook::{RowKey, Slot};
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::effects::focus;
use crate::effects::keys::pressed;
use crate::parts::combo::{OpenList, choice_id, choice_list, show_picked};
use crate::parts::figures;
use crate::parts::same::SessionRef;

const LIST: &str = "adding-list";

#[derive(Properties, PartialEq)]
pub(super) struct AddingProps {
    pub session: SessionRef,
    pub form: FormId,
    /// The roster row of the row that is active: most often one more is added beside it.
    pub beside: Option<RowKey>,
    /// The roster row, or `None` when nothing is to be added.
    pub on_chosen: Callback<Option<RowKey>>,
}

/// The question, above the grid.
#[component]
pub(super) fn Adding(props: &AddingProps) -> Html {
    use_effect_with((), |()| focus::on("adding-whose"));
    let roster = figures::roster_of(&props.session, props.form);
    let whose = props.session.scheme[roster].roster().map_or("", |roster| roster.join_label.as_str());
    let list = use_state_eq(|| opened(props, "", false));
    let on_chosen = {
        let (session, on_chosen) = (props.session.clone(), props.on_chosen.clone());
        Callback::from(move |number: Option<String>| {
            let at = number.and_then(|number| number.parse::<usize>().ok()?.checked_sub(1));
            let row = at.and_then(|at| session.book.table(roster).at(at));
            on_chosen.emit(row.map(|row| RowKey::clone(&row.key)));
        })
    };
    let oninput = {
        let (list, props) = (list.clone(), (props.session.clone(), props.form, props.beside.clone()));
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let (session, form, beside) = props.clone();
            let on_chosen = Callback::noop();
            list.set(opened(&AddingProps { session, form, beside, on_chosen }, &input.value(), true));
        })
    };
    let onkeydown = {
        let (list, on_chosen) = (list.clone(), on_chosen.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(key) = pressed(&event) else { return };
            match key.key.as_str() {
                "ArrowDown" | "ArrowUp" => {
                    let mut open = (*list).clone();
                    open.step(key.key == "ArrowDown");
                    show_picked(LIST, &open);
                    list.set(open);
                }
                "Enter" => match list.code() {
                    Some(code) => on_chosen.emit(Some(code.to_owned())),
                    None => return,
                },
                "Escape" => on_chosen.emit(None),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let pick = {
        let (list, on_chosen) = (list.clone(), on_chosen.clone());
        Callback::from(move |at: usize| on_chosen.emit(list.choices.get(at).map(|choice| choice.code.clone())))
    };
    let leave = Callback::from(move |_: MouseEvent| on_chosen.emit(None));
    html! {
        <div class="ss-adding" role="group" aria-labelledby="adding-label">
            <label id="adding-label" for="adding-whose" class="ss-adding__label">{ format!("给哪个{whose}加一行？") }</label>
            <span class="ss-adding__box">
                <input id="adding-whose" type="text" class="ss-adding__input" autocomplete="off" spellcheck="false"
                    placeholder="序号、名称、代码或拼音首字母，回车选定" role="combobox" aria-expanded="true" aria-controls={LIST}
                    aria-activedescendant={list.picked.map(|at| choice_id(LIST, at))} {oninput} {onkeydown} />
                { choice_list(LIST, &list, String::new(), pick) }
            </span>
            <button type="button" class="ss-button" onclick={leave}>{ "不加了" }</button>
        </div>
    }
}

/// The roster rows that may have such a detail and fit a query, by their number in the roster.
fn opened(props: &AddingProps, query: &str, typing: bool) -> OpenList {
    let AddingProps { session, form, beside, .. } = props;
    let roster = figures::roster_of(session, *form);
    let view = View::new(&session.scheme, &session.book);
    let identity = session.scheme[roster].roster().and_then(|def| def.identity);
    let choices = session.book.table(roster).rows().iter().zip(1usize..).filter_map(|(row, number)| {
        let title = figures::title(session, roster, &row.key);
        let slot = identity.map(|field| Slot { field, column: Column::Plain });
        let code = slot.map_or("", |slot| session.book.text(roster, &row.key, slot));
        let number = number.to_string();
        let fits = number == query.trim() || fits_query(query, &title, [code]);
        let there = session.book.table(*form).belonging(&row.key).count();
        let within = if there > 0 { format!("已有 {there} 行") } else { String::new() };
        (fits && view.accepts(*form, &row.key)).then(|| (&row.key, Choice { code: number, label: title, within }))
    });
    let (keys, choices): (Vec<&RowKey>, Vec<Choice>) = choices.unzip();
    let mut list = OpenList::of(choices, query, typing);
    if list.picked.is_none() {
        let beside = beside.as_ref().and_then(|beside| keys.iter().position(|key| *key == beside));
        list.picked =
            beside.filter(|at| *at < list.choices.len()).or(if list.choices.len() == 1 { Some(0) } else { None });
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::same::Same;
    use crate::testing::demonstration;

    #[test]
    fn the_project_is_found_by_name_and_the_one_beside_is_picked() {
        let state = demonstration();
        let session = Same(std::rc::Rc::clone(&state.work.as_ref().unwrap().session));
        let form = session.scheme.form("problems").unwrap();
        let roster = figures::roster_of(&session, form);
        let view = View::new(&session.scheme, &session.book);
        let rows = session.book.table(roster).rows();
        let accepted: Vec<_> = rows.iter().filter(|row| view.accepts(form, &row.key)).collect();
        let last = RowKey::clone(&accepted.last().unwrap().key);
        let props =
            AddingProps { session: session.clone(), form, beside: Some(last.clone()), on_chosen: Callback::noop() };
        let all = opened(&props, "", false);
        assert_eq!(all.choices.len(), accepted.len());
        assert_eq!(all.picked, Some(accepted.len() - 1));
        let name = figures::title(&session, roster, &last);
        let found = opened(&props, &name, true);
        assert_eq!((found.choices.len(), found.choices[0].label.clone(), found.picked), (1, name, Some(0)));
        assert!(opened(&props, "没有这个项目", true).choices.is_empty());
    }
}
