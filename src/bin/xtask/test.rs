//! `cargo xtask test`: everything that CI runs, fast things first; the first failure ends it.

use crate::page::compile::TARGET;
use crate::process::{cargo, minutes, output, run};
use crate::{Trouble, browsers, oracle, page, paths, toolchain};
use std::time::{Duration, Instant};

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<(), Trouble>,
}

/// In the order of their speed, as far as they do not build on each other.
const STEPS: [Step; 11] = [
    Step { name: "format", what: "every file is formatted", run: format },
    Step { name: "lints", what: "no lint is violated natively", run: lints },
    Step { name: "core", what: "the default build has no browser in it", run: core },
    Step { name: "docs", what: "every link of the documentation leads somewhere", run: docs },
    Step { name: "page-lints", what: "no lint is violated in the page", run: page_lints },
    Step { name: "tests", what: "native tests", run: tests },
    Step { name: "oracle", what: "DuckDB works out the same figures from a county's files", run: oracle::compare },
    Step { name: "view-tests", what: "the page's views, drawn natively", run: view_tests },
    Step { name: "page", what: "the one file is built", run: build_page },
    Step { name: "browsers", what: "browsers, old and new, are here", run: browsers::ensure },
    Step { name: "browser", what: "the one file in browsers, old and new", run: browser },
];

const QUICK: [&str; 3] = ["format", "lints", "tests"];
const NEED_BROWSER: [&str; 2] = ["browsers", "browser"];

/// One set of features for lints, tests and this program itself: cargo compiles the core once for all of them.
const FEATURES: [&str; 3] = ["--locked", "--features", "xtask,browser-tests"];

pub(crate) fn test(words: &[&str]) -> Result<(), Trouble> {
    let (flags, names): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| word.starts_with("--"));
    if let Some(unknown) = flags.iter().find(|it| !["--quick", "--skip-browser"].contains(it)) {
        return Err(format!("unknown flag `{unknown}`; there are --quick and --skip-browser"));
    }
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        return Err(format!("there is no step `{unknown}`; there are {}", STEPS.map(|step| step.name).join(", ")));
    }
    let wanted = |step: &&Step| match () {
        () if flags.contains(&"--skip-browser") && NEED_BROWSER.contains(&step.name) => false,
        () if flags.contains(&"--quick") => QUICK.contains(&step.name),
        // The browser tests stand on what the two steps before them make.
        () if names.contains(&"browser") => {
            ["page", "browsers", "browser"].contains(&step.name) || names.contains(&step.name)
        }
        () => names.is_empty() || names.contains(&step.name),
    };
    let steps: Vec<&Step> = STEPS.iter().filter(wanted).collect();
    let mut times = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!("\n[{}/{}] {}: {}", index + 1, steps.len(), step.name, step.what);
        let start = Instant::now();
        (step.run)()
            .map_err(|trouble| format!("step `{}` failed after {}: {trouble}", step.name, seconds(start.elapsed())))?;
        println!("[{}/{}] {}: good, {}", index + 1, steps.len(), step.name, seconds(start.elapsed()));
        times.push((step.name, start.elapsed()));
    }
    println!();
    for (name, time) in &times {
        println!("{name:12} {:>9}", seconds(*time));
    }
    println!("{:12} {:>9}", "together", seconds(times.iter().map(|it| it.1).sum()));
    if flags.contains(&"--skip-browser") {
        println!("Not run, as asked: {}.", NEED_BROWSER.join(", "));
    }
    Ok(())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f32())
}

fn format() -> Result<(), Trouble> {
    toolchain::ensure_component("fmt", "rustfmt")?;
    run(cargo().args(["fmt", "--check"]), minutes(2)).map_err(|trouble| format!("{trouble}; `cargo fmt` puts it right"))
}

fn lints() -> Result<(), Trouble> {
    toolchain::ensure_component("clippy", "clippy")?;
    run(cargo().args(["clippy", "--all-targets"]).args(FEATURES).args(["--", "-D", "warnings"]), minutes(15))
}

/// The core must build without what the other features bring, and without the page's library in particular.
fn core() -> Result<(), Trouble> {
    let tree = output(cargo().args(["tree", "--locked", "-e", "normal", "--prefix", "none"]), minutes(2))?;
    if let Some(intruder) =
        tree.lines().find(|it| ["yew ", "web-sys ", "gloo "].iter().any(|name| it.starts_with(name)))
    {
        return Err(format!("the default native build depends on {intruder}; `cargo tree -i` shows who asks for it"));
    }
    run(cargo().args(["check", "--locked"]), minutes(10))
}

/// Of the library, as `cargo doc --open` shows it.
fn docs() -> Result<(), Trouble> {
    run(cargo().args(["doc", "--locked", "--no-deps", "--lib"]).env("RUSTDOCFLAGS", "-D warnings"), minutes(5))
}

fn page_lints() -> Result<(), Trouble> {
    toolchain::ensure_target(TARGET)?;
    let page = ["--features", "web", "--bin", "web", "--target", TARGET, "--", "-D", "warnings"];
    run(cargo().args(["clippy", "--locked"]).args(page), minutes(15))
}

fn tests() -> Result<(), Trouble> {
    run(cargo().arg("test").args(FEATURES).args(["--lib", "--bins", "--test", "integration"]), minutes(25))?;
    run(cargo().arg("test").args(FEATURES).arg("--doc"), minutes(10))
}

fn view_tests() -> Result<(), Trouble> {
    run(cargo().args(["test", "--locked", "--features", "view-tests", "--bin", "web"]), minutes(20))
}

fn build_page() -> Result<(), Trouble> {
    page::build(page::Kind::Shipped).map(drop)
}

fn browser() -> Result<(), Trouble> {
    let mut command = cargo();
    command.arg("test").args(FEATURES).args(["--test", "browser"]);
    command.env("SISHANG_PAGE", paths::page());
    command.env("SISHANG_CHROMIUM", browsers::chromium()?);
    command.env("SISHANG_OLD_CHROMIUMS", browsers::old_chromiums());
    run(&mut command, minutes(30))
}

#[cfg(test)]
mod tests {
    use super::{NEED_BROWSER, QUICK, STEPS, test};

    #[test]
    fn wrong_words_are_named_before_anything_runs() {
        assert!(test(&["--fast"]).unwrap_err().contains("--fast"));
        assert!(test(&["linds"]).unwrap_err().contains("page-lints"));
    }

    #[test]
    fn groups_name_steps() {
        for name in QUICK.iter().chain(&NEED_BROWSER) {
            assert!(STEPS.iter().any(|step| step.name == *name), "{name}");
        }
    }
}
