//! What is kept in this browser: the list of works, and reading one back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sishang::period::Period;
use sishang::scheme::Scheme;
use sishang::workbook::{About, JournalError, Snapshot, StoredChange, Workbook};

/// What the list says of a work without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WorkMeta {
    /// Identity in the store. Two copies of one work (one was opened from a file) have two.
    pub id: String,
    /// Name of the office.
    pub office: String,
    /// Its code.
    pub code: String,
    /// The period.
    pub period: Period,
    /// True for a demonstration.
    #[serde(default)]
    pub demonstration: bool,
    /// The last change, in local time.
    pub updated_at: String,
    /// Number of the last change.
    pub seq: u64,
    /// The last file written, in local time.
    #[serde(default)]
    pub file_at: Option<String>,
    /// Number of the last change in that file.
    #[serde(default)]
    pub file_seq: u64,
}

impl WorkMeta {
    /// Of a work that is just begun or opened.
    pub(crate) fn of(id: &str, about: &About, at: &str) -> Self {
        Self {
            id: id.to_owned(),
            office: about.office.name.clone(),
            code: about.office.code.clone(),
            period: about.period,
            demonstration: about.demonstration,
            updated_at: at.to_owned(),
            seq: 0,
            file_at: None,
            file_seq: 0,
        }
    }

    /// How many changes no file has.
    pub(crate) fn since_file(&self) -> u64 {
        self.seq.saturating_sub(self.file_seq)
    }
}

/// A work in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Identity in the store.
    pub id: String,
    /// What is said of it; `None` when that cannot be read.
    pub meta: Option<WorkMeta>,
}

/// The works kept in this browser.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Shelf {
    /// Not listed yet.
    #[default]
    Unknown,
    /// All of them, the last touched first.
    Listed(Arc<[Found]>),
}

impl Shelf {
    /// The list in its order: real work before demonstrations, the last touched first.
    pub(crate) fn listed(mut works: Vec<Found>) -> Self {
        works.sort_by(|a, b| {
            let rank = |found: &Found| found.meta.as_ref().is_some_and(|meta| meta.demonstration);
            let at = |found: &Found| found.meta.as_ref().map(|meta| meta.updated_at.clone());
            rank(a).cmp(&rank(b)).then_with(|| at(b).cmp(&at(a)))
        });
        Self::Listed(works.into())
    }

    /// What there is.
    pub(crate) fn works(&self) -> &[Found] {
        match self {
            Self::Unknown => &[],
            Self::Listed(works) => works,
        }
    }
}

/// A work as it lies in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    /// Its entry in the list.
    pub found: Found,
    /// The snapshot's JSON.
    pub snapshot: String,
    /// The last change that the snapshot holds.
    pub seq: u64,
    /// The changes since, with their numbers.
    pub entries: Vec<(u64, String)>,
}

/// A work read back.
#[derive(Debug)]
pub(crate) struct Recovered {
    /// The work.
    pub book: Workbook,
    /// What the list says of it.
    pub meta: WorkMeta,
    /// Entries of the journal that could not be read, as they are.
    pub damaged: Vec<(u64, String)>,
    /// How many numbers of changes are missing from the journal.
    pub missing: u64,
    /// The last change that the snapshot holds.
    pub snapshot_seq: u64,
}

/// Reads a work back: its snapshot, then every change after it that can be read.
///
/// A change states the text of its cells whole, so those after a damaged one still hold and are kept.
pub(crate) fn recover(scheme: &Scheme, stored: Stored, at: &str) -> Result<Recovered, JournalError> {
    let mut book = Snapshot::from_json(&stored.snapshot)?.load(scheme);
    let mut meta = stored.found.meta.unwrap_or_else(|| WorkMeta::of(&stored.found.id, &book.about, at));
    let (mut damaged, mut missing) = (Vec::new(), 0);
    let mut last = stored.seq;
    for (seq, json) in stored.entries {
        if seq <= stored.seq {
            continue;
        }
        missing += seq.saturating_sub(last + 1);
        last = seq;
        match StoredChange::from_json(&json) {
            Ok(change) => {
                book = book.after(scheme, &change.load(scheme)).0;
            }
            Err(_) => damaged.push((seq, json)),
        }
    }
    meta.seq = last;
    Ok(Recovered { book, meta, damaged, missing, snapshot_seq: stored.seq })
}
