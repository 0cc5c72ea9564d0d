//! Names that only the formulas of report tables know: earlier columns, their totals, the item of the row.

use super::value::{Type, Value};
use super::world::ListId;

/// What a formula of a report table may name besides everything else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableNames {
    /// The columns before it: `col.rate`, 本表.完成率.
    pub columns: Vec<TableColumn>,
    /// The code list whose items are the rows: `item`, 本项.
    pub item: Option<ListId>,
    /// Whether there is a total to compare with: `total.done`, 合计.完成额.
    pub totals: bool,
    /// Whether the rows are offices, of which it is known how they reported: `part.late`, 报送.迟报.
    pub part: bool,
}

/// One column as other columns see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    pub key: String,
    pub label: String,
    /// The head above it; several columns may have one label under different heads.
    pub group: String,
    pub kind: Type,
}

impl TableColumn {
    /// With its head, as in 本月：完成.
    fn full_name(&self) -> String {
        if self.group.is_empty() { self.label.clone() } else { format!("{}：{}", self.group, self.label) }
    }
}

impl TableNames {
    /// The column of this key, label or label with its head; the first where several have it.
    pub(super) fn find(&self, name: &str) -> Option<(usize, &TableColumn)> {
        let by = |fits: &dyn Fn(&TableColumn) -> bool| self.columns.iter().enumerate().find(|(_, column)| fits(column));
        by(&|column| column.key == name)
            .or_else(|| by(&|column| column.label == name))
            .or_else(|| by(&|column| column.full_name() == name))
    }

    /// What people call the column at this place, if that leads back to it: its label, or that with its head.
    pub(super) fn chinese_name(&self, at: usize) -> Option<String> {
        let column = self.columns.get(at)?;
        let same = |other: &&TableColumn| other.label == column.label;
        let name = if self.columns.iter().filter(same).count() > 1 { column.full_name() } else { column.label.clone() };
        self.find(&name).filter(|(found, _)| *found == at).map(|_| name)
    }
}

/// The values behind [`TableNames`], in base units.
#[derive(Debug, Clone, Copy, Default)]
pub struct Locals<'a> {
    pub item: Option<&'a Value>,
    /// By position; what is not there is missing.
    pub columns: &'a [Option<Value>],
    pub totals: &'a [Option<Value>],
    pub part: Option<&'a PartFacts>,
}

/// How an office reported, for tables such as 上报情况. All are counts, so that they add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartFacts {
    /// 1 for an office that has to report.
    pub expected: u32,
    /// 1 when its file was taken.
    pub received: u32,
    /// 1 when it came after the day it was due.
    pub late: u32,
    /// 1 when there is none.
    pub missing: u32,
    /// How often a file was returned.
    pub returned: u32,
    /// Hard findings that stand in the file that was taken.
    pub hard: u32,
    /// Soft findings in it, explained or not.
    pub soft: u32,
}

/// One of the [`PartFacts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartFact {
    Expected,
    Received,
    Late,
    Missing,
    Returned,
    Hard,
    Soft,
}

/// The English and the Chinese name of each.
pub(super) const PART_FACTS: &[(&str, &str, PartFact)] = &[
    ("expected", "应报", PartFact::Expected),
    ("received", "已报", PartFact::Received),
    ("late", "迟报", PartFact::Late),
    ("missing", "未报", PartFact::Missing),
    ("returned", "退回次数", PartFact::Returned),
    ("hard", "强制性错误", PartFact::Hard),
    ("soft", "核实性错误", PartFact::Soft),
];

/// One name of a table, resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Local {
    Column(usize),
    Total(usize),
    Item,
    Part(PartFact),
}

impl PartFacts {
    pub(super) const fn get(&self, fact: PartFact) -> u32 {
        match fact {
            PartFact::Expected => self.expected,
            PartFact::Received => self.received,
            PartFact::Late => self.late,
            PartFact::Missing => self.missing,
            PartFact::Returned => self.returned,
            PartFact::Hard => self.hard,
            PartFact::Soft => self.soft,
        }
    }
}

impl Locals<'_> {
    pub(super) fn get(&self, local: Local) -> Option<Value> {
        match local {
            Local::Column(at) => self.columns.get(at)?.clone(),
            Local::Total(at) => self.totals.get(at)?.clone(),
            Local::Item => self.item.cloned(),
            Local::Part(fact) => Some(Value::Number(self.part?.get(fact).into())),
        }
    }
}
