//! When a form opens and when it is due (上报日历): data of the scheme, since the dates change every year.
//!
//! # Source
//! domain.md §5: deadlines differ by form and by the kind of period, and move with public holidays.

use super::Scheme;
use crate::code::division::{self, Level};
use crate::ids::FormId;
use crate::period::{Period, PeriodKind};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use std::fmt;

/// Deadlines of some forms in one kind of period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarDef {
    /// Key in the scheme: `month`.
    pub key: String,
    /// The forms it is about; none for all those that have no entry of their own.
    pub forms: Vec<FormId>,
    pub kind: Option<PeriodKind>,
    pub times: Times,
    /// Periods with other times, such as those with a long holiday.
    pub exceptions: Vec<(Period, Times)>,
    pub source: String,
}

/// When a period opens, and by when each level hands upward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Times {
    pub opens: Option<Moment>,
    pub town_due: Option<Moment>,
    pub county_due: Option<Moment>,
    pub city_due: Option<Moment>,
}

/// A point in time, said relative to a period or outright: `+5d 12:00`, `25日 18:00`, `2026-11-09`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub day: Day,
    /// Without one the whole day is meant.
    pub time: Option<NaiveTime>,
}

/// The day of a [`Moment`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// So many days after the last day of the period; before it when negative.
    AfterEnd(i16),
    /// That day of the period's last month; the last one of a shorter month.
    OfMonth(u8),
    On(NaiveDate),
}

/// Who hands upward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tier {
    /// A township, or a zone of that level: to the county.
    #[default]
    Town,
    /// A county: to the city.
    County,
    /// A city: to the province.
    City,
}

/// A deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub date: NaiveDate,
    /// Without one it is the end of the day.
    pub time: Option<NaiveTime>,
}

/// Where a form stands between its opening and its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// The calendar says nothing about it.
    Unscheduled,
    /// 未开网.
    NotOpen(Due),
    /// 填报中; the deadline, if there is one.
    Open(Option<Due>),
    /// 已过期.
    Past(Due),
}

/// What is late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// In the order of the scheme.
    pub forms: Vec<FormId>,
    /// The earliest deadline that was missed.
    pub due: Due,
    /// Days since then; 0 on the day itself.
    pub days: u32,
}

impl Moment {
    /// Reads `+5d`, `-6d 18:00`, `25日 12:00` or `2026-11-09 12:00`.
    ///
    /// # Example
    /// ```
    /// use sishang::scheme::{Day, Moment};
    /// assert_eq!(Moment::read("+5d").unwrap().day, Day::AfterEnd(5));
    /// assert_eq!(Moment::read("25日 18:00").unwrap().to_string(), "25日 18:00");
    /// assert!(Moment::read("5").is_none());
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        let (day, time) = match text.trim().split_once(' ') {
            Some((day, time)) => (day, Some(NaiveTime::parse_from_str(time.trim(), "%H:%M").ok()?)),
            None => (text.trim(), None),
        };
        Some(Self { day: Day::read(day)?, time })
    }

    /// The point in time for a period; `None` only beyond the calendar.
    pub fn of(self, period: Period) -> Option<Due> {
        let end = period.end();
        let date = match self.day {
            Day::AfterEnd(days) => {
                let step = Days::new(u64::from(days.unsigned_abs()));
                if days < 0 { end.checked_sub_days(step)? } else { end.checked_add_days(step)? }
            }
            Day::OfMonth(day) => {
                let month = u32::from(period.month());
                let of = |day: u8| NaiveDate::from_ymd_opt(i32::from(period.year()), month, u32::from(day));
                (28..=day).rev().find_map(of).or_else(|| of(day))?
            }
            Day::On(date) => date,
        };
        Some(Due { date, time: self.time })
    }
}

impl Day {
    fn read(text: &str) -> Option<Self> {
        let digits = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(day) = text.strip_suffix('日') {
            let day: u8 = day.parse().ok().filter(|_| digits(day))?;
            return (1..=31).contains(&day).then_some(Self::OfMonth(day));
        }
        for (sign, factor) in [('+', 1), ('-', -1)] {
            if let Some(days) = text.strip_prefix(sign) {
                let days = days.strip_suffix('d').filter(|days| digits(days))?;
                return Some(Self::AfterEnd(days.parse::<i16>().ok()? * factor));
            }
        }
        let written = text.len() == 10;
        written.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten().map(Self::On)
    }
}

