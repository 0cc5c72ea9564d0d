//! What a public table withholds: figures of too few units, and the ranks that would tell between which others they lie.

use super::super::table::Work;
use super::super::{RowKind, Secrecy};
use super::Draft;
use super::lines::Line;
use crate::report::CellState;
use crate::scheme::TableColumnKind;

/// Withholds cells that would tell of too few units, and names. Whether there were any. The last of `cells` is the total.
pub(super) fn withhold(work: &Work<'_>, lines: &[Line], cells: &mut [Vec<Draft>], secrecy: &Secrecy) -> bool {
    let rows = lines.iter().map(|line| Some(&line.kind)).chain([None]);
    let mut any = false;
    for (row, cells) in rows.zip(cells) {
        for (column, (compiled, draft)) in work.compiled.columns.iter().zip(cells).enumerate() {
            let is_hidden = match row {
                Some(RowKind::Office { code } | RowKind::Item { code }) => secrecy.withholds(work.at, code, column),
                None | Some(RowKind::Total) => secrecy.withholds(work.at, "", column),
                // The whole less its parts.
                Some(RowKind::Difference) => secrecy.withholds_in(work.at, column),
                Some(RowKind::Group | RowKind::Record { .. }) => false,
            };
            if (is_hidden || compiled.names) && draft.cell.value.is_some() {
                draft.withhold();
                any = true;
            }
        }
    }
    any
}

/// Withholds rank, move and flag of rows whose figure is withheld, and puts them last where the order would tell their
/// rank. Whether there were any. The last of `cells` is the total.
pub(super) fn unrank(work: &Work<'_>, lines: &mut Vec<Line>, cells: &mut Vec<Vec<Draft>>, by_rank: bool) -> bool {
    let main = work.def.rank.as_ref().map(|rank| rank.by);
    let hidden = |row: &[Draft], by: Option<usize>| {
        by.and_then(|by| row.get(by)).is_some_and(|draft| draft.cell.state == CellState::Suppressed)
    };
    let mut any = false;
    let mut last: Vec<bool> = Vec::new();
    for (line, row) in lines.iter_mut().zip(cells.iter_mut()) {
        let is_unranked = hidden(row, main);
        last.push(is_unranked);
        if is_unranked {
            line.flag = None;
        }
        for (at, def) in work.def.columns.iter().enumerate() {
            let by = match def.kind {
                TableColumnKind::Rank => def.by.or(main),
                TableColumnKind::RankBefore | TableColumnKind::Move => main,
                _ => continue,
            };
            let is_hidden = hidden(row, by);
            if let Some(draft) = row.get_mut(at).filter(|draft| is_hidden && draft.cell.value.is_some()) {
                draft.withhold();
                any = true;
            }
        }
    }
    if by_rank && last.contains(&true) {
        let total = cells.split_off(lines.len().min(cells.len()));
        let place = |line: &Line| match &line.kind {
            // In the order in which the offices stand.
            RowKind::Office { code } => work.parts.iter().position(|part| part.place.code == *code),
            _ => None,
        };
        let rows = std::mem::take(lines).into_iter().zip(std::mem::take(cells)).zip(last);
        let mut rows: Vec<_> = rows.collect();
        // Those that have not reported still come last.
        rows.sort_by_key(|((line, _), last)| {
            if line.note.is_empty() { (u8::from(*last), place(line).filter(|_| *last)) } else { (2, None) }
        });
        for ((line, row), _) in rows {
            lines.push(line);
            cells.push(row);
        }
        cells.extend(total);
    }
    any
}
