//! Finding a row by what people type: part of its name or code, or pinyin initials.

use crate::code::pinyin;

/// Whether a name (or one of the other texts of the row) fits what was typed. An empty query fits everything.
pub fn fits_query<'a>(query: &str, name: &str, others: impl IntoIterator<Item = &'a str>) -> bool {
    let query = query.trim();
    if query.is_empty() || name.contains(query) || others.into_iter().any(|text| text.contains(query)) {
        return true;
    }
    let letters: Vec<char> = query.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    let starts: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
    starts.into_iter().any(|at| name.get(at..).is_some_and(|rest| begins(rest, &letters)))
}

fn begins(name: &str, letters: &[char]) -> bool {
    let mut characters = name.chars();
    letters.iter().all(|&wanted| {
        characters.next().is_some_and(|c| {
            c.to_ascii_lowercase() == wanted || wanted.is_ascii_alphabetic() && pinyin::typed_as(c, wanted).is_some()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::fits_query;

    #[test]
    fn rows_are_found_by_name_by_code_and_by_initials() {
        let fits = |query| fits_query(query, "虞城县A顺达机械厂", ["91411425MA44"]);
        for query in ["", " ", "顺达", "sd", "SDJX", "jxc", "yc", "a顺", "MA44"] {
            assert!(fits(query), "{query}");
        }
        for query in ["顺利", "zz", "sdx", "99"] {
            assert!(!fits(query), "{query}");
        }
    }
}
