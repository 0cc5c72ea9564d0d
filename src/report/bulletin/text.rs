//! As plain text, to copy into a message: sentences only, since tables do not survive there.

use super::{Bulletin, BulletinBlock};

impl Bulletin {
    /// Title, headings and sentences, one paragraph a line.
    pub fn to_text(&self) -> String {
        let mut lines = vec![self.title.clone()];
        if !self.subtitle.is_empty() {
            lines.push(self.subtitle.clone());
        }
        lines.extend(self.addressed());
        for (heading, block) in self.numbered() {
            match (heading, block) {
                (Some(heading), _) => lines.push(heading),
                (None, BulletinBlock::Paragraph(text)) => lines.push(text.clone()),
                _ => {}
            }
        }
        lines.extend([&self.office, &self.date].into_iter().filter(|line| !line.is_empty()).cloned());
        lines.join("\n") + "\n"
    }
}
