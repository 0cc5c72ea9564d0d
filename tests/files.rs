//! Bad files: each of `tests/files/broken` with the very sentence that it gets beside it, and what is too big to keep.
//!
//! After a change of words: `UPDATE_EXPECT=1 cargo test --test integration files`.

use std::fmt::Write;

use expect_test::expect_file;
use sishang::exchange::{FileError, Limits, Note, Syntax, open, verify};
use sishang::message::exchange as say;
use sishang::scheme::builtin;

use crate::support::folder::files;

#[test]
fn every_broken_file_gets_its_sentence() {
    let scheme = builtin();
    let files = files("files/broken", "json");
    assert!(files.len() > 30, "{}", files.len());
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let error = open(&bytes, &scheme, &Limits::default()).map(|_| ()).expect_err(&path.display().to_string());
        expect_file![path.with_extension("txt")].assert_eq(&format!("{}\n{error}\n", error.code()));
    }
}

/// Files that are odd, but ours and whole: they open, nothing in them is run, and what is odd is said.
#[test]
fn every_odd_file_opens_with_its_notes() {
    let scheme = builtin();
    for path in files("files/odd", "json") {
        let bytes = std::fs::read(&path).unwrap();
        let opened =
            open(&bytes, &scheme, &Limits::default()).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let mut told = String::new();
        // The built-in scheme may go on while the files stay.
        for note in opened.notes.iter().filter(|note| **note != Note::SchemeChanged) {
            writeln!(told, "{}", say::note(note)).unwrap();
        }
        for row in opened.book.tables.iter().flat_map(|table| table.rows()) {
            for cell in row.cells.values() {
                writeln!(told, "{:?}{}", cell.text, if cell.value.is_none() { " unreadable" } else { "" }).unwrap();
            }
            for (name, text) in &row.foreign {
                writeln!(told, "{name:?}: {text:?}").unwrap();
            }
        }
        expect_file![path.with_extension("txt")].assert_eq(&told);
        verify(&opened, &scheme);
    }
}

#[test]
fn ten_thousand_levels_are_refused() {
    let json = format!("{{\"format\":\"sishang-submission\",\"version\":1,\"forms\":{}", "[".repeat(10_000));
    let error = open(json.as_bytes(), &builtin(), &Limits::default()).unwrap_err();
    assert!(matches!(&error, FileError::Syntax(error) if error.problem == Syntax::TooDeep { limit: 32 }));
    assert!(error.to_string().contains("层次超过 32 层"), "{error}");
}

#[test]
fn a_million_records_are_refused() {
    let mut json = String::from("{\"format\":\"sishang-submission\",\"version\":1,\"forms\":{\"units\":[{}");
    for _ in 1..1_000_000 {
        json.push_str(",{}");
    }
    json.push_str("]}}");
    let error = open(json.as_bytes(), &builtin(), &Limits::default()).unwrap_err();
    let (form, found, limit) = ("units".to_owned(), 1_000_000, Limits::default().records);
    assert_eq!(error, FileError::TooManyRecords { form, found, limit });
    assert!(error.to_string().contains("有 1000000 条记录，最多读 20000 条"), "{error}");
}

#[test]
fn more_values_than_fit_are_refused_while_reading() {
    let json = format!("[{}0]", "0,".repeat(100_000));
    let limits = Limits { values: 100_000, ..Limits::default() };
    let error = open(json.as_bytes(), &builtin(), &limits).unwrap_err();
    assert!(error.to_string().contains("数据超过 100000 项"), "{error}");
}

#[test]
fn too_many_bytes_are_refused_unread() {
    let limits = Limits { bytes: 1000, ..Limits::default() };
    let error = open(&[b'{'; 1001], &builtin(), &limits).unwrap_err();
    assert_eq!(error, FileError::TooLarge { bytes: 1001, limit: 1000 });
}

/// Files that were once written open for ever. New ones may be added here; none is changed or taken away.
#[test]
fn every_kept_file_still_opens_with_everything_in_it() {
    let scheme = builtin();
    for path in files("files/kept", "json") {
        let bytes = std::fs::read(&path).unwrap();
        let opened =
            open(&bytes, &scheme, &Limits::default()).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let other_scheme = |note: &Note| matches!(note, Note::SchemeChanged | Note::OtherEdition { .. });
        assert!(opened.notes.iter().all(other_scheme), "{}: {:?}", path.display(), opened.notes);
        let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        for (form, records) in json["forms"].as_object().unwrap() {
            let table = opened.book.table(scheme.form(form).unwrap());
            assert_eq!(table.len(), records.as_array().unwrap().len(), "{form}");
        }
        assert_eq!(json["digest"], opened.head.digest);
    }
}
