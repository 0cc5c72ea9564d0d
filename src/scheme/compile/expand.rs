//! Which fields a rule with `each` is repeated for.

use crate::formula::nearest;
use crate::formula::{FieldId, World};
use crate::ids::FormId;
use crate::number::Unit;
use crate::scheme::error::{Errors, Part, Problem};
use crate::scheme::load::{Located, RuleOrigin, Sources};
use crate::scheme::model::{Each, FieldDef, RuleDef, Scheme};

/// The forms and fields that a rule is compiled for; without `each`, each form once and no field.
pub(super) fn targets(
    scheme: &Scheme,
    world: &World,
    rule: &RuleDef,
    origin: &RuleOrigin,
    sources: &Sources<'_>,
    errors: &mut Errors,
) -> Vec<(FormId, Option<FieldId>)> {
    let Some(each) = &rule.each else { return rule.forms.iter().map(|&form| (form, None)).collect() };
    // A county may drop fields; a rule below that names or only matches them is then simply about fewer.
    let is_below = sources.is_below(origin.each);
    if !is_below {
        check_names(scheme, rule, origin, errors);
    }
    let unit = match each.unit.as_deref().map(Unit::parse).transpose() {
        Ok(unit) => unit,
        Err(unknown) => {
            let nearest = unknown.nearest.map(str::to_owned);
            errors.add(origin.unit, Problem::UnknownUnit { found: unknown.text, nearest });
            return Vec::new();
        }
    };
    let mut targets = Vec::new();
    for &form in &rule.forms {
        for field in scheme[form].field_ids() {
            let same_unit = unit.is_none_or(|unit| world.field(form, field).is_some_and(|info| info.unit() == unit));
            if same_unit && matches(each, &scheme[form][field]) {
                targets.push((form, Some(field)));
            }
        }
    }
    if targets.is_empty() && !rule.forms.is_empty() && !is_below {
        errors.add(origin.each, Problem::EachMatchesNothing { rule: rule.id.clone() });
    }
    targets
}

fn matches(each: &Each, field: &FieldDef) -> bool {
    let named = each.only.contains(&field.key);
    // A computed field follows from others, which the rule looks at already; it is taken when asked for or named.
    let computed = each.computed.map_or(named || !field.is_computed(), |wanted| wanted == field.is_computed());
    computed
        && each.measure.is_none_or(|measure| measure == field.measure)
        && each.kind.as_deref().is_none_or(|kind| kind == field.kind.key())
        && (each.only.is_empty() || named)
        && !each.except.contains(&field.key)
        && each.negative.is_none_or(|negative| negative == field.negative)
        && each.required.is_none_or(|required| required == field.required)
}

/// Every key in `only` and `except` must be a field of one of the forms.
fn check_names(scheme: &Scheme, rule: &RuleDef, origin: &RuleOrigin, errors: &mut Errors) {
    for Located { value, span } in origin.only.iter().chain(&origin.except) {
        let known = || rule.forms.iter().flat_map(|&form| scheme[form].fields.iter().map(|field| field.key.as_str()));
        if !known().any(|key| key == value) {
            let within = rule.forms.iter().map(|&form| scheme[form].key.as_str()).collect::<Vec<_>>().join("、");
            let nearest = nearest(value, known());
            errors.add(*span, Problem::UnknownName { part: Part::Field, within, found: value.clone(), nearest });
        }
    }
}
