//! The bundle that goes upward.

use std::sync::Arc;

use super::{Entry, Level, Part, RollUp};
use crate::exchange::{BundleHead, OfficeRecord, SchemeName, Signed, Tool};
use crate::scheme::CompiledScheme;
use crate::workbook::Signers;

impl RollUp {
    /// The head of the bundle of what counts; `at` is local time with its offset. It still has to be sealed.
    /// `level` is what [`super::levels()`] says of it.
    ///
    /// `None` when nothing came in that has a period. Its revision is one more than that of the whole's own earlier bundle, if that was taken in.
    pub fn head(&self, scheme: &CompiledScheme, level: &Level, signers: Signers, at: &str) -> Option<BundleHead> {
        let period = self.period?;
        let before = self.before.as_ref();
        Some(BundleHead {
            tool: Tool::default(),
            scheme: SchemeName::of(scheme),
            demonstration: self.demonstration,
            office: self.office.clone(),
            period,
            revision: before.map_or(0, |head| head.revision).saturating_add(1),
            signed: Signed { signers, at: at.to_owned() },
            decisions: self.decisions.clone(),
            waivers: self.waivers.clone(),
            differences: self.differences.clone(),
            returns: self.returns.iter().map(|note| note.as_ref().clone()).collect(),
            offices: self.offices.iter().map(record).collect(),
            figures: level.parts.records(scheme),
            previous: before.map(|head| head.digest.clone()).unwrap_or_default(),
            digest: String::new(),
        })
    }
}

impl RollUp {
    /// The files that go upward in the bundle, unchanged: the submission or bundle of each part, and beside a bundle those
    /// files below it that count and are not in it.
    pub fn upward(&self) -> Vec<&Arc<Entry>> {
        let mut files = Vec::new();
        for part in &self.parts {
            gather(part, &[], &mut files);
        }
        files
    }
}

fn gather<'a>(part: &'a Part, inside: &[&str], files: &mut Vec<&'a Arc<Entry>>) {
    let is_inside = |entry: &Entry| entry.within.iter().any(|within| inside.contains(&within.digest.as_str()));
    let mut inside = inside.to_vec();
    if let Some(entry) = &part.entry {
        if !is_inside(entry) {
            files.push(entry);
        }
        inside.extend(entry.bundle().map(|head| head.digest.as_str()));
    }
    // Its own submission may have come by itself, after the bundle.
    let own = part.own.iter().filter(|own| !own.within.iter().any(|it| inside.contains(&it.digest.as_str())));
    files.extend(own);
    for part in &part.parts {
        gather(part, &inside, files);
    }
}

fn record(state: &super::OfficeState) -> OfficeRecord {
    let counted = state.counted.as_deref();
    OfficeRecord {
        office: state.office.clone(),
        state: state.arrival.key().to_owned(),
        revision: counted.and_then(super::Entry::revision).unwrap_or_default(),
        digest: counted.and_then(super::Entry::digest).unwrap_or_default().to_owned(),
    }
}
