//! 通报: sentences and tables for passing on. Aggregates only.

mod letter;

use sishang::document::Properties;
use sishang::report::{Bulletin, Options, Report, write_bulletin};
use yew::prelude::*;

use super::tables;
use crate::effects::{clock, copy, files};
use crate::parts::severity::{Kind, mark};
use crate::store::{GatherPart, Page, Tone, day_of, use_send, use_shown};
use letter::LetterFields;

#[derive(Properties, PartialEq, Eq)]
pub(super) struct BulletinsProps {
    /// Key of the bulletin; the first one without it.
    pub bulletin: Option<String>,
}

/// The part.
#[component]
pub(super) fn Bulletins(props: &BulletinsProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(gather) = &shown.gather else { return Html::default() };
    let scheme = &shown.scheme;
    if gather.rollup.parts.is_empty() {
        return html! { <p class="ss-quiet">{ "还没有计入汇总的文件。" }</p> };
    }
    let key =
        props.bulletin.clone().or_else(|| scheme.bulletins.first().map(|one| one.key.clone())).unwrap_or_default();
    let now = clock::now();
    let (today, head, period) = (day_of(&now), &gather.desk.letterhead, gather.rollup.period);
    let letter = letter::letter(head, period, today);
    let written: Option<Result<Bulletin, String>> = scheme.bulletins.iter().find(|one| one.key == key).map(|def| {
        let options = Options { public: true, order: None };
        let made: Result<Vec<Report>, String> = def
            .tables()
            .iter()
            .map(|table| gather.table(scheme, table, options).map(|report| report.as_ref().clone()))
            .collect();
        write_bulletin(def, &made?, &letter).map_err(|why| why.to_string())
    });
    html! {
        <div class="ss-gather__tables">
            <nav class="ss-gather__index ss-screen" aria-label="通报">
                <ul>
                    for def in &scheme.bulletins {
                        <li key={def.key.clone()}>
                            <a href={Page::gather_item(GatherPart::Bulletins, &def.key).hash()} aria-current={(def.key == key).then_some("true")}>{ def.label.clone() }</a>
                        </li>
                    }
                </ul>
            </nav>
            <div class="ss-gather__table">
                { tables::taken_for_silent(&gather.rollup) }
                { match written {
                    None => html! { <p class="ss-quiet">{ "这套制度没有通报。" }</p> },
                    Some(Err(why)) => html! { <p>{ mark(Kind::Hard, why) }</p> },
                    Some(Ok(bulletin)) => html! {
                        <>
                            <div class="ss-tools ss-screen">{ out(&bulletin, gather.rollup.demonstration, &send) }</div>
                            <LetterFields head={head.clone()} {period} today={today.to_owned()}
                                office={bulletin.office.clone()} date={bulletin.date.clone()} />
                            if !bulletin.doubts.is_empty() { { doubts(&bulletin) } }
                            <div class="ss-bulletin">
                                if gather.rollup.demonstration { <p class="ss-tag ss-tag--demonstration">{ "演示数据" }</p> }
                                { Html::from_html_unchecked(AttrValue::from(bulletin.to_html_fragment())) }
                            </div>
                        </>
                    },
                } }
            </div>
        </div>
    }
}

/// What a person has to look at before it is passed on.
fn doubts(bulletin: &Bulletin) -> Html {
    html! {
        <details class="ss-screen ss-gather__doubts" open={bulletin.doubts.len() <= 3}>
            <summary>{ mark(Kind::Soft, format!("发出以前有 {} 处要核对", bulletin.doubts.len())) }</summary>
            <ul>
                for (at, doubt) in bulletin.doubts.iter().enumerate() { <li key={at}>{ doubt.to_string() }</li> }
            </ul>
        </details>
    }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The ways out.
fn out(bulletin: &Bulletin, demonstration: bool, send: &crate::store::Sender) -> Html {
    let save = |kind: &'static str, end: &'static str, content: fn(&Bulletin) -> Vec<u8>| {
        let (bulletin, send) = (bulletin.clone(), send.clone());
        Callback::from(move |_: MouseEvent| {
            let name = format!("{}{}_{}.{end}", bulletin.title, tables::told(demonstration), bulletin.period);
            match files::save_bytes(&name, kind, &content(&bulletin)) {
                Ok(()) => send.notice(Tone::Done, format!("已存成“{name}”，在浏览器的下载文件夹里。")),
                Err(why) => send.notice(Tone::Error, format!("没有存成：{why}。请再试一次。")),
            }
        })
    };
    let copied = {
        let (text, send) = (bulletin.to_text(), send.clone());
        Callback::from(move |_: MouseEvent| {
            let send = send.clone();
            copy::text(text.clone(), move |done| {
                send.say(if done { "已复制" } else { "没有复制成，请选中文字按 Ctrl+C" });
            });
        })
    };
    let print = Callback::from(|_: MouseEvent| files::print());
    html! {
        <span class="ss-tools__group" role="group" aria-label="存成文件">
            <button type="button" class="ss-button ss-button--small ss-button--main" onclick={copied}>{ "复制文字" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={save(DOCX, "docx", docx)}>{ "Word 文件" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={save("text/html", "html", |one| one.to_html().into_bytes())}>{ "网页" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={save("text/markdown", "md", |one| one.to_markdown().into_bytes())}>{ "Markdown" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={print}>{ "打印" }</button>
        </span>
    }
}

fn docx(bulletin: &Bulletin) -> Vec<u8> {
    let properties = Properties { title: bulletin.title.clone(), author: bulletin.office.clone(), at: clock::now() };
    bulletin.to_docx(&properties)
}
