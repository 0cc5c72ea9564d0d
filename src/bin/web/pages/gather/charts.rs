//! 图: what people would rather look at, each with its figures beside it.

use std::sync::Arc;

use sishang::measure::Measure;
use sishang::message;
use sishang::number::Decimal;
use sishang::report::chart::{Chart, MonthPair, Tile, plan_and_actual, ranked_bars, shares, tiles};
use sishang::report::{self, Options};
use sishang::scheme::{CompiledScheme, TableColumnKind, TableRows};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::effects::files;
use crate::effects::paper::use_paper;
use crate::store::{Gather, Tone, use_send, use_shown};

/// Which drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bars,
    Shares,
    Months,
    Colours,
}

impl Kind {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Bars, "各单位高低"),
        (Self::Shares, "各类占比"),
        (Self::Months, "计划和完成"),
        (Self::Colours, "项目颜色"),
    ];

    /// Whether it is drawn from a table, so that what few units stand behind can be withheld from it.
    const fn is_of_table(self) -> bool {
        matches!(self, Self::Bars | Self::Shares)
    }
}

/// The part.
#[component]
pub(super) fn Charts() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let kind = use_state(|| Kind::Bars);
    let public = use_state(|| false);
    let picked = use_state(|| None::<(String, String)>);
    let Some(gather) = &shown.gather else { return Html::default() };
    let scheme = &shown.scheme;
    if gather.rollup.parts.is_empty() {
        return html! { <p class="ss-quiet">{ "还没有计入汇总的文件。" }</p> };
    }
    let columns = columns(scheme, *kind, *public);
    let table = |key: &str| gather.table(scheme, key, Options { public: *public, order: None }).ok();
    let chosen =
        picked.as_ref().filter(|pair| columns.iter().any(|(table, column, _)| (table, column) == (&pair.0, &pair.1)));
    let chosen = chosen.cloned().or_else(|| columns.first().map(|(table, column, _)| (table.clone(), column.clone())));
    let chart = match (*kind, &chosen) {
        (Kind::Bars, Some((key, column))) => table(key).and_then(|report| ranked_bars(&report, column)),
        (Kind::Shares, Some((key, column))) => table(key).and_then(|report| shares(&report, column)),
        (Kind::Months, _) => months(scheme, gather),
        (Kind::Colours, _) => colours(scheme, gather),
        _ => None,
    };
    let choose = |wanted: Kind| {
        let kind = kind.clone();
        Callback::from(move |_: MouseEvent| kind.set(wanted))
    };
    let toggle_public = {
        let (public, kind) = (public.clone(), kind.clone());
        Callback::from(move |_: Event| {
            public.set(!*public);
            if !kind.is_of_table() {
                kind.set(Kind::Bars);
            }
        })
    };
    let on_column = {
        let (picked, columns) = (picked.clone(), columns.clone());
        Callback::from(move |event: Event| {
            let at = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.selected_index());
            let pair = at.and_then(|at| usize::try_from(at).ok()).and_then(|at| columns.get(at));
            picked.set(pair.map(|(table, column, _)| (table.clone(), column.clone())));
        })
    };
    let save = chart.as_ref().map(|chart| {
        let (name, svg, send) = (file_name(&chart.title, *public), chart.svg.clone(), send.clone());
        Callback::from(move |_: MouseEvent| match files::save(&name, "image/svg+xml", &svg) {
            Ok(()) => send.notice(Tone::Done, format!("已存成“{name}”。")),
            Err(why) => send.notice(Tone::Error, format!("没有存成：{why}。")),
        })
    });
    let print = Callback::from(|_: MouseEvent| files::print());
    html! {
        <>
            <div class="ss-tools ss-screen">
                <span class="ss-tools__group" role="group" aria-label="哪种图">
                    for (each, word) in Kind::ALL.into_iter().filter(|(each, _)| !*public || each.is_of_table()) {
                        <button type="button" class="ss-button ss-button--small" aria-pressed={(*kind == each).to_string()}
                            onclick={choose(each)}>{ word }</button>
                    }
                </span>
                <label class="ss-gather__check">
                    <input type="checkbox" checked={*public} onchange={toggle_public} />
                    { "公开用（不足3户的数不显示）" }
                </label>
                if kind.is_of_table() && !columns.is_empty() {
                    <label class="ss-tools__choice">{ "指标 " }
                        <select onchange={on_column} id="chart-column">
                            for (table, column, label) in &columns {
                                <option key={format!("{table}.{column}")}
                                    selected={chosen.as_ref().is_some_and(|pair| (&pair.0, &pair.1) == (table, column))}>{ label.clone() }</option>
                            }
                        </select>
                    </label>
                }
                if let Some(save) = save {
                    <button type="button" class="ss-button ss-button--small" onclick={save}>{ "存成图" }</button>
                    <button type="button" class="ss-button ss-button--small" onclick={print}>{ "打印" }</button>
                }
            </div>
            if !*public { <p><span class="ss-tag ss-report__inner">{ "内部资料" }</span></p> }
            if *kind == Kind::Colours { <Poster /> }
            if chart.as_ref().is_some_and(is_withheld) { <p>{ message::table::withheld() }</p> }
            if let Some(chart) = chart { { drawn(&chart) } } else {
                <p class="ss-quiet">{ "没有可以画的数：收到的文件里还没有这方面的记录。" }</p>
            }
        </>
    }
}

