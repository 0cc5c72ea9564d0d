//! What formulas can talk about: the forms, fields, settings and code lists of a scheme, as the checker needs them.

use super::value::{Type, Value};
pub use crate::ids::{FieldId, FormId, ListId};
use crate::measure::Measure;
use crate::number::Unit;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A setting, by its position in [`World::settings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SettingId(pub u16);

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
    /// The roster whose rows key this form's records; `None` when the form is itself a roster.
    pub roster: Option<FormId>,
    /// For a roster, the key and the label by which forms over it reach its row: `unit` and 单位.
    pub join: Option<(String, String)>,
    /// The field that `it` and a bare 本月 stand for where no other is given.
    pub main: Option<FieldId>,
    pub fields: Vec<FieldInfo>,
    /// Which fields a name can stand for, made when first asked for.
    pub(crate) names: FieldNames,
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

    pub fn list(&self, id: ListId) -> Option<&ListInfo> {
        self.lists.get(usize::from(id.0))
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
