//! The functions there are, under all their names. Their types are in `check`, their meaning in `eval`.

use super::host::CodeFunction;

/// One function.
#[derive(Debug)]
pub(super) struct Function {
    pub name: &'static str,
    /// The Chinese name.
    pub chinese: &'static str,
    pub what: What,
    /// Fewest and most arguments, where there is no `over`.
    pub least: usize,
    pub most: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Over the rows of a form; some also over their arguments.
    Aggregate(Aggregate),
    Abs,
    Round,
    Near,
    Growth,
    Blank,
    Present,
    StartsWith,
    EndsWith,
    Contains,
    Len,
    Left,
    Mid,
    Label,
    MonthsBetween,
    DaysBetween,
    Year,
    Month,
    /// A date written as text.
    Date,
    /// A month written as text, or the month of a date.
    MonthOf,
    Reported,
    /// How many of some fields are asked and have nothing, or 否.
    Lacking,
    /// The names of those.
    LackingNames,
    /// Why a cell is blank.
    Absence,
    /// Whether a zero was confirmed.
    Confirmed,
    /// For how many months up to this one something stayed below its plan.
    MonthsShort,
    /// The same in words: each month with the share that was reached.
    MonthsShortText,
    Code(CodeFunction),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Aggregate {
    Count,
    Sum,
    Avg,
    Min,
    Max,
    Distinct,
    Any,
    All,
    /// The texts of the rows, joined: 甲、乙.
    Names,
}

/// More arguments than anybody writes.
const MANY: usize = 100;

const fn function(name: &'static str, chinese: &'static str, what: What, least: usize, most: usize) -> Function {
    Function { name, chinese, what, least, most }
}

const fn code(name: &'static str, chinese: &'static str, what: CodeFunction) -> Function {
    function(name, chinese, What::Code(what), 1, 1)
}

pub(super) const FUNCTIONS: &[Function] = &[
    function("count", "计数", What::Aggregate(Aggregate::Count), 1, 1),
    function("sum", "求和", What::Aggregate(Aggregate::Sum), 1, MANY),
    function("avg", "平均", What::Aggregate(Aggregate::Avg), 1, MANY),
    function("min", "最小", What::Aggregate(Aggregate::Min), 1, MANY),
    function("max", "最大", What::Aggregate(Aggregate::Max), 1, MANY),
    function("distinct", "去重", What::Aggregate(Aggregate::Distinct), 1, 1),
    function("any", "存在", What::Aggregate(Aggregate::Any), 1, 1),
    function("all", "全部", What::Aggregate(Aggregate::All), 1, 1),
    function("names", "名单", What::Aggregate(Aggregate::Names), 1, 1),
    function("abs", "绝对值", What::Abs, 1, 1),
    function("round", "四舍五入", What::Round, 2, 2),
    function("near", "接近", What::Near, 3, 3),
    function("growth", "增速", What::Growth, 2, 2),
    function("blank", "未填", What::Blank, 1, 1),
    function("present", "已填", What::Present, 1, 1),
    function("starts_with", "开头是", What::StartsWith, 2, 2),
    function("ends_with", "结尾是", What::EndsWith, 2, 2),
    function("contains", "包含", What::Contains, 2, 2),
    function("len", "字数", What::Len, 1, 1),
    function("left", "左取", What::Left, 2, 2),
    function("mid", "中取", What::Mid, 3, 3),
    function("label", "名称", What::Label, 1, 1),
    function("months_between", "相隔月数", What::MonthsBetween, 2, 2),
    function("days_between", "相隔天数", What::DaysBetween, 2, 2),
    function("year", "年份", What::Year, 1, 1),
    function("month", "月份", What::Month, 1, 1),
    function("date", "日期", What::Date, 1, 1),
    function("month_of", "年月", What::MonthOf, 1, 1),
    function("reported", "已报", What::Reported, 1, 1),
    function("lacking", "缺项数", What::Lacking, 1, MANY),
    function("lacking_names", "缺哪些", What::LackingNames, 1, MANY),
    function("absence", "空缺原因", What::Absence, 1, 1),
    function("confirmed", "确认为零", What::Confirmed, 1, 1),
    function("months_short", "连续未完成月数", What::MonthsShort, 2, 2),
    function("months_short_text", "连续未完成情况", What::MonthsShortText, 2, 2),
    code("uscc_form_ok", "信用代码格式正确", CodeFunction::UsccForm),
    code("uscc_check_ok", "信用代码校验正确", CodeFunction::UsccCheck),
    code("uscc_authority_ok", "信用代码登记部门正确", CodeFunction::UsccAuthority),
    code("org_check_ok", "组织机构代码校验正确", CodeFunction::OrgCheck),
    code("phone_ok", "电话正确", CodeFunction::Phone),
    code("mobile_ok", "手机号正确", CodeFunction::Mobile),
    code("division_known", "区划代码存在", CodeFunction::Division),
    code("industry_known", "行业代码存在", CodeFunction::Industry),
    code("industry_prefix_known", "行业中类存在", CodeFunction::IndustryPrefix),
    code("industry_category", "行业所属专业", CodeFunction::IndustryCategory),
    code("project_code_ok", "项目代码正确", CodeFunction::ProjectCode),
    code("id_number_like", "像身份证号", CodeFunction::IdNumberLike),
];

pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name || function.chinese == name)
}

impl Aggregate {
    /// Whether nothing is kept of the values but how many there are and what they add up to.
    pub(super) const fn adds_up(self) -> bool {
        matches!(self, Self::Sum | Self::Avg)
    }

    /// Whether it also takes several values instead of rows: `max(a, b)`.
    pub(super) const fn takes_values(self) -> bool {
        matches!(self, Self::Sum | Self::Avg | Self::Min | Self::Max)
    }

    /// Whether the result tells what the values of the rows are, and not only of how many something is true.
    pub(super) const fn tells_values(self) -> bool {
        matches!(self, Self::Sum | Self::Avg | Self::Min | Self::Max)
    }
}
