//! `cargo xtask county`: the files of a made-up county, for tests, benchmarks and demonstrations.

use crate::Trouble;
use sishang::demo::county::{County, OFFICES_COUNT, Options};
use sishang::period::Period;
use sishang::{message, scheme};
use std::path::Path;

/// What `cargo xtask county` makes where nothing else is asked for.
const SEED: u64 = 7;

/// Writes a folder for each of two months with a file from each office, and a list of what is planted in them.
pub(crate) fn county(folder: &Path, words: &[&str]) -> Result<(), Trouble> {
    let now = Period::of_month(2026, 10).ok_or("there is no October 2026")?;
    let mut options = Options::new(SEED, now);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match (*word, words.clone().next()) {
            ("--halfway", _) => options = Options::halfway(options.seed, options.period),
            ("--seed", Some(seed)) => {
                options.seed = seed.parse().map_err(|_| format!("`{seed}` is no seed: give a whole number"))?;
                words.next();
            }
            ("--period", Some(period)) => {
                options.period = period.parse().map_err(|_| format!("`{period}` is no month; write 2026-10"))?;
                words.next();
            }
            (other, _) => return Err(format!("`{other}` is not understood, or something is missing after it")),
        }
    }
    let scheme = scheme::builtin();
    let county = County::new(&options);
    for period in [county.before(), county.period()] {
        let month = folder.join(period.to_string());
        for office in 0..OFFICES_COUNT {
            match county.file(&scheme, office, period) {
                Some(file) => write(&month.join(&file.name), &file.text)?,
                None => println!("{period}: the file of office {} is missing, as was asked for", office + 1),
            }
        }
    }
    write(&folder.join("README.md"), &message::county::readme(&county, &scheme, options.seed))?;
    println!("{}", folder.display());
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}
