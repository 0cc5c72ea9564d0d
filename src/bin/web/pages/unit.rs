//! 单位页: everything of one unit or project on one page.

mod aside;
mod block;
mod details;
mod form;
mod months;
mod paste;
mod status;

use std::rc::Rc;

use sishang::scheme::FormId;
use sishang::workbook::{RowKey, Slot};
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::fill::slot_named;
use crate::effects::entries::{self, Way};
use crate::effects::focus;
use crate::effects::keys::pressed;
use crate::parts::figures;
use crate::parts::icon::{Icon, icon};
use crate::parts::same::{Same, SessionRef};
use crate::store::{Page, use_send, use_shown};
pub(crate) use aside::Aside;
pub(crate) use block::entry_id;
use details::Details;
pub(crate) use form::UnitForm;

/// A cell that the page points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Here {
    pub form: FormId,
    pub slot: Slot,
}

/// The page.
#[component]
pub(crate) fn UnitPage() -> Html {
    let shown = use_shown();
    let (Page::Unit { roster, key, at }, Some(work)) = (&shown.page, &shown.work) else { return Html::default() };
    let session = Same(Rc::clone(&work.session));
    let found = session.scheme.form(roster).filter(|&form| session.book.table(form).position(key).is_some());
    match found {
        Some(roster) => html! {
            <UnitOf key={key.clone()} {session} {roster} record={key.clone()} at={at.clone()} locked={!work.is_open()} />
        },
        None => html! { <p class="ss-empty">{ "名录里没有这一行了，可能已经删除。" }</p> },
    }
}

#[derive(Properties, PartialEq)]
struct UnitProps {
    session: SessionRef,
    roster: FormId,
    record: AttrValue,
    at: Option<(String, String)>,
    locked: bool,
}

