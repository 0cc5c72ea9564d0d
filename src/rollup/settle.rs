//! What becomes of every file, every office and every decision.

mod about;
mod arrivals;
mod resolve;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::resolve::{Candidate, resolve};
use super::{Entry, Fate, Intake, OfficeState, Part, Role, What};
use crate::exchange::{BundleHead, Decision, DifferenceEntry, Status};
use crate::period::{January, Period};
use crate::workbook::{Office, Place, ReturnNote, Waiver};

/// The whole: what came in, what counts, and what is to be done.
#[derive(Clone, Debug, Default)]
pub struct RollUp {
    /// Whose it is; without code and name when neither was said and no file names an office above.
    pub office: Office,
    /// The period; `None` when nothing came in that has one.
    pub period: Option<Period>,
    /// Whether it is all of the demonstration.
    pub demonstration: bool,
    /// Every file in the order in which it came, with what was done with it.
    pub fates: Vec<(Arc<Entry>, Fate)>,
    /// What counts, in the standing order of the offices.
    pub parts: Vec<Part>,
    /// The submission of the whole itself.
    pub own: Option<Arc<Entry>>,
    /// The offices expected, and then others that handed something in.
    pub offices: Vec<OfficeState>,
    /// What a person has to decide.
    pub conflicts: Vec<Conflict>,
    /// The decisions that hold.
    pub decisions: Vec<Decision>,
    /// Decisions that no longer hold: their file is not there, or a higher final revision has come.
    pub void_decisions: Vec<Decision>,
    /// Waivers of the period that came in and were not taken back, each once.
    pub waivers: Vec<Waiver>,
    /// The difference table of the whole.
    pub differences: Vec<DifferenceEntry>,
    /// Return notes that came in or were in the whole's own earlier bundle, each once.
    pub returns: Vec<Arc<ReturnNote>>,
    /// The submissions of the period before, of each office the highest final revision.
    pub earlier: Vec<Arc<Entry>>,
    /// The whole's own earlier bundle, if it was among the files.
    pub before: Option<Arc<BundleHead>>,
}

/// Files of which one has to be chosen.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Whose they are.
    pub office: Place,
    /// The revision that they claim.
    pub revision: u32,
    /// The files; or bundles.
    pub entries: Vec<Arc<Entry>>,
}

/// What is being settled.
struct Settling<'a> {
    intake: &'a Intake,
    entries: &'a [Arc<Entry>],
    fates: Vec<Option<Fate>>,
    office: Office,
    period: Option<Period>,
    demonstration: bool,
    /// Decisions by office: those of the intake before those of bundles.
    decisions: BTreeMap<String, Decision>,
    used: BTreeSet<String>,
    conflicts: Vec<Conflict>,
    /// Bundles that count, by their digest.
    bundles: BTreeMap<String, usize>,
    /// Digests of bundles of the period before.
    earlier: BTreeSet<String>,
    /// What counts, by code of the office: a file, a bundle.
    winners: BTreeMap<String, usize>,
    /// Own submissions that count, by code of the office.
    owns: BTreeMap<String, usize>,
}

/// Whether a period is the one before, whether or not January is reported by itself.
fn is_before(period: Period, wanted: Period) -> bool {
    [January::Exempt, January::Reported].iter().any(|january| wanted.previous(*january) == Some(period))
}

/// Bundles within bundles that are followed upwards: more than any administration has.
const DEEPEST: usize = 12;

/// The office that a submission or bundle is of.
fn office_of(entry: &Entry) -> Option<&Office> {
    match &entry.what {
        What::Submission(received) => Some(&received.head.office),
        What::Bundle { head, .. } => Some(&head.office),
        _ => None,
    }
}

/// Whether a file is no draft.
fn is_final(entry: &Entry) -> bool {
    entry.submission().is_none_or(|received| received.head.status == Status::Final)
}

pub(super) fn settle(intake: &Intake) -> RollUp {
    let entries = intake.entries();
    let (period, demonstration) = about::period(intake);
    let office = about::office(intake, period, demonstration);
    let mut settling = Settling {
        intake,
        entries,
        fates: vec![None; entries.len()],
        office,
        period,
        demonstration,
        decisions: BTreeMap::new(),
        used: BTreeSet::new(),
        conflicts: Vec::new(),
        bundles: BTreeMap::new(),
        earlier: BTreeSet::new(),
        winners: BTreeMap::new(),
        owns: BTreeMap::new(),
    };
    for decision in intake.decisions.iter().filter(|decision| Some(decision.period) == period) {
        settling.decisions.insert(decision.office.clone(), decision.clone());
    }
    settling.others();
    settling.bundles();
    settling.submissions();
    settling.finish()
}