/// As [`Moment::read`] reads it.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day {
            Day::AfterEnd(days) => write!(f, "{days:+}d")?,
            Day::OfMonth(day) => write!(f, "{day}日")?,
            Day::On(date) => write!(f, "{date}")?,
        }
        self.time.map_or(Ok(()), |time| write!(f, " {}", time.format("%H:%M")))
    }
}

impl Times {
    /// The names of the four in scheme files, in order.
    pub const KEYS: [&'static str; 4] = ["opens", "town_due", "county_due", "city_due"];

    pub const fn all(&self) -> [Option<Moment>; 4] {
        [self.opens, self.town_due, self.county_due, self.city_due]
    }

    pub const fn due(&self, tier: Tier) -> Option<Moment> {
        match tier {
            Tier::Town => self.town_due,
            Tier::County => self.county_due,
            Tier::City => self.city_due,
        }
    }

    /// These, and where one is not said that of `rest`.
    fn or(self, rest: Self) -> Self {
        Self {
            opens: self.opens.or(rest.opens),
            town_due: self.town_due.or(rest.town_due),
            county_due: self.county_due.or(rest.county_due),
            city_due: self.city_due.or(rest.city_due),
        }
    }
}

impl Tier {
    pub const ALL: [Self; 3] = [Self::Town, Self::County, Self::City];

    /// The tier of an office. A unit of the scheme's own has that of its code, a code that says nothing is a township.
    pub fn of(code: &str) -> Self {
        match division::level(code) {
            Some(Level::County) => Self::County,
            Some(Level::Prefecture | Level::Province) => Self::City,
            Some(Level::Township | Level::Village) | None => Self::Town,
        }
    }

    /// To whom it hands: 县, 市, 省.
    pub const fn upward(self) -> &'static str {
        match self {
            Self::Town => "县",
            Self::County => "市",
            Self::City => "省",
        }
    }
}

impl Due {
    /// Whether it is over at this local time.
    pub fn is_past(self, now: NaiveDateTime) -> bool {
        now.date() > self.date || now.date() == self.date && self.time.is_some_and(|time| now.time() > time)
    }

    /// Whole days by which it is over: 0 on the day itself and before.
    pub fn days_late(self, now: NaiveDateTime) -> u32 {
        u32::try_from(now.date().signed_duration_since(self.date).num_days()).unwrap_or(0)
    }

    /// `11月5日`, `11月5日12:00`; with the year where it is not that of the period.
    pub fn chinese(self, period: Period) -> String {
        let year = if self.date.year() == i32::from(period.year()) {
            String::new()
        } else {
            format!("{}年", self.date.year())
        };
        let time = self.time.map_or_else(String::new, |time| time.format("%H:%M").to_string());
        format!("{year}{}月{}日{time}", self.date.month(), self.date.day())
    }
}

/// A local time as stamps have it (`2026-11-05T14:32:05+08:00`), without its offset.
///
/// Deadlines are in local time, and so is the clock of whoever hands in.
pub fn local_time(at: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(at.get(..19)?, "%Y-%m-%dT%H:%M:%S").ok()
}

impl Scheme {
    /// The entry of the calendar for a form in a kind of period: its own, else the general one.
    pub fn calendar_of(&self, form: FormId, kind: PeriodKind) -> Option<&CalendarDef> {
        let mut entries = self.calendar.iter().filter(|entry| entry.kind == Some(kind));
        let general = entries.clone().find(|entry| entry.forms.is_empty());
        entries.find(|entry| entry.forms.contains(&form)).or(general)
    }

    /// The times of a form in a period.
    pub fn times_of(&self, form: FormId, period: Period) -> Times {
        let Some(entry) = self.calendar_of(form, period.kind()) else { return Times::default() };
        let exception = entry.exceptions.iter().find(|(of, _)| *of == period).map(|(_, times)| *times);
        exception.unwrap_or_default().or(entry.times)
    }

    /// By when an office of this tier hands a form upward; `None` where the calendar says nothing.
    pub fn due(&self, form: FormId, period: Period, tier: Tier) -> Option<Due> {
        self.times_of(form, period).due(tier)?.of(period)
    }

    /// Where a form stands at this local time.
    pub fn window(&self, form: FormId, period: Period, tier: Tier, now: NaiveDateTime) -> Window {
        let times = self.times_of(form, period);
        let due = times.due(tier).and_then(|due| due.of(period));
        let opens = times.opens.and_then(|opens| opens.of(period));
        match (opens, due) {
            (_, Some(due)) if due.is_past(now) => Window::Past(due),
            (Some(opens), _) if now < opens.date.and_time(opens.time.unwrap_or_default()) => Window::NotOpen(opens),
            (None, None) => Window::Unscheduled,
            (_, due) => Window::Open(due),
        }
    }

