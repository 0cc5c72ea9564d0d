//! The same records for a longer period: the months of a quarter or a year, the 旬 of a month, put together.
//!
//! Flows add up, cumulative figures and everything that stands at a point in time are those of the latest record. A sum
//! is worked out only where every part has its figure: what one month lacks is lacking in the quarter.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::carry::same_record;
use super::{About, Mark, Office, Row, RowKey, Slot, Table, Workbook, read_cell};
use crate::formula::Value;
use crate::number::{Decimal, canonical};
use crate::period::Period;
use crate::scheme::{Column, FormId, Scheme};

/// Why parts do not make up a longer period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", crate::message::workbook::span(self))]
pub enum SpanError {
    /// No part at all.
    Nothing,
    /// A part of another office.
    OtherOffice {
        /// Its office.
        found: String,
        /// That of the first.
        expected: String,
    },
    /// A part that begins before the period or ends after it, such as a week across two months.
    Outside {
        /// The part.
        part: Period,
    },
    /// Two parts that have days in common.
    Overlap {
        /// The earlier one.
        first: Period,
        /// The later one.
        second: Period,
    },
    /// Days that no part covers.
    Gap {
        /// The first of them.
        from: NaiveDate,
        /// The last of them.
        to: NaiveDate,
    },
}

/// What the parts say of a longer period, as the workbook of that period.
///
/// The parts may come in any order and be of different kinds (1—2月 and 3月), but must cover the period exactly. Units are
/// joined as by carry-over: by identity, or by key and name. Only records are combined; explanations and earlier files
/// are not.
///
/// # Errors
/// Why the parts do not make up the period.
pub fn combine(scheme: &Scheme, parts: &[&Workbook], period: Period) -> Result<Workbook, SpanError> {
    let mut parts: Vec<&Workbook> = parts.to_vec();
    parts.sort_by_key(|part| (part.about.period.start(), part.about.period.end()));
    covers(&parts, period)?;
    // From the latest backwards: what a later part says of a unit stands.
    parts.reverse();
    let Some(latest) = parts.first() else { return Err(SpanError::Nothing) };
    let about = About { period, ..latest.about.as_ref().clone() };
    let mut work = Work { scheme, whole: Workbook::new(scheme, about) };
    work.whole.signers = Arc::clone(&latest.signers);
    let keys: Vec<Keys> = parts.iter().map(|part| work.rosters(part)).collect();
    for form in scheme.form_ids().filter(|&form| !scheme[form].is_roster()) {
        work.records(form, &parts, &keys);
    }
    Ok(work.whole)
}

fn covers(parts: &[&Workbook], period: Period) -> Result<(), SpanError> {
    let Some(first) = parts.first() else { return Err(SpanError::Nothing) };
    let expected: &Office = &first.about.office;
    let mut next = period.start();
    let mut before: Option<Period> = None;
    for part in parts {
        let (own, office) = (part.about.period, &part.about.office);
        if office.code != expected.code {
            return Err(SpanError::OtherOffice { found: office.name.clone(), expected: expected.name.clone() });
        }
        if own.start() < period.start() || own.end() > period.end() {
            return Err(SpanError::Outside { part: own });
        }
        if let Some(first) = before.filter(|_| own.start() < next) {
            return Err(SpanError::Overlap { first, second: own });
        }
        if own.start() > next {
            return Err(SpanError::Gap { from: next, to: own.start().pred_opt().unwrap_or_default() });
        }
        next = own.end().succ_opt().unwrap_or_default();
        before = Some(own);
    }
    if next <= period.end() { Err(SpanError::Gap { from: next, to: period.end() }) } else { Ok(()) }
}

/// From a part's roster row to the row of the whole.
type Keys = BTreeMap<(FormId, RowKey), RowKey>;

struct Work<'a> {
    scheme: &'a Scheme,
    whole: Workbook,
}

