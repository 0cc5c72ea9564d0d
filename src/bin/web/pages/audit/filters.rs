//! The filters above the findings, with how many there are of each.

use std::collections::BTreeSet;

use sishang::scheme::Severity;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::view::{Stage, View};
use crate::parts::finding::mark_icon;
use crate::parts::grid::Mark;
use crate::parts::icon::{Icon, icon};
use crate::parts::same::SessionRef;

#[derive(Properties, PartialEq)]
pub(super) struct FiltersProps {
    pub session: SessionRef,
    pub view: View,
    /// How many are shown.
    pub count: usize,
    pub on_view: Callback<View>,
}

#[component]
pub(super) fn Filters(props: &FiltersProps) -> Html {
    let FiltersProps { session, view, on_view, .. } = props;
    let to = |next: View| {
        let on_view = on_view.clone();
        Callback::from(move |_: MouseEvent| on_view.emit(next.clone()))
    };
    let by_severity = |severity: Option<Severity>| {
        session.audit.findings().filter(|finding| severity.is_none_or(|wanted| finding.severity == wanted)).count()
    };
    let severities = [None, Some(Severity::Hard), Some(Severity::Soft), Some(Severity::Hint)];
    let forms: BTreeSet<_> = session.audit.findings().map(|finding| finding.form).collect();
    let rules: BTreeSet<&str> = session.audit.findings().map(|finding| finding.key.rule.as_str()).collect();
    let search = {
        let (on_view, view) = (on_view.clone(), view.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                on_view.emit(View { query: input.value(), current: None, ..view.clone() });
            }
        })
    };
    html! {
        <div class="ss-tools" role="group" aria-label="筛选审核结果">
            <span class="ss-tools__group" role="group" aria-label="级别">
                { for severities.into_iter().map(|severity| {
                    let word = severity.map_or("全部级别", Severity::label);
                    let sign = severity.map(|severity| mark_icon(match severity {
                        Severity::Hard => Mark::Hard,
                        Severity::Soft => Mark::Soft,
                        Severity::Hint => Mark::Hint,
                    }));
                    html! {
                        <button type="button" class="ss-button ss-button--small" aria-pressed={(view.severity == severity).to_string()}
                            onclick={to(View { severity, current: None, ..view.clone() })}>
                            { sign }{ format!(" {word} {}", by_severity(severity)) }
                        </button>
                    }
                }) }
            </span>
            <span class="ss-tools__group" role="group" aria-label="处理情况">
                { for Stage::ALL.into_iter().map(|(stage, word)| {
                    let count = session.audit.findings().filter(|finding| stage.has(finding)).count();
                    html! {
                        <button type="button" class="ss-button ss-button--small" aria-pressed={(view.stage == stage).to_string()}
                            onclick={to(View { stage, current: None, ..view.clone() })}>{ format!("{word} {count}") }</button>
                    }
                }) }
            </span>
            { choice("表", view.form.as_ref(), forms.into_iter().map(|form| {
                let def = &session.scheme[form];
                (def.key.clone(), def.label.clone())
            }), |form| View { form, current: None, ..view.clone() }, on_view) }
            { choice("审核关系", view.rule.as_ref(), rules.into_iter().map(|rule| {
                let name = session.scheme.rule(rule).map_or("读不懂的内容", |id| session.scheme[id].name.as_str());
                (rule.to_owned(), format!("{rule} {name}"))
            }), |rule| View { rule, current: None, ..view.clone() }, on_view) }
            <label class="ss-tools__search">
                <span class="ss-unseen">{ "按单位名称或拼音首字母查找" }</span>{ icon(Icon::Search) }
                <input type="search" value={view.query.clone()} oninput={search} placeholder="单位、拼音首字母" autocomplete="off" />
            </label>
            <span class="ss-tools__group" role="group" aria-label="怎样归在一起">
                { for [(false, "按审核关系"), (true, "按单位")].map(|(by_unit, word)| html! {
                    <button type="button" class="ss-button ss-button--small" aria-pressed={(view.by_unit == by_unit).to_string()}
                        onclick={to(View { by_unit, ..view.clone() })}>{ word }</button>
                }) }
            </span>
            <span class="ss-tools__count" aria-live="polite">{ format!("显示 {} 条", props.count) }</span>
        </div>
    }
}

/// A choice of one of some things, or of all of them.
fn choice(
    label: &'static str,
    chosen: Option<&String>,
    items: impl Iterator<Item = (String, String)>,
    view: impl Fn(Option<String>) -> View,
    on_view: &Callback<View>,
) -> Html {
    let items: Vec<(String, String)> = items.collect();
    let views: Vec<View> =
        std::iter::once(view(None)).chain(items.iter().map(|(key, _)| view(Some(key.clone())))).collect();
    let onchange = {
        let on_view = on_view.clone();
        Callback::from(move |event: Event| {
            let at = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.selected_index());
            let at = at.and_then(|at| usize::try_from(at).ok());
            if let Some(next) = at.and_then(|at| views.get(at)) {
                on_view.emit(next.clone());
            }
        })
    };
    html! {
        <label class="ss-tools__choice">
            <span class="ss-unseen">{ label }</span>
            <select {onchange}>
                <option selected={chosen.is_none()}>{ format!("全部{label}") }</option>
                { for items.iter().map(|(key, word)| html! {
                    <option key={key.clone()} selected={chosen == Some(key)}>{ word }</option>
                }) }
            </select>
        </label>
    }
}
