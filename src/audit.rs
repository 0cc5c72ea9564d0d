//! The audit (审核): every rule on every record, kept up to date as cells change.
//!
//! - [`Survey::of`] looks at everything once: form by form, what no record can have against a rule is seen first (a rule
//!   about a file that is not there, or a field that nobody has filled: [`crate::formula::Settled`]); the other rules are
//!   worked out record by record. What is found is put into words only when somebody asks for them.
//! - [`Audit`] keeps the findings of a survey in words, by record. [`Audit::updated`] looks again only at what a change can
//!   have moved, by the reads of each rule ([`crate::formula::Read`]). Both ways give the same findings (a property test
//!   holds them to it).
//!
//! Aggregates are worked out once for all records, or once for each value that they go by ([`crate::formula::Memo`]).
//!
//! # Invariants
//! - A rule that cannot be worked out is shown as broken; it never counts as passed.
//! - A missing value never makes a finding: the verdict is undecided.
//! - An explanation counts only for the rule, the edition and the values that it was given for.

mod engine;
mod explanation;
mod finding;
mod findings;
mod judge;
mod progress;
mod survey;
#[cfg(test)]
mod tests;
mod view;

pub use engine::{Audit, Counts};
pub use explanation::{ExplanationProblem, MOST_SHARED, SHORTEST_EXPLANATION, judge_explanation, shared_explanations};
pub use finding::{Finding, State, UNREADABLE, Verdict, Weight};
pub use judge::{can_be_waived, lets_pass};
pub use progress::Progress;
pub use survey::Survey;
pub use view::{Known, View};
