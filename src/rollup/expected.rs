//! Who is expected to report, and the words for those who have not.

use std::collections::BTreeSet;

use super::{Arrival, Lacking, RollUp};
use crate::message::rollup as say;
pub use crate::scheme::OfficeDef as Expected;
use crate::workbook::Place;

/// Why a list of offices cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", crate::message::rollup::expected_error(self))]
pub enum ExpectedError {
    /// No office at all.
    Empty,
    /// A line without a code and a name.
    Line {
        /// From 1.
        line: usize,
        /// As written, cut.
        found: String,
    },
    /// The same code twice.
    Twice {
        /// From 1.
        line: usize,
        /// The code.
        code: String,
    },
    /// More offices than any office has below it: each is a row in every table.
    TooMany {
        /// The limit.
        limit: usize,
    },
}

/// The most offices of a list.
const MOST: usize = crate::workbook::MOST_RECORDS;

/// The longest code or name of an office, in bytes.
const LONGEST: usize = 300;

/// Reads a list of offices: a line `code,name` or `code,name,code above` each, as a spreadsheet saves it or as it is
/// copied from one (commas, full-width ones too, or tabs). A first line without digits is a heading.
///
/// # Errors
/// The first line that is none; nothing is taken then.
pub fn read_expected(text: &str) -> Result<Vec<Expected>, ExpectedError> {
    let mut all: Vec<Expected> = Vec::new();
    let mut seen = BTreeSet::new();
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    for (at, line) in lines.map(|(at, line)| (at + 1, line.trim())).filter(|(_, line)| !line.is_empty()) {
        let parts: Vec<&str> = line.split([',', '，', '\t']).map(|part| part.trim().trim_matches('"').trim()).collect();
        let (code, name, parent) = match parts.as_slice() {
            [code, name] => (*code, *name, ""),
            [code, name, parent, ..] => (*code, *name, *parent),
            _ => ("", "", ""),
        };
        if at == 1 && !line.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        // A number in front of the line would make a code of itself, and a name of the code.
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
        let is_odd = code.chars().any(char::is_whitespace) || code.len().max(name.len()) > LONGEST;
        if code.is_empty() || is_number || is_odd {
            return Err(ExpectedError::Line { line: at, found: line.chars().take(40).collect() });
        }
        if !seen.insert(code.to_owned()) {
            return Err(ExpectedError::Twice { line: at, code: code.to_owned() });
        }
        if all.len() == MOST {
            return Err(ExpectedError::TooMany { limit: MOST });
        }
        all.push(Expected { code: code.to_owned(), name: name.to_owned(), parent: parent.to_owned() });
    }
    if all.is_empty() { Err(ExpectedError::Empty) } else { Ok(all) }
}

/// The reminder (催报) to those whose report does not count yet, ready to be sent; `None` when nobody is lacking.
///
/// `due` is the day, as it is to be printed.
pub fn reminder(rollup: &RollUp, due: Option<&str>) -> Option<String> {
    let lacking = [Arrival::Missing, Arrival::DraftOnly, Arrival::Returned];
    crate::message::rollup::reminder(rollup.period, due, lacking.map(|arrival| (arrival, expected(rollup, arrival))))
}

/// What is to be known of tables and bulletins: who sent something that does not count yet and stands there as silent,
/// and who further down is lacking in figures that came up; `None` when nobody is.
pub fn taken_for_silent(rollup: &RollUp) -> Option<String> {
    let [undecided, draft_only] = [Arrival::Conflict, Arrival::DraftOnly].map(|arrival| expected(rollup, arrival));
    let below: Vec<(&Place, Vec<Lacking<'_>>)> = rollup
        .offices
        .iter()
        .map(|state| (&state.office, rollup.lacking_below(state)))
        .filter(|(_, lacking)| !lacking.is_empty())
        .collect();
    let said = [say::taken_for_silent(&undecided, &draft_only), say::incomplete(&below)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.concat())
}

/// Names of the expected offices of whose report that became.
fn expected(rollup: &RollUp, arrival: Arrival) -> Vec<&str> {
    let of = rollup.offices.iter().filter(|state| state.expected && state.arrival == arrival);
    of.map(|state| state.office.name.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_a_spreadsheet_saves_it() {
        let list = read_expected(
            "\u{feff}代码,名称\r\n411425100,城关镇\r\n\"411425101\"，\"界沟峰镇\"\n\n411425102\t木兰镇\t411425\n",
        )
        .unwrap();
        let names: Vec<(&str, &str, &str)> =
            list.iter().map(|one| (one.code.as_str(), one.name.as_str(), one.parent.as_str())).collect();
        assert_eq!(
            names,
            [("411425100", "城关镇", ""), ("411425101", "界沟峰镇", ""), ("411425102", "木兰镇", "411425")]
        );
        assert_eq!(read_expected(" \n"), Err(ExpectedError::Empty));
        assert_eq!(
            read_expected("411425100 城关镇"),
            Err(ExpectedError::Line { line: 1, found: "411425100 城关镇".to_owned() })
        );
        for odd in ["1,411425100,城关镇".to_owned(), "411425100,".to_owned(), format!("411425100,{}", "镇".repeat(200))]
        {
            assert!(matches!(read_expected(&odd), Err(ExpectedError::Line { line: 1, .. })), "{odd}");
        }
        let many = |count: usize| (0..count).map(|at| format!("{at},镇{at}\n")).collect::<Vec<_>>().concat();
        assert_eq!(read_expected(&many(MOST)).map(|all| all.len()), Ok(MOST));
        assert_eq!(read_expected(&many(MOST + 1)), Err(ExpectedError::TooMany { limit: MOST }));
        assert_eq!(read_expected("1,a\n1,b"), Err(ExpectedError::Twice { line: 2, code: "1".to_owned() }));
    }
}
