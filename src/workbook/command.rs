//! What a person can do to a workbook, and how it becomes a change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Answer, CellAddress, Change, Earlier, Explanation, Mark, Op, ReturnNote, Returned, Row, RowKey, Sent, Signers,
    Slot, Stamp, Standing, Table, Waiver, Workbook, cell, has_standing,
};
use crate::formula::When;
use crate::period::Period;
use crate::scheme::{FormDef, FormId, Scheme, Single};

/// Names one finding, in names that outlive a reloading of the scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FindingKey {
    /// Number of the rule, as `R030`.
    pub rule: String,
    /// The field an each-rule was expanded for; empty otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// The form.
    pub form: String,
    /// The record.
    pub key: String,
}

/// Text typed into one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The record (of a periodic form: the key of the roster member).
    pub key: RowKey,
    /// Field and column.
    pub slot: Slot,
    /// The text as typed; empty clears the cell.
    pub text: Arc<str>,
}

/// A row of details to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDetail {
    /// The key of the roster row that it belongs to.
    pub of: RowKey,
    /// The texts that it begins with, as typed.
    pub cells: Vec<(Slot, Arc<str>)>,
}

/// What a person can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Types into one cell or many (paste, fill down, clear).
    Type { form: FormId, cells: Vec<Typed> },
    /// Adds empty records to a roster before a position (`usize::MAX`: at the end).
    AddRows { form: FormId, position: usize, count: usize },
    /// Adds roster records and fills them, for a pasted block: one list of cells per record.
    AddFilled { form: FormId, rows: Vec<Vec<(Slot, Arc<str>)>> },
    /// Types into cells and adds filled roster records in one: a block pasted over the last row.
    Block { form: FormId, cells: Vec<Typed>, rows: Vec<Vec<(Slot, Arc<str>)>> },
    /// Types into cells of details and adds further ones, each behind those of the same roster row.
    Details { form: FormId, cells: Vec<Typed>, rows: Vec<NewDetail> },
    /// Removes records; those of a roster take their periodic records and their details with them.
    RemoveRows { form: FormId, keys: Vec<RowKey> },
    /// Says of cells why they are blank, or that their zero is one, or takes that back. Of many cells those are marked
    /// that the mark fits.
    Mark { form: FormId, cells: Vec<(RowKey, Slot)>, mark: Option<Mark> },
    /// Says of records how firm they are; keys without a record are passed over.
    Stand { form: FormId, keys: Vec<RowKey>, standing: Standing },
    /// Says how firm the records are that begin from now on and, if wanted, all that are there.
    Standing { standing: Standing, all: bool },
    /// Explains a finding, or withdraws the explanation.
    Explain { finding: FindingKey, explanation: Option<Explanation> },
    /// Names the signers.
    Sign(Signers),
    /// States why values were corrected.
    GiveReason { cells: Vec<CellAddress>, reason: String },
    /// Takes over what [`super::carry_over`] prepared.
    CarryOver(Box<super::Carried>),
    /// Opens a return note; an earlier one is put away with its answers.
    OpenReturn(Box<ReturnNote>),
    /// Answers a comment of the return note that is open, or takes the answer back.
    Answer { comment: String, text: Option<String> },
    /// Opens waivers: those for this office and period are added to those that are there.
    OpenWaivers(Vec<Waiver>),
    /// Notes that a submission was written.
    Sent(Sent),
}

