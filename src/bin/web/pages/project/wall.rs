//! The wall: all key projects on one chart, or a sheet for each of them.

use sishang::board::{ProjectLine, lines, sheet};
use sishang::report::chart::{Tile, tiles};
use yew::prelude::*;

use super::chart::{foot, head, page};
use super::list::{ahead, troubles};
use super::paper::{Paper, controls};
use crate::effects::paper::use_paper;
use crate::parts::same::SessionRef;
use crate::parts::tone::tone;
use crate::store::Page;

#[derive(Properties, PartialEq)]
pub(super) struct WallProps {
    pub session: SessionRef,
}

#[component]
pub(super) fn Wall(props: &WallProps) -> Html {
    let paper = use_state_eq(Paper::default);
    let (size, margin) = paper.size();
    use_paper(size, margin);
    let single = use_state_eq(|| false);
    let all = use_memo(props.session.clone(), |session| lines(&session.scheme, &session.book));
    let session = &props.session;
    let charted: Vec<&ProjectLine> = all.iter().filter(|line| line.charted).collect();
    if charted.is_empty() {
        return html! {
            <p class="ss-empty">{ "还没有项目上图。在项目名录里选“重点项目级别”，再到作战进度图里排月计划。" }</p>
        };
    }
    let choice = |word: String, wanted: bool| {
        let onclick = {
            let single = single.clone();
            Callback::from(move |_: MouseEvent| single.set(wanted))
        };
        html! { <button type="button" class="ss-button ss-button--small" aria-pressed={(*single == wanted).to_string()} {onclick}>{ word }</button> }
    };
    html! {
        <>
            <div class="ss-screen">
                <div class="ss-tools" role="group" aria-label="挂图内容">
                    <span class="ss-tools__group">
                        { choice("总图".to_owned(), false) }
                        { choice(format!("每个项目一张，共 {} 张", charted.len()), true) }
                    </span>
                </div>
                { controls(&paper) }
            </div>
            <div class={paper.class()}>
                if *single {
                    { for charted.iter().filter_map(|line| sheet(&session.scheme, &session.book, &line.key)).map(|sheet| page(session, &sheet)) }
                } else {
                    { overall(session, &charted) }
                }
            </div>
        </>
    }
}

fn overall(session: &SessionRef, charted: &[&ProjectLine]) -> Html {
    let all: Vec<Tile> = charted
        .iter()
        .map(|line| {
            let colour = line.colour.clone();
            Tile {
                name: line.name.clone(),
                tone: colour.as_ref().map(|colour| colour.tone.clone()).unwrap_or_default(),
                word: colour.map(|colour| colour.label).unwrap_or_default(),
                detail: match line.rate.as_str() {
                    "" => line.stage.clone(),
                    rate => format!("{rate}%，序时 {}", ahead(line)),
                },
            }
        })
        .collect();
    let chart = tiles("wall", "重点项目颜色", &all);
    html! {
        <article class="ss-sheet" aria-label="重点项目总图">
            { head(session, "重点项目作战总图", &session.book.about.office.name) }
            <div class="ss-sheet__tiles">{ Html::from_html_unchecked(chart.svg.into()) }</div>
            <table class="ss-table ss-sheet__all">
                <thead><tr>
                    <th scope="col" class="ss-number">{ "序" }</th><th scope="col">{ "项目" }</th><th scope="col">{ "颜色" }</th><th scope="col">{ "原因" }</th><th scope="col">{ "阶段" }</th>
                    <th scope="col" class="ss-number">{ "总投资（万元）" }</th><th scope="col" class="ss-number">{ "年度计划" }</th>
                    <th scope="col" class="ss-number">{ "1—本月计划" }</th><th scope="col" class="ss-number">{ "1—本月完成" }</th>
                    <th scope="col" class="ss-number">{ "完成率（%）" }</th><th scope="col" class="ss-number">{ "超（欠）序时" }</th>
                    <th scope="col">{ "责任单位、责任人" }</th><th scope="col">{ "包保领导" }</th><th scope="col">{ "问题" }</th>
                </tr></thead>
                <tbody>{ for charted.iter().zip(1..).map(|(line, at)| row(line, at)) }</tbody>
            </table>
            { foot() }
        </article>
    }
}

fn row(line: &ProjectLine, at: usize) -> Html {
    html! {
        <tr key={line.key.clone()}>
            <td class="ss-number">{ at }</td>
            <th scope="row"><a href={Page::Project(line.key.clone()).hash()}>{ line.name.clone() }</a></th>
            <td>{ tone(line.colour.as_ref()) }</td>
            <td>{ line.colour.as_ref().map(|colour| colour.reason.clone()).unwrap_or_default() }</td>
            <td class="ss-nowrap">{ line.stage.clone() }</td>
            <td class="ss-number">{ line.planned.clone() }</td>
            <td class="ss-number">{ line.year_plan.clone() }</td>
            <td class="ss-number">{ line.plan_done.clone() }</td>
            <td class="ss-number">{ line.done.clone() }</td>
            <td class="ss-number">{ line.rate.clone() }</td>
            <td class="ss-number">{ ahead(line) }</td>
            <td>{ format!("{} {}", line.duty_unit, line.duty_person) }</td>
            <td class="ss-nowrap">{ line.leader.clone() }</td>
            <td class="ss-nowrap">{ troubles(line) }</td>
        </tr>
    }
}
