//! Plan against actual, month by month.

use super::svg::{Anchor, Fill, INK, LINE, QUIET, RULE, Svg, WIDTH, pixels, text_width};
use super::{Chart, Figures};
use crate::number::{Decimal, grouped};

/// One month's plan and actual figure, as they are; missing ones are left blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthPair {
    /// `1月`.
    pub label: String,
    pub plan: Option<Decimal>,
    pub actual: Option<Decimal>,
}

const PLOT: i64 = 200;
const NARROW: i64 = 460;
const GRID: i64 = 4;

/// Pairs of columns: the plan hatched, the actual figure solid. `id` tells the charts of a page apart.
pub fn plan_and_actual(id: &str, title: &str, unit: &str, months: &[MonthPair]) -> Chart {
    drawn(id, title, unit, months, WIDTH)
}

/// As [`plan_and_actual`], for a column of a sheet: as wide as twelve months just need, so that its words stay legible
/// where it is drawn small.
pub fn narrow_plan_and_actual(id: &str, title: &str, unit: &str, months: &[MonthPair]) -> Chart {
    drawn(id, title, unit, months, NARROW)
}

fn drawn(id: &str, title: &str, unit: &str, months: &[MonthPair], whole: i64) -> Chart {
    let mut svg = Svg::new(&format!("{id}-months")).of_width(whole);
    let values = months.iter().flat_map(|month| [month.plan, month.actual]).flatten();
    let step = nice_step(values.fold(Decimal::ZERO, Decimal::max));
    let top = step.saturating_mul(GRID.into());
    let left = (0..=GRID).map(|tick| text_width(&grouped(step.saturating_mul(tick.into())))).max().unwrap_or(0) + 8;

    svg.styled((0, LINE - 6), Anchor::Start, INK, true, &format!("{title}（{unit}）"));
    svg.legend((0, 2 * LINE - 6), &[(Fill::Hatched, "计划"), (Fill::Solid, "完成")]);
    let base = 2 * LINE + 14 + PLOT;
    for tick in 0..=GRID {
        let y = base - PLOT * tick / GRID;
        svg.line((left, y), (whole, y), RULE, false);
        svg.styled((left - 6, y + 5), Anchor::End, QUIET, false, &grouped(step.saturating_mul(tick.into())));
    }
    let slot = (whole - left) / i64::try_from(months.len()).unwrap_or(1).max(1);
    let width = (slot * 2 / 5).clamp(4, 28);
    for (month, at) in months.iter().zip(0_i64..) {
        let middle = left + slot * at + slot / 2;
        for (value, x, fill) in [(month.plan, middle - width, Fill::Hatched), (month.actual, middle, Fill::Solid)] {
            if let Some(value) = value.filter(|value| *value > Decimal::ZERO) {
                let height = pixels(value, top, PLOT);
                svg.bar((x, base - height), (width - 1, height), fill);
            }
        }
        svg.text((middle, base + 18), Anchor::Middle, &month.label);
    }
    let text = |value: Option<Decimal>| value.map_or_else(|| "—".to_owned(), grouped);
    let missed: Vec<&str> = months
        .iter()
        .filter(|month| matches!((month.plan, month.actual), (Some(plan), Some(actual)) if actual < plan))
        .map(|month| month.label.as_str())
        .collect();
    let said: Vec<String> = months
        .iter()
        .filter(|month| month.plan.is_some() || month.actual.is_some())
        .map(|month| format!("{}计划{}、完成{}", month.label, text(month.plan), text(month.actual)))
        .collect();
    let missed = if missed.is_empty() { String::new() } else { format!("；{}未完成计划", missed.join("、")) };
    let summary = format!("{}{missed}。单位：{unit}。", said.join("；"));
    let rows = months.iter().map(|month| vec![month.label.clone(), text(month.plan), text(month.actual)]);
    let heads = ["月份".to_owned(), format!("计划（{unit}）"), format!("完成（{unit}）")];
    let figures = Figures { heads: heads.to_vec(), rows: rows.collect() };
    Chart { svg: svg.finish(title, &summary, base + LINE + 6), title: title.to_owned(), summary, figures }
}

/// A step of 1, 2, 2.5 or 5 times a power of ten, of which four reach the highest value.
fn nice_step(highest: Decimal) -> Decimal {
    let steps = [Decimal::ONE, Decimal::TWO, Decimal::new(25, 1), Decimal::new(5, 0)];
    let wanted = highest.checked_div(GRID.into()).unwrap_or_default();
    if wanted <= Decimal::ZERO {
        return Decimal::ONE;
    }
    let mut power = Decimal::new(1, 3);
    loop {
        if let Some(step) = steps.iter().filter_map(|step| step.checked_mul(power)).find(|step| *step >= wanted) {
            return step.normalize();
        }
        match power.checked_mul(10.into()) {
            Some(next) => power = next,
            None => return wanted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_numbers() {
        for (highest, expected) in [
            ("0", "1"),
            ("0.003", "0.001"),
            ("4", "1"),
            ("4.1", "2"),
            ("9", "2.5"),
            ("1234", "500"),
            ("79228162514264337593543950335", "20000000000000000000000000000"),
        ] {
            assert_eq!(nice_step(highest.parse().unwrap()).to_string(), expected, "{highest}");
        }
    }
}
