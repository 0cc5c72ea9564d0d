//! Whose roll-up it is, of which period, and who is expected to report.

use std::collections::BTreeMap;

use sishang::period::Period;
use sishang::rollup::{Expected, What, read_expected};
use sishang::workbook::Office;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::store::{GatherMsg, Msg, use_send, use_shown};

/// The settings.
#[component]
pub(super) fn Settings() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(gather) = &shown.gather else { return Html::default() };
    let rollup = &gather.rollup;
    let mut periods: BTreeMap<Period, usize> = BTreeMap::new();
    let mut offices: BTreeMap<(String, String), Office> = BTreeMap::new();
    for entry in gather.intake.entries() {
        let (period, parents) = match &entry.what {
            What::Submission(received) => (received.head.period, &received.head.office.parents),
            What::Bundle { head, .. } => (head.period, &head.office.parents),
            _ => continue,
        };
        *periods.entry(period).or_default() += 1;
        for (at, place) in parents.iter().enumerate() {
            let office = Office {
                code: place.code.clone(),
                name: place.name.clone(),
                parents: parents.get(at + 1..).unwrap_or_default().to_vec(),
            };
            offices.insert((place.code.clone(), place.name.clone()), office);
        }
    }
    let offices: Vec<Office> = offices.into_values().collect();
    let periods: Vec<(Period, usize)> = periods.into_iter().collect();
    let on_period = {
        let (send, periods) = (send.clone(), periods.clone());
        Callback::from(move |event: Event| {
            let at = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.selected_index());
            let period = at.and_then(|at| usize::try_from(at).ok()).and_then(|at| periods.get(at));
            send.send(Msg::Gather(GatherMsg::PeriodSaid(period.map(|(period, _)| *period))));
        })
    };
    let on_office = {
        let (send, offices) = (send.clone(), offices.clone());
        Callback::from(move |event: Event| {
            let at = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.selected_index());
            let office = at.and_then(|at| usize::try_from(at).ok()).and_then(|at| offices.get(at)).cloned();
            send.send(Msg::Gather(GatherMsg::OfficeSaid(office)));
        })
    };
    html! {
        <section class="ss-card" aria-labelledby="gather-setting">
            <h2 id="gather-setting">{ "汇总什么" }</h2>
            <div class="ss-gather__setting">
                <label>
                    { "本级 " }
                    <select onchange={on_office} id="gather-office">
                        for office in &offices {
                            <option key={office.code.clone()} selected={office.code == rollup.office.code}>
                                { format!("{}（{}）", office.name, office.code) }
                            </option>
                        }
                    </select>
                </label>
                <label>
                    { "报告期 " }
                    <select onchange={on_period} id="gather-period">
                        for (period, count) in &periods {
                            <option key={period.to_string()} selected={rollup.period == Some(*period)}>
                                { format!("{}（{count} 份）", period.chinese()) }
                            </option>
                        }
                    </select>
                </label>
                <ExpectedList />
            </div>
            // A lone bundle may be the county's own of yesterday, or have come up to the city.
            if rollup.before.is_some() && offices.len() > 1 {
                <p class="ss-quiet">
                    { format!("{}的汇总包当作本级以前存的，接着往下做。您是收它的上级，就在“本级”里选自己。", rollup.office.name) }
                </p>
            }
        </section>
    }
}

/// The list of those expected: from the scheme, or pasted.
#[component]
fn ExpectedList() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let open = use_state(|| false);
    let trouble = use_state(|| None::<String>);
    let area = use_node_ref();
    let expected = shown.gather.as_ref().map(|gather| gather.intake.options.expected.clone()).unwrap_or_default();
    let line = |one: &Expected| {
        let above = Some(one.parent.as_str()).filter(|above| !above.is_empty());
        [one.code.as_str(), &one.name].into_iter().chain(above).collect::<Vec<_>>().join(",")
    };
    let lines: Vec<String> = expected.iter().map(line).collect();
    let text = lines.join("\n");
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let take = {
        let (area, trouble, open, send) = (area.clone(), trouble.clone(), open.clone(), send.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(area) = area.cast::<HtmlTextAreaElement>() else { return };
            let typed = area.value();
            let read = if typed.trim().is_empty() { Ok(Vec::new()) } else { read_expected(&typed) };
            match read {
                Ok(list) => {
                    send.send(Msg::Gather(GatherMsg::ExpectedSaid(list)));
                    trouble.set(None);
                    open.set(false);
                }
                Err(why) => trouble.set(Some(why.to_string())),
            }
        })
    };
    let said = match expected.len() {
        0 => "没有应报名单：谁报了算谁".to_owned(),
        count => format!("应报 {count} 个单位"),
    };
    html! {
        <div class="ss-gather__expected">
            { said }
            <button type="button" class="ss-button ss-button--quiet" onclick={toggle} aria-expanded={open.to_string()}>
                { if expected.is_empty() { "填应报名单" } else { "改应报名单" } }
            </button>
            if *open {
                <div class="ss-drop">
                    <label class="ss-field__label" for="expected">{ "每行一个单位：代码,名称。可以从 Excel 两列一起粘贴；先后就是表里的次序。" }</label>
                    <textarea id="expected" class="ss-input" rows="8" ref={area} defaultvalue={text} />
                    if let Some(trouble) = &*trouble { <p class="ss-field__error" role="alert">{ trouble.clone() }</p> }
                    <button type="button" class="ss-button ss-button--main" onclick={take}>{ "就用这份名单" }</button>
                </div>
            }
        </div>
    }
}
