//! Where the work is kept: in this browser, and in a file.

use crate::effects::trouble::Trouble;

/// How far the open work is kept in this browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Saved {
    /// Nothing of it by this window, which only looks.
    Never,
    /// Being written.
    Saving,
    /// Everything up to this change.
    UpTo {
        /// Number of the change.
        seq: u64,
        /// When, in local time.
        at: String,
    },
    /// Not kept, and why. The changes are in memory and will be tried again.
    Failed(Trouble),
    /// There is no storage to keep it in, or none yet.
    MemoryOnly(Trouble),
}

impl Saved {
    /// What stands in the way.
    pub(crate) fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Failed(why) | Self::MemoryOnly(why) => Some(why),
            Self::Never | Self::Saving | Self::UpTo { .. } => None,
        }
    }

    /// True while something would be lost with the page.
    pub(crate) fn is_at_risk(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::MemoryOnly(_))
    }
}

/// The last file that was written of the open work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SavedFile {
    /// When, in local time; `None` before the first.
    pub at: Option<String>,
    /// Number of the last change in it.
    pub seq: u64,
}

/// The time of day of a local time in ISO 8601, with the date in front when it is another day's.
pub(crate) fn clock_of(at: &str, today: &str) -> String {
    let (date, time) = at.split_once('T').unwrap_or((at, ""));
    let time: String = time.chars().take(5).collect();
    if date == today {
        return time;
    }
    let part = |range: std::ops::Range<usize>| date.get(range).unwrap_or_default().trim_start_matches('0').to_owned();
    let (year, month, day) = (part(0..4), part(5..7), part(8..10));
    if today.starts_with(&year) {
        format!("{month}月{day}日 {time}")
    } else {
        format!("{year}年{month}月{day}日 {time}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_short_as_it_is_clear() {
        assert_eq!(clock_of("2026-11-21T14:32:05+08:00", "2026-11-21"), "14:32");
        assert_eq!(clock_of("2026-09-08T08:05:00+08:00", "2026-11-21"), "9月8日 08:05");
        assert_eq!(clock_of("2025-11-21T14:32:05+08:00", "2026-11-21"), "2025年11月21日 14:32");
    }
}
