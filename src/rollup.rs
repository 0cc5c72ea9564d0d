//! Many submissions of one period as one whole (汇总): what came in, who has not reported, and what it adds up to.
//!
//! # Flow
//! [`look`] reads one file by itself — the heavy part, which a page does in slices and the command in threads. A bundle
//! gives the files inside it as further [`Item`]s. [`Intake::add`] collects what was read, in any order;
//! [`Intake::settle`] then says of every file what was done with it and why ([`Fate`]), of every office whether it has
//! reported ([`Arrival`]), and which files count ([`RollUp::parts`]). Settling reads nothing and can be done anew after
//! every file and every decision.
//!
//! What the whole is checked for needs little of each file: [`Facts`], gathered in a [`Study`] while files are read, so that
//! a thousand files need not stay in memory. [`levels()`] adds up every level, [`whole_findings`] sees what only many files show.
//!
//! # Which file counts
//! Of one office and period the highest final revision. Two different files that claim it are a [`Conflict`]: neither
//! counts until a person has decided. A draft counts only if a person says so. A decision names the digest of the file; it
//! stays in the bundle, and is void as soon as a higher final revision comes.
//!
//! # Invariants
//! - No file is dropped in silence: every one has a fate, with its reason.
//! - The result does not depend on the order in which files came, but for which of two identical files is the duplicate.
//! - No value is ever changed here. Files go upward unchanged.

mod audited;
mod bundling;
mod check;
mod compare;
mod expected;
mod facts;
mod fate;
mod figures;
mod intake;
mod item;
mod lacking;
mod levels;
mod queries;
mod settle;
mod tables;
mod tree;

pub use audited::{Audited, MOST_KEPT, PartFinding};
pub use check::{Check, WholeFinding, whole_findings};
pub use compare::{Divergence, compare, compare_bundles};
pub use expected::{Expected, ExpectedError, read_expected, reminder, taken_for_silent};
pub use facts::{Facts, Study};
pub use fate::{Arrival, Fate, OfficeState};
pub use figures::{FigureKey, Figures, Sum, figure_key, is_summable};
pub use intake::{Intake, Options};
pub use item::{Entry, Item, Received, Role, What, Within, look, look_by};
pub use lacking::Lacking;
pub use levels::{Level, LevelMiss, WholeFrom, levels};
pub use settle::{Conflict, RollUp};
pub use tables::{PartialsByFile, PartialsOf, table_parts, table_parts_by, whole_place};
pub use tree::Part;

pub use crate::exchange::{BundleHead, Decision, DifferenceEntry, FigureRecord, OfficeRecord};

#[cfg(test)]
mod tests;
