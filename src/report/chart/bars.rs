//! Bars from the highest to the lowest, with the whole's level where the figures are levels.

use super::svg::{ACCENT, Anchor, Fill, INK, LINE, QUIET, RULE, Svg, WIDTH, fitting, pixels, text_width};
use super::{Chart, Figures};
use crate::formula::Value;
use crate::number::Decimal;
use crate::report::xlsx::shown_number;
use crate::report::{CellState, ColumnKind, Report, ReportCell, ReportColumn, RowKind};
use std::cmp::Reverse;

/// Bars of one column, the highest first; rows without a figure come last and say why.
///
/// `None` when there is no such column, when it holds no figures, or when its rows are single records: enterprises and
/// projects are never put in an order of merit here.
pub fn ranked_bars(report: &Report, column: &str) -> Option<Chart> {
    let at = report.columns.iter().position(|known| known.key == column)?;
    let column = report.columns.get(at)?;
    let is_figure =
        matches!(column.kind, ColumnKind::Amount | ColumnKind::Figure | ColumnKind::Percent | ColumnKind::Points);
    if !is_figure || report.rows.iter().any(|row| matches!(row.kind, RowKind::Record { .. })) {
        return None;
    }
    let mut bars: Vec<Bar<'_>> = report
        .rows
        .iter()
        .filter(|row| row.level == 0)
        .filter_map(|row| Some(Bar::new(&row.label, row.cells.get(at)?)))
        .collect();
    bars.sort_by_key(|bar| Reverse(bar.value)); // `None` is the least
    let level = match column.kind {
        ColumnKind::Amount => None,
        _ => report
            .total
            .as_ref()
            .and_then(|total| Some((total.label.as_str(), number(total.cells.get(at)?)?, total.cells.get(at)?))),
    };
    Some(draw(report, column, &bars, level))
}

struct Bar<'a> {
    label: &'a str,
    value: Option<Decimal>,
    /// As it is printed: who is below the whole is seen from what stands there.
    printed: Option<Decimal>,
    shown: &'a str,
}

impl<'a> Bar<'a> {
    fn new(label: &'a str, cell: &'a ReportCell) -> Self {
        Self { label, value: number(cell), printed: shown_number(cell), shown: &cell.shown }
    }

    fn fill(&self, level: Option<Decimal>) -> Fill {
        match (self.printed, level) {
            (Some(value), _) if value < Decimal::ZERO => Fill::Dotted,
            (Some(value), Some(level)) if value < level => Fill::Hatched,
            _ => Fill::Solid,
        }
    }
}

/// The exact figure of a cell that shows one.
pub(super) fn number(cell: &ReportCell) -> Option<Decimal> {
    if cell.state == CellState::Shown { cell.value.as_ref().and_then(Value::as_number) } else { None }
}

const STEP: i64 = 28;
/// Where texts stand in a step.
const BASE: i64 = 19;
const BAR: i64 = 18;
const GAP: i64 = 8;

fn draw(
    report: &Report,
    column: &ReportColumn,
    bars: &[Bar<'_>],
    level: Option<(&str, Decimal, &ReportCell)>,
) -> Chart {
    let title = format!("{}：{}{}", report.label, column.group, column.head());
    let unit = column.shown_unit().unwrap_or_default();
    let mut svg = Svg::new(&format!("{}-{}-bars", report.key, column.key));
    let value_of_level = level.map(|(_, value, _)| value);
    let printed_level = level.and_then(|(.., cell)| shown_number(cell));

    let labels = bars.iter().map(|bar| text_width(bar.label)).max().unwrap_or(0).min(WIDTH / 3);
    let figures = bars.iter().map(|bar| text_width(bar.shown)).max().unwrap_or(0) + GAP;
    let values = || bars.iter().filter_map(|bar| bar.value).chain(value_of_level);
    let highest = values().fold(Decimal::ZERO, Decimal::max);
    let lowest = values().fold(Decimal::ZERO, Decimal::min);
    let span = if highest > lowest { highest - lowest } else { Decimal::ONE };
    // Below zero a figure stands left of its bar and needs room there.
    let left = labels + GAP + if lowest < Decimal::ZERO { figures } else { 0 };
    let length = WIDTH - left - figures - GAP;
    let zero = left + pixels(-lowest, span, length);

    let kinds: Vec<(Fill, &str)> = [
        (Fill::Solid, if level.is_some() { "不低于总体" } else { "不小于零" }),
        (Fill::Hatched, "低于总体"),
        (Fill::Dotted, "小于零"),
    ]
    .into_iter()
    .filter(|(fill, _)| bars.iter().any(|bar| bar.value.is_some() && bar.fill(printed_level) == *fill))
    .collect();
    let mut y = LINE;
    svg.styled((0, y - 6), Anchor::Start, INK, true, &title);
    if kinds.len() > 1 {
        svg.legend((0, y + LINE - 6), &kinds);
        y += LINE;
    }
    if let Some((label, value, cell)) = level {
        let x = zero + pixels(value, span, length);
        let words = format!("{label} {}{unit}", cell.shown);
        let half = text_width(&words) / 2;
        svg.styled((x.clamp(half, WIDTH - half), y + LINE - 8), Anchor::Middle, ACCENT, false, &words);
        y += LINE;
        svg.line((x, y - 4), (x, y + STEP * i64::try_from(bars.len()).unwrap_or(0)), ACCENT, true);
    }
    let top = y;
    for bar in bars {
        let text = y + BASE;
        svg.text((labels, text), Anchor::End, &fitting(bar.label, labels));
        match bar.value {
            None => svg.styled((zero + GAP, text), Anchor::Start, QUIET, false, bar.shown),
            Some(value) => {
                let size = pixels(value.abs(), span, length);
                let below = value < Decimal::ZERO;
                let x = if below { zero - size } else { zero };
                svg.bar((x, y + (STEP - BAR) / 2), (size, BAR), bar.fill(printed_level));
                let (x, anchor) = if below { (x - 4, Anchor::End) } else { (x + size + 4, Anchor::Start) };
                svg.text((x, text), anchor, bar.shown);
            }
        }
        y += STEP;
    }
    svg.line((zero, top), (zero, y), RULE, false);
    let summary = summary(bars, level, unit);
    let figures = Figures {
        heads: vec![report.row_head.clone(), column.head()],
        rows: bars
            .iter()
            .map(|bar| vec![bar.label.to_owned(), bar.shown.to_owned()])
            .chain(level.map(|(label, _, cell)| vec![label.to_owned(), cell.shown.clone()]))
            .collect(),
    };
    Chart { svg: svg.finish(&title, &summary, y + 6), title, summary, figures }
}

fn summary(bars: &[Bar<'_>], level: Option<(&str, Decimal, &ReportCell)>, unit: &str) -> String {
    let said: Vec<String> =
        bars.iter().filter(|bar| bar.value.is_some()).map(|bar| format!("{}{}{unit}", bar.label, bar.shown)).collect();
    let level = level.map(|(label, _, cell)| format!("；{label}{}{unit}", cell.shown)).unwrap_or_default();
    if said.is_empty() {
        "没有可比的数。".to_owned()
    } else {
        format!("从高到低：{}{level}。", said.join("，"))
    }
}
