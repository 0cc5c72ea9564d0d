//! Tables from small workbooks: a county of three townships with projects, and its own figures.

mod outputs;
mod public;
mod tables;

use super::*;
use crate::formula::PartFacts;
use crate::scheme::{CompiledScheme, FormDef, SourceDoc, load};
use crate::workbook::{About, Earlier, Office, Place, Row, Standing, Table, Workbook, read_cell, slot_named};
use std::sync::Arc;

/// Forms and tables of the tests.
const SCHEME: &str = include_str!("tests/scheme.toml");

fn scheme() -> CompiledScheme {
    load(&[SourceDoc { name: "scheme.toml", text: SCHEME }]).unwrap_or_else(|errors| {
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", all.join("\n"))
    })
}

type Records<'a> = &'a [(&'a str, &'a str, &'a str)];

/// Code and name of an office, and its records of this month and of last, if it has reported.
type Reported<'a> = (&'a str, &'a str, Option<(Records<'a>, Records<'a>)>);

fn row(scheme: &CompiledScheme, form: &FormDef, key: &str, cells: &str) -> Arc<Row> {
    let (key, of) = key.split_once('<').map_or((key, None), |(key, of)| (key, Some(of)));
    let mut row = Row::new(Arc::from(key));
    row.of = of.map(Arc::from);
    for cell in cells.split(';').map(str::trim).filter(|cell| !cell.is_empty()) {
        let (name, text) = cell.split_once('=').unwrap();
        let slot = slot_named(form, name.trim()).unwrap_or_else(|| panic!("{name}"));
        row.cells.insert(slot, read_cell(scheme, &form[slot.field], Arc::from(text.trim())));
    }
    Arc::new(row)
}

fn tables(scheme: &CompiledScheme, records: Records<'_>) -> Vec<Arc<Table>> {
    let of = |form: &FormDef| {
        let rows = records.iter().filter(|(key, ..)| *key == form.key);
        Arc::new(Table::from_rows(rows.map(|(_, key, cells)| row(scheme, form, key, cells)).collect()))
    };
    scheme.forms.iter().map(of).collect()
}

/// A workbook of records: form, key (`q1<p1` for a row of details), cells.
fn book(scheme: &CompiledScheme, place: &Place, now: Records<'_>, prev: Records<'_>) -> Workbook {
    let office = Office { code: place.code.clone(), name: place.name.clone(), parents: Vec::new() };
    let about = About { id: "t".to_owned(), office, period: "2026-10".parse().unwrap(), demonstration: false };
    let mut book = Workbook::new(scheme, about);
    book.tables = tables(scheme, now);
    if !prev.is_empty() {
        let tables = tables(scheme, prev);
        book.prev = Some(Arc::new(Earlier { period: "2026-09".parse().unwrap(), digest: String::new(), tables }));
    }
    book
}

fn place(code: &str, name: &str) -> Place {
    Place { code: code.to_owned(), name: name.to_owned() }
}

/// A county, its townships and what they reported.
struct County {
    scheme: CompiledScheme,
    whole: Place,
    places: Vec<Place>,
    books: Vec<Option<Workbook>>,
    facts: Vec<PartFacts>,
}

impl County {
    fn of(parts: &[Reported<'_>]) -> Self {
        let scheme = scheme();
        let places: Vec<Place> = parts.iter().map(|(code, name, _)| place(code, name)).collect();
        let books = parts
            .iter()
            .zip(&places)
            .map(|((.., records), place)| records.map(|(now, prev)| book(&scheme, place, now, prev)))
            .collect();
        let facts = parts
            .iter()
            .map(|(.., records)| PartFacts {
                expected: 1,
                received: u32::from(records.is_some()),
                missing: u32::from(records.is_none()),
                ..PartFacts::default()
            })
            .collect();
        Self { scheme, whole: place("411425", "虞城县"), places, books, facts }
    }

    fn parts(&self) -> Vec<Part<'_>> {
        let all = self.places.iter().zip(&self.books).zip(&self.facts);
        all.map(|((place, book), facts)| Part { place, book: book.as_ref(), facts: *facts, file: &place.code })
            .collect()
    }

    fn whole(&self) -> Whole<'_> {
        Whole { place: &self.whole, period: "2026-10".parse().unwrap() }
    }

    fn table(&self, key: &str, options: Options) -> Report {
        let report = tabulate(&self.scheme, key, self.whole(), &self.parts(), None, options).unwrap();
        // From what is kept of each part it is the same table.
        let period = self.whole().period;
        let kept: Vec<Partials> =
            self.parts().iter().map(|part| Partials::of_all(&self.scheme, part, period)).collect();
        assert_eq!(tabulate_partials(&self.scheme, key, self.whole(), &kept, None, options).unwrap(), report);
        report
    }
}

/// Three townships with projects now and last month; a fourth has not reported.
fn county() -> County {
    County::of(&[
        (
            "411425101",
            "利民镇",
            Some((
                &[
                    ("projects", "p1", "name=甲项目; area=甲园; planned=30000"),
                    ("projects", "p2", "name=乙项目; area=甲园; planned=10000"),
                    ("progress", "p1", "plan=12000; done=9000; months=0"),
                    ("progress", "p2", "plan=6000; done=6300; months=0"),
                    ("problems", "q1<p1", "what=用地; done=否"),
                    ("area", "office", "income=1200.5; base=1000"),
                ],
                &[
                    ("projects", "p1", "name=甲项目; area=甲园; planned=30000"),
                    ("projects", "p2", "name=乙项目; area=甲园; planned=10000"),
                    ("progress", "p1", "plan=12000; done=2000; months=2"),
                    ("progress", "p2", "plan=6000; done=3000; months=0"),
                ],
            )),
        ),
        (
            "411425102",
            "张集镇",
            Some((
                &[
                    ("projects", "p1", "name=丙项目; area=乙园; planned=50000"),
                    ("progress", "p1", "plan=20000; done=5000; months=3"),
                    ("problems", "q1<p1", "what=资金; done=是"),
                    ("problems", "q2<p1", "what=手续; done=否"),
                    ("area", "office", "income=800; base=1000"),
                ],
                &[
                    ("projects", "p1", "name=丙项目; area=乙园; planned=50000"),
                    ("progress", "p1", "plan=20000; done=9000; months=1"),
                ],
            )),
        ),
        (
            "411425103",
            "界沟镇",
            Some((
                &[
                    ("projects", "p1", "name=丁项目; area=; planned=333.35"),
                    ("progress", "p1", "plan=333.35; done=333.35; months=1"),
                    ("area", "office", "income=10"),
                ],
                &[],
            )),
        ),
        ("411425104", "芒种桥乡", None),
    ])
}

/// Rows as lines of what is shown, total and notes included.
fn shown(report: &Report) -> Vec<String> {
    let line = |row: &ReportRow| {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.shown.as_str()).collect();
        let flag = match row.flag {
            Some(Flag::Red) => " 红旗",
            Some(Flag::Yellow) => " 黄旗",
            None => "",
        };
        let note = if row.note.is_empty() { String::new() } else { format!("（{}）", row.note) };
        format!("{}{}{note}{flag}: {}", "  ".repeat(row.level.into()), row.label, cells.join(" | "))
    };
    report.printed_rows().map(line).chain(report.notes.iter().cloned()).collect()
}
