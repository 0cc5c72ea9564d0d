//! Sentences about codes: what is wrong, where, and what to do.

use std::fmt;

use crate::code::division::{self, CustomUnit, DivisionProblem};
use crate::code::industry::{self, Category, IndustryProblem};
use crate::code::list::Entry;
use crate::code::org::OrgProblem;
use crate::code::phone::PhoneProblem;
use crate::code::project::{Era, ProjectProblem};
use crate::code::uscc::UsccProblem;

/// Where the list of divisions comes from; its licence asks that this be shown with the product's sources.
pub const DIVISIONS_SOURCE: &str = "行政区划：民政部国家地名信息库（截至 2025 年 12 月 31 日），按 CC BY 4.0 许可使用";
/// Where the list of industries comes from.
pub const INDUSTRIES_SOURCE: &str = "行业分类：《国民经济行业分类》（GB/T 4754—2017）";
/// In place of an identity number, which is never shown again.
pub const HIDDEN: &str = "（不显示）";
/// Nothing to say.
pub const NONE: &str = "无";
/// A mobile number.
pub const MOBILE: &str = "手机";
/// A landline number.
pub const LANDLINE: &str = "固定电话";
/// Where a custom unit comes from.
pub const CUSTOM_UNIT: &str = "本单位自行添加";
/// An organisation code that ends with B.
pub const HEAD_ESTABLISHMENT: &str = "产业活动单位本部（末位 B 为统计约定）";

impl fmt::Display for UsccProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "没有填写统一社会信用代码"),
            Self::Length { found } => {
                write!(f, "统一社会信用代码应为 18 位，现为 {found} 位；请对照营业执照补全")
            }
            Self::Alphabet { position, found } => {
                write!(f, "第 {position} 位“{}”不是统一社会信用代码使用的字符", shown(*found))?;
                write!(f, "{}", look_alike(*found))
            }
            Self::Region { position, found } => {
                write!(f, "第 {position} 位“{found}”应为数字：第 3—8 位是登记机关的区划代码")
            }
            Self::Zeros => write!(f, "全是 0 的代码只是占位，不能使用；请填写营业执照上的代码"),
            Self::IdentityNumber => {
                write!(f, "这是居民身份证号码，不是统一社会信用代码；本台账不收集身份证号码，请删去")
            }
            Self::Authority { found } => {
                write!(f, "第 1 位“{found}”不是登记管理部门代码（应为 1—9、A、N 或 Y）；请对照营业执照")
            }
            Self::Category { authority, found } => {
                write!(f, "第 2 位“{found}”不是{}登记的机构类别（应为 ", authority.label)?;
                for (at, category) in authority.categories.iter().enumerate() {
                    write!(f, "{}{}{}", if at == 0 { "" } else { "、" }, category.code, category.label)?;
                }
                write!(f, "）；请对照营业执照")
            }
            Self::Check { expected, found, org_ok } => {
                write!(f, "校验不通过：按前 17 位计算，第 18 位应为 {expected}，现为 {found}；")?;
                if *org_ok {
                    write!(
                        f,
                        "请对照营业执照逐位核对，确实无误的（少数早期登记的代码如此）可说明“已核对营业执照”后保留"
                    )
                } else {
                    write!(f, "第 9—17 位组织机构代码也不通过，多半是录入有误，请对照营业执照逐位核对")
                }
            }
            Self::OrgCheck { expected, found } => {
                write!(
                    f,
                    "第 9—17 位组织机构代码校验不通过：第 17 位应为 {expected}，现为 {found}；请对照营业执照逐位核对"
                )
            }
        }
    }
}

impl fmt::Display for OrgProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "没有填写组织机构代码"),
            Self::Length { found } => write!(f, "组织机构代码应为 9 位（不计连字符），现为 {found} 位"),
            Self::Alphabet { position, found } => {
                write!(f, "第 {position} 位“{}”不是数字或大写字母", shown(*found))
            }
            Self::Zeros => write!(f, "全是 0 的代码只是占位，不能使用"),
            Self::Check { expected, found } => {
                write!(f, "校验不通过：按前 8 位计算，末位应为 {expected}，现为 {found}；请逐位核对")
            }
        }
    }
}

impl fmt::Display for DivisionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "没有填写区划代码"),
            Self::Character { position, found } => write!(f, "区划代码第 {position} 位“{}”不是数字", shown(*found)),
            Self::Length { found } => {
                write!(f, "区划代码应为 2、4、6、9 或 12 位数字，现为 {found} 位")
            }
            Self::Unknown { code, known: Some(known) } => write!(
                f,
                "没有找到区划代码 {code}；已有的上级是 {}。如果是开发区、园区、农场等，请由县级添加为自定义单位",
                entry(known)
            ),
            Self::Unknown { code, known: None } => {
                write!(f, "没有找到区划代码 {code}，它的前两位也不是省级代码；请核对")
            }
        }
    }
}

