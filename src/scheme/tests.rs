//! Loading whole schemes: a small good one, and everything that can be wrong with it.

mod broken;
mod bulletins;
mod county;
mod handbook;
mod hostile;
mod shapes;
mod tables;
mod whole;

pub(crate) use shapes::shaped;

use super::*;

/// A small scheme without mistakes, from which the tests start.
const SMALL: &str = r#"[scheme]
id = "small"
edition = "1"
name = "小制度"
authority = "县统计局"
approval = "县统字〔2026〕1号"
valid_until = "2027-12"

[settings.floor]
label = "起点"
value = "2000万元"
why = "够大才调查"
source = "S1"

[lists.state]
label = "状态"
items = [
  { code = "1", label = "正常" },
  { code = "2", label = "停业" },
]

[forms.units]
label = "单位名录"
number = "台账A"
kind = "roster"
join = "unit"
join_label = "单位"
key_prefix = "u"
title = "name"
identity = "uscc"
fields = [
  { key = "uscc", label = "信用代码", type = "uscc", required = true, carry = true },
  { key = "name", label = "名称", max_len = 60 },
  { key = "state", label = "运营状态", type = "list:state" },
]

[forms.industry]
label = "工业表"
number = "台账B"
kind = "periodic"
roster = "units"
applies = 'state == "1"'
periods = ["month", "jan_feb"]
january = "exempt"
main = "output"

[[forms.industry.fields]]
key = "output"
code = "B01"
label = "工业总产值（当年价格）"
unit = "千元"
measure = "flow"

[[forms.industry.fields]]
key = "sales"
label = "工业销售产值"
unit = "千元"
measure = "flow"

[[forms.industry.fields]]
key = "staff"
label = "用工人数"
unit = "人"
measure = "stock"

[[forms.industry.fields]]
key = "ratio"
label = "产销率"
unit = "%"
decimals = 1
compute = 'sales.ytd / output.ytd'

[[rules]]
id = "R1"
form = "industry"
severity = "hard"
each = { measure = "flow" }
name = "累计不小于本月"
check = 'it.ytd >= it.month'
message = "{it.label}：1—本月 {it.ytd} 小于本月 {it.month}"
at = ["it.ytd"]
why = "累计包含本月"
source = "S33"

[[rules]]
id = "R2"
forms = ["industry"]
severity = "soft"
name = "产销率"
when = '工业总产值.累计 > 500千元'
check = '''
ratio >= 80% and
ratio <= 120%
'''
message = "产销率 {ratio} 超出范围"
why = "产销率一般在这个范围"
source = "S33"
"#;

fn load_small(text: &str) -> Result<CompiledScheme, Vec<SchemeError>> {
    load_over(&[], &[SourceDoc { name: "small.toml", text }], None)
}

/// The small scheme with one place changed.
#[track_caller]
fn changed(from: &str, to: &str) -> String {
    assert_eq!(SMALL.matches(from).count(), 1, "“{from}” should stand once in the small scheme");
    SMALL.replace(from, to)
}

/// All messages, one after the other.
fn messages(result: Result<CompiledScheme, Vec<SchemeError>>) -> String {
    match result {
        Ok(_) => "没有错误\n".to_owned(),
        Err(errors) => errors.iter().map(|error| format!("{error}\n")).collect::<Vec<_>>().concat(),
    }
}
