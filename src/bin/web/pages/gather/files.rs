//! 收件: the files, what was done with each and why, and what a person has to decide.

mod conflict;
mod decide;
mod setting;

use std::rc::Rc;
use std::sync::Arc;

use sishang::exchange::Status;
use sishang::message::rollup as words;
use sishang::rollup::{Entry, Fate, RollUp, What};
use yew::prelude::*;

use crate::actions;
use crate::effects::files;
use crate::parts::icon::{Icon, icon};
use crate::parts::same::Same;
use crate::parts::severity::{Kind, mark};
use crate::store::gather::GivenFile;
use crate::store::{clock_of, use_send, use_shown};

/// The part.
#[component]
pub(super) fn Files() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let on_remove = {
        let (id, db) = (shown.gather.as_ref().map(|gather| Rc::clone(&gather.id)), shown.db().cloned());
        let send = send.clone();
        use_callback((id, db), move |key: Rc<str>, (id, db)| {
            if let Some(id) = id {
                actions::gather::remove(id, db.as_ref(), &send, &key);
            }
        })
    };
    let Some(gather) = &shown.gather else { return Html::default() };
    let chosen = {
        let (shown, send) = (shown.clone(), send.clone());
        Callback::from(move |event: Event| actions::gather::take(files::chosen(&event), &shown, &send))
    };
    let demonstrate = {
        let (shown, send) = (shown.clone(), send.clone());
        Callback::from(move |_: MouseEvent| actions::gather::demonstrate(&shown, &send))
    };
    let anew = {
        let (shown, send) = (shown.clone(), send.clone());
        Callback::from(move |_: MouseEvent| actions::gather::ask_to_start_anew(&shown, &send))
    };
    let rollup = &gather.rollup;
    html! {
        <>
            <section class="ss-drop ss-gather__drop" aria-label="收文件">
                <span class="ss-pick">
                    <input type="file" accept=".json" multiple={true} onchange={chosen.clone()} id="gather-files" aria-label="选文件" />
                    <span class={classes!("ss-button", gather.files.is_empty().then_some("ss-button--main"))}>
                        { icon(Icon::File) }{ "选文件" }
                    </span>
                </span>
                <span class="ss-pick">
                    <input type="file" webkitdirectory={true} multiple={true} onchange={chosen} id="gather-folder" aria-label="选文件夹" />
                    <span class="ss-button">{ icon(Icon::File) }{ "选文件夹" }</span>
                </span>
                <span class="ss-quiet">{ "报送文件、汇总包、特批单都可以，一次选多少都行；也可以把文件拖到页面上。收到的文件一份也不会改动。" }</span>
                if gather.files.is_empty() {
                    <button type="button" class="ss-button ss-button--quiet" onclick={demonstrate}>{ "用编的 12 个乡镇看看" }</button>
                } else {
                    <button type="button" class="ss-button ss-button--quiet" onclick={anew}>{ "另外开始一个汇总" }</button>
                }
            </section>
            if !gather.files.is_empty() {
                <setting::Settings />
                for conflict in &rollup.conflicts {
                    <conflict::ConflictCard key={conflict.office.code.clone()} code={conflict.office.code.clone()} />
                }
                <FileList rollup={Same(Rc::clone(rollup))} files={Same(Rc::clone(&gather.files))} today={shown.today.clone()} on_remove={on_remove} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ListProps {
    rollup: Same<RollUp>,
    files: Same<[GivenFile]>,
    today: Rc<str>,
    on_remove: Callback<Rc<str>>,
}

/// What was received. Drawn only when it changed: it may be hundreds of lines, and the page draws often while it reads.
#[component]
fn FileList(props: &ListProps) -> Html {
    let rollup = &props.rollup;
    let trouble = rollup.fates.iter().filter(|(_, fate)| fate.is_trouble()).count();
    let counted = rollup.fates.iter().filter(|(_, fate)| matches!(fate, Fate::Taken { .. })).count();
    html! {
        <section class="ss-card" aria-labelledby="gather-list">
            <h2 id="gather-list">{ "收到的文件" }</h2>
            <p aria-live="polite">
                { format!("共 {} 份，计入汇总 {counted} 份", rollup.fates.len()) }
                if trouble > 0 { { "；" }{ mark(Kind::Hard, format!("要处理的 {trouble} 份")) } }
                { "。" }
            </p>
            <div class="ss-scroll">
                <table class="ss-table ss-gather__files">
                    <thead><tr>
                        <th scope="col">{ "文件" }</th><th scope="col">{ "单位" }</th><th scope="col">{ "报告期" }</th>
                        <th scope="col">{ "版次" }</th><th scope="col">{ "报出时间" }</th><th scope="col">{ "怎样处理的，为什么" }</th>
                        <th scope="col"><span class="ss-unseen">{ "操作" }</span></th>
                    </tr></thead>
                    <tbody>
                        for (at, (entry, fate)) in rollup.fates.iter().enumerate() {
                            <tr key={at}>{ line(entry, fate, &props.today) }<td>
                                if fate.waits_for_word() {
                                    <decide::CountIt at={at} />
                                }
                                { remove(&props.files, entry, &props.on_remove) }</td></tr>
                        }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// How a fate is marked: what wants a hand, what counts, what is only to be known.
const fn kind_of(fate: &Fate) -> Kind {
    match fate {
        Fate::Taken { .. } | Fate::Own | Fate::Opened { .. } | Fate::Waivers { .. } | Fate::Returned => Kind::Done,
        fate if fate.is_trouble() => Kind::Hard,
        Fate::Draft { counted: 0 } => Kind::Soft,
        _ => Kind::Hint,
    }
}

fn line(entry: &Entry, fate: &Fate, today: &str) -> Html {
    let (office, period, revision, at) = match &entry.what {
        What::Submission(received) => {
            let head = &received.head;
            let status = if head.status == Status::Final { "正式" } else { "草稿" };
            (
                head.office.name.clone(),
                head.period.chinese(),
                format!("第{}版（{status}）", head.revision),
                clock_of(&head.signed.at, today),
            )
        }
        What::Bundle { head, files } => (
            head.office.name.clone(),
            head.period.chinese(),
            format!("第{}版汇总包，{files} 份", head.revision),
            clock_of(&head.signed.at, today),
        ),
        What::Return(note) => (
            note.office.name.clone(),
            note.period.chinese(),
            format!("退第{}版", note.revision),
            clock_of(&note.stamp.at, today),
        ),
        What::Waivers { .. } | What::Refused(_) => Default::default(),
    };
    let depth = entry.within.len().min(3);
    html! {
        <>
            <th scope="row" class={format!("ss-gather__name ss-gather__name--{depth}")}>{ entry.name.clone() }</th>
            <td>{ office }</td><td>{ period }</td><td>{ revision }</td><td>{ at }</td>
            <td>{ mark(kind_of(fate), words::done(entry, fate)) }</td>
        </>
    }
}

fn remove(files: &[GivenFile], entry: &Arc<Entry>, on_remove: &Callback<Rc<str>>) -> Html {
    // What stands inside a bundle goes with the bundle.
    let Some(file) = files.iter().find(|file| Arc::ptr_eq(&file.entry, entry)) else { return Html::default() };
    let (on_remove, key) = (on_remove.clone(), Rc::clone(&file.key));
    let onclick = Callback::from(move |_: MouseEvent| on_remove.emit(Rc::clone(&key)));
    html! {
        <button type="button" class="ss-button ss-button--small ss-button--quiet" {onclick}
            aria-label={format!("拿掉“{}”", entry.name)}>{ "拿掉" }</button>
    }
}
