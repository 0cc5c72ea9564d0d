//! Which of the files of one office counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Conflict, Settling};
use crate::rollup::{Entry, Fate, What};
use crate::workbook::Place;

/// A file or bundle that might count.
pub(super) struct Candidate {
    /// Its position.
    pub at: usize,
    pub revision: u32,
    /// Drafts count only when a person says so.
    pub is_final: bool,
}

/// Gives every candidate that does not count its fate, and the position of the one that does.
pub(super) fn resolve(settling: &mut Settling<'_>, code: &str, candidates: &[Candidate]) -> Option<usize> {
    // Of identical files the first one is meant.
    let mut first: BTreeMap<String, &Candidate> = BTreeMap::new();
    for candidate in candidates {
        let digest = settling.entries.get(candidate.at)?.digest().unwrap_or_default().to_owned();
        match first.get(&digest) {
            Some(one) => {
                let of = settling.name(one.at);
                settling.put(candidate.at, Fate::Duplicate { of });
            }
            None => drop(first.insert(digest, candidate)),
        }
    }
    let highest = first.values().filter(|one| one.is_final).map(|one| one.revision).max().unwrap_or_default();
    let decision = settling.decisions.get(code);
    let chosen = decision.and_then(|decision| first.get(&decision.digest)).filter(|one| one.revision >= highest);
    let best: Vec<usize> = match chosen {
        Some(one) => vec![one.at],
        None => first.values().filter(|one| one.is_final && one.revision == highest).map(|one| one.at).collect(),
    };
    let reason = decision.filter(|_| chosen.is_some()).map(|decision| decision.reason.clone());
    if reason.is_some() {
        settling.used.insert(code.to_owned());
    }
    let counted = if best.len() == 1 { highest } else { 0 };
    for one in first.values().filter(|one| !best.contains(&one.at)) {
        let fate = match (&reason, best.first()) {
            (Some(reason), Some(winner)) if one.revision >= highest => {
                Fate::NotChosen { chosen: settling.name(*winner), reason: reason.clone() }
            }
            _ if !one.is_final => Fate::Draft { counted },
            _ => Fate::Superseded { by: highest },
        };
        settling.put(one.at, fate);
    }
    match best.as_slice() {
        [] => None,
        [winner] => Some(*winner),
        several => {
            let mut several = several.to_vec();
            several.sort_unstable();
            for at in &several {
                let others = several.iter().filter(|other| *other != at);
                let with = others.map(|other| settling.name(*other)).collect();
                settling.put(*at, Fate::Conflict { with });
            }
            let entries: Vec<Arc<Entry>> = several.iter().filter_map(|at| settling.entries.get(*at)).cloned().collect();
            let name = entries.first().map(|entry| name_of(entry)).unwrap_or_default();
            let office = Place { code: code.to_owned(), name };
            settling.conflicts.push(Conflict { office, revision: highest, entries });
            None
        }
    }
}

/// The name of the office that an entry is of.
pub(super) fn name_of(entry: &Entry) -> String {
    match &entry.what {
        What::Submission(received) => received.head.office.name.clone(),
        What::Bundle { head, .. } => head.office.name.clone(),
        _ => String::new(),
    }
}
