//! Windows on a long table: the rows and columns that have to be drawn.

use std::ops::Range;

/// The rows that a viewport shows, with `slack` more at either end.
///
/// Both ends are multiples of `slack` (or the end of the table), so that a small scroll changes nothing.
///
/// # Units
/// Pixels and positions.
pub fn rows_to_show(scroll_px: u32, view_px: u32, row_px: u32, rows: usize, slack: usize) -> Range<usize> {
    let (row_px, slack) = (row_px.max(1), slack.max(1));
    let first = to_position(scroll_px / row_px) / slack * slack;
    let last = to_position(scroll_px.saturating_add(view_px).div_ceil(row_px));
    let start = first.saturating_sub(slack).min(rows);
    let end = (last.div_ceil(slack) * slack).saturating_add(slack).min(rows);
    start..end.max(start)
}

/// The scroll offset, as near as possible to the present one, at which `start..end` is wholly seen.
///
/// `frozen_px` at the beginning of the viewport are covered by frozen panes; nothing may hide below them.
pub fn scroll_to_show(scroll_px: u32, view_px: u32, frozen_px: u32, span: Range<u32>) -> u32 {
    let room = view_px.saturating_sub(frozen_px);
    let (start, end) = (span.start.saturating_sub(frozen_px), span.end.saturating_sub(frozen_px));
    if start < scroll_px || end.saturating_sub(start) > room {
        start
    } else if end > scroll_px.saturating_add(room) {
        end - room
    } else {
        scroll_px
    }
}

/// Columns of different widths, side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Axis {
    /// Where each column ends.
    ends: Vec<u32>,
}

impl Axis {
    pub fn new(widths_px: impl IntoIterator<Item = u32>) -> Self {
        let mut end = 0u32;
        let ends = widths_px
            .into_iter()
            .map(|width| {
                end = end.saturating_add(width);
                end
            })
            .collect();
        Self { ends }
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The width of all columns together.
    pub fn total(&self) -> u32 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Where a column begins; the end of the table for one past it.
    pub fn start(&self, column: usize) -> u32 {
        if column == 0 { 0 } else { self.ends.get(column - 1).copied().unwrap_or_else(|| self.total()) }
    }

    /// Where a column ends.
    pub fn end(&self, column: usize) -> u32 {
        self.ends.get(column).copied().unwrap_or_else(|| self.total())
    }

    /// From where to where a column reaches.
    pub fn span(&self, column: usize) -> Range<u32> {
        self.start(column)..self.end(column)
    }

    /// The width of a run of columns.
    pub fn width(&self, columns: Range<usize>) -> u32 {
        self.start(columns.end).saturating_sub(self.start(columns.start))
    }

    /// The column at a distance from the left edge.
    pub fn at(&self, px: u32) -> Option<usize> {
        let column = self.ends.partition_point(|&end| end <= px);
        (column < self.ends.len()).then_some(column)
    }

    /// The columns of which something is seen between two distances, with one more on either side.
    pub fn to_show(&self, from_px: u32, to_px: u32) -> Range<usize> {
        let start = self.ends.partition_point(|&end| end <= from_px).saturating_sub(1);
        let end = self.ends.partition_point(|&end| end < to_px).saturating_add(2).min(self.ends.len());
        start..end.max(start)
    }
}

fn to_position(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_around_the_viewport_are_drawn_and_no_others() {
        for (scroll, view, rows, expected) in [
            (0, 600, 1000, 0..30),
            (0, 600, 7, 0..7),
            (0, 0, 0, 0..0),
            (3_000, 600, 1000, 90..130),
            (3_001, 600, 1000, 90..140),
            (29_400, 600, 1000, 970..1000),
            (u32::MAX, 600, 1000, 1000..1000),
        ] {
            assert_eq!(rows_to_show(scroll, view, 30, rows, 10), expected, "{scroll} {view} {rows}");
        }
        assert_eq!(rows_to_show(5, 5, 0, 3, 0), 3..3, "no division by zero");
    }

    #[test]
    fn scrolling_shows_a_cell_beside_the_frozen_panes_and_moves_no_more_than_needed() {
        for (scroll, span, expected) in [
            (0, 200..300, 0),
            (0, 900..1000, 0),
            (0, 950..1050, 50),
            (500, 300..400, 100),
            (500, 650..750, 450),
            (500, 700..800, 500),
            (500, 100..200, 0),
            (0, 300..2000, 100),
        ] {
            assert_eq!(scroll_to_show(scroll, 1000, 200, span.clone()), expected, "{scroll} {span:?}");
        }
    }

    #[test]
    fn columns_are_found_by_their_edges() {
        let axis = Axis::new([40, 200, 100, 100, 60]);
        assert_eq!((axis.len(), axis.total()), (5, 500));
        assert_eq!(axis.span(2), 240..340);
        assert_eq!(axis.span(9), 500..500);
        assert_eq!(axis.width(1..3), 300);
        assert_eq!([0, 39, 40, 499, 500].map(|px| axis.at(px)), [Some(0), Some(0), Some(1), Some(4), None]);
        assert_eq!(axis.to_show(240, 340), 1..4);
        assert_eq!(axis.to_show(0, 5_000), 0..5);
        assert_eq!(Axis::default().to_show(0, 100), 0..0);
    }
}