impl Settling<'_> {
    /// Files that are neither submissions nor bundles.
    fn others(&mut self) {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for (entry, fate) in self.entries.iter().zip(&mut self.fates) {
            // Of several waivers it is enough that one is about this period.
            let other = |mut found: Vec<Period>| {
                let wanted = self.period.filter(|wanted| !found.contains(wanted))?;
                Some(Fate::OtherNote { found: found.pop()?, wanted })
            };
            let own = match &entry.what {
                What::Return(note) => other(vec![note.period]).unwrap_or(Fate::Returned),
                What::Waivers { waivers, .. } => {
                    let periods = waivers.iter().map(|waiver| waiver.period).collect();
                    other(periods).unwrap_or(Fate::Waivers { count: waivers.len() })
                }
                What::Refused(error) => {
                    *fate = Some(Fate::Refused(error.clone()));
                    continue;
                }
                What::Submission(_) | What::Bundle { .. } => continue,
            };
            let first = entry.digest().and_then(|digest| seen.insert(digest, &entry.name));
            *fate = Some(first.map_or(own, |of| Fate::Duplicate { of: of.to_owned() }));
        }
    }

    /// Period and demonstration, and whether the bundles that it stands in count.
    fn misfit(&self, entry: &Entry, period: Period, demonstration: bool) -> Option<Fate> {
        let is_earlier = entry.within.iter().any(|within| self.earlier.contains(&within.digest));
        // The same bundle may stand in several places; what counts is in the one that counts.
        let is_that = |other: &Entry, at: usize| {
            let digests = |entry: &Entry| entry.within.iter().map(|within| within.digest.clone()).collect::<Vec<_>>();
            other.bundle().is_some_and(|head| Some(&head.digest) == entry.within.get(at).map(|own| &own.digest))
                && digests(other) == digests(entry).get(..at).unwrap_or_default()
        };
        for (at, within) in entry.within.iter().enumerate() {
            let counted = self.bundles.get(&within.digest).and_then(|counted| self.entries.get(*counted));
            if !counted.is_some_and(|counted| is_that(counted, at)) && !self.earlier.contains(&within.digest) {
                let bundle = self.entries.iter().find(|other| is_that(other, at));
                return Some(Fate::WithBundle { bundle: bundle.map(|it| it.name.clone()).unwrap_or_default() });
            }
        }
        match self.period {
            _ if demonstration != self.demonstration => Some(Fate::Demonstration { file: demonstration }),
            Some(wanted) if is_before(period, wanted) && is_final(entry) => {
                Some(Fate::Earlier { found: period, lacks: None })
            }
            Some(wanted) if wanted != period => Some(Fate::OtherPeriod { found: period, wanted }),
            // A file of this period in a bundle of the last one cannot be.
            Some(wanted) if is_earlier => Some(Fate::OtherPeriod { found: period, wanted }),
            _ => None,
        }
    }

    /// Why an office directly below the whole does not count by itself: nobody expects it, or, without a list of those
    /// expected, it says to be below another one.
    fn unexpected(&self, entry: &Entry, office: &Office, digest: &str) -> Option<Fate> {
        let code = office.code.as_str();
        let direct = entry.within.iter().all(|within| within.office.code == self.office.code);
        let decided = self.decisions.get(code).is_some_and(|decision| decision.digest == digest);
        if !direct || decided || code == self.office.code {
            return None;
        }
        let expected = &self.intake.options.expected;
        if !expected.is_empty() {
            return expected.iter().all(|one| one.code != code).then_some(Fate::Unlisted);
        }
        let is_here = |place: &Place| place.code == self.office.code;
        let above = office.parents.first().filter(|_| !self.office.code.is_empty())?;
        let elsewhere = || Fate::Elsewhere { above: above.name.clone(), here: self.office.name.clone() };
        (!office.parents.iter().any(is_here)).then(elsewhere)
    }

    /// Outer bundles first: what an inner one is worth depends on them.
    fn bundles(&mut self) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if let Some(head) = entry.bundle() {
                groups.entry(head.office.code.clone()).or_default().push(at);
            }
        }
        let mut seen = BTreeSet::new();
        for code in groups.keys() {
            self.bundles_of(code, &groups, &mut seen);
        }
    }

    /// The bundles of one office, wherever they stand: of all of them one counts.
    fn bundles_of(&mut self, code: &str, groups: &BTreeMap<String, Vec<usize>>, seen: &mut BTreeSet<String>) {
        let Some(group) = groups.get(code).filter(|_| seen.insert(code.to_owned())) else { return };
        let entries = self.entries;
        let entries_of = || group.iter().filter_map(|at| Some((*at, entries.get(*at)?)));
        for (_, entry) in entries_of() {
            for within in &entry.within {
                self.bundles_of(&within.office.code, groups, seen);
            }
        }
        let mut candidates = Vec::new();
        for (at, entry) in entries_of() {
            let Some(head) = entry.bundle() else { continue };
            let misfit = self.misfit(entry, head.period, head.demonstration);
            if let Some(fate) = misfit.or_else(|| self.unexpected(entry, &head.office, &head.digest)) {
                if matches!(fate, Fate::Earlier { .. }) {
                    self.earlier.insert(head.digest.clone());
                }
                self.put(at, fate);
                continue;
            }
            candidates.push(Candidate { at, revision: head.revision, is_final: true });
        }
        // Of the same one twice, that which tells where it belongs.
        candidates.sort_by_key(|one| std::cmp::Reverse(entries.get(one.at).map_or(0, |entry| entry.within.len())));
        let Some(winner) = resolve(self, code, &candidates) else { return };
        let Some(What::Bundle { head, files }) = entries.get(winner).map(|entry| &entry.what) else { return };
        self.put(winner, Fate::Opened { files: *files });
        self.bundles.insert(head.digest.clone(), winner);
        if code != self.office.code {
            self.winners.insert(code.to_owned(), winner);
        }
        let is_withdrawn = |decision: &Decision| {
            let word = (decision.office.clone(), decision.period);
            code == self.office.code && self.intake.withdrawn.contains(&word)
        };
        let holds = |decision: &&Decision| Some(decision.period) == self.period && !is_withdrawn(decision);
        let held: Vec<Decision> = head.decisions.iter().filter(holds).cloned().collect();
        for decision in held {
            self.decisions.entry(decision.office.clone()).or_insert(decision);
        }
    }

    fn submissions(&mut self) {
        let above: BTreeSet<String> = self
            .bundles
            .values()
            .filter_map(|at| Some(self.entries.get(*at)?.bundle()?.office.code.clone()))
            .chain(Some(self.office.code.clone()).filter(|code| !code.is_empty()))
            .collect();
        let mut groups: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let Some(received) = entry.submission() else { continue };
            let head = &received.head;
            let code = &head.office.code;
            let is_own = entry.role == Role::Own || above.contains(code);
            let misfit = self.misfit(entry, head.period, head.demonstration);
            let unexpected = || self.unexpected(entry, &head.office, &head.digest).filter(|_| !is_own);
            if let Some(fate) = misfit.or_else(unexpected) {
                self.put(at, fate);
                continue;
            }
            groups.entry(code.clone()).or_default().push(Candidate {
                at,
                revision: head.revision,
                is_final: head.status == Status::Final,
            });
        }
        for (code, candidates) in groups {
            let Some(winner) = resolve(self, &code, &candidates) else { continue };
            if above.contains(&code) {
                self.put(winner, Fate::Own);
                self.owns.insert(code, winner);
            } else {
                let decided = self.used.contains(&code);
                self.put(winner, Fate::Taken { decided });
                self.winners.insert(code, winner);
            }
        }
    }

    fn put(&mut self, at: usize, fate: Fate) {
        if let Some(place) = self.fates.get_mut(at) {
            *place = Some(fate);
        }
    }

    fn name(&self, at: usize) -> String {
        self.entries.get(at).map(|entry| entry.name.clone()).unwrap_or_default()
    }

    /// The offices above an entry, below the whole: those of the bundles that it stands in, or else where another file of
    /// its office stands, or below a bundle of an office that it says to be above it.
    fn place_of(&self, at: usize) -> Vec<Place> {
        self.place_within(at, 0)
    }

    fn place_within(&self, at: usize, depth: usize) -> Vec<Place> {
        let Some(entry) = self.entries.get(at).filter(|_| depth < DEEPEST) else { return Vec::new() };
        let under = |bundle: usize| {
            let head = self.entries.get(bundle)?.bundle()?;
            if head.office.code == self.office.code {
                return Some(Vec::new());
            }
            let mut path = self.place_within(bundle, depth + 1);
            path.push(Place { code: head.office.code.clone(), name: head.office.name.clone() });
            Some(path)
        };
        if let Some(within) = entry.within.last() {
            return self.bundles.get(&within.digest).and_then(|at| under(*at)).unwrap_or_default();
        }
        let Some(office) = office_of(entry) else { return Vec::new() };
        let elsewhere = self.entries.iter().filter_map(|other| {
            // Its own submission stands in its own bundle, which says nothing.
            let within = other.within.last().filter(|within| within.office.code != office.code)?;
            let is_same = office_of(other).is_some_and(|own| own.code == office.code);
            under(*self.bundles.get(&within.digest).filter(|_| is_same)?)
        });
        let said = || office.parents.iter().find_map(|parent| under(*self.winners.get(&parent.code)?));
        elsewhere.into_iter().find(|path| !path.is_empty()).or_else(said).unwrap_or_default()
    }

    fn finish(mut self) -> RollUp {
        let parts = self.tree();
        let offices = arrivals::offices(&self);
        let own = self.owns.get(&self.office.code).and_then(|at| self.entries.get(*at)).cloned();
        let before = self.bundles.values().filter_map(|at| self.entries.get(*at)?.bundle());
        let before =
            before.filter(|head| head.office.code == self.office.code).max_by_key(|head| head.revision).cloned();
        let heads = || self.bundles.values().filter_map(|at| self.entries.get(*at)?.bundle());
        let mut waivers: Vec<Waiver> = Vec::new();
        let from_files = self.entries.iter().flat_map(|entry| match &entry.what {
            What::Waivers { waivers, .. } => waivers.to_vec(),
            _ => Vec::new(),
        });
        for waiver in from_files.chain(heads().flat_map(|head| head.waivers.clone())) {
            let holds = Some(waiver.period) == self.period && !self.intake.revoked.contains(&waiver);
            if holds && !waivers.contains(&waiver) {
                waivers.push(waiver);
            }
        }
        let differences = self.intake.differences.clone();
        let differences =
            differences.or_else(|| before.as_ref().map(|head| head.differences.clone())).unwrap_or_default();
        let earlier = self.earlier();
        let returns = arrivals::returns(&self);
        let (decisions, void_decisions) =
            std::mem::take(&mut self.decisions).into_values().partition(|one| self.used.contains(&one.office));
        let fates = self.entries.iter().cloned().zip(self.fates.into_iter().map(|fate| fate.unwrap_or(Fate::Unlisted)));
        RollUp {
            office: self.office,
            period: self.period,
            demonstration: self.demonstration,
            fates: fates.collect(),
            parts,
            own,
            offices,
            conflicts: self.conflicts,
            decisions,
            void_decisions,
            waivers,
            differences,
            returns,
            earlier,
            before,
        }
    }

    /// Of each office the file of the period before that counted then. Says of those of offices that sent nothing else
    /// that they did.
    fn earlier(&mut self) -> Vec<Arc<Entry>> {
        let own: BTreeSet<&str> = self.entries.iter().filter_map(|entry| arrivals::code_of(self, entry)).collect();
        let lacking = |entry: &Entry| entry.submission().is_some_and(|it| !own.contains(it.head.office.code.as_str()));
        let lacking: Vec<bool> = self.entries.iter().map(|entry| lacking(entry)).collect();
        for (fate, is_lacking) in self.fates.iter_mut().zip(lacking) {
            if let Some(Fate::Earlier { lacks, .. }) = fate {
                *lacks = self.period.filter(|_| is_lacking);
            }
        }
        let mut best: BTreeMap<&str, &Arc<Entry>> = BTreeMap::new();
        for (entry, fate) in self.entries.iter().zip(&self.fates) {
            let (Some(received), Some(Fate::Earlier { .. })) = (entry.submission(), fate) else { continue };
            let known = best.entry(&received.head.office.code).or_insert(entry);
            if known.revision() < entry.revision() {
                *known = entry;
            }
        }
        best.into_values().cloned().collect()
    }

    fn tree(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for (code, at) in &self.winners {
            let Some(entry) = self.entries.get(*at) else { continue };
            let office = match &entry.what {
                What::Bundle { head, .. } => &head.office,
                What::Submission(received) => &received.head.office,
                _ => continue,
            };
            let is_bundle = entry.bundle().is_some();
            let mut path = self.place_of(*at);
            path.push(Place { code: code.clone(), name: office.name.clone() });
            if let Some(part) = Part::at(&mut parts, &path) {
                part.entry = Some(Arc::clone(entry));
                part.own = self.owns.get(code).filter(|_| is_bundle).and_then(|at| self.entries.get(*at)).cloned();
            }
        }
        let expected = &self.intake.options.expected;
        let rank: BTreeMap<&str, usize> =
            expected.iter().enumerate().map(|(at, one)| (one.code.as_str(), at)).collect();
        Part::sort(&mut parts, &|code| rank.get(code).copied().unwrap_or(usize::MAX));
        parts
    }
}
