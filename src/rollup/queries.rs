//! What is asked of a whole that was settled.

use std::sync::Arc;

use super::{Arrival, Entry, Fate, OfficeState, Part, RollUp};
use crate::exchange::Decision;

impl RollUp {
    /// All submissions that count, in order, the whole's own one not among them.
    pub fn files(&self) -> Vec<&Arc<Entry>> {
        self.parts.iter().flat_map(Part::files).collect()
    }

    /// The submissions of wholes themselves that count, at this level and at all below.
    pub fn owns(&self) -> Vec<&Arc<Entry>> {
        let below = self.parts.iter().flat_map(Part::owns);
        self.own.iter().chain(below).collect()
    }

    /// Of each office that sent nothing but drafts the newest one. It does not count, but can be looked through, returned,
    /// and have a finding waived that keeps it a draft.
    pub fn drafts(&self) -> Vec<&Arc<Entry>> {
        let offices = self.offices.iter().filter(|state| state.arrival == Arrival::DraftOnly);
        let newest = |state: &OfficeState| {
            let own = self.fates.iter().filter(|(entry, fate)| {
                let of = entry.submission().map(|received| received.head.office.code.as_str());
                matches!(fate, Fate::Draft { counted: 0 }) && of == Some(state.office.code.as_str())
            });
            own.map(|(entry, _)| entry).max_by_key(|entry| entry.revision())
        };
        offices.filter_map(newest).collect()
    }

    /// Whether a decision is the word of an office below, which only that office can take back.
    pub fn is_from_below(&self, decision: &Decision) -> bool {
        let heads = self.fates.iter().filter(|(_, fate)| matches!(fate, Fate::Opened { .. }));
        let below = heads.filter_map(|(entry, _)| entry.bundle()).filter(|head| head.office.code != self.office.code);
        below.flat_map(|head| &head.decisions).any(|own| own == decision)
    }

    /// What was done with a file.
    pub fn fate(&self, entry: &Entry) -> Option<&Fate> {
        self.fates.iter().find(|(own, _)| std::ptr::eq(own.as_ref(), entry)).map(|(_, fate)| fate)
    }

    /// What became of an office's report.
    pub fn office(&self, code: &str) -> Option<&OfficeState> {
        self.offices.iter().find(|state| state.office.code == code)
    }
}
