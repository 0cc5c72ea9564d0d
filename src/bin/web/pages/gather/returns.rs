//! 退回: what is said of a submission, cell by cell, as a file for the office that sent it. Words, never a value.

mod earlier;

use std::sync::Arc;

use sishang::exchange::Answers;
use sishang::rollup::Entry;
use sishang::workbook::Comment;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::findings::draft;
use crate::actions::gather::{on_desk, write_return};
use crate::effects::clock;
use crate::pages::returned::{changed, is_open};
use crate::parts::severity::{Kind, mark};
use crate::store::gather::DraftNote;
use crate::store::{GatherPart, Page, clock_of, use_send, use_shown};

#[derive(Properties, PartialEq, Eq)]
pub(super) struct ReturnsProps {
    /// Code of the office whose note is written.
    pub office: Option<String>,
}

/// The part.
#[component]
pub(super) fn Returns(props: &ReturnsProps) -> Html {
    let shown = use_shown();
    let Some(gather) = &shown.gather else { return Html::default() };
    let files: Vec<Arc<Entry>> = gather.reviewed().into_iter().cloned().collect();
    if files.is_empty() {
        return html! { <p class="ss-quiet">{ "还没有计入汇总的文件，也没有草稿，没有可以退回的。" }</p> };
    }
    html! {
        <div class="ss-gather__split">
            <section class="ss-card" aria-labelledby="return-to">
                <h2 id="return-to">{ "退回给谁" }</h2>
                <table class="ss-table">
                    <thead><tr><th scope="col">{ "单位" }</th><th scope="col">{ "版次" }</th><th scope="col">{ "意见" }</th></tr></thead>
                    <tbody>
                        for received in files.iter().filter_map(|entry| entry.submission()) {
                            <tr key={received.head.digest.clone()}
                                class={(props.office.as_ref() == Some(&received.head.office.code)).then_some("ss-table__marked")}>
                                <th scope="row"><a href={Page::gather_item(GatherPart::Returns, &received.head.office.code).hash()}>
                                    { received.head.office.name.clone() }
                                </a>{ draft(received) }</th>
                                <td>{ format!("第{}版", received.head.revision) }</td>
                                <td>{ state_of(gather.desk.notes.iter().find(|note| note.submission == received.head.digest), &shown.today) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </section>
            // Of another revision it is another note.
            if let Some(office) = &props.office {
                <Note key={gather.reviewed_of(office).and_then(|entry| entry.digest()).unwrap_or(office).to_owned()} office={office.clone()} />
            } else {
                <p class="ss-quiet">{ "点一个单位，给它写退回意见；在“审核”里点“写进退回单”的也在这里。" }</p>
            }
        </div>
    }
}

fn state_of(note: Option<&DraftNote>, today: &str) -> Html {
    match note {
        Some(DraftNote { written: Some(at), .. }) => mark(Kind::Done, format!("已存成退回单 {}", clock_of(at, today))),
        Some(note) if !note.comments.is_empty() || !note.text.is_empty() => {
            mark(Kind::Soft, format!("{} 条，还没有存成文件", note.comments.len()))
        }
        _ => Html::default(),
    }
}

#[derive(Properties, PartialEq, Eq)]
struct NoteProps {
    office: String,
}

/// The note to one office: what was said before and came back, and what is being written.
#[component]
fn Note(props: &NoteProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(gather) = &shown.gather else { return Html::default() };
    let Some(entry) = gather.reviewed_of(&props.office).cloned() else {
        return html! { <section class="ss-card">{ "这个单位没有计入汇总的文件，也没有草稿。" }</section> };
    };
    let Some(received) = entry.submission() else { return Html::default() };
    let Some(opened) = received.opened.clone() else { return Html::default() };
    let digest = received.head.digest.clone();
    let draft = gather.desk.notes.iter().find(|note| note.submission == digest).cloned().unwrap_or_default();
    let set_text = {
        let (send, digest) = (send.clone(), digest.clone());
        Callback::from(move |event: Event| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else { return };
            let (digest, said) = (digest.clone(), area.value());
            on_desk(&send, move |desk| {
                let note = desk.note_on(&digest);
                note.text = said;
                note.written = None;
            });
        })
    };
    let write = {
        let (shown, send, digest) = (shown.clone(), send.clone(), digest.clone());
        Callback::from(move |_: MouseEvent| write_return(&shown, &send, &digest))
    };
    let nothing = draft.comments.is_empty() && draft.text.trim().is_empty();
    html! {
        <section class="ss-card" aria-labelledby="note">
            <h2 id="note">{ format!("退回{}第{}版", received.head.office.name, received.head.revision) }</h2>
            <p class="ss-quiet">{ "只写意见，不改数字：数字由填报单位核实后自己改。在“审核”里点“写进退回单”，意见就带着那一格一起来。" }</p>
            { earlier::unwritten(gather, &send, received) }
            <div class="ss-field">
                <label class="ss-field__label" for="note-text">{ "总的意见" }</label>
                <textarea id="note-text" class="ss-input" rows="2" maxlength="1000" defaultvalue={draft.text.clone()} onchange={set_text} />
            </div>
            if !draft.comments.is_empty() {
                <ol class="ss-gather__comments">
                    for comment in &draft.comments {
                        <CommentLine key={comment.id.clone()} digest={digest.clone()} comment={comment.clone()}
                            place={place(&shown, &opened.book, comment)} />
                    }
                </ol>
            }
            <AddComment digest={digest.clone()} office={props.office.clone()} />
            if let Some(answers) = &received.head.answers { { answered(&shown, &opened.book, answers) } }
            { earlier::changes(&shown.scheme, &opened.book, &received.head) }
            <div class="ss-actions">
                <button type="button" class="ss-button ss-button--main" onclick={write} disabled={nothing}>{ "存成退回单" }</button>
                if nothing { <span class="ss-quiet">{ "还没有意见。" }</span> }
            </div>
        </section>
    }
}

/// What the office did about an earlier note, comment by comment.
fn answered(shown: &crate::store::AppState, book: &sishang::workbook::Workbook, answers: &Answers) -> Html {
    html! {
        <section aria-labelledby="answered">
            <h3 id="answered">{ format!("对第{}版退回意见的回复", answers.note.revision) }</h3>
            <ol class="ss-returned">
                for (comment, item) in answers.note.comments.iter().zip(&answers.items) {
                    <li key={comment.id.clone()}>
                        <strong>{ place(shown, book, comment) }</strong>{ format!("：{}", comment.text) }
                        <ul class="ss-returned__changes">
                            for (at, change) in item.changes.iter().enumerate() {
                                <li key={at}>{ mark(Kind::Done, changed(&shown.scheme, book, change)) }</li>
                            }
                            if let Some(answer) = &item.answer { <li>{ format!("说明：{}", answer.text) }</li> }
                            if is_open(item) { <li>{ mark(Kind::Soft, "没有改，也没有说明") }</li> }
                        </ul>
                    </li>
                }
            </ol>
        </section>
    }
}

fn place(shown: &crate::store::AppState, book: &sishang::workbook::Workbook, comment: &Comment) -> String {
    if comment.form.is_empty() {
        return "整个文件".to_owned();
    }
    sishang::exchange::place_of(&shown.scheme, book, &comment.form, &comment.key, &comment.field)
}

#[derive(Properties, PartialEq)]
struct LineProps {
    digest: String,
    comment: Comment,
    place: String,
}

#[component]
fn CommentLine(props: &LineProps) -> Html {
    let send = use_send();
    let id = props.comment.id.clone();
    let change = {
        let (send, digest, id) = (send.clone(), props.digest.clone(), id.clone());
        Callback::from(move |event: Event| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else { return };
            let (digest, id, said) = (digest.clone(), id.clone(), area.value());
            on_desk(&send, move |desk| {
                let note = desk.note_on(&digest);
                if let Some(comment) = note.comments.iter_mut().find(|one| one.id == id) {
                    comment.text = said;
                }
                note.written = None;
            });
        })
    };
    let remove = {
        let (digest, id) = (props.digest.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            let (digest, id) = (digest.clone(), id.clone());
            on_desk(&send, move |desk| {
                let note = desk.note_on(&digest);
                note.comments.retain(|one| one.id != id);
                note.written = None;
            });
        })
    };
    html! {
        <li>
            <label class="ss-field__label" for={format!("comment-{id}")}>{ props.place.clone() }</label>
            <div class="ss-gather__comment">
                <textarea id={format!("comment-{id}")} class="ss-input" rows="2" maxlength="500"
                    defaultvalue={props.comment.text.clone()} onchange={change} />
                <button type="button" class="ss-button ss-button--small ss-button--quiet" onclick={remove}
                    aria-label={format!("删去对{}的意见", props.place)}>{ "删去" }</button>
            </div>
        </li>
    }
}

