//! The page's own decompressor, which Chromium before 80 needs, against compressed data of every kind.

use crate::support::{Desk, Version, in_every_browser};
use base64::Engine as _;
use miniz_oxide::deflate::compress_to_vec;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

const SCRIPT: &str = include_str!("../../src/bin/xtask/page/inflate.js");

in_every_browser!(whatever_was_packed_is_unpacked, whatever_is_damaged_is_refused);

/// Bytes that look random, the same in every run.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    (0..count).map(|_| next()).collect()
}

/// Texts, repetitions and noise: between them all three kinds of block, long and short distances, empty data.
fn samples() -> Vec<Vec<u8>> {
    let prose = "工业总产值 820 千元，比上年同月增长 3.5%。".repeat(3000).into_bytes();
    let mixed = noise(2000).into_iter().flat_map(|it| vec![it; usize::from(it) % 300]).collect();
    let module = std::fs::read(std::env::current_exe().unwrap()).unwrap().into_iter().take(700_000).collect();
    vec![vec![], vec![7], b"abc".to_vec(), vec![0; 100_000], noise(70_000), prose, mixed, module]
}

/// gzip with the plain header, as the packer writes it. The checksum is worked out bit by bit.
fn gzip(data: &[u8], level: u8) -> Vec<u8> {
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    bytes.extend(compress_to_vec(data, level));
    let crc = data.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    });
    bytes.extend((!crc).to_le_bytes());
    bytes.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
    bytes
}

/// Unpacks in the browser and gives the SHA-256 of the result.
fn unpacking(packed: &[u8]) -> String {
    format!(
        "(async () => {{ {SCRIPT}
         const text = atob('{}'), bytes = new Uint8Array(text.length);
         for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
         const digest = await crypto.subtle.digest('SHA-256', sishangInflate(bytes));
         return Array.from(new Uint8Array(digest)).map(it => it.toString(16).padStart(2, '0')).join('') }})()",
        base64::engine::general_purpose::STANDARD.encode(packed)
    )
}

fn whatever_was_packed_is_unpacked(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.tab();
    page.load(&desk.put("empty.html", "<!DOCTYPE html><title>x</title>"));
    for data in samples() {
        let expected = Sha256::digest(&data).iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        });
        // Level 0 stores, 1 uses fixed codes for short data, 9 searches longest.
        for level in [0, 1, 6, 9] {
            assert_eq!(
                page.eval(&unpacking(&gzip(&data, level))),
                expected.as_str(),
                "{} bytes, level {level}",
                data.len()
            );
        }
    }
}

fn whatever_is_damaged_is_refused(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.tab();
    page.load(&desk.put("empty.html", "<!DOCTYPE html><title>x</title>"));
    let data = "1—本月累计不小于本月 ".repeat(50).into_bytes();
    for level in [0, 9] {
        let whole = gzip(&data, level);
        for place in (0..whole.len()).step_by(if level == 0 { 97 } else { 5 }) {
            let mut damaged = whole.clone();
            damaged[place] ^= 0x55;
            // Time, flags of the compressor and the operating system say nothing about the data.
            let harmless = (4..10).contains(&place) || place == 2;
            assert_eq!(page.evaluate(&unpacking(&damaged)).is_ok(), harmless, "level {level}, byte {place}");
            assert!(page.evaluate(&unpacking(&whole[..place])).is_err(), "level {level}, first {place} bytes");
        }
    }
}
