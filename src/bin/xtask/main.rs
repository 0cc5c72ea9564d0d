//! `cargo xtask`: builds the one file, opens it, tests everything, measures.
//!
//! A fresh machine with Rust needs nothing by hand: each command finds or installs what is missing, says what it is
//! doing in plain words, waits only so long, and stops at the first trouble with one line that says how to get on.

mod bench;
mod browsers;
mod county;
#[path = "../../../tests/browser/support/devtools.rs"]
mod devtools;
mod duckdb;
mod open;
mod oracle;
mod page;
mod paths;
mod process;
mod shots;
mod test;
mod toolchain;

use std::process::ExitCode;

/// What went wrong, as the one line that is shown: what is missing and how to get it.
type Trouble = String;

const USAGE: &str = "\
cargo xtask <command>

  open [--dev]      build dist/四上台账.html and open it, or print its file:// address
  build [--dev]     only build it; --dev is quick and big, for trying things out
  test [STEP…]      everything that CI runs, or only these steps:
                    format lints core docs page-lints tests oracle view-tests page browsers browser
    --quick         format, lints and tests only
    --skip-browser  leave out the steps that need a browser, and say so
  bench rollup      only the roll-up of a thousand files, beside DuckDB
  bench [PAGE]      measure what README quotes, of the page built anew or of this one; prints a table
  county DIR        the files of a made-up county, two months of 12 offices, with a list of the planted errors
    --seed N        another county; the same seed always gives the same one
    --period MONTH  another month than 2026-10
    --halfway       as in the middle of the month: one file is missing, one was late, one is a draft
  shots DIR         pictures of every page with the demonstration month, on a small screen, a large one and paper
  shots DIR [WIDTHxHEIGHT] [SELECTOR…]
                    pictures of the page: as it opens, then after a click on each selector in turn";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("\nxtask: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<(), Trouble> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["open", flags @ ..] => page::build(page_kind(flags)?).map(|page| open::open(&page)),
        ["build", flags @ ..] => page::build(page_kind(flags)?).map(drop),
        ["test", what @ ..] => test::test(what),
        ["bench"] => bench::bench(None),
        ["bench", "rollup"] => bench::rollup(),
        ["bench", page] => bench::bench(Some(page.as_ref())),
        ["county", folder, what @ ..] => county::county(folder.as_ref(), what),
        ["shots", folder, what @ ..] => shots::shots(folder.as_ref(), what),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        [other, ..] => Err(format!("`{other}` is no command, or something is missing after it\n\n{USAGE}")),
    }
}

fn page_kind(flags: &[&str]) -> Result<page::Kind, Trouble> {
    match flags {
        [] => Ok(page::Kind::Shipped),
        ["--dev"] => Ok(page::Kind::Quick),
        [other, ..] => Err(format!("unknown flag `{other}`; the only one here is --dev")),
    }
}
