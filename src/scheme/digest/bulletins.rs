//! Bulletins in the form that the digest is taken over.

use crate::scheme::model::{BulletinDef, ParagraphContent, ParagraphDef};
use serde_json::{Value, json};

pub(super) fn canonical_bulletin(def: &BulletinDef) -> Value {
    let paragraph = |paragraph: &ParagraphDef| match &paragraph.content {
        ParagraphContent::Text(text) => json!({"text": text, "when": paragraph.when, "unless": paragraph.unless}),
        ParagraphContent::Heading { level, text } => {
            json!({"heading": level, "text": text, "when": paragraph.when, "unless": paragraph.unless})
        }
        ParagraphContent::Table(table) => json!({"table": table, "when": paragraph.when, "unless": paragraph.unless}),
    };
    json!({
        "label": def.label, "title": def.title, "subtitle": def.subtitle, "office": def.office,
        "paragraphs": def.paragraphs.iter().map(paragraph).collect::<Vec<_>>(), "adds_up": def.adds_up,
    })
}
