//! A report table on the screen: heads in groups, rows, total, notes; any figure can be asked where it comes from.

use std::rc::Rc;

use sishang::report::{CellState, ColumnKind, Flag, Report, ReportColumn, ReportRow, RowKind};
use yew::prelude::*;

use super::same::Same;
use crate::effects::{focus, keys};

#[derive(Properties, PartialEq)]
pub(crate) struct ReportProps {
    pub report: Same<Report>,
    /// Unique on the page.
    #[prop_or(AttrValue::Static("report"))]
    pub id: AttrValue,
    /// Asked where the figure at row (`None`: the total) and column comes from.
    #[prop_or_default]
    pub on_figure: Option<Callback<(Option<usize>, usize)>>,
}

/// The table. Arrows go from figure to figure, Enter asks for its origin.
#[component]
pub(crate) fn ReportTable(props: &ReportProps) -> Html {
    let report = Rc::clone(&props.report.0);
    let at = use_state(|| (0_usize, 0_usize));
    let numbered = report.rows.iter().enumerate().map(|(at, row)| (Some(at), row));
    let total = report.total.as_ref().map(|row| (None, row));
    let rows: Vec<(Option<usize>, &ReportRow)> =
        if report.total_first { total.into_iter().chain(numbered).collect() } else { numbered.chain(total).collect() };
    let names: Rc<[Option<usize>]> = rows.iter().map(|(name, _)| *name).collect();
    let (height, width) = (rows.len(), report.columns.len());
    let onkeydown = {
        let (at, id, on_figure, names) = (at.clone(), props.id.clone(), props.on_figure.clone(), Rc::clone(&names));
        Callback::from(move |event: KeyboardEvent| {
            let Some(key) = keys::pressed(&event) else { return };
            let (row, column) = *at;
            let next = match key.key.as_str() {
                "ArrowUp" => (row.saturating_sub(1), column),
                "ArrowDown" => ((row + 1).min(height.saturating_sub(1)), column),
                "ArrowLeft" => (row, column.saturating_sub(1)),
                "ArrowRight" => (row, (column + 1).min(width.saturating_sub(1))),
                "Home" => (row, 0),
                "End" => (row, width.saturating_sub(1)),
                "Enter" | " " => {
                    if let Some(asked) = &on_figure {
                        event.prevent_default();
                        asked.emit((names.get(row).copied().flatten(), column));
                    }
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            at.set(next);
            focus::on(&cell_id(&id, next));
        })
    };
    let asks = props.on_figure.is_some();
    html! {
        <div class="ss-scroll">
            <table class="ss-table ss-report" role={asks.then_some("grid")} onkeydown={asks.then_some(onkeydown)}
                id={props.id.clone()}>
                <caption>
                    { format!("{} {}", report.number, report.label) }
                    <span class="ss-report__about">{ format!("{} · {}", report.office.name, report.period.chinese()) }</span>
                    if !report.public { <span class="ss-tag ss-report__inner">{ "内部资料" }</span> }
                </caption>
                { head(&report) }
                <tbody>
                    for (row, (name, line)) in rows.iter().enumerate() {
                        <tr key={row} class={classes!((line.kind == RowKind::Total).then_some("ss-report__total"),
                            (line.kind == RowKind::Difference).then_some("ss-report__difference"),
                            (line.kind == RowKind::Group).then_some("ss-report__part"))}>
                            <th scope="row" class={format!("ss-report__name ss-report__name--{}", line.level)}>
                                { line.label.clone() }
                                { flag(line.flag) }
                                if !line.note.is_empty() { <span class="ss-report__note">{ line.note.clone() }</span> }
                            </th>
                            for (column, (cell, of)) in line.cells.iter().zip(&report.columns).enumerate() {
                                { figure(props, (row, column), (*at, *name), of, cell) }
                            }
                        </tr>
                    }
                    if rows.is_empty() {
                        <tr><td colspan={(width + 1).to_string()} class="ss-quiet">{ "没有符合条件的。" }</td></tr>
                    }
                </tbody>
            </table>
            if !report.notes.is_empty() {
                <ul class="ss-report__notes">
                    for note in &report.notes { <li>{ note.clone() }</li> }
                </ul>
            }
        </div>
    }
}

fn cell_id(id: &str, (row, column): (usize, usize)) -> String {
    format!("{id}-{row}-{column}")
}

/// A flag: drawing, word and colour together.
fn flag(flag: Option<Flag>) -> Html {
    let (class, word) = match flag {
        None => return Html::default(),
        Some(Flag::Red) => ("ss-flag ss-flag--red", "⚑红旗"),
        Some(Flag::Yellow) => ("ss-flag ss-flag--yellow", "⚑黄旗"),
    };
    html! { <span {class}>{ word }</span> }
}

/// One row of heads, or two where columns stand in groups.
fn head(report: &Report) -> Html {
    let grouped = report.columns.iter().any(|column| !column.group.is_empty());
    if !grouped {
        return html! {
            <thead><tr>
                <th scope="col">{ report.row_head.clone() }</th>
                for column in &report.columns { { column_head(column, "1") } }
            </tr></thead>
        };
    }
    let mut groups: Vec<(&str, Vec<&ReportColumn>)> = Vec::new();
    for column in &report.columns {
        match groups.last_mut() {
            Some((name, columns)) if !column.group.is_empty() && *name == column.group => columns.push(column),
            _ => groups.push((&column.group, vec![column])),
        }
    }
    html! {
        <thead>
            <tr>
                <th scope="col" rowspan="2">{ report.row_head.clone() }</th>
                for (name, columns) in &groups {
                    if name.is_empty() {
                        for column in columns { { column_head(column, "2") } }
                    } else {
                        <th scope="colgroup" colspan={columns.len().to_string()} class="ss-report__group">{ (*name).to_owned() }</th>
                    }
                }
            </tr>
            <tr>
                for (name, columns) in &groups {
                    if !name.is_empty() {
                        for column in columns { { column_head(column, "1") } }
                    }
                }
            </tr>
        </thead>
    }
}

fn column_head(column: &ReportColumn, rows: &'static str) -> Html {
    html! {
        <th key={column.key.clone()} scope="col" rowspan={rows} class={is_figure(column.kind).then_some("ss-number")}>
            { column.label.clone() }
            if let Some(unit) = unit(column) { <span class="ss-report__unit">{ format!("（{unit}）") }</span> }
        </th>
    }
}

/// The unit as the head of a column says it.
fn unit(column: &ReportColumn) -> Option<String> {
    match column.kind {
        ColumnKind::Percent => Some("%".to_owned()),
        ColumnKind::Points => Some("百分点".to_owned()),
        _ => column.unit.clone(),
    }
}

const fn is_figure(kind: ColumnKind) -> bool {
    !matches!(kind, ColumnKind::Text | ColumnKind::Colour)
}

fn figure(
    props: &ReportProps,
    place: (usize, usize),
    (active, name): ((usize, usize), Option<usize>),
    column: &ReportColumn,
    cell: &sishang::report::ReportCell,
) -> Html {
    let state = match cell.state {
        CellState::Shown => None,
        CellState::NoBase => Some(("ss-report__none", "没有可比的数")),
        CellState::Suppressed => Some(("ss-report__withheld", "不足3户，不公开")),
        CellState::Broken => Some(("ss-report__broken", "算不出来，请检查制度里的公式")),
    };
    let onclick = props.on_figure.clone().map(|asked| Callback::from(move |_: MouseEvent| asked.emit((name, place.1))));
    let tabindex = props.on_figure.is_some().then_some(if place == active { "0" } else { "-1" });
    html! {
        <td key={column.key.clone()} id={cell_id(&props.id, place)} {tabindex} {onclick}
            title={state.map(|(_, words)| words)}
            class={classes!(is_figure(column.kind).then_some("ss-number"), state.map(|(class, _)| class),
                props.on_figure.is_some().then_some("ss-report__figure"))}>
            { cell.shown.clone() }
            if !cell.mark().is_empty() {
                <sup class="ss-report__mark" title={format!("含{}数，还会变动", cell.standing.label())}>{ cell.mark() }</sup>
            }
        </td>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{empty, html_of};
    use sishang::report::ReportCell;
    use sishang::workbook::Place;

    fn report() -> Report {
        let column = |key: &str, group: &str, kind| ReportColumn {
            key: key.to_owned(),
            label: key.to_uppercase(),
            group: group.to_owned(),
            unit: Some("万元".to_owned()),
            decimals: 0,
            kind,
        };
        let standing = sishang::workbook::Standing::Final;
        let cell = |shown: &str, state| ReportCell { value: None, shown: shown.to_owned(), state, standing };
        let row = |kind, label: &str, cells| ReportRow {
            kind,
            label: label.to_owned(),
            level: 0,
            cells,
            flag: None,
            note: String::new(),
        };
        Report {
            key: "t1".to_owned(),
            number: "T1".to_owned(),
            label: "表".to_owned(),
            office: Place { code: "411425".to_owned(), name: "虞城县".to_owned() },
            period: "2026-10".parse().unwrap(),
            public: false,
            columns: vec![
                column("a", "", ColumnKind::Amount),
                column("b", "完成", ColumnKind::Amount),
                column("c", "完成", ColumnKind::Percent),
            ],
            row_head: "乡镇".to_owned(),
            rows: vec![row(
                RowKind::Office { code: "411425100".to_owned() },
                "<城关镇>",
                vec![cell("1", CellState::Shown), cell("—", CellState::NoBase), cell("*", CellState::Suppressed)],
            )],
            total: Some(row(RowKind::Total, "合计", vec![cell("1", CellState::Shown); 3])),
            total_first: false,
            notes: vec!["注".to_owned()],
        }
    }

    #[test]
    fn heads_stand_in_groups_and_withheld_figures_say_why() {
        let html = html_of(empty(), || {
            html! { <ReportTable report={Same(Rc::new(report()))} on_figure={Callback::from(|_| ())} /> }
        });
        assert!(html.contains(r#"<th scope="colgroup" colspan="2""#), "{html}");
        assert!(html.contains(r#"rowspan="2""#) && html.contains("（%）") && html.contains("（万元）"), "{html}");
        assert!(html.contains("不足3户，不公开") && html.contains("没有可比的数"), "{html}");
        assert!(html.contains("&lt;城关镇&gt;") && html.contains("内部资料"), "{html}");
        assert_eq!(html.matches(r#"tabindex="0""#).count(), 1, "one stop for Tab: {html}");
    }
}
