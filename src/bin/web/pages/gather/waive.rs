//! Granting a waiver (特批): a named hard finding of a named unit may stand, for a reason. It never changes a value.

use std::sync::Arc;

use sishang::audit::Finding;
use sishang::exchange::Opened;
use sishang::scheme::CompiledScheme;
use sishang::workbook::{Office, Place, Stamp, Waiver};
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
        let Some(received) = gather.reviewed_of(&office).and_then(|entry| entry.submission()) else { return };
        let Some(opened) = &received.opened else { return };
        let waiver = waiver(&shown.scheme, &gather.rollup.office, opened, &finding, &reason, &clock::now());
        on_desk(&send, move |desk| desk.waivers.push(waiver));
        send.say("已特批，在“特批和差额”里存成特批单发给填报单位");
    };
    html! {
        <Reasoned what="特批…" act="准予通过" asked="特批的理由" missing="写明为什么准予通过；理由会随文件上报。"
            note="只放行这一户、这一期、这一条，而且数值不变；数值改了要重新特批。" ondone={grant} />
    }
}

/// What lets a finding of a file pass.
fn waiver(scheme: &CompiledScheme, from: &Office, file: &Opened, finding: &Finding, reason: &str, at: &str) -> Waiver {
    let (book, about) = (&file.book, &file.head);
    let key = finding.key.clone();
    Waiver {
        from: Place { code: from.code.clone(), name: from.name.clone() },
        office: Place { code: about.office.code.clone(), name: about.office.name.clone() },
        period: about.period,
        identity: book.identity(scheme, finding.form, &finding.record),
        title: book.record_name(scheme, finding.form, &finding.record),
        rule: key.rule,
        field: key.field,
        form: key.form,
        values: finding.values.clone(),
        reason: reason.to_owned(),
        stamp: Stamp { by: String::new(), at: at.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use sishang::audit::{can_be_waived, lets_pass};
    use sishang::exchange::{Limits, Reader, Status, build, write};
    use sishang::measure::Column;
    use sishang::rollup::{Item, What, look_by};
    use sishang::workbook::{Command, Session, Slot, Stamp, Typed};

    use super::waiver;
    use crate::testing::{NOW, demonstration};

    #[test]
    fn what_is_granted_here_lets_the_finding_pass_in_the_office_also_of_a_detail_and_of_a_code_typed_otherwise() {
        let state = demonstration();
        let scheme = &state.scheme;
        let mut session = state.session().unwrap().clone();
        let text = |session: &Session, form: &str, key: &str, field: &str| {
            let form = scheme.form(form).unwrap();
            let slot = Slot { field: scheme[form].field(field).unwrap(), column: Column::Plain };
            session.book.text(form, key, slot).to_owned()
        };
        let mut typed = |form: &str, key: &str, field: &str, column: Column, text: &str| {
            let form = scheme.form(form).unwrap();
            let slot = Slot { field: scheme[form].field(field).unwrap(), column };
            let cells = vec![Typed { key: key.into(), slot, text: text.into() }];
            session = session.apply(Command::Type { form, cells }, Stamp::default()).unwrap().0;
            session.clone()
        };
        let keys = |session: &Session, form: &str| {
            let rows = session.book.table(scheme.form(form).unwrap()).rows();
            rows.iter().map(|row| row.key.to_string()).collect::<Vec<_>>()
        };
        let start = state.session().unwrap().clone();
        // An approval without its number, and a unit with more in the month than since January whose code has a blank in it.
        let of = |key: &&String| text(&start, "approvals", key, "state") == "4";
        let approval = keys(&start, "approvals").iter().find(of).unwrap().clone();
        typed("approvals", &approval, "number", Column::Plain, "");
        let unit = keys(&start, "industry")[0].clone();
        let code = text(&start, "units", &unit, "uscc");
        typed("units", &unit, "uscc", Column::Plain, &format!("{} {}", &code[..8], &code[8..]));
        let session = typed("industry", &unit, "output", Column::Month, "99999999");
        let draft = write(&build(&session, Status::Draft, NOW));
        // As the page reads what it takes in.
        let reader = Reader::new(scheme, Limits { whole: false, ..Limits::default() });
        let (entry, _) = look_by(Item::new("草稿.json", draft.into_bytes()), &reader);
        let What::Submission(received) = &entry.what else { panic!("{entry:?}") };
        let file = received.opened.as_deref().unwrap();
        let waived: Vec<_> = session.audit.findings().filter(|finding| can_be_waived(finding)).collect();
        for form in ["approvals", "industry"] {
            assert!(waived.iter().any(|finding| finding.key.form == form), "{form}");
        }
        for finding in waived {
            let waiver = waiver(scheme, &file.head.office, file, finding, "凭证已核", NOW);
            assert!(lets_pass(scheme, &session.book, &waiver, finding), "{:?}", finding.key);
        }
    }
}
