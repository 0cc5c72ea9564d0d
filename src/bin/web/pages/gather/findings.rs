//! 审核: everything received, audited once more here, office by office.

use std::rc::Rc;
use std::sync::Arc;

use sishang::audit::{self, Finding, State};
use sishang::exchange::{Status, Verified};
use sishang::message::exchange as words;
use sishang::rollup::{Entry, Received, whole_findings};
use sishang::scheme::Severity;
use sishang::workbook::{Comment, Stamp};
use yew::prelude::*;

use crate::actions::gather::on_desk;
use crate::effects::clock;
use crate::parts::finding::label_of;
use crate::parts::severity::{Kind, counts, mark};
use crate::store::{AppState, GatherPart, Page, Sender, Shown, use_send, use_shown};

/// Most findings that are shown of an office at first.
const FIRST: usize = 100;

#[derive(Properties, PartialEq, Eq)]
pub(super) struct FindingsProps {
    /// Code of the office to show; all in numbers without it.
    pub office: Option<String>,
}

/// The part.
#[component]
pub(super) fn Findings(props: &FindingsProps) -> Html {
    let shown = use_shown();
    let Some(gather) = &shown.gather else { return Html::default() };
    let files: Vec<Arc<Entry>> = gather.reviewed().into_iter().cloned().collect();
    if files.is_empty() {
        return html! { <p class="ss-quiet">{ "还没有计入汇总的文件，也没有草稿。" }</p> };
    }
    let waiting = gather.unaudited().len();
    // Without an office in the address, the first that has something open.
    let worst = || {
        let open =
            |entry: &&Arc<Entry>| gather.audit(entry).is_some_and(|it| it.audit.findings().any(|one| one.blocks()));
        files.iter().find(open).or(files.first())
    };
    let first = || worst()?.submission().map(|received| received.head.office.code.clone());
    let office = props.office.clone().or_else(first);
    html! {
        <>
            <WholeFindings />
            if waiting > 0 { <p role="status">{ format!("正在审核，还有 {waiting} 份……") }</p> }
            <div class="ss-gather__split">
                <section class="ss-card" aria-labelledby="audited">
                    <h2 id="audited">{ "各单位" }</h2>
                    <table class="ss-table">
                        <thead><tr><th scope="col">{ "单位" }</th><th scope="col">{ "审核结果" }</th></tr></thead>
                        <tbody>
                            for entry in &files { { summary(&shown, entry, office.as_deref()) } }
                        </tbody>
                    </table>
                </section>
                if let Some(office) = &office { <OfficeFindings key={office.clone()} office={office.clone()} /> }
            </div>
        </>
    }
}

/// What only many files show: a unit twice, alike figures, one person for many, parts that do not add up.
#[component]
fn WholeFindings() -> Html {
    let shown = use_shown();
    let Some(gather) = shown.gather.as_ref().filter(|gather| gather.unaudited().is_empty()) else {
        return Html::default();
    };
    let level = gather.level(&shown.scheme);
    let found = whole_findings(&shown.scheme, &gather.rollup, &gather.study, &level);
    html! {
        <section class="ss-card" aria-labelledby="whole">
            <h2 id="whole">{ "合在一起看" }</h2>
            if found.is_empty() {
                <p>{ crate::parts::severity::done("没有重复的单位、雷同的数、一人代填多户，各级加得起来。") }</p>
            } else {
                <ul class="ss-list">
                    for (at, one) in found.iter().enumerate() {
                        <li key={at}>
                            <span class="ss-list__main">
                                { mark(one.severity.into(), one.check.label()) }{ "　" }{ one.message.clone() }
                            </span>
                        </li>
                    }
                </ul>
            }
        </section>
    }
}

fn summary(shown: &AppState, entry: &Entry, current: Option<&str>) -> Html {
    let (Some(gather), Some(received)) = (&shown.gather, entry.submission()) else { return Html::default() };
    let office = &received.head.office;
    let told = match gather.audit(entry) {
        None => html! { <span class="ss-quiet">{ "……" }</span> },
        Some(verified) => {
            let of = |severity: Severity| verified.audit.findings().filter(move |one| one.severity == severity);
            let open = |severity: Severity| of(severity).filter(|one| one.blocks()).count();
            let explained = verified.audit.findings().filter(|one| one.state == State::Explained).count();
            html! {
                <>
                    { counts(open(Severity::Hard), open(Severity::Soft), of(Severity::Hint).count()) }
                    if explained > 0 { { " " }{ mark(Kind::Done, format!("已说明 {explained}")) } }
                    if !verified.differences.is_empty() {
                        { " " }{ mark(Kind::Hard, format!("与文件所载不符 {}", verified.differences.len())) }
                    }
                </>
            }
        }
    };
    html! {
        <tr key={office.code.clone()} class={(current == Some(&office.code)).then_some("ss-table__marked")}>
            <th scope="row"><a href={Page::gather_item(GatherPart::Findings, &office.code).hash()}>{ office.name.clone() }</a>{ draft(received) }</th>
            <td>{ told }</td>
        </tr>
    }
}

/// Says of a draft that it is one.
pub(super) fn draft(received: &Received) -> Html {
    if received.head.status == Status::Draft {
        html! { <span class="ss-quiet">{ "（草稿）" }</span> }
    } else {
        Html::default()
    }
}

#[derive(Properties, PartialEq, Eq)]
struct OfficeProps {
    office: String,
}

