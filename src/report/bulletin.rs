//! Bulletins (通报): sentences and tables made from report tables, in the forms in which offices pass them on.

mod docx;
mod doubt;
mod html;
mod letter;
mod list;
mod markdown;
mod text;
mod write;

pub use doubt::{BulletinRefusal, Doubt};
pub use letter::{Letter, letter_date};
pub use write::write_bulletin;

use super::Report;
use super::xlsx::display_width;
use crate::period::Period;

/// A bulletin that is written: the same content for every form it is passed on in.
#[derive(Debug, Clone, PartialEq)]
pub struct Bulletin {
    /// Key in the scheme.
    pub key: String,
    pub title: String,
    /// Below the title; may be empty.
    pub subtitle: String,
    pub period: Period,
    /// 主送机关, without a colon; may be empty.
    pub to: String,
    pub blocks: Vec<BulletinBlock>,
    /// 署名; may be empty.
    pub office: String,
    /// 成文日期 as it is to be printed; may be empty.
    pub date: String,
    /// What is to be looked at before it is passed on; never printed with it.
    pub doubts: Vec<Doubt>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum BulletinBlock {
    /// Level 1 or 2; its number is put before it when it is printed.
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(String),
    Table(Box<Report>),
}

impl Bulletin {
    /// The tables after the last sentence: attachments (附件), which follow the closing (GB/T 9704-2012, 7.3.4 and 7.3.8).
    fn attached(&self) -> impl Iterator<Item = &Report> {
        self.blocks.iter().skip(self.body_length()).filter_map(|block| match block {
            BulletinBlock::Table(report) => Some(report.as_ref()),
            _ => None,
        })
    }

    fn body_length(&self) -> usize {
        let last = self.blocks.iter().rposition(|block| !matches!(block, BulletinBlock::Table(_)));
        last.map_or(0, |last| last + 1)
    }

    /// The line above the text that says to whom it goes.
    fn addressed(&self) -> Option<String> {
        (!self.to.is_empty()).then(|| format!("{}：", self.to))
    }

    /// The attachments by name: `附件：1．重点项目投资完成情况`, and the further ones each on a line of its own.
    fn attachment_lines(&self) -> Vec<String> {
        let names: Vec<&str> = self.attached().map(|report| report.label.as_str()).collect();
        match names.as_slice() {
            [] => Vec::new(),
            [only] => vec![format!("附件：{only}")],
            many => many
                .iter()
                .enumerate()
                .map(|(at, name)| format!("{}{}．{name}", if at == 0 { "附件：" } else { "　　　" }, at + 1))
                .collect(),
        }
    }

    /// What stands above an attachment: `附件1`; without a number where there is only one.
    fn attachment_title(&self, at: usize) -> String {
        if self.attached().nth(1).is_some() { format!("附件{}", at + 1) } else { "附件".to_owned() }
    }

    /// The blocks before the attachments, with their headings numbered: 一、 and （一）.
    fn numbered(&self) -> impl Iterator<Item = (Option<String>, &BulletinBlock)> {
        let mut numbers = [0_usize; 2];
        self.blocks.iter().take(self.body_length()).map(move |block| {
            let BulletinBlock::Heading { level, text } = block else { return (None, block) };
            let [first, second] = &mut numbers;
            let heading = if *level <= 1 {
                *first += 1;
                *second = 0;
                format!("{}、{text}", chinese_number(*first))
            } else {
                *second += 1;
                format!("（{}）{text}", chinese_number(*second))
            };
            (Some(heading), block)
        })
    }
}

/// Characters of 2号 that go on a line: 20, less some room for fonts that are wider.
const TITLE_LINE: usize = 18;

/// A title on as many lines as it takes, of about the same length, and broken where a reader would pause: not within a
/// figure, not before 的 or a mark, rather after a month, a place or a comma.
fn title_lines(title: &str) -> Vec<String> {
    let chars: Vec<char> = title.chars().collect();
    let width = display_width(title).div_ceil(2);
    let lines = width.div_ceil(TITLE_LINE);
    if lines < 2 {
        return vec![title.to_owned()];
    }
    let wanted = chars.len() / lines;
    let cost = |at: usize| {
        let (before, after) = (chars.get(at.wrapping_sub(1)).copied(), chars.get(at).copied());
        let within_figure = before.is_some_and(is_figure) && after.is_some_and(is_figure);
        let forbidden =
            after.is_none_or(|c| "的、，。”））年月".contains(c)) || before.is_none_or(|c| "“（第".contains(c));
        if within_figure || forbidden {
            return usize::MAX;
        }
        let pause = before.is_some_and(|c| "月期县市区镇乡、，".contains(c)) && !after.is_some_and(is_figure);
        at.abs_diff(wanted) + if pause { 0 } else { 3 }
    };
    let longest = TITLE_LINE.min(chars.len());
    let at = (1..=longest).min_by_key(|&at| cost(at)).unwrap_or(longest);
    let (line, rest) = chars.split_at(at);
    let rest: String = rest.iter().collect();
    std::iter::once(line.iter().collect()).chain(title_lines(&rest)).collect()
}

const fn is_figure(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '—' | '.' | '-')
}

/// 1 to 99 as headings write them.
fn chinese_number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: usize| DIGITS.get(at).copied().unwrap_or_default();
    match number / 10 {
        0 => digit(number).to_owned(),
        1 => format!("十{}", digit(number % 10)),
        tens => format!("{}十{}", digit(tens), digit(number % 10)),
    }
}

#[cfg(test)]
mod tests;
