//! A realistic county, made from a seed: 12 offices, 300 units, 60 projects, any two months and the bases of last year.
//!
//! The townships and their codes are those of a real county (温县, 410825), and the development zone has a code of the
//! county's own; every enterprise, person, address, telephone number, credit code and figure is invented. It obeys the
//! rules of the built-in scheme except for what is planted, and [`County::planted`] tells every finding that the audit
//! must have: all of them, and no other.
//!
//! Every figure follows from the value of a month (output, sales, investment …) by shares, so that parts add up to
//! wholes, months to years, and one form agrees with the other. The same seed gives the same county everywhere: chance
//! comes from whole numbers only.

mod admission;
mod area;
mod calendar;
mod dispatch;
mod figures;
mod line;
mod people;
mod place;
mod project;
mod record;
mod rng;
mod series;
mod sheet;
mod support;
#[cfg(test)]
mod tests;
mod trouble;
mod unit;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::area::Area;
use self::calendar::Calendar;
use self::line::Trade;
use self::people::People;
use self::place::OFFICES;
use self::project::Project;
use self::rng::Rng;
use self::sheet::When;
use self::trouble::{ELSEWHERE, GATHERED, HITCHES, Hitch, SOWN, Shown, Sign, Trouble};
use self::unit::{Seat, Taken, Unit};
use crate::exchange::{self, Status};
use crate::period::Period;
use crate::scheme::CompiledScheme;
use crate::workbook::{About, Command, Earlier, Explanation, FindingKey, Office, Session, Signers, Stamp, Workbook};

/// How many offices there are.
pub const OFFICES_COUNT: usize = 12;

/// Which county to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Fixes every name and figure.
    pub seed: u64,
    /// The present month, from April on; the one before it is there too.
    pub period: Period,
    /// The office that has not sent its file of the present month.
    pub missing: Option<usize>,
    /// The office whose file of the present month came after the day that is set.
    pub late: Option<usize>,
    /// The office whose file of the present month is still a draft, with hard errors of typing.
    pub draft: Option<usize>,
}

impl Options {
    /// All twelve offices have reported, in time and finally.
    pub const fn new(seed: u64, period: Period) -> Self {
        Self { seed, period, missing: None, late: None, draft: None }
    }

    /// As a county sees it in the middle of the month: one office is missing, one was late, one has sent a draft.
    pub const fn halfway(seed: u64, period: Period) -> Self {
        Self { seed, period, missing: Some(9), late: Some(7), draft: Some(6) }
    }
}

/// A finding that the audit must have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planted {
    /// Position of the office.
    pub office: usize,
    /// The month.
    pub period: Period,
    /// Rule, field, form and record.
    pub finding: FindingKey,
    /// The name of the unit or project.
    pub name: String,
    /// The explanation that the file gives, where one is needed.
    pub words: Option<String>,
}

/// A unit that two offices report: what the roll-up must find, and no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twice {
    /// Positions of the offices.
    pub offices: [usize; 2],
    /// Its name.
    pub name: String,
    /// Its credit code.
    pub uscc: String,
}

/// One file of the county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Position of the office.
    pub office: usize,
    /// Its name, as the page would have given it.
    pub name: String,
    /// The submission, UTF-8.
    pub text: String,
}

/// The county: who there is, and two years of figures.
#[derive(Clone, Debug)]
pub struct County {
    options: Options,
    calendar: Calendar,
    offices: Vec<Filled>,
}

/// One office with its units and projects.
#[derive(Clone, Debug)]
struct Filled {
    units: Vec<Unit>,
    projects: Vec<Project>,
    area: Area,
    /// Units of each trade, in the standing order.
    counts: [usize; 8],
    signers: Signers,
}

impl County {
    /// Makes it. Some milliseconds.
    pub fn new(options: &Options) -> Self {
        let calendar = Calendar::new(options.period);
        let mut people = People::new(options.seed);
        let mut hitches = hitches(options.seed);
        let mut taken = Taken::default();
        let mut projects_before = 0;
        let mut offices = Vec::with_capacity(OFFICES_COUNT);
        for (office, seats) in OFFICES.iter().zip(seats(options.seed)) {
            let units: Vec<Unit> = seats
                .into_iter()
                .zip(1..)
                .map(|(seat, at)| Unit::new(options.seed, &calendar, office, at, seat, &mut people, &mut taken))
                .collect();
            let projects = (1..=office.projects).map(|at| {
                projects_before += 1;
                let what = (at, projects_before, hitches.pop().unwrap_or_default());
                Project::new(options.seed, &calendar, office, what, &units, &mut people, &mut taken)
            });
            let projects = projects.collect();
            let signers = Signers {
                filler: people.person(),
                statistics_lead: people.person(),
                head: people.person(),
                phone: people.phone(),
            };
            let area = Area::new(options.seed, offices.len(), units.len());
            offices.push(Filled { units, projects, area, counts: office.units, signers });
        }
        same_in_two(&mut offices);
        let options = Options { period: calendar.period(calendar.now).unwrap_or(options.period), ..options.clone() };
        Self { options, calendar, offices }
    }

