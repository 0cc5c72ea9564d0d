//! 本期数据状态: how firm the records are that begin from now on, and those that are there.

use sishang::workbook::{Command, Standing};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::store::{use_send, use_shown};
use crate::words;

/// The choice, and the way to say it of all records.
#[component]
pub(crate) fn PeriodStanding() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(work) = &shown.work else { return Html::default() };
    let book = &work.session.book;
    let said = book.said(&work.session.scheme);
    let now = book.standing;
    let others = said.records() - said.standing(Some(now));
    let onchange = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            if let Some(standing) = select.and_then(|select| Standing::from_key(&select.value())) {
                send.command(Command::Standing { standing, all: false });
            }
        })
    };
    let all = Callback::from(move |_: MouseEvent| send.command(Command::Standing { standing: now, all: true }));
    html! {
        <section class="ss-card" aria-labelledby="standing-title">
            <h2 id="standing-title">{ "本期数据状态" }</h2>
            <div class="ss-field">
                <label class="ss-field__label" for="standing">{ "新填的记录是" }</label>
                <select class="ss-input ss-input--short" id="standing" {onchange} disabled={!work.is_open()}
                    aria-describedby="standing-help">
                    for standing in Standing::ALL {
                        <option key={standing.key()} value={standing.key()} selected={standing == now}>{ standing.label() }</option>
                    }
                </select>
                <span class="ss-field__help" id="standing-help">{ "预计：月底前的估计；快报：月后最先报的数；正式：定下来的数。单户的状态在填报表格的“标注”里改。" }</span>
            </div>
            if said.records() > 0 {
                <p>{ words::standings(&said) }</p>
            }
            if others > 0 && work.is_open() {
                <p><button type="button" class="ss-button" onclick={all}>
                    { format!("已填的 {others} 条也改为{}", now.label()) }
                </button></p>
            }
        </section>
    }
}
