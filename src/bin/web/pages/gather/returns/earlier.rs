//! What was there before: words about an earlier revision that are in no file yet, and what this revision changed.

use sishang::exchange::{ChangeRecord, Head};
use sishang::rollup::Received;
use sishang::scheme::CompiledScheme;
use sishang::workbook::Workbook;
use yew::prelude::*;

use crate::actions::gather::on_desk;
use crate::pages::returned::changed;
use crate::parts::severity::{Kind, mark};
use crate::store::gather::DraftNote;
use crate::store::{Gather, Sender};

/// Most changes that are listed.
const MOST: usize = 100;

/// Words about other revisions of the same office and period, which would be out of sight now that another one is looked through.
pub(super) fn unwritten(gather: &Gather, send: &Sender, received: &Received) -> Html {
    let own = received.head.digest.as_str();
    let revision_of = |note: &DraftNote| {
        let entries = gather.intake.entries().iter();
        let entry =
            entries.filter(|entry| entry.digest() == Some(note.submission.as_str())).find_map(|it| it.submission())?;
        (entry.about() == received.about()).then_some(entry.head.revision)
    };
    let notes = gather.desk.notes.iter().filter(|note| note.submission != own && note.is_unwritten());
    let notes: Vec<(&DraftNote, u32)> = notes.filter_map(|note| Some((note, revision_of(note)?))).collect();
    html! {
        for (note, revision) in notes {
            <div key={note.submission.clone()} class="ss-gather__why">
                <p>{ mark(Kind::Soft, format!("写给第{revision}版的意见没有存成退回单，现在看的是第{}版：", received.head.revision)) }</p>
                <ul>
                    if !note.text.trim().is_empty() { <li>{ note.text.clone() }</li> }
                    for comment in &note.comments { <li key={comment.id.clone()}>{ comment.text.clone() }</li> }
                </ul>
                <button type="button" class="ss-button ss-button--small" onclick={take_over(send, note, own)}>
                    { format!("用到第{}版", received.head.revision) }
                </button>
                <button type="button" class="ss-button ss-button--small ss-button--quiet" onclick={forget(send, note)}>{ "不要了" }</button>
            </div>
        }
    }
}

fn take_over(send: &Sender, note: &DraftNote, own: &str) -> Callback<MouseEvent> {
    let (send, from, to) = (send.clone(), note.submission.clone(), own.to_owned());
    Callback::from(move |_| {
        let (from, to) = (from.clone(), to.clone());
        on_desk(&send, move |desk| desk.move_note(&from, &to));
    })
}

fn forget(send: &Sender, note: &DraftNote) -> Callback<MouseEvent> {
    let (send, submission) = (send.clone(), note.submission.clone());
    Callback::from(move |_| {
        let submission = submission.clone();
        on_desk(&send, move |desk| desk.notes.retain(|note| note.submission != submission));
    })
}

/// What this revision changed of the one before, beyond what answers a comment.
pub(super) fn changes(scheme: &CompiledScheme, book: &Workbook, head: &Head) -> Html {
    let comments = head.answers.iter().flat_map(|answers| &answers.note.comments);
    let is_answer =
        |change: &ChangeRecord| comments.clone().any(|one| one.covers(&change.form, &change.key, &change.field));
    let others: Vec<&ChangeRecord> = head.changes.iter().filter(|change| !is_answer(change)).collect();
    if others.is_empty() {
        return Html::default();
    }
    let also = if head.answers.is_some() { "除了退回意见说到的，还" } else { "" };
    html! {
        <details class="ss-gather__add" open={others.len() <= 10}>
            <summary>{ format!("第{}版比上一正式版{also}改了 {} 处", head.revision, others.len()) }</summary>
            <ul class="ss-returned__changes">
                for (at, change) in others.iter().take(MOST).enumerate() { <li key={at}>{ changed(scheme, book, change) }</li> }
            </ul>
            if others.len() > MOST { <p class="ss-quiet">{ format!("还有 {} 处没有列出。", others.len() - MOST) }</p> }
        </details>
    }
}
