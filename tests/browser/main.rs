//! Tests on the built file:// page in real Chromiums, old and new: `cargo xtask test browser`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it stands")]

mod badfiles;
mod county;
mod driving;
mod first;
#[path = "../support/folder.rs"]
mod folder;
mod gather;
mod grid;
mod inflate;
mod kept;
mod month;
mod old;
mod page;
mod shapes;
mod standing;
mod start;
mod storage;
mod support;
mod township;
mod wall;
mod windows;
