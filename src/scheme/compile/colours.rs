//! Colours: when they apply and why.

use super::formulas::{Formulas, Source};
use super::tables::colour_list;
use crate::formula::{ColourInfo, Compiled, Context, Expect, Read, Template, World};
use crate::scheme::error::Part;
use crate::scheme::load::{ColourOrigin, Origins};
use crate::scheme::model::Scheme;

/// One rule of a set of colours, ready.
#[derive(Debug, Clone)]
pub struct CompiledColour {
    /// Without one it always applies.
    pub when: Option<Compiled>,
    /// Why a record has this colour.
    pub reason: Template,
}

/// The rules of every set, in the order of the scheme.
pub(super) fn compile_colours(
    scheme: &Scheme,
    origins: &Origins,
    formulas: &mut Formulas<'_, '_, '_>,
) -> Vec<Vec<CompiledColour>> {
    let mut all = Vec::new();
    for (at, def) in scheme.colours.iter().enumerate() {
        let mut rules = Vec::new();
        // Without a form the colours are only names.
        for (nth, rule) in def.rules.iter().enumerate().filter(|_| def.form.is_some()) {
            let places = origins.colours.get(at).and_then(|rules| rules.get(nth));
            let ColourOrigin { when: when_span, reason: reason_span } = places.copied().unwrap_or_default();
            let context = Context { form: def.form, ..Context::default() };
            let (part, name, whose) = (Part::Colour, def.key.as_str(), Some(rule.label.as_str()));
            let source = |text, span, attribute| Source { text, span, part, name, attribute, whose };
            let yes_or_no = Context { expect: Expect::Bool, ..context };
            let when = rule.when.as_deref();
            let when = when.map(|text| formulas.formula(source(text, when_span, "when"), yes_or_no));
            let reason = formulas.template(source(&rule.reason, reason_span, "reason"), context);
            // What could not be read was noted, and the scheme will be refused.
            if let (Some(reason), Some(when)) = (reason, when.map_or(Some(None), |when| when.map(Some))) {
                rules.push(CompiledColour { when, reason });
            }
        }
        all.push(rules);
    }
    all
}

/// Lets other formulas ask for the colours.
pub(super) fn name_colours(scheme: &Scheme, compiled: &[Vec<CompiledColour>], world: &mut World) {
    for (at, (def, rules)) in scheme.colours.iter().zip(compiled).enumerate() {
        let whens = rules.iter().filter_map(|rule| rule.when.as_ref()).flat_map(Compiled::reads);
        let reasons = rules.iter().flat_map(|rule| rule.reason.reads());
        let mut reads: Vec<Read> = whens.chain(reasons).copied().collect();
        reads.sort_unstable();
        reads.dedup();
        if let Some(form) = def.form.and_then(|form| world.forms.get_mut(form.index())) {
            form.colour = Some(ColourInfo { list: colour_list(scheme, at), reads });
        }
    }
}
