//! A table as HTML, for a page and for print.

use super::csv::defused;
use super::{CellState, ColumnKind, Flag, Report, ReportCell, ReportRow, RowKind};
use std::fmt::Write;

/// For a screen and for A4 across.
const STYLE: &str = include_str!("report.css");

/// Tables as one whole page, to be saved: with its encoding and styles in it, and nothing that could load or run.
pub fn html_page(title: &str, reports: &[Report]) -> String {
    let tables: String = reports.iter().map(html).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{0}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{0}</h1>\n{tables}</body>\n</html>\n",
        escaped(title)
    )
}

/// A `<table>` with caption and scopes; heads repeat on every printed page. Its classes are `report`, `number`, `total`,
/// `group`, `difference`, `withheld`, `broken` and `flag-red`, `flag-yellow`; it has no styles of its own.
pub fn html(report: &Report) -> String {
    let mut out = String::from("<table class=\"report\">\n");
    let title = format!("{} {}", report.number, report.label);
    let of = escaped(&report.about());
    put(&mut out, &format!("<caption>{}<br><small>{of}</small></caption>\n<thead>\n", escaped(&title)));
    heads(&mut out, report);
    out.push_str("</thead>\n<tbody>\n");
    for row in report.printed_rows() {
        line(&mut out, report, row);
    }
    out.push_str("</tbody>\n");
    if !report.notes.is_empty() {
        let width = report.columns.len() + 1;
        put(&mut out, &format!("<tfoot><tr><td colspan=\"{width}\">"));
        let notes: Vec<String> = report.notes.iter().map(|note| escaped(note)).collect();
        put(&mut out, &format!("{}</td></tr></tfoot>\n", notes.join("<br>")));
    }
    out.push_str("</table>\n");
    out
}

/// One line, or two when columns stand in groups.
fn heads(out: &mut String, report: &Report) {
    let grouped = report.columns.iter().any(|column| !column.group.is_empty());
    let rows = if grouped { " rowspan=\"2\"" } else { "" };
    put(out, &format!("<tr><th scope=\"col\"{rows}>{}</th>", escaped(&report.row_head)));
    let mut below = String::new();
    let mut at = 0;
    while let Some(column) = report.columns.get(at) {
        if column.group.is_empty() {
            put(out, &format!("<th scope=\"col\"{rows}>{}</th>", escaped(&column.head())));
            at += 1;
            continue;
        }
        let rest = report.columns.iter().skip(at);
        let members: Vec<_> = rest.take_while(|other| other.group == column.group).collect();
        put(out, &format!("<th scope=\"colgroup\" colspan=\"{}\">{}</th>", members.len(), escaped(&column.group)));
        for member in &members {
            put(&mut below, &format!("<th scope=\"col\">{}</th>", escaped(&member.head())));
        }
        at += members.len();
    }
    out.push_str("</tr>\n");
    if grouped {
        put(out, &format!("<tr>{below}</tr>\n"));
    }
}

fn line(out: &mut String, report: &Report, row: &ReportRow) {
    let mut classes = Vec::new();
    match row.kind {
        RowKind::Total => classes.push("total"),
        RowKind::Group => classes.push("group"),
        RowKind::Difference => classes.push("difference"),
        RowKind::Office { .. } | RowKind::Item { .. } | RowKind::Record { .. } => {}
    }
    match row.flag {
        Some(Flag::Red) => classes.push("flag-red"),
        Some(Flag::Yellow) => classes.push("flag-yellow"),
        None => {}
    }
    let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
    let indent = "　".repeat(row.level.into());
    let flag = match row.flag {
        Some(Flag::Red) => " <span class=\"flag\">红旗</span>",
        Some(Flag::Yellow) => " <span class=\"flag\">黄旗</span>",
        None => "",
    };
    let note = if row.note.is_empty() { String::new() } else { format!("（{}）", row.note) };
    let label = escaped(&defused(&row.label));
    put(out, &format!("<tr{class}><th scope=\"row\">{indent}{label}{}{flag}</th>", escaped(&note)));
    for (column, cell) in report.columns.iter().zip(&row.cells) {
        let mark = if cell.mark().is_empty() { String::new() } else { format!("<sup>{}</sup>", cell.mark()) };
        put(out, &format!("<td{}>{}{mark}</td>", class_of(column.kind, cell), text_of(column.kind, cell)));
    }
    out.push_str("</tr>\n");
}

/// What a cell shows; a spreadsheet that opens the page takes no text for a formula.
fn text_of(kind: ColumnKind, cell: &ReportCell) -> String {
    let is_text = matches!(kind, ColumnKind::Text | ColumnKind::Date | ColumnKind::Colour);
    if is_text { escaped(&defused(&cell.shown)) } else { escaped(&cell.shown) }
}

fn class_of(kind: ColumnKind, cell: &ReportCell) -> &'static str {
    match (cell.state, kind) {
        (CellState::Suppressed, _) => " class=\"number withheld\"",
        (CellState::Broken, _) => " class=\"broken\"",
        (_, ColumnKind::Text | ColumnKind::Date | ColumnKind::Colour) => "",
        _ => " class=\"number\"",
    }
}

/// Text that is nothing but text in HTML, also in an attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

fn put(out: &mut String, text: &str) {
    // Writing to a `String` cannot fail.
    let _written = out.write_str(text);
}
