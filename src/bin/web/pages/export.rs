//! 导出: what will be sent, what keeps it at draft, who signs; then the file, and what to do with it.

mod check;
mod findings;
mod reasons;
mod signers;
mod written;

use sishang::document::Properties;
use sishang::exchange::{self, Status};
use yew::prelude::*;

use crate::effects::{clock, files};
use crate::parts::icon::{Icon, icon};
use crate::parts::severity::{self, Kind, mark};
use crate::store::{Msg, Sender, Shown, Tone, Work, clock_of, use_send, use_shown};

/// The page.
#[component]
pub(crate) fn Export() -> Html {
    let shown = use_shown();
    let Some(work) = &shown.work else { return Html::default() };
    if let Some(written) = &shown.written {
        return html! { <written::Confirmation written={written.clone()} /> };
    }
    let next = work.session.book.sent.revision + 1;
    html! {
        <div class="ss-page">
            <div class="ss-page__head">
                <h1>{ format!("核对和导出 · {}", work.title()) }</h1>
                <span class="ss-quiet">{ revisions(work, next, &shown.today) }</span>
            </div>
            <div class="ss-columns ss-columns--wide">
                <check::Contents />
                <div class="ss-stack">
                    <signers::SignersForm />
                    <Save />
                </div>
            </div>
            <reasons::Reasons />
            <findings::Findings />
        </div>
    }
}

fn revisions(work: &Work, next: u32, today: &str) -> String {
    let sent = &work.session.book.sent;
    if sent.revision == 0 {
        return "还没有存过文件，这次是第 1 版".to_owned();
    }
    let kind = if sent.is_final { "正式" } else { "草稿" };
    format!("上次是第 {} 版（{kind}，{}），这次是第 {next} 版", sent.revision, clock_of(&sent.at, today))
}

/// What keeps the submission at draft, and the buttons.
#[component]
fn Save() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(work) = &shown.work else { return Html::default() };
    let session = &work.session;
    let readiness = exchange::readiness(session);
    let ready = readiness.is_ready();
    let save = |status: Status| {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| {
            crate::effects::focus::commit();
            send.send(Msg::FileAsked(status));
        })
    };
    let print = Callback::from(|_: MouseEvent| files::print());
    let copy = {
        let (shown, send) = (shown.clone(), send.clone());
        Callback::from(move |_: MouseEvent| {
            crate::effects::focus::commit();
            save_copy(&shown, &send);
        })
    };
    html! {
        <section class={classes!("ss-card", if ready { "ss-card--main" } else { "ss-card--bad" })} aria-labelledby="save">
            <h2 id="save">{ "存成文件" }</h2>
            if ready {
                <p>{ severity::done("可以存成正式文件。") }</p>
            } else {
                <p>{ "现在只能存成草稿。存成正式文件以前，还要：" }</p>
                <ul class="ss-list ss-list--lines">
                    for blocker in &readiness.blockers {
                        <li>{ mark(Kind::Hard, "") }{ check::blocker(session, blocker) }</li>
                    }
                </ul>
            }
            <p class="ss-small ss-quiet">
                { "正式文件报给上级，以后再改要说明原因；草稿是备份，可以拷走，在任何一台电脑上打开接着填，不能当作报送。" }
            </p>
            <div class="ss-actions">
                <button type="button" class="ss-button ss-button--main" disabled={!ready} onclick={save(Status::Final)}>
                    { icon(Icon::Save) }{ "存成正式文件" }
                </button>
                <button type="button" class="ss-button" onclick={save(Status::Draft)}>{ icon(Icon::Save) }{ "存成草稿" }</button>
                <button type="button" class="ss-button" onclick={copy}>{ "存成 Excel 副本" }</button>
                <button type="button" class="ss-button" onclick={print}>{ "打印核对单" }</button>
            </div>
        </section>
    }
}

/// All records as a spreadsheet, to be looked at and put away; nothing reads it back.
fn save_copy(shown: &Shown, send: &Sender) {
    let Some(work) = &shown.work else { return };
    let book = &work.session.book;
    let about = &book.about;
    let told = if about.demonstration { "（演示）" } else { "" };
    let name = format!("四上台账_{}{told}_{}_副本.xlsx", about.office.name, about.period);
    let properties = Properties { title: work.title(), author: about.office.name.clone(), at: clock::now() };
    match files::save_bytes(&name, XLSX, &exchange::workbook_copy(&work.session.scheme, book, &properties)) {
        Ok(()) => send.notice(Tone::Done, format!("已存成“{name}”。副本只供查看，报送要用正式文件。")),
        Err(why) => send.notice(Tone::Error, format!("没有存成：{why}。请再试一次。")),
    }
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[cfg(test)]
mod tests {
    use crate::testing::{demonstration, html_of};

    #[test]
    fn while_something_stands_in_the_way_only_a_draft_can_be_saved() {
        let html = html_of(demonstration(), || yew::html! { <super::Export /> });
        let last = html.split("<button").skip(1).find(|button| button.contains("存成正式文件")).unwrap();
        assert!(last.contains("disabled"), "{last}");
        let draft = html.split("<button").skip(1).find(|button| button.contains("存成草稿")).unwrap();
        assert!(!draft.contains("disabled"), "{draft}");
    }

    #[test]
    fn every_finding_that_is_left_leads_to_its_cell() {
        let state = demonstration();
        let session = state.session().unwrap();
        let finding = session.audit.findings().find(|finding| finding.blocks()).unwrap();
        let link = crate::words::page_of(session, finding).hash();
        let html = html_of(state.clone(), || yew::html! { <super::Export /> });
        assert!(html.contains(&format!(r#"href="{link}""#)), "{link}");
    }
}
