//! Report tables as a spreadsheet: one sheet per table, as printed.
//!
//! A cell holds the figure as shown, not the one behind it, so that in the spreadsheet too the parts add up to their
//! total and nobody reads more digits than the table states.

use super::{CellState, ColumnKind, Report, ReportCell, ReportColumn, ReportRow};
use crate::document::Properties;
use crate::document::xlsx::{
    Align, CellRange, Font, Format, Look, Sheet, SheetCell, SheetNames, SheetRow, Spreadsheet, columns_of_first_page,
};
use crate::number::Decimal;

/// The tables as an XLSX file, one sheet each.
pub fn xlsx(reports: &[Report], properties: &Properties) -> Vec<u8> {
    let mut names = SheetNames::default();
    let sheets = reports.iter().map(|report| sheet(report, names.name(&sheet_label(report)))).collect();
    Spreadsheet { properties: properties.clone(), sheets }.write()
}

fn sheet_label(report: &Report) -> String {
    if report.number.is_empty() { report.label.clone() } else { format!("{} {}", report.number, report.label) }
}

const TITLE: Look = Look { font: Font::Title, align: Align::Center, ..Look::PLAIN };
/// Points of a line of a head.
const LINE: u16 = 16;

/// The highest row that spreadsheets allow, in points.
const HIGHEST: u16 = 409;

fn sheet(report: &Report, name: String) -> Sheet {
    let columns = report.columns.len() + 1;
    let widths = widths(report);
    let landscape = columns > 6;
    // Title and notes stand on the first page, where there are several beside one another.
    let last = columns_of_first_page(&widths, landscape) - 1;
    let mut rows = vec![
        row(Some(30), first_of(SheetCell::text(&report.label, TITLE), columns, TITLE)),
        row(None, line(report, columns, last)),
    ];
    let mut merges = vec![(0, 0, 0, last)];
    let head = rows.len();
    let (heads, head_merges) = heads(report, &widths);
    merges.extend(head_merges.into_iter().map(|(top, left, bottom, right)| (top + head, left, bottom + head, right)));
    rows.extend(heads);
    let body = rows.len();
    for report_row in report.printed_rows() {
        rows.push(row(body_height(report, report_row, &widths), cells(report, report_row)));
    }
    for note in &report.notes {
        let at = rows.len();
        merges.push((at, 0, at, last));
        let look = Look { wrap: true, ..Look::PLAIN };
        let width = total(widths.get(..=last).unwrap_or(&widths));
        rows.push(row(Some(height(note, width)), first_of(SheetCell::text(note, look), columns, look)));
    }
    Sheet {
        name,
        widths,
        rows,
        merges: merges.into_iter().filter(|&(top, left, bottom, right)| top != bottom || left != right).collect(),
        frozen: (body, 1),
        repeated: Some((head, body - 1)),
        landscape,
    }
}

const fn row(height: Option<u16>, cells: Vec<SheetCell>) -> SheetRow {
    SheetRow { height, cells }
}

/// A row that starts with a cell and goes on empty.
fn first_of(cell: SheetCell, columns: usize, look: Look) -> Vec<SheetCell> {
    let mut cells = vec![SheetCell::empty(look); columns];
    if let Some(first) = cells.first_mut() {
        *first = cell;
    }
    cells
}

/// Whose table it is, of when, and its number.
fn line(report: &Report, columns: usize, at: usize) -> Vec<SheetCell> {
    let mut cells = first_of(SheetCell::text(report.about(), Look::PLAIN), columns, Look::PLAIN);
    if let (Some(last), false) = (cells.get_mut(at), report.number.is_empty() || at == 0) {
        *last = SheetCell::text(&report.number, Look { align: Align::Right, ..Look::PLAIN });
    }
    cells
}

/// The head of a column with its unit on a line of its own.
fn broken_head(column: &ReportColumn) -> String {
    let head = column.head();
    match head.strip_prefix(&column.label) {
        Some(unit) if !unit.is_empty() => format!("{}\n{unit}", column.label),
        _ => head,
    }
}

/// The rows of heads and what is merged in them: two rows when a column belongs to a group, else one.
fn heads(report: &Report, widths: &[u8]) -> (Vec<SheetRow>, Vec<CellRange>) {
    let is_grouped = report.columns.iter().any(|column| !column.group.is_empty());
    let labels = || std::iter::once(report.row_head.clone()).chain(report.columns.iter().map(broken_head));
    let lines = labels()
        .zip(widths)
        .map(|(label, width)| label.split('\n').map(|part| lines(part, usize::from(*width))).sum())
        .max()
        .unwrap_or(1);
    let labels: Vec<SheetCell> = labels().map(|label| SheetCell::text(label, Look::HEAD)).collect();
    let height = Some(LINE.saturating_mul(lines).saturating_add(6));
    if !is_grouped {
        return (vec![row(height, labels)], Vec::new());
    }
    let groups = std::iter::once("").chain(report.columns.iter().map(|column| &*column.group));
    let mut top = Vec::new();
    let mut merges: Vec<CellRange> = Vec::new();
    let mut before = "";
    for ((group, label), at) in groups.zip(&labels).zip(0..) {
        if group.is_empty() {
            top.push(label.clone());
            merges.push((0, at, 1, at));
        } else if let (true, Some(last)) = (group == before, merges.last_mut()) {
            top.push(SheetCell::empty(Look::HEAD));
            last.3 = at;
        } else {
            top.push(SheetCell::text(group, Look::HEAD));
            merges.push((0, at, 0, at));
        }
        before = group;
    }
    (vec![row(Some(LINE + 6), top), row(height, labels)], merges)
}

