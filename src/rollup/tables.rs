//! What counts, as the parts of report tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Arrival, Entry, OfficeState, Part, RollUp, Study};
use crate::formula::PartFacts;
use crate::report::{self, Partials};
use crate::scheme::CompiledScheme;
use crate::workbook::Place;

/// What tables need of submissions, by the digest of the file.
pub type PartialsByFile = BTreeMap<String, Partials>;

/// Tells what tables need of a submission.
pub type PartialsOf<'a> = &'a dyn Fn(&Entry) -> Option<Partials>;

/// The parts of the whole for report tables, in the standing order: one for each office directly below it, those that
/// have not reported too; and the whole's own submission. `None` without a period.
///
/// An office with offices below is one part, whatever number of files it has.
pub fn table_parts(
    scheme: &CompiledScheme,
    rollup: &RollUp,
    partials: &PartialsByFile,
    study: &Study,
) -> Option<(Vec<Partials>, Option<Partials>)> {
    table_parts_by(scheme, rollup, &|entry| partials.get(entry.digest()?).cloned(), study)
}

/// As [`table_parts`], from whatever tells what tables need of a submission: a page works it out when a table asks for it.
pub fn table_parts_by(
    scheme: &CompiledScheme,
    rollup: &RollUp,
    partials: PartialsOf<'_>,
    study: &Study,
) -> Option<(Vec<Partials>, Option<Partials>)> {
    let period = rollup.period?;
    let states: BTreeMap<&str, &OfficeState> =
        rollup.offices.iter().map(|state| (state.office.code.as_str(), state)).collect();
    let of =
        |part: &Part| of_part(scheme, period, part, states.get(part.office.code.as_str()).copied(), partials, study);
    let mut parts: BTreeMap<&str, Partials> =
        rollup.parts.iter().map(|part| (part.office.code.as_str(), of(part))).collect();
    // In the standing order, with those that are missing among them.
    let mut ordered = Vec::new();
    for state in rollup.offices.iter().filter(|state| state.expected || state.arrival.counts()) {
        ordered.push(parts.remove(state.office.code.as_str()).unwrap_or_else(|| {
            let facts = facts(Some(state), None, study);
            let part = report::Part { place: &state.office, book: None, facts, file: "" };
            Partials::of(scheme, &part, period, &[])
        }));
    }
    ordered.extend(parts.into_values());
    let ordered = ordered.into_iter().map(|part| with_before(scheme, rollup, partials, part)).collect();
    Some((ordered, rollup.own.as_deref().and_then(partials)))
}

/// What an office had in the period before: by its file of then, if that was given too, or else by what its file of now
/// carries on. Where of some there is neither, nobody's: ranks among the others would not be those that were published
/// then.
fn with_before(scheme: &CompiledScheme, rollup: &RollUp, partials: PartialsOf<'_>, part: Partials) -> Partials {
    let is_of = |entry: &Entry, code: &str| {
        let own = entry.submission().map(|received| received.head.office.code.as_str());
        own == Some(code) || entry.within.iter().any(|within| within.office.code == code)
    };
    // The whole's own bundle of then holds all that counted then.
    let knows_all = rollup.earlier.iter().any(|entry| is_of(entry, &rollup.office.code));
    let is_unknown = |state: &OfficeState| {
        let lacks = state.expected && !state.arrival.counts();
        lacks && !rollup.earlier.iter().any(|entry| is_of(entry, &state.office.code))
    };
    if !knows_all && rollup.offices.iter().any(is_unknown) {
        return part.without_before();
    }
    let files: Vec<&Arc<Entry>> = rollup.earlier.iter().filter(|entry| is_of(entry, &part.place().code)).collect();
    let then: Vec<Partials> = files.iter().filter_map(|entry| partials(entry)).collect();
    let period = files.first().and_then(|entry| Some(entry.submission()?.head.period));
    match (then.as_slice(), period) {
        ([], _) | (_, None) => part,
        ([one], _) => part.with_before(one),
        (several, Some(period)) => {
            let then = Partials::joined(scheme, part.place(), period, PartFacts::default(), several, None);
            part.with_before(&then)
        }
    }
}

fn of_part(
    scheme: &CompiledScheme,
    period: crate::period::Period,
    part: &Part,
    state: Option<&OfficeState>,
    partials: PartialsOf<'_>,
    study: &Study,
) -> Partials {
    let entry = part.entry.as_deref();
    if let Some(own) = entry.filter(|entry| entry.submission().is_some()).and_then(partials) {
        return own.with_facts(facts(state, entry, study));
    }
    let below: Vec<Partials> =
        part.parts.iter().map(|inner| of_part(scheme, period, inner, None, partials, study)).collect();
    let own = part.own.as_deref().and_then(partials);
    let sum = whole_facts(part, state, study);
    Partials::joined(scheme, &part.office, period, sum, &below, own.as_ref())
}

fn count(truth: bool) -> u32 {
    u32::from(truth)
}

/// How one office reported.
fn facts(state: Option<&OfficeState>, entry: Option<&Entry>, study: &Study) -> PartFacts {
    let audited = entry.and_then(|entry| study.get(entry.digest()?)?.audited.as_ref());
    let of = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let arrival = state.map_or(if entry.is_some() { Arrival::Received } else { Arrival::Missing }, |it| it.arrival);
    PartFacts {
        expected: count(state.is_none_or(|state| state.expected)),
        received: count(arrival.counts()),
        late: count(arrival == Arrival::Late),
        missing: count(!arrival.counts()),
        returned: state.map_or(0, |state| of(state.returned)),
        hard: audited.map_or(0, |audited| of(audited.counts.hard)),
        soft: audited.map_or(0, |audited| of(audited.soft)),
    }
}

/// How the offices below an office reported, as its bundle tells, with what the audit says of their files.
fn whole_facts(part: &Part, state: Option<&OfficeState>, study: &Study) -> PartFacts {
    let mut sum = PartFacts {
        returned: state.map_or(0, |it| u32::try_from(it.returned).unwrap_or(u32::MAX)),
        ..PartFacts::default()
    };
    for entry in part.files() {
        let one = facts(None, Some(entry), study);
        sum.hard = sum.hard.saturating_add(one.hard);
        sum.soft = sum.soft.saturating_add(one.soft);
    }
    let told = part.entry.as_deref().and_then(Entry::bundle).map(|head| head.offices.as_slice()).unwrap_or_default();
    let is = |word: &str, arrivals: &[Arrival]| arrivals.iter().any(|arrival| arrival.key() == word);
    let counted = [Arrival::Received, Arrival::Late, Arrival::Returned];
    for office in told {
        sum.expected = sum.expected.saturating_add(1);
        sum.received = sum.received.saturating_add(count(is(&office.state, &counted)));
        sum.late = sum.late.saturating_add(count(is(&office.state, &[Arrival::Late])));
        sum.missing = sum.missing.saturating_add(count(!is(&office.state, &counted)));
    }
    sum
}

/// The place of the whole.
pub fn whole_place(rollup: &RollUp) -> Place {
    Place { code: rollup.office.code.clone(), name: rollup.office.name.clone() }
}
