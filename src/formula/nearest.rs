//! The known name that a misspelt one is most like.

/// The candidate with the fewest changes, if there are few enough for it to be likely.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let name: Vec<char> = name.chars().take(60).collect();
    let best = candidates
        .into_iter()
        .filter(|candidate| !candidate.is_empty())
        .map(|candidate| (distance(&name, &candidate.chars().take(60).collect::<Vec<_>>()), candidate))
        .min_by_key(|(changes, _)| *changes)?;
    let (changes, candidate) = best;
    let length = name.len().max(candidate.chars().count());
    let likely = changes * 2 <= length && changes < length;
    (likely || contains(candidate, &name)).then(|| candidate.to_owned())
}

/// Whether one is part of the other, and more than a single character.
fn contains(candidate: &str, name: &[char]) -> bool {
    let text: String = name.iter().collect();
    name.len() >= 2 && (candidate.contains(&text) || (candidate.len() >= 3 && text.contains(candidate)))
}

/// Levenshtein's distance: how many characters have to be changed, added or left out.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, from) in left.iter().enumerate() {
        let mut diagonal = at;
        let mut before = at + 1;
        let mut next = vec![before];
        for (to, above) in right.iter().zip(row.iter().skip(1)) {
            before = (diagonal + usize::from(from != to)).min(before + 1).min(above + 1);
            diagonal = *above;
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_name_is_found_or_none() {
        let names = ["output", "sold", "工业总产值", "工业销售产值", "累计"];
        for (name, expected) in [
            ("outptu", Some("output")),
            ("ouput", Some("output")),
            ("工业总产", Some("工业总产值")),
            ("销售产值", Some("工业销售产值")),
            ("累积", Some("累计")),
            ("x", None),
            ("", None),
            ("完全不同的名字", None),
        ] {
            assert_eq!(nearest(name, names).as_deref(), expected, "{name}");
        }
        assert_eq!(distance(&['a', 'b', 'c'], &['a', 'c']), 1);
        assert_eq!(distance(&[], &['a', 'c']), 2);
    }
}
