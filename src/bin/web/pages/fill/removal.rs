//! Whether rows are really to be removed, and what goes with them.

use sishang::scheme::FormId;
use sishang::workbook::RowKey;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::effects::focus;
use crate::effects::keys::pressed;
use crate::parts::same::SessionRef;
use crate::words;

#[derive(Properties, PartialEq)]
pub(super) struct RemovalProps {
    pub session: SessionRef,
    pub form: FormId,
    pub keys: Vec<RowKey>,
    /// True to remove.
    pub on_answer: Callback<bool>,
}

/// The question, above the grid.
#[component]
pub(super) fn Removal(props: &RemovalProps) -> Html {
    use_effect_with((), |()| focus::on("removal-keep"));
    let answer = |sure: bool| {
        let on_answer = props.on_answer.clone();
        Callback::from(move |_: MouseEvent| on_answer.emit(sure))
    };
    let onkeydown = {
        let on_answer = props.on_answer.clone();
        Callback::from(move |event: KeyboardEvent| {
            if pressed(&event).is_some_and(|key| key.key == "Escape") {
                event.prevent_default();
                on_answer.emit(false);
            }
        })
    };
    let names: Vec<String> =
        props.keys.iter().take(3).map(|key| words::record_title(&props.session, props.form, key)).collect();
    let names = if props.keys.len() > 3 { format!("{}等", names.join("、")) } else { names.join("、") };
    html! {
        <div class="ss-removal" role="alertdialog" aria-labelledby="removal-what" aria-describedby="removal-with" {onkeydown}>
            <p id="removal-what" class="ss-removal__what">{ format!("删除 {names}（共 {} 行）？", props.keys.len()) }</p>
            <p id="removal-with">{ goes_with(&props.session, props.form, &props.keys) }</p>
            <div class="ss-removal__tools">
                <button type="button" id="removal-keep" class="ss-button" onclick={answer(false)}>{ "不删" }</button>
                <button type="button" class="ss-button ss-button--danger" onclick={answer(true)}>{ "删除" }</button>
            </div>
        </div>
    }
}

/// What else is removed: the records of other forms.
fn goes_with(session: &SessionRef, form: FormId, keys: &[RowKey]) -> String {
    if session.scheme[form].detail().is_some() {
        return "只删这些行，名录里的不动。删除后可以撤销。事情办完了的，不用删，填上已办结就行。".to_owned();
    }
    let records: Vec<String> = session
        .scheme
        .forms_of(form)
        .chain(session.scheme.details_of(form))
        .filter_map(|other| {
            let count: usize = keys.iter().map(|key| session.book.table(other).belonging(key).count()).sum();
            (count > 0).then(|| format!("{} {count} 条", session.scheme[other].label))
        })
        .collect();
    let leaving = "单位只是退库的，不用删，把入库状态改成退库就行。";
    if records.is_empty() {
        format!("别的表里没有它们的数据。删除后可以撤销。{leaving}")
    } else {
        format!("同时删除：{}。删除后可以撤销。{leaving}", records.join("，"))
    }
}