    /// The present month.
    pub const fn period(&self) -> Period {
        self.options.period
    }

    /// The month before.
    pub fn before(&self) -> Period {
        calendar::before(self.options.period).unwrap_or(self.options.period)
    }

    /// The offices in their standing order.
    pub fn offices(&self) -> impl ExactSizeIterator<Item = Office> + use<> {
        OFFICES.iter().map(place::Office::named)
    }

    /// What an office filled for a month, with last month's records and last year's, without explanations.
    ///
    /// Empty for a month before April of last year or after the present one, and for an office that is not there.
    pub fn workbook(&self, scheme: &CompiledScheme, office: usize, period: Period) -> Workbook {
        let about = About {
            id: format!("demo-{}-{office:02}-{period}", self.options.seed),
            office: OFFICES.get(office).map(place::Office::named).unwrap_or_default(),
            period,
            demonstration: true,
        };
        let mut book = Workbook::new(scheme, about);
        let Some(month) = self.calendar.position(period).filter(|&month| month <= self.calendar.now) else {
            return book;
        };
        let Some(filled) = self.offices.get(office) else { return book };
        let is_draft = month == self.calendar.now && self.options.draft == Some(office);
        book.tables = sheet::tables(scheme, filled, self.when(month), is_draft);
        book.signers = Arc::new(filled.signers.clone());
        let earlier = |month: usize| {
            let period = self.calendar.period(month)?;
            let tables = sheet::tables(scheme, filled, self.when(month), false);
            Some(Arc::new(Earlier { period, digest: String::new(), tables }))
        };
        book.prev = month.checked_sub(1).and_then(earlier);
        book.last_year = month.checked_sub(12).and_then(earlier);
        book
    }

    /// The file of an office for a month: signed and explained, final unless the options make it a draft; nothing when
    /// they make it missing. It takes as long as an audit of the office.
    pub fn file(&self, scheme: &Arc<CompiledScheme>, office: usize, period: Period) -> Option<File> {
        let is_now = period == self.options.period;
        if is_now && self.options.missing == Some(office) {
            return None;
        }
        let day = match (is_now, self.options.late == Some(office)) {
            (true, true) => 16,
            _ => 8 + i64::try_from(office % 3).unwrap_or(0),
        };
        let month = self.calendar.position(period)?;
        let signer = self.offices.get(office)?.signers.filler.clone();
        let stamp =
            Stamp { by: signer, at: format!("{}T10:{:02}:00+08:00", self.calendar.day_after(month, day), office * 4) };
        let mut session = Session::new(Arc::clone(scheme), self.workbook(scheme, office, period));
        let words: BTreeMap<FindingKey, String> =
            self.planted_in(office, period).into_iter().filter_map(|one| Some((one.finding, one.words?))).collect();
        let found: Vec<_> =
            session.audit.findings().map(|finding| (finding.key.clone(), finding.values.clone())).collect();
        for (key, values) in found {
            let Some(text) = words.get(&key) else { continue };
            let explanation = Explanation { text: text.clone(), scheme: scheme.tag(), values, stamp: stamp.clone() };
            let command = Command::Explain { finding: key, explanation: Some(explanation) };
            if let Ok((next, _)) = session.apply(command, stamp.clone()) {
                session = next;
            }
        }
        let submission = exchange::build(&session, Status::Final, &stamp.at);
        Some(File { office, name: exchange::file_name(&submission.head), text: exchange::write(&submission) })
    }

    /// Every finding that the audit must have in a month, of all offices, also of the missing one.
    pub fn planted(&self, period: Period) -> Vec<Planted> {
        (0..OFFICES_COUNT).flat_map(|office| self.planted_in(office, period)).collect()
    }

    /// The unit that two offices report, in both months.
    pub fn twice(&self) -> Option<Twice> {
        let (offices, _) = ELSEWHERE;
        let unit = self.offices.get(offices[0])?.units.iter().find(|unit| unit.trouble == Trouble::Elsewhere)?;
        Some(Twice { offices, name: unit.name.clone(), uscc: unit.uscc.clone() })
    }

