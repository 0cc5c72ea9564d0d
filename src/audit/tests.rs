//! The audit of the built-in scheme on the realistic month of `tests/fixtures/township`.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::scheme::{FormId, builtin};
use crate::workbook::{
    CellAddress, Command, Explanation, FindingKey, NewDetail, Session, Snapshot, Stamp, Typed, carry_over,
};

fn stamp() -> Stamp {
    Stamp { by: "王".to_owned(), at: "2026-11-02T09:00:00+08:00".to_owned() }
}

/// The workbook of one folder of the fixture.
fn month(period: &str) -> Session {
    let scheme = builtin();
    let mut forms = serde_json::Map::new();
    let path = format!("{}/tests/fixtures/township/{period}/confirmed.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let confirmed: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    for form in &scheme.forms {
        let path = format!("{}/tests/fixtures/township/{period}/{}.tsv", env!("CARGO_MANIFEST_DIR"), form.key);
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let mut lines = text.lines().map(|line| line.split('\t'));
        let names: Vec<&str> = lines.next().into_iter().flatten().skip(1).collect();
        let rows = lines.map(|mut line| {
            let key = line.next().unwrap();
            let cells: serde_json::Map<_, _> = names
                .iter()
                .zip(line)
                .filter(|(_, text)| !text.is_empty())
                .map(|(name, text)| ((*name).to_owned(), text.into()))
                .collect();
            let marks: serde_json::Map<_, _> = confirmed
                .iter()
                .filter(|cell| cell[0] == form.key && cell[1] == key)
                .map(|cell| (cell[2].to_owned(), "confirmed".into()))
                .collect();
            serde_json::json!({"key": key, "cells": cells, "marks": marks})
        });
        forms.insert(form.key.clone(), rows.collect());
    }
    let office = serde_json::json!({"code": "411425104", "name": "谷熟镇"});
    let about = serde_json::json!({"id": period, "office": office, "period": period});
    let stored = serde_json::json!({"version": 1, "scheme": scheme.tag(), "about": about, "forms": forms});
    let book = Snapshot::from_json(&stored.to_string()).unwrap().load(&scheme);
    assert!(book.tables.iter().all(|table| table.rows().iter().all(|row| row.foreign.is_empty())));
    Session::new(scheme, book)
}

/// October with September and last October carried over.
fn october() -> Session {
    let now = month("2026-10");
    let carry = |session: &Session, period: &str| {
        let carried = carry_over(&session.scheme, &session.book, &month(period).book, period).unwrap();
        session.apply(Command::CarryOver(Box::new(carried)), stamp()).unwrap().0
    };
    carry(&carry(&now, "2026-09"), "2025-10")
}

fn listed(session: &Session) -> Vec<String> {
    let mut all: Vec<String> = session
        .audit
        .findings()
        .map(|finding| {
            let FindingKey { rule, field, form, key } = &finding.key;
            format!("{rule} {} {form} {key} {field}", finding.severity.key()).trim_end().to_owned()
        })
        .collect();
    all.sort();
    all
}

#[test]
fn the_realistic_month_has_the_planted_findings_and_no_other() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/township/expected.tsv");
    let expected = std::fs::read_to_string(path).unwrap();
    let mut expected: Vec<String> = expected
        .lines()
        .skip(1)
        .map(|line| line.split('\t').take(5).collect::<Vec<_>>().join(" ").trim_end().to_owned())
        .collect();
    expected.sort();
    assert_eq!(listed(&october()), expected);
}

#[test]
fn one_edit_looks_again_only_at_what_reads_it() {
    let session = october();
    let form = session.scheme.form("industry").unwrap();
    // 企业用电量 is read by rules of its own record only: some 19,000 evaluations are not repeated.
    let field = session.scheme[form].field("electricity").unwrap();
    let slot = crate::workbook::Slot { field, column: crate::measure::Column::Ytd };
    let before = session.audit.evaluations;
    let cells = vec![Typed { key: Arc::from("u003"), slot, text: Arc::from("12345") }];
    let next = session.apply(Command::Type { form, cells }, stamp()).unwrap().0;
    let worked = next.audit.evaluations - before;
    assert!((1..25).contains(&worked), "{worked} evaluations for one cell, of {before} for everything");
}

/// A session after something was typed into cells of a form, by key and name of the cell.
fn typed(session: &Session, form: &str, cells: &[(&str, &str, &str)]) -> Session {
    let form = session.scheme.form(form).unwrap();
    let slot = |name: &str| crate::workbook::slot_named(&session.scheme[form], name).unwrap();
    let typed =
        |&(key, cell, text): &(&str, &str, &str)| Typed { key: key.into(), slot: slot(cell), text: text.into() };
    session.apply(Command::Type { form, cells: cells.iter().map(typed).collect() }, stamp()).unwrap().0
}

