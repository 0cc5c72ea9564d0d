//! The sentences that users read. Errors carry facts; the words are here.

pub mod audit;
pub(crate) mod bulletin;
pub mod calendar;
pub mod code;
pub mod county;
pub mod exchange;
pub mod formula;
pub mod lint;
mod phrase;
pub mod rollup;
pub mod scheme;
pub mod table;
pub mod workbook;
