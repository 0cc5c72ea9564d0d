//! How far each form is: for the task list.

use std::collections::BTreeSet;

use super::{Audit, View};
use crate::scheme::{CompiledScheme, FormId, Severity, Single};
use crate::workbook::{Row, RowKey, Workbook};

/// How far one form is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Records that are asked for in this period; of a roster and of details, those it has.
    pub asked: usize,
    /// Asked records with something filled in for this period.
    pub filled: usize,
    /// Records with a finding that keeps the submission at draft.
    pub blocked: usize,
    /// Hard findings that stand.
    pub hard: usize,
    /// Soft findings that are not explained.
    pub soft: usize,
    /// Hints.
    pub hints: usize,
}

impl Progress {
    /// Asked records with nothing filled in.
    pub const fn left(self) -> usize {
        self.asked.saturating_sub(self.filled)
    }

    /// Everything asked is filled in, and no finding stands in the way.
    pub const fn is_done(self) -> bool {
        self.left() == 0 && self.blocked == 0
    }
}

impl Audit {
    /// How far a form is.
    ///
    /// A record counts as filled when it holds a value of this period: what carry-over brought (static fields, last
    /// year's bases, other months) does not count.
    pub fn progress(&self, scheme: &CompiledScheme, book: &Workbook, form: FormId) -> Progress {
        let mut progress = Progress::default();
        let def = &scheme[form];
        let table = book.table(form);
        let view = View::new(scheme, book);
        if def.single().is_some() {
            progress.asked = usize::from(view.is_asked(form, Single::KEY));
            let record = table.row(Single::KEY).filter(|_| progress.asked > 0);
            progress.filled = usize::from(record.is_some_and(|row| is_filled(scheme, book, form, row)));
        } else if let Some(periodic) = def.periodic() {
            for member in book.table(periodic.roster).rows() {
                if view.is_asked(form, &member.key) {
                    progress.asked += 1;
                    progress.filled +=
                        usize::from(table.row(&member.key).is_some_and(|row| is_filled(scheme, book, form, row)));
                }
            }
        } else {
            progress.asked = table.len();
            progress.filled = table.rows().iter().filter(|row| !row.is_empty()).count();
        }
        let mut blocked: BTreeSet<&RowKey> = BTreeSet::new();
        for finding in self.findings().filter(|finding| finding.form == form) {
            match finding.severity {
                Severity::Hint => progress.hints += 1,
                Severity::Hard if finding.blocks() => progress.hard += 1,
                Severity::Soft if finding.blocks() => progress.soft += 1,
                Severity::Hard | Severity::Soft => {}
            }
            if finding.blocks() {
                blocked.insert(&finding.record);
            }
        }
        progress.blocked = blocked.len();
        progress
    }
}

fn is_filled(scheme: &CompiledScheme, book: &Workbook, form: FormId, row: &Row) -> bool {
    row.cells.keys().any(|slot| scheme[form].reports(slot.field, slot.column, book.about.period))
}
