//! How firm a record is, and why a cell is blank or zero: said in words of their own, never by a magic number.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Cell, Op, Refusal, Row, RowKey, Slot, Workbook};
use crate::formula::Value;
use crate::scheme::{FormDef, FormId, Scheme};

/// How firm the figures of a record are (数据状态).
///
/// # Source
/// practice.md P10: the same period is forecast before its end, reported in a flash just after it, and final later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 预计: before the period has ended.
    Forecast,
    /// 快报: first figures, before the books are closed.
    Flash,
    /// 正式.
    #[default]
    Final,
}

/// Why nothing stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// 不适用: there is no such thing here, and nothing is asked.
    NotApplicable,
    /// 缺报: there is a figure, but it was not given.
    NotReported,
}

/// What a person said of one cell besides its text.
///
/// A blank cell takes one of the first two, a zero takes the last; a cell that is typed into loses its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Blank, since it does not apply.
    NotApplicable,
    /// Blank, since it was not reported.
    NotReported,
    /// 真零: it is zero indeed.
    Confirmed,
}

impl Standing {
    pub const ALL: [Self; 3] = [Self::Forecast, Self::Flash, Self::Final];

    /// The word in files: `forecast`, `flash`, `final`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Forecast => "forecast",
            Self::Flash => "flash",
            Self::Final => "final",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Forecast => "预计",
            Self::Flash => "快报",
            Self::Final => "正式",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.key() == key)
    }
}

impl Absence {
    pub const ALL: [Self; 2] = [Self::NotApplicable, Self::NotReported];

    /// The word in files, and what the formula function `absence` gives: `not_applicable`, `not_reported`.
    pub const fn key(self) -> &'static str {
        self.mark().key()
    }

    pub const fn label(self) -> &'static str {
        self.mark().label()
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|absence| absence.key() == key)
    }

    pub const fn mark(self) -> Mark {
        match self {
            Self::NotApplicable => Mark::NotApplicable,
            Self::NotReported => Mark::NotReported,
        }
    }
}

impl Mark {
    pub const ALL: [Self; 3] = [Self::NotApplicable, Self::NotReported, Self::Confirmed];

    pub const fn key(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::NotReported => "not_reported",
            Self::Confirmed => "confirmed",
        }
    }

    /// The word that the page shows in the cell.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotApplicable => "不适用",
            Self::NotReported => "缺报",
            Self::Confirmed => "真零",
        }
    }

    /// Why the cell is blank; `None` for a confirmed zero.
    pub const fn absence(self) -> Option<Absence> {
        match self {
            Self::NotApplicable => Some(Absence::NotApplicable),
            Self::NotReported => Some(Absence::NotReported),
            Self::Confirmed => None,
        }
    }

    /// Whether it can be said of this cell: a blank one, or one that holds the number 0.
    pub fn fits(self, cell: Option<&Cell>) -> bool {
        match (self, cell) {
            (Self::NotApplicable | Self::NotReported, None) => true,
            (Self::Confirmed, Some(cell)) => matches!(&cell.value, Some(Value::Number(number)) if number.is_zero()),
            _ => false,
        }
    }
}

/// How many records are how firm, and of how many cells something is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Records that are forecast, flash and final, and those that do not say.
    standings: [usize; 4],
    marks: [usize; 3],
}

impl Said {
    /// Records that are filled for a period.
    pub fn records(&self) -> usize {
        self.standings.iter().sum()
    }

    /// How many of them are so firm; `None` for those that do not say.
    pub const fn standing(&self, standing: Option<Standing>) -> usize {
        let [forecast, flash, last, silent] = self.standings;
        match standing {
            Some(Standing::Forecast) => forecast,
            Some(Standing::Flash) => flash,
            Some(Standing::Final) => last,
            None => silent,
        }
    }

    /// Of how many cells this is said.
    pub const fn mark(&self, mark: Mark) -> usize {
        let [not_applicable, not_reported, confirmed] = self.marks;
        match mark {
            Mark::NotApplicable => not_applicable,
            Mark::NotReported => not_reported,
            Mark::Confirmed => confirmed,
        }
    }
}

impl Workbook {
    /// What is said of records and cells, counted.
    pub fn said(&self, scheme: &Scheme) -> Said {
        let mut said = Said::default();
        for (form, def) in scheme.form_ids().zip(&scheme.forms) {
            for row in self.table(form).rows() {
                // What was only carried over is no report yet.
                let begun = row.standing.is_some() || self.reports(def, row);
                let [forecast, flash, last, silent] = &mut said.standings;
                if has_standing(def) && begun {
                    *match row.standing {
                        Some(Standing::Forecast) => forecast,
                        Some(Standing::Flash) => flash,
                        Some(Standing::Final) => last,
                        None => silent,
                    } += 1;
                }
                let [not_applicable, not_reported, confirmed] = &mut said.marks;
                for mark in row.marks.values() {
                    *match mark {
                        Mark::NotApplicable => &mut *not_applicable,
                        Mark::NotReported => &mut *not_reported,
                        Mark::Confirmed => &mut *confirmed,
                    } += 1;
                }
            }
        }
        said
    }

