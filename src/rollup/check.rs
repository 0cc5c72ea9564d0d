//! What can be seen only in many files at once.

use std::collections::hash_map::Entry as MapEntry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use super::{Entry, Level, LevelMiss, RollUp, Study};
use crate::exchange::Head;
use crate::ids::FormId;
use crate::message::rollup as say;
use crate::number::Decimal;
use crate::scheme::{CompiledScheme, Scheme, Severity};
use crate::workbook::Place;

/// Something to be looked into by the office above; it keeps no file from counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeFinding {
    /// Which check.
    pub check: Check,
    /// How serious.
    pub severity: Severity,
    /// The offices concerned.
    pub offices: Vec<Place>,
    /// What is wrong, where, and what to do.
    pub message: String,
}

/// The checks of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// One unit in the files of two offices.
    TwiceReported,
    /// The same values or growth at many units of several offices (雷同).
    ///
    /// # Source
    /// domain.md R093.
    Alike,
    /// One filler or telephone for many units of several offices.
    ///
    /// # Source
    /// domain.md R094.
    OnePerson,
    /// A bundle's figures are not those of its files.
    ///
    /// # Source
    /// domain.md R096.
    BundleFigures,
    /// Parts + difference is not the whole.
    Level,
    /// A waiver travels in a file that the office above has not granted.
    Waiver,
}

impl Check {
    /// The short name for scripts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TwiceReported => "unit-twice",
            Self::Alike => "alike",
            Self::OnePerson => "one-person",
            Self::BundleFigures => "bundle-figures",
            Self::Level => "level",
            Self::Waiver => "waiver",
        }
    }

    /// The name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::TwiceReported => "单位重复",
            Self::Alike => "跨单位雷同",
            Self::OnePerson => "一人填报多家",
            Self::BundleFigures => "汇总数与文件不符",
            Self::Level => "节点检查",
            Self::Waiver => "特批未见",
        }
    }
}

/// Looks at all files that count together.
pub fn whole_findings(scheme: &CompiledScheme, rollup: &RollUp, study: &Study, level: &Level) -> Vec<WholeFinding> {
    let files: Vec<(&Head, &super::Facts)> = rollup
        .files()
        .into_iter()
        .filter_map(|entry: &std::sync::Arc<Entry>| {
            let received = entry.submission()?;
            Some((received.head.as_ref(), study.get(&received.head.digest)?.as_ref()))
        })
        .collect();
    let mut all = twice_reported(scheme, &files);
    all.extend(alike(scheme, &files));
    all.extend(one_person(scheme, &files));
    all.extend(level_misses(scheme, level));
    all.extend(unknown_waivers(rollup, &files));
    all
}

type Files<'a> = [(&'a Head, &'a super::Facts)];

fn place(head: &Head) -> Place {
    Place { code: head.office.code.clone(), name: head.office.name.clone() }
}

/// The offices at these positions, each once, in order. Those of one name, as every county has its 城关镇, are told apart
/// by the name of the office above.
fn places(files: &Files<'_>, at: impl IntoIterator<Item = usize>) -> Vec<Place> {
    let at: BTreeSet<usize> = at.into_iter().collect();
    let heads: Vec<&Head> = at.into_iter().filter_map(|at| files.get(at)).map(|(head, _)| *head).collect();
    let is_shared = |name: &str| heads.iter().filter(|head| head.office.name == name).count() > 1;
    heads
        .iter()
        .map(|head| {
            let Place { code, name } = place(head);
            let above = head.office.parents.first().filter(|_| is_shared(&name));
            let name = above.map_or_else(|| name.clone(), |above| format!("{}{name}", above.name));
            Place { code, name }
        })
        .collect()
}

/// Of a hundred thousand hardly any stands in two files, so those are found first and only they are looked at again:
/// gives what is in several files.
fn in_several<K: Eq + Hash>(all: impl Iterator<Item = (K, usize)>) -> HashSet<K> {
    let mut first: HashMap<K, usize> = HashMap::new();
    let mut several = HashSet::new();
    for (key, at) in all {
        match first.entry(key) {
            MapEntry::Vacant(place) => drop(place.insert(at)),
            MapEntry::Occupied(place) if *place.get() == at => {}
            MapEntry::Occupied(place) => drop(several.insert(place.remove_entry().0)),
        }
    }
    several
}