/// How often a rule about many records is worked out after a change, and the findings, which are those of a full audit.
fn worked(before: &Session, after: &Session, rule: &str) -> (u64, usize) {
    assert_eq!(after.audit, Audit::full(&after.scheme, &after.book));
    let found = after.audit.findings().filter(|finding| finding.key.rule == rule).count();
    (after.audit.evaluations - before.audit.evaluations, found)
}

#[test]
fn records_that_are_compared_with_each_other_are_looked_at_where_they_meet() {
    let session = october();
    let industry = session.scheme.form("industry").unwrap();
    let keys: Vec<Arc<str>> = session.book.table(industry).rows().iter().map(|row| Arc::clone(&row.key)).collect();
    let same: Vec<(&str, &str, &str)> = keys.iter().take(5).map(|key| (&**key, "output.month", "4321")).collect();
    // One after the other gets the same amount, until they are too many.
    let mut now = session;
    let mut all = Vec::new();
    for cell in &same {
        let next = typed(&now, "industry", &[*cell]);
        all.push(worked(&now, &next, "R093"));
        now = next;
    }
    let other = typed(&now, "industry", &[(same[0].0, "output.month", "1234")]);
    all.push(worked(&now, &other, "R093"));
    expect_test::expect!["[(22, 0), (23, 0), (24, 3), (25, 4), (26, 5), (26, 4)]"].assert_eq(&format!("{all:?}"));
}

/// A file that is kept in columns has the findings that it has in rows.
#[test]
fn columns_are_audited_as_rows_are() {
    use crate::demo::county::{County, Options};
    use crate::exchange::{AnyFile, Limits, Reader, open};
    let scheme = builtin();
    let county = County::new(&Options::halfway(3, "2026-10".parse().unwrap()));
    let reader = Reader::new(&scheme, Limits { whole: false, ..Limits::default() });
    let (mut in_columns, mut found) = (0, 0);
    for office in 0..county.offices().count() {
        let Some(file) = county.file(&scheme, office, county.period()) else { continue };
        let Ok(AnyFile::Submission(quickly)) = reader.open_any(file.text.as_bytes()) else { continue };
        let slowly = open(file.text.as_bytes(), &scheme, &Limits::default()).unwrap();
        in_columns += quickly.book.tables.iter().filter(|table| table.columns().is_some()).count();
        let (quickly, slowly) = (Audit::full(&scheme, &quickly.book), Audit::full(&scheme, &slowly.book));
        assert_eq!(quickly, slowly, "{}", file.name);
        found += slowly.findings().count();
    }
    assert!(in_columns > 50 && found > 50, "{in_columns} tables in columns, {found} findings");
}

#[test]
fn an_explanation_holds_for_the_values_it_was_given_for_and_no_longer() {
    let session = october();
    let finding = session.audit.findings().find(|finding| finding.severity == crate::scheme::Severity::Soft).unwrap();
    let explanation = Explanation {
        text: "新接出口订单，十月集中交货三百万元".to_owned(),
        scheme: session.scheme.tag(),
        values: finding.values.clone(),
        stamp: stamp(),
    };
    let key = finding.key.clone();
    let explain = Command::Explain { finding: key.clone(), explanation: Some(explanation) };
    let explained = session.apply(explain, stamp()).unwrap().0;
    assert_eq!(explained.audit.find(&key).unwrap().state, State::Explained);
    assert!(!explained.audit.find(&key).unwrap().blocks());
    assert_eq!(explained.audit.counts().soft + 1, session.audit.counts().soft);
    // Changing a value that the rule saw voids it; changing it back makes it hold again.
    let (form, slot) = finding.cells[0];
    let cell = CellAddress { form, key: Arc::clone(&finding.record), slot };
    let old = session.book.text(form, &cell.key, slot).to_owned();
    let typed = |text: String| Command::Type {
        form,
        cells: vec![Typed { key: Arc::clone(&cell.key), slot, text: Arc::from(text) }],
    };
    let changed = explained.apply(typed(format!("{old}1")), stamp()).unwrap().0;
    assert!(changed.audit.find(&key).is_none_or(|finding| finding.state == State::Void));
    let back = changed.apply(typed(old), stamp()).unwrap().0;
    assert_eq!(back.audit.find(&key).unwrap().state, State::Explained);
}

