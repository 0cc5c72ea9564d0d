//! Tests on the built file:// page in real Chromiums, old and new: `cargo xtask test browser`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it stands")]

mod driving;
mod inflate;
mod page;
mod start;
mod support;
