//! Who is expected to report.

use super::super::layer::{Layer, wrong};
use super::super::limits;
use super::super::reader::Reader;
use super::within;
use crate::scheme::error::{Errors, Part, Problem};
use crate::scheme::model::{OfficeDef, Scheme};

/// Reads the offices; their order is the standing order of the tables.
pub(super) fn read_offices(layer: &Layer, scheme: &mut Scheme, errors: &mut Errors) {
    for node in within(&layer.offices, limits::OFFICES, Part::Office, |node| node.span, errors) {
        let Some(table) = node.as_table() else {
            errors.add(node.span, wrong("offices", "一节 [[offices]] 或 {…}", &node.value));
            continue;
        };
        let name = table.get("code").and_then(|code| code.as_text()).unwrap_or_default();
        let mut reader = Reader::new(table, node.span, Part::Office, name, errors);
        let code = reader.required("code");
        let name = reader.required("name").map(|text| text.value);
        let parent = reader.words("parent");
        reader.finish(&[]);
        let (Some(code), Some(name)) = (code, name) else { continue };
        // It becomes a part of file names and a key in files.
        if code.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && code.value.len() <= 20 {
            scheme.offices.push(OfficeDef { code: code.value, name, parent });
        } else {
            errors.add(code.span, Problem::BadOfficeCode { found: code.value.chars().take(40).collect() });
        }
    }
}
