//! Carrying over: static fields from last period's file, bases from the file of the same period last year.
//!
//! Nothing of the current period is ever filled in (design.md §1): a value moves only into a static field
//! (`carry = true`), into a last-year column, or, within a year, into the same month of a field by months; and only where
//! nothing is typed yet. Rows of details come along as long as their form wants them kept. How firm a record was and why
//! a cell was blank is never carried: both are said anew each period, how firm a record is once something is reported.

mod details;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Change, Earlier, Op, Row, RowKey, Signers, Slot, Stamp, Table, Workbook};
use crate::period::{January, Period};
use crate::scheme::{Column, CompiledScheme, FieldDef, FieldId, FormId, FormKind, Measure, Scheme};

/// What a carry-over will do; hand it to [`super::Command::CarryOver`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// Last period's records, keyed as this workbook.
    pub prev: Option<Arc<Earlier>>,
    /// The records of the same period last year, keyed as this workbook.
    pub last_year: Option<Arc<Earlier>>,
    /// Steps that fill static fields and bases.
    pub steps: Vec<Op>,
    /// Signers of last period, where this workbook names none yet.
    pub signers: Option<Signers>,
    /// Roster records added.
    pub added: usize,
    /// Rows of details added.
    pub details: usize,
    /// Rows of details left behind, as their form says.
    pub left: usize,
    /// Static cells filled.
    pub statics: usize,
    /// Last-year cells filled.
    pub bases: usize,
}

/// Why a file cannot be carried over from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CarryError {
    /// Another office's file.
    #[error("file of {found}, this is {expected}")]
    OtherOffice {
        /// The file's office.
        found: String,
        /// This workbook's.
        expected: String,
    },
    /// Neither last period nor the same period last year.
    #[error("file of {found}, wanted {prev:?} or {last_year:?}")]
    OtherPeriod {
        /// The file's period.
        found: Period,
        /// Last period.
        prev: Option<Period>,
        /// The same period last year.
        last_year: Option<Period>,
    },
    /// A demonstration file for real work, or the reverse.
    #[error("demonstration and real work are kept apart")]
    Demonstration {
        /// True when the file is the demonstration.
        file: bool,
    },
}

/// Prepares a carry-over from an earlier workbook (opened from its file) whose file has this digest.
///
/// A unit is the same when its identity field (USCC, project code) is the same, or, where that is blank, its
/// key and its title are. Texts already typed are never replaced.
///
/// # Errors
/// The file is another office's, of a wrong period, or demonstration against real work.
pub fn carry_over(
    scheme: &CompiledScheme,
    book: &Workbook,
    earlier: &Workbook,
    digest: &str,
) -> Result<Carried, CarryError> {
    let (from, to) = (&earlier.about, &book.about);
    if from.demonstration != to.demonstration {
        return Err(CarryError::Demonstration { file: from.demonstration });
    }
    if from.office.code != to.office.code {
        return Err(CarryError::OtherOffice { found: from.office.name.clone(), expected: to.office.name.clone() });
    }
    // March follows 1—2月 where January is exempt, and February where it is not.
    let prev = to.period.previous(January::Exempt);
    let also = to.period.previous(January::Reported);
    let last_year = to.period.last_year();
    let mut work = Work { scheme, scratch: book.clone(), carried: Carried::default() };
    if Some(from.period) == prev || Some(from.period) == also {
        work.prev(earlier, digest);
    } else if Some(from.period) == last_year {
        work.last_year(earlier, digest);
    } else {
        return Err(CarryError::OtherPeriod { found: from.period, prev, last_year });
    }
    Ok(work.carried)
}

struct Work<'a> {
    scheme: &'a CompiledScheme,
    /// The workbook with the steps taken so far.
    scratch: Workbook,
    carried: Carried,
}

