//! What every printed form of a table has in common: heads with their units, and the order of the rows.

use super::{ColumnKind, Report, ReportColumn, ReportRow, RowKind};

impl Report {
    /// Rows and total in the order in which they are printed.
    pub fn printed_rows(&self) -> impl Iterator<Item = &ReportRow> {
        let first = self.total.iter().filter(|_| self.total_first);
        let last = self.total.iter().filter(|_| !self.total_first);
        first.chain(&self.rows).chain(last)
    }

    /// Whose table it is, of when, and that it is not for others, where figures of few units are not withheld from it.
    pub fn about(&self) -> String {
        let inner = if self.public { "" } else { "　内部资料" };
        format!("{}　{}{inner}", self.office.name, self.period.chinese())
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

/// A head above one column or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedHead {
    pub text: String,
    pub columns: usize,
    /// How many rows of heads it goes through.
    pub rows: usize,
}

impl Report {
    /// The heads by rows, that of the first column included: two rows when a column belongs to a group, else one. The
    /// second row has heads only for columns of groups.
    pub fn head_rows(&self) -> Vec<Vec<PrintedHead>> {
        let is_grouped = self.columns.iter().any(|column| !column.group.is_empty());
        let rows = if is_grouped { 2 } else { 1 };
        let mut top = vec![PrintedHead { text: self.row_head.clone(), columns: 1, rows }];
        let mut bottom = Vec::new();
        let mut before = "";
        for column in &self.columns {
            if column.group.is_empty() {
                top.push(PrintedHead { text: column.head(), columns: 1, rows });
            } else {
                match top.last_mut() {
                    Some(last) if column.group == before => last.columns += 1,
                    _ => top.push(PrintedHead { text: column.group.clone(), columns: 1, rows: 1 }),
                }
                bottom.push(PrintedHead { text: column.head(), columns: 1, rows: 1 });
            }
            before = &column.group;
        }
        if is_grouped { vec![top, bottom] } else { vec![top] }
    }
}
