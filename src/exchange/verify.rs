//! Auditing what was opened once more, and comparing with what the file says.

use std::collections::{BTreeMap, BTreeSet};

use super::build;
use super::compose::forms_json;
use super::json::{Json, Kind};
use super::open::Opened;
use super::readiness::{self, Blocker};
use super::submission::{FindingRecord, SchemeName, Status};
use crate::audit::{Audit, ExplanationProblem, Survey, judge_explanation};
use crate::measure::Column;
use crate::number::canonical;
use crate::scheme::{CompiledScheme, FormDef};
use crate::workbook::{FindingKey, Workbook};

/// What the audit says of an opened file.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The findings under the scheme in use.
    pub audit: Audit,
    /// Where the file says something else. Empty when it was made under another scheme: then they need not agree.
    pub differences: Vec<Difference>,
}

/// A point on which the file and the audit of it disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The audit finds what the file does not tell.
    Untold(FindingRecord),
    /// The file tells what the audit does not find.
    NotFound(FindingRecord),
    /// Both have the finding, with other values or another sentence.
    Told {
        /// As in the file.
        file: Box<FindingRecord>,
        /// As found.
        here: Box<FindingRecord>,
    },
    /// A cell is not written as it would be from what was typed, or a computed one has another value.
    Value(Mismatch),
    /// An explanation that explains nothing, such as 核实无误; the page would not have taken it.
    Words {
        /// The finding.
        found: Box<FindingRecord>,
        /// What is wrong with the words.
        problem: ExplanationProblem,
    },
    /// A final file that should have been a draft, and why.
    NotFinal(Blocker),
}

/// A cell that is not written as it would be from its own typed text, or a computed one with another value.
///
/// It is found while reading the file, since afterwards only the typed text is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Key of the form.
    pub form: String,
    /// Key of the record.
    pub key: String,
    /// Name of the cell: `output.ytd`.
    pub cell: String,
    /// As in the file; empty when it is not there.
    pub file: String,
    /// As it should be; empty when it should not be there.
    pub here: String,
}

/// Runs the audit on an opened file and compares.
pub fn verify(opened: &Opened, scheme: &CompiledScheme) -> Verified {
    let survey = Survey::of(scheme, &opened.book);
    let (differences, _) = differences(opened, scheme, &survey, usize::MAX);
    Verified { audit: survey.audit(), differences }
}

/// Where a file and the audit of it disagree: as many points as are wanted, and how many more there are.
pub(crate) fn differences(
    opened: &Opened,
    scheme: &CompiledScheme,
    survey: &Survey<'_>,
    most: usize,
) -> (Vec<Difference>, usize) {
    let mut all = Differences { most, ..Differences::default() };
    for mismatch in &opened.mismatches {
        all.put(|| Some(Difference::Value(mismatch.clone())));
    }
    if opened.head.scheme == SchemeName::of(scheme) {
        compare(opened, survey, &mut all);
    }
    for found in &opened.head.findings {
        let words = found.explanation.as_ref().map(|words| judge_explanation(&words.text));
        if let Some(Err(problem)) = words {
            all.put(|| Some(Difference::Words { found: Box::new(found.clone()), problem }));
        }
    }
    (all.told, all.more)
}

/// Differences of which so many are told, and the others only counted: most files have few, a bad one has thousands.
#[derive(Default)]
struct Differences {
    told: Vec<Difference>,
    most: usize,
    more: usize,
}

impl Differences {
    fn put(&mut self, difference: impl FnOnce() -> Option<Difference>) {
        if self.told.len() < self.most {
            self.told.extend(difference());
        } else {
            self.more += 1;
        }
    }
}

fn compare(opened: &Opened, survey: &Survey<'_>, all: &mut Differences) {
    let mut in_file: BTreeMap<&FindingKey, &FindingRecord> =
        opened.head.findings.iter().map(|found| (&found.key, found)).collect();
    for at in 0..survey.len() {
        let here = || survey.finding(at).map(|finding| build::told(&opened.book, finding));
        let name = if in_file.is_empty() { None } else { survey.name(at) };
        match name.and_then(|name| in_file.remove(&name)) {
            None => all.put(|| here().map(Difference::Untold)),
            Some(file) => {
                if let Some(here) = here().filter(|here| here != file) {
                    all.put(|| Some(Difference::Told { file: Box::new(file.clone()), here: Box::new(here) }));
                }
            }
        }
    }
    for found in in_file.into_values() {
        all.put(|| Some(Difference::NotFound(found.clone())));
    }
    if opened.head.status == Status::Final {
        let unanswered = opened.head.answers.as_ref().and_then(readiness::unanswered);
        let weights = (0..survey.len()).filter_map(|at| Some((survey.weight(at)?, move || survey.name(at))));
        let blockers = readiness::of(&opened.book, weights).blockers.into_iter().chain(unanswered);
        blockers.for_each(|blocker| all.put(|| Some(Difference::NotFinal(blocker))));
    }
}

