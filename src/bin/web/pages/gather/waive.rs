//! Granting a waiver (特批): a named hard finding of a named unit may stand, for a reason. It never changes a value.

use std::sync::Arc;

use sishang::audit::Finding;
use sishang::measure::Column;
use sishang::scheme::Scheme;
use sishang::workbook::{Place, Slot, Stamp, Waiver, Workbook};
use yew::prelude::*;

use super::reasoned::Reasoned;
use crate::actions::gather::on_desk;
use crate::effects::clock;
use crate::parts::same::SameArc;
use crate::store::{use_send, use_shown};

#[derive(Properties, PartialEq)]
pub(super) struct GrantProps {
    /// Code of the office.
    pub office: String,
    pub finding: SameArc<Finding>,
}

/// The room for the reason of a waiver.
#[component]
pub(super) fn Grant(props: &GrantProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let (finding, office) = (Arc::clone(&props.finding.0), props.office.clone());
    let grant = move |reason: String| {
        let Some(gather) = &shown.gather else { return };
        let Some(received) = gather.counted(&office).and_then(|entry| entry.submission()) else { return };
        let Some(opened) = &received.opened else { return };
        let (identity, title) = identity(&shown.scheme, &opened.book, &finding.key.form, &finding.key.key);
        let (own, head) = (&gather.rollup.office, &received.head);
        let waiver = Waiver {
            from: Place { code: own.code.clone(), name: own.name.clone() },
            office: Place { code: head.office.code.clone(), name: head.office.name.clone() },
            period: head.period,
            rule: finding.key.rule.clone(),
            field: finding.key.field.clone(),
            form: finding.key.form.clone(),
            identity,
            title,
            values: finding.values.clone(),
            reason,
            stamp: Stamp { by: String::new(), at: clock::now() },
        };
        on_desk(&send, move |desk| desk.waivers.push(waiver));
        send.say("已特批，在“特批和差额”里存成特批单发给填报单位");
    };
    html! {
        <Reasoned what="特批…" act="准予通过" asked="特批的理由" missing="写明为什么准予通过；理由会随文件上报。"
            note="只放行这一户、这一期、这一条，而且数值不变；数值改了要重新特批。" ondone={grant} />
    }
}

/// What tells the unit of a record apart, and its name.
pub(super) fn identity(scheme: &Scheme, book: &Workbook, form: &str, key: &str) -> (String, String) {
    let own = || (key.to_owned(), key.to_owned());
    let Some(form) = scheme.form(form) else { return own() };
    let roster = scheme[form].over().unwrap_or(form);
    let Some(of) = scheme[roster].roster() else { return own() };
    // A detail stands under a row of the roster; any other record has its row's own key.
    let row = book.table(form).row(key).and_then(|row| row.of.clone());
    let row = row.as_deref().unwrap_or(key);
    let text = |field| book.text(roster, row, Slot { field, column: Column::Plain });
    let identity = of.identity.map(text).filter(|text| !text.is_empty()).unwrap_or(key);
    let title = Some(text(of.title)).filter(|text| !text.is_empty()).unwrap_or(key);
    (identity.to_owned(), title.to_owned())
}
