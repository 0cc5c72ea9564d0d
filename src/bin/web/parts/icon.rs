//! Icons: inline drawings of 16 by 16, always beside a word, hidden from readers of the screen.

use yew::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    /// A cross in a disc: 强制.
    Hard,
    /// An exclamation mark in a triangle: 核实.
    Soft,
    /// An i in a circle: 提示.
    Hint,
    /// A tick.
    Done,
    /// A bent arrow to the left.
    Undo,
    /// A bent arrow to the right.
    Redo,
    /// A diskette.
    Save,
    /// A cross.
    Close,
    /// A question mark.
    Help,
    /// A lock.
    Locked,
    /// A sheet with a folded corner.
    File,
    /// A magnifying glass.
    Search,
    /// An arrow to the left.
    Back,
    /// An arrow to the right.
    Next,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Hard => "M8 1a7 7 0 100 14A7 7 0 008 1zM5 4l3 3 3-3 1 1-3 3 3 3-1 1-3-3-3 3-1-1 3-3-3-3z",
            Self::Soft => "M8 1l7.5 13.5H.5zM7.2 5.5l.3 5h1l.3-5zM7.2 11.5v1.6h1.6v-1.6z",
            Self::Hint => {
                "M8 1a7 7 0 100 14A7 7 0 008 1zm0 1.4a5.6 5.6 0 110 11.2A5.6 5.6 0 018 2.4zM7.2 4v1.6h1.6V4zm0 3v5h1.6V7z"
            }
            Self::Done => "M6.2 12.6L1.6 8 3 6.600l3.200 3.200L13 3l1.400 1.400z",
            Self::Undo => "M6 2v3h3.500a4.500 4.500 0 010 9H4v-1.600h5.500a2.900 2.900 0 000-5.800H6v3L1.500 5.800z",
            Self::Redo => "M10 2v3H6.500a4.500 4.500 0 000 9H12v-1.600H6.500a2.900 2.900 0 010-5.800H10v3l4.500-3.800z",
            Self::Save => "M2 2h10l2 2v10H2zm2 1.500v4h7v-4zM4.500 9.500v3h7v-3z",
            Self::Close => "M3 4l1-1 4 4 4-4 1 1-4 4 4 4-1 1-4-4-4 4-1-1 4-4z",
            Self::Help => {
                "M8 1a7 7 0 100 14A7 7 0 008 1zm0 1.400a5.600 5.600 0 110 11.200A5.600 5.600 0 018 2.400zM5.500 6.300h1.500c0-.8.4-1.200 1-1.200s1 .4 1 1c0 1-1.700 1.200-1.700 3.100h1.500c0-1.200 1.700-1.500 1.700-3.200C10.500 4.600 9.500 3.700 8 3.700S5.500 4.700 5.500 6.300zM7.200 10.300v1.600h1.600v-1.600z"
            }
            Self::Locked => "M4.500 7V5a3.500 3.500 0 017 0v2H13v8H3V7zm1.600 0h3.800V5a1.900 1.900 0 00-3.800 0z",
            Self::File => "M3 1h7l3 3v11H3zm1.500 1.500v11h7V5H9V2.500z",
            Self::Search => {
                "M7 1a6 6 0 014.700 9.600l3.300 3.300-1.100 1.100-3.300-3.300A6 6 0 117 1zm0 1.600a4.400 4.400 0 100 8.800 4.400 4.400 0 000-8.800z"
            }
            Self::Back => "M7 3L2 8l5 5 1.100-1.100L5 8.800h9V7.200H5l3.100-3.100z",
            Self::Next => "M9 3l5 5-5 5-1.100-1.100L11 8.800H2V7.200h9L7.900 4.100z",
        }
    }
}

/// The drawing.
pub(crate) fn icon(icon: Icon) -> Html {
    html! {
        <svg class="ss-icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={icon.path()} fill="currentColor" fill-rule="evenodd" />
        </svg>
    }
}
