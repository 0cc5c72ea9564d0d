//! A table as CSV (RFC 4180): UTF-8 with a byte order mark, so that Excel and WPS read it as it is.

use super::{CellState, ColumnKind, Report, ReportCell, ReportRow};
use crate::formula::Value;
use crate::number::canonical;
use crate::workbook::Standing;
use std::collections::BTreeSet;

/// The table with a head of one line. Figures are those that are printed, so that they add up, without
/// separators; ratios are in per cent.
///
/// # Safety of spreadsheets
/// A text that a spreadsheet would take for a formula (one that starts with `=`, `+`, `-`, `@`, a tab or a line end) gets
/// an apostrophe in front.
pub fn csv(report: &Report) -> String {
    let mut out = String::from("\u{feff}");
    let heads = report.columns.iter().map(|column| {
        let head = column.head();
        if column.group.is_empty() { head } else { format!("{} {head}", column.group) }
    });
    let heads = std::iter::once(report.row_head.clone()).chain(heads);
    line(&mut out, heads.map(|head| text(&head)));
    for row in report.printed_rows() {
        line(&mut out, std::iter::once(text(&label(row))).chain(cells(report, row)));
    }
    for note in &report.notes {
        line(&mut out, std::iter::once(text(note)));
    }
    out
}

/// Figures stay figures here, so that the row says how firm they are.
fn label(row: &ReportRow) -> String {
    let soft: BTreeSet<Standing> = row.cells.iter().map(|cell| cell.standing).collect();
    let soft = soft.into_iter().filter(|standing| *standing != Standing::Final);
    let said: Vec<String> = soft.map(|standing| format!("含{}数", standing.label())).collect();
    let note = if row.note.is_empty() { None } else { Some(row.note.clone()) };
    let notes: Vec<String> = note.into_iter().chain(said).collect();
    if notes.is_empty() { row.label.clone() } else { format!("{}（{}）", row.label, notes.join("，")) }
}

fn cells<'a>(report: &'a Report, row: &'a ReportRow) -> impl Iterator<Item = String> + 'a {
    report.columns.iter().zip(&row.cells).map(|(column, cell)| value(column.kind, cell))
}

fn value(kind: ColumnKind, cell: &ReportCell) -> String {
    match (&cell.value, cell.state) {
        // As printed, so that parts add up to totals here too.
        (Some(Value::Number(_)), CellState::Shown) if kind != ColumnKind::Move => number(&cell.shown),
        (Some(Value::Number(by)), CellState::Shown) => canonical(*by),
        _ => text(&cell.shown),
    }
}

/// A printed number as one.
fn number(shown: &str) -> String {
    let plain = shown.replace(',', "");
    let plain = plain.strip_prefix('+').unwrap_or(&plain).to_owned();
    if plain.parse::<crate::number::Decimal>().is_ok() { plain } else { text(shown) }
}

/// A text as one cell of a CSV file: quoted where that is needed, and no formula.
pub fn csv_cell(cell: &str) -> String {
    text(cell)
}

fn text(text: &str) -> String {
    let safe = defused(text);
    if safe.contains([',', '"', '\r', '\n']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

/// A text that no spreadsheet takes for a formula.
pub(super) fn defused(text: &str) -> String {
    // Some programs look past blanks and marks that nobody sees.
    let unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let is_risky = text.starts_with(['\t', '\r', '\n'])
        || text.trim_start_matches(unseen).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_risky { format!("'{text}") } else { text.to_owned() }
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for (given, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2号楼", "'-2号楼"),
            ("+86", "'+86"),
            ("\t=1", "'\t=1"),
            (" =1", "' =1"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\u{feff}@A1", "'\u{feff}@A1"),
            ("\u{202e}+1", "'\u{202e}+1"),
            ("甲 =1", "甲 =1"),
            ("甲,乙", "\"甲,乙\""),
            ("甲\"乙\"", "\"甲\"\"乙\"\"\""),
            ("=\"a\"", "\"'=\"\"a\"\"\""),
            ("—", "—"),
        ] {
            assert_eq!(text(given), written);
        }
        assert_eq!(number("-1,234.50"), "-1234.50");
        assert_eq!(number("+13.8"), "13.8");
    }
}
