//! The command `sishang`: the core, natively.
//!
//! Results go to stdout, messages to stderr. The exit code is 0 when all is good, 1 for findings or rejected input,
//! 2 for wrong usage. Nothing that is given to it makes it panic, a reader that goes away included.

mod args;
mod check;
mod code;
mod files;
mod help;
mod output;
mod rollup;
mod scheme;

use std::process::ExitCode;

use args::Command;
use output::{Outcome, Output};

fn main() -> ExitCode {
    let mut output = Output::standard();
    let outcome = match args::parse(lexopt::Parser::from_env()) {
        Ok(command) => run(command, &mut output),
        Err(usage) => {
            output.message(&usage.to_string());
            output.message("用法见 sishang --help");
            Outcome::Usage
        }
    };
    ExitCode::from(output.finish(outcome))
}

fn run(command: Command, output: &mut Output) -> Outcome {
    match command {
        Command::Help(topic) => output.result(help::text(topic)),
        Command::Version => output.result(concat!("sishang ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Check(options) => return check::run(&options, output),
        Command::SchemeCheck(options) => return scheme::check(&options, output),
        Command::SchemeShow(options) => return scheme::show(&options, output),
        Command::Schema(options) => return scheme::schema(&options, output),
        Command::RollUp(options) => return rollup::run(&options, output),
        Command::Code(options) => return code::run(&options, output),
    }
    Outcome::Good
}
