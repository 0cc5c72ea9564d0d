//! Who answers for what (四定, 包保): by leader, by person, by unit.

use sishang::board::{Duty, Problem, ProblemState, Role, duties, lines, problems};
use yew::prelude::*;

use crate::parts::own_table::{own, take_along};
use crate::parts::same::SessionRef;
use crate::parts::severity::{Kind, mark};
use crate::parts::tone::tone;
use crate::store::{Page, use_send};

#[derive(Properties, PartialEq)]
pub(super) struct PeopleProps {
    pub session: SessionRef,
}

#[component]
pub(super) fn People(props: &PeopleProps) -> Html {
    let send = use_send();
    let role = use_state_eq(|| Role::Leader);
    let all = use_memo(props.session.clone(), |session| {
        (lines(&session.scheme, &session.book), problems(&session.scheme, &session.book))
    });
    let duties = duties(*role, &all.0, &all.1);
    let table = match *role {
        // It names the persons, too.
        Role::Leader | Role::Person => own(&props.session, "t21"),
        Role::Unit => own(&props.session, "t22"),
    };
    html! {
        <>
            <div class="ss-tools" role="group" aria-label="按谁列">
                <span class="ss-tools__group">
                    for each in Role::ALL {
                        <button key={each.label()} type="button" class="ss-button ss-button--small" aria-pressed={(each == *role).to_string()}
                            onclick={let role = role.clone(); Callback::from(move |_: MouseEvent| role.set(each))}>{ format!("按{}", each.label()) }</button>
                    }
                </span>
                <span class="ss-tools__count" aria-live="polite">{ format!("{} 个{}", duties.len(), role.label()) }</span>
            </div>
            if duties.is_empty() {
                <p class="ss-empty">{ format!("还没有登记{}。", role.label()) }</p>
            } else {
                <div class="ss-scroll">
                    <table class="ss-table ss-duties">
                        <thead><tr>
                            <th scope="col">{ role.label() }</th><th scope="col">{ "项目" }</th><th scope="col">{ "没有销号的问题" }</th>
                        </tr></thead>
                        <tbody>{ for duties.iter().map(row) }</tbody>
                    </table>
                </div>
            }
            if let Some(report) = table { { take_along(&report, &send) } }
        </>
    }
}

fn row(duty: &Duty<'_>) -> Html {
    html! {
        <tr key={duty.name.clone()}>
            <th scope="row"><strong>{ duty.name.clone() }</strong></th>
            <td>
                <ul class="ss-bare">
                    for project in &duty.projects {
                        <li key={project.key.clone()}>
                            { tone(project.colour.as_ref()) }{ " " }<a href={Page::Project(project.key.clone()).hash()}>{ project.name.clone() }</a>
                            <span class="ss-small ss-quiet">{ format!(" {}", project.stage) }</span>
                        </li>
                    }
                </ul>
            </td>
            <td><ul class="ss-bare">{ for duty.problems.iter().map(|one| html! { <li key={one.key.clone()}>{ problem(one) }</li> }) }</ul></td>
        </tr>
    }
}

fn problem(one: &Problem) -> Html {
    html! {
        <>
            <a href={Page::cell(&one.form, &one.key, "status").hash()}>{ one.problem.clone() }</a>
            <span class="ss-small ss-quiet">{ format!(" {}，{}前 ", one.of_name, one.due) }</span>
            if one.state == ProblemState::Overdue { { mark(Kind::Hard, format!("超期 {} 天", one.overdue_days)) } }
        </>
    }
}
