//! Small invertible steps, and what applying them touched.

use std::sync::Arc;

use super::{
    Answer, CellAddress, Earlier, Explanation, FindingKey, Mark, Replaced, Returned, Row, RowKey, Sent, Signers, Slot,
    Stamp, Standing, Waiver, Workbook, read_cell,
};
use crate::formula::When;
use crate::scheme::{FormId, Scheme};

/// One invertible step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// The text of a cell; empty text is no cell.
    Cell { form: FormId, key: RowKey, slot: Slot, old: Arc<str>, new: Arc<str> },
    /// What is said of a cell besides its text.
    Mark { form: FormId, key: RowKey, slot: Slot, old: Option<Mark>, new: Option<Mark> },
    /// How firm a record is.
    Stand { form: FormId, key: RowKey, old: Option<Standing>, new: Option<Standing> },
    /// How firm the records are that begin from now on.
    Standing { old: Standing, new: Standing },
    /// A record appears at a position.
    Insert { form: FormId, position: usize, row: Arc<Row> },
    /// A record goes.
    Remove { form: FormId, position: usize, row: Arc<Row> },
    /// An explanation is given, replaced or withdrawn.
    Explain { finding: FindingKey, old: Option<Explanation>, new: Option<Explanation> },
    /// The signers.
    Sign { old: Arc<Signers>, new: Arc<Signers> },
    /// The reason of a correction.
    Reason { cell: CellAddress, old: String, new: String },
    /// The records of an earlier period.
    Earlier { when: When, old: Option<Arc<Earlier>>, new: Option<Arc<Earlier>> },
    /// A return note was opened or put away.
    Returned { old: Option<Arc<Returned>>, new: Option<Arc<Returned>> },
    /// A comment of the return note was answered.
    Answer { comment: String, old: Option<Answer>, new: Option<Answer> },
    /// Waivers were opened.
    Waivers { old: Arc<Vec<Waiver>>, new: Arc<Vec<Waiver>> },
    /// A submission was written. Never undone: the file is out.
    Sent { old: Arc<Sent>, new: Arc<Sent> },
}

impl Op {
    /// The step that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Cell { form, key, slot, old, new } => Self::Cell { form, key, slot, old: new, new: old },
            Self::Mark { form, key, slot, old, new } => Self::Mark { form, key, slot, old: new, new: old },
            Self::Stand { form, key, old, new } => Self::Stand { form, key, old: new, new: old },
            Self::Standing { old, new } => Self::Standing { old: new, new: old },
            Self::Insert { form, position, row } => Self::Remove { form, position, row },
            Self::Remove { form, position, row } => Self::Insert { form, position, row },
            Self::Explain { finding, old, new } => Self::Explain { finding, old: new, new: old },
            Self::Sign { old, new } => Self::Sign { old: new, new: old },
            Self::Reason { cell, old, new } => Self::Reason { cell, old: new, new: old },
            Self::Earlier { when, old, new } => Self::Earlier { when, old: new, new: old },
            Self::Returned { old, new } => Self::Returned { old: new, new: old },
            Self::Answer { comment, old, new } => Self::Answer { comment, old: new, new: old },
            Self::Waivers { old, new } => Self::Waivers { old: new, new: old },
            Self::Sent { old, new } => Self::Sent { old: new, new: old },
        }
    }
}

/// What one command did: the unit of undo and of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who and when.
    pub stamp: Stamp,
    /// The steps, in order.
    pub ops: Vec<Op>,
}

impl Change {
    /// The change that takes this one back, made by `stamp`.
    #[must_use]
    pub fn inverse(&self, stamp: Stamp) -> Self {
        Self { stamp, ops: self.ops.iter().rev().cloned().map(Op::inverse).collect() }
    }

    /// False for what has left the house: a written submission.
    pub fn is_undoable(&self) -> bool {
        !self.ops.is_empty() && !self.ops.iter().any(|op| matches!(op, Op::Sent { .. }))
    }
}

/// What a change touched, for the audit and the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Cells whose value may be another one now.
    pub cells: Vec<CellAddress>,
    /// Forms whose set of records changed, with the records' keys.
    pub records: Vec<(FormId, RowKey)>,
    /// Findings whose explanation changed.
    pub explanations: Vec<FindingKey>,
    /// True when the records of an earlier period changed: everything has to be looked at again.
    pub everything: bool,
}

impl Workbook {
    /// This workbook after a change.
    ///
    /// A step that does not fit (a journal replayed on the wrong snapshot) does what still makes sense and
    /// nothing more; it never fails, because half a recovery is better than none.
    #[must_use]
    pub fn after(&self, scheme: &Scheme, change: &Change) -> (Self, Touched) {
        let mut next = self.clone();
        let mut touched = Touched::default();
        for op in &change.ops {
            next.step(scheme, op, &change.stamp, &mut touched);
        }
        (next, touched)
    }

