//! Where things are.

use std::path::PathBuf;

/// The folder of `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    // Set by cargo for what it runs; the built-in value serves a binary that is started by hand.
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

/// The folder of everything that is built; `CARGO_TARGET_DIR` moves it as it does for cargo.
pub(crate) fn target() -> PathBuf {
    let given = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    root().join(given.unwrap_or_else(|| "target".into()))
}

/// The one file that is shipped.
pub(crate) fn page() -> PathBuf {
    root().join("dist").join("四上台账.html")
}

/// The page of `--dev`, kept apart so that a quick build is never shipped by mistake.
pub(crate) fn quick_page() -> PathBuf {
    root().join("dist").join("四上台账-dev.html")
}
