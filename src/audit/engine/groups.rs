//! Rules that compare a record with many others: for which records they have to be worked out again.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::audit::View;
use crate::formula::{Aggregated, ChangedRow, Compiled, FormId, Moved, Reach, Read, RowRef, Value, When};
use crate::scheme::{CompiledRule, CompiledScheme};
use crate::workbook::{Row, RowKey, Touched, Workbook};

/// The aggregates by which a rule reads any record of a form.
#[derive(Debug)]
pub(super) struct Groups {
    form: FormId,
    /// Those of what it asks.
    asked: Vec<Aggregated>,
    /// Those of its sentence, which only matter where there is a finding.
    told: Vec<Aggregated>,
}

impl Groups {
    /// `None` for a rule that reads any record otherwise, too: by a computed field, a colour, the record of the office.
    pub(super) fn of(rule: &CompiledRule, reads: &BTreeSet<Read>) -> Option<Self> {
        let asked = rule.when.iter().chain([&rule.check]).flat_map(Compiled::aggregated).collect();
        let groups = Self { form: rule.form, asked, told: rule.message.aggregated() };
        let plain: Option<Vec<Vec<Read>>> = groups.asked.iter().chain(&groups.told).map(Aggregated::reads).collect();
        let plain: BTreeSet<Read> = plain?.into_iter().flatten().collect();
        reads.iter().filter(|read| reads_any(**read)).all(|read| plain.contains(read)).then_some(groups)
    }

    /// The records for which the rule may say something else than before, but for those in which something changed; `None`
    /// for all. `has` says whether the rule has a finding there.
    pub(super) fn records(&self, change: &Changed<'_>, has: impl Fn(&RowKey) -> bool) -> Option<Vec<RowKey>> {
        let (asked, told) = (change.values(&self.asked)?, change.values(&self.told)?);
        if asked.is_empty() && told.is_empty() {
            return Some(Vec::new());
        }
        let goes_by = |moved: &[(&Aggregated, Vec<Value>)], place: RowRef| {
            moved.iter().any(|(aggregate, values)| aggregate.goes_by(values, &change.after, place))
        };
        let rows = change.book.table(self.form).rows().iter().zip(0..);
        let is_met = |key: &RowKey, row: u32| {
            let place = RowRef { when: When::Now, form: self.form, row };
            goes_by(&asked, place) || (has(key) && goes_by(&told, place))
        };
        Some(rows.filter(|(row, at)| is_met(&row.key, *at)).map(|(row, _)| Arc::clone(&row.key)).collect())
    }
}

/// Whether cells of any record are read.
pub(super) fn reads_any(read: Read) -> bool {
    match read {
        Read::Cell { when: When::Now, reach, .. }
        | Read::Rows { when: When::Now, reach, .. }
        | Read::Reported { when: When::Now, reach, .. } => reach == Reach::All,
        _ => false,
    }
}

/// A change, seen from both sides.
pub(super) struct Changed<'a> {
    scheme: &'a CompiledScheme,
    was: &'a Workbook,
    book: &'a Workbook,
    before: View<'a>,
    after: View<'a>,
    /// The records in which something changed.
    places: BTreeSet<(FormId, &'a RowKey)>,
}

impl<'a> Changed<'a> {
    pub(super) fn new(scheme: &'a CompiledScheme, was: &'a Workbook, book: &'a Workbook, touched: &'a Touched) -> Self {
        let cells = touched.cells.iter().map(|cell| (cell.form, &cell.key));
        let places = cells.chain(touched.records.iter().map(|(form, key)| (*form, key))).collect();
        Self { scheme, was, book, before: View::new(scheme, was), after: View::new(scheme, book), places }
    }

    /// Those of the aggregates that changed for some records, with the values that those go by; `None` when for any.
    fn values<'g>(&self, aggregates: &'g [Aggregated]) -> Option<Vec<(&'g Aggregated, Vec<Value>)>> {
        let mut all = Vec::new();
        for aggregate in aggregates {
            match aggregate.moved(&self.before, &self.after, &self.rows(aggregate.form())) {
                Moved::All => return None,
                Moved::By(values) if values.is_empty() => {}
                Moved::By(values) => all.push((aggregate, values)),
            }
        }
        Some(all)
    }

    /// The rows of a form that may be read otherwise than before: they, or records of their roster member, changed.
    fn rows(&self, form: FormId) -> Vec<ChangedRow> {
        let mut keys: BTreeSet<&RowKey> = BTreeSet::new();
        for &(changed, key) in &self.places {
            if changed == form {
                keys.insert(key);
            } else if self.scheme.roster_of(form).is_some_and(|roster| self.scheme.roster_of(changed) == Some(roster)) {
                for book in [self.was, self.book] {
                    let member = book.table(changed).row(key).map_or(key, Row::member);
                    keys.extend(book.table(form).belonging(member).map(|row| &row.key));
                }
            }
        }
        keys.into_iter().map(|key| (self.before.place(form, key), self.after.place(form, key))).collect()
    }
}
