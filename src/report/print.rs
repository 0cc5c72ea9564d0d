//! What every printed form of a table has in common: heads with their units, and the order of the rows.

use super::{ColumnKind, Report, ReportColumn, ReportRow, RowKind};

impl Report {
    /// Rows and total in the order in which they are printed.
    pub fn printed_rows(&self) -> impl Iterator<Item = &ReportRow> {
        let first = self.total.iter().filter(|_| self.total_first);
        let last = self.total.iter().filter(|_| !self.total_first);
        first.chain(&self.rows).chain(last)
    }
}

impl ReportRow {
    pub const fn is_total(&self) -> bool {
        matches!(self.kind, RowKind::Total)
    }
}

impl ReportColumn {
    /// The unit in which the figures are printed; none for texts and bare counts.
    pub fn shown_unit(&self) -> Option<&str> {
        match (&self.unit, self.kind) {
            (Some(unit), _) => Some(unit),
            (None, ColumnKind::Percent) => Some("%"),
            (None, ColumnKind::Points) => Some("百分点"),
            (None, _) => None,
        }
    }

    /// The label with its unit, unless it says it already: `年度计划投资（亿元）`.
    pub fn head(&self) -> String {
        match self.shown_unit() {
            Some(unit) if !self.label.contains(unit) => format!("{}（{unit}）", self.label),
            _ => self.label.clone(),
        }
    }
}
