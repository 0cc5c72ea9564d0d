//! Rows of details, fields by months and the record of the office in files.

use std::sync::Arc;

use super::{AT, example_about};
use crate::exchange::*;
use crate::ids::FormId;
use crate::scheme::shaped;
use crate::workbook::{Cell, Row, Session, Slot, Table, Workbook, read_cell};

/// A file of the shaped scheme with its JSON changed and sealed again.
fn shaped_with(change: impl FnOnce(&mut serde_json::Value)) -> Result<Opened, FileError> {
    let scheme = shaped();
    let mut book = Workbook::new(&scheme, example_about());
    let (units, problems) = (scheme.form("units").unwrap(), scheme.form("problems").unwrap());
    let (area, progress) = (scheme.form("area").unwrap(), scheme.form("progress").unwrap());
    let cell = |form: FormId, name: &str, text: &str| {
        let slot = crate::workbook::slot_named(&scheme[form], name).unwrap();
        (slot, read_cell(&scheme, &scheme[form][slot.field], Arc::from(text)))
    };
    let filled = |mut row: Row, cells: Vec<(Slot, Cell)>| {
        row.cells.extend(cells);
        Arc::new(Table::from_rows(vec![Arc::new(row)]))
    };
    book.tables[units.index()] = filled(Row::new("u001".into()), vec![cell(units, "name", "甲厂")]);
    let detail = Row::belonging("q001".into(), "u001".into());
    book.tables[problems.index()] = filled(detail, vec![cell(problems, "what", "征地")]);
    book.tables[area.index()] = filled(Row::new("office".into()), vec![cell(area, "tax.ytd", "5")]);
    let months =
        vec![cell(progress, "plan.m10", "10"), cell(progress, "done.m10", "8"), cell(progress, "image.m10", "封顶")];
    book.tables[progress.index()] = filled(Row::new("u001".into()), months);
    let text = write(&build(&Session::new(Arc::clone(&scheme), book), Status::Draft, AT));
    let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
    change(&mut json);
    let digest = json::digest(&json::parse(&json.to_string(), &Limits::default()).unwrap());
    json["digest"] = digest.into();
    let fits = jsonschema::validator_for(&schema(&scheme)).unwrap().is_valid(&json);
    let opened = open(json.to_string().as_bytes(), &scheme, &Limits::default());
    // Only whether a row is there cannot be said by a schema.
    let lost = matches!(opened, Err(FileError::UnknownOwner { .. }));
    assert_eq!(fits, opened.is_ok() || lost, "the schema and the reader disagree: {:?}", opened.err());
    opened
}

#[test]
fn details_and_the_record_of_the_office_are_written_for_other_readers() {
    let mut written = serde_json::Value::Null;
    let opened = shaped_with(|json| written = json["forms"].clone()).unwrap();
    assert_eq!(opened.mismatches, Vec::new());
    assert_eq!(written["problems"][0]["of"], "u001");
    assert_eq!(written["area"][0]["key"], "office");
    assert_eq!(written["progress"][0]["plan"], serde_json::json!({ "m10": 10 }));
    assert_eq!(written["progress"][0]["rate"], serde_json::json!({ "m10": 80 }));
    assert_eq!(written["progress"][0]["image"]["m10"], "封顶");
    assert!(written["units"][0].get("of").is_none());
}

#[test]
fn a_detail_of_nobody_is_refused() {
    type Change = fn(&mut serde_json::Value);
    let cases: [(Change, &str, &str); 6] = [
        (|json| json["forms"]["problems"][0]["of"] = "u002".into(), "unknown-owner", "u002"),
        (|json| json["forms"]["units"] = serde_json::json!([]), "unknown-owner", "q001"),
        (
            |json| drop(json["forms"]["problems"][0].as_object_mut().unwrap().remove("of")),
            "shape",
            "/forms/problems/0/of",
        ),
        (|json| json["forms"]["problems"][0]["of"] = 1.into(), "shape", "/forms/problems/0/of"),
        (|json| json["forms"]["progress"][0]["of"] = "u001".into(), "shape", "/forms/progress/0/of"),
        (|json| json["forms"]["area"][0]["key"] = "u001".into(), "shape", "/forms/area/0/key"),
    ];
    for (change, code, names) in cases {
        let error = shaped_with(change).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains(names), "{error} should name {names}");
    }
}