/// The findings of one office, each with what can be done about it from here: a comment for the return note, and for a
/// hard one a waiver. Never a change.
#[component]
fn OfficeFindings(props: &OfficeProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let severity = use_state(|| None::<Severity>);
    let all = use_state(|| false);
    let Some(gather) = &shown.gather else { return Html::default() };
    let Some(entry) = gather.reviewed_of(&props.office).cloned() else {
        return html! { <section class="ss-card">{ "这个单位没有计入汇总的文件，也没有草稿。" }</section> };
    };
    let Some(verified) = gather.audit(&entry).cloned() else { return Html::default() };
    let name = entry.submission().map(|received| received.head.office.name.clone()).unwrap_or_default();
    let mut findings: Vec<Arc<Finding>> =
        verified.audit.findings().filter(|one| severity.is_none_or(|wanted| one.severity == wanted)).cloned().collect();
    findings.sort_by_key(|one| (!one.blocks(), one.severity));
    let count = findings.len();
    if !*all {
        findings.truncate(FIRST);
    }
    let choose = |wanted: Option<Severity>| {
        let severity = severity.clone();
        Callback::from(move |_: MouseEvent| severity.set(wanted))
    };
    let show_all = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(true))
    };
    html! {
        <section class="ss-card" aria-labelledby="office-findings">
            <h2 id="office-findings">{ format!("{name}：{count} 条") }</h2>
            <p class="ss-gather__buttons" role="group" aria-label="级别">
                for wanted in [None, Some(Severity::Hard), Some(Severity::Soft), Some(Severity::Hint)] {
                    <button type="button" class="ss-button ss-button--small" aria-pressed={(*severity == wanted).to_string()}
                        onclick={choose(wanted)}>{ wanted.map_or("全部", Severity::label) }</button>
                }
                <a class="ss-button ss-button--small" href={Page::gather_item(GatherPart::Returns, &props.office).hash()}>{ "写退回单" }</a>
            </p>
            { differences(&shown, &entry, &verified) }
            <ul class="ss-list ss-gather__findings">
                for finding in &findings {
                    <li key={format!("{:?}", finding.key)}>{ line(&shown, &send, &entry, finding) }</li>
                }
            </ul>
            if count > findings.len() {
                <button type="button" class="ss-button" onclick={show_all}>{ format!("再看其余 {} 条", count - findings.len()) }</button>
            }
        </section>
    }
}

/// Where the file says something else than the audit of it.
fn differences(shown: &AppState, entry: &Entry, verified: &Rc<Verified>) -> Html {
    let Some(opened) = entry.submission().and_then(|received| received.opened.as_ref()) else { return Html::default() };
    if verified.differences.is_empty() {
        return Html::default();
    }
    html! {
        <details class="ss-card ss-card--bad">
            <summary>{ format!("文件里写的与这里重新审核的有 {} 处不一致", verified.differences.len()) }</summary>
            <ul>
                for (at, one) in verified.differences.iter().take(FIRST).enumerate() {
                    <li key={at}>{ words::difference(&shown.scheme, &opened.book, one) }</li>
                }
            </ul>
        </details>
    }
}

fn line(shown: &Shown, send: &Sender, entry: &Arc<Entry>, finding: &Arc<Finding>) -> Html {
    let Some(received) = entry.submission() else { return Html::default() };
    let Some(opened) = received.opened.as_ref() else { return Html::default() };
    let Some(gather) = &shown.gather else { return Html::default() };
    let key = &finding.key;
    let place = sishang::exchange::place_of(&shown.scheme, &opened.book, &key.form, &key.key, "");
    let explanation = opened.book.explanations.get(key);
    let digest = received.head.digest.clone();
    let note = gather.desk.notes.iter().find(|note| note.submission == digest);
    let noted = note.is_some_and(|note| note.comments.iter().any(|one| one.text.starts_with(&finding.sentence)));
    let cell = finding.cells.first().map(|(form, slot)| {
        let def = &shown.scheme[*form];
        (def.key.clone(), def[slot.field].cell_key(slot.column))
    });
    let comment = {
        let (send, finding, digest) = (send.clone(), Arc::clone(finding), digest.clone());
        Callback::from(move |_: MouseEvent| {
            let (form, field) = cell.clone().unwrap_or_else(|| (finding.key.form.clone(), String::new()));
            let text = format!("{}。请核实后改正，或写明情况。", finding.sentence.trim_end_matches('。'));
            let comment = Comment {
                id: String::new(),
                form,
                key: finding.key.key.clone(),
                field,
                text,
                stamp: Stamp { by: String::new(), at: clock::now() },
            };
            let digest = digest.clone();
            on_desk(&send, move |desk| desk.note_on(&digest).comment(comment));
            send.say("已写进退回单");
        })
    };
    let waivers = gather.rollup.waivers.iter().chain(&gather.desk.waivers);
    let waived = waivers.into_iter().find(|one| audit::lets_pass(&shown.scheme, &opened.book, one, finding));
    html! {
        <>
            <div class="ss-gather__finding">
                { label_of(finding) }{ " " }<strong>{ place }</strong>{ " " }{ finding.sentence.clone() }{ " " }
                <a class="ss-finding__rule" href={Page::scheme_item(&key.form, &key.rule).hash()}>{ key.rule.clone() }</a>
                if let Some(explanation) = explanation {
                    <p class="ss-finding__explained"><strong>{ "说明：" }</strong>{ explanation.text.clone() }</p>
                }
                if let Some(waiver) = waived {
                    <p>{ mark(Kind::Done, format!("已特批：{}", waiver.reason)) }</p>
                }
            </div>
            <div class="ss-gather__buttons">
                if noted {
                    { mark(Kind::Done, "已写进退回单") }
                } else {
                    <button type="button" class="ss-button ss-button--small" onclick={comment}>{ "写进退回单" }</button>
                }
                if audit::can_be_waived(finding) && waived.is_none() {
                    <super::waive::Grant office={received.head.office.code.clone()} finding={crate::parts::same::SameArc(Arc::clone(finding))} />
                }
            </div>
        </>
    }
}
