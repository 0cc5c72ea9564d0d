//! Forms: rosters, periodic forms, forms of details, and those with one record for the office.

use super::FieldDef;
use crate::ids::{FieldId, FormId};
use crate::measure::Column;
use crate::period::{January, Period, PeriodKind};
use std::ops::Index;

/// One table to fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDef {
    /// Key in files and formulas: `industry`.
    pub key: String,
    /// 表名.
    pub label: String,
    /// 表号.
    pub number: String,
    pub kind: FormKind,
    /// What differs from the scheme's own particulars.
    pub issued: Issued,
    /// In the order of the file, which is the order of the columns.
    pub fields: Vec<FieldDef>,
    /// 填报说明.
    pub explain: String,
}

/// 制定机关, 批准文号 and 有效期: what a respondent may ask a form for.
///
/// # Source
/// domain.md §3.1, S50: a form without them may be refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Issued {
    pub authority: String,
    pub approval: String,
    /// The last period in which the form may be used.
    pub valid_until: Option<Period>,
}

impl Issued {
    /// Whether the form may still be used in a period. Without an end it always may.
    pub fn is_valid_in(&self, period: Period) -> bool {
        self.valid_until.is_none_or(|last| period.end() <= last.end())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormKind {
    Roster(Roster),
    Periodic(Periodic),
    Single(Single),
    Detail(Detail),
}

impl FormKind {
    /// The word in scheme files: `roster`, `periodic`, `single`, `detail`.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Roster(_) => "roster",
            Self::Periodic(_) => "periodic",
            Self::Single(_) => "single",
            Self::Detail(_) => "detail",
        }
    }

    /// The Chinese name.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Roster(_) => "名录",
            Self::Periodic(_) => "定期表",
            Self::Single(_) => "单记录表",
            Self::Detail(_) => "明细表",
        }
    }
}

/// 名录: rows that live from period to period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// How formulas of other forms name the row they belong to: `unit`.
    pub join: String,
    /// The same in Chinese: `单位`.
    pub join_label: String,
    /// New rows are `u001`, `u002`, …
    pub key_prefix: String,
    /// The field that names a row for people.
    pub title: FieldId,
    /// The field that tells rows apart where files meet: the credit code, the project code.
    pub identity: Option<FieldId>,
}

/// A form that is filled for a period, one record per row of its roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periodic {
    pub roster: FormId,
    /// Formula on the roster row; without one the form applies to every row.
    pub applies: Option<String>,
    /// The kinds of period it is asked for.
    pub periods: Vec<PeriodKind>,
    pub january: January,
    /// The field that bare column names in formulas mean: 工业总产值 in the industry form.
    pub main: Option<FieldId>,
}

/// A form that is filled for a period with one record, which is the office's own: indicators of the area.
///
/// The record has the key [`Single::KEY`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Single {
    /// The kinds of period it is asked for.
    pub periods: Vec<PeriodKind>,
    pub january: January,
    /// The field that bare column names in formulas mean.
    pub main: Option<FieldId>,
}

impl Single {
    /// The key of the one record.
    pub const KEY: &'static str = "office";
}

/// 明细: any number of rows for one row of a roster, which live from period to period: problems of a project.
///
/// Each row has a key of its own, and beside it the key of the roster row that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Detail {
    pub roster: FormId,
    /// Formula on the roster row; without one every row may have details.
    pub applies: Option<String>,
    /// New rows are `q001`, `q002`, …
    pub key_prefix: String,
    /// The field that names a row for people, if one does.
    pub title: Option<FieldId>,
    /// Formula on the detail: when false, carry-over leaves the row behind.
    pub keep: Option<String>,
    /// The field that bare column names in formulas mean.
    pub main: Option<FieldId>,
}

impl FormDef {
    /// Stands for a form that is not there.
    pub(crate) const NONE: Self = Self {
        key: String::new(),
        label: String::new(),
        number: String::new(),
        kind: FormKind::Roster(Roster {
            join: String::new(),
            join_label: String::new(),
            key_prefix: String::new(),
            title: FieldId(0),
            identity: None,
        }),
        issued: Issued { authority: String::new(), approval: String::new(), valid_until: None },
        fields: Vec::new(),
        explain: String::new(),
    };

    pub fn field(&self, key: &str) -> Option<FieldId> {
        self.fields.iter().position(|field| field.key == key).map(FieldId::at)
    }

    pub fn field_ids(&self) -> impl DoubleEndedIterator<Item = FieldId> + ExactSizeIterator + use<> {
        (0..self.fields.len()).map(FieldId::at)
    }

    /// Whether something is asked anew in every period. Of a form that is all static (materials, approvals), what was
    /// carried over is what it says.
    pub fn asks_anew(&self) -> bool {
        self.fields.iter().any(|field| !field.carry && !field.is_computed())
    }

