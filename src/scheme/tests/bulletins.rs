//! Bulletins in a county's file, and what is said of mistakes in them.
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use super::messages;
use crate::scheme::{CompiledScheme, SchemeError, SourceDoc, load};
use expect_test::{Expect, expect};

fn county(paragraph: &str) -> Result<CompiledScheme, Vec<SchemeError>> {
    let text = format!(
        "[scheme]\nid = \"county\"\nedition = \"1\"\nextends = \"sishang\"\n[bulletins.x]\nlabel = \"试\"\ntitle = \"题\"\n{paragraph}\n"
    );
    load(&[SourceDoc { name: "county.toml", text: &text }])
}

fn paragraph(text: &str) -> Result<CompiledScheme, Vec<SchemeError>> {
    county(&format!("[[bulletins.x.paragraphs]]\n{text}"))
}

#[track_caller]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&messages(paragraph(text)));
}

#[test]
fn a_bulletin_knows_its_tables() {
    let scheme =
        paragraph("text = '{t1.n}{list(t9.industry where industry > 0)}'\nwhen = 't10 where rate < 100%'").unwrap();
    assert_eq!(scheme.bulletin("x").unwrap().tables(), ["t1", "t9", "t10"]);
    assert!(scheme.bulletin("p3").is_some() && scheme.bulletin("y").is_none());
}

#[test]
fn dropping_a_table_drops_the_bulletins_that_need_it() {
    let text = "[scheme]\nid = \"county\"\nedition = \"1\"\nextends = \"sishang\"\n[tables.t10]\ndrop = true\n";
    let scheme = load(&[SourceDoc { name: "county.toml", text }]).unwrap();
    assert!(scheme.bulletin("p4").is_none() && scheme.bulletin("p3").is_some());
}

#[test]
fn tables_and_columns_must_be_there_and_public() {
    check(
        "text = '完成{t1.dona}亿元'",
        expect![[r#"
        county.toml 第 9 行第 15 列：通报 x 的文字 text：汇总表“重点项目投资完成情况”没有叫“dona”的列。是不是“done”？
         9 | text = '完成{t1.dona}亿元'
           |         　　    ^^^^
    "#]],
    );
    check(
        "text = '{t99.x}'",
        expect![[r#"
        county.toml 第 9 行第 10 列：通报 x 的文字 text：没有叫“t99”的汇总表。是不是“t9”？
         9 | text = '{t99.x}'
           |          ^^^
    "#]],
    );
    check(
        "table = \"t4\"",
        expect![[r#"
        county.toml 第 9 行第 10 列：通报 x 的表 table：汇总表“项目明细”不对外（public = false），通报里不能用：通报只有汇总数。
         9 | table = "t4"
           |          ^^
    "#]],
    );
    check(
        "text = '{names(t7 where overdue > 0)}'",
        expect![[r#"
        county.toml 第 9 行第 16 列：通报 x 的文字 text：汇总表“项目问题清单”不对外（public = false），通报里不能用：通报只有汇总数。
         9 | text = '{names(t7 where overdue > 0)}'
           |                ^^
    "#]],
    );
}

#[test]
fn only_like_is_compared_with_like() {
    check(
        "text = '{list(t1.rate where rate < 1)}'",
        expect![[r#"
        county.toml 第 9 行第 36 列：通报 x 的文字 text：“占年度计划”是百分数，请写成 1%，免得分不清 0.3 和 30。
         9 | text = '{list(t1.rate where rate < 1)}'
           |                                    ^
    "#]],
    );
    check(
        "text = '{names(t1 where n >= 3%)}'",
        expect![[r#"
        county.toml 第 9 行第 30 列：通报 x 的文字 text：“项目数”不是百分数，请去掉 %。
         9 | text = '{names(t1 where n >= 3%)}'
           |                              ^^
    "#]],
    );
    check(
        "text = '{names(t1 where n < rate)}'",
        expect![[r#"
        county.toml 第 9 行第 29 列：通报 x 的文字 text：“项目数”和“占年度计划”单位不同，不能比。
         9 | text = '{names(t1 where n < rate)}'
           |                             ^^^^
    "#]],
    );
    check(
        "text = '{names(t1 where flag = blue)}'",
        expect![[r#"
            county.toml 第 9 行第 32 列：通报 x 的文字 text：这里应当是 red（红旗）或 yellow（黄旗）。
             9 | text = '{names(t1 where flag = blue)}'
               |                                ^^^^
        "#]],
    );
    check(
        "text = '甲'\nwhen = 't1 where n > “3”'",
        expect![[r#"
            county.toml 第 10 行第 22 列：通报 x 的条件 when：“项目数”这一列是数，不能和文字比，请去掉引号。
             10 | when = 't1 where n > “3”'
                |                      ＾^＾
        "#]],
    );
    check(
        "text = '{columns(t9 where industry = 0)}'",
        expect![[r#"
            county.toml 第 9 行第 27 列：通报 x 的文字 text：这里应当是 total 和一个数相比，如 total = 0，不是 industry。
             9 | text = '{columns(t9 where industry = 0)}'
               |                           ^^^^^^^^
        "#]],
    );
}

#[test]
fn phrases_must_read() {
    check(
        "text = '{lst(t1.n)}'",
        expect![[r#"
        county.toml 第 9 行第 10 列：通报 x 的文字 text：没有叫“lst”的写法。是不是“list”？
         9 | text = '{lst(t1.n)}'
           |          ^^^
    "#]],
    );
    check(
        "text = '{list(t1.n, uni=\"个\")}'",
        expect![[r#"
        county.toml 第 9 行第 21 列：通报 x 的文字 text：list 没有“uni”这个选项。是不是“unit”？
         9 | text = '{list(t1.n, uni="个")}'
           |                     ^^^
    "#]],
    );
    check(
        "text = '{period.years}'",
        expect![[r#"
        county.toml 第 9 行第 10 列：通报 x 的文字 text：没有“period.years”这个词。是不是“period.year”？
         9 | text = '{period.years}'
           |          ^^^^^^^^^^^^
    "#]],
    );
    check(
        "text = '{t1.n'",
        expect![[r#"
        county.toml 第 9 行第 9 列：通报 x 的文字 text：花括号要成对。要写花括号本身，请写两个：{{ 或 }}。
         9 | text = '{t1.n'
           |         ^
    "#]],
    );
    check(
        "text = \"甲\"\ntable = \"t1\"",
        expect![[r#"
        county.toml 第 8 行第 1 列：一段要么是文字（text，可以加 heading 作标题），要么是一张表（table），不能都写，也不能都不写。
         8 | [[bulletins.x.paragraphs]]
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#]],
    );
    check(
        "heading = 3\ntext = \"甲\"",
        expect![[r#"
        county.toml 第 9 行第 11 列：“heading”应当在 1 到 2 之间，这里是 3。
         9 | heading = 3
           |           ^
    "#]],
    );
    expect![[r#"
        county.toml 第 5 行第 12 列：这份通报没有段落。请至少写一个 [[bulletins.….paragraphs]]。
         5 | [bulletins.x]
           |            ^
        county.toml 第 8 行第 30 列：通报 x 的合计关系 adds_up：汇总表“问题办理情况”没有叫“m”的列。请核对列的名字（key）。
         8 | adds_up = ["t16.closed = t16.m"]
           |                              ^
    "#]].assert_eq(&messages(county("adds_up = [\"t16.closed = t16.m\"]")));
}
