//! What a public table withholds, told by its columns.

use super::super::suppress::{Secrets, Sum};
use super::super::table::Work;
use super::Draft;
use super::lines::Line;
use crate::scheme::TableColumnKind;

/// Withholds cells of too few units, cells that would let them be worked out, and names. Whether there were any.
pub(super) fn withhold(
    work: &Work<'_>,
    lines: &[Line],
    total: &Line,
    cells: &mut [Vec<Draft>],
    has_total: bool,
) -> bool {
    let all: Vec<&Line> = lines.iter().chain(has_total.then_some(total)).collect();
    let columns = work.def.columns.iter().zip(&work.compiled.columns);
    let units = |line: &Line| {
        let of = columns.clone().zip(&line.values).map(|((def, compiled), worked)| {
            let count = def.count.or(work.def.count).filter(|_| compiled.sensitive && worked.value.is_some())?;
            let count = line.values.get(count)?.value.as_ref()?.as_number();
            count.and_then(|count| u64::try_from(count.ceil()).ok())
        });
        of.collect::<Vec<Option<u64>>>()
    };
    let mut secrets = Secrets { units: all.iter().map(|line| units(line)).collect(), ..Secrets::default() };
    for (column, (def, compiled)) in columns.clone().enumerate() {
        if !compiled.sensitive {
            continue;
        }
        if def.kind == TableColumnKind::Amount {
            if has_total {
                let parts = (0..lines.len()).map(|row| (row, column)).collect();
                secrets.sums.push(Sum { whole: (lines.len(), column), parts });
            }
            for row in (0..all.len()).filter(|_| !def.parts.is_empty()) {
                let parts = def.parts.iter().map(|part| (row, *part)).collect();
                secrets.sums.push(Sum { whole: (row, column), parts });
            }
        }
        let from: Vec<usize> = compiled.sources.columns.clone();
        if !from.is_empty() {
            secrets.derived.push((column, from));
        }
    }
    let hidden = secrets.withheld();
    for (row, column) in &hidden {
        if let Some(draft) = cells.get_mut(*row).and_then(|row| row.get_mut(*column)) {
            draft.withhold();
        }
    }
    let mut any = !hidden.is_empty();
    for (column, _) in columns.enumerate().filter(|(_, (_, compiled))| compiled.names) {
        for draft in cells.iter_mut().filter_map(|row| row.get_mut(column)) {
            if draft.cell.value.is_some() {
                any = true;
                draft.withhold();
            }
        }
    }
    any
}
