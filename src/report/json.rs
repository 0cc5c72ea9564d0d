//! A table as JSON, with exact figures.

use super::{CellState, ColumnKind, Flag, Report, ReportCell, ReportRow, RowKind};
use crate::formula;
use crate::number::canonical;
use crate::workbook::{Place, Standing};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::io;
use std::sync::Arc;

/// The most digits that every reader of JSON numbers gets exactly.
const DIGITS: usize = 15;

/// The table for programs: what is printed under `shown`, the exact value under `value` (in the unit of the column; ratios
/// bare). A figure of more than 15 digits is a text, so that no reader rounds it.
pub fn json(report: &Report) -> Value {
    // It fails only on names that are no texts.
    serde_json::to_value(Table::of(report)).unwrap_or_default()
}

/// Writes tables as a file, each as [`json()`] has it. With a thousand offices it is long, and need not be in memory.
///
/// # Errors
/// Those of the writer.
pub fn write_json(reports: &[Report], mut to: impl io::Write) -> io::Result<()> {
    let page = Page { tables: reports.iter().map(Table::of).collect() };
    serde_json::to_writer_pretty(&mut to, &page)?;
    to.write_all(b"\n")
}

#[derive(Serialize)]
struct Page<'a> {
    tables: Vec<Table<'a>>,
}

/// Members stand in the order of their names, here as in all JSON that is made by way of [`Value`].
#[derive(Serialize)]
struct Table<'a> {
    columns: Vec<Column<'a>>,
    label: &'a str,
    notes: &'a [String],
    number: &'a str,
    office: &'a Place,
    period: String,
    public: bool,
    row_head: &'a str,
    rows: Vec<Row<'a>>,
    #[serde(rename = "table")]
    of: &'a str,
    total: Option<Row<'a>>,
}

#[derive(Serialize)]
struct Column<'a> {
    decimals: u8,
    group: &'a str,
    key: &'a str,
    kind: &'static str,
    label: &'a str,
    unit: Option<&'a str>,
}

#[derive(Serialize)]
struct Row<'a> {
    cells: Cells<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flag: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    kind: &'static str,
    label: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<&'a str>,
}

/// The cells of a row by the keys of their columns, in the order of those.
struct Cells<'a> {
    order: Arc<[(&'a str, usize)]>,
    cells: &'a [ReportCell],
}

#[derive(Serialize)]
struct Cell<'a> {
    shown: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
}

impl<'a> Table<'a> {
    fn of(report: &'a Report) -> Self {
        let mut order: Vec<(&str, usize)> = report.columns.iter().map(|column| column.key.as_str()).zip(0..).collect();
        order.sort_unstable();
        let order: Arc<[(&str, usize)]> = order.into();
        let columns = report.columns.iter().map(|column| Column {
            decimals: column.decimals,
            group: &column.group,
            key: &column.key,
            kind: kind(column.kind),
            label: &column.label,
            unit: column.unit.as_deref(),
        });
        Self {
            columns: columns.collect(),
            label: &report.label,
            notes: &report.notes,
            number: &report.number,
            office: &report.office,
            period: report.period.to_string(),
            public: report.public,
            row_head: &report.row_head,
            rows: report.rows.iter().map(|of| row(&order, of)).collect(),
            of: &report.key,
            total: report.total.as_ref().map(|of| row(&order, of)),
        }
    }
}

fn row<'a>(order: &Arc<[(&'a str, usize)]>, row: &'a ReportRow) -> Row<'a> {
    let (kind, code, record) = match &row.kind {
        RowKind::Office { code } => ("office", Some(code.as_str()), None),
        RowKind::Item { code } => ("item", Some(code.as_str()), None),
        RowKind::Record { office, form, key } => ("record", None, Some((office.as_str(), form.as_str(), key.as_str()))),
        RowKind::Group => ("group", None, None),
        RowKind::Total => ("total", None, None),
        RowKind::Difference => ("difference", None, None),
    };
    Row {
        cells: Cells { order: Arc::clone(order), cells: &row.cells },
        code,
        flag: row.flag.map(|flag| if flag == Flag::Red { "red" } else { "yellow" }),
        form: record.map(|(_, form, _)| form),
        key: record.map(|(_, _, key)| key),
        kind,
        label: &row.label,
        note: &row.note,
        office: record.map(|(office, _, _)| office),
    }
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.order.iter().filter_map(|(key, at)| Some((key, cell(self.cells.get(*at)?))));
        serializer.collect_map(cells)
    }
}

fn cell(cell: &ReportCell) -> Cell<'_> {
    let state = match cell.state {
        CellState::Shown => None,
        CellState::NoBase => Some("no_base"),
        CellState::Suppressed => Some("suppressed"),
        CellState::Broken => Some("broken"),
    };
    let standing = (cell.standing != Standing::Final).then(|| cell.standing.key());
    Cell { shown: &cell.shown, standing, state, value: cell.value.as_ref().map(exact) }
}

fn exact(value: &formula::Value) -> Value {
    match value {
        formula::Value::Number(number) => {
            let text = canonical(*number);
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            let number = if digits <= DIGITS { text.parse::<serde_json::Number>().ok() } else { None };
            number.map_or(Value::String(text), Value::Number)
        }
        formula::Value::Text(text) => json!(&**text),
        formula::Value::Date(date) => json!(date.format("%Y-%m-%d").to_string()),
        formula::Value::Month(month) => json!(format!("{:04}-{:02}", month.year(), month.month())),
        formula::Value::Bool(truth) => json!(truth),
    }
}

const fn kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "text",
        ColumnKind::Index => "index",
        ColumnKind::Amount => "amount",
        ColumnKind::Figure => "figure",
        ColumnKind::Percent => "percent",
        ColumnKind::Points => "points",
        ColumnKind::Rank => "rank",
        ColumnKind::Move => "move",
        ColumnKind::Colour => "colour",
        ColumnKind::Date => "date",
    }
}