impl fmt::Display for IndustryProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "没有填写行业代码"),
            Self::Character { found } => write!(f, "行业代码应为 4 位数字，其中的“{}”不是数字", shown(*found)),
            Self::Length { found } => write!(f, "行业代码应为 4 位数字，现为 {found} 位"),
            Self::TooShort { found } => write!(f, "{} 不是行业小类；请填写它下面的 4 位小类代码", entry(found)),
            Self::UnknownClass { group } => {
                write!(f, "行业中类 {} 下没有找到这个小类；请核对，确实无误的可说明后保留", entry(group))
            }
            Self::Unknown { code, known: Some(known) } => {
                write!(f, "国民经济行业分类中没有 {code}；已有的上级是 {}", entry(known))
            }
            Self::Unknown { code, known: None } => write!(f, "国民经济行业分类中没有 {code}，请核对"),
            Self::Letter { expected, found } => write!(f, "门类字母应为 {expected}，现为 {found}"),
        }
    }
}

impl fmt::Display for ProjectProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "没有填写项目代码"),
            Self::Character { position, found } => {
                write!(f, "项目代码只有数字，第 {position} 位“{}”不是数字（连字符不计）", shown(*found))
            }
            Self::Length { found } => {
                write!(f, "项目代码应为 20 位数字（连同 4 个连字符共 24 位），现为 {found} 位数字")
            }
            Self::Date { found } => {
                write!(f, "前 4 位“{found}”不是赋码时间：应为年月（如 2106 即 2021 年 6 月）或 2015—2020 的年份")
            }
        }
    }
}

impl fmt::Display for PhoneProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "没有填写电话"),
            Self::Character { found } => write!(f, "电话中的“{}”不是数字；一格只填一个号码", shown(*found)),
            Self::MobileLength { found } if *found >= 18 => write!(f, "这里像有不止一个号码；一格只填一个号码"),
            Self::MobileLength { found } => write!(f, "手机号码应为 11 位，现为 {found} 位"),
            Self::MobilePrefix => write!(f, "手机号码应以 13—19 开头"),
            Self::Area => write!(f, "区号不正确；请写成 0370-3112345 的样子"),
            Self::LandlineLength { found } => write!(f, "固定电话（不计区号）应为 7 或 8 位，现为 {found} 位"),
            Self::LandlinePrefix => write!(f, "固定电话（不计区号）不能以 0 或 1 开头"),
            Self::Extension => write!(f, "分机号应为 1—6 位数字，一格只填一个号码"),
        }
    }
}

impl std::error::Error for UsccProblem {}
impl std::error::Error for OrgProblem {}
impl std::error::Error for DivisionProblem {}
impl std::error::Error for IndustryProblem {}
impl std::error::Error for ProjectProblem {}
impl std::error::Error for PhoneProblem {}

/// `411425 虞城县`
pub fn entry(entry: &Entry<'_>) -> String {
    format!("{} {}", entry.code, entry.name)
}

/// A division with its full name. Codes of abolished divisions stay in use, so an unknown one is no fault.
pub fn place(code: &str, custom: &[CustomUnit]) -> String {
    match division::full_name(code, custom) {
        _ if code.bytes().all(|b| b == b'0') => format!("{code} 国家"),
        name if name.is_empty() => format!("{code}（现行区划中没有，可能已调整）"),
        name => format!("{code} {name}"),
    }
}

/// An industry of any level with its name.
pub fn industry(code: &str) -> String {
    industry::find(code).map_or_else(|| format!("{code}（没有这个行业）"), |found| entry(&found))
}

/// The level of a division.
pub fn level(level: division::Level) -> &'static str {
    match level {
        division::Level::Province => "省级",
        division::Level::Prefecture => "地级",
        division::Level::County => "县级",
        division::Level::Township => "乡级",
        division::Level::Village => "村级（名称为所在乡级单位）",
    }
}

/// What a code of the industry list is called by its length.
pub fn industry_level(code: &str) -> &'static str {
    match code.len() {
        1 => "门类",
        2 => "大类",
        3 => "中类",
        _ => "小类",
    }
}

/// The category with the floor in force since 2019; a scheme may set others.
pub fn category(category: Category) -> String {
    let floor = |what: &str| category.floor().map(|at| format!("（年{what} {at} 万元及以上）")).unwrap_or_default();
    let who = match category {
        Category::Construction => "（有总承包或专业承包资质的全部）".to_owned(),
        Category::RealEstate => "（有开发经营活动的全部）".to_owned(),
        Category::None => return "不属于四上专业（只有有 5000 万元及以上在建项目的法人单位纳入）".to_owned(),
        Category::Services(_) => floor("营业收入"),
        _ => floor("主营业务收入"),
    };
    format!("{}{who}", category.name())
}

/// When a project code was given.
pub fn era(era: Era) -> String {
    match era {
        Era::Yearly { year } => format!("{year} 年（旧规则）"),
        Era::Monthly { year, month } => format!("{year} 年 {month} 月"),
    }
}

/// A character that can be seen: control characters by their number.
fn shown(c: char) -> String {
    if c.is_control() || c.is_whitespace() { format!("U+{:04X}", u32::from(c)) } else { c.to_string() }
}

/// What a letter that the code never uses was probably meant to be.
fn look_alike(c: char) -> &'static str {
    match c {
        'I' => "，可能是数字 1",
        'O' => "，可能是数字 0",
        'S' => "，可能是数字 5",
        'V' => "，可能是字母 U 或 Y",
        'Z' => "，可能是数字 2",
        _ => "",
    }
}
