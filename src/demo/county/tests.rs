use std::collections::BTreeSet;

use super::*;
use crate::audit::{Audit, State};
use crate::exchange::{Limits, Opened, open, verify};
use crate::scheme::{Severity, builtin};

/// Position of the office, rule, field, form, record.
type Found = BTreeSet<(usize, String, String, String, String)>;

fn october() -> Period {
    Period::of_month(2026, 10).unwrap()
}

fn found(office: usize, audit: &Audit) -> Found {
    if std::env::var_os("SHOW_SENTENCES").is_some() {
        for finding in audit.findings() {
            eprintln!("{office}\t{}\t{}\t{}", finding.key.rule, finding.key.key, finding.sentence);
        }
    }
    let keys = audit.findings().map(|finding| finding.key.clone());
    keys.map(|key| (office, key.rule, key.field, key.form, key.key)).collect()
}

fn planted(county: &County, period: Period) -> Found {
    let all = county.planted(period).into_iter().map(|one| (one.office, one.finding));
    all.map(|(office, key)| (office, key.rule, key.field, key.form, key.key)).collect()
}

fn assert_same(what: &str, found: &Found, planted: &Found) {
    let (extra, lacking): (Vec<_>, Vec<_>) = (found.difference(planted).collect(), planted.difference(found).collect());
    assert!(extra.is_empty() && lacking.is_empty(), "{what}\nnot planted: {extra:#?}\nnot found: {lacking:#?}");
}

