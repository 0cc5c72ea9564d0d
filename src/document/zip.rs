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

const LEVEL: u8 = 6;
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

/// CRC-32 as in ISO 3309.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            let low = crc & 1;
            crc >>= 1;
            if low == 1 {
                crc ^= 0xEDB8_8320;
            }
        }
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
