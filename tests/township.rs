//! The realistic month of `tests/fixtures/township`: what the audit finds is what was planted, and nothing else.

use crate::support::{self, Typed};
use sishang::audit::{Audit, View};
use sishang::formula::{Data, Value};
use sishang::scheme::{FormDef, FormId, Scheme, builtin};
use sishang::workbook::{self, Command, Mark, Session, Stamp, Workbook, carry_over};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

pub(crate) const OFFICE: &str = "411425104";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/township")
}

/// What the same township keeps beside its monthly forms: see the README of the folder.
fn chart() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/chart")
}

/// Head and lines of a file of cells between tabs.
fn read(path: PathBuf) -> (Vec<String>, Vec<Vec<String>>) {
    let text = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let lines: Vec<_> = lines.collect();
    assert!(lines.iter().all(|line| line.len() == head.len()), "{} has ragged lines", path.display());
    (head, lines)
}

/// All records of a period, as typed.
pub(crate) fn records(scheme: &Scheme, period: &str) -> Vec<Typed> {
    let mut records = records_in(folder().join(period), scheme);
    for line in read(folder().join(period).join("confirmed.tsv")).1 {
        let record = records.iter_mut().find(|record| record.form == line[0] && record.key == line[1]).unwrap();
        record.marks.push((line[2].clone(), Mark::Confirmed));
    }
    records
}

/// All records of the files of a folder, as typed.
fn records_in(folder: PathBuf, scheme: &Scheme) -> Vec<Typed> {
    let mut records = Vec::new();
    for form in &scheme.forms {
        let path = folder.join(format!("{}.tsv", form.key));
        // Not every office has something for every form.
        if !path.exists() {
            continue;
        }
        let (head, lines) = read(path);
        for line in lines {
            let cells = head.iter().skip(1).cloned().zip(line.iter().skip(1).cloned()).collect();
            records.push(Typed { form: form.key.clone(), key: line[0].clone(), cells, marks: Vec::new() });
        }
    }
    records
}

/// Rule, severity, form, record and field of every finding.
fn findings(book: &Workbook) -> BTreeSet<[String; 5]> {
    let scheme = builtin();
    let audit = Audit::full(&scheme, book);
    let found = audit.findings().map(|finding| {
        if std::env::var_os("SHOW_SENTENCES").is_some() {
            eprintln!("{}\t{}\t{}", finding.key.rule, finding.key.key, finding.sentence);
        }
        let key = finding.key.clone();
        [key.rule, finding.severity.key().to_owned(), key.form, key.key, key.field]
    });
    found.collect()
}

#[test]
fn october_has_the_planted_findings_and_no_other() {
    let scheme = builtin();
    let mut book = support::workbook(&scheme, OFFICE, "2026-10", &records(&scheme, "2026-10"));
    book.prev = Some(support::earlier(&scheme, "2026-09", &records(&scheme, "2026-09")));
    book.last_year = Some(support::earlier(&scheme, "2025-10", &records(&scheme, "2025-10")));
    assert_planted(&findings(&book));
}

/// The wall chart and what belongs to it agree with the monthly forms, and the colours are those of the README.
#[test]
fn the_wall_chart_adds_no_finding() {
    let scheme = builtin();
    let all = |period: &str| {
        let mut all = records(&scheme, period);
        all.extend(records_in(chart().join(period), &scheme));
        all
    };
    let mut book = support::workbook(&scheme, OFFICE, "2026-10", &all("2026-10"));
    book.prev = Some(support::earlier(&scheme, "2026-09", &all("2026-09")));
    book.last_year = Some(support::earlier(&scheme, "2025-10", &records(&scheme, "2025-10")));
    assert_planted(&findings(&book));

    let view = View::new(&scheme, &book);
    let form = scheme.form("progress").unwrap();
    let colour = |key| match view.colour(view.place(form, key).unwrap(), false) {
        Some(Value::Text(key)) => key.to_string(),
        other => panic!("{other:?}"),
    };
    let keys = ["p001", "p002", "p003", "p004", "p005", "p006", "p007", "p008"];
    assert_eq!(keys.map(colour), ["blue", "yellow", "red", "blue", "blue", "blue", "blue", "red"]);
}

/// Rule, severity, form, record and field of every planted finding.
pub(crate) fn expected() -> BTreeSet<[String; 5]> {
    let (_, lines) = read(folder().join("expected.tsv"));
    lines.iter().map(|line| std::array::from_fn(|at| line[at].clone())).collect()
}

fn assert_planted(found: &BTreeSet<[String; 5]>) {
    let expected = expected();
    let (extra, lacking): (Vec<_>, Vec<_>) =
        (found.difference(&expected).collect(), expected.difference(found).collect());
    assert!(extra.is_empty() && lacking.is_empty(), "not expected: {extra:#?}\nnot found: {lacking:#?}");
}

#[test]
fn september_is_clean_but_for_one_hint() {
    let scheme = builtin();
    let book = support::workbook(&scheme, OFFICE, "2026-09", &records(&scheme, "2026-09"));
    let found: Vec<_> = findings(&book).into_iter().collect();
    assert_eq!(found, [["R090", "hint", "industry", "u016", ""].map(str::to_owned)]);
}

/// Confirms the zeros of a record.
pub(crate) fn confirm(def: &FormDef, form: FormId, record: &Typed) -> Command {
    let cells = record.marks.iter().map(|(name, _)| (record.key.as_str().into(), support::slot(def, name)));
    Command::Mark { form, cells: cells.collect(), mark: Some(Mark::Confirmed) }
}

/// October as a clerk makes it: two files carried over, then what is new typed in.
#[test]
fn a_month_carried_over_and_typed_is_the_same_month() {
    let scheme = builtin();
    let open = |period: &str, records: &[Typed]| support::workbook(&scheme, OFFICE, period, records);
    let mut session = Session::new(Arc::clone(&scheme), open("2026-10", &[]));
    for period in ["2026-09", "2025-10"] {
        let file = open(period, &records(&scheme, period));
        let carried = carry_over(&scheme, &session.book, &file, "digest").unwrap();
        session = session.apply(Command::CarryOver(Box::new(carried)), Stamp::default()).unwrap().0;
    }

    // Before anything is typed, all that is wrong is that nothing was reported yet: nobody is nagged for a blank form.
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for [rule, ..] in findings(&session.book) {
        *counts.entry(rule).or_default() += 1;
    }
    assert_eq!(counts, BTreeMap::from([("R095".to_owned(), 29), ("R095b".to_owned(), 7)]));

    let october = records(&scheme, "2026-10");
    for (form, id) in scheme.forms.iter().zip(scheme.form_ids()) {
        for record in october.iter().filter(|record| record.form == form.key) {
            if form.is_roster() && session.book.table(id).row(&record.key).is_none() {
                let add = Command::AddRows { form: id, position: usize::MAX, count: 1 };
                session = session.apply(add, Stamp::default()).unwrap().0;
            }
            let cells = record.cells.iter().map(|(name, text)| workbook::Typed {
                key: record.key.as_str().into(),
                slot: support::slot(form, name),
                text: text.as_str().into(),
            });
            let cells = cells.filter(|cell| session.book.text(id, &cell.key, cell.slot) != &*cell.text).collect();
            session = session.apply(Command::Type { form: id, cells }, Stamp::default()).unwrap().0;
            session = session.apply(confirm(form, id, record), Stamp::default()).unwrap().0;
        }
    }
    assert_planted(&findings(&session.book));
    assert_eq!(Audit::full(&scheme, &session.book), session.audit);
}
