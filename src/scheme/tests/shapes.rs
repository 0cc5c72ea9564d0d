//! Forms of details, forms with one record for the office, and fields by months.
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use super::{SMALL, load_small, messages};
use crate::ids::FormId;
use crate::measure::Column;
use crate::scheme::{CompiledScheme, FormDef, show_form};
use expect_test::{Expect, expect};
use std::sync::{Arc, OnceLock};

/// Problems of units, indicators of the office, and plans by months.
const SHAPES: &str = r#"
[forms.problems]
label = "问题清单"
number = "台账C"
kind = "detail"
roster = "units"
applies = 'state == "1"'
key_prefix = "q"
title = "what"
keep = 'not (closed ?? false)'
fields = [
  { key = "what", label = "问题", required = true, carry = true },
  { key = "closed", label = "已销号", type = "bool", carry = true },
  { key = "whose", label = "单位名", compute = 'unit.name' },
]

[forms.area]
label = "区域指标"
number = "台账D"
kind = "single"
periods = ["month", "jan_feb"]
january = "exempt"
main = "tax"
fields = [
  { key = "tax", label = "税收收入", unit = "万元", measure = "flow" },
  { key = "open", label = "未销号问题", type = "number", compute = 'count(problems where not (closed ?? false))' },
]

[forms.progress]
label = "进度表"
number = "台账E"
kind = "periodic"
roster = "units"
periods = ["month"]
main = "done"
fields = [
  { key = "plan", label = "计划", unit = "万元", measure = "months", carry = true },
  { key = "done", label = "完成", unit = "万元", measure = "months" },
  { key = "image", label = "形象进度", measure = "months" },
  { key = "rate", label = "完成率", unit = "%", decimals = 1, measure = "months", compute = 'done / plan' },
]

[[rules]]
id = "R3"
form = "progress"
severity = "soft"
name = "连续未完成"
check = 'months_short(done, plan) < 2 and 累计 <= area.tax.ytd and count(problems where mine) < 5'
message = "连续{months_short(done, plan)}个月未完成：{months_short_text(done, plan)}"
why = "试"
source = "S1"

[[rules]]
id = "R4"
form = "problems"
severity = "hint"
name = "本月有进度"
check = 'present(progress.image.month)'
message = "“{what}”没有写本月进度"
at = ["progress.image.month", "what"]
why = "试"
source = "S1"

[[rules]]
id = "R5"
form = "units"
severity = "soft"
name = "未销号问题不多"
check = 'count(problems where mine and not (closed ?? false)) < 2 and not (reported(problems) and blank(name))'
message = "“{name}”有{count(problems where mine and not (closed ?? false))}个问题没有销号"
why = "试"
source = "S1"

[[rules]]
id = "R6"
form = "area"
severity = "soft"
name = "税收不小于完成投资"
check = 'tax.ytd >= sum(done.ytd over progress) and open < 3'
message = "税收 {tax.ytd}，完成投资 {sum(done.ytd over progress)}"
why = "试"
source = "S1"

[[rules]]
id = "R7"
form = "problems"
severity = "hard"
name = "问题不重复"
check = 'count(problems where mine and what == this.what) <= 1 and unit.state == "1"'
message = "“{unit.name}”的问题“{what}”写了两次"
at = ["what", "unit.state"]
why = "试"
source = "S1"
"#;

/// A small scheme with details, months and a record of the office, for the tests of what handles them.
pub(crate) fn shaped() -> Arc<CompiledScheme> {
    static SCHEME: OnceLock<Arc<CompiledScheme>> = OnceLock::new();
    Arc::clone(SCHEME.get_or_init(|| Arc::new(load_small(&shapes()).unwrap())))
}

fn shapes() -> String {
    format!("{SMALL}{SHAPES}")
}

/// The scheme with one place changed.
#[track_caller]
fn check(from: &str, to: &str, expected: Expect) {
    assert_eq!(SHAPES.matches(from).count(), 1, "“{from}” should stand once");
    expected.assert_eq(&messages(load_small(&format!("{SMALL}{}", SHAPES.replace(from, to)))));
}

#[test]
fn the_three_shapes_load() {
    assert_eq!(messages(load_small(&shapes())), "没有错误\n");
    let scheme = load_small(&shapes()).unwrap();
    let form = |key: &str| scheme.form(key).unwrap();
    assert_eq!(scheme.details_of(form("units")).collect::<Vec<_>>(), [form("problems")]);
    assert_eq!(scheme.forms_of(form("units")).count(), 2, "details are not keyed by the roster");
    assert_eq!(scheme[form("problems")].detail().unwrap().key_prefix, "q");
    assert_eq!(scheme[form("area")].single().unwrap().main, scheme[form("area")].field("tax"));
    assert!(scheme.keep(form("problems")).is_some() && scheme.applies(form("problems")).is_some());
    let roster = |key: &str| scheme.roster_of(form(key));
    assert_eq!(
        ["units", "problems", "progress", "area"].map(roster),
        [Some(FormId(0)), Some(FormId(0)), Some(FormId(0)), None]
    );
    let progress = &scheme[form("progress")];
    assert_eq!(progress.fields.iter().map(|field| field.columns().len()).collect::<Vec<_>>(), [12; 4]);
    assert_eq!(scheme.computed().iter().filter(|cell| cell.form == form("progress")).count(), 12);
}

