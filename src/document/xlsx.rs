//! Spreadsheets: sheets of cells with looks, heads that stay and repeat, and print settings.
//!
//! # Source
//! ECMA-376 part 1 (SpreadsheetML). Texts are inline strings, which no program evaluates; texts that look like a formula
//! also carry the mark of a leading apostrophe, so that they stay texts when somebody edits them.

mod look;
mod name;
mod sheet;

pub use look::{Align, Font, Format, Look};
pub use name::SheetNames;
pub(crate) use sheet::columns_of_first_page;

use super::xml::Xml;
use super::{Part, Properties, Relation, package, relations};
use crate::number::Decimal;
use chrono::NaiveDate;
use look::Looks;

/// A file of one sheet or more.
#[derive(Debug, Clone, Default)]
pub struct Spreadsheet {
    pub properties: Properties,
    pub sheets: Vec<Sheet>,
}

/// First row, first column, last row, last column, all from 0.
pub type CellRange = (usize, usize, usize, usize);

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// As [`SheetNames`] gave it.
    pub name: String,
    /// Widths of the columns, in half-width characters.
    pub widths: Vec<u8>,
    pub rows: Vec<SheetRow>,
    pub merges: Vec<CellRange>,
    /// How many rows and columns stay in sight.
    pub frozen: (usize, usize),
    /// First and last row that are printed on every page, from 0; the first column goes with them.
    pub repeated: Option<(usize, usize)>,
    /// Printed across; otherwise upright.
    pub landscape: bool,
}

#[derive(Debug, Clone, Default)]
pub struct SheetRow {
    /// In points; `None` for what the program finds fitting.
    pub height: Option<u16>,
    pub cells: Vec<SheetCell>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetCell {
    pub value: CellValue,
    pub look: Look,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CellValue {
    /// Nothing; a border may still be drawn.
    #[default]
    Empty,
    Text(String),
    /// Written digit by digit. One of more than 15 digits becomes a text, since spreadsheets would change it.
    Number(Decimal),
    Date(NaiveDate),
}

impl SheetCell {
    pub fn text(text: impl Into<String>, look: Look) -> Self {
        Self { value: CellValue::Text(text.into()), look }
    }

    pub const fn number(number: Decimal, look: Look) -> Self {
        Self { value: CellValue::Number(number), look }
    }

    pub const fn empty(look: Look) -> Self {
        Self { value: CellValue::Empty, look }
    }
}

impl Spreadsheet {
    /// The bytes of the file; the same spreadsheet always gives the same.
    pub fn write(&self) -> Vec<u8> {
        let mut looks = Looks::default();
        let mut parts = Vec::new();
        for (sheet, number) in self.sheets.iter().zip(1_u32..) {
            let xml = sheet::xml(sheet, &mut looks);
            parts.push(Part { name: format!("xl/worksheets/sheet{number}.xml"), content_type: SHEET, xml });
        }
        parts.push(Part { name: "xl/styles.xml".to_owned(), content_type: STYLES, xml: looks.xml() });
        parts.push(Part { name: "xl/workbook.xml".to_owned(), content_type: WORKBOOK, xml: self.workbook() });
        let name = "xl/_rels/workbook.xml.rels".to_owned();
        parts.push(Part { name, content_type: super::RELATIONS_TYPE, xml: self.relations() });
        package("xl/workbook.xml", &self.properties, parts)
    }

    fn workbook(&self) -> String {
        let mut xml = Xml::new();
        xml.element("workbook", &[("xmlns", MAIN), ("xmlns:r", super::OFFICE)], |xml| {
            xml.element("sheets", &[], |xml| {
                for (sheet, number) in self.sheets.iter().zip(1_u32..) {
                    let (id, relation) = (number.to_string(), format!("rId{number}"));
                    xml.empty("sheet", &[("name", &sheet.name), ("sheetId", &id), ("r:id", &relation)]);
                }
            });
            if self.sheets.iter().any(|sheet| sheet.repeated.is_some()) {
                xml.element("definedNames", &[], |xml| {
                    for (sheet, at) in self.sheets.iter().zip(0_u32..) {
                        let Some((first, last)) = sheet.repeated else { continue };
                        let name = sheet.name.replace('\'', "''");
                        let at = at.to_string();
                        let titles = format!("'{name}'!$A:$A,'{name}'!${}:${}", first + 1, last + 1);
                        let whose = [("name", "_xlnm.Print_Titles"), ("localSheetId", &*at)];
                        xml.text_element("definedName", &whose, &titles);
                    }
                });
            }
        });
        xml.finish()
    }

    fn relations(&self) -> String {
        let mut named: Vec<(String, &'static str, String)> = (1..=self.sheets.len())
            .map(|number| (format!("rId{number}"), "worksheet", format!("worksheets/sheet{number}.xml")))
            .collect();
        named.push((format!("rId{}", self.sheets.len() + 1), "styles", "styles.xml".to_owned()));
        let all: Vec<Relation<'_>> = named.iter().map(|(id, kind, target)| Relation(id, kind, target)).collect();
        relations(&all)
    }
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
