//! The problem list (问题清单): one problem, one plan, with who and until when.

use super::reader::Reader;
use crate::scheme::CompiledScheme;
use crate::workbook::Workbook;

/// One problem of a project or of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Key of its form: `problems`, `unit_problems`.
    pub form: String,
    /// Its own key.
    pub key: String,
    /// Key of the roster, and of the project or unit in it.
    pub of: (String, String),
    /// The name of the project or unit.
    pub of_name: String,
    pub problem: String,
    pub kind: String,
    pub measure: String,
    pub raised_on: String,
    pub unit: String,
    pub person: String,
    pub leader: String,
    pub due: String,
    pub status: String,
    pub closed_on: String,
    pub evidence: String,
    /// Days past the day that was set, up to the end of the period or to the day it was settled; 0 when in time.
    pub overdue_days: i64,
    pub state: ProblemState,
}

/// Where a problem stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemState {
    /// 已超期: open and past its day.
    Overdue,
    /// 办理中: open.
    Open,
    /// 已销号.
    Closed,
}

impl ProblemState {
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Open, Self::Closed];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Overdue => "已超期",
            Self::Open => "办理中",
            Self::Closed => "已销号",
        }
    }
}

const FORMS: [(&str, &str); 2] = [("problems", "projects"), ("unit_problems", "units")];

/// All problems: first of projects, then of units, in the order of their forms.
pub fn problems(scheme: &CompiledScheme, book: &Workbook) -> Vec<Problem> {
    let reader = Reader::new(scheme, book);
    let mut all = Vec::new();
    for (form, roster) in FORMS {
        for row in reader.rows(form) {
            let Some(record) = reader.record(form, &row.key) else { continue };
            let owner = reader.record(roster, row.member());
            let overdue_days = days(&record, "overdue");
            let state = match (record.is("closed"), overdue_days > 0) {
                (true, _) => ProblemState::Closed,
                (false, true) => ProblemState::Overdue,
                (false, false) => ProblemState::Open,
            };
            all.push(Problem {
                form: form.to_owned(),
                key: row.key.to_string(),
                of: (roster.to_owned(), row.member().to_string()),
                of_name: owner.map(|owner| owner.text("name")).unwrap_or_default(),
                problem: record.text("problem"),
                kind: record.text("kind"),
                measure: record.text("measure"),
                raised_on: record.text("raised_on"),
                unit: record.text("unit"),
                person: record.text("person"),
                leader: record.text("leader"),
                due: record.text("due"),
                status: record.text("status"),
                closed_on: record.text("closed_on"),
                evidence: record.text("evidence"),
                overdue_days,
                state,
            });
        }
    }
    all
}

/// A number of days; 0 where there is none.
pub(super) fn days(record: &super::reader::Record<'_>, field: &str) -> i64 {
    record.number(field).and_then(|days| i64::try_from(days).ok()).unwrap_or(0)
}
