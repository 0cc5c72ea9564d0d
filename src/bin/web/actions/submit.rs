//! Submissions: writing the open work to a file.

use crate::store::{Sender, Shown, Tone};

/// What the file is meant as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Work in progress; always possible.
    Draft,
    /// Handed upward.
    Final,
}

/// Writes the open work to a file.
pub(crate) fn write(_shown: &Shown, send: &Sender, _status: Status) {
    send.notice(Tone::Info, "存成文件还没有做好。");
}