    fn step(&mut self, scheme: &Scheme, op: &Op, stamp: &Stamp, touched: &mut Touched) {
        match op {
            Op::Cell { form, key, slot, old: _, new } => self.set(scheme, *form, key, *slot, new, stamp, touched),
            Op::Mark { form, key, slot, old: _, new } => {
                let Some(row) = self.row_mut(*form, key) else { return };
                match new {
                    Some(mark) => drop(row.marks.insert(*slot, *mark)),
                    None => drop(row.marks.remove(slot)),
                }
                row.entered = Some(stamp.clone());
                touched.cells.push(CellAddress { form: *form, key: Arc::clone(key), slot: *slot });
            }
            Op::Stand { form, key, old: _, new } => {
                let Some(row) = self.row_mut(*form, key) else { return };
                row.standing = *new;
                row.entered = Some(stamp.clone());
            }
            Op::Standing { old: _, new } => self.standing = *new,
            Op::Insert { form, position, row } => {
                let Some(table) = self.tables.get_mut(form.index()) else { return };
                if table.position(&row.key).is_some() {
                    return;
                }
                Arc::make_mut(table).insert(*position, Arc::clone(row));
                touched.records.push((*form, Arc::clone(&row.key)));
                for (slot, cell) in &row.cells {
                    self.note(
                        CellAddress { form: *form, key: Arc::clone(&row.key), slot: *slot },
                        "",
                        &cell.text,
                        stamp,
                    );
                }
            }
            Op::Remove { form, position: _, row } => {
                let Some(table) = self.tables.get_mut(form.index()) else { return };
                let Some((_, gone)) = Arc::make_mut(table).remove(&row.key) else { return };
                touched.records.push((*form, Arc::clone(&row.key)));
                for (slot, cell) in &gone.cells {
                    self.note(
                        CellAddress { form: *form, key: Arc::clone(&row.key), slot: *slot },
                        &cell.text,
                        "",
                        stamp,
                    );
                }
            }
            Op::Explain { finding, old: _, new } => {
                let all = Arc::make_mut(&mut self.explanations);
                match new {
                    Some(words) => drop(all.insert(finding.clone(), words.clone())),
                    None => drop(all.remove(finding)),
                }
                touched.explanations.push(finding.clone());
            }
            Op::Sign { old: _, new } => {
                self.signers = Arc::clone(new);
                touched.everything = true;
            }
            Op::Reason { cell, old: _, new } => {
                if let Some(replaced) = Arc::make_mut(&mut self.replaced).get_mut(cell) {
                    replaced.reason.clone_from(new);
                }
            }
            Op::Earlier { when, old: _, new } => {
                match when {
                    When::LastYear => self.last_year.clone_from(new),
                    When::Prev => self.prev.clone_from(new),
                    When::Now => {}
                }
                touched.everything = true;
            }
            Op::Returned { old: _, new } => self.returned.clone_from(new),
            Op::Answer { comment, old: _, new } => {
                let Some(returned) = &mut self.returned else { return };
                let answers = &mut Arc::make_mut(returned).answers;
                match new {
                    Some(answer) => drop(answers.insert(comment.clone(), answer.clone())),
                    None => drop(answers.remove(comment)),
                }
            }
            Op::Waivers { old: _, new } => {
                self.waivers = Arc::clone(new);
                touched.everything = true;
            }
            Op::Sent { old: _, new } => {
                if new.is_final {
                    self.replaced = Arc::default();
                    // The file that was written holds the answers.
                    self.returned = None;
                }
                self.sent = Arc::clone(new);
            }
        }
    }

    fn row_mut(&mut self, form: FormId, key: &RowKey) -> Option<&mut Row> {
        Arc::make_mut(self.tables.get_mut(form.index())?).row_mut(key)
    }

    #[expect(clippy::too_many_arguments, reason = "an address, a text and where to note it")]
    fn set(
        &mut self,
        scheme: &Scheme,
        form: FormId,
        key: &RowKey,
        slot: Slot,
        new: &Arc<str>,
        stamp: &Stamp,
        touched: &mut Touched,
    ) {
        let Some(row) = self.row_mut(form, key) else { return };
        let before = if new.is_empty() {
            row.cells.remove(&slot)
        } else {
            row.cells.insert(slot, read_cell(scheme, &scheme[form][slot.field], Arc::clone(new)))
        };
        row.entered = Some(stamp.clone());
        let address = CellAddress { form, key: Arc::clone(key), slot };
        self.note(address.clone(), before.as_ref().map_or("", |cell| &cell.text), new, stamp);
        touched.cells.push(address);
    }

    /// Keeps the change log: what stood in the cell when the log began, and who changed it last.
    fn note(&mut self, cell: CellAddress, old: &str, new: &str, stamp: &Stamp) {
        let log = Arc::make_mut(&mut self.replaced);
        match log.get_mut(&cell) {
            Some(entry) if entry.old.as_ref() == new => drop(log.remove(&cell)),
            Some(entry) => entry.stamp = stamp.clone(),
            // Before the first final revision a first entry is no replacement; afterwards it is.
            None if old != new && (!old.is_empty() || self.sent.final_revision > 0) => {
                let entry = Replaced { old: Arc::from(old), reason: String::new(), stamp: stamp.clone() };
                log.insert(cell, entry);
            }
            None => {}
        }
    }
}