/// Why a command was not carried out; the workbook is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The scheme has no such form.
    #[error("no such form")]
    NoSuchForm,
    /// The form has no such field or column.
    #[error("no such field")]
    NoSuchField {
        /// Label of the form.
        form: String,
    },
    /// The field is computed.
    #[error("computed field {field}")]
    Computed {
        /// Its label.
        field: String,
    },
    /// The record does not exist.
    #[error("no such record {key}")]
    NoSuchRecord {
        /// Label of the form.
        form: String,
        /// The key asked for.
        key: String,
    },
    /// Records are added to rosters only.
    #[error("not a roster: {form}")]
    NotARoster {
        /// Label of the form.
        form: String,
    },
    /// None of the cells is blank (or, to be confirmed, a zero).
    #[error("nothing to mark as {}", mark.key())]
    NothingToMark {
        /// The mark asked for.
        mark: Mark,
    },
    /// Roster rows are neither forecast nor final.
    #[error("no standing in {form}")]
    NoStanding {
        /// Label of the form.
        form: String,
    },
    /// The form is none of details, so that nothing can be added for one row of a roster.
    #[error("not a form of details: {form}")]
    NotDetails {
        /// Label of the form.
        form: String,
    },
    /// More records than a workbook holds.
    #[error("too many records")]
    TooManyRecords {
        /// The limit.
        limit: usize,
    },
    /// Text longer than a cell holds.
    #[error("text too long")]
    TooLong {
        /// Label of the field.
        field: String,
        /// The limit in characters.
        limit: usize,
    },
    /// An explanation longer than a cell holds.
    #[error("explanation too long")]
    LongExplanation {
        /// The limit in characters.
        limit: usize,
    },
    /// An explanation without words of its own.
    #[error("empty explanation")]
    BadExplanation(crate::audit::ExplanationProblem),
    /// A return note or waiver for somebody else, or for another period.
    #[error("for {office}, {period}")]
    ForOthers {
        /// Whom it is for.
        office: String,
        /// For which period.
        period: Period,
    },
    /// A return note of the demonstration in real work, or the reverse.
    #[error("demonstration: {file}")]
    Demonstration {
        /// Whether the file is of the demonstration.
        file: bool,
    },
    /// The return note has no such comment, or none is open.
    #[error("no such comment")]
    NoSuchComment,
    /// Nothing is there to undo or redo.
    #[error("nothing to undo")]
    NothingToUndo,
}

/// Most records in one table. A township has tens, a city's district some thousands.
pub const MOST_RECORDS: usize = 20_000;

impl Workbook {
    /// The change that a command means here, or why it is refused. A command that changes nothing gives a change without steps.
    pub fn plan(&self, scheme: &Scheme, command: Command, stamp: Stamp) -> Result<Change, Refusal> {
        let ops = match command {
            Command::Type { form, cells } => self.plan_typing(scheme, form, &cells)?,
            Command::AddRows { form, position, count } => {
                self.plan_rows(scheme, form, position, (0..count).map(|_| Vec::new()))?
            }
            Command::AddFilled { form, rows } => self.plan_rows(scheme, form, usize::MAX, rows.into_iter())?,
            Command::Block { form, cells, rows } => {
                let mut ops = self.plan_typing(scheme, form, &cells)?;
                ops.extend(self.plan_rows(scheme, form, usize::MAX, rows.into_iter())?);
                ops
            }
            Command::Details { form, cells, rows } => {
                let mut ops = self.plan_typing(scheme, form, &cells)?;
                ops.extend(self.plan_details(scheme, form, rows)?);
                ops
            }
            Command::RemoveRows { form, keys } => self.plan_removal(scheme, form, &keys)?,
            Command::Mark { form, cells, mark } => self.plan_marks(scheme, form, &cells, mark)?,
            Command::Stand { form, keys, standing } => self.plan_standing(scheme, form, &keys, standing)?,
            Command::Standing { standing, all } => self.plan_standings(scheme, standing, all)?,
            Command::Explain { finding, explanation } => {
                if let Some(words) = &explanation {
                    if words.text.chars().nth(cell::LONGEST_TEXT).is_some() {
                        return Err(Refusal::LongExplanation { limit: cell::LONGEST_TEXT });
                    }
                    crate::audit::judge_explanation(&words.text).map_err(Refusal::BadExplanation)?;
                }
                let old = self.explanations.get(&finding).cloned();
                if old == explanation { Vec::new() } else { vec![Op::Explain { finding, old, new: explanation }] }
            }
            Command::Sign(signers) => {
                if *self.signers == signers {
                    Vec::new()
                } else {
                    vec![Op::Sign { old: Arc::clone(&self.signers), new: Arc::new(signers) }]
                }
            }
            Command::GiveReason { cells, reason } => cells
                .into_iter()
                .filter_map(|cell| {
                    let old = self.replaced.get(&cell)?.reason.clone();
                    (old != reason).then(|| Op::Reason { cell, old, new: reason.clone() })
                })
                .collect(),
            Command::CarryOver(carried) => self.plan_carrying(*carried),
            Command::OpenReturn(note) => self.plan_return(*note)?,
            Command::Answer { comment, text } => self.plan_answer(comment, text, &stamp)?,
            Command::OpenWaivers(waivers) => self.plan_waivers(waivers)?,
            Command::Sent(sent) => vec![Op::Sent { old: Arc::clone(&self.sent), new: Arc::new(sent) }],
        };
        Ok(Change { stamp, ops })
    }

