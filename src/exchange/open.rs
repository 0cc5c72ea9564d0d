//! From the bytes of a file back to a workbook.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::build::replaced;
use super::error::{FileError, Note};
use super::json::{self, Json, Limits, parse};
use super::record::{check_owners, read_records, read_rows};
use super::shape::{self, Read};
use super::sniff;
use super::submission::{FORMAT, Head, SchemeName, Status, VERSION, period};
use super::verify::{self, Mismatch};
use crate::scheme::{CompiledScheme, FormDef, Scheme};
use crate::workbook::{About, Earlier, Returned, StoredTables, Table, Workbook};

/// Most notes of one kind: a file full of unknown things is told by some of them.
const MOST_NOTES: usize = 20;

/// A submission that was read and is whole.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The workbook as it was when the file was written, its `Command::Sent` included.
    pub book: Workbook,
    /// Everything of the file but its records.
    pub head: Head,
    /// What else is to be said about the file.
    pub notes: Vec<Note>,
    /// Cells that this program would have written otherwise; only for files of this very scheme.
    pub mismatches: Vec<Mismatch>,
}

/// Reads a submission under the scheme in use.
///
/// A file of another edition of the same scheme opens too: what this one does not know is kept beside, and said.
///
/// # Errors
/// Why the file cannot be used; nothing of it is.
pub fn open(bytes: &[u8], scheme: &CompiledScheme, limits: &Limits) -> Result<Opened, FileError> {
    if bytes.len() > limits.bytes {
        return Err(FileError::TooLarge { bytes: bytes.len() as u64, limit: limits.bytes as u64 });
    }
    let (text, marked) = sniff::text_of(bytes)?;
    if let Some(looks) = sniff::other_text(text) {
        return Err(FileError::Looks(looks));
    }
    let json = parse(text, limits).map_err(FileError::Syntax)?;
    open_text(&json, marked, scheme, limits)
}

/// Reads a submission from its JSON; `marked` when a byte order mark stood before it.
pub(super) fn open_text(
    json: &Json<'_>,
    marked: bool,
    scheme: &CompiledScheme,
    limits: &Limits,
) -> Result<Opened, FileError> {
    check_kind(json)?;
    check_counts(json, limits)?;
    let claimed = shape::member(json, "digest", shape::digest)?;
    let actual = json::digest(json);
    let opened = read(json, scheme, limits);
    if claimed != actual {
        let suspects = suspects(opened, scheme);
        return Err(FileError::Digest { claimed, actual, suspects });
    }
    let mut opened = opened?;
    if marked {
        opened.notes.insert(0, Note::ByteOrderMark);
    }
    Ok(opened)
}

/// Whether it is a submission, in a version that is known here.
fn check_kind(json: &Json<'_>) -> Result<(), FileError> {
    if json.kind() != json::Kind::Object {
        return Err(FileError::NotAnObject { found: json.kind() });
    }
    let short = |text: &str| text.chars().take(40).collect::<String>();
    match json.get("format").and_then(Json::as_text) {
        Some(FORMAT) => {}
        Some(other) if other.starts_with("sishang-") => return Err(FileError::OtherKind { format: short(other) }),
        other => return Err(FileError::OtherProduct { format: other.map(short) }),
    }
    check_version(json)
}

/// Whether this program knows the version of the format.
pub(super) fn check_version(json: &Json<'_>) -> Result<(), FileError> {
    let version = shape::member(json, "version", shape::count)?;
    if version > VERSION {
        return Err(FileError::NewerVersion { found: version.to_string(), known: VERSION });
    }
    Ok(())
}

/// Whether any form has more records than are read; nothing else is done with such a file.
fn check_counts(json: &Json<'_>, limits: &Limits) -> Result<(), FileError> {
    let Some(Json::Object(forms)) = json.get("forms") else { return Ok(()) };
    for (form, records) in forms {
        if let Json::List(records) = records
            && records.len() > limits.records
        {
            let form = form.chars().take(40).collect();
            return Err(FileError::TooManyRecords { form, found: records.len(), limit: limits.records });
        }
    }
    Ok(())
}

