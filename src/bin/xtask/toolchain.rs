//! What Rust itself must bring.

use crate::Trouble;
use crate::process::{cargo, find, minutes, output, run};
use std::path::PathBuf;
use std::process::Command;

/// Makes sure that rustc can compile for this target.
pub(crate) fn ensure_target(target: &str) -> Result<(), Trouble> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = output(Command::new(rustc).args(["--print", "sysroot"]), minutes(1))?;
    if PathBuf::from(sysroot.trim()).join("lib/rustlib").join(target).join("lib").is_dir() {
        return Ok(());
    }
    println!("Adding the Rust target {target} (a few seconds).");
    rustup(&["target", "add", target])
}

/// Makes sure that cargo has this subcommand, which comes as a component of the toolchain.
pub(crate) fn ensure_component(subcommand: &str, component: &str) -> Result<(), Trouble> {
    if output(cargo().args([subcommand, "--version"]), minutes(1)).is_ok() {
        return Ok(());
    }
    println!("Adding the Rust component {component} (a few seconds).");
    rustup(&["component", "add", component])
}

fn rustup(arguments: &[&str]) -> Result<(), Trouble> {
    let wanted = arguments.join(" ");
    if find("rustup").is_none() {
        return Err(format!(
            "this Rust was not installed by rustup: `rustup {wanted}` is what is missing, see https://rustup.rs"
        ));
    }
    let added = run(Command::new("rustup").args(arguments), minutes(5));
    added.map_err(|trouble| format!("{trouble}; run `rustup {wanted}` when the network is back"))
}