    /// Where the whole of a period stands: past its earliest deadline, open until it, or not open yet.
    pub fn whole_window(&self, period: Period, tier: Tier, now: NaiveDateTime) -> Window {
        if let Some(late) = self.late(period, tier, now) {
            return Window::Past(late.due);
        }
        let windows = || self.asked_in(period).map(|form| self.window(form, period, tier, now));
        let opens = windows().filter_map(|window| if let Window::NotOpen(opens) = window { Some(opens) } else { None });
        match opens.min_by_key(|opens| (opens.date, opens.time)) {
            Some(opens) if !windows().any(|window| matches!(window, Window::Open(_))) => Window::NotOpen(opens),
            _ if windows().all(|window| window == Window::Unscheduled) => Window::Unscheduled,
            _ => Window::Open(self.first_due(period, tier)),
        }
    }

    /// The earliest deadline of the forms that are asked in a period.
    pub fn first_due(&self, period: Period, tier: Tier) -> Option<Due> {
        self.asked_in(period)
            .filter_map(|form| self.due(form, period, tier))
            .min_by_key(|due| (due.date, due.time.is_none(), due.time))
    }

    /// What is late at this local time, or was when something was handed in at that time; `None` when nothing is.
    pub fn late(&self, period: Period, tier: Tier, at: NaiveDateTime) -> Option<Late> {
        let past: Vec<(FormId, Due)> = self
            .asked_in(period)
            .filter_map(|form| Some((form, self.due(form, period, tier).filter(|due| due.is_past(at))?)))
            .collect();
        let due = past.iter().map(|(_, due)| *due).min_by_key(|due| (due.date, due.time.is_none(), due.time))?;
        Some(Late { forms: past.into_iter().map(|(form, _)| form).collect(), due, days: due.days_late(at) })
    }

