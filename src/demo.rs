//! The demonstration month: a made-up township with last period's file, last year's, and October half filled.
//!
//! Its data are those of `tests/fixtures/township` and `tests/fixtures/chart`, whose READMEs tell who is who; every enterprise and person in it is
//! invented. It is always marked ([`About::demonstration`]) and never mixed with real work.

pub mod county;

use std::sync::Arc;

use crate::measure::Column;
use crate::period::{January, Period};
use crate::scheme::{CompiledScheme, FormDef, FormId, Scheme};
use crate::workbook::{
    About, Command, Mark, Office, Place, Row, Signers, Slot, Stamp, Standing, Table, Typed, Workbook, carry_over,
    read_cell,
};

macro_rules! sheet {
    ($folder:literal, $period:literal, $form:literal) => {
        (
            $form,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/fixtures/",
                $folder,
                "/",
                $period,
                "/",
                $form,
                ".tsv"
            )),
        )
    };
}

macro_rules! sheets {
    ($period:literal) => {
        [
            sheet!("township", $period, "units"),
            sheet!("township", $period, "projects"),
            sheet!("township", $period, "industry"),
            sheet!("township", $period, "construction"),
            sheet!("township", $period, "trade"),
            sheet!("township", $period, "lodging"),
            sheet!("township", $period, "realestate"),
            sheet!("township", $period, "services"),
            sheet!("township", $period, "investment"),
        ]
    };
}

macro_rules! chart {
    ($period:literal) => {
        [
            sheet!("chart", $period, "progress"),
            sheet!("chart", $period, "reserve"),
            sheet!("chart", $period, "approvals"),
            sheet!("chart", $period, "guarantees"),
            sheet!("chart", $period, "problems"),
            sheet!("chart", $period, "unit_problems"),
            sheet!("chart", $period, "area"),
            sheet!("chart", $period, "admission_target"),
        ]
    };
}

/// Form key and the lines of its records, cells between tabs; the first line names the cells.
type Sheet = (&'static str, &'static str);

static LAST_YEAR: [Sheet; 9] = sheets!("2025-10");
static PREV: [Sheet; 9] = sheets!("2026-09");
static NOW: [Sheet; 9] = sheets!("2026-10");

/// The wall chart and what belongs to it.
static PREV_CHART: [Sheet; 8] = chart!("2026-09");
static NOW_CHART: [Sheet; 8] = chart!("2026-10");

/// The zeros that were confirmed, by the folder of the month: form, record and cell between tabs, below a head.
macro_rules! confirmed {
    ($period:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/township/", $period, "/confirmed.tsv"))
    };
}

static CONFIRMED: [(&str, &str); 3] =
    [("2025-10", confirmed!("2025-10")), ("2026-09", confirmed!("2026-09")), ("2026-10", confirmed!("2026-10"))];

/// Who has reported already: among them a hard, a soft and a hint finding to play with.
const REPORTED: [&str; 22] = [
    "u001", "u002", "u003", "u004", "u005", "u006", "u007", "u008", "u009", "u017", "u018", "u019", "u020", "u021",
    "u022", "u026", "u027", "u028", "u029", "p001", "p002", "p003",
];

/// The workbooks of the demonstration.
#[derive(Clone, Debug)]
pub struct Months {
    /// October 2026, half filled, the other two carried over.
    pub current: Workbook,
    /// September 2026, complete.
    pub prev: Workbook,
    /// October 2025, complete.
    pub last_year: Workbook,
}

