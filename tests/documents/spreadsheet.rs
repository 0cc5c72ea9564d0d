//! The copy of a workbook.

use super::{parts, properties};
use sishang::exchange::workbook_copy;
use sishang::workbook::{Session, Stamp, Workbook};
use sishang::{demo, scheme};

#[test]
fn the_copy_of_the_demonstration_is_a_sound_file_with_a_sheet_for_every_form_in_use() {
    let scheme = scheme::builtin();
    let book = demo::months(&scheme, "demo").current;
    let bytes = workbook_copy(&scheme, &book, &properties());
    assert_eq!(bytes, workbook_copy(&scheme, &book, &properties()), "the same workbook gives the same bytes");
    let parts = parts(&bytes, "copy.xlsx");
    let used = scheme.form_ids().filter(|&form| !book.table(form).is_empty()).count();
    assert_eq!(parts.keys().filter(|name| name.starts_with("xl/worksheets/")).count(), used);
    let workbook = roxmltree::Document::parse(&parts["xl/workbook.xml"]).unwrap();
    let names: Vec<&str> = workbook.descendants().filter_map(|node| node.attribute("name")).collect();
    assert!(names.contains(&"调查单位名录"), "{names:?}");
    let core = roxmltree::Document::parse(&parts["docProps/core.xml"]).unwrap();
    let texts: Vec<&str> = core.root_element().children().filter_map(|node| node.text()).collect();
    assert_eq!(texts, ["重点项目<通报>", "虞城县统计局", "2026-11-05T01:00:00Z", "2026-11-05T01:00:00Z"]);
}

#[test]
fn what_a_clerk_types_is_never_a_formula_in_the_copy() {
    let scheme = scheme::builtin();
    let book: Workbook = demo::months(&scheme, "demo").current;
    let units = scheme.form("units").unwrap();
    let slot = sishang::workbook::Slot {
        field: scheme[units].field("name").unwrap(),
        column: sishang::measure::Column::Plain,
    };
    let key = book.table(units).at(0).unwrap().key.clone();
    let text = "=HYPERLINK(\"http://x\")".into();
    let command =
        sishang::workbook::Command::Type { form: units, cells: vec![sishang::workbook::Typed { key, slot, text }] };
    let (session, _) = Session::new(scheme.clone(), book).apply(command, Stamp::default()).unwrap();
    let parts = parts(&workbook_copy(&scheme, &session.book, &properties()), "hostile.xlsx");
    let mut seen = 0;
    for (name, text) in parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/")) {
        let sheet = roxmltree::Document::parse(text).unwrap();
        assert!(!sheet.descendants().any(|node| node.has_tag_name("f")), "{name} has a formula");
        seen +=
            sheet.descendants().filter(|node| node.text().is_some_and(|text| text.starts_with("=HYPERLINK"))).count();
    }
    assert!(seen > 0);
}
