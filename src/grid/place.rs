//! The active cell, what is selected around it, and where keys move.

use std::ops::Range;

/// A cell by its position among the rows and columns that the grid has at present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    pub row: usize,
    pub column: usize,
}

/// Rows and columns from one corner to the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rectangle {
    pub rows: Range<usize>,
    pub columns: Range<usize>,
}

/// What is selected: from where the selection began to where it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Selection {
    /// The active cell, where typing goes.
    pub anchor: Place,
    /// The opposite corner.
    pub corner: Place,
}

/// A movement by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
    /// So many rows up or down.
    PageUp(usize),
    PageDown(usize),
    /// Home and End.
    RowStart,
    RowEnd,
    /// To the edge of the column: Ctrl with an arrow.
    Top,
    Bottom,
    /// Ctrl+Home and Ctrl+End.
    First,
    Last,
}

impl Place {
    pub const fn new(row: usize, column: usize) -> Self {
        Self { row, column }
    }

    /// The place that a key leads to; at an edge it stays, it never wraps.
    ///
    /// # Source
    /// WAI-ARIA APG, data grid: wrapping “would be disorienting in a data grid”.
    #[must_use]
    pub fn stepped(self, step: Step, rows: usize, columns: usize) -> Self {
        let (last_row, last_column) = (rows.saturating_sub(1), columns.saturating_sub(1));
        let Self { row, column } = self;
        let (row, column) = match step {
            Step::Up => (row.saturating_sub(1), column),
            Step::Down => (row.saturating_add(1), column),
            Step::Left => (row, column.saturating_sub(1)),
            Step::Right => (row, column.saturating_add(1)),
            Step::PageUp(by) => (row.saturating_sub(by.max(1)), column),
            Step::PageDown(by) => (row.saturating_add(by.max(1)), column),
            Step::RowStart => (row, 0),
            Step::RowEnd => (row, last_column),
            Step::Top => (0, column),
            Step::Bottom => (last_row, column),
            Step::First => (0, 0),
            Step::Last => (last_row, last_column),
        };
        Self { row: row.min(last_row), column: column.min(last_column) }
    }
}

impl Selection {
    /// A single cell.
    pub const fn at(place: Place) -> Self {
        Self { anchor: place, corner: place }
    }

    pub fn is_single(self) -> bool {
        self.anchor == self.corner
    }

    pub fn rectangle(self) -> Rectangle {
        let between = |a: usize, b: usize| a.min(b)..a.max(b).saturating_add(1);
        Rectangle {
            rows: between(self.anchor.row, self.corner.row),
            columns: between(self.anchor.column, self.corner.column),
        }
    }

    /// The selection with its other corner moved.
    #[must_use]
    pub fn extended(self, step: Step, rows: usize, columns: usize) -> Self {
        Self { anchor: self.anchor, corner: self.corner.stepped(step, rows, columns) }
    }

    /// The selection within a table that may have become smaller.
    #[must_use]
    pub fn within(self, rows: usize, columns: usize) -> Self {
        let fit = |place: Place| {
            Place::new(place.row.min(rows.saturating_sub(1)), place.column.min(columns.saturating_sub(1)))
        };
        Self { anchor: fit(self.anchor), corner: fit(self.corner) }
    }
}

impl Rectangle {
    pub fn contains(&self, place: Place) -> bool {
        self.rows.contains(&place.row) && self.columns.contains(&place.column)
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.rows.len().saturating_mul(self.columns.len())
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() || self.columns.is_empty()
    }

    /// Its cells, row by row.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.rows.clone().flat_map(|row| self.columns.clone().map(move |column| Place { row, column }))
    }
}