/// A drawing with its figures: beside it where they are figures, below it where they are mostly words.
pub(super) fn drawn(chart: &Chart) -> Html {
    let is_figure = |cell: &String| cell.chars().all(|c| c.is_ascii_digit() || ",.-+%—↑↓*".contains(c));
    let width = chart.figures.heads.len();
    let figures: Vec<bool> =
        (0..width).map(|at| at > 0 && chart.figures.rows.iter().filter_map(|row| row.get(at)).all(is_figure)).collect();
    let wordy = figures.iter().filter(|figure| !**figure).count() > 1;
    let class = |at: usize| figures.get(at).copied().unwrap_or_default().then_some("ss-number");
    html! {
        <div class={classes!("ss-gather__chart", wordy.then_some("ss-gather__chart--stacked"))}>
            <div class="ss-gather__drawing">{ Html::from_html_unchecked(AttrValue::from(chart.svg.clone())) }</div>
            <table class="ss-table">
                <thead><tr>for (at, head) in chart.figures.heads.iter().enumerate() {
                    <th key={at} scope="col" class={class(at)}>{ head.clone() }</th>
                }</tr></thead>
                <tbody>
                    for (at, row) in chart.figures.rows.iter().enumerate() {
                        <tr key={at}>for (column, cell) in row.iter().enumerate() {
                            <td key={column} class={class(column)}>{ cell.clone() }</td>
                        }</tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn is_withheld(chart: &Chart) -> bool {
    chart.figures.rows.iter().flatten().any(|cell| cell == report::WITHHELD)
}

/// The paper on which all projects are seen at a glance.
#[component]
fn Poster() -> Html {
    use_paper("297mm 420mm", "14mm 12mm");
    Html::default()
}

/// A name that says, as those of tables do, for whom the drawing is.
fn file_name(title: &str, public: bool) -> String {
    let kind = if public { "公开" } else { "内部" };
    format!("{}（{kind}）.svg", title.replace(['/', ':', '：'], "-"))
}

/// The columns that can be drawn: key of the table, key of the column, what it is called. Never those of single records,
/// and for the public those of public tables.
fn columns(scheme: &CompiledScheme, kind: Kind, public: bool) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for table in scheme.tables_by_number() {
        let fits = kind.is_of_table() && !matches!(table.rows, TableRows::Records(_));
        if !fits || (public && !table.public) {
            continue;
        }
        for column in &table.columns {
            let drawable = match kind {
                Kind::Shares => column.kind == TableColumnKind::Amount,
                _ => column.kind.is_number(),
            };
            if drawable {
                let group = if column.group.is_empty() { String::new() } else { format!("{}·", column.group) };
                let label = format!("{} {}：{group}{}", table.number, table.label, column.label);
                all.push((table.key.clone(), column.key.clone(), label));
            }
        }
    }
    all
}

/// What all projects planned and did, month by month.
fn months(scheme: &CompiledScheme, gather: &Gather) -> Option<Chart> {
    let form = scheme.form("progress")?;
    let (plan, actual) = (scheme[form].field("plan")?, scheme[form].field("actual")?);
    let level = gather.level(scheme);
    let sum = |field, column| -> Option<Decimal> { level.parts.get((form, field, column))?.sum };
    let columns = Measure::Months.columns().iter();
    let pairs: Vec<MonthPair> = columns
        .map(|&column| MonthPair {
            label: column.label().to_owned(),
            plan: sum(plan, column),
            actual: sum(actual, column),
        })
        .collect();
    let unit = scheme[form][plan].unit.clone().unwrap_or_default();
    let any = pairs.iter().any(|pair| pair.plan.is_some() || pair.actual.is_some());
    any.then(|| {
        plan_and_actual("progress", &format!("{}重点项目投资：计划和完成", gather.rollup.office.name), &unit, &pairs)
    })
}

/// The colours of all projects.
fn colours(scheme: &CompiledScheme, gather: &Gather) -> Option<Chart> {
    let mut all = Vec::new();
    for entry in gather.rollup.files() {
        let Some(opened) = entry.submission().and_then(|received| received.opened.clone()) else { continue };
        let opened = Arc::clone(&opened);
        for form in scheme.form_ids().filter(|&form| scheme.colours_of(form).is_some()) {
            for row in opened.book.table(form).rows() {
                let Some(colour) = report::colour(scheme, &opened.book, form, &row.key) else { continue };
                let title = opened.book.record_name(scheme, form, &row.key);
                all.push(Tile {
                    name: title,
                    tone: colour.tone,
                    word: colour.label,
                    detail: format!("{} {}", opened.head.office.name, colour.reason).trim().to_owned(),
                });
            }
        }
    }
    (!all.is_empty()).then(|| tiles("projects", &format!("{}重点项目颜色", gather.rollup.office.name), &all))
}
