//! Compiling the page's module so that Chromium 78 can run it.

use super::Kind;
use crate::process::{cargo, find, minutes, output, run};
use crate::{Trouble, paths};
use std::path::PathBuf;
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

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

/// Makes sure that rustc can compile for the browser.
pub(crate) fn ensure_target() -> Result<(), Trouble> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = output(Command::new(rustc).args(["--print", "sysroot"]), minutes(1))?;
    if PathBuf::from(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    if find("rustup").is_none() {
        return Err(format!(
            "this Rust cannot compile for {TARGET}: install its standard library for that target, or use rustup"
        ));
    }
    println!("Adding the Rust target {TARGET} (a few seconds).");
    run(Command::new("rustup").args(["target", "add", TARGET]), minutes(5))
        .map_err(|trouble| format!("{trouble}\nrun `rustup target add {TARGET}` when the network is back"))
}

/// Compiles the page and gives the module's path. Its own target folder keeps native builds from being redone.
pub(crate) fn compile(kind: Kind) -> Result<PathBuf, Trouble> {
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
