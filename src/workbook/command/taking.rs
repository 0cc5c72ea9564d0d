//! What comes in files: return notes and their answers, waivers, what is carried over from earlier periods.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Refusal;
use crate::formula::When;
use crate::workbook::{Answer, Carried, Earlier, Op, ReturnNote, Returned, Stamp, Waiver, Workbook, cell};

impl Workbook {
    pub(super) fn plan_return(&self, note: ReturnNote) -> Result<Vec<Op>, Refusal> {
        let about = &self.about;
        if note.office.code != about.office.code || note.period != about.period {
            return Err(Refusal::ForOthers { office: note.office.name, period: note.period });
        }
        if note.demonstration != about.demonstration {
            return Err(Refusal::Demonstration { file: note.demonstration });
        }
        if self.returned.as_ref().is_some_and(|returned| returned.note == note) {
            return Ok(Vec::new());
        }
        let new = Some(Arc::new(Returned { note, answers: BTreeMap::new() }));
        Ok(vec![Op::Returned { old: self.returned.clone(), new }])
    }

    pub(super) fn plan_answer(&self, comment: String, text: Option<String>, stamp: &Stamp) -> Result<Vec<Op>, Refusal> {
        let returned = self.returned.as_ref().ok_or(Refusal::NoSuchComment)?;
        if returned.note.comments.iter().all(|one| one.id != comment) {
            return Err(Refusal::NoSuchComment);
        }
        let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if text.as_ref().is_some_and(|text| text.chars().nth(cell::LONGEST_TEXT).is_some()) {
            return Err(Refusal::LongExplanation { limit: cell::LONGEST_TEXT });
        }
        let old = returned.answers.get(&comment).cloned();
        if old.as_ref().map(|answer| &answer.text) == text.as_ref() {
            return Ok(Vec::new());
        }
        let new = text.map(|text| Answer { text, stamp: stamp.clone() });
        Ok(vec![Op::Answer { comment, old, new }])
    }

    pub(super) fn plan_waivers(&self, waivers: Vec<Waiver>) -> Result<Vec<Op>, Refusal> {
        let about = &self.about;
        let fits = |waiver: &Waiver| waiver.office.code == about.office.code && waiver.period == about.period;
        if let Some(other) = waivers.first().filter(|_| !waivers.iter().any(fits)) {
            return Err(Refusal::ForOthers { office: other.office.name.clone(), period: other.period });
        }
        let mut all = self.waivers.as_ref().clone();
        for waiver in waivers.into_iter().filter(fits) {
            if !all.contains(&waiver) {
                all.push(waiver);
            }
        }
        let is_new = all.len() > self.waivers.len();
        Ok(if is_new { vec![Op::Waivers { old: Arc::clone(&self.waivers), new: Arc::new(all) }] } else { Vec::new() })
    }

    pub(super) fn plan_carrying(&self, carried: Carried) -> Vec<Op> {
        let mut ops = Vec::new();
        let mut earlier = |when: When, old: &Option<Arc<Earlier>>, new: Option<Arc<Earlier>>| {
            if new.is_some() && *old != new {
                ops.push(Op::Earlier { when, old: old.clone(), new });
            }
        };
        earlier(When::Prev, &self.prev, carried.prev);
        earlier(When::LastYear, &self.last_year, carried.last_year);
        ops.extend(carried.steps);
        if let Some(signers) = carried.signers
            && *self.signers != signers
        {
            ops.push(Op::Sign { old: Arc::clone(&self.signers), new: Arc::new(signers) });
        }
        ops
    }
}
