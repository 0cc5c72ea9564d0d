//! The built-in report tables over the made-up county: nothing breaks, parts add up, both ways agree.

use sishang::demo::county::{County, Options as Made};
use sishang::formula::PartFacts;
use sishang::number::Decimal;
use sishang::report::{
    CellState, ColumnKind, Options, Part, Partials, Report, TraceRow, Whole, csv, html, json, markdown, tabulate,
    tabulate_partials, trace,
};
use sishang::scheme::{CompiledScheme, TableRows, TableTotal, builtin};
use sishang::workbook::{Office, Place, Workbook};

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
    for (def, key, counts) in [("t6", "industry_ytd", false), ("t6", "zero", true), ("t5", "stock", true), ("t9", "all", true)] {
        let report = tabulate(&scheme, def, whole, &parts, None, Options::default()).unwrap();
        let at = report.columns.iter().position(|column| column.key == key).unwrap();
        assert_eq!(report.columns[at].kind, ColumnKind::Amount);
        for row in report.rows.iter().chain(&report.total) {
            let of = match &row.kind {
                sishang::report::RowKind::Office { code } => TraceRow::Office(code),
                _ => TraceRow::Total,
            };
            let found = trace(&scheme, def, of, key, &parts, 100_000).unwrap();
            let figure = row.cells[at].value.as_ref().and_then(|value| value.as_number()).unwrap_or_default();
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