#[test]
fn details_are_asked_always_and_a_single_record_by_its_periods() {
    let scheme = load_small(&shapes()).unwrap();
    let asked = |key: &str, period: &str| scheme[scheme.form(key).unwrap()].is_asked_in(period.parse().unwrap());
    for (period, single) in [("2026-01", false), ("2026-0102", true), ("2026-10", true), ("2026", false)] {
        assert_eq!(asked("area", period), single, "{period}");
        assert!(asked("problems", period));
    }
}

#[test]
fn a_finding_about_months_points_at_the_month_of_the_period() {
    let scheme = load_small(&shapes()).unwrap();
    let (progress, problems) = (scheme.form("progress").unwrap(), scheme.form("problems").unwrap());
    let cells = |id: &str| {
        let rule = scheme.compiled_rules().iter().find(|rule| scheme[rule.rule].id == id).unwrap();
        let name = |&(form, field, column): &(FormId, _, Column)| (form, scheme[form][field].key.clone(), column);
        rule.cells.iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(cells("R3"), [(progress, "done".to_owned(), Column::Ytd)]);
    assert_eq!(
        cells("R4"),
        [(progress, "image".to_owned(), Column::Month), (problems, "what".to_owned(), Column::Plain)]
    );
}

#[test]
fn what_counts_as_reported_is_of_the_period() {
    let scheme = load_small(&shapes()).unwrap();
    let progress: &FormDef = &scheme[scheme.form("progress").unwrap()];
    let reports = |field: &str, column: Column, period: &str| {
        progress.reports(progress.field(field).unwrap(), column, period.parse().unwrap())
    };
    for (field, column, period, expected) in [
        ("done", Column::M10, "2026-10", true),
        ("done", Column::M09, "2026-10", false),
        ("done", Column::M11, "2026-10", false),
        ("done", Column::M01, "2026-0102", true),
        ("done", Column::M08, "2026-Q3", true),
        ("plan", Column::M10, "2026-10", false),
    ] {
        assert_eq!(reports(field, column, period), expected, "{field} {column} {period}");
    }
}

#[test]
fn the_handbook_tells_the_shapes() {
    let scheme = load_small(&shapes()).unwrap();
    let all = ["problems", "area", "progress"].map(|key| show_form(&scheme, scheme.form(key).unwrap()));
    expect![[r#"
        ## 问题清单（台账C）

        明细表；“单位名录”的一行可以有许多行，逐期保留。

        填报范围：`运营状态 = “正常”`

        转到下期的条件：`非 (已销号 未填则 假)`

        - **问题** `what`：文字，必填，从上期带来。
        - **已销号** `closed`：是否，从上期带来。
        - **单位名** `whose`：文字，自动计算。计算：`单位.名称`。

        审核这张表的关系：R4、R7
        ## 区域指标（台账D）

        单记录表，月报、1—2月合报，1月免报，2月报1—2月；每个报送单位一条记录。

        - **税收收入** `tax`：万元，时期数（本月、1—本月、上年同月、上年1—本月）。
        - **未销号问题** `open`：数值，自动计算。计算：`计数(问题清单 其中 非 (已销号 未填则 假))`。

        审核这张表的关系：R6
        ## 进度表（台账E）

        定期表，月报；每行对应“单位名录”的一行。

        - **计划** `plan`：万元，按月（1月至12月），从上期带来。
        - **完成** `done`：万元，按月（1月至12月）。
        - **形象进度** `image`：文字，按月（1月至12月）。
        - **完成率** `rate`：%，按月（1月至12月），可有 1 位小数，自动计算。计算：`完成 ÷ 计划`。

        审核这张表的关系：R3
    "#]]
    .assert_eq(&all.concat());
}

#[test]
fn mistakes_in_shapes() {
    check(
        "roster = \"units\"\napplies",
        "applies",
        expect![[r#"
        small.toml 第 99 行第 8 列：报表 problems 里缺少“roster”（所属名录）。请补上。
         99 | [forms.problems]
            |        ^^^^^^^^
    "#]],
    );
    check(
        "key_prefix = \"q\"\n",
        "",
        expect![[r#"
        small.toml 第 99 行第 8 列：报表 problems 里缺少“key_prefix”（行号前缀）。请补上。
         99 | [forms.problems]
            |        ^^^^^^^^
    "#]],
    );
    check(
        "key_prefix = \"q\"",
        "key_prefix = \"u\"",
        expect![[r#"
        small.toml 第 105 行第 14 列：报表的行号前缀“u”重复了，每个只能用一次。前一处在第 28 行。
         105 | key_prefix = "u"
             |              ^^^
    "#]],
    );
    check(
        "title = \"what\"",
        "title = \"waht\"",
        expect![[r#"
        small.toml 第 106 行第 9 列：“problems”里没有叫“waht”的指标。是不是“what”？
         106 | title = "waht"
             |         ^^^^^^
    "#]],
    );
    check(
        "not (closed ?? false)'\nfields",
        "closed ?? 0'\nfields",
        expect![[r#"
        small.toml 第 107 行第 9 列：报表 problems 的结转条件 keep：两边不是一类：左边是是否（条件），右边是数。
         107 | keep = 'closed ?? 0'
             |         ^^^^^^^^^^^
    "#]],
    );
    check(
        "kind = \"single\"",
        "kind = \"single\"\nroster = \"units\"",
        expect![[r#"
            small.toml 第 118 行第 1 列：“roster”只用于定期表和明细表，这里不是。请删去这一行。
             118 | roster = "units"
                 | ^^^^^^
        "#]],
    );
    check(
        "kind = \"single\"",
        "kind = \"singel\"",
        expect![[r#"
        small.toml 第 117 行第 8 列：“kind”不能是“singel”。是不是“single”？可以用的有：roster、periodic、single、detail。
         117 | kind = "singel"
             |        ^^^^^^^^
    "#]],
    );
    check(
        "kind = \"detail\"",
        "kind = \"detail\"\nperiods = [\"month\"]",
        expect![[r#"
            small.toml 第 103 行第 1 列：“periods”只用于定期表和单记录表，这里不是。请删去这一行。
             103 | periods = ["month"]
                 | ^^^^^^^
        "#]],
    );
    check(
        "'unit.name'",
        "'area.tax.ytdd'",
        expect![[r#"
        small.toml 第 111 行第 55 列：指标 whose 的计算公式 compute：指标没有“ytdd”这一列；是不是“ytd”？
         111 |   { key = "whose", label = "单位名", compute = 'area.tax.ytdd' },
             |                             　　　                       ^^^^
    "#]],
    );
    check(
        "count(problems where not (closed ?? false))'",
        "problems.closed'",
        expect![[r#"
        small.toml 第 123 行第 64 列：指标 open 的计算公式 compute：“问题清单”的行和这里的行对不上；只能用同一名录的表。
         123 |   { key = "open", label = "未销号问题", type = "number", compute = 'problems.closed' },
             |                            　　　　　                               ^^^^^^^^
    "#]],
    );
    check(
        "count(problems where not (closed ?? false))'",
        "count(problems where mine)'",
        expect![[r#"
        small.toml 第 123 行第 85 列：指标 open 的计算公式 compute：“问题清单”的行和这里的行对不上；只能用同一名录的表。
         123 |   { key = "open", label = "未销号问题", type = "number", compute = 'count(problems where mine)' },
             |                            　　　　　                                                    ^^^^
    "#]],
    );
    check(
        "'present(progress.image.month)'",
        "'present(progress.image)'",
        expect![[r#"
        small.toml 第 155 行第 18 列：审核关系 R4 的审核公式 check：“形象进度”有几列，要写明是哪一列：形象进度.本月、形象进度.累计、形象进度.全年、形象进度.上月，或某一个月，如 形象进度.9月。
         155 | check = 'present(progress.image)'
             |                  ^^^^^^^^^^^^^^
    "#]],
    );
    check(
        "and count(problems where mine) < 5'",
        "and problems.what == \"\"'",
        expect![[r#"
        small.toml 第 145 行第 66 列：审核关系 R3 的审核公式 check：“问题清单”里可以有几行属于这一行，不能直接取值；请用汇总，如 计数(问题清单 其中 属本行)。
         145 | check = 'months_short(done, plan) < 2 and 累计 <= area.tax.ytd and problems.what == ""'
             |                                           　　                     ^^^^^^^^
    "#]],
    );
    check(
        "at = [\"progress.image.month\", \"what\"]",
        "at = [\"progress.done.year\"]",
        expect![[r#"
        small.toml 第 157 行第 7 列：“progress.done.year”不是一个格。at 里写本期的一个格，如 "output.ytd"、"it.month"、"unit.industry"。
         157 | at = ["progress.done.year"]
             |       ^^^^^^^^^^^^^^^^^^^^
    "#]],
    );
    check(
        "{ key = \"what\"",
        "{ key = \"mine\"",
        expect![[r#"
        small.toml 第 106 行第 9 列：“problems”里没有叫“what”的指标。请核对名字。
         106 | title = "what"
             |         ^^^^^^
        small.toml 第 109 行第 11 列：“mine”是公式里的专用词，不能用作名字。请换一个，如 mine_1。
         109 |   { key = "mine", label = "问题", required = true, carry = true },
             |           ^^^^^^
    "#]],
    );
}
