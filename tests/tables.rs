//! The built-in report tables over the made-up county: nothing breaks, parts add up, both ways agree.

use crate::support::{self, Typed};
use sishang::demo::county::{County, Options as Made};
use sishang::formula::{PartFacts, Value};
use sishang::number::Decimal;
use sishang::report::{
    CellState, ColumnKind, Options, Part, Partials, Report, TraceRow, Whole, csv, html, json, markdown, tabulate,
    tabulate_partials, trace,
};
use sishang::scheme::{CompiledScheme, TableRows, TableTotal, builtin};
use sishang::workbook::{Office, Place, Workbook};
use std::collections::BTreeSet;

struct Gathered {
    places: Vec<Place>,
    books: Vec<Workbook>,
}

impl Gathered {
    fn new(scheme: &CompiledScheme) -> Self {
        let county = County::new(&Made::new(7, "2026-10".parse().unwrap()));
        let place = |Office { code, name, .. }: Office| Place { code, name };
        let places: Vec<Place> = county.offices().map(place).collect();
        let books = (0..places.len()).map(|at| county.workbook(scheme, at, county.period())).collect();
        Self { places, books }
    }

    fn parts(&self) -> Vec<Part<'_>> {
        let facts = PartFacts { expected: 1, received: 1, ..PartFacts::default() };
        let all = self.places.iter().zip(&self.books);
        all.map(|(place, book)| Part { place, book: Some(book), facts, file: &place.name }).collect()
    }
}

/// What a cell shows, as a number.
fn shown(report: &Report, row: usize, column: usize) -> Option<Decimal> {
    report.rows[row].cells[column].shown.replace(',', "").parse().ok()
}

#[test]
fn every_built_in_table_can_be_made_of_a_county() {
    let scheme = builtin();
    let gathered = Gathered::new(&scheme);
    let county = Place { code: "411425".to_owned(), name: "青河县".to_owned() };
    let whole = Whole { place: &county, period: "2026-10".parse().unwrap() };
    let parts = gathered.parts();
    let kept: Vec<Partials> = parts.iter().map(|part| Partials::of_all(&scheme, part, whole.period)).collect();
    for (at, def) in scheme.tables.iter().enumerate() {
        let report = tabulate(&scheme, &def.key, whole, &parts, None, Options::default()).unwrap();
        assert_eq!(tabulate_partials(&scheme, &def.key, whole, &kept, None, Options::default()).unwrap(), report);
        for row in report.printed_rows() {
            assert_eq!(row.cells.len(), report.columns.len());
            assert!(row.cells.iter().all(|cell| cell.state != CellState::Broken), "{} {}", def.key, row.label);
        }
        if std::env::var_os("SHOW_TABLES").is_some() {
            println!("{}", markdown(&report));
        }
        for text in [csv(&report), html(&report), markdown(&report), json(&report).to_string()] {
            assert!(!text.is_empty());
        }
        balances(&scheme, at, &report);
        if def.public {
            let public = tabulate(&scheme, &def.key, whole, &parts, None, Options { public: true, order: None });
            assert!(public.unwrap().public);
        }
    }
}

/// What is said to be balanced adds up as it is shown.
fn balances(scheme: &CompiledScheme, at: usize, report: &Report) {
    let def = &scheme.tables[at];
    let Some(total) = report.total.as_ref().filter(|_| def.total != TableTotal::Own && def.group.is_none()) else {
        return;
    };
    for (column, of) in def.columns.iter().enumerate() {
        let Ok(whole) = total.cells[column].shown.replace(',', "").parse::<Decimal>() else { continue };
        if of.balance {
            let rows: Decimal = (0..report.rows.len()).filter_map(|row| shown(report, row, column)).sum();
            assert_eq!(rows, whole, "{} {}", def.key, of.key);
        }
        for row in (0..report.rows.len()).filter(|_| !of.parts.is_empty()) {
            let parts: Decimal = of.parts.iter().filter_map(|part| shown(report, row, *part)).sum();
            assert_eq!(Some(parts), shown(report, row, column), "{} {}", def.key, of.key);
        }
    }
}

