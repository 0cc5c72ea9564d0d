//! A table as Markdown.

use super::{ColumnKind, Report, ReportRow, RowKind};

/// A heading, the table and its notes.
pub fn markdown(report: &Report) -> String {
    let title = escaped(&format!("{} {}", report.number, report.label));
    let mut out = format!("## {title}\n\n{}\n\n", escaped(&report.about()));
    let heads = report.columns.iter().map(|column| {
        let head = column.head();
        if column.group.is_empty() { head } else { format!("{} {head}", column.group) }
    });
    line(&mut out, std::iter::once(report.row_head.clone()).chain(heads).map(|head| escaped(&head)));
    let sides = report.columns.iter().map(|column| {
        let is_text = matches!(column.kind, ColumnKind::Text | ColumnKind::Date | ColumnKind::Colour);
        if is_text { "---" } else { "---:" }.to_owned()
    });
    line(&mut out, std::iter::once("---".to_owned()).chain(sides));
    for row in report.printed_rows() {
        let strong = matches!(row.kind, RowKind::Total | RowKind::Group);
        let mark = |text: String| if strong && !text.is_empty() { format!("**{text}**") } else { text };
        let cells = row.cells.iter().map(|cell| escaped(&cell.printed()));
        line(&mut out, std::iter::once(label(row)).chain(cells).map(mark));
    }
    for note in &report.notes {
        out.extend(["\n", &escaped(note), "\n"]);
    }
    out
}

fn label(row: &ReportRow) -> String {
    let indent = "　".repeat(row.level.into());
    let note = if row.note.is_empty() { String::new() } else { format!("（{}）", row.note) };
    escaped(&format!("{indent}{}{note}", row.label))
}

/// Text that is nothing but text in a cell of Markdown.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' => {
                safe.push('\\');
                safe.push(c);
            }
            '\r' | '\n' => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.collect();
    out.extend(["| ", &cells.join(" | "), " |\n"]);
}
