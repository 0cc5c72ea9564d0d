//! Edit rules in words.

use sishang::scheme::{CompiledScheme, FormId, RuleId};
use yew::prelude::*;

use super::forms::has;
use crate::parts::severity::severity;
use crate::store::use_shown;

#[derive(Properties, PartialEq, Eq)]
pub(super) struct RulesProps {
    pub form: FormId,
    /// The rule to mark.
    pub item: Option<String>,
}

/// The rules of a form.
#[component]
pub(super) fn RulesOf(props: &RulesProps) -> Html {
    let shown = use_shown();
    let scheme = &shown.scheme;
    let ids: Vec<RuleId> = scheme.rule_ids().filter(|&id| scheme[id].forms.contains(&props.form)).collect();
    if ids.is_empty() {
        return Html::default();
    }
    html! {
        <section class="ss-card ss-card--long" aria-labelledby="rules">
            <h2 id="rules">{ format!("审核关系 · {} 条", ids.len()) }</h2>
            { list(scheme, &ids, Some(props.form), props.item.as_deref()) }
        </section>
    }
}

/// Whether a rule speaks of something.
pub(super) fn mentions(scheme: &CompiledScheme, id: RuleId, wanted: &str) -> bool {
    let rule = &scheme[id];
    [&rule.id, &rule.name, &rule.message, &rule.why].iter().any(|text| has(text, wanted))
}

/// Rules as a table; what they say of other forms than this one is left out.
pub(super) fn list(scheme: &CompiledScheme, ids: &[RuleId], form: Option<FormId>, item: Option<&str>) -> Html {
    html! {
        <div class="ss-scroll">
            <table class="ss-table ss-table--rules">
                <thead>
                    <tr>
                        <th scope="col">{ "编号" }</th>
                        <th scope="col">{ "程度" }</th>
                        <th scope="col">{ "要求" }</th>
                        <th scope="col">{ "公式" }</th>
                        <th scope="col">{ "理由和出处" }</th>
                    </tr>
                </thead>
                <tbody>
                    for &id in ids {
                        { row(scheme, id, form, item == Some(scheme[id].id.as_str())) }
                    }
                </tbody>
            </table>
        </div>
    }
}

fn row(scheme: &CompiledScheme, id: RuleId, form: Option<FormId>, marked: bool) -> Html {
    let rule = &scheme[id];
    // A repeated rule is shown for its first field; the formula says 本指标 for it.
    let here = |of: FormId| form.is_none_or(|form| form == of);
    let compiled = scheme.compiled_rules().iter().find(|compiled| compiled.rule == id && here(compiled.form));
    let fields = repeated(scheme, id, here);
    html! {
        <tr key={rule.id.clone()} id={format!("item-{}", rule.id)} tabindex="-1" class={marked.then_some("ss-table__marked")}>
            <td class="ss-nowrap">{ rule.id.clone() }</td>
            <td>{ severity(rule.severity) }</td>
            <th scope="row">
                { rule.name.clone() }
                if !fields.is_empty() {
                    <p class="ss-small ss-quiet">{ format!("逐个指标：{}", fields.join("、")) }</p>
                }
                if rule.overridable {
                    <p class="ss-small ss-quiet">{ "确属特殊情况的，写明理由可以通过" }</p>
                }
            </th>
            <td>
                if let Some(compiled) = compiled {
                    if let Some(when) = &compiled.when {
                        <p class="ss-small">{ "条件：" }<code>{ when.in_chinese().to_owned() }</code></p>
                    }
                    <p class="ss-small">{ "应当：" }<code>{ compiled.check.in_chinese().to_owned() }</code></p>
                }
            </td>
            <td>{ rule.why.clone() }<p class="ss-small ss-quiet">{ rule.source.clone() }</p></td>
        </tr>
    }
}

/// The fields that a repeated rule is about, by their short names.
fn repeated(scheme: &CompiledScheme, id: RuleId, here: impl Fn(FormId) -> bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    if scheme[id].each.is_none() {
        return names;
    }
    for compiled in scheme.compiled_rules().iter().filter(|compiled| compiled.rule == id && here(compiled.form)) {
        let Some(it) = compiled.it else { continue };
        let name = &scheme[compiled.form][it].short;
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}