impl Work<'_> {
    fn take(&mut self, op: Op) {
        let change = Change { stamp: Stamp::default(), ops: vec![op.clone()] };
        self.scratch = self.scratch.after(self.scheme, &change).0;
        self.carried.steps.push(op);
    }

    fn prev(&mut self, earlier: &Workbook, digest: &str) {
        let mut keys = self.match_keys(earlier, true);
        self.match_details(earlier, &mut keys, true);
        let same_year = earlier.about.period.year() == self.scratch.about.period.year();
        // Rosters first: a periodic record needs its roster member.
        let scheme = self.scheme;
        let (rosters, others): (Vec<FormId>, Vec<FormId>) =
            scheme.form_ids().partition(|&form| scheme[form].is_roster());
        for form in rosters.into_iter().chain(others) {
            let stays = |field: &FieldDef| !field.is_computed() && stays(field, same_year);
            let fields: Vec<FieldId> = scheme[form].field_ids().filter(|&field| stays(&scheme[form][field])).collect();
            for row in earlier.table(form).rows().iter().filter(|_| !fields.is_empty()) {
                self.statics(form, row, &fields, &keys);
            }
        }
        if *self.scratch.signers == Signers::default() && *earlier.signers != Signers::default() {
            self.carried.signers = Some(earlier.signers.as_ref().clone());
        }
        self.carried.prev = Some(Arc::new(rekeyed(self.scheme, earlier, digest, &keys)));
    }

    fn last_year(&mut self, earlier: &Workbook, digest: &str) {
        let mut keys = self.match_keys(earlier, false);
        self.match_details(earlier, &mut keys, false);
        for form in self.scheme.form_ids().filter(|&form| !self.scheme[form].is_roster()) {
            for row in earlier.table(form).rows() {
                let Some(key) = key_here(self.scheme, form, row, &keys) else { continue };
                for (slot, cell) in &row.cells {
                    let column = match slot.column {
                        Column::Month => Column::MonthLy,
                        Column::Ytd => Column::YtdLy,
                        Column::End => Column::EndLy,
                        _ => continue,
                    };
                    if cell.problem.is_none() {
                        let into = Slot { field: slot.field, column };
                        self.carried.bases += usize::from(self.fill(form, key, into, &cell.text));
                    }
                }
            }
        }
        self.carried.last_year = Some(Arc::new(rekeyed(self.scheme, earlier, digest, &keys)));
    }

    /// Copies fields of a record where nothing stands yet.
    fn statics(&mut self, form: FormId, row: &Row, fields: &[FieldId], keys: &Keys) {
        let Some(key) = key_here(self.scheme, form, row, keys) else { return };
        for &field in fields {
            for &column in self.scheme[form][field].columns() {
                let slot = Slot { field, column };
                if let Some(cell) = row.cells.get(&slot) {
                    self.carried.statics += usize::from(self.fill(form, key, slot, &cell.text));
                }
            }
        }
    }

    /// Writes into an empty cell, making the periodic record when there is none. True when something was written.
    fn fill(&mut self, form: FormId, key: &RowKey, slot: Slot, text: &Arc<str>) -> bool {
        if !self.scratch.text(form, key, slot).is_empty() {
            return false;
        }
        if self.scratch.table(form).position(key).is_none() {
            let Some(position) = self.scratch.place_for(self.scheme, form, key) else { return false };
            self.take(Op::Insert { form, position, row: Arc::new(Row::new(Arc::clone(key))) });
        }
        let mark = self.scratch.mark(form, key, slot);
        if mark.is_some() {
            self.take(Op::Mark { form, key: Arc::clone(key), slot, old: mark, new: None });
        }
        self.take(Op::Cell { form, key: Arc::clone(key), slot, old: Arc::from(""), new: Arc::clone(text) });
        true
    }

    /// Which record of this workbook each earlier roster record is; adds the missing ones when asked.
    fn match_keys(&mut self, earlier: &Workbook, add: bool) -> Keys {
        let mut keys = Keys::new();
        for form in self.scheme.rosters() {
            let mut taken: BTreeSet<RowKey> = BTreeSet::new();
            let mut unmatched = Vec::new();
            for row in earlier.table(form).rows() {
                match same_record(self.scheme, form, &self.scratch, row).filter(|key| !taken.contains(key)) {
                    Some(key) => {
                        taken.insert(Arc::clone(&key));
                        keys.insert((form, Arc::clone(&row.key)), key);
                    }
                    None => unmatched.push(row),
                }
            }
            for row in unmatched.into_iter().filter(|_| add) {
                let table = self.scratch.table(form);
                let key = if table.position(&row.key).is_none() {
                    Arc::clone(&row.key)
                } else {
                    self.scratch.fresh_key(self.scheme, form)
                };
                let position = table.len();
                self.take(Op::Insert { form, position, row: Arc::new(Row::new(Arc::clone(&key))) });
                self.carried.added += 1;
                keys.insert((form, Arc::clone(&row.key)), key);
            }
        }
        keys
    }
}

