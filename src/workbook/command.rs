//! What a person can do to a workbook, and how it becomes a change.

mod rows;
mod taking;
mod typing;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    CellAddress, Change, Explanation, Mark, Op, Refusal, ReturnNote, RowKey, Sent, Signers, Slot, Stamp, Standing,
    Waiver, Workbook, cell,
};
use crate::scheme::{FormDef, FormId, Scheme};

pub(super) use rows::behind;

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
}

pub(super) fn known(scheme: &Scheme, form: FormId) -> Result<&FormDef, Refusal> {
    scheme.forms.get(form.index()).ok_or(Refusal::NoSuchForm)
}
