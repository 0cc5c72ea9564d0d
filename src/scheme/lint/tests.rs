#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use super::*;
use crate::message::lint as message;
use crate::scheme::{SchemeError, SourceDoc, builtin, load_over};
use expect_test::{Expect, expect};

mod brute;

const HEAD: &str = r#"[scheme]
id = "pairs"
edition = "1"
name = "小制度"
authority = "县统计局"
approval = "县统字〔2026〕1号"
valid_until = "2027-12"

[settings.floor]
label = "起点"
value = "20"
why = "够大才调查"

[lists.state]
label = "状态"
items = [{ code = "1", label = "正常" }, { code = "2", label = "停业" }]

[forms.units]
label = "名录"
number = "1"
kind = "roster"
join = "unit"
join_label = "单位"
key_prefix = "u"
title = "name"
fields = [
  { key = "name", label = "名称" },
  { key = "state", label = "状态", type = "list:state" },
  { key = "x", label = "甲数", type = "number" },
  { key = "y", label = "乙数", type = "number" },
  { key = "z", label = "丙数", type = "number", negative = true },
  { key = "total", label = "合计", type = "number", compute = 'x + y' },
  { key = "closed", label = "停业日期", type = "date", when = 'state == "2"' },
]
"#;

fn try_scheme(rules: &str) -> Result<CompiledScheme, Vec<SchemeError>> {
    let text = format!("{HEAD}{rules}");
    load_over(&[], &[SourceDoc { name: "pairs.toml", text: &text }], None)
}

