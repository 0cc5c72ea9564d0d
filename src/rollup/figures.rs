//! What the records of a workbook add up to, column by column.

use std::collections::BTreeMap;

use crate::audit::View;
use crate::exchange::FigureRecord;
use crate::formula::{Data, Value, When};
use crate::ids::{FieldId, FormId};
use crate::measure::{Column, Measure};
use crate::number::{Decimal, Unit};
use crate::scheme::{CompiledScheme, FieldDef, FieldType, Scheme, Summing};
use crate::workbook::Workbook;

/// A column of a field of a form.
pub type FigureKey = (FormId, FieldId, Column);

/// The sum of one column, in the field's own unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// How many records have a figure there.
    pub records: u32,
    /// Their sum; `None` when it is too large to be kept exactly.
    pub sum: Option<Decimal>,
}

/// Sums of everything that can be summed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    sums: BTreeMap<FigureKey, Sum>,
}

/// Whether the values of a field mean something when added up: amounts and counts do, ratios and bare numbers do not, nor
/// does what the scheme says is no such amount.
pub fn is_summable(field: &FieldDef) -> bool {
    let unit = field.unit.as_deref();
    let is_ratio = unit.is_some_and(|unit| unit.contains('/') || Unit::parse(unit).is_ok_and(Unit::is_ratio));
    field.sum == Summing::Meant
        && field.kind == FieldType::Number
        && !is_ratio
        && (field.measure != Measure::Plain || unit.is_some())
}

impl Figures {
    /// What the records of a workbook add up to; computed fields too.
    ///
    /// # Missing values
    /// A cell without a figure adds nothing; a column in which no record has one has no sum.
    pub fn of(scheme: &CompiledScheme, book: &Workbook) -> Self {
        let view = View::new(scheme, book);
        let mut figures = Self::default();
        for form in scheme.form_ids() {
            let def = &scheme[form];
            let table = book.table(form);
            if table.is_empty() {
                continue;
            }
            for (field, column) in def.cells().filter(|(field, _)| is_summable(&def[*field])) {
                let key = (form, field, column);
                let sum = view.column_sum(When::Now, form, field, column);
                if let Some((records, sum)) = sum.and_then(|sum| Some((sum.count, sum.times(Decimal::ONE)?))) {
                    if records > 0 {
                        figures.add(key, Sum { records, sum: Some(sum) });
                    }
                    continue;
                }
                let mut own = Sum { records: 0, sum: Some(Decimal::ZERO) };
                for row in view.rows(When::Now, form) {
                    if let Some(Value::Number(number)) = view.cell(row, field, column) {
                        own.records = own.records.saturating_add(1);
                        own.sum = own.sum.and_then(|sum| sum.checked_add(number));
                    }
                }
                if own.records > 0 {
                    figures.add(key, own);
                }
            }
        }
        figures
    }

    fn add(&mut self, key: FigureKey, more: Sum) {
        let own = self.sums.entry(key).or_insert(Sum { records: 0, sum: Some(Decimal::ZERO) });
        own.records = own.records.saturating_add(more.records);
        own.sum = own.sum.zip(more.sum).and_then(|(one, two)| one.checked_add(two));
    }

    /// Adds those of another part.
    pub fn merge(&mut self, other: &Self) {
        for (key, sum) in &other.sums {
            self.add(*key, *sum);
        }
    }

    /// Adds a bare amount, as a difference does; it comes from no record.
    pub fn adjust(&mut self, key: FigureKey, amount: Decimal) {
        self.add(key, Sum { records: 0, sum: Some(amount) });
    }

    /// One sum.
    pub fn get(&self, key: FigureKey) -> Option<Sum> {
        self.sums.get(&key).copied()
    }

    /// All sums, in the order of the scheme.
    pub fn iter(&self) -> impl Iterator<Item = (FigureKey, Sum)> + '_ {
        self.sums.iter().map(|(key, sum)| (*key, *sum))
    }

    /// Whether any record of a form has a figure.
    pub fn has_form(&self, form: FormId) -> bool {
        self.sums.keys().any(|(own, _, _)| *own == form)
    }

    /// As a bundle tells them; sums that cannot be written exactly in a file are left out.
    pub fn records(&self, scheme: &Scheme) -> Vec<FigureRecord> {
        self.iter()
            .filter_map(|((form, field, column), sum)| {
                let def = scheme.forms.get(form.index())?;
                Some(FigureRecord {
                    form: def.key.clone(),
                    field: def[field].cell_key(column),
                    records: sum.records,
                    sum: sum.sum.filter(|sum| is_exact(*sum))?,
                })
            })
            .collect()
    }
}

/// Whether a number has at most 15 significant digits, so that every reader gets it exactly.
fn is_exact(number: Decimal) -> bool {
    let digits = u32::try_from(crate::number::MAX_DIGITS).unwrap_or_default();
    number.round_sf(digits).is_some_and(|rounded| rounded == number)
}

/// The column that a form key and the name of a cell mean.
pub fn figure_key(scheme: &Scheme, form: &str, cell: &str) -> Option<FigureKey> {
    let form = scheme.form(form)?;
    let slot = crate::workbook::slot_named(&scheme[form], cell)?;
    Some((form, slot.field, slot.column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::builtin;

    #[test]
    fn only_amounts_are_added_up_and_no_marks_to_measure_by() {
        let scheme = builtin();
        for (form, field, expected) in [
            ("units", "threshold", false),
            ("units", "name", false),
            ("progress", "rate", false),
            ("progress", "intensity", false),
            ("industry", "revenue", true),
            ("industry", "staff", true),
            ("progress", "land", true),
        ] {
            let def = &scheme[scheme.form(form).unwrap()];
            assert_eq!(is_summable(&def[def.field(field).unwrap()]), expected, "{form}.{field}");
        }
    }
}
