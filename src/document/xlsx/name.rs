//! Names of sheets: what spreadsheets allow, and no name twice.

use std::collections::BTreeSet;

/// Longest name, counted as spreadsheets count: in UTF-16 units.
const LONGEST: usize = 31;

/// Gives out names of sheets.
#[derive(Debug, Default)]
pub struct SheetNames(BTreeSet<String>);

impl SheetNames {
    /// The label as a name that no other sheet has: shortened, without `[]:*?/\`, with a number where it was taken.
    pub fn name(&mut self, label: &str) -> String {
        let clean: String =
            label.chars().map(|c| if c.is_control() || "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
        let clean = if clean.trim().is_empty() { "表" } else { clean.trim() };
        for number in 1.. {
            let tail = if number == 1 { String::new() } else { format!("_{number}") };
            let name = format!("{}{tail}", shortened(clean, LONGEST - tail.len()));
            if self.0.insert(name.to_lowercase()) {
                return name;
            }
        }
        String::new()
    }
}

fn shortened(text: &str, most: usize) -> String {
    let mut length = 0;
    text.chars()
        .take_while(|c| {
            length += c.len_utf16();
            length <= most
        })
        .collect::<String>()
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_allowed_and_new() {
        let mut names = SheetNames::default();
        for (label, name) in [
            ("工业月度调度表", "工业月度调度表"),
            ("工业月度调度表", "工业月度调度表_2"),
            ("T1/T2:[a]*?", "T1 T2  a"),
            ("  ", "表"),
            ("", "表_2"),
            ("Abc", "Abc"),
            ("aBC", "aBC_2"),
            (
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五",
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
            ),
            (
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五",
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九_2",
            ),
        ] {
            assert_eq!(names.name(label), name);
        }
    }
}
