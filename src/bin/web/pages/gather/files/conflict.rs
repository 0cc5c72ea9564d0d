//! Two files that claim the same revision: side by side, for a person to decide.

use std::sync::Arc;

use sishang::exchange::{Decision, Opened};
use sishang::rollup::{Entry, compare};
use sishang::scheme::CompiledScheme;
use sishang::workbook::Stamp;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::effects::clock;
use crate::store::{GatherMsg, Msg, clock_of, use_send, use_shown};

/// Most differences that are shown.
const MOST: usize = 40;

#[derive(Properties, PartialEq, Eq)]
pub(super) struct ConflictProps {
    /// Code of the office.
    pub code: String,
}

/// A cell in which files differ, as each of them has it.
struct Row {
    place: String,
    texts: Vec<String>,
}

/// Every file beside the first one.
fn side_by_side(scheme: &CompiledScheme, opened: &[Arc<Opened>]) -> Vec<Row> {
    let Some((first, others)) = opened.split_first() else { return Vec::new() };
    let mut rows: Vec<((String, String, String), Row)> = Vec::new();
    for (at, other) in others.iter().enumerate() {
        for one in compare(scheme, &first.book, &other.book) {
            let cell = (one.form, one.key, one.field);
            let known = rows.iter().position(|(known, _)| *known == cell).unwrap_or_else(|| {
                // As the first has it, until it is known that one has it otherwise.
                rows.push((cell, Row { place: one.place, texts: vec![one.first; opened.len()] }));
                rows.len() - 1
            });
            if let Some(text) = rows.get_mut(known).and_then(|(_, row)| row.texts.get_mut(at + 1)) {
                *text = one.second;
            }
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// One conflict.
#[component]
pub(super) fn ConflictCard(props: &ConflictProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let reason = use_node_ref();
    let tried = use_state(|| false);
    let Some(gather) = &shown.gather else { return Html::default() };
    let Some(conflict) = gather.rollup.conflicts.iter().find(|one| one.office.code == props.code) else {
        return Html::default();
    };
    let choose = |entry: &Arc<Entry>| {
        let (send, reason, tried) = (send.clone(), reason.clone(), tried.clone());
        let (office, digest) = (props.code.clone(), entry.digest().unwrap_or_default().to_owned());
        let period = gather.rollup.period;
        Callback::from(move |_: MouseEvent| {
            let said = reason.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let Some(period) = period.filter(|_| !said.trim().is_empty()) else { return tried.set(true) };
            let decision = Decision {
                office: office.clone(),
                period,
                digest: digest.clone(),
                reason: said.trim().to_owned(),
                stamp: Stamp { by: String::new(), at: clock::now() },
            };
            send.send(Msg::Gather(GatherMsg::Decided(decision)));
        })
    };
    let opened: Vec<_> = conflict.entries.iter().filter_map(|entry| entry.submission()?.opened.clone()).collect();
    let differences = side_by_side(&shown.scheme, &opened);
    html! {
        <section class="ss-card ss-card--bad" aria-label={format!("{}：两份文件版次相同", conflict.office.name)}>
            <h2>{ format!("{}：有 {} 份文件都说是第{}版，内容却不同", conflict.office.name, conflict.entries.len(), conflict.revision) }</h2>
            <p>{ "先向填报单位问清楚，再决定用哪一份；理由会记在汇总包里。没有决定以前，两份都不计入。" }</p>
            <div class="ss-field">
                <label class="ss-field__label" for={format!("why-{}", props.code)}>{ "决定的理由" }</label>
                <input class="ss-input" id={format!("why-{}", props.code)} type="text" ref={reason.clone()} maxlength="200" />
                if *tried { <p class="ss-field__error" role="alert">{ "先写明理由，如“经与城关镇李某电话核实，以 11 月 5 日的为准”。" }</p> }
            </div>
            <div class="ss-scroll">
                <table class="ss-table">
                    <thead><tr>
                        <th scope="col">{ "不同之处" }</th>
                        for entry in &conflict.entries {
                            <th scope="col" class="ss-gather__side">
                                { entry.name.clone() }<br />
                                <span class="ss-quiet">{ entry.submission().map(|received| clock_of(&received.head.signed.at, &shown.today)) }</span>
                                <br />
                                <button type="button" class="ss-button ss-button--small" onclick={choose(entry)}>{ "用这一份" }</button>
                            </th>
                        }
                    </tr></thead>
                    <tbody>
                        for (at, one) in differences.iter().take(MOST).enumerate() {
                            <tr key={at}>
                                <th scope="row">{ one.place.clone() }</th>
                                for (side, text) in one.texts.iter().enumerate() { <td key={side}>{ text.clone() }</td> }
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if differences.len() > MOST { <p class="ss-quiet">{ format!("还有 {} 处不同没有列出。", differences.len() - MOST) }</p> }
        </section>
    }
}
