//! Report tables (汇总表): rows, columns as formulas, order, rank, totals.

use crate::ids::{FormId, ListId};

/// A report table as the scheme states it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableDef {
    /// Key in files: `t1`.
    pub key: String,
    /// 表名.
    pub label: String,
    /// 表号: `T1`.
    pub number: String,
    pub rows: TableRows,
    /// Formula on a record: only records for which it is true become rows.
    pub filter: Option<String>,
    /// Head of the first column: 项目, 类别. Empty in a table of offices that calls them what they are at each level: 乡镇,
    /// 县（市、区）.
    pub head: String,
    /// Formula on a record that names its row; without it, the title of its roster row.
    pub title: Option<String>,
    /// May leave the office.
    pub public: bool,
    /// In which order records and items stand; offices stand in their standing order or by rank.
    pub sort: Vec<SortKey>,
    /// Whether rows stand by rank unless it is asked otherwise.
    pub by_rank: bool,
    pub total: TableTotal,
    /// 合计, 全县.
    pub total_label: String,
    /// Whether a row shows what an own total has and the parts lack (差额).
    pub difference: bool,
    /// Printed under the table.
    pub notes: Vec<String>,
    /// The column with the number of units behind a row: cells of fewer than three are withheld in public output.
    pub count: Option<usize>,
    /// The column by whose value records are put in groups, each with its own subtotal.
    pub group: Option<usize>,
    pub rank: Option<RankDef>,
    pub columns: Vec<TableColumnDef>,
}

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableRows {
    /// One for each reporting office.
    #[default]
    Offices,
    /// One for each code of a list.
    List(ListId),
    /// One for each record of a form.
    Records(FormId),
}

/// What stands in the total row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TableTotal {
    #[default]
    Top,
    Bottom,
    /// There is none.
    None,
    /// The whole's own figures rather than those of its parts; at the top.
    Own,
}

/// Order by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortKey {
    pub column: usize,
    /// Largest first.
    pub descending: bool,
}

/// 位次: by which column, and what is made of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RankDef {
    /// The column; the largest value is the first.
    pub by: usize,
    /// The smallest value is the first.
    pub low_first: bool,
    /// What decides between equal values.
    pub ties: Vec<SortKey>,
    /// The column by whose value offices are ranked among their like: 乡镇 apart from 县直部门.
    pub within: Option<usize>,
    /// Whether the rank of the last period is worked out too, from the earlier records in the files.
    pub previous: bool,
    /// How many get the red flag: the first ones.
    pub red: usize,
    /// How many get the yellow flag: the last ones.
    pub yellow: usize,
    /// Formula on the columns of the row: one that met its target never gets the yellow flag.
    pub met: Option<String>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableColumnDef {
    /// Key in formulas: `col.rate`.
    pub key: String,
    pub label: String,
    /// Heading above neighbouring columns; may be empty.
    pub group: String,
    /// What stands in the cells; ranks have none.
    pub formula: Option<String>,
    /// The unit in which it is shown.
    pub unit: Option<String>,
    pub decimals: u8,
    pub kind: TableColumnKind,
    /// Whether the shown amounts add up to the shown total (舍位平衡).
    pub balance: bool,
    /// Columns that add up to this one.
    pub parts: Vec<usize>,
    /// The colours whose keys the cells are.
    pub colours: Option<usize>,
    /// The column with the number of units behind the cell, where it is not that of the table.
    pub count: Option<usize>,
    /// Of a rank: the column that is ranked, where it is not that of the table.
    pub by: Option<usize>,
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TableColumnKind {
    /// An amount or a count, which adds up.
    #[default]
    Amount,
    /// A figure that does not add up.
    Figure,
    /// A ratio, shown in per cent.
    Percent,
    /// A difference of ratios, shown in percentage points with its sign.
    Points,
    Text,
    /// A date or a month.
    Date,
    /// A colour.
    Colour,
    /// 序号: the position of the row.
    Index,
    /// 位次.
    Rank,
    /// 上月位次.
    RankBefore,
    /// 升降: up is positive.
    Move,
}

impl TableColumnKind {
    pub const ALL: [Self; 11] = [
        Self::Amount,
        Self::Figure,
        Self::Percent,
        Self::Points,
        Self::Text,
        Self::Date,
        Self::Colour,
        Self::Index,
        Self::Rank,
        Self::RankBefore,
        Self::Move,
    ];

    /// The word in scheme files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Figure => "figure",
            Self::Percent => "percent",
            Self::Points => "points",
            Self::Text => "text",
            Self::Date => "date",
            Self::Colour => "colour",
            Self::Index => "index",
            Self::Rank => "rank",
            Self::RankBefore => "rank_before",
            Self::Move => "move",
        }
    }

    /// Whether the value comes from the order of the rows rather than from a formula.
    pub const fn is_order(self) -> bool {
        matches!(self, Self::Index | Self::Rank | Self::RankBefore | Self::Move)
    }

    /// Whether the value is a number that a formula gives.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Amount | Self::Figure | Self::Percent | Self::Points)
    }
}

impl TableTotal {
    pub const ALL: [Self; 4] = [Self::Top, Self::Bottom, Self::None, Self::Own];

    /// The word in scheme files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Bottom => "bottom",
            Self::None => "none",
            Self::Own => "own",
        }
    }
}

impl TableDef {
    /// The position of a column.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}
