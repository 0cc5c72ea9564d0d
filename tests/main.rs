//! Integration tests.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod rules;
mod support;
mod township;
