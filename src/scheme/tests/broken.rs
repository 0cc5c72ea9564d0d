//! Every kind of mistake, with the message it gets.
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use super::{changed, load_small, messages};
use expect_test::{Expect, expect};

#[track_caller]
fn check(from: &str, to: &str, expected: Expect) {
    expected.assert_eq(&messages(load_small(&changed(from, to))));
}

#[test]
fn toml_itself() {
    check(
        "edition = \"1\"",
        "edition = 1版",
        expect![[r#"
        small.toml 第 3 行第 11 列：文字要放在引号里，如 label = "名称"；数字请用半角。
         3 | edition = 1版
           |           ^＾
    "#]],
    );
    check(
        "label = \"起点\"",
        "label = \"起点",
        expect![[r#"
        small.toml 第 10 行第 12 列：文字没有用双引号结束，或者里面有不能用的字符。一行写不下时用三个双引号。
         10 | label = "起点
            |          　　^
    "#]],
    );
    check(
        "label = \"起点\"",
        "label = \"起点\"\nlabel = \"又一个\"",
        expect![[r#"
        small.toml 第 11 行第 1 列：这个名字在同一节里写了两次。请删去一个，或者改名。
         11 | label = "又一个"
            | ^^^^^
    "#]],
    );
    check(
        "[lists.state]",
        "[lists.state",
        expect![[r#"
        small.toml 第 15 行第 13 列：节名 […] 缺少右边的方括号。
         15 | [lists.state
            |             ^
    "#]],
    );
    check(
        "label = \"用工人数\"",
        "名称 = \"用工人数\"",
        expect![[r#"
        small.toml 第 62 行第 1 列：等号左边的名字只能用半角字母、数字、下划线和连字符。
         62 | 名称 = "用工人数"
            | ＾＾
    "#]],
    );
    check(
        "main = \"output\"",
        "main == \"output\"",
        expect![[r#"
            small.toml 第 45 行第 7 列：多了一个等号。
             45 | main == "output"
                |       ^
        "#]],
    );
}

#[test]
fn the_header() {
    check(
        "[scheme]\nid",
        "[scheme1]\nid",
        expect![[r#"
        small.toml 第 1 行第 1 列：缺少 [scheme] 一节。请在开头写上 [scheme]，并给出 id、edition、name、authority、approval、valid_until。
         1 | [scheme1]
           | ^
        small.toml 第 1 行第 2 列：文件最外层没有“scheme1”这一项。是不是“scheme”？
         1 | [scheme1]
           |  ^^^^^^^
    "#]],
    );
    check(
        "id = \"small\"",
        "id = \"Small Scheme\"",
        expect![[r#"
        small.toml 第 2 行第 6 列：名字“Small Scheme”不合要求：以小写字母开头，只用小写字母、数字和下划线，最多 40 个字符，如 output。
         2 | id = "Small Scheme"
           |      ^^^^^^^^^^^^^^
    "#]],
    );
    check(
        "authority = \"县统计局\"\n",
        "",
        expect![[r#"
        small.toml 第 1 行第 2 列：[scheme] 一节里缺少“authority”（制定机关）。请补上。
         1 | [scheme]
           |  ^^^^^^
    "#]],
    );
    check(
        "valid_until = \"2027-12\"",
        "valid_until = \"2027年底\"",
        expect![[r#"
        small.toml 第 7 行第 15 列：“2027年底”不是报告期。请写成 2027-12（年月）或 2027（年），放在引号里。
         7 | valid_until = "2027年底"
           |               ^^^^^＾＾^
    "#]],
    );
    check(
        "valid_until = \"2027-12\"",
        "valid_until = 2027-12-31",
        expect![[r#"
            small.toml 第 7 行第 15 列：“valid_until”应当是文字（写在引号里），这里是日期 2027-12-31。
             7 | valid_until = 2027-12-31
               |               ^^^^^^^^^^
        "#]],
    );
    check(
        "id = \"small\"",
        "id = \"small\"\nextends = \"other\"",
        expect![[r#"
            small.toml 第 3 行第 11 列：extends 指的制度“other”不在手边。
             3 | extends = "other"
               |           ^^^^^^^
        "#]],
    );
}

#[test]
fn keys_and_values() {
    check(
        "join_label = ",
        "joinlabel = ",
        expect![[r#"
            small.toml 第 27 行第 1 列：报表 units 里没有“joinlabel”这一项。是不是“join_label”？
             27 | joinlabel = "单位"
                | ^^^^^^^^^
        "#]],
    );
    check(
        "label = \"名称\"",
        "lable = \"名称\"",
        expect![[r#"
            small.toml 第 33 行第 19 列：指标 name 里没有“lable”这一项。是不是“label”？
             33 |   { key = "name", lable = "名称", max_len = 60 },
                |                   ^^^^^
        "#]],
    );
    check(
        "key = \"staff\"",
        "key = \"Staff\"",
        expect![[r#"
        small.toml 第 61 行第 7 列：名字“Staff”不合要求：以小写字母开头，只用小写字母、数字和下划线，最多 40 个字符，如 output。
         61 | key = "Staff"
            |       ^^^^^^^
    "#]],
    );
    check(
        "key = \"staff\"",
        "key = \"month\"",
        expect![[r#"
        small.toml 第 61 行第 7 列：“month”是公式里的专用词，不能用作名字。请换一个，如 month_1。
         61 | key = "month"
            |       ^^^^^^^
    "#]],
    );
    check(
        "key = \"staff\"",
        "key = \"sales\"",
        expect![[r#"
        small.toml 第 61 行第 7 列：指标的名字“sales”重复了，每个只能用一次。前一处在第 55 行。
         61 | key = "sales"
            |       ^^^^^^^
    "#]],
    );
    check(
        "label = \"用工人数\"",
        "label = \"工业销售产值\"",
        expect![[r#"
            small.toml 第 62 行第 9 列：指标的名称“工业销售产值”重复了，每个只能用一次。前一处在第 56 行。
             62 | label = "工业销售产值"
                |         ^＾＾＾＾＾＾^
        "#]],
    );
    check(
        "label = \"用工人数\"",
        "label = \"\"",
        expect![[r#"
        small.toml 第 62 行第 9 列：“label”是空的。请填写，或者删去这一行。
         62 | label = ""
            |         ^^
    "#]],
    );
    check(
        "decimals = 1",
        "decimals = \"1\"",
        expect![[r#"
            small.toml 第 70 行第 12 列：“decimals”应当是整数（不加引号），这里是文字“1”。
             70 | decimals = "1"
                |            ^^^
        "#]],
    );
    check(
        "decimals = 1",
        "decimals = 99",
        expect![[r#"
        small.toml 第 70 行第 12 列：“decimals”应当在 0 到 10 之间，这里是 99。
         70 | decimals = 99
            |            ^^
    "#]],
    );
    check(
        "required = true",
        "required = \"yes\"",
        expect![[r#"
            small.toml 第 32 行第 61 列：“required”应当是 true 或 false（不加引号），这里是文字“yes”。
             32 |   { key = "uscc", label = "信用代码", type = "uscc", required = "yes", carry = true },
                |                            　　　　                             ^^^^^
        "#]],
    );
    check(
        "roster = \"units\"",
        "roster = \"units\"\njoin = \"x\"",
        expect![[r#"
            small.toml 第 42 行第 1 列：“join”只用于名录，这里不是。请删去这一行。
             42 | join = "x"
                | ^^^^
        "#]],
    );
    check(
        "[forms.industry]\n",
        "[forms.industry]\npatch = true\n",
        expect![[r#"
        small.toml 第 38 行第 1 列：“patch”用来改动另一个制度，可是这里没有可改的。请在 [scheme] 里写 extends = "sishang"，或者删去这一行。
         38 | patch = true
            | ^^^^^
    "#]],
    );
    check(
        "{ code = \"2\", label = \"停业\" }",
        "{ code = \"1\", label = \"停业\" }, { code = 3 }, 4",
        expect![[r#"
            small.toml 第 19 行第 12 列：这张代码表的代码“1”重复了，每个只能用一次。前一处在第 18 行。
             19 |   { code = "1", label = "停业" }, { code = 3 }, 4,
                |            ^^^
            small.toml 第 19 行第 33 列：代码表 state 的这一项里缺少“label”（名称）。请补上。
             19 |   { code = "1", label = "停业" }, { code = 3 }, 4,
                |                          　　     ^^^^^^^^^^^^
            small.toml 第 19 行第 42 列：“code”应当是文字（写在引号里），这里是数 3。
             19 |   { code = "1", label = "停业" }, { code = 3 }, 4,
                |                          　　              ^
            small.toml 第 19 行第 47 列：“items”应当是 {…} 或一节 [[…]]，这里是数 4。
             19 |   { code = "1", label = "停业" }, { code = 3 }, 4,
                |                          　　                   ^
        "#]],
    );
    check(
        "periods = [\"month\", \"jan_feb\"]",
        "periods = [\"month\", \"janfeb\"]",
        expect![[r#"
        small.toml 第 43 行第 21 列：“periods”不能是“janfeb”。是不是“jan_feb”？可以用的有：year、quarter、month、jan_feb、ten_day、week。
         43 | periods = ["month", "janfeb"]
            |                     ^^^^^^^^
        small.toml 第 44 行第 11 列：1月免报（january = "exempt"）时，periods 里要同时有 "month" 和 "jan_feb"。
         44 | january = "exempt"
            |           ^^^^^^^^
    "#]],
    );
    check(
        "periods = [\"month\", \"jan_feb\"]",
        "periods = \"month\"",
        expect![[r#"
            small.toml 第 43 行第 11 列：“periods”应当是列表（如 ["a", "b"]），这里是文字“month”。
             43 | periods = "month"
                |           ^^^^^^^
            small.toml 第 44 行第 11 列：1月免报（january = "exempt"）时，periods 里要同时有 "month" 和 "jan_feb"。
             44 | january = "exempt"
                |           ^^^^^^^^
        "#]],
    );
    check(
        "severity = \"soft\"",
        "severity = \"warning\"",
        expect![[r#"
        small.toml 第 88 行第 12 列：“severity”不能是“warning”。可以用的有：hard、soft、hint。
         88 | severity = "warning"
            |            ^^^^^^^^^
    "#]],
    );
    check(
        "id = \"R2\"",
        "id = \"R1\"",
        expect![[r#"
        small.toml 第 86 行第 6 列：审核关系的编号“R1”重复了，每个只能用一次。前一处在第 74 行。
         86 | id = "R1"
            |      ^^^^
    "#]],
    );
    check(
        "id = \"R2\"",
        "id = \"第二条\"",
        expect![[r#"
        small.toml 第 86 行第 6 列：审核关系的编号“第二条”不合要求：以字母开头，只用字母、数字和 - _，最多 20 个字符，如 R030。
         86 | id = "第二条"
            |      ^＾＾＾^
    "#]],
    );
    check(
        "why = \"累计包含本月\"\nsource = \"S33\"\n",
        "",
        expect![[r#"
        small.toml 第 74 行第 6 列：审核关系 R1 里缺少“why”（理由）。请补上。
         74 | id = "R1"
            |      ^^^^
        small.toml 第 74 行第 6 列：审核关系 R1 里缺少“source”（出处）。请补上。
         74 | id = "R1"
            |      ^^^^
    "#]],
    );
}

#[test]
fn names_of_other_things() {
    check(
        "type = \"list:state\"",
        "type = \"list:stat\"",
        expect![[r#"
        small.toml 第 34 行第 43 列：没有叫“stat”的代码表。是不是“state”？
         34 |   { key = "state", label = "运营状态", type = "list:stat" },
            |                             　　　　          ^^^^^^^^^^^
    "#]],
    );
    check(
        "type = \"list:state\"",
        "type = \"lists:state\"",
        expect![[r#"
        small.toml 第 34 行第 43 列：“type”不能是“lists:state”。可以用的有：number、text、date、month、bool、uscc、industry、division、phone、project_code、list:代码表的名字。
         34 |   { key = "state", label = "运营状态", type = "lists:state" },
            |                             　　　　          ^^^^^^^^^^^^^
    "#]],
    );
    check(
        "roster = \"units\"",
        "roster = \"unit\"",
        expect![[r#"
        small.toml 第 41 行第 10 列：没有叫“unit”的报表。是不是“units”？
         41 | roster = "unit"
            |          ^^^^^^
    "#]],
    );
    check(
        "roster = \"units\"",
        "roster = \"industry\"",
        expect![[r#"
        small.toml 第 41 行第 10 列：roster 应当是一张名录（kind = "roster"），这里指的不是名录。
         41 | roster = "industry"
            |          ^^^^^^^^^^
    "#]],
    );
    check(
        "main = \"output\"",
        "main = \"outputs\"",
        expect![[r#"
        small.toml 第 45 行第 8 列：“industry”里没有叫“outputs”的指标。是不是“output”？
         45 | main = "outputs"
            |        ^^^^^^^^^
    "#]],
    );
    check(
        "label = \"用工人数\"",
        "label = \"用工人数\"\nsame_as = \"units.staff\"",
        expect![[r#"
        small.toml 第 63 行第 11 列：没有叫“units.staff”的指标。请核对名字。
         63 | same_as = "units.staff"
            |           ^^^^^^^^^^^^^
    "#]],
    );
    check(
        "title = \"name\"",
        "title = \"nam\"",
        expect![[r#"
        small.toml 第 29 行第 9 列：“units”里没有叫“nam”的指标。是不是“name”？
         29 | title = "nam"
            |         ^^^^^
    "#]],
    );
    check(
        "form = \"industry\"",
        "form = \"industri\"",
        expect![[r#"
        small.toml 第 75 行第 8 列：没有叫“industri”的报表。是不是“industry”？
         75 | form = "industri"
            |        ^^^^^^^^^^
    "#]],
    );
    check(
        "each = { measure = \"flow\" }",
        "each = { measure = \"flow\", except = [\"sale\"] }",
        expect![[r#"
        small.toml 第 77 行第 38 列：“industry”里没有叫“sale”的指标。是不是“sales”？
         77 | each = { measure = "flow", except = ["sale"] }
            |                                      ^^^^^^
    "#]],
    );
    check(
        "each = { measure = \"flow\" }",
        "each = { measure = \"plain\", type = \"date\" }",
        expect![[r#"
        small.toml 第 77 行第 8 列：审核关系 R1 的 each 没有选中任何指标，这条关系永远不起作用。请核对条件。
         77 | each = { measure = "plain", type = "date" }
            |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#]],
    );
    check(
        "each = { measure = \"flow\" }",
        "each = { unit = \"千\" }",
        expect![[r#"
            small.toml 第 77 行第 17 列：不认识计量单位“千”。是不是“千元”？
             77 | each = { unit = "千" }
                |                 ^＾^
        "#]],
    );
}

#[test]
fn what_does_not_go_together() {
    check(
        "max_len = 60",
        "unit = \"千元\", type = \"text\"",
        expect![[r#"
        small.toml 第 33 行第 40 列：只有数值（type = "number"）才有计量单位 unit。请删去单位，或改正类型。
         33 |   { key = "name", label = "名称", unit = "千元", type = "text" },
            |                            　　          ^＾＾^
    "#]],
    );
    check(
        "max_len = 60",
        "measure = \"flow\", type = \"text\"",
        expect![[r#"
            small.toml 第 29 行第 9 列：称呼和辨认一行的指标应当只有一个值，不能分列。
             29 | title = "name"
                |         ^^^^^^
            small.toml 第 33 行第 43 列：只有数值才能是时期数（flow）或时点数（stock）。请删去 measure，或把类型改为 number。
             33 |   { key = "name", label = "名称", measure = "flow", type = "text" },
                |                            　　             ^^^^^^
        "#]],
    );
    check(
        "max_len = 60",
        "type = \"date\", max_len = 3, decimals = 2",
        expect![[r#"
        small.toml 第 33 行第 58 列：只有文字（type = "text"）才限制字数 max_len。请删去，或改正类型。
         33 |   { key = "name", label = "名称", type = "date", max_len = 3, decimals = 2 },
            |                            　　                            ^
        small.toml 第 33 行第 72 列：只有数值才有小数位数 decimals 和正负 negative。请删去，或改正类型。
         33 |   { key = "name", label = "名称", type = "date", max_len = 3, decimals = 2 },
            |                            　　                                          ^
    "#]],
    );
    check(
        "unit = \"人\"\n",
        "",
        expect![[r#"
        small.toml 第 63 行第 11 列：时期数和时点数要有计量单位，否则容易错填。请补上 unit，如 unit = "千元"。
         63 | measure = "stock"
            |           ^^^^^^^
    "#]],
    );
    check(
        "unit = \"人\"",
        "unit = \"千人\"",
        expect![[r#"
        small.toml 第 63 行第 8 列：不认识计量单位“千人”。是不是“人”？
         63 | unit = "千人"
            |        ^＾＾^
    "#]],
    );
    check(
        "decimals = 1\n",
        "decimals = 1\nrequired = true\ncarry = true\n",
        expect![[r#"
        small.toml 第 71 行第 12 列：由公式算出的指标没人能填，不能又是必填。请删去 required 或 compute。
         71 | required = true
            |            ^^^^
        small.toml 第 72 行第 9 列：由公式算出的指标每期重算，不用从上期带来。请删去 carry 或 compute。
         72 | carry = true
            |         ^^^^
    "#]],
    );
    check(
        "forms = [\"industry\"]\n",
        "",
        expect![[r#"
        small.toml 第 86 行第 6 列：没有写明审核哪张表。请写 form = "…" 或 forms = ["…", "…"]。
         86 | id = "R2"
            |      ^^^^
    "#]],
    );
    check(
        "forms = [\"industry\"]",
        "forms = [\"industry\"]\nform = \"units\"",
        expect![[r#"
            small.toml 第 88 行第 8 列：form 和 forms 只能写一个。请合并到 forms。
             88 | form = "units"
                |        ^^^^^^^
            small.toml 第 91 行第 9 列：审核关系 R2 的条件 when（用于“单位名录”时）：没有叫“工业总产值”的指标、表或设定；请写指标的名称、代码或键名。
             91 | when = '工业总产值.累计 > 500千元'
                |         ＾＾＾＾＾
            small.toml 第 93 行第 1 列：审核关系 R2 的审核公式 check（用于“单位名录”时）：没有叫“ratio”的指标、表或设定；请写指标的名称、代码或键名。
             93 | ratio >= 80% and
                | ^^^^^
            small.toml 第 94 行第 1 列：审核关系 R2 的审核公式 check（用于“单位名录”时）：没有叫“ratio”的指标、表或设定；请写指标的名称、代码或键名。
             94 | ratio <= 120%
                | ^^^^^
            small.toml 第 96 行第 17 列：审核关系 R2 的提示语 message（用于“单位名录”时）：没有叫“ratio”的指标、表或设定；请写指标的名称、代码或键名。
             96 | message = "产销率 {ratio} 超出范围"
                |            　　　  ^^^^^
        "#]],
    );
    check(
        "severity = \"soft\"",
        "severity = \"soft\"\noverridable = true",
        expect![[r#"
        small.toml 第 89 行第 15 列：只有强制性（hard）的审核关系才用得着 overridable；核实性的本来就可以说明，提示性的不用说明。请删去。
         89 | overridable = true
            |               ^^^^
    "#]],
    );
    check(
        "periods = [\"month\", \"jan_feb\"]",
        "periods = [\"month\"]",
        expect![[r#"
        small.toml 第 44 行第 11 列：1月免报（january = "exempt"）时，periods 里要同时有 "month" 和 "jan_feb"。
         44 | january = "exempt"
            |           ^^^^^^^^
    "#]],
    );
    check(
        "title = \"name\"",
        "title = \"name\"\n[forms.empty]\nlabel = \"空表\"\nnumber = \"0\"\nkind = \"roster\"\njoin = \"unit\"\njoin_label = \"空\"\nkey_prefix = \"e\"\ntitle = \"x\"\n[forms.units2]",
        expect![[r#"
            small.toml 第 22 行第 8 列：这张表没有指标。请至少写一个 [[forms.….fields]]。
             22 | [forms.units]
                |        ^^^^^
            small.toml 第 29 行第 9 列：“units”里没有叫“name”的指标。请核对名字。
             29 | title = "name"
                |         ^^^^^^
            small.toml 第 30 行第 8 列：这张表没有指标。请至少写一个 [[forms.….fields]]。
             30 | [forms.empty]
                |        ^^^^^
            small.toml 第 34 行第 8 列：报表的名字“unit”重复了，每个只能用一次。前一处在第 26 行。
             34 | join = "unit"
                |        ^^^^^^
            small.toml 第 37 行第 9 列：“empty”里没有叫“x”的指标。请核对名字。
             37 | title = "x"
                |         ^^^
        "#]],
    );
}

#[test]
fn formulas() {
    check(
        "value = \"2000万元\"",
        "value = \"2000万\"",
        expect![[r#"
        small.toml 第 11 行第 14 列：参数 floor 的值：“万”后面缺计量单位；请写全，如 万元、万人。
         11 | value = "2000万"
            |              ＾
    "#]],
    );
    check(
        "applies = 'state == \"1\"'",
        "applies = 'state == \"3\"'",
        expect![[r#"
        small.toml 第 42 行第 21 列：报表 industry 的适用条件 applies：代码表“状态”里没有“3”。
         42 | applies = 'state == "3"'
            |                     ^^^
    "#]],
    );
    check(
        "applies = 'state == \"1\"'",
        "applies = \"stat == \\\"1\\\"\"",
        expect![[r#"
            small.toml 第 42 行第 12 列：报表 industry 的适用条件 applies：没有叫“stat”的指标、表或设定；是不是“state”？
             42 | applies = "stat == \"1\""
                |            ^^^^
        "#]],
    );
    check(
        "'sales.ytd / output.ytd'",
        "'sales.ytd - output.ytd'",
        expect![[r#"
        small.toml 第 71 行第 12 列：指标 ratio 的计算公式 compute：计量单位对不上：一个是千元，一个是%。
         71 | compute = 'sales.ytd - output.ytd'
            |            ^^^^^^^^^^^^^^^^^^^^^^
    "#]],
    );
    check(
        "'sales.ytd / output.ytd'",
        "'ratio + 1'",
        expect![[r#"
        small.toml 第 71 行第 20 列：指标 ratio 的计算公式 compute：1 要写上计量单位：100%。
         71 | compute = 'ratio + 1'
            |                    ^
    "#]],
    );
    check(
        "'it.ytd >= it.month'",
        "'it.ytd >='",
        expect![[r#"
        small.toml 第 79 行第 19 列：审核关系 R1 的审核公式 check：这里要一个值（指标、数、文字或括号），却是公式的结尾。
         79 | check = 'it.ytd >='
            |                   ^
    "#]],
    );
    check(
        "'it.ytd >= it.month'",
        "'it.end >= it.month'",
        expect![[r#"
        small.toml 第 79 行第 13 列：审核关系 R1 的审核公式 check（用于“工业总产值”时）：“工业总产值”没有“期末”这一列；它有：工业总产值.本月、工业总产值.累计、工业总产值.上年同月、工业总产值.上年累计。
         79 | check = 'it.end >= it.month'
            |             ^^^
    "#]],
    );
    check(
        "ratio <= 120%\n",
        "ratio <= 120千元\n",
        expect![[r#"
        small.toml 第 93 行第 1 列：审核关系 R2 的审核公式 check：计量单位对不上：一个是%，一个是千元。
         93 | ratio <= 120千元
            | ^^^^^^^^^^^^＾＾
    "#]],
    );
    check(
        "'工业总产值.累计 > 500千元'",
        "'工业总产直.累计 > 500千元'",
        expect![[r#"
            small.toml 第 90 行第 9 列：审核关系 R2 的条件 when：没有叫“工业总产直”的指标、表或设定；是不是“工业总产值”？
             90 | when = '工业总产直.累计 > 500千元'
                |         ＾＾＾＾＾
        "#]],
    );
    check(
        "'工业总产值.累计 > 500千元'",
        "'工业总产值.累计 > 500'",
        expect![[r#"
        small.toml 第 90 行第 20 列：审核关系 R2 的条件 when：500 要写上计量单位：500千元。
         90 | when = '工业总产值.累计 > 500'
            |         　　　　　 　　   ^^^
    "#]],
    );
    check(
        "{it.ytd} 小于",
        "{it.ytd 小于",
        expect![[r#"
        small.toml 第 80 行第 28 列：审核关系 R1 的提示语 message：“{”没有配对的“}”；要显示花括号本身请写两个。
         80 | message = "{it.label}：1—本月 {it.ytd 小于本月 {it.month}"
            |                      　 　　　 ^
    "#]],
    );
    check(
        "{it.ytd} 小于",
        "{it.yd} 小于",
        expect![[r#"
            small.toml 第 80 行第 32 列：审核关系 R1 的提示语 message（用于“工业总产值”时）：指标没有“yd”这一列；是不是“ytd”？
             80 | message = "{it.label}：1—本月 {it.yd} 小于本月 {it.month}"
                |                      　 　　　     ^^
        "#]],
    );
    check(
        "at = [\"it.ytd\"]",
        "at = [\"it.ytd + it.month\"]",
        expect![[r#"
        small.toml 第 81 行第 7 列：“it.ytd + it.month”不是一个格。at 里写本期的一个格，如 "output.ytd"、"it.month"、"unit.industry"。
         81 | at = ["it.ytd + it.month"]
            |       ^^^^^^^^^^^^^^^^^^^
    "#]],
    );
    check(
        "at = [\"it.ytd\"]",
        "at = [\"prev.output.ytd\", \"nothing\"]",
        expect![[r#"
            small.toml 第 81 行第 7 列：“prev.output.ytd”不是一个格。at 里写本期的一个格，如 "output.ytd"、"it.month"、"unit.industry"。
             81 | at = ["prev.output.ytd", "nothing"]
                |       ^^^^^^^^^^^^^^^^^
            small.toml 第 81 行第 27 列：审核关系 R1 的 at（用于“工业总产值”时）：没有叫“nothing”的指标、表或设定；是不是“setting”？
             81 | at = ["prev.output.ytd", "nothing"]
                |                           ^^^^^^^
        "#]],
    );
}

#[test]
fn computed_fields_must_not_need_each_other() {
    check(
        "[[rules]]\nid = \"R1\"",
        "[[forms.industry.fields]]\nkey = \"a\"\nlabel = \"甲\"\nunit = \"%\"\ncompute = 'ratio + b'\n\
         [[forms.industry.fields]]\nkey = \"b\"\nlabel = \"乙\"\nunit = \"%\"\ncompute = 'a * 2'\n[[rules]]\nid = \"R1\"",
        expect![[r#"
            small.toml 第 77 行第 11 列：这些指标的计算互相依赖，谁也算不出来：甲 → 乙 → 甲。请改掉其中一个的 compute。
             77 | compute = 'ratio + b'
                |           ^^^^^^^^^^^
        "#]],
    );
}

#[test]
fn the_calendar_and_ones_own_divisions() {
    let with = |more: &str| messages(load_small(&format!("{}\n{more}\n", super::SMALL)));
    let mut all = String::new();
    for more in [
        "[calendar.a]\nkind = \"month\"\ntown_due = \"5\"",
        "[calendar.a]\nkind = \"monthly\"\ntown_due = \"+5d\"",
        "[calendar.a]\nkind = \"month\"\nforms = [\"industri\"]\ntown_due = \"+5d\"",
        "[calendar.a]\nkind = \"week\"\nform = \"industry\"\ntown_due = \"+5d\"",
        "[calendar.a]\nkind = \"month\"",
        "[calendar.a]\nkind = \"month\"\ntown_due = \"+5d\"\ncounty_due = \"+4d\"",
        "[calendar.a]\nkind = \"month\"\ntown_due = \"+5d\"\n[calendar.b]\nkind = \"month\"\ntown_due = \"+6d\"",
        "[calendar.a]\nkind = \"month\"\ntown_due = \"+5d\"\nexceptions = { \"2026-Q1\" = { town_due = \"+7d\" } }",
        "[calendar.a]\nkind = \"month\"\ntown_due = \"+5d\"\nexceptions = { \"十月\" = { town_due = \"+7d\" }, \"2026-10\" = \"+8d\" }",
        "[[divisions]]\ncode = \"41142540\"\nname = \"高新区\"",
        "[[divisions]]\ncode = \"411425104\"\nname = \"高新区\"",
        "[[divisions]]\ncode = \"999999401\"\nname = \"高新区\"",
        "[[divisions]]\ncode = \"411425199\"\nname = \"高新区\"",
        "[[divisions]]\ncode = \"411469\"\nname = \"经开区\"",
        "[[divisions]]\ncode = \"411425401\"\nname = \"高新区\"\nparent = \"411426\"",
        "[[divisions]]\ncode = \"411425401\"\nname = \"高新区\"\n[[divisions]]\ncode = \"411425401\"\nname = \"又一个\"",
    ] {
        all += &with(more);
    }
    expect![[r#"
        small.toml 第 101 行第 12 列：“town_due”不能是“5”。请写报告期后第几天，如 "+5d"、"+5d 12:00"；报告期最后一个月的几日，如 "25日 18:00"；或者写明日期，如 "2026-11-09 12:00"。
         101 | town_due = "5"
             |            ^^^
        small.toml 第 100 行第 8 列：“kind”不能是“monthly”。是不是“month”？可以用的有：year、quarter、month、jan_feb、ten_day、week。
         100 | kind = "monthly"
             |        ^^^^^^^^^
        small.toml 第 101 行第 10 列：没有叫“industri”的报表。是不是“industry”？
         101 | forms = ["industri"]
             |          ^^^^^^^^^^
        small.toml 第 101 行第 8 列：这张表不按这种报告期填报（看它的 periods），日历里不能给它定期限。请改 kind，或者删去这张表。
         101 | form = "industry"
             |        ^^^^^^^^^^
        small.toml 第 99 行第 11 列：这条日历一个时间也没有写。请至少写 opens、town_due、county_due、city_due 中的一个。
         99 | [calendar.a]
            |           ^
        small.toml 第 102 行第 14 列：次序颠倒了：应当先开网 opens，再乡报县 town_due、县报市 county_due、市报省 city_due，后面的不能早于前面的。
         102 | county_due = "+4d"
             |              ^^^^^
        small.toml 第 102 行第 11 列：上报日历的表和报告期“月报”重复了，每个只能用一次。前一处在第 99 行。
         102 | [calendar.b]
             |           ^
        small.toml 第 102 行第 16 列：这个报告期和本条日历的 kind 不是一种。请写同一种报告期，如月报写 "2026-10"。
         102 | exceptions = { "2026-Q1" = { town_due = "+7d" } }
             |                ^^^^^^^^^
        small.toml 第 102 行第 16 列：“十月”不是报告期。请写成 2027-12（年月）或 2027（年），放在引号里。
         102 | exceptions = { "十月" = { town_due = "+7d" }, "2026-10" = "+8d" }
             |                ^＾＾^
        small.toml 第 102 行第 57 列：“2026-10”应当是 {…}，如 { town_due = "2026-11-09" }，这里是文字“+8d”。
         102 | exceptions = { "十月" = { town_due = "+7d" }, "2026-10" = "+8d" }
             |                 　　                                      ^^^^^
        small.toml 第 100 行第 8 列：自定区划代码“41142540”不合要求：乡级的开发区、园区、农场写9位数字，县级的开发区写6位数字。
         100 | code = "41142540"
             |        ^^^^^^^^^^
        small.toml 第 100 行第 8 列：代码“411425104”已经是公布的区划“谷熟镇”，不能另作他用。请换一个没有用过的代码；如果就是它，请删去这一节。
         100 | code = "411425104"
             |        ^^^^^^^^^^^
        small.toml 第 100 行第 8 列：自定区划代码“999999401”的前6位“999999”不在公布的区划里。请用所在县（市、区）的代码开头。
         100 | code = "999999401"
             |        ^^^^^^^^^^^
        small.toml 第 100 行第 8 列：自定区划代码“411425199”的后3位“199”应当以4或5开头：0是街道，1是镇，2、3是乡，4、5才是开发区、园区、农场等类似乡级的单位。
         100 | code = "411425199"
             |        ^^^^^^^^^^^
        small.toml 第 100 行第 8 列：自定区划代码“411469”的后2位“69”应当在70到99之间，小的留给县、区、市。
         100 | code = "411469"
             |        ^^^^^^^^
        small.toml 第 102 行第 10 列：parent“411426”不是代码“411425401”所在的区划。请写它开头那个县（市）的代码，或者删去 parent。
         102 | parent = "411426"
             |          ^^^^^^^^
        small.toml 第 103 行第 8 列：自定区划的代码“411425401”重复了，每个只能用一次。前一处在第 100 行。
         103 | code = "411425401"
             |        ^^^^^^^^^^^
    "#]].assert_eq(&all);
}

#[test]
fn every_mistake_is_listed() {
    let text = changed("edition = \"1\"\n", "")
        .replace("label = \"起点\"", "labl = \"起点\"")
        .replace("unit = \"人\"", "unit = \"千人\"")
        .replace("severity = \"soft\"", "severity = \"sofd\"")
        .replace("'it.ytd >= it.month'", "'it.ytd >= '");
    expect![[r#"
        small.toml 第 1 行第 2 列：[scheme] 一节里缺少“edition”（版本）。请补上。
         1 | [scheme]
           |  ^^^^^^
        small.toml 第 9 行第 1 列：参数 floor 里没有“labl”这一项。是不是“label”？
         9 | labl = "起点"
           | ^^^^
        small.toml 第 62 行第 8 列：不认识计量单位“千人”。是不是“人”？
         62 | unit = "千人"
            |        ^＾＾^
        small.toml 第 78 行第 20 列：审核关系 R1 的审核公式 check：这里要一个值（指标、数、文字或括号），却是公式的结尾。
         78 | check = 'it.ytd >= '
            |                    ^
        small.toml 第 87 行第 12 列：“severity”不能是“sofd”。是不是“soft”？可以用的有：hard、soft、hint。
         87 | severity = "sofd"
            |            ^^^^^^
    "#]].assert_eq(&messages(load_small(&text)));
}
