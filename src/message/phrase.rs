//! Sentences about mistakes in the phrases of bulletins.

use crate::phrase::PhraseProblem;

/// What is wrong and what to do.
pub(super) fn sentence(problem: &PhraseProblem) -> String {
    let near = |nearest: &Option<String>, otherwise: &str| match nearest {
        Some(nearest) => format!("是不是“{nearest}”？"),
        None => otherwise.to_owned(),
    };
    match problem {
        PhraseProblem::Brace => "花括号要成对。要写花括号本身，请写两个：{{ 或 }}。".to_owned(),
        PhraseProblem::Bracket => "方括号要成对，里面不能再有方括号。要写方括号本身，请写两个：[[ 或 ]]。".to_owned(),
        PhraseProblem::Unclosed => "引号没有合上。".to_owned(),
        PhraseProblem::BadCharacter(c) => format!("花括号里不认识“{c}”。"),
        PhraseProblem::Expected { what, found } => {
            let space = if what.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
            let found = if found.is_empty() { String::new() } else { format!("，不是 {found}") };
            format!("这里应当是{space}{what}{found}。")
        }
        PhraseProblem::UnknownFunction { found, nearest } => {
            let known = "可以用的有：list（列出）、names（名单）、columns（列名）、count（个数）、value（取数）、change（增减）。";
            format!("没有叫“{found}”的写法。{}", near(nearest, known))
        }
        PhraseProblem::UnknownWord { found, nearest } => {
            let known = "可以用的有：period、period.cumulative、period.year、period.month、office、office.whole、office.parts。";
            format!("没有“{found}”这个词。{}", near(nearest, known))
        }
        PhraseProblem::UnknownOption { function, found, nearest, known } => {
            format!(
                "{function} 没有“{found}”这个选项。{}",
                near(nearest, &format!("可以用的有：{}。", known.join("、")))
            )
        }
        PhraseProblem::BadOption { option, allowed } => format!("选项 {option} 要写成{allowed}。"),
        PhraseProblem::UnknownTable { found, nearest } => {
            format!("没有叫“{found}”的汇总表。{}", near(nearest, "通报只能用 [tables] 里的表。"))
        }
        PhraseProblem::NotPublic { table } => {
            format!("汇总表“{table}”不对外（public = false），通报里不能用：通报只有汇总数。")
        }
        PhraseProblem::UnknownColumn { table, found, nearest } => {
            format!("汇总表“{table}”没有叫“{found}”的列。{}", near(nearest, "请核对列的名字（key）。"))
        }
        PhraseProblem::NotAFigure { column } => format!("“{column}”这一列不是数。"),
        PhraseProblem::NeedsNumber { column } => format!("“{column}”这一列是数，不能和文字比，请去掉引号。"),
        PhraseProblem::NeedsText { column } => format!("“{column}”这一列是文字，要和引号里的文字比。"),
        PhraseProblem::NeedsPercent { column, found } => {
            format!("“{column}”是百分数，请写成 {found}%，免得分不清 0.3 和 30。")
        }
        PhraseProblem::NoPercent { column } => format!("“{column}”不是百分数，请去掉 %。"),
        PhraseProblem::UnitsDiffer { left, right } => format!("“{left}”和“{right}”单位不同，不能比。"),
        PhraseProblem::NoTotal { table } => {
            format!("汇总表“{table}”没有合计（total = \"none\"），取不到合计的数。")
        }
    }
}
