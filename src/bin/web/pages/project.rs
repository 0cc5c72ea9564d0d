//! 项目: the list with colours, who answers for what, problems, and the chart for the wall.

mod chart;
mod list;
mod paper;
mod people;
mod problems;
mod wall;

use std::rc::Rc;

use yew::prelude::*;

use crate::parts::same::Same;
use crate::store::{Page, ProjectPart, use_shown};

/// All projects.
#[component]
pub(crate) fn ProjectsPage() -> Html {
    let shown = use_shown();
    let (Page::Projects(part), Some(work)) = (&shown.page, &shown.work) else { return Html::default() };
    let session = Same(Rc::clone(&work.session));
    html! {
        <div class="ss-page ss-page--wide">
            <div class="ss-page__head ss-screen"><h1>{ "项目" }</h1></div>
            <div class="ss-bar2 ss-screen">
                <nav class="ss-tabs" aria-label="项目的各部分">
                    for each in ProjectPart::ALL {
                        <a key={each.key()} class="ss-tab" href={Page::Projects(each).hash()}
                            aria-current={(each == *part).then_some("true")}>{ each.label() }</a>
                    }
                </nav>
            </div>
            { match part {
                ProjectPart::List => html! { <list::List {session} /> },
                ProjectPart::People => html! { <people::People {session} /> },
                ProjectPart::Problems => html! { <problems::Problems {session} /> },
                ProjectPart::Wall => html! { <wall::Wall {session} /> },
            } }
        </div>
    }
}

/// One project.
#[component]
pub(crate) fn ProjectPage() -> Html {
    let shown = use_shown();
    let (Page::Project(key), Some(work)) = (&shown.page, &shown.work) else { return Html::default() };
    let session = Same(Rc::clone(&work.session));
    html! { <chart::ProjectChart key={key.clone()} {session} project={key.clone()} /> }
}

#[cfg(test)]
mod tests {
    use super::{ProjectPage, ProjectsPage};
    use crate::store::{Msg, Page, ProjectPart};
    use crate::testing::{after, county_office, html_of};
    use sishang::board::{ProblemState, lines, problems};

    /// The development zone, which has most projects.
    const ZONE: usize = 11;

    fn part(part: ProjectPart) -> String {
        let state = after(county_office(ZONE), [Msg::PageTurned(Page::Projects(part))]);
        html_of(state, || yew::html! { <ProjectsPage /> })
    }

    #[test]
    fn every_project_is_listed_with_its_colour_in_a_word_and_the_reason() {
        let state = county_office(ZONE);
        let session = state.session().unwrap();
        let html = part(ProjectPart::List);
        let all = lines(&session.scheme, &session.book);
        assert!(all.iter().any(|line| line.charted));
        for line in all {
            assert!(html.contains(&line.name) && html.contains(&format!("#/project/{}", line.key)), "{}", line.name);
            if let Some(colour) = line.colour {
                assert!(html.contains(&colour.reason), "{}", colour.reason);
                assert!(html.contains(&format!("ss-tone--{}", colour.tone)), "{}", colour.tone);
            }
        }
    }

    #[test]
    fn the_chart_of_a_project_has_its_months_and_who_owes_what() {
        let state = county_office(ZONE);
        let session = state.session().unwrap();
        let line = lines(&session.scheme, &session.book).into_iter().find(|line| line.charted).unwrap();
        let sheet = sishang::board::sheet(&session.scheme, &session.book, &line.key).unwrap();
        let state = after(county_office(ZONE), [Msg::PageTurned(Page::Project(line.key.clone()))]);
        let html = html_of(state, || yew::html! { <ProjectPage /> });
        for month in 1..=12 {
            assert!(html.contains(&format!(">{month}月</th>")), "{month}");
        }
        assert!(html.contains("<svg") && html.contains("role=\"img\""));
        for approval in &sheet.approvals {
            assert!(html.contains(&approval.item) && html.contains(&approval.dept), "{approval:?}");
        }
        for word in ["进度图", "保障图", "A3", "A4", "黑白"] {
            assert!(html.contains(word), "{word}");
        }
    }

    #[test]
    fn problems_are_counted_and_those_past_their_day_say_by_how_much() {
        let state = county_office(ZONE);
        let session = state.session().unwrap();
        let all = problems(&session.scheme, &session.book);
        let html = part(ProjectPart::Problems);
        for state in ProblemState::ALL {
            let count = all.iter().filter(|one| one.state == state).count();
            assert!(html.contains(&format!("{} {count}", state.label())), "{}", state.label());
        }
        for one in &all {
            assert!(html.contains(&one.problem));
            if one.state == ProblemState::Overdue {
                assert!(html.contains(&format!("超期 {} 天", one.overdue_days)), "{}", one.problem);
            }
        }
    }

    #[test]
    fn everybody_who_answers_for_something_is_named() {
        let state = county_office(ZONE);
        let session = state.session().unwrap();
        let html = part(ProjectPart::People);
        for line in lines(&session.scheme, &session.book) {
            assert!(html.contains(&line.leader), "{}", line.leader);
        }
        assert!(html.contains("责任单位") && html.contains("包保领导"));
    }

    #[test]
    fn the_wall_chart_of_all_has_every_key_project() {
        let state = county_office(ZONE);
        let session = state.session().unwrap();
        let html = part(ProjectPart::Wall);
        for line in lines(&session.scheme, &session.book).iter().filter(|line| line.charted) {
            assert!(html.contains(&line.name), "{}", line.name);
        }
        assert!(html.contains(crate::parts::shell::LAW), "the line of law goes onto the paper");
    }
}
