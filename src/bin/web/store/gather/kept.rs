//! What the store keeps of a roll-up beside its files: what people said.

use serde::{Deserialize, Serialize};
use sishang::exchange::{Decision, DifferenceEntry};
use sishang::rollup::Expected;
use sishang::workbook::{Office, Signers, Stamp, Waiver};

use super::{Desk, Gather};

/// As JSON. What is missing was never said.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    office: Option<Office>,
    /// As files write it: `2026-10`.
    period: Option<String>,
    /// Code, name, code above.
    expected: Vec<(String, String, String)>,
    decisions: Vec<KeptDecision>,
    /// Office and period.
    withdrawn: Vec<(String, String)>,
    revoked: Vec<Waiver>,
    differences: Option<Vec<KeptDifference>>,
    desk: Desk,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct KeptDecision {
    office: String,
    period: String,
    digest: String,
    reason: String,
    stamp: Stamp,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct KeptDifference {
    form: String,
    field: String,
    whole: String,
    value: String,
    reason: String,
    stamp: Stamp,
}

impl Kept {
    /// What people said of a roll-up.
    pub(crate) fn of(gather: &Gather) -> Self {
        let intake = &gather.intake;
        let decisions = intake.decisions().iter().map(|one| KeptDecision {
            office: one.office.clone(),
            period: one.period.to_string(),
            digest: one.digest.clone(),
            reason: one.reason.clone(),
            stamp: one.stamp.clone(),
        });
        let difference = |one: &DifferenceEntry| KeptDifference {
            form: one.form.clone(),
            field: one.field.clone(),
            whole: sishang::number::canonical(one.whole),
            value: sishang::number::canonical(one.value),
            reason: one.reason.clone(),
            stamp: one.stamp.clone(),
        };
        // What the scheme says is asked for anew each time.
        let by_scheme = intake.options.scheme.as_ref().is_some_and(|scheme| scheme.offices == intake.options.expected);
        let expected = intake.options.expected.iter().filter(|_| !by_scheme);
        Self {
            office: intake.options.office.clone(),
            period: intake.options.period.map(|period| period.to_string()),
            expected: expected.map(|one| (one.code.clone(), one.name.clone(), one.parent.clone())).collect(),
            decisions: decisions.collect(),
            withdrawn: intake.withdrawn().map(|(office, period)| (office.to_owned(), period.to_string())).collect(),
            revoked: intake.revoked().to_vec(),
            differences: intake.differences().map(|all| all.iter().map(difference).collect()),
            desk: gather.desk.as_ref().clone(),
        }
    }

    /// What was said last, and where nothing was, what was said before.
    pub(crate) fn over(self, before: Self) -> Self {
        let nothing = Signers::default();
        let mut decisions = before.decisions;
        decisions
            .retain(|old| self.decisions.iter().all(|one| (&one.office, &one.period) != (&old.office, &old.period)));
        decisions.extend(self.decisions);
        let mut notes = before.desk.notes;
        notes.retain(|old| self.desk.notes.iter().all(|one| one.submission != old.submission));
        notes.extend(self.desk.notes);
        let mut waivers = before.desk.waivers;
        waivers.extend(self.desk.waivers);
        let signers = if self.desk.signers == nothing { before.desk.signers } else { self.desk.signers };
        Self {
            office: self.office.or(before.office),
            period: self.period.or(before.period),
            expected: if self.expected.is_empty() { before.expected } else { self.expected },
            decisions,
            withdrawn: before.withdrawn.into_iter().chain(self.withdrawn).collect(),
            revoked: before.revoked.into_iter().chain(self.revoked).collect(),
            differences: self.differences.or(before.differences),
            desk: Desk { notes, waivers, signers, letterhead: self.desk.letterhead.over(before.desk.letterhead) },
        }
    }

    /// As text for the store.
    pub(crate) fn to_json(&self) -> String {
        // Nothing in it can fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Says it again. What cannot be read is left out: a word too few is noticed, a wrong one is not.
    pub(crate) fn put_into(self, gather: &mut Gather) {
        let options = &mut gather.intake.options;
        options.office = self.office;
        options.period = self.period.and_then(|period| period.parse().ok());
        if !self.expected.is_empty() {
            options.expected =
                self.expected.into_iter().map(|(code, name, parent)| Expected { code, name, parent }).collect();
        }
        for (office, period) in self.withdrawn {
            if let Ok(period) = period.parse() {
                gather.intake.withdraw(&office, period);
            }
        }
        for waiver in self.revoked {
            gather.intake.revoke(waiver);
        }
        for one in self.decisions {
            let Ok(period) = one.period.parse() else { continue };
            let KeptDecision { office, digest, reason, stamp, .. } = one;
            gather.intake.decide(Decision { office, period, digest, reason, stamp });
        }
        if let Some(differences) = self.differences {
            let read = |text: &str| sishang::number::read(text).ok().map(|read| read.value);
            let entry = |one: KeptDifference| {
                let (whole, value) = (read(&one.whole)?, read(&one.value)?);
                let KeptDifference { form, field, reason, stamp, .. } = one;
                Some(DifferenceEntry { form, field, whole, value, reason, stamp })
            };
            gather.intake.differ(differences.into_iter().filter_map(entry).collect());
        }
        gather.desk = std::rc::Rc::new(self.desk);
        gather.rollup = std::rc::Rc::new(gather.intake.settle());
    }
}
