//! `cargo xtask bench`: measures what README quotes and prints it as a Markdown table.

mod files;
mod gather;
mod rollup;
mod start;

use crate::process::{cargo, minutes, output};
use crate::{Trouble, browsers, page};
use std::path::Path;

/// Measures the command alone.
pub(crate) fn rollup() -> Result<(), Trouble> {
    println!("\n| measured | result |\n| --- | --- |");
    for Line { what, result } in rollup::measure()? {
        println!("| {what} | {result} |");
    }
    Ok(())
}

/// One line of the table: what was measured, on what, and the result.
struct Line {
    what: String,
    result: String,
}

/// Measures the page, built anew, or another one that is given, to compare the two.
pub(crate) fn bench(given: Option<&Path>) -> Result<(), Trouble> {
    let page = given.map_or_else(|| page::build(page::Kind::Shipped), |page| Ok(page.to_owned()))?;
    let page = page.canonicalize().map_err(|error| format!("{}: {error}", page.display()))?;
    let chromium = browsers::chromium()?;
    let size = std::fs::metadata(&page).map_err(|error| format!("{}: {error}", page.display()))?.len();
    let mut lines = vec![Line { what: "the file".into(), result: format!("{:.2} MB", as_megabytes(size)) }];
    lines.extend(start::measure(&chromium, &page)?);
    lines.extend(gather::measure(&chromium, &page)?);
    // The core natively: the same code as in the page, which a browser runs more slowly.
    let mut core = String::new();
    if given.is_none() {
        core = output(cargo().args(["bench", "--bench", "core"]), minutes(15))?;
        lines.extend(rollup::measure()?);
    }
    println!("\n| measured | result |\n| --- | --- |");
    for Line { what, result } in lines {
        println!("| {what} | {result} |");
    }
    for line in core.lines().filter(|line| line.starts_with('|')) {
        println!("{line}");
    }
    Ok(())
}

fn as_megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
}

/// Median and range of measured milliseconds, rounded: `120 ms (110–160)`.
fn summary(mut times: Vec<f64>) -> Option<String> {
    times.sort_by(f64::total_cmp);
    let (first, middle, last) = (times.first()?, times.get(times.len() / 2)?, times.last()?);
    Some(format!("{middle:.0} ms ({first:.0}–{last:.0})"))
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn a_summary_is_the_median_and_the_range() {
        assert_eq!(summary(vec![30.0, 10.2, 20.0]).unwrap(), "20 ms (10–30)");
        assert!(summary(vec![]).is_none());
    }
}
