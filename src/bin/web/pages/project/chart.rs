//! The chart of one project: 进度图 and 保障图, on the screen and on one sheet of paper.

use sishang::board::{Approval, Fact, Guarantee, Month, Problem, Sheet, sheet};
use sishang::number::{Decimal, grouped};
use sishang::report::chart::{MonthPair, narrow_plan_and_actual};
use sishang::workbook::Session;
use yew::prelude::*;

use super::list::ahead;
use super::paper::{Paper, controls};
use super::problems::state;
use crate::effects::paper::use_paper;
use crate::parts::same::SessionRef;
use crate::parts::severity::{Kind, done, mark};
use crate::parts::shell::LAW;
use crate::parts::tone::tone;
use crate::store::{Page, ProjectPart};

#[derive(Properties, PartialEq)]
pub(super) struct ChartProps {
    pub session: SessionRef,
    /// Key of the project.
    pub project: AttrValue,
}

#[component]
pub(super) fn ProjectChart(props: &ChartProps) -> Html {
    let paper = use_state_eq(Paper::default);
    let (size, margin) = paper.size();
    use_paper(size, margin);
    let sheet = {
        let project = props.project.clone();
        use_memo((props.session.clone(), project), |(session, project)| sheet(&session.scheme, &session.book, project))
    };
    let Some(sheet) = sheet.as_ref() else {
        return html! { <p class="ss-empty">{ "名录里没有这个项目了，可能已经删除。" }</p> };
    };
    let fill = Page::unit("projects", &sheet.line.key);
    html! {
        <div class="ss-page ss-page--wide">
            <div class="ss-screen ss-tools">
                <a class="ss-button ss-button--small" href={Page::Projects(ProjectPart::List).hash()}>{ "回到项目清单" }</a>
                <a class="ss-button ss-button--small" href={fill.hash()}>{ "填这个项目的各张表" }</a>
            </div>
            <div class="ss-screen">{ controls(&paper) }</div>
            <div class={paper.class()}>{ page(&props.session, sheet) }</div>
        </div>
    }
}

/// The sheet.
pub(super) fn page(session: &Session, sheet: &Sheet) -> Html {
    let line = &sheet.line;
    html! {
        <article key={line.key.clone()} class="ss-sheet" aria-label={line.name.clone()}>
            { head(session, "作战进度图和保障图", &line.name) }
            <p class="ss-sheet__colour">
                if line.charted {
                    { tone(line.colour.as_ref()) }
                    { line.colour.as_ref().map(|colour| colour.reason.clone()).unwrap_or_default() }
                    if line.ahead.is_some() { <span>{ format!("　完成年度计划 {}%，比序时进度 {} 个百分点", line.rate, ahead(line)) }</span> }
                } else {
                    { "不是重点项目，没有月计划；名录里选了重点项目级别的才上进度图。" }
                }
            </p>
            <div class="ss-sheet__body">
                <div class="ss-sheet__side">
                    { facts("基本情况", &sheet.basics) }
                    { facts("责任（四定）", &sheet.people) }
                    { facts("阶段和计划", &sheet.stages) }
                </div>
                <div class="ss-sheet__main">
                    if !sheet.months.is_empty() { { progress(sheet) } }
                    { support(sheet) }
                </div>
            </div>
            { foot() }
        </article>
    }
}

/// Title line of a sheet: what it is, whose, for when.
pub(super) fn head(session: &Session, kind: &str, name: &str) -> Html {
    let about = &session.book.about;
    html! {
        <header class="ss-sheet__head">
            <h2>{ name.to_owned() }</h2>
            <span>{ kind.to_owned() }</span>
            <span class="ss-sheet__about">
                { format!("{}　{}", about.office.name, about.period.chinese()) }
                if about.demonstration { <span class="ss-tag ss-tag--demonstration">{ "演示数据" }</span> }
            </span>
        </header>
    }
}

/// What no sheet may be taken for.
pub(super) fn foot() -> Html {
    html! { <footer class="ss-sheet__foot">{ LAW }</footer> }
}

fn facts(title: &'static str, facts: &[Fact]) -> Html {
    if facts.is_empty() {
        return Html::default();
    }
    // Days and names stand two in a line.
    let short = facts.iter().all(|fact| fact.text.chars().count() < 12);
    html! {
        <section>
            <h3>{ title }</h3>
            <dl class={classes!("ss-sheet__facts", short.then_some("ss-sheet__facts--short"))}>
                for fact in facts { <div key={fact.label.clone()}><dt>{ fact.label.clone() }</dt><dd>{ fact.text.clone() }</dd></div> }
            </dl>
        </section>
    }
}

