use super::*;
use crate::formula::Value;
use crate::number::Decimal;
use crate::report::samples::{column, progress, row, without};
use crate::report::{CellState, ColumnKind, Report, ReportCell, RowKind};
use expect_test::{Expect, expect, expect_file};

fn kept(chart: &Chart, name: &str) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/chart/golden");
    expect_file![folder.join(name)].assert_eq(&chart.svg.replace("><", ">\n<"));
}

fn projects() -> Vec<Tile> {
    let tile = |name: &str, tone: &str, word: &str, detail: &str| Tile {
        name: name.to_owned(),
        tone: tone.to_owned(),
        word: word.to_owned(),
        detail: detail.to_owned(),
    };
    vec![
        tile("高端装备制造产业园二期建设项目", "red", "红", "连续2个月未完成：8月85%，9月72%"),
        tile("谷熟镇冷链物流园", "yellow", "黄", "9月完成91%"),
        tile("污水处理厂提标改造", "blue", "蓝", "9月完成104%"),
        tile("<智慧>农业示范园", "blue", "蓝", ""),
        tile("城乡供水一体化", "grey", "未开工", "计划11月开工"),
    ]
}

fn months() -> Vec<MonthPair> {
    let pair = |month: usize, plan: i64, actual: Option<i64>| MonthPair {
        label: format!("{month}月"),
        plan: Some(plan.into()),
        actual: actual.map(Into::into),
    };
    let actual =
        [Some(180), Some(320), Some(500), Some(610), Some(450), Some(700), Some(720), Some(510), Some(432), None];
    (1..=12)
        .zip([200, 300, 500, 600, 600, 600, 700, 600, 600, 500, 400, 300])
        .map(|(month, plan)| pair(month, plan, actual.get(month - 1).copied().flatten()))
        .collect()
}

#[test]
fn ranked_bars_go_from_the_highest_to_the_lowest_and_mark_the_whole() {
    let chart = ranked_bars(&progress(), "ahead").unwrap();
    kept(&chart, "bars.svg");
    expect!["从高到低：谷熟镇+39.3百分点，=杜集镇+13.8百分点，利民镇-59.1百分点；合计+14.3百分点。"]
        .assert_eq(&chart.summary);
    assert_eq!(chart.figures.rows.last().unwrap(), &["合计", "+14.3"]);
    assert_eq!(chart.figures.rows[3], ["沙集乡", "—"]);
}

#[test]
fn who_prints_what_the_whole_prints_is_not_below_it() {
    let mut report = progress();
    let at = report.columns.iter().position(|column| column.key == "ahead").unwrap();
    // A little less than the whole, but printed alike.
    let whole = report.total.as_ref().unwrap().cells[at].clone();
    let less = whole.value.as_ref().unwrap().as_number().unwrap() - Decimal::new(1, 6);
    report.rows.truncate(1);
    report.rows[0].cells[at] = ReportCell { value: Some(Value::Number(less)), ..whole };
    let chart = ranked_bars(&report, "ahead").unwrap();
    assert!(!chart.svg.contains("低于总体") && !chart.svg.contains("<pattern"), "{}", chart.svg);
}

#[test]
fn shares_add_up_to_a_hundred() {
    let part = shares(&progress(), "plan").unwrap();
    assert_eq!(part.figures.rows[3], ["沙集乡", "—", "—"]);
    let unknown = Report { total: None, ..progress() };
    assert!(shares(&unknown, "plan").is_none(), "without a part's figure only the total tells the whole");
    let chart = shares(&progress(), "count").unwrap();
    kept(&chart, "shares.svg");
    let percent: Vec<&str> = chart.figures.rows.iter().map(|row| row[2].as_str()).collect();
    assert_eq!(percent, ["10.0", "18.3", "71.7", "0.0"]);
}

#[test]
fn plan_and_actual_stand_side_by_side() {
    let chart = plan_and_actual("p001", "完成投资", "万元", &months());
    kept(&chart, "months.svg");
    assert!(chart.summary.contains("；1月、5月、8月、9月未完成计划。"), "{}", chart.summary);
    assert_eq!(chart.figures.rows[9], ["10月", "500", "—"]);
}

#[test]
fn every_project_has_its_tile_with_sign_and_word() {
    let chart = tiles("t3", "重点项目三色图", &projects());
    kept(&chart, "tiles.svg");
    let check = |found: &str, expected: Expect| expected.assert_eq(found);
    check(&chart.summary, expect!["共5个项目：红1个，黄1个，蓝2个，未开工1个。"]);
    assert!(chart.svg.contains("&lt;智慧&gt;农业示范园"));
}

#[test]
fn records_are_never_put_in_order() {
    let mut report = progress();
    report.rows[0].kind =
        RowKind::Record { office: "411425101".to_owned(), form: "units".to_owned(), key: "u001".to_owned() };
    assert!(ranked_bars(&report, "rate").is_none());
}

#[test]
fn a_table_without_figures_gives_no_chart_or_says_so() {
    let report = Report {
        columns: vec![column("x", "数", "", None, 0, ColumnKind::Amount)],
        rows: vec![row("1", "甲", vec![without(CellState::Suppressed)])],
        total: None,
        ..progress()
    };
    assert!(shares(&report, "x").is_none() && ranked_bars(&report, "y").is_none());
    assert_eq!(ranked_bars(&report, "x").unwrap().summary, "没有可比的数。");
    assert!(plan_and_actual("a", "空", "万元", &[]).svg.starts_with("<svg"));
    assert_eq!(tiles("a", "空", &[]).summary, "共0个项目：。");
}
