//! What formulas can talk about: the forms, fields, settings and code lists of a scheme, as the checker needs them.

use super::reads::Read;
use super::value::{Type, Value};
pub use crate::ids::{FieldId, FormId, ListId};
use crate::measure::Measure;
use crate::number::Unit;
use crate::period::PeriodKind;
use crate::workbook::Absence;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

/// A setting, by its position in [`World::settings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SettingId(pub u16);

/// The codes of `period.kind`: a list of the language's own, beyond those that a scheme can have.
pub(super) const PERIOD_KINDS: ListId = ListId(u16::MAX);

/// The codes that the function `absence` gives.
pub(super) const ABSENCES: ListId = ListId(u16::MAX - 1);

struct OwnLists {
    period_kinds: ListInfo,
    absences: ListInfo,
}

static OWN_LISTS: LazyLock<OwnLists> = LazyLock::new(|| {
    let list = |key: &str, label: &str, items: Vec<(String, String)>| ListInfo {
        key: key.to_owned(),
        label: label.to_owned(),
        items,
    };
    let of = |(key, label): (&str, &str)| (key.to_owned(), label.to_owned());
    OwnLists {
        period_kinds: list(
            "period_kinds",
            "报告期种类",
            PeriodKind::ALL.map(|kind| of((kind.key(), kind.label()))).to_vec(),
        ),
        absences: list(
            "absences",
            "空缺原因",
            Absence::ALL.map(|absence| of((absence.key(), absence.label()))).to_vec(),
        ),
    }
});

/// Everything that names in a formula can stand for.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub forms: Vec<FormInfo>,
    pub settings: Vec<SettingInfo>,
    pub lists: Vec<ListInfo>,
}

/// One form.
#[derive(Debug, Clone, Default)]
pub struct FormInfo {
    pub key: String,
    pub label: String,
    /// The roster whose rows key this form's records; `None` when the form is itself a roster, or about no row of one.
    pub roster: Option<FormId>,
    /// Whether there is one record, the office's own, which every formula reaches by the form's name.
    pub single: bool,
    /// Whether several records may belong to one row of the roster, so that they are only reached by aggregates.
    pub detail: bool,
    /// For a roster, the key and the label by which forms over it reach its row: `unit` and 单位.
    pub join: Option<(String, String)>,
    /// The field that `it` and a bare 本月 stand for where no other is given.
    pub main: Option<FieldId>,
    pub fields: Vec<FieldInfo>,
    /// The colours of its records, if they have any.
    pub colour: Option<ColourInfo>,
    /// Which fields a name can stand for, made when first asked for.
    pub(crate) names: FieldNames,
}

/// The colours of the records of a form.
#[derive(Debug, Clone, Default)]
pub struct ColourInfo {
    /// Their keys and labels.
    pub list: ListId,
    /// Everything that they depend on.
    pub reads: Vec<Read>,
}

/// The fields of a form by name, with how well it fits: a scheme looks up thousands of names when it loads.
#[derive(Debug, Clone, Default)]
pub(crate) struct FieldNames(pub(crate) OnceLock<HashMap<String, (u8, Vec<FieldId>)>>);

/// One field.
#[derive(Debug, Clone)]
pub struct FieldInfo {
    pub key: String,
    pub label: String,
    /// A shorter label; may be empty.
    pub short: String,
    /// The official code, such as B01; may be empty.
    pub code: String,
    /// The type of its cells; [`Type::Number`] carries the unit that they are filled in.
    pub kind: Type,
    pub measure: Measure,
}

/// One named constant.
#[derive(Debug, Clone)]
pub struct SettingInfo {
    pub key: String,
    pub label: String,
    pub kind: Type,
    /// In base units, as [`Value`] always is inside formulas; [`constant`](super::constant) makes one from `2000万元`.
    pub value: Value,
}

/// One code list.
#[derive(Debug, Clone, Default)]
pub struct ListInfo {
    pub key: String,
    pub label: String,
    /// Code and label.
    pub items: Vec<(String, String)>,
}

impl World {
    pub fn form(&self, id: FormId) -> Option<&FormInfo> {
        self.forms.get(usize::from(id.0))
    }

    pub fn field(&self, form: FormId, field: FieldId) -> Option<&FieldInfo> {
        self.form(form)?.fields.get(usize::from(field.0))
    }

    pub fn setting(&self, id: SettingId) -> Option<&SettingInfo> {
        self.settings.get(usize::from(id.0))
    }

    /// A list of the scheme, or one of the language's own.
    pub fn list(&self, id: ListId) -> Option<&ListInfo> {
        match id {
            PERIOD_KINDS => Some(&OWN_LISTS.period_kinds),
            ABSENCES => Some(&OWN_LISTS.absences),
            id => self.lists.get(usize::from(id.0)),
        }
    }
}

impl FormInfo {
    /// Whether its rows are units or projects, or belong to them.
    pub fn is_over_units(&self) -> bool {
        self.roster.is_some() || self.join.is_some()
    }
}

impl FieldInfo {
    /// The label for running text: the short one if there is one, else the label without 其中： and its bracketed tail.
    pub fn name(&self) -> &str {
        if !self.short.is_empty() {
            return &self.short;
        }
        let label = self.label.strip_prefix("其中：").unwrap_or(&self.label);
        let bare = label.split(['（', '(']).next().unwrap_or_default().trim();
        if bare.is_empty() { &self.label } else { bare }
    }

    /// The unit that the cells are filled in; the plain number for fields that are no numbers.
    pub fn unit(&self) -> Unit {
        if let Type::Number(unit) = self.kind { unit } else { Unit::PLAIN }
    }
}

impl ListInfo {
    pub fn label_of(&self, code: &str) -> Option<&str> {
        self.items.iter().find(|(known, _)| known == code).map(|(_, label)| label.as_str())
    }

    /// The code for a text that is a code or, failing that, the label of one.
    pub fn code_for(&self, text: &str) -> Option<&str> {
        let by_code = self.items.iter().find(|(code, _)| code == text);
        by_code.or_else(|| self.items.iter().find(|(_, label)| label == text)).map(|(code, _)| code.as_str())
    }
}
