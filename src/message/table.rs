//! Words that stand in report tables.

use crate::workbook::Standing;

/// In a cell that could not be worked out.
pub const BROKEN: &str = "出错";

/// Beside an office whose file is not there.
pub const NOT_REPORTED: &str = "未报";

/// The row of what the whole has and the parts lack.
pub const DIFFERENCE: &str = "差额";

/// Head of the records that have nothing in the column by which they are grouped.
pub const WITHOUT: &str = "（未填）";

/// Under a table with offices that have not reported.
pub fn missing(names: &[&str], is_left_out: bool) -> String {
    let left_out = if is_left_out { "，合计不含" } else { "" };
    format!("未报：{}，共 {} 个单位{left_out}。", names.join("、"), names.len())
}

/// Under a table with figures that rest on forecasts or flashes.
pub fn not_final(soft: &[Standing]) -> String {
    let of = |standing: &Standing| match standing {
        Standing::Forecast => "标“预”的含预计数",
        Standing::Flash => "标“快”的含快报数",
        Standing::Final => "没有标的是正式数",
    };
    format!("{}，都可能变动，以正式数为准。", soft.iter().map(of).collect::<Vec<_>>().join("，"))
}

/// Under a table in which rows are not ranked because the figure that they are ranked by is withheld.
pub const UNRANKED: &str = "数不公开的，不公开位次，也不评旗。";

/// Under a table that cannot tell the ranks of the period before.
pub const NO_RANK_BEFORE: &str =
    "还有单位没报，上期位次排不准，没有写；把上期各单位的报送文件或者上期的汇总包一起选上，就能排出来。";

/// Under a table with withheld cells.
pub fn withheld() -> String {
    "“*”的数不公开：单位不满 3 个，或能由它推算出这样的数。".to_owned()
}
