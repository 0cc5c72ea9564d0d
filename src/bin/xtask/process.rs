//! Running other programs, never for longer than said.

use crate::Trouble;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

/// Minutes, for limits.
pub(crate) const fn minutes(count: u64) -> Duration {
    Duration::from_secs(60 * count)
}

/// The cargo that started us, or the one on the path.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::paths::root());
    // What cargo told *us* about this package must not leak into the builds that we start.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_BIN_") || name == "CARGO_MANIFEST_DIR" {
            command.env_remove(name);
        }
    }
    command
}

/// Runs it with its output shown. It must end well within the limit.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Result<(), Trouble> {
    let name = shown(command);
    let mut child = command.stdin(Stdio::null()).spawn().map_err(|error| format!("cannot run `{name}`: {error}"))?;
    judge(&name, wait(&mut child, &name, limit)?, "")
}

/// Runs it quietly and gives what it wrote to standard output; its messages are shown only when it fails.
pub(crate) fn output(command: &mut Command, limit: Duration) -> Result<String, Trouble> {
    let name = shown(command);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("cannot run `{name}`: {error}"))?;
    let stdout = child.stdout.take().map(|pipe| spawn(move || read_all(pipe)));
    let stderr = child.stderr.take().map(|pipe| spawn(move || read_all(pipe)));
    let status = wait(&mut child, &name, limit)?;
    let [stdout, stderr] = [stdout, stderr].map(|thread| thread.and_then(|it| it.join().ok()).unwrap_or_default());
    judge(&name, status, &stderr)?;
    Ok(stdout)
}

/// Whether a program of this name can be started, and where it is.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names =
        if cfg!(windows) { vec![format!("{program}.exe"), format!("{program}.cmd")] } else { vec![program.into()] };
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)).collect::<Vec<_>>())
        .find(|file| file.is_file())
}

fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let mut text = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

fn read_all(mut pipe: impl std::io::Read) -> String {
    let mut bytes = Vec::new();
    // A pipe that breaks ends the text; how the program ended is judged by its status.
    drop(pipe.read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn wait(child: &mut Child, name: &str, limit: Duration) -> Result<ExitStatus, Trouble> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if start.elapsed() < limit => sleep(Duration::from_millis(30)),
            Ok(None) => {
                drop(child.kill());
                drop(child.wait());
                return Err(format!("`{name}` was stopped: it took more than {} s", limit.as_secs()));
            }
            Err(error) => return Err(format!("cannot wait for `{name}`: {error}")),
        }
    }
}

fn judge(name: &str, status: ExitStatus, messages: &str) -> Result<(), Trouble> {
    if status.success() {
        return Ok(());
    }
    let messages = messages.trim();
    let gap = if messages.is_empty() { "" } else { ":\n" };
    Err(format!("`{name}` failed ({status}){gap}{messages}"))
}

#[cfg(test)]
mod tests {
    use super::{Duration, output};
    use std::process::Command;

    #[test]
    fn a_program_that_hangs_is_stopped() {
        let trouble = output(Command::new("sleep").arg("30"), Duration::from_millis(100)).unwrap_err();
        assert!(trouble.contains("was stopped"), "{trouble}");
    }

    #[test]
    fn a_program_that_fails_shows_its_messages() {
        let trouble =
            output(Command::new("sh").args(["-c", "echo no disk >&2; exit 3"]), Duration::from_secs(5)).unwrap_err();
        assert!(trouble.contains("no disk") && trouble.contains('3'), "{trouble}");
    }
}
