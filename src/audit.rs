//! The audit (审核): every rule on every record, kept up to date as cells change.
//!
//! [`Audit::full`] looks at everything once; [`Audit::updated`] looks again only at what a change can have moved,
//! by the reads of each rule ([`crate::formula::Read`]). Both give the same findings (a property test holds them to it).
//!
//! # Invariants
//! - A rule that cannot be worked out is shown as broken; it never counts as passed.
//! - A missing value never makes a finding: the verdict is undecided.
//! - An explanation counts only for the rule, the edition and the values that it was given for.

mod engine;
mod explanation;
mod finding;
mod progress;
#[cfg(test)]
mod tests;
mod view;

pub use engine::{Audit, Counts};
pub use explanation::{ExplanationProblem, MOST_SHARED, SHORTEST_EXPLANATION, judge_explanation, shared_explanations};
pub use finding::{Finding, State, UNREADABLE, Verdict};
pub use progress::Progress;
pub use view::{Known, View};