    const fn when(&self, month: usize) -> When<'_> {
        When { seed: self.options.seed, month, calendar: &self.calendar }
    }

    fn planted_in(&self, office: usize, period: Period) -> Vec<Planted> {
        let (Some(filled), Some(month)) = (self.offices.get(office), self.calendar.position(period)) else {
            return Vec::new();
        };
        let is_now = month == self.calendar.now;
        let shows = |sign: &Sign| is_now || sign.shown == Shown::Both && month + 1 == self.calendar.now;
        let mut all = Vec::new();
        let mut plant = |sign: &Sign, form: &str, key: &str, name: &str, words: Option<String>| {
            let finding = FindingKey {
                rule: sign.rule.to_owned(),
                field: sign.field.to_owned(),
                form: form.to_owned(),
                key: key.to_owned(),
            };
            all.push(Planted { office, period, finding, name: name.to_owned(), words });
        };
        for unit in &filled.units {
            for sign in unit.signs().iter().filter(|sign| shows(sign)) {
                let form = if sign.of_roster { "units" } else { unit.record.form };
                plant(sign, form, &unit.key, &unit.name, unit.trouble.words(&unit.name));
            }
        }
        for project in &filled.projects {
            for sign in project.hitch.signs().iter().filter(|sign| shows(sign)) {
                let form = if sign.of_roster { "projects" } else { "investment" };
                plant(sign, form, &project.key, &project.name, project.hitch.words(sign.rule, &project.name));
            }
        }
        for project in filled.projects.iter().filter(|project| project.hitch == Hitch::Overdue) {
            let sign = Sign { rule: "R140", field: "", of_roster: false, shown: Shown::Both };
            if project.dispatch.is_some() && shows(&sign) {
                plant(&sign, "progress", &project.key, &project.name, None);
            }
        }
        for row in support::rows(self.options.seed, &filled.projects, &filled.units, month, &self.calendar) {
            if let Some((rule, what)) = &row.overdue {
                let sign = Sign { rule, field: "", of_roster: false, shown: Shown::Both };
                if shows(&sign) {
                    plant(&sign, row.form, &row.key, what, None);
                }
            }
        }
        if is_now && self.options.draft == Some(office) {
            for (sign, form, key, name) in sheet::slips(filled) {
                plant(&sign, form, &key, &name, None);
            }
        }
        all
    }
}

/// The unit of the second office is that of the first: the list was not cleared after it moved.
fn same_in_two(offices: &mut [Filled]) {
    let ([from, to], _) = ELSEWHERE;
    let of = |office: &Filled| office.units.iter().position(|unit| unit.trouble == Trouble::Elsewhere);
    let unit = offices.get(from).and_then(|office| office.units.get(of(office)?));
    let Some((name, uscc)) = unit.map(|unit| (unit.name.clone(), unit.uscc.clone())) else { return };
    let Some(office) = offices.get_mut(to) else { return };
    if let Some(unit) = of(office).and_then(|at| office.units.get_mut(at)) {
        (unit.name, unit.uscc) = (name, uscc);
    }
}

/// Who sits where, and with what trouble, office by office.
fn seats(seed: u64) -> Vec<Vec<Seat>> {
    let mut number = 0;
    let mut all: Vec<Vec<Seat>> = Vec::new();
    for office in &OFFICES {
        let mut seats = Vec::new();
        for (trade, count) in Trade::ALL.into_iter().zip(office.units) {
            for _ in 0..count {
                number += 1;
                let lines: Vec<_> = trade.lines().collect();
                let at = Rng::new(seed, "line", number).position(lines.len());
                if let Some(line) = lines.get(at) {
                    seats.push(Seat { trade, line, trouble: Trouble::None, number });
                }
            }
        }
        all.push(seats);
    }
    for (trouble, office, trade, count) in GATHERED {
        let office = all.iter_mut().skip(office).take(1).flatten();
        office.filter(|seat| seat.trade == trade).take(count).for_each(|seat| seat.trouble = trouble);
    }
    let mut rng = Rng::new(seed, "trouble", 0);
    for (trouble, trade, count) in SOWN {
        for _ in 0..count {
            let free = |seat: &&mut Seat| seat.trade == trade && seat.trouble == Trouble::None;
            let choice = all.iter_mut().flatten().filter(free).count();
            let at = rng.position(choice);
            if let Some(seat) = all.iter_mut().flatten().filter(free).nth(at) {
                seat.trouble = trouble;
            }
        }
    }
    let (both, trade) = ELSEWHERE;
    for at in both {
        let mut seats = all.iter_mut().skip(at).take(1).flatten();
        if let Some(seat) = seats.find(|seat| seat.trade == trade && seat.trouble == Trouble::None) {
            seat.trouble = Trouble::Elsewhere;
        }
    }
    // Those that look alike live from the same.
    for office in &mut all {
        let line = office.iter().find(|seat| seat.trouble == Trouble::Alike).map(|seat| seat.line);
        for seat in office.iter_mut().filter(|seat| seat.trouble == Trouble::Alike) {
            seat.line = line.unwrap_or(seat.line);
        }
    }
    all
}

/// A hitch for each project, shuffled.
fn hitches(seed: u64) -> Vec<Hitch> {
    let total: usize = OFFICES.iter().map(|office| office.projects).sum();
    let mut all: Vec<Hitch> =
        HITCHES.into_iter().flat_map(|(hitch, count)| std::iter::repeat_n(hitch, count)).collect();
    all.resize(total, Hitch::None);
    let mut rng = Rng::new(seed, "hitch", 0);
    for last in (1..all.len()).rev() {
        all.swap(last, rng.position(last + 1));
    }
    all
}
