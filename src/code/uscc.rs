//! The unified social credit code (统一社会信用代码), 18 characters.
//!
//! | position | meaning |
//! |---|---|
//! | 1 | registering authority (登记管理部门) |
//! | 2 | category of the holder (机构类别) |
//! | 3–8 | division of the registering office |
//! | 9–17 | organisation code, with its own check character ([`super::org`]) |
//! | 18 | check character over the first 17 |
//!
//! The check character alone is not enough: eighteen zeros and some identity numbers pass it, and some codes really
//! issued before 2016 fail it. So the failures are kept apart, and [`UsccProblem::overridable`] says which of them a
//! look at the licence can overrule.
//!
//! # Source
//! GB 32100-2015 with its amendment of 2016.

mod authority;

pub use authority::{Authority, Category};

use super::{identity, normalise, org};

/// The 31 characters of the code, in the order of their values. I, O, S, V and Z are not among them.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Powers of 3 modulo 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// A code of the right form, in its normal spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc(String);

/// What is wrong with a text that should be a unified social credit code. Positions count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsccProblem {
    /// Nothing but blanks.
    Empty,
    /// Not 18 characters.
    Length { found: usize },
    /// A character that the code never uses.
    Alphabet { position: usize, found: char },
    /// A letter among the digits of the registering office's division (positions 3 to 8).
    Region { position: usize, found: char },
    /// Eighteen zeros, which pass both check characters.
    Zeros,
    /// A resident identity number; it must not be entered here or anywhere.
    IdentityNumber,
    /// The first character names no registering authority.
    Authority { found: char },
    /// The authority has no such category of holders.
    Category { authority: &'static Authority, found: char },
    /// The last character does not fit the first 17.
    Check { expected: char, found: char, org_ok: bool },
    /// The organisation code inside (positions 9 to 17) does not fit its own check character.
    OrgCheck { expected: char, found: char },
}

impl UsccProblem {
    /// Whether a clerk who has seen the licence may keep the code: only the check characters can be overruled.
    pub fn overridable(&self) -> bool {
        matches!(self, Self::Check { .. } | Self::OrgCheck { .. })
    }
}

/// Reads a code: normal spelling, or the gravest thing that is wrong with it.
///
/// ```
/// use sishang::code::uscc;
/// let code = uscc::read("９１ 110000 600037341l").unwrap();
/// assert_eq!(code.as_str(), "91110000600037341L");
/// assert_eq!(code.category().map(|c| c.label), Some("企业"));
/// ```
pub fn read(text: &str) -> Result<Uscc, UsccProblem> {
    let code = form(text)?;
    match problems_of(&code).into_iter().next() {
        Some(problem) => Err(problem),
        None => Ok(code),
    }
}

/// Reads a code whose check characters somebody has compared with the licence: they are not held against it.
pub fn read_overridden(text: &str) -> Result<Uscc, UsccProblem> {
    let code = form(text)?;
    match problems_of(&code).into_iter().find(|problem| !problem.overridable()) {
        Some(problem) => Err(problem),
        None => Ok(code),
    }
}

/// Everything that is wrong with the text, the gravest first; empty for a good code. The check characters are not spoken
/// of where something graver is wrong.
pub fn problems(text: &str) -> Vec<UsccProblem> {
    match form(text) {
        Ok(code) => problems_of(&code),
        Err(problem) => vec![problem],
    }
}

/// Length and alphabet are right (rule R001).
pub fn form_ok(text: &str) -> bool {
    form(text).is_ok()
}

/// The form is right and the last character fits (rule R002). Alone it proves little: see the module's text.
pub fn check_ok(text: &str) -> bool {
    form(text).is_ok_and(|code| check_of(&code.0).is_some_and(|expected| code.0.ends_with(expected)))
}

/// The form is right, and the authority has such a category (rule R003).
pub fn authority_ok(text: &str) -> bool {
    form(text).is_ok_and(|code| code.category().is_some())
}

/// The form is right, and the organisation code inside fits its own check character (rule R004).
pub fn org_check_ok(text: &str) -> bool {
    form(text).is_ok_and(|code| org::check_ok(code.org_code()))
}

