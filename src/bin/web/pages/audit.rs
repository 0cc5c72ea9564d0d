//! 审核: everything that was found, to jump to and to explain.

mod filters;
mod list;
mod view;

use std::rc::Rc;
use std::sync::Arc;

use sishang::audit::Finding;
use sishang::workbook::FindingKey;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::effects::keys::pressed;
use crate::parts::finding::FindingCard;
use crate::parts::same::{Same, SessionRef};
use crate::store::{Sender, use_send, use_shown};
use filters::Filters;
use list::{Group, groups, jump_page, passing};
use view::{View, keep, kept};

/// Cards that are drawn at once; more on demand.
const CARDS: usize = 60;

/// The page.
#[component]
pub(crate) fn Audit() -> Html {
    let shown = use_shown();
    let Some(work) = &shown.work else { return Html::default() };
    html! { <AuditOf session={Same(Rc::clone(&work.session))} locked={!work.is_open()} /> }
}

#[derive(Properties, PartialEq)]
struct AuditProps {
    session: SessionRef,
    locked: bool,
}

#[component]
fn AuditOf(props: &AuditProps) -> Html {
    let send = use_send();
    let view = use_state_eq(kept);
    let shown = use_state_eq(|| CARDS);
    let session = &props.session;
    let all: Vec<Arc<Finding>> = session.audit.findings().cloned().collect();
    let passed = passing(session, &all, &view);
    let groups = groups(session, &passed, view.by_unit);
    let order: Vec<FindingKey> =
        groups.iter().flat_map(|group| group.findings.iter().map(|finding| finding.key.clone())).collect();
    let current = view.current.clone().filter(|key| order.contains(key)).or_else(|| order.first().cloned());

    {
        let view = (*view).clone();
        use_effect_with(view, |view| keep(view.clone()));
    }
    // Coming back, the finding that was left is in sight and has the focus.
    {
        let id = current.as_ref().map(item_id);
        use_effect_with((), move |()| show(id.as_deref()));
    }

    let set_current = {
        let view = view.clone();
        Callback::from(move |key: FindingKey| {
            if view.current.as_ref() != Some(&key) {
                view.set(View { current: Some(key), ..(*view).clone() });
            }
        })
    };
    let step = {
        let (view, order, current, shown) = (view.clone(), order.clone(), current.clone(), shown.clone());
        move |forward: bool| {
            let at = order.iter().position(|key| Some(key) == current.as_ref());
            let next = match (at, forward) {
                (Some(at), true) => order.get(at + 1),
                (Some(at), false) => at.checked_sub(1).and_then(|at| order.get(at)),
                (None, _) => order.first(),
            };
            if let Some(key) = next {
                if at.is_some_and(|at| at + 2 > *shown) {
                    shown.set(*shown + CARDS);
                }
                view.set(View { current: Some(key.clone()), ..(*view).clone() });
                let id = item_id(key);
                gloo::timers::callback::Timeout::new(0, move || show(Some(&id))).forget();
            }
        }
    };
    let onkeydown = {
        let (step, session, send, all, current) =
            (step.clone(), session.clone(), send.clone(), all.clone(), current.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(key) = pressed(&event).filter(|key| !key.ctrl && !key.alt) else { return };
            let on_card =
                event.target_dyn_into::<web_sys::Element>().is_some_and(|at| at.has_attribute("data-finding"));
            match key.key.as_str() {
                "F8" => step(!key.shift),
                "ArrowDown" | "j" if on_card => step(true),
                "ArrowUp" | "k" if on_card => step(false),
                "Enter" if on_card => {
                    if let Some(finding) = all.iter().find(|finding| Some(&finding.key) == current.as_ref()) {
                        jump(&session, finding, &send);
                    }
                }
                "e" if on_card => {
                    if let Some(key) = &current {
                        crate::effects::focus::on(&format!("{}-text", item_id(key)));
                    }
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let on_view = {
        let (view, shown) = (view.clone(), shown.clone());
        Callback::from(move |next: View| {
            shown.set(CARDS);
            view.set(next);
        })
    };
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + CARDS))
    };
    let mut left = *shown;
    html! {
        <div class="ss-audit" {onkeydown}>
            <div class="ss-audit__head">
                <h1 class="ss-fill__title">{ "审核" }</h1>
                <p class="ss-quiet">{ summary(session) }</p>
            </div>
            <Filters session={session.clone()} view={(*view).clone()} count={passed.len()} {on_view} />
            if all.is_empty() {
                <p class="ss-empty">{ "已填的内容里没有发现问题。没填完的单位，到填报页按“未填完”筛选。" }</p>
            } else if passed.is_empty() {
                <p class="ss-empty">{ "按现在的筛选没有问题。点“全部”再看。" }</p>
            } else {
                <p class="ss-audit__keys">{ "↑ ↓ 或 F8 逐条看，回车到那一格（Ctrl+B 回来），E 写说明，Ctrl+回车记下说明。" }</p>
            }
            { for groups.iter().map(|group| {
                let take = group.findings.len().min(left);
                left -= take;
                if take == 0 { Html::default() } else { section(props, group, take, current.as_ref(), &set_current, &send) }
            }) }
            if order.len() > *shown {
                <p class="ss-actions"><button type="button" class="ss-button" onclick={more}>
                    { format!("还有 {} 条，再显示 {CARDS} 条", order.len() - *shown) }</button></p>
            }
        </div>
    }
}

/// What stands between the work and a final submission.
fn summary(session: &SessionRef) -> String {
    let counts = session.audit.counts();
    if counts.blocking() == 0 {
        return "没有拦住正式报送的问题。".to_owned();
    }
    let mut parts = Vec::new();
    if counts.hard > 0 {
        parts.push(format!("强制 {} 处要改正", counts.hard));
    }
    if counts.soft > 0 {
        parts.push(format!("核实 {} 处要改正或写说明", counts.soft));
    }
    format!("{}；处理完才能报正式稿，草稿随时可以存。", parts.join("，"))
}

fn section(
    props: &AuditProps,
    group: &Group,
    take: usize,
    current: Option<&FindingKey>,
    set_current: &Callback<FindingKey>,
    send: &Sender,
) -> Html {
    html! {
        <section key={group.key.clone()} class="ss-audit__group">
            <h2 class="ss-audit__title">{ &group.title }<span class="ss-audit__count">{ format!("{} 处", group.findings.len()) }</span></h2>
            { for group.findings.iter().take(take).map(|finding| item(props, group, finding, current, set_current, send)) }
        </section>
    }
}

fn item(
    props: &AuditProps,
    group: &Group,
    finding: &Arc<Finding>,
    current: Option<&FindingKey>,
    set_current: &Callback<FindingKey>,
    send: &Sender,
) -> Html {
    let is_current = current == Some(&finding.key);
    let id = item_id(&finding.key);
    let onfocusin = {
        let (set_current, key) = (set_current.clone(), finding.key.clone());
        Callback::from(move |_: FocusEvent| set_current.emit(key.clone()))
    };
    let on_jump = {
        let (session, finding, send, set_current) =
            (props.session.clone(), Arc::clone(finding), send.clone(), set_current.clone());
        Callback::from(move |()| {
            set_current.emit(finding.key.clone());
            jump(&session, &finding, &send);
        })
    };
    let record = (!group.names_records).then(|| AttrValue::from(list::record_title(&props.session, finding)));
    html! {
        <div key={id.clone()} id={id.clone()} data-finding="true" tabindex={if is_current { "0" } else { "-1" }} {onfocusin}
            class={classes!("ss-audit__item", is_current.then_some("ss-audit__item--current"))}
            aria-current={is_current.then_some("true")}>
            <FindingCard session={props.session.clone()} id={AttrValue::from(id)} finding={Arc::clone(finding)} {record}
                locked={props.locked} open={is_current} {on_jump} />
        </div>
    }
}

/// To the cell; the way back leads to this finding again.
fn jump(session: &SessionRef, finding: &Finding, send: &Sender) {
    send.jump(jump_page(session, finding));
}

/// The id of a finding's card.
fn item_id(key: &FindingKey) -> String {
    format!("found-{}-{}-{}-{}", key.rule, key.field, key.form, key.key)
}

fn show(id: Option<&str>) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(element) = id.and_then(|id| document?.get_element_by_id(id)) else { return };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if let Some(id) = element.get_attribute("id") {
        crate::effects::focus::on(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::Audit;
    use crate::store::{Msg, Page};
    use crate::testing::{after, demonstration, html_of};

    #[test]
    fn every_finding_has_a_card_with_its_sentence_and_the_way_to_its_cell() {
        let state = after(demonstration(), [Msg::PageTurned(Page::Audit)]);
        let findings: Vec<_> = state.session().unwrap().audit.findings().cloned().collect();
        let html = html_of(state, || yew::html! { <Audit /> });
        assert!(!findings.is_empty());
        assert_eq!(html.matches(r#"data-finding="true""#).count(), findings.len());
        assert_eq!(html.matches("到这一格").count(), findings.len());
        for finding in findings {
            assert!(
                html.contains(&finding.sentence.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")),
                "{}",
                finding.sentence
            );
        }
    }
}
