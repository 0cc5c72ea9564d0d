//! 退回: the return note that the office above wrote, comment by comment; what was changed, or why nothing was.

use sishang::exchange::{self, AnswerRecord};
use sishang::workbook::{Command, Comment};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::parts::severity::{Kind, mark};
use crate::store::{Page, clock_of, use_send, use_shown};

/// The page.
#[component]
pub(crate) fn ReturnedPage() -> Html {
    let shown = use_shown();
    let Some(session) = shown.session() else { return Html::default() };
    let Some(answers) = exchange::answers(&session.scheme, &session.book) else {
        return html! {
            <div class="ss-page">
                <h1>{ "退回意见" }</h1>
                <p>{ "这一期没有打开退回单。收到上级的退回单，用首页的“打开文件”打开它。" }</p>
            </div>
        };
    };
    let note = &answers.note;
    let left = answers.items.iter().filter(|item| is_open(item)).count();
    html! {
        <div class="ss-page">
            <div class="ss-page__head">
                <h1>{ "退回意见" }</h1>
                <span class="ss-quiet">{ format!("{}退回第{}版，{}", note.from.name, note.revision, clock_of(&note.stamp.at, &shown.today)) }</span>
            </div>
            if !note.text.is_empty() { <p class="ss-gather__text">{ note.text.clone() }</p> }
            <p aria-live="polite">
                { format!("共 {} 条意见，", note.comments.len()) }
                if left == 0 { { mark(Kind::Done, "都已改正或说明") } } else { { mark(Kind::Soft, format!("还有 {left} 条没有改正，也没有说明")) } }
                { "。数字由填报单位核实后自己改；不用改的，写明为什么。" }
            </p>
            <ol class="ss-returned">
                for (comment, item) in note.comments.iter().zip(&answers.items) {
                    <Line key={comment.id.clone()} comment={comment.clone()} item={item.clone()} />
                }
            </ol>
        </div>
    }
}

/// Whether a comment still wants something.
pub(crate) fn is_open(item: &AnswerRecord) -> bool {
    item.changes.is_empty() && item.answer.is_none()
}

#[derive(Properties, PartialEq)]
struct LineProps {
    comment: Comment,
    item: AnswerRecord,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some(work) = &shown.work else { return Html::default() };
    let (scheme, book) = (&work.session.scheme, &work.session.book);
    let LineProps { comment, item } = props;
    let place = if comment.form.is_empty() {
        "整个文件".to_owned()
    } else {
        exchange::place_of(scheme, book, &comment.form, &comment.key, &comment.field)
    };
    let to = (!comment.key.is_empty()).then(|| {
        let cell = cell_of(scheme, &comment.form, &comment.field);
        let page = Page::cell(&comment.form, &comment.key, &cell);
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.jump(page.clone()))
    });
    let answer = {
        let id = comment.id.clone();
        Callback::from(move |event: Event| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else { return };
            let text = Some(area.value().trim().to_owned()).filter(|text| !text.is_empty());
            send.command(Command::Answer { comment: id.clone(), text });
        })
    };
    let given = item.answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default();
    let id = format!("answer-{}", comment.id);
    html! {
        <li class="ss-card">
            <div class="ss-returned__head">
                { if is_open(item) { mark(Kind::Soft, "待处理") } else { mark(Kind::Done, "已处理") } }
                <strong>{ place }</strong>
                if let Some(to) = to {
                    <button type="button" class="ss-button ss-button--small" onclick={to}>{ "到这一格" }</button>
                }
            </div>
            <p>{ comment.text.clone() }</p>
            if !item.changes.is_empty() {
                <ul class="ss-returned__changes">
                    for (at, change) in item.changes.iter().enumerate() {
                        <li key={at}>{ changed(scheme, book, change) }</li>
                    }
                </ul>
            }
            <label class="ss-field__label" for={id.clone()}>{ if item.changes.is_empty() { "不用改的，写明为什么" } else { "要补充的话" } }</label>
            <textarea {id} class="ss-input" rows="2" maxlength="500" defaultvalue={given} onchange={answer} disabled={!work.is_open()} />
        </li>
    }
}

/// The name of a cell for the address: the first column of a field that is meant as a whole.
fn cell_of(scheme: &sishang::scheme::Scheme, form: &str, field: &str) -> String {
    if field.contains('.') {
        return field.to_owned();
    }
    let Some(def) = scheme.form(form).map(|id| &scheme[id]) else { return field.to_owned() };
    let id = def.field(field).or_else(|| def.field_ids().find(|id| !def[*id].is_computed()));
    let cell = id.and_then(|id| def[id].columns().first().map(|column| def[id].cell_key(*column)));
    cell.unwrap_or_else(|| field.to_owned())
}

/// A change in words: where, from what, to what, why.
pub(crate) fn changed(
    scheme: &sishang::scheme::CompiledScheme,
    book: &sishang::workbook::Workbook,
    change: &exchange::ChangeRecord,
) -> String {
    let place = exchange::place_of(scheme, book, &change.form, &change.key, &change.field);
    let shown = |text: &str| if text.is_empty() { "空".to_owned() } else { text.to_owned() };
    let reason = if change.reason.is_empty() { String::new() } else { format!("（{}）", change.reason) };
    format!("{place}：{} 改为 {}{reason}", shown(&change.old), shown(&change.new))
}
