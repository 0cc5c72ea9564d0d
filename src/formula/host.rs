//! The functions that know about codes, as plain pointers into [`crate::code`].

use super::value::Value;
use crate::code::division::CustomUnit;
use crate::code::{division, identity, industry, org, phone, project, uscc};

/// A function of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodeFunction {
    UsccForm,
    UsccCheck,
    UsccAuthority,
    OrgCheck,
    Phone,
    Mobile,
    Division,
    Industry,
    IndustryPrefix,
    IndustryCategory,
    ProjectCode,
    IdNumberLike,
}

enum Pointer {
    Test(fn(&str) -> bool),
    /// Also asks among the scheme's own divisions.
    Place(fn(&str, &[CustomUnit]) -> bool),
    Name(fn(&str) -> &'static str),
}

impl CodeFunction {
    pub(super) const fn gives_text(self) -> bool {
        matches!(self, Self::IndustryCategory)
    }

    pub(super) fn call(self, text: &str, own: &[CustomUnit]) -> Value {
        match self.pointer() {
            Pointer::Test(test) => Value::Bool(test(text)),
            Pointer::Place(test) => Value::Bool(test(text, own)),
            Pointer::Name(name) => Value::text(name(text)),
        }
    }

    fn pointer(self) -> Pointer {
        match self {
            Self::UsccForm => Pointer::Test(uscc::form_ok),
            Self::UsccCheck => Pointer::Test(uscc::check_ok),
            Self::UsccAuthority => Pointer::Test(uscc::authority_ok),
            Self::OrgCheck => Pointer::Test(org::check_ok),
            Self::Phone => Pointer::Test(phone::ok),
            Self::Mobile => Pointer::Test(phone::mobile_ok),
            Self::Division => Pointer::Place(division::known),
            Self::Industry => Pointer::Test(industry::known),
            Self::IndustryPrefix => Pointer::Test(industry::prefix_known),
            Self::IndustryCategory => Pointer::Name(|text| industry::category(text).name()),
            Self::ProjectCode => Pointer::Test(project::ok),
            Self::IdNumberLike => Pointer::Test(identity::looks_like),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CodeFunction as F;
    use super::*;

    #[test]
    fn codes_are_judged_by_their_modules() {
        for (function, text, expected) in [
            (F::UsccForm, "91110000600037341L", true),
            (F::UsccForm, "9111000060003IOZSV", false),
            (F::UsccCheck, "91110000600037341L", true),
            (F::UsccCheck, "91110000600037341N", false),
            (F::UsccAuthority, "362322198709086409", false),
            (F::OrgCheck, "600037341", true),
            (F::OrgCheck, "MA5AP9ET5", false),
            (F::Phone, "0539-8123456", true),
            (F::Mobile, "0539-8123456", false),
            (F::Mobile, "13800000000", true),
            (F::Division, "371302", true),
            (F::Division, "999999", false),
            (F::Industry, "1311", true),
            (F::Industry, "9999", false),
            (F::IndustryPrefix, "1319", true),
            (F::ProjectCode, "2106-370602-04-01-123456", true),
            (F::IdNumberLike, "360426199101010071", true),
        ] {
            assert_eq!(function.call(text, &[]), Value::Bool(expected), "{function:?} {text}");
        }
        for (code, expected) in
            [("1311", "工业"), ("5131", "批发"), ("7010", "房地产开发"), ("7810", "服务业"), ("0111", "")]
        {
            assert_eq!(F::IndustryCategory.call(code, &[]), Value::text(expected));
        }
        let zone =
            CustomUnit { code: "411425401".to_owned(), name: "虞城高新区".to_owned(), parent: String::new() };
        assert_eq!(F::Division.call("411425401000", &[]), Value::Bool(false));
        assert_eq!(F::Division.call("411425401000", &[zone]), Value::Bool(true));
    }
}
