//! The handbook.
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use super::{SMALL, changed, load_small};
use crate::scheme::{CompiledScheme, builtin, handbook, handbook_of};
use expect_test::{expect, expect_file};

/// The small scheme with something of every kind.
fn everything() -> CompiledScheme {
    let more = r#"
[[offices]]
code = "371302001"
name = "城关镇"
[[offices]]
code = "371302KFQ"
name = "开发区"
parent = "371302"

[colours.pace]
label = "进度颜色"
form = "industry"
[[colours.pace.rules]]
key = "red"
label = "红"
icon = "▲"
tone = "red"
when = 'ratio < 80%'
reason = "产销率 {ratio} 偏低"
[[colours.pace.rules]]
key = "green"
label = "绿"
icon = "●"
tone = "green"
reason = "正常"

[tables.t1]
label = "工业完成情况"
number = "T1"
rows = "offices"
head = "乡镇"
public = true
total_label = "全县"
notes = ["数据为快报数。"]
count = "count"
rank = { by = "growth", flags = { red = 3 } }
[[tables.t1.columns]]
key = "count"
label = "户数"
formula = 'count(industry)'
[[tables.t1.columns]]
key = "output"
label = "总产值"
group = "本月"
formula = 'sum(output.ytd over industry)'
unit = "亿元"
decimals = 2
balance = true
[[tables.t1.columns]]
key = "growth"
label = "增速"
formula = 'growth(col.output, sum(output.ytd_ly over industry))'
kind = "percent"
decimals = 1
"#;
    match load_small(&format!("{SMALL}{more}")) {
        Ok(scheme) => scheme,
        Err(errors) => panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

#[test]
fn the_handbook_says_everything() {
    expect![[r#"
        # 小制度

        - 制度：small，版本 1
        - 制定机关：县统计局
        - 批准文号或依据：县统字〔2026〕1号
        - 有效期至：2027年12月
        - 摘要（SHA-256）：（略）

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

        审核这张表的关系：R1、R2

        ## 颜色

        ### 进度颜色

        用于工业表；从上到下，第一条成立的就是这条记录的颜色。

        - **红** `red`：红色，记号 ▲。条件：`产销率 < 80%`。缘由：产销率 `产销率` 偏低
        - **绿** `green`：绿色，记号 ●。其余的都是。缘由：正常

        ## 汇总表

        ### T1 工业完成情况

        - 行：每个报送单位一行
        - 合计：“全县”在首行
        - 位次：按增速由大到小；前 3 名发红旗
        - 公开：可以对外；少于3家的格不显示

        - **户数** `count`：可相加的数。`计数(工业表)`。
        - **本月：总产值** `output`：可相加的数，亿元，2 位小数，舍位平衡。`求和(工业总产值.累计 取自 工业表)`。
        - **增速** `growth`：百分数，1 位小数。`增速(本表.总产值, 求和(工业总产值.上年累计 取自 工业表))`。

        - 注：数据为快报数。

        ## 审核关系

        ### R1 累计不小于本月（强制）

        - 适用：工业表；逐个指标（本指标，it）：工业总产值、工业销售产值
        - 应当成立：`本指标.累计 ≥ 本指标.本月`
        - 提示语：`本指标.名称`：1—本月 `本指标.累计` 小于本月 `本指标.本月`
        - 理由：累计包含本月
        - 出处：S33

        ### R2 产销率（核实）

        - 适用：工业表
        - 条件：`工业总产值.累计 > 500千元`
        - 应当成立：`产销率 ≥ 80% 且 产销率 ≤ 120%`
        - 提示语：产销率 `产销率` 超出范围
        - 理由：产销率一般在这个范围
        - 出处：S33

        ## 参数

        - **起点** `floor`：2000万元。够大才调查（S1）

        ## 应报单位

        - 371302001 城关镇
        - 371302KFQ 开发区（上级 371302）

        ## 代码表：状态

        - 1 正常
        - 2 停业
    "#]]
    .assert_eq(&handbook(&everything()).markdown().replace(everything().digest(), "（略）"));
}

#[test]
fn on_paper_it_is_one_page() {
    let html = handbook(&everything()).html();
    expect_file!["handbook.html"].assert_eq(&html.replace(everything().digest(), "（略）"));
    assert!(!html.contains("<script") && !html.contains("http:") && !html.contains("https:") && !html.contains("url("));
}

#[test]
fn links_lead_somewhere_and_every_place_is_named_once() {
    let (small, whole) = (everything(), builtin());
    let industry = [small.form("industry").unwrap()];
    for html in [handbook(&small).html(), handbook(&whole).html(), handbook_of(&small, &industry).html()] {
        let after = |mark: &'static str| html.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap());
        let mut places: Vec<&str> = after(" id=\"").collect();
        places.sort_unstable();
        let before = places.len();
        places.dedup();
        assert_eq!(places.len(), before);
        for link in after("href=\"#") {
            assert!(places.binary_search(&link).is_ok(), "{link}");
        }
    }
}

#[test]
fn what_a_scheme_says_is_only_text() {
    let nasty = "<script>alert(1)</script>&\\\"'`|*[x](y)";
    let text =
        changed("label = \"工业表\"", &format!("label = \"{}\"", nasty.replace('"', "\\\"").replace("\\\\", "\\")))
            .replace("累计包含本月", "<img src=x onerror=y>");
    let scheme = load_small(&text).unwrap();
    let html = handbook(&scheme).html();
    assert!(!html.contains("<script>") && !html.contains("<img"), "{html}");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;`|*[x](y)"), "{html}");
    let markdown = handbook(&scheme).markdown();
    assert!(!markdown.contains("<script>") && !markdown.contains("[x](y)"), "{markdown}");
}

#[test]
fn one_form_comes_with_its_rules_and_codes() {
    let scheme = everything();
    let text = handbook_of(&scheme, &[scheme.form("units").unwrap()]).markdown();
    assert!(text.contains("单位名录（台账A）") && text.contains("代码表：状态"), "{text}");
    assert!(!text.contains("工业总产值") && !text.contains("审核关系"), "{text}");
    let text = handbook_of(&scheme, &[scheme.form("industry").unwrap()]).markdown();
    assert!(text.contains("R1 累计不小于本月") && !text.contains("代码表"), "{text}");
}

#[test]
fn the_built_in_handbook_has_every_form_field_rule_list_setting_table_and_colour() {
    let scheme = builtin();
    let book = handbook(&scheme);
    let (html, markdown) = (book.html(), book.markdown());
    for form in &scheme.forms {
        assert!(html.contains(&format!(" id=\"form-{}\"", form.key)), "{}", form.key);
        for field in &form.fields {
            assert!(html.contains(&format!(" id=\"form-{}-{}\"", form.key, field.key)), "{}.{}", form.key, field.key);
            assert!(markdown.contains(&format!("`{}`", field.key)), "{}.{}", form.key, field.key);
        }
    }
    for rule in &scheme.rules {
        assert!(html.contains(&format!(" id=\"rule-{}\"", rule.id)), "{}", rule.id);
        assert!(
            markdown.contains(&format!("### {} {}（{}）", rule.id, rule.name, rule.severity.label())),
            "{}",
            rule.id
        );
    }
    let keys = scheme.lists.iter().map(|list| format!(" id=\"list-{}\"", list.key));
    let keys = keys.chain(scheme.settings.iter().map(|setting| format!(" id=\"setting-{}\"", setting.key)));
    let keys = keys.chain(scheme.tables.iter().map(|table| format!(" id=\"table-{}\"", table.key)));
    for place in keys.chain(scheme.colours.iter().map(|colours| format!(" id=\"colours-{}\"", colours.key))) {
        assert!(html.contains(&place), "{place}");
    }
    for bulletin in &scheme.bulletins {
        assert!(html.contains(&format!(" id=\"bulletin-{}\"", bulletin.key)), "{}", bulletin.key);
    }
    // Formulas are told in Chinese words.
    assert!(!markdown.contains(" over ") && !markdown.contains("it.ytd"));
}