/// Compares the records of a file with what they would be if written now.
pub(super) fn mismatches(file: &Json<'_>, scheme: &CompiledScheme, book: &Workbook) -> Vec<Mismatch> {
    let here = forms_json(scheme, book);
    let mut all = Vec::new();
    let Json::Object(forms) = &here else { return all };
    for (form, rows) in forms {
        let (Json::List(rows), Some(Json::List(in_file))) = (rows, file.get(form)) else { continue };
        for (row, in_file) in rows.iter().zip(in_file) {
            compare_record(form, row, in_file, &mut all);
        }
    }
    all
}

fn compare_record(form: &str, here: &Json<'_>, file: &Json<'_>, all: &mut Vec<Mismatch>) {
    let (here_cells, file_cells) = (flat(here), flat(file));
    let names: BTreeSet<&String> = here_cells.keys().chain(file_cells.keys()).collect();
    let key = here.get("key").and_then(Json::as_text).unwrap_or_default();
    for name in names {
        let (here, file) = (here_cells.get(name), file_cells.get(name));
        if here != file {
            all.push(Mismatch {
                form: form.to_owned(),
                key: key.to_owned(),
                cell: name.clone(),
                file: file.map(|(_, text)| text.clone()).unwrap_or_default(),
                here: here.map(|(_, text)| text.clone()).unwrap_or_default(),
            });
        }
    }
}

/// The cells of a record by name, each with its kind and text.
fn flat(record: &Json<'_>) -> BTreeMap<String, (Kind, String)> {
    let mut cells = BTreeMap::new();
    let Json::Object(members) = record else { return cells };
    let mut put = |name: String, value: &Json<'_>| {
        let text = match value {
            Json::Number(number) => canonical(*number),
            Json::Text(text) => text.to_string(),
            Json::Bool(truth) => truth.to_string(),
            _ => String::new(),
        };
        cells.insert(name, (value.kind(), text));
    };
    for (name, value) in members {
        match value {
            Json::Object(columns) if name != "entered" => {
                for (column, value) in columns {
                    put(format!("{name}.{column}"), value);
                }
            }
            Json::List(cells) => {
                for cell in cells {
                    put(format!("{name}.{}", cell.as_text().unwrap_or_default()), cell);
                }
            }
            other => put(name.to_string(), other),
        }
    }
    cells
}

impl Mismatch {
    /// Where it is, for people: form, record, cell.
    pub fn place(&self, scheme: &CompiledScheme, book: &Workbook) -> String {
        let said = ["typed.", "absent.", "confirmed."].into_iter().find_map(|of| self.cell.strip_prefix(of));
        let cell = said.unwrap_or(&self.cell);
        place(scheme, book, &self.form, &self.key, cell)
    }
}

impl Difference {
    /// A short name for scripts; it never changes once given.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Untold(_) => "finding-untold",
            Self::NotFound(_) => "finding-not-found",
            Self::Told { .. } => "finding-differs",
            Self::Value(_) => "value",
            Self::Words { .. } => "explanation",
            Self::NotFinal(_) => "not-final",
        }
    }

    /// Form, record and field that it is about; the field may be empty.
    pub fn record(&self) -> Option<(&str, &str, &str)> {
        match self {
            Self::NotFinal(_) => None,
            Self::Value(one) => Some((&one.form, &one.key, &one.cell)),
            Self::Untold(found) | Self::NotFound(found) => Some(names(&found.key)),
            Self::Told { here: found, .. } | Self::Words { found, .. } => Some(names(&found.key)),
        }
    }

    /// Where it is, for people: form, record, cell.
    pub fn place(&self, scheme: &CompiledScheme, book: &Workbook) -> String {
        let of = |found: &FindingRecord| place(scheme, book, &found.key.form, &found.key.key, &found.key.field);
        match self {
            Self::NotFinal(_) => String::new(),
            Self::Value(mismatch) => mismatch.place(scheme, book),
            Self::Untold(found) | Self::NotFound(found) => of(found),
            Self::Told { here: found, .. } | Self::Words { found, .. } => of(found),
        }
    }
}

fn names(key: &FindingKey) -> (&str, &str, &str) {
    (&key.form, &key.key, &key.field)
}

/// A record as people call it: label of the form, name of the record, label of the field.
pub fn place(scheme: &CompiledScheme, book: &Workbook, form: &str, key: &str, cell: &str) -> String {
    let Some(id) = scheme.form(form) else { return format!("{form} {key} {cell}").trim().to_owned() };
    let def: &FormDef = &scheme[id];
    let mut names = cell.split('.');
    let field = names.next().and_then(|name| def.field(name)).map(|field| &def[field]);
    let column = names.next().and_then(Column::from_key);
    let field = field.map_or_else(
        || cell.to_owned(),
        |field| match column {
            Some(column) => field.cell_label(column),
            None => field.short.clone(),
        },
    );
    format!("{}“{}”{field}", def.label, book.record_name(scheme, id, key))
}
