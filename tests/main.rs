//! Integration tests.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod bulletins;
mod cli;
mod colours;
mod county;
mod documents;
mod files;
mod folders;
mod forms;
mod levels;
mod month;
mod published;
mod rollup;
mod rules;
mod schema;
mod support;
mod tables;
mod township;
mod upward;
