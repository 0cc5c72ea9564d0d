//! The scheme that comes with the program.

use super::compile::CompiledScheme;
use super::load::SourceDoc;
use super::{Scheme, Waiting};
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
    "thresholds.toml",
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

/// Beginnings of the names of documents that wait until somebody asks for what is in them.
const WAITING: [&str; 3] = ["rules-", "tables-", "bulletins"];

/// The built-in scheme, loaded once. Its rules, tables and bulletins, half of its text, are read and compiled when they are
/// first asked for: the page opens without them.
pub fn builtin() -> Arc<CompiledScheme> {
    static LOADED: OnceLock<Arc<CompiledScheme>> = OnceLock::new();
    Arc::clone(LOADED.get_or_init(|| Arc::new(without_rest())))
}

#[expect(clippy::expect_used, reason = "it does not depend on any input, and a test loads it")]
fn without_rest() -> CompiledScheme {
    let waiting = Waiting { rules: || &rest().rules, tables: || &rest().tables, bulletins: || &rest().bulletins };
    super::load_over(&[], &documents(false), Some(&waiting)).expect("the built-in scheme has no mistakes")
}

/// With the rules, tables and bulletins.
#[expect(clippy::expect_used, reason = "it does not depend on any input, and a test loads it")]
fn rest() -> &'static Scheme {
    static READ: OnceLock<Scheme> = OnceLock::new();
    READ.get_or_init(|| super::rest_of(&builtin(), &documents(true)).expect("the built-in scheme has no mistakes"))
}

/// The documents that wait, or the others.
fn documents(waiting: bool) -> Vec<SourceDoc<'static>> {
    let waits = |document: &&SourceDoc<'_>| WAITING.iter().any(|name| document.name.starts_with(name));
    BUILTIN.iter().filter(|document| waits(document) == waiting).copied().collect()
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
    fn what_waits_is_the_same_as_if_it_had_not() {
        let whole = crate::scheme::load(BUILTIN).unwrap();
        let waiting = without_rest();
        let names = |scheme: &CompiledScheme| -> Vec<_> {
            scheme.compiled_rules().iter().map(|rule| (rule.rule, rule.form, rule.it, rule.reads.clone())).collect()
        };
        assert!(!names(&whole).is_empty());
        assert_eq!(names(&waiting), names(&whole));
        assert_eq!(waiting.scheme(), whole.scheme());
        let formulas = |scheme: &CompiledScheme| format!("{:?}{:?}", scheme.compiled_rules(), scheme.compiled_tables());
        // Megabytes, of which nobody wants to read the difference.
        assert!(formulas(&waiting) == formulas(&whole), "formulas are compiled in another way when they wait");
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