    /// Every cell of a record, in the order of the form.
    pub fn cells(&self) -> impl Iterator<Item = (FieldId, Column)> + '_ {
        self.field_ids().flat_map(|id| self[id].columns().iter().map(move |&column| (id, column)))
    }

    pub const fn roster(&self) -> Option<&Roster> {
        match &self.kind {
            FormKind::Roster(roster) => Some(roster),
            _ => None,
        }
    }

    pub const fn periodic(&self) -> Option<&Periodic> {
        match &self.kind {
            FormKind::Periodic(periodic) => Some(periodic),
            _ => None,
        }
    }

    pub const fn single(&self) -> Option<&Single> {
        match &self.kind {
            FormKind::Single(single) => Some(single),
            _ => None,
        }
    }

    pub const fn detail(&self) -> Option<&Detail> {
        match &self.kind {
            FormKind::Detail(detail) => Some(detail),
            _ => None,
        }
    }

    /// The roster to whose rows the records belong; `None` for a roster itself and for a record of the office.
    pub const fn over(&self) -> Option<FormId> {
        match &self.kind {
            FormKind::Periodic(periodic) => Some(periodic.roster),
            FormKind::Detail(detail) => Some(detail.roster),
            FormKind::Roster(_) | FormKind::Single(_) => None,
        }
    }

    /// The formula that says for which rows of the roster the form is asked.
    pub fn applies(&self) -> Option<&str> {
        match &self.kind {
            FormKind::Periodic(periodic) => periodic.applies.as_deref(),
            FormKind::Detail(detail) => detail.applies.as_deref(),
            FormKind::Roster(_) | FormKind::Single(_) => None,
        }
    }

    /// The field that bare column names in formulas mean.
    pub const fn main(&self) -> Option<FieldId> {
        match &self.kind {
            FormKind::Periodic(periodic) => periodic.main,
            FormKind::Single(single) => single.main,
            FormKind::Detail(detail) => detail.main,
            FormKind::Roster(_) => None,
        }
    }

    /// The field by which people call a record, where records have names of their own.
    pub const fn title(&self) -> Option<FieldId> {
        match &self.kind {
            FormKind::Roster(roster) => Some(roster.title),
            FormKind::Detail(detail) => detail.title,
            FormKind::Periodic(_) | FormKind::Single(_) => None,
        }
    }

    /// How the keys of new records begin, where records are added one by one and stay until they are removed.
    pub const fn key_prefix(&self) -> Option<&str> {
        match &self.kind {
            FormKind::Roster(roster) => Some(roster.key_prefix.as_str()),
            FormKind::Detail(detail) => Some(detail.key_prefix.as_str()),
            FormKind::Periodic(_) | FormKind::Single(_) => None,
        }
    }

    /// Whether records stay from period to period, empty ones too, until they are removed: those of rosters and details.
    ///
    /// Other records are of one period; they come with their first cell and go with their last.
    pub const fn is_lasting(&self) -> bool {
        self.key_prefix().is_some()
    }

    /// The kinds of period that the form is asked for, and what becomes of January; `None` when it always is.
    pub fn schedule(&self) -> Option<(&[PeriodKind], January)> {
        match &self.kind {
            FormKind::Periodic(periodic) => Some((&periodic.periods, periodic.january)),
            FormKind::Single(single) => Some((&single.periods, single.january)),
            FormKind::Roster(_) | FormKind::Detail(_) => None,
        }
    }

    /// Whether a cell is about this very period, so that a value in it is a report: no base of last year, nothing that
    /// is carried over, no other month.
    pub fn reports(&self, field: FieldId, column: Column, period: Period) -> bool {
        column.is_due_in(period) && !(self[field].carry && self.asks_anew())
    }

    pub const fn is_roster(&self) -> bool {
        self.roster().is_some()
    }

    /// Whether the form is asked for in this period. A roster and a form of details always are.
    ///
    /// With January exempt, neither January nor February is asked alone; 1—2月 is.
    pub fn is_asked_in(&self, period: Period) -> bool {
        let Some((periods, january)) = self.schedule() else { return true };
        let exempt = january == January::Exempt && period.kind() == PeriodKind::Month && period.month() <= 2;
        periods.contains(&period.kind()) && !exempt
    }
}

impl Index<FieldId> for FormDef {
    type Output = FieldDef;

    fn index(&self, id: FieldId) -> &FieldDef {
        static NONE: FieldDef = FieldDef::NONE;
        self.fields.get(id.index()).unwrap_or(&NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_valid_to_the_end_of_its_last_period() {
        let issued = Issued { valid_until: Some("2027-12".parse().unwrap()), ..Issued::default() };
        for (code, valid) in [("2026-10", true), ("2027-12", true), ("2027", true), ("2028-0102", false)] {
            assert_eq!(issued.is_valid_in(code.parse().unwrap()), valid, "{code}");
        }
        assert!(Issued::default().is_valid_in("2199".parse().unwrap()));
    }

    #[test]
    fn with_january_exempt_february_is_asked_together_with_it() {
        let form = FormDef {
            kind: FormKind::Periodic(Periodic {
                roster: FormId(0),
                applies: None,
                periods: vec![PeriodKind::Month, PeriodKind::JanFeb],
                january: January::Exempt,
                main: None,
            }),
            ..FormDef::NONE
        };
        for (code, asked) in
            [("2026-01", false), ("2026-02", false), ("2026-0102", true), ("2026-03", true), ("2026-Q1", false)]
        {
            assert_eq!(form.is_asked_in(code.parse().unwrap()), asked, "{code}");
        }
        assert!(FormDef::NONE.is_asked_in("2026-01".parse().unwrap()));
    }
}