    fn plan_typing(&self, scheme: &Scheme, form: FormId, cells: &[Typed]) -> Result<Vec<Op>, Refusal> {
        let def = known(scheme, form)?;
        let mut ops = Vec::new();
        // Texts after the steps planned so far, so that two texts for one cell in one command chain rightly.
        let mut now: std::collections::BTreeMap<(RowKey, Slot), Arc<str>> = std::collections::BTreeMap::new();
        let mut made = BTreeSet::new();
        for typed in cells {
            let field = &def[typed.slot.field];
            if field.key.is_empty() || !field.columns().contains(&typed.slot.column) {
                return Err(Refusal::NoSuchField { form: def.label.clone() });
            }
            if field.is_computed() {
                return Err(Refusal::Computed { field: field.label.clone() });
            }
            let limit = cell::LONGEST_TEXT;
            if typed.text.chars().nth(limit).is_some() {
                return Err(Refusal::TooLong { field: field.label.clone(), limit });
            }
            let text = cell::trimmed(&typed.text);
            let place = (Arc::clone(&typed.key), typed.slot);
            let old = now.get(&place).cloned().unwrap_or_else(|| Arc::from(self.text(form, &typed.key, typed.slot)));
            // What is typed answers for itself; clearing a blank takes back why it is blank.
            let mark = self.mark(form, &typed.key, typed.slot).filter(|_| !now.contains_key(&place));
            if mark.is_some() && (old != text || text.is_empty()) {
                ops.push(Op::Mark { form, key: Arc::clone(&typed.key), slot: typed.slot, old: mark, new: None });
                now.insert(place.clone(), Arc::clone(&old));
            }
            if old == text {
                continue;
            }
            self.plan_record(scheme, form, &typed.key, &mut made, &mut ops)?;
            now.insert(place, Arc::clone(&text));
            ops.push(Op::Cell { form, key: Arc::clone(&typed.key), slot: typed.slot, old, new: text });
        }
        if !def.is_lasting() {
            self.plan_vanishing(form, &mut ops);
        }
        Ok(ops)
    }

    /// The record that is about to be written into, made where there is none yet. One that was only carried over is from
    /// now on as firm as records are at present.
    pub(super) fn plan_record(
        &self,
        scheme: &Scheme,
        form: FormId,
        key: &RowKey,
        made: &mut BTreeSet<RowKey>,
        ops: &mut Vec<Op>,
    ) -> Result<(), Refusal> {
        if made.contains(key) {
            return Ok(());
        }
        if let Some(row) = self.table(form).row(key) {
            if row.standing.is_none() && known(scheme, form).is_ok_and(has_standing) {
                let new = Some(self.standing);
                ops.push(Op::Stand { form, key: Arc::clone(key), old: None, new });
                made.insert(Arc::clone(key));
            }
            return Ok(());
        }
        let label = || known(scheme, form).map_or_else(|_| String::new(), |def| def.label.clone());
        let position = self
            .place_for(scheme, form, key)
            .ok_or_else(|| Refusal::NoSuchRecord { form: label(), key: key.to_string() })?;
        ops.push(Op::Insert { form, position, row: Arc::new(self.new_record(Arc::clone(key))) });
        made.insert(Arc::clone(key));
        Ok(())
    }

