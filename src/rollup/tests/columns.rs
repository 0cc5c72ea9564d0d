//! What is worked out of files that came in columns is what is worked out of their rows.

use super::*;
use crate::demo::county::{County, Options as Made};
use crate::exchange::{AnyFile, Opened, Reader, open_any};
use crate::formula::PartFacts;
use crate::report::{self, Partials, Report};

const FIGURES: fn() -> Limits = || Limits { whole: false, ..Limits::default() };

/// The file without what is said of single cells and of earlier months, and with some of its cells left out: by a number
/// that is another one for every member.
fn thinned(text: &str, every: usize) -> String {
    let mut json: serde_json::Value = serde_json::from_str(text).unwrap();
    let file = json.as_object_mut().unwrap();
    file.remove("digest");
    file.remove("earlier");
    let mut number = 0;
    for (_, records) in file["forms"].as_object_mut().unwrap() {
        for record in records.as_array_mut().unwrap() {
            record.as_object_mut().unwrap().retain(|name, _| {
                number += 1;
                let kept =
                    every == 0 || ["key", "of", "entered", "standing"].contains(&name.as_str()) || number % every > 0;
                kept && !["typed", "absent", "confirmed"].contains(&name.as_str())
            });
        }
    }
    let digest = exchange::json::digest(&exchange::json::parse(&json.to_string(), &Limits::default()).unwrap());
    json["digest"] = digest.into();
    json.to_string()
}

fn opened(file: Result<AnyFile, exchange::FileError>) -> Box<Opened> {
    match file {
        Ok(AnyFile::Submission(opened)) => opened,
        other => panic!("{other:?}"),
    }
}

/// The facts of all files, and all tables of them together.
fn worked_out(scheme: &CompiledScheme, files: &[Box<Opened>]) -> (Vec<String>, Vec<Report>) {
    let facts = files.iter().map(|opened| format!("{:?}", Facts::of(scheme, opened, false))).collect();
    let parts: Vec<Partials> = files
        .iter()
        .map(|opened| {
            let place = Place { code: opened.head.office.code.clone(), name: opened.head.office.name.clone() };
            let facts = PartFacts { expected: 1, received: 1, ..PartFacts::default() };
            let part = report::Part { place: &place, book: Some(&opened.book), facts, file: "" };
            Partials::of_all(scheme, &part, opened.head.period)
        })
        .collect();
    let place = place("410825", "温县");
    let whole = report::Whole { place: &place, period: "2026-10".parse().unwrap() };
    let how = report::Options { public: false, order: None };
    let table = |key: &str| report::tabulate_partials(scheme, key, whole, &parts, None, how).unwrap();
    (facts, scheme.tables.iter().map(|def| table(&def.key)).collect())
}

#[test]
fn columns_give_the_figures_of_rows() {
    let scheme = builtin();
    let county = County::new(&Made::new(7, "2026-10".parse().unwrap()));
    let texts: Vec<String> =
        (0..5).map(|office| county.file(&scheme, office, "2026-10".parse().unwrap()).unwrap().text).collect();
    let reader = Reader::new(&scheme, FIGURES());
    for every in [0, 2, 3, 7] {
        let texts: Vec<String> = texts.iter().map(|text| thinned(text, every)).collect();
        let rows: Vec<_> = texts.iter().map(|text| opened(open_any(text.as_bytes(), &scheme, &FIGURES()))).collect();
        let columns: Vec<_> = texts.iter().map(|text| opened(reader.open_any(text.as_bytes()))).collect();
        let count = |files: &[Box<Opened>]| {
            let tables = files.iter().flat_map(|opened| &opened.book.tables);
            tables.filter(|table| table.columns().is_some_and(|columns| !columns.is_empty())).count()
        };
        assert!(count(&columns) > 15 && count(&rows) == 0, "{} forms in columns", count(&columns));
        let (facts, tables) = worked_out(&scheme, &rows);
        let (quick_facts, quick_tables) = worked_out(&scheme, &columns);
        for (one, other) in facts.iter().zip(&quick_facts) {
            assert_eq!(one, other, "every {every}");
        }
        for (one, other) in tables.iter().zip(&quick_tables) {
            assert_eq!(one, other, "every {every}: {}", one.key);
        }
    }
}
