//! The digest of a scheme: what it says, not how its files say it.
//!
//! It is taken over the RFC 8785 canonical form of a JSON rendering in which forms, lists, settings and rules stand by
//! their names. Comments, the order of files and entries, quotes and line ends therefore do not change it; the order of
//! fields and of codes does, since people see it. A county's scheme has the digest of the result.

mod bulletins;
mod tables;

use super::model::{CalendarDef, Each, FieldDef, FieldType, FormDef, FormKind, RuleDef, Scheme, Summing, Times};
use crate::ids::{FieldId, FormId};
use crate::period::{January, PeriodKind};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// SHA-256 in lower-case hexadecimal.
pub(super) fn digest(scheme: &Scheme) -> String {
    // Canonicalization fails only on numbers that are no JSON; there are none.
    let bytes = serde_json_canonicalizer::to_vec(&to_json(scheme)).unwrap_or_default();
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a `String` cannot fail.
        let _written = write!(hex, "{byte:02x}");
        hex
    })
}

/// The scheme as JSON, with forms, lists, settings and rules under their names: what the digest is taken over.
pub fn to_json(scheme: &Scheme) -> Value {
    let settings = scheme.settings.iter().map(|setting| {
        let said =
            json!({"label": setting.label, "value": setting.value, "why": setting.why, "source": setting.source});
        (setting.key.clone(), said)
    });
    let lists = scheme.lists.iter().map(|list| {
        let items: Vec<Value> = list.items.iter().map(|item| json!([item.code, item.label])).collect();
        (list.key.clone(), json!({"label": list.label, "items": items, "source": list.source}))
    });
    let forms = scheme.forms.iter().map(|form| (form.key.clone(), canonical_form(scheme, form)));
    let rules = scheme.rules.iter().map(|rule| (rule.id.clone(), canonical_rule(scheme, rule)));
    let mut all = json!({
        "id": scheme.id,
        "edition": scheme.edition,
        "name": scheme.name,
        "issued": [scheme.issued.authority, scheme.issued.approval, scheme.issued.valid_until],
        "settings": settings.collect::<Map<_, _>>(),
        "lists": lists.collect::<Map<_, _>>(),
        "forms": forms.collect::<Map<_, _>>(),
        "rules": rules.collect::<Map<_, _>>(),
    });
    // A scheme without them keeps the digest that it had before there were any.
    if let (false, Some(all)) = (scheme.offices.is_empty(), all.as_object_mut()) {
        let offices = scheme.offices.iter().map(|office| json!([office.code, office.name, office.parent]));
        all.insert("offices".to_owned(), Value::Array(offices.collect()));
    }
    if let (false, Some(all)) = (scheme.tables.is_empty(), all.as_object_mut()) {
        let tables = scheme.tables.iter().map(|table| (table.key.clone(), tables::canonical_table(scheme, table)));
        all.insert("tables".to_owned(), Value::Object(tables.collect()));
    }
    if let (false, Some(all)) = (scheme.bulletins.is_empty(), all.as_object_mut()) {
        let bulletins = scheme.bulletins.iter().map(|def| (def.key.clone(), bulletins::canonical_bulletin(def)));
        all.insert("bulletins".to_owned(), Value::Object(bulletins.collect()));
    }
    if let (false, Some(all)) = (scheme.colours.is_empty(), all.as_object_mut()) {
        let colours = scheme.colours.iter().map(|def| (def.key.clone(), tables::canonical_colours(scheme, def)));
        all.insert("colours".to_owned(), Value::Object(colours.collect()));
    }
    if let (false, Some(all)) = (scheme.calendar.is_empty(), all.as_object_mut()) {
        let entries = scheme.calendar.iter().map(|entry| (entry.key.clone(), canonical_calendar(scheme, entry)));
        all.insert("calendar".to_owned(), Value::Object(entries.collect()));
    }
    if let (false, Some(all)) = (scheme.divisions.is_empty(), all.as_object_mut()) {
        let units = scheme.divisions.iter().map(|unit| (unit.code.clone(), json!([unit.name, unit.parent])));
        all.insert("divisions".to_owned(), Value::Object(units.collect()));
    }
    all
}

