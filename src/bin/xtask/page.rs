//! The one file: compiled, bound, packed and put together.

pub(crate) mod compile;
mod glue;
mod html;
mod pack;
mod syntax;

use crate::{Trouble, paths};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

/// Largest page that may be shipped, in bytes: it travels by e-mail, chat groups and memory sticks.
const LARGEST: usize = 3_000_000;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As users get it: small and fast.
    Shipped,
    /// Quickly built, big and slow: to look at a change.
    Quick,
}

/// Builds the page and gives its path.
pub(crate) fn build(kind: Kind) -> Result<PathBuf, Trouble> {
    println!("Building the page's module ({}).", if kind == Kind::Shipped { "optimised" } else { "quick" });
    let module = compile::compile(kind)?;
    let start = Instant::now();
    let glue::Bound { script, module } = glue::bind(&module)?;
    let script = glue::lower(&script)?;
    let packed = pack::pack(&module, kind)?;
    let digest = Sha256::digest(&module);
    let build = digest.iter().take(4).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let html = html::assemble(&html::Parts { script: &script, packed: &packed.text, build: &build })?;
    let path = if kind == Kind::Shipped { paths::page() } else { paths::quick_page() };
    write(&path, &html)?;
    println!(
        "Put together in {:.1} s: module {}, gzip {}, glue {}, page {} (build {build}).",
        start.elapsed().as_secs_f32(),
        kilobytes(module.len()),
        kilobytes(packed.gzipped),
        kilobytes(script.len()),
        kilobytes(html.len()),
    );
    println!("{}", path.display());
    if kind == Kind::Shipped && html.len() > LARGEST {
        return Err(format!("the page has {} bytes, more than the {LARGEST} that are allowed", html.len()));
    }
    Ok(path)
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

/// Writes it beside first and renames, so that a reader never meets half a page.
fn write(path: &std::path::Path, text: &str) -> Result<(), Trouble> {
    let folder = path.parent().ok_or("the page needs a folder")?;
    let beside = path.with_extension("part");
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&beside, text))
        .and_then(|()| std::fs::rename(&beside, path))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}
