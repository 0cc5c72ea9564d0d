//! How work is kept: a snapshot, and the changes since, both in names that outlive an edition of the scheme.
//!
//! The edge writes one [`StoredChange`] per command before the next command is taken, and now and then a
//! [`Snapshot`]. To recover: read the snapshot, apply the changes after it in order.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    About, Answer, CellAddress, Change, Earlier, Explanation, FindingKey, Mark, Op, Replaced, Returned, Row, Sent,
    Signers, Slot, Stamp, Standing, Table, Waiver, Workbook, read_cell,
};
use crate::formula::When;
use crate::period::Period;
use crate::scheme::{Column, FormDef, FormId, Scheme};

/// Version of the stored form; raised when an older program could not read it.
pub(super) const VERSION: u32 = 2;

/// Why stored work cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Not JSON of ours.
    #[error("not readable: {0}")]
    Unreadable(String),
    /// Written by a newer program.
    #[error("written by a newer version {0}")]
    Newer(u32),
}

/// A record as stored: texts by `field.column` (a plain field by its key alone).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRow {
    /// Key of the record.
    pub key: String,
    /// Of a row of details, the key of the roster row that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Texts as typed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cells: BTreeMap<Arc<str>, Arc<str>>,
    /// What was said of blank cells and of zeros.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<Arc<str>, Mark>,
    /// How firm it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// Last entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Stamp>,
}

/// Tables by form key.
pub type StoredTables = BTreeMap<String, Vec<StoredRow>>;

/// One step as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
enum StoredOp {
    Cell { form: String, key: String, cell: String, old: Arc<str>, new: Arc<str> },
    Mark { form: String, key: String, cell: String, old: Option<Mark>, new: Option<Mark> },
    Stand { form: String, key: String, old: Option<Standing>, new: Option<Standing> },
    Standing { old: Standing, new: Standing },
    Insert { form: String, position: usize, row: StoredRow },
    Remove { form: String, position: usize, row: StoredRow },
    Explain { finding: FindingKey, old: Option<Explanation>, new: Option<Explanation> },
    Sign { old: Signers, new: Signers },
    Reason { form: String, key: String, cell: String, old: String, new: String },
    Earlier { last_year: bool, old: Option<StoredEarlier>, new: Option<StoredEarlier> },
    Returned { old: Option<Box<Returned>>, new: Option<Box<Returned>> },
    Answer { comment: String, old: Option<Answer>, new: Option<Answer> },
    Waivers { old: Vec<Waiver>, new: Vec<Waiver> },
    Sent { old: Sent, new: Sent },
}

/// A change as stored in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredChange {
    #[serde(flatten)]
    stamp: Stamp,
    ops: Vec<StoredOp>,
}

/// An earlier period's records as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredEarlier {
    /// Its period.
    pub period: Period,
    /// Digest of the file.
    pub digest: String,
    /// Its records.
    pub forms: StoredTables,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct StoredReplaced {
    form: String,
    key: String,
    cell: String,
    old: Arc<str>,
    #[serde(default)]
    reason: String,
    #[serde(flatten)]
    stamp: Stamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct StoredExplanation {
    finding: FindingKey,
    explanation: Explanation,
}

/// A whole workbook as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    version: u32,
    /// Scheme under which it was filled, as `id@edition`.
    pub scheme: String,
    /// What it is about.
    pub about: About,
    forms: StoredTables,
    #[serde(default)]
    explanations: Vec<StoredExplanation>,
    #[serde(default)]
    signers: Signers,
    #[serde(default)]
    standing: Standing,
    #[serde(default)]
    prev: Option<StoredEarlier>,
    #[serde(default)]
    last_year: Option<StoredEarlier>,
    #[serde(default)]
    replaced: Vec<StoredReplaced>,
    #[serde(default)]
    sent: Sent,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    returned: Option<Returned>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    waivers: Vec<Waiver>,
}

/// The name of a slot: `output.ytd`, or `name` for a plain field.
pub(crate) fn slot_name(form: &FormDef, slot: Slot) -> String {
    form[slot.field].cell_key(slot.column)
}

/// The slot of a name, when the form has it.
pub fn slot_named(form: &FormDef, name: &str) -> Option<Slot> {
    let (field, column) = match name.split_once('.') {
        Some((field, column)) => (field, Column::from_key(column)?),
        None => (name, Column::Plain),
    };
    let field = form.field(field)?;
    form[field].columns().contains(&column).then_some(Slot { field, column })
}

