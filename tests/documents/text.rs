//! A bulletin as a Word text.

use super::{parts, properties};
use roxmltree::{Document, Node};
use sishang::formula::Value;
use sishang::report::{
    Bulletin, BulletinBlock, CellState, ColumnKind, Report, ReportCell, ReportColumn, ReportRow, RowKind,
};
use sishang::workbook::{Place, Standing};

/// A table of so many columns and rows, the columns after the first in a group.
fn table(columns: i64, rows: i64) -> Report {
    let column = |at: i64| ReportColumn {
        key: format!("c{at}"),
        label: format!("指标{at}"),
        group: if at == 1 { String::new() } else { "投资".to_owned() },
        unit: Some("亿元".to_owned()),
        decimals: 2,
        kind: ColumnKind::Amount,
    };
    let row = |at: i64| ReportRow {
        kind: RowKind::Office { code: at.to_string() },
        label: format!("第{at}镇"),
        level: 0,
        cells: (1..=columns)
            .map(|column| ReportCell {
                value: Some(Value::Number((at * column).into())),
                shown: format!("{}.00", at * column),
                state: CellState::Shown,
                standing: Standing::Final,
            })
            .collect(),
        flag: None,
        note: String::new(),
    };
    Report {
        key: "t".to_owned(),
        number: "T1".to_owned(),
        label: format!("{columns}个指标的完成情况"),
        office: Place { code: "411425".to_owned(), name: "虞城县".to_owned() },
        period: "2026-10".parse().unwrap(),
        public: true,
        columns: (1..=columns).map(column).collect(),
        row_head: "乡镇".to_owned(),
        rows: (1..=rows).map(row).collect(),
        total_first: false,
        total: Some(ReportRow { kind: RowKind::Total, label: "全县".to_owned(), ..row(99) }),
        notes: vec!["注：<说明>".to_owned()],
    }
}

fn bulletin() -> Bulletin {
    let sentence = "截至10月底，全县新增规上工业企业34家，其中永城市21家，虞城县8家，睢县、示范区各2家，民权县1家，其他县（市、区）为0。";
    Bulletin {
        key: "p6".to_owned(),
        title: "关于2026年1—10月全县重点项目建设情况的通报".to_owned(),
        subtitle: "（2026年第10期）".to_owned(),
        period: "2026-10".parse().unwrap(),
        to: "各乡镇人民政府，各街道办事处".to_owned(),
        blocks: vec![
            BulletinBlock::Heading { level: 1, text: "总体情况".to_owned() },
            BulletinBlock::Paragraph(sentence.repeat(12)),
            BulletinBlock::Heading { level: 2, text: "“四上”企业".to_owned() },
            BulletinBlock::Paragraph(sentence.to_owned()),
            BulletinBlock::Table(Box::new(table(6, 45))),
            BulletinBlock::Table(Box::new(table(14, 30))),
            BulletinBlock::Heading { level: 1, text: "下一步工作".to_owned() },
            BulletinBlock::Paragraph(sentence.to_owned()),
        ],
        office: "虞城县重点项目建设办公室".to_owned(),
        date: "2026年11月5日".to_owned(),
        doubts: Vec::new(),
    }
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn all<'a>(root: &Node<'a, 'a>, name: &'static str) -> Vec<Node<'a, 'a>> {
    root.descendants().filter(|node| node.has_tag_name((W, name))).collect()
}

fn value<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    node.attribute((W, name)).unwrap_or_default()
}

#[test]
fn the_pages_are_laid_out_as_the_standard_says() {
    let bytes = bulletin().to_docx(&properties());
    assert_eq!(bytes, bulletin().to_docx(&properties()), "the same bulletin gives the same bytes");
    let parts = parts(&bytes, "bulletin.docx");
    let document = Document::parse(&parts["word/document.xml"]).unwrap();
    let root = document.root();
    // Upright, sideways for the wide table, upright again.
    let pages: Vec<(&str, &str)> =
        all(&root, "pgSz").iter().map(|size| (value(*size, "w"), value(*size, "orient"))).collect();
    assert_eq!(pages, [("11906", ""), ("16838", "landscape"), ("11906", "")]);
    let margins = all(&root, "pgMar")[0];
    let millimetres = |name: &str| (value(margins, name).parse::<i64>().unwrap() * 254 + 7200) / 14400;
    assert_eq!(["top", "left", "right", "bottom"].map(millimetres), [37, 28, 26, 35]);
    let grid = all(&root, "docGrid")[0];
    assert_eq!((value(grid, "type"), value(grid, "linePitch")), ("lines", "579"));
    assert!(parts["word/settings.xml"].contains("<w:evenAndOddHeaders/>"));
    assert!(
        parts["word/footer1.xml"].contains("w:val=\"right\"") && parts["word/footer2.xml"].contains("w:val=\"left\"")
    );
}

#[test]
fn heads_repeat_on_every_page_and_groups_are_merged() {
    let parts = parts(&bulletin().to_docx(&properties()), "bulletin-heads.docx");
    let document = Document::parse(&parts["word/document.xml"]).unwrap();
    let root = document.root();
    let tables = all(&root, "tbl");
    assert_eq!(tables.len(), 2);
    let rows = all(&tables[0], "tr");
    assert_eq!(rows.len(), 2 + 45 + 1);
    assert_eq!(all(&tables[0], "tblHeader").len(), 2);
    assert_eq!(all(&tables[0], "cantSplit").len(), rows.len());
    let spans: Vec<&str> = all(&rows[0], "gridSpan").iter().map(|span| value(*span, "val")).collect();
    assert_eq!(spans, ["5"]);
    for row in &rows {
        let columns: usize = all(row, "tc")
            .iter()
            .map(|cell| all(cell, "gridSpan").first().map_or(1, |span| value(*span, "val").parse().unwrap()))
            .sum();
        assert_eq!(columns, 7, "every row covers the same columns");
    }
    let words: String = root.descendants().filter_map(|node| node.text()).collect();
    assert!(words.contains("一、总体情况") && words.contains("（一）“四上”企业") && words.contains("二、下一步工作"));
    assert!(words.contains("注：<说明>"));
}
