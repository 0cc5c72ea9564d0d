//! One sheet as XML.

use super::look::{Format, Look, Looks};
use super::{CellValue, Sheet, SheetCell};
use crate::document::xml::Xml;
use crate::number::{Decimal, canonical};
use chrono::{Days, NaiveDate};

/// Spreadsheets keep figures as binary floats: more digits than these would come back changed.
const EXACT_DIGITS: usize = 15;
/// Longest text of a cell, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// Programs show longer texts in the text format as a row of #.
const LONGEST_AS_TEXT: usize = 255;

pub(super) fn xml(sheet: &Sheet, looks: &mut Looks) -> String {
    let mut xml = Xml::new();
    xml.element("worksheet", &[("xmlns", super::MAIN)], |xml| {
        xml.element("sheetPr", &[], |xml| xml.empty("pageSetUpPr", &[("fitToPage", "1")]));
        xml.element("sheetViews", &[], |xml| view(xml, sheet));
        xml.empty("sheetFormatPr", &[("defaultRowHeight", "18"), ("customHeight", "1")]);
        if !sheet.widths.is_empty() {
            xml.element("cols", &[], |xml| {
                for (width, number) in sheet.widths.iter().zip(1_u32..) {
                    let (width, number) = (width.to_string(), number.to_string());
                    xml.empty("col", &[("min", &number), ("max", &number), ("width", &width), ("customWidth", "1")]);
                }
            });
        }
        xml.element("sheetData", &[], |xml| {
            for (row, at) in sheet.rows.iter().zip(0_usize..) {
                let number = (at + 1).to_string();
                let height = row.height.map(|height| height.to_string());
                let mut attributes = vec![("r", &*number)];
                if let Some(height) = &height {
                    attributes.extend([("ht", &**height), ("customHeight", "1")]);
                }
                xml.element("row", &attributes, |xml| {
                    for (cell, column) in row.cells.iter().zip(0_usize..) {
                        write_cell(xml, cell, &address(at, column), looks);
                    }
                });
            }
        });
        if !sheet.merges.is_empty() {
            xml.element("mergeCells", &[("count", &sheet.merges.len().to_string())], |xml| {
                for &(top, left, bottom, right) in &sheet.merges {
                    let range = format!("{}:{}", address(top, left), address(bottom, right));
                    xml.empty("mergeCell", &[("ref", &range)]);
                }
            });
        }
        print(xml, sheet);
    });
    xml.finish()
}

fn view(xml: &mut Xml, sheet: &Sheet) {
    xml.element("sheetView", &[("workbookViewId", "0"), ("showGridLines", "0")], |xml| {
        let (rows, columns) = sheet.frozen;
        if rows == 0 && columns == 0 {
            return;
        }
        let (split_x, split_y) = (columns.to_string(), rows.to_string());
        let corner = address(rows, columns);
        let pane = match (rows, columns) {
            (0, _) => "topRight",
            (_, 0) => "bottomLeft",
            _ => "bottomRight",
        };
        let mut attributes = Vec::new();
        if columns > 0 {
            attributes.push(("xSplit", &*split_x));
        }
        if rows > 0 {
            attributes.push(("ySplit", &*split_y));
        }
        attributes.extend([("topLeftCell", &*corner), ("activePane", pane), ("state", "frozen")]);
        xml.empty("pane", &attributes);
        xml.empty("selection", &[("pane", pane), ("activeCell", &corner), ("sqref", &corner)]);
    });
}

/// How many half-width characters go on the width of an A4 page when print is as small as can still be read.
const ACROSS: usize = 190;
const UPRIGHT: usize = 130;

/// How many pages columns of these widths take beside one another.
fn pages_across(widths: &[u8], landscape: bool) -> usize {
    let width: usize = widths.iter().copied().map(usize::from).sum();
    width.div_ceil(if landscape { ACROSS } else { UPRIGHT }).max(1)
}

/// How many of them stand on the first page: over those a title can be centred, and a note be read.
pub(crate) fn columns_of_first_page(widths: &[u8], landscape: bool) -> usize {
    let pages = pages_across(widths, landscape);
    if pages < 2 {
        return widths.len();
    }
    let total: usize = widths.iter().copied().map(usize::from).sum();
    let mut used = 0;
    let fits = widths.iter().take_while(|width| {
        used += usize::from(**width);
        used <= total / pages
    });
    fits.count().max(1)
}

/// A4, as wide as one page where that can be read, as long as it takes, with page numbers.
fn print(xml: &mut Xml, sheet: &Sheet) {
    xml.empty("printOptions", &[("horizontalCentered", "1")]);
    let margins = [
        ("left", "0.59"),
        ("right", "0.59"),
        ("top", "0.75"),
        ("bottom", "0.75"),
        ("header", "0.3"),
        ("footer", "0.4"),
    ];
    xml.empty("pageMargins", &margins);
    let orientation = if sheet.landscape { "landscape" } else { "portrait" };
    let pages = pages_across(&sheet.widths, sheet.landscape).to_string();
    let setup = [("paperSize", "9"), ("fitToWidth", &*pages), ("fitToHeight", "0"), ("orientation", orientation)];
    xml.empty("pageSetup", &setup);
    xml.element("headerFooter", &[], |xml| xml.text_element("oddFooter", &[], "&C第 &P 页，共 &N 页"));
}