fn twice_reported(scheme: &Scheme, files: &Files<'_>) -> Vec<WholeFinding> {
    let all = || {
        let files = files.iter().enumerate();
        files.flat_map(|(at, (_, facts))| facts.members.iter().map(move |member| (at, member)))
    };
    let several = in_several(all().map(|(at, member)| ((member.form, &*member.identity), at)));
    let mut seen: BTreeMap<(FormId, &str), Vec<(usize, &str)>> = BTreeMap::new();
    for (at, member) in all() {
        let key = (member.form, &*member.identity);
        if several.contains(&key) {
            seen.entry(key).or_default().push((at, &member.title));
        }
    }
    seen.into_iter()
        .map(|((form, identity), at)| {
            let offices = places(files, at.iter().map(|(file, _)| *file));
            let title = at.first().map(|(_, title)| *title).unwrap_or_default();
            let message = say::twice_reported(&scheme[form].label, title, identity, &offices);
            WholeFinding { check: Check::TwiceReported, severity: Severity::Hard, offices, message }
        })
        .collect()
}

/// A number or share from the settings of the scheme.
fn setting(scheme: &Scheme, key: &str, otherwise: Decimal) -> Decimal {
    let Some(setting) = scheme.setting(key) else { return otherwise };
    let (digits, percent) = match setting.value.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (setting.value.as_str(), false),
    };
    let number = crate::number::read(digits).ok().map(|read| read.value);
    let number =
        number.and_then(|number| if percent { number.checked_div(Decimal::ONE_HUNDRED) } else { Some(number) });
    number.unwrap_or(otherwise)
}

/// What makes records alike. The numbers are without zeros at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Same {
    Month(Decimal),
    Growth(Decimal),
}

impl Same {
    /// A small number that is the same for what is the same.
    fn bucket(self, form: FormId) -> usize {
        let (kind, number) = match self {
            Self::Month(number) => (0, number),
            Self::Growth(number) => (1, number),
        };
        // The low half of a number tells enough; Knuth's multiplier spreads it, and the high bits are the good ones.
        let low = u64::try_from(number.mantissa() & i128::from(u32::MAX)).unwrap_or_default();
        let rest = u64::from(number.scale()) << 1 | kind;
        let all = (low ^ rest << 40).wrapping_add((form.index() as u64) << 48);
        usize::try_from(all.wrapping_mul(6_364_136_223_846_793_005) >> 48).unwrap_or_default()
    }
}

fn alike(scheme: &Scheme, files: &Files<'_>) -> Vec<WholeFinding> {
    let fewest = setting(scheme, "same_units", Decimal::from(3));
    let share = setting(scheme, "same_share", Decimal::new(5, 2));
    let mut records: BTreeMap<FormId, u32> = BTreeMap::new();
    let all = || {
        let mains =
            files.iter().enumerate().flat_map(|(at, (_, facts))| facts.mains.iter().map(move |main| (at, main)));
        mains.flat_map(|(at, main)| {
            let what = [Some(Same::Month(main.month)), main.growth.map(Same::Growth)];
            what.into_iter().flatten().map(move |what| (at, main, (main.form, what)))
        })
    };
    // Of a hundred thousand records few are alike: first they are counted roughly, and only those are looked at.
    let mut counts = vec![0_u32; 1 << 16];
    for (_, main, (form, what)) in all() {
        if matches!(what, Same::Month(_)) {
            *records.entry(main.form).or_default() += 1;
        }
        if let Some(count) = counts.get_mut(what.bucket(form)) {
            *count += 1;
        }
    }
    let limit = |form: FormId| {
        let of_form = Decimal::from(records.get(&form).copied().unwrap_or_default());
        Some(fewest.max(of_form.checked_mul(share)?))
    };
    let limits: BTreeMap<FormId, Decimal> = records.keys().filter_map(|form| Some((*form, limit(*form)?))).collect();
    let is_many = |form: FormId, count: usize| limits.get(&form).is_some_and(|limit| Decimal::from(count) >= *limit);
    let mut same: BTreeMap<(FormId, Same), Vec<(usize, &str)>> = BTreeMap::new();
    for (at, main, (form, what)) in all() {
        if counts.get(what.bucket(form)).is_some_and(|count| is_many(form, *count as usize)) {
            same.entry((form, what)).or_default().push((at, &main.title));
        }
    }
    same.into_iter()
        .filter(|((form, _), at)| is_many(*form, at.len()))
        .filter_map(|((form, what), at)| {
            let offices = places(files, at.iter().map(|(file, _)| *file));
            // Those of one office its own audit finds.
            if offices.len() < 2 {
                return None;
            }
            let titles: Vec<&str> = at.iter().map(|(_, title)| *title).collect();
            let (month, growth) = match what {
                Same::Month(month) => (Some(month), None),
                Same::Growth(growth) => (None, Some(growth)),
            };
            let main = scheme[form].periodic().and_then(|periodic| periodic.main);
            let field = main.map(|main| &scheme[form][main]);
            let message = say::alike(&scheme[form].label, field, month, growth, &titles, &offices);
            Some(WholeFinding { check: Check::Alike, severity: Severity::Hint, offices, message })
        })
        .collect()
}

