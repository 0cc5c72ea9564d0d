//! Records: a row of typed cells as a JSON object, and back.
//!
//! A cell is written as its value; where the typed text is not the canonical text of that value (`２０００`, `2,000`), or
//! cannot be read at all, the text stands in `typed` by the name of the cell. Computed fields are written as values for
//! other readers; they are worked out again when the file is opened.
//!
//! `standing` tells how firm the record is; `absent` tells why cells are blank and `confirmed` which zeros are zeros
//! indeed, both by the name of the cell. Either about a cell that it does not fit is no file of ours.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::json::{Json, Limits, Members, parse};
use super::shape::{self, Read, Shape};
use super::submission::{read_stamp, stamp_members};
use super::{FileError, Wanted};
use crate::formula::Value;
use crate::ids::FieldId;
use crate::measure::Column;
use crate::number::{self, Digits, MAX_DIGITS, canonical};
use crate::scheme::{FieldDef, FieldType, FormDef, Scheme, Single};
use crate::workbook::{Absence, Cell, Mark, Row, Slot, Standing, StoredRow, Table, load_row, read_cell, slot_named};

/// Members of a record that are no fields.
pub(super) const RESERVED: [&str; 7] = ["key", "of", "standing", "absent", "confirmed", "entered", "typed"];

/// A value as JSON. A computed number with more than 15 significant digits is rounded to them.
pub(super) fn value_json(value: &Value) -> Json<'static> {
    match value {
        Value::Number(number) => {
            let digits = u32::try_from(MAX_DIGITS).unwrap_or_default();
            Json::Number(number.round_sf(digits).unwrap_or(*number).normalize())
        }
        Value::Text(text) => Json::text(text.as_ref()),
        Value::Date(date) => Json::text(date.format("%Y-%m-%d").to_string()),
        Value::Month(month) => Json::text(month.to_string()),
        Value::Bool(truth) => Json::Bool(*truth),
    }
}

/// A record of a form of the scheme. `computed` gives the values of computed cells.
pub(super) fn row_json(
    form: &FormDef,
    row: &Row,
    computed: impl Fn(FieldId, Column) -> Option<Value>,
) -> Json<'static> {
    let mut members = names(&row.key, row.of.as_deref());
    let mut typed: Members<'static> = Vec::new();
    for field in form.field_ids() {
        let def = &form[field];
        let reserved = RESERVED.contains(&def.key.as_str());
        let mut columns: Members<'static> = Vec::new();
        for &column in def.columns() {
            let value = match row.cells.get(&Slot { field, column }) {
                Some(cell) => {
                    if reserved || is_typed_otherwise(cell) {
                        typed.push((def.cell_key(column).into(), Json::text(cell.text.as_ref())));
                    }
                    cell.value.clone()
                }
                None => computed(field, column),
            };
            if let Some(value) = value {
                columns.push((column.key().into(), value_json(&value)));
            }
        }
        if reserved || columns.is_empty() {
            continue;
        }
        let value = match (columns.as_slice(), def.columns()) {
            ([(_, value)], [Column::Plain]) => value.clone(),
            _ => Json::Object(columns),
        };
        members.push((Cow::Owned(def.key.clone()), value));
    }
    put_foreign(Some(form), &row.foreign, &mut members, &mut typed);
    let marks = row.marks.iter().map(|(slot, mark)| (form[slot.field].cell_key(slot.column), *mark));
    let foreign = row.foreign_marks.iter().map(|(name, mark)| (name.to_string(), *mark));
    put_said(row.standing, marks.chain(foreign), &mut members);
    finish(members, typed, row.entered.as_ref())
}

/// A record of a form that the scheme does not have.
pub(super) fn stored_json(row: &StoredRow) -> Json<'static> {
    let mut members = names(&row.key, row.of.as_deref());
    let mut typed: Members<'static> = Vec::new();
    put_foreign(None, &row.cells, &mut members, &mut typed);
    put_said(row.standing, row.marks.iter().map(|(name, mark)| (name.to_string(), *mark)), &mut members);
    finish(members, typed, row.entered.as_ref())
}

/// How firm the record is, and what was said of its blanks and zeros, in the order of the names.
fn put_said(standing: Option<Standing>, marks: impl Iterator<Item = (String, Mark)>, members: &mut Members<'static>) {
    if let Some(standing) = standing {
        members.push(("standing".into(), Json::text(standing.key())));
    }
    let marks: BTreeMap<String, Mark> = marks.collect();
    let (mut absent, mut confirmed) = (Members::new(), Vec::new());
    for (name, mark) in marks {
        match mark.absence() {
            Some(absence) => absent.push((Cow::Owned(name), Json::text(absence.key()))),
            None => confirmed.push(Json::text(name)),
        }
    }
    if !absent.is_empty() {
        members.push(("absent".into(), Json::Object(absent)));
    }
    if !confirmed.is_empty() {
        members.push(("confirmed".into(), Json::List(confirmed)));
    }
}

