//! Recognises resident identity numbers (居民身份证号), so that none is ever kept where another code belongs.
//!
//! # Source
//! GB 11643-1999: division, date of birth, serial, check by ISO 7064 MOD 11-2.

use super::normalise;
use chrono::NaiveDate;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &str = "10X98765432";
/// The provinces' first digits. A number that begins otherwise was never given to a person.
const AREAS: [&str; 8] = ["1", "2", "3", "4", "5", "6", "71", "8"];

/// Whether the text is an identity number of 18 places: a possible division, a possible date of birth and the right
/// check character. A long number that is not one only by a slip of the pen is not recognised.
pub fn looks_like(text: &str) -> bool {
    let number = normalise(text);
    number.len() == 18
        && AREAS.iter().any(|area| number.starts_with(area))
        && number.get(6..14).is_some_and(is_date_of_birth)
        && check_char(&number).is_some_and(|expected| number.ends_with(expected))
}

/// `YYYYMMDD` in a year in which somebody now alive can have been born.
fn is_date_of_birth(text: &str) -> bool {
    NaiveDate::parse_from_str(text, "%Y%m%d").is_ok() && ("1900".."2100").contains(&text)
}

fn check_char(number: &str) -> Option<char> {
    let mut sum = 0;
    for (c, weight) in number.chars().zip(WEIGHTS) {
        sum += c.to_digit(10)? * weight;
    }
    CHECKS.chars().nth(usize::try_from(sum % 11).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognised() {
        for number in [
            "360426199101010071",
            "44011320141005001X",
            "44011320141005001x",
            "120103198806018241",
            "362322198709086409",
        ] {
            assert!(looks_like(number), "{number}");
        }
    }

    #[test]
    fn not_recognised() {
        for number in [
            "360426199101010070", // check character
            "360426199101010072",
            "91110000600037341L",
            "000000000000000000",
            "360426199113010071", // there is no 13th month
            "36042619910101007",
            "",
            "三六零四二六",
        ] {
            assert!(!looks_like(number), "{number}");
        }
    }
}
