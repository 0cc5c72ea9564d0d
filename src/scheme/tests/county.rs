//! A county's file that starts from another scheme.
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use super::{SMALL, messages};
use crate::scheme::{CompiledScheme, GUIDE, Problem, SchemeError, SourceDoc, load, load_over};
use expect_test::{Expect, expect};

const HEADER: &str = "[scheme]\nid = \"county\"\nedition = \"1\"\nextends = \"small\"\n";

fn county(text: &str) -> Result<CompiledScheme, Vec<SchemeError>> {
    let base = SourceDoc { name: "small.toml", text: SMALL };
    let text = format!("{HEADER}{text}");
    load_over(&[base], &[SourceDoc { name: "county.toml", text: &text }], None)
}

#[track_caller]
fn loaded(text: &str) -> CompiledScheme {
    match county(text) {
        Ok(scheme) => scheme,
        Err(errors) => panic!("{}", messages(Err(errors))),
    }
}

#[track_caller]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&messages(county(text)));
}

fn keys(scheme: &CompiledScheme, form: &str) -> Vec<String> {
    scheme[scheme.form(form).unwrap()].fields.iter().map(|field| field.key.clone()).collect()
}

#[test]
fn nothing_but_a_header_is_the_scheme_below_under_another_name() {
    let scheme = loaded("");
    assert_eq!(scheme.tag(), "county@1");
    assert_eq!(scheme.based_on.as_deref(), Some("small@1"));
    assert_eq!(scheme.name, "小制度");
    assert_eq!(scheme.rules.len(), 2);
}

#[test]
fn a_setting_is_changed_by_its_value_alone() {
    let scheme = loaded("[settings.floor]\nvalue = \"3000万元\"\n");
    let floor = scheme.setting("floor").unwrap();
    assert_eq!((floor.value.as_str(), floor.label.as_str()), ("3000万元", "起点"));
}

#[test]
fn a_form_can_be_patched_field_by_field() {
    let scheme = loaded(
        "[forms.industry]\npatch = true\nlabel = \"工业调度表\"\n\
         [[forms.industry.fields]]\nkey = \"staff\"\npatch = true\nrequired = true\n\
         [[forms.industry.fields]]\nkey = \"power\"\nlabel = \"用电量\"\nunit = \"万千瓦时\"\nmeasure = \"flow\"\nafter = \"output\"\n\
         [[forms.industry.fields]]\nkey = \"sales\"\nlabel = \"销售产值\"\nunit = \"万元\"\nmeasure = \"flow\"\n",
    );
    assert_eq!(keys(&scheme, "industry"), ["output", "power", "sales", "staff", "ratio"]);
    let form = &scheme[scheme.form("industry").unwrap()];
    assert_eq!(form.label, "工业调度表");
    assert_eq!(form.number, "台账B");
    assert!(form[form.field("staff").unwrap()].required);
    assert_eq!(form[form.field("sales").unwrap()].unit.as_deref(), Some("万元"));
    // The rule that is repeated for every flow reaches the new field.
    assert_eq!(scheme.compiled_rules().len(), 4);
}

#[test]
fn an_entry_without_patch_replaces_the_one_below() {
    let scheme = loaded(
        "[lists.state]\nlabel = \"状态\"\nitems = [{ code = \"1\", label = \"开\" }]\n\
         [[rules]]\nid = \"R2\"\nform = \"units\"\nseverity = \"hint\"\nname = \"名称\"\ncheck = 'present(name)'\n\
         message = \"没有名称\"\nwhy = \"要有名称\"\nsource = \"县\"\n",
    );
    assert_eq!(scheme.lists[0].items.len(), 1);
    assert_eq!(scheme.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["R1", "R2"]);
    assert_eq!(scheme.rules[1].name, "名称");
}

#[test]
fn rules_fields_codes_and_forms_can_be_dropped_patched_and_added() {
    let scheme = loaded(
        "[[rules]]\nid = \"R2\"\ndrop = true\n\
         [[rules]]\nid = \"R1\"\npatch = true\nseverity = \"soft\"\n\
         [forms.industry]\npatch = true\n[[forms.industry.fields]]\nkey = \"ratio\"\ndrop = true\n\
         [lists.state]\npatch = true\nitems = [{ code = \"2\", drop = true }, { code = \"3\", label = \"筹建\" }]\n\
         [lists.colour]\nlabel = \"颜色\"\nitems = [{ code = \"1\", label = \"红\" }]\n",
    );
    assert_eq!(scheme.rules.len(), 1);
    assert_eq!(scheme.rules[0].severity.key(), "soft");
    assert_eq!(keys(&scheme, "industry"), ["output", "sales", "staff"]);
    let codes: Vec<_> = scheme.lists[0].items.iter().map(|item| item.code.as_str()).collect();
    assert_eq!(codes, ["1", "3"]);
    assert_eq!(scheme.lists.len(), 2);
}

