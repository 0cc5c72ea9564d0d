//! The text itself.

use super::{Block, EVEN_FOOTER, MAIN, ODD_FOOTER, Xml, table, twips};

/// `word/document.xml`.
pub(super) fn xml(blocks: &[Block]) -> String {
    let mut xml = Xml::new();
    let spaces = [("xmlns:w", MAIN), ("xmlns:r", crate::document::OFFICE)];
    xml.element("w:document", &spaces, |xml| {
        xml.element("w:body", &[], |xml| {
            let mut sideways = false;
            let mut begun = false;
            for (at, block) in blocks.iter().enumerate() {
                let is_wide = |block: &Block| matches!(block, Block::Table(table) if table.is_wide());
                let after = blocks.get(at + 1).filter(|_| matches!(block, Block::Attachment(_)));
                let wide = is_wide(after.unwrap_or(block));
                let turns = wide != sideways && begun;
                if turns {
                    // The last paragraph of a section says how its pages lie.
                    xml.element("w:p", &[], |xml| xml.element("w:pPr", &[], |xml| section(xml, sideways)));
                }
                sideways = wide;
                let ends = matches!(blocks.get(at + 1), Some(Block::Attachments(_) | Block::Closing { .. }));
                match block {
                    // Who signs and when never stands on a page alone, nor apart.
                    Block::Paragraph(text) if ends => kept(xml, "Body", text),
                    Block::Attachment(name) => attachment(xml, name, begun && !turns),
                    block => write(xml, block),
                }
                begun = true;
            }
            section(xml, sideways);
        });
    });
    xml.finish()
}

fn write(xml: &mut Xml, block: &Block) {
    match block {
        Block::Title(text) => paragraph(xml, "Title", text),
        Block::Subtitle(text) => paragraph(xml, "Subtitle", text),
        Block::Addressees(text) => paragraph(xml, "Addressees", text),
        Block::Heading { level: 1, text } => paragraph(xml, "Heading1", text),
        Block::Heading { text, .. } => paragraph(xml, "Heading2", text),
        Block::Paragraph(text) => paragraph(xml, "Body", text),
        Block::Table(table) => table::write(xml, table),
        Block::Attachments(names) => {
            kept(xml, "Body", "");
            for name in names {
                kept(xml, "Body", name);
            }
        }
        Block::Attachment(name) => attachment(xml, name, false),
        Block::Closing { office, date } => closing(xml, office, date),
    }
}

/// The first line of an attachment; a section that begins here begins a page anyway.
fn attachment(xml: &mut Xml, name: &str, on_a_new_page: bool) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.empty("w:pStyle", &[("w:val", "Attachment")]);
            if on_a_new_page {
                xml.empty("w:pageBreakBefore", &[]);
            }
        });
        run(xml, name);
    });
}

pub(super) fn paragraph(xml: &mut Xml, style: &str, text: &str) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", style)]));
        run(xml, text);
    });
}

/// A paragraph that stays on the page of the next one.
fn kept(xml: &mut Xml, style: &str, text: &str) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.empty("w:pStyle", &[("w:val", style)]);
            xml.empty("w:keepNext", &[]);
        });
        run(xml, text);
    });
}

/// A run whose quotation marks and dashes are Chinese ones.
pub(super) fn run(xml: &mut Xml, text: &str) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| xml.empty("w:rFonts", &[("w:hint", "eastAsia")]));
        for (line, at) in text.split('\n').zip(0_usize..) {
            if at > 0 {
                xml.empty("w:br", &[]);
            }
            xml.text_element("w:t", &[("xml:space", "preserve")], line);
        }
    });
}

/// One line below the text: the office two characters from the right, the date beginning two characters after it; where
/// the date is the longer one it is the date that stands two characters from the right (GB/T 9704-2012, 7.3.5.2).
fn closing(xml: &mut Xml, office: &str, date: &str) {
    let (office_width, date_width) = (hundredths(office), hundredths(date));
    let right_of_date = office_width.saturating_sub(date_width);
    let (of_office, of_date) = if right_of_date >= 200 {
        (200, right_of_date)
    } else {
        ((400 + date_width).saturating_sub(office_width), 200)
    };
    kept(xml, "Body", "");
    for (text, right) in [(office, of_office), (date, of_date)] {
        if text.is_empty() {
            continue;
        }
        let (chars, twips) = (right.to_string(), (right * twips::CHARACTER / 100).to_string());
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.empty("w:pStyle", &[("w:val", "Closing")]);
                if text == office && !date.is_empty() {
                    xml.empty("w:keepNext", &[]);
                }
                xml.empty("w:ind", &[("w:rightChars", &chars), ("w:right", &twips)]);
            });
            run(xml, text);
        });
    }
}