    /// An empty periodic record, as firm as records are at present.
    pub(super) fn new_record(&self, key: RowKey) -> Row {
        Row { standing: Some(self.standing), ..Row::new(key) }
    }

    /// A periodic record goes whose last cell was cleared and of which nothing is said any more.
    pub(super) fn plan_vanishing(&self, form: FormId, ops: &mut Vec<Op>) {
        let keys: BTreeSet<RowKey> = ops
            .iter()
            .filter_map(|op| match op {
                Op::Cell { key, .. } | Op::Mark { key, .. } => Some(Arc::clone(key)),
                _ => None,
            })
            .collect();
        for key in keys {
            let row = self.table(form).row(&key);
            if row.is_some_and(|row| !row.foreign.is_empty() || !row.foreign_marks.is_empty()) {
                continue;
            }
            // True for a mark, false for a text.
            let mut kept: BTreeSet<(bool, Slot)> = row
                .into_iter()
                .flat_map(|row| {
                    row.cells.keys().map(|slot| (false, *slot)).chain(row.marks.keys().map(|slot| (true, *slot)))
                })
                .collect();
            for op in ops.iter() {
                let (slot, stays) = match op {
                    Op::Cell { key: of, slot, new, .. } if *of == key => ((false, *slot), !new.is_empty()),
                    Op::Mark { key: of, slot, new, .. } if *of == key => ((true, *slot), new.is_some()),
                    _ => continue,
                };
                if stays {
                    kept.insert(slot);
                } else {
                    kept.remove(&slot);
                }
            }
            if kept.is_empty() {
                let mut empty = self.new_record(Arc::clone(&key));
                if let Some(row) = row {
                    (empty.standing, empty.entered) = (row.standing, row.entered.clone());
                }
                let position = self.table(form).position(&key).unwrap_or(usize::MAX);
                ops.push(Op::Remove { form, position, row: Arc::new(empty) });
            }
        }
    }

    /// Where a new record of one period belongs: in the order of its roster. `None` when the roster has no such member,
    /// and for records that are not made by writing into them.
    pub(super) fn place_for(&self, scheme: &Scheme, form: FormId, key: &str) -> Option<usize> {
        if scheme[form].single().is_some() {
            return (key == Single::KEY).then_some(0);
        }
        let roster = self.table(scheme[form].periodic()?.roster);
        let rank = roster.position(key)?;
        let before = |row: &Arc<Row>| roster.position(&row.key).is_some_and(|other| other < rank);
        Some(self.table(form).rows().iter().take_while(|row| before(row)).count())
    }

    fn plan_rows(
        &self,
        scheme: &Scheme,
        form: FormId,
        position: usize,
        rows: impl ExactSizeIterator<Item = Vec<(Slot, Arc<str>)>>,
    ) -> Result<Vec<Op>, Refusal> {
        let def = known(scheme, form)?;
        let Some(roster) = def.roster() else { return Err(Refusal::NotARoster { form: def.label.clone() }) };
        let table = self.table(form);
        self.has_room(form, rows.len())?;
        let prefix = &roster.key_prefix;
        let mut number = self.last_number(form, prefix);
        let mut ops = Vec::new();
        for (at, cells) in (position.min(table.len())..).zip(rows) {
            number += 1;
            let key: RowKey = Arc::from(format!("{prefix}{number:03}"));
            ops.push(Op::Insert { form, position: at, row: Arc::new(Row::new(Arc::clone(&key))) });
            ops.extend(first_texts(def, form, &key, cells));
        }
        Ok(ops)
    }

