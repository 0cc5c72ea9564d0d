//! From figures to the cells of a workbook.

use std::sync::Arc;

use super::Filled;
use super::calendar::Calendar;
use super::line::Trade;
use super::project::Project;
use super::series::{at, to_date};
use super::trouble::{Shown, Sign, Trouble};
use super::unit::Unit;
use super::{admission, dispatch, support};
use crate::measure::Column;
use crate::scheme::{CompiledScheme, FormDef, Scheme, Single};
use crate::workbook::{Mark, Row, Standing, Table, read_cell, slot_named};

/// The cells of a record by name, with what is typed there.
type Cells = Vec<(String, String)>;

/// Which month is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct When<'a> {
    pub(super) seed: u64,
    pub(super) month: usize,
    pub(super) calendar: &'a Calendar,
}

/// The tables of an office in a month. What the scheme does not know is left out.
pub(super) fn tables(scheme: &CompiledScheme, office: &Filled, when: When<'_>, with_slips: bool) -> Vec<Arc<Table>> {
    let details = support::rows(when.seed, &office.projects, &office.units, when.month, when.calendar);
    let tables = scheme.forms.iter().map(|form| {
        let records = records(office, &form.key, when, with_slips);
        let rows = records.into_iter().map(|(key, cells)| {
            let said = Said::of(office, form, &key, when);
            row(scheme, form, said.mark(form, Row::new(Arc::from(key))), cells)
        });
        let details = details.iter().filter(|row| row.form == form.key).map(|detail| {
            let empty = Row::belonging(Arc::from(detail.key.as_str()), Arc::from(detail.of.as_str()));
            row(scheme, form, empty, detail.cells.clone())
        });
        Arc::new(Table::from_rows(rows.chain(details).map(Arc::new).collect()))
    });
    tables.collect()
}

fn row(scheme: &Scheme, form: &FormDef, mut row: Row, cells: Cells) -> Row {
    if !form.is_roster() && form.detail().is_none() && row.standing.is_none() {
        row.standing = Some(Standing::Final);
    }
    for (name, text) in cells {
        let Some(slot) = slot_named(form, &name).filter(|slot| !form[slot.field].is_computed()) else { continue };
        // A zero of a month was asked after.
        if text == "0" && slot.column == Column::Month && form[slot.field].required {
            row.marks.insert(slot, Mark::Confirmed);
        }
        row.cells.insert(slot, read_cell(scheme, &form[slot.field], Arc::from(text)));
    }
    row
}

/// What is said of a unit's record besides its figures.
#[derive(Default)]
struct Said {
    standing: Option<Standing>,
    /// A field whose month and year to date are blank, and why.
    blank: Option<(&'static str, Mark)>,
}

impl Said {
    /// In the present month some books are not closed yet, and some figures are only expected.
    fn of(office: &Filled, form: &FormDef, key: &str, when: When<'_>) -> Self {
        let of_form = |unit: &&Unit| unit.key == key && unit.record.form == form.key;
        let Some(unit) = office.units.iter().find(of_form) else { return Self::default() };
        let is_now = when.month == when.calendar.now;
        let number: usize = key.trim_start_matches('u').parse().unwrap_or(0);
        let standing = match number {
            _ if !is_now => None,
            number if number % 10 == 3 => Some(Standing::Flash),
            number if number % 20 == 7 => Some(Standing::Forecast),
            _ => None,
        };
        Self { standing, blank: unit.blank(is_now) }
    }

