//! One form of the unit: its groups, each as a table of figures or as labelled entries.

use std::collections::BTreeMap;
use std::sync::Arc;

use sishang::audit::Finding;
use sishang::measure::Measure;
use sishang::scheme::{FieldId, FormDef, FormId};
use sishang::workbook::{Command, RowKey, Slot, Standing, Typed, has_standing};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::Here;
use super::block::{Block, Context, figures_table, plain_entries};
use super::months::months_table;
use super::paste;
use super::status::anchor;
use crate::effects::focus;
use crate::parts::finding::mark_of;
use crate::parts::grid::Mark;
use crate::parts::same::SessionRef;
use crate::parts::saying;
use crate::store::{Sender, use_send};

#[derive(Properties, PartialEq)]
pub(crate) struct FormProps {
    pub session: SessionRef,
    pub form: FormId,
    pub record: AttrValue,
    pub locked: bool,
    /// False where the page itself is headed by the form's name.
    #[prop_or(true)]
    pub headed: bool,
    /// What is being typed, when it is in this form.
    pub draft: Option<(Slot, AttrValue)>,
    pub on_here: Callback<Here>,
    pub on_draft: Callback<Option<AttrValue>>,
}

#[component]
pub(crate) fn UnitForm(props: &FormProps) -> Html {
    let send = use_send();
    let FormProps { session, form, record, locked, .. } = props;
    let form = *form;
    let def = &session.scheme[form];
    let key = RowKey::from(record.as_str());
    let on_commit = {
        let (send, key) = (send.clone(), key.clone());
        use_callback((form, record.clone()), move |(slot, text): (Slot, String), (form, _)| {
            let cells = vec![Typed { key: key.clone(), slot, text: Arc::from(text) }];
            send.command(Command::Type { form: *form, cells });
        })
    };
    let onpaste = {
        let (session, send, key, locked) = (session.clone(), send.clone(), key.clone(), *locked);
        Callback::from(move |event: Event| {
            if !locked && let Some(pasted) = paste::of(&session, form, &key, &event) {
                event.prevent_default();
                pasted.send(&send, form);
            }
        })
    };
    let on_say = {
        let (send, key) = (send.clone(), key.clone());
        use_callback((form, record.clone()), move |(slot, code): (Slot, String), (form, _)| {
            if let Some(saying) = saying::said(&code) {
                let mark = saying.mark();
                send.command(Command::Mark { form: *form, cells: vec![(key.clone(), slot)], mark });
            }
        })
    };
    let standing = standing_choice(session, form, &key, *locked, &send);
    let on_undo = use_callback((), move |again: bool, ()| if again { send.redo() } else { send.undo() });
    let (marks, sentences) = findings(session, form, &key);
    let context = Context {
        session,
        form,
        key: &key,
        locked: *locked,
        marks: &marks,
        sentences: &sentences,
        draft: props.draft.as_ref(),
        on_commit: &on_commit,
        on_say: &on_say,
        on_undo: &on_undo,
        on_here: &props.on_here,
        on_draft: &props.on_draft,
    };
    let blocks = blocks(def);
    let groups: Vec<&str> = {
        let mut groups: Vec<&str> = blocks.iter().map(|block| block.group).collect();
        groups.dedup();
        groups
    };
    html! {
        <section class="ss-unitform" aria-label={def.label.clone()} {onpaste}>
            if props.headed {
                <h2 class="ss-unitform__title" id={anchor(form)} tabindex="-1">{ &def.label }
                    <span class="ss-unitform__number">{ &def.number }</span></h2>
            }
            { standing }
            if groups.len() > 2 {
                <p class="ss-unitform__groups">{ for groups.iter().map(|group| group_link(form, group)) }</p>
            }
            { for blocks.iter().enumerate().map(|(at, block)| {
                let first = at == 0 || blocks.get(at - 1).is_none_or(|before| before.group != block.group);
                html! {
                    <>
                        if first && !block.group.is_empty() {
                            <h3 class="ss-unitform__group" id={group_id(form, block.group)} tabindex="-1">{ block.group }</h3>
                        }
                        { match block.measure {
                            Measure::Plain => plain_entries(&context, block),
                            Measure::Months => months_table(&context, block),
                            Measure::Flow | Measure::Stock => figures_table(&context, block),
                        } }
                    </>
                }
            }) }
        </section>
    }
}

/// How firm the record is, once there is one.
fn standing_choice(session: &SessionRef, form: FormId, key: &RowKey, locked: bool, send: &Sender) -> Html {
    let Some(row) = session.book.table(form).row(key).filter(|_| has_standing(&session.scheme[form])) else {
        return Html::default();
    };
    let (send, key, now) = (send.clone(), key.clone(), row.standing);
    let onchange = Callback::from(move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        if let Some(standing) = select.and_then(|select| Standing::from_key(&select.value())) {
            send.command(Command::Stand { form, keys: vec![key.clone()], standing });
        }
    });
    html! {
        <label class="ss-unitform__standing">{ "数据状态 " }
            <select class="ss-input ss-input--short" {onchange} disabled={locked}>
                if now.is_none() { <option value="" selected=true>{ "没有注明" }</option> }
                for standing in Standing::ALL {
                    <option key={standing.key()} value={standing.key()} selected={Some(standing) == now}>{ standing.label() }</option>
                }
            </select>
        </label>
    }
}

fn group_id(form: FormId, group: &str) -> String {
    format!("unit-group-{form}-{group}")
}

fn group_link(form: FormId, group: &str) -> Html {
    let id = group_id(form, group);
    let onclick = Callback::from(move |_: MouseEvent| focus::show(&id));
    html! { <button type="button" class="ss-button ss-button--small" {onclick}>{ group.to_owned() }</button> }
}

/// Neighbouring fields of one group and one measure: what is drawn as one table.
fn blocks(def: &FormDef) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for field in def.field_ids() {
        let measure = def[field].measure;
        let group = def[field].group.as_str();
        match blocks.last_mut() {
            Some(block) if block.group == group && block.measure == measure => block.fields.push(field),
            _ => blocks.push(Block { group, measure, fields: vec![field] }),
        }
    }
    blocks
}

type Marks = BTreeMap<Slot, Mark>;
type Sentences = BTreeMap<FieldId, Vec<Arc<Finding>>>;

/// The worst mark of each cell, and the findings of each field.
fn findings(session: &SessionRef, form: FormId, key: &RowKey) -> (Marks, Sentences) {
    let (mut marks, mut sentences) = (Marks::new(), Sentences::new());
    for finding in session.audit.findings().filter(|finding| finding.record_in(form) == key) {
        let mark = mark_of(finding);
        for (_, slot) in finding.cells.iter().filter(|(at, _)| *at == form) {
            let cell = marks.entry(*slot).or_insert(mark);
            *cell = mark.min(*cell);
            let of_field = sentences.entry(slot.field).or_default();
            if !of_field.iter().any(|other| other.key == finding.key) {
                of_field.push(Arc::clone(finding));
            }
        }
    }
    (marks, sentences)
}
