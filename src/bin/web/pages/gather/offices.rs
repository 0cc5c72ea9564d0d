//! 上报情况: who has reported, who is late, who is lacking; the words to remind them with.

use sishang::message::{self, calendar};
use sishang::period::Period;
use sishang::rollup::{Arrival, OfficeState, RollUp, reminder};
use sishang::scheme::{CompiledScheme, Due, Tier, local_time};
use yew::prelude::*;

use crate::effects::copy;
use crate::parts::severity::{Kind, mark};
use crate::store::{Shown, clock_of, use_send, use_shown};

/// The part.
#[component]
pub(super) fn Offices() -> Html {
    let shown = use_shown();
    let Some(gather) = &shown.gather else { return Html::default() };
    let rollup = &gather.rollup;
    if rollup.offices.is_empty() {
        return html! { <p class="ss-quiet">{ "还没有收到文件。先在“收件”里选文件；填了应报名单，谁没报就列在这里。" }</p> };
    }
    let count = |arrival: Arrival| rollup.offices.iter().filter(|state| state.arrival == arrival).count();
    // Only a list names those of whom nothing came; the own bundle brings one too.
    let is_listed = !gather.intake.options.expected.is_empty() || count(Arrival::Missing) > 0;
    let expected = rollup.offices.iter().filter(|state| state.expected).count();
    let counted = rollup.offices.iter().filter(|state| state.arrival.counts()).count();
    html! {
        <>
            <section class="ss-card" aria-labelledby="arrivals">
                // Without a list everybody who reports is expected, so nobody can be said to be missing.
                <h2 id="arrivals">{ if is_listed { format!("应报 {expected} 个，已报 {counted} 个") } else { format!("已报 {counted} 个，没有应报名单") } }</h2>
                if let Some(line) = due_line(&shown.scheme, rollup) { <p class="ss-quiet">{ line }</p> }
                <p>
                    for arrival in Arrival::ALL {
                        if count(arrival) > 0 {
                            <span key={arrival.key()} class="ss-gather__count">{ mark(kind_of(arrival), format!("{} {}", arrival.label(), count(arrival))) }</span>
                        }
                    }
                </p>
                <div class="ss-scroll">
                    <table class="ss-table">
                        <thead><tr>
                            <th scope="col" class="ss-number">{ "序" }</th><th scope="col">{ "单位" }</th><th scope="col">{ "代码" }</th>
                            <th scope="col">{ "情况" }</th><th scope="col">{ "版次" }</th><th scope="col">{ "报出时间" }</th>
                            <th scope="col">{ "填表人、电话" }</th><th scope="col" class="ss-number">{ "收到" }</th>
                            <th scope="col" class="ss-number">{ "退回" }</th>
                        </tr></thead>
                        <tbody>
                            for (at, state) in rollup.offices.iter().enumerate() {
                                <tr key={state.office.code.clone()}>
                                    <td class="ss-number">{ at + 1 }</td>
                                    { office(state, &shown, rollup) }
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
            </section>
            <Reminder />
        </>
    }
}

/// How an arrival is marked.
pub(super) const fn kind_of(arrival: Arrival) -> Kind {
    match arrival {
        Arrival::Received => Kind::Done,
        Arrival::Late | Arrival::Returned | Arrival::DraftOnly => Kind::Soft,
        Arrival::Conflict | Arrival::Missing => Kind::Hard,
    }
}

/// When those below are due to report, by the calendar.
fn due(scheme: &CompiledScheme, rollup: &RollUp) -> Option<(Due, Period, Tier)> {
    let (period, first) = (rollup.period?, rollup.offices.first()?);
    let tier = Tier::of(&first.office.code);
    Some((scheme.first_due(period, tier)?, period, tier))
}

fn due_line(scheme: &CompiledScheme, rollup: &RollUp) -> Option<String> {
    due(scheme, rollup).map(|(due, period, tier)| format!("各单位{}", calendar::due(due, period, tier)))
}

fn office(state: &OfficeState, shown: &Shown, rollup: &RollUp) -> Html {
    let counted = state.counted.as_deref();
    let head = counted.and_then(|entry| entry.submission()).map(|received| &received.head);
    let signed =
        head.map(|head| &head.signed).or_else(|| counted.and_then(|entry| entry.bundle()).map(|head| &head.signed));
    let below = message::rollup::lacking(&state.office, &rollup.lacking_below(state));
    let revision = counted.and_then(sishang::rollup::Entry::revision);
    let late = signed.filter(|_| state.arrival == Arrival::Late).and_then(|signed| {
        let late = shown.scheme.late(rollup.period?, Tier::of(&state.office.code), local_time(&signed.at)?)?;
        Some(calendar::by(late.days))
    });
    let people = signed.map(|signed| format!("{} {}", signed.signers.filler, signed.signers.phone)).unwrap_or_default();
    html! {
        <>
            <th scope="row">
                { state.office.name.clone() }
                if !state.expected { <span class="ss-quiet">{ "（不在名单里）" }</span> }
            </th>
            <td>{ state.office.code.clone() }</td>
            <td>
                { mark(kind_of(state.arrival), state.arrival.label()) }
                if !below.is_empty() { <p class="ss-gather__below">{ below }</p> }
            </td>
            <td>{ revision.map(|revision| format!("第{revision}版")) }</td>
            <td>
                { signed.map(|signed| clock_of(&signed.at, &shown.today)) }
                if let Some(by) = late { <span class="ss-quiet">{ format!("，{by}") }</span> }
            </td>
            <td>{ people }</td>
            <td class="ss-number">{ state.files }</td>
            <td class="ss-number">{ state.returned }</td>
        </>
    }
}

/// The words to remind with, and a button that copies them.
#[component]
fn Reminder() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(gather) = &shown.gather else { return Html::default() };
    let due = due(&shown.scheme, &gather.rollup).map(|(due, period, _)| due.chinese(period));
    let Some(text) = reminder(&gather.rollup, due.as_deref()) else {
        if gather.intake.options.expected.is_empty() {
            return html! { <p class="ss-quiet">{ "现在只看得出谁报了。在“收件”里填了应报名单，谁没报、该催谁就列在这里。" }</p> };
        }
        return html! { <p>{ crate::parts::severity::done("都报齐了。") }</p> };
    };
    let copy = {
        let text = text.clone();
        Callback::from(move |_: MouseEvent| {
            let send = send.clone();
            copy::text(text.clone(), move |done| {
                send.say(if done { "已复制" } else { "没有复制成，请选中文字按 Ctrl+C" });
            });
        })
    };
    html! {
        <section class="ss-card" aria-labelledby="reminder">
            <h2 id="reminder">{ "催报" }</h2>
            <p class="ss-gather__text">{ text }</p>
            <button type="button" class="ss-button" onclick={copy}>{ "复制文字" }</button>
        </section>
    }
}
