//! What comes out of filled workbooks: report tables, sentences, charts and documents, all as data.
//!
//! A clerk's own workbook and a county's hundred files go through the same code: what differs is how many parts
//! there are. Nothing here changes a figure or reads a file.

mod balance;
mod bulletin;
mod called;
pub mod chart;
mod colour;
mod csv;
mod dress;
mod firm;
mod html;
mod json;
mod markdown;
mod model;
mod part;
mod print;
mod rank;
mod secrecy;
mod show;
mod table;
mod trace;
mod xlsx;

pub use balance::{RoundedTable, balanced, balanced_table, balanced_to};
pub use bulletin::{Bulletin, BulletinBlock, BulletinRefusal, Doubt, Letter, letter_date, write_bulletin};
pub use colour::{Colour, colour};
pub use csv::{csv, csv_cell};
pub use html::{html, html_page};
pub use json::{json, write_json};
pub use markdown::markdown;
pub use model::{CellState, ColumnKind, Flag, Report, ReportCell, ReportColumn, ReportRow, RowKind};
pub use part::{Part, Partials};
pub use print::PrintedHead;
pub use secrecy::Secrecy;
pub use show::{NONE, WITHHELD};
pub use table::{Options, Order, TableError, Whole, tabulate, tabulate_partials, tabulate_public};
pub use trace::{Source, TraceRow, Traced, trace};
pub use xlsx::xlsx;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