#[test]
fn a_text_that_is_no_number_is_a_hard_finding_that_says_what_was_probably_meant() {
    let session = october();
    let form = session.scheme.form("industry").unwrap();
    let slot = crate::workbook::Slot {
        field: session.scheme[form].field("output").unwrap(),
        column: crate::measure::Column::Month,
    };
    let cells = vec![Typed { key: Arc::from("u003"), slot, text: Arc::from("2000万") }];
    let next = session.apply(Command::Type { form, cells }, stamp()).unwrap().0;
    let cell = CellAddress { form, key: Arc::from("u003"), slot };
    let sentences: Vec<&str> = next.audit.of_cell(&cell).iter().map(|finding| finding.sentence.as_str()).collect();
    assert!(
        sentences.iter().any(|sentence| sentence.contains("2000万") && sentence.contains("20,000")),
        "{sentences:?}"
    );
}

/// The key of a record that could be typed into.
fn any_key(session: &Session, form: FormId, row: prop::sample::Index) -> Option<Arc<str>> {
    let def = &session.scheme[form];
    let keys = match def.over().filter(|_| def.detail().is_none()) {
        _ if def.single().is_some() => return Some(Arc::from(crate::scheme::Single::KEY)),
        Some(roster) => session.book.table(roster),
        None => session.book.table(form),
    };
    (!keys.is_empty()).then(|| Arc::clone(&row.get(keys.rows()).key))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// So it is where records are compared with many others, some of which are equal to them, come and go.
    #[test]
    fn the_incremental_audit_is_the_full_one_among_equals(edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..9usize, 0..3usize), 1..16)) {
        static START: std::sync::OnceLock<Session> = std::sync::OnceLock::new();
        let mut session = START.get_or_init(october).clone();
        let cells = [
            ("industry", "output.month"), ("industry", "output.ytd"), ("industry", "output.ytd_ly"), ("units", "uscc"),
            ("units", "phone"), ("units", "filler"), ("units", "industry"), ("projects", "code"), ("units", "uscc"),
        ];
        for (row, cell, text) in edits {
            let (form, name) = cells[cell];
            let id = session.scheme.form(form).unwrap();
            let rows = session.book.table(id).rows();
            if rows.is_empty() {
                continue;
            }
            // Of few records there are many equal ones.
            let key = Arc::clone(&rows[row.index(rows.len().min(6))].key);
            let texts = match name {
                "output.month" | "output.ytd" | "output.ytd_ly" => ["100", "200", ""],
                "industry" => ["1311", "4710", ""],
                _ => ["91411425MA40000001", "13800000000", ""],
            };
            session = if cell == 8 && text == 2 {
                session.apply(Command::RemoveRows { form: id, keys: vec![key] }, stamp()).unwrap().0
            } else {
                typed(&session, form, &[(&key, name, texts[text])])
            };
            prop_assert_eq!(&session.audit, &Audit::full(&session.scheme, &session.book));
        }
    }

    /// Following the reads finds what looking at everything finds.
    #[test]
    fn the_incremental_audit_is_the_full_one(edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..9usize), 1..12)) {
        static START: std::sync::OnceLock<Session> = std::sync::OnceLock::new();
        let mut session = START.get_or_init(october).clone();
        let texts = ["", "0", "1", "820", "999999", "-5", "2000万", "2", "91411425MA40000001"];
        for (form, row, cell, text) in edits {
            let scheme = Arc::clone(&session.scheme);
            let forms: Vec<FormId> = scheme.form_ids().collect();
            let form = *form.get(&forms);
            let roster = scheme.roster_of(form).unwrap_or(form);
            let key = any_key(&session, form, row).unwrap_or_default();
            let cells: Vec<_> = scheme[form].cells().filter(|(field, _)| !scheme[form][*field].is_computed()).collect();
            let &(field, column) = cell.get(&cells);
            let typed = Typed { key: Arc::clone(&key), slot: crate::workbook::Slot { field, column }, text: Arc::from(texts[text]) };
            let detail = scheme[form].detail().is_some() && (text % 3 == 0 || key.is_empty());
            let command = if detail {
                let of = Arc::clone(&row.get(session.book.table(roster).rows()).key);
                let new = NewDetail { of, cells: vec![(typed.slot, Arc::from(texts[text]))] };
                Command::Details { form, cells: Vec::new(), rows: vec![new] }
            } else if text == 8 && scheme[form].is_roster() { Command::RemoveRows { form, keys: vec![key] } } else { Command::Type { form, cells: vec![typed] } };
            session = session.apply(command, stamp()).unwrap().0;
            if scheme.roster_of(form).is_some() && session.book.table(roster).is_empty() {
                break;
            }
        }
        let full = Audit::full(&session.scheme, &session.book);
        prop_assert_eq!(&session.audit, &full);
    }
}
