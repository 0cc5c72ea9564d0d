//! `sishang check`: integrity, shape and edit rules of submissions.

use std::fmt::Write;
use std::path::Path;

use serde::Serialize;
use sishang::audit::{Audit, Finding, State};
use sishang::exchange::{FileError, Head, Limits, Opened, open, verify};
use sishang::message::exchange as say;
use sishang::scheme::CompiledScheme;

use super::args::{Format, Options};
use super::files::{self, ReadError};
use super::output::{Outcome, Output};
use super::scheme::tell_scheme_problem;

/// One line of the result.
#[derive(Serialize)]
struct Line {
    file: String,
    /// Number of the rule; a word such as `digest` for the file itself.
    rule: String,
    severity: &'static str,
    form: Option<String>,
    key: Option<String>,
    field: Option<String>,
    message: String,
    values: Vec<Value>,
    /// Of a finding: `open`, `explained`, or `void` when its explanation no longer holds.
    state: Option<&'static str>,
}

impl Line {
    /// Whether it keeps the check from being good: neither a hint or note, nor explained.
    fn is_bad(&self) -> bool {
        matches!(self.severity, "error" | "hard" | "soft") && !self.is_explained()
    }

    fn is_explained(&self) -> bool {
        matches!(self.state, Some("explained" | "waived"))
    }

    /// For people.
    fn word(&self) -> &'static str {
        match self.severity {
            "hard" if !self.is_explained() => "强制",
            "soft" if !self.is_explained() => "核实",
            "hard" | "soft" if self.state == Some("waived") => "已特批",
            "hard" | "soft" => "已说明",
            "hint" => "提示",
            "note" => "附注",
            _ => "错误",
        }
    }
}

#[derive(Serialize)]
struct Value {
    name: String,
    value: String,
}

pub(crate) fn run(options: &Options, output: &mut Output) -> Outcome {
    let scheme = match files::scheme(options.scheme.as_deref()) {
        Ok(scheme) => scheme,
        Err(problem) => {
            tell_scheme_problem(&problem, output);
            return Outcome::Findings;
        }
    };
    let limits = files::limits_of_submissions();
    let mut lines = Vec::new();
    let mut progress = output.progress(options.files.len());
    for path in &options.files {
        progress.step();
        let (head, mut found) = check(path, &scheme, &limits);
        if options.format == Format::Text {
            progress.clear();
            output.result(&text(path, head.as_ref(), &found));
        }
        lines.append(&mut found);
    }
    progress.clear();
    if options.format == Format::Json {
        output.result(&serde_json::to_string_pretty(&lines).unwrap_or_default());
        output.result("\n");
    }
    if lines.iter().any(Line::is_bad) { Outcome::Findings } else { Outcome::Good }
}

fn check(path: &Path, scheme: &CompiledScheme, limits: &Limits) -> (Option<Head>, Vec<Line>) {
    let file = path.display().to_string();
    let whole = |rule: &str, severity: &'static str, message: String| Line {
        file: file.clone(),
        rule: rule.to_owned(),
        severity,
        form: None,
        key: None,
        field: None,
        message,
        values: Vec::new(),
        state: None,
    };
    let bytes = match files::read(path, limits.bytes) {
        Ok(bytes) => bytes,
        Err(ReadError::Io(why)) => return (None, vec![whole("unreadable", "error", why)]),
        Err(ReadError::File(error)) => return (None, vec![whole(error.code(), "error", error.to_string())]),
    };
    let opened = match open(&bytes, scheme, limits) {
        Ok(opened) => opened,
        Err(error @ FileError::OtherScheme { .. }) => {
            let message = format!("{error}（命令行里用 --scheme 指定它的文件）");
            return (None, vec![whole(error.code(), "error", message)]);
        }
        Err(error) => return (None, vec![whole(error.code(), "error", error.to_string())]),
    };
    let verified = verify(&opened, scheme);
    let book = &opened.book;
    let mut lines: Vec<Line> = opened.notes.iter().map(|note| whole("note", "note", say::note(note))).collect();
    lines.extend(verified.differences.iter().map(|one| Line {
        form: one.record().map(|(form, _, _)| form.to_owned()),
        key: one.record().map(|(_, key, _)| key.to_owned()),
        field: one.record().map(|(_, _, field)| field.to_owned()).filter(|field| !field.is_empty()),
        ..whole(one.code(), "error", say::difference(scheme, book, one))
    }));
    lines.extend(verified.audit.findings().map(|finding| line_of(&file, finding, &opened, scheme)));
    (Some(opened.head), lines)
}

fn line_of(file: &str, finding: &Finding, opened: &Opened, scheme: &CompiledScheme) -> Line {
    let severity = match finding.severity {
        // A rule that cannot be worked out never passes.
        _ if finding.broken => "hard",
        severity => severity.key(),
    };
    let state = match finding.state {
        State::Open => "open",
        State::Explained if !finding.broken => "explained",
        State::Waived if !finding.broken => "waived",
        State::Explained | State::Waived | State::Void => "void",
    };
    let waiver = Audit::waiver(scheme, &opened.book, finding).filter(|_| finding.state == State::Waived);
    let said = opened.book.explanations.get(&finding.key).filter(|_| finding.state == State::Explained);
    let message = match said {
        Some(words) => format!("{}（说明：{}）", finding.sentence, words.text),
        None => match waiver {
            Some(waiver) => format!("{}（{}特批：{}）", finding.sentence, waiver.from.name, waiver.reason),
            None => finding.sentence.clone(),
        },
    };
    Line {
        file: file.to_owned(),
        rule: finding.key.rule.clone(),
        severity,
        form: Some(finding.key.form.clone()),
        key: Some(finding.key.key.clone()),
        field: Some(finding.key.field.clone()).filter(|field| !field.is_empty()),
        message,
        values: finding.values.iter().map(|(name, value)| Value { name: name.clone(), value: value.clone() }).collect(),
        state: Some(state),
    }
}

fn text(path: &Path, head: Option<&Head>, lines: &[Line]) -> String {
    let count = |word: &str| lines.iter().filter(|line| line.word() == word).count();
    let mut text = match head {
        None => format!("{}：不能使用\n", plain(&path.display().to_string())),
        Some(head) => {
            let demonstration = if head.demonstration { "，演示数据" } else { "" };
            format!(
                "{}：{} {} 第{}版（{}{demonstration}）；文件问题 {}，强制 {}，核实 {}，已说明 {}，提示 {}\n",
                plain(&path.display().to_string()),
                plain(&head.office.name),
                head.period.chinese(),
                head.revision,
                head.status.label(),
                count("错误"),
                count("强制"),
                count("核实"),
                count("已说明"),
                count("提示"),
            )
        }
    };
    for line in lines {
        let place = match (&line.form, &line.key) {
            (Some(form), Some(key)) => format!(" {form}/{key}"),
            _ => String::new(),
        };
        // Writing to a String cannot fail.
        let (word, message) = (line.word(), plain(&line.message));
        let _never_fails = writeln!(text, "  {word} {}{place}：{message}", line.rule);
    }
    text
}

/// Text from a file for a terminal: what would move the cursor or turn the writing direction is shown as a sign.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control()
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}
