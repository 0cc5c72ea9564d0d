//! Where results and messages go.

use std::io::{self, Write};

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