/// A record as stored.
pub(crate) fn store_row(form: &FormDef, row: &Row) -> StoredRow {
    let known = row.cells.iter().map(|(slot, cell)| (Arc::from(slot_name(form, *slot)), Arc::clone(&cell.text)));
    let foreign = row.foreign.iter().map(|(name, text)| (Arc::clone(name), Arc::clone(text)));
    let marks = row.marks.iter().map(|(slot, mark)| (Arc::from(slot_name(form, *slot)), *mark));
    let foreign_marks = row.foreign_marks.iter().map(|(name, mark)| (Arc::clone(name), *mark));
    StoredRow {
        key: row.key.to_string(),
        of: row.of.as_ref().map(ToString::to_string),
        cells: known.chain(foreign).collect(),
        marks: marks.chain(foreign_marks).collect(),
        standing: row.standing,
        entered: row.entered.clone(),
    }
}

/// A stored record read under this scheme.
pub(crate) fn load_row(scheme: &Scheme, form: &FormDef, stored: StoredRow) -> Row {
    let mut row = Row::new(Arc::from(stored.key));
    row.of = stored.of.filter(|_| form.detail().is_some()).map(Arc::from);
    row.entered = stored.entered;
    row.standing = stored.standing;
    for (name, text) in stored.cells {
        match slot_named(form, &name) {
            Some(slot) if !form[slot.field].is_computed() => {
                row.cells.insert(slot, read_cell(scheme, &form[slot.field], text));
            }
            _ => drop(row.foreign.insert(name, text)),
        }
    }
    for (name, mark) in stored.marks {
        match slot_named(form, &name) {
            // In another edition a field may be read otherwise than when it was marked.
            Some(slot) if !form[slot.field].is_computed() => {
                if mark.fits(row.cells.get(&slot)) {
                    row.marks.insert(slot, mark);
                }
            }
            _ => drop(row.foreign_marks.insert(name, mark)),
        }
    }
    row
}

fn store_tables(scheme: &Scheme, tables: &[Arc<Table>]) -> StoredTables {
    scheme
        .forms
        .iter()
        .zip(tables)
        .filter(|(_, table)| !table.is_empty())
        .map(|(form, table)| (form.key.clone(), table.rows().iter().map(|row| store_row(form, row)).collect()))
        .collect()
}

/// Tables in the scheme's order, and the forms that it does not have.
fn load_tables(scheme: &Scheme, mut stored: StoredTables) -> (Vec<Arc<Table>>, StoredTables) {
    let tables = scheme
        .forms
        .iter()
        .map(|form| {
            let rows = stored.remove(&form.key).unwrap_or_default();
            let mut seen = std::collections::BTreeSet::new();
            let rows = rows.into_iter().filter(|row| seen.insert(row.key.clone()));
            Arc::new(Table::from_rows(rows.map(|row| Arc::new(load_row(scheme, form, row))).collect()))
        })
        .collect();
    (tables, stored)
}

/// Earlier records as stored.
pub(crate) fn store_earlier(scheme: &Scheme, earlier: &Earlier) -> StoredEarlier {
    StoredEarlier {
        period: earlier.period,
        digest: earlier.digest.clone(),
        forms: store_tables(scheme, &earlier.tables),
    }
}

/// Stored earlier records read under this scheme.
pub(crate) fn load_earlier(scheme: &Scheme, stored: StoredEarlier) -> Arc<Earlier> {
    let (tables, _) = load_tables(scheme, stored.forms);
    Arc::new(Earlier { period: stored.period, digest: stored.digest, tables })
}

impl Change {
    /// This change in names.
    pub fn store(&self, scheme: &Scheme) -> StoredChange {
        StoredChange { stamp: self.stamp.clone(), ops: self.ops.iter().filter_map(|op| store_op(scheme, op)).collect() }
    }
}

