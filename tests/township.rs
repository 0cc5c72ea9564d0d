//! The realistic month of `tests/fixtures/township`: what the audit finds is what was planted, and nothing else.

use crate::support::{self, Typed};
use sishang::audit::Audit;
use sishang::scheme::{Scheme, builtin};
use sishang::workbook::Workbook;
use std::collections::BTreeSet;
use std::path::PathBuf;

const OFFICE: &str = "411425104";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/township")
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
fn records(scheme: &Scheme, period: &str) -> Vec<Typed> {
    let mut records = Vec::new();
    for form in &scheme.forms {
        let (head, lines) = read(folder().join(period).join(format!("{}.tsv", form.key)));
        for line in lines {
            let cells = head.iter().skip(1).cloned().zip(line.iter().skip(1).cloned()).collect();
            records.push(Typed { form: form.key.clone(), key: line[0].clone(), cells });
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
    let (_, lines) = read(folder().join("expected.tsv"));
    let expected: BTreeSet<[String; 5]> = lines.iter().map(|line| std::array::from_fn(|at| line[at].clone())).collect();
    let found = findings(&book);
    let (extra, lacking): (Vec<_>, Vec<_>) =
        (found.difference(&expected).collect(), expected.difference(&found).collect());
    assert!(extra.is_empty() && lacking.is_empty(), "not expected: {extra:#?}\nnot found: {lacking:#?}");
}

#[test]
fn september_is_clean_but_for_one_hint() {
    let scheme = builtin();
    let book = support::workbook(&scheme, OFFICE, "2026-09", &records(&scheme, "2026-09"));
    let found: Vec<_> = findings(&book).into_iter().collect();
    assert_eq!(found, [["R090", "hint", "industry", "u016", ""].map(str::to_owned)]);
}
