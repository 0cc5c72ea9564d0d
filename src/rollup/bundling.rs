//! The bundle that goes upward.

use super::{Level, RollUp};
use crate::exchange::{BundleHead, OfficeRecord, SchemeName, Signed, Tool};
use crate::scheme::CompiledScheme;
use crate::workbook::Signers;

impl RollUp {
    /// The head of the bundle of what counts; `at` is local time with its offset. It still has to be sealed.
    /// `level` is what [`super::levels`] says of it.
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

fn record(state: &super::OfficeState) -> OfficeRecord {
    let counted = state.counted.as_deref();
    OfficeRecord {
        office: state.office.clone(),
        state: state.arrival.key().to_owned(),
        revision: counted.and_then(super::Entry::revision).unwrap_or_default(),
        digest: counted.and_then(super::Entry::digest).unwrap_or_default().to_owned(),
    }
}