fn one_person(scheme: &Scheme, files: &Files<'_>) -> Vec<WholeFinding> {
    let most = setting(scheme, "shared_filler", Decimal::from(5));
    let all = || {
        let files = files.iter().enumerate();
        files.flat_map(|(at, (_, facts))| facts.people.iter().map(move |(person, units)| (at, person.as_str(), *units)))
    };
    let several = in_several(all().map(|(at, person, _)| (person, at)));
    let mut seen: BTreeMap<&str, (u32, Vec<usize>)> = BTreeMap::new();
    for (at, person, units) in all().filter(|(_, person, _)| several.contains(person)) {
        let own = seen.entry(person).or_default();
        own.0 = own.0.saturating_add(units);
        own.1.push(at);
    }
    // Who signs for several offices does not know any of them.
    let mut signers: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, (head, _)) in files.iter().enumerate() {
        let own = &head.signed.signers;
        for said in [&own.filler, &own.phone].into_iter().filter(|said| !said.trim().is_empty()) {
            signers.entry(said.trim()).or_default().insert(at);
        }
    }
    let units = seen.into_iter().filter(|(_, (units, _))| Decimal::from(*units) > most);
    let units = units.map(|(person, (units, at))| {
        let offices = places(files, at);
        let message = say::one_person(person, units, &offices);
        WholeFinding { check: Check::OnePerson, severity: Severity::Hint, offices, message }
    });
    let signers = signers.into_iter().filter(|(_, at)| at.len() > 1).map(|(person, at)| {
        let offices = places(files, at);
        let message = say::one_signer(person, &offices);
        WholeFinding { check: Check::OnePerson, severity: Severity::Hint, offices, message }
    });
    units.chain(signers).collect()
}

/// Waivers in the name of this office that are not among those that it has.
fn unknown_waivers(rollup: &RollUp, files: &Files<'_>) -> Vec<WholeFinding> {
    let of_file = |(head, _): &(&Head, &super::Facts)| {
        let office = place(head);
        let claimed = head.waivers.iter().filter(|waiver| waiver.from.code == rollup.office.code);
        let unknown = claimed.filter(|waiver| !rollup.waivers.contains(waiver));
        unknown.map(|waiver| (office.clone(), say::unknown_waiver(&office, waiver))).collect::<Vec<_>>()
    };
    let found = files.iter().flat_map(of_file);
    found
        .map(|(office, message)| WholeFinding {
            check: Check::Waiver,
            severity: Severity::Hard,
            offices: vec![office],
            message,
        })
        .collect()
}

/// Columns of one level that do not agree which are told one by one; the rest is counted.
const MOST_MISSES: usize = 10;

fn level_misses(scheme: &Scheme, level: &Level) -> Vec<WholeFinding> {
    let mut all = Vec::new();
    for level in level.all() {
        let of_bundle = |miss: &LevelMiss| miss.from == super::WholeFrom::Bundle;
        for (check, is_bundle) in [(Check::Level, false), (Check::BundleFigures, true)] {
            let finding = |message: String| WholeFinding {
                check,
                severity: Severity::Hard,
                offices: vec![level.office.clone()],
                message,
            };
            let misses: Vec<&LevelMiss> = level.misses.iter().filter(|miss| of_bundle(miss) == is_bundle).collect();
            let told = misses.iter().take(MOST_MISSES);
            all.extend(told.map(|miss| finding(say::level_miss(scheme, &level.office, miss))));
            if misses.len() > MOST_MISSES {
                all.push(finding(say::more_misses(&level.office, misses.len() - MOST_MISSES)));
            }
        }
    }
    all
}
