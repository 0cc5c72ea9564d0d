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

/// The file as an address that any browser takes: everything but plain letters, digits and `-_.~/` percent-encoded.
pub(crate) fn file_address(path: &std::path::Path) -> String {
    use std::fmt::Write as _;
    let text = path.to_string_lossy().replace('\\', "/");
    let mut address = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' | b':' => {
                address.push(byte.into());
            }
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::file_address;

    #[test]
    fn an_address_is_percent_encoded() {
        assert_eq!(file_address("/a b/四.html".as_ref()), "file:///a%20b/%E5%9B%9B.html");
        assert_eq!(file_address(r"C:\四\x.html".as_ref()), "file:///C:/%E5%9B%9B/x.html");
    }
}