#[test]
fn with_a_form_go_the_rules_that_look_at_it_alone() {
    let scheme = loaded("[forms.industry]\ndrop = true\n");
    assert_eq!((scheme.forms.len(), scheme.rules.len()), (1, 0));
    // The same with the built-in scheme, which has many rules for several forms.
    let text = "[scheme]\nid = \"c\"\nedition = \"1\"\nextends = \"sishang\"\n[forms.trade]\ndrop = true\n";
    if let Err(errors) = load(&[SourceDoc { name: "county.toml", text }]) {
        let left: Vec<String> = errors.iter().map(SchemeError::sentence).collect();
        assert!(left.iter().all(|sentence| sentence.contains("trade")), "{left:#?}");
    }
}

#[test]
fn a_rule_below_that_names_a_dropped_field_is_about_the_others() {
    let patched = SMALL.replace("each = { measure = \"flow\" }", "each = { measure = \"flow\", except = [\"staff\"] }");
    let base = SourceDoc { name: "small.toml", text: &patched };
    let text = format!(
        "{HEADER}[forms.industry]\npatch = true\n[[forms.industry.fields]]\nkey = \"staff\"\ndrop = true\n\
         [[rules]]\nid = \"R2\"\npatch = true\nform = \"industry\"\n"
    );
    let scheme = load_over(&[base], &[SourceDoc { name: "county.toml", text: &text }], None).unwrap();
    assert_eq!(scheme.compiled_rules().len(), 3);
}

