//! The units: who they are, and what they report.

use super::calendar::Calendar;
use super::figures::{self, Business};
use super::line::{Line, Trade, threshold};
use super::people::People;
use super::place::Office;
use super::record::Record;
use super::rng::Rng;
use super::series::{Course, MONTHS, Months, at, share, to_date};
use super::trouble::{Shown, Sign, Trouble};
use crate::workbook::Mark;

/// One unit over two years.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// `u001`, within its office.
    pub(super) key: String,
    pub(super) trade: Trade,
    pub(super) line: &'static Line,
    pub(super) trouble: Trouble,
    pub(super) name: String,
    pub(super) uscc: String,
    /// Cells of the roster that stay as they are.
    fixed: Vec<(&'static str, String)>,
    /// The month of admission counted from January of last year; nothing for those admitted before, or not yet.
    pub(super) admitted: Option<usize>,
    /// The code of its admission state while it is not admitted.
    before: &'static str,
    pub(super) record: Record,
}

/// Where a unit has its place before anything is known of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    pub(super) trade: Trade,
    pub(super) line: &'static Line,
    pub(super) trouble: Trouble,
    /// Number in the county, which fixes its chance.
    pub(super) number: usize,
}

/// The growth of a unit up to a month, and its value in that month.
#[derive(Clone, Copy, Debug)]
struct Growth {
    form: &'static str,
    month: usize,
    /// In hundred-thousandths.
    rate: i64,
    value: i64,
    office: &'static str,
}

/// What has been used in the county, so that no three units of a form grow alike by chance, nor two of one office.
#[derive(Debug, Default)]
pub(super) struct Taken {
    growth: Vec<Growth>,
    /// What those that are meant to be alike have in common.
    alike: Option<(Months, i64, Rng)>,
    /// The one who fills in for many.
    filler: Option<String>,
    /// The code that comes twice.
    code: Option<String>,
}

/// How far growths of one office are apart, in hundred-thousandths.
const APART: i64 = 60;

/// Growths nearer than this can be the same when printed, in hundred-thousandths.
const PRINTED: i64 = 100;

impl Taken {
    /// Whether the growth up to both months is far enough from all others of the form; then it is taken.
    pub(super) fn take(
        &mut self,
        form: &'static str,
        office: &'static str,
        months: &Months,
        calendar: &Calendar,
    ) -> bool {
        let year = to_date(months);
        let growths = [calendar.now - 1, calendar.now].map(|month| {
            let base = at(&year, month - 12).max(1);
            let rate = (at(&year, month) - base) * 100_000 / base;
            Growth { form, month, rate, value: at(months, month), office }
        });
        let free = growths.iter().all(|one| {
            let others = || self.growth.iter().filter(|other| other.form == form && other.month == one.month);
            let near = |other: &&Growth, apart: i64| (other.rate - one.rate).abs() < apart;
            others().filter(|other| near(other, PRINTED)).count() < 2
                && (one.value == 0 || others().filter(|other| other.value == one.value).count() < 2)
                && !others().any(|other| other.office == office && near(&other, APART))
        });
        if free {
            self.growth.extend(growths);
        }
        free
    }

    /// The growth of those that are meant to be alike is not free for a third.
    fn keep_apart(&mut self, office: &'static str) {
        let alike: Vec<Growth> = self.growth.iter().rev().take(2).copied().collect();
        self.growth.extend(alike.iter().map(|growth| Growth { office, ..*growth }));
    }
}

