//! Names that nothing has, and what was probably meant.

use super::super::error::{Place as NamePlace, Problem};
use super::super::nearest::nearest;
use super::super::syntax::Name;
use super::super::world::{FormId, World};
use super::path::Meaning;
use super::{Checker, Scope, names};

impl Checker<'_> {
    pub(super) fn unknown(&mut self, scope: Scope, name: &Name) -> Meaning {
        if let Some(word) = glued_word(&name.text) {
            return self.wrong(name.span, Problem::NeedsSpaces { word });
        }
        let here = scope.form.and_then(|form| self.world.form(form));
        let known = candidates(self.world, scope.form);
        let nearest = nearest(&name.text, known.iter().map(String::as_str));
        // The record has no fields of its own: say so rather than that the name is unknown.
        if here.is_none() && nearest.is_none() && self.context.form.is_none() {
            return self.wrong(name.span, Problem::NoRecord);
        }
        let problem = Problem::UnknownName { name: name.text.clone(), place: NamePlace::Any, nearest };
        self.wrong(name.span, problem)
    }
}

/// Everything that a name here could have been meant for.
fn candidates(world: &World, here: Option<FormId>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    if let Some(form) = here.and_then(|form| world.form(form)) {
        for field in &form.fields {
            known.extend([field.key.clone(), field.name().to_owned(), field.label.clone(), field.code.clone()]);
        }
    }
    known.extend(names::SPECIALS.iter().flat_map(|(english, chinese, _)| [*english, *chinese]).map(str::to_owned));
    for form in &world.forms {
        known.extend([form.key.clone(), form.label.clone()]);
        known.extend(form.join.iter().flat_map(|(key, label)| [key.clone(), label.clone()]));
    }
    known
}

/// A Chinese word that stands in the name without spaces around it.
fn glued_word(name: &str) -> Option<&'static str> {
    const STARTING: &[&str] = &["如果", "非"];
    const WITHIN: &[&str] = &["未填则", "并且", "或者", "那么", "否则", "不属于", "属于", "且", "或"];
    let starting = STARTING.iter().find(|word| name.starts_with(**word));
    starting.or_else(|| WITHIN.iter().find(|word| name.contains(**word))).copied()
}