fn progress(sheet: &Sheet) -> Html {
    let pairs: Vec<MonthPair> = sheet
        .months
        .iter()
        .map(|month| MonthPair { label: month.label.clone(), plan: month.plan, actual: month.actual })
        .collect();
    let chart = narrow_plan_and_actual(&sheet.line.key, "月计划和完成", &sheet.unit, &pairs);
    let total = |of: fn(&Month) -> Option<Decimal>| {
        let sum: Decimal = sheet.months.iter().filter_map(of).sum();
        grouped(sum)
    };
    html! {
        <section class="ss-sheet__progress">
            <h3>{ "进度图" }</h3>
            <div class="ss-sheet__chart">
                { Html::from_html_unchecked(chart.svg.into()) }
                { facts("进度", &sheet.progress) }
            </div>
            <table class="ss-table ss-sheet__months">
                <thead><tr>
                    <th scope="col">{ "月" }</th><th scope="col" class="ss-number">{ "计划" }<br /><small>{ sheet.unit.clone() }</small></th>
                    <th scope="col" class="ss-number">{ "完成" }<br /><small>{ sheet.unit.clone() }</small></th><th scope="col" class="ss-number">{ "差" }</th>
                    <th scope="col">{ "计划节点" }</th><th scope="col">{ "实际形象进度" }</th>
                </tr></thead>
                <tbody>
                    for (month, at) in sheet.months.iter().zip(1_u8..) {
                        <tr key={at} class={(at == sheet.month).then_some("ss-sheet__now")}>
                            <th scope="row">{ month.label.clone() }</th>
                            <td class="ss-number">{ number(month.plan) }</td>
                            <td class="ss-number">{ number(month.actual) }</td>
                            <td class="ss-number">{ gap(month) }</td>
                            <td>{ month.plan_node.clone() }</td>
                            <td>{ month.node.clone() }</td>
                        </tr>
                    }
                    <tr class="ss-sheet__sum"><th scope="row">{ "合计" }</th>
                        <td class="ss-number">{ total(|month| month.plan) }</td><td class="ss-number">{ total(|month| month.actual) }</td>
                        <td></td><td></td><td></td></tr>
                </tbody>
            </table>
        </section>
    }
}

fn number(value: Option<Decimal>) -> String {
    value.map(grouped).unwrap_or_default()
}

/// What a month is ahead or short; a word beside what is short.
fn gap(month: &Month) -> Html {
    match (month.plan, month.actual) {
        (Some(plan), Some(actual)) if actual < plan => {
            html! { <strong>{ format!("欠 {}", grouped(plan - actual)) }</strong> }
        }
        (Some(plan), Some(actual)) if actual > plan => html! { { format!("超 {}", grouped(actual - plan)) } },
        (Some(_), Some(_)) => html! { { "平" } },
        _ => Html::default(),
    }
}

fn support(sheet: &Sheet) -> Html {
    let done_of = |done: usize, all: usize| format!("{all} 项，已办 {done}，未办 {}", all - done);
    let approved = sheet.approvals.iter().filter(|one| one.is_done).count();
    let settled = sheet.guarantees.iter().filter(|one| one.is_done).count();
    html! {
        <section>
            <h3>{ "保障图" }</h3>
            <div class="ss-sheet__support">
                <table class="ss-table">
                    <caption>{ format!("审批事项：{}", done_of(approved, sheet.approvals.len())) }</caption>
                    <thead><tr><th scope="col">{ "事项" }</th><th scope="col">{ "承办" }</th><th scope="col">{ "承诺办结" }</th><th scope="col">{ "办理情况" }</th></tr></thead>
                    <tbody>{ for sheet.approvals.iter().map(approval) }</tbody>
                </table>
                <table class="ss-table">
                    <caption>{ format!("要素保障：{}", done_of(settled, sheet.guarantees.len())) }</caption>
                    <thead><tr><th scope="col">{ "需求" }</th><th scope="col">{ "责任" }</th><th scope="col">{ "时限" }</th><th scope="col">{ "落实情况" }</th></tr></thead>
                    <tbody>{ for sheet.guarantees.iter().map(guarantee) }</tbody>
                </table>
            </div>
            if !sheet.problems.is_empty() {
                <table class="ss-table">
                    <caption>{ "问题清单" }</caption>
                    <thead><tr><th scope="col">{ "问题" }</th><th scope="col">{ "措施" }</th><th scope="col">{ "责任单位、人" }</th><th scope="col">{ "时限" }</th><th scope="col">{ "状态" }</th></tr></thead>
                    <tbody>{ for sheet.problems.iter().map(problem) }</tbody>
                </table>
            }
        </section>
    }
}

fn approval(one: &Approval) -> Html {
    html! {
        <tr>
            <td>{ one.item.clone() }</td>
            <td>{ format!("{} {}", one.dept, one.person) }</td>
            <td class="ss-nowrap">{ one.promised.clone() }</td>
            <td>{ due(one.is_done, one.overdue_days, &one.state) }<span class="ss-small">{ format!(" {} {}", one.number, one.approved_on) }</span></td>
        </tr>
    }
}

fn guarantee(one: &Guarantee) -> Html {
    let word = if one.is_done { "已落实" } else { "未落实" };
    html! {
        <tr>
            <td>{ format!("{}：{}", one.kind, one.need) }</td>
            <td>{ format!("{} {}", one.unit, one.person) }</td>
            <td class="ss-nowrap">{ one.due.clone() }</td>
            <td>{ due(one.is_done, one.overdue_days, word) }<span class="ss-small">{ format!(" {} {}", one.share, one.result) }</span></td>
        </tr>
    }
}

fn problem(one: &Problem) -> Html {
    html! {
        <tr>
            <td>{ one.problem.clone() }</td>
            <td>{ one.measure.clone() }</td>
            <td>{ format!("{} {}", one.unit, one.person) }</td>
            <td class="ss-nowrap">{ one.due.clone() }</td>
            <td>{ state(one) }</td>
        </tr>
    }
}

/// Done, past its day, or still in time.
fn due(is_done: bool, days: i64, word: &str) -> Html {
    match (is_done, days) {
        (true, _) => done(word.to_owned()),
        (false, 1..) => mark(Kind::Hard, format!("{word}，超期 {days} 天")),
        _ => mark(Kind::Hint, word.to_owned()),
    }
}
