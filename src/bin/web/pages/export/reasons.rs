//! What was corrected, and why: after a final file every correction needs a reason.

use std::rc::Rc;

use sishang::workbook::{CellAddress, Command, Replaced, Session};
use yew::prelude::*;

use crate::parts::line::KeptLine;
use crate::store::{use_send, use_shown};
use crate::words;

/// Most corrections that are listed.
const MOST_LISTED: usize = 300;

/// The corrections since the last final file; nothing before the first, when replacing a value is ordinary filling.
#[component]
pub(super) fn Reasons() -> Html {
    let shown = use_shown();
    let Some(session) = shown.session() else { return Html::default() };
    let sent = &session.book.sent;
    if sent.final_revision == 0 || session.book.replaced.is_empty() {
        return Html::default();
    }
    let count = session.book.replaced.len();
    html! {
        <section class="ss-card ss-card--long" aria-labelledby="reasons" >
            <h2 id="reasons" tabindex="-1">
                { format!("第 {} 版正式文件以后的更正 · {count} 处，每处写明原因", sent.final_revision) }
            </h2>
            <ReasonForAll />
            <table class="ss-table">
                <thead>
                    <tr>
                        <th scope="col">{ "单位或项目" }</th>
                        <th scope="col">{ "指标" }</th>
                        <th scope="col" class="ss-number">{ "原来" }</th>
                        <th scope="col" class="ss-number">{ "现在" }</th>
                        <th scope="col">{ "更正原因" }</th>
                    </tr>
                </thead>
                <tbody>
                    for (cell, replaced) in session.book.replaced.iter().take(MOST_LISTED) {
                        { row(session, cell, replaced) }
                    }
                </tbody>
            </table>
        </section>
    }
}

fn row(session: &Session, cell: &CellAddress, replaced: &Replaced) -> Html {
    let form = &session.scheme[cell.form];
    let field = &form[cell.slot.field];
    let label = format!("{} · {}", form.label, field.cell_label(cell.slot.column));
    let shown = |text: &str| if text.is_empty() { "（空）".to_owned() } else { text.to_owned() };
    html! {
        <tr key={format!("{}-{}-{}", form.key, cell.key, field.cell_key(cell.slot.column))}>
            <td>{ words::record_title(session, cell.form, &cell.key) }</td>
            <td><a href={words::page_of_cell(session, cell).hash()}>{ label.clone() }</a></td>
            <td class="ss-number">{ shown(&replaced.old) }</td>
            <td class="ss-number">{ shown(session.book.text(cell.form, &cell.key, cell.slot)) }</td>
            <td>
                <Reason cells={Rc::from([cell.clone()])} text={replaced.reason.clone()} label={format!("{label}的更正原因")} />
            </td>
        </tr>
    }
}

/// One reason for all corrections that have none yet: a late report is often corrected in one go.
#[component]
fn ReasonForAll() -> Html {
    let shown = use_shown();
    let Some(session) = shown.session() else { return Html::default() };
    let silent = session.book.replaced.iter().filter(|(_, replaced)| replaced.reason.trim().is_empty());
    let cells: Rc<[CellAddress]> = silent.map(|(cell, _)| cell.clone()).collect();
    if cells.len() < 2 {
        return Html::default();
    }
    html! {
        <div class="ss-field">
            <span class="ss-field__label">{ format!("没有写原因的 {} 处用同一个原因", cells.len()) }</span>
            <Reason {cells} text="" label="没有写原因的各处共同的原因" />
        </div>
    }
}

#[derive(Properties, PartialEq, Eq)]
struct ReasonProps {
    /// The cells that it is for.
    cells: Rc<[CellAddress]>,
    /// What stands there.
    text: AttrValue,
    /// Its name for readers of the screen.
    label: AttrValue,
}

#[component]
fn Reason(props: &ReasonProps) -> Html {
    let send = use_send();
    let cells = Rc::clone(&props.cells);
    let on_kept =
        Callback::from(move |reason: String| send.command(Command::GiveReason { cells: cells.to_vec(), reason }));
    html! { <KeptLine value={props.text.clone()} most=200 label={props.label.clone()} {on_kept} /> }
}
