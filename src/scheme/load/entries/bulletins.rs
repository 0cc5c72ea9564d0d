//! Bulletins.

use super::super::layer::Layer;
use super::super::reader::Reader;
use super::super::tree::{Entry, Table};
use super::super::{Located, Span, limits};
use super::{Names, Origins, check_key, within};
use crate::scheme::error::{Contradiction, Errors, Part, Problem};
use crate::scheme::model::{BulletinDef, ParagraphContent, ParagraphDef, Scheme};

/// Where the phrases of a bulletin stand.
#[derive(Debug, Default, Clone)]
pub(crate) struct BulletinOrigin {
    pub(crate) title: Span,
    pub(crate) subtitle: Span,
    pub(crate) office: Span,
    /// Content, `when` and `unless` of each paragraph.
    pub(crate) paragraphs: Vec<[Span; 3]>,
    pub(crate) adds_up: Vec<Span>,
}

pub(super) fn read_bulletins(layer: &Layer, scheme: &mut Scheme, origins: &mut Origins, errors: &mut Errors) {
    let mut labels = Names::new(Part::Bulletin, "名称");
    for entry in within(&layer.bulletins, limits::BULLETINS, Part::Bulletin, |entry| entry.key_span, errors) {
        let (bulletin, origin) = read_bulletin(entry, &mut labels, errors);
        scheme.bulletins.push(bulletin);
        origins.bulletins.push(origin);
    }
}

fn read_bulletin(entry: &Entry, labels: &mut Names, errors: &mut Errors) -> (BulletinDef, BulletinOrigin) {
    let mut def = BulletinDef { key: entry.key.clone(), ..BulletinDef::default() };
    let mut origin = BulletinOrigin::default();
    let Some(table) = entry.node.as_table() else { return (def, origin) };
    check_key(&Located { value: entry.key.clone(), span: entry.key_span }, Part::Bulletin, errors);
    let mut reader = Reader::new(table, entry.key_span, Part::Bulletin, &entry.key, errors);
    let label = reader.required("label");
    labels.add(label.as_ref(), reader.errors);
    def.label = label.map_or_else(|| entry.key.clone(), |label| label.value);
    let phrase = |text: Option<Located<String>>, place: &mut Span| {
        text.map(|text| {
            *place = text.span;
            text.value
        })
        .unwrap_or_default()
    };
    def.title = phrase(reader.required("title"), &mut origin.title);
    def.subtitle = phrase(reader.text("subtitle"), &mut origin.subtitle);
    def.office = phrase(reader.text("office"), &mut origin.office);
    for sum in reader.texts("adds_up").into_iter().flatten() {
        origin.adds_up.push(sum.span);
        def.adds_up.push(sum.value);
    }
    let paragraphs = reader.entries("paragraphs").unwrap_or_default();
    if paragraphs.is_empty() {
        let span = reader.node("paragraphs").map_or(entry.key_span, |node| node.span);
        reader.errors.add(span, Problem::Contradiction(Contradiction::NoParagraphs));
    }
    for &(paragraph, span) in
        within(&paragraphs, limits::PARAGRAPHS, Part::Paragraph, |paragraph| paragraph.1, reader.errors)
    {
        let (paragraph, places) = read_paragraph(paragraph, span, &entry.key, reader.errors);
        def.paragraphs.push(paragraph);
        origin.paragraphs.push(places);
    }
    reader.finish(&[]);
    (def, origin)
}

fn read_paragraph(table: &Table, span: Span, of: &str, errors: &mut Errors) -> (ParagraphDef, [Span; 3]) {
    let mut reader = Reader::new(table, span, Part::Paragraph, of, errors);
    let text = reader.text("text");
    let printed = reader.text("table");
    let level = reader.number("heading", 1, 2).and_then(|level| u8::try_from(level).ok());
    let when = reader.text("when");
    let unless = reader.text("unless");
    let mut place = span;
    let content = match (text, printed) {
        (Some(text), None) => {
            place = text.span;
            match level {
                Some(level) => ParagraphContent::Heading { level, text: text.value },
                None => ParagraphContent::Text(text.value),
            }
        }
        (None, Some(table)) if level.is_none() => {
            place = table.span;
            ParagraphContent::Table(table.value)
        }
        (text, printed) => {
            if reader.node("text").is_none() == text.is_none() && reader.node("table").is_none() == printed.is_none() {
                reader.errors.add(span, Problem::Contradiction(Contradiction::TextOrTable));
            }
            ParagraphContent::default()
        }
    };
    let [when_span, unless_span] = [&when, &unless].map(|rows| rows.as_ref().map_or(span, |rows| rows.span));
    reader.finish(&[]);
    let text = |rows: Option<Located<String>>| rows.map(|rows| rows.value);
    (ParagraphDef { content, when: text(when), unless: text(unless) }, [place, when_span, unless_span])
}