/// A code that is valid by algorithm: authority, category and division (8 characters) and the first 8 characters of
/// the organisation code are given, both check characters are computed. For examples and tests: such a code may well
/// belong to somebody.
///
/// Nothing if the parts have not the right length and characters.
///
/// ```
/// assert_eq!(sishang::code::uscc::make("91110000", "60003734").as_deref(), Some("91110000600037341L"));
/// ```
pub fn make(authority: &str, org8: &str) -> Option<String> {
    if authority.len() != 8 || org8.len() != 8 {
        return None;
    }
    let mut code = format!("{authority}{org8}{}", org::check_char(org8)?);
    code.push(check_of(&code)?);
    form_ok(&code).then_some(code)
}

impl Uscc {
    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Who registered the holder; nothing for a first character without meaning.
    pub fn authority(&self) -> Option<&'static Authority> {
        authority::find(self.0.chars().next()?)
    }

    /// What kind of holder it is; nothing if the authority has no such category.
    pub fn category(&self) -> Option<&'static Category> {
        self.authority()?.category(self.0.chars().nth(1)?)
    }

    /// The county of the registering office: 6 digits, as it was called at registration.
    pub fn region(&self) -> &str {
        self.0.get(2..8).unwrap_or_default()
    }

    /// The organisation code: 9 characters, without hyphen.
    pub fn org_code(&self) -> &str {
        self.0.get(8..17).unwrap_or_default()
    }
}

impl std::fmt::Display for Uscc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Length, alphabet, digits in the division.
fn form(text: &str) -> Result<Uscc, UsccProblem> {
    let text = normalise(text);
    match text.chars().count() {
        0 => return Err(UsccProblem::Empty),
        18 => {}
        found => return Err(UsccProblem::Length { found }),
    }
    for (at, found) in text.chars().enumerate() {
        let position = at + 1;
        if value(found).is_none() {
            return Err(UsccProblem::Alphabet { position, found });
        }
        if (3..=8).contains(&position) && !found.is_ascii_digit() {
            return Err(UsccProblem::Region { position, found });
        }
    }
    Ok(Uscc(text))
}

/// What is wrong with a code of the right form, the gravest first.
fn problems_of(code: &Uscc) -> Vec<UsccProblem> {
    let mut problems = Vec::new();
    let mut letters = code.0.chars();
    let (first, second) = (letters.next().unwrap_or_default(), letters.next().unwrap_or_default());
    let last = letters.next_back().unwrap_or_default();
    if code.0.bytes().all(|b| b == b'0') {
        return vec![UsccProblem::Zeros];
    }
    match code.authority() {
        None => problems.push(UsccProblem::Authority { found: first }),
        Some(authority) if authority.category(second).is_none() => {
            problems.push(UsccProblem::Category { authority, found: second });
        }
        Some(_) => {}
    }
    let org_ok = org::check_ok(code.org_code());
    if let Some(expected) = check_of(&code.0).filter(|&expected| expected != last) {
        problems.push(UsccProblem::Check { expected, found: last, org_ok });
    }
    if let (false, Some(body)) = (org_ok, code.org_code().get(..8)) {
        let found = code.org_code().chars().last().unwrap_or_default();
        problems.extend(org::check_char(body).map(|expected| UsccProblem::OrgCheck { expected, found }));
    }
    // A flawless code may look like an identity number by chance; a flawed one that does is one.
    if !problems.is_empty() && identity::looks_like(&code.0) {
        return vec![UsccProblem::IdentityNumber];
    }
    // Where the authority is wrong, advice about check characters would only mislead.
    if problems.iter().any(|problem| !problem.overridable()) {
        problems.retain(|problem| !problem.overridable());
    }
    problems
}

/// The check character over the first 17 characters.
fn check_of(code: &str) -> Option<char> {
    let mut sum = 0;
    for (c, weight) in code.chars().zip(WEIGHTS) {
        sum += value(c)? * weight;
    }
    // The outer remainder matters: a sum of 0 gives 0, not 31.
    ALPHABET.chars().nth((31 - sum % 31) % 31)
}

fn value(c: char) -> Option<usize> {
    ALPHABET.chars().position(|a| a == c)
}

#[cfg(test)]
mod tests;
