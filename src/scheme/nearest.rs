//! “Did you mean”: the known name that is spelt most like a wrong one.

/// The nearest of `known`, if it is near enough to be what was meant.
pub(crate) fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let found: Vec<char> = found.chars().take(60).collect();
    let reach = (found.len() / 3).max(1);
    known
        .into_iter()
        .map(|name| (distance(&found, &name.chars().take(60).collect::<Vec<_>>()), name))
        .filter(|(distance, _)| *distance <= reach)
        .min()
        .map(|(_, name)| name.to_owned())
}

/// Edits between two words: insert, delete, replace, swap two neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut best = (at(&row, j) + usize::from(x != y)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_within_a_third_of_its_length() {
        for (found, expected) in [
            ("lable", Some("label")),
            ("labe", Some("label")),
            ("x", None),
            ("measure_", Some("measure")),
            ("出口交货直", Some("出口交货值")),
            ("kindly", Some("kind")),
        ] {
            let known = ["label", "measure", "kind", "出口交货值"];
            assert_eq!(nearest(found, known).as_deref(), expected, "{found}");
        }
    }
}
