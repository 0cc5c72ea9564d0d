//! What an office says of its bulletins beside the sentences: to whom, who signs, and when.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The parts of a letter that no figures tell. What is empty was not said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Letter {
    /// 主送机关; without it the bulletin is addressed to nobody.
    pub to: String,
    /// 发文机关署名; else that of the scheme, else the name of the office whose tables they are.
    pub office: String,
    /// 成文日期 as it is printed: `2026年11月5日`.
    pub date: String,
}

impl Letter {
    /// The addressees without the colon that is printed after them.
    pub(super) fn addressees(&self) -> &str {
        self.to.trim().trim_end_matches(['：', ':']).trim_end()
    }
}

/// A day as letters write it, from an ISO date or time: `2026年11月5日`. `None` when it is no date.
///
/// # Source
/// GB/T 9704-2012, 7.3.5.4: Arabic digits, no zero before month and day.
pub fn letter_date(date: &str) -> Option<String> {
    let day: NaiveDate = date.get(..10)?.parse().ok()?;
    Some(format!("{}年{}月{}日", day.year(), day.month(), day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_without_zeros() {
        for (date, expected) in [
            ("2026-11-05", Some("2026年11月5日")),
            ("2026-11-05T10:00:00+08:00", Some("2026年11月5日")),
            ("2026-02-30", None),
            ("2026年11月5日", None),
            ("", None),
        ] {
            assert_eq!(letter_date(date).as_deref(), expected, "{date}");
        }
    }

    #[test]
    fn addressees_get_one_colon() {
        for to in ["各乡镇人民政府", "各乡镇人民政府：", " 各乡镇人民政府: "] {
            assert_eq!(Letter { to: to.to_owned(), ..Letter::default() }.addressees(), "各乡镇人民政府");
        }
    }
}
