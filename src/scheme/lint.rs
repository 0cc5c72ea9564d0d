//! What the edit rules of a scheme say taken together: rules that can never apply, never fire or always fire, that repeat
//! each other or contradict each other.
//!
//! Every rule, repeated for each form and field it is about, is read as alternatives of linear comparisons, codes and
//! marks ([`crate::formula::linear`]); whether they can hold is decided exactly (`solve`). Settings count with the
//! value that they have. Which records a form is for (`applies`) does not count, and the sentence about it says so. A
//! part that linear arithmetic cannot tell may be anything, and [`Lint::judged`] says how many rules have such a part
//! and of what kind. So a warning is always true, while its absence proves nothing for those.
//!
//! Signs are told apart: a field without `negative = true` is below zero only by mistake, which has rules of its own.
//! What follows only without such mistakes says so ([`Warning::by_sign`]).

mod changed;
mod pairs;
mod reading;
mod solve;

pub use crate::formula::linear::Beyond;
pub use changed::changed_rules;

use super::compile::CompiledScheme;
use crate::ids::{FieldId, FormId, RuleId};
use reading::{Background, Known, Names, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// What was found, and what could not be judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lint {
    /// In the order of the scheme.
    pub warnings: Vec<Warning>,
    pub judged: Judged,
}

/// How many rules were judged, each counted for every form and field that it is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judged {
    /// All of them.
    pub rules: usize,
    /// Those of which every part was understood.
    pub whole: usize,
    /// Those with a part that may be anything, by kind of part; one rule may count under several.
    pub beyond: BTreeMap<Beyond, usize>,
    /// The rules with such a part.
    pub partly: BTreeMap<RuleId, BTreeSet<Beyond>>,
    /// Pairs of rules that were given up.
    pub given_up: usize,
}

/// Records and fields that a rule is about.
type Whose = Vec<(FormId, Option<FieldId>)>;

/// One thing that is probably not meant so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    pub rule: RuleId,
    pub kind: Kind,
    /// The other rule of a pair.
    pub other: Option<RuleId>,
    /// The records and fields for which it is so.
    pub whose: Vec<(FormId, Option<FieldId>)>,
    /// Whether it is so only as long as no field is below zero that must not be.
    pub by_sign: bool,
}

/// What is the matter with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `when` cannot become true.
    NeverApplies,
    /// `check` cannot become false where `when` is true.
    NeverFires,
    /// `check` cannot become true where `when` is true.
    AlwaysFires,
    /// No record passes both rules, although both can apply to it.
    Contradicts,
    /// It fires on exactly the records that the other fires on.
    Repeats,
    /// Wherever it fires, the other one fires, which is at least as severe.
    Implied,
}

impl Kind {
    /// The word in the command's JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NeverApplies => "never_applies",
            Self::NeverFires => "never_fires",
            Self::AlwaysFires => "always_fires",
            Self::Contradicts => "contradicts",
            Self::Repeats => "repeats",
            Self::Implied => "implied",
        }
    }
}

/// Looks at all rules.
pub fn lint(scheme: &CompiledScheme) -> Lint {
    look(scheme, None)
}

/// Looks at these rules, and at pairs with one of them in it.
pub fn lint_only(scheme: &CompiledScheme, rules: &BTreeSet<RuleId>) -> Lint {
    look(scheme, Some(rules))
}

fn look(scheme: &CompiledScheme, only: Option<&BTreeSet<RuleId>>) -> Lint {
    let mut found = Found::default();
    let asked = |rule: RuleId| only.is_none_or(|only| only.contains(&rule));
    for form in scheme.form_ids() {
        if !scheme.rules_of(form).any(|(_, rule)| asked(rule.rule)) {
            continue;
        }
        let background = Background::new(scheme, form);
        let (mut names, mut sound) = (Names::default(), Vec::new());
        for (_, rule) in scheme.rules_of(form) {
            let known = Known::of(rule, &background, &mut names);
            if asked(rule.rule) {
                found.count(&known);
            }
            match known.verdict {
                Verdict::Sound => sound.push(known),
                Verdict::Odd { kind, by_sign } if asked(rule.rule) => found.add(&known, kind, None, by_sign),
                Verdict::Odd { .. } => {}
            }
        }
        pairs::compare(&sound, &background, scheme, &asked, &mut found);
    }
    found.finish()
}

/// What is gathered, with the records and fields of one rule together.
#[derive(Default)]
struct Found {
    warnings: BTreeMap<(RuleId, Kind, Option<RuleId>, bool), Whose>,
    judged: Judged,
}

impl Found {
    fn count(&mut self, known: &Known) {
        self.judged.rules += 1;
        if known.beyond.is_empty() {
            self.judged.whole += 1;
            return;
        }
        for why in &known.beyond {
            *self.judged.beyond.entry(*why).or_default() += 1;
        }
        self.judged.partly.entry(known.rule).or_default().extend(&known.beyond);
    }

    fn add(&mut self, known: &Known, kind: Kind, other: Option<RuleId>, by_sign: bool) {
        self.warnings.entry((known.rule, kind, other, by_sign)).or_default().push((known.form, known.it));
    }

    fn finish(self) -> Lint {
        let warning = |((rule, kind, other, by_sign), whose)| Warning { rule, kind, other, whose, by_sign };
        Lint { warnings: self.warnings.into_iter().map(warning).collect(), judged: self.judged }
    }
}

#[cfg(test)]
mod tests;
