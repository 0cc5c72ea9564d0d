//! Forms.

use super::super::layer::Layer;
use super::super::reader::Reader;
use super::super::tree::Entry;
use super::super::{Located, limits};
use super::{FormOrigin, Names, Origins, check_key, fields, read_issued, within};
use crate::formula::nearest;
use crate::ids::{FieldId, FormId};
use crate::measure::Measure;
use crate::period::{January, PeriodKind};
use crate::scheme::error::{Contradiction, Errors, Part, Problem};
use crate::scheme::model::{Detail, FieldDef, FormDef, FormKind, Periodic, Roster, Scheme, Single};

/// Which kinds of form have a key that not all have.
const KEYS: [(&str, &str, &[&str]); 11] = [
    ("join", "名录", &["roster"]),
    ("join_label", "名录", &["roster"]),
    ("identity", "名录", &["roster"]),
    ("key_prefix", "名录和明细表", &["roster", "detail"]),
    ("title", "名录和明细表", &["roster", "detail"]),
    ("keep", "明细表", &["detail"]),
    ("roster", "定期表和明细表", &["periodic", "detail"]),
    ("applies", "定期表和明细表", &["periodic", "detail"]),
    ("periods", "定期表和单记录表", &["periodic", "single"]),
    ("january", "定期表和单记录表", &["periodic", "single"]),
    ("main", "定期表、明细表和单记录表", &["periodic", "detail", "single"]),
];

/// The kinds of form.
const KINDS: [&str; 4] = ["roster", "periodic", "single", "detail"];

/// The keys that forms of this kind do not have, with whose they are.
fn keys_of_others(kind: &str) -> Vec<(&'static str, &'static str)> {
    KEYS.iter().filter(|(.., kinds)| !kinds.contains(&kind)).map(|&(key, whose, _)| (key, whose)).collect()
}

pub(super) fn read_forms(layer: &Layer, scheme: &mut Scheme, origins: &mut Origins, errors: &mut Errors) {
    let entries = within(&layer.forms, limits::FORMS, Part::Form, |entry| entry.key_span, errors);
    let kinds: Vec<(&str, bool)> = entries.iter().map(|entry| (entry.key.as_str(), is_roster(entry))).collect();
    let mut names = FormNames {
        labels: Names::new(Part::Form, "名称"),
        joins: Names::new(Part::Form, "名字"),
        join_labels: Names::new(Part::Form, "名称"),
        prefixes: Names::new(Part::Form, "行号前缀"),
    };
    for entry in entries {
        names.joins.add(Some(&Located { value: entry.key.clone(), span: entry.key_span }), errors);
    }
    for entry in entries {
        let (form, origin) = read_form(entry, &kinds, scheme, &mut names, errors);
        scheme.forms.push(form);
        origins.forms.push(origin);
    }
}

/// Names that must differ between forms.
struct FormNames {
    labels: Names,
    /// Form keys and joins share one space: both start names in formulas.
    joins: Names,
    join_labels: Names,
    prefixes: Names,
}

fn is_roster(entry: &Entry) -> bool {
    entry.node.as_table().and_then(|table| table.get("kind")).and_then(|kind| kind.as_text()) == Some("roster")
}

fn read_form(
    entry: &Entry,
    kinds: &[(&str, bool)],
    scheme: &Scheme,
    names: &mut FormNames,
    errors: &mut Errors,
) -> (FormDef, FormOrigin) {
    let mut form = FormDef { key: entry.key.clone(), ..FormDef::NONE };
    let mut origin = FormOrigin::default();
    let Some(table) = entry.node.as_table() else { return (form, origin) };
    check_key(&Located { value: entry.key.clone(), span: entry.key_span }, Part::Form, errors);
    let mut reader = Reader::new(table, entry.key_span, Part::Form, &entry.key, errors);
    let label = reader.required("label");
    names.labels.add(label.as_ref(), reader.errors);
    form.label = label.map_or_else(|| entry.key.clone(), |label| label.value);
    // A survey form without its number may be refused.
    form.number = reader.required("number").map(|text| text.value).unwrap_or_default();
    form.issued = read_issued(&mut reader);
    form.explain = reader.words("explain");

    let tables = reader.entries("fields").unwrap_or_default();
    if tables.is_empty() {
        let span = reader.node("fields").map_or(entry.key_span, |node| node.span);
        reader.errors.add(span, Problem::Contradiction(Contradiction::NoFields));
    }
    let field_tables = within(&tables, limits::FIELDS, Part::Field, |field| field.1, reader.errors);
    (form.fields, origin.fields) = fields::read_fields(field_tables, &scheme.lists, reader.errors);

    if reader.node("kind").is_none() {
        reader.missing("kind");
    }
    let Some(kind) = reader.word("kind", &KINDS, |word| word) else { return (form, origin) };
    form.kind = match kind {
        "periodic" => FormKind::Periodic(read_periodic(&mut reader, &form.fields, kinds, &mut origin)),
        "single" => FormKind::Single(read_single(&mut reader, &form.fields)),
        "detail" => FormKind::Detail(read_detail(&mut reader, &form.fields, kinds, names, &mut origin)),
        _ => FormKind::Roster(read_roster(&mut reader, &form.fields, names)),
    };
    reader.finish(&keys_of_others(kind));
    (form, origin)
}

