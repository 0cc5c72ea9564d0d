//! Fields (指标).

use crate::ids::ListId;
use crate::measure::{Column, Measure};

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDef {
    /// Key in files and formulas: `output`.
    pub key: String,
    /// 指标代码: `B01`; may be empty.
    pub code: String,
    /// 指标名称 in full: `工业总产值（当年价格）`.
    pub label: String,
    /// For column heads and sentences: `工业总产值`. Never empty once loaded.
    pub short: String,
    pub kind: FieldType,
    /// 计量单位 as written: `千元`. Only numbers have one; a number without it is a bare count or ratio.
    pub unit: Option<String>,
    pub measure: Measure,
    /// How many decimals a number may have.
    pub decimals: u8,
    /// Whether a number may be below zero.
    pub negative: bool,
    /// Whether blank is a hard finding where the field applies.
    pub required: bool,
    /// Static: carry-over copies it into the next period.
    pub carry: bool,
    /// 0 for a main item, 1 for 其中, 2 for 其中 of 其中.
    pub indent: u8,
    /// Heading under which the form shows the field; may be empty.
    pub group: String,
    /// Formula: when false or missing, the field is not asked.
    pub when: Option<String>,
    /// Formula: the field is computed and cannot be typed.
    pub compute: Option<String>,
    /// 指标解释.
    pub explain: String,
    /// Suggested width in half-width characters.
    pub width: Option<u8>,
    /// Longest text, in characters.
    pub max_len: u16,
    pub sum: Summing,
    /// Another field that tells the same amount of the same unit or project: `investment.invested`, or one column of
    /// it, `progress.actual.ytd`. What public tables withhold of one must not be told by the other.
    pub same_as: Option<String>,
}

/// Whether what several records have may be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summing {
    /// Amounts and counts; what its unit does not allow is not added up all the same.
    Meant,
    /// An amount that is a mark to be measured by, such as 纳统起点.
    Senseless,
}

/// What a value of the field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldType {
    Number,
    Text,
    /// A code of a list of the scheme.
    Code(ListId),
    Date,
    /// A month, written YYYYMM on forms.
    Month,
    Bool,
    /// 统一社会信用代码.
    Uscc,
    /// 行业代码 of GB/T 4754, four digits.
    Industry,
    /// 区划代码, twelve digits.
    Division,
    Phone,
    /// 投资项目统一代码.
    ProjectCode,
}

impl FieldType {
    /// Whether the value is text that is kept by characters: everything but numbers, dates, months and truth values.
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Uscc | Self::Industry | Self::Division | Self::Phone | Self::ProjectCode | Self::Code(_)
        )
    }

    /// The word in scheme files; a code list is written `list:<key>` there.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Text => "text",
            Self::Code(_) => "list",
            Self::Date => "date",
            Self::Month => "month",
            Self::Bool => "bool",
            Self::Uscc => "uscc",
            Self::Industry => "industry",
            Self::Division => "division",
            Self::Phone => "phone",
            Self::ProjectCode => "project_code",
        }
    }

    /// The Chinese name, for the handbook of forms.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Number => "数值",
            Self::Text => "文字",
            Self::Code(_) => "代码",
            Self::Date => "日期",
            Self::Month => "年月",
            Self::Bool => "是否",
            Self::Uscc => "统一社会信用代码",
            Self::Industry => "行业代码",
            Self::Division => "区划代码",
            Self::Phone => "电话",
            Self::ProjectCode => "项目代码",
        }
    }
}

impl FieldDef {
    /// The longest text where a field does not say it.
    pub const MAX_LEN: u16 = 200;

    /// Stands for a field that is not there.
    pub(crate) const NONE: Self = Self {
        key: String::new(),
        code: String::new(),
        label: String::new(),
        short: String::new(),
        kind: FieldType::Text,
        unit: None,
        measure: Measure::Plain,
        decimals: 0,
        negative: false,
        required: false,
        carry: false,
        indent: 0,
        group: String::new(),
        when: None,
        compute: None,
        explain: String::new(),
        width: None,
        max_len: Self::MAX_LEN,
        sum: Summing::Meant,
        same_as: None,
    };

    /// A plain text field of this key, to start a definition from in tests and tools.
    pub fn named(key: &str) -> Self {
        Self { key: key.to_owned(), label: key.to_owned(), short: key.to_owned(), ..Self::NONE }
    }

    pub const fn columns(&self) -> &'static [Column] {
        self.measure.columns()
    }

    pub const fn is_number(&self) -> bool {
        matches!(self.kind, FieldType::Number)
    }

    pub const fn is_computed(&self) -> bool {
        self.compute.is_some()
    }

    /// The field with its column as sentences name it: `工业总产值 1—本月`; a plain field by its short name alone.
    pub fn cell_label(&self, column: Column) -> String {
        if column == Column::Plain { self.short.clone() } else { format!("{} {}", self.short, column.label()) }
    }

    /// The name of a cell in files and on the page: `output.ytd`; a plain field by its key alone.
    pub fn cell_key(&self, column: Column) -> String {
        if column == Column::Plain { self.key.clone() } else { format!("{}.{}", self.key, column.key()) }
    }
}