impl Unit {
    pub(super) fn new(
        seed: u64,
        calendar: &Calendar,
        office: &Office,
        at_office: usize,
        seat: Seat,
        people: &mut People,
        taken: &mut Taken,
    ) -> Self {
        let Seat { trade, line, trouble, number } = seat;
        let mut rng = Rng::new(seed, "unit", number);
        let (annual, values) = values(&mut rng, calendar, office.code, seat, taken);
        let chance = match &taken.alike {
            Some((_, _, chance)) if trouble == Trouble::Alike => chance.clone(),
            _ => rng.clone(),
        };
        let business = Business { line, value: &values, annual, trouble, rng: &chance };
        let mut record = figures::record(&business);
        let is_new = matches!(trouble, Trouble::New | Trouble::Away);
        let admitted = match trouble {
            Trouble::Away => Some(calendar.now),
            Trouble::New => usize::try_from(rng.between(14, i64::try_from(calendar.now).unwrap_or(14))).ok(),
            _ => None,
        };
        record.from = admitted.unwrap_or(0);
        record.has_base = !is_new;
        let before = match trouble {
            Trouble::Nursing => rng.pick(&["2", "3", "4"]),
            Trouble::Preparing => rng.pick(&["1", "1", "2"]),
            _ => "4",
        };
        let mut uscc = people.uscc(if trouble == Trouble::Away { "410823" } else { "410825" });
        if trouble == Trouble::OddCode {
            uscc = odd(&uscc);
        }
        if trouble == Trouble::Twin {
            taken.code.get_or_insert(uscc.clone()).clone_into(&mut uscc);
        }
        let name = format!("温县{}{}{}{}", office.short, people.brand(), line.word, ending(trade));
        let mut fixed = identity(&mut rng, office, seat, people);
        if trouble == Trouble::Shared {
            let filler = fixed.iter_mut().find(|(key, _)| *key == "filler");
            if let Some((_, filler)) = filler {
                filler.clone_from(taken.filler.get_or_insert_with(|| people.person()));
            }
        }
        // A firm opens before it is admitted; those without figures of last year, in its last quarter.
        let opened = if is_new { calendar.of(9) } else { calendar.years_ago(rng.between(3, 16), rng.between(1, 12)) };
        fixed.push(("opened", opened));
        if admitted.is_none() {
            fixed.push(("admitted", calendar.years_ago(rng.between(2, 2), rng.between(1, 12))));
        }
        Self { key: format!("u{at_office:03}"), trade, line, trouble, name, uscc, fixed, admitted, before, record }
    }

    /// Code of its admission state in a month.
    pub(super) fn state(&self, month: usize) -> &'static str {
        match (self.trouble, self.admitted) {
            (Trouble::Nursing | Trouble::Preparing, _) => self.before,
            (Trouble::Exited, _) if month >= 12 => "6",
            (_, Some(admitted)) if month + 1 == admitted => "4",
            (_, Some(admitted)) if month < admitted => "2",
            _ => "5",
        }
    }

    /// The field that it leaves blank, and why.
    pub(super) const fn blank(&self, is_now: bool) -> Option<(&'static str, Mark)> {
        match self.trouble {
            Trouble::Lacking if is_now => Some(("profit", Mark::NotReported)),
            Trouble::Inapplicable => Some(("export", Mark::NotApplicable)),
            _ => None,
        }
    }

    /// What the audit has to find in it, and nothing else.
    pub(super) fn signs(&self) -> Vec<Sign> {
        let mut signs: Vec<Sign> = self.trouble.sign().into_iter().collect();
        if self.trouble == Trouble::Nursing && self.before == "2" {
            // Large enough, and not yet applied for.
            signs.push(Sign { rule: "R112", field: "", of_roster: true, shown: Shown::Both });
        }
        signs
    }

    /// Whether the unit is in the list at all.
    pub(super) fn is_known(&self, month: usize, calendar: &Calendar) -> bool {
        match self.trouble {
            Trouble::Away => month >= calendar.now,
            _ => self.admitted.is_none_or(|admitted| admitted <= month + 2),
        }
    }

    /// Whether it could own a project: nothing is odd with it, and it has a revenue to pay from.
    pub(super) fn can_build(&self) -> bool {
        self.trouble == Trouble::None && self.trade == Trade::Industry
    }

    /// Somebody who answers for it, by the field of the list.
    pub(super) fn person(&self, key: &str) -> String {
        self.fixed.iter().find(|(of, _)| *of == key).map_or_else(String::new, |(_, name)| name.clone())
    }

    /// Whether it reports in a month.
    pub(super) fn reports(&self, month: usize, calendar: &Calendar) -> bool {
        match self.trouble {
            Trouble::Preparing | Trouble::Closed => false,
            Trouble::Exited => month < 12,
            Trouble::Silent => month != calendar.now,
            _ => month >= self.record.from,
        }
    }

    /// The cells of its roster row.
    pub(super) fn row(&self, month: usize, calendar: &Calendar) -> Vec<(String, String)> {
        let state = self.state(month);
        let renamed = self.trouble == Trouble::Renamed && month < calendar.now;
        let name = if renamed { self.name.replace("有限公司", "有限责任公司") } else { self.name.clone() };
        let closed = self.trouble == Trouble::Closed || self.trouble == Trouble::Stopped && month >= calendar.now;
        let operating = match state {
            "6" => "6",
            _ if closed => "2",
            "1" => "3",
            _ => "1",
        };
        let mut cells = vec![
            ("uscc".to_owned(), self.uscc.clone()),
            ("name".to_owned(), name),
            ("operating".to_owned(), operating.to_owned()),
            ("admission".to_owned(), state.to_owned()),
        ];
        for (key, text) in &self.fixed {
            if *key != "admitted" || matches!(state, "5" | "6") {
                cells.push(((*key).to_owned(), text.clone()));
            }
        }
        if let (Some(admitted), "5") = (self.admitted, state) {
            cells.push(("admitted".to_owned(), calendar.of(admitted)));
        }
        if state == "6" {
            cells.push(("exited".to_owned(), calendar.of(12)));
            cells.push(("exit_reason".to_owned(), "01".to_owned()));
        }
        cells
    }
}