#[component]
fn UnitOf(props: &UnitProps) -> Html {
    let send = use_send();
    let UnitProps { session, roster, record, at, locked } = props;
    let (roster, locked) = (*roster, *locked);
    let here = use_state_eq(|| None::<Here>);
    let draft = use_state_eq(|| None::<AttrValue>);
    let key: RowKey = RowKey::from(record.as_str());
    let forms: Vec<FormId> = session
        .scheme
        .forms_of(roster)
        .filter(|&form| figures::keys_asked_of(session, form, &key))
        .chain([roster])
        .collect();

    // The cell that the address names, else the first that can be filled.
    {
        let named = at.as_ref().and_then(|(form, cell)| {
            let form = session.scheme.form(form)?;
            Some(block::entry_id(form, slot_named(session, form, cell)?))
        });
        use_effect_with((record.clone(), named), |(_, named)| match named {
            Some(id) => focus::on(id),
            None => focus::first(".ss-unit [data-entry]:not([readonly])"),
        });
    }
    let on_here = {
        let here = here.clone();
        use_callback((), move |now: Here, ()| here.set(Some(now)))
    };
    let on_draft = {
        let draft = draft.clone();
        use_callback((), move |text: Option<AttrValue>, ()| draft.set(text))
    };
    let rows = session.book.table(roster).rows();
    let position = session.book.table(roster).position(&key).unwrap_or(0);
    let neighbour = |at: Option<usize>| at.and_then(|at| rows.get(at)).map(|row| row.key.to_string());
    let (before, after) = (neighbour(position.checked_sub(1)), neighbour(position.checked_add(1)));
    let turn = {
        let (session, send) = (session.clone(), send.clone());
        move |key: &Option<String>, here: Option<&Here>| {
            if let Some(key) = key {
                // The same cell of the next unit, so that one goes through a column of the month.
                let at = here.map(|here| {
                    let def = &session.scheme[here.form];
                    (def.key.clone(), def[here.slot.field].cell_key(here.slot.column))
                });
                send.turn(Page::Unit { roster: session.scheme[roster].key.clone(), key: key.clone(), at });
            }
        }
    };
    let to = |key: &Option<String>| {
        let (turn, key, here) = (turn.clone(), key.clone(), here.clone());
        Callback::from(move |_: MouseEvent| turn(&key, here.as_ref()))
    };
    let onkeydown = {
        let (turn, here, before, after) = (turn.clone(), here.clone(), before.clone(), after.clone());
        let (session, send) = (session.clone(), send.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(key) = pressed(&event) else { return };
            match (key.key.as_str(), key.alt, key.ctrl) {
                ("PageDown", true, false) => turn(&after, here.as_ref()),
                ("PageUp", true, false) => turn(&before, here.as_ref()),
                ("F8", false, false) => {
                    if let Some(target) = event.target_dyn_into::<web_sys::Element>() {
                        entries::go(&target, Way::Marked { forward: !key.shift });
                    }
                }
                ("F1", false, false) if here.is_some() => {
                    if let Some(here) = &*here {
                        let def = &session.scheme[here.form];
                        send.jump(Page::scheme_item(&def.key, &def[here.slot.field].key));
                    }
                }
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let def = &session.scheme[roster];
    let identity = def.roster().and_then(|roster| roster.identity);
    let code = identity
        .map_or("", |field| session.book.text(roster, &key, Slot { field, column: sishang::measure::Column::Plain }));
    let join = def.roster().map_or("", |roster| roster.join_label.as_str());
    html! {
        <div class="ss-unit" {onkeydown}>
            <div class="ss-unit__head">
                <h1 class="ss-fill__title">{ figures::title(session, roster, &key) }</h1>
                <span class="ss-quiet">{ code }</span>
                <span class="ss-unit__turn">
                    <button type="button" class="ss-button ss-button--small" disabled={before.is_none()} onclick={to(&before)}
                        title="Alt+PageUp">{ icon(Icon::Back) }{ format!("上一个{join}") }</button>
                    <span class="ss-tools__count">{ format!("{} / {}", position + 1, rows.len()) }</span>
                    <button type="button" class="ss-button ss-button--small" disabled={after.is_none()} onclick={to(&after)}
                        title="Alt+PageDown">{ format!("下一个{join}") }{ icon(Icon::Next) }</button>
                </span>
            </div>
            { status::line(session, &key, &forms) }
            <div class="ss-unit__columns">
                <div class="ss-unit__forms">
                    { for forms.iter().map(|&form| html! {
                        <UnitForm key={form.index()} session={session.clone()} {form} record={record.clone()} {locked}
                            draft={here.as_ref().filter(|here| here.form == form).and_then(|here| Some((here.slot, (*draft).clone()?)))}
                            on_here={on_here.clone()} on_draft={on_draft.clone()} />
                    }) }
                    <Details session={session.clone()} {roster} record={record.clone()} {locked} />
                </div>
                <Aside session={session.clone()} record={record.clone()} here={(*here).clone()} draft={(*draft).clone()} {locked} />
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::UnitPage;
    use crate::store::{Msg, Page};
    use crate::testing::{after, demonstration, html_of};

    #[test]
    fn a_unit_has_all_its_forms_with_a_labelled_input_for_each_cell() {
        let page = Page::unit("units", "u001");
        let html = html_of(after(demonstration(), [Msg::PageTurned(page)]), || yew::html! { <UnitPage /> });
        for text in ["工业月度调度表", "调查单位名录", "虞城谷熟丰禾米业有限公司", "1—本月同比", "上期1—本月"]
        {
            assert!(html.contains(text), "{text}");
        }
        for column in ["本月", "1—本月", "上年同月", "上年1—本月"] {
            assert!(html.contains(&format!(r#"aria-label="工业总产值 {column}，千元""#)), "{column}");
        }
        assert!(!html.contains("批发和零售业"), "no form that the unit does not fill");
    }

    #[test]
    fn a_unit_that_is_gone_is_said_to_be_gone() {
        let page = Page::unit("units", "u999");
        let html = html_of(after(demonstration(), [Msg::PageTurned(page)]), || yew::html! { <UnitPage /> });
        assert!(html.contains("可能已经删除"));
    }
}
