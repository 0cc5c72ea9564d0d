//! Blocks of cells as Excel and WPS put them on the clipboard: rows of texts with tabs between them.

/// Reads the plain text of a clipboard.
///
/// A cell in quotation marks may hold tabs and line breaks; a quotation mark inside is doubled. A text that only
/// begins with one (`"张三"厂`) is taken as it stands. The line break at the end begins no row.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    if rest.is_empty() {
        return rows;
    }
    loop {
        let (cell, after) = quoted(rest).unwrap_or_else(|| plain(rest));
        row.push(cell);
        let end_of_row = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r']));
        match (after.strip_prefix('\t'), end_of_row) {
            (Some(next), _) => rest = next,
            (None, Some(next)) => {
                rows.push(std::mem::take(&mut row));
                if next.is_empty() {
                    return rows;
                }
                rest = next;
            }
            (None, None) => {
                rows.push(row);
                return rows;
            }
        }
    }
}

fn plain(text: &str) -> (String, &str) {
    let (cell, after) = text.split_at(text.find(['\t', '\n', '\r']).unwrap_or(text.len()));
    (cell.to_owned(), after)
}

/// A cell in quotation marks, when they close right before the next tab, line break or end.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        if let Some(next) = after.strip_prefix('"') {
            cell.push('"');
            rest = next;
        } else {
            return (after.is_empty() || after.starts_with(['\t', '\n', '\r'])).then_some((cell, after));
        }
    }
}

/// Writes a block as other programs read it.
pub fn write<R: AsRef<str>>(rows: &[Vec<R>]) -> String {
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            text.push_str("\r\n");
        }
        for (at, cell) in row.iter().map(AsRef::as_ref).enumerate() {
            if at > 0 {
                text.push('\t');
            }
            if cell.starts_with('"') || cell.contains(['\t', '\n', '\r']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
    }
    text
}

/// The text as one cell can hold it: an entry is one line, so breaks become blanks.
pub fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r', '\t']) {
        text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_read_as_excel_and_wps_write_them() {
        let cases: &[(&str, &[&[&str]])] = &[
            ("", &[]),
            ("12", &[&["12"]]),
            ("1\t2\r\n3\t4\r\n", &[&["1", "2"], &["3", "4"]]),
            ("1\t2\n3\t4", &[&["1", "2"], &["3", "4"]]),
            ("1\r2", &[&["1"], &["2"]]),
            ("\t\r\n\t5", &[&["", ""], &["", "5"]]),
            ("a\r\n\r\nb", &[&["a"], &[""], &["b"]]),
            ("\"两行\n地址\"\t7", &[&["两行\n地址", "7"]]),
            ("\"他说\"\"好\"\"\"\tx", &[&["他说\"好\"", "x"]]),
            ("\"张三\"厂\t8", &[&["\"张三\"厂", "8"]]),
            ("\"没有闭合\t9", &[&["\"没有闭合", "9"]]),
            ("\u{feff}1\t2", &[&["1", "2"]]),
            ("\"\"\t1", &[&["", "1"]]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows =
            vec![vec!["1,234", "", "两行\n地址"], vec!["\"引号\"开头", "制\t表", "他说\"好\""], vec!["", "", ""]];
        assert_eq!(read(&write(&rows)), rows);
        assert_eq!(write(&[vec!["1", "2"], vec!["3", "4"]]), "1\t2\r\n3\t4");
    }

    #[test]
    fn a_line_break_inside_a_cell_becomes_a_blank() {
        assert_eq!(one_line("城关镇\r\n人民路 1 号\t"), "城关镇 人民路 1 号");
        assert_eq!(one_line(" 12 "), " 12 ");
    }
}
