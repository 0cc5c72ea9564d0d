//! What the system has or its package manager brings.

use crate::Trouble;
use crate::process::{find, minutes, output, run};
use std::path::PathBuf;
use std::process::Command;

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

const MAC: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

pub(crate) fn installed_chromium() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| find(name)).or_else(|| MAC.map(PathBuf::from).into_iter().find(|file| file.is_file()))
}

/// Pictures need Chinese letters; the tests themselves do not, so a machine without them is only told.
pub(crate) fn ensure_fonts() {
    let listed = output(Command::new("fc-list").args([":lang=zh", "family"]), minutes(1));
    if listed.is_ok_and(|fonts| !fonts.trim().is_empty()) {
        return;
    }
    if let Err(trouble) = install(&["fonts-noto-cjk"]) {
        println!("No Chinese font was found, and {trouble}: pictures of the page will show boxes.");
    }
}

/// Installs Debian packages, as root or with a sudo that asks for nothing.
pub(crate) fn install(packages: &[&str]) -> Result<(), Trouble> {
    let names = packages.join(" ");
    let by_hand = format!("`apt-get install {names}`");
    if find("apt-get").is_none() {
        return Err(format!("this system has no apt-get to install {names}"));
    }
    let is_root = output(Command::new("id").arg("-u"), minutes(1)).is_ok_and(|user| user.trim() == "0");
    let may_sudo = || output(Command::new("sudo").args(["-n", "true"]), minutes(1)).is_ok();
    if !is_root && !may_sudo() {
        return Err(format!("installing needs root: run {by_hand} once as root"));
    }
    let apt = |arguments: &[&str]| {
        let mut command = Command::new(if is_root { "env" } else { "sudo" });
        command.args(if is_root { &[][..] } else { &["-n", "env"][..] });
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]);
        command.args(["-o", "Acquire::Retries=3", "-o", "Acquire::http::Timeout=30"]).args(arguments);
        command
    };
    println!("Installing {names} with apt-get (a minute or two).");
    output(&mut apt(&["update"]), minutes(4))
        .and_then(|_| run(apt(&["install", "-y", "--no-install-recommends"]).args(packages), minutes(8)))
        .map_err(|trouble| format!("{trouble}; run {by_hand} when the network is back"))
}