/// What a record is called, and of details to which roster row it belongs.
fn names(key: &str, of: Option<&str>) -> Members<'static> {
    let mut members: Members<'static> = vec![("key".into(), Json::text(key))];
    members.extend(of.map(|of| ("of".into(), Json::text(of))));
    members
}

fn finish(
    mut members: Members<'static>,
    typed: Members<'static>,
    entered: Option<&crate::workbook::Stamp>,
) -> Json<'static> {
    if let Some(stamp) = entered {
        members.push(("entered".into(), Json::Object(stamp_members(stamp))));
    }
    if !typed.is_empty() {
        members.push(("typed".into(), Json::Object(typed)));
    }
    Json::Object(members)
}

/// Whether the text of a cell is not the one way to write its value, so that it has to be kept beside it.
pub(super) fn is_typed_otherwise(cell: &Cell) -> bool {
    cell.value.is_none() || cell.canonical() != cell.text
}

/// Cells that the scheme does not know: as members where their names allow it, else among the typed texts.
fn put_foreign(
    form: Option<&FormDef>,
    cells: &BTreeMap<Arc<str>, Arc<str>>,
    members: &mut Members<'static>,
    typed: &mut Members<'static>,
) {
    let mut by_field: BTreeMap<&str, Vec<(Option<&str>, &str)>> = BTreeMap::new();
    for (name, text) in cells {
        let (field, column) = match name.split_once('.') {
            Some((field, column)) => (field, Some(column)),
            None => (name.as_ref(), None),
        };
        let free = is_word(field)
            && column.is_none_or(is_word)
            && !text.is_empty()
            && !RESERVED.contains(&field)
            && form.is_none_or(|form| form.field(field).is_none());
        if free {
            by_field.entry(field).or_default().push((column, text));
        } else {
            typed.push((Cow::Owned(name.to_string()), Json::text(text.as_ref())));
        }
    }
    for (field, cells) in by_field {
        let columns = || cells.iter().filter_map(|(column, text)| Some(((*column)?, *text)));
        let value = match cells.as_slice() {
            [(None, text)] => foreign_json(text),
            _ => Json::Object(
                columns().map(|(column, text)| (Cow::Owned(column.to_owned()), foreign_json(text))).collect(),
            ),
        };
        if let (Some((None, text)), true) = (cells.first(), cells.len() > 1) {
            typed.push((Cow::Owned(field.to_owned()), Json::text(*text)));
        }
        members.push((Cow::Owned(field.to_owned()), value));
    }
}

/// A text that is spelt like a number is written as one.
fn foreign_json(text: &str) -> Json<'static> {
    let is_number = text.len() <= 32 && text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    match parse(text, &Limits::default()) {
        Ok(Json::Number(number)) if is_number && canonical(number) == text => Json::Number(number),
        _ => Json::text(text),
    }
}

