//! A new period being set up: the office, the period, and the files to carry over from.

use std::rc::Rc;

use chrono::{Datelike, NaiveDate};
use sishang::period::{January, Period, PeriodKind};
use sishang::scheme::Scheme;
use sishang::workbook::{Office, Workbook};
use yew::AttrValue;

/// What is known of the new work so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Begun {
    /// The office, once chosen.
    pub office: Option<Office>,
    /// The kind of period, once chosen.
    pub kind: Option<PeriodKind>,
    /// The period, once chosen; until then last month is proposed.
    pub period: Option<Period>,
    /// The files given.
    pub sources: Rc<[Source]>,
}

/// A file to carry over from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Source {
    /// Its name.
    pub name: AttrValue,
    /// What is in it, or why it cannot be used.
    pub content: Result<Rc<Earlier>, AttrValue>,
}

/// An earlier submission.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Earlier {
    /// What is in it.
    pub book: Workbook,
    /// Its digest.
    pub digest: String,
    /// Whether it was final.
    pub is_final: bool,
}

impl Begun {
    /// With more files. A file of the same name replaces the one before; what is not chosen yet is taken from them.
    #[must_use]
    pub(crate) fn with(&self, sources: Vec<Source>) -> Self {
        let mut next = self.clone();
        let kept = self.sources.iter().filter(|old| sources.iter().all(|new| new.name != old.name)).cloned();
        next.sources = kept.chain(sources.iter().cloned()).collect();
        let latest =
            next.sources.iter().filter_map(|source| source.content.as_ref().ok()).max_by_key(|it| it.book.about.period);
        if let Some(latest) = latest {
            let about = Rc::clone(latest);
            next.office.get_or_insert_with(|| about.book.about.office.clone());
        }
        next
    }

    /// Without the file of this name.
    #[must_use]
    pub(crate) fn without(&self, name: &str) -> Self {
        let sources = self.sources.iter().filter(|source| source.name != name).cloned().collect();
        Self { sources, ..self.clone() }
    }
}

impl Begun {
    /// The kind of period that is chosen: 1—2月 is one of the months.
    pub(crate) fn shown_kind(&self, scheme: &Scheme) -> PeriodKind {
        let from_file = || self.latest().map(Period::kind).filter(|_| self.period.is_none());
        let kind = self.kind.or_else(|| self.period.map(Period::kind)).or_else(from_file).map(sequence);
        let offered = offered(scheme);
        let usual = offered.iter().find(|kind| **kind == PeriodKind::Month).or(offered.first());
        kind.filter(|kind| offered.contains(kind)).or(usual.copied()).unwrap_or(PeriodKind::Month)
    }

    /// The period to show: the chosen one, else the one that is proposed, or what follows the latest file when that is
    /// later.
    pub(crate) fn shown_period(&self, scheme: &Scheme, today: &str) -> Option<Period> {
        let kind = self.shown_kind(scheme);
        let fits = |period: &Period| sequence(period.kind()) == kind;
        let following = self.latest().filter(fits).and_then(|period| period.next(scheme.january()));
        self.period.filter(fits).or_else(|| proposed(scheme, kind, today).max(following))
    }

    fn latest(&self) -> Option<Period> {
        self.sources.iter().filter_map(|source| source.content.as_ref().ok()).map(|file| file.book.about.period).max()
    }
}

/// The kinds of sequence, the shortest first.
const SEQUENCES: [PeriodKind; 5] =
    [PeriodKind::Week, PeriodKind::TenDay, PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Year];

/// The sequence that a kind of period belongs to.
const fn sequence(kind: PeriodKind) -> PeriodKind {
    if matches!(kind, PeriodKind::JanFeb) { PeriodKind::Month } else { kind }
}

/// The kinds of period for which the scheme asks some form.
pub(crate) fn offered(scheme: &Scheme) -> Vec<PeriodKind> {
    let asked = |of: PeriodKind| {
        let schedules = scheme.forms.iter().filter(|form| !form.is_roster()).filter_map(|form| form.schedule());
        schedules.into_iter().any(|(periods, _)| periods.iter().any(|&kind| sequence(kind) == of))
    };
    SEQUENCES.into_iter().filter(|&kind| asked(kind)).collect()
}

/// Those for which it asks none.
pub(crate) fn not_offered(scheme: &Scheme) -> Vec<PeriodKind> {
    let offered = offered(scheme);
    SEQUENCES.into_iter().filter(|kind| !offered.contains(kind)).collect()
}

/// The period that is proposed on a day: of months the last one (1—2月 where January is not asked alone), of others the
/// latest that has opened by the calendar, or the last one where there is none.
pub(crate) fn proposed(scheme: &Scheme, kind: PeriodKind, today: &str) -> Option<Period> {
    let january = scheme.january();
    let day: NaiveDate = today.get(..10)?.parse().ok()?;
    let now = Period::containing(kind, day)?;
    if kind == PeriodKind::Month {
        return match (now.month(), january) {
            // In February the figures of January are not asked for; what is still open is December.
            (1 | 2, January::Exempt) => Period::of_month(now.year() - 1, 12),
            _ => now.previous(january),
        };
    }
    let is_open = |period: Period| {
        let opens = scheme
            .asked_in(period)
            .filter_map(|form| scheme.times_of(form, period).opens?.of(period))
            .min_by_key(|due| due.date);
        opens.is_some_and(|opens| opens.date <= day)
    };
    if is_open(now) { Some(now) } else { now.previous(january) }
}

