//! Which rules of a county's scheme are not those of the scheme it starts from.

use crate::formula::Read;
use crate::ids::{FormId, RuleId};
use crate::scheme::compile::CompiledScheme;
use crate::scheme::model::Scheme;
use std::collections::BTreeSet;

/// The rules that are new or changed, or that look at a field or a setting that is.
pub fn changed_rules(scheme: &CompiledScheme, base: &CompiledScheme) -> BTreeSet<RuleId> {
    let is_changed = |id: RuleId| {
        let (rule, before) = (&scheme[id], base.rule(&scheme[id].id).map(|id| &base[id]));
        before.is_none_or(|before| {
            // Positions of forms differ between the two schemes.
            let keys = |scheme: &Scheme, forms: &[FormId]| -> Vec<String> {
                forms.iter().map(|&form| scheme[form].key.clone()).collect()
            };
            (rule.severity, &rule.each, &rule.when, &rule.check)
                != (before.severity, &before.each, &before.when, &before.check)
                || keys(scheme, &rule.forms) != keys(base, &before.forms)
        })
    };
    let mut changed: BTreeSet<RuleId> = scheme.rule_ids().filter(|&id| is_changed(id)).collect();
    for rule in scheme.compiled_rules() {
        if rule.reads.iter().any(|read| reads_change(scheme, base, *read)) {
            changed.insert(rule.rule);
        }
    }
    changed
}

fn reads_change(scheme: &CompiledScheme, base: &CompiledScheme, read: Read) -> bool {
    match read {
        Read::Cell { form, field, .. } => {
            let now = &scheme[form][field];
            let before = base.form(&scheme[form].key).and_then(|form| Some(&base[form][base[form].field(&now.key)?]));
            before.is_none_or(|before| {
                (now.negative, &now.when, &now.compute, &now.unit)
                    != (before.negative, &before.when, &before.compute, &before.unit)
            })
        }
        Read::Setting(id) => {
            let now = scheme.settings.get(usize::from(id.0));
            now.is_some_and(|now| base.setting(&now.key).is_none_or(|before| before.value != now.value))
        }
        _ => false,
    }
}
