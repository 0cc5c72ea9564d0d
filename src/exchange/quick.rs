//! Reading submissions for their figures alone, quickly.
//!
//! The general reader makes a tree of the file, writes its canonical form from that, and makes records of it. Here the
//! records of a form go from the bytes into columns, and their canonical form is put together on the way from the very
//! spelling of their values. Only what is sure to be read alike is read here: at the first thing that is not spelt as
//! nearly all files spell it (a record with marks, an escape, a digest that is not the right one) the form, or else the
//! file, is left to the general reader, which also says what is wrong. A test holds the two together.

mod plan;
mod records;
mod scan;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::plan::{Plan, plans};
use self::records::Records;
use self::scan::Scan;
use super::json::{self, Json, Limits, Members, value_at};
use super::open::{self, Forms, Opened};
use super::record::{check_owners, read_records, read_rows};
use super::submission::FORMAT;
use crate::ids::FormId;
use crate::scheme::CompiledScheme;
use crate::workbook::{StoredTables, Table};

/// Fewest bytes that a value takes, with what stands between it and the next.
const LEAST_BYTES: usize = 2;

/// Levels of lists and objects around the cells of a record: file, forms, form, record, field.
const LEVELS: usize = 5;

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
        // What was typed is asked for; or the limits could be reached.
        if limits.whole || text.len() / LEAST_BYTES >= limits.values || limits.depth < LEVELS {
            return None;
        }
        let mut file = File { reader: self, text, scan: Scan::new(text), canonical: Vec::new() };
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
    /// Canonical forms of forms, one after the other.
    canonical: Vec<u8>,
}

/// By name of the form, in the order of the canonical form, its part of [`File::canonical`].
type Parts = Vec<(String, std::ops::Range<usize>)>;

impl<'a> File<'a, '_> {
    fn read(&mut self) -> Option<Opened> {
        let mut members: Members<'a> = Vec::new();
        let mut forms: Option<(Forms, Parts)> = None;
        self.scan.byte(b'{')?;
        self.scan.blanks();
        loop {
            let name = std::str::from_utf8(self.scan.text()?).ok()?;
            self.scan.byte(b':')?;
            self.scan.blanks();
            if members.iter().any(|(own, _)| own == name) {
                return None;
            }
            let value = if name == "forms" {
                forms = Some(self.forms()?);
                Json::Object(Vec::new())
            } else {
                self.value(1)?
            };
            members.push((name.into(), value));
            if !self.scan.another(b'}')? {
                break;
            }
        }
        self.scan.blanks();
        if !self.scan.rest().is_empty() {
            return None;
        }
        let (forms, parts) = forms?;
        let digest = self.digest(&members, &parts);
        let json = Json::Object(members);
        let is_whole = json.get("format").and_then(Json::as_text) == Some(FORMAT)
            && json.get("digest").and_then(Json::as_text) == Some(&digest);
        if !is_whole {
            return None;
        }
        open::opened(&json, forms, self.reader.scheme, &self.reader.limits).ok()
    }

    /// Reads a value by the general reader, within so many lists and objects.
    fn value(&mut self, within: usize) -> Option<Json<'a>> {
        let at = self.text.len() - self.scan.rest().len();
        let limits = Limits { depth: self.reader.limits.depth.checked_sub(within)?, ..self.reader.limits };
        let (json, end) = value_at(self.text, at, &limits)?;
        self.scan.skip(end - at)?;
        Some(json)
    }

    fn forms(&mut self) -> Option<(Forms, Parts)> {
        let scheme = self.reader.scheme;
        let mut tables: Vec<Arc<Table>> = scheme.forms.iter().map(|_| Arc::default()).collect();
        let mut foreign = StoredTables::new();
        let mut parts = Parts::new();
        self.scan.byte(b'{')?;
        self.scan.blanks();
        let mut more = self.scan.literal(b"}").is_none();
        while more {
            let name = std::str::from_utf8(self.scan.text()?).ok()?;
            self.scan.byte(b':')?;
            self.scan.blanks();
            if parts.iter().any(|(own, _)| own == name) {
                return None;
            }
            let start = self.canonical.len();
            if let Some(form) = scheme.form(name) {
                *tables.get_mut(form.index())? = Arc::new(self.table(form)?);
            } else {
                let json = self.value(2)?;
                self.canonical.extend(json::canonical(&json));
                foreign.insert(name.to_owned(), read_records(name, &json, &self.reader.limits).ok()?);
            }
            parts.push((name.to_owned(), start..self.canonical.len()));
            more = self.scan.another(b'}')?;
        }
        check_owners(scheme, &tables).ok()?;
        parts.sort_by(|one, two| json::by_utf16(&one.0, &two.0));
        Some(((tables, foreign), parts))
    }

    fn table(&mut self, form: FormId) -> Option<Table> {
        let Reader { scheme, limits, .. } = self.reader;
        let def = &scheme[form];
        let (before, start) = (self.scan, self.canonical.len());
        if let Some(plan) = self.reader.plan(form) {
            let records = Records::new(scheme, def, plan, limits);
            if let Some(columns) = records.read(&mut self.scan, &mut self.canonical) {
                return Some(Table::from_columns(columns));
            }
        }
        self.scan = before;
        self.canonical.truncate(start);
        let json = self.value(2)?;
        self.canonical.extend(json::canonical(&json));
        let rows = read_rows(scheme, def, &json, limits).ok()?;
        Some(Table::from_rows(rows.into_iter().map(Arc::new).collect()))
    }

    /// The digest of the file, from the canonical forms of its members.
    fn digest(&self, members: &Members<'_>, forms: &Parts) -> String {
        let mut members: Vec<(&str, &Json<'_>)> =
            members.iter().map(|(name, json)| (name.as_ref(), json)).filter(|(name, _)| *name != "digest").collect();
        members.sort_by(|one, two| json::by_utf16(one.0, two.0));
        let mut hash = json::Hash::default();
        let name = |hash: &mut json::Hash, at: usize, name: &str| {
            hash.put(if at > 0 { b"," } else { b"{" });
            hash.put(&json::canonical(&Json::text(name)));
            hash.put(b":");
        };
        for (at, (own, json)) in members.into_iter().enumerate() {
            name(&mut hash, at, own);
            if own != "forms" {
                hash.put(&json::canonical(json));
                continue;
            }
            for (at, (own, range)) in forms.iter().enumerate() {
                name(&mut hash, at, own);
                hash.put(self.canonical.get(range.clone()).unwrap_or_default());
            }
            hash.put(if forms.is_empty() { b"{}" } else { b"}" });
        }
        hash.put(b"}");
        hash.finish()
    }
}