/// Where the content of a changed file contradicts itself.
fn suspects(read: Result<Opened, FileError>, scheme: &CompiledScheme) -> Vec<String> {
    match read {
        Err(FileError::Missing { path } | FileError::Wrong { path, .. }) => vec![path],
        Err(FileError::DuplicateRecord { form, key } | FileError::UnknownOwner { form, key, .. }) => {
            vec![format!("/forms/{form}: {key}")]
        }
        Err(_) => Vec::new(),
        Ok(opened) => {
            let verified = verify::verify(&opened, scheme);
            let places = verified.differences.iter().map(|difference| difference.place(scheme, &opened.book));
            let mut all: Vec<String> = Vec::new();
            for place in places {
                if !place.is_empty() && !all.contains(&place) {
                    all.push(place);
                }
            }
            all.truncate(5);
            all
        }
    }
}

fn read(json: &Json<'_>, scheme: &CompiledScheme, limits: &Limits) -> Result<Opened, FileError> {
    read_with(json, scheme, limits, |_, json| read_forms(scheme, json, limits))
}

/// As [`open_text`] of a file whose digest is the right one and whose forms were read already; they are missing in `json`.
pub(super) fn opened(
    json: &Json<'_>,
    mut forms: ReadForms,
    scheme: &CompiledScheme,
    limits: &Limits,
) -> Result<Opened, FileError> {
    check_kind(json)?;
    // What the forms are written like was looked at as they were read.
    read_with(json, scheme, &Limits { whole: false, ..*limits }, |whose, _| {
        Ok(match whose {
            Whose::Now => std::mem::take(&mut forms.now),
            Whose::Prev => forms.prev.take().unwrap_or_default(),
            Whose::LastYear => forms.last_year.take().unwrap_or_default(),
        })
    })
}

/// Forms that were read already.
#[derive(Default)]
pub(super) struct ReadForms {
    pub(super) now: Forms,
    pub(super) prev: Option<Forms>,
    pub(super) last_year: Option<Forms>,
}

/// Whose forms are read.
#[derive(Clone, Copy)]
enum Whose {
    Now,
    Prev,
    LastYear,
}

