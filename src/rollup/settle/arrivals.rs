//! Who has reported, who is late, and what was returned.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::Settling;
use super::resolve::name_of;
use crate::rollup::{Arrival, Entry, Fate, OfficeState, Options, What};
use crate::scheme::{CompiledScheme, Tier, local_time};
use crate::workbook::{Place, ReturnNote};

/// The offices expected, in their order, and then those that handed something in all the same.
pub(super) fn offices(settling: &Settling<'_>) -> Vec<OfficeState> {
    let options = &settling.intake.options;
    let below = |parent: &str| parent.is_empty() || parent == settling.office.code;
    let mut places: Vec<(Place, bool)> =
        options.expected.iter().filter(|one| below(&one.parent)).map(|one| (one.place(), true)).collect();
    // Without a list, that of this office's own bundle tells who was missing when it was made.
    let told = settling.bundles.values().filter_map(|at| settling.entries.get(*at)?.bundle());
    let told = told.filter(|head| options.expected.is_empty() && head.office.code == settling.office.code);
    for office in told.flat_map(|head| &head.offices) {
        if places.iter().all(|(place, _)| place.code != office.office.code) {
            places.push((office.office.clone(), true));
        }
    }
    let known: BTreeSet<String> = places
        .iter()
        .map(|(place, _)| place.code.clone())
        .chain(options.expected.iter().map(|one| one.code.clone()))
        .collect();
    let mut others: BTreeMap<&str, Place> = BTreeMap::new();
    let mut own: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, entry) in settling.entries.iter().enumerate() {
        let Some(code) = code_of(settling, entry) else { continue };
        own.entry(code).or_default().push(at);
        let direct = entry.within.iter().all(|within| within.office.code == settling.office.code);
        if direct && code != settling.office.code && !known.contains(code) {
            others.insert(code, Place { code: code.to_owned(), name: name_of(entry) });
        }
    }
    let expects_all = options.expected.is_empty();
    places.extend(others.into_values().map(|place| {
        let files = own.get(place.code.as_str()).map(Vec::as_slice).unwrap_or_default();
        let expected = expects_all && !is_unexpected(settling, files);
        (place, expected)
    }));
    let returns = returns(settling);
    places
        .into_iter()
        .map(|(place, expected)| {
            let own = own.get(place.code.as_str()).map(Vec::as_slice).unwrap_or_default();
            state(settling, place, expected, own, &returns)
        })
        .collect()
}

/// Whether a file of an office waits for a person's word because nobody expects the office.
fn is_unexpected(settling: &Settling<'_>, own: &[usize]) -> bool {
    let fates = own.iter().filter_map(|at| settling.fates.get(*at)?.as_ref());
    fates.into_iter().any(|fate| matches!(fate, Fate::Unlisted | Fate::Elsewhere { .. }))
}

/// The office of a submission or bundle of this period.
pub(super) fn code_of<'a>(settling: &Settling<'_>, entry: &'a Entry) -> Option<&'a str> {
    let (office, period, demonstration) = match &entry.what {
        What::Submission(received) => (&received.head.office, received.head.period, received.head.demonstration),
        What::Bundle { head, .. } => (&head.office, head.period, head.demonstration),
        _ => return None,
    };
    (Some(period) == settling.period && demonstration == settling.demonstration).then_some(office.code.as_str())
}

fn state(
    settling: &Settling<'_>,
    office: Place,
    expected: bool,
    own: &[usize],
    returns: &[Arc<ReturnNote>],
) -> OfficeState {
    let counted = settling.winners.get(&office.code).and_then(|at| settling.entries.get(*at));
    let entries = own.iter().filter_map(|at| settling.entries.get(*at));
    let files: BTreeSet<&str> = entries.filter_map(|entry| entry.digest()).collect();
    let notes = returns.iter().filter(|note| note.office.code == office.code);
    let is_returned = |entry: &Entry| notes.clone().any(|note| Some(note.submission.as_str()) == entry.digest());
    let in_conflict =
        is_unexpected(settling, own) || settling.conflicts.iter().any(|conflict| conflict.office.code == office.code);
    let arrival = match counted {
        Some(entry) if is_returned(entry) => Arrival::Returned,
        Some(entry) if is_late(entry, &settling.intake.options) => Arrival::Late,
        Some(_) => Arrival::Received,
        None if in_conflict => Arrival::Conflict,
        None if files.is_empty() => Arrival::Missing,
        None => Arrival::DraftOnly,
    };
    OfficeState {
        returned: notes.clone().count(),
        files: files.len(),
        counted: counted.cloned(),
        office,
        expected,
        arrival,
    }
}

/// Return notes about this period, from files and from bundles that count, each once.
pub(super) fn returns(settling: &Settling<'_>) -> Vec<Arc<ReturnNote>> {
    let mut all: Vec<Arc<ReturnNote>> = Vec::new();
    let loose = settling.entries.iter().filter_map(|entry| match &entry.what {
        What::Return(note) => Some(Arc::clone(note)),
        _ => None,
    });
    let heads = settling.bundles.values().filter_map(|at| settling.entries.get(*at)?.bundle());
    for note in loose.chain(heads.flat_map(|head| head.returns.iter().cloned().map(Arc::new))) {
        let fits = Some(note.period) == settling.period && note.demonstration == settling.demonstration;
        if fits && !all.contains(&note) {
            all.push(note);
        }
    }
    all
}

/// Whether a file was written after the time when it was due. A time that cannot be read makes nobody late.
fn is_late(entry: &Entry, options: &Options) -> bool {
    let (at, period, office) = match &entry.what {
        What::Submission(received) => {
            let head = &received.head;
            (&head.signed.at, head.period, &head.office.code)
        }
        What::Bundle { head, .. } => (&head.signed.at, head.period, &head.office.code),
        _ => return false,
    };
    if let Some(due) = &options.due {
        let time = |text: &str| -> Option<DateTime<FixedOffset>> { DateTime::parse_from_rfc3339(text).ok() };
        return matches!((time(at), time(due)), (Some(at), Some(due)) if at > due);
    }
    let late = |scheme: &CompiledScheme| scheme.late(period, Tier::of(office), local_time(at)?);
    options.scheme.as_deref().and_then(late).is_some()
}