    fn mark(self, form: &FormDef, mut row: Row) -> Row {
        row.standing = self.standing;
        if let Some((field, mark)) = self.blank {
            let slots =
                ["month", "ytd"].into_iter().filter_map(|column| slot_named(form, &format!("{field}.{column}")));
            row.marks.extend(slots.map(|slot| (slot, mark)));
        }
        row
    }
}

/// The records of a form.
fn records(office: &Filled, form: &str, when: When<'_>, with_slips: bool) -> Vec<(String, Cells)> {
    let When { seed, month, calendar } = when;
    let units = || office.units.iter().filter(|unit| unit.is_known(month, calendar));
    let projects = || office.projects.iter().filter(|project| project.is_known(month));
    match form {
        "units" => units().map(|unit| (unit.key.clone(), unit.row(month, calendar))).collect(),
        "admission" => {
            let cells = |unit: &Unit| Some((unit.key.clone(), admission::of_unit(seed, unit, month, calendar)?));
            units().filter_map(cells).collect()
        }
        "projects" => projects().map(|project| (project.key.clone(), project.row(month, calendar))).collect(),
        "project_admission" => {
            let cells = |one: &Project| Some((one.key.clone(), admission::of_project(seed, one, month, calendar)?));
            projects().filter_map(cells).collect()
        }
        "reserve" => {
            let cells = |one: &Project| Some((one.key.clone(), admission::reserve(seed, one, month, calendar)?));
            projects().filter_map(cells).collect()
        }
        "progress" => {
            let cells = |one: &Project| Some((one.key.clone(), dispatch::record(seed, one, month, calendar)?));
            projects().filter_map(cells).collect()
        }
        "area" => vec![(Single::KEY.to_owned(), office.area.cells(month, calendar))],
        "admission_target" if month >= 12 => vec![(Single::KEY.to_owned(), dispatch::targets(office.counts))],
        "investment" => {
            let all = office.projects.iter().filter(|project| project.reports(month));
            all.map(|project| {
                let mut cells = project.record.cells(month);
                cells.extend(signed(calendar, month, &project.key, false));
                (project.key.clone(), cells)
            })
            .collect()
        }
        _ => {
            let all = office.units.iter().filter(|unit| unit.record.form == form && unit.reports(month, calendar));
            let mut records: Vec<_> = all.map(|unit| (unit.key.clone(), unit_cells(unit, month, calendar))).collect();
            if with_slips && form == "trade" {
                let key = slipped(office).map(|unit| unit.key.as_str());
                for (_, cells) in records.iter_mut().filter(|(of, _)| Some(of.as_str()) == key) {
                    slip(cells);
                }
            }
            records
        }
    }
}

/// Where the figures come from and when they were given.
fn signed(calendar: &Calendar, month: usize, key: &str, is_late: bool) -> Cells {
    let number = key.bytes().fold(0, |sum, byte| sum * 7 + i64::from(byte));
    let day = if is_late { 13 } else { 2 + number % 7 };
    let source = match number % 10 {
        0..=4 => "1",
        5 | 6 => "3",
        7 => "2",
        8 => "4",
        _ => "5",
    };
    let period = calendar.period(month).map(|period| period.to_string()).unwrap_or_default();
    [
        ("source", source.to_owned()),
        ("evidence", format!("{period}-{key}")),
        ("reported_on", calendar.day_after(month, day)),
    ]
    .map(|(key, text)| (key.to_owned(), text))
    .to_vec()
}

/// The cells of a unit's record with what its trouble does to single ones.
fn unit_cells(unit: &Unit, month: usize, calendar: &Calendar) -> Cells {
    let mut cells = unit.record.cells(month);
    let is_now = month == calendar.now;
    if let Some((field, _)) = unit.blank(is_now) {
        // What does not apply has no base either.
        let of_year = |name: &str| unit.trouble == Trouble::Inapplicable || !name.ends_with("_ly");
        cells.retain(|(name, _)| !(name.split('.').next() == Some(field) && of_year(name)));
    }
    cells.extend(signed(calendar, month, &unit.key, is_now && unit.trouble == Trouble::Late));
    if !is_now {
        return cells;
    }
    let ytd = |key: &str, month: usize| unit.record.flow(key).map_or(0, |months| at(&to_date(months), month));
    match unit.trouble {
        Trouble::Revised => put(&mut cells, "profit.ytd_ly", ytd("profit", month - 12) + 137),
        Trouble::Corrected => put(&mut cells, "wages.ytd", ytd("wages", month - 1) - 86),
        Trouble::Same => {
            let last = unit.record.flow("revenue").map_or(0, |months| at(months, month - 1));
            put(&mut cells, "revenue.month", last);
            put(&mut cells, "revenue.ytd", ytd("revenue", month - 1) + last);
        }
        _ => {}
    }
    cells
}

fn put(cells: &mut Cells, name: &str, value: i64) {
    if let Some((_, text)) = cells.iter_mut().find(|(key, _)| key == name) {
        *text = value.to_string();
    }
}

/// The unit in which the draft has an error of typing.
fn slipped(office: &Filled) -> Option<&Unit> {
    office.units.iter().find(|unit| unit.trade == Trade::Retail && unit.trouble == Trouble::None)
}

/// A digit typed twice: the month's retail sales are larger than all sales, and do not fit the year to date.
fn slip(cells: &mut Cells) {
    let sales = cells.iter().find(|(key, _)| key == "sales.month").map_or(0, |(_, text)| text.parse().unwrap_or(0));
    put(cells, "retail.month", sales + 36);
}

/// The findings of the errors of typing: rule, form, record, name.
pub(super) fn slips(office: &Filled) -> Vec<(Sign, &'static str, String, String)> {
    let Some(unit) = slipped(office) else { return Vec::new() };
    let sign = |rule, field| Sign { rule, field, of_roster: false, shown: Shown::Now };
    [sign("R040", ""), sign("R081", "retail")]
        .into_iter()
        .map(|sign| (sign, "trade", unit.key.clone(), unit.name.clone()))
        .collect()
}