/// The next cell that can be filled, reading from left to right and from top to bottom, or backwards.
/// `None` at the end: the key then leaves the grid.
pub fn next_editable(
    from: Place,
    forward: bool,
    rows: usize,
    columns: usize,
    editable: impl Fn(Place) -> bool,
) -> Option<Place> {
    let mut place = from;
    loop {
        if forward {
            place.column += 1;
            if place.column >= columns {
                place = Place::new(place.row.checked_add(1)?, 0);
            }
            if place.row >= rows || columns == 0 {
                return None;
            }
        } else if place.column > 0 {
            place.column -= 1;
        } else {
            place = Place::new(place.row.checked_sub(1)?, columns.checked_sub(1)?);
        }
        if editable(place) {
            return Some(place);
        }
    }
}

/// The next of some places after (or before) a cell, going round at the end; for F8.
pub fn next_of(places: &[Place], from: Place, forward: bool) -> Option<Place> {
    let (first, last) = (places.iter().min(), places.iter().max());
    if forward {
        places.iter().filter(|&&place| place > from).min().or(first).copied()
    } else {
        places.iter().filter(|&&place| place < from).max().or(last).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stop_at_the_edges() {
        let from = Place::new(2, 1);
        for (step, expected) in [
            (Step::Up, (1, 1)),
            (Step::Down, (3, 1)),
            (Step::Left, (2, 0)),
            (Step::Right, (2, 2)),
            (Step::PageUp(20), (0, 1)),
            (Step::PageDown(20), (4, 1)),
            (Step::RowStart, (2, 0)),
            (Step::RowEnd, (2, 2)),
            (Step::Top, (0, 1)),
            (Step::Bottom, (4, 1)),
            (Step::First, (0, 0)),
            (Step::Last, (4, 2)),
        ] {
            assert_eq!(from.stepped(step, 5, 3), Place::new(expected.0, expected.1), "{step:?}");
        }
        assert_eq!(Place::new(4, 2).stepped(Step::Right, 5, 3), Place::new(4, 2));
        assert_eq!(Place::default().stepped(Step::Last, 0, 0), Place::default());
    }

    #[test]
    fn a_selection_reaches_between_its_corners_whichever_way_it_was_made() {
        let one = Selection { anchor: Place::new(3, 4), corner: Place::new(1, 2) };
        let rectangle = one.rectangle();
        assert_eq!((rectangle.rows.clone(), rectangle.columns.clone(), rectangle.len()), (1..4, 2..5, 9));
        assert!(rectangle.contains(Place::new(1, 2)) && !rectangle.contains(Place::new(0, 2)));
        assert_eq!(one.extended(Step::Down, 9, 9).corner, Place::new(2, 2));
        assert_eq!(one.within(2, 3), Selection { anchor: Place::new(1, 2), corner: Place::new(1, 2) });
        assert_eq!(Selection::at(Place::new(1, 1)).rectangle().places().count(), 1);
    }

    #[test]
    fn tab_finds_the_next_cell_that_takes_something() {
        let odd = |place: Place| place.column % 2 == 1;
        assert_eq!(next_editable(Place::new(0, 1), true, 3, 4, odd), Some(Place::new(0, 3)));
        assert_eq!(next_editable(Place::new(0, 3), true, 3, 4, odd), Some(Place::new(1, 1)));
        assert_eq!(next_editable(Place::new(2, 3), true, 3, 4, odd), None);
        assert_eq!(next_editable(Place::new(1, 1), false, 3, 4, odd), Some(Place::new(0, 3)));
        assert_eq!(next_editable(Place::new(0, 1), false, 3, 4, odd), None);
        assert_eq!(next_editable(Place::default(), true, 0, 0, odd), None);
    }

    #[test]
    fn the_next_finding_after_the_last_is_the_first() {
        let places = [Place::new(5, 1), Place::new(1, 3), Place::new(1, 1)];
        assert_eq!(next_of(&places, Place::new(1, 1), true), Some(Place::new(1, 3)));
        assert_eq!(next_of(&places, Place::new(5, 1), true), Some(Place::new(1, 1)));
        assert_eq!(next_of(&places, Place::new(0, 0), false), Some(Place::new(5, 1)));
        assert_eq!(next_of(&[], Place::default(), true), None);
    }
}