fn read_roster(reader: &mut Reader<'_, '_>, fields: &[FieldDef], names: &mut FormNames) -> Roster {
    let join = reader.required("join");
    if let Some(join) = &join {
        check_key(join, Part::Form, reader.errors);
    }
    names.joins.add(join.as_ref(), reader.errors);
    let join_label = reader.required("join_label");
    names.join_labels.add(join_label.as_ref(), reader.errors);
    let key_prefix = read_prefix(reader, names);
    let text = |found: Option<Located<String>>| found.map(|text| text.value).unwrap_or_default();
    if reader.node("title").is_none() {
        reader.missing("title");
    }
    let title =
        field_named(reader, "title", fields, Contradiction::TitleNotPlain, |field| field.measure == Measure::Plain);
    let identity =
        field_named(reader, "identity", fields, Contradiction::TitleNotPlain, |field| field.measure == Measure::Plain);
    Roster { join: text(join), join_label: text(join_label), key_prefix, title: title.unwrap_or_default(), identity }
}

fn read_prefix(reader: &mut Reader<'_, '_>, names: &mut FormNames) -> String {
    let key_prefix = reader.required("key_prefix");
    if let Some(prefix) = &key_prefix {
        check_key(prefix, Part::Form, reader.errors);
    }
    names.prefixes.add(key_prefix.as_ref(), reader.errors);
    key_prefix.map(|prefix| prefix.value).unwrap_or_default()
}

fn read_periodic(
    reader: &mut Reader<'_, '_>,
    fields: &[FieldDef],
    kinds: &[(&str, bool)],
    origin: &mut FormOrigin,
) -> Periodic {
    let roster = roster_named(reader, kinds);
    let applies = reader.text("applies");
    origin.applies = applies.as_ref().map(|text| text.span).unwrap_or_default();
    let (periods, january) = read_schedule(reader);
    let main = read_main(reader, fields);
    Periodic { roster, applies: applies.map(|text| text.value), periods, january, main }
}

fn read_single(reader: &mut Reader<'_, '_>, fields: &[FieldDef]) -> Single {
    let (periods, january) = read_schedule(reader);
    Single { periods, january, main: read_main(reader, fields) }
}

fn read_detail(
    reader: &mut Reader<'_, '_>,
    fields: &[FieldDef],
    kinds: &[(&str, bool)],
    names: &mut FormNames,
    origin: &mut FormOrigin,
) -> Detail {
    let roster = roster_named(reader, kinds);
    let applies = reader.text("applies");
    origin.applies = applies.as_ref().map(|text| text.span).unwrap_or_default();
    let keep = reader.text("keep");
    origin.keep = keep.as_ref().map(|text| text.span).unwrap_or_default();
    let key_prefix = read_prefix(reader, names);
    let plain = |field: &FieldDef| field.measure == Measure::Plain;
    Detail {
        roster,
        applies: applies.map(|text| text.value),
        key_prefix,
        title: field_named(reader, "title", fields, Contradiction::TitleNotPlain, plain),
        keep: keep.map(|text| text.value),
        main: read_main(reader, fields),
    }
}

/// The roster whose rows the records belong to.
fn roster_named(reader: &mut Reader<'_, '_>, kinds: &[(&str, bool)]) -> FormId {
    let Some(found) = reader.required("roster") else { return FormId::default() };
    match kinds.iter().position(|(key, _)| *key == found.value) {
        Some(at) if kinds.get(at).is_some_and(|(_, is_roster)| *is_roster) => return FormId::at(at),
        Some(_) => reader.errors.add(found.span, Problem::Contradiction(Contradiction::RosterIsPeriodic)),
        None => {
            let rosters = kinds.iter().filter(|(_, is_roster)| *is_roster).map(|(key, _)| *key);
            let nearest = nearest(&found.value, rosters);
            let within = String::new();
            let problem = Problem::UnknownName { part: Part::Form, within, found: found.value, nearest };
            reader.errors.add(found.span, problem);
        }
    }
    FormId::default()
}

/// The kinds of period that a form is asked for, and what becomes of January.
fn read_schedule(reader: &mut Reader<'_, '_>) -> (Vec<PeriodKind>, January) {
    if reader.node("periods").is_none() {
        reader.missing("periods");
    }
    let mut periods = reader.words_of("periods", &PeriodKind::ALL, PeriodKind::key).unwrap_or_default();
    periods.sort_unstable();
    periods.dedup();
    let january = reader
        .word("january", &[January::Reported, January::Exempt], |january| match january {
            January::Reported => "reported",
            January::Exempt => "exempt",
        })
        .unwrap_or_default();
    let both = [PeriodKind::Month, PeriodKind::JanFeb].iter().all(|kind| periods.contains(kind));
    if january == January::Exempt && !both {
        let span = reader.node("january").map_or(reader.span, |node| node.span);
        reader.errors.add(span, Problem::Contradiction(Contradiction::ExemptWithoutJanFeb));
    }
    (periods, january)
}

fn read_main(reader: &mut Reader<'_, '_>, fields: &[FieldDef]) -> Option<FieldId> {
    field_named(reader, "main", fields, Contradiction::MainWithoutNumber, FieldDef::is_number)
}

/// The field that an attribute names, if it suits.
fn field_named(
    reader: &mut Reader<'_, '_>,
    key: &'static str,
    fields: &[FieldDef],
    otherwise: Contradiction,
    suits: impl Fn(&FieldDef) -> bool,
) -> Option<FieldId> {
    let found = reader.text(key)?;
    let at = fields.iter().position(|field| field.key == found.value);
    match at.and_then(|at| fields.get(at)) {
        Some(field) if !suits(field) => reader.errors.add(found.span, Problem::Contradiction(otherwise)),
        Some(_) => {}
        None => {
            let nearest = nearest(&found.value, fields.iter().map(|field| field.key.as_str()));
            let within = reader.name.clone();
            reader
                .errors
                .add(found.span, Problem::UnknownName { part: Part::Field, within, found: found.value, nearest });
        }
    }
    at.map(FieldId::at)
}