#[test]
fn sums_and_counts_are_traced_to_all_of_their_records() {
    let scheme = builtin();
    let gathered = Gathered::new(&scheme);
    let county = Place { code: "411425".to_owned(), name: "青河县".to_owned() };
    let whole = Whole { place: &county, period: "2026-10".parse().unwrap() };
    let parts = gathered.parts();
    let mut traced = 0;
    for (def, key, counts) in
        [("t6", "industry_ytd", false), ("t6", "zero", true), ("t5", "stock", true), ("t9", "all", true)]
    {
        let report = tabulate(&scheme, def, whole, &parts, None, Options::default()).unwrap();
        let at = report.columns.iter().position(|column| column.key == key).unwrap();
        assert_eq!(report.columns[at].kind, ColumnKind::Amount);
        for row in report.rows.iter().chain(&report.total) {
            let of = match &row.kind {
                sishang::report::RowKind::Office { code } => TraceRow::Office(code),
                _ => TraceRow::Total,
            };
            let found = trace(&scheme, def, of, key, &parts, 100_000).unwrap();
            let figure = row.cells[at].value.as_ref().and_then(Value::as_number).unwrap_or_default();
            let behind: Decimal = if counts {
                Decimal::from(found.sources.len())
            } else {
                found.sources.iter().filter_map(|source| source.value.as_ref()?.as_number()).sum()
            };
            assert_eq!(behind, figure, "{def} {key} {}", row.label);
            traced += found.sources.len();
        }
    }
    assert!(traced > 100, "{traced}");
}

/// 重点项目投资 and 固定资产投资 are told by two forms; the investment of a project is the same in both.
#[test]
fn two_tables_that_tell_the_same_investment_give_away_no_two_units() {
    let scheme = builtin();
    let gathered = Gathered::new(&scheme);
    let county = Place { code: "411425".to_owned(), name: "青河县".to_owned() };
    let whole = Whole { place: &county, period: "2026-10".parse().unwrap() };
    let parts = gathered.parts();
    let public = |key| tabulate(&scheme, key, whole, &parts, None, Options { public: true, order: None }).unwrap();
    let (projects, all) = (public("t1"), public("t6"));
    let mut compared = 0;
    for place in &gathered.places {
        let tells = |report: &Report, column: &str| {
            let at = report.columns.iter().position(|known| known.key == column).unwrap();
            let row = report.rows.iter().find(|row| row.label == place.name).unwrap();
            let found = trace(&scheme, &report.key, TraceRow::Office(&place.code), column, &parts, 100_000).unwrap();
            let has = |value: &Option<Value>| value.as_ref().and_then(Value::as_number).is_some_and(|it| !it.is_zero());
            let behind = found.sources.into_iter().filter(|source| has(&source.value));
            let keys: BTreeSet<String> = behind.map(|source| source.key).collect();
            (row.cells[at].state == CellState::Shown, keys)
        };
        let (one, two) = (tells(&projects, "done"), tells(&all, "fixed_ytd"));
        let apart = one.1.symmetric_difference(&two.1).count();
        if one.0 && two.0 {
            assert!(apart == 0 || apart > 2, "{}: {apart}", place.name);
            compared += 1;
        }
    }
    assert!(compared > 0);
}

/// One township's part, from records as a clerk would type them.
fn part_of<'a>(place: &'a Place, book: &'a Workbook) -> Part<'a> {
    Part { place, book: Some(book), facts: PartFacts::default(), file: "" }
}

fn typed(form: &str, key: &str, cells: &[(&str, &str)]) -> Typed {
    let cells = cells.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Typed { form: form.to_owned(), key: key.to_owned(), cells, marks: Vec::new() }
}

/// What a column of a row shows.
fn cell<'a>(report: &'a Report, row: &str, column: &str) -> &'a str {
    let at = report.columns.iter().position(|known| known.key == column).unwrap();
    let found = report.printed_rows().find(|known| known.label == row).unwrap();
    &found.cells[at].shown
}

/// Published (S79): 4.28 of 17.68 is 24.2 %, 77.57 of 63.27 is 122.6 %, 629.0 of 647.4 is 97.2 % and 13.8 points ahead.
#[test]
fn published_rates_of_investment() {
    let scheme = builtin();
    let names = ["甲镇", "乙镇", "丙镇"];
    let figures = [("176800", "42800"), ("632700", "775700"), ("6474000", "6290000")];
    let places: Vec<Place> =
        names.iter().map(|name| Place { code: (*name).to_owned(), name: (*name).to_owned() }).collect();
    let books: Vec<Workbook> = figures
        .iter()
        .map(|(plan, done)| {
            let records = [
                typed("projects", "p001", &[("name", "甲项目"), ("level", "3"), ("planned", "9000000")]),
                typed("progress", "p001", &[("year_plan", plan), ("actual.m01", done)]),
            ];
            support::workbook(&scheme, "411425104", "2026-10", &records)
        })
        .collect();
    let parts: Vec<Part<'_>> = places.iter().zip(&books).map(|(place, book)| part_of(place, book)).collect();
    let county = Place { code: "411425".to_owned(), name: "虞城县".to_owned() };
    let whole = Whole { place: &county, period: "2026-10".parse().unwrap() };
    let report = tabulate(&scheme, "t1", whole, &parts, None, Options::default()).unwrap();
    let rates: Vec<&str> = names.iter().map(|name| cell(&report, name, "rate")).collect();
    assert_eq!(rates, ["24.2", "122.6", "97.2"]);
    assert_eq!([cell(&report, "丙镇", "ahead"), cell(&report, "丙镇", "done")], ["+13.8", "629.00"]);
    assert_eq!(
        [cell(&report, "乙镇", "rank"), cell(&report, "丙镇", "rank"), cell(&report, "甲镇", "rank")],
        ["1", "2", "3"]
    );
}

