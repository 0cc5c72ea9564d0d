//! Beside the entries: what the cell with the focus asks for, its earlier figures, and what is wrong with it.

use std::sync::Arc;

use sishang::scheme::FormId;
use sishang::workbook::{CellAddress, RowKey, Slot};
use yew::prelude::*;

use super::Here;
use crate::parts::figures;
use crate::parts::finding::{FindingCard, card_id, rank};
use crate::parts::same::SessionRef;
use crate::store::Page;

#[derive(Properties, PartialEq)]
pub(crate) struct AsideProps {
    pub session: SessionRef,
    pub record: AttrValue,
    pub here: Option<Here>,
    pub draft: Option<AttrValue>,
    pub locked: bool,
}

#[component]
pub(crate) fn Aside(props: &AsideProps) -> Html {
    let AsideProps { session, record, here, draft, locked } = props;
    let Some(Here { form, slot }) = here else {
        return html! {
            <aside class="ss-aside" aria-label="当前指标">
                <div id="unit-aside"><p class="ss-aside__explain">
                    { "把光标放进一格，这里显示它的指标解释、上期数、同比和审核结果。" }
                </p></div>
            </aside>
        };
    };
    let (form, slot) = (*form, *slot);
    let def = &session.scheme[form];
    let field = &def[slot.field];
    let key = RowKey::from(record.as_str());
    let cell = CellAddress { form, key: key.clone(), slot };
    let mut findings: Vec<_> = session.audit.of_cell(&cell).into_iter().cloned().collect();
    findings.sort_by_key(|finding| rank(finding));
    html! {
        <aside class="ss-aside" aria-label="当前指标">
            <div id="unit-aside">
                <p class="ss-aside__title"><strong>{ &field.label }</strong>
                    if let Some(unit) = &field.unit { <span class="ss-grid__unit">{ format!("（{unit}）") }</span> }
                </p>
                if !slot.column.label().is_empty() { <p>{ slot.column.label() }</p> }
                { earlier(session, form, &key, slot, draft.as_ref()) }
            </div>
            if !field.explain.is_empty() {
                <p class="ss-aside__explain">{ &field.explain }{ " " }
                    <a href={Page::scheme_item(&def.key, &field.key).hash()} title="F1">{ "在制度里看" }</a></p>
            }
            { for findings.iter().map(|finding| html! {
                <FindingCard key={card_id(finding).to_string()} session={session.clone()} id={card_id(finding)}
                    finding={Arc::clone(finding)} locked={*locked} />
            }) }
        </aside>
    }
}

fn earlier(session: &SessionRef, form: FormId, key: &RowKey, slot: Slot, draft: Option<&AttrValue>) -> Html {
    let field = &session.scheme[form][slot.field];
    let typed = draft.map(|text| (slot, text.as_str()));
    // The file of last period holds no computed figures.
    let prev = session.book.prev.as_ref().filter(|_| !field.is_computed());
    html! {
        <dl class="ss-aside__figures">
            if let Some(prev) = prev {
                { for figures::told_of(field).iter().map(|&column| {
                    let text = figures::previous(session, form, key, Slot { field: slot.field, column });
                    html! { <div><dt>{ format!("{} {}", prev.period.chinese(), column.label()) }</dt>
                        <dd>{ text.unwrap_or_else(|| "没有数".to_owned()) }</dd></div> }
                }) }
            }
            { for field.columns().iter().filter(|column| column.last_year().is_some() && field.is_number()).map(|&column| {
                let growth = figures::growth_while_typing(session, form, key, typed, Slot { field: slot.field, column });
                html! { <div><dt>{ format!("{}同比", column.label()) }</dt>
                    <dd>{ if growth.is_empty() { "—".to_owned() } else { growth } }</dd></div> }
            }) }
        </dl>
    }
}
