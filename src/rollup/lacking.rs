//! Who further down has not reported, as the bundles of the offices below tell it.

use super::{Arrival, OfficeState, Part, RollUp};
use crate::workbook::Place;

/// An office further down whose report does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lacking<'a> {
    /// The office whose bundle says so.
    pub above: &'a Place,
    /// Who.
    pub office: &'a Place,
    /// What became of its report; never one that counts.
    pub arrival: Arrival,
}

impl RollUp {
    /// Who below an office was lacking when its bundle was made, or the bundle of an office in it, and has not come by
    /// itself since. Nobody for an office that reports itself.
    pub fn lacking_below(&self, state: &OfficeState) -> Vec<Lacking<'_>> {
        let mut all = Vec::new();
        // Most offices report themselves; to look for each among all others would take long where there are thousands.
        if state.counted.as_ref().is_some_and(|entry| entry.submission().is_some()) {
            return all;
        }
        for part in self.parts.iter().filter(|part| part.office.code == state.office.code) {
            gather(part, &mut all);
        }
        all
    }
}

fn gather<'a>(part: &'a Part, all: &mut Vec<Lacking<'a>>) {
    let head = part.entry.as_ref().and_then(|entry| entry.bundle());
    for record in head.into_iter().flat_map(|head| &head.offices) {
        let has_come =
            part.parts.iter().any(|below| below.office.code == record.office.code && !below.files().is_empty());
        let arrival = Arrival::ALL.into_iter().find(|arrival| arrival.key() == record.state);
        if let Some(arrival) = arrival.filter(|arrival| !arrival.counts() && !has_come) {
            all.push(Lacking { above: &part.office, office: &record.office, arrival });
        }
    }
    for below in &part.parts {
        gather(below, all);
    }
}
