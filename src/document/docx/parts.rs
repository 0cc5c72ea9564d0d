//! Styles, settings, fonts and footers: everything that does not depend on the text.

use super::{MAIN, Xml, twips};

/// A font and the one that stands in for it where it is lacking.
const FONTS: [(&str, &str); 5] = [
    ("方正小标宋简体", "宋体"),
    ("仿宋", "仿宋_GB2312"),
    ("楷体", "楷体_GB2312"),
    ("黑体", "SimHei"),
    ("宋体", "SimSun"),
];

/// 28 characters of 3号 take 158 mm, the text is 156 mm wide: each is set a quarter of a point closer. A grid of characters
/// would do the same in Word alone; other programs misread one that is narrower than the letters.
const CLOSER: &str = "-5";

/// A paragraph style: id, name, font, size in half points, and the rest of it.
struct Style {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    half_points: u32,
    /// Exact height of a line, in twips; 0 for single lines.
    line: u32,
    after: u32,
    align: &'static str,
    /// Characters of indent of the first line, in hundredths.
    first_line: u32,
    /// Stays on the page of what follows.
    keep_next: bool,
    outline: Option<&'static str>,
}

const BODY: Style = Style {
    id: "Body",
    name: "公文正文",
    font: "仿宋",
    half_points: 32,
    line: twips::LINE,
    after: 0,
    align: "both",
    first_line: 200,
    keep_next: false,
    outline: None,
};

const STYLES: [Style; 11] = [
    BODY,
    Style {
        id: "Title",
        name: "Title",
        font: "方正小标宋简体",
        half_points: 44,
        line: 700,
        after: twips::LINE,
        align: "center",
        first_line: 0,
        keep_next: true,
        ..BODY
    },
    Style {
        id: "Subtitle",
        name: "Subtitle",
        font: "楷体",
        align: "center",
        first_line: 0,
        after: twips::LINE,
        ..BODY
    },
    Style { id: "Addressees", name: "主送机关", first_line: 0, keep_next: true, ..BODY },
    Style { id: "Heading1", name: "heading 1", font: "黑体", keep_next: true, outline: Some("0"), ..BODY },
    Style { id: "Heading2", name: "heading 2", font: "楷体", keep_next: true, outline: Some("1"), ..BODY },
    Style { id: "Attachment", name: "附件", font: "黑体", align: "left", first_line: 0, keep_next: true, ..BODY },
    Style { id: "Closing", name: "Closing", align: "right", first_line: 0, ..BODY },
    Style {
        id: "Caption",
        name: "caption",
        font: "黑体",
        half_points: 28,
        align: "center",
        first_line: 0,
        keep_next: true,
        ..BODY
    },
    Style { id: "TableNote", name: "表注", half_points: 21, line: 0, align: "left", first_line: 0, ..BODY },
    Style { id: "TableCell", name: "表格", half_points: 21, line: 0, align: "center", first_line: 0, ..BODY },
];

/// `word/styles.xml`.
pub(super) fn styles() -> String {
    let mut xml = Xml::new();
    xml.element("w:styles", &[("xmlns:w", MAIN)], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    run_font(xml, "仿宋");
                    xml.empty("w:sz", &[("w:val", "32")]);
                    xml.empty("w:szCs", &[("w:val", "32")]);
                    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
                });
            });
        });
        let default = [("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")];
        xml.element("w:style", &default, |xml| xml.empty("w:name", &[("w:val", "Normal")]));
        for style in &STYLES {
            let kind = [("w:type", "paragraph"), ("w:styleId", style.id)];
            xml.element("w:style", &kind, |xml| write_style(xml, style));
        }
    });
    xml.finish()
}

