//! The sentences that users read. Errors carry facts; the words are here.

pub mod code;
