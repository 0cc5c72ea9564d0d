//! Tables as files.
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use super::*;
use expect_test::expect;

/// A table with everything that could be taken for something else.
fn risky() -> Report {
    let mut report = county().table("t3", Options::default());
    report.rows.truncate(2);
    report.rows[0].label = "=HYPERLINK(\"x\")|<b>甲</b>".to_owned();
    report.rows[1].cells[8].shown = "@连续,2个月".to_owned();
    report.notes = vec!["注：*重点*项目".to_owned()];
    report
}

/// CSV has the line ends of RFC 4180, which a test cannot show.
fn unix(csv: &str) -> String {
    assert_eq!(csv.matches('\n').count(), csv.matches("\r\n").count());
    csv.replace("\r\n", "\n")
}

#[test]
fn as_csv() {
    expect![[r#"
        ﻿项目,序号,乡镇,园区,计划（亿元）,完成（亿元）,完成率（%）,未销号,颜色,理由
        "'=HYPERLINK(""x"")|<b>甲</b>",1,利民镇,甲园,0.6,0.6,105.0,0,蓝,
        丁项目,2,界沟镇,,0.0,0.1,100.0,0,黄,"'@连续,2个月"
        合计,,,,3.8,2.1,53.8,2,,
        注：*重点*项目
    "#]]
    .assert_eq(&unix(&csv(&risky())));
    expect![[r#"
        ﻿乡镇,项目数,年度计划（亿元）,累计完成（亿元）,完成率（%）,超（欠）序时（百分点）,占全县（%）,颜色 红,颜色 红色项目,乡镇颜色,位次,上月位次,升降
        全县,4,3.83,2.06,53.8,-29.5,100.0,1,丙项目,红,,,
        界沟镇,1,0.03,0.03,100.0,16.7,1.6,0,,蓝,1,—,—
        利民镇,2,1.80,1.53,85.0,1.7,74.2,0,,蓝,2,2,0
        张集镇,1,2.00,0.50,25.0,-58.3,24.2,1,丙项目,红,3,1,-2
        芒种桥乡（未报）,—,—,—,—,—,—,—,—,—,—,—,—
        单位：亿元。
        未报：芒种桥乡，共 1 个单位，合计不含。
    "#]].assert_eq(&unix(&csv(&county().table("t1", Options::default()))));
}

#[test]
fn as_html() {
    expect![[r#"
        <table class="report">
        <caption>T3 项目明细<br><small>虞城县　2026年10月　内部资料</small></caption>
        <thead>
        <tr><th scope="col">项目</th><th scope="col">序号</th><th scope="col">乡镇</th><th scope="col">园区</th><th scope="col">计划（亿元）</th><th scope="col">完成（亿元）</th><th scope="col">完成率（%）</th><th scope="col">未销号</th><th scope="col">颜色</th><th scope="col">理由</th></tr>
        </thead>
        <tbody>
        <tr><th scope="row">&#39;=HYPERLINK(&quot;x&quot;)|&lt;b&gt;甲&lt;/b&gt;</th><td class="number">1</td><td>利民镇</td><td>甲园</td><td class="number">0.6</td><td class="number">0.6</td><td class="number">105.0</td><td class="number">0</td><td>蓝</td><td></td></tr>
        <tr><th scope="row">丁项目</th><td class="number">2</td><td>界沟镇</td><td></td><td class="number">0.0</td><td class="number">0.1</td><td class="number">100.0</td><td class="number">0</td><td>黄</td><td>&#39;@连续,2个月</td></tr>
        <tr class="total"><th scope="row">合计</th><td class="number"></td><td></td><td></td><td class="number">3.8</td><td class="number">2.1</td><td class="number">53.8</td><td class="number">2</td><td></td><td></td></tr>
        </tbody>
        <tfoot><tr><td colspan="10">注：*重点*项目</td></tr></tfoot>
        </table>
    "#]].assert_eq(&html(&risky()));
    expect![[r#"
        <table class="report">
        <caption>T1 完成情况<br><small>虞城县　2026年10月</small></caption>
        <thead>
        <tr><th scope="col" rowspan="2">乡镇</th><th scope="col" rowspan="2">项目数</th><th scope="col" rowspan="2">年度计划（亿元）</th><th scope="col" rowspan="2">累计完成（亿元）</th><th scope="col" rowspan="2">完成率（%）</th><th scope="col" rowspan="2">超（欠）序时（百分点）</th><th scope="col" rowspan="2">占全县（%）</th><th scope="colgroup" colspan="2">颜色</th><th scope="col" rowspan="2">乡镇颜色</th><th scope="col" rowspan="2">位次</th><th scope="col" rowspan="2">上月位次</th><th scope="col" rowspan="2">升降</th></tr>
        <tr><th scope="col">红</th><th scope="col">红色项目</th></tr>
        </thead>
        <tbody>
        <tr class="total"><th scope="row">全县</th><td class="number">4</td><td class="number">3.83</td><td class="number">2.06</td><td class="number">53.8</td><td class="number">-29.5</td><td class="number">100.0</td><td class="number">1</td><td class="number withheld">*</td><td>红</td><td class="number"></td><td class="number"></td><td class="number"></td></tr>
        <tr><th scope="row">利民镇</th><td class="number">2</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number">0</td><td></td><td>蓝</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td></tr>
        <tr><th scope="row">张集镇</th><td class="number">1</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number">1</td><td class="number withheld">*</td><td>红</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td></tr>
        <tr><th scope="row">界沟镇</th><td class="number">1</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number withheld">*</td><td class="number">0</td><td></td><td>蓝</td><td class="number withheld">*</td><td class="number">—</td><td class="number">—</td></tr>
        <tr><th scope="row">芒种桥乡（未报）</th><td class="number">—</td><td class="number">—</td><td class="number">—</td><td class="number">—</td><td class="number">—</td><td class="number">—</td><td class="number">—</td><td>—</td><td>—</td><td class="number">—</td><td class="number">—</td><td class="number">—</td></tr>
        </tbody>
        <tfoot><tr><td colspan="13">单位：亿元。<br>未报：芒种桥乡，共 1 个单位，合计不含。<br>“*”的数不公开：单位不满 3 个，或能由它推算出这样的数。<br>数不公开的，不公开位次，也不评旗。</td></tr></tfoot>
        </table>
    "#]].assert_eq(&html(&county().table("t1", Options { public: true, order: None })));
}

#[test]
fn as_markdown() {
    expect![[r###"
        ## T3 项目明细

        虞城县　2026年10月　内部资料

        | 项目 | 序号 | 乡镇 | 园区 | 计划（亿元） | 完成（亿元） | 完成率（%） | 未销号 | 颜色 | 理由 |
        | --- | ---: | --- | --- | ---: | ---: | ---: | ---: | --- | --- |
        | =HYPERLINK("x")\|\<b\>甲\</b\> | 1 | 利民镇 | 甲园 | 0.6 | 0.6 | 105.0 | 0 | 蓝 |  |
        | 丁项目 | 2 | 界沟镇 |  | 0.0 | 0.1 | 100.0 | 0 | 黄 | @连续,2个月 |
        | **合计** |  |  |  | **3.8** | **2.1** | **53.8** | **2** |  |  |

        注：\*重点\*项目
    "###]]
    .assert_eq(&markdown(&risky()));
}

#[test]
fn as_json() {
    let mut report = county().table("t6", Options::default());
    report.rows.truncate(1);
    expect![[r#"
        {
          "columns": [
            {
              "decimals": 0,
              "group": "",
              "key": "expected",
              "kind": "amount",
              "label": "应报",
              "unit": null
            },
            {
              "decimals": 0,
              "group": "",
              "key": "received",
              "kind": "amount",
              "label": "已报",
              "unit": null
            },
            {
              "decimals": 1,
              "group": "",
              "key": "rate",
              "kind": "percent",
              "label": "上报率",
              "unit": null
            }
          ],
          "label": "上报情况",
          "notes": [],
          "number": "T6",
          "office": {
            "code": "411425",
            "name": "虞城县"
          },
          "period": "2026-10",
          "public": false,
          "row_head": "乡镇",
          "rows": [
            {
              "cells": {
                "expected": {
                  "shown": "1",
                  "value": 1
                },
                "rate": {
                  "shown": "100.0",
                  "value": 1
                },
                "received": {
                  "shown": "1",
                  "value": 1
                }
              },
              "code": "411425101",
              "kind": "office",
              "label": "利民镇"
            }
          ],
          "table": "t6",
          "total": {
            "cells": {
              "expected": {
                "shown": "4",
                "value": 4
              },
              "rate": {
                "shown": "75.0",
                "value": 0.75
              },
              "received": {
                "shown": "3",
                "value": 3
              }
            },
            "kind": "total",
            "label": "合计"
          }
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&json(&report)).unwrap());
}

#[test]
fn a_figure_of_many_digits_is_a_text_in_json() {
    let mut report = county().table("t6", Options::default());
    report.rows[0].cells[0].value = Some(crate::formula::Value::Number("12345678.123456789".parse().unwrap()));
    assert_eq!(json(&report)["rows"][0]["cells"]["expected"]["value"], "12345678.123456789");
}
