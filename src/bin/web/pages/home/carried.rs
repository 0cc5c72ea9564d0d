//! What was carried over into the open work, and the way to carry over more.

use sishang::period::{January, Period};
use sishang::workbook::Earlier;
use yew::prelude::*;

use crate::actions;
use crate::effects::files;
use crate::parts::icon::{Icon, icon};
use crate::parts::severity;
use crate::store::{use_send, use_shown};

/// Last period's file and last year's: there, or to be opened.
#[component]
pub(crate) fn CarriedOver() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(work) = &shown.work else { return Html::default() };
    let book = &work.session.book;
    let chosen = {
        let shown = shown.clone();
        Callback::from(move |event: Event| actions::files::given(files::chosen(&event), &shown, &send))
    };
    let period = book.about.period;
    let before = period.previous(January::Exempt).map(Period::chinese);
    let year_before = period.last_year().map(Period::chinese);
    let both = book.prev.is_some() && book.last_year.is_some();
    html! {
        <section class="ss-card" aria-labelledby="carried">
            <h2 id="carried">{ "从以前的文件结转" }</h2>
            <ul class="ss-list">
                { line("上期", before, book.prev.as_deref(), "名录、固定的内容、对照用的上期数") }
                { line("上年同期", year_before, book.last_year.as_deref(), "上年同期数，用来算同比") }
            </ul>
            if !both && work.is_open() {
                <div class="ss-actions">
                    <span class="ss-pick">
                        <input type="file" accept=".json" multiple={true} onchange={chosen} id="carry-file"
                            aria-label="打开以前的文件结转" />
                        <span class="ss-button">{ icon(Icon::File) }{ "打开以前的文件" }</span>
                    </span>
                    <span class="ss-small ss-quiet">{ "已经填的不会被改动" }</span>
                </div>
            }
        </section>
    }
}

fn line(name: &str, period: Option<String>, earlier: Option<&Earlier>, brings: &str) -> Html {
    let Some(period) = period else { return Html::default() };
    html! {
        <li>
            <span class="ss-list__main">
                <strong>{ format!("{name}（{period}）") }</strong><br />
                <span class="ss-list__more">{ brings.to_owned() }</span>
            </span>
            if earlier.is_some() { { severity::done("已结转") } } else { <span class="ss-quiet">{ "还没有" }</span> }
        </li>
    }
}
