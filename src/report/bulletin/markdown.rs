//! As Markdown.

use super::{Bulletin, BulletinBlock};
use crate::report::{ColumnKind, Report};
use std::fmt::Write;

impl Bulletin {
    pub fn to_markdown(&self) -> String {
        let mut text = format!("# {}\n", escaped(&self.title));
        if !self.subtitle.is_empty() {
            let _written = write!(text, "\n{}\n", escaped(&self.subtitle));
        }
        for (heading, block) in self.numbered() {
            let _written = match (heading, block) {
                (Some(heading), BulletinBlock::Heading { level, .. }) => {
                    write!(text, "\n{} {}\n", if *level <= 1 { "##" } else { "###" }, escaped(&heading))
                }
                (_, BulletinBlock::Paragraph(paragraph)) => write!(text, "\n{}\n", escaped(paragraph)),
                (_, BulletinBlock::Table(report)) => write!(text, "\n{}", table(report)),
                _ => Ok(()),
            };
        }
        for line in [&self.office, &self.date].into_iter().filter(|line| !line.is_empty()) {
            let _written = write!(text, "\n{}\n", escaped(line));
        }
        text
    }
}

fn table(report: &Report) -> String {
    let mut text = format!("**{}**\n\n", escaped(&report.label));
    let heads = report.columns.iter().map(|column| match column.group.as_str() {
        "" => column.head(),
        group => format!("{group} {}", column.head()),
    });
    let heads: Vec<String> = std::iter::once(report.row_head.clone()).chain(heads).map(|head| cell(&head)).collect();
    let aligns = report.columns.iter().map(|column| match column.kind {
        ColumnKind::Text => ":--",
        ColumnKind::Amount | ColumnKind::Figure | ColumnKind::Percent | ColumnKind::Points => "--:",
        _ => ":-:",
    });
    let aligns: Vec<&str> = std::iter::once(":--").chain(aligns).collect();
    let _written = writeln!(text, "| {} |\n| {} |", heads.join(" | "), aligns.join(" | "));
    for row in report.printed_rows() {
        let label = cell(&row.label);
        let label = if row.is_total() { format!("**{label}**") } else { label };
        let cells = row.cells.iter().map(|one| cell(&one.shown));
        let cells: Vec<String> = std::iter::once(label).chain(cells).collect();
        let _written = writeln!(text, "| {} |", cells.join(" | "));
    }
    for note in &report.notes {
        let _written = write!(text, "\n{}\n", escaped(note));
    }
    text
}

fn cell(text: &str) -> String {
    escaped(text).replace('\n', " ")
}

/// Text that Markdown leaves as it is.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|~".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
