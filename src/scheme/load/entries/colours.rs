//! Colours of records.

use super::super::layer::Layer;
use super::super::reader::Reader;
use super::super::tree::{Entry, Table};
use super::super::{Located, Span, limits};
use super::{Names, Origins, check_key, within};
use crate::formula::nearest;
use crate::scheme::error::{Contradiction, Errors, Part, Problem};
use crate::scheme::model::{ColourDef, ColourRule, Scheme, TONES};

/// Where the formulas of the rules stand.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct ColourOrigin {
    pub(crate) when: Span,
    pub(crate) reason: Span,
}

pub(super) fn read_colours(layer: &Layer, scheme: &mut Scheme, origins: &mut Origins, errors: &mut Errors) {
    let mut labels = Names::new(Part::Colour, "名称");
    for entry in within(&layer.colours, limits::COLOURS, Part::Colour, |entry| entry.key_span, errors) {
        let (colours, origin) = read_set(entry, scheme, &mut labels, errors);
        scheme.colours.push(colours);
        origins.colours.push(origin);
    }
}

fn read_set(entry: &Entry, scheme: &Scheme, labels: &mut Names, errors: &mut Errors) -> (ColourDef, Vec<ColourOrigin>) {
    let mut def = ColourDef { key: entry.key.clone(), ..ColourDef::default() };
    let Some(table) = entry.node.as_table() else { return (def, Vec::new()) };
    check_key(&Located { value: entry.key.clone(), span: entry.key_span }, Part::Colour, errors);
    let mut reader = Reader::new(table, entry.key_span, Part::Colour, &entry.key, errors);
    let label = reader.required("label");
    labels.add(label.as_ref(), reader.errors);
    def.label = label.map_or_else(|| entry.key.clone(), |label| label.value);
    if let Some(found) = reader.text("form") {
        def.form = scheme.form(&found.value);
        let taken = scheme.colours.iter().any(|other| other.form.is_some() && other.form == def.form);
        if taken {
            reader.errors.add(found.span, Problem::Contradiction(Contradiction::SecondColours));
        } else if def.form.is_none() {
            let nearest = nearest(&found.value, scheme.forms.iter().map(|form| form.key.as_str()));
            let (within, name) = (String::new(), found.value);
            reader.errors.add(found.span, Problem::UnknownName { part: Part::Form, within, found: name, nearest });
        }
    }
    let rules = reader.entries("rules").unwrap_or_default();
    if rules.is_empty() {
        let span = reader.node("rules").map_or(entry.key_span, |node| node.span);
        reader.errors.add(span, Problem::Contradiction(Contradiction::NoColours));
    }
    reader.finish(&[]);
    let rules = within(&rules, limits::COLOUR_RULES, Part::ColourRule, |rule| rule.1, errors);
    let mut origins = Vec::new();
    for (at, (table, span)) in rules.iter().enumerate() {
        let (rule, origin) = read_rule(table, *span, &entry.key, errors);
        // What has a rule behind it must leave something to it, and the last one takes the rest.
        let is_last = at + 1 == rules.len();
        if def.form.is_some() && rule.when.is_none() != is_last {
            let problem = if is_last { Contradiction::ColourWithoutRest } else { Contradiction::ColourTakesAll };
            errors.add(*span, Problem::Contradiction(problem));
        }
        def.rules.push(rule);
        origins.push(origin);
    }
    (def, origins)
}

fn read_rule(table: &Table, span: Span, of: &str, errors: &mut Errors) -> (ColourRule, ColourOrigin) {
    let mut reader = Reader::new(table, span, Part::ColourRule, of, errors);
    let key = reader.required("key");
    if let Some(key) = &key {
        check_key(key, Part::ColourRule, reader.errors);
    }
    let key = key.map(|key| key.value).unwrap_or_default();
    let label = reader.required("label").map(|text| text.value).unwrap_or_default();
    let icon = reader.words("icon");
    let tone = reader.word("tone", &TONES, |word| word);
    let tone = tone.or_else(|| TONES.into_iter().find(|tone| *tone == key)).unwrap_or("grey").to_owned();
    let when = reader.text("when");
    let reason = reader.text("reason");
    reader.finish(&[]);
    let place = |text: &Option<Located<String>>| text.as_ref().map_or(span, |text| text.span);
    let origin = ColourOrigin { when: place(&when), reason: place(&reason) };
    let text = |text: Option<Located<String>>| text.map(|text| text.value);
    (ColourRule { key, label, icon, tone, when: text(when), reason: text(reason).unwrap_or_default() }, origin)
}
