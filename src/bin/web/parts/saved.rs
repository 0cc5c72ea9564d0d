//! Where the work is saved: in this browser, in which file, and how much is in no file.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::actions::{
    self,
    open::{self, How},
};
use crate::effects::trouble::Trouble;
use crate::store::work::CHANGES_PER_FILE;
use crate::store::{Access, Saved, Storage, Work, clock_of, use_send, use_shown};
use crate::words;

/// The state of saving, in the top bar, with its one key.
#[component]
pub(crate) fn SavedState() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(work) = &shown.work else { return Html::default() };
    let save = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.save_draft())
    };
    let urgent = work.saved.is_at_risk() || work.since_file() >= CHANGES_PER_FILE;
    html! {
        <div class="ss-saved">
            <span class="ss-saved__text">
                <span class={classes!("ss-saved__here", work.saved.is_at_risk().then_some("ss-saved__here--bad"))}>
                    { here(work, &shown.today) }
                </span>
                <span class="ss-saved__file">{ in_file(work, &shown.today) }</span>
            </span>
            <button type="button" id="save-file" title="存成文件（Ctrl+S）" onclick={save}
                class={classes!("ss-button", urgent.then_some("ss-button--main"))}>
                { icon(Icon::Save) }{ "存成文件" }
            </button>
        </div>
    }
}

/// How far the work is kept in this browser.
pub(crate) fn here(work: &Work, today: &str) -> String {
    if !work.is_open() {
        return "只看，不保存".to_owned();
    }
    match &work.saved {
        Saved::Never => "还没有保存".to_owned(),
        Saved::Saving => "正在存入本机……".to_owned(),
        Saved::UpTo { at, .. } => format!("已存本机 {}", clock_of(at, today)),
        Saved::Failed(_) => "没有存上！".to_owned(),
        Saved::MemoryOnly(Trouble::Blocked) => "等着存入本机……".to_owned(),
        Saved::MemoryOnly(_) => "没有存在本机！".to_owned(),
    }
}

/// What files have of it.
pub(crate) fn in_file(work: &Work, today: &str) -> String {
    match (&work.file.at, work.since_file()) {
        (None, 0) => "还没有存成文件".to_owned(),
        (None, changes) => format!("还没有存成文件 · 改了 {changes} 处"),
        (Some(at), 0) => format!("已存成文件 {}", clock_of(at, today)),
        (Some(at), changes) => format!("上次存成文件 {} · 之后改了 {changes} 处", clock_of(at, today)),
    }
}

/// What stands in the way of saving, with what to do; above every page while it lasts.
#[component]
pub(crate) fn SavedTrouble() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(work) = &shown.work else {
        return match &shown.storage {
            Storage::Unusable(why) => banner(&why.to_string(), why.advice(), Html::default()),
            _ => Html::default(),
        };
    };
    let retry = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| actions::retry(&send))
    };
    match (&work.saved, work.is_open()) {
        (_, false) => {
            let (shown, send, id, what) = (shown.clone(), send.clone(), work.id.to_string(), work.title());
            let take = Callback::from(move |_: MouseEvent| open::kept(&shown, &send, &id, &what, How::TakeOver));
            let here = html! {
                <button type="button" class="ss-button" onclick={take}>{ "在这里接着填" }</button>
            };
            let why = Trouble::TakenOver;
            if work.access == Access::TakenOver {
                // Written after the other window took over, so it went nowhere.
                let lost = match work.pending.len() {
                    0 => String::new(),
                    count => format!("这里有 {count} 处改动没有存进去，要留就先存成文件。"),
                };
                html! {
                    <>
                        { banner(&why.to_string(), &format!("{lost}{}", why.advice()), here) }
                        { not_kept(work) }
                    </>
                }
            } else {
                banner("这份台账打开来只看，不能改", "它可能正在另一个窗口填报。", here)
            }
        }
        (saved, true) => saved.trouble().map_or_else(Html::default, |why| {
            let again = html! {
                if why.may_pass() || matches!(saved, Saved::Failed(_)) {
                    <button type="button" class="ss-button" onclick={retry}>{ "再存一次" }</button>
                }
            };
            banner(&why.to_string(), why.advice(), again)
        }),
    }
}

/// What was typed and went nowhere, to read and to copy.
fn not_kept(work: &Work) -> Html {
    let texts = words::typed_in(&work.session, work.pending.iter().map(|kept| &*kept.change));
    if texts.is_empty() {
        return Html::default();
    }
    html! {
        <div class="ss-banner">
            <p>{ "没有存进去的内容，可以选中复制：" }</p>
            <pre class="ss-errors ss-errors--kept" id="not-kept" tabindex="0">{ texts.join("\n") }</pre>
        </div>
    }
}

fn banner(what: &str, advice: &str, action: Html) -> Html {
    html! {
        <div class="ss-banner ss-banner--error" role="alert">
            { icon(Icon::Hard) }
            <p><strong>{ what.to_owned() }{ "。" }</strong>{ advice.to_owned() }</p>
            { action }
        </div>
    }
}
