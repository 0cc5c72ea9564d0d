//! What one office is filling for one period: typed text and its reading, commands, undo, journal, carry-over.
//!
//! Two flows meet here. *Inwards*, a [`Command`] becomes a [`Change`]: a list of small, invertible [`Op`]s. The
//! change is what is journaled, what undo inverts, and what tells the audit which rules to look at again.
//! *Outwards*, [`Session`] holds the workbook with its findings and its undo history and is all that a page needs.
//!
//! # Invariants
//! - Nothing here asks for the time or invents an identity: both come in with the command.
//! - A command either applies whole or not at all.
//! - A periodic table holds no empty record: a record appears with its first typed cell and goes with its last.
//! - What was typed is never rewritten; the reading stands beside it.
//! - A mark (不适用, 缺报, 真零) stands only on a cell that it fits; typing takes it away.
//! - Cells that the scheme in use does not know (work of another edition) are kept in [`Row::foreign`], never dropped.

mod carry;
mod cell;
mod change;
mod command;
mod journal;
mod refusal;
mod returned;
mod session;
mod span;
mod standing;
mod table;
#[cfg(test)]
mod tests;
mod waiver;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use carry::{Carried, CarryError, carry_over};
pub use cell::{Cell, CellProblem, LONGEST_TEXT, read_cell};
pub use change::{Change, Op, Touched};
pub use command::{Command, FindingKey, MOST_RECORDS, NewDetail, Typed};
pub use journal::slot_named as slot_of;
pub use journal::{JournalError, Snapshot, StoredChange, StoredEarlier, StoredRow, StoredTables};
pub(crate) use journal::{load_row, slot_named};
pub use refusal::Refusal;
pub use returned::{Answer, Comment, ReturnNote, Returned};
pub use session::{Applied, Session};
pub use span::{SpanError, combine};
pub use standing::{Absence, Mark, Said, Standing, has_standing};
pub use table::{Columns, Figure, FigureSum, Lane, Row, RowKey, Slot, Table};
pub use waiver::Waiver;

use crate::period::Period;
use crate::scheme::{Column, FormId, Scheme};

/// Who did something and when.
///
/// `at` is local time with its offset in ISO 8601 (`2026-11-21T14:32:05+08:00`), as the edge gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The person at the keyboard, as named in the workbook; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, in local time with offset.
    pub at: String,
}

/// An administrative place: a division code (6, 9 or 12 digits, or a custom one) and its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Division code, digits only, or a code that the county made up for a 开发区.
    pub code: String,
    /// Its name in Chinese.
    pub name: String,
}

/// The office that reports (报送单位), with the places above it, nearest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Division code, or a custom one.
    pub code: String,
    /// Name as printed.
    pub name: String,
    /// County, city, province: nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<Place>,
}

/// Who signs the submission.
///
/// # Source
/// domain.md §3.1: footer of every statutory form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signers {
    /// 填表人.
    pub filler: String,
    /// 统计负责人.
    pub statistics_lead: String,
    /// 单位负责人.
    pub head: String,
    /// 联系电话.
    pub phone: String,
}

/// What a workbook is about; it does not change while it is filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Identity of this workbook in the browser's store: random text given by the edge.
    pub id: String,
    /// The office that reports.
    pub office: Office,
    /// The reporting period.
    pub period: Period,
    /// True for the demonstration month, which is never mixed with real work.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demonstration: bool,
}

/// Why a finding may stand.
///
/// It explains one rule of one edition seeing certain values; when any of them changes it is void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The clerk's words.
    pub text: String,
    /// Scheme and edition whose rule is explained, as `id@edition`.
    pub scheme: String,
    /// Names and texts of the values that the rule saw, in the rule's order.
    pub values: Vec<(String, String)>,
    /// Who explained and when.
    #[serde(flatten)]
    pub stamp: Stamp,
}

/// A value that was replaced since the last final revision (or since the first entry, before there is one).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// What stood there.
    pub old: Arc<str>,
    /// Why it was replaced; may be empty until the office exports a further final revision.
    pub reason: String,
    /// The last edit of this cell.
    pub stamp: Stamp,
}

/// Address of a cell for the change log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellAddress {
    /// The form.
    pub form: FormId,
    /// The record.
    pub key: RowKey,
    /// Field and column.
    pub slot: Slot,
}

/// The last submission that was written from this workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sent {
    /// Number of the last revision written; 0 before the first.
    pub revision: u32,
    /// Its digest.
    pub digest: String,
    /// True when it was final.
    pub is_final: bool,
    /// Number of the last *final* revision; 0 before the first.
    pub final_revision: u32,
    /// When it was written.
    pub at: String,
}