fn canonical_calendar(scheme: &Scheme, entry: &CalendarDef) -> Value {
    let times = |times: &Times| times.all().map(|moment| moment.map(|moment| moment.to_string()));
    let mut forms: Vec<&str> = entry.forms.iter().map(|&form| scheme[form].key.as_str()).collect();
    forms.sort_unstable();
    let exceptions = entry.exceptions.iter().map(|(period, of)| (period.to_string(), json!(times(of))));
    json!({
        "kind": entry.kind.map(PeriodKind::key),
        "forms": forms,
        "times": times(&entry.times),
        "exceptions": exceptions.collect::<Map<_, _>>(),
        "source": entry.source,
    })
}

fn canonical_form(scheme: &Scheme, form: &FormDef) -> Value {
    let key_of = |field: FieldId| form[field].key.clone();
    let kind = match &form.kind {
        FormKind::Roster(roster) => json!({
            "join": roster.join,
            "join_label": roster.join_label,
            "key_prefix": roster.key_prefix,
            "title": key_of(roster.title),
            "identity": roster.identity.map(key_of),
        }),
        FormKind::Periodic(periodic) => json!({
            "roster": scheme[periodic.roster].key,
            "applies": periodic.applies,
            "periods": periodic.periods,
            "january_exempt": periodic.january == January::Exempt,
            "main": periodic.main.map(key_of),
        }),
        FormKind::Single(single) => json!({
            "single": true,
            "periods": single.periods,
            "january_exempt": single.january == January::Exempt,
            "main": single.main.map(key_of),
        }),
        FormKind::Detail(detail) => json!({
            "roster": scheme[detail.roster].key,
            "applies": detail.applies,
            "key_prefix": detail.key_prefix,
            "title": detail.title.map(key_of),
            "keep": detail.keep,
            "main": detail.main.map(key_of),
        }),
    };
    json!({
        "label": form.label,
        "number": form.number,
        "kind": kind,
        "issued": [form.issued.authority, form.issued.approval, form.issued.valid_until],
        "explain": form.explain,
        "fields": form.fields.iter().map(|field| canonical_field(scheme, field)).collect::<Vec<_>>(),
    })
}

fn canonical_field(scheme: &Scheme, field: &FieldDef) -> Value {
    let kind = match field.kind {
        FieldType::Code(list) => format!("list:{}", scheme[list].key),
        other => other.key().to_owned(),
    };
    let mut said = json!({
        "key": field.key, "code": field.code, "label": field.label, "short": field.short,
        "type": kind, "unit": field.unit, "measure": field.measure, "decimals": field.decimals,
        "negative": field.negative, "required": field.required, "carry": field.carry, "indent": field.indent,
        "group": field.group, "when": field.when, "compute": field.compute, "explain": field.explain,
        "width": field.width, "max_len": field.max_len,
    });
    // What says nothing of these keeps the digest that it had before there were any.
    if let Some(said) = said.as_object_mut() {
        if field.sum == Summing::Senseless {
            said.insert("sum".to_owned(), Value::Bool(false));
        }
        if let Some(same) = &field.same_as {
            said.insert("same_as".to_owned(), Value::from(same.as_str()));
        }
    }
    said
}

fn canonical_rule(scheme: &Scheme, rule: &RuleDef) -> Value {
    let mut forms: Vec<&str> = rule.forms.iter().map(|&form: &FormId| scheme[form].key.as_str()).collect();
    forms.sort_unstable();
    let each = rule.each.as_ref().map(|each: &Each| {
        json!({
            "measure": each.measure, "type": each.kind, "only": each.only, "except": each.except,
            "negative": each.negative, "required": each.required, "computed": each.computed, "unit": each.unit,
        })
    });
    json!({
        "name": rule.name, "forms": forms, "severity": rule.severity, "each": each, "when": rule.when,
        "check": rule.check, "message": rule.message, "at": rule.at, "why": rule.why, "source": rule.source,
        "overridable": rule.overridable,
    })
}
