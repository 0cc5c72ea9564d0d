//! What a scheme is made of: plain data, as the TOML says it, with names resolved to positions.

mod bulletin;
mod calendar;
mod colour;
mod field;
mod form;
mod on_demand;
mod rule;
mod same;
mod table;

pub use bulletin::{BulletinDef, ParagraphContent, ParagraphDef};
pub use calendar::{CalendarDef, Day, Due, Late, Moment, Tier, Times, Window, local_time};
pub use colour::{ColourDef, ColourRule, TONES};
pub use field::{FieldDef, FieldType, Summing};
pub use form::{Detail, FormDef, FormKind, Issued, Periodic, Roster, Single};
pub use on_demand::OnDemand;
pub use rule::{Each, RuleDef, Severity};
pub use table::{RankDef, SortKey, TableColumnDef, TableColumnKind, TableDef, TableRows, TableTotal};

use crate::code::division::CustomUnit;
use crate::ids::{FormId, ListId, RuleId};
use crate::period::{January, Period};
use std::ops::Index;

/// A reporting scheme: forms, code lists, settings and edit rules, with who issued it.
///
/// Look things up by key with [`Scheme::form`], [`Scheme::list`] and so on, or by position with `scheme[id]`.
/// A position that is not of this scheme gives an empty definition, never a panic.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scheme {
    /// Stable name in ASCII: `sishang`.
    pub id: String,
    /// Edition: `2026.1`. Explanations and submissions name it.
    pub edition: String,
    /// 名称.
    pub name: String,
    /// 制定机关, 批准文号, 有效期; a form may have its own.
    pub issued: Issued,
    /// Id and edition of the scheme that a county's file started from.
    pub based_on: Option<String>,
    pub settings: Vec<Setting>,
    pub lists: Vec<CodeList>,
    pub forms: Vec<FormDef>,
    pub rules: OnDemand<RuleDef>,
    /// Who is expected to report (应报单位), in the standing order; empty where the scheme does not say.
    pub offices: Vec<OfficeDef>,
    /// Report tables.
    pub tables: OnDemand<TableDef>,
    /// When forms open and when they are due.
    pub calendar: Vec<CalendarDef>,
    /// Development zones and the like, which the published list of divisions lacks.
    pub divisions: Vec<CustomUnit>,
    /// Colours of records.
    pub colours: Vec<ColourDef>,
    pub bulletins: OnDemand<BulletinDef>,
}

/// A named number or text that formulas read as `setting.<key>`, so that a county can change it in one place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Setting {
    pub key: String,
    pub label: String,
    /// A literal of the formula language: `2000万元`, `30%`, `12`, `"文字"`.
    pub value: String,
    pub why: String,
    pub source: String,
}

/// An office that is expected to report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfficeDef {
    /// Division code, or a custom one.
    pub code: String,
    /// Name as printed.
    pub name: String,
    /// Code of the office above, where the list spans several levels; empty otherwise.
    pub parent: String,
}

impl OfficeDef {
    /// As a place.
    pub fn place(&self) -> crate::workbook::Place {
        crate::workbook::Place { code: self.code.clone(), name: self.name.clone() }
    }
}

/// A code list (代码表).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeList {
    pub key: String,
    pub label: String,
    /// In the order of the file, which is the order of the drop-down.
    pub items: Vec<CodeItem>,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeItem {
    pub code: String,
    pub label: String,
}

impl CodeList {
    pub fn item(&self, code: &str) -> Option<&CodeItem> {
        self.items.iter().find(|item| item.code == code)
    }

    /// The Chinese name of a code.
    pub fn label_of(&self, code: &str) -> Option<&str> {
        self.item(code).map(|item| item.label.as_str())
    }
}

impl Scheme {
    pub fn form(&self, key: &str) -> Option<FormId> {
        self.forms.iter().position(|form| form.key == key).map(FormId::at)
    }

    pub fn list(&self, key: &str) -> Option<ListId> {
        self.lists.iter().position(|list| list.key == key).map(ListId::at)
    }

    pub fn rule(&self, id: &str) -> Option<RuleId> {
        self.rules.iter().position(|rule| rule.id == id).map(RuleId::at)
    }

    /// A bulletin.
    pub fn bulletin(&self, key: &str) -> Option<&BulletinDef> {
        self.bulletins.iter().find(|bulletin| bulletin.key == key)
    }

