//! Names with their figures in order: 永城市21家，虞城县8家，睢县、示范区各2家，其他县（市、区）为0.

use super::Doubt;
use super::write::{Writer, flag_word, unit, unsigned};
use crate::number::Decimal;
use crate::phrase::{Condition, ListOptions, Operand, Order, Selection, Term, Ties, Zeros};
use crate::report::xlsx::shown_number;
use crate::report::{CellState, ColumnKind, Report, ReportCell, ReportColumn, ReportRow};

/// One name with its figure.
struct Entry<'a> {
    label: &'a str,
    number: Decimal,
    shown: &'a str,
}

pub(super) fn list(writer: &mut Writer<'_>, rows: &Selection, options: &ListOptions) -> String {
    let found = writer.table(&rows.table.text).and_then(|report| {
        let (at, column) = Writer::column(report, &rows.column.as_ref()?.text)?;
        Some((report, at, column))
    });
    let Some((report, at, column)) = found else { return String::new() };
    let mut chosen = writer.chosen(report, rows);
    put_in_order(&mut chosen, at, options.order);
    let is_whole = rows.condition.is_none() && options.first.is_none();

    let mut entries: Vec<Entry<'_>> = Vec::new();
    let (mut without, mut withheld) = (Vec::new(), Vec::new());
    let mut is_all = true;
    for row in chosen {
        if !row.note.is_empty() {
            // It has not reported, which is said once for the whole bulletin.
            is_all = false;
            continue;
        }
        let Some(cell) = row.cells.get(at) else { continue };
        if let Some(number) = shown_number(cell) {
            entries.push(Entry { label: &row.label, number, shown: &cell.shown });
            continue;
        }
        writer.doubt_cell(report, column, &row.label, cell);
        if cell.state == CellState::Suppressed { withheld.push(row) } else { without.push(row) }
    }
    if is_whole && column.kind == ColumnKind::Amount && is_all && without.is_empty() && withheld.is_empty() {
        check_sum(writer, report, at, &entries);
    }
    let zeros = options.zeros.unwrap_or(Zeros::Few);
    let mut zero: Vec<&str> = Vec::new();
    if is_whole && column.kind == ColumnKind::Amount {
        zero = entries.iter().filter(|entry| entry.number.is_zero()).map(|entry| entry.label).collect();
        entries.retain(|entry| !entry.number.is_zero());
    }
    if let Some(first) = options.first {
        entries.truncate(first);
    }
    let mut said = entries_said(&entries, column, options);
    if !zero.is_empty() && zeros != Zeros::Silent {
        let parts = options.parts.clone().unwrap_or_else(|| writer.phrase("{office.parts}"));
        let parts = if is_all { parts } else { format!("已报的{parts}") };
        let named = zeros == Zeros::Named
            || (zeros == Zeros::Few && zero.len() <= FEW)
            || !without.is_empty()
            || !withheld.is_empty();
        said.push(match (entries.is_empty(), named) {
            (true, false) => format!("各{parts}均为0"),
            (_, true) => format!("{}{}0", zero.join("、"), if zero.len() > 1 { "均为" } else { "为" }),
            (false, false) => format!("其他{parts}为0"),
        });
    }
    if is_whole {
        said.extend(unsaid(&without, &withheld));
    }
    if said.is_empty() {
        return writer.nothing(options);
    }
    // Nothing but zeros: a clause about who has how many is not wanted.
    writer.is_silent |= entries.is_empty() && without.is_empty() && withheld.is_empty();
    said.join(options.join.as_deref().unwrap_or(if options.brackets { "、" } else { "，" }))
}

/// So many rows with zero are called by their names.
const FEW: usize = 2;

