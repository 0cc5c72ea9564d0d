//! Filling down.

use super::{Accepts, Place, Rectangle};

/// Repeats the first row of the selection in the rows below it; a selection of one row takes the row above.
pub fn fill_down(
    selected: &Rectangle,
    text: impl Fn(Place) -> String,
    accepts: impl Fn(Place) -> Accepts,
) -> Vec<(Place, String)> {
    let single = selected.rows.len() == 1;
    let Some(from) = (if single { selected.rows.start.checked_sub(1) } else { Some(selected.rows.start) }) else {
        return Vec::new();
    };
    let mut cells = Vec::new();
    for column in selected.columns.clone() {
        let repeated = text(Place::new(from, column));
        for row in (from + 1)..selected.rows.end {
            let place = Place::new(row, column);
            if accepts(place) == Accepts::Text {
                cells.push((place, repeated.clone()));
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_is_repeated_where_cells_take_text() {
        let text = |place: Place| format!("{}.{}", place.row, place.column);
        let accepts = |place: Place| if place.column == 1 { Accepts::Computed } else { Accepts::Text };
        let filled = |rows, columns| {
            let cells = fill_down(&Rectangle { rows, columns }, text, accepts);
            cells.into_iter().map(|(place, text)| (place.row, place.column, text)).collect::<Vec<_>>()
        };
        let expected = [(3, 0, "2.0".to_owned()), (4, 0, "2.0".to_owned())];
        assert_eq!(filled(2..5, 0..2), expected);
        assert_eq!(filled(3..4, 0..1), [(3, 0, "2.0".to_owned())], "one row takes the row above");
        assert_eq!(filled(0..1, 0..1), []);
    }
}
