//! 收件: the files, what was done with each and why, and what a person has to decide.

mod conflict;
mod decide;
mod setting;

use sishang::exchange::Status;
use sishang::message::rollup as words;
use sishang::rollup::{Entry, Fate, What};
use yew::prelude::*;

use crate::actions;
use crate::effects::files;
use crate::parts::icon::{Icon, icon};
use crate::parts::severity::{Kind, mark};
use crate::store::{clock_of, use_send, use_shown};

/// The part.
#[component]
pub(super) fn Files() -> Html {
    let (shown, send) = (use_shown(), use_send());
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
    let trouble = rollup.fates.iter().filter(|(_, fate)| fate.is_trouble()).count();
    let counted = rollup.fates.iter().filter(|(_, fate)| matches!(fate, Fate::Taken { .. })).count();
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
                                    <tr key={at}>{ line(entry, fate, &shown.today) }<td>
                                        if matches!(fate, Fate::Draft { counted: 0 } | Fate::Unlisted) {
                                            <decide::CountIt at={at} />
                                        }
                                        { remove(&gather.files, entry, &shown, &send) }</td></tr>
                                }
                            </tbody>
                        </table>
                    </div>
                </section>
            }
        </>
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
            <td>{ mark(kind_of(fate), words::fate(fate)) }</td>
        </>
    }
}

fn remove(
    files: &[crate::store::gather::GivenFile],
    entry: &std::sync::Arc<Entry>,
    shown: &crate::store::Shown,
    send: &crate::store::Sender,
) -> Html {
    // What stands inside a bundle goes with the bundle.
    let Some(file) = files.iter().find(|file| std::sync::Arc::ptr_eq(&file.entry, entry)) else {
        return Html::default();
    };
    let (shown, send, key) = (shown.clone(), send.clone(), file.key.clone());
    let onclick = Callback::from(move |_: MouseEvent| actions::gather::remove(&shown, &send, &key));
    html! {
        <button type="button" class="ss-button ss-button--small ss-button--quiet" {onclick}
            aria-label={format!("拿掉“{}”", entry.name)}>{ "拿掉" }</button>
    }
}
