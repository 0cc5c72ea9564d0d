//! 开始新的一期: the office, the period, the files to carry over from.

mod office;
mod sources;

use std::rc::Rc;

use sishang::period::Period;
use sishang::workbook::About;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::actions::{carry, open};
use crate::store::begun::choices;
use crate::store::{Msg, Page, use_send, use_shown};

/// The page.
#[component]
pub(crate) fn Begin() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let period = shown.begun.shown_period(&shown.today);
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
                { period_choice(&shown.today, period, send) }
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

fn period_choice(today: &str, period: Option<Period>, send: crate::store::Sender) -> Html {
    let mut listed = choices(today);
    if let Some(period) = period.filter(|period| !listed.contains(period)) {
        listed.insert(0, period);
    }
    let changed = Callback::from(move |event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        if let Some(chosen) = select.and_then(|select| select.value().parse().ok()) {
            send.send(Msg::PeriodChosen(chosen));
        }
    });
    html! {
        <div class="ss-field">
            <label class="ss-field__label" for="period">{ "填哪个月的" }</label>
            <select class="ss-input ss-input--short" id="period" onchange={changed}>
                for choice in listed {
                    <option key={choice.to_string()} value={choice.to_string()} selected={Some(choice) == period}>
                        { choice.chinese() }
                    </option>
                }
            </select>
            <span class="ss-field__help">{ "1 月免报，1、2 月合在一起报（1—2月）。" }</span>
        </div>
    }
}