fn store_op(scheme: &Scheme, op: &Op) -> Option<StoredOp> {
    let form = |id: FormId| scheme.forms.get(id.index());
    Some(match op {
        Op::Cell { form: id, key, slot, old, new } => StoredOp::Cell {
            form: form(*id)?.key.clone(),
            key: key.to_string(),
            cell: slot_name(form(*id)?, *slot),
            old: Arc::clone(old),
            new: Arc::clone(new),
        },
        Op::Mark { form: id, key, slot, old, new } => StoredOp::Mark {
            form: form(*id)?.key.clone(),
            key: key.to_string(),
            cell: slot_name(form(*id)?, *slot),
            old: *old,
            new: *new,
        },
        Op::Stand { form: id, key, old, new } => {
            StoredOp::Stand { form: form(*id)?.key.clone(), key: key.to_string(), old: *old, new: *new }
        }
        Op::Standing { old, new } => StoredOp::Standing { old: *old, new: *new },
        Op::Insert { form: id, position, row } => {
            let def = form(*id)?;
            StoredOp::Insert { form: def.key.clone(), position: *position, row: store_row(def, row) }
        }
        Op::Remove { form: id, position, row } => {
            let def = form(*id)?;
            StoredOp::Remove { form: def.key.clone(), position: *position, row: store_row(def, row) }
        }
        Op::Explain { finding, old, new } => {
            StoredOp::Explain { finding: finding.clone(), old: old.clone(), new: new.clone() }
        }
        Op::Sign { old, new } => StoredOp::Sign { old: old.as_ref().clone(), new: new.as_ref().clone() },
        Op::Reason { cell, old, new } => {
            let def = form(cell.form)?;
            StoredOp::Reason {
                form: def.key.clone(),
                key: cell.key.to_string(),
                cell: slot_name(def, cell.slot),
                old: old.clone(),
                new: new.clone(),
            }
        }
        Op::Earlier { when, old, new } => StoredOp::Earlier {
            last_year: *when == When::LastYear,
            old: old.as_ref().map(|earlier| store_earlier(scheme, earlier)),
            new: new.as_ref().map(|earlier| store_earlier(scheme, earlier)),
        },
        Op::Returned { old, new } => {
            let owned = |returned: &Option<Arc<Returned>>| returned.as_ref().map(|it| Box::new(it.as_ref().clone()));
            StoredOp::Returned { old: owned(old), new: owned(new) }
        }
        Op::Answer { comment, old, new } => {
            StoredOp::Answer { comment: comment.clone(), old: old.clone(), new: new.clone() }
        }
        Op::Waivers { old, new } => StoredOp::Waivers { old: old.as_ref().clone(), new: new.as_ref().clone() },
        Op::Sent { old, new } => StoredOp::Sent { old: old.as_ref().clone(), new: new.as_ref().clone() },
    })
}

impl StoredChange {
    /// The change under this scheme; steps about what it does not know are left out.
    pub fn load(self, scheme: &Scheme) -> Change {
        Change { stamp: self.stamp, ops: self.ops.into_iter().filter_map(|op| load_op(scheme, op)).collect() }
    }

    /// Reads a change from its stored JSON text.
    pub fn from_json(text: &str) -> Result<Self, JournalError> {
        serde_json::from_str(text).map_err(|error| JournalError::Unreadable(error.to_string()))
    }

    /// The JSON text to store.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn load_op(scheme: &Scheme, op: StoredOp) -> Option<Op> {
    let form = |key: &str| scheme.form(key);
    Some(match op {
        StoredOp::Cell { form: id, key, cell, old, new } => {
            let form = form(&id)?;
            Op::Cell { form, key: Arc::from(key), slot: slot_named(&scheme[form], &cell)?, old, new }
        }
        StoredOp::Mark { form: id, key, cell, old, new } => {
            let form = form(&id)?;
            Op::Mark { form, key: Arc::from(key), slot: slot_named(&scheme[form], &cell)?, old, new }
        }
        StoredOp::Stand { form: id, key, old, new } => Op::Stand { form: form(&id)?, key: Arc::from(key), old, new },
        StoredOp::Standing { old, new } => Op::Standing { old, new },
        StoredOp::Insert { form: id, position, row } => {
            let form = form(&id)?;
            Op::Insert { form, position, row: Arc::new(load_row(scheme, &scheme[form], row)) }
        }
        StoredOp::Remove { form: id, position, row } => {
            let form = form(&id)?;
            Op::Remove { form, position, row: Arc::new(load_row(scheme, &scheme[form], row)) }
        }
        StoredOp::Explain { finding, old, new } => Op::Explain { finding, old, new },
        StoredOp::Sign { old, new } => Op::Sign { old: Arc::new(old), new: Arc::new(new) },
        StoredOp::Reason { form: id, key, cell, old, new } => {
            let form = form(&id)?;
            let cell = CellAddress { form, key: Arc::from(key), slot: slot_named(&scheme[form], &cell)? };
            Op::Reason { cell, old, new }
        }
        StoredOp::Earlier { last_year, old, new } => Op::Earlier {
            when: if last_year { When::LastYear } else { When::Prev },
            old: old.map(|earlier| load_earlier(scheme, earlier)),
            new: new.map(|earlier| load_earlier(scheme, earlier)),
        },
        StoredOp::Returned { old, new } => {
            Op::Returned { old: old.map(|it| Arc::new(*it)), new: new.map(|it| Arc::new(*it)) }
        }
        StoredOp::Answer { comment, old, new } => Op::Answer { comment, old, new },
        StoredOp::Waivers { old, new } => Op::Waivers { old: Arc::new(old), new: Arc::new(new) },
        StoredOp::Sent { old, new } => Op::Sent { old: Arc::new(old), new: Arc::new(new) },
    })
}