fn write_style(xml: &mut Xml, style: &Style) {
    xml.empty("w:name", &[("w:val", style.name)]);
    xml.empty("w:basedOn", &[("w:val", "Normal")]);
    xml.empty("w:qFormat", &[]);
    xml.element("w:pPr", &[], |xml| {
        if style.keep_next {
            xml.empty("w:keepNext", &[]);
        }
        if style.line == 0 {
            xml.empty("w:snapToGrid", &[("w:val", "0")]);
        }
        let after = style.after.to_string();
        let (line, rule) = if style.line == 0 { (240, "auto") } else { (style.line, "exact") };
        let line = line.to_string();
        xml.empty("w:spacing", &[("w:before", "0"), ("w:after", &after), ("w:line", &line), ("w:lineRule", rule)]);
        if style.first_line > 0 {
            let (chars, twips) =
                (style.first_line.to_string(), (style.first_line * twips::CHARACTER / 100).to_string());
            xml.empty("w:ind", &[("w:firstLineChars", &chars), ("w:firstLine", &twips)]);
        }
        xml.empty("w:jc", &[("w:val", style.align)]);
        if let Some(level) = style.outline {
            xml.empty("w:outlineLvl", &[("w:val", level)]);
        }
    });
    xml.element("w:rPr", &[], |xml| {
        run_font(xml, style.font);
        if style.half_points == BODY.half_points {
            xml.empty("w:spacing", &[("w:val", CLOSER)]);
        }
        let size = style.half_points.to_string();
        xml.empty("w:sz", &[("w:val", &size)]);
        xml.empty("w:szCs", &[("w:val", &size)]);
    });
}

fn run_font(xml: &mut Xml, font: &str) {
    xml.empty("w:rFonts", &[("w:ascii", "Times New Roman"), ("w:hAnsi", "Times New Roman"), ("w:eastAsia", font)]);
}

/// `word/settings.xml`: pages differ left and right.
pub(super) fn settings() -> String {
    let mut xml = Xml::new();
    xml.element("w:settings", &[("xmlns:w", MAIN)], |xml| {
        xml.empty("w:zoom", &[("w:percent", "100")]);
        xml.empty("w:evenAndOddHeaders", &[]);
        xml.empty("w:characterSpacingControl", &[("w:val", "compressPunctuation")]);
        xml.element("w:compat", &[], |xml| {
            let mode = [
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ];
            xml.empty("w:compatSetting", &mode);
        });
        xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    });
    xml.finish()
}

/// `word/fontTable.xml`.
pub(super) fn fonts() -> String {
    let mut xml = Xml::new();
    xml.element("w:fonts", &[("xmlns:w", MAIN)], |xml| {
        for (font, instead) in FONTS {
            xml.element("w:font", &[("w:name", font)], |xml| {
                xml.empty("w:altName", &[("w:val", instead)]);
                xml.empty("w:charset", &[("w:val", "86")]);
            });
        }
    });
    xml.finish()
}

/// The page number: 4号宋体 between dashes, one character from the outer edge of the text.
pub(super) fn footer(odd: bool) -> String {
    let mut xml = Xml::new();
    xml.element("w:ftr", &[("xmlns:w", MAIN)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                let side = if odd {
                    [("w:rightChars", "100"), ("w:right", "280")]
                } else {
                    [("w:leftChars", "100"), ("w:left", "280")]
                };
                xml.empty("w:snapToGrid", &[("w:val", "0")]);
                xml.empty("w:ind", &side);
                xml.empty("w:jc", &[("w:val", if odd { "right" } else { "left" })]);
            });
            run(xml, |xml| xml.text_element("w:t", &[("xml:space", "preserve")], "— "));
            for (kind, instruction) in [("begin", None), ("", Some(" PAGE ")), ("separate", None)] {
                run(xml, |xml| match instruction {
                    Some(text) => xml.text_element("w:instrText", &[("xml:space", "preserve")], text),
                    None => xml.empty("w:fldChar", &[("w:fldCharType", kind)]),
                });
            }
            run(xml, |xml| xml.text_element("w:t", &[], "1"));
            run(xml, |xml| xml.empty("w:fldChar", &[("w:fldCharType", "end")]));
            run(xml, |xml| xml.text_element("w:t", &[("xml:space", "preserve")], " —"));
        });
    });
    xml.finish()
}

fn run(xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| {
            xml.empty("w:rFonts", &[("w:ascii", "宋体"), ("w:hAnsi", "宋体"), ("w:eastAsia", "宋体")]);
            xml.empty("w:sz", &[("w:val", "28")]);
            xml.empty("w:szCs", &[("w:val", "28")]);
        });
        inside(xml);
    });
}