impl Work<'_> {
    /// Adds the roster rows of a part that no later part has.
    fn rosters(&mut self, part: &Workbook) -> Keys {
        let mut keys = Keys::new();
        for form in self.scheme.rosters() {
            for row in part.table(form).rows() {
                let key = same_record(self.scheme, form, &self.whole, row).unwrap_or_else(|| {
                    let taken = self.whole.table(form).position(&row.key).is_some();
                    let key = if taken { self.whole.fresh_key(self.scheme, form) } else { RowKey::clone(&row.key) };
                    self.push(form, Row { key: RowKey::clone(&key), ..row.as_ref().clone() });
                    key
                });
                keys.insert((form, RowKey::clone(&row.key)), key);
            }
        }
        keys
    }

    fn push(&mut self, form: FormId, row: Row) {
        if let Some(table) = self.whole.tables.get_mut(form.index()) {
            let table = Arc::make_mut(table);
            table.insert(usize::MAX, Arc::new(row));
        }
    }

    fn records(&mut self, form: FormId, parts: &[&Workbook], keys: &[Keys]) {
        let def = &self.scheme[form];
        let over = def.over();
        // The records of one unit, the latest first, in the order in which the units come.
        let mut order: Vec<RowKey> = Vec::new();
        let mut rows: BTreeMap<RowKey, Vec<&Row>> = BTreeMap::new();
        for (part, keys) in parts.iter().zip(keys) {
            let own = |key: &RowKey| match over {
                Some(roster) => keys.get(&(roster, RowKey::clone(key))).cloned(),
                None => Some(RowKey::clone(key)),
            };
            for row in part.table(form).rows() {
                let key = if row.of.is_some() { Some(RowKey::clone(&row.key)) } else { own(&row.key) };
                let Some(key) = key else { continue };
                let of = rows.entry(RowKey::clone(&key)).or_default();
                if of.is_empty() {
                    order.push(key);
                }
                of.push(row);
            }
        }
        let mut made = Vec::new();
        for key in order {
            let Some([latest, ..]) = rows.get(&key).map(Vec::as_slice) else { continue };
            let mut row = Row { key: RowKey::clone(&key), ..(*latest).clone() };
            if let Some(of) = &latest.of {
                // A detail row is the same from period to period; its latest state stands.
                let roster = over.unwrap_or_default();
                row.of = keys.iter().find_map(|keys| keys.get(&(roster, RowKey::clone(of)))).cloned();
            } else if let Some(all) = rows.get(&key) {
                self.add_up(form, all, &mut row);
            }
            made.push(Arc::new(row));
        }
        if let Some(table) = self.whole.tables.get_mut(form.index()) {
            *table = Arc::new(Table::from_rows(made));
        }
    }

    /// Puts the sums of the flows in the place of the latest part's own.
    fn add_up(&self, form: FormId, parts: &[&Row], row: &mut Row) {
        let def = &self.scheme[form];
        row.standing = parts.iter().filter_map(|part| part.standing).min().or(row.standing);
        for (field, column) in def.cells() {
            if !matches!(column, Column::Month | Column::MonthLy) || def[field].is_computed() {
                continue;
            }
            let slot = Slot { field, column };
            row.cells.remove(&slot);
            row.marks.remove(&slot);
            let (sum, mark) = total(parts, slot);
            if let Some(sum) = sum {
                let text = Arc::from(canonical(sum));
                row.cells.insert(slot, read_cell(self.scheme, &def[field], text));
            }
            row.marks.extend(mark.filter(|mark| mark.fits(row.cells.get(&slot))).map(|mark| (slot, mark)));
        }
    }
}

