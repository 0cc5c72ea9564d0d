//! Sentences of the audit.

use crate::audit::{ExplanationProblem, SHORTEST_EXPLANATION};
use crate::formula::Fault;
use crate::number::{NumberProblem, Unit, canonical, grouped};
use crate::scheme::{Column, FieldDef, FormDef};
use crate::workbook::CellProblem;

/// A text in a cell that could not be read.
pub fn unreadable(form: &FormDef, field: &FieldDef, column: Column, text: &str, problem: &CellProblem) -> String {
    let label = field.cell_label(column);
    let why = match problem {
        CellProblem::Number(problem) => {
            return format!("{label}：{}", number(problem, text, field.unit.as_deref()));
        }
        CellProblem::NotInList { list } => format!("不在代码表“{list}”中，从下拉列表里选一项"),
        CellProblem::NotADate => "不是日期，写成 2026-10-08 这样".to_owned(),
        CellProblem::NotAMonth => "不是年月，写成 202610 这样".to_owned(),
        CellProblem::NotYesOrNo => "填“是”或“否”".to_owned(),
        CellProblem::TooLong { limit } => return format!("{}的“{label}”超过 {limit} 个字，改短一些", form.label),
    };
    format!("{label}：“{text}”{why}")
}

/// A rule that could not be worked out.
pub fn broken_rule(fault: Option<&Fault>) -> String {
    format!("这条审核关系无法计算{}，属报表制度的错误，请告知制度的制定单位", reason(fault))
}

/// A finding whose sentence could not be made.
pub fn broken_message(fault: &Fault) -> String {
    format!("未通过审核；说明文字无法生成{}，请告知制度的制定单位", reason(Some(fault)))
}

/// A computed field that could not be worked out.
pub fn broken_field(label: &str, fault: &Fault) -> String {
    format!("计算指标“{label}”无法计算{}", reason(Some(fault)))
}

fn reason(fault: Option<&Fault>) -> String {
    match fault {
        Some(Fault::Overflow { .. }) => "（数值过大）".to_owned(),
        Some(Fault::WrongData { .. }) => "（数据类型不符）".to_owned(),
        None => String::new(),
    }
}

/// Why an explanation is refused.
pub fn explanation(problem: ExplanationProblem) -> String {
    match problem {
        ExplanationProblem::TooShort { has } => {
            format!("说明太短：现有 {has} 个字，至少 {SHORTEST_EXPLANATION} 个字，写清是什么原因造成的")
        }
        ExplanationProblem::StockPhrase => {
            "“核实无误”“情况属实”之类不是说明，写清具体原因，如停产检修的时间、订单、价格或政策的变化".to_owned()
        }
        ExplanationProblem::Repetition => "说明里只有重复的字，写清具体原因".to_owned(),
    }
}

/// Why a text is no number, for a field of this unit; says what was probably meant, for the clerk to decide.
pub fn number(problem: &NumberProblem, text: &str, unit: Option<&str>) -> String {
    let field = unit.and_then(|unit| Unit::parse(unit).ok()).unwrap_or(Unit::PLAIN);
    let wanted = unit.map_or_else(|| "只填数字".to_owned(), |unit| format!("只填数字，单位是{unit}"));
    let meant = problem
        .suggestion(field)
        .map(|value| format!("；如果是 {}{}，就填 {}", grouped(value), unit.unwrap_or_default(), canonical(value)))
        .unwrap_or_default();
    let why = match problem {
        NumberProblem::Empty => "没有内容".to_owned(),
        NumberProblem::DashOnly => "只有一横，分不清是零还是没有；是零就填 0，没有就空着".to_owned(),
        NumberProblem::DashBefore { .. } => "前面的横线不是负号".to_owned(),
        NumberProblem::SeveralPoints => "有不止一个小数点".to_owned(),
        NumberProblem::Grouping => "里的逗号或空格位置不对，千位分隔要每三位一个，也可以不写".to_owned(),
        NumberProblem::TooManyDigits { digits } => format!("有 {digits} 位有效数字，最多 15 位"),
        NumberProblem::UnitInCell { written, .. } => format!("里写了“{written}”，{wanted}"),
        NumberProblem::Formula => "是算式，填算出来的结果".to_owned(),
        NumberProblem::Date => "像是日期，这里要填数字".to_owned(),
        NumberProblem::Exponent { .. } => "是科学记数法，填完整的数字".to_owned(),
        NumberProblem::Bracketed { .. } => "带括号；是负数就在前面写减号".to_owned(),
        NumberProblem::ChineseNumeral => "是汉字数字，填阿拉伯数字".to_owned(),
        NumberProblem::NotANumber { character } => format!("不是数字（“{character}”），{wanted}"),
    };
    format!("“{text}”{why}{meant}")
}

/// One explanation that stands at many records.
pub fn shared_explanation(text: &str, count: usize) -> String {
    format!("同一句说明用在 {count} 户：“{text}”。各户原因不同的，请分别写清")
}
