//! `cargo xtask open`: shows the page in the desktop's browser when there is one.

use crate::devtools::file_address;
use crate::process;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Prints the page's address and, with a desktop, opens it.
pub(crate) fn open(page: &Path) {
    println!("\n{}", file_address(page));
    let Some(mut opener) = opener() else {
        println!("There is no desktop here to open it on: give this address to a browser.");
        return;
    };
    if let Err(trouble) = process::run(opener.arg(page), Duration::from_secs(20)) {
        println!("It could not be opened by itself ({trouble}): give this address to a browser.");
    }
}

fn opener() -> Option<Command> {
    if cfg!(target_os = "macos") {
        return Some(Command::new("open"));
    }
    if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        return Some(command);
    }
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let desktop = set("DISPLAY") || set("WAYLAND_DISPLAY");
    (desktop && process::find("xdg-open").is_some()).then(|| Command::new("xdg-open"))
}