    /// The forms that are asked in a period, rosters left out.
    pub fn asked_in(&self, period: Period) -> impl Iterator<Item = FormId> + '_ {
        self.form_ids().filter(move |&form| !self[form].is_roster() && self[form].is_asked_in(period))
    }

    /// The form in which an office with neither units nor projects says that there is nothing: the first of those asked
    /// in the period that are one record of the office's own.
    pub fn own_form(&self, period: Period) -> Option<FormId> {
        self.asked_in(period).find(|&form| self[form].single().is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::{FormDef, FormKind, Periodic};

    fn period(code: &str) -> Period {
        code.parse().unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        local_time(text).unwrap()
    }

    #[test]
    fn moments_read_back_and_fall_on_their_day() {
        for (text, of, day) in [
            ("+5d", "2026-10", "11月5日"),
            ("+5d 12:00", "2026-10", "11月5日12:00"),
            ("-6d 18:00", "2026-10", "10月25日18:00"),
            ("+3d", "2026-0102", "3月3日"),
            ("+8d", "2026-Q4", "2027年1月8日"),
            ("+1d", "2026-W53", "2027年1月4日"),
            ("+2d", "2026-02-T3", "3月2日"),
            ("25日", "2026-10", "10月25日"),
            ("31日 09:30", "2026-02", "2月28日09:30"),
            ("5日", "2026-10", "10月5日"),
            ("2026-11-09 12:00", "2026-10", "11月9日12:00"),
            ("+0d", "2026", "12月31日"),
        ] {
            let moment = Moment::read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(moment.to_string(), text);
            assert_eq!(moment.of(period(of)).unwrap().chinese(period(of)), day, "{text} {of}");
        }
        for text in ["", "5", "5d", "+d", "+5", "+5d 25:00", "0日", "32日", "2026-13-01", "26-1-1", "+9999d", "+-5d"]
        {
            assert_eq!(Moment::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_deadline_is_over_after_its_hour_or_after_its_day() {
        let whole = Due { date: NaiveDate::from_ymd_opt(2026, 11, 5).unwrap(), time: None };
        let noon = Due { time: NaiveTime::from_hms_opt(12, 0, 0), ..whole };
        for (now, whole_past, noon_past, days) in [
            ("2026-11-04T23:59:59+08:00", false, false, 0),
            ("2026-11-05T12:00:00+08:00", false, false, 0),
            ("2026-11-05T12:00:01+08:00", false, true, 0),
            ("2026-11-06T00:00:00+08:00", true, true, 1),
            ("2026-11-07T08:00:00+08:00", true, true, 2),
        ] {
            assert_eq!((whole.is_past(at(now)), noon.is_past(at(now))), (whole_past, noon_past), "{now}");
            assert_eq!(whole.days_late(at(now)), days);
        }
    }

    /// Two monthly forms, of which the second has its own entry, and one that is asked by the quarter.
    fn scheme() -> Scheme {
        let form = |periods: Vec<PeriodKind>| {
            let periodic = Periodic {
                roster: FormId(9),
                applies: None,
                periods,
                january: crate::period::January::Reported,
                main: None,
            };
            FormDef { kind: FormKind::Periodic(periodic), ..FormDef::NONE }
        };
        let times = |town: &str, county: &str| Times {
            opens: Moment::read("-5d"),
            town_due: Moment::read(town),
            county_due: Moment::read(county),
            city_due: None,
        };
        let entry = |forms: Vec<FormId>, times| CalendarDef {
            forms,
            kind: Some(PeriodKind::Month),
            times,
            exceptions: vec![(period("2026-09"), Times { town_due: Moment::read("2026-10-09"), ..Times::default() })],
            ..CalendarDef::default()
        };
        Scheme {
            forms: vec![form(vec![PeriodKind::Month]), form(vec![PeriodKind::Month]), form(vec![PeriodKind::Quarter])],
            calendar: vec![entry(Vec::new(), times("+5d", "+8d")), entry(vec![FormId(1)], times("+3d", "+4d"))],
            ..Scheme::default()
        }
    }

    #[test]
    fn a_form_has_its_own_times_else_the_general_ones_and_exceptions_before_both() {
        let scheme = scheme();
        let due = |form, of: &str, tier| {
            scheme.due(FormId(form), period(of), tier).map(|due| due.chinese(period(of))).unwrap_or_default()
        };
        assert_eq!(due(0, "2026-10", Tier::Town), "11月5日");
        assert_eq!(due(1, "2026-10", Tier::Town), "11月3日");
        assert_eq!(due(0, "2026-10", Tier::County), "11月8日");
        assert_eq!(due(0, "2026-10", Tier::City), "");
        assert_eq!(due(0, "2026-09", Tier::Town), "10月9日");
        assert_eq!(due(0, "2026-09", Tier::County), "10月8日");
        assert_eq!(due(2, "2026-Q3", Tier::Town), "");
    }

    #[test]
    fn what_is_late_is_told_by_the_earliest_deadline() {
        let scheme = scheme();
        let window = |now: &str| scheme.window(FormId(0), period("2026-10"), Tier::Town, at(now));
        assert!(matches!(window("2026-10-25T08:00:00"), Window::NotOpen(_)));
        assert!(matches!(window("2026-10-26T08:00:00"), Window::Open(Some(_))));
        assert!(matches!(window("2026-11-06T08:00:00"), Window::Past(_)));
        let quarter = scheme.window(FormId(2), period("2026-Q3"), Tier::Town, at("2026-11-06T08:00:00"));
        assert_eq!(quarter, Window::Unscheduled);
        assert_eq!(scheme.late(period("2026-10"), Tier::Town, at("2026-11-03T20:00:00")), None);
        let late = scheme.late(period("2026-10"), Tier::Town, at("2026-11-04T08:00:00")).unwrap();
        assert_eq!((late.forms, late.days), (vec![FormId(1)], 1));
        let late = scheme.late(period("2026-10"), Tier::Town, at("2026-11-07T08:00:00")).unwrap();
        assert_eq!((late.forms.len(), late.days, late.due.chinese(period("2026-10"))), (2, 4, "11月3日".to_owned()));
        let whole = |now: &str| scheme.whole_window(period("2026-10"), Tier::Town, at(now));
        assert!(matches!(whole("2026-10-20T08:00:00"), Window::NotOpen(_)));
        assert!(matches!(whole("2026-10-30T08:00:00"), Window::Open(Some(due)) if due.date.day() == 3));
        assert!(matches!(whole("2026-11-04T08:00:00"), Window::Past(due) if due.date.day() == 3));
        assert_eq!(scheme.whole_window(period("2026-Q3"), Tier::Town, at("2026-11-04T08:00:00")), Window::Unscheduled);
        assert_eq!(scheme.first_due(period("2026-10"), Tier::Town).unwrap().date.day(), 3);
    }

    #[test]
    fn the_tier_is_that_of_the_code() {
        for (code, tier) in [
            ("411425104", Tier::Town),
            ("411425104000", Tier::Town),
            ("411425", Tier::County),
            ("411425000000", Tier::County),
            ("411400", Tier::City),
            ("410000", Tier::City),
            ("KFQ", Tier::Town),
        ] {
            assert_eq!(Tier::of(code), tier, "{code}");
        }
    }
}
