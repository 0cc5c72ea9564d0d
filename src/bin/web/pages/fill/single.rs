//! 填报 of a form with one record for the office: a page with a line for each indicator.

use sishang::scheme::{FormId, Single};
use sishang::workbook::RowKey;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::slot_named;
use crate::effects::entries::{self, Way};
use crate::effects::focus;
use crate::effects::keys::pressed;
use crate::pages::unit::{Aside, Here, UnitForm, entry_id};
use crate::parts::same::SessionRef;
use crate::store::{CellName, Page, use_send};

#[derive(Properties, PartialEq)]
pub(super) struct SingleProps {
    pub session: SessionRef,
    pub form: FormId,
    /// The cell to stand on.
    pub at: Option<CellName>,
    pub locked: bool,
}

/// The page.
#[component]
pub(super) fn SinglePage(props: &SingleProps) -> Html {
    let send = use_send();
    let SingleProps { session, form, at, locked } = props;
    let (form, locked) = (*form, *locked);
    let here = use_state_eq(|| None::<Here>);
    let draft = use_state_eq(|| None::<AttrValue>);
    {
        let named = at.as_ref().and_then(|at| Some(entry_id(form, slot_named(session, form, &at.cell)?)));
        use_effect_with(named, |named| match named {
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
    let onkeydown = {
        let (here, session) = (here.clone(), session.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(key) = pressed(&event) else { return };
            match (key.key.as_str(), &*here) {
                ("F8", _) => {
                    if let Some(target) = event.target_dyn_into::<web_sys::Element>() {
                        entries::go(&target, Way::Marked { forward: !key.shift });
                    }
                }
                ("F1", Some(here)) => {
                    let def = &session.scheme[here.form];
                    send.jump(Page::scheme_item(&def.key, &def[here.slot.field].key));
                }
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let record = AttrValue::from(Single::KEY);
    let asked = sishang::audit::View::new(&session.scheme, &session.book).is_asked(form, &RowKey::from(Single::KEY));
    let typed = here.as_ref().and_then(|here| Some((here.slot, (*draft).clone()?)));
    html! {
        <div class="ss-unit" {onkeydown}>
            { super::head(session, form) }
            if !asked {
                <p class="ss-empty">{ "这张表本期不用填。" }</p>
            }
            <div class="ss-unit__columns">
                <div class="ss-unit__forms">
                    <UnitForm session={session.clone()} {form} record={record.clone()} {locked} draft={typed} headed=false {on_here} {on_draft} />
                </div>
                <Aside session={session.clone()} {record} here={(*here).clone()} draft={(*draft).clone()} {locked} />
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use crate::pages::fill::Fill;
    use crate::store::{Msg, Page};
    use crate::testing::{after, demonstration, html_of};

    #[test]
    fn a_form_with_one_record_is_a_page_of_lines() {
        let state = demonstration();
        let session = state.session().unwrap();
        let form = &session.scheme[session.scheme.form("area").unwrap()];
        let labels: Vec<String> = form
            .fields
            .iter()
            .filter(|field| !field.is_computed())
            .map(|field| field.cell_label(field.columns()[0]))
            .collect();
        let label = form.label.clone();
        let page = Msg::PageTurned(Page::fill("area"));
        let html = html_of(after(state, [page]), || yew::html! { <Fill /> });
        assert!(html.contains(&label) && !html.contains(r#"role="grid""#), "{html}");
        for label in labels {
            assert!(html.contains(&format!(r#"aria-label="{label}"#)), "{label}");
        }
    }
}