/// The demonstration under a scheme: the built-in one, or a county's that still has its forms; what a scheme does not
/// know is left out. `id` becomes the identity of the current workbook.
pub fn months(scheme: &CompiledScheme, id: &str) -> Months {
    let october = october();
    let last_year = complete(scheme, "demo-2025-10", october.last_year().unwrap_or(october), LAST_YEAR.iter());
    let september = october.previous(January::Exempt).unwrap_or(october);
    let prev = complete(scheme, "demo-2026-09", september, PREV.iter().chain(&PREV_CHART));
    let mut current = Workbook::new(scheme, about(id, october));
    for earlier in [&prev, &last_year] {
        // Both fit by construction; a test holds them to it.
        if let Ok(carried) = carry_over(scheme, &current, earlier, "") {
            current = done(scheme, current, Command::CarryOver(Box::new(carried)));
        }
    }
    for (form, sheet) in NOW.iter().chain(&NOW_CHART) {
        let Some(form) = scheme.form(form).filter(|&form| !scheme[form].is_roster()) else { continue };
        let rows = records(scheme, form, sheet).filter(|row| REPORTED.contains(&row.member()));
        let cells = rows.flat_map(|row| {
            let key = row.key;
            row.cells.into_iter().map(move |(slot, text)| Typed { key: Arc::clone(&key), slot, text })
        });
        let cells = cells.collect();
        current = done(scheme, current, Command::Type { form, cells });
    }
    for (form, cells) in confirmed(scheme, october) {
        let cells = cells.into_iter().filter(|(key, _)| REPORTED.contains(&key.as_ref())).collect();
        current = done(scheme, current, Command::Mark { form, cells, mark: Some(Mark::Confirmed) });
    }
    Months { current, prev, last_year }
}

#[expect(clippy::expect_used, reason = "it depends on no input")]
fn october() -> Period {
    Period::of_month(2026, 10).expect("there is an October 2026")
}

fn about(id: &str, period: Period) -> About {
    let parents = [("411425", "虞城县"), ("411400", "商丘市"), ("410000", "河南省")];
    About {
        id: id.to_owned(),
        office: Office {
            code: "411425104".to_owned(),
            name: "谷熟镇".to_owned(),
            parents: parents.map(|(code, name)| Place { code: code.to_owned(), name: name.to_owned() }).to_vec(),
        },
        period,
        demonstration: true,
    }
}

/// An earlier month, complete and signed.
fn complete<'a>(
    scheme: &CompiledScheme,
    id: &str,
    period: Period,
    sheets: impl Iterator<Item = &'a Sheet>,
) -> Workbook {
    let mut book = Workbook::new(scheme, about(id, period));
    for (form, sheet) in sheets {
        let Some(form) = scheme.form(form) else { continue };
        let rows = records(scheme, form, sheet).map(|Record { key, of, cells }| {
            let mut row = Row::new(key);
            row.of = of;
            row.standing = (!scheme[form].is_lasting()).then_some(Standing::Final);
            row.cells.extend(
                cells.into_iter().map(|(slot, text)| (slot, read_cell(scheme, &scheme[form][slot.field], text))),
            );
            Arc::new(row)
        });
        let rows: Vec<Arc<Row>> = rows.filter(|row| scheme[form].is_lasting() || !row.is_empty()).collect();
        if let Some(table) = book.tables.get_mut(form.index()) {
            *table = Arc::new(Table::from_rows(rows));
        }
    }
    for (form, cells) in confirmed(scheme, period) {
        book = done(scheme, book, Command::Mark { form, cells, mark: Some(Mark::Confirmed) });
    }
    book.signers = Arc::new(Signers {
        filler: "祝清和".to_owned(),
        statistics_lead: "佘文谨".to_owned(),
        head: "邬德厚".to_owned(),
        phone: "19900009999".to_owned(),
    });
    book
}

type Cells = Vec<(Arc<str>, Slot)>;

/// The zeros of a month that were confirmed, one by one.
fn confirmed(scheme: &Scheme, period: Period) -> Vec<(FormId, Cells)> {
    let period = period.to_string();
    let lines = CONFIRMED.iter().filter(|(of, _)| *of == period).flat_map(|(_, lines)| lines.lines().skip(1));
    let one = |line: &str| {
        let mut cells = line.split('\t');
        let form = scheme.form(cells.next()?)?;
        let key = Arc::from(cells.next()?);
        Some((form, vec![(key, slot(&scheme[form], cells.next()?)?)]))
    };
    lines.filter_map(one).collect()
}