impl Snapshot {
    /// The stored form of a workbook.
    pub fn of(scheme: &Scheme, book: &Workbook) -> Self {
        let mut forms = store_tables(scheme, &book.tables);
        forms.extend(book.foreign.iter().map(|(form, rows)| (form.clone(), rows.clone())));
        Self {
            version: VERSION,
            scheme: scheme.tag(),
            about: book.about.as_ref().clone(),
            forms,
            explanations: book
                .explanations
                .iter()
                .map(|(finding, words)| StoredExplanation { finding: finding.clone(), explanation: words.clone() })
                .collect(),
            signers: book.signers.as_ref().clone(),
            standing: book.standing,
            prev: book.prev.as_ref().map(|earlier| store_earlier(scheme, earlier)),
            last_year: book.last_year.as_ref().map(|earlier| store_earlier(scheme, earlier)),
            replaced: book
                .replaced
                .iter()
                .filter_map(|(cell, replaced)| {
                    let def = scheme.forms.get(cell.form.index())?;
                    Some(StoredReplaced {
                        form: def.key.clone(),
                        key: cell.key.to_string(),
                        cell: slot_name(def, cell.slot),
                        old: Arc::clone(&replaced.old),
                        reason: replaced.reason.clone(),
                        stamp: replaced.stamp.clone(),
                    })
                })
                .collect(),
            sent: book.sent.as_ref().clone(),
            returned: book.returned.as_ref().map(|returned| returned.as_ref().clone()),
            waivers: book.waivers.as_ref().clone(),
        }
    }

    /// The workbook, read under this scheme: possibly another edition than the one it was filled under.
    pub fn load(self, scheme: &Scheme) -> Workbook {
        let (tables, foreign) = load_tables(scheme, self.forms);
        Workbook {
            about: Arc::new(self.about),
            tables,
            foreign: Arc::new(foreign),
            explanations: Arc::new(
                self.explanations.into_iter().map(|stored| (stored.finding, stored.explanation)).collect(),
            ),
            signers: Arc::new(self.signers),
            standing: self.standing,
            prev: self.prev.map(|stored| load_earlier(scheme, stored)),
            last_year: self.last_year.map(|stored| load_earlier(scheme, stored)),
            replaced: Arc::new(
                self.replaced
                    .into_iter()
                    .filter_map(|stored| {
                        let form = scheme.form(&stored.form)?;
                        let slot = slot_named(&scheme[form], &stored.cell)?;
                        let cell = CellAddress { form, key: Arc::from(stored.key), slot };
                        let entry = Replaced { old: stored.old, reason: stored.reason, stamp: stored.stamp };
                        Some((cell, entry))
                    })
                    .collect(),
            ),
            sent: Arc::new(self.sent),
            returned: self.returned.map(Arc::new),
            waivers: Arc::new(self.waivers),
        }
    }

    /// Reads a snapshot from its stored JSON text.
    pub fn from_json(text: &str) -> Result<Self, JournalError> {
        let stored: Self = serde_json::from_str(text).map_err(|error| JournalError::Unreadable(error.to_string()))?;
        if stored.version > VERSION { Err(JournalError::Newer(stored.version)) } else { Ok(stored) }
    }

    /// The JSON text to store.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