fn write_cell(xml: &mut Xml, cell: &SheetCell, address: &str, looks: &mut Looks) {
    let number = match &cell.value {
        CellValue::Empty => {
            let look = looks.number(cell.look).to_string();
            return xml.empty("c", &[("r", address), ("s", &look)]);
        }
        CellValue::Text(text) => return write_text(xml, text, cell.look, address, looks),
        CellValue::Number(number) if digits(*number) <= EXACT_DIGITS => canonical(*number),
        CellValue::Number(number) => return write_text(xml, &canonical(*number), cell.look, address, looks),
        CellValue::Date(date) => match serial(*date) {
            Some(serial) => serial.to_string(),
            None => return write_text(xml, &date.format("%Y-%m-%d").to_string(), cell.look, address, looks),
        },
    };
    let look = looks.number(cell.look).to_string();
    xml.element("c", &[("r", address), ("s", &look)], |xml| xml.text_element("v", &[], &number));
}

fn write_text(xml: &mut Xml, text: &str, look: Look, address: &str, looks: &mut Looks) {
    let mut length = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            length += c.len_utf16();
            length <= LONGEST_TEXT
        })
        .collect();
    let format = if kept.trim_start().starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']) {
        Format::QuotedText
    } else if kept.chars().count() > LONGEST_AS_TEXT {
        Format::General
    } else {
        Format::Text
    };
    let look = looks.number(Look { format, ..look }).to_string();
    xml.element("c", &[("r", address), ("s", &look), ("t", "inlineStr")], |xml| {
        xml.element("is", &[], |xml| xml.text_element("t", &[("xml:space", "preserve")], &kept));
    });
}

/// How many significant digits a number has.
fn digits(number: Decimal) -> usize {
    let number = canonical(number.abs()).replace('.', "");
    number.trim_start_matches('0').trim_end_matches('0').len()
}

/// The number by which spreadsheets know a day. Before March 1900 they count wrongly.
fn serial(date: NaiveDate) -> Option<u64> {
    let first = NaiveDate::from_ymd_opt(1900, 3, 1)?;
    let zero = first.checked_sub_days(Days::new(61))?;
    if date < first {
        return None;
    }
    u64::try_from(date.signed_duration_since(zero).num_days()).ok()
}

/// `A1` for row 0, column 0.
fn address(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default());
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    format!("{}{}", String::from_utf8_lossy(&letters), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_addresses_of_spreadsheets() {
        for (row, column, expected) in
            [(0, 0, "A1"), (9, 25, "Z10"), (0, 26, "AA1"), (0, 51, "AZ1"), (0, 701, "ZZ1"), (0, 702, "AAA1")]
        {
            assert_eq!(address(row, column), expected);
        }
    }

    #[test]
    fn days_have_the_numbers_of_spreadsheets() {
        for (year, month, day, expected) in
            [(1900, 3, 1, Some(61)), (2026, 10, 8, Some(46303)), (2000, 1, 1, Some(36526)), (1900, 2, 28, None)]
        {
            assert_eq!(serial(NaiveDate::from_ymd_opt(year, month, day).unwrap()), expected);
        }
    }

    #[test]
    fn significant_digits_are_counted_without_zeros_around_them() {
        for (number, expected) in [("0", 0), ("0.00120", 2), ("1200", 2), ("-1002.5", 5), ("1234567890123456", 16)] {
            assert_eq!(digits(number.parse().unwrap()), expected);
        }
    }

    fn cell(value: CellValue) -> String {
        let mut xml = Xml::new();
        let mut looks = Looks::default();
        write_cell(&mut xml, &SheetCell { value, look: Look::default() }, "B2", &mut looks);
        xml.finish().split_once('\n').unwrap().1.to_owned()
    }

    #[test]
    fn a_text_is_never_a_formula_and_a_long_number_never_loses_digits() {
        let text = |text: &str| CellValue::Text(text.to_owned());
        for hostile in ["=1+1", "+1", "-1", "@SUM(A1)", " =cmd|' /C calc'!A0", "＝1"] {
            let written = cell(text(hostile));
            assert!(written.contains("t=\"inlineStr\"") && !written.contains("<f>"), "{written}");
        }
        assert_eq!(cell(CellValue::Number("1234.50".parse().unwrap())), "<c r=\"B2\" s=\"0\"><v>1234.5</v></c>");
        let long = cell(CellValue::Number("1234567890123456".parse().unwrap()));
        assert!(long.contains("<t xml:space=\"preserve\">1234567890123456</t>"), "{long}");
    }
}
