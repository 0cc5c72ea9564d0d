//! What there is to say about a code, in one shape for the command line and the page.

use serde::Serialize;

use super::division::{self, CustomUnit, DivisionProblem};
use super::industry::{self, IndustryProblem};
use super::{org, phone, project, uscc};
use crate::message::code as say;

/// The kinds of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// 统一社会信用代码
    Uscc,
    /// 组织机构代码
    Org,
    /// 区划代码
    Division,
    /// 行业代码
    Industry,
    /// 投资项目统一代码
    Project,
    /// 电话
    Phone,
}

/// Whether a code can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// Nothing is wrong with it.
    Valid,
    /// Something is wrong that a look at the papers can overrule.
    Doubtful,
    /// It cannot be used.
    Invalid,
}

/// A code, whether it is good, and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Description {
    /// What kind of code it was taken for.
    pub kind: CodeKind,
    /// The text as it was given.
    pub input: String,
    /// The normal spelling; for a text that is not such a code, the text without blanks.
    pub normal: String,
    /// Whether it can be used.
    pub validity: Validity,
    /// What is wrong with it, one sentence each, the gravest first.
    pub problems: Vec<String>,
    /// What it means.
    pub facts: Vec<Fact>,
}

/// One thing that a code says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is about.
    pub label: &'static str,
    /// What it says.
    pub value: String,
}

/// Reads a code and says what there is to say about it.
///
/// ```
/// use sishang::code::{CodeKind, Validity, describe};
/// let phone = describe(CodeKind::Phone, "（0370）3112345", &[]);
/// assert_eq!((phone.validity, phone.normal.as_str()), (Validity::Valid, "0370-3112345"));
/// ```
pub fn describe(kind: CodeKind, text: &str, custom: &[CustomUnit]) -> Description {
    let mut description = Description {
        kind,
        input: text.to_owned(),
        normal: super::normalise(text),
        validity: Validity::Valid,
        problems: Vec::new(),
        facts: Vec::new(),
    };
    match kind {
        CodeKind::Uscc => description.uscc(custom),
        CodeKind::Org => description.org(),
        CodeKind::Division => description.division(custom),
        CodeKind::Industry => description.industry(),
        CodeKind::Project => description.project(custom),
        CodeKind::Phone => description.phone(),
    }
    description
}

impl Description {
    fn fact(&mut self, label: &'static str, value: impl Into<String>) {
        self.facts.push(Fact { label, value: value.into() });
    }

    fn problem(&mut self, sentence: impl ToString, overridable: bool) {
        self.problems.push(sentence.to_string());
        if self.validity != Validity::Invalid {
            self.validity = if overridable { Validity::Doubtful } else { Validity::Invalid };
        }
    }

    fn uscc(&mut self, custom: &[CustomUnit]) {
        for problem in uscc::problems(&self.input) {
            self.problem(&problem, problem.overridable());
        }
        // An identity number is not printed once more, in whatever spelling.
        if uscc::problems(&self.input).contains(&uscc::UsccProblem::IdentityNumber) {
            say::HIDDEN.clone_into(&mut self.normal);
            say::HIDDEN.clone_into(&mut self.input);
            return;
        }
        let Ok(code) = uscc::read_overridden(&self.input) else { return };
        self.fact("登记管理部门", code.authority().map_or("", |authority| authority.label));
        self.fact("机构类别", code.category().map_or("", |category| category.label));
        self.fact("登记机关区划", say::place(code.region(), custom));
        self.fact("组织机构代码", code.org_code());
    }

    fn org(&mut self) {
        match org::read(&self.input) {
            Ok(code) => {
                self.normal = code.printed();
                self.fact("代码", code.as_str());
                if code.is_head() {
                    self.fact("说明", say::HEAD_ESTABLISHMENT);
                }
            }
            Err(problem) => self.problem(problem, false),
        }
    }

    fn division(&mut self, custom: &[CustomUnit]) {
        match division::read(&self.input, custom) {
            Ok(place) => {
                self.fact("名称", place.name);
                self.fact("全称", division::full_name(&place.code, custom));
                if let Some(level) = place.level {
                    self.fact("级别", say::level(level));
                }
                if place.custom {
                    self.fact("来源", say::CUSTOM_UNIT);
                }
                self.normal = place.code;
            }
            Err(problem) => {
                let overridable = matches!(problem, DivisionProblem::Unknown { known: Some(_), .. });
                if let DivisionProblem::Unknown { known: Some(known), .. } = &problem {
                    self.fact("上级", division::full_name(known.code, custom));
                }
                self.problem(problem, overridable);
            }
        }
    }

    fn industry(&mut self) {
        let code = match industry::read(&self.input) {
            Ok(entry) => {
                self.normal = entry.code.to_owned();
                entry.code.to_owned()
            }
            Err(problem) => {
                let code = match &problem {
                    IndustryProblem::TooShort { found } => found.code.to_owned(),
                    IndustryProblem::UnknownClass { .. } => self.normal.clone(),
                    _ => String::new(),
                };
                let overridable = problem.overridable();
                self.problem(problem, overridable);
                code
            }
        };
        if code.is_empty() {
            return;
        }
        let known = industry::find(&code).map_or_else(|| code.get(..3).unwrap_or_default(), |entry| entry.code);
        for entry in industry::path(known) {
            self.fact(say::industry_level(entry.code), say::entry(&entry));
        }
        self.fact("四上专业", say::category(industry::category(&code)));
    }

    fn project(&mut self, custom: &[CustomUnit]) {
        match project::read(&self.input) {
            Ok(code) => {
                self.normal = code.printed();
                self.fact("赋码时间", code.era().map(say::era).unwrap_or_default());
                self.fact("地区", say::place(code.region(), custom));
                match code.era() {
                    Some(project::Era::Yearly { .. }) => {
                        self.fact("行业大类", say::industry(code.department()));
                    }
                    _ => self.fact("中央业务指导部门代码", code.department()),
                }
                self.fact("项目类型代码", code.kind());
                self.fact("顺序号", code.serial());
            }
            Err(problem) => self.problem(problem, false),
        }
    }

    fn phone(&mut self) {
        match phone::read(&self.input) {
            Ok(number) => {
                self.normal = number.to_string();
                match number {
                    phone::Phone::Mobile(_) => self.fact("类型", say::MOBILE),
                    phone::Phone::Landline { area, extension, .. } => {
                        self.fact("类型", say::LANDLINE);
                        self.fact("区号", area.unwrap_or_else(|| say::NONE.to_owned()));
                        if let Some(extension) = extension {
                            self.fact("分机", extension);
                        }
                    }
                }
            }
            Err(problem) => self.problem(problem, false),
        }
    }
}

#[cfg(test)]
mod tests;
