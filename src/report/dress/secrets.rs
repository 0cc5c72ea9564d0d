//! What a public table withholds.

use super::super::table::Work;
use super::super::{RowKind, Secrecy};
use super::Draft;
use super::lines::Line;

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
