//! From exact figures to a table as it is printed: order, ranks, flags, rounding, what is withheld, notes.

mod lines;
mod rounding;
mod secrets;

use super::called::parts_head;
use super::firm;
use super::table::{Exact, Order, Work};
use super::{CellState, ColumnKind, Report, ReportCell, ReportColumn, ReportRow, RowKind, Secrecy, show};
use crate::formula::Value;
use crate::message;
use crate::number::{Decimal, Unit};
use crate::scheme::{TableColumnDef, TableColumnKind, TableTotal};
use crate::workbook::Standing;
use lines::Line;
use std::collections::BTreeSet;

/// The table as it is printed.
pub(super) fn report(
    work: &Work<'_>,
    now: Exact,
    before: Option<Exact>,
    order: Option<Order>,
    secrecy: Option<&Secrecy>,
) -> Report {
    let by_rank = order.map_or(work.def.by_rank, |order| order == Order::Rank);
    let (mut lines, mut total) = lines::lines(work, now, before.as_ref(), by_rank);
    let has_total = work.def.total != TableTotal::None;
    let mut cells: Vec<Vec<Draft>> = lines.iter().chain([&total]).map(|line| drafts(work, line)).collect();
    rounding::balance(work, &lines, &mut cells, has_total);
    let mut withheld = false;
    let mut unranked = false;
    if let Some(secrecy) = secrecy {
        withheld = secrets::withhold(work, &lines, &mut cells, secrecy);
        unranked = secrets::unrank(work, &mut lines, &mut cells, by_rank);
    }
    let missing: Vec<&str> =
        work.parts.iter().filter(|part| !part.reported).map(|part| part.place.name.as_str()).collect();
    let mut notes = work.def.notes.clone();
    if !missing.is_empty() && lines.iter().any(|line| !line.note.is_empty()) {
        let is_left_out = matches!(work.def.total, TableTotal::Top | TableTotal::Bottom);
        notes.push(message::table::missing(&missing, is_left_out));
    }
    if withheld {
        notes.push(message::table::withheld());
    }
    if unranked {
        notes.push(message::table::UNRANKED.to_owned());
    }
    let tells_before = work.def.rank.as_ref().is_some_and(|rank| rank.previous);
    if tells_before && !missing.is_empty() && work.parts.iter().all(|part| part.before.is_none()) {
        notes.push(message::table::NO_RANK_BEFORE.to_owned());
    }
    let marks: BTreeSet<Standing> = cells.iter().flatten().map(|draft| draft.cell.standing).collect();
    let soft: Vec<Standing> = marks.into_iter().filter(|standing| *standing != Standing::Final).collect();
    if !soft.is_empty() {
        notes.push(message::table::not_final(&soft));
    }
    let done = cells.pop().unwrap_or_default();
    let total = has_total.then(|| row(&mut total, done));
    let rows = lines.iter_mut().zip(cells).map(|(line, cells)| row(line, cells)).collect();
    Report {
        key: work.def.key.clone(),
        number: work.def.number.clone(),
        label: work.def.label.clone(),
        office: work.whole.place.clone(),
        period: work.whole.period,
        public: secrecy.is_some(),
        columns: columns(work),
        row_head: row_head(work),
        rows,
        total,
        total_first: work.def.total != TableTotal::Bottom,
        notes,
    }
}

fn row_head(work: &Work<'_>) -> String {
    if work.def.head.is_empty() { parts_head(&work.whole.place.code).to_owned() } else { work.def.head.clone() }
}

fn row(line: &mut Line, cells: Vec<Draft>) -> ReportRow {
    ReportRow {
        kind: line.kind.clone(),
        label: std::mem::take(&mut line.label),
        level: line.level,
        cells: cells.into_iter().map(|draft| draft.cell).collect(),
        flag: line.flag,
        note: std::mem::take(&mut line.note),
    }
}

fn columns(work: &Work<'_>) -> Vec<ReportColumn> {
    let defs = work.def.columns.iter().zip(&work.compiled.columns);
    defs.map(|(def, compiled)| ReportColumn {
        key: def.key.clone(),
        label: def.label.clone(),
        group: def.group.clone(),
        unit: match def.kind {
            TableColumnKind::Amount | TableColumnKind::Figure if !compiled.unit.is_plain() => {
                Some(def.unit.clone().unwrap_or_else(|| compiled.unit.to_string()))
            }
            _ => None,
        },
        decimals: def.decimals,
        kind: kind(def.kind),
    })
    .collect()
}

