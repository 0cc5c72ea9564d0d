//! Reading submissions quickly.
//!
//! The general reader makes a tree of the file, writes its canonical form from that, and makes records of it. Here the
//! records of a form go from the bytes into columns, and their canonical form is put together on the way from the very
//! spelling of their values. Only what is sure to be read alike is read here: at the first thing that is not spelt as
//! nearly all files spell it (an unknown field, an escape, a digest that is not the right one) the form, or else the
//! file, is left to the general reader, which also says what is wrong. Where everything of a file is asked for, so is one
//! with a cell that this program would have written otherwise. A test holds the two together.

mod plan;
mod records;
mod scan;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use self::plan::{Plan, plans};
use self::records::{Read, Records, is_spelt};
use self::scan::Scan;
use super::json::{self, Json, Limits, Members, value_at};
use super::open::{self, Forms, Opened, ReadForms};
use super::record::{check_owners, read_records, read_rows};
use super::submission::{FORMAT, SchemeName};
use crate::audit::{Known, View};
use crate::formula::{Data, RowRef, When};
use crate::ids::FormId;
use crate::scheme::CompiledScheme;
use crate::workbook::{StoredTables, Table, Workbook};

/// Fewest bytes that a value takes, with what stands between it and the next.
const LEAST_BYTES: usize = 2;

/// Levels of lists and objects around the cells of an earlier record: file, earlier, period, forms, form, record, field.
const LEVELS: usize = 7;

/// Of these the list of records, a record and a field.
const RECORD_LEVELS: usize = 3;

/// Reads many submissions under one scheme.
#[derive(Debug)]
pub struct Reader<'s> {
    pub(super) scheme: &'s CompiledScheme,
    pub(super) limits: Limits,
    plans: Vec<Option<Plan>>,
}

impl<'s> Reader<'s> {
    /// A reader of files under this scheme, within these limits.
    pub fn new(scheme: &'s CompiledScheme, limits: Limits) -> Self {
        Self { scheme, limits, plans: plans(scheme) }
    }

    /// Reads a submission; `None` when the general reader has to look at it.
    pub(super) fn submission(&self, text: &str) -> Option<Opened> {
        let limits = &self.limits;
        // The limits could be reached.
        if text.len() / LEAST_BYTES >= limits.values || limits.depth < LEVELS {
            return None;
        }
        let canonical = Vec::with_capacity(text.len());
        let mut file = File { reader: self, text, scan: Scan::new(text), canonical, records: 0, computed: Vec::new() };
        file.read()
    }

    fn plan(&self, form: FormId) -> Option<&Plan> {
        self.plans.get(form.index())?.as_ref()
    }
}

/// A file that is being read.
struct File<'a, 'r> {
    reader: &'r Reader<'r>,
    text: &'a str,
    scan: Scan<'a>,
    /// Canonical forms of parts of the file, one after the other.
    canonical: Vec<u8>,
    /// The most records that a form had so far: most others have hardly more than the roster of units.
    records: usize,
    /// Of the forms of the period, what the file gives as the values of cells that are worked out.
    computed: Vec<(FormId, Vec<Vec<&'a [u8]>>)>,
}

/// The members of an object, and with their names their canonical forms.
#[derive(Default)]
struct Object<'a> {
    members: Members<'a>,
    canonical: Vec<(String, Canonical)>,
}

/// The canonical form of a value.
enum Canonical {
    /// A part of [`File::canonical`].
    Written(Range<usize>),
    /// An object of these.
    Object(Vec<(String, Canonical)>),
}

impl<'a> Object<'a> {
    fn put(&mut self, name: &'a str, value: Json<'a>, canonical: Canonical) {
        self.members.push((name.into(), value));
        self.canonical.push((name.to_owned(), canonical));
    }
}

