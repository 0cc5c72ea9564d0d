//! A good scheme and its digest.

use super::{SMALL, changed, load_small, messages};
use crate::period::January;
use crate::scheme::{Column, FieldId, SourceDoc, load_over};

#[test]
fn the_small_scheme_has_no_mistakes() {
    assert_eq!(messages(load_small(SMALL)), "没有错误\n");
}

#[test]
fn with_january_exempt_the_year_begins_with_both_months() {
    let scheme = load_small(SMALL).unwrap();
    assert_eq!(scheme.january(), January::Exempt);
    for (code, asked) in
        [("2026-01", false), ("2026-02", false), ("2026-0102", true), ("2026-03", true), ("2026", false)]
    {
        assert_eq!(scheme.asks_in(code.parse().unwrap()), asked, "{code}");
    }
}

#[test]
fn a_rule_with_each_is_repeated_for_every_field() {
    let scheme = load_small(SMALL).unwrap();
    let form = scheme.form("industry").unwrap();
    let rules: Vec<_> = scheme
        .rules_of(form)
        .map(|(_, rule)| (scheme[rule.rule].id.as_str(), rule.it.map(|it| scheme[form][it].key.as_str())))
        .collect();
    assert_eq!(rules, [("R1", Some("output")), ("R1", Some("sales")), ("R2", None)]);
    let cells: Vec<_> = scheme.compiled_rules().iter().map(|rule| rule.cells.clone()).collect();
    assert_eq!(
        cells,
        [
            vec![(form, FieldId(0), Column::Ytd)],
            vec![(form, FieldId(1), Column::Ytd)],
            vec![(form, FieldId(3), Column::Plain)]
        ]
    );
}

#[test]
fn computed_cells_come_in_order() {
    let scheme = load_small(&changed(
        "[[rules]]\nid = \"R1\"",
        "[[forms.industry.fields]]\nkey = \"a\"\nlabel = \"甲\"\nunit = \"%\"\ncompute = 'b * 2'\n\
         [[forms.industry.fields]]\nkey = \"b\"\nlabel = \"乙\"\nunit = \"%\"\ncompute = 'ratio * 2'\n[[rules]]\nid = \"R1\"",
    ))
    .unwrap();
    let keys: Vec<_> = scheme.computed().iter().map(|cell| scheme[cell.form][cell.field].key.as_str()).collect();
    assert_eq!(keys, ["ratio", "b", "a"]);
}

#[test]
fn the_digest_is_of_what_is_said_not_of_how() {
    let digest = |text: &str| load_small(text).unwrap().digest().to_owned();
    let plain = digest(SMALL);
    assert_eq!(plain.len(), 64);
    for (from, to) in [
        ("[scheme]\nid", "# 注释\n[scheme]\n\n  id"),
        ("edition = \"1\"", "edition = '1'"),
        ("required = true, carry = true", "carry = true, required = true"),
        ("forms = [\"industry\"]", "form = \"industry\""),
        ("max_len = 60", "max_len = 60, required = false"),
    ] {
        assert_eq!(digest(&changed(from, to)), plain, "{to}");
    }
    assert_eq!(
        digest(
            &SMALL
                .replace('\n', "\r\n")
                .replace("'''\r\nratio >= 80% and\r\nratio", "'''\r\nratio >= 80% and\nratio")
                .replace("120%\r\n", "120%\n")
        ),
        plain
    );
    for (from, to) in [
        ("value = \"2000万元\"", "value = \"3000万元\""),
        ("label = \"停业\"", "label = \"歇业\""),
        ("max_len = 60", "max_len = 61"),
        ("why = \"累计包含本月\"", "why = \"累计包含当月\""),
        ("edition = \"1\"", "edition = \"2\""),
    ] {
        assert_ne!(digest(&changed(from, to)), plain, "{to}");
    }
}

#[test]
fn the_order_of_documents_does_not_change_the_digest() {
    let split = SMALL.find("[forms.industry]").unwrap();
    let (first, second) = SMALL.split_at(split);
    let one = SourceDoc { name: "a", text: first };
    let two = SourceDoc { name: "b", text: second };
    let digests = [[one, two], [two, one]].map(|order| load_over(&[], &order, None).unwrap().digest().to_owned());
    assert_eq!(
        digests,
        [load_small(SMALL).unwrap().digest().to_owned(), load_small(SMALL).unwrap().digest().to_owned()]
    );
}
