//! Edit rules.

use super::super::layer::Layer;
use super::super::reader::Reader;
use super::super::tree::{Node, Table};
use super::super::{Located, Span, limits};
use super::fields::TYPES;
use super::{Origins, RuleOrigin, within};
use crate::formula::nearest;
use crate::ids::FormId;
use crate::measure::Measure;
use crate::scheme::error::{Contradiction, Errors, Part, Problem};
use crate::scheme::model::{Each, RuleDef, Scheme, Severity};

pub(super) fn read_rules(layer: &Layer, scheme: &mut Scheme, origins: &mut Origins, errors: &mut Errors) {
    for node in within(&layer.rules, limits::RULES, Part::Rule, |node| node.span, errors) {
        if let Some((rule, origin)) = read_rule(node, scheme, errors) {
            scheme.rules.push(rule);
            origins.rules.push(origin);
        }
    }
}

fn read_rule(node: &Node, scheme: &Scheme, errors: &mut Errors) -> Option<(RuleDef, RuleOrigin)> {
    let Some(table) = node.as_table() else {
        errors.add(node.span, super::super::layer::wrong("rules", "一节 [[rules]] 或 {…}", &node.value));
        return None;
    };
    let name = table.get("id").and_then(|id| id.as_text()).unwrap_or_default();
    let mut reader = Reader::new(table, node.span, Part::Rule, name, errors);
    let id = reader.required("id");
    if let Some(id) = &id {
        check_id(id, reader.errors);
        reader.span = id.span;
    }
    let id_span = id.as_ref().map_or(node.span, |id| id.span);
    let name = reader.required("name");
    if reader.node("severity").is_none() {
        reader.missing("severity");
    }
    let severity = reader.word("severity", &Severity::ALL, Severity::key);
    let forms = read_form_names(&mut reader, scheme);
    let when = reader.text("when");
    let check = reader.required("check");
    let message = reader.required("message");
    let at = reader.texts("at");
    // A rule without a reason is not a rule.
    let why = reader.required("why").map(|text| text.value).unwrap_or_default();
    let source = reader.required("source").map(|text| text.value).unwrap_or_default();
    let overridable = reader.bool("overridable").unwrap_or_default();
    if overridable && severity.is_some_and(|severity| severity != Severity::Hard) {
        let span = reader.node("overridable").map_or(id_span, |node| node.span);
        reader.errors.add(span, Problem::Contradiction(Contradiction::OverridableNotHard));
    }
    let mut origin = RuleOrigin { id: id_span, ..RuleOrigin::default() };
    let each = reader.table("each").map(|(table, span)| {
        origin.each = span;
        read_each(table, span, &mut origin, reader.errors)
    });
    reader.finish(&[]);

    let span = |text: &Option<Located<String>>| text.as_ref().map_or(id_span, |text| text.span);
    origin.when = span(&when);
    origin.check = span(&check);
    origin.message = span(&message);
    origin.at = at.iter().flatten().map(|text| text.span).collect();
    let text = |text: Option<Located<String>>| text.map(|text| text.value);
    let rule = RuleDef {
        id: text(id).unwrap_or_default(),
        name: text(name).unwrap_or_default(),
        forms,
        severity: severity.unwrap_or(Severity::Hard),
        each,
        when: text(when),
        check: text(check).unwrap_or_default(),
        message: text(message).unwrap_or_default(),
        at: at.map(|cells| cells.into_iter().map(|cell| cell.value).collect()),
        why,
        source,
        overridable,
    };
    Some((rule, origin))
}

/// Rule ids are letters and digits with perhaps a hyphen: `R030`, `R005b`, `X-12`.
fn check_id(id: &Located<String>, errors: &mut Errors) {
    let text = &id.value;
    let fine = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.len() <= 20
        && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_');
    if !fine {
        errors.add(id.span, Problem::BadKey { part: Part::Rule, found: text.chars().take(40).collect() });
    }
}

fn read_form_names(reader: &mut Reader<'_, '_>, scheme: &Scheme) -> Vec<FormId> {
    let one = reader.text("form");
    let several = reader.texts("forms");
    if let (Some(one), Some(_)) = (&one, &several) {
        reader.errors.add(one.span, Problem::Contradiction(Contradiction::FormAndForms));
    } else if one.is_none() && several.as_ref().is_none_or(Vec::is_empty) {
        let span = reader.node("forms").or(reader.node("form")).map_or(reader.span, |node| node.span);
        reader.errors.add(span, Problem::Contradiction(Contradiction::RuleWithoutForm));
    }
    let mut forms = Vec::new();
    for found in one.into_iter().chain(several.into_iter().flatten()) {
        match scheme.form(&found.value) {
            Some(form) if !forms.contains(&form) => forms.push(form),
            Some(_) => {}
            None => {
                let nearest = nearest(&found.value, scheme.forms.iter().map(|form| form.key.as_str()));
                let within = String::new();
                reader
                    .errors
                    .add(found.span, Problem::UnknownName { part: Part::Form, within, found: found.value, nearest });
            }
        }
    }
    forms
}

fn read_each(table: &Table, span: Span, origin: &mut RuleOrigin, errors: &mut Errors) -> Each {
    let mut reader = Reader::new(table, span, Part::Each, "", errors);
    let measure = reader.word("measure", &Measure::ALL, Measure::key);
    let mut types: Vec<&'static str> = TYPES.iter().map(|kind| kind.key()).collect();
    types.push("list");
    let kind = reader.word("type", &types, |word| word).map(str::to_owned);
    origin.only = reader.texts("only").unwrap_or_default();
    origin.except = reader.texts("except").unwrap_or_default();
    let negative = reader.bool("negative");
    let required = reader.bool("required");
    let computed = reader.bool("computed");
    let unit = reader.text("unit");
    origin.unit = unit.as_ref().map_or(span, |unit| unit.span);
    reader.finish(&[]);
    let keys = |located: &[Located<String>]| located.iter().map(|key| key.value.clone()).collect();
    Each {
        measure,
        kind,
        only: keys(&origin.only),
        except: keys(&origin.except),
        negative,
        required,
        computed,
        unit: unit.map(|unit| unit.value),
    }
}
