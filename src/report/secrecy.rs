//! What the public tables of a whole withhold, all of them together.
//!
//! A figure of one or two units tells theirs to whoever knows one of them. It is withheld, and so are as many others as it
//! takes that it cannot be worked out: not from the total of its own table, and not from another table that adds up the
//! same values in another way, by stage instead of by office. So every public figure is taken as what it is, a sum over
//! known units, and all of them as one system of equations; while that determines the sum of fewer than three units,
//! one more figure is withheld. A field that says that it is the same as another ([`same_as`]) is the same there, too.
//!
//! Who has zero adds nothing to what others have, so a sum must be of three who have something; and zero is a figure,
//! which must not be told of one or two either. So all this holds for a reader who knows who has zero, and for one who
//! does not.
//!
//! [`same_as`]: crate::scheme::FieldDef::same_as
//!
//! # Limits
//! What can be estimated is not protected: ranks tell between which others a withheld share lies, and who knows one of
//! three units knows the sum of the other two.

mod cells;
mod solve;
#[cfg(test)]
mod tests;

use super::part::Partials;
use super::table::Whole;
use crate::scheme::CompiledScheme;
use cells::Cells;
use std::collections::BTreeSet;

/// Fewest units behind a public figure.
///
/// # Source
/// domain.md §7: cells with fewer than 3 units are suppressed.
const FEWEST: usize = 3;

/// The figures that the public tables of a whole withhold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Secrecy {
    /// Table, row (the code of the office or item, nothing for the total), column.
    hidden: BTreeSet<(usize, String, usize)>,
}

impl Secrecy {
    /// Works out what to withhold, from the parts as tables are made of them; `own` is the whole's own submission.
    ///
    /// # Panics
    /// Never; an office whose tallies of a table are not there is taken to be silent.
    pub fn of(scheme: &CompiledScheme, whole: Whole<'_>, parts: &[Partials], own: Option<&Partials>) -> Self {
        let mut cells = Cells::of(scheme, whole, parts, own);
        solve::close(&mut cells);
        Self { hidden: cells.hidden() }
    }

    /// Whether a cell is withheld.
    pub(super) fn withholds(&self, table: usize, row: &str, column: usize) -> bool {
        self.hidden.contains(&(table, row.to_owned(), column))
    }

    /// Whether any cell of a column is.
    pub(super) fn withholds_in(&self, table: usize, column: usize) -> bool {
        self.hidden.iter().any(|(of, _, at)| (*of, *at) == (table, column))
    }
}
