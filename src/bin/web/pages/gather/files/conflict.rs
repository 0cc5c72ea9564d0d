//! Two files that claim the same revision: side by side, for a person to decide.

use std::sync::Arc;

use sishang::exchange::{BundleHead, Decision, Limits, Opened, open};
use sishang::message::rollup as words;
use sishang::rollup::{Conflict, Divergence, Entry, What, compare, compare_bundles};
use sishang::scheme::CompiledScheme;
use sishang::workbook::Stamp;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::effects::clock;
use crate::parts::same::SameArc;
use crate::store::{GatherMsg, Msg, clock_of, use_send, use_shown};

/// Most differences that are shown.
const MOST: usize = 40;

#[derive(Properties, PartialEq, Eq)]
pub(super) struct ConflictProps {
    /// Code of the office.
    pub code: String,
}

/// Where the files differ; `None` when one of them cannot be read.
fn divergences(scheme: &CompiledScheme, conflict: &Conflict) -> Option<Vec<Divergence>> {
    let heads: Option<Vec<&BundleHead>> =
        conflict.entries.iter().map(|entry| entry.bundle().map(AsRef::as_ref)).collect();
    if let Some(heads) = heads {
        return Some(compare_bundles(scheme, &heads));
    }
    // What was taken in was read for its figures only; what people typed is in the file.
    let open = |entry: &Arc<Entry>| open(entry.submission()?.text().as_bytes(), scheme, &Limits::default()).ok();
    let opened: Option<Vec<Opened>> = conflict.entries.iter().map(open).collect();
    Some(compare(scheme, &opened?.iter().collect::<Vec<_>>()))
}

/// One conflict.
#[component]
pub(super) fn ConflictCard(props: &ConflictProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let reason = use_node_ref();
    let tried = use_state(|| false);
    let gather = shown.gather.as_ref();
    let conflict = gather.and_then(|gather| gather.rollup.conflicts.iter().find(|one| one.office.code == props.code));
    // To read the files again takes a while: once for the same ones.
    let digests = conflict.iter().flat_map(|conflict| &conflict.entries);
    let digests: Vec<String> = digests.filter_map(|entry| entry.digest()).map(str::to_owned).collect();
    let divergences = use_memo((digests, SameArc(Arc::clone(&shown.scheme))), |_| {
        conflict.and_then(|conflict| divergences(&shown.scheme, conflict))
    });
    let (Some(gather), Some(conflict)) = (gather, conflict) else { return Html::default() };
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
    let are_bundles = conflict.entries.iter().all(|entry| entry.bundle().is_some());
    let points = divergences.as_deref().unwrap_or_default();
    let nothing = match divergences.as_ref() {
        None => Some("有一份文件读不出来，没有比较。"),
        Some(points) => points.is_empty().then(|| words::alike_but_for(are_bundles)),
    };
    html! {
        <section class="ss-card ss-card--bad" aria-label={format!("{}：几份文件版次相同", conflict.office.name)}>
            <h2>{ format!("{}：有 {} 份文件都说是第{}版，内容却不同", conflict.office.name, conflict.entries.len(), conflict.revision) }</h2>
            <p>{ "先向填报单位问清楚，再决定用哪一份；理由会记在汇总包里。没有决定以前，哪一份都不计入。" }</p>
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
                                <span class="ss-quiet">{ signed_at(entry).map(|at| clock_of(at, &shown.today)) }</span>
                                <br />
                                <button type="button" class="ss-button ss-button--small" onclick={choose(entry)}>{ "用这一份" }</button>
                            </th>
                        }
                    </tr></thead>
                    <tbody>
                        for (at, one) in points.iter().take(MOST).enumerate() {
                            <tr key={at}>
                                <th scope="row">{ one.place.clone() }</th>
                                for (side, text) in one.texts.iter().enumerate() { <td key={side}>{ text.clone() }</td> }
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if let Some(nothing) = nothing { <p>{ nothing }</p> }
            if points.len() > MOST { <p class="ss-quiet">{ format!("还有 {} 处不同没有列出。", points.len() - MOST) }</p> }
        </section>
    }
}

/// When a submission or bundle was written.
fn signed_at(entry: &Entry) -> Option<&str> {
    match &entry.what {
        What::Submission(received) => Some(&received.head.signed.at),
        What::Bundle { head, .. } => Some(&head.signed.at),
        _ => None,
    }
}
