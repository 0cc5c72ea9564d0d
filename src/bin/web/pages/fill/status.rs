//! Below the grid: what the active cell asks for, earlier figures, growth as one types, and what is wrong.

use std::sync::Arc;

use sishang::audit::Finding;
use sishang::grid::Selection;
use sishang::measure::{Column, Measure};
use sishang::number::{Decimal, grouped};
use sishang::scheme::{FieldDef, FormId};
use sishang::workbook::{CellAddress, RowKey, Slot};
use yew::prelude::*;

use super::sheet::Sheet;
use crate::parts::figures;
use crate::parts::finding::{FindingCard, card_id, rank};
use crate::parts::same::{Same, SessionRef};
use crate::store::Page;

#[derive(Properties, PartialEq)]
pub(super) struct StatusProps {
    /// The grid's input points at it.
    pub id: AttrValue,
    pub session: SessionRef,
    pub form: FormId,
    /// The active cell.
    pub here: Option<(RowKey, Slot)>,
    /// What is being typed into it.
    pub draft: Option<AttrValue>,
    pub locked: bool,
    pub selected: Selection,
    pub sheet: Same<Sheet>,
}

#[component]
pub(super) fn Status(props: &StatusProps) -> Html {
    let StatusProps { id, session, form, .. } = props;
    // Writing an explanation takes more room; another cell gives it back.
    let writing = use_state_eq(|| false);
    let on_open = {
        let writing = writing.clone();
        use_callback((), move |open: bool, ()| writing.set(open))
    };
    {
        let writing = writing.clone();
        use_effect_with(props.here.clone(), move |_| writing.set(false));
    }
    let Some((key, slot)) = &props.here else {
        return html! { <div class="ss-status" id={id.clone()} /> };
    };
    let def = &session.scheme[*form];
    let field = &def[slot.field];
    let title = figures::title_of(session, *form, key);
    let mut findings = findings_at(session, *form, key, *slot);
    findings.sort_by_key(|finding| rank(finding));
    html! {
        <section class={classes!("ss-status", writing.then_some("ss-status--writing"))} aria-label="当前格">
            <div class="ss-status__lines" id={id.clone()}>
                <p class="ss-status__what">
                    <strong>{ title }</strong>
                    <span class="ss-status__cell">{ field.cell_label(slot.column) }</span>
                    if let Some(unit) = &field.unit { <span class="ss-status__unit">{ format!("（{unit}）") }</span> }
                    { earlier(session, *form, key, field, *slot) }
                    { growths(props, key, field, *slot) }
                    { sum(props) }
                </p>
                if !field.explain.is_empty() {
                    <p class="ss-status__explain" title={field.explain.clone()}>
                        <a href={Page::scheme_item(&def.key, &field.key).hash()} title="F1">{ "指标解释" }</a>
                        { "：" }{ &field.explain }
                    </p>
                }
            </div>
            { comments(session, &def.key, key, &field.cell_key(slot.column)) }
            <div class="ss-status__findings">
                { for findings.iter().map(|finding| html! {
                    <FindingCard key={card_id(finding).to_string()} session={session.clone()} id={card_id(finding)}
                        finding={Arc::clone(finding)} locked={props.locked} compact=true on_open={on_open.clone()} />
                }) }
            </div>
        </section>
    }
}

/// What the office above says of the cell in its return note.
fn comments(session: &SessionRef, form: &str, key: &str, cell: &str) -> Html {
    let Some(returned) = &session.book.returned else { return Html::default() };
    html! {
        <>
            for comment in returned.at(form, key, cell) {
                <p key={comment.id.clone()} class="ss-status__comment">
                    <a href={Page::Returned.hash()}>{ format!("{}退回意见", returned.note.from.name) }</a>
                    { format!("：{}", comment.text) }
                </p>
            }
        </>
    }
}

fn findings_at(session: &SessionRef, form: FormId, key: &RowKey, slot: Slot) -> Vec<Arc<Finding>> {
    let cell = CellAddress { form, key: key.clone(), slot };
    session.audit.of_cell(&cell).into_iter().cloned().collect()
}

/// Last period's figures, and those of last year where their columns are put away.
fn earlier(session: &SessionRef, form: FormId, key: &str, field: &FieldDef, slot: Slot) -> Html {
    // The file of last period holds no computed figures.
    let Some(prev) = session.book.prev.as_ref().filter(|_| !field.is_computed()) else { return Html::default() };
    let told: Vec<String> = figures::told_of(field)
        .iter()
        .filter_map(|&column| {
            let at = Slot { field: slot.field, column };
            let text = figures::previous(session, form, key, at)?;
            Some(format!("{} {text}", column.label()).trim().to_owned())
        })
        .collect();
    let period = prev.period.chinese();
    if field.measure == Measure::Months {
        return Html::default();
    }
    let told = if told.is_empty() { "没有数".to_owned() } else { told.join("，") };
    html! { <span class="ss-status__figure">{ format!("上期（{period}）：{told}") }</span> }
}

/// Bases and growth of a flow, live.
fn growths(props: &StatusProps, key: &str, field: &FieldDef, slot: Slot) -> Html {
    if matches!(field.measure, Measure::Plain | Measure::Months) || !field.is_number() {
        return Html::default();
    }
    let typed = props.draft.as_ref().map(|text| (slot, text.as_str()));
    let one = |column: Column| {
        let at = Slot { field: slot.field, column };
        let base = figures::number_at(
            &props.session,
            props.form,
            key,
            Slot { field: slot.field, column: column.last_year()? },
        );
        let growth = figures::growth_while_typing(&props.session, props.form, key, typed, at);
        let base = base.map_or_else(|| "无".to_owned(), grouped);
        let growth = if growth.is_empty() { "—".to_owned() } else { growth };
        Some((column, base, growth))
    };
    let told: Vec<_> = field.columns().iter().filter_map(|&column| one(column)).collect();
    html! {
        <>
            { for told.into_iter().map(|(column, base, growth)| html! {
                <span class="ss-status__figure">
                    { format!("{}：上年同期 {base}，同比 ", column.label()) }
                    <strong class={classes!("ss-status__growth", growth.starts_with('-').then_some("ss-status__growth--down"))}>{ growth }</strong>
                </span>
            }) }
        </>
    }
}

/// The sum of what is selected, when it is more than one number.
fn sum(props: &StatusProps) -> Html {
    if props.selected.is_single() {
        return Html::default();
    }
    let rectangle = props.selected.rectangle();
    // A whole table of thousands is not added up at every arrow key.
    if rectangle.len() > 5_000 {
        return html! { <span class="ss-status__figure">{ format!("选中 {} 格", rectangle.len()) }</span> };
    }
    let numbers: Vec<Decimal> = rectangle
        .places()
        .filter_map(|place| {
            let (key, slot) = props.sheet.cell_at(place)?;
            figures::number_at(&props.session, props.form, key, slot)
        })
        .collect();
    let total = numbers.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number));
    html! {
        <span class="ss-status__figure">
            { format!("选中 {} 格，{} 个数，合计 {}", rectangle.len(), numbers.len(), total.map_or_else(|| "—".to_owned(), grouped)) }
        </span>
    }
}
