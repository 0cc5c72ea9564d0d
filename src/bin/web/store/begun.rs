//! A new period being set up: the office, the period, and the files to carry over from.

use std::rc::Rc;

use sishang::period::{January, Period};
use sishang::workbook::{Office, Workbook};
use yew::AttrValue;

/// What is known of the new work so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Begun {
    /// The office, once chosen.
    pub office: Option<Office>,
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
    /// The period to show: the chosen one, else last month, or what follows the latest file when that is later.
    pub(crate) fn shown_period(&self, today: &str) -> Option<Period> {
        let files = self.sources.iter().filter_map(|source| source.content.as_ref().ok());
        let latest = files.map(|file| file.book.about.period).max();
        let following = latest.and_then(|period| period.next(January::Exempt));
        self.period.or_else(|| proposed(today).max(following))
    }
}

/// The period that is proposed on a day: last month, or 1—2月 where January is not asked alone.
pub(crate) fn proposed(today: &str) -> Option<Period> {
    let (year, month) = (today.get(..4)?.parse().ok()?, today.get(5..7)?.parse().ok()?);
    let now = Period::of_month(year, month)?;
    match month {
        // In February the figures of January are not asked for; what is still open is December.
        1 | 2 => Period::of_month(year - 1, 12),
        _ => now.previous(January::Exempt),
    }
}

/// The periods to choose from on a day, the latest first: this year's and last year's.
pub(crate) fn choices(today: &str) -> Vec<Period> {
    let year = today.get(..4).and_then(|year| year.parse().ok()).unwrap_or(2026);
    let month: u8 = today.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(12);
    [year, year - 1]
        .into_iter()
        .flat_map(|of: u16| {
            let last = if of == year { month } else { 12 };
            let months = (3..=last).rev().filter_map(move |month| Period::of_month(of, month));
            months.chain((last >= 2).then(|| Period::of_jan_feb(of)).flatten())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_month_is_proposed_and_january_goes_with_february() {
        for (today, code) in [
            ("2026-11-21", "2026-10"),
            ("2026-04-02", "2026-03"),
            ("2026-03-02", "2026-0102"),
            ("2026-02-02", "2025-12"),
            ("2026-01-05", "2025-12"),
        ] {
            assert_eq!(proposed(today).map(|period| period.to_string()).as_deref(), Some(code), "{today}");
        }
    }

    #[test]
    fn january_and_february_are_one_choice() {
        let codes: Vec<String> = choices("2026-04-01").iter().map(ToString::to_string).collect();
        assert_eq!(codes.get(..4).unwrap_or_default(), ["2026-04", "2026-03", "2026-0102", "2025-12"]);
        assert!(!codes.iter().any(|code| code == "2026-01"));
    }
}
