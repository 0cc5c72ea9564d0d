//! Counting a file that does not count by itself: a draft, or one of an office that nobody expects.

use sishang::exchange::Decision;
use sishang::workbook::Stamp;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::effects::clock;
use crate::store::{GatherMsg, Msg, use_send, use_shown};

#[derive(Properties, PartialEq, Eq)]
pub(super) struct CountItProps {
    /// Its place among the files.
    pub at: usize,
}

/// A button, and behind it the room for the reason: a decision without one is not taken.
#[component]
pub(super) fn CountIt(props: &CountItProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let open = use_state(|| false);
    let tried = use_state(|| false);
    let reason = use_node_ref();
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let take = {
        let (reason, tried, at) = (reason.clone(), tried.clone(), props.at);
        Callback::from(move |_: MouseEvent| {
            let said = reason.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            if said.trim().is_empty() {
                return tried.set(true);
            }
            let Some((entry, _)) = shown.gather.as_ref().and_then(|gather| gather.rollup.fates.get(at)) else { return };
            let Some((office, period)) = entry.submission().map(sishang::rollup::Received::about) else { return };
            send.send(Msg::Gather(GatherMsg::Decided(Decision {
                office: office.to_owned(),
                period,
                digest: entry.digest().unwrap_or_default().to_owned(),
                reason: said.trim().to_owned(),
                stamp: Stamp { by: String::new(), at: clock::now() },
            })));
        })
    };
    html! {
        <>
            <button type="button" class="ss-button ss-button--small" onclick={toggle} aria-expanded={open.to_string()}>
                { "计入…" }
            </button>
            if *open {
                <div class="ss-gather__why">
                    <label>
                        { "理由 " }<input class="ss-input" type="text" ref={reason} maxlength="200" />
                    </label>
                    <button type="button" class="ss-button ss-button--small ss-button--main" onclick={take}>{ "计入汇总" }</button>
                    if *tried { <p class="ss-field__error" role="alert">{ "写明为什么计入；理由会记在汇总包里。" }</p> }
                </div>
            }
        </>
    }
}
