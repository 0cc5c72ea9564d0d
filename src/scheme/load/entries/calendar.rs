//! The calendar: when forms open and when they are due.

use super::super::layer::{Layer, wrong};
use super::super::reader::Reader;
use super::super::tree::{Entry, Table, Value};
use super::super::{Located, Span, limits};
use super::{check_key, within};
use crate::formula::nearest;
use crate::period::{Period, PeriodKind};
use crate::scheme::error::{Contradiction, Errors, Part, Problem};
use crate::scheme::model::{CalendarDef, Moment, Scheme, Times};
use std::collections::BTreeMap;

pub(super) fn read_calendar(layer: &Layer, scheme: &mut Scheme, errors: &mut Errors) {
    // Which entry a form has its times from in a kind of period must be clear.
    let mut taken: BTreeMap<(PeriodKind, Option<String>), Span> = BTreeMap::new();
    for entry in within(&layer.calendar, limits::CALENDAR, Part::Calendar, |entry| entry.key_span, errors) {
        if let Some(def) = read_one(entry, scheme, &mut taken, errors) {
            scheme.calendar.push(def);
        }
    }
}

fn read_one(
    entry: &Entry,
    scheme: &Scheme,
    taken: &mut BTreeMap<(PeriodKind, Option<String>), Span>,
    errors: &mut Errors,
) -> Option<CalendarDef> {
    let table = entry.node.as_table()?;
    check_key(&Located { value: entry.key.clone(), span: entry.key_span }, Part::Calendar, errors);
    let mut reader = Reader::new(table, entry.key_span, Part::Calendar, &entry.key, errors);
    if reader.node("kind").is_none() {
        reader.missing("kind");
    }
    let kind = reader.word("kind", &PeriodKind::ALL, PeriodKind::key);
    let one = reader.text("form");
    let several = reader.texts("forms");
    if let (Some(one), Some(_)) = (&one, &several) {
        reader.errors.add(one.span, Problem::Contradiction(Contradiction::FormAndForms));
    }
    let mut names: Vec<Located<String>> = one.into_iter().chain(several.into_iter().flatten()).collect();
    let mut def = CalendarDef { key: entry.key.clone(), kind, ..CalendarDef::default() };
    for found in &names {
        match scheme.form(&found.value) {
            Some(form)
                if kind
                    .is_none_or(|kind| scheme[form].schedule().is_some_and(|(periods, _)| periods.contains(&kind))) =>
            {
                def.forms.push(form);
            }
            Some(_) => reader.errors.add(found.span, Problem::Contradiction(Contradiction::CalendarKind)),
            None => {
                let nearest = nearest(&found.value, scheme.forms.iter().map(|form| form.key.as_str()));
                let (within, name) = (String::new(), found.value.clone());
                reader.errors.add(found.span, Problem::UnknownName { part: Part::Form, within, found: name, nearest });
            }
        }
    }
    if let Some(kind) = kind {
        let general = names.is_empty().then(|| Located { value: String::new(), span: entry.key_span });
        for name in names.drain(..).map(Some).chain(general.map(Some)).flatten() {
            let form = Some(name.value.clone()).filter(|name| !name.is_empty());
            if let Some(first) = taken.insert((kind, form), name.span) {
                let found = if name.value.is_empty() { kind.label().to_owned() } else { name.value };
                let problem = Problem::Duplicate { part: Part::Calendar, attribute: "表和报告期", found };
                reader.errors.add_related(name.span, problem, Some(first));
            }
        }
    }
    let sample = kind.and_then(sample);
    def.times = read_times(&mut reader, sample);
    if Times::KEYS.iter().all(|key| table.get(key).is_none()) {
        reader.errors.add(entry.key_span, Problem::Contradiction(Contradiction::CalendarEmpty));
    }
    let exceptions = reader.table("exceptions");
    def.source = reader.words("source");
    reader.finish(&[]);
    if let (Some((table, _)), Some(kind)) = (exceptions, kind) {
        def.exceptions = read_exceptions(table, kind, errors);
    }
    Some(def)
}

fn read_exceptions(table: &Table, kind: PeriodKind, errors: &mut Errors) -> Vec<(Period, Times)> {
    let mut exceptions = Vec::new();
    for entry in within(&table.entries, limits::CODES, Part::Exception, |entry| entry.key_span, errors) {
        let period = entry.key.parse::<Period>().ok();
        match (period, &entry.node.value) {
            (None, _) => errors.add(entry.key_span, Problem::BadPeriod { found: entry.key.clone() }),
            (Some(period), _) if period.kind() != kind => {
                errors.add(entry.key_span, Problem::Contradiction(Contradiction::ExceptionKind));
            }
            (Some(period), Value::Table(table)) => {
                let mut reader = Reader::new(table, entry.key_span, Part::Exception, &entry.key, errors);
                let times = read_times(&mut reader, Some(period));
                reader.finish(&[]);
                exceptions.push((period, times));
            }
            (Some(_), other) => {
                errors.add(entry.node.span, wrong(&entry.key, "{…}，如 { town_due = \"2026-11-09\" }", other));
            }
        }
    }
    exceptions
}

/// The four times; each level's deadline is not before that of the level below, and not before the opening.
fn read_times(reader: &mut Reader<'_, '_>, sample: Option<Period>) -> Times {
    let mut read = |key: &'static str| {
        let text = reader.text(key)?;
        let moment = Moment::read(&text.value);
        if moment.is_none() {
            reader.errors.add(text.span, Problem::BadMoment { key, found: text.value });
        }
        moment.map(|moment| (moment, text.span))
    };
    let all = Times::KEYS.map(&mut read);
    let mut last = None;
    for (moment, span) in all.into_iter().flatten() {
        let Some(due) = sample.and_then(|period| moment.of(period)) else { continue };
        let at = (due.date, due.time.is_none(), due.time);
        if last.is_some_and(|last| at < last) {
            reader.errors.add(span, Problem::Contradiction(Contradiction::CalendarOrder));
        }
        last = Some(at);
    }
    let [opens, town_due, county_due, city_due] = all.map(|found| found.map(|(moment, _)| moment));
    Times { opens, town_due, county_due, city_due }
}

/// Some period of the kind, for comparing times that are said relative to it.
fn sample(kind: PeriodKind) -> Option<Period> {
    match kind {
        PeriodKind::Year => Period::of_year(2026),
        PeriodKind::Quarter => Period::of_quarter(2026, 3),
        PeriodKind::Month => Period::of_month(2026, 10),
        PeriodKind::JanFeb => Period::of_jan_feb(2026),
        PeriodKind::TenDay => Period::of_ten_day(2026, 10, 2),
        PeriodKind::Week => Period::of_week(2026, 41),
    }
}
