//! What can be wrong with report tables and colours, and how a county changes them.
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use super::{SMALL, load_small, messages};
use crate::scheme::{CompiledScheme, SourceDoc, TableRows, load_over};
use expect_test::{Expect, expect};

/// Tables and colours without mistakes.
const TABLES: &str = r#"
[colours.output]
label = "产值颜色"
form = "industry"
rules = [
  { key = "red", label = "红", when = 'output.month < output.month_ly', reason = "本月{output.month}" },
  { key = "blue", label = "蓝" },
]

[tables.t1]
label = "产值"
number = "T1"
rows = "offices"
head = "乡镇"
public = true
order = "rank"
count = "n"
rank = { by = "output", ties = ["-n"], flags = { red = 1, yellow = 1, met = 'col.share >= 10%' } }

[[tables.t1.columns]]
key = "n"
label = "户数"
formula = 'count(industry)'

[[tables.t1.columns]]
key = "output"
label = "总产值"
unit = "万元"
balance = true
formula = 'sum(output.ytd over industry)'

[[tables.t1.columns]]
key = "share"
label = "比重"
kind = "percent"
formula = 'col.output / total.output'

[[tables.t1.columns]]
key = "red"
label = "红"
formula = 'count(industry where colour == "红")'

[[tables.t1.columns]]
key = "rank"
label = "位次"
kind = "rank"
"#;

fn with_tables(tables: &str) -> String {
    format!("{SMALL}\n{tables}")
}

#[track_caller]
fn wrong(from: &str, to: &str, expected: Expect) {
    assert!(TABLES.contains(from), "{from}");
    expected.assert_eq(&messages(load_small(&with_tables(&TABLES.replacen(from, to, 1)))));
}

fn keys(scheme: &CompiledScheme, table: &str) -> Vec<String> {
    scheme.tables[scheme.table(table).unwrap()].columns.iter().map(|column| column.key.clone()).collect()
}

#[test]
fn tables_and_colours_load_and_count_in_the_digest() {
    let scheme = load_small(&with_tables(TABLES)).unwrap_or_else(|errors| panic!("{}", messages(Err(errors))));
    assert_ne!(scheme.digest(), load_small(SMALL).unwrap().digest());
    let other = load_small(&with_tables(&TABLES.replace("red = 1", "red = 2"))).unwrap();
    assert_ne!(scheme.digest(), other.digest());
    let table = &scheme.tables[scheme.table("t1").unwrap()];
    assert_eq!((table.rows, table.total_label.as_str(), table.count), (TableRows::Offices, "合计", Some(0)));
    assert_eq!(scheme.colours[0].colours().map(|colour| colour.key.as_str()).collect::<Vec<_>>(), ["red", "blue"]);
}