/// From an earlier record of a roster or of details (form, key) to the key here.
type Keys = BTreeMap<(FormId, RowKey), RowKey>;

/// The key here of an earlier record; `None` when this workbook does not have it.
fn key_here<'a>(scheme: &Scheme, form: FormId, earlier: &'a Row, keys: &'a Keys) -> Option<&'a RowKey> {
    let form = match &scheme[form].kind {
        FormKind::Periodic(periodic) => periodic.roster,
        FormKind::Single(_) => return Some(&earlier.key),
        FormKind::Roster(_) | FormKind::Detail(_) => form,
    };
    keys.get(&(form, Arc::clone(&earlier.key)))
}

/// Whether the texts of a field stand in the next period too.
const fn stays(field: &FieldDef, same_year: bool) -> bool {
    match field.measure {
        // What was planned for a month, and what became of it, is so all year; a new year begins blank.
        Measure::Months => same_year,
        Measure::Flow | Measure::Stock | Measure::Plain => field.carry,
    }
}

/// The record of `book` that is the same unit as an earlier record.
pub(super) fn same_record(scheme: &Scheme, form: FormId, book: &Workbook, earlier: &Row) -> Option<RowKey> {
    let table = book.table(form);
    let roster = scheme[form].roster()?;
    let text = |row: &Row, field: Option<FieldId>| {
        let slot = Slot { field: field?, column: Column::Plain };
        row.cells.get(&slot).map(super::Cell::canonical).filter(|text| !text.is_empty())
    };
    let identity = text(earlier, roster.identity);
    let same = |row: &&Arc<Row>| identity.is_some() && text(row, roster.identity) == identity;
    if let Some(row) = table.rows().iter().find(same) {
        return Some(Arc::clone(&row.key));
    }
    // Same key but another identity, or none: the same unit only if its name is the same.
    let row = table.row(&earlier.key)?;
    (text(row, Some(roster.title)).is_some() && text(row, Some(roster.title)) == text(earlier, Some(roster.title)))
        .then(|| Arc::clone(&row.key))
}

/// An earlier workbook's records under this workbook's keys; what this workbook does not have keeps its key.
fn rekeyed(scheme: &Scheme, earlier: &Workbook, digest: &str, keys: &Keys) -> Earlier {
    let tables = scheme
        .form_ids()
        .map(|form| {
            let rows = earlier.table(form).rows().iter().filter_map(|row| {
                let key = key_here(scheme, form, row, keys)?;
                let of = match (scheme[form].detail(), &row.of) {
                    (Some(detail), Some(of)) => Some(Arc::clone(keys.get(&(detail.roster, Arc::clone(of)))?)),
                    (_, of) => of.clone(),
                };
                if *key == row.key && of == row.of {
                    return Some(Arc::clone(row));
                }
                Some(Arc::new(Row { key: Arc::clone(key), of, ..row.as_ref().clone() }))
            });
            Arc::new(Table::from_rows(rows.collect()))
        })
        .collect();
    Earlier { period: earlier.about.period, digest: digest.to_owned(), tables }
}
