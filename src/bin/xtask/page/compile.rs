//! Compiling the page's module so that Chromium 78 can run it.

use super::Kind;
use crate::process::{cargo, minutes, run};
use crate::{Trouble, paths, toolchain};
use std::path::PathBuf;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Chromium before 96 knows no reference types and before 85 no multi-value, both of which rustc switches on by
/// default. The standard library's objects carry the mark of reference types too, from which wasm-bindgen would
/// conclude that it may use them; so the linker is told which features the module really has, and not to compare.
const FLAGS: [&str; 6] = [
    "-C",
    "target-feature=-reference-types,-multivalue",
    "-C",
    "link-arg=--features=mutable-globals,sign-ext,nontrapping-fptoint,bulk-memory,bulk-memory-opt",
    "-C",
    "link-arg=--no-check-features",
];

/// Compiles the page and gives the module's path. Its own target folder keeps native builds from being redone.
pub(crate) fn compile(kind: Kind) -> Result<PathBuf, Trouble> {
    toolchain::ensure_target(TARGET)?;
    let folder = paths::target().join("page");
    let profile = if kind == Kind::Shipped { "web" } else { "dev" };
    let mut command = cargo();
    command.args(["build", "--locked", "--bin", "web", "--features", "web", "--target", TARGET, "--profile", profile]);
    command.arg("--target-dir").arg(&folder).env("CARGO_ENCODED_RUSTFLAGS", flags().join("\u{1f}"));
    run(&mut command, minutes(20))?;
    let profile_folder = if kind == Kind::Shipped { "web" } else { "debug" };
    Ok(folder.join(TARGET).join(profile_folder).join("web.wasm"))
}

/// With the paths of this machine left out of panic messages: they are nobody's business, and the same sources give
/// the same module everywhere.
fn flags() -> Vec<String> {
    let mut flags: Vec<String> = FLAGS.iter().map(ToString::to_string).collect();
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    for (path, name) in [(Some(paths::root()), "sishang"), (home, "cargo")] {
        if let Some(path) = path {
            flags.push(format!("--remap-path-prefix={}={name}", path.display()));
        }
    }
    flags
}
