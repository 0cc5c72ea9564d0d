//! Hand-made tables for the tests of what is printed from tables.

use super::{CellState, ColumnKind, Report, ReportCell, ReportColumn, ReportRow, RowKind};
use crate::formula::Value;
use crate::workbook::{Place, Standing};

pub(crate) fn cell(value: &str, shown: &str) -> ReportCell {
    let value = value.parse().map_or_else(|_| Value::text(value), Value::Number);
    ReportCell { value: Some(value), shown: shown.to_owned(), state: CellState::Shown, standing: Standing::Final }
}

pub(crate) fn without(state: CellState) -> ReportCell {
    let shown = match state {
        CellState::Suppressed => "*",
        _ => "—",
    };
    ReportCell { value: None, shown: shown.to_owned(), state, standing: Standing::Final }
}

pub(crate) fn column(
    key: &str,
    label: &str,
    group: &str,
    unit: Option<&str>,
    decimals: u8,
    kind: ColumnKind,
) -> ReportColumn {
    ReportColumn {
        key: key.to_owned(),
        label: label.to_owned(),
        group: group.to_owned(),
        unit: unit.map(str::to_owned),
        decimals,
        kind,
    }
}

pub(crate) fn row(code: &str, label: &str, cells: Vec<ReportCell>) -> ReportRow {
    ReportRow {
        kind: RowKind::Office { code: code.to_owned() },
        label: label.to_owned(),
        level: 0,
        cells,
        flag: None,
        note: String::new(),
    }
}

/// Progress of the key projects of a county of four townships.
pub(crate) fn progress() -> Report {
    let kinds = [
        column("count", "项目数", "", Some("个"), 0, ColumnKind::Amount),
        column("plan", "年度计划", "投资", Some("亿元"), 2, ColumnKind::Amount),
        column("done", "1—10月完成", "投资", Some("亿元"), 2, ColumnKind::Amount),
        column("rate", "占年度计划", "投资", None, 1, ColumnKind::Percent),
        column("ahead", "超（欠）序时", "投资", None, 1, ColumnKind::Points),
        column("rank", "位次", "", None, 0, ColumnKind::Rank),
        column("move", "升降", "", None, 0, ColumnKind::Move),
    ];
    let line = |code: &str, label: &str, cells: [(&str, &str); 7]| {
        row(code, label, cells.into_iter().map(|(value, shown)| cell(value, shown)).collect())
    };
    let mut rows = vec![
        line(
            "411425101",
            "利民镇",
            [
                ("6", "6"),
                ("17.68", "17.68"),
                ("4.28", "4.28"),
                ("0.24208", "24.2"),
                ("-0.59125", "-59.1"),
                ("3", "3"),
                ("-1", "↓1"),
            ],
        ),
        line(
            "411425104",
            "谷熟镇",
            [
                ("11", "11"),
                ("63.27", "63.27"),
                ("77.57", "77.57"),
                ("1.22601", "122.6"),
                ("0.39268", "+39.3"),
                ("1", "1"),
                ("2", "↑2"),
            ],
        ),
        line(
            "411425105",
            "=杜集镇",
            [
                ("43", "43"),
                ("647.4", "647.40"),
                ("629.0", "629.00"),
                ("0.97158", "97.2"),
                ("0.13825", "+13.8"),
                ("2", "2"),
                ("0", "—"),
            ],
        ),
    ];
    rows.push(row(
        "411425106",
        "沙集乡",
        vec![
            cell("0", "0"),
            without(CellState::NoBase),
            without(CellState::NoBase),
            without(CellState::NoBase),
            without(CellState::NoBase),
            without(CellState::NoBase),
            without(CellState::Suppressed),
        ],
    ));
    let mut whole = line(
        "",
        "合计",
        [
            ("60", "60"),
            ("728.35", "728.35"),
            ("710.85", "710.85"),
            ("0.97597", "97.6"),
            ("0.14264", "+14.3"),
            ("", ""),
            ("", ""),
        ],
    );
    whole.kind = RowKind::Total;
    Report {
        key: "t1".to_owned(),
        number: "T1".to_owned(),
        label: "重点项目投资完成情况".to_owned(),
        office: Place { code: "411425".to_owned(), name: "虞城县".to_owned() },
        period: "2026-10".parse().unwrap(),
        public: true,
        columns: kinds.to_vec(),
        row_head: "乡镇".to_owned(),
        rows,
        total: Some(whole),
        total_first: false,
        notes: vec!["注：序时进度按月份除以12计算；“—”表示没有可比的基数。".to_owned()],
    }
}
