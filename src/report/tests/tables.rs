//! What stands in the cells.

use super::*;
use crate::formula::Value;
use crate::number::Decimal;

#[test]
fn offices_are_ranked_with_flags_and_last_month() {
    let report = county().table("t1", Options::default());
    assert_eq!(
        shown(&report),
        [
            "全县: 4 | 3.83 | 2.06 | 53.8 | -29.5 | 100.0 | 1 | 丙项目 | 红 |  |  | ",
            "界沟镇 红旗: 1 | 0.03 | 0.03 | 100.0 | +16.7 | 1.6 | 0 |  | 蓝 | 1 | — | —",
            "利民镇 黄旗: 2 | 1.80 | 1.53 | 85.0 | +1.7 | 74.2 | 0 |  | 蓝 | 2 | 2 | 持平",
            "张集镇 黄旗: 1 | 2.00 | 0.50 | 25.0 | -58.3 | 24.2 | 1 | 丙项目 | 红 | 3 | 1 | ↓2",
            "芒种桥乡（未报）: — | — | — | — | — | — | — | — | — | — | — | —",
            "单位：亿元。",
            "未报：芒种桥乡，共 1 个单位，合计不含。",
        ]
    );
    assert_eq!((report.number.as_str(), report.office.name.as_str(), report.total_first), ("T1", "虞城县", true));
    let rate = &report.total.as_ref().unwrap().cells[3];
    let exact = Decimal::from_str_exact("20633.35").unwrap() / Decimal::from_str_exact("38333.35").unwrap();
    assert_eq!(rate.value, Some(Value::Number(exact)), "a rate is kept bare and exact");
    assert_eq!(report.rows[0].cells[1].value, Some(Value::Number("0.033335".parse().unwrap())), "in the shown unit");
}

#[test]
fn one_that_met_its_target_gets_no_yellow_flag() {
    let all_met: [Reported<'_>; 3] = [
        ("1", "甲镇", Some((&[("projects", "p1", "name=甲"), ("progress", "p1", "plan=1; done=3")], &[]))),
        ("2", "乙镇", Some((&[("projects", "p1", "name=乙"), ("progress", "p1", "plan=1; done=2")], &[]))),
        ("3", "丙镇", Some((&[("projects", "p1", "name=丙"), ("progress", "p1", "plan=1; done=1")], &[]))),
    ];
    let flags: Vec<_> = County::of(&all_met).table("t1", Options::default()).rows.iter().map(|row| row.flag).collect();
    assert_eq!(flags, [Some(Flag::Red), None, None]);
}

#[test]
fn the_order_of_offices_is_theirs_or_that_of_rank() {
    let fixed = county().table("t1", Options { order: Some(Order::Fixed), ..Options::default() });
    let labels: Vec<&str> = fixed.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels, ["利民镇", "张集镇", "界沟镇", "芒种桥乡"]);
    assert_eq!(fixed.rows[0].cells[9].shown, "2", "ranks are the same in any order");
}

#[test]
fn items_of_a_list_are_rows_over_all_offices() {
    assert_eq!(
        shown(&county().table("t2", Options::default())),
        [
            "甲园: 2 | 4.0 | 44.4 | 20,000.0".replace("20,000.0", "20,000"),
            "乙园: 1 | 5.0 | 55.6 | 50,000".to_owned(),
            "丙园: 0 | — | — | —".to_owned(),
            "合计: 3 | 9.0 | 100.0 | 30,000".to_owned(),
        ]
    );
}

#[test]
fn records_of_all_offices_are_listed_with_their_colours() {
    assert_eq!(
        shown(&county().table("t3", Options::default())),
        [
            "乙项目: 1 | 利民镇 | 甲园 | 0.6 | 0.6 | 105.0 | 0 | 蓝 | ",
            "丁项目: 2 | 界沟镇 |  | 0.0 | 0.1 | 100.0 | 0 | 黄 | 本月没有完成",
            "甲项目: 3 | 利民镇 | 甲园 | 1.2 | 0.9 | 75.0 | 1 | 蓝 | ",
            "丙项目: 4 | 张集镇 | 乙园 | 2.0 | 0.5 | 25.0 | 1 | 红 | 连续3个月没有完成",
            "合计:  |  |  | 3.8 | 2.1 | 53.8 | 2 |  | ",
        ]
    );
}

#[test]
fn records_are_put_in_groups_with_subtotals() {
    assert_eq!(
        shown(&county().table("t4", Options::default())),
        [
            "（未填）:  | 0.0",
            "  丁项目:  | 0.0",
            "甲园:  | 4.0",
            "  乙项目: 甲园 | 1.0",
            "  甲项目: 甲园 | 3.0",
            "乙园:  | 5.0",
            "  丙项目: 乙园 | 5.0",
            "合计:  | 9.0",
        ]
    );
}

