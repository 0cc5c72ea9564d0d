//! A finished table: what is shown, and the exact figures behind it.

use crate::formula::Value;
use crate::period::Period;
use crate::workbook::{Place, Standing};

/// One report table, worked out for one office (a township's own, or a whole with its parts).
///
/// `value` of a cell is exact; `shown` is what people see, rounded so that shown parts add up to the shown total (舍位平衡).
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Key in the scheme: `t1`.
    pub key: String,
    /// 表号: `T1`.
    pub number: String,
    /// 表名.
    pub label: String,
    /// Whose table it is.
    pub office: Place,
    pub period: Period,
    /// May leave the office: holds aggregates only, and cells of fewer than three units are suppressed.
    pub public: bool,
    /// The first column, with the names of the rows, is not among these.
    pub columns: Vec<ReportColumn>,
    /// Head of the first column: 乡镇, 项目, 类别.
    pub row_head: String,
    pub rows: Vec<ReportRow>,
    pub total: Option<ReportRow>,
    /// Whether the total stands before the rows rather than after them.
    pub total_first: bool,
    /// Printed under the table.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportColumn {
    pub key: String,
    pub label: String,
    /// Heading above neighbouring columns of one group; may be empty.
    pub group: String,
    /// Unit in which the cells are shown: `亿元`; none for texts and bare counts.
    pub unit: Option<String>,
    pub decimals: u8,
    pub kind: ColumnKind,
}

/// What a column is, for alignment, number formats and charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    Text,
    /// 序号.
    Index,
    /// An amount or a count, which adds up.
    Amount,
    /// A figure that does not add up: an average, a price.
    Figure,
    /// A ratio; the value is the bare ratio (0.242), shown in percent (24.2).
    Percent,
    /// A difference of ratios; the value is bare (0.138), shown in percentage points with its sign (+13.8).
    Points,
    /// 位次.
    Rank,
    /// 升降 against last period's rank; up is positive.
    Move,
    /// A colour of the scheme; the value is its key.
    Colour,
    /// A date or a month.
    Date,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ReportRow {
    pub kind: RowKind,
    pub label: String,
    /// 0 for a row of its own, 1 for 其中.
    pub level: u8,
    /// As many as there are columns.
    pub cells: Vec<ReportCell>,
    pub flag: Option<Flag>,
    /// What is to be said of the row, such as 未报; mostly empty.
    pub note: String,
}

/// 红旗 and 黄旗.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    /// To one of the first.
    Red,
    /// To one of the last that did not meet its target either.
    Yellow,
}

/// What a row stands for, so that its figures can be traced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowKind {
    /// A reporting office.
    Office { code: String },
    /// A code of a list: a category, a stage.
    Item { code: String },
    /// The records that have a value in common, with their subtotal.
    Group,
    /// One record of a form of one office.
    Record { office: String, form: String, key: String },
    /// The whole.
    Total,
    /// What the whole has and the parts lack (差额).
    Difference,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ReportCell {
    /// Exact, in the unit of its column (a ratio stays bare); `None` when there is none.
    pub value: Option<Value>,
    /// As printed: `1,234.50`, `24.2`, `—`.
    pub shown: String,
    pub state: CellState,
    /// How firm it is: as the least firm record behind it.
    pub standing: Standing,
}

impl ReportCell {
    /// What is written after the figure when it rests on forecasts or flashes: 预, 快; else nothing.
    pub const fn mark(&self) -> &'static str {
        match (self.state, self.standing) {
            (CellState::Shown, Standing::Forecast) => "预",
            (CellState::Shown, Standing::Flash) => "快",
            _ => "",
        }
    }

    /// As printed where there is nothing but text: `1,234.50（预）`.
    pub fn printed(&self) -> String {
        if self.mark().is_empty() { self.shown.clone() } else { format!("{}（{}）", self.shown, self.mark()) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CellState {
    #[default]
    Shown,
    /// There is nothing to compare with; shown as —.
    NoBase,
    /// Withheld, since it would tell of fewer than three units or let such a cell be computed.
    Suppressed,
    /// The formula overflowed; always visible.
    Broken,
}