#[derive(Properties, PartialEq, Eq)]
struct AddProps {
    digest: String,
    office: String,
}

/// A comment on a unit that no finding led to.
#[component]
fn AddComment(props: &AddProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let (form, key, text) = (use_state(String::new), use_state(String::new), use_node_ref());
    let Some(opened) =
        shown.gather.as_ref().and_then(|gather| gather.reviewed_of(&props.office)?.submission()?.opened.clone())
    else {
        return Html::default();
    };
    let scheme = &shown.scheme;
    let forms: Vec<_> = scheme.form_ids().filter(|&id| !opened.book.table(id).is_empty()).collect();
    let records: Vec<(String, String)> = scheme.form(&form).map_or_else(Vec::new, |id| {
        let rows = opened.book.table(id).rows().iter();
        rows.map(|row| (row.key.to_string(), opened.book.record_name(scheme, id, &row.key))).collect()
    });
    let choose = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<web_sys::HtmlSelectElement>() {
                state.set(select.value());
            }
        })
    };
    let add = {
        let (send, digest, area) = (send.clone(), props.digest.clone(), text.clone());
        let (form, key) = (form.to_string(), key.to_string());
        Callback::from(move |_: MouseEvent| {
            let Some(area) = area.cast::<HtmlTextAreaElement>() else { return };
            let said = area.value();
            if said.trim().is_empty() {
                return send.say("先写意见");
            }
            let stamp = sishang::workbook::Stamp { by: String::new(), at: clock::now() };
            let key = if form.is_empty() { String::new() } else { key.clone() };
            let text = said.trim().to_owned();
            let comment = Comment { id: String::new(), form: form.clone(), key, field: String::new(), text, stamp };
            let digest = digest.clone();
            on_desk(&send, move |desk| desk.note_on(&digest).comment(comment));
            area.set_value("");
        })
    };
    html! {
        <details class="ss-gather__add">
            <summary>{ "另写一条意见" }</summary>
            <div class="ss-gather__setting">
                <label>{ "表 " }<select onchange={choose(&form)}>
                    <option value="">{ "整个文件" }</option>
                    for id in forms {
                        <option key={scheme[id].key.clone()} value={scheme[id].key.clone()} selected={*form == scheme[id].key}>
                            { scheme[id].label.clone() }
                        </option>
                    }
                </select></label>
                if !records.is_empty() {
                    <label>{ "单位（项目） " }<select onchange={choose(&key)}>
                        <option value="">{ "整张表" }</option>
                        for (key, title) in records { <option key={key.clone()} value={key.clone()}>{ title }</option> }
                    </select></label>
                }
            </div>
            <div class="ss-gather__comment">
                <textarea class="ss-input" rows="2" maxlength="500" ref={text} aria-label="意见" />
                <button type="button" class="ss-button ss-button--small" onclick={add}>{ "加上" }</button>
            </div>
        </details>
    }
}
