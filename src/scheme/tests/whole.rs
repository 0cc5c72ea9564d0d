//! A good scheme, its digest and its handbook.
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use super::{SMALL, changed, load_small, messages};
use crate::period::January;
use crate::scheme::{Column, FieldId, SourceDoc, load_over, show};
use expect_test::expect;

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

#[test]
fn the_handbook_says_everything() {
    expect![[r#"
        # 小制度

        制度 small，版本 1。

        制定机关：县统计局。批准文号或依据：县统字〔2026〕1号。有效期至：2027年12月。

        摘要（SHA-256）：bf82c911d84d10639b05ab782689185337e30ade482379d90545aba58cf5e2a4

        ## 单位名录（台账A）

        名录，每行一个单位；其他表的公式里用“单位”或 unit 指它。

        - **信用代码** `uscc`：统一社会信用代码，必填，从上期带来。
        - **名称** `name`：文字。
        - **运营状态** `state`：代码表“状态”。

        ## 工业表（台账B）

        定期表，月报、1—2月合报，1月免报，2月报1—2月；每行对应“单位名录”的一行。

        填报范围：`运营状态 = “正常”`

        - **B01 工业总产值（当年价格）** `output`：千元，时期数（本月、1—本月、上年同月、上年1—本月）。
        - **工业销售产值** `sales`：千元，时期数（本月、1—本月、上年同月、上年1—本月）。
        - **用工人数** `staff`：人，时点数（期末、上年期末）。
        - **产销率** `ratio`：%，可有 1 位小数，自动计算。计算：`工业销售产值.累计 ÷ 工业总产值.累计`。

        ## 审核关系

        ### R1 累计不小于本月（强制）

        - 适用：工业表；逐个指标（本指标，it）：工业总产值、工业销售产值
        - 应当成立：`本指标.累计 ≥ 本指标.本月`
        - 提示语：{it.label}：1—本月 {it.ytd} 小于本月 {it.month}
        - 理由：累计包含本月
        - 出处：S33

        ### R2 产销率（核实）

        - 适用：工业表
        - 条件：`工业总产值.累计 > 500千元`
        - 应当成立：`产销率 ≥ 80% 且 产销率 ≤ 120%`
        - 提示语：产销率 {ratio} 超出范围
        - 理由：产销率一般在这个范围
        - 出处：S33

        ## 参数

        - **起点** `floor` = 2000万元：够大才调查（S1）

        ## 代码表：状态

        - 1 正常
        - 2 停业
    "#]]
    .assert_eq(&show(&load_small(SMALL).unwrap()));
}