/// The periods of a kind to choose from on a day, the latest first; only those in which some form is asked.
pub(crate) fn choices(scheme: &Scheme, kind: PeriodKind, today: &str) -> Vec<Period> {
    let Ok(day) = today.get(..10).unwrap_or_default().parse::<NaiveDate>() else { return Vec::new() };
    let january = scheme.january();
    let count = match kind {
        PeriodKind::Year => 3,
        PeriodKind::Quarter => 8,
        PeriodKind::Week | PeriodKind::TenDay => 18,
        PeriodKind::Month | PeriodKind::JanFeb => 24,
    };
    // In January and February of a sequence with 1—2月, that is the period of the day.
    let joint = Period::containing(PeriodKind::JanFeb, day).filter(|period| {
        kind == PeriodKind::Month && january == January::Exempt && scheme.asks_in(*period) && day.month() == 2
    });
    let first = joint.or_else(|| Period::containing(kind, day));
    std::iter::successors(first, |period| period.previous(january))
        .filter(|period| scheme.asks_in(*period))
        .take(count)
        .collect()
}

#[cfg(test)]
mod tests {
    use sishang::scheme::{CompiledScheme, SourceDoc, builtin, load};

    use super::*;

    /// The built-in scheme with a form that is asked for by the week and by the year.
    fn weekly() -> CompiledScheme {
        let text = r#"
[scheme]
id = "weekly"
edition = "1"
extends = "sishang"
name = "周调度"
authority = "县"
approval = "无"
valid_until = "2027-12"

[forms.visits]
label = "开复工周报"
number = "周1"
kind = "periodic"
roster = "projects"
periods = ["week", "year"]

[[forms.visits.fields]]
key = "people"
label = "在场人数"
unit = "人"
"#;
        load(&[SourceDoc { name: "weekly.toml", text }]).unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    fn code(period: Option<Period>) -> String {
        period.map_or_else(String::new, |period| period.to_string())
    }

    #[test]
    fn last_month_is_proposed_and_january_goes_with_february() {
        for (today, expected) in [
            ("2026-11-21", "2026-10"),
            ("2026-04-02", "2026-03"),
            ("2026-03-02", "2026-0102"),
            ("2026-02-02", "2025-12"),
            ("2026-01-05", "2025-12"),
        ] {
            assert_eq!(code(proposed(&builtin(), PeriodKind::Month, today)), expected, "{today}");
        }
    }

    #[test]
    fn of_other_kinds_the_latest_that_has_opened_is_proposed() {
        let scheme = weekly();
        for (kind, today, expected) in [
            // The calendar opens a week two days before its end.
            (PeriodKind::Week, "2026-10-08", "2026-W40"),
            (PeriodKind::Week, "2026-10-09", "2026-W41"),
            (PeriodKind::Week, "2027-01-04", "2026-W53"),
            (PeriodKind::Quarter, "2026-09-10", "2026-Q2"),
            (PeriodKind::Quarter, "2026-09-20", "2026-Q3"),
            (PeriodKind::Year, "2026-12-31", "2025"),
        ] {
            assert_eq!(code(proposed(&scheme, kind, today)), expected, "{today}");
        }
    }

    #[test]
    fn only_kinds_for_which_a_form_is_asked_are_offered() {
        let usual = [PeriodKind::Month, PeriodKind::Quarter];
        assert!(usual.iter().all(|kind| offered(&builtin()).contains(kind)));
        let scheme = weekly();
        assert!(offered(&scheme).contains(&PeriodKind::Week) && offered(&scheme).contains(&PeriodKind::Year));
        assert!(SEQUENCES.iter().all(|kind| offered(&scheme).contains(kind) != not_offered(&scheme).contains(kind)));
        let begun = Begun { kind: Some(PeriodKind::Week), ..Begun::default() };
        assert_eq!(code(begun.shown_period(&scheme, "2026-10-09")), "2026-W41");
        let kind = Begun { kind: Some(PeriodKind::Year), ..Begun::default() }.shown_kind(&builtin());
        assert!(offered(&builtin()).contains(&kind));
    }

    #[test]
    fn january_and_february_are_one_choice() {
        let codes =
            |kind, today| -> Vec<String> { choices(&builtin(), kind, today).iter().map(ToString::to_string).collect() };
        let months = codes(PeriodKind::Month, "2026-04-01");
        assert_eq!(months.get(..4).unwrap_or_default(), ["2026-04", "2026-03", "2026-0102", "2025-12"]);
        assert!(!months.iter().any(|code| code == "2026-01"));
        assert_eq!(codes(PeriodKind::Month, "2026-02-10").first().map(String::as_str), Some("2026-0102"));
        assert_eq!(codes(PeriodKind::Quarter, "2026-05-01").get(..2).unwrap_or_default(), ["2026-Q2", "2026-Q1"]);
    }
}
