//! Files that office programs open: spreadsheets (XLSX) and texts (DOCX), as bytes.
//!
//! Both are ZIP archives of XML parts. They are written here and not by a crate, for what was measured of the crates
//! there are: `rust_xlsxwriter` 0.102 adds 346 kB (packed) to the page, takes figures as floats and asks the clock as soon
//! as a workbook is begun; `docx-rs` 0.4.22 adds 252 kB and knows no heads that repeat on every page;
//! `docx-rust` 0.1.11 no pages that differ left and right. This module adds a few kilobytes, writes decimals
//! digit by digit, and the same input gives the same bytes.
//!
//! # Invariants
//! - A text is never a formula, whatever it starts with.
//! - No clock: the time of writing is passed in, and what is not passed in is not written.

pub mod docx;
pub mod xlsx;
mod xml;
mod zip;

/// What a file says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    pub title: String,
    /// Who made it: the office.
    pub author: String,
    /// When, in ISO 8601 with offset, as the edge gave it; empty or unreadable: the file does not say.
    pub at: String,
}

impl Properties {
    /// `docProps/core.xml`.
    fn core(&self) -> String {
        let mut xml = xml::Xml::new();
        let spaces = [
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ];
        xml.element("cp:coreProperties", &spaces, |xml| {
            xml.text_element("dc:title", &[], &self.title);
            xml.text_element("dc:creator", &[], &self.author);
            if let Some(at) = self.utc() {
                for name in ["dcterms:created", "dcterms:modified"] {
                    xml.text_element(name, &[("xsi:type", "dcterms:W3CDTF")], &at);
                }
            }
        });
        xml.finish()
    }

    fn utc(&self) -> Option<String> {
        let at = chrono::DateTime::parse_from_rfc3339(&self.at).ok()?;
        Some(at.naive_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}

/// One part of a package: its name, its content type, its bytes.
struct Part {
    name: String,
    content_type: &'static str,
    xml: String,
}

/// A relation from a part to another one: id, type, target.
struct Relation<'a>(&'a str, &'static str, &'a str);

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const CORE_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const RELATIONS_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";

fn relations(relations: &[Relation<'_>]) -> String {
    let mut xml = xml::Xml::new();
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    xml.element("Relationships", &[("xmlns", space)], |xml| {
        for Relation(id, kind, target) in relations {
            let kind = if kind.starts_with("http") { (*kind).to_owned() } else { format!("{OFFICE}/{kind}") };
            xml.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", target)]);
        }
    });
    xml.finish()
}

/// The package of a document whose main part is `main`.
fn package(main: &str, properties: &Properties, mut parts: Vec<Part>) -> Vec<u8> {
    let root = relations(&[Relation("rId1", "officeDocument", main), Relation("rId2", CORE, "docProps/core.xml")]);
    parts.push(Part { name: "docProps/core.xml".to_owned(), content_type: CORE_TYPE, xml: properties.core() });
    let mut types = xml::Xml::new();
    let space = "http://schemas.openxmlformats.org/package/2006/content-types";
    types.element("Types", &[("xmlns", space)], |xml| {
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", RELATIONS_TYPE)]);
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        for part in parts.iter().filter(|part| part.content_type != RELATIONS_TYPE) {
            let name = format!("/{}", part.name);
            xml.empty("Override", &[("PartName", &name), ("ContentType", part.content_type)]);
        }
    });
    let mut archive = zip::Archive::default();
    archive.add("[Content_Types].xml", types.finish().as_bytes());
    archive.add("_rels/.rels", root.as_bytes());
    for part in &parts {
        archive.add(&part.name, part.xml.as_bytes());
    }
    archive.finish()
}
