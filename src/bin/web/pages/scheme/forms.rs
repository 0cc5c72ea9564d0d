//! A form of the scheme: its particulars and its fields.

use sishang::scheme::{CompiledScheme, FieldDef, FieldId, FieldType, FormDef, FormId, Measure};
use yew::prelude::*;

use super::rules;
use crate::store::{Page, use_shown};

/// Most hits of a search that are shown of each kind.
const MOST_HITS: usize = 60;

#[derive(Properties, PartialEq, Eq)]
pub(super) struct FormProps {
    pub form: FormId,
    /// The field or rule to mark.
    pub item: Option<String>,
}

/// One form.
#[component]
pub(super) fn FormPage(props: &FormProps) -> Html {
    let shown = use_shown();
    let scheme = &shown.scheme;
    let form = &scheme[props.form];
    html! {
        <section class="ss-card ss-card--long" aria-labelledby="form-title">
            <h2 id="form-title">{ format!("{}（{}）", form.label, form.number) }</h2>
            <dl class="ss-facts">
                <dt>{ "填报对象" }</dt><dd>{ who(scheme, props.form) }</dd>
                { issued(scheme, props.form) }
                if !form.explain.is_empty() {
                    <dt>{ "填报说明" }</dt><dd>{ form.explain.clone() }</dd>
                }
            </dl>
            { fields(scheme, props.form, form.field_ids().collect(), props.item.as_deref()) }
        </section>
    }
}

/// Who has a record in the form, in words.
fn who(scheme: &CompiledScheme, id: FormId) -> String {
    let form = &scheme[id];
    let Some(roster) = form.over() else {
        let roster = form.roster().map(|it| format!("名录，每行一个{}", it.join_label));
        return roster.unwrap_or_else(|| "报送单位自己，每期一条记录".to_owned());
    };
    let roster = &scheme[roster];
    let who = match scheme.applies(id) {
        Some(applies) => format!("“{}”中符合这个条件的：{}", roster.label, applies.in_chinese()),
        None => format!("“{}”中的每一行", roster.label),
    };
    match scheme.keep(id) {
        _ if form.detail().is_none() => who,
        None => format!("{who}；每个可以有许多行，逐期保留"),
        Some(keep) => format!("{who}；每个可以有许多行，符合这个条件的转到下期：{}", keep.in_chinese()),
    }
}

fn issued(scheme: &CompiledScheme, id: FormId) -> Html {
    let issued = scheme.issued(id);
    html! {
        <>
            <dt>{ "制定机关" }</dt><dd>{ issued.authority.clone() }</dd>
            <dt>{ "批准文号或依据" }</dt><dd>{ issued.approval.clone() }</dd>
            if let Some(until) = issued.valid_until {
                <dt>{ "有效期至" }</dt><dd>{ until.chinese() }</dd>
            }
        </>
    }
}

fn fields(scheme: &CompiledScheme, form: FormId, ids: Vec<FieldId>, item: Option<&str>) -> Html {
    let def = &scheme[form];
    html! {
        <div class="ss-scroll">
            <table class="ss-table ss-table--fields">
                <thead>
                    <tr>
                        <th scope="col">{ "代码" }</th>
                        <th scope="col">{ "指标" }</th>
                        <th scope="col">{ "计量单位" }</th>
                        <th scope="col">{ "填什么" }</th>
                        <th scope="col">{ "解释" }</th>
                    </tr>
                </thead>
                <tbody>
                    for id in ids {
                        { field_row(scheme, form, id, item == Some(def[id].key.as_str())) }
                    }
                </tbody>
            </table>
        </div>
    }
}

