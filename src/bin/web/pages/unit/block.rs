//! Fields of one group: figures as a table with last period and growth beside them, everything else as labelled entries.

use std::collections::BTreeMap;
use std::sync::Arc;

use sishang::audit::{Finding, View};
use sishang::grid::{Choice, choices, has_choices};
use sishang::measure::{Column, Measure};
use sishang::scheme::{FieldDef, FieldId, FieldType, FormId};
use sishang::workbook::{Comment, RowKey, Slot};
use yew::prelude::*;

use super::Here;
use crate::parts::field::Entry;
use crate::parts::figures;
use crate::parts::finding::{mark_label, mark_of};
use crate::parts::grid::Mark;
use crate::parts::same::SessionRef;
use crate::parts::saying;
use crate::store::Page;

/// Fields that are drawn together.
pub(super) struct Block<'a> {
    pub group: &'a str,
    pub measure: Measure,
    pub fields: Vec<FieldId>,
}

/// What all entries of a form share.
pub(super) struct Context<'a> {
    pub session: &'a SessionRef,
    pub form: FormId,
    pub key: &'a RowKey,
    pub locked: bool,
    pub marks: &'a BTreeMap<Slot, Mark>,
    pub sentences: &'a BTreeMap<FieldId, Vec<Arc<Finding>>>,
    pub draft: Option<&'a (Slot, AttrValue)>,
    pub on_commit: &'a Callback<(Slot, String)>,
    pub on_say: &'a Callback<(Slot, String)>,
    pub on_undo: &'a Callback<bool>,
    pub on_here: &'a Callback<Here>,
    pub on_draft: &'a Callback<Option<AttrValue>>,
}

/// The id of the input of a cell.
pub(crate) fn entry_id(form: FormId, slot: Slot) -> String {
    format!("entry-{form}-{}-{}", slot.field, slot.column.key())
}

impl Context<'_> {
    pub(super) fn field(&self, field: FieldId) -> &FieldDef {
        &self.session.scheme[self.form][field]
    }

    pub(super) fn is_asked(&self, field: FieldId) -> bool {
        let view = View::new(&self.session.scheme, &self.session.book);
        view.place(self.form, self.key).is_none_or(|row| view.is_field_asked(row, field))
    }

    pub(super) fn entry(&self, slot: Slot, asked: bool) -> Html {
        let field = self.field(slot.field);
        let session = self.session;
        let said = session.book.mark(self.form, self.key, slot);
        let (text, shown) = if field.is_computed() {
            let value = figures::computed(session, self.form, self.key, slot).filter(|_| asked);
            let text =
                value.map_or_else(String::new, |value| figures::tidy(session, field, &value, Some(field.decimals)));
            (text.clone(), text)
        } else {
            let cell = session.book.cell(self.form, self.key, slot);
            let shown = cell.map_or_else(String::new, |cell| figures::shown(session, field, cell));
            (session.book.text(self.form, self.key, slot).to_owned(), saying::shown(shown, said))
        };
        let form = self.form;
        let choices = (has_choices(field) && !field.is_computed()).then(|| {
            let session = session.clone();
            Callback::from(move |query: String| -> Vec<Choice> {
                let office = &session.book.about.office.code;
                choices(&session.scheme, &session.scheme[form][slot.field], office, &query, 60)
            })
        });
        let on_commit = self.on_commit.reform(move |text: String| (slot, text));
        let on_enter = self.on_here.reform(move |()| Here { form, slot });
        let unit = field.unit.as_deref().map_or_else(String::new, |unit| format!("，{unit}"));
        let sayings = if choices.is_some() || self.locked || field.is_computed() || !asked {
            Vec::new()
        } else {
            saying::sayings(session, form, self.key, slot)
        };
        let on_say = self.on_say.reform(move |code: String| (slot, code));
        let due = slot.column.is_due_in(session.book.about.period);
        let wanted = field.required && asked && text.is_empty() && said.is_none() && due && !field.is_computed();
        // Months stand below each other, and their fields side by side.
        let (line, column) = match slot.column.calendar_month() {
            Some(month) => (usize::from(month), slot.field.index()),
            None => (slot.field.index(), column_of(slot.column)),
        };
        html! {
            <Entry id={entry_id(form, slot)} label={format!("{}{unit}", field.cell_label(slot.column))}
                text={AttrValue::from(text)} shown={AttrValue::from(shown)} mark={self.marks.get(&slot).copied()}
                numeric={field.is_number()} readonly={self.locked || field.is_computed() || !asked} {wanted}
                {line} {column} described_by="unit-aside" {choices} {sayings} {on_say}
                {on_commit} {on_enter} on_draft={self.on_draft.clone()} on_undo={self.on_undo.clone()} />
        }
    }

    /// What is wrong with a field, in a line each.
    pub(super) fn sentences(&self, field: FieldId) -> Html {
        let findings = self.sentences.get(&field).map_or(&[][..], Vec::as_slice);
        html! {
            <>
                { for findings.iter().map(|finding| html! {
                    <span class="ss-unitform__sentence">{ mark_label(mark_of(finding)) }{ " " }{ &finding.sentence }</span>
                }) }
                { for self.comments(field).map(|comment| html! {
                    <span class="ss-unitform__sentence ss-status__comment">
                        <a href={Page::Returned.hash()}>{ "退回意见" }</a>{ format!("：{}", comment.text) }
                    </span>
                }) }
            </>
        }
    }

    /// What the office above wrote about a field.
    fn comments(&self, field: FieldId) -> impl Iterator<Item = &Comment> {
        let def = &self.session.scheme[self.form];
        let key = &def[field].key;
        let returned = self.session.book.returned.iter();
        returned.flat_map(|returned| &returned.note.comments).filter(move |comment| {
            let of = comment.field.split('.').next().unwrap_or_default();
            comment.form == def.key && comment.key == **self.key && of == key
        })
    }

    fn previous(&self, slot: Slot) -> String {
        figures::previous(self.session, self.form, self.key, slot).unwrap_or_default()
    }

    fn growth(&self, slot: Slot) -> String {
        let typed = self.draft.map(|(slot, text)| (*slot, text.as_str()));
        figures::growth_while_typing(self.session, self.form, self.key, typed, slot)
    }
}