#[test]
fn an_own_total_is_compared_with_its_parts() {
    let county = county();
    let own_book = book(&county.scheme, &county.whole, &[("area", "office", "income=2100; base=2000")], &[]);
    let own = Part { place: &county.whole, book: Some(&own_book), facts: PartFacts::default(), file: "own" };
    let report =
        tabulate(&county.scheme, "t5", county.whole(), &county.parts(), Some(&own), Options::default()).unwrap();
    assert_eq!(
        shown(&report),
        [
            "合计: 2,100.0 | 5.0",
            "利民镇: 1,200.5 | 20.1",
            "张集镇: 800.0 | -20.0",
            "界沟镇: 10.0 | —",
            "芒种桥乡（未报）: — | —",
            "差额: 89.5 | —",
            "未报：芒种桥乡，共 1 个单位。",
        ]
    );
    let without = county.table("t5", Options::default());
    assert_eq!(without.total.unwrap().cells[0].shown, "—", "without the whole's own there is none");
}

#[test]
fn how_offices_reported_can_be_told_of_those_that_did_not() {
    assert_eq!(
        shown(&county().table("t6", Options::default())),
        [
            "合计: 4 | 3 | 75.0",
            "利民镇: 1 | 1 | 100.0",
            "张集镇: 1 | 1 | 100.0",
            "界沟镇: 1 | 1 | 100.0",
            "芒种桥乡: 1 | 0 | 0.0",
        ]
    );
}

#[test]
fn parts_across_add_up_in_every_row() {
    let report = county().table("t7", Options::default());
    let tenths = |cell: &ReportCell| cell.shown.parse::<Decimal>().unwrap();
    for row in report.printed_rows().filter(|row| row.note.is_empty()) {
        assert_eq!(tenths(&row.cells[1]), tenths(&row.cells[2]) + tenths(&row.cells[3]), "{}", row.label);
    }
    let total = report.total.as_ref().unwrap();
    for column in 1..4 {
        let rows = report.rows.iter().filter(|row| row.note.is_empty());
        assert_eq!(rows.map(|row| tenths(&row.cells[column])).sum::<Decimal>(), tenths(&total.cells[column]));
    }
}

#[test]
fn a_table_without_parts_is_empty_but_there() {
    let county = County::of(&[]);
    assert_eq!(shown(&county.table("t6", Options::default())), ["合计: — | — | —"]);
    assert_eq!(shown(&county.table("t3", Options::default())), ["合计:  |  |  | — | — | — | — |  | "]);
    let error = tabulate(&county.scheme, "t9", county.whole(), &[], None, Options::default()).unwrap_err();
    assert_eq!(error, TableError::Unknown { key: "t9".to_owned() });
}

#[test]
fn a_figure_is_traced_to_its_records() {
    let county = county();
    let parts = county.parts();
    let trace = |table, row, column, most| trace(&county.scheme, table, row, column, &parts, most).unwrap();
    let done = trace("t1", TraceRow::Total, "done", 100);
    let names: Vec<(&str, &str, &str)> = done
        .sources
        .iter()
        .map(|source| (source.office.name.as_str(), source.key.as_str(), source.title.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("利民镇", "p1", "甲项目"),
            ("利民镇", "p2", "乙项目"),
            ("张集镇", "p1", "丙项目"),
            ("界沟镇", "p1", "丁项目")
        ]
    );
    assert_eq!(done.sources[0].cell, Some(("done".to_owned(), crate::scheme::Column::Plain)));
    assert_eq!((done.sources[0].form.as_str(), done.sources[0].file.as_str()), ("progress", "411425101"));
    let sum: Decimal = done.sources.iter().filter_map(|source| source.value.as_ref()?.as_number()).sum();
    let total = county.table("t1", Options::default()).total.unwrap();
    assert_eq!(Some(Value::Number(sum)), total.cells[2].value, "in the unit of the column");
    let red = trace("t1", TraceRow::Office("411425102"), "red", 100);
    assert_eq!(red.sources.len(), 1, "as many as are counted");
    assert_eq!(trace("t1", TraceRow::Office("411425101"), "red", 100).sources, []);
    let rate = trace("t1", TraceRow::Office("411425101"), "rate", 100);
    assert_eq!(rate.sources.len(), 4, "numerator and denominator");
    let some = trace("t1", TraceRow::Total, "done", 2);
    assert_eq!((some.sources.len(), some.more), (2, true));
    let park = trace("t2", TraceRow::Item("1"), "n", 100);
    assert_eq!(park.sources.iter().map(|source| source.title.as_str()).collect::<Vec<_>>(), ["甲项目", "乙项目"]);
    let own = trace("t5", TraceRow::Office("411425101"), "income", 100);
    assert_eq!(own.sources[0].cell, Some(("income".to_owned(), crate::scheme::Column::Plain)));
    assert_eq!(own.sources[0].value, Some(Value::Number("1200.5".parse().unwrap())));
}

