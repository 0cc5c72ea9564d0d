//! Arithmetic of the spreadsheet: which cells to draw, where keys move, what a pasted block means.
//!
//! Everything is positions and whole pixels. Nothing here knows a workbook: the page asks, with functions that say
//! what a cell takes, and turns the answer into one command, which is one step of undo.

mod axis;
pub mod block;
mod choice;
mod fill;
mod find;
mod growth;
mod layout;
mod paste;
mod place;

pub use axis::{Axis, rows_to_show, scroll_to_show};
pub use choice::{Choice, choices, has_choices, name_of};
pub use fill::fill_down;
pub use find::fits_query;
pub use growth::growth_percent;
pub use layout::{Band, ColumnChoice, ColumnKind, LaidColumn, Layout};
pub use paste::{Accepts, NotPasted, Pasted, paste};
pub use place::{Place, Rectangle, Selection, Step, next_editable, next_of};
