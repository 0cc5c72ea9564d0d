//! `sishang code`: validity, normal form and meaning of codes.

use std::fmt::Write;
use std::path::Path;

use sishang::code::{Description, Validity, describe};

use super::args::{CodeOptions, Format};
use super::files::{self, ReadError};
use super::output::{Outcome, Output};

/// Bytes that are read from standard input.
const LONGEST_INPUT: usize = 16 * 1024 * 1024;

pub(crate) fn run(options: &CodeOptions, output: &mut Output) -> Outcome {
    let scheme = match options.scheme.as_deref().map(|path| files::scheme(Some(path))).transpose() {
        Ok(scheme) => scheme,
        Err(problem) => {
            super::scheme::tell_scheme_problem(&problem, output);
            return Outcome::Findings;
        }
    };
    let own = scheme.as_ref().map_or(&[][..], |scheme| scheme.divisions.as_slice());
    let codes = if options.codes.is_empty() {
        match from_stdin() {
            Ok(codes) => codes,
            Err(why) => {
                output.message(&why);
                return Outcome::Findings;
            }
        }
    } else {
        options.codes.clone()
    };
    let all: Vec<Description> = codes.iter().map(|code| describe(options.kind, code, own)).collect();
    match options.format {
        Format::Json => {
            output.result(&serde_json::to_string_pretty(&all).unwrap_or_default());
            output.result("\n");
        }
        Format::Text | Format::Markdown | Format::Html => {
            for description in &all {
                output.result(&text(description));
            }
        }
    }
    let bad = all.iter().any(|description| description.validity != Validity::Valid);
    if bad { Outcome::Findings } else { Outcome::Good }
}

fn from_stdin() -> Result<Vec<String>, String> {
    let bytes = files::read(Path::new("-"), LONGEST_INPUT).map_err(|error| match error {
        ReadError::Io(why) => format!("标准输入{why}"),
        ReadError::File(error) => error.to_string(),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| "标准输入不是 UTF-8 文字".to_owned())?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn text(description: &Description) -> String {
    let word = match description.validity {
        Validity::Valid => "有效",
        Validity::Doubtful => "存疑",
        Validity::Invalid => "无效",
    };
    let mut text = format!("{}  {word}\n", printable(&description.normal));
    for problem in &description.problems {
        text.push_str("  ");
        text.push_str(&printable(problem));
        text.push('\n');
    }
    for fact in &description.facts {
        // Writing to a String cannot fail.
        let _never_fails = writeln!(text, "  {}：{}", fact.label, printable(&fact.value));
    }
    text
}

fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
