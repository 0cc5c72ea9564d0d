//! A block of texts laid onto the grid.

use super::block::one_line;
use super::{Place, Rectangle};

/// What a cell of the grid takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// Text can be typed into it.
    Text,
    /// It is computed.
    Computed,
    /// It is not asked of this record.
    NotAsked,
}

/// What a paste does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pasted {
    /// Texts for cells that are there.
    pub cells: Vec<(Place, String)>,
    /// Rows to be added below the last one: texts by column.
    pub added: Vec<Vec<(usize, String)>>,
    /// What found no place.
    pub left: NotPasted,
    /// Where the block came to lie, to be selected afterwards.
    pub covered: Rectangle,
}

/// How many texts found no place, by reason. Empty texts are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NotPasted {
    pub computed: usize,
    pub not_asked: usize,
    /// To the right of the last column.
    pub beyond_columns: usize,
    /// Below the last row, where none can be added.
    pub beyond_rows: usize,
}

impl NotPasted {
    pub const fn total(self) -> usize {
        self.computed + self.not_asked + self.beyond_columns + self.beyond_rows
    }
}

/// Lays a block onto the grid, beginning at the upper left of the selection.
///
/// A selection that is a multiple of the block is filled with it again and again, as Excel does; any other selection
/// only says where to begin. An empty text of the block clears its cell. With `may_add`, rows below the last one
/// are added.
pub fn paste(
    block: &[Vec<String>],
    selected: &Rectangle,
    (rows, columns): (usize, usize),
    may_add: bool,
    accepts: impl Fn(Place) -> Accepts,
) -> Pasted {
    let (height, width) = (block.len(), block.iter().map(Vec::len).max().unwrap_or(0));
    if height == 0 || width == 0 {
        return Pasted::default();
    }
    let repeat = |selected: usize, size: usize| if selected.is_multiple_of(size) { selected } else { size };
    let (mut high, mut wide) = (repeat(selected.rows.len(), height), repeat(selected.columns.len(), width));
    if high == height && wide == width || selected.is_empty() {
        (high, wide) = (height, width);
    }
    let (top, left) = (selected.rows.start, selected.columns.start);
    let mut pasted = Pasted::default();
    for (down, line) in block.iter().cycle().take(high).enumerate() {
        let row = top.saturating_add(down);
        let mut added = Vec::new();
        // A short line leaves the cells to its right alone.
        let texts = (0..wide).filter_map(|across| Some((across, line.get(across % width)?)));
        for (across, text) in texts {
            let place = Place::new(row, left.saturating_add(across));
            let counted = usize::from(!text.trim().is_empty());
            if place.column >= columns {
                pasted.left.beyond_columns += counted;
            } else if row >= rows && !may_add {
                pasted.left.beyond_rows += counted;
            } else {
                match accepts(place) {
                    Accepts::Computed => pasted.left.computed += counted,
                    Accepts::NotAsked => pasted.left.not_asked += counted,
                    Accepts::Text if row >= rows => added.push((place.column, one_line(text))),
                    Accepts::Text => pasted.cells.push((place, one_line(text))),
                }
            }
        }
        if row >= rows && may_add {
            pasted.added.push(added);
        }
    }
    // Empty lines at the end of a block add no empty rows.
    while pasted.added.last().is_some_and(|row| row.iter().all(|(_, text)| text.trim().is_empty())) {
        pasted.added.pop();
    }
    let bottom = top.saturating_add(high).min(rows.saturating_add(pasted.added.len()));
    pasted.covered =
        Rectangle { rows: top..bottom.max(top), columns: left..left.saturating_add(wide).min(columns).max(left) };
    pasted
}

#[cfg(test)]
mod tests {
    use super::super::block::read;
    use super::*;

    fn at(rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> Rectangle {
        Rectangle { rows, columns }
    }

    /// Column 2 is computed; row 1 of column 0 is not asked.
    fn accepts(place: Place) -> Accepts {
        match (place.row, place.column) {
            (_, 2) => Accepts::Computed,
            (1, 0) => Accepts::NotAsked,
            _ => Accepts::Text,
        }
    }

    fn texts(pasted: &Pasted) -> Vec<(usize, usize, &str)> {
        pasted.cells.iter().map(|(place, text)| (place.row, place.column, text.as_str())).collect()
    }

    #[test]
    fn a_block_goes_where_it_fits_and_the_rest_is_counted() {
        let pasted = paste(&read("1\t2\t3\t4\t5\r\n6\t7\t\t9\r\n10"), &at(0..1, 0..1), (2, 4), false, accepts);
        assert_eq!(texts(&pasted), [(0, 0, "1"), (0, 1, "2"), (0, 3, "4"), (1, 1, "7"), (1, 3, "9")]);
        let left = NotPasted { computed: 1, not_asked: 1, beyond_columns: 1, beyond_rows: 1 };
        assert_eq!((pasted.left, left.total()), (left, 4));
        assert_eq!(pasted.covered, at(0..2, 0..4));
        assert!(pasted.added.is_empty());
    }

    #[test]
    fn below_the_last_row_of_a_roster_rows_are_added() {
        let pasted = paste(&read("甲\t1\r\n乙\t2\r\n丙\t3\r\n\t\r\n"), &at(1..2, 3..4), (2, 9), true, accepts);
        assert_eq!(texts(&pasted), [(1, 3, "甲"), (1, 4, "1")]);
        assert_eq!(pasted.added.len(), 2);
        assert_eq!(pasted.added[1], [(3, "丙".to_owned()), (4, "3".to_owned())]);
        assert_eq!(pasted.covered, at(1..4, 3..5));
    }

    #[test]
    fn one_text_fills_the_selection_and_a_block_tiles_it() {
        let pasted = paste(&read("0"), &at(0..3, 3..5), (9, 9), false, accepts);
        assert_eq!(pasted.cells.len(), 6);
        let pasted = paste(&read("1\n2"), &at(3..7, 3..4), (9, 9), false, accepts);
        assert_eq!(texts(&pasted), [(3, 3, "1"), (4, 3, "2"), (5, 3, "1"), (6, 3, "2")]);
        let pasted = paste(&read("1\n2"), &at(3..6, 3..4), (9, 9), false, accepts);
        assert_eq!(pasted.cells.len(), 2, "not a multiple: only the block itself");
        assert_eq!(paste(&[], &at(0..1, 0..1), (9, 9), true, accepts), Pasted::default());
    }

    #[test]
    fn a_line_break_within_a_cell_becomes_a_blank() {
        let pasted = paste(&read("\"城关镇\n人民路\""), &at(0..1, 1..2), (9, 9), false, accepts);
        assert_eq!(texts(&pasted), [(0, 1, "城关镇 人民路")]);
    }
}
