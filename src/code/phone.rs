//! Telephone numbers: mobile, or landline with or without area code and extension.
//!
//! Mobile numbers are 1, then 3 to 9, then nine digits: the lists of prefixes in use grow every year, so none is kept.

use super::fold;

/// A number in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phone {
    /// Eleven digits.
    Mobile(String),
    /// The local number has 7 or 8 digits.
    Landline { area: Option<String>, number: String, extension: Option<String> },
}

/// What is wrong with a text that should be a telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneProblem {
    /// Nothing but blanks.
    Empty,
    /// Neither a digit nor a separator.
    Character { found: char },
    /// It begins like a mobile number, which has 11 digits.
    MobileLength { found: usize },
    /// Eleven digits that begin with 10, 11 or 12.
    MobilePrefix,
    /// It begins with 0, but no area code follows.
    Area,
    /// The local part of a landline number has not 7 or 8 digits.
    LandlineLength { found: usize },
    /// The local part of a landline number begins with 0 or 1.
    LandlinePrefix,
    /// The extension has not 1 to 6 digits, or there are two.
    Extension,
}

/// Reads a number as people write it: blanks, hyphens, brackets, +86 and 转 are understood.
///
/// ```
/// use sishang::code::phone;
/// assert_eq!(phone::read("+86 138 0000 1234").unwrap().to_string(), "13800001234");
/// assert_eq!(phone::read("（0370）3112345转801").unwrap().to_string(), "0370-3112345-801");
/// ```
pub fn read(text: &str) -> Result<Phone, PhoneProblem> {
    let folded = folded(text);
    let groups: Vec<&str> = folded.split('-').filter(|group| !group.is_empty()).collect();
    let digits = groups.concat();
    if let Some(found) = digits.chars().find(|c| !c.is_ascii_digit()) {
        return Err(PhoneProblem::Character { found });
    }
    match (digits.chars().next(), digits.len()) {
        (None, _) => Err(PhoneProblem::Empty),
        (Some('1'), 11) if matches!(digits.as_bytes().get(1), Some(b'3'..=b'9')) => Ok(Phone::Mobile(digits)),
        (Some('1'), 11) => Err(PhoneProblem::MobilePrefix),
        (Some('1'), found) => Err(PhoneProblem::MobileLength { found }),
        _ => landline(&groups),
    }
}

/// A mobile or a landline number (rule R011).
pub fn ok(text: &str) -> bool {
    read(text).is_ok()
}

/// A mobile number.
pub fn mobile_ok(text: &str) -> bool {
    matches!(read(text), Ok(Phone::Mobile(_)))
}

/// Digits and hyphens, without the country code; what does not belong stays in to be named.
fn folded(text: &str) -> String {
    let text: String = text
        .chars()
        .filter_map(fold)
        .map(|c| if matches!(c, '(' | ')' | '（' | '）' | '转' | '轉' | '.' | '/' | '_') { '-' } else { c })
        .collect();
    let text = text.trim_start_matches('-');
    let text = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(text);
    text.to_owned()
}

fn landline(groups: &[&str]) -> Result<Phone, PhoneProblem> {
    let mut groups = groups.iter().copied();
    let mut number = groups.next().unwrap_or_default().to_owned();
    let mut area = None;
    if number.starts_with('0') {
        // 010 and 02x are the areas with three digits.
        let length = if number.starts_with("01") || number.starts_with("02") { 3 } else { 4 };
        let (code, rest) = number.split_at_checked(length).ok_or(PhoneProblem::Area)?;
        if code.starts_with("00") || code.starts_with("01") && code != "010" {
            return Err(PhoneProblem::Area);
        }
        (area, number) = (Some(code.to_owned()), rest.to_owned());
    }
    // A number may be written in groups (311 2345); what comes when it is complete is the extension.
    while number.len() < 7 {
        let Some(group) = groups.next() else { break };
        number.push_str(group);
    }
    let extension = groups.next().map(str::to_owned);
    match number.chars().next() {
        _ if !(7..=8).contains(&number.len()) => Err(PhoneProblem::LandlineLength { found: number.len() }),
        Some('0' | '1') => Err(PhoneProblem::LandlinePrefix),
        _ if groups.next().is_some() || extension.as_ref().is_some_and(|e| e.len() > 6) => Err(PhoneProblem::Extension),
        _ => Ok(Phone::Landline { area, number, extension }),
    }
}

impl std::fmt::Display for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Mobile(number) => f.write_str(number),
            Self::Landline { area, number, extension } => {
                if let Some(area) = area {
                    write!(f, "{area}-")?;
                }
                f.write_str(number)?;
                extension.as_ref().map_or(Ok(()), |extension| write!(f, "-{extension}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, PhoneProblem>) {
        assert_eq!(read(text).map(|phone| phone.to_string()), expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn numbers_as_people_write_them() {
        check("13800001234", Ok("13800001234"));
        check("19200001234", Ok("19200001234"));
        check("16600001234", Ok("16600001234"));
        check("１３８ ００００ １２３４", Ok("13800001234"));
        check("138-0000-1234", Ok("13800001234"));
        check("+86 13800001234", Ok("13800001234"));
        check("\u{202d}13800001234\u{202c}", Ok("13800001234"));
        check("0370-3112345", Ok("0370-3112345"));
        check("03703112345", Ok("0370-3112345"));
        check("（0370）3112345", Ok("0370-3112345"));
        check("0370—3112345—801", Ok("0370-3112345-801"));
        check("3112345", Ok("3112345"));
        check("82345678", Ok("82345678"));
        check("3112345转8", Ok("3112345-8"));
        check("010-82345678", Ok("010-82345678"));
        check("02182345678-123456", Ok("021-82345678-123456"));
        check("0370 311 2345", Ok("0370-3112345"));
    }

    #[test]
    fn numbers_that_are_wrong() {
        check(" ", Err(PhoneProblem::Empty));
        check("--", Err(PhoneProblem::Empty));
        check("1380000123", Err(PhoneProblem::MobileLength { found: 10 }));
        check("138000012345", Err(PhoneProblem::MobileLength { found: 12 }));
        check("12800001234", Err(PhoneProblem::MobilePrefix));
        check("1380000123O", Err(PhoneProblem::Character { found: 'O' }));
        check("无", Err(PhoneProblem::Character { found: '无' }));
        check("0370-311234", Err(PhoneProblem::LandlineLength { found: 6 }));
        check("0370-311234567", Err(PhoneProblem::LandlineLength { found: 9 }));
        check("0370-1112345", Err(PhoneProblem::LandlinePrefix));
        check("03", Err(PhoneProblem::Area));
        check("0123-82345678", Err(PhoneProblem::Area));
        check("0370-3112345-1234567", Err(PhoneProblem::Extension));
        check("0370-3112345-1-2", Err(PhoneProblem::Extension));
        check("13800001234 13900001234", Err(PhoneProblem::MobileLength { found: 22 }));
    }

    #[test]
    fn mobile_or_not() {
        assert!(mobile_ok("13800001234"));
        assert!(!mobile_ok("0370-3112345"));
        assert!(ok("0370-3112345"));
    }
}
