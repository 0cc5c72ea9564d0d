//! Sentences about bulletins.

use crate::report::{BulletinRefusal, Doubt};

/// What is doubtful, and what to do.
pub(crate) fn doubt(doubt: &Doubt) -> String {
    let whose = |row: &str| if row.is_empty() { "合计".to_owned() } else { format!("“{row}”") };
    match doubt {
        Doubt::NoFigure { table, row, column } => {
            format!("《{table}》{}的“{column}”没有数，通报里没有写或写成“—”。请核对是不是还没有报。", whose(row))
        }
        Doubt::Withheld { table, row, column } => {
            format!("《{table}》{}的“{column}”涉及的单位太少，按规定不公布。", whose(row))
        }
        Doubt::Broken { table, row, column } => {
            format!("《{table}》{}的“{column}”算不出来。请检查制度里这一列的公式。", whose(row))
        }
        Doubt::NotFinal { table } => {
            format!("通报用到的《{table}》的数里有预计数或快报数，还会变动。请在文中写明，或等正式数报齐再发。")
        }
        Doubt::NotJudged { table, rows, column } => {
            let rows = rows.join("”、“");
            format!("《{table}》“{rows}”的“{column}”没有数或不公布，判断不了该不该列入，没有列入。")
        }
        Doubt::Absent { names } => {
            format!("{}还没有报，合计里没有他们的数。请催报，报齐再发；确需先发，文中已经写明。", names.join("、"))
        }
        Doubt::NoRow { table, row } => format!("《{table}》里没有“{row}”这一行。请核对通报的写法。"),
        Doubt::DoesNotAddUp { parts, whole } => format!("{parts}，和{whole}对不上。请核对后再发。"),
    }
}

/// What a bulletin says of offices that have not reported.
pub(crate) fn absent(names: &[String]) -> String {
    let these = if names.len() > 1 { format!("这{}个单位", names.len()) } else { "该单位".to_owned() };
    format!("{}还没有上报，以上不含{these}的数据。", names.join("、"))
}

/// Why there is no bulletin.
pub(crate) fn refusal(refusal: &BulletinRefusal) -> String {
    match refusal {
        BulletinRefusal::TableLacking { key } => format!("写这份通报要用汇总表“{key}”，这里没有。"),
        BulletinRefusal::NotPublic { label } => {
            format!("汇总表《{label}》不是对外的，里面可能有单个单位的数，通报不能用。")
        }
    }
}