/// The column of the page that a column of a form stands in, for moving up and down.
const fn column_of(column: Column) -> usize {
    match column {
        Column::Ytd => 1,
        Column::MonthLy | Column::EndLy => 2,
        Column::YtdLy => 3,
        _ => 0,
    }
}

/// Flows or stocks: one line each, with growth and last period's figures behind.
pub(super) fn figures_table(context: &Context<'_>, block: &Block<'_>) -> Html {
    let columns = block.measure.columns();
    let told: &[Column] = if block.measure == Measure::Flow { &[Column::Month, Column::Ytd] } else { &[Column::End] };
    html! {
        <table class="ss-figures">
            <caption class="ss-unseen">{ block.group }</caption>
            <thead><tr>
                <th scope="col" class="ss-figures__name">{ "指标" }</th>
                { for columns.iter().map(|column| html! { <th scope="col">{ column.label() }</th> }) }
                { for told.iter().map(|column| html! { <th scope="col" class="ss-figures__told">{ format!("{}同比", column.label()) }</th> }) }
                { for told.iter().map(|column| html! { <th scope="col" class="ss-figures__told">{ format!("上期{}", column.label()) }</th> }) }
            </tr></thead>
            <tbody>{ for block.fields.iter().flat_map(|&field| figures_rows(context, field, columns, told)) }</tbody>
        </table>
    }
}

/// The line of a field, and one below it for what is wrong. All lines of a table are keyed side by side, so that the
/// input with the focus stays when a line comes or goes.
fn figures_rows(context: &Context<'_>, field: FieldId, columns: &[Column], told: &[Column]) -> Vec<Html> {
    let def = context.field(field);
    let asked = context.is_asked(field);
    let line = html! {
        <tr key={format!("{field}")} class={classes!((!asked).then_some("ss-figures__row--notasked"))}>
            <th scope="row" class={format!("ss-figures__name ss-figures__name--{}", def.indent)}>{ label(def) }</th>
            { for columns.iter().map(|&column| html! { <td>{ context.entry(Slot { field, column }, asked) }</td> }) }
            { for told.iter().map(|&column| html! { <td class="ss-figures__told">{ context.growth(Slot { field, column }) }</td> }) }
            { for told.iter().map(|&column| html! { <td class="ss-figures__told">{ context.previous(Slot { field, column }) }</td> }) }
        </tr>
    };
    if !context.sentences.contains_key(&field) && context.comments(field).next().is_none() {
        return vec![line];
    }
    let across = (1 + columns.len() + 2 * told.len()).to_string();
    let wrong = html! {
        <tr key={format!("{field}-wrong")}><td class="ss-figures__wrong" colspan={across}>{ context.sentences(field) }</td></tr>
    };
    vec![line, wrong]
}

pub(super) fn label(def: &FieldDef) -> Html {
    html! {
        <>
            if def.indent > 0 { <span class="ss-quiet">{ "其中：" }</span> }
            { &def.short }
            if def.required { <span class="ss-grid__required" title="必填">{ "*" }</span> }
            if let Some(unit) = &def.unit { <span class="ss-grid__unit">{ format!("（{unit}）") }</span> }
        </>
    }
}

/// Names, codes, dates and single numbers: labelled entries, two or three side by side.
pub(super) fn plain_entries(context: &Context<'_>, block: &Block<'_>) -> Html {
    html! {
        <div class="ss-plain">
            { for block.fields.iter().map(|&field| {
                let def = context.field(field);
                let slot = Slot { field, column: Column::Plain };
                let asked = context.is_asked(field);
                let previous = context.previous(slot);
                let now = context.session.book.cell(context.form, context.key, slot);
                let now = now.map_or_else(String::new, |cell| figures::shown(context.session, def, cell));
                html! {
                    <div key={field.index()} class={classes!("ss-plain__field", (def.kind == FieldType::Text && def.max_len > 40 && !def.is_computed()).then_some("ss-plain__field--wide"), (!asked).then_some("ss-plain__field--notasked"))}>
                        <label class="ss-plain__label" for={entry_id(context.form, slot)}>{ label(def) }</label>
                        { context.entry(slot, asked) }
                        if !previous.is_empty() && previous != now && !def.is_computed() {
                            <span class="ss-plain__previous">{ format!("上期：{previous}") }</span>
                        }
                        { context.sentences(field) }
                    </div>
                }
            }) }
        </div>
    }
}
