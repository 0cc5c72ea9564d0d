//! The codes by which units, places, industries and projects are known: reading, checking, meaning, search.
//!
//! Each kind of code has a module with a `read` that gives either a value or the one thing that is wrong with the text
//! as a fact ([`uscc::UsccProblem`] and its like; the sentences are in [`crate::message`]). Predicates beside it answer
//! single questions for the formula language. [`describe()`] puts the same answers into one shape for the command line
//! and the page.
//!
//! The two long lists, places and industries, are embedded compressed and unpacked when first asked for ([`list`]).

pub mod describe;
pub mod division;
pub mod identity;
pub mod industry;
pub mod list;
pub mod org;
pub mod phone;
pub mod pinyin;
pub mod project;
pub mod uscc;

pub use describe::{CodeKind, Description, Validity, describe};
pub use list::{Hit, search};

/// The text of a code as it is compared: half-width, upper case, without blanks, invisible characters and hyphens.
///
/// Whatever else is in the text stays, so that a wrong character can be named. Doing it twice changes nothing.
///
/// ```
/// assert_eq!(sishang::code::normalise("９１ 110000-600037341ｌ"), "91110000600037341L");
/// ```
pub fn normalise(text: &str) -> String {
    text.chars().filter_map(fold).filter(|&c| c != '-').collect()
}

/// One character made comparable: half-width and upper case; every kind of hyphen is `-`; blanks and invisible
/// characters (which come along when a number is copied from a chat or a phone book) are nothing.
fn fold(c: char) -> Option<char> {
    let c = match c {
        // The full-width block repeats ASCII in its order.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0)?,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{2043}' => '-',
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => {
            return None;
        }
        c if c.is_whitespace() || c.is_control() => return None,
        c => c,
    };
    Some(c.to_ascii_uppercase())
}

#[cfg(test)]
mod tests;
