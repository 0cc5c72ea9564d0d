//! Findings (审核结果): a rule that failed for one record, with the values it saw.

use crate::scheme::{FormId, Severity};
use crate::workbook::{FindingKey, RowKey, Slot};

/// What a rule says of one record.
///
/// # Missing values
/// | `when` | `check` | verdict |
/// |---|---|---|
/// | false or missing | – | [`NotApplicable`](Self::NotApplicable) |
/// | true | true | [`Passed`](Self::Passed) |
/// | true | false | [`Failed`](Self::Failed) |
/// | true | missing | [`Undecided`](Self::Undecided) |
/// | fault | – | [`Broken`](Self::Broken) |
/// | true | fault | [`Broken`](Self::Broken) |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Passed,
    /// It does not hold: a finding.
    Failed,
    /// Something that it needs is missing.
    Undecided,
    /// It is not about this record.
    NotApplicable,
    /// It could not be worked out: a fault of the scheme. Always shown, never a pass.
    Broken,
}

/// Number of the built-in finding for a text that could not be read.
pub const UNREADABLE: &str = "R000";

/// What stands between a finding and a final submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing was said about it.
    Open,
    /// A real explanation is given for these very values.
    Explained,
    /// The office above lets it pass.
    Waived,
    /// It was explained, but a value, or the edition of the scheme, has changed since.
    Void,
}

/// What a finding weighs: all that counting needs to know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// How serious.
    pub severity: Severity,
    /// Where its explanation stands.
    pub state: State,
    /// True when the rule could not be worked out.
    pub broken: bool,
}

impl Weight {
    /// Whether it keeps a submission at draft.
    ///
    /// # Source
    /// design.md §5: a hard finding, or a soft one without a real explanation.
    pub const fn blocks(self) -> bool {
        match self.severity {
            Severity::Hint => self.broken,
            Severity::Soft | Severity::Hard => self.broken || !matches!(self.state, State::Explained | State::Waived),
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its name across sessions: rule, field, form, record.
    pub key: FindingKey,
    /// How serious.
    pub severity: Severity,
    /// Whether an explanation lets it pass: a soft rule, or a hard one that may be overridden.
    pub explainable: bool,
    /// The form it is about.
    pub form: FormId,
    /// The record it is about.
    pub record: RowKey,
    /// The roster row that the record belongs to: for details another key than the record's.
    pub member: RowKey,
    /// The cells to look at; possibly of other forms, where they are the roster row's (see [`Finding::record_in`]).
    pub cells: Vec<(FormId, Slot)>,
    /// What is wrong, in a sentence with the numbers seen.
    pub sentence: String,
    /// Names and texts of the values that the rule saw, in order.
    pub values: Vec<(String, String)>,
    /// Where its explanation stands.
    pub state: State,
    /// True when the rule could not be worked out.
    pub broken: bool,
}

impl Finding {
    /// The record of a form that the cells of the finding are in: its own, or that of the same roster row.
    pub fn record_in(&self, form: FormId) -> &RowKey {
        if form == self.form { &self.record } else { &self.member }
    }

    /// How serious it is, and where its explanation stands.
    pub const fn weight(&self) -> Weight {
        Weight { severity: self.severity, state: self.state, broken: self.broken }
    }

    /// Whether it keeps a submission at draft.
    pub const fn blocks(&self) -> bool {
        self.weight().blocks()
    }
}
