//! 开始新的一期: the office, the period, the files to carry over from.

mod office;
mod sources;

use std::rc::Rc;

use sishang::message;
use sishang::period::{January, Period, PeriodKind};
use sishang::scheme::Tier;
use sishang::workbook::About;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::actions::{carry, open};
use crate::store::begun::{choices, not_offered, offered};
use crate::store::{Msg, Page, Shown, use_send, use_shown};

/// The page.
#[component]
pub(crate) fn Begin() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let period = shown.begun.shown_period(&shown.scheme, &shown.today);
    let about = shown.begun.office.clone().zip(period).map(|(office, period)| About {
        id: String::new(),
        office,
        period,
        demonstration: false,
    });
    let prepared = use_memo((about.clone(), shown.begun.sources.clone()), |(about, _)| {
        about.clone().map(|about| carry::prepare(&shown.scheme, about, &shown.begun))
    });
    let go = {
        let (shown, send, prepared) = (shown.clone(), send.clone(), Rc::clone(&prepared));
        Callback::from(move |_: MouseEvent| {
            if let Some((book, _)) = prepared.as_ref() {
                open::new_work(&shown, &send, book.clone(), None, Page::Home);
            }
        })
    };
    let already = about.as_ref().and_then(|about| {
        shown
            .shelf
            .works()
            .iter()
            .filter_map(|found| found.meta.as_ref())
            .find(|meta| meta.code == about.office.code && meta.period == about.period && !meta.demonstration)
    });
    let fates = prepared.as_ref().as_ref().map(|(_, fates)| fates.clone().into());
    html! {
        <div class="ss-page">
            <h1>{ "开始新的一期" }</h1>
            <office::OfficeChoice />
            <section class="ss-card" aria-labelledby="period-title">
                <h2 id="period-title">{ "2. 报告期" }</h2>
                { period_choice(&shown, period, send) }
            </section>
            <sources::Sources {fates} period={period} />
            if let Some(meta) = already {
                <p class="ss-strong">
                    { format!("本机已经有“{} {}”的台账。开始以后会另有一份，原来的不动；要接着填原来的，请回首页。", meta.office, meta.period.chinese()) }
                </p>
            }
            <div class="ss-actions">
                <button type="button" class="ss-button ss-button--main ss-button--large" disabled={about.is_none()} onclick={go}>
                    { "开始填报" }
                </button>
                <a class="ss-button" href={Page::Home.hash()}>{ "回首页" }</a>
                if about.is_none() {
                    <span class="ss-quiet">{ "先选报送单位" }</span>
                }
            </div>
        </div>
    }
}

fn period_choice(shown: &Shown, period: Option<Period>, send: crate::store::Sender) -> Html {
    let kind = shown.begun.shown_kind(&shown.scheme);
    let mut listed = choices(&shown.scheme, kind, &shown.today);
    if let Some(period) = period.filter(|period| !listed.contains(period)) {
        listed.insert(0, period);
    }
    let kinds = offered(&shown.scheme);
    let chosen_kind = {
        let (send, kinds) = (send.clone(), kinds.clone());
        Callback::from(move |event: Event| {
            let chosen = chosen(&event);
            if let Some(kind) = kinds.iter().find(|kind| Some(kind.key()) == chosen.as_deref()) {
                send.send(Msg::PeriodKindChosen(*kind));
            }
        })
    };
    let changed = Callback::from(move |event: Event| {
        if let Some(chosen) = chosen(&event).and_then(|code| code.parse().ok()) {
            send.send(Msg::PeriodChosen(chosen));
        }
    });
    let missing: Vec<&str> = not_offered(&shown.scheme).into_iter().map(kind_label).collect();
    html! {
        <>
            <div class="ss-form">
                <div class="ss-field">
                    <label class="ss-field__label" for="period-kind">{ "按什么填" }</label>
                    <select class="ss-input ss-input--short" id="period-kind" onchange={chosen_kind}>
                        for of in kinds {
                            <option key={of.key()} value={of.key()} selected={of == kind}>{ kind_label(of) }</option>
                        }
                    </select>
                </div>
                <div class="ss-field">
                    <label class="ss-field__label" for="period">{ "填哪一期的" }</label>
                    <select class="ss-input ss-input--short" id="period" onchange={changed}>
                        for choice in listed {
                            <option key={choice.to_string()} value={choice.to_string()} selected={Some(choice) == period}>
                                { choice.chinese() }
                            </option>
                        }
                    </select>
                </div>
            </div>
            if kind == PeriodKind::Month && shown.scheme.january() == January::Exempt {
                <p class="ss-field__help">{ "1 月免报，1、2 月合在一起报（1—2月）。" }</p>
            }
            if let Some(due) = period.and_then(|period| due_line(shown, period)) {
                <p class="ss-field__help">{ due }</p>
            }
            if !missing.is_empty() {
                <p class="ss-field__help">
                    { format!("没有列出按{}填的：现在的报表制度里没有这样的表。需要时请县里在制度中加上。", missing.join("、")) }
                </p>
            }
        </>
    }
}

fn chosen(event: &Event) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlSelectElement>().ok()?.value())
}

/// By when the chosen office hands in the period, once both are known.
fn due_line(shown: &Shown, period: Period) -> Option<String> {
    let tier = Tier::of(&shown.begun.office.as_ref()?.code);
    let due = shown.scheme.first_due(period, tier)?;
    Some(format!("{}。", message::calendar::due(due, period, tier)))
}

const fn kind_label(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Week => "周",
        PeriodKind::TenDay => "旬",
        PeriodKind::Month | PeriodKind::JanFeb => "月（1、2月合报）",
        PeriodKind::Quarter => "季",
        PeriodKind::Year => "年",
    }
}
