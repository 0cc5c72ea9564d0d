//! The list of projects: colour with its reason, progress against time, who answers.

use std::collections::BTreeMap;

use sishang::board::{ProjectLine, lines};
use sishang::number::grouped;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::effects::paper::use_paper;
use crate::parts::icon::{Icon, icon};
use crate::parts::own_table::{own, take_along};
use crate::parts::same::SessionRef;
use crate::parts::severity::{Kind, mark};
use crate::parts::tone::tone;
use crate::store::{Page, use_send};

#[derive(Properties, PartialEq)]
pub(super) struct ListProps {
    pub session: SessionRef,
}

/// Which projects are shown.
#[derive(Clone, Debug, Default, PartialEq)]
struct View {
    /// Key of a colour; the empty one for those that are on no chart.
    colour: Option<String>,
    query: String,
}

#[component]
pub(super) fn List(props: &ListProps) -> Html {
    let send = use_send();
    // So many columns are too narrow to read on upright paper.
    use_paper("297mm 210mm", "12mm 12mm");
    let view = use_state_eq(View::default);
    let all = use_memo(props.session.clone(), |session| lines(&session.scheme, &session.book));
    let session = &props.session;
    if all.is_empty() {
        return html! { <p class="ss-empty">{ "名录里还没有项目。" }</p> };
    }
    // In the order of the scheme: red first.
    let mut colours: BTreeMap<usize, (String, Html, usize)> = BTreeMap::new();
    let order: Vec<&str> =
        session.scheme.colours.iter().flat_map(|one| &one.rules).map(|rule| rule.key.as_str()).collect();
    for line in all.iter() {
        let key = colour_key(line);
        let at = order.iter().position(|own| *own == key).unwrap_or(order.len());
        colours.entry(at).or_insert_with(|| (key.to_owned(), tone(line.colour.as_ref()), 0)).2 += 1;
    }
    let to = |colour: Option<String>| {
        let view = view.clone();
        Callback::from(move |_: MouseEvent| view.set(View { colour: colour.clone(), ..(*view).clone() }))
    };
    let search = {
        let view = view.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                view.set(View { query: input.value(), ..(*view).clone() });
            }
        })
    };
    let query = view.query.trim();
    let passes = |line: &&ProjectLine| {
        view.colour.as_deref().is_none_or(|colour| colour == colour_key(line))
            && [&line.name, &line.duty_unit, &line.duty_person, &line.leader].iter().any(|text| text.contains(query))
    };
    let shown: Vec<&ProjectLine> = all.iter().filter(passes).collect();
    html! {
        <>
            <div class="ss-tools" role="group" aria-label="筛选项目">
                <span class="ss-tools__group" role="group" aria-label="颜色">
                    <button type="button" class="ss-button ss-button--small" aria-pressed={view.colour.is_none().to_string()}
                        onclick={to(None)}>{ format!("全部 {}", all.len()) }</button>
                    for (key, sign, count) in colours.into_values() {
                        <button key={key.clone()} type="button" class="ss-button ss-button--small"
                            aria-pressed={(view.colour.as_deref() == Some(key.as_str())).to_string()} onclick={to(Some(key.clone()))}>
                            if key.is_empty() { { "未上图" } } else { { sign } }
                            { format!(" {count}") }
                        </button>
                    }
                </span>
                <label class="ss-tools__search">
                    <span class="ss-unseen">{ "按项目、责任单位或人查找" }</span>{ icon(Icon::Search) }
                    <input type="search" value={view.query.clone()} oninput={search} placeholder="项目、责任单位、人" autocomplete="off" />
                </label>
                <span class="ss-tools__count" aria-live="polite">{ format!("显示 {} 个", shown.len()) }</span>
            </div>
            <div class="ss-scroll">
                <table class="ss-table ss-projects">
                    <thead>
                        <tr>
                            <th scope="col">{ "项目" }</th><th scope="col">{ "颜色和原因" }</th><th scope="col">{ "阶段" }</th>
                            <th scope="col" class="ss-number">{ "总投资" }<br /><small>{ "万元" }</small></th>
                            <th scope="col" class="ss-number">{ "年度计划" }<br /><small>{ "万元" }</small></th>
                            <th scope="col" class="ss-number">{ "1—本月完成" }<br /><small>{ "万元" }</small></th>
                            <th scope="col" class="ss-number">{ "完成率" }<br /><small>{ "%" }</small></th>
                            <th scope="col" class="ss-number">{ "超（欠）序时" }<br /><small>{ "百分点" }</small></th>
                            <th scope="col">{ "责任单位、责任人" }</th><th scope="col">{ "包保领导" }</th><th scope="col">{ "问题" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for shown.into_iter().map(row) }</tbody>
                </table>
            </div>
            if let Some(report) = own(session, "t4") { { take_along(&report, &send) } }
        </>
    }
}

fn colour_key(line: &ProjectLine) -> &str {
    line.colour.as_ref().map_or("", |colour| colour.key.as_str())
}

fn row(line: &ProjectLine) -> Html {
    html! {
        <tr key={line.key.clone()}>
            <th scope="row"><a href={Page::Project(line.key.clone()).hash()}>{ line.name.clone() }</a>
                if !line.level.is_empty() { <span class="ss-small ss-quiet">{ format!(" {}", line.level) }</span> }
            </th>
            <td>
                if let Some(colour) = &line.colour {
                    { tone(Some(colour)) }<span class="ss-projects__reason">{ colour.reason.clone() }</span>
                } else {
                    <span class="ss-quiet">{ "未上图" }</span>
                }
            </td>
            <td>{ line.stage.clone() }</td>
            <td class="ss-number">{ line.planned.clone() }</td>
            <td class="ss-number">{ line.year_plan.clone() }</td>
            <td class="ss-number">{ line.done.clone() }</td>
            <td class="ss-number">{ line.rate.clone() }</td>
            <td class="ss-number">{ ahead(line) }</td>
            <td>{ line.duty_unit.clone() }<br />{ line.duty_person.clone() }</td>
            <td>{ line.leader.clone() }</td>
            <td>{ troubles(line) }</td>
        </tr>
    }
}

/// Percentage points ahead of time, with the sign: `+3.2`, `−10.5`.
pub(super) fn ahead(line: &ProjectLine) -> String {
    match line.ahead {
        Some(points) if points.is_sign_negative() => format!("−{}", grouped(points.abs().round_dp(1))),
        Some(points) => format!("+{}", grouped(points.round_dp(1))),
        None => String::new(),
    }
}

/// Open problems, and those past their day.
pub(super) fn troubles(line: &ProjectLine) -> Html {
    match (line.open, line.overdue) {
        (0, _) => html! { <span class="ss-quiet">{ "无" }</span> },
        (open, 0) => html! { { format!("办理中 {open}") } },
        (open, overdue) => {
            html! { <>{ format!("办理中 {} ", open - overdue) }{ mark(Kind::Hard, format!("超期 {overdue}")) }</> }
        }
    }
}
