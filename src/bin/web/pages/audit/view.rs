//! How the page was left, so that coming back from a cell finds it so.

use std::cell::RefCell;

use sishang::audit::{Finding, State};
use sishang::scheme::Severity;
use sishang::workbook::FindingKey;

/// Where explanations stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Stage {
    #[default]
    All,
    /// 未处理: to be corrected or explained; also what lost its explanation.
    Pending,
    Explained,
    /// 说明失效.
    Void,
}

/// What is shown, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct View {
    pub severity: Option<Severity>,
    pub stage: Stage,
    /// Key of a form.
    pub form: Option<String>,
    /// Number of a rule.
    pub rule: Option<String>,
    /// Part of a unit's name, or its initials.
    pub query: String,
    /// By unit instead of by rule.
    pub by_unit: bool,
    /// The finding one stands on.
    pub current: Option<FindingKey>,
}

impl Stage {
    pub(super) const ALL: [(Self, &'static str); 4] =
        [(Self::All, "全部"), (Self::Pending, "未处理"), (Self::Explained, "已说明"), (Self::Void, "说明失效")];

    pub(super) fn has(self, finding: &Finding) -> bool {
        match self {
            Self::All => true,
            Self::Pending => finding.blocks(),
            Self::Explained => matches!(finding.state, State::Explained | State::Waived),
            Self::Void => finding.state == State::Void,
        }
    }
}

thread_local! {
    static LEFT: RefCell<Option<View>> = const { RefCell::new(None) };
}

pub(super) fn kept() -> View {
    LEFT.with_borrow(|left| left.clone().unwrap_or_default())
}

pub(super) fn keep(view: View) {
    LEFT.with_borrow_mut(|left| *left = Some(view));
}
