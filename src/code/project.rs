//! The national code of an investment project (投资项目统一代码): 20 digits, printed with four hyphens as
//! `2106-370602-04-01-123456`, which is why people speak of its 24 places.
//!
//! | digits | since November 2020 | before |
//! |---|---|---|
//! | 4 | year and month, `YYMM` | year |
//! | 6 | division | division |
//! | 2 | central department in charge | industry (大类) |
//! | 2 | kind of project | kind of project |
//! | 6 | 5 random digits and a check digit | serial number |
//!
//! The formula of the check digit is not published, so the form is all that is checked.
//!
//! # Source
//! GB/T 40058-2021; 发改投资〔2020〕1439号.

use super::normalise;

/// When a code was given, which also tells how to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Era {
    /// The rule until 2020: the code begins with a year, 2015 to 2020.
    Yearly { year: u16 },
    /// The rule since: the code begins with year and month.
    Monthly { year: u16, month: u8 },
}

/// A code of the right form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectCode(String);

/// What is wrong with a text that should be a project code. Positions count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectProblem {
    /// Nothing but blanks.
    Empty,
    /// Not a digit.
    Character { position: usize, found: char },
    /// Not 20 digits.
    Length { found: usize },
    /// The first four digits are neither a year (2015 to 2020) nor a year and a month (2020 or later).
    Date { found: String },
}

/// Reads a code, with or without its hyphens.
///
/// ```
/// use sishang::code::project::{self, Era};
/// let code = project::read("2106-370602-04-01-123456").unwrap();
/// assert_eq!(code.era(), Some(Era::Monthly { year: 2021, month: 6 }));
/// assert_eq!(code.region(), "370602");
/// ```
pub fn read(text: &str) -> Result<ProjectCode, ProjectProblem> {
    let digits = normalise(text);
    if digits.is_empty() {
        return Err(ProjectProblem::Empty);
    }
    if let Some((at, found)) = digits.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
        return Err(ProjectProblem::Character { position: at + 1, found });
    }
    if digits.len() != 20 {
        return Err(ProjectProblem::Length { found: digits.len() });
    }
    let code = ProjectCode(digits);
    match code.era() {
        Some(_) => Ok(code),
        None => Err(ProjectProblem::Date { found: code.part(0..4).to_owned() }),
    }
}

/// Of the right form (rule for the field 项目代码).
pub fn ok(text: &str) -> bool {
    read(text).is_ok()
}

impl ProjectCode {
    /// The 20 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed on approvals: groups of 4, 6, 2, 2 and 6.
    pub fn printed(&self) -> String {
        [self.part(0..4), self.region(), self.department(), self.kind(), self.serial()].join("-")
    }

    /// When it was given. As `YYMM`, 2015 to 2020 would be months 15 to 20, so the two rules never meet.
    pub fn era(&self) -> Option<Era> {
        let date: u16 = self.part(0..4).parse().ok()?;
        let (year, month) = (date / 100, u8::try_from(date % 100).ok()?);
        match date {
            2015..=2020 => Some(Era::Yearly { year: date }),
            _ if year >= 20 && (1..=12).contains(&month) => Some(Era::Monthly { year: 2000 + year, month }),
            _ => None,
        }
    }

    /// The division that registered the project: 6 digits, `000000` for the State, `370000` for a province.
    pub fn region(&self) -> &str {
        self.part(4..10)
    }

    /// The third group: the central department in charge, or before 2020 the industry.
    pub fn department(&self) -> &str {
        self.part(10..12)
    }

    /// The fourth group: the kind of project.
    pub fn kind(&self) -> &str {
        self.part(12..14)
    }

    /// The last group.
    pub fn serial(&self) -> &str {
        self.part(14..20)
    }

    /// Whether a project of this office (a division code of 6 digits or more) may carry the code: it was registered by
    /// the office's own county, by the city or province above it, or by the State.
    pub fn may_belong_to(&self, office: &str) -> bool {
        let significant = self.region().trim_end_matches('0');
        let even = significant.len().next_multiple_of(2);
        self.region().get(..even).is_some_and(|region| office.starts_with(region))
    }

    fn part(&self, range: std::ops::Range<usize>) -> &str {
        self.0.get(range).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_rules() {
        for (text, era) in [
            ("2106-370602-04-01-123456", Era::Monthly { year: 2021, month: 6 }),
            ("２１０６３７０６０２０４０１１２３４５６", Era::Monthly { year: 2021, month: 6 }),
            ("2011-411425-04-01-123456", Era::Monthly { year: 2020, month: 11 }),
            ("2612-411425-04-01-123456", Era::Monthly { year: 2026, month: 12 }),
            ("2017-411425-30-03-012345", Era::Yearly { year: 2017 }),
            ("2015-000000-48-01-000001", Era::Yearly { year: 2015 }),
            ("2020 411425 30 03 012345", Era::Yearly { year: 2020 }),
        ] {
            assert_eq!(read(text).unwrap().era(), Some(era), "{text}");
        }
    }

    #[test]
    fn parts_and_print() {
        let code = read("210637060204 01123456").unwrap();
        assert_eq!(code.printed(), "2106-370602-04-01-123456");
        assert_eq!((code.region(), code.department(), code.kind(), code.serial()), ("370602", "04", "01", "123456"));
        assert_eq!(read(&code.printed()).unwrap(), code);
    }

    #[test]
    fn what_is_refused() {
        assert_eq!(read(""), Err(ProjectProblem::Empty));
        assert_eq!(read("2106-370602-04-01-12345"), Err(ProjectProblem::Length { found: 19 }));
        assert_eq!(read("2106-37060A-04-01-123456"), Err(ProjectProblem::Character { position: 10, found: 'A' }));
        for date in ["2021", "2113", "2100", "1906", "2014", "0000"] {
            let text = format!("{date}-370602-04-01-123456");
            assert_eq!(read(&text), Err(ProjectProblem::Date { found: date.to_owned() }));
        }
    }

    #[test]
    fn who_may_carry_it() {
        let of = |region: &str| read(&format!("2106-{region}-04-01-123456")).unwrap();
        for (region, office, expected) in [
            ("411425", "411425102000", true),
            ("411400", "411425102000", true),
            ("410000", "411425", true),
            ("000000", "411425", true),
            ("411424", "411425", false),
            ("370000", "411425", false),
            ("500000", "500101", true),
            ("411420", "411420", true),
        ] {
            assert_eq!(of(region).may_belong_to(office), expected, "{region} {office}");
        }
    }
}