    fn plan_details(&self, scheme: &Scheme, form: FormId, rows: Vec<NewDetail>) -> Result<Vec<Op>, Refusal> {
        let def = known(scheme, form)?;
        let Some(detail) = def.detail() else { return Err(Refusal::NotDetails { form: def.label.clone() }) };
        self.has_room(form, rows.len())?;
        let roster = self.table(detail.roster);
        let mut number = self.last_number(form, &detail.key_prefix);
        let mut ranks = self.ranks(scheme, form);
        let mut ops = Vec::new();
        for NewDetail { of, cells } in rows {
            let Some(rank) = roster.position(&of) else {
                let form = scheme[detail.roster].label.clone();
                return Err(Refusal::NoSuchRecord { form, key: of.to_string() });
            };
            number += 1;
            let key: RowKey = Arc::from(format!("{}{number:03}", detail.key_prefix));
            let position = behind(&ranks, rank);
            ranks.insert(position, Some(rank));
            ops.push(Op::Insert { form, position, row: Arc::new(Row::belonging(Arc::clone(&key), of)) });
            ops.extend(first_texts(def, form, &key, cells));
        }
        Ok(ops)
    }

    /// Of each row of details, where its roster row stands.
    pub(super) fn ranks(&self, scheme: &Scheme, form: FormId) -> Vec<Option<usize>> {
        let roster = scheme[form].over().map(|roster| self.table(roster));
        let rank = |row: &Arc<Row>| roster.and_then(|roster| roster.position(row.member()));
        self.table(form).rows().iter().map(rank).collect()
    }

    fn has_room(&self, form: FormId, more: usize) -> Result<(), Refusal> {
        let room = self.table(form).len().saturating_add(more) <= MOST_RECORDS;
        if room { Ok(()) } else { Err(Refusal::TooManyRecords { limit: MOST_RECORDS }) }
    }

    /// A key that no record has or had.
    pub(super) fn fresh_key(&self, scheme: &Scheme, form: FormId) -> RowKey {
        let prefix = scheme[form].key_prefix().unwrap_or_default();
        Arc::from(format!("{prefix}{:03}", self.last_number(form, prefix) + 1))
    }

    /// The highest number in use, also by last period's records: a key is never given twice.
    fn last_number(&self, form: FormId, prefix: &str) -> u32 {
        let earlier =
            [&self.prev, &self.last_year].into_iter().flatten().filter_map(|old| old.tables.get(form.index()));
        std::iter::once(self.table(form))
            .chain(earlier.map(AsRef::as_ref))
            .flat_map(Table::rows)
            .filter_map(|row| row.key.strip_prefix(prefix)?.parse().ok())
            .max()
            .unwrap_or(0)
    }

    fn plan_removal(&self, scheme: &Scheme, form: FormId, keys: &[RowKey]) -> Result<Vec<Op>, Refusal> {
        let def = known(scheme, form)?;
        let mut ops = Vec::new();
        let dependants: Vec<FormId> = scheme.forms_of(form).collect();
        // Later positions first, so that each recorded position holds when the change is taken back in reverse.
        let mut places: Vec<(usize, &RowKey)> = Vec::new();
        for key in keys {
            let at = self
                .table(form)
                .position(key)
                .ok_or_else(|| Refusal::NoSuchRecord { form: def.label.clone(), key: key.to_string() })?;
            places.push((at, key));
        }
        places.sort_unstable_by(|a, b| b.cmp(a));
        places.dedup();
        let details: Vec<FormId> = scheme.details_of(form).collect();
        for form in details.iter().copied().chain(dependants).chain([form]) {
            let table = self.table(form);
            let mut found: Vec<usize> = if details.contains(&form) {
                let rows = places.iter().flat_map(|(_, key)| table.belonging(key));
                rows.filter_map(|row| table.position(&row.key)).collect()
            } else {
                places.iter().filter_map(|(_, key)| table.position(key)).collect()
            };
            found.sort_unstable_by(|a, b| b.cmp(a));
            for position in found {
                if let Some(row) = table.rows().get(position) {
                    ops.push(Op::Remove { form, position, row: Arc::clone(row) });
                }
            }
        }
        Ok(ops)
    }

