//! Where results and messages go.

use std::io::{self, IsTerminal, Write};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// All is good.
    Good,
    /// Findings, or input that was rejected.
    Findings,
    /// Wrong usage.
    Usage,
}

/// Fewer steps than this need no bar.
const FEWEST_STEPS: usize = 10;

/// Characters of the bar.
const BAR: usize = 30;

/// A bar on standard error, on a line of its own.
pub(crate) struct Progress {
    done: usize,
    steps: usize,
    watched: bool,
}

impl Progress {
    /// One more step begins.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        if self.watched {
            let full = (self.done * BAR).checked_div(self.steps).unwrap_or(BAR).min(BAR);
            let (done, left) = ("█".repeat(full), "░".repeat(BAR - full));
            let _nobody_watches = write!(io::stderr(), "\r{done}{left} {}/{}", self.done, self.steps);
        }
    }

    /// Makes room for other lines.
    pub(crate) fn clear(&self) {
        if self.watched {
            let _nobody_watches = write!(io::stderr(), "\r{}\r", " ".repeat(BAR * 2 + 24));
        }
    }
}

/// Standard output and standard error.
pub(crate) struct Output {
    out: io::BufWriter<io::Stdout>,
    /// The reader has gone away (`| head`), which is its right; nothing more is written.
    closed: bool,
    /// Something else is wrong with standard output, such as a full disk.
    failed: bool,
}

impl Output {
    pub(crate) fn standard() -> Self {
        Self { out: io::BufWriter::new(io::stdout()), closed: false, failed: false }
    }

    /// Writes a part of the result.
    pub(crate) fn result(&mut self, text: &str) {
        if !self.closed && !self.failed {
            let written = self.out.write_all(text.as_bytes());
            self.note(written);
        }
    }

    /// Writes a line about the work itself, after what is already there of the result.
    pub(crate) fn message(&mut self, text: &str) {
        if !self.closed && !self.failed {
            let flushed = self.out.flush();
            self.note(flushed);
        }
        // When nobody listens there is nobody to tell.
        let _nobody_listens = writeln!(io::stderr(), "{text}");
    }

    /// A bar for this many steps; it shows only when somebody watches and there is something to wait for.
    pub(crate) fn progress(&self, steps: usize) -> Progress {
        let watched = !self.closed && steps >= FEWEST_STEPS && io::stderr().is_terminal();
        Progress { done: 0, steps, watched }
    }

    /// Writes what is left and gives the exit code.
    pub(crate) fn finish(mut self, outcome: Outcome) -> u8 {
        if !self.closed && !self.failed {
            let flushed = self.out.flush();
            self.note(flushed);
        }
        if self.failed {
            self.message("结果没有写完：标准输出写不进去（磁盘可能已满）");
            return 1;
        }
        match outcome {
            Outcome::Good => 0,
            Outcome::Findings => 1,
            Outcome::Usage => 2,
        }
    }

    fn note(&mut self, written: io::Result<()>) {
        match written {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.closed = true,
            Err(_) => self.failed = true,
        }
    }
}
