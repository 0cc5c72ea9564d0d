//! Texts for offices, in the page layout of GB/T 9704-2012 (党政机关公文格式).
//!
//! A4; 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm with 22 lines of 28 characters; the title in 2号小标宋, the text in 3号仿宋,
//! headings in 黑体 and 楷体; page numbers in 4号宋体 between dashes, on the outer side. Tables repeat their heads on every page,
//! and those too wide for an upright page stand on one turned sideways (its page number stays at the foot).
//!
//! Fonts that a computer may lack are named with the one that stands in for them.

mod body;
mod parts;
mod table;

use super::xml::Xml;
use super::{Part, Properties, Relation, package, relations};

/// A text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    pub properties: Properties,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Title(String),
    /// Below the title, such as （2026年10月）.
    Subtitle(String),
    /// 主送机关 with their colon, from the edge of the text (GB/T 9704-2012, 7.3.2).
    Addressees(String),
    /// Level 1 is 一、, level 2 is （一）; the number is part of the text.
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(String),
    Table(Table),
    /// The names of the attachments, one line below the text.
    Attachments(Vec<String>),
    /// `附件1` above an attachment, which begins on a page of its own and lies as the table after it.
    Attachment(String),
    /// 发文机关署名 and 成文日期.
    Closing {
        office: String,
        date: String,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub caption: String,
    /// Rows of heads, printed again on every page.
    pub heads: Vec<Vec<HeadCell>>,
    pub rows: Vec<TableRow>,
    /// Printed under the table.
    pub notes: Vec<String>,
    /// Widths of the columns as shares of their sum; also how many columns there are.
    pub widths: Vec<u16>,
}

/// A head over one column or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadCell {
    pub text: String,
    pub columns: usize,
    pub down: Down,
}

/// Whether a head goes on in the row below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Down {
    No,
    /// The first of several rows.
    Starts,
    /// A further one: its text is that of the first.
    GoesOn,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRow {
    pub cells: Vec<TableCell>,
    /// A total.
    pub bold: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    pub text: String,
    pub align: Align,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Center,
    Right,
}

/// More columns than these stand on a page turned sideways.
const UPRIGHT_COLUMNS: usize = 9;

impl Table {
    const fn is_wide(&self) -> bool {
        self.widths.len() > UPRIGHT_COLUMNS
    }
}

impl Text {
    /// The bytes of the file; the same text always gives the same.
    pub fn write(&self) -> Vec<u8> {
        let part = |name: &str, content_type, xml| Part { name: name.to_owned(), content_type, xml };
        let links = relations(&[
            Relation("rId1", "styles", "styles.xml"),
            Relation("rId2", "settings", "settings.xml"),
            Relation("rId3", "fontTable", "fontTable.xml"),
            Relation(ODD_FOOTER, "footer", "footer1.xml"),
            Relation(EVEN_FOOTER, "footer", "footer2.xml"),
        ]);
        let parts = vec![
            part(
                "word/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                body::xml(&self.blocks),
            ),
            part(
                "word/styles.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
                parts::styles(),
            ),
            part(
                "word/settings.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
                parts::settings(),
            ),
            part(
                "word/fontTable.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml",
                parts::fonts(),
            ),
            part("word/footer1.xml", FOOTER, parts::footer(true)),
            part("word/footer2.xml", FOOTER, parts::footer(false)),
            part("word/_rels/document.xml.rels", super::RELATIONS_TYPE, links),
        ];
        package("word/document.xml", &self.properties, parts)
    }
}

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const FOOTER: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml";
const ODD_FOOTER: &str = "rId4";
const EVEN_FOOTER: &str = "rId5";

/// Lengths in twentieths of a point, of which a millimetre has 56.69.
mod twips {
    /// 版心 156 mm.
    pub(super) const TEXT_WIDTH: u32 = 8844;
    /// 版心 225 mm.
    pub(super) const TEXT_HEIGHT: u32 = 12756;
    pub(super) const PAGE: (u32, u32) = (11906, 16838);
    /// 天头 37 mm, 切口 26 mm, 地脚 35 mm, 订口 28 mm.
    pub(super) const MARGINS: (u32, u32, u32, u32) = (2098, 1474, 1984, 1588);
    /// A 22nd of the text height: 28.95 points.
    pub(super) const LINE: u32 = 579;
    /// From the edge of the page to the page number, whose dashes are 7 mm below the text.
    pub(super) const FOOTER: u32 = 1390;
    /// 3号.
    pub(super) const CHARACTER: u32 = 320;
}
