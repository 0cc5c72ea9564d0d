//! Spreadsheets and texts as other programs read them. The files stay in `target/tmp`, to be looked at.

mod spreadsheet;
mod text;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

/// The parts of a package by name, each of them well-formed XML, after keeping the file as `name`.
pub(crate) fn parts(bytes: &[u8], name: &str) -> BTreeMap<String, String> {
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), bytes).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}/{}: {error}", part.name()));
        parts.insert(part.name().to_owned(), text);
    }
    let types = &parts["[Content_Types].xml"];
    for part in parts.keys().filter(|part| !part.contains("_rels/") && *part != "[Content_Types].xml") {
        assert!(types.contains(&format!("PartName=\"/{part}\"")), "{part} has no content type");
    }
    parts
}

pub(crate) fn properties() -> sishang::document::Properties {
    sishang::document::Properties {
        title: "重点项目<通报>".to_owned(),
        author: "虞城县统计局".to_owned(),
        at: "2026-11-05T09:00:00+08:00".to_owned(),
    }
}
