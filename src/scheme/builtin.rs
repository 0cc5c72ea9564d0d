//! The scheme that comes with the program.

use super::compile::{CompiledRule, CompiledScheme};
use super::load::SourceDoc;
use std::sync::{Arc, OnceLock};

macro_rules! documents {
    ($($name:literal),* $(,)?) => {
        &[$(SourceDoc { name: $name, text: include_str!(concat!("builtin/", $name)) }),*]
    };
}

/// The documents of the built-in scheme, the more basic ones first.
pub static BUILTIN: &[SourceDoc<'static>] = documents![
    "scheme.toml",
    "calendar.toml",
    "lists.toml",
    "units.toml",
    "industry.toml",
    "construction.toml",
    "trade.toml",
    "lodging.toml",
    "realestate.toml",
    "services.toml",
    "projects.toml",
    "investment.toml",
    "admission.toml",
    "project-admission.toml",
    "reserve.toml",
    "progress.toml",
    "support.toml",
    "area.toml",
    "admission-target.toml",
    "colours.toml",
    "rules-header.toml",
    "rules-field.toml",
    "rules-rounded.toml",
    "rules-filled.toml",
    "rules-industry.toml",
    "rules-construction.toml",
    "rules-trade.toml",
    "rules-lodging.toml",
    "rules-realestate.toml",
    "rules-services.toml",
    "rules-investment.toml",
    "rules-period.toml",
    "rules-submission.toml",
    "tables-units.toml",
    "tables-area.toml",
    "tables-projects.toml",
    "bulletins.toml",
    "rules-admission.toml",
    "rules-project-admission.toml",
    "rules-reserve.toml",
    "rules-progress.toml",
    "rules-support.toml",
    "rules-area.toml",
];

/// The built-in scheme, loaded once. Its rules are compiled when they are first asked for: the page opens without them.
#[expect(clippy::expect_used, reason = "it does not depend on any input, and a test loads it")]
pub fn builtin() -> Arc<CompiledScheme> {
    static LOADED: OnceLock<Arc<CompiledScheme>> = OnceLock::new();
    let load = || super::load_over(&[], BUILTIN, Some(rules)).expect("the built-in scheme has no mistakes");
    Arc::clone(LOADED.get_or_init(|| Arc::new(load())))
}

#[expect(clippy::expect_used, reason = "it does not depend on any input, and a test loads it")]
fn rules() -> Vec<CompiledRule> {
    super::load(BUILTIN).expect("the built-in scheme has no mistakes").into_rules()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_scheme_loads_without_mistakes() {
        if let Err(errors) = crate::scheme::load(BUILTIN) {
            let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{} mistakes:\n{}", all.len(), all.join("\n"));
        }
    }

    #[test]
    fn rules_that_wait_are_the_same_rules() {
        let whole = crate::scheme::load(BUILTIN).unwrap();
        let waiting = builtin();
        let names = |scheme: &CompiledScheme| -> Vec<_> {
            scheme.compiled_rules().iter().map(|rule| (rule.rule, rule.form, rule.it, rule.reads.clone())).collect()
        };
        assert!(!names(&whole).is_empty());
        assert_eq!(names(&waiting), names(&whole));
        assert_eq!(waiting.digest(), whole.digest());
    }

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/scheme/builtin");
        for file in std::fs::read_dir(folder).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(BUILTIN.iter().any(|document| document.name == name), "{name}");
        }
    }
}
