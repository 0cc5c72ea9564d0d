//! Whatever text comes in, the loader answers with errors, soon, and never panics.

use super::{SMALL, load_small};
use crate::scheme::{Problem, SourceDoc, limits, load, load_over};
use proptest::prelude::*;

/// So many pieces of text, one after the other.
fn repeated(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        // What comes out does not matter; that something comes out does.
        drop(load_small(&text));
    }

    #[test]
    fn text_like_toml_never_panics(
        parts in prop::collection::vec(prop::sample::select(vec![
            "[scheme]\n", "[[rules]]\n", "[forms.a]\n", "[[forms.a.fields]]\n", "[lists.a]\n", "key", "id", " = ", "\"", "'",
            "'''", "\n", "[", "]", "{", "}", ",", "1", "true", "label", "items", "each", "fields", "x.y", "\\", "\\u12", "甲",
            "drop = true\n", "patch = true\n", "extends = \"sishang\"\n", "#", "\r", "\u{0}", "2027-12-01",
        ]), 0..40),
    ) {
        drop(load_small(&parts.concat()));
    }

    #[test]
    fn a_damaged_scheme_never_panics(at in 0..SMALL.len(), length in 0_usize..40, put in "[\\PC\n]{0,6}") {
        let mut text = SMALL.to_owned();
        let start = (0..=at).rev().find(|&at| SMALL.is_char_boundary(at)).unwrap();
        let end = (at + length..=SMALL.len()).find(|&at| SMALL.is_char_boundary(at)).unwrap_or(SMALL.len());
        text.replace_range(start..end, &put);
        if let Err(errors) = load_small(&text) {
            for error in errors {
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }

    #[test]
    fn a_damaged_county_file_never_panics(text in "[\\PC\n]{0,60}", form in "units|industry|x", key in "uscc|output|y") {
        let county = format!(
            "[scheme]\nid = \"c\"\nedition = \"1\"\nextends = \"small\"\n[forms.{form}]\npatch = true\n\
             [[forms.{form}.fields]]\nkey = \"{key}\"\npatch = true\n{text}\n"
        );
        let base = SourceDoc { name: "small.toml", text: SMALL };
        drop(load_over(&[base], &[SourceDoc { name: "county.toml", text: &county }], None));
    }
}

#[test]
fn too_much_of_anything_is_refused() {
    let rules = repeated(limits::RULES + 1, |at| format!("[[rules]]\nid = \"X{at}\"\n"));
    let errors = load_small(&format!("{SMALL}{rules}")).unwrap_err();
    assert!(errors.iter().any(|error| matches!(error.problem, Problem::TooMany { .. })), "{}", errors.len());
    assert!(errors.len() <= limits::ERRORS + 1);

    let long = " ".repeat(limits::DOCUMENT_BYTES + 1);
    let errors = load_small(&long).unwrap_err();
    assert!(matches!(errors[0].problem, Problem::DocumentTooLong { .. }));

    let documents = vec![SourceDoc { name: "a", text: "" }; limits::DOCUMENTS + 1];
    assert!(matches!(load(&documents).unwrap_err()[0].problem, Problem::TooMany { .. }));
}

#[test]
fn long_rules_for_many_fields_are_refused() {
    let fields =
        repeated(480, |at| format!("{{ key = \"k{at}\", label = \"第{at}\", unit = \"人\", measure = \"stock\" }},"));
    let check = vec!["it.end > 0"; 150].join(" and ");
    let message = "长".repeat(1000);
    let rules = repeated(5, |at| {
        format!(
            "[[rules]]\nid = \"X{at}\"\nform = \"many\"\nseverity = \"hint\"\nname = \"长\"\neach = {{ measure = \"stock\" }}\n\
             check = '{check}'\nmessage = \"{message}\"\nwhy = \"试\"\nsource = \"试\"\n"
        )
    });
    let text = format!(
        "{SMALL}[forms.many]\nlabel = \"多\"\nnumber = \"多\"\nkind = \"periodic\"\nroster = \"units\"\nperiods = [\"month\"]\n\
         fields = [{fields}]\n{rules}"
    );
    let errors = load_small(&text).unwrap_err();
    assert!(errors.iter().any(|error| error.problem == Problem::TooMuchExpanded), "{}", errors[0]);
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        let text = format!("x = {}1{}", open.repeat(5_000), close.repeat(5_000));
        let errors = load_small(&text).unwrap_err();
        assert!(matches!(errors[0].problem, Problem::Syntax { .. }));
    }
    for dots in [50, 20_000, 300_000] {
        let name = vec!["a"; dots].join(".");
        for text in
            [format!("[{name}]\n"), format!("[[{name}]]\n"), format!("{name} = 1\n"), format!("x = {{ {name} = 1 }}\n")]
        {
            assert!(!load_small(&text).unwrap_err().is_empty());
        }
    }
}

#[test]
fn a_long_chain_of_computed_fields_is_refused() {
    let fields = repeated(40, |at| {
        let from = if at == 0 { "ratio".to_owned() } else { format!("c{}", at - 1) };
        format!(
            "[[forms.industry.fields]]\nkey = \"c{at}\"\nlabel = \"第{at}\"\nunit = \"%\"\ncompute = '{from} + {from}'\n"
        )
    });
    let text = SMALL.replace("[[rules]]\nid = \"R1\"", &format!("{fields}[[rules]]\nid = \"R1\""));
    let errors = load_small(&text).unwrap_err();
    assert!(matches!(errors[0].problem, Problem::ComputedTooDeep { .. }), "{}", errors[0]);
}

#[test]
fn a_computed_field_that_would_take_for_ever_is_refused() {
    let fields = repeated(8, |at| {
        let from = if at == 0 { "ratio".to_owned() } else { format!("c{}", at - 1) };
        let formula = vec![from; 10].join(" + ");
        format!("[[forms.industry.fields]]\nkey = \"c{at}\"\nlabel = \"第{at}\"\nunit = \"%\"\ncompute = '{formula}'\n")
    });
    let text = SMALL.replace("[[rules]]\nid = \"R1\"", &format!("{fields}[[rules]]\nid = \"R1\""));
    let errors = load_small(&text).unwrap_err();
    assert!(matches!(errors[0].problem, Problem::ComputedTooCostly), "{}", errors[0]);
}

#[test]
fn a_file_full_of_changes_is_answered_soon() {
    let base = SourceDoc { name: "small.toml", text: SMALL };
    let header = "[scheme]\nid = \"c\"\nedition = \"1\"\nextends = \"small\"\n";
    let rules = repeated(60_000, |at| format!("[[rules]]\nid = \"X{at}\"\n"));
    let keys = repeated(100_000, |at| format!("k{at} = 1\n"));
    let fields = repeated(100_000, |at| format!("{{key='x{at}'}},"));
    for text in [
        format!("{header}{rules}"),
        format!("{header}{keys}"),
        format!("{header}[forms.industry]\npatch = true\nfields = [{fields}]\n"),
    ] {
        let county = SourceDoc { name: "county.toml", text: &text };
        assert!(!load_over(&[base], &[county], None).unwrap_err().is_empty());
    }
}