fn scheme(rules: &str) -> CompiledScheme {
    match try_scheme(rules) {
        Ok(scheme) => scheme,
        Err(errors) => panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

/// A rule by its parts: number, severity, condition and check.
fn rule((id, severity, when, check): (&str, &str, &str, &str)) -> String {
    let when = if when.is_empty() { String::new() } else { format!("when = '''{when}'''\n") };
    format!(
        "[[rules]]\nid = \"{id}\"\nform = \"units\"\nseverity = \"{severity}\"\nname = \"关系\"\n{when}\
         check = '''{check}'''\nmessage = \"不对\"\nwhy = \"要对\"\nsource = \"县\"\n"
    )
}

fn check(rules: &[(&str, &str, &str, &str)], expected: Expect) {
    let scheme = scheme(&rules.iter().map(|one| rule(*one)).collect::<String>());
    let lint = lint(&scheme);
    let lines: Vec<String> =
        lint.warnings.iter().map(|warning| format!("{}\n", message::sentence(&scheme, warning))).collect();
    expected.assert_eq(&lines.concat());
}

#[test]
fn a_rule_that_never_applies() {
    check(
        &[("A", "hard", "x > 5 and x < 3", "y > 0")],
        expect![[r#"
        审核关系 A“关系”的条件 when 永远不成立，这条关系从不起作用。请核对条件里的数和代码。
    "#]],
    );
    check(
        &[("A", "hard", "state not in [\"1\", \"2\"]", "y > 0")],
        expect![[r#"
        审核关系 A“关系”的条件 when 永远不成立，这条关系从不起作用。请核对条件里的数和代码。
    "#]],
    );
    // A field that is not asked is missing.
    check(
        &[("A", "hard", "state == \"1\" and present(closed)", "y > 0")],
        expect![[r#"
        审核关系 A“关系”的条件 when 永远不成立，这条关系从不起作用。请核对条件里的数和代码。
    "#]],
    );
    check(&[("A", "hard", "state == \"2\" and present(closed)", "y > 0")], expect![[r#""#]]);
    check(
        &[("A", "hard", "period.month > 12", "y > 0")],
        expect![[r#"
        审核关系 A“关系”的条件 when 永远不成立，这条关系从不起作用。请核对条件里的数和代码。
    "#]],
    );
}

#[test]
fn a_rule_that_never_fires_and_one_that_always_does() {
    check(
        &[("A", "hard", "x > 5", "x > 3")],
        expect![[r#"
        审核关系 A“关系”只要适用就一定成立，永远不会提示。请核对公式，或删去这条关系。
    "#]],
    );
    check(
        &[("A", "hard", "x > 5", "x < 3")],
        expect![[r#"
        审核关系 A“关系”只要适用就一定不成立，怎样填都通不过。请核对公式。
    "#]],
    );
    check(
        &[("A", "hard", "", "total == x + y")],
        expect![[r#"
        审核关系 A“关系”只要适用就一定成立，永远不会提示。请核对公式，或删去这条关系。
    "#]],
    );
    check(
        &[("A", "hard", "", "abs(z) >= 0")],
        expect![[r#"
        审核关系 A“关系”只要适用就一定成立，永远不会提示。请核对公式，或删去这条关系。
    "#]],
    );
    check(
        &[("A", "hard", "", "present(x) or blank(x)")],
        expect![[r#"
        审核关系 A“关系”只要适用就一定成立，永远不会提示。请核对公式，或删去这条关系。
    "#]],
    );
    // Its own sign may be guarded by a rule; that a sum is not below zero follows from that.
    check(
        &[("A", "hard", "", "x >= 0"), ("B", "hard", "", "x + y >= 0"), ("C", "hard", "", "z >= 0")],
        expect![[r#"
        审核关系 B“关系”只要适用就一定成立，永远不会提示。请核对公式，或删去这条关系。（以不可为负的指标都不为负为准。）
    "#]],
    );
}

#[test]
fn rules_that_repeat_each_other() {
    check(
        &[("A", "hard", "", "x <= y"), ("B", "soft", "", "not (x > y)")],
        expect![[r#"
        审核关系 B“关系”与 A“关系”是同一个要求，总是同时提示。请删去一条。
    "#]],
    );
    check(
        &[("A", "hard", "", "x <= y"), ("B", "hard", "state == \"1\"", "x <= y")],
        expect![[r#"
        审核关系 B“关系”已经包含在更严的 A“关系”里：凡是这条提示的，那一条也提示，程度也不比它轻。请删去这条，或改掉其中一条的界限。
    "#]],
    );
    check(
        &[("A", "hard", "", "near(x, y, 1)"), ("B", "hard", "", "x - y <= 1 and y - x <= 1")],
        expect![[r#"
        审核关系 B“关系”与 A“关系”是同一个要求，总是同时提示。请删去一条。
    "#]],
    );
    // The same words in a part that is not understood are the same thing.
    check(
        &[("A", "hard", "len(name) > 3", "x * y > 5"), ("B", "hard", "3 < len(name)", "not (x*y <= 5)")],
        expect![[r#"
            审核关系 B“关系”与 A“关系”是同一个要求，总是同时提示。请删去一条。
        "#]],
    );
}

#[test]
fn a_rule_within_another_is_named_unless_it_is_the_more_severe() {
    check(
        &[("A", "soft", "", "x <= 10"), ("B", "soft", "", "x <= setting.floor")],
        expect![[r#"
        审核关系 B“关系”已经包含在更严的 A“关系”里：凡是这条提示的，那一条也提示，程度也不比它轻。请删去这条，或改掉其中一条的界限。
    "#]],
    );
    check(&[("A", "soft", "", "x <= 10"), ("B", "hard", "", "x <= setting.floor")], expect![[r#""#]]);
    check(&[("A", "hard", "", "x <= 10"), ("B", "soft", "", "x + y <= 10")], expect![[r#""#]]);
}

#[test]
fn rules_that_contradict_each_other() {
    check(
        &[("A", "hard", "", "x > y"), ("B", "hard", "", "x < y")],
        expect![[r#"
        审核关系 B“关系”与 A“关系”互相矛盾：两条都适用的记录，怎样填都不能同时通过。请改正其中一条，或用条件 when 把它们分开。
    "#]],
    );
    check(&[("A", "hard", "state == \"1\"", "x > y"), ("B", "hard", "state == \"2\"", "x < y")], expect![[r#""#]]);
    check(
        &[("A", "hard", "z > 5", "x > 10"), ("B", "hard", "z > 7", "x < 10")],
        expect![[r#"
        审核关系 B“关系”与 A“关系”互相矛盾：两条都适用的记录，怎样填都不能同时通过。请改正其中一条，或用条件 when 把它们分开。
    "#]],
    );
    // What one supposes and the other does not may exclude each other.
    check(
        &[("A", "hard", "starts_with(name, \"甲\")", "x > 10"), ("B", "hard", "starts_with(name, \"乙\")", "x < 10")],
        expect![[r#""#]],
    );
    // Forbidding what another rule starts from is no contradiction.
    check(&[("A", "hard", "", "x <= 10"), ("B", "hard", "x > 10", "y > 0")], expect![""]);
    check(
        &[("A", "hard", "", "x + y <= 10"), ("B", "hard", "", "x >= 11")],
        expect![[r#"
        审核关系 B“关系”与 A“关系”互相矛盾：两条都适用的记录，怎样填都不能同时通过。请改正其中一条，或用条件 when 把它们分开。（以不可为负的指标都不为负为准。）
    "#]],
    );
}

#[test]
fn what_cannot_be_judged_is_counted_and_named() {
    let scheme = scheme(
        &[("A", "hard", "", "x * y > 5"), ("B", "hard", "", "x > 5"), ("C", "hard", "count(units) > 3", "x / y < 2")]
            .map(rule)
            .concat(),
    );
    let lint = lint(&scheme);
    expect!["逐表逐指标展开后共 3 条，1 条全部能推断；2 条有推断不了的部分：未知数相乘或相除（1 条）、对许多行的汇总（1 条）。各表的填报范围没有算在内。"].assert_eq(&message::judged(&lint.judged));
    expect![[r#"
        A“关系”：未知数相乘或相除
        C“关系”：对许多行的汇总"#]]
    .assert_eq(&message::not_judged(&scheme, &lint).join("\n"));
}

#[test]
fn only_what_a_county_changed_is_looked_at() {
    let base = scheme(&[("A", "hard", "", "x <= y"), ("B", "hard", "", "x <= setting.floor")].map(rule).concat());
    for (rules, floor, expected) in [
        ([("A", "hard", "", "x <= y"), ("B", "hard", "", "x <= setting.floor")], "20", vec![]),
        ([("A", "hard", "", "x <= y"), ("C", "hard", "", "x <= setting.floor")], "20", vec!["C"]),
        ([("A", "soft", "", "x <= y"), ("B", "hard", "", "x <= setting.floor")], "20", vec!["A"]),
        ([("A", "hard", "", "x <= y"), ("B", "hard", "", "x <= setting.floor")], "21", vec!["B"]),
    ] {
        let text = format!("{}{}", HEAD.replace("\"20\"", &format!("\"{floor}\"")), rules.map(rule).concat());
        let scheme = load_over(&[], &[SourceDoc { name: "county.toml", text: &text }], None).unwrap();
        let changed: Vec<&str> =
            changed_rules(&scheme, &base).iter().map(|rule| scheme[*rule].id.as_str()).collect::<Vec<_>>();
        assert_eq!(changed, expected);
    }
}

#[test]
fn the_rules_of_the_built_in_scheme_go_well_together() {
    let scheme = builtin();
    let lint = lint(&scheme);
    let lines: Vec<String> =
        lint.warnings.iter().map(|warning| format!("{}\n", message::sentence(&scheme, warning))).collect();
    assert_eq!(lines.concat(), "");
    assert!(lint.judged.whole * 10 > lint.judged.rules * 8, "{}", message::judged(&lint.judged));
}
