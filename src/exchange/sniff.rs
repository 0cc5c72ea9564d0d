//! What bytes look like that are no JSON text.

use super::FileError;

/// An encoding that is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// What some editors call Unicode.
    Utf16,
    /// Chinese Windows' own.
    Gbk,
    /// UTF-8 with broken bytes.
    Broken {
        /// Position of the first bad byte.
        at: usize,
    },
}

/// Kinds of files that people pick by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// xlsx, docx, zip: all begin the same.
    Zip,
    /// xls, doc: the old Office.
    OldOffice,
    /// Other archives.
    Archive,
    /// PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A web page.
    Html,
    /// XML.
    Xml,
    /// A program.
    Program,
    /// Readable text that is no JSON.
    Text,
    /// Anything else.
    Binary,
}

/// The text of a file and whether it began with a byte order mark, or what is wrong with its bytes.
pub(super) fn text_of(bytes: &[u8]) -> Result<(&str, bool), FileError> {
    if bytes.is_empty() {
        return Err(FileError::Empty);
    }
    if bytes.iter().all(|byte| matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n')) {
        return Err(FileError::Blank { bytes: bytes.len() });
    }
    if let Some(looks) = by_beginning(bytes) {
        return Err(FileError::Looks(looks));
    }
    if is_utf16(bytes) {
        return Err(FileError::Encoding(Encoding::Utf16));
    }
    let (bytes, marked) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // A character cut in half at the very end: the file was cut short, and the reader says where.
        Err(error) if error.error_len().is_none() && looks_like_json(bytes) => {
            std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(_) if is_gbk(bytes) => return Err(FileError::Encoding(Encoding::Gbk)),
        Err(error) if looks_like_json(bytes) => {
            return Err(FileError::Encoding(Encoding::Broken { at: error.valid_up_to() }));
        }
        Err(_) => return Err(FileError::Looks(Looks::Binary)),
    };
    Ok((text, marked))
}

/// What a text that cannot be read as JSON from its first character on is instead.
pub(super) fn other_text(text: &str) -> Option<Looks> {
    let start = text.trim_start();
    let lower: String = start.chars().take(64).collect::<String>().to_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.starts_with("<head") {
        Some(Looks::Html)
    } else if lower.starts_with('<') {
        Some(Looks::Xml)
    } else if start.starts_with(['{', '[', '"', '-', '+', '.', '/', '\''])
        || start.starts_with(|c: char| c.is_ascii_digit())
    {
        None
    } else {
        let words = ["true", "false", "null", "nan", "infinity"];
        if words.iter().any(|word| lower.trim_end() == *word) { None } else { Some(Looks::Text) }
    }
}

fn by_beginning(bytes: &[u8]) -> Option<Looks> {
    const BEGINNINGS: &[(&[u8], Looks)] = &[
        (b"PK\x03\x04", Looks::Zip),
        (b"PK\x05\x06", Looks::Zip),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Looks::OldOffice),
        (b"Rar!\x1a\x07", Looks::Archive),
        (b"7z\xbc\xaf\x27\x1c", Looks::Archive),
        (b"\x1f\x8b", Looks::Archive),
        (b"%PDF-", Looks::Pdf),
        (b"\x89PNG\r\n", Looks::Picture),
        (b"\xff\xd8\xff", Looks::Picture),
        (b"GIF8", Looks::Picture),
        (b"MZ", Looks::Program),
        (b"\x7fELF", Looks::Program),
    ];
    BEGINNINGS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, looks)| *looks)
}

/// By its mark, or by a zero byte beside every ASCII character at the beginning.
fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return true;
    }
    let start = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let half = start.len() / 2;
    half >= 4 && ((zeros(0) >= half - half / 4 && zeros(1) == 0) || (zeros(1) >= half - half / 4 && zeros(0) == 0))
}

/// Whether all bytes above ASCII come in pairs as GBK has them.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    let mut pairs = 0;
    while let Some(first) = rest.next() {
        match first {
            0..=0x7f => {}
            0x81..=0xfe => match rest.next() {
                Some(0x40..=0x7e | 0x80..=0xfe) => pairs += 1,
                // The last character may be cut in half.
                None => {}
                Some(_) => return false,
            },
            _ => return false,
        }
    }
    pairs > 0
}

fn looks_like_json(bytes: &[u8]) -> bool {
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'{' | b'['))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_known_for_what_they_are() {
        let utf16: Vec<u8> = "{\"format\":1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16_be: Vec<u8> = "{\"format\":1}".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases: [(&[u8], FileError); 14] = [
            (b"", FileError::Empty),
            (&[0; 4096], FileError::Blank { bytes: 4096 }),
            (b" \r\n", FileError::Blank { bytes: 3 }),
            (b"PK\x03\x04....", FileError::Looks(Looks::Zip)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1.", FileError::Looks(Looks::OldOffice)),
            (b"%PDF-1.7", FileError::Looks(Looks::Pdf)),
            (b"\x89PNG\r\n\x1a\n", FileError::Looks(Looks::Picture)),
            (b"\xff\xd8\xff\xe0", FileError::Looks(Looks::Picture)),
            (b"MZ\x90", FileError::Looks(Looks::Program)),
            (&utf16, FileError::Encoding(Encoding::Utf16)),
            (&utf16_be, FileError::Encoding(Encoding::Utf16)),
            (b"\xff\xfe{", FileError::Encoding(Encoding::Utf16)),
            (b"{\"name\":\"\xc6\xbd\xd4\xb6\xd5\xf2\"}", FileError::Encoding(Encoding::Gbk)),
            (b"{\"name\":\"\xff\xff\"}", FileError::Encoding(Encoding::Broken { at: 9 })),
        ];
        for (bytes, expected) in cases {
            assert_eq!(text_of(bytes).unwrap_err(), expected, "{bytes:?}");
        }
        assert_eq!(text_of(b"\x00\x01\x02\x80\xff").unwrap_err(), FileError::Looks(Looks::Binary));
        assert_eq!(text_of("\u{feff}{}".as_bytes()).unwrap(), ("{}", true));
        // Cut in the middle of a character.
        assert_eq!(text_of(b"{\"a\":\"\xe5\xb9").unwrap(), ("{\"a\":\"", false));
    }

    #[test]
    fn texts_are_known_for_what_they_are() {
        for (text, expected) in [
            ("<!DOCTYPE HTML><html>", Some(Looks::Html)),
            ("  <html lang=\"zh\">", Some(Looks::Html)),
            ("<?xml version=\"1.0\"?>", Some(Looks::Xml)),
            ("单位,产值\n甲厂,5", Some(Looks::Text)),
            ("hello", Some(Looks::Text)),
            ("{", None),
            ("[1]", None),
            ("null", None),
        ] {
            assert_eq!(other_text(text), expected, "{text}");
        }
    }
}
