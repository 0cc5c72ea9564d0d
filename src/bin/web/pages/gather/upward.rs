//! 上报: the file for the level above, with the files received unchanged in it.

use sishang::rollup::Arrival;
use sishang::workbook::Signers;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::gather::{on_desk, write_bundle};
use crate::parts::severity::{Kind, mark};
use crate::store::{use_send, use_shown};

/// The part.
#[component]
pub(super) fn Upward() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(gather) = &shown.gather else { return Html::default() };
    let rollup = &gather.rollup;
    let Some(period) = rollup.period.filter(|_| !rollup.parts.is_empty()) else {
        return html! { <p class="ss-quiet">{ "还没有计入汇总的文件。" }</p> };
    };
    let lacking: Vec<&str> = rollup
        .offices
        .iter()
        .filter(|state| state.expected && !state.arrival.counts())
        .map(|state| state.office.name.as_str())
        .collect();
    let conflicts = rollup.offices.iter().filter(|state| state.arrival == Arrival::Conflict).count();
    let signers = &gather.desk.signers;
    let unsigned = signers.filler.trim().is_empty() || signers.head.trim().is_empty();
    let write = {
        let (shown, send) = (shown.clone(), send.clone());
        Callback::from(move |_: MouseEvent| write_bundle(&shown, &send))
    };
    html! {
        <>
            <section class="ss-card" aria-labelledby="upward">
                <h2 id="upward">{ format!("{} {} 汇总包", rollup.office.name, period.chinese()) }</h2>
                <ul class="ss-list">
                    <li>{ format!("各单位文件 {} 份，原样装在里面；决定 {} 项，特批 {} 条，差额 {} 条，退回单 {} 份", rollup.files().len(),
                        rollup.decisions.len(), rollup.waivers.len(), rollup.differences.len(), rollup.returns.len()) }</li>
                    if !lacking.is_empty() { <li>{ mark(Kind::Soft, format!("还没有报齐：{}", lacking.join("、"))) }</li> }
                    if conflicts > 0 { <li>{ mark(Kind::Hard, format!("有 {conflicts} 个单位的文件还等着决定：两份版次相同，或者单位不在名单里")) }</li> }
                    for (at, one) in rollup.void_decisions.iter().enumerate() {
                        <li key={at}>{ mark(Kind::Soft, format!("对{}的决定已失效：那份文件不在了，或来了更高的版次，请重新决定", super::decisions::name_of(rollup, &one.office))) }</li>
                    }
                </ul>
                <div class="ss-form ss-form--two">
                    { signer(&send, "填表人", &signers.filler, |signers, text| signers.filler = text) }
                    { signer(&send, "统计负责人", &signers.statistics_lead, |signers, text| signers.statistics_lead = text) }
                    { signer(&send, "单位负责人", &signers.head, |signers, text| signers.head = text) }
                    { signer(&send, "联系电话", &signers.phone, |signers, text| signers.phone = text) }
                </div>
                <div class="ss-actions">
                    <button type="button" class="ss-button ss-button--main" onclick={write} disabled={unsigned}>{ "存成汇总包" }</button>
                    if unsigned { <span class="ss-quiet">{ "先填填表人和单位负责人。" }</span> }
                </div>
            </section>
        </>
    }
}

fn signer(send: &crate::store::Sender, label: &'static str, value: &str, set: fn(&mut Signers, String)) -> Html {
    let send = send.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            let said = input.value().trim().to_owned();
            on_desk(&send, move |desk| set(&mut desk.signers, said));
        }
    });
    html! {
        <label class="ss-field">
            <span class="ss-field__label">{ label }</span>
            <input class="ss-input" type="text" maxlength="40" value={value.to_owned()} {onchange} />
        </label>
    }
}