    /// The report tables in the order of their numbers, T2 before T10; those without one come last.
    pub fn tables_by_number(&self) -> Vec<&TableDef> {
        let mut all: Vec<&TableDef> = self.tables.iter().collect();
        all.sort_by_key(|table| {
            let digits: String = table.number.chars().filter(char::is_ascii_digit).collect();
            digits.parse::<u32>().unwrap_or(u32::MAX)
        });
        all
    }

    /// The position of a report table.
    pub fn table(&self, key: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.key == key)
    }

    pub fn setting(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }

    pub fn form_ids(&self) -> impl DoubleEndedIterator<Item = FormId> + ExactSizeIterator + use<> {
        (0..self.forms.len()).map(FormId::at)
    }

    pub fn rule_ids(&self) -> impl DoubleEndedIterator<Item = RuleId> + ExactSizeIterator + use<> {
        (0..self.rules.len()).map(RuleId::at)
    }

    pub fn rosters(&self) -> impl Iterator<Item = FormId> + '_ {
        self.form_ids().filter(|&id| self[id].roster().is_some())
    }

    /// The periodic forms whose records belong to the rows of a roster.
    pub fn forms_of(&self, roster: FormId) -> impl Iterator<Item = FormId> + '_ {
        self.form_ids().filter(move |&id| self[id].periodic().is_some_and(|form| form.roster == roster))
    }

    /// The forms of details whose records belong to the rows of a roster.
    pub fn details_of(&self, roster: FormId) -> impl Iterator<Item = FormId> + '_ {
        self.form_ids().filter(move |&id| self[id].detail().is_some_and(|form| form.roster == roster))
    }

    /// The roster that tells whose the records of a form are: the form itself for a roster, none for a single record.
    pub fn roster_of(&self, form: FormId) -> Option<FormId> {
        self[form].over().or_else(|| self[form].is_roster().then_some(form))
    }

    /// Who issued a form: its own particulars where it has them, else the scheme's.
    pub fn issued(&self, form: FormId) -> Issued {
        let own = &self[form].issued;
        let or = |own: &String, whole: &String| if own.is_empty() { whole.clone() } else { own.clone() };
        Issued {
            authority: or(&own.authority, &self.issued.authority),
            approval: or(&own.approval, &self.issued.approval),
            valid_until: own.valid_until.or(self.issued.valid_until),
        }
    }

    /// Whether any form that is filled for a period is asked for in this one; a period in which none is cannot be begun.
    pub fn asks_in(&self, period: Period) -> bool {
        self.forms.iter().any(|form| form.schedule().is_some() && form.is_asked_in(period))
    }

    /// What becomes of January in the monthly sequence of this scheme: exempt as soon as one form says so.
    pub fn january(&self) -> January {
        let exempt = self.forms.iter().filter_map(FormDef::schedule).any(|(_, january)| january == January::Exempt);
        if exempt { January::Exempt } else { January::Reported }
    }

    /// `id@edition`, as explanations and messages name a scheme.
    pub fn tag(&self) -> String {
        format!("{}@{}", self.id, self.edition)
    }
}

impl Index<FormId> for Scheme {
    type Output = FormDef;

    fn index(&self, id: FormId) -> &FormDef {
        static NONE: FormDef = FormDef::NONE;
        self.forms.get(id.index()).unwrap_or(&NONE)
    }
}

impl Index<RuleId> for Scheme {
    type Output = RuleDef;

    fn index(&self, id: RuleId) -> &RuleDef {
        static NONE: RuleDef = RuleDef::NONE;
        self.rules.get(id.index()).unwrap_or(&NONE)
    }
}

impl Index<ListId> for Scheme {
    type Output = CodeList;

    fn index(&self, id: ListId) -> &CodeList {
        static NONE: CodeList =
            CodeList { key: String::new(), label: String::new(), items: Vec::new(), source: String::new() };
        self.lists.get(id.index()).unwrap_or(&NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_of_another_scheme_gives_an_empty_definition() {
        let scheme = Scheme::default();
        assert_eq!(scheme[FormId(7)].fields.len(), 0);
        assert_eq!(scheme[RuleId(7)].id, "");
        assert_eq!(scheme[ListId(7)].items.len(), 0);
        assert_eq!(scheme[FormId(7)][crate::ids::FieldId(3)].key, "");
    }
}
