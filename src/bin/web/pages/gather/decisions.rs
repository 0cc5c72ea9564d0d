//! 特批和差额: what people decided, each with its reason.

use std::collections::BTreeMap;

use sishang::rollup::RollUp;
use sishang::workbook::Waiver;
use yew::prelude::*;

use crate::actions::gather::{on_desk, write_waivers};
use crate::store::{GatherMsg, Msg, Tone, clock_of, use_send, use_shown};

/// The part.
#[component]
pub(super) fn Decisions() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(gather) = &shown.gather else { return Html::default() };
    let rollup = &gather.rollup;
    let withdraw = |office: &str, period| {
        let (send, office) = (send.clone(), office.to_owned());
        Callback::from(move |_: MouseEvent| {
            send.send(Msg::Gather(GatherMsg::Withdrawn { office: office.clone(), period }));
        })
    };
    html! {
        <>
            <section class="ss-card" aria-labelledby="decided">
                <h2 id="decided">{ "决定用哪一份" }</h2>
                if rollup.decisions.is_empty() {
                    <p class="ss-quiet">{ "没有。两份文件版次相同、或要用草稿时，在“收件”里决定。" }</p>
                } else {
                    <table class="ss-table">
                        <thead><tr><th scope="col">{ "单位" }</th><th scope="col">{ "理由" }</th><th scope="col">{ "时间" }</th>
                            <th scope="col"><span class="ss-unseen">{ "操作" }</span></th></tr></thead>
                        <tbody>
                            for one in &rollup.decisions {
                                <tr key={one.office.clone()}>
                                    <th scope="row">{ name_of(rollup, &one.office) }</th>
                                    <td>{ one.reason.clone() }</td>
                                    <td>{ clock_of(&one.stamp.at, &shown.today) }</td>
                                    <td>
                                        if rollup.is_from_below(one) {
                                            <span class="ss-quiet">{ "下级的决定" }</span>
                                        } else {
                                            <button type="button" class="ss-button ss-button--small" onclick={withdraw(&one.office, one.period)}>{ "收回" }</button>
                                        }
                                    </td>
                                </tr>
                            }
                        </tbody>
                    </table>
                }
            </section>
            <Waivers />
            <super::differences::Differences />
        </>
    }
}

/// Waivers granted here, by office, and those that came in.
#[component]
fn Waivers() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(gather) = &shown.gather else { return Html::default() };
    let mut by_office: BTreeMap<&str, Vec<&Waiver>> = BTreeMap::new();
    for waiver in &gather.desk.waivers {
        by_office.entry(&waiver.office.code).or_default().push(waiver);
    }
    let from_files: Vec<&Waiver> =
        gather.rollup.waivers.iter().filter(|waiver| !gather.desk.waivers.contains(waiver)).collect();
    let write = |office: &str| {
        let (shown, send, office) = (shown.clone(), send.clone(), office.to_owned());
        Callback::from(move |_: MouseEvent| write_waivers(&shown, &send, &office))
    };
    let drop = |waiver: &Waiver| {
        let (send, waiver, is_out) = (send.clone(), waiver.clone(), gather.rollup.waivers.contains(waiver));
        Callback::from(move |_: MouseEvent| {
            let own = waiver.clone();
            on_desk(&send, move |desk| desk.waivers.retain(|one| *one != own));
            if is_out {
                send.send(Msg::Gather(GatherMsg::Revoked(waiver.clone())));
                send.notice(Tone::Warning, RECALLED);
            }
        })
    };
    html! {
        <section class="ss-card" aria-labelledby="waivers">
            <h2 id="waivers">{ "特批" }</h2>
            if gather.desk.waivers.is_empty() && from_files.is_empty() {
                <p class="ss-quiet">{ "没有。确实属实的强制错误，在“审核”里那一条旁边特批。" }</p>
            }
            for (office, waivers) in by_office {
                <div key={office.to_owned()} class="ss-gather__waivers">
                    <h3>{ waivers.first().map(|waiver| waiver.office.name.clone()) }
                        <button type="button" class="ss-button ss-button--small" onclick={write(office)}>{ "存成特批单" }</button></h3>
                    <ul class="ss-list">
                        for (at, waiver) in waivers.iter().enumerate() {
                            <li key={at}>
                                <span class="ss-list__main">{ said(waiver) }</span>
                                <button type="button" class="ss-button ss-button--small ss-button--quiet" onclick={drop(waiver)}>{ "收回" }</button>
                            </li>
                        }
                    </ul>
                </div>
            }
            if !from_files.is_empty() {
                <h3>{ "随文件来的" }</h3>
                <ul class="ss-list">
                    for (at, waiver) in from_files.iter().enumerate() {
                        <li key={at}>
                                <span class="ss-list__main">{ format!("{}：{}（{}准予）", waiver.office.name, said(waiver), waiver.from.name) }</span>
                                if waiver.from.code == gather.rollup.office.code {
                                    <button type="button" class="ss-button ss-button--small ss-button--quiet" onclick={drop(waiver)}>{ "收回" }</button>
                                }
                            </li>
                    }
                </ul>
            }
        </section>
    }
}

/// What is to be known of a waiver that was written to a file before it was taken back.
const RECALLED: &str = "已收回。特批单已经发出的，请告诉填报单位不要再用；已经用上的，“审核”里会列为“特批未见”。";

/// The name of an office; its code when nothing here is of it.
pub(super) fn name_of(rollup: &RollUp, code: &str) -> String {
    let below = rollup.files().into_iter().filter_map(|entry| Some(&entry.submission()?.head.office));
    let name = rollup.office(code).map(|state| state.office.name.clone());
    name.or_else(|| below.into_iter().find(|office| office.code == code).map(|office| office.name.clone()))
        .unwrap_or_else(|| code.to_owned())
}

fn said(waiver: &Waiver) -> String {
    format!("{} {}，理由：{}", waiver.rule, waiver.title, waiver.reason)
}
