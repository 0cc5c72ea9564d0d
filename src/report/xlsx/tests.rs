use super::*;
use crate::document::xlsx::CellValue;
use crate::report::samples::progress;

#[test]
fn a_table_becomes_a_sheet_with_its_heads_merged_and_frozen() {
    let sheet = sheet(&progress(), "T1".to_owned());
    assert_eq!(sheet.frozen, (4, 1));
    assert_eq!(sheet.repeated, Some((2, 3)));
    assert!(sheet.landscape);
    assert_eq!(
        sheet.merges,
        [(0, 0, 0, 7), (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 5), (2, 6, 3, 6), (2, 7, 3, 7), (9, 0, 9, 7)]
    );
    assert_eq!(sheet.rows.len(), 10);
    assert!(sheet.rows.iter().all(|row| row.cells.len() == 8));
}

#[test]
fn a_cell_holds_the_figure_as_shown_with_the_format_of_its_column() {
    let sheet = sheet(&progress(), "T1".to_owned());
    let row = &sheet.rows[6].cells;
    let number = |text: &str| CellValue::Number(text.parse().unwrap());
    assert_eq!(row[0].value, CellValue::Text("=杜集镇".to_owned()));
    assert_eq!((&row[2].value, row[2].look.format), (&number("647.40"), Format::Number { decimals: 2 }));
    assert_eq!((&row[4].value, row[4].look.format), (&number("97.2"), Format::Number { decimals: 1 }));
    assert_eq!((&row[5].value, row[5].look.format), (&number("13.8"), Format::Signed { decimals: 1 }));
    assert_eq!(row[7].value, CellValue::Text("—".to_owned()));
    let empty = &sheet.rows[7].cells;
    assert_eq!((&empty[2].value, empty[2].look.align), (&CellValue::Text("—".to_owned()), Align::Center));
    assert_eq!(empty[7].value, CellValue::Text("*".to_owned()));
}

#[test]
fn what_may_not_leave_the_office_says_so() {
    for (public, said) in [(true, "　2026年10月"), (false, "　2026年10月　内部资料")] {
        let sheet = sheet(&Report { public, ..progress() }, "T1".to_owned());
        let CellValue::Text(about) = &sheet.rows[1].cells[0].value else { panic!("a text") };
        assert!(about.ends_with(said), "{about}");
    }
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let about = Properties {
        title: "通报".to_owned(),
        author: "虞城县".to_owned(),
        at: "2026-11-05T09:00:00+08:00".to_owned(),
    };
    let bytes = xlsx(&[progress(), progress()], &about);
    assert_eq!(bytes, xlsx(&[progress(), progress()], &about));
    assert!(bytes.starts_with(b"PK"));
}

#[test]
fn title_and_notes_of_a_wide_table_stand_on_its_first_page() {
    let mut report = progress();
    for _ in 0..4 {
        let (columns, more) = (report.columns.clone(), report.columns.len());
        report.columns.extend(columns);
        for row in report.rows.iter_mut().chain(report.total.as_mut()) {
            row.cells.extend_from_within(..more.min(row.cells.len()));
        }
        if report.columns.len() > 20 {
            break;
        }
    }
    let sheet = sheet(&report, "T1".to_owned());
    let (_, _, _, last) = sheet.merges[0];
    assert!(last > 3 && last < report.columns.len() / 2 + 2, "{last} of {}", report.columns.len());
    assert_eq!(sheet.merges.last().unwrap().3, last);
}
