//! What names in formulas can stand for, made from the model.

use super::formulas::{Source, note};
use crate::formula::{FieldInfo, FormInfo, ListInfo, SettingInfo, Type, Value, World, constant};
use crate::number::{Decimal, Unit};
use crate::scheme::error::{Errors, Part, Problem};
use crate::scheme::load::{Origins, Sources, Span};
use crate::scheme::model::{ColourDef, FieldDef, FieldType, FormDef, Scheme, Setting};

pub(super) fn build(scheme: &Scheme, origins: &Origins, sources: &Sources<'_>, errors: &mut Errors) -> World {
    let settings = scheme
        .settings
        .iter()
        .enumerate()
        .map(|(at, setting)| {
            let span = origins.settings.get(at).copied().unwrap_or_default();
            setting_info(setting, span, sources, errors)
        })
        .collect();
    let lists = scheme
        .lists
        .iter()
        .map(|list| ListInfo {
            key: list.key.clone(),
            label: list.label.clone(),
            items: list.items.iter().map(|item| (item.code.clone(), item.label.clone())).collect(),
        })
        .chain(scheme.colours.iter().map(colour_names))
        .collect();
    let forms = scheme
        .forms
        .iter()
        .enumerate()
        .map(|(at, form)| {
            let spans = origins.forms.get(at).map(|form| form.fields.as_slice()).unwrap_or_default();
            let fields = form
                .fields
                .iter()
                .enumerate()
                .map(|(at, field)| field_info(field, spans.get(at).map(|field| field.unit).unwrap_or_default(), errors))
                .collect();
            form_info(form, fields)
        })
        .collect();
    World { forms, settings, lists }
}

/// The colours of a set as codes.
fn colour_names(def: &ColourDef) -> ListInfo {
    ListInfo {
        key: format!("colours.{}", def.key),
        label: def.label.clone(),
        items: def.colours().map(|colour| (colour.key.clone(), colour.label.clone())).collect(),
    }
}

fn setting_info(setting: &Setting, span: Span, sources: &Sources<'_>, errors: &mut Errors) -> SettingInfo {
    let (kind, value) = match constant(&setting.value) {
        Ok(literal) => literal,
        Err(mistakes) => {
            // An empty value was noted as missing already.
            if !setting.value.is_empty() {
                for mistake in mistakes {
                    let text = &setting.value;
                    let (part, name) = (Part::Setting, setting.key.as_str());
                    note(sources, Source { text, span, part, name, attribute: "value", whose: None }, &mistake, errors);
                }
            }
            (Type::Number(Unit::PLAIN), Value::Number(Decimal::ZERO))
        }
    };
    SettingInfo { key: setting.key.clone(), label: setting.label.clone(), kind, value }
}

fn form_info(form: &FormDef, fields: Vec<FieldInfo>) -> FormInfo {
    let join = form.roster().map(|roster| (roster.join.clone(), roster.join_label.clone()));
    FormInfo {
        key: form.key.clone(),
        label: form.label.clone(),
        roster: form.over(),
        single: form.single().is_some(),
        detail: form.detail().is_some(),
        join,
        main: form.main(),
        fields,
        ..FormInfo::default()
    }
}

fn field_info(field: &FieldDef, unit: Span, errors: &mut Errors) -> FieldInfo {
    let kind = match field.kind {
        FieldType::Number => Type::Number(unit_of(field, unit, errors)),
        FieldType::Code(list) => Type::Code(list),
        FieldType::Date => Type::Date,
        FieldType::Month => Type::Month,
        FieldType::Bool => Type::Bool,
        FieldType::Text
        | FieldType::Uscc
        | FieldType::Industry
        | FieldType::Division
        | FieldType::Phone
        | FieldType::ProjectCode => Type::Text,
    };
    FieldInfo {
        key: field.key.clone(),
        label: field.label.clone(),
        short: field.short.clone(),
        code: field.code.clone(),
        kind,
        measure: field.measure,
    }
}

fn unit_of(field: &FieldDef, span: Span, errors: &mut Errors) -> Unit {
    let written = field.unit.as_deref().unwrap_or_default();
    Unit::parse(written).unwrap_or_else(|unknown| {
        let nearest = unknown.nearest.map(str::to_owned);
        errors.add(span, Problem::UnknownUnit { found: unknown.text, nearest });
        Unit::PLAIN
    })
}
