//! The details of a unit or project, to be read here and filled in their own grid, one click away.

use sishang::measure::{Column, Measure};
use sishang::scheme::{FieldId, FormId};
use sishang::workbook::{Command, NewDetail, RowKey, Slot};
use yew::prelude::*;

use crate::parts::figures;
use crate::parts::same::SessionRef;
use crate::store::{Page, use_send};

/// Most fields of a row that are told besides its title.
const TOLD: usize = 6;

#[derive(Properties, PartialEq)]
pub(super) struct DetailsProps {
    pub session: SessionRef,
    pub roster: FormId,
    pub record: AttrValue,
    pub locked: bool,
}

/// One list for each form of details that has rows of this record, or may have. A row is added here and filled there.
#[component]
pub(super) fn Details(props: &DetailsProps) -> Html {
    let DetailsProps { session, roster, record, locked } = props;
    let send = use_send();
    let key: RowKey = RowKey::from(record.as_str());
    // A row that was asked for: its form, and how many there were. The page goes to it when it is there.
    let awaited = use_mut_ref(|| None::<(FormId, usize)>);
    {
        let (awaited, send, key) = (awaited.clone(), send.clone(), key.clone());
        use_effect_with(session.clone(), move |session| {
            let asked = *awaited.borrow();
            let Some((form, before)) = asked else { return };
            let rows = rows_of(session, form, &key);
            if let Some(new) = rows.last().filter(|_| rows.len() > before) {
                *awaited.borrow_mut() = None;
                send.jump(place_of(session, form, new));
            }
        });
    }
    let view = sishang::audit::View::new(&session.scheme, &session.book);
    let lists = session.scheme.details_of(*roster).filter_map(|form| {
        let accepted = view.accepts(form, &key);
        let rows = rows_of(session, form, &key);
        let add = (accepted && !locked).then(|| {
            let (awaited, send, key, before) = (awaited.clone(), send.clone(), key.clone(), rows.len());
            Callback::from(move |_: MouseEvent| {
                *awaited.borrow_mut() = Some((form, before));
                let rows = vec![NewDetail { of: key.clone(), cells: Vec::new() }];
                send.command(Command::Details { form, cells: Vec::new(), rows });
            })
        });
        (accepted || !rows.is_empty()).then(|| list(session, form, &rows, add))
    });
    html! { <>{ for lists }</> }
}

fn rows_of(session: &SessionRef, form: FormId, key: &RowKey) -> Vec<RowKey> {
    session.book.table(form).belonging(key).map(|row| row.key.clone()).collect()
}

/// Where a row is filled: its first cell in the grid.
fn place_of(session: &SessionRef, form: FormId, row: &RowKey) -> Page {
    let def = &session.scheme[form];
    let first = def.title().or_else(|| def.field_ids().next());
    Page::cell(&def.key, row, &first.map(|field| def[field].cell_key(Column::Plain)).unwrap_or_default())
}

fn list(session: &SessionRef, form: FormId, rows: &[RowKey], add: Option<Callback<MouseEvent>>) -> Html {
    let def = &session.scheme[form];
    let text = |key: &str, field: FieldId| {
        let slot = Slot { field, column: Column::Plain };
        let computed = || figures::computed(session, form, key, slot);
        match session.book.cell(form, key, slot) {
            Some(cell) => figures::shown(session, &def[field], cell),
            None if def[field].is_computed() => computed().map_or_else(String::new, |value| {
                figures::tidy(session, &def[field], &value, Some(def[field].decimals))
            }),
            None => String::new(),
        }
    };
    let title = def.title();
    // What nothing is written in would take the room of what is.
    let told = def.field_ids().filter(|&field| {
        def[field].measure == Measure::Plain
            && Some(field) != title
            && rows.iter().any(|key| !text(key, field).is_empty())
    });
    let told: Vec<FieldId> = title.into_iter().chain(told.take(TOLD)).collect();
    html! {
        <section class="ss-unitform" aria-label={def.label.clone()} key={form.index()}>
            <h2 class="ss-unitform__title">{ &def.label }
                <span class="ss-unitform__number">{ format!("{} 行", rows.len()) }</span>
                if let Some(onclick) = add {
                    <button type="button" class="ss-button ss-button--small ss-unitform__add" {onclick}>{ "加一行" }</button>
                }
                <a class="ss-unitform__link" href={Page::fill(&def.key).hash()}>{ "整张表" }</a></h2>
            if !rows.is_empty() {
                <div class="ss-scroll">
                    <table class="ss-table">
                        <thead><tr>{ for told.iter().map(|&field| html! { <th scope="col">{ &def[field].short }</th> }) }</tr></thead>
                        <tbody>{ for rows.iter().map(|key| html! {
                            <tr key={key.to_string()}>
                                { for told.iter().enumerate().map(|(at, &field)| {
                                    let text = text(key, field);
                                    if at > 0 {
                                        return html! { <td>{ text }</td> };
                                    }
                                    let name = if text.is_empty() { "（未填）".to_owned() } else { text };
                                    html! { <th scope="row"><a title="到表里改这一行" href={place_of(session, form, key).hash()}>{ name }</a></th> }
                                }) }
                            </tr>
                        }) }</tbody>
                    </table>
                    <p class="ss-small ss-quiet">{ "点名称到表里改这一行。" }</p>
                </div>
            }
        </section>
    }
}