#[test]
fn dropping_what_a_rule_below_needs_names_that_rule() {
    check(
        "[forms.industry]\npatch = true\n[[forms.industry.fields]]\nkey = \"ratio\"\ndrop = true\n",
        expect![[r#"
            small.toml 第 92 行第 1 列：审核关系 R2 的审核公式 check：没有叫“ratio”的指标、表或设定；请写指标的名称、代码或键名。（这是原制度里的内容，用到了县里的制度删去或改掉的东西；请在县里的制度里把这一条也改写或删去。）
             92 | ratio >= 80% and
                | ^^^^^
            small.toml 第 93 行第 1 列：审核关系 R2 的审核公式 check：没有叫“ratio”的指标、表或设定；请写指标的名称、代码或键名。（这是原制度里的内容，用到了县里的制度删去或改掉的东西；请在县里的制度里把这一条也改写或删去。）
             93 | ratio <= 120%
                | ^^^^^
            small.toml 第 95 行第 17 列：审核关系 R2 的提示语 message：没有叫“ratio”的指标、表或设定；请写指标的名称、代码或键名。（这是原制度里的内容，用到了县里的制度删去或改掉的东西；请在县里的制度里把这一条也改写或删去。）
             95 | message = "产销率 {ratio} 超出范围"
                |            　　　  ^^^^^
        "#]],
    );
}

#[test]
fn changing_what_is_not_there_is_a_mistake() {
    check(
        "[[rules]]\nid = \"R3\"\ndrop = true\n",
        expect![[r#"
        county.toml 第 6 行第 6 列：原制度里没有“R3”这个审核关系，没有可改、可删或可跟随的。是不是“R1”？
         6 | id = "R3"
           |      ^^^^
    "#]],
    );
    check(
        "[forms.industri]\npatch = true\nlabel = \"x\"\n",
        expect![[r#"
        county.toml 第 5 行第 8 列：原制度里没有“industri”这个报表，没有可改、可删或可跟随的。是不是“industry”？
         5 | [forms.industri]
           |        ^^^^^^^^
    "#]],
    );
    check(
        "[forms.industry]\npatch = true\n[[forms.industry.fields]]\nkey = \"power\"\nlabel = \"用电量\"\nafter = \"outputs\"\n",
        expect![[r#"
            county.toml 第 10 行第 9 列：原制度里没有“outputs”这个指标，没有可改、可删或可跟随的。是不是“output”？
             10 | after = "outputs"
                |         ^^^^^^^^^
        "#]],
    );
    check(
        "[settings.flor]\nvalue = \"1\"\n",
        expect![[r#"
            county.toml 第 5 行第 11 列：原制度里没有“flor”这个参数，没有可改、可删或可跟随的。是不是“floor”？
             5 | [settings.flor]
               |           ^^^^
        "#]],
    );
}

#[test]
fn a_county_needs_a_name_of_its_own() {
    let base = SourceDoc { name: "small.toml", text: SMALL };
    for (header, expected) in [
        (
            "[scheme]\nextends = \"small\"\n",
            expect![[r#"
            county.toml 第 1 行第 2 列：[scheme] 一节里缺少“id”（编号）。请补上。
             1 | [scheme]
               |  ^^^^^^
            county.toml 第 1 行第 2 列：[scheme] 一节里缺少“edition”（版本）。请补上。
             1 | [scheme]
               |  ^^^^^^
        "#]],
        ),
        (
            "[scheme]\nextends = \"small\"\nid = \"small\"\nedition = \"1\"\n",
            expect![[r#"
            county.toml 第 1 行第 2 列：在别的制度上改动的制度要有自己的 id 或 edition，否则两个制度分不清。如 id = "某县" 的拼音。
             1 | [scheme]
               |  ^^^^^^
        "#]],
        ),
    ] {
        expected.assert_eq(&messages(load_over(&[base], &[SourceDoc { name: "county.toml", text: header }], None)));
    }
}

#[test]
fn the_same_name_twice_in_one_county_file_pair_is_a_mistake() {
    let base = SourceDoc { name: "small.toml", text: SMALL };
    let one = format!("{HEADER}[settings.floor]\nvalue = \"1万元\"\n");
    let two = "[settings.floor]\nvalue = \"2万元\"\n";
    let documents = [SourceDoc { name: "a.toml", text: &one }, SourceDoc { name: "b.toml", text: two }];
    let errors = load_over(&[base], &documents, None).unwrap_err();
    assert!(matches!(errors[0].problem, Problem::Duplicate { .. }));
    assert_eq!(errors[0].other, Some(("a.toml".to_owned(), 5)));
}

#[test]
fn every_example_of_the_guide_loads() {
    let mut blocks = GUIDE.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|(block, _)| block);
    let header = blocks.next().unwrap();
    let examples: Vec<&str> = blocks.collect();
    assert_eq!(examples.len(), 18);
    for example in examples.iter().map(|example| (*example).to_owned()).chain([examples.concat()]) {
        let text = format!("{header}\n{example}");
        if let Err(errors) = load(&[SourceDoc { name: "guide.md", text: &text }]) {
            panic!("{}", messages(Err(errors)));
        }
    }
}

#[test]
fn the_guide_names_every_attribute_of_a_field() {
    let errors =
        county("[forms.industry]\npatch = true\n[[forms.industry.fields]]\nkey = \"x\"\nlabel = \"x\"\nnone = 1\n");
    let Problem::UnknownKey { known, .. } = &errors.unwrap_err()[0].problem else { panic!("not an unknown key") };
    for key in known {
        assert!(GUIDE.contains(&format!("`{key}`")), "{key}");
    }
}

#[test]
fn a_county_says_who_reports_in_which_order() {
    let offices = "[[offices]]\ncode = \"411425100\"\nname = \"城关镇\"\n[[offices]]\ncode = \"KFQ\"\nname = \"开发区\"\nparent = \"411425\"\n";
    let county = loaded(offices);
    let codes: Vec<(&str, &str, &str)> =
        county.offices.iter().map(|one| (one.code.as_str(), one.name.as_str(), one.parent.as_str())).collect();
    assert_eq!(codes, [("411425100", "城关镇", ""), ("KFQ", "开发区", "411425")]);
    assert_ne!(county.digest(), loaded("").digest());
    check(
        "[[offices]]\ncode = \"城关\"\nname = \"城关镇\"\n[[offices]]\ncode = \"1\"\nname = \"甲\"\n[[offices]]\ncode = \"1\"\nname = \"乙\"\nrank = 3\n",
        expect![[r#"
            county.toml 第 6 行第 8 列：应报单位的代码“城关”不合要求：用区划代码，或自编的字母、数字和 -，最多 20 个字符，如 411425100。
             6 | code = "城关"
               |        ^＾＾^
            county.toml 第 12 行第 8 列：应报单位的代码“1”重复了，每个只能用一次。前一处在第 9 行。
             12 | code = "1"
                |        ^^^
            county.toml 第 14 行第 1 列：应报单位 1 里没有“rank”这一项。可以用的有：code、name、parent。
             14 | rank = 3
                | ^^^^
        "#]],
    );
}