fn is_word(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Reads a record of a form of the scheme. `text` stands for that of numbers where nobody asks for it.
fn read_row(scheme: &Scheme, form: &FormDef, json: &Json<'_>, text: Option<&Arc<str>>) -> Read<Row> {
    match read_plain(scheme, form, json, text) {
        Some(row) => Ok(row),
        None => read_record(Some(form), json).map(|stored| load_row(scheme, form, stored)),
    }
}

/// A record as nearly all are: known fields, each written as its value. `None` for any other, and for whatever is wrong
/// with one: the longer way says what.
///
/// A thousand files are read this way, so it makes nothing that is not kept.
fn read_plain(scheme: &Scheme, form: &FormDef, json: &Json<'_>, text: Option<&Arc<str>>) -> Option<Row> {
    let Json::Object(members) = json else { return None };
    if form.single().is_some() || form.detail().is_some() {
        return None;
    }
    let mut row = Row::new(Arc::default());
    let mut cells: Vec<(Slot, Cell)> = Vec::with_capacity(members.len() * 4);
    // Fields come in the order of the form.
    let mut next = 0;
    for (name, value) in members {
        match name.as_ref() {
            "key" => row.key = Arc::from(value.as_text()?),
            "entered" => row.entered = Some(read_stamp(value).ok()?),
            "standing" => row.standing = Some(read_standing(value).ok()?),
            name if RESERVED.contains(&name) => return None,
            name => {
                let is_it = |(_, field): &(usize, &FieldDef)| field.key == name;
                let behind = form.fields.iter().enumerate().skip(next).find(is_it);
                let (at, def) = behind.or_else(|| form.fields.iter().enumerate().take(next).find(is_it))?;
                next = at + 1;
                let (field, columns) = (FieldId::at(at), def.columns());
                match value {
                    Json::Object(members) => {
                        for (column, value) in members {
                            let column = Column::from_key(column).filter(|column| columns.contains(column))?;
                            let cell = plain_cell(scheme, def, value, text).ok()?;
                            cells.extend(cell.map(|cell| (Slot { field, column }, cell)));
                        }
                    }
                    value if columns == [Column::Plain] => {
                        let cell = plain_cell(scheme, def, value, text).ok()?;
                        cells.extend(cell.map(|cell| (Slot { field, column: Column::Plain }, cell)));
                    }
                    _ => return None,
                }
            }
        }
    }
    row.cells = cells.into_iter().collect();
    (!row.key.is_empty()).then_some(row)
}

/// It is no value.
struct NoValue;

/// A value as the cell that it was typed as. Computed fields and empty texts are no cells.
fn plain_cell(
    scheme: &Scheme,
    def: &FieldDef,
    value: &Json<'_>,
    text: Option<&Arc<str>>,
) -> Result<Option<Cell>, NoValue> {
    if def.is_computed() {
        return if shape::is_value(value) { Ok(None) } else { Err(NoValue) };
    }
    Ok(match value {
        // So few places that typing it would give the same.
        Json::Number(number) if def.kind == FieldType::Number && number.scale() <= 15 => {
            let text = text.map_or_else(|| Arc::from(Digits::default().of(*number)), Arc::clone);
            Some(Cell { text, value: Some(Value::Number(*number)), problem: None })
        }
        Json::Text(text) if text.is_empty() => None,
        Json::Text(text) => Some(read_cell(scheme, def, Arc::from(text.as_ref()))),
        Json::Number(_) | Json::Bool(_) => {
            Some(read_cell(scheme, def, Arc::from(shape::value(value).map_err(|_| NoValue)?)))
        }
        Json::Null | Json::List(_) | Json::Object(_) => return Err(NoValue),
    })
}

/// Reads a record of a form, of the scheme or not, as the texts that were typed.
pub(super) fn read_record(form: Option<&FormDef>, json: &Json<'_>) -> Read<StoredRow> {
    let mut cells: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
    for (name, value) in shape::object(json)? {
        if RESERVED.contains(&name.as_ref()) {
            continue;
        }
        let is_computed = form.is_some_and(|form| form.field(name).is_some_and(|field| form[field].is_computed()));
        for (cell, text) in read_cells(name, value).map_err(|shape| shape.under(name.as_ref()))? {
            // An empty text is no cell.
            let empty = text.is_empty() && form.is_some_and(|form| slot_named(form, &cell).is_some());
            if !is_computed && !empty {
                cells.insert(Arc::from(cell), Arc::from(text));
            }
        }
    }
    let typed = shape::optional(json, "typed", |json| {
        shape::entries(json, |name, json| Ok((Arc::from(name), Arc::from(shape::text(json)?))))
    })?;
    cells.extend(typed.unwrap_or_default());
    let marks = read_marks(form, json, &cells)?;
    let single = form.is_some_and(|form| form.single().is_some());
    Ok(StoredRow {
        key: shape::member(json, "key", if single { office_key } else { shape::some_text })?,
        of: match form.map(|form| form.detail().is_some()) {
            Some(true) => Some(shape::member(json, "of", shape::some_text)?),
            Some(false) => shape::optional(json, "of", |json| Err(Shape::wrong(json, Wanted::NoOwner)))?,
            None => shape::optional(json, "of", shape::some_text)?,
        },
        cells,
        marks,
        standing: shape::optional(json, "standing", read_standing)?,
        entered: shape::optional(json, "entered", read_stamp)?,
    })
}

/// The key of the one record that a form has for the office.
fn office_key(json: &Json<'_>) -> Read<String> {
    let key = shape::some_text(json)?;
    if key == Single::KEY { Ok(key) } else { Err(Shape::wrong(json, Wanted::OfficeKey)) }
}

pub(super) fn read_standing(json: &Json<'_>) -> Read<Standing> {
    json.as_text().and_then(Standing::from_key).ok_or_else(|| Shape::wrong(json, Wanted::Standing))
}

/// What is said of blank cells and of zeros; nothing else can be blank or zero.
fn read_marks(
    form: Option<&FormDef>,
    json: &Json<'_>,
    cells: &BTreeMap<Arc<str>, Arc<str>>,
) -> Read<BTreeMap<Arc<str>, Mark>> {
    let absent = shape::optional(json, "absent", |json| {
        shape::entries(json, |name, json| {
            let absence = json.as_text().and_then(Absence::from_key);
            let absence = absence.ok_or_else(|| Shape::wrong(json, Wanted::Absence))?;
            if cells.contains_key(name) {
                return Err(Shape::wrong(json, Wanted::BlankCell));
            }
            Ok((Arc::from(name), absence.mark()))
        })
    })?;
    let confirmed = shape::optional(json, "confirmed", |json| {
        shape::each(json, |json| {
            let name = shape::some_text(json)?;
            let text = cells.get(name.as_str());
            let is_zero = text.is_some_and(|text| number::read(text).is_ok_and(|read| read.value.is_zero()));
            let known = form.and_then(|form| Some(&form[slot_named(form, &name)?.field]));
            if !is_zero || known.is_some_and(|field| field.kind != FieldType::Number) {
                return Err(Shape::wrong(json, Wanted::ZeroCell));
            }
            Ok((Arc::from(name), Mark::Confirmed))
        })
    })?;
    Ok(absent.unwrap_or_default().into_iter().chain(confirmed.unwrap_or_default()).collect())
}

fn read_cells(name: &str, value: &Json<'_>) -> Read<Vec<(String, String)>> {
    if shape::is_value(value) {
        return Ok(vec![(name.to_owned(), shape::value(value)?)]);
    }
    if value.kind() != super::json::Kind::Object {
        return Err(Shape::wrong(value, Wanted::Cell));
    }
    shape::entries(value, |column, value| Ok((format!("{name}.{column}"), shape::value(value)?)))
}

/// Reads all records of a form of the scheme; no key may be there twice.
pub(super) fn read_rows(scheme: &Scheme, form: &FormDef, json: &Json<'_>, limits: &Limits) -> Read<Vec<Row>> {
    check_count(&form.key, json, limits)?;
    let text = (!limits.whole).then(Arc::default);
    let rows = shape::each(json, |json| read_row(scheme, form, json, text.as_ref()))?;
    check_keys(&form.key, rows.iter().map(|row| row.key.as_ref()))?;
    Ok(rows)
}

/// Reads all records of a form that the scheme does not have.
pub(super) fn read_records(name: &str, json: &Json<'_>, limits: &Limits) -> Read<Vec<StoredRow>> {
    check_count(name, json, limits)?;
    let rows = shape::each(json, |json| read_record(None, json))?;
    check_keys(name, rows.iter().map(|row| row.key.as_str()))?;
    Ok(rows)
}

fn check_count(form: &str, json: &Json<'_>, limits: &Limits) -> Read<()> {
    let found = shape::list(json)?.len();
    if found > limits.records {
        return Err(Shape::whole(FileError::TooManyRecords { form: form.to_owned(), found, limit: limits.records }));
    }
    Ok(())
}

fn check_keys<'k>(form: &str, mut keys: impl Iterator<Item = &'k str>) -> Read<()> {
    let mut seen = BTreeSet::new();
    match keys.find(|key| !seen.insert(*key)) {
        Some(key) => Err(Shape::whole(FileError::DuplicateRecord { form: form.to_owned(), key: key.to_owned() })),
        None => Ok(()),
    }
}

/// Every row of details must belong to a row that its roster has in the same file. Tables are in the scheme's order.
pub(super) fn check_owners(scheme: &Scheme, tables: &[Arc<Table>]) -> Read<()> {
    for (form, table) in scheme.forms.iter().zip(tables) {
        let Some(detail) = form.detail().filter(|_| !table.is_empty()) else { continue };
        let roster = tables.get(detail.roster.index());
        let has = |key: &str| roster.is_some_and(|roster| roster.position(key).is_some());
        // The owner of details is their member.
        let lost = (0..table.len()).find(|at| table.member_at(*at).is_some_and(|of| !has(of)));
        if let Some(at) = lost {
            let form = form.key.clone();
            let key = table.key_at(at).unwrap_or_default().to_owned();
            let of = table.member_at(at).unwrap_or_default().to_owned();
            return Err(Shape::whole(FileError::UnknownOwner { form, key, of }));
        }
    }
    Ok(())
}