#[test]
fn names_that_nothing_has() {
    wrong(
        "rows = \"offices\"",
        "rows = \"office\"",
        expect![[r#"
        small.toml 第 111 行第 8 列：“rows”不能是“office”。可以用的有：offices、list:代码表的名字、records:报表的名字。
         111 | rows = "office"
             |        ^^^^^^^^
    "#]],
    );
    wrong(
        "rows = \"offices\"",
        "rows = \"list:stat\"",
        expect![[r#"
        small.toml 第 111 行第 8 列：没有叫“stat”的代码表。是不是“state”？
         111 | rows = "list:stat"
             |        ^^^^^^^^^^^
    "#]],
    );
    wrong(
        "rows = \"offices\"",
        "rows = \"records:industri\"",
        expect![[r#"
        small.toml 第 111 行第 8 列：没有叫“industri”的报表。是不是“industry”？
         111 | rows = "records:industri"
             |        ^^^^^^^^^^^^^^^^^^
    "#]],
    );
    wrong(
        "by = \"output\"",
        "by = \"ouput\"",
        expect![[r#"
        small.toml 第 116 行第 15 列：没有叫“ouput”的列。是不是“output”？
         116 | rank = { by = "ouput", ties = ["-n"], flags = { red = 1, yellow = 1, met = 'col.share >= 10%' } }
             |               ^^^^^^^
    "#]],
    );
    wrong(
        "ties = [\"-n\"]",
        "ties = [\"-m\"]",
        expect![[r#"
        small.toml 第 116 行第 33 列：没有叫“m”的列。请核对名字。
         116 | rank = { by = "output", ties = ["-m"], flags = { red = 1, yellow = 1, met = 'col.share >= 10%' } }
             |                                 ^^^^
    "#]],
    );
    wrong(
        "col.output / total.output",
        "col.outputs / total.output",
        expect![[r#"
        small.toml 第 134 行第 16 列：列 share 的公式 formula（用于“产值”时）：这一列之前没有“outputs”这一列；是不是“output”？
         134 | formula = 'col.outputs / total.output'
             |                ^^^^^^^
    "#]],
    );
    wrong(
        "col.output / total.output",
        "col.red / total.output",
        expect![[r#"
        small.toml 第 134 行第 16 列：列 share 的公式 formula（用于“产值”时）：这一列之前没有“red”这一列。
         134 | formula = 'col.red / total.output'
             |                ^^^
    "#]],
    );
    wrong(
        "colour == \"红\"",
        "colour == \"绿\"",
        expect![[r#"
        small.toml 第 139 行第 43 列：列 red 的公式 formula（用于“产值”时）：代码表“产值颜色”里没有“绿”。
         139 | formula = 'count(industry where colour == "绿")'
             |                                           ^＾^
    "#]],
    );
    wrong(
        "form = \"industry\"",
        "form = \"trade\"",
        expect![[r#"
        small.toml 第 102 行第 8 列：没有叫“trade”的报表。请核对名字。
         102 | form = "trade"
             |        ^^^^^^^
    "#]],
    );
}

#[test]
fn formulas_of_the_wrong_kind() {
    wrong(
        "unit = \"万元\"",
        "unit = \"人\"",
        expect![[r#"
        small.toml 第 128 行第 12 列：列 output 的公式 formula（用于“产值”时）：计量单位对不上：一个是千元，一个是人。
         128 | formula = 'sum(output.ytd over industry)'
             |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#]],
    );
    wrong(
        "kind = \"percent\"",
        "kind = \"points\"\nunit = \"%\"",
        expect![[r#"
            small.toml 第 134 行第 1 列：“unit”只用于数值列（amount、figure），这里不是。请删去这一行。
             134 | unit = "%"
                 | ^^^^
        "#]],
    );
    wrong(
        "'count(industry)'",
        "'output.ytd'",
        expect![[r#"
        small.toml 第 121 行第 12 列：列 n 的公式 formula（用于“产值”时）：这个公式不针对某一行，不能直接用指标；请用汇总，如 sum(指标 over 表)。
         121 | formula = 'output.ytd'
             |            ^^^^^^
    "#]],
    );
    wrong(
        "'count(industry)'",
        "'count(industry where col.n > 0)'",
        expect![[r#"
        small.toml 第 121 行第 33 列：列 n 的公式 formula（用于“产值”时）：“col”不能写在汇总里面；请写在汇总外面，或在前面另设一列。
         121 | formula = 'count(industry where col.n > 0)'
             |                                 ^^^
    "#]],
    );
    wrong(
        "col.share >= 10%",
        "col.share",
        expect![[r#"
        small.toml 第 116 行第 78 列：汇总表 t1 的完成目标的条件 met：这里要一个条件（成立或不成立），却是数（%）。
         116 | rank = { by = "output", ties = ["-n"], flags = { red = 1, yellow = 1, met = 'col.share' } }
             |                                                                              ^^^^^^^^^
    "#]],
    );
}

#[test]
fn what_does_not_go_together() {
    wrong(
        "count = \"n\"\n",
        "",
        expect![[r#"
        small.toml 第 123 行第 7 列：公开的表要知道每行有几个单位，不满 3 个的不能显示。请写 count = "…"，指出单位数是哪一列。
         123 | key = "output"
             |       ^^^^^^^^
        small.toml 第 130 行第 7 列：公开的表要知道每行有几个单位，不满 3 个的不能显示。请写 count = "…"，指出单位数是哪一列。
         130 | key = "share"
             |       ^^^^^^^
    "#]],
    );
    wrong(
        "rows = \"offices\"",
        "rows = \"records:industry\"",
        expect![[r#"
        small.toml 第 113 行第 10 列：逐条列出的表有单个单位或项目的数据，不能公开。请删去 public，或改成按单位（offices）汇总。
         113 | public = true
             |          ^^^^
    "#]],
    );
    wrong(
        "rank = { by = \"output\", ties = [\"-n\"], flags = { red = 1, yellow = 1, met = 'col.share >= 10%' } }\n",
        "",
        expect![[r#"
            small.toml 第 114 行第 9 列：这张表要按位次排，却没有写按哪一列排。请写 rank = { by = "…" }。
             114 | order = "rank"
                 |         ^^^^^^
        "#]],
    );
    wrong(
        ", met = 'col.share >= 10%'",
        "",
        expect![[r#"
        small.toml 第 116 行第 48 列：汇总表 flags 里缺少“met”（完成目标的条件 met）。请补上。
         116 | rank = { by = "output", ties = ["-n"], flags = { red = 1, yellow = 1 } }
             |                                                ^^^^^^^^^^^^^^^^^^^^^^^
    "#]],
    );
    wrong(
        "  { key = \"blue\", label = \"蓝\" },\n",
        "",
        expect![[r#"
        small.toml 第 104 行第 3 列：最后一种颜色不能有条件（when），否则有的记录没有颜色。请删去条件，或在最后补一种。
         104 |   { key = "red", label = "红", when = 'output.month < output.month_ly', reason = "本月{output.month}" }
             |   ^^^^^^^^^^^^^^^^^^^^^^^^＾^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^＾＾^^^^^^^^^^^^^^^^^
    "#]],
    );
    wrong(
        "when = 'output.month < output.month_ly', ",
        "",
        expect![[r#"
        small.toml 第 104 行第 3 列：没有条件（when）的颜色应当放在最后，它后面的永远轮不到。
         104 |   { key = "red", label = "红", reason = "本月{output.month}" },
             |   ^^^^^^^^^^^^^^^^^^^^^^^^＾^^^^^^^^^^^^^＾＾^^^^^^^^^^^^^^^^^
    "#]],
    );
    wrong(
        "key = \"share\"",
        "key = \"output\"",
        expect![[r#"
        small.toml 第 131 行第 7 列：列的名字“output”重复了，每个只能用一次。前一处在第 124 行。
         131 | key = "output"
             |       ^^^^^^^^
    "#]],
    );
    wrong(
        "balance = true",
        "balance = true\nparts = [\"share\"]",
        expect![[r#"
        small.toml 第 124 行第 7 列：parts 里的各列应当是合计列（amount），单位和这一列相同。请改正。
         124 | key = "output"
             |       ^^^^^^^^
    "#]],
    );
    wrong(
        "head = \"乡镇\"",
        "heads = \"乡镇\"",
        expect![[r#"
        small.toml 第 112 行第 1 列：汇总表 t1 里没有“heads”这一项。是不是“head”？
         112 | heads = "乡镇"
             | ^^^^^
    "#]],
    );
}

#[test]
fn a_county_patches_drops_and_adds_tables_and_columns() {
    let base = with_tables(TABLES);
    let county = |text: &str| {
        let header = "[scheme]\nid = \"county\"\nedition = \"1\"\nextends = \"small\"\n";
        let text = format!("{header}{text}");
        let below = SourceDoc { name: "small.toml", text: &base };
        load_over(&[below], &[SourceDoc { name: "county.toml", text: &text }], None)
    };
    let patched = county(
        "[tables.t1]\npatch = true\nlabel = \"县产值\"\n\
         [[tables.t1.columns]]\nkey = \"half\"\nlabel = \"一半\"\nunit = \"万元\"\nformula = 'col.output / 2'\nafter = \"output\"\n\
         [[tables.t1.columns]]\nkey = \"red\"\ndrop = true\n",
    )
    .unwrap_or_else(|errors| panic!("{}", messages(Err(errors))));
    assert_eq!(keys(&patched, "t1"), ["n", "output", "half", "share", "rank"]);
    let dropped = county("[tables.t1]\ndrop = true\n").unwrap();
    assert_eq!(dropped.table("t1"), None);
    let without =
        county("[forms.industry]\ndrop = true\n").unwrap_or_else(|errors| panic!("{}", messages(Err(errors))));
    assert!(
        without.tables.is_empty() && without.colours.is_empty(),
        "with a form go the tables and colours that name it"
    );
    expect![[r#"
        county.toml 第 5 行第 9 列：原制度里没有“t2”这个汇总表，没有可改、可删或可跟随的。是不是“t1”？
         5 | [tables.t2]
           |         ^^
    "#]]
    .assert_eq(&messages(county("[tables.t2]\npatch = true\nlabel = \"x\"\n")));
    expect![[r#"
        county.toml 第 5 行第 10 列：汇总表 t1 里缺少“label”（名称）。请补上。
         5 | [[tables.t1.columns]]
           |          ^^
        county.toml 第 5 行第 10 列：汇总表 t1 里缺少“number”（表号）。请补上。
         5 | [[tables.t1.columns]]
           |          ^^
        county.toml 第 5 行第 10 列：汇总表 t1 里缺少“rows”（每行是什么：offices 报送单位，list:代码表，records:报表）。请补上。
         5 | [[tables.t1.columns]]
           |          ^^
    "#]].assert_eq(&messages(county("[[tables.t1.columns]]\nkey = \"x\"\nlabel = \"x\"\nformula = '1'\n")));
}