/// The value of last year and of each month, with what the trouble does to them.
fn values(rng: &mut Rng, calendar: &Calendar, office: &'static str, seat: Seat, taken: &mut Taken) -> (i64, Months) {
    let line = seat.line;
    if let (Trouble::Alike, Some((months, annual, _))) = (seat.trouble, &taken.alike) {
        return (*annual, *months);
    }
    for _ in 0..200 {
        // Small firms are many, great ones few.
        let (low, high) = (line.annual.0.max(threshold(line) * 3 / 2), line.annual.1);
        let depth = rng.between(0, 999);
        let annual = match seat.trouble {
            Trouble::Low => threshold(line) * rng.between(70, 82) / 100,
            // What falls or stands still is still large enough to stay in.
            Trouble::Fall | Trouble::Idle | Trouble::Unsold => high,
            // Large enough for the whole year by now.
            Trouble::Nursing => threshold(line) * rng.between(240, 330) / 100,
            _ => low + share(high - low, depth * depth, 999 * 999),
        };
        let growth = match seat.trouble {
            Trouble::Fall => rng.between(-460, -400),
            Trouble::Idle => 200,
            // Even with the leap the year stays within the band.
            Trouble::Surge => rng.between(-110, -20),
            Trouble::Low => rng.between(-90, 20),
            _ => rng.between(-110, 190),
        };
        let course = Course { annual, season: line.season, growth, noise: 35 };
        let mut months = course.months(rng);
        for (month, value) in months.iter_mut().enumerate() {
            match seat.trouble {
                Trouble::Surge if month == calendar.now => *value = share(*value, 225, 100),
                Trouble::Idle if month + 2 >= calendar.now => *value = 0,
                _ => {}
            }
        }
        if matches!(seat.trouble, Trouble::New | Trouble::Away) {
            months.iter_mut().take(12).for_each(|value| *value = 0);
        }
        let has_base = !matches!(seat.trouble, Trouble::New | Trouble::Away);
        if !has_base || taken.take(line.trade.form(), office, &months, calendar) {
            if seat.trouble == Trouble::Alike {
                taken.keep_apart(office);
                taken.alike = Some((months, annual, rng.clone()));
            }
            return (annual, months);
        }
    }
    (0, [0; MONTHS])
}

/// The cells that say who and where it is.
fn identity(rng: &mut Rng, office: &Office, seat: Seat, people: &mut People) -> Vec<(&'static str, String)> {
    let ground = rng.pick(office.ground);
    let village = rng.between(201, 232);
    let street = rng.pick(&[
        "黄河路",
        "太行路",
        "子夏大街",
        "司马大街",
        "古温大街",
        "育才路",
        "纬三路",
        "工业大道",
        "振兴路",
        "鑫源路",
    ]);
    let kind = rng.between(0, 99);
    let (registration, holding) = match kind {
        0..=78 => ("112", "3"),
        79..=84 => ("119", "1"),
        85..=88 => ("111", "1"),
        89..=92 => ("140", "3"),
        93..=95 => ("121", "3"),
        96..=97 => ("210", "4"),
        _ => ("310", "5"),
    };
    let size = if seat.line.annual.1 > 200_000 && rng.percent(30) { "2" } else { rng.pick(&["3", "3", "3", "4"]) };
    vec![
        ("industry", seat.line.code.to_owned()),
        ("activity", seat.line.activity.to_owned()),
        ("division", format!("{ground}{village}")),
        ("township", office.name.to_owned()),
        ("address", format!("{}{street}{}号", office.name, rng.between(6, 388))),
        ("registration", registration.to_owned()),
        ("holding", holding.to_owned()),
        ("size", size.to_owned()),
        ("head", people.person()),
        ("lead", people.person()),
        ("filler", people.person()),
        ("phone", people.phone()),
    ]
}

/// How names of firms end.
const fn ending(trade: Trade) -> &'static str {
    match trade {
        Trade::Wholesale => "贸易有限公司",
        Trade::Retail => "商贸有限公司",
        Trade::Lodging | Trade::Catering => "管理有限公司",
        Trade::RealEstate | Trade::Industry | Trade::Construction | Trade::Services => "有限公司",
    }
}

/// The code with another last character.
fn odd(uscc: &str) -> String {
    let mut code = uscc.to_owned();
    let last = code.pop();
    code.push(if last == Some('6') { '7' } else { '6' });
    code
}
