//! As a Word text in the page layout of GB/T 9704-2012.

use super::{Bulletin, BulletinBlock, title_lines};
use crate::document::Properties;
use crate::document::docx::{Align, Block, Down, HeadCell, Table, TableCell, TableRow, Text};
use crate::report::xlsx::display_width;
use crate::report::{ColumnKind, Report, ReportColumn};

impl Bulletin {
    /// The bytes of a DOCX file.
    pub fn to_docx(&self, properties: &Properties) -> Vec<u8> {
        let mut blocks = vec![Block::Title(title_lines(&self.title).join("\n"))];
        if !self.subtitle.is_empty() {
            blocks.push(Block::Subtitle(self.subtitle.clone()));
        }
        blocks.extend(self.addressed().map(Block::Addressees));
        for (heading, block) in self.numbered() {
            blocks.push(match (heading, block) {
                (Some(text), BulletinBlock::Heading { level, .. }) => Block::Heading { level: *level, text },
                (_, BulletinBlock::Heading { level, text }) => Block::Heading { level: *level, text: text.clone() },
                (_, BulletinBlock::Paragraph(text)) => Block::Paragraph(text.clone()),
                (_, BulletinBlock::Table(report)) => Block::Table(table(report)),
            });
        }
        let attachments = self.attachment_lines();
        if !attachments.is_empty() {
            blocks.push(Block::Attachments(attachments));
        }
        if !self.office.is_empty() || !self.date.is_empty() {
            blocks.push(Block::Closing { office: self.office.clone(), date: self.date.clone() });
        }
        for (at, report) in self.attached().enumerate() {
            blocks.push(Block::Attachment(self.attachment_title(at)));
            blocks.push(Block::Table(table(report)));
        }
        Text { properties: properties.clone(), blocks }.write()
    }
}

fn table(report: &Report) -> Table {
    let rows = report
        .printed_rows()
        .map(|row| {
            let label =
                TableCell { text: format!("{}{}", "　".repeat(row.level.into()), row.label), align: Align::Left };
            let cells = report
                .columns
                .iter()
                .zip(&row.cells)
                .map(|(column, cell)| TableCell { text: cell.printed(), align: align(column) });
            TableRow { cells: std::iter::once(label).chain(cells).collect(), bold: row.is_total() }
        })
        .collect();
    Table {
        caption: report.label.clone(),
        heads: heads(report),
        rows,
        notes: report.notes.clone(),
        widths: widths(report),
    }
}

const fn align(column: &ReportColumn) -> Align {
    match column.kind {
        ColumnKind::Text => Align::Left,
        ColumnKind::Amount | ColumnKind::Figure | ColumnKind::Percent | ColumnKind::Points => Align::Right,
        _ => Align::Center,
    }
}

/// The heads as Word wants them: a head that goes through two rows stands in both.
fn heads(report: &Report) -> Vec<Vec<HeadCell>> {
    let printed = report.head_rows();
    let Some(top) = printed.first() else { return Vec::new() };
    let mut rows = vec![
        top.iter()
            .map(|head| HeadCell {
                text: head.text.clone(),
                columns: head.columns,
                down: if head.rows > 1 { Down::Starts } else { Down::No },
            })
            .collect::<Vec<_>>(),
    ];
    if let Some(bottom) = printed.get(1) {
        let mut below = bottom.iter();
        let cells = top.iter().flat_map(|head| {
            let mut cells = Vec::new();
            if head.rows > 1 {
                cells.push(HeadCell { text: String::new(), columns: 1, down: Down::GoesOn });
            } else {
                let under = below.by_ref().take(head.columns);
                cells.extend(under.map(|head| HeadCell { text: head.text.clone(), columns: 1, down: Down::No }));
            }
            cells
        });
        rows.push(cells.collect());
    }
    rows
}

/// As wide as what stands in them, heads in three lines.
fn widths(report: &Report) -> Vec<u16> {
    let width = |head: &str, cells: usize| {
        let head = display_width(head).div_ceil(3).max(4);
        u16::try_from(head.max(cells) + 2).unwrap_or(40).min(40)
    };
    let labels = report.printed_rows().map(|row| display_width(&row.label)).max().unwrap_or(0);
    let first = width(&report.row_head, labels);
    let others = report.columns.iter().enumerate().map(|(at, column)| {
        let cells =
            report.printed_rows().filter_map(|row| row.cells.get(at)).map(|cell| display_width(&cell.printed())).max();
        width(&column.head(), cells.unwrap_or(0))
    });
    std::iter::once(first).chain(others).collect()
}
