//! Collecting files and what a person says about them.

use std::sync::Arc;

use super::{Entry, Expected, RollUp, settle};
use crate::exchange::{Decision, DifferenceEntry};
use crate::period::Period;
use crate::scheme::CompiledScheme;
use crate::workbook::{Office, Waiver};

/// What the roll-up is of. Whatever is not said is taken from the files.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whose roll-up it is; without it the office above most of the files.
    pub office: Option<Office>,
    /// Which period; without it that of most of the files.
    pub period: Option<Period>,
    /// Who is expected to report, in the standing order. Empty: everybody who does, by code.
    pub expected: Vec<Expected>,
    /// A file written after this counts as late; local time with offset, as in files. `None`: as the calendar says.
    pub due: Option<String>,
    /// The scheme whose calendar says who is late; without one nobody is.
    pub scheme: Option<Arc<CompiledScheme>>,
}

impl Options {
    /// Those expected and the calendar as the scheme says; the rest is taken from the files.
    pub fn of(scheme: &Arc<CompiledScheme>) -> Self {
        Self { expected: scheme.offices.clone(), scheme: Some(Arc::clone(scheme)), ..Self::default() }
    }
}

/// Files as they come in, in any order, and what a person decided.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// What the roll-up is of.
    pub options: Options,
    pub(super) entries: Vec<Arc<Entry>>,
    pub(super) decisions: Vec<Decision>,
    /// Offices and periods of which the word in the whole's own earlier bundle no longer holds.
    pub(super) withdrawn: Vec<(String, Period)>,
    /// Waivers that no longer hold, wherever they come from.
    pub(super) revoked: Vec<Waiver>,
    /// `None`: that of the whole's own earlier bundle.
    pub(super) differences: Option<Vec<DifferenceEntry>>,
}

impl Intake {
    /// Nothing came in yet.
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// Adds a file that was looked at.
    pub fn add(&mut self, entry: Entry) {
        self.entries.push(Arc::new(entry));
    }

    /// Takes a file out again, with everything that came inside it.
    pub fn remove(&mut self, entry: &Entry) {
        let bundle = entry.bundle().map(|head| head.digest.clone());
        let inside = |other: &Entry| other.within.iter().any(|within| bundle.as_ref() == Some(&within.digest));
        self.entries.retain(|other| !(std::ptr::eq(other.as_ref(), entry) || inside(other)));
    }

    /// Says which file counts. An earlier word on the same office and period is replaced.
    pub fn decide(&mut self, decision: Decision) {
        self.decisions.retain(|old| (&old.office, old.period) != (&decision.office, decision.period));
        self.withdrawn.retain(|(office, period)| (office, *period) != (&decision.office, decision.period));
        self.decisions.push(decision);
    }

    /// Takes a decision back, also one that stands in the whole's own earlier bundle; that of a bundle from below is the word
    /// of the office below and holds on.
    pub fn withdraw(&mut self, office: &str, period: Period) {
        self.decisions.retain(|old| (old.office.as_str(), old.period) != (office, period));
        let word = (office.to_owned(), period);
        if !self.withdrawn.contains(&word) {
            self.withdrawn.push(word);
        }
    }

    /// Takes a waiver back that this office granted, also where a file or its own earlier bundle has it.
    pub fn revoke(&mut self, waiver: Waiver) {
        if !self.revoked.contains(&waiver) {
            self.revoked.push(waiver);
        }
    }

    /// Replaces the difference table, also that of the whole's own earlier bundle.
    pub fn differ(&mut self, differences: Vec<DifferenceEntry>) {
        self.differences = Some(differences);
    }

    /// Everything that came in, in the order in which it came.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// What was decided here, in this order; decisions of bundles not among them.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// The offices and periods of which a decision was taken back.
    pub fn withdrawn(&self) -> impl Iterator<Item = (&str, Period)> {
        self.withdrawn.iter().map(|(office, period)| (office.as_str(), *period))
    }

    /// The waivers that were taken back.
    pub fn revoked(&self) -> &[Waiver] {
        &self.revoked
    }

    /// The difference table that was put here; `None` when that of the whole's own earlier bundle holds.
    pub fn differences(&self) -> Option<&[DifferenceEntry]> {
        self.differences.as_deref()
    }

    /// Says what becomes of everything.
    pub fn settle(&self) -> RollUp {
        settle::settle(self)
    }
}
