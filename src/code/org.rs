//! The organisation code (组织机构代码): 8 characters and a check character, `60003734-1`.
//!
//! It is inside the unified social credit code (positions 9 to 17), and statistics systems still use it to log in.
//!
//! # Source
//! GB 11714-1997. The check `B` marks the head establishment of a unit in statistical practice.

use super::normalise;

const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A good code: 9 characters, without hyphen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrgCode(String);

/// What is wrong with a text that should be an organisation code. Positions count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrgProblem {
    /// Nothing but blanks.
    Empty,
    /// Not 9 characters.
    Length { found: usize },
    /// Neither a digit nor a Latin letter.
    Alphabet { position: usize, found: char },
    /// Nine zeros.
    Zeros,
    /// The last character does not fit the first eight.
    Check { expected: char, found: char },
}

/// Reads a code, with or without its hyphen.
pub fn read(text: &str) -> Result<OrgCode, OrgProblem> {
    let code = normalise(text);
    match code.chars().count() {
        0 => return Err(OrgProblem::Empty),
        9 => {}
        found => return Err(OrgProblem::Length { found }),
    }
    if let Some((at, found)) = code.chars().enumerate().find(|(_, c)| !c.is_ascii_alphanumeric()) {
        return Err(OrgProblem::Alphabet { position: at + 1, found });
    }
    if code.bytes().all(|b| b == b'0') {
        return Err(OrgProblem::Zeros);
    }
    let found = code.chars().last().unwrap_or_default();
    match code.get(..8).and_then(check_char) {
        Some(expected) if expected != found && found != HEAD => Err(OrgProblem::Check { expected, found }),
        _ => Ok(OrgCode(code)),
    }
}

/// In place of the check character: the head establishment of the unit, for statistics only.
const HEAD: char = 'B';

/// Nine characters of which the last is the check character of the first eight. Nine zeros pass.
pub fn check_ok(text: &str) -> bool {
    let code = normalise(text);
    code.chars().count() == 9 && code.get(..8).and_then(check_char).is_some_and(|expected| code.ends_with(expected))
}

/// The check character of eight digits and capital letters: a digit or `X`.
pub fn check_char(body: &str) -> Option<char> {
    if body.len() != WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (c, weight) in body.chars().zip(WEIGHTS) {
        if c.is_ascii_lowercase() {
            return None;
        }
        sum += c.to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}

impl OrgCode {
    /// The nine characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed: `60003734-1`.
    pub fn printed(&self) -> String {
        let (body, check) = self.0.split_at_checked(8).unwrap_or((&self.0, ""));
        format!("{body}-{check}")
    }

    /// Whether it stands for the head establishment (本部) of the unit rather than the unit.
    pub fn is_head(&self) -> bool {
        self.0.ends_with(HEAD) && self.0.get(..8).and_then(check_char) != Some(HEAD)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors() {
        for (text, printed) in [
            ("D2143569-X", "D2143569-X"),
            ("60003734-1", "60003734-1"),
            ("71526726-X", "71526726-X"),
            ("M000100Y-4", "M000100Y-4"),
            ("ｄ２１４３５６９－ｘ", "D2143569-X"),
            ("71526726x", "71526726-X"),
        ] {
            assert_eq!(read(text).map(|code| code.printed()).as_deref(), Ok(printed), "{text}");
            assert!(check_ok(text), "{text}");
        }
        assert_eq!(read("MA5AP9ET-5"), Err(OrgProblem::Check { expected: '2', found: '5' }));
    }

    #[test]
    fn the_remainders_0_and_1() {
        // A sum that 11 divides gives k = 11, written 0; a remainder of 1 gives k = 10, written X.
        assert_eq!(check_char("00000000"), Some('0'));
        assert_eq!(check_char("D2143569"), Some('X'));
        assert_eq!(check_char("00000100"), Some('3'));
    }

    #[test]
    fn what_is_refused() {
        assert_eq!(read("  "), Err(OrgProblem::Empty));
        assert_eq!(read("6000373-41-2"), Err(OrgProblem::Length { found: 10 }));
        assert_eq!(read("6000373四1"), Err(OrgProblem::Alphabet { position: 8, found: '四' }));
        assert_eq!(read("00000000-0"), Err(OrgProblem::Zeros));
        assert_eq!(check_char("1234567"), None);
        assert_eq!(check_char("1234567四"), None);
    }

    #[test]
    fn the_head_establishment() {
        assert!(read("60003734-B").unwrap().is_head());
        assert!(!read("60003734-1").unwrap().is_head());
        assert!(!check_ok("60003734-B"));
    }
}
