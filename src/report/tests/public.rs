//! What a public table withholds.

use super::*;

const PUBLIC: Options = Options { public: true, order: None };

#[test]
fn tables_of_records_are_not_for_the_public() {
    let county = county();
    let error = tabulate(&county.scheme, "t3", county.whole(), &county.parts(), None, PUBLIC).unwrap_err();
    assert_eq!(error, TableError::NotPublic { label: "项目明细".to_owned() });
}

#[test]
fn figures_of_few_units_are_withheld_with_what_gives_them_away() {
    let report = county().table("t1", PUBLIC);
    assert!(report.public);
    assert_eq!(
        shown(&report),
        [
            "全县: 4 | 3.83 | 2.06 | 53.8 | -29.5 | 100.0 | 1 | * | 红 |  |  | ",
            "利民镇: 2 | * | * | * | * | * | 0 |  | 蓝 | * | * | *",
            "张集镇: 1 | * | * | * | * | * | 1 | * | 红 | * | * | *",
            "界沟镇: 1 | * | * | * | * | * | 0 |  | 蓝 | * | — | —",
            "芒种桥乡（未报）: — | — | — | — | — | — | — | — | — | — | — | —",
            "单位：亿元。",
            "未报：芒种桥乡，共 1 个单位，合计不含。",
            "“*”的数不公开：单位不满 3 个，或能由它推算出这样的数。",
            "数不公开的，不公开位次，也不评旗。",
        ]
    );
    let hidden: Vec<&ReportCell> =
        report.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.state == CellState::Suppressed).collect();
    assert!(hidden.iter().all(|cell| cell.value.is_none()), "nor are they in the exact values");
}

#[test]
fn one_small_office_takes_the_next_smallest_with_it() {
    let projects = |count: usize| -> Vec<(&'static str, &'static str, &'static str)> {
        let keys = ["p1", "p2", "p3", "p4", "p5", "p6"];
        keys.iter().take(count).map(|key| ("projects", *key, "name=甲; planned=10000")).collect()
    };
    let (two, four, six) = (projects(2), projects(4), projects(6));
    let county = County::of(&[
        ("1", "甲镇", Some((&six, &[]))),
        ("2", "乙镇", Some((&two, &[]))),
        ("3", "丙镇", Some((&four, &[]))),
    ]);
    let report = county.table("t7", PUBLIC);
    assert_eq!(
        shown(&report)[..4],
        ["合计: 12 | 12.0 | 0.0 | 12.0", "甲镇: 6 | 6.0 | 0.0 | 6.0", "乙镇: 2 | * | 0.0 | *", "丙镇: 4 | * | 0.0 | *",]
    );
}

#[test]
fn nothing_is_withheld_from_those_who_collect() {
    let report = county().table("t7", Options::default());
    assert!(report.printed_rows().flat_map(|row| &row.cells).all(|cell| cell.state != CellState::Suppressed));
}
