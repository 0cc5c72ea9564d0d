//! Parts of a whole as bars on a common scale of 100 %: lengths are compared better than slices of a pie.

use super::bars::number;
use super::svg::{Anchor, Fill, INK, LINE, PAPER, QUIET, RULE, Svg, WIDTH, fitting, pixels, text_width};
use super::{Chart, Figures};
use crate::number::{Decimal, rounded};
use crate::report::{ColumnKind, Report};
use std::cmp::Reverse;

/// The share of each row in the sum of a column, in the order of the table; shown shares add up to 100.0 %.
///
/// `None` when there is no such column, when its figures do not add up to a positive whole, or when one is negative.
pub fn shares(report: &Report, column: &str) -> Option<Chart> {
    let at = report.columns.iter().position(|known| known.key == column)?;
    let column = report.columns.get(at).filter(|column| column.kind == ColumnKind::Amount)?;
    let rows: Vec<(&str, Option<Decimal>, &str)> = report
        .rows
        .iter()
        .filter(|row| row.level == 0)
        .filter_map(|row| row.cells.get(at).map(|cell| (row.label.as_str(), number(cell), cell.shown.as_str())))
        .collect();
    let known: Vec<Decimal> = rows.iter().filter_map(|row| row.1).collect();
    let withheld = rows.len() - known.len();
    // With a figure withheld the whole is known only from its own cell.
    let whole = if withheld == 0 {
        known.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?
    } else {
        number(report.total.as_ref()?.cells.get(at)?)?
    };
    if whole <= Decimal::ZERO || known.iter().any(|value| *value < Decimal::ZERO) {
        return None;
    }
    let tenths = tenths_of_percent(&known, whole, withheld == 0);
    let mut tenths = tenths.into_iter();

    let title = format!("{}：{}{}的构成", report.label, column.group, column.label);
    let unit = column.shown_unit().unwrap_or_default();
    let mut svg = Svg::new(&format!("{}-{}-shares", report.key, column.key));
    svg.styled((0, LINE - 6), Anchor::Start, INK, true, &title);
    let labels = rows.iter().map(|row| text_width(row.0)).max().unwrap_or(0).min(WIDTH / 3);
    let mut figures =
        Figures { heads: vec![report.row_head.clone(), column.head(), "占比（%）".to_owned()], rows: Vec::new() };
    let mut said = Vec::new();
    let words: Vec<(Option<i64>, String)> = rows
        .iter()
        .map(|&(label, value, shown)| {
            let share = value.and_then(|_| tenths.next());
            let percent = share.map_or_else(|| shown.to_owned(), |tenths| format!("{}.{}", tenths / 10, tenths % 10));
            figures.rows.push(vec![label.to_owned(), shown.to_owned(), percent.clone()]);
            if share.is_none() {
                return (None, shown.to_owned());
            }
            said.push(format!("{label}{shown}{unit}，占{percent}%"));
            (share, format!("{percent}%（{shown}{unit}）"))
        })
        .collect();
    let room = words.iter().map(|(_, words)| text_width(words)).max().unwrap_or(0) + 12;
    let left = labels + 8;
    let length = WIDTH - left - room;
    let mut y = LINE + 4;
    for ((label, ..), (share, words)) in rows.iter().zip(&words) {
        let text = y + BASE;
        svg.text((labels, text), Anchor::End, &fitting(label, labels));
        svg.rect((left, y + 5), (length, STEP - 10), PAPER, RULE);
        if let Some(tenths) = share.filter(|tenths| *tenths > 0) {
            svg.bar((left, y + 5), (pixels(tenths.into(), 1000.into(), length), STEP - 10), Fill::Solid);
        }
        svg.styled((left + length + 8, text), Anchor::Start, if share.is_some() { INK } else { QUIET }, false, words);
        y += STEP;
    }
    let summary = format!("{}。", said.join("；"));
    Some(Chart { svg: svg.finish(&title, &summary, y + 6), title, summary, figures })
}

const STEP: i64 = 28;
/// Where texts stand in a step.
const BASE: i64 = 19;

/// Shares in tenths of a per cent. When nothing is missing they add up to 1000: what rounding down left goes to those
/// that lost most (最大余额), the earlier one first.
fn tenths_of_percent(values: &[Decimal], whole: Decimal, is_complete: bool) -> Vec<i64> {
    use rust_decimal::prelude::ToPrimitive;
    let exact: Vec<Decimal> = values
        .iter()
        .map(|value| value.checked_mul(1000.into()).and_then(|value| value.checked_div(whole)).unwrap_or_default())
        .collect();
    if !is_complete {
        return exact.iter().map(|share| rounded(*share, 0).to_i64().unwrap_or(0)).collect();
    }
    let mut tenths: Vec<i64> = exact.iter().map(|share| share.floor().to_i64().unwrap_or(0)).collect();
    let mut lost: Vec<(usize, Decimal)> = exact.iter().map(Decimal::fract).enumerate().collect();
    lost.sort_by_key(|(_, lost)| Reverse(*lost));
    let missing = usize::try_from(1000 - tenths.iter().sum::<i64>()).unwrap_or(0);
    for (at, _) in lost.into_iter().take(missing) {
        if let Some(share) = tenths.get_mut(at) {
            *share += 1;
        }
    }
    tenths
}