const fn kind(kind: TableColumnKind) -> ColumnKind {
    match kind {
        TableColumnKind::Amount => ColumnKind::Amount,
        TableColumnKind::Figure => ColumnKind::Figure,
        TableColumnKind::Percent => ColumnKind::Percent,
        TableColumnKind::Points => ColumnKind::Points,
        TableColumnKind::Text => ColumnKind::Text,
        TableColumnKind::Date => ColumnKind::Date,
        TableColumnKind::Colour => ColumnKind::Colour,
        TableColumnKind::Index => ColumnKind::Index,
        TableColumnKind::Rank | TableColumnKind::RankBefore => ColumnKind::Rank,
        TableColumnKind::Move => ColumnKind::Move,
    }
}

/// A cell until it is known how it is rounded and whether it is withheld.
pub(super) struct Draft {
    pub(super) cell: ReportCell,
    /// Of an amount: exact, in the unit of the column.
    pub(super) amount: Option<Decimal>,
}

impl Draft {
    /// Shows an amount so.
    pub(super) fn shown_as(&mut self, value: Decimal, places: u8) {
        self.cell.shown = show::fixed(value, places);
    }

    fn withhold(&mut self) {
        self.cell = bare(None, show::WITHHELD, CellState::Suppressed);
        self.amount = None;
    }
}

fn drafts(work: &Work<'_>, line: &Line) -> Vec<Draft> {
    let columns = work.def.columns.iter().zip(&work.compiled.columns);
    columns
        .zip(&line.values)
        .map(|((def, compiled), worked)| {
            if worked.broken {
                return Draft { cell: bare(None, message::table::BROKEN, CellState::Broken), amount: None };
            }
            let words = |value: &Value| {
                let formula = compiled.formula.as_ref();
                formula.map(|formula| formula.as_text(Some(value))).unwrap_or_default()
            };
            draft(def, compiled.unit, worked.value.clone(), words, line)
        })
        .enumerate()
        .map(|(at, mut draft)| {
            // Ranks and words have no mark of their own: the figures beside them have.
            let marked = work.def.columns.get(at).is_some_and(|def| def.kind.is_number() && !def.kind.is_order());
            if marked && draft.cell.value.is_some() {
                draft.cell.standing = firm::at(&line.firm, at);
            }
            draft
        })
        .collect()
}

fn bare(value: Option<Value>, shown: &str, state: CellState) -> ReportCell {
    ReportCell { value, shown: shown.to_owned(), state, standing: Standing::Final }
}

fn draft(
    def: &TableColumnDef,
    unit: Unit,
    value: Option<Value>,
    words: impl Fn(&Value) -> String,
    line: &Line,
) -> Draft {
    let shown = |value: Value, shown: String| bare(Some(value), &shown, CellState::Shown);
    let Some(value) = value else {
        // An empty text is a text; a figure that is not there says so, but not where nobody would look for one.
        let is_text = matches!(def.kind, TableColumnKind::Text | TableColumnKind::Date | TableColumnKind::Colour);
        let nobody = def.kind.is_order() && !matches!(line.kind, RowKind::Office { .. } | RowKind::Item { .. });
        let is_shown = (is_text && line.note.is_empty()) || nobody;
        let (shown, state) = if is_shown { ("", CellState::Shown) } else { (show::NONE, CellState::NoBase) };
        return Draft { cell: bare(None, shown, state), amount: None };
    };
    let number = value.as_number();
    match (def.kind, number) {
        (TableColumnKind::Amount | TableColumnKind::Figure, Some(number)) => {
            let exact = number.checked_div(unit.scale()).unwrap_or(number).normalize();
            let cell = shown(Value::Number(exact), show::fixed(exact, def.decimals));
            Draft { cell, amount: (def.kind == TableColumnKind::Amount).then_some(exact) }
        }
        (TableColumnKind::Percent | TableColumnKind::Points, Some(ratio)) => {
            let percent = ratio.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(ratio);
            let text = if def.kind == TableColumnKind::Points {
                show::signed(percent, def.decimals)
            } else {
                show::fixed(percent, def.decimals)
            };
            Draft { cell: shown(value, text), amount: None }
        }
        (TableColumnKind::Move, Some(by)) => Draft { cell: shown(value, show::moved(by)), amount: None },
        (kind, Some(place)) if kind.is_order() => Draft { cell: shown(value, show::fixed(place, 0)), amount: None },
        (TableColumnKind::Date, _) => {
            let text = show::dated(&value).unwrap_or_else(|| words(&value));
            Draft { cell: shown(value, text), amount: None }
        }
        _ => {
            let text = words(&value);
            Draft { cell: shown(value, text), amount: None }
        }
    }
}