/// More seeds: `COUNTY_SEEDS=200 cargo test --lib demo::county`.
#[test]
fn the_audit_finds_what_was_planted_and_nothing_else() {
    let scheme = builtin();
    let seeds = std::env::var("COUNTY_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(3);
    for seed in 0..seeds {
        let county = County::new(&Options::new(seed, october()));
        for period in [county.before(), county.period()] {
            let mut all = Found::new();
            for office in 0..OFFICES_COUNT {
                all.extend(found(office, &Audit::full(&scheme, &county.workbook(&scheme, office, period))));
            }
            assert_same(&format!("seed {seed}, {period}"), &all, &planted(&county, period));
        }
    }
}

#[test]
fn written_and_read_back_the_files_are_final_and_agree_with_their_audit() {
    let scheme = builtin();
    let county = County::new(&Options::new(7, october()));
    for period in [county.before(), county.period()] {
        let mut all = Found::new();
        let mut counts = [0; 3];
        for (office, of) in county.offices().enumerate() {
            let file = county.file(&scheme, office, period).unwrap();
            let opened: Opened = open(file.text.as_bytes(), &scheme, &Limits::default()).unwrap();
            assert_eq!(opened.head.status, Status::Final, "{}", file.name);
            assert_eq!((&opened.head.office, opened.head.period), (&of, period));
            assert!(opened.notes.is_empty() && opened.head.demonstration, "{:?}", opened.notes);
            let verified = verify(&opened, &scheme);
            assert!(verified.differences.is_empty(), "{}: {:?}", file.name, verified.differences);
            for finding in verified.audit.findings() {
                let explained = finding.state == State::Explained;
                assert_eq!(explained, finding.severity != Severity::Hint, "{}", finding.sentence);
                counts[finding.severity as usize] += 1;
            }
            all.extend(found(office, &verified.audit));
        }
        assert_same(&period.to_string(), &all, &planted(&county, period));
        assert!(counts.iter().all(|&count| count > 0), "{counts:?}");
    }
}

#[test]
fn halfway_through_the_month_one_is_missing_one_late_and_one_a_draft() {
    let scheme = builtin();
    let options = Options::halfway(7, october());
    let county = County::new(&options);
    let (missing, late, draft) = (options.missing.unwrap(), options.late.unwrap(), options.draft.unwrap());
    assert_eq!(county.file(&scheme, missing, october()), None);
    assert!(county.file(&scheme, missing, county.before()).is_some());
    let head = |office: usize| {
        let file = county.file(&scheme, office, october()).unwrap();
        open(file.text.as_bytes(), &scheme, &Limits::default()).unwrap().head
    };
    assert!(head(late).signed.at.starts_with("2026-11-16") && head(late).status == Status::Final);
    assert_eq!(head(draft).status, Status::Draft);
    let audit = Audit::full(&scheme, &county.workbook(&scheme, draft, october()));
    let planted = planted(&county, october()).into_iter().filter(|one| one.0 == draft).collect();
    assert_same("draft", &found(draft, &audit), &planted);
    assert!(audit.findings().any(|one| one.severity == Severity::Hard && one.state == State::Open));
}

#[test]
fn it_is_as_large_as_it_says_and_the_same_for_the_same_seed() {
    let scheme = builtin();
    let county = County::new(&Options::new(7, october()));
    let again = County::new(&Options::new(7, october()));
    let other = County::new(&Options::new(8, october()));
    assert_eq!(county.file(&scheme, 3, october()), again.file(&scheme, 3, october()));
    assert_ne!(county.file(&scheme, 3, october()), other.file(&scheme, 3, october()));
    let units: usize = county.offices.iter().map(|office| office.units.len()).sum();
    let projects: usize = county.offices.iter().map(|office| office.projects.len()).sum();
    assert_eq!((county.offices().len(), units, projects), (OFFICES_COUNT, 300, 60));
    let names: BTreeSet<&str> = county
        .offices
        .iter()
        .flat_map(|office| {
            let units = office.units.iter().map(|unit| unit.name.as_str());
            units.chain(office.projects.iter().map(|project| project.name.as_str()))
        })
        .collect();
    assert_eq!(names.len(), 359, "no name comes twice but that of the unit that two offices report");
    let trades: BTreeSet<Trade> =
        county.offices.iter().flat_map(|office| &office.units).map(|unit| unit.trade).collect();
    assert_eq!(trades.len(), 8);
}

/// What the roll-up shows has to be there: every form, every colour, stages, what is overdue and what is settled.
#[test]
fn every_form_is_filled_and_projects_have_every_colour() {
    let scheme = builtin();
    let county = County::new(&Options::new(7, october()));
    let books: Vec<Workbook> = (0..OFFICES_COUNT).map(|at| county.workbook(&scheme, at, county.period())).collect();
    for (form, def) in scheme.form_ids().zip(&scheme.forms) {
        assert!(books.iter().any(|book| !book.table(form).is_empty()), "{} has no record", def.label);
    }
    let values = |form: &str, field: &str| -> BTreeSet<String> {
        let form = scheme.form(form).unwrap();
        let field = scheme[form].field(field).unwrap();
        let slot = crate::workbook::Slot { field, column: crate::measure::Column::Plain };
        let texts = books
            .iter()
            .flat_map(|book| book.table(form).rows().iter().map(move |row| book.text(form, &row.key, slot)));
        texts.map(str::to_owned).collect()
    };
    assert!(values("progress", "stage").is_superset(&["2", "4", "6", "8"].map(str::to_owned).into()));
    assert!(values("problems", "closed").len() == 2 && values("approvals", "state").len() >= 2);
    let progress = scheme.form("progress").unwrap();
    let mut colours = BTreeSet::new();
    for book in &books {
        let view = crate::audit::View::new(&scheme, book);
        for row in book.table(progress).rows() {
            let place = view.place(progress, &row.key).unwrap();
            let colour = crate::formula::Data::colour(&view, place, false).unwrap();
            colours.insert(colour.as_text().unwrap().to_owned());
        }
    }
    assert_eq!(colours, ["blue", "none", "red", "yellow"].map(str::to_owned).into());
}

/// What only a person can say of a record has to be there, too: how firm it is, why a cell is blank, that a zero is one.
#[test]
fn records_say_how_firm_they_are_and_cells_why_they_are_blank_or_zero() {
    let scheme = builtin();
    let county = County::new(&Options::new(7, october()));
    let mut counts = std::collections::BTreeMap::new();
    for book in (0..OFFICES_COUNT).map(|at| county.workbook(&scheme, at, county.period())) {
        for row in scheme.form_ids().flat_map(|form| book.table(form).rows()) {
            let of_row = row.standing.iter().map(|standing| standing.label());
            let of_cells = row.marks.values().map(|mark| match mark {
                crate::workbook::Mark::NotApplicable => "不适用",
                crate::workbook::Mark::NotReported => "缺报",
                crate::workbook::Mark::Confirmed => "真零",
            });
            of_row.chain(of_cells).for_each(|what| *counts.entry(what).or_insert(0) += 1);
        }
    }
    for (what, at_least) in [("预计", 10), ("快报", 20), ("正式", 150), ("不适用", 6), ("缺报", 4), ("真零", 10)]
    {
        assert!(counts.get(what).is_some_and(|count| *count >= at_least), "{what}: {counts:?}");
    }
}

/// A month that was not planned for: the generator is not made for one October.
#[test]
fn other_months_are_possible() {
    let scheme = builtin();
    for (year, month) in [(2027, 6), (2026, 4)] {
        let county = County::new(&Options::new(5, Period::of_month(year, month).unwrap()));
        assert_eq!(county.period(), Period::of_month(year, month).unwrap());
        let file = county.file(&scheme, 0, county.period()).unwrap();
        assert!(open(file.text.as_bytes(), &scheme, &Limits::default()).is_ok());
        let empty = county.workbook(&scheme, 99, county.period());
        assert!(empty.tables.iter().all(|table| table.is_empty()));
    }
}