/// Published (S79): of 50 projects that should have started 33 did (66 %), of 225 it is 188 (83.6 %).
#[test]
fn published_rates_of_starting() {
    let scheme = builtin();
    for (due, started, rate) in [(50, 33, "66.0"), (225, 188, "83.6"), (63, 47, "74.6"), (255, 206, "80.8")] {
        let records: Vec<Typed> = (1..=due)
            .flat_map(|at| {
                let key = format!("p{at:03}");
                let start = if at <= started { "2026-05-08" } else { "" };
                [
                    typed("projects", &key, &[("name", "甲"), ("level", "3"), ("planned", "600")]),
                    typed("progress", &key, &[("start_plan", "2026-06-30"), ("d_start", start)]),
                ]
            })
            .collect();
        let book = support::workbook(&scheme, "411425104", "2026-10", &records);
        let place = Place { code: "411425104".to_owned(), name: "甲镇".to_owned() };
        let whole = Whole { place: &place, period: "2026-10".parse().unwrap() };
        let parts = [part_of(&place, &book)];
        let report = tabulate(&scheme, "t2", whole, &parts, None, Options::default()).unwrap();
        assert_eq!([cell(&report, "甲镇", "start_rate"), cell(&report, "合计", "start_rate")], [rate, rate]);
    }
}

/// Published (P11): 215 problems are 122 done and 93 in progress; (P4) 34 of 200 by July are 17.0 %, 166 to go.
#[test]
fn published_problems_and_targets() {
    let scheme = builtin();
    let mut records = vec![typed("units", "u001", &[("name", "甲厂"), ("industry", "1311")])];
    for at in 1..=215 {
        let closed = if at <= 122 { "是" } else { "否" };
        let cells = [("of", "u001"), ("problem", "用工不足"), ("closed", closed), ("closed_on", "2026-05-08")];
        records.push(typed("unit_problems", &format!("e{at:03}"), if at <= 122 { &cells } else { &cells[..3] }));
    }
    let book = support::workbook(&scheme, "411425104", "2026-07", &records);
    let place = Place { code: "411425104".to_owned(), name: "甲镇".to_owned() };
    let whole = Whole { place: &place, period: "2026-07".parse().unwrap() };
    let parts = [part_of(&place, &book)];
    let report = tabulate(&scheme, "t16", whole, &parts, None, Options::default()).unwrap();
    assert_eq!(["n", "closed", "open"].map(|column| cell(&report, "合计", column)), ["215", "122", "93"]);

    let mut records = vec![typed("admission_target", "office", &[("other_target", "200")])];
    for at in 1..=34 {
        let key = format!("u{at:03}");
        records.push(typed(
            "units",
            &key,
            &[("name", "甲"), ("industry", "1311"), ("admission", "5"), ("admitted", "202605")],
        ));
    }
    let book = support::workbook(&scheme, "411425104", "2026-07", &records);
    let parts = [part_of(&place, &book)];
    let report = tabulate(&scheme, "t10", whole, &parts, None, Options::default()).unwrap();
    assert_eq!(
        ["target", "fresh", "rate", "left"].map(|column| cell(&report, "合计", column)),
        ["200", "34", "17.0", "166"]
    );
}

#[test]
fn lists_of_units_are_in_the_order_of_their_business() {
    let scheme = builtin();
    for def in scheme.tables.iter().filter(|def| matches!(def.rows, TableRows::Records(_))) {
        assert!(!def.public && def.rank.is_none(), "{}: units are never ranked nor public", def.key);
    }
    for key in ["t23", "t24"] {
        let def = &scheme.tables[scheme.table(key).unwrap()];
        let order: Vec<&str> = def.sort.iter().map(|sort| def.columns[sort.column].key.as_str()).collect();
        assert_eq!(order, ["category", "industry", "uscc"]);
    }
}