/// The records of another period: last period's file, or the file of the same period last year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its period.
    pub period: Period,
    /// Digest of the file it came from.
    pub digest: String,
    /// Its records by form; row keys are those of the current workbook where a unit is in both.
    pub tables: Vec<Arc<Table>>,
}

/// The state of the work: what one office is filling for one period.
///
/// Cloning is cheap: everything large is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// Office, period, identity.
    pub about: Arc<About>,
    /// One table per form of the scheme, in its order.
    pub tables: Vec<Arc<Table>>,
    /// Records of forms that the scheme in use does not have, kept as they came.
    pub foreign: Arc<StoredTables>,
    /// Explanations, also those that are void at present.
    pub explanations: Arc<BTreeMap<FindingKey, Explanation>>,
    /// Who signs.
    pub signers: Arc<Signers>,
    /// How firm the figures of records are that begin from now on (本期数据状态).
    pub standing: Standing,
    /// Last period's records, once carried over.
    pub prev: Option<Arc<Earlier>>,
    /// Records of the same period last year, once given.
    pub last_year: Option<Arc<Earlier>>,
    /// What was replaced since the last final revision.
    pub replaced: Arc<BTreeMap<CellAddress, Replaced>>,
    /// The last submission written.
    pub sent: Arc<Sent>,
    /// A return note that was opened, until the next final revision answers it.
    pub returned: Option<Arc<Returned>>,
    /// Waivers that were opened.
    pub waivers: Arc<Vec<Waiver>>,
}

impl Workbook {
    /// An empty workbook.
    pub fn new(scheme: &Scheme, about: About) -> Self {
        Self {
            about: Arc::new(about),
            tables: scheme.form_ids().map(|_| Arc::new(Table::default())).collect(),
            foreign: Arc::default(),
            explanations: Arc::default(),
            signers: Arc::default(),
            standing: Standing::default(),
            prev: None,
            last_year: None,
            replaced: Arc::default(),
            sent: Arc::default(),
            returned: None,
            waivers: Arc::default(),
        }
    }

    /// The table of a form; an empty one for a form that the scheme does not have.
    pub fn table(&self, form: FormId) -> &Table {
        self.tables.get(form.index()).map_or(Table::none(), |table| table)
    }

    /// What tells the roster row of a record apart wherever it stands: its credit code or project code; the key of the
    /// record where it has none.
    pub fn identity(&self, scheme: &Scheme, form: FormId, key: &str) -> String {
        let roster = scheme[form].periodic().map_or(form, |periodic| periodic.roster);
        let field = scheme[roster].roster().and_then(|roster| roster.identity);
        let cell = field.and_then(|field| self.cell(roster, key, Slot { field, column: Column::Plain }));
        cell.map_or_else(|| key.to_owned(), |cell| cell.canonical().to_string())
    }

    /// A cell, if anything was typed there.
    pub fn cell(&self, form: FormId, key: &str, slot: Slot) -> Option<&Cell> {
        let table = self.table(form);
        table.cell_at(table.position(key)?, slot)
    }

    /// The key of the roster row that a record belongs to; of a record of the office its own.
    pub fn member(&self, form: FormId, key: &RowKey) -> RowKey {
        Arc::clone(self.table(form).row(key).map_or(key, Row::member))
    }

    /// A record as people call it: by the title of its roster row, a detail by its own title behind that, the record of
    /// the office by the office's name; by the key where nothing else is there.
    pub fn record_name(&self, scheme: &Scheme, form: FormId, key: &str) -> String {
        let def = &scheme[form];
        if def.single().is_some() {
            return self.about.office.name.clone();
        }
        let title = |form: FormId, key: &str| {
            let slot = Slot { field: scheme[form].title()?, column: Column::Plain };
            Some(self.text(form, key, slot)).filter(|title| !title.is_empty())
        };
        let table = self.table(form);
        let member = table.position(key).and_then(|at| table.member_at(at)).unwrap_or(key);
        let whose = title(scheme.roster_of(form).unwrap_or(form), member).unwrap_or(member);
        match title(form, key).filter(|_| def.detail().is_some()) {
            Some(own) => format!("{whose}·{own}"),
            None => whose.to_owned(),
        }
    }

    /// The text of a cell as typed; empty when nothing was.
    pub fn text(&self, form: FormId, key: &str, slot: Slot) -> &str {
        self.cell(form, key, slot).map_or("", |cell| &cell.text)
    }
}
