//! How cells look, and the part of the file that lists it.

use crate::document::xml::Xml;

/// The look of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    pub font: Font,
    pub align: Align,
    pub format: Format,
    /// A thin line all round.
    pub border: bool,
    /// Grey behind: heads.
    pub shaded: bool,
    pub wrap: bool,
    /// For 其中.
    pub indent: u8,
}

impl Look {
    /// Text as it comes: the start of every other look.
    pub const PLAIN: Self = Self {
        font: Font::Body,
        align: Align::Left,
        format: Format::General,
        border: false,
        shaded: false,
        wrap: false,
        indent: 0,
    };

    /// The head of a column.
    pub const HEAD: Self =
        Self { font: Font::Bold, align: Align::Center, border: true, shaded: true, wrap: true, ..Self::PLAIN };
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Font {
    #[default]
    Body,
    Bold,
    Title,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    #[default]
    General,
    /// Stays a text when edited.
    Text,
    /// A text that starts as formulas do, marked as with a leading apostrophe.
    QuotedText,
    /// Thousands grouped.
    Number {
        decimals: u8,
    },
    /// With its sign, as differences are written.
    Signed {
        decimals: u8,
    },
    /// A number with a word after it that is no part of it.
    Noted {
        decimals: u8,
        /// Without quotes in it.
        note: &'static str,
    },
    Date,
}

impl Format {
    fn code(self) -> String {
        let places = |decimals: u8| match decimals {
            0 => String::new(),
            more => format!(".{}", "0".repeat(more.into())),
        };
        match self {
            Self::General => "General".to_owned(),
            Self::Text | Self::QuotedText => "@".to_owned(),
            Self::Number { decimals } => format!("#,##0{}", places(decimals)),
            Self::Signed { decimals } => {
                let figure = format!("0{}", places(decimals));
                format!("+{figure};-{figure};{figure}")
            }
            Self::Noted { decimals, note } => format!("#,##0{}\"{note}\"", places(decimals)),
            Self::Date => "yyyy-mm-dd".to_owned(),
        }
    }
}

impl Font {
    const ALL: [Self; 3] = [Self::Body, Self::Bold, Self::Title];
}

/// The looks of a file in the order of their first use; the first is that of cells without one.
pub(super) struct Looks(Vec<Look>);

impl Default for Looks {
    fn default() -> Self {
        Self(vec![Look::default()])
    }
}

/// Numbers below are given to the formats that every program has.
const FIRST_OWN_FORMAT: usize = 164;

impl Looks {
    /// The number that cells of this look carry.
    pub(super) fn number(&mut self, look: Look) -> usize {
        if let Some(at) = self.0.iter().position(|known| *known == look) {
            return at;
        }
        self.0.push(look);
        self.0.len() - 1
    }

    /// `xl/styles.xml`.
    pub(super) fn xml(&self) -> String {
        let mut formats: Vec<Format> = Vec::new();
        for look in &self.0 {
            if !formats.contains(&look.format) {
                formats.push(look.format);
            }
        }
        let mut xml = Xml::new();
        xml.element("styleSheet", &[("xmlns", super::MAIN)], |xml| {
            xml.element("numFmts", &[("count", &formats.len().to_string())], |xml| {
                for (at, format) in formats.iter().enumerate() {
                    let id = (FIRST_OWN_FORMAT + at).to_string();
                    xml.empty("numFmt", &[("numFmtId", &id), ("formatCode", &format.code())]);
                }
            });
            fonts(xml);
            fills(xml);
            borders(xml);
            let none = [("numFmtId", "0"), ("fontId", "0"), ("fillId", "0"), ("borderId", "0")];
            xml.element("cellStyleXfs", &[("count", "1")], |xml| xml.empty("xf", &none));
            xml.element("cellXfs", &[("count", &self.0.len().to_string())], |xml| {
                for look in &self.0 {
                    let at = formats.iter().position(|format| *format == look.format).unwrap_or_default();
                    cell_look(xml, *look, FIRST_OWN_FORMAT + at);
                }
            });
            xml.element("cellStyles", &[("count", "1")], |xml| {
                xml.empty("cellStyle", &[("name", "Normal"), ("xfId", "0"), ("builtinId", "0")]);
            });
        });
        xml.finish()
    }
}

fn fonts(xml: &mut Xml) {
    xml.element("fonts", &[("count", &Font::ALL.len().to_string())], |xml| {
        for font in Font::ALL {
            xml.element("font", &[], |xml| {
                if font != Font::Body {
                    xml.empty("b", &[]);
                }
                xml.empty("sz", &[("val", if font == Font::Title { "16" } else { "11" })]);
                xml.empty("name", &[("val", "宋体")]);
                xml.empty("charset", &[("val", "134")]);
            });
        }
    });
}

fn fills(xml: &mut Xml) {
    xml.element("fills", &[("count", "3")], |xml| {
        // The first two are prescribed.
        for pattern in ["none", "gray125"] {
            xml.element("fill", &[], |xml| xml.empty("patternFill", &[("patternType", pattern)]));
        }
        xml.element("fill", &[], |xml| {
            xml.element("patternFill", &[("patternType", "solid")], |xml| {
                xml.empty("fgColor", &[("rgb", "FFE9EDF2")]);
                xml.empty("bgColor", &[("indexed", "64")]);
            });
        });
    });
}

fn borders(xml: &mut Xml) {
    const SIDES: [&str; 4] = ["left", "right", "top", "bottom"];
    xml.element("borders", &[("count", "2")], |xml| {
        xml.element("border", &[], |xml| {
            for side in SIDES {
                xml.empty(side, &[]);
            }
            xml.empty("diagonal", &[]);
        });
        xml.element("border", &[], |xml| {
            for side in SIDES {
                xml.element(side, &[("style", "thin")], |xml| xml.empty("color", &[("auto", "1")]));
            }
            xml.empty("diagonal", &[]);
        });
    });
}

fn cell_look(xml: &mut Xml, look: Look, format: usize) {
    let flag = |truth: bool| if truth { "1" } else { "0" };
    let font = Font::ALL.iter().position(|font| *font == look.font).unwrap_or_default().to_string();
    let attributes = [
        ("numFmtId", &*format.to_string()),
        ("fontId", &*font),
        ("fillId", if look.shaded { "2" } else { "0" }),
        ("borderId", flag(look.border)),
        ("xfId", "0"),
        ("quotePrefix", flag(look.format == Format::QuotedText)),
        ("applyNumberFormat", "1"),
        ("applyFont", "1"),
        ("applyFill", "1"),
        ("applyBorder", "1"),
        ("applyAlignment", "1"),
    ];
    let align = match look.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    };
    let indent = look.indent.to_string();
    xml.element("xf", &attributes, |xml| {
        let place =
            [("horizontal", align), ("vertical", "center"), ("wrapText", flag(look.wrap)), ("indent", &*indent)];
        xml.empty("alignment", &place);
    });
}