fn entries_said(entries: &[Entry<'_>], column: &ReportColumn, options: &ListOptions) -> Vec<String> {
    let usual = if column.kind == ColumnKind::Amount && !options.brackets { Ties::Each } else { Ties::Apart };
    let ties = options.ties.unwrap_or(usual);
    let unit = options.unit.as_deref().unwrap_or_else(|| unit(column));
    let figure = |shown: &str| {
        let shown = if options.unsigned { unsigned(shown) } else { shown };
        format!("{}{shown}{unit}", options.before.as_deref().unwrap_or_default())
    };
    let mut said = Vec::new();
    for same in entries.chunk_by(|a, b| ties != Ties::Apart && a.shown == b.shown) {
        let names: Vec<&str> = same.iter().map(|entry| entry.label).collect();
        let Some(first) = same.first() else { continue };
        let figure = figure(first.shown);
        let names = names.join("、");
        said.push(match (options.brackets, same.len(), ties) {
            (true, ..) => format!("{names}（{figure}）"),
            (false, 1, _) => format!("{names}{figure}"),
            (false, _, Ties::All) => format!("{names}均为{figure}"),
            (false, ..) => format!("{names}各{figure}"),
        });
    }
    said
}

/// Rows of which nothing can be said: never counted as zero.
fn unsaid(without: &[&ReportRow], withheld: &[&ReportRow]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    let names = |rows: &[&ReportRow]| rows.iter().map(|row| row.label.as_str()).collect::<Vec<_>>().join("、");
    if !without.is_empty() {
        said.push(format!("{}暂无数据", names(without)));
    }
    if !withheld.is_empty() {
        said.push(format!("{}的数据按规定不公布", names(withheld)));
    }
    said
}

/// Whether what is listed is what the total says.
fn check_sum(writer: &mut Writer<'_>, report: &Report, at: usize, entries: &[Entry<'_>]) {
    let total = report.total.as_ref().and_then(|total| total.cells.get(at));
    let Some((cell, total)) = total.and_then(|cell| Some((cell, shown_number(cell)?))) else { return };
    let sum = entries.iter().try_fold(Decimal::ZERO, |sum, entry| sum.checked_add(entry.number));
    if sum != Some(total) {
        let column = report.columns.get(at).map(|column| column.label.clone()).unwrap_or_default();
        let parts = format!("“{}”各行“{column}”之和{}", report.label, sum.unwrap_or_default());
        writer.doubts.push(Doubt::DoesNotAddUp { parts, whole: format!("合计{}", cell.shown) });
    }
}

/// By a column, as printed; rows without a figure come last, and equal ones keep the order of the table.
pub(super) fn put_in_order(rows: &mut [&ReportRow], at: usize, order: Option<Order>) {
    let number = |row: &&ReportRow| row.cells.get(at).and_then(shown_number);
    match order {
        Some(Order::Table) => {}
        Some(Order::Low) => rows.sort_by_key(|row| (number(row).is_none(), number(row))),
        Some(Order::High) | None => rows.sort_by_key(|row| std::cmp::Reverse(number(row))),
    }
}

/// A column whose total the rows are compared with, though it has no figure.
pub(super) fn lacking_total<'a>(
    report: &'a Report,
    condition: &Condition,
) -> Option<(&'a ReportColumn, &'a ReportCell)> {
    condition.terms().filter(|term| term.right == Operand::Total).find_map(|term| {
        let (at, column) = Writer::column(report, &term.left.text)?;
        let cell = report.total.as_ref()?.cells.get(at)?;
        shown_number(cell).is_none().then_some((column, cell))
    })
}

/// Whether a term cannot be judged for want of a figure of the row itself.
pub(super) fn is_unknown(report: &Report, row: &ReportRow, term: &Term) -> bool {
    let total = || {
        let (at, _) = Writer::column(report, &term.left.text)?;
        shown_number(report.total.as_ref()?.cells.get(at)?)
    };
    holds(report, row, term).is_none() && (term.right != Operand::Total || total().is_some())
}

/// Whether a term is true of a row; `None` when a figure that it needs is lacking or withheld. Figures are compared as
/// printed, so that a sentence never contradicts the table beside it.
pub(super) fn holds(report: &Report, row: &ReportRow, term: &Term) -> Option<bool> {
    let relation = term.relation;
    if term.left.text == "flag" {
        let wanted = match &term.right {
            Operand::Text(word) => word.as_str(),
            Operand::Column(name) => name.text.as_str(),
            _ => return None,
        };
        return Some(relation.holds(&flag_word(row.flag), &wanted));
    }
    let (at, _) = Writer::column(report, &term.left.text)?;
    let cell = row.cells.get(at)?;
    let right = match &term.right {
        Operand::Text(text) => {
            let is_shown = cell.state == CellState::Shown;
            return is_shown.then(|| relation.holds(&cell.shown.as_str(), &text.as_str()));
        }
        Operand::Withheld => return Some(cell.state == CellState::Suppressed),
        Operand::Number { value, .. } => *value,
        Operand::Total => shown_number(report.total.as_ref()?.cells.get(at)?)?,
        Operand::Column(name) => shown_number(row.cells.get(Writer::column(report, &name.text)?.0)?)?,
    };
    Some(relation.holds(&shown_number(cell)?, &right))
}
