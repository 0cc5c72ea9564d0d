//! Notices: one line each, above the page.

use yew::AttrValue;

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Something was done.
    Done,
    /// Something did not work; nothing is lost.
    Warning,
    /// Something is wrong and wants doing.
    Error,
}

impl Tone {
    /// Whether the notice goes by itself.
    pub(crate) fn is_passing(self) -> bool {
        self == Self::Done
    }
}

/// A line above the page; errors and warnings stay until they are closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// Its identity.
    pub id: u64,
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub text: AttrValue,
}
