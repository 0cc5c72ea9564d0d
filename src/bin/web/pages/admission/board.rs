//! The pipeline: a column for each stage, with those who are in it.

use sishang::board::{Candidate, Pipeline, Stage, pipeline};
use yew::prelude::*;

use super::checklist::checklist;
use crate::parts::same::SessionRef;
use crate::parts::severity::{Kind, done, mark};

#[derive(Properties, PartialEq)]
pub(super) struct BoardProps {
    pub session: SessionRef,
    /// Key of the roster: `units`, `projects`.
    pub roster: AttrValue,
}

#[component]
pub(super) fn Board(props: &BoardProps) -> Html {
    let pipeline = {
        let roster = props.roster.clone();
        use_memo((props.session.clone(), roster), |(session, roster)| pipeline(&session.scheme, &session.book, roster))
    };
    let Some(pipeline) = pipeline.as_ref() else {
        return html! { <p class="ss-empty">{ "现用的制度里没有入库进度表。" }</p> };
    };
    let nobody = pipeline.stages.iter().all(|stage| stage.candidates.is_empty());
    html! {
        <>
        if nobody {
            <p class="ss-empty">{ "现在没有正在培育、申报或今年新入库的。在名录里增加一行、入库状态选“培育”，就出现在下面。" }</p>
        }
        <div class="ss-board" role="list" aria-label={format!("{}的入库进度", pipeline.label)}>
            for stage in &pipeline.stages {
                <section key={stage.code.clone()} class="ss-board__stage" role="listitem" aria-label={stage.label.clone()}>
                    <h2 class="ss-board__head">
                        { stage.label.clone() }
                        <span class="ss-board__count">{ count(pipeline, stage) }</span>
                    </h2>
                    { for stage.candidates.iter().map(|one| card(props, pipeline, one)) }
                    if stage.count > stage.candidates.len() && !stage.candidates.is_empty() {
                        <p class="ss-small ss-quiet">{ format!("另有 {} 是以前年度的", unit(pipeline, stage.count - stage.candidates.len())) }</p>
                    }
                </section>
            }
        </div>
        </>
    }
}

fn count(pipeline: &Pipeline, stage: &Stage) -> String {
    unit(pipeline, stage.count)
}

/// A number of units or projects.
fn unit(pipeline: &Pipeline, count: usize) -> String {
    format!("{count} {}", if pipeline.roster == "units" { "户" } else { "个" })
}

fn card(props: &BoardProps, pipeline: &Pipeline, one: &Candidate) -> Html {
    let facts: Vec<&str> = [one.category.as_str(), one.way.as_str(), one.since.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    html! {
        <details key={one.key.clone()} class="ss-board__card">
            <summary>
                <span class="ss-board__name">{ one.name.clone() }</span>
                <span class="ss-board__facts">{ facts.join(" · ") }</span>
                <span class="ss-board__facts">
                    { lacking(one) }
                    if !one.reach.is_empty() { { format!(" 达标进度{}", one.reach) } }
                </span>
            </summary>
            { checklist(&props.session, &pipeline.roster, &pipeline.form, &one.key) }
        </details>
    }
}

/// What is missing, in a word or two.
fn lacking(one: &Candidate) -> Html {
    match one.lacking.as_ref().map(Vec::len) {
        None => html! { <span class="ss-quiet">{ "要件还没有登记" }</span> },
        Some(0) => done("要件齐全"),
        Some(count) => mark(Kind::Soft, format!("缺 {count} 件")),
    }
}