    fn reports(&self, def: &FormDef, row: &Row) -> bool {
        row.cells.keys().any(|slot| def.reports(slot.field, slot.column, self.about.period))
    }

    /// What was said of a cell besides its text.
    pub fn mark(&self, form: FormId, key: &str, slot: Slot) -> Option<Mark> {
        self.table(form).row(key)?.marks.get(&slot).copied()
    }

    /// Marks the cells that the mark fits, or takes the marks away.
    pub(super) fn plan_marks(
        &self,
        scheme: &Scheme,
        form: FormId,
        cells: &[(RowKey, Slot)],
        mark: Option<Mark>,
    ) -> Result<Vec<Op>, Refusal> {
        let def = super::command::known(scheme, form)?;
        let mut ops = Vec::new();
        let mut made = std::collections::BTreeSet::new();
        let (mut asked, mut same) = (0, 0);
        for (key, slot) in cells {
            let field = &def[slot.field];
            if field.key.is_empty() || !field.columns().contains(&slot.column) {
                return Err(Refusal::NoSuchField { form: def.label.clone() });
            }
            if field.is_computed() {
                continue;
            }
            asked += 1;
            let old = self.mark(form, key, *slot);
            if old == mark {
                same += 1;
                continue;
            }
            if mark.is_some_and(|mark| !mark.fits(self.cell(form, key, *slot))) {
                continue;
            }
            self.plan_record(scheme, form, key, &mut made, &mut ops)?;
            ops.push(Op::Mark { form, key: RowKey::clone(key), slot: *slot, old, new: mark });
        }
        match (ops.is_empty() && same == 0, mark) {
            (true, Some(mark)) if asked > 0 => return Err(Refusal::NothingToMark { mark }),
            (true, _) if asked == 0 && !cells.is_empty() => {
                return Err(Refusal::Computed { field: first_label(def, cells) });
            }
            _ => {}
        }
        if !def.is_lasting() {
            self.plan_vanishing(form, &mut ops);
        }
        Ok(ops)
    }

    /// Says how firm these records are; those that do not exist are passed over.
    pub(super) fn plan_standing(
        &self,
        scheme: &Scheme,
        form: FormId,
        keys: &[RowKey],
        standing: Standing,
    ) -> Result<Vec<Op>, Refusal> {
        let def = super::command::known(scheme, form)?;
        if !has_standing(def) {
            return Err(Refusal::NoStanding { form: def.label.clone() });
        }
        let step = |key: &RowKey| {
            let old = self.table(form).row(key)?.standing;
            let new = Some(standing);
            (old != new).then(|| Op::Stand { form, key: RowKey::clone(key), old, new })
        };
        Ok(keys.iter().filter_map(step).collect())
    }

    /// Says how firm records are from now on and, if wanted, all that are there.
    pub(super) fn plan_standings(&self, scheme: &Scheme, standing: Standing, all: bool) -> Result<Vec<Op>, Refusal> {
        let mut ops = Vec::new();
        if self.standing != standing {
            ops.push(Op::Standing { old: self.standing, new: standing });
        }
        for form in scheme.form_ids().filter(|&form| all && has_standing(&scheme[form])) {
            let begun = |row: &&Arc<Row>| row.standing.is_some() || self.reports(&scheme[form], row);
            let keys: Vec<RowKey> =
                self.table(form).rows().iter().filter(begun).map(|row| RowKey::clone(&row.key)).collect();
            ops.extend(self.plan_standing(scheme, form, &keys, standing)?);
        }
        Ok(ops)
    }
}

/// Whether the records of a form are forecast, flash or final: not rows that live from period to period.
pub const fn has_standing(def: &FormDef) -> bool {
    !def.is_lasting()
}

fn first_label(def: &FormDef, cells: &[(RowKey, Slot)]) -> String {
    cells.first().map_or_else(String::new, |(_, slot)| def[slot.field].label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_files_read_back() {
        for standing in Standing::ALL {
            assert_eq!(Standing::from_key(standing.key()), Some(standing));
            assert_eq!(serde_json::to_value(standing).unwrap(), standing.key());
        }
        for absence in Absence::ALL {
            assert_eq!(Absence::from_key(absence.key()), Some(absence));
            assert_eq!(absence.mark().absence(), Some(absence));
        }
        for mark in Mark::ALL {
            assert_eq!(serde_json::to_value(mark).unwrap(), mark.key());
        }
    }
}
