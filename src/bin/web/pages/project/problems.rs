//! The problem list: one problem, one plan; what is past its day says by how much; what is settled says by what.

use std::collections::BTreeSet;

use sishang::board::{Problem, ProblemState, problems};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::effects::paper::use_paper;
use crate::parts::icon::{Icon, icon};
use crate::parts::own_table::{own, take_along};
use crate::parts::same::SessionRef;
use crate::parts::severity::{Kind, done, mark};
use crate::store::{Page, use_send};

#[derive(Properties, PartialEq)]
pub(super) struct ProblemsProps {
    pub session: SessionRef,
}

/// Which problems are shown.
#[derive(Clone, Debug, Default, PartialEq)]
struct View {
    state: Option<ProblemState>,
    unit: String,
    query: String,
}

#[component]
pub(super) fn Problems(props: &ProblemsProps) -> Html {
    let send = use_send();
    // So many columns are too narrow to read on upright paper.
    use_paper("297mm 210mm", "12mm 12mm");
    let view = use_state_eq(View::default);
    let all = use_memo(props.session.clone(), |session| problems(&session.scheme, &session.book));
    if all.is_empty() {
        return html! { <p class="ss-empty">{ "问题清单是空的。项目和企业的问题在填报页的问题清单里登记。" }</p> };
    }
    let count =
        |state: Option<ProblemState>| all.iter().filter(|one| state.is_none_or(|wanted| one.state == wanted)).count();
    let to = |state: Option<ProblemState>| {
        let view = view.clone();
        Callback::from(move |_: MouseEvent| view.set(View { state, ..(*view).clone() }))
    };
    let units: BTreeSet<&str> = all.iter().map(|one| one.unit.as_str()).filter(|unit| !unit.is_empty()).collect();
    let choose = {
        let view = view.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                view.set(View { unit: select.value(), ..(*view).clone() });
            }
        })
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
    let passes = |one: &&Problem| {
        view.state.is_none_or(|state| one.state == state)
            && (view.unit.is_empty() || one.unit == view.unit)
            && [&one.problem, &one.of_name, &one.person, &one.leader].iter().any(|text| text.contains(query))
    };
    let mut shown: Vec<&Problem> = all.iter().filter(passes).collect();
    shown.sort_by(|a, b| {
        (a.state, std::cmp::Reverse(a.overdue_days)).cmp(&(b.state, std::cmp::Reverse(b.overdue_days)))
    });
    let states = [None, Some(ProblemState::Overdue), Some(ProblemState::Open), Some(ProblemState::Closed)];
    html! {
        <>
            <p class="ss-lead">{ format!("共 {} 个：已销号 {}，没有销号 {}（其中已超期 {}）。", all.len(), count(Some(ProblemState::Closed)),
                all.len() - count(Some(ProblemState::Closed)), count(Some(ProblemState::Overdue))) }</p>
            <div class="ss-tools" role="group" aria-label="筛选问题">
                <span class="ss-tools__group" role="group" aria-label="状态">
                    for state in states {
                        <button type="button" class="ss-button ss-button--small" aria-pressed={(view.state == state).to_string()} onclick={to(state)}>
                            { format!("{} {}", state.map_or("全部", ProblemState::label), count(state)) }
                        </button>
                    }
                </span>
                <label class="ss-tools__choice">
                    <span class="ss-unseen">{ "责任单位" }</span>
                    <select onchange={choose}>
                        <option value="" selected={view.unit.is_empty()}>{ "全部责任单位" }</option>
                        for unit in units {
                            <option key={unit} value={unit.to_owned()} selected={view.unit == unit}>{ unit }</option>
                        }
                    </select>
                </label>
                <label class="ss-tools__search">
                    <span class="ss-unseen">{ "按问题、项目或人查找" }</span>{ icon(Icon::Search) }
                    <input type="search" value={view.query.clone()} oninput={search} placeholder="问题、项目、人" autocomplete="off" />
                </label>
                <span class="ss-tools__count" aria-live="polite">{ format!("显示 {} 个", shown.len()) }</span>
            </div>
            <div class="ss-scroll">
                <table class="ss-table ss-problems">
                    <thead><tr>
                        <th scope="col">{ "项目（企业）" }</th><th scope="col">{ "问题" }</th><th scope="col">{ "类别" }</th>
                        <th scope="col">{ "解决措施" }</th><th scope="col">{ "责任单位、人" }</th><th scope="col">{ "时限" }</th>
                        <th scope="col">{ "进展" }</th><th scope="col">{ "状态" }</th>
                    </tr></thead>
                    <tbody>{ for shown.into_iter().map(row) }</tbody>
                </table>
            </div>
            if let Some(report) = own(&props.session, "t7") { { take_along(&report, &send) } }
        </>
    }
}

fn row(one: &Problem) -> Html {
    let owner = match one.of.0.as_str() {
        "projects" => Page::Project(one.of.1.clone()),
        _ => Page::unit(&one.of.0, &one.of.1),
    };
    html! {
        <tr key={format!("{}-{}", one.form, one.key)}>
            <th scope="row"><a href={owner.hash()}>{ one.of_name.clone() }</a></th>
            <td><a href={Page::cell(&one.form, &one.key, "status").hash()}>{ one.problem.clone() }</a></td>
            <td>{ one.kind.clone() }</td>
            <td>{ one.measure.clone() }</td>
            <td>{ one.unit.clone() }<br />{ one.person.clone() }</td>
            <td class="ss-nowrap">{ one.due.clone() }</td>
            <td>
                { one.status.clone() }
                if one.state == ProblemState::Closed && !one.evidence.is_empty() {
                    <div class="ss-small ss-quiet">{ format!("佐证：{}", one.evidence) }</div>
                }
            </td>
            <td class="ss-nowrap">{ state(one) }</td>
        </tr>
    }
}

/// Where it stands; with the days where it is past its day, with the date where it is settled.
pub(super) fn state(one: &Problem) -> Html {
    match one.state {
        ProblemState::Overdue => mark(Kind::Hard, format!("超期 {} 天", one.overdue_days)),
        ProblemState::Open => mark(Kind::Hint, "办理中"),
        ProblemState::Closed => html! {
            <>{ done("已销号") }<br /><span class="ss-small ss-quiet">{ one.closed_on.clone() }</span></>
        },
    }
}
