//! A ZIP archive of deflated files, all dated 1 January 1980: the format needs a date, and there is no clock here.
//!
//! # Source
//! APPNOTE.TXT 6.3.10 of PKWARE; names are UTF-8.

use miniz_oxide::deflate::compress_to_vec;

/// An archive while it is filled.
#[derive(Default)]
pub(super) struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

/// Level 6 makes the tables of a thousand offices a fifth smaller, and takes more than twice the time.
const LEVEL: u8 = 3;
const VERSION: u16 = 20;
const UTF8_NAMES: u16 = 1 << 11;
const DEFLATED: u16 = 8;
const TIME: u16 = 0;
const DATE: u16 = 1 << 5 | 1; // month 1, day 1 of 1980

impl Archive {
    pub(super) fn add(&mut self, name: &str, content: &[u8]) {
        let packed = compress_to_vec(content, LEVEL);
        let start = size(self.bytes.len());
        let mut common = Vec::with_capacity(26);
        for field in [VERSION, UTF8_NAMES, DEFLATED, TIME, DATE] {
            common.extend(field.to_le_bytes());
        }
        for field in [crc32(content), size(packed.len()), size(content.len())] {
            common.extend(field.to_le_bytes());
        }
        common.extend(short(name.len()).to_le_bytes());
        common.extend([0, 0]); // no extra field

        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&common);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(common);
        self.directory.extend([0; 10]); // no comment, first disk, no attributes
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count += 1;
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        let start = size(self.bytes.len());
        let length = size(self.directory.len());
        self.bytes.extend(self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(start.to_le_bytes());
        self.bytes.extend([0, 0]); // no comment
        self.bytes
    }
}

/// Documents are far from four gigabytes.
fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn short(bytes: usize) -> u16 {
    u16::try_from(bytes).unwrap_or(u16::MAX)
}

/// For each byte what eight steps of the division make of it, and for the tables behind the first, of it and so many zero
/// bytes after it: eight bytes are taken at once.
static TABLES: [[u32; 256]; 8] = tables();

#[expect(clippy::indexing_slicing, reason = "worked out when this is compiled, where a wrong index is an error")]
const fn tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    let mut value = 0_u32;
    while byte < 256 {
        let mut crc = value;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
            bit += 1;
        }
        tables[0][byte] = crc;
        byte += 1;
        value += 1;
    }
    let mut table = 1;
    while table < 8 {
        let mut byte = 0;
        while byte < 256 {
            let before: u32 = tables[table - 1][byte];
            tables[table][byte] = before >> 8 ^ tables[0][(before & 0xff) as usize];
            byte += 1;
        }
        table += 1;
    }
    tables
}

/// CRC-32 as in ISO 3309.
fn crc32(bytes: &[u8]) -> u32 {
    let [first, second, third, fourth, fifth, sixth, seventh, eighth] = &TABLES;
    let of = |table: &[u32; 256], byte: u32| table.get((byte & 0xff) as usize).copied().unwrap_or_default();
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut crc = u32::MAX;
    for [a, b, c, d, e, f, g, h] in eights {
        let low = crc ^ u32::from_le_bytes([*a, *b, *c, *d]);
        crc = of(eighth, low)
            ^ of(seventh, low >> 8)
            ^ of(sixth, low >> 16)
            ^ of(fifth, low >> 24)
            ^ of(fourth, u32::from(*e))
            ^ of(third, u32::from(*f))
            ^ of(second, u32::from(*g))
            ^ of(first, u32::from(*h));
    }
    for byte in rest {
        crc = crc >> 8 ^ of(first, crc ^ u32::from(*byte));
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
        assert_eq!(crc32(b"The quick brown fox jumps over the lazy dog"), 0x414F_A339);
    }

    #[test]
    fn an_archive_gives_back_what_was_put_in() {
        let mut archive = Archive::default();
        let long = "四上台账".repeat(500);
        archive.add("a/甲.xml", long.as_bytes());
        archive.add("b", b"");
        let bytes = archive.finish();
        let end = bytes.len() - 22;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        assert_eq!(u16::from_le_bytes([bytes[end + 10], bytes[end + 11]]), 2);
        let name = "a/甲.xml".len();
        let length = u32::from_le_bytes(bytes[18..22].try_into().unwrap()) as usize;
        let packed = &bytes[30 + name..30 + name + length];
        assert_eq!(miniz_oxide::inflate::decompress_to_vec(packed).unwrap(), long.as_bytes());
    }
}
