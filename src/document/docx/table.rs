//! Tables: heads that repeat, rows that do not break, letters that fit the number of columns.

use super::body::paragraph;
use super::{Align, Down, HeadCell, Table, TableRow, Xml, twips};

pub(super) fn write(xml: &mut Xml, table: &Table) {
    if !table.caption.is_empty() {
        paragraph(xml, "Caption", &table.caption);
    }
    let room = if table.is_wide() { twips::TEXT_HEIGHT } else { twips::TEXT_WIDTH };
    let widths = widths(&table.widths, room);
    let size = half_points(table.widths.len());
    xml.element("w:tbl", &[], |xml| {
        properties(xml, &table.caption, room);
        xml.element("w:tblGrid", &[], |xml| {
            for width in &widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        for heads in &table.heads {
            head_row(xml, heads, &widths, size);
        }
        for row in &table.rows {
            body_row(xml, row, &widths, size);
        }
    });
    for note in &table.notes {
        paragraph(xml, "TableNote", note);
    }
    if table.notes.is_empty() {
        // Word wants a paragraph after a table; without it two tables grow together.
        paragraph(xml, "TableNote", "");
    }
}

/// 小四, 五号 or 小五, by the number of columns.
const fn half_points(columns: usize) -> u32 {
    match columns {
        0..=5 => 24,
        6..=12 => 21,
        _ => 18,
    }
}

/// Shares as lengths that add up to the room.
fn widths(shares: &[u16], room: u32) -> Vec<u32> {
    let whole = shares.iter().map(|share| u32::from(*share)).sum::<u32>().max(1);
    let mut done = 0;
    let mut reached = 0;
    shares
        .iter()
        .map(|share| {
            reached += u32::from(*share);
            let end = room * reached / whole;
            let width = end - done;
            done = end;
            width
        })
        .collect()
}

fn properties(xml: &mut Xml, caption: &str, room: u32) {
    xml.element("w:tblPr", &[], |xml| {
        xml.empty("w:tblW", &[("w:w", &room.to_string()), ("w:type", "dxa")]);
        xml.empty("w:jc", &[("w:val", "center")]);
        xml.element("w:tblBorders", &[], |xml| {
            for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")];
                xml.empty(side, &line);
            }
        });
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.element("w:tblCellMar", &[], |xml| {
            for side in ["w:left", "w:right"] {
                xml.empty(side, &[("w:w", "57"), ("w:type", "dxa")]);
            }
        });
        if !caption.is_empty() {
            xml.empty("w:tblCaption", &[("w:val", caption)]);
        }
    });
}

fn head_row(xml: &mut Xml, heads: &[HeadCell], widths: &[u32], size: u32) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            xml.empty("w:tblHeader", &[]);
        });
        let mut widths = widths.iter();
        for head in heads {
            let width: u32 = widths.by_ref().take(head.columns).sum();
            cell(xml, width, Some(head), |xml| text(xml, &head.text, Align::Center, true, size));
        }
    });
}

fn body_row(xml: &mut Xml, row: &TableRow, widths: &[u32], size: u32) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
        for (one, width) in row.cells.iter().zip(widths) {
            cell(xml, *width, None, |xml| text(xml, &one.text, one.align, row.bold, size));
        }
    });
}

fn cell(xml: &mut Xml, width: u32, head: Option<&HeadCell>, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if let Some(head) = head {
                if head.columns > 1 {
                    xml.empty("w:gridSpan", &[("w:val", &head.columns.to_string())]);
                }
                match head.down {
                    Down::No => {}
                    Down::Starts => xml.empty("w:vMerge", &[("w:val", "restart")]),
                    Down::GoesOn => xml.empty("w:vMerge", &[]),
                }
            }
            xml.empty("w:vAlign", &[("w:val", "center")]);
        });
        inside(xml);
    });
}

fn text(xml: &mut Xml, text: &str, align: Align, bold: bool, size: u32) {
    let align = match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    };
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.empty("w:pStyle", &[("w:val", "TableCell")]);
            xml.empty("w:jc", &[("w:val", align)]);
        });
        let font = if bold { "黑体" } else { "仿宋" };
        xml.element("w:r", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                xml.empty("w:rFonts", &[("w:hint", "eastAsia"), ("w:eastAsia", font)]);
                if bold {
                    xml.empty("w:b", &[]);
                }
                let size = size.to_string();
                xml.empty("w:sz", &[("w:val", &size)]);
                xml.empty("w:szCs", &[("w:val", &size)]);
            });
            for (line, at) in text.split('\n').zip(0_usize..) {
                if at > 0 {
                    xml.empty("w:br", &[]);
                }
                xml.text_element("w:t", &[("xml:space", "preserve")], line);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_fill_the_room_exactly() {
        for (shares, room) in [(&[1, 1, 1][..], 8844), (&[7, 2, 5, 5], 8843), (&[], 100), (&[0, 0], 100)] {
            let widths = widths(shares, room);
            let expected = if shares.iter().sum::<u16>() == 0 { 0 } else { room };
            assert_eq!((widths.len(), widths.iter().sum::<u32>()), (shares.len(), expected));
        }
    }
}
