//! The details of a unit or project, to be read here and filled in their own grid.

use sishang::measure::{Column, Measure};
use sishang::scheme::{FieldId, FormId};
use sishang::workbook::{RowKey, Slot};
use yew::prelude::*;

use crate::parts::figures;
use crate::parts::same::SessionRef;
use crate::store::Page;

/// Fields of a row that are told besides its title.
const TOLD: usize = 4;

/// One list for each form of details that has rows of this record, or may have.
pub(super) fn lists(session: &SessionRef, roster: FormId, key: &RowKey) -> Html {
    let view = sishang::audit::View::new(&session.scheme, &session.book);
    let forms = session.scheme.details_of(roster);
    let forms =
        forms.filter(|&form| view.accepts(form, key) || session.book.table(form).belonging(key).next().is_some());
    html! { <>{ for forms.map(|form| list(session, form, key)) }</> }
}

fn list(session: &SessionRef, form: FormId, key: &RowKey) -> Html {
    let def = &session.scheme[form];
    let rows: Vec<&RowKey> = session.book.table(form).belonging(key).map(|row| &row.key).collect();
    let title = def.title();
    let plain = |field: &FieldId| def[*field].measure == Measure::Plain && Some(*field) != title;
    let told: Vec<FieldId> = title.into_iter().chain(def.field_ids().filter(plain).take(TOLD)).collect();
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
    let first = told.first().map(|&field| def[field].cell_key(Column::Plain)).unwrap_or_default();
    html! {
        <section class="ss-unitform" aria-label={def.label.clone()} key={form.index()}>
            <h2 class="ss-unitform__title">{ &def.label }
                <span class="ss-unitform__number">{ format!("{} 行", rows.len()) }</span>
                <a class="ss-unitform__link" href={Page::fill(&def.key).hash()}>{ "到表里填" }</a></h2>
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
                                    html! { <th scope="row"><a href={Page::cell(&def.key, key, &first).hash()}>{ name }</a></th> }
                                }) }
                            </tr>
                        }) }</tbody>
                    </table>
                </div>
            }
        </section>
    }
}