fn field_row(scheme: &CompiledScheme, form: FormId, id: FieldId, marked: bool) -> Html {
    let field = &scheme[form][id];
    let indent = format!("padding-left: {}em", 0.6 + 1.2 * f32::from(field.indent));
    let when = scheme.field_when(form, id);
    let compute = field.columns().first().and_then(|&column| scheme.compute(form, id, column));
    html! {
        <tr key={field.key.clone()} id={format!("item-{}", field.key)} tabindex="-1"
            class={marked.then_some("ss-table__marked")}>
            <td class="ss-nowrap">{ field.code.clone() }</td>
            <th scope="row" style={indent}>
                { if field.indent > 0 { "其中：" } else { "" } }{ field.label.clone() }
            </th>
            <td class="ss-nowrap">{ field.unit.clone().unwrap_or_default() }</td>
            <td>{ facts(scheme, field).join("，") }</td>
            <td>
                { field.explain.clone() }
                if let Some(when) = when {
                    <p class="ss-small">{ "何时填：" }<code>{ when.in_chinese().to_owned() }</code></p>
                }
                if let Some(compute) = compute {
                    <p class="ss-small">{ "计算：" }<code>{ compute.in_chinese().to_owned() }</code></p>
                }
            </td>
        </tr>
    }
}

/// What is filled in, in a few words.
fn facts(scheme: &CompiledScheme, field: &FieldDef) -> Vec<String> {
    let kind = match field.kind {
        FieldType::Code(list) => {
            let list = &scheme[list];
            let items: Vec<String> =
                list.items.iter().take(8).map(|item| format!("{} {}", item.code, item.label)).collect();
            let more = if list.items.len() > 8 { "……" } else { "" };
            format!("选一项：{}{more}", items.join("、"))
        }
        other => other.label().to_owned(),
    };
    let columns: Vec<&str> = field.columns().iter().map(|column| column.label()).collect();
    [
        (true, kind),
        (field.measure != Measure::Plain, columns.join("、")),
        (field.required, "必填".to_owned()),
        (field.decimals > 0, format!("可有 {} 位小数", field.decimals)),
        (field.negative, "可为负数".to_owned()),
        (field.carry, "从上期带来".to_owned()),
        (field.is_computed(), "自动计算".to_owned()),
    ]
    .into_iter()
    .filter_map(|(holds, words)| holds.then_some(words))
    .collect()
}

#[derive(Properties, PartialEq, Eq)]
pub(super) struct SearchProps {
    /// What to look for, in lower case.
    pub wanted: String,
}

/// Everything in which the words stand: fields and rules of all forms.
#[component]
pub(super) fn Search(props: &SearchProps) -> Html {
    let shown = use_shown();
    let scheme = &shown.scheme;
    let wanted = props.wanted.as_str();
    let fields: Vec<(&FormDef, &FieldDef)> = scheme
        .forms
        .iter()
        .flat_map(|form| form.fields.iter().map(move |field| (form, field)))
        .filter(|(_, field)| {
            [&field.code, &field.label, &field.short, &field.explain].iter().any(|text| has(text, wanted))
        })
        .collect();
    let rules: Vec<_> = scheme.rule_ids().filter(|&id| rules::mentions(scheme, id, wanted)).take(MOST_HITS).collect();
    html! {
        <section class="ss-card ss-card--long" aria-labelledby="hits">
            <h2 id="hits" role="status">{ format!("查到 {} 个指标，{} 条审核关系", fields.len(), rules.len()) }</h2>
            <ul class="ss-list">
                for (form, field) in fields.iter().take(MOST_HITS) {
                    <li key={format!("{}-{}", form.key, field.key)}>
                        <span class="ss-list__main">
                            <a href={Page::scheme_item(&form.key, &field.key).hash()} onclick={clear_search()}>
                                { format!("{} {}", field.code, field.label) }
                            </a>
                            <span class="ss-list__more">{ format!(" {}", form.label) }</span><br />
                            <span class="ss-list__more">{ field.explain.clone() }</span>
                        </span>
                    </li>
                }
            </ul>
            if !rules.is_empty() {
                { rules::list(scheme, &rules, None, None) }
            }
        </section>
    }
}

/// A link of a hit leaves the search.
fn clear_search() -> Callback<MouseEvent> {
    Callback::from(|_| crate::effects::focus::clear("find"))
}

pub(super) fn has(text: &str, wanted: &str) -> bool {
    text.to_lowercase().contains(wanted)
}