/// A record of a sheet, with the cells that hold a text.
struct Record {
    key: Arc<str>,
    /// Of a row of details, whose it is.
    of: Option<Arc<str>>,
    cells: Vec<(Slot, Arc<str>)>,
}

impl Record {
    /// The row of the roster that it belongs to.
    fn member(&self) -> &str {
        self.of.as_ref().unwrap_or(&self.key)
    }
}

fn records<'a>(scheme: &'a Scheme, form: FormId, sheet: &'a str) -> impl Iterator<Item = Record> + 'a {
    let mut lines = sheet.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let of = names.iter().position(|name| *name == "of");
    let head: Vec<Option<Slot>> = names.iter().map(|name| slot(&scheme[form], name)).collect();
    lines.filter_map(move |line| {
        let key = Arc::from(line.split('\t').next()?);
        let of = of.and_then(|at| line.split('\t').nth(at)).map(Arc::from);
        let cells = head.iter().zip(line.split('\t')).filter_map(|(slot, text)| Some(((*slot)?, text)));
        let cells = cells.filter(|(_, text)| !text.is_empty()).map(|(slot, text)| (slot, Arc::from(text)));
        Some(Record { key, of, cells: cells.collect() })
    })
}

fn slot(form: &FormDef, name: &str) -> Option<Slot> {
    let (key, column) = match name.split_once('.') {
        Some((key, column)) => (key, Column::from_key(column)?),
        None => (name, Column::Plain),
    };
    let field = form.field(key)?;
    (form[field].columns().contains(&column) && !form[field].is_computed()).then_some(Slot { field, column })
}

fn done(scheme: &Scheme, book: Workbook, command: Command) -> Workbook {
    let stamp = Stamp { by: "演示".to_owned(), at: "2026-11-05T09:00:00+08:00".to_owned() };
    match book.plan(scheme, command, stamp) {
        Ok(change) => book.after(scheme, &change).0,
        Err(_) => book,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Audit;
    use crate::scheme::{Severity, builtin};

    #[test]
    fn october_is_half_filled_with_findings_of_every_severity() {
        let scheme = builtin();
        let months = months(&scheme, "demo");
        let count = |book: &Workbook, form: &str| book.table(scheme.form(form).unwrap()).len();
        assert_eq!((count(&months.prev, "units"), count(&months.last_year, "industry") > 10), (29, true));
        assert_eq!((count(&months.current, "units"), count(&months.current, "projects")), (29, 8));
        // The wall chart came over with what it has of this year, and three projects have reported.
        assert_eq!(["progress", "problems", "approvals"].map(|form| count(&months.current, form)), [8, 4, 5]);
        let view = crate::audit::View::new(&scheme, &months.current);
        let progress = scheme.form("progress").unwrap();
        let colours: Vec<_> = ["p002", "p003", "p005"]
            .map(|key| crate::formula::Data::colour(&view, view.place(progress, key).unwrap(), false))
            .map(
                |colour| {
                    if let Some(crate::formula::Value::Text(key)) = colour { key.to_string() } else { String::new() }
                },
            )
            .to_vec();
        assert_eq!(colours, ["yellow", "red", "none"]);
        let current = &months.current;
        assert!(current.prev.is_some() && current.last_year.is_some() && current.about.demonstration);
        assert_eq!(current.signers, months.prev.signers);
        let audit = Audit::full(&scheme, current);
        let found = |rule: &str, key: &str| audit.findings().any(|one| one.key.rule == rule && one.key.key == key);
        assert!(found("R040", "u022") && found("R084b", "u008") && found("R013b", "u020") && found("R095", "u010"));
        assert!(!found("R095", "u001"));
        for severity in Severity::ALL {
            assert!(audit.findings().any(|finding| finding.severity == severity), "{severity:?}");
        }
        assert!(audit.findings().all(|finding| !finding.broken));
    }
}
