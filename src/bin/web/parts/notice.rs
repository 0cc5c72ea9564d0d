//! Notices above the page, and the live region that says what happened.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::store::{Msg, Notice, Tone, use_send, use_shown};

/// How long a line about something that went well stays.
const SHOWN_MILLIS: u32 = 8_000;

/// The notices and the live region.
#[component]
pub(crate) fn Notices() -> Html {
    let shown = use_shown();
    html! {
        <>
            // Always there: a region that comes with its words is not read out.
            <div class="ss-unseen" role="status" aria-live="polite" aria-atomic="true">
                <span key={shown.said.0}>{ shown.said.1.clone() }</span>
            </div>
            // What stays stands above the page; what fades lies over it, so that nothing moves under the hand.
            { list("ss-notices", &shown.notices, false) }
            { list("ss-notices ss-notices--passing", &shown.notices, true) }
        </>
    }
}

fn list(class: &'static str, notices: &[Notice], passing: bool) -> Html {
    html! {
        <div {class}>
            for notice in notices.iter().filter(|notice| notice.tone.is_passing() == passing) {
                <NoticeLine key={notice.id} notice={notice.clone()} />
            }
        </div>
    }
}

#[derive(Properties, PartialEq, Eq)]
struct LineProps {
    notice: Notice,
}

#[component]
fn NoticeLine(props: &LineProps) -> Html {
    let send = use_send();
    let id = props.notice.id;
    let close = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.send(Msg::NoticeClosed(id)))
    };
    use_effect_with((id, props.notice.tone), move |&(id, tone)| {
        let timer = tone.is_passing().then(|| Timeout::new(SHOWN_MILLIS, move || send.send(Msg::NoticeClosed(id))));
        move || drop(timer)
    });
    let (class, drawing) = match props.notice.tone {
        Tone::Done => ("ss-notice ss-notice--done", Icon::Done),
        Tone::Warning => ("ss-notice ss-notice--warning", Icon::Soft),
        Tone::Error => ("ss-notice ss-notice--error", Icon::Hard),
    };
    html! {
        <div {class}>
            { icon(drawing) }
            <span class="ss-notice__text">{ props.notice.text.clone() }</span>
            <button type="button" class="ss-button ss-button--quiet" onclick={close} aria-label="关闭这条提示">
                { icon(Icon::Close) }
            </button>
        </div>
    }
}
