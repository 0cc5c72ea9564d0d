//! The names of files.

use super::{BundleHead, Head};
use crate::period::Period;
use crate::workbook::{Place, ReturnNote};

/// Longest part of the name that the office's own name takes, in characters; a whole path has 260 on Windows.
const LONGEST_OFFICE: usize = 40;

/// `四上台账_{区划代码}_{单位}_{报告期}_第{n}版.json`, with what Windows does not allow in a name replaced. The file of
/// the demonstration says so after the office.
pub fn file_name(head: &Head) -> String {
    let office = safe(&head.office.name, LONGEST_OFFICE);
    let demonstration = if head.demonstration { "（演示）" } else { "" };
    format!(
        "四上台账_{}_{office}{demonstration}_{}_第{}版.json",
        safe(&head.office.code, 20),
        head.period,
        head.revision
    )
}

/// `汇总包_{区划代码}_{单位}_{报告期}_第{n}版.json`.
pub fn bundle_name(head: &BundleHead) -> String {
    let demonstration = if head.demonstration { "（演示）" } else { "" };
    let (code, office) = (safe(&head.office.code, 20), safe(&head.office.name, LONGEST_OFFICE));
    format!("汇总包_{code}_{office}{demonstration}_{}_第{}版.json", head.period, head.revision)
}

/// `退回单_{区划代码}_{单位}_{报告期}_第{n}版.json`: to whom, and which of its revisions.
pub fn return_name(note: &ReturnNote) -> String {
    let demonstration = if note.demonstration { "（演示）" } else { "" };
    let (code, office) = (safe(&note.office.code, 20), safe(&note.office.name, LONGEST_OFFICE));
    format!("退回单_{code}_{office}{demonstration}_{}_第{}版.json", note.period, note.revision)
}

/// `特批单_{区划代码}_{单位}_{报告期}.json`: to whom.
pub fn waivers_name(office: &Place, period: Period) -> String {
    format!("特批单_{}_{}_{period}.json", safe(&office.code, 20), safe(&office.name, LONGEST_OFFICE))
}

/// A part of a file name: no separators, no control characters, none that turn the writing direction, no end that is dropped.
fn safe(part: &str, longest: usize) -> String {
    let mut safe: String = part
        .chars()
        .filter(
            |c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'),
        )
        .map(|c| if c.is_control() || c.is_whitespace() || "<>:\"/\\|?*_".contains(c) { '-' } else { c })
        .take(longest)
        .collect();
    while safe.ends_with(['.', '-', ' ']) {
        safe.pop();
    }
    if safe.is_empty() { "未命名".to_owned() } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_on_every_system() {
        for (given, expected) in [
            ("平远镇", "平远镇"),
            ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"),
            ("开发区 A_1", "开发区-A-1"),
            ("..\n", "未命名"),
            ("", "未命名"),
            ("镇\u{202e}nosj", "镇nosj"),
            ("末尾. .", "末尾"),
        ] {
            assert_eq!(safe(given, 40), expected, "{given:?}");
        }
        assert_eq!(safe(&"镇".repeat(300), 40).chars().count(), 40);
    }
}