fn cells(report: &Report, row: &ReportRow) -> Vec<SheetCell> {
    let font = if row.is_total() { Font::Bold } else { Font::Body };
    let body = Look { font, border: true, wrap: true, ..Look::PLAIN };
    let name = SheetCell::text(&row.label, Look { indent: row.level, ..body });
    let cells = report.columns.iter().zip(&row.cells).map(|(column, cell)| value(column, cell, body));
    std::iter::once(name).chain(cells).collect()
}

/// As high as its longest text takes; `None` where everything goes on one line. Not every program finds it by itself.
fn body_height(report: &Report, row: &ReportRow, widths: &[u8]) -> Option<u16> {
    let label = display_width(&row.label) + 2 * usize::from(row.level);
    let texts = report
        .columns
        .iter()
        .zip(&row.cells)
        .map(|(column, cell)| if column.kind == ColumnKind::Text { display_width(&cell.shown) } else { 0 });
    let lines = |(text, width): (usize, &u8)| text.div_ceil(usize::from(width.saturating_sub(1).max(1)));
    let most = std::iter::once(label).chain(texts).zip(widths).map(lines).max().unwrap_or(1);
    let most = u16::try_from(most).unwrap_or(u16::MAX);
    (most > 1).then(|| LINE.saturating_mul(most).saturating_add(2).min(HIGHEST))
}

fn value(column: &ReportColumn, cell: &ReportCell, body: Look) -> SheetCell {
    let text = |align| SheetCell::text(&cell.shown, Look { align, ..body });
    let decimals = column.decimals;
    let format = match column.kind {
        ColumnKind::Text => return text(Align::Left),
        ColumnKind::Colour | ColumnKind::Date | ColumnKind::Move => return text(Align::Center),
        ColumnKind::Amount | ColumnKind::Figure | ColumnKind::Percent if !cell.mark().is_empty() => {
            Format::Noted { decimals, note: cell.mark() }
        }
        ColumnKind::Points => Format::Signed { decimals },
        ColumnKind::Rank | ColumnKind::Index => Format::Number { decimals: 0 },
        ColumnKind::Amount | ColumnKind::Figure | ColumnKind::Percent => Format::Number { decimals },
    };
    match shown_number(cell) {
        Some(number) => {
            let align =
                if matches!(column.kind, ColumnKind::Rank | ColumnKind::Index) { Align::Center } else { Align::Right };
            SheetCell::number(number, Look { align, format, wrap: false, ..body })
        }
        None => text(Align::Center),
    }
}

/// The figure that a cell shows, if it shows one.
pub(super) fn shown_number(cell: &ReportCell) -> Option<Decimal> {
    if cell.state != CellState::Shown {
        return None;
    }
    let plain = cell.shown.replace(',', "").replace('−', "-");
    plain.strip_prefix('+').unwrap_or(&plain).parse().ok()
}

/// Wide enough for the figures and the names, and for heads in a few lines.
fn widths(report: &Report) -> Vec<u8> {
    let rows: Vec<&ReportRow> = report.printed_rows().collect();
    let names = rows.iter().map(|row| display_width(&row.label) + 2 * usize::from(row.level)).max().unwrap_or(0);
    let mut widths = vec![width(names.max(display_width(&report.row_head)), 8, 40)];
    for (column, at) in report.columns.iter().zip(0_usize..) {
        let shown = rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| display_width(&cell.shown)).max();
        let most = if column.kind == ColumnKind::Text { 36 } else { 20 };
        widths.push(width(shown.unwrap_or(0).max(display_width(&column.label).div_ceil(2)), 9, most));
    }
    widths
}

fn width(content: usize, least: u8, most: u8) -> u8 {
    u8::try_from(content + 2).unwrap_or(most).clamp(least, most)
}

fn total(widths: &[u8]) -> usize {
    widths.iter().copied().map(usize::from).sum()
}

/// How many half-width characters a text takes.
pub(crate) fn display_width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn lines(text: &str, width: usize) -> u16 {
    u16::try_from(display_width(text).div_ceil(width.saturating_sub(1).max(1))).unwrap_or(1).clamp(1, 6)
}

fn height(text: &str, width: usize) -> u16 {
    LINE.saturating_mul(lines(text, width)).saturating_add(2)
}

#[cfg(test)]
mod tests;