/// The sum of one cell over the parts, and what is to be said of it.
fn total(parts: &[&Row], slot: Slot) -> (Option<Decimal>, Option<Mark>) {
    let mut sum: Option<Decimal> = Some(Decimal::ZERO);
    let (mut asked, mut confirmed, mut withheld) = (0, 0, false);
    for part in parts {
        let mark = part.marks.get(&slot).copied();
        if mark == Some(Mark::NotApplicable) {
            continue;
        }
        asked += 1;
        confirmed += usize::from(mark == Some(Mark::Confirmed));
        withheld |= mark == Some(Mark::NotReported);
        let value = part.cells.get(&slot).and_then(|cell| cell.value.as_ref()).and_then(Value::as_number);
        sum = sum.zip(value).and_then(|(sum, value)| sum.checked_add(value));
    }
    match (asked, sum) {
        (0, _) => (None, Some(Mark::NotApplicable)),
        (_, None) => (None, withheld.then_some(Mark::NotReported)),
        (_, Some(sum)) => (Some(sum), (confirmed == asked).then_some(Mark::Confirmed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::builtin;
    use crate::workbook::Standing;

    /// A workbook of these cells: form, key, cell, text.
    fn book(period: &str, cells: &[(&str, &str, &str, &str)]) -> Workbook {
        let scheme = builtin();
        let office = Office { code: "411425104".to_owned(), name: "谷熟镇".to_owned(), parents: Vec::new() };
        let about = About { id: String::new(), office, period: period.parse().unwrap(), demonstration: false };
        let mut book = Workbook::new(&scheme, about);
        for (form, key, cell, text) in cells {
            let form = scheme.form(form).unwrap();
            let slot = crate::workbook::slot_named(&scheme[form], cell).unwrap();
            let table = Arc::make_mut(&mut book.tables[form.index()]);
            if table.position(key).is_none() {
                table
                    .insert(usize::MAX, Arc::new(Row { standing: Some(Standing::Final), ..Row::new(Arc::from(*key)) }));
            }
            let row = table.row_mut(key).unwrap();
            match Mark::ALL.into_iter().find(|mark| mark.label() == *text) {
                Some(mark) => drop(row.marks.insert(slot, mark)),
                None => drop(row.cells.insert(slot, read_cell(&scheme, &scheme[form][slot.field], Arc::from(*text)))),
            }
        }
        book
    }

    fn text<'a>(book: &'a Workbook, form: &str, key: &str, cell: &str) -> &'a str {
        let scheme = builtin();
        let form = scheme.form(form).unwrap();
        let slot = crate::workbook::slot_named(&scheme[form], cell).unwrap();
        book.mark(form, key, slot).map_or_else(|| book.text(form, key, slot), |mark| mark.label())
    }

    fn quarter() -> [Workbook; 3] {
        let month = |period, amount, ytd, end, name| {
            book(
                period,
                &[
                    ("units", "u001", "uscc", "91411425MA3X1A208F"),
                    ("units", "u001", "name", name),
                    ("trade", "u001", "sales.month", amount),
                    ("trade", "u001", "sales.ytd", ytd),
                    ("trade", "u001", "sales.month_ly", "10.5"),
                    ("trade", "u001", "stock.end", end),
                ],
            )
        };
        [
            month("2026-07", "100", "700", "70", "甲行"),
            month("2026-08", "120", "820", "60", "甲行"),
            month("2026-09", "130", "950", "55", "甲贸易行"),
        ]
    }

    #[test]
    fn flows_add_up_and_everything_else_is_the_latest() {
        let scheme = builtin();
        let [july, august, september] = quarter();
        let whole = combine(&scheme, &[&august, &september, &july], "2026-Q3".parse().unwrap()).unwrap();
        for (form, cell, expected) in [
            ("trade", "sales.month", "350"),
            ("trade", "sales.ytd", "950"),
            ("trade", "sales.month_ly", "31.5"),
            ("trade", "stock.end", "55"),
            ("units", "name", "甲贸易行"),
        ] {
            assert_eq!(text(&whole, form, "u001", cell), expected, "{cell}");
        }
        assert_eq!(whole.about.period.to_string(), "2026-Q3");
    }

    #[test]
    fn what_one_month_lacks_the_quarter_lacks() {
        let scheme = builtin();
        let [july, _, september] = quarter();
        let sum = |cells: &[(&str, &str, &str, &str)]| {
            let whole = combine(&scheme, &[&july, &book("2026-08", cells), &september], "2026-Q3".parse().unwrap());
            text(&whole.unwrap(), "trade", "u001", "sales.month").to_owned()
        };
        let unit = ("units", "u001", "uscc", "91411425MA3X1A208F");
        assert_eq!(sum(&[unit, ("trade", "u001", "sales.month", "二百")]), "");
        assert_eq!(sum(&[unit, ("trade", "u001", "sales.ytd", "820")]), "");
        assert_eq!(sum(&[unit, ("trade", "u001", "sales.month", "缺报")]), "缺报");
        assert_eq!(sum(&[unit, ("trade", "u001", "sales.month", "不适用")]), "230");
        // A unit without a record was not asked in that month.
        assert_eq!(sum(&[unit]), "230");
    }

    #[test]
    fn units_are_joined_by_identity_and_none_is_lost() {
        let scheme = builtin();
        let first = book(
            "2026-0102",
            &[
                ("units", "u001", "uscc", "91411425MA3X1A208F"),
                ("industry", "u001", "output.month", "0"),
                ("units", "u002", "name", "乙厂"),
                ("industry", "u002", "output.month", "7"),
                ("industry", "u002", "output.ytd", "7"),
            ],
        );
        let march = book(
            "2026-03",
            &[("units", "u002", "uscc", "91411425MA3X1A208F"), ("industry", "u002", "output.month", "5")],
        );
        let whole = combine(&scheme, &[&first, &march], "2026-Q1".parse().unwrap()).unwrap();
        let industry = scheme.form("industry").unwrap();
        assert_eq!(whole.table(industry).len(), 2);
        assert_eq!(text(&whole, "industry", "u002", "output.month"), "5");
        assert_eq!(text(&whole, "industry", "u003", "output.ytd"), "7");
    }

    #[test]
    fn a_sum_is_as_firm_as_its_weakest_part_and_zero_when_all_are() {
        let scheme = builtin();
        let zero = |period, mark| {
            book(
                period,
                &[
                    ("units", "u001", "name", "甲厂"),
                    ("industry", "u001", "output.month", "0"),
                    ("industry", "u001", "output.month", mark),
                ],
            )
        };
        let mut first = zero("2026-0102", "真零");
        let march = zero("2026-03", "真零");
        let whole = |first: &Workbook| combine(&scheme, &[first, &march], "2026-Q1".parse().unwrap()).unwrap();
        assert_eq!(text(&whole(&first), "industry", "u001", "output.month"), "真零");
        let industry = scheme.form("industry").unwrap();
        let table = Arc::make_mut(&mut first.tables[industry.index()]);
        table.row_mut("u001").unwrap().standing = Some(Standing::Flash);
        assert_eq!(whole(&first).table(industry).row("u001").unwrap().standing, Some(Standing::Flash));
    }

    #[test]
    fn parts_must_make_up_the_period() {
        let scheme = builtin();
        let made = |parts: &[&str], whole: &str| {
            let parts: Vec<Workbook> = parts.iter().map(|period| book(period, &[])).collect();
            combine(&scheme, &parts.iter().collect::<Vec<_>>(), whole.parse().unwrap()).map(|_| ())
        };
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (parts, whole) in [
            (&["2026-0102", "2026-03"][..], "2026-Q1"),
            (&["2026-01", "2026-02", "2026-03"], "2026-Q1"),
            (&["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"], "2026"),
            (&["2026-02-T1", "2026-02-T2", "2026-02-T3"], "2026-02"),
            (&["2026-Q1", "2026-04", "2026-05", "2026-06", "2026-Q3", "2026-Q4"], "2026"),
        ] {
            assert_eq!(made(parts, whole), Ok(()), "{whole}");
        }
        assert_eq!(made(&[], "2026-Q3"), Err(SpanError::Nothing));
        let gap = SpanError::Gap { from: day("2026-08-01"), to: day("2026-08-31") };
        assert_eq!(made(&["2026-07", "2026-09"], "2026-Q3"), Err(gap));
        let gap = SpanError::Gap { from: day("2026-09-01"), to: day("2026-09-30") };
        assert_eq!(made(&["2026-07", "2026-08"], "2026-Q3"), Err(gap));
        let (first, second) = ("2026-0102".parse().unwrap(), "2026-02".parse().unwrap());
        assert_eq!(made(&["2026-0102", "2026-02", "2026-03"], "2026-Q1"), Err(SpanError::Overlap { first, second }));
        let part = "2026-W40".parse().unwrap();
        assert_eq!(made(&["2026-W40"], "2026-10"), Err(SpanError::Outside { part }));
        let mut other = book("2026-03", &[]);
        Arc::make_mut(&mut other.about).office.code = "411425105".to_owned();
        let result = combine(&scheme, &[&book("2026-0102", &[]), &other], "2026-Q1".parse().unwrap());
        assert!(matches!(result, Err(SpanError::OtherOffice { .. })));
    }
}