impl<'a> File<'a, '_> {
    fn read(&mut self) -> Option<Opened> {
        let (mut file, mut forms) = (Object::default(), ReadForms::default());
        let mut computed = Vec::new();
        self.object(|own, name| {
            let (value, canonical) = match name {
                "forms" => {
                    let read = own.forms(&mut forms.now)?;
                    computed = std::mem::take(&mut own.computed);
                    read
                }
                "earlier" => own.earlier(&mut forms)?,
                // It is no part of itself.
                "digest" => (own.value(1)?, Canonical::Written(0..0)),
                _ => own.written(1)?,
            };
            file.put(name, value, canonical);
            Some(())
        })?;
        // Nobody gives those of earlier periods.
        self.computed = computed;
        self.scan.blanks();
        if !self.scan.rest().is_empty() {
            return None;
        }
        let Object { members, canonical } = file;
        let parts = canonical.into_iter().filter(|(name, _)| name != "digest").collect();
        let mut hash = json::Hash::default();
        self.hash(&Canonical::Object(parts), &mut hash);
        let json = Json::Object(members);
        let is_whole = json.get("format").and_then(Json::as_text) == Some(FORMAT)
            && json.get("digest").and_then(Json::as_text) == Some(&hash.finish());
        if !is_whole {
            return None;
        }
        let Reader { scheme, limits, .. } = self.reader;
        let is_foreign = !forms.now.1.is_empty();
        let opened = open::opened(&json, forms, scheme, limits).ok()?;
        let same = limits.whole && opened.head.scheme == SchemeName::of(scheme);
        (!same || (!is_foreign && self.agrees(&opened.book))).then_some(opened)
    }

    /// Whether cells that are worked out have the values that the file gives. Typed ones were looked at as they were read.
    fn agrees(&self, book: &Workbook) -> bool {
        let Reader { scheme, .. } = self.reader;
        let known = Known::default();
        let view = View::remembering(scheme, book, &known);
        self.computed.iter().all(|(form, lanes)| {
            let slots = self.reader.plan(*form).map_or(&[][..], |plan| &plan.computed);
            (0..book.table(*form).len()).all(|at| {
                let Ok(row) = u32::try_from(at) else { return false };
                let row = RowRef { when: When::Now, form: *form, row };
                slots.iter().zip(lanes).all(|(slot, lane)| {
                    let spelt = lane.get(at).copied().unwrap_or_default();
                    match view.cell(row, slot.field, slot.column) {
                        None => spelt.is_empty(),
                        Some(value) => is_spelt(&value, spelt),
                    }
                })
            })
        })
    }

    /// Goes through the members of an object, which must have different names.
    fn object(&mut self, mut member: impl FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        let mut names: Vec<&str> = Vec::new();
        self.scan.byte(b'{')?;
        self.scan.blanks();
        let mut more = self.scan.literal(b"}").is_none();
        while more {
            let name = std::str::from_utf8(self.scan.text()?).ok()?;
            self.scan.byte(b':')?;
            self.scan.blanks();
            if names.contains(&name) {
                return None;
            }
            names.push(name);
            member(self, name)?;
            more = self.scan.another(b'}')?;
        }
        Some(())
    }

    /// Reads a value by the general reader, within so many lists and objects.
    fn value(&mut self, within: usize) -> Option<Json<'a>> {
        let at = self.text.len() - self.scan.rest().len();
        let limits = Limits { depth: self.reader.limits.depth.checked_sub(within)?, ..self.reader.limits };
        let (json, end) = value_at(self.text, at, &limits)?;
        self.scan.skip(end - at)?;
        Some(json)
    }

    /// Reads a value by the general reader and writes its canonical form.
    fn written(&mut self, within: usize) -> Option<(Json<'a>, Canonical)> {
        let json = self.value(within)?;
        let start = self.canonical.len();
        self.canonical.extend(json::canonical(&json));
        let canonical = Canonical::Written(start..self.canonical.len());
        Some((json, canonical))
    }

    /// The earlier records that are carried along, each with their period.
    fn earlier(&mut self, forms: &mut ReadForms) -> Option<(Json<'a>, Canonical)> {
        let mut all = Object::default();
        self.object(|own, name| {
            let of = match name {
                "prev" => forms.prev.insert(Forms::default()),
                "last_year" => forms.last_year.insert(Forms::default()),
                _ => {
                    let (value, canonical) = own.written(2)?;
                    all.put(name, value, canonical);
                    return Some(());
                }
            };
            let mut one = Object::default();
            own.object(|own, name| {
                let (value, canonical) = if name == "forms" { own.forms(of)? } else { own.written(3)? };
                one.put(name, value, canonical);
                Some(())
            })?;
            all.put(name, Json::Object(one.members), Canonical::Object(one.canonical));
            Some(())
        })?;
        Some((Json::Object(all.members), Canonical::Object(all.canonical)))
    }

    /// The records of all forms.
    fn forms(&mut self, forms: &mut Forms) -> Option<(Json<'a>, Canonical)> {
        let scheme = self.reader.scheme;
        let none = Arc::new(Table::from_rows(Vec::new()));
        let mut tables: Vec<Arc<Table>> = vec![none; scheme.forms.len()];
        let mut foreign = StoredTables::new();
        let mut parts = Vec::new();
        self.object(|own, name| {
            let start = own.canonical.len();
            if let Some(form) = scheme.form(name) {
                *tables.get_mut(form.index())? = Arc::new(own.table(form)?);
            } else {
                let (json, _) = own.written(LEVELS - RECORD_LEVELS)?;
                foreign.insert(name.to_owned(), read_records(name, &json, &own.reader.limits).ok()?);
            }
            parts.push((name.to_owned(), Canonical::Written(start..own.canonical.len())));
            Some(())
        })?;
        check_owners(scheme, &tables).ok()?;
        *forms = (tables, foreign);
        Some((Json::Object(Vec::new()), Canonical::Object(parts)))
    }

    fn table(&mut self, form: FormId) -> Option<Table> {
        let Reader { scheme, limits, .. } = self.reader;
        let def = &scheme[form];
        let (before, start) = (self.scan, self.canonical.len());
        if let Some(plan) = self.reader.plan(form) {
            let records = Records::new(scheme, def, plan, limits, self.records);
            if let Some(Read { columns, computed }) = records.read(&mut self.scan, &mut self.canonical) {
                self.records = self.records.max(columns.len());
                if limits.whole {
                    self.computed.push((form, computed));
                }
                return Some(Table::from_columns(columns));
            }
        }
        if limits.whole {
            return None;
        }
        self.scan = before;
        self.canonical.truncate(start);
        let (json, _) = self.written(LEVELS - RECORD_LEVELS)?;
        let rows = read_rows(scheme, def, &json, limits).ok()?;
        Some(Table::from_rows(rows.into_iter().map(Arc::new).collect()))
    }

    /// Hashes a canonical form.
    fn hash(&self, canonical: &Canonical, hash: &mut json::Hash) {
        let parts = match canonical {
            Canonical::Written(range) => return hash.put(self.canonical.get(range.clone()).unwrap_or_default()),
            Canonical::Object(parts) => parts,
        };
        let mut parts: Vec<&(String, Canonical)> = parts.iter().collect();
        parts.sort_by(|one, two| json::by_utf16(&one.0, &two.0));
        hash.put(b"{");
        for (at, (name, part)) in parts.into_iter().enumerate() {
            if at > 0 {
                hash.put(b",");
            }
            hash.put(&json::canonical(&Json::text(name.as_str())));
            hash.put(b":");
            self.hash(part, hash);
        }
        hash.put(b"}");
    }
}
