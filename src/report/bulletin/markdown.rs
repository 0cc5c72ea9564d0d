//! As Markdown.

use super::{Bulletin, BulletinBlock};
use std::fmt::Write;

impl Bulletin {
    pub fn to_markdown(&self) -> String {
        let mut text = format!("# {}\n", escaped(&self.title));
        if !self.subtitle.is_empty() {
            let _written = write!(text, "\n{}\n", escaped(&self.subtitle));
        }
        if let Some(to) = self.addressed() {
            let _written = write!(text, "\n{}\n", escaped(&to));
        }
        for (heading, block) in self.numbered() {
            let _written = match (heading, block) {
                (Some(heading), BulletinBlock::Heading { level, .. }) => {
                    write!(text, "\n{} {}\n", if *level <= 1 { "##" } else { "###" }, escaped(&heading))
                }
                (_, BulletinBlock::Paragraph(paragraph)) => write!(text, "\n{}\n", escaped(paragraph)),
                (_, BulletinBlock::Table(report)) => write!(text, "\n{}", crate::report::markdown(report)),
                _ => Ok(()),
            };
        }
        for line in self.attachment_lines() {
            let _written = write!(text, "\n{}\n", escaped(line.trim_start()));
        }
        for line in [&self.office, &self.date].into_iter().filter(|line| !line.is_empty()) {
            let _written = write!(text, "\n{}\n", escaped(line));
        }
        for (at, report) in self.attached().enumerate() {
            let _written = write!(text, "\n**{}**\n\n{}", self.attachment_title(at), crate::report::markdown(report));
        }
        text
    }
}

/// Text that Markdown leaves as it is.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|~".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
