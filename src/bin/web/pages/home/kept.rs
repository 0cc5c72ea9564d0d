//! The works that are kept in this browser.

use yew::prelude::*;

use crate::actions::open::{self, How};
use crate::store::{Dialog, Found, Shelf, WorkMeta, clock_of, use_send, use_shown};

/// The list, real work before demonstrations; nothing when there is none but the open one.
#[component]
pub(crate) fn KeptWorks() -> Html {
    let shown = use_shown();
    if shown.shelf == Shelf::Unknown {
        return html! { <p class="ss-quiet">{ "正在查看本机存的台账……" }</p> };
    }
    let open = shown.work.as_ref().map(|work| work.id.to_string());
    let others: Vec<&Found> = shown.shelf.works().iter().filter(|found| Some(&found.id) != open.as_ref()).collect();
    let is_demonstration = |found: &&&Found| found.meta.as_ref().is_some_and(|meta| meta.demonstration);
    let (demonstrations, real): (Vec<&Found>, Vec<&Found>) = others.iter().partition(|found| is_demonstration(found));
    html! {
        <>
            if !real.is_empty() {
                <section class="ss-card ss-card--main" aria-labelledby="kept">
                    <h2 id="kept">{ if open.is_some() { "本机存的其他台账" } else { "接着填" } }</h2>
                    { list(&real) }
                </section>
            }
            if !demonstrations.is_empty() {
                <section class="ss-card ss-card--demonstration" aria-labelledby="kept-demonstrations">
                    <h2 id="kept-demonstrations">{ "演示数据" }</h2>
                    { list(&demonstrations) }
                </section>
            }
        </>
    }
}

fn list(works: &[&Found]) -> Html {
    html! {
        <ul class="ss-list">
            for &found in works {
                <Line key={found.id.clone()} found={found.clone()} />
            }
        </ul>
    }
}

#[derive(Properties, PartialEq, Eq)]
struct LineProps {
    found: Found,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let id = props.found.id.clone();
    let what = props.found.meta.as_ref().map_or_else(|| "一份读不出来的台账".to_owned(), title);
    let go = {
        let (shown, send, id, what) = (shown.clone(), send.clone(), id.clone(), what.clone());
        Callback::from(move |_: MouseEvent| open::kept(&shown, &send, &id, &what, How::ToWork))
    };
    let raw = {
        let (shown, send, id) = (shown.clone(), send.clone(), id.clone());
        Callback::from(move |_: MouseEvent| open::hand_out_raw(&shown, &send, &id))
    };
    let unsaved = props.found.meta.as_ref().map_or(0, WorkMeta::since_file);
    let clear = {
        let (id, what) = (AttrValue::from(id), AttrValue::from(what.clone()));
        Callback::from(move |_: MouseEvent| send.ask(Dialog::Clear { id: id.clone(), what: what.clone(), unsaved }))
    };
    html! {
        <li>
            <span class="ss-list__main">
                <strong>{ what.clone() }</strong><br />
                <span class="ss-list__more">
                    { props.found.meta.as_ref().map_or_else(|| "记录已损坏，内容原样保留".to_owned(), |meta| more(meta, &shown.today)) }
                </span>
            </span>
            if props.found.meta.is_some() {
                <button type="button" class="ss-button ss-button--main" onclick={go}>{ "接着填" }</button>
            } else {
                <button type="button" class="ss-button" onclick={raw}>{ "取出原始内容" }</button>
            }
            <button type="button" class="ss-button ss-button--quiet" onclick={clear}
                aria-label={format!("清除本机数据：{what}")}>{ "清除本机数据" }</button>
        </li>
    }
}

fn title(meta: &WorkMeta) -> String {
    format!("{} {}", meta.office, meta.period.chinese())
}

fn more(meta: &WorkMeta, today: &str) -> String {
    let changed = format!("最后改动 {}", clock_of(&meta.updated_at, today));
    let file = match (&meta.file_at, meta.since_file()) {
        (None, 0) => "还没有存成文件".to_owned(),
        (None, changes) => format!("有 {changes} 处改动，还没有存成文件"),
        (Some(at), 0) => format!("已存成文件 {}", clock_of(at, today)),
        (Some(at), changes) => format!("上次存成文件 {}，之后改了 {changes} 处", clock_of(at, today)),
    };
    format!("{changed}；{file}")
}
