//! 位次: competition ranking, with what decides between equal values.

use crate::formula::Value;
use crate::scheme::{RankDef, SortKey};
use std::cmp::Ordering;
use std::collections::HashMap;

/// The place of each row: the same for rows that are equal in everything, and as many left out after them (1, 2, 2, 4).
/// A row without a value has none.
pub(super) fn ranks(rows: &[&[Option<Value>]], by: SortKey, ties: &[SortKey]) -> Vec<Option<usize>> {
    let all: Vec<usize> = (0..rows.len()).collect();
    let mut places = vec![None; rows.len()];
    rank(rows, &all, by, ties, &mut places);
    places
}

/// Puts the place that each of some rows has among them.
fn rank(rows: &[&[Option<Value>]], of: &[usize], by: SortKey, ties: &[SortKey], places: &mut [Option<usize>]) {
    let keys: Vec<SortKey> = std::iter::once(by).chain(ties.iter().copied()).collect();
    let mut order: Vec<(usize, &[Option<Value>])> = of.iter().filter_map(|at| Some((*at, *rows.get(*at)?))).collect();
    order.retain(|(_, row)| row.get(by.column).is_some_and(Option::is_some));
    order.sort_by(|one, two| compare(one.1, two.1, &keys));
    let mut before: Option<(usize, &[Option<Value>])> = None;
    for ((at, row), number) in order.into_iter().zip(1..) {
        // The same as the one before has its place too.
        let place = before.filter(|(_, other)| compare(other, row, &keys).is_eq()).map_or(number, |(place, _)| place);
        before = Some((place, row));
        if let Some(own) = places.get_mut(at) {
            *own = Some(place);
        }
    }
}

/// As [`ranks`], each row among those that have the same value in a column.
pub(super) fn ranks_within(
    rows: &[&[Option<Value>]],
    by: SortKey,
    ties: &[SortKey],
    within: Option<usize>,
) -> Vec<Option<usize>> {
    let Some(within) = within else { return ranks(rows, by, ties) };
    let mut kinds: HashMap<Option<&Value>, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        kinds.entry(row.get(within).and_then(Option::as_ref)).or_default().push(at);
    }
    let mut places = vec![None; rows.len()];
    // In any order: each kind has rows of its own.
    for like in kinds.into_values() {
        rank(rows, &like, by, ties, &mut places);
    }
    places
}

/// By which column a table ranks, as a key to sort by.
pub(super) const fn best_first(rank: &RankDef) -> SortKey {
    SortKey { column: rank.by, descending: !rank.low_first }
}

/// Which of two rows comes first; what is missing comes last.
pub(super) fn compare(left: &[Option<Value>], right: &[Option<Value>], keys: &[SortKey]) -> Ordering {
    keys.iter()
        .map(|key| match (value(left, *key), value(right, *key)) {
            (Some(left), Some(right)) => {
                let order = ordering(left, right);
                if key.descending { order.reverse() } else { order }
            }
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        })
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn value(row: &[Option<Value>], key: SortKey) -> Option<&Value> {
    row.get(key.column)?.as_ref()
}

fn ordering(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Month(left), Value::Month(right)) => left.cmp(right),
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        // A column has one type.
        _ => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(values: &[(Option<i64>, i64)]) -> Vec<Vec<Option<Value>>> {
        let number = |value: i64| Value::Number(value.into());
        values.iter().map(|(first, second)| vec![first.map(number), Some(number(*second))]).collect()
    }

    #[test]
    fn equal_rows_share_a_place_and_the_next_is_left_out() {
        let rows = rows(&[(Some(80), 1), (Some(90), 1), (Some(80), 1), (None, 9), (Some(70), 1)]);
        let rows: Vec<&[Option<Value>]> = rows.iter().map(Vec::as_slice).collect();
        let by = SortKey { column: 0, descending: true };
        assert_eq!(ranks(&rows, by, &[]), [Some(2), Some(1), Some(2), None, Some(4)]);
        let by = SortKey { column: 0, descending: false };
        assert_eq!(ranks(&rows, by, &[]), [Some(2), Some(4), Some(2), None, Some(1)]);
    }

    #[test]
    fn the_like_are_ranked_among_themselves() {
        let rows = rows(&[(Some(80), 1), (Some(90), 2), (Some(70), 1), (Some(60), 2)]);
        let rows: Vec<&[Option<Value>]> = rows.iter().map(Vec::as_slice).collect();
        let by = SortKey { column: 0, descending: true };
        assert_eq!(ranks_within(&rows, by, &[], Some(1)), [Some(1), Some(1), Some(2), Some(2)]);
        assert_eq!(ranks_within(&rows, by, &[], None), ranks(&rows, by, &[]));
    }

    #[test]
    fn ties_are_decided_by_further_columns() {
        let rows = rows(&[(Some(80), 5), (Some(80), 7), (Some(80), 5)]);
        let rows: Vec<&[Option<Value>]> = rows.iter().map(Vec::as_slice).collect();
        let by = SortKey { column: 0, descending: true };
        let more = SortKey { column: 1, descending: true };
        let fewer = SortKey { column: 1, descending: false };
        assert_eq!(ranks(&rows, by, &[more]), [Some(2), Some(1), Some(2)]);
        assert_eq!(ranks(&rows, by, &[fewer]), [Some(1), Some(3), Some(1)]);
    }
}
