//! Counting a file that does not count by itself: a draft, or one of an office that nobody expects.

use sishang::exchange::Decision;
use sishang::workbook::Stamp;
use yew::prelude::*;

use crate::effects::clock;
use crate::pages::gather::reasoned::Reasoned;
use crate::store::{GatherMsg, Msg, use_send, use_shown};

#[derive(Properties, PartialEq, Eq)]
pub(super) struct CountItProps {
    /// Its place among the files.
    pub at: usize,
}

/// A decision without a reason is not taken.
#[component]
pub(super) fn CountIt(props: &CountItProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let at = props.at;
    let take = move |reason: String| {
        let Some((entry, _)) = shown.gather.as_ref().and_then(|gather| gather.rollup.fates.get(at)) else { return };
        let Some((office, period)) = entry.submission().map(sishang::rollup::Received::about) else { return };
        send.send(Msg::Gather(GatherMsg::Decided(Decision {
            office: office.to_owned(),
            period,
            digest: entry.digest().unwrap_or_default().to_owned(),
            reason,
            stamp: Stamp { by: String::new(), at: clock::now() },
        })));
    };
    html! {
        <Reasoned what="计入…" act="计入汇总" asked="理由" missing="写明为什么计入；理由会记在汇总包里。" ondone={take} />
    }
}
