//! 入统: who stands where on the way into the list, what is missing, and the lists to act on.

mod board;
mod checklist;

use std::rc::Rc;

use yew::prelude::*;

use crate::parts::own_table::OwnTable;
use crate::parts::same::Same;
use crate::store::{AdmissionPart, Page, use_shown};
use board::Board;

/// The page.
#[component]
pub(crate) fn AdmissionPage() -> Html {
    let shown = use_shown();
    let (Page::Admission(part), Some(work)) = (&shown.page, &shown.work) else { return Html::default() };
    let session = Same(Rc::clone(&work.session));
    html! {
        <div class="ss-page ss-page--wide">
            <div class="ss-page__head">
                <h1>{ "入统" }</h1>
                <span class="ss-quiet">{ "先进库、后有数。这里只看进度和缺件，要改到各单位的入库进度表里改。" }</span>
            </div>
            <div class="ss-bar2 ss-screen">
                <nav class="ss-tabs" aria-label="入统的各部分">
                    for each in AdmissionPart::ALL {
                        <a key={each.key()} class="ss-tab" href={Page::Admission(each).hash()}
                            aria-current={(each == *part).then_some("true")}>{ each.label() }</a>
                    }
                </nav>
            </div>
            { match part {
                AdmissionPart::Units => html! { <Board {session} roster="units" /> },
                AdmissionPart::Projects => html! { <Board {session} roster="projects" /> },
                AdmissionPart::Lists => html! {
                    <>
                        <p class="ss-lead">{ "只是核实和服务的清单，按专业、行业和代码排列，不排名次，不向企业下指标。" }</p>
                        <section class="ss-card">
                            <OwnTable session={session.clone()} table="t23" empty="达到标准未入统：没有这样的单位。" />
                        </section>
                        <section class="ss-card">
                            <OwnTable {session} table="t24" empty="接近退出标准：没有这样的单位。" />
                        </section>
                    </>
                },
            } }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::AdmissionPage;
    use crate::store::{AdmissionPart, Msg, Page};
    use crate::testing::{after, county_office, html_of};

    fn page(part: AdmissionPart) -> String {
        let state = after(county_office(1), [Msg::PageTurned(Page::Admission(part))]);
        html_of(state, || yew::html! { <AdmissionPage /> })
    }

    #[test]
    fn every_stage_has_its_count_and_those_in_it() {
        let state = county_office(1);
        let session = state.session().unwrap();
        let pipeline = sishang::board::pipeline(&session.scheme, &session.book, "units").unwrap();
        let html = page(AdmissionPart::Units);
        for stage in &pipeline.stages {
            assert!(html.contains(&stage.label) && html.contains(&format!("{} 户", stage.count)), "{}", stage.label);
            for one in &stage.candidates {
                assert!(html.contains(&one.name), "{}", one.name);
                assert!(html.contains(&format!("#/unit/units/{}/admission/", one.key)), "{}", one.name);
            }
        }
        assert!(pipeline.stages.iter().any(|stage| !stage.candidates.is_empty()));
    }

    #[test]
    fn the_lists_name_units_and_never_rank_them() {
        let html = page(AdmissionPart::Lists);
        assert!(html.contains("不排名次") && html.contains("存成Excel表"), "{html}");
        assert!(!html.contains("位次") && !html.contains("排名</th>"));
    }

    #[test]
    fn projects_have_their_own_board() {
        let html = page(AdmissionPart::Projects);
        assert!(html.contains("个") && html.contains("已入库"));
    }
}