#[test]
fn a_record_has_the_first_colour_that_applies() {
    let county = county();
    let form = county.scheme.form("progress").unwrap();
    let of = |at: usize, key: &str| colour(&county.scheme, county.books[at].as_ref().unwrap(), form, key);
    let red = of(1, "p1").unwrap();
    assert_eq!((red.key.as_str(), red.label.as_str(), red.icon.as_str(), red.tone.as_str()), ("red", "红", "▲", "red"));
    assert_eq!(red.reason, "连续3个月没有完成");
    assert_eq!(of(2, "p1").unwrap().key, "yellow");
    assert_eq!(of(0, "p1").unwrap().key, "blue");
    assert_eq!(of(0, "p9"), None);
}

#[test]
fn the_like_are_ranked_apart_from_others() {
    let one = |done: &'static str| -> [(&'static str, &'static str, &'static str); 2] {
        [("projects", "p1", "name=甲"), ("progress", "p1", done)]
    };
    let [low, mid, high, top] = ["plan=10; done=2", "plan=10; done=5", "plan=10; done=8", "plan=10; done=9"].map(one);
    let county = County::of(&[
        ("1", "甲乡", Some((&low, &[]))),
        ("2", "乙镇", Some((&top, &[]))),
        ("3", "丙乡", Some((&mid, &[]))),
        ("4", "丁镇", Some((&high, &[]))),
    ]);
    assert_eq!(
        shown(&county.table("t8", Options::default())),
        [
            "丙乡 红旗: 乡 | 50.0 | 1",
            "甲乡 黄旗: 乡 | 20.0 | 2",
            "乙镇 红旗: 镇 | 90.0 | 1",
            "丁镇 黄旗: 镇 | 80.0 | 2",
        ]
    );
}

/// The county with the progress of one project as firm as said.
fn with_standing(office: usize, standing: Standing) -> County {
    let mut county = county();
    let form = county.scheme.form("progress").unwrap();
    let book = county.books[office].as_mut().unwrap();
    let mut rows = book.tables[form.index()].rows().to_vec();
    rows[0] = Arc::new(Row { standing: Some(standing), ..Row::clone(&rows[0]) });
    book.tables[form.index()] = Arc::new(Table::from_rows(rows));
    county
}

/// Rows with their marked figures alone: `label: column figure`.
fn marked(report: &Report) -> Vec<String> {
    let rows = report.printed_rows().flat_map(|row| {
        let cells = report.columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.mark().is_empty());
        cells.map(|(column, cell)| format!("{} {} {}", row.label, column.label, cell.printed()))
    });
    rows.collect()
}

#[test]
fn figures_that_rest_on_a_flash_are_marked_and_what_is_made_of_them() {
    let report = with_standing(1, Standing::Flash).table("t1", Options::default());
    assert_eq!(
        marked(&report),
        [
            "全县 年度计划 3.83（快）",
            "全县 累计完成 2.06（快）",
            "全县 完成率 53.8（快）",
            "全县 超（欠）序时 -29.5（快）",
            "全县 占全县 100.0（快）",
            "全县 红 1（快）",
            "张集镇 年度计划 2.00（快）",
            "张集镇 累计完成 0.50（快）",
            "张集镇 完成率 25.0（快）",
            "张集镇 超（欠）序时 -58.3（快）",
            "张集镇 占全县 24.2（快）",
            "张集镇 红 1（快）",
        ]
    );
    assert!(report.notes.contains(&"标“快”的含快报数，都可能变动，以正式数为准。".to_owned()), "{:?}", report.notes);
    // Nothing of a table that does not read it; of single projects, the project alone.
    let items = with_standing(1, Standing::Forecast).table("t2", Options::default());
    assert_eq!(marked(&items), Vec::<String>::new());
    let projects = with_standing(1, Standing::Forecast).table("t3", Options::default());
    assert!(marked(&projects).iter().any(|cell| cell.starts_with("丙项目")), "{:?}", marked(&projects));
    assert!(!marked(&projects).iter().any(|cell| cell.starts_with('甲')), "{:?}", marked(&projects));
}

#[test]
fn files_of_a_table_tell_what_is_not_final() {
    let report = with_standing(1, Standing::Forecast).table("t1", Options::default());
    assert!(html(&report).contains("0.50<sup>预</sup>"));
    assert!(markdown(&report).contains("0.50（预）"));
    assert!(csv(&report).contains("张集镇（含预计数）"), "{}", csv(&report));
    let json = json(&report);
    let cells = |office: usize| json["rows"][office]["cells"]["done"]["standing"].clone();
    assert_eq!((cells(2), cells(1)), (serde_json::json!("forecast"), serde_json::Value::Null));
    // Final ones and those that say nothing are not marked.
    assert!(marked(&with_standing(1, Standing::Final).table("t1", Options::default())).is_empty());
}
