//! What comes out of filled workbooks: report tables, sentences, charts and documents, all as data.
//!
//! A clerk's own workbook and a county's hundred files go through the same code: what differs is how many parts
//! there are. Nothing here changes a figure or reads a file.

mod bulletin;
pub mod chart;
mod model;
mod print;
mod xlsx;

pub use bulletin::{Bulletin, BulletinBlock};
pub use model::{CellState, ColumnKind, Flag, Report, ReportCell, ReportColumn, ReportRow, RowKind};
pub use print::PrintedHead;
pub use xlsx::xlsx;

#[cfg(test)]
mod samples;
