//! Every example of the reference is run.

use super::eval::figures;
use super::*;

const REFERENCE: &str = include_str!("../reference.md");

#[test]
fn the_examples_of_the_reference_are_true() {
    let (world, figures) = (world(), figures());
    let mut count = 0;
    for line in REFERENCE.lines() {
        if let Some((source, expected)) = line.split_once(" ⇒ ") {
            let template = Template::compile(source, &world, about(INDUSTRY));
            let template = template.unwrap_or_else(|errors| panic!("{}", pictures(source, &errors)));
            assert_eq!(template.render(&figures, now(INDUSTRY, 0)).unwrap(), expected, "{source}");
            count += 1;
        } else if let Some((source, expected)) = line.split_once(" → ").filter(|_| !line.starts_with(['-', '下', '|']))
        {
            assert_eq!(answer(source, INDUSTRY, &figures), expected.trim(), "{source}");
            count += 1;
        }
    }
    assert!(count > 100, "only {count} examples were found");
}

#[test]
fn the_reference_names_every_function_word_and_unit() {
    for function in super::super::functions::FUNCTIONS {
        assert!(REFERENCE.contains(&format!("{}(", function.name)), "{}", function.name);
        assert!(REFERENCE.contains(function.chinese), "{}", function.chinese);
    }
    for (word, _) in super::super::token::WORDS {
        assert!(REFERENCE.contains(word), "{word}");
    }
    for unit in ["万千瓦时", "个百分点", "平方米", "亿元", "艘"] {
        assert!(REFERENCE.contains(unit), "{unit}");
    }
    for limit in ["20,000", "60 层", "200 层", "15 位"] {
        assert!(REFERENCE.contains(limit), "{limit}");
    }
    assert_eq!((MAX_SOURCE, MAX_NESTING, MAX_DEPTH), (20_000, 60, 200));
}