    fn plan_return(&self, note: ReturnNote) -> Result<Vec<Op>, Refusal> {
        let about = &self.about;
        if note.office.code != about.office.code || note.period != about.period {
            return Err(Refusal::ForOthers { office: note.office.name, period: note.period });
        }
        if note.demonstration != about.demonstration {
            return Err(Refusal::Demonstration { file: note.demonstration });
        }
        if self.returned.as_ref().is_some_and(|returned| returned.note == note) {
            return Ok(Vec::new());
        }
        let new = Some(Arc::new(Returned { note, answers: BTreeMap::new() }));
        Ok(vec![Op::Returned { old: self.returned.clone(), new }])
    }

    fn plan_answer(&self, comment: String, text: Option<String>, stamp: &Stamp) -> Result<Vec<Op>, Refusal> {
        let returned = self.returned.as_ref().ok_or(Refusal::NoSuchComment)?;
        if returned.note.comments.iter().all(|one| one.id != comment) {
            return Err(Refusal::NoSuchComment);
        }
        let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if text.as_ref().is_some_and(|text| text.chars().nth(cell::LONGEST_TEXT).is_some()) {
            return Err(Refusal::LongExplanation { limit: cell::LONGEST_TEXT });
        }
        let old = returned.answers.get(&comment).cloned();
        if old.as_ref().map(|answer| &answer.text) == text.as_ref() {
            return Ok(Vec::new());
        }
        let new = text.map(|text| Answer { text, stamp: stamp.clone() });
        Ok(vec![Op::Answer { comment, old, new }])
    }

    fn plan_waivers(&self, waivers: Vec<Waiver>) -> Result<Vec<Op>, Refusal> {
        let about = &self.about;
        let fits = |waiver: &Waiver| waiver.office.code == about.office.code && waiver.period == about.period;
        if let Some(other) = waivers.first().filter(|_| !waivers.iter().any(fits)) {
            return Err(Refusal::ForOthers { office: other.office.name.clone(), period: other.period });
        }
        let mut all = self.waivers.as_ref().clone();
        for waiver in waivers.into_iter().filter(fits) {
            if !all.contains(&waiver) {
                all.push(waiver);
            }
        }
        let is_new = all.len() > self.waivers.len();
        Ok(if is_new { vec![Op::Waivers { old: Arc::clone(&self.waivers), new: Arc::new(all) }] } else { Vec::new() })
    }

    fn plan_carrying(&self, carried: super::Carried) -> Vec<Op> {
        let mut ops = Vec::new();
        let mut earlier = |when: When, old: &Option<Arc<Earlier>>, new: Option<Arc<Earlier>>| {
            if new.is_some() && *old != new {
                ops.push(Op::Earlier { when, old: old.clone(), new });
            }
        };
        earlier(When::Prev, &self.prev, carried.prev);
        earlier(When::LastYear, &self.last_year, carried.last_year);
        ops.extend(carried.steps);
        if let Some(signers) = carried.signers
            && *self.signers != signers
        {
            ops.push(Op::Sign { old: Arc::clone(&self.signers), new: Arc::new(signers) });
        }
        ops
    }
}

/// The place behind all rows of details whose roster row stands here or before.
pub(super) fn behind(ranks: &[Option<usize>], rank: usize) -> usize {
    ranks.iter().rposition(|other| other.is_some_and(|other| other <= rank)).map_or(0, |at| at + 1)
}

/// The steps that fill a new record.
fn first_texts<'a>(
    def: &'a FormDef,
    form: FormId,
    key: &'a RowKey,
    cells: Vec<(Slot, Arc<str>)>,
) -> impl Iterator<Item = Op> + 'a {
    cells.into_iter().filter_map(move |(slot, text)| {
        let new = cell::trimmed(&text);
        let field = &def[slot.field];
        let takes = !new.is_empty() && !field.is_computed() && field.columns().contains(&slot.column);
        (takes && !field.key.is_empty()).then(|| Op::Cell { form, key: Arc::clone(key), slot, old: Arc::from(""), new })
    })
}

pub(super) fn known(scheme: &Scheme, form: FormId) -> Result<&FormDef, Refusal> {
    scheme.forms.get(form.index()).ok_or(Refusal::NoSuchForm)
}