/// Width in hundredths of a character.
fn hundredths(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 50 } else { 100 }).sum()
}

/// How the pages of a section lie.
fn section(xml: &mut Xml, sideways: bool) {
    let (width, height) = twips::PAGE;
    let (top, right, bottom, left) = twips::MARGINS;
    xml.element("w:sectPr", &[], |xml| {
        for (kind, id) in [("default", ODD_FOOTER), ("even", EVEN_FOOTER)] {
            xml.empty("w:footerReference", &[("w:type", kind), ("r:id", id)]);
        }
        // Turned sideways, what was the binding edge is at the top.
        let (width, height, margins) = if sideways {
            (height, width, [left, top, right, bottom])
        } else {
            (width, height, [top, right, bottom, left])
        };
        let [top, right, bottom, left] = margins.map(|margin| margin.to_string());
        let (width, height, footer) = (width.to_string(), height.to_string(), twips::FOOTER.to_string());
        let mut size = vec![("w:w", &*width), ("w:h", &*height)];
        if sideways {
            size.push(("w:orient", "landscape"));
        }
        xml.empty("w:pgSz", &size);
        let margins = [
            ("w:top", &*top),
            ("w:right", &*right),
            ("w:bottom", &*bottom),
            ("w:left", &*left),
            ("w:header", "851"),
            ("w:footer", if sideways { "851" } else { &*footer }),
            ("w:gutter", "0"),
        ];
        xml.empty("w:pgMar", &margins);
        if !sideways {
            let line = twips::LINE.to_string();
            let grid = [("w:type", "lines"), ("w:linePitch", &*line)];
            xml.empty("w:docGrid", &grid);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::Table;
    use super::*;

    fn rights(office: &str, date: &str) -> Vec<String> {
        let mut xml = Xml::new();
        closing(&mut xml, office, date);
        let text = xml.finish();
        text.split("rightChars=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn an_attachment_begins_a_page_and_lies_as_its_table() {
        let table = |columns: usize| Block::Table(Table { widths: vec![1; columns], ..Table::default() });
        let attachment = |name: &str| Block::Attachment(name.to_owned());
        let text = xml(&[
            Block::Paragraph("全县完成投资1亿元。".to_owned()),
            Block::Closing { office: "虞城县统计局".to_owned(), date: "2026年11月5日".to_owned() },
            attachment("附件1"),
            table(3),
            attachment("附件2"),
            table(12),
            attachment("附件3"),
            table(12),
        ]);
        let at = |what: &str| text.find(what).unwrap();
        assert!(at("虞城县统计局") < at("附件1"));
        // The second one begins a page because its section does.
        let breaks: Vec<bool> = ["附件1", "附件2", "附件3"]
            .iter()
            .map(|name| {
                let before = &text[..at(name)];
                before[before.rfind("<w:p>").unwrap()..].contains("w:pageBreakBefore")
            })
            .collect();
        assert_eq!(breaks, [true, false, true]);
        assert_eq!(text.matches("<w:sectPr>").count(), 2);
        assert!(at("附件2") > at("<w:sectPr>"), "the section turns before the name of the attachment");
    }

    #[test]
    fn the_longer_of_office_and_date_stands_two_characters_from_the_right() {
        // 2026年11月5日 is 4 + 1 + 2 + ... half characters wide: 6.5 characters.
        assert_eq!(hundredths("2026年11月5日"), 650);
        assert_eq!(rights("虞城县重点项目建设工作领导小组办公室", "2026年11月5日"), ["200", "1150"]);
        assert_eq!(rights("虞城县统计局", "2026年11月5日"), ["450", "200"]);
        assert_eq!(rights("", "2026年11月5日"), ["200"]);
    }
}
