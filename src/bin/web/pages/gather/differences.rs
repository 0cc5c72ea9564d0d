//! 差额表: what the whole has and the parts lack, each with its reason, and the check of levels (节点检查).

use sishang::exchange::DifferenceEntry;
use sishang::message::rollup as words;
use sishang::number;
use sishang::rollup::{Level, figure_key, is_summable};
use sishang::scheme::FormDef;
use sishang::workbook::Stamp;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::effects::clock;
use crate::parts::severity::{Kind, mark};
use crate::store::{GatherMsg, Msg, use_send, use_shown};

/// The table, where it does not hold, and room for an entry.
#[component]
pub(super) fn Differences() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(gather) = shown.gather.as_ref().filter(|gather| gather.unaudited().is_empty()) else {
        return Html::default();
    };
    let scheme = &shown.scheme;
    let level = gather.level(scheme);
    let misses: Vec<(&Level, _)> =
        level.all().into_iter().flat_map(|level| level.misses.iter().map(move |miss| (level, miss))).collect();
    let entries = gather.rollup.differences.clone();
    let drop = |at: usize| {
        let (send, entries) = (send.clone(), entries.clone());
        Callback::from(move |_: MouseEvent| {
            let mut next = entries.clone();
            if at < next.len() {
                next.remove(at);
            }
            send.send(Msg::Gather(GatherMsg::Differed(next)));
        })
    };
    html! {
        <section class="ss-card" aria-labelledby="differences">
            <h2 id="differences">{ "差额表和节点检查" }</h2>
            <p class="ss-quiet">{ "总体有、各单位没有的数（如本级直接掌握的项目），在这里写明数额和原因，使“各单位合计＋差额＝总体”。各单位的数不会改动。" }</p>
            if misses.is_empty() {
                <p>{ crate::parts::severity::done("各级“各单位合计＋差额＝总体”都成立。") }</p>
            } else {
                <ul class="ss-list">
                    for (at, (level, miss)) in misses.iter().enumerate() {
                        <li key={at}>{ mark(Kind::Hard, words::level_miss(scheme, &level.office, miss)) }</li>
                    }
                </ul>
            }
            if !entries.is_empty() {
                <table class="ss-table">
                    <thead><tr><th scope="col">{ "指标" }</th><th scope="col" class="ss-number">{ "差额" }</th>
                        <th scope="col" class="ss-number">{ "总体" }</th><th scope="col">{ "原因" }</th>
                        <th scope="col"><span class="ss-unseen">{ "操作" }</span></th></tr></thead>
                    <tbody>
                        for (at, one) in entries.iter().enumerate() {
                            <tr key={at}>
                                <th scope="row">{ words::figure_place(scheme, &one.form, &one.field) }</th>
                                <td class="ss-number">{ number::grouped(one.value) }</td>
                                <td class="ss-number">{ number::grouped(one.whole) }</td>
                                <td>{ one.reason.clone() }</td>
                                <td><button type="button" class="ss-button ss-button--small ss-button--quiet" onclick={drop(at)}>{ "删去" }</button></td>
                            </tr>
                        }
                    </tbody>
                </table>
            }
            <Add />
        </section>
    }
}

/// Room for an entry: the column, the whole and why it is more than the parts. The difference is worked out.
#[component]
fn Add() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let (form, cell) = (use_state(String::new), use_state(String::new));
    let (whole, reason, trouble) = (use_node_ref(), use_node_ref(), use_state(|| None::<&'static str>));
    let Some(gather) = &shown.gather else { return Html::default() };
    let scheme = &shown.scheme;
    let level = gather.level(scheme);
    // Also what no part has: the whole may have it all the same. In the order of the scheme.
    let mut columns: Vec<(&FormDef, Vec<(String, String)>)> = Vec::new();
    for def in &scheme.forms {
        let mut own = Vec::new();
        for (field, column) in def.cells().filter(|(field, _)| is_summable(&def[*field]) && !def[*field].is_computed())
        {
            let unit = def[field].unit.as_deref().map(words::unit).unwrap_or_default();
            let label = format!("{}{unit}", def[field].cell_label(column));
            own.push((def[field].cell_key(column), label));
        }
        columns.extend(Some((def, own)).filter(|(_, own)| !own.is_empty()));
    }
    let choose = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                state.set(select.value());
            }
        })
    };
    let add = {
        let (form, cell) = (form.to_string(), cell.to_string());
        let (whole, reason, trouble, shown, send) =
            (whole.clone(), reason.clone(), trouble.clone(), shown.clone(), send.clone());
        // `None` where nothing was chosen; within it where the sum is too large to be kept exactly.
        let parts = figure_key(scheme, &form, &cell)
            .map(|key| level.parts.get(key).map_or(Some(number::Decimal::ZERO), |sum| sum.sum));
        Callback::from(move |_: MouseEvent| {
            let typed = |area: &NodeRef| area.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let Some(parts) = parts else { return trouble.set(Some("先选表和指标。")) };
            let Ok(read) = number::read(typed(&whole).trim()) else {
                return trouble.set(Some("总体数要填一个数。"));
            };
            let said = typed(&reason);
            if said.trim().is_empty() {
                return trouble.set(Some("写明差额的原因，如“市直管项目，由本级直接统计”。"));
            }
            // More digits than a file takes would make the bundle unreadable.
            let fits = |value: &number::Decimal| number::read(&number::canonical(*value)).is_ok();
            let value = parts.and_then(|parts| read.value.checked_sub(parts)).filter(fits);
            let Some(value) = value else { return trouble.set(Some("数的位数太多，无法准确相减。")) };
            let mut next = shown.gather.as_ref().map(|gather| gather.rollup.differences.clone()).unwrap_or_default();
            next.retain(|one| (&one.form, &one.field) != (&form, &cell));
            next.push(DifferenceEntry {
                form: form.clone(),
                field: cell.clone(),
                whole: read.value,
                value,
                reason: said.trim().to_owned(),
                stamp: Stamp { by: String::new(), at: clock::now() },
            });
            trouble.set(None);
            send.send(Msg::Gather(GatherMsg::Differed(next)));
        })
    };
    let of_form = columns.iter().find(|(def, _)| def.key == *form).map(|(_, own)| own.clone()).unwrap_or_default();
    html! {
        <details class="ss-gather__add">
            <summary>{ "加一条差额" }</summary>
            <div class="ss-gather__setting">
                <label>{ "表 " }<select onchange={choose(&form)}>
                    <option value="">{ "请选择" }</option>
                    for (def, _) in &columns {
                        <option key={def.key.clone()} value={def.key.clone()} selected={*form == def.key}>
                            { def.label.clone() }
                        </option>
                    }
                </select></label>
                <label>{ "指标 " }<select onchange={choose(&cell)}>
                    <option value="">{ "请选择" }</option>
                    for (key, label) in of_form {
                        <option key={key.clone()} value={key.clone()} selected={*cell == key}>{ label }</option>
                    }
                </select></label>
                <label>{ "总体数 " }<input class="ss-input" type="text" inputmode="decimal" ref={whole} /></label>
                <label>{ "原因 " }<input class="ss-input" type="text" maxlength="200" ref={reason} /></label>
                <button type="button" class="ss-button" onclick={add}>{ "加上" }</button>
            </div>
            if let Some(trouble) = *trouble { <p class="ss-field__error" role="alert">{ trouble }</p> }
        </details>
    }
}