fn read_with(
    json: &Json<'_>,
    scheme: &CompiledScheme,
    limits: &Limits,
    mut forms: impl FnMut(Whose, &Json<'_>) -> Read<Forms>,
) -> Result<Opened, FileError> {
    let head = Head::read(json)?;
    let mut notes = Vec::new();
    if head.scheme.id != scheme.id {
        // A county's scheme knows what it was made from, so that last month's files still carry over.
        let base = scheme.based_on.as_deref().and_then(|base| base.split('@').next());
        if base != Some(&head.scheme.id) {
            return Err(FileError::OtherScheme { found: head.scheme.id, here: scheme.id.clone() });
        }
        notes.push(Note::BaseScheme { found: head.scheme.tag(), here: scheme.tag() });
    } else if head.scheme.edition != scheme.edition {
        let (found, here) = (head.scheme.edition.clone(), scheme.edition.clone());
        notes.push(Note::OtherEdition { found, here });
    } else if head.scheme.digest != scheme.digest() {
        notes.push(Note::SchemeChanged);
    }
    notes.extend(Head::unknown_members(json).into_iter().take(MOST_NOTES).map(|name| Note::UnknownMember { name }));
    let (tables, foreign) = shape::member(json, "forms", |json| forms(Whose::Now, json))?;
    note_unknown(scheme, &tables, &foreign, &mut notes);
    let mut earlier = |name: &str, whose: Whose| -> Result<Option<Arc<Earlier>>, FileError> {
        let read = |json| shape::optional(json, name, |json| read_earlier(json, |json| forms(whose, json)));
        Ok(shape::optional(json, "earlier", read)?.flatten().map(Arc::new))
    };
    let mut explanations: BTreeMap<_, _> = head.void_explanations.iter().cloned().collect();
    explanations.extend(head.findings.iter().filter_map(|found| Some((found.key.clone(), found.explanation.clone()?))));
    // A final revision begins a new change log; a draft carries the old one on.
    let mut changes = BTreeMap::new();
    if head.status == Status::Draft {
        let unknown = head.changes.iter().filter(|record| match replaced(scheme, record) {
            Some((cell, entry)) => {
                changes.insert(cell, entry);
                false
            }
            None => true,
        });
        let count = unknown.count();
        if count > 0 {
            notes.push(Note::UnknownChanges { count });
        }
    }
    let book = Workbook {
        about: Arc::new(About {
            id: head.id.clone(),
            office: head.office.clone(),
            period: head.period,
            demonstration: head.demonstration,
        }),
        tables,
        foreign: Arc::new(foreign),
        explanations: Arc::new(explanations),
        signers: Arc::new(head.signed.signers.clone()),
        standing: head.standing,
        prev: earlier("prev", Whose::Prev)?,
        last_year: earlier("last_year", Whose::LastYear)?,
        replaced: Arc::new(changes),
        sent: Arc::new(head.sent()),
        returned: returned(&head),
        waivers: Arc::new(head.waivers.clone()),
    };
    let same = limits.whole && head.scheme == SchemeName::of(scheme);
    let mismatches = json.get("forms").filter(|_| same).map(|forms| verify::mismatches(forms, scheme, &book));
    Ok(Opened { book, head, notes, mismatches: mismatches.unwrap_or_default() })
}

/// The return note that a draft goes on answering; a final revision has answered it.
fn returned(head: &Head) -> Option<Arc<Returned>> {
    let answers = head.answers.as_ref().filter(|_| head.status == Status::Draft)?;
    let said = answers.note.comments.iter().zip(&answers.items);
    let said = said.filter_map(|(comment, item)| Some((comment.id.clone(), item.answer.clone()?)));
    Some(Arc::new(Returned { note: answers.note.clone(), answers: said.collect() }))
}

/// Tables in the scheme's order, and the forms that it does not have.
pub(super) type Forms = (Vec<Arc<Table>>, StoredTables);

fn read_forms(scheme: &Scheme, json: &Json<'_>, limits: &Limits) -> Read<Forms> {
    let mut tables: Vec<Arc<Table>> = scheme.forms.iter().map(|_| Arc::default()).collect();
    let mut foreign = StoredTables::new();
    for (name, json) in shape::object(json)? {
        let read = match scheme.form(name) {
            Some(form) => read_rows(scheme, &scheme[form], json, limits).map(|rows| {
                if let Some(table) = tables.get_mut(form.index()) {
                    *table = Arc::new(Table::from_rows(rows.into_iter().map(Arc::new).collect()));
                }
            }),
            None => read_records(name, json, limits).map(|rows| drop(foreign.insert(name.to_string(), rows))),
        };
        read.map_err(|shape| shape.under(name.as_ref()))?;
    }
    check_owners(scheme, &tables)?;
    Ok((tables, foreign))
}

fn read_earlier(json: &Json<'_>, forms: impl FnOnce(&Json<'_>) -> Read<Forms>) -> Read<Earlier> {
    Ok(Earlier {
        tables: shape::member(json, "forms", forms)?.0,
        period: shape::member(json, "period", period)?,
        digest: shape::text_or_empty(json, "digest")?,
    })
}

fn note_unknown(scheme: &Scheme, tables: &[Arc<Table>], foreign: &StoredTables, notes: &mut Vec<Note>) {
    for (form, rows) in foreign.iter().take(MOST_NOTES) {
        notes.push(Note::UnknownForm { form: form.clone(), records: rows.len() });
    }
    // What came in columns has nothing but what is known.
    let in_rows = |(_, table): &(&FormDef, &Arc<Table>)| table.columns().is_none();
    for (form, table) in scheme.forms.iter().zip(tables).filter(in_rows) {
        let mut names: Vec<String> = Vec::new();
        let mut cells = 0;
        for name in table.rows().iter().flat_map(|row| row.foreign.keys()) {
            cells += 1;
            if names.len() < 5 && !names.iter().any(|known| **known == **name) {
                names.push(name.to_string());
            }
        }
        if cells > 0 {
            notes.push(Note::UnknownCells { form: form.label.clone(), names, cells });
        }
    }
}
