//! A table as JSON, with exact figures.

use super::{CellState, ColumnKind, Flag, Report, ReportCell, ReportRow, RowKind};
use crate::formula;
use crate::number::canonical;
use crate::workbook::Standing;
use serde_json::{Map, Value, json};

/// The most digits that every reader of JSON numbers gets exactly.
const DIGITS: usize = 15;

/// The table for programs: what is printed under `shown`, the exact value under `value` (in the unit of the column; ratios
/// bare). A figure of more than 15 digits is a text, so that no reader rounds it.
pub fn json(report: &Report) -> Value {
    let columns: Vec<Value> = report
        .columns
        .iter()
        .map(|column| {
            json!({
                "key": column.key, "label": column.label, "group": column.group, "unit": column.unit,
                "decimals": column.decimals, "kind": kind(column.kind),
            })
        })
        .collect();
    json!({
        "table": report.key, "number": report.number, "label": report.label,
        "office": report.office, "period": report.period.to_string(), "public": report.public,
        "row_head": report.row_head, "columns": columns,
        "rows": report.rows.iter().map(|of| row(report, of)).collect::<Vec<_>>(),
        "total": report.total.as_ref().map(|of| row(report, of)),
        "notes": report.notes,
    })
}

fn row(report: &Report, row: &ReportRow) -> Value {
    let cells = report.columns.iter().zip(&row.cells).map(|(column, of)| (column.key.clone(), cell(of)));
    let mut out = match &row.kind {
        RowKind::Office { code } => json!({"kind": "office", "code": code}),
        RowKind::Item { code } => json!({"kind": "item", "code": code}),
        RowKind::Record { office, form, key } => json!({"kind": "record", "office": office, "form": form, "key": key}),
        RowKind::Group => json!({"kind": "group"}),
        RowKind::Total => json!({"kind": "total"}),
        RowKind::Difference => json!({"kind": "difference"}),
    };
    if let Some(out) = out.as_object_mut() {
        out.insert("label".to_owned(), json!(row.label));
        out.insert("cells".to_owned(), Value::Object(cells.collect::<Map<_, _>>()));
        if let Some(flag) = row.flag {
            out.insert("flag".to_owned(), json!(if flag == Flag::Red { "red" } else { "yellow" }));
        }
        if !row.note.is_empty() {
            out.insert("note".to_owned(), json!(row.note));
        }
    }
    out
}

fn cell(cell: &ReportCell) -> Value {
    let mut out = Map::from_iter([("shown".to_owned(), json!(cell.shown))]);
    if let Some(value) = &cell.value {
        out.insert("value".to_owned(), exact(value));
    }
    let state = match cell.state {
        CellState::Shown => None,
        CellState::NoBase => Some("no_base"),
        CellState::Suppressed => Some("suppressed"),
        CellState::Broken => Some("broken"),
    };
    if let Some(state) = state {
        out.insert("state".to_owned(), json!(state));
    }
    if cell.standing != Standing::Final {
        out.insert("standing".to_owned(), json!(cell.standing.key()));
    }
    Value::Object(out)
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
