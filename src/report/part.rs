//! The parts of a whole: offices with their files, each gone through once and put together later.
//!
//! A thousand files need not stay in memory: what tables need of a file are the tallies of their aggregates, the office's
//! own single records, and the rows of lists. [`Partials::of`] takes them, and [`tabulate`](super::tabulate) does the
//! same before it goes on, so that both ways give the same figures.

use super::Whole;
use super::firm::{self, Firm};
use super::table::Work;
use crate::audit::{Known, View};
use crate::formula::{Data, Fault, FormId, Locals, Memo, PartFacts, RowRef, Tally, Value, When};
use crate::period::Period;
use crate::scheme::{CompiledColumn, CompiledScheme, CompiledTable, TableDef, TableRows};
use crate::workbook::{About, Earlier, Office, Place, RowKey, Table, Workbook};
use std::sync::Arc;

/// One office of a whole, with its workbook if it has reported.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    pub place: &'a Place,
    /// `None` for an office that has not reported.
    pub book: Option<&'a Workbook>,
    /// How it reported, for tables that tell it.
    pub facts: PartFacts,
    /// The name of the file that was taken; empty without one.
    pub file: &'a str,
}

/// What tables need of one office. Small, and of no use with another scheme.
#[derive(Debug, Clone)]
pub struct Partials {
    pub(super) place: Place,
    pub(super) facts: PartFacts,
    pub(super) reported: bool,
    pub(super) now: Arc<Figures>,
    /// Those of the last period, for tables that tell the rank of then; `None` without its records.
    pub(super) before: Option<Arc<Figures>>,
}

/// What tables need of one office for one period.
#[derive(Debug, Clone)]
pub(super) struct Figures {
    /// Nothing but the office's own single records.
    pub(super) book: Workbook,
    /// By position of the table in the scheme; `None` for one that was not asked for.
    pub(super) tables: Vec<Option<Gathered>>,
    /// How firm their figures are, by table as above, then by item; empty where everything is final.
    pub(super) firm: Vec<Vec<Firm>>,
}

#[derive(Debug, Clone)]
pub(super) enum Gathered {
    /// No form that the table goes through has any record: all tallies are those of nothing.
    Silent,
    /// By item (a single one where the rows are offices), then by column.
    Tallies(Vec<Vec<Tallies>>),
    Records(Vec<RecordRow>),
}

/// The aggregates of one formula.
pub(super) type Tallies = Vec<Result<Tally, Fault>>;

/// One record that became a row.
#[derive(Debug, Clone)]
pub(super) struct RecordRow {
    pub(super) key: RowKey,
    pub(super) label: String,
    /// By column, in base units.
    pub(super) values: Vec<Worked>,
    /// How firm they are.
    pub(super) firm: Firm,
}

/// The value of a cell, or that there is none since it could not be worked out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Worked {
    pub(super) value: Option<Value>,
    pub(super) broken: bool,
}

impl From<Result<Option<Value>, Fault>> for Worked {
    fn from(result: Result<Option<Value>, Fault>) -> Self {
        match result {
            Ok(value) => Self { value, broken: false },
            Err(_) => Self { value: None, broken: true },
        }
    }
}

impl Partials {
    /// What the given tables (by position in the scheme) need of one office.
    ///
    /// `period` is that of the whole: what an office without a file is taken to be silent about.
    pub fn of(scheme: &CompiledScheme, part: &Part<'_>, period: Period, tables: &[usize]) -> Self {
        let silent = || {
            let Place { code, name } = part.place.clone();
            let office = Office { code, name, ..Office::default() };
            Workbook::new(scheme, About { id: String::new(), office, period, demonstration: false })
        };
        let now = part.book.map_or_else(
            || Figures { book: silent(), tables: none(scheme), firm: Vec::new() },
            |book| Figures::of(scheme, book, tables),
        );
        let ranked: Vec<usize> = tables.iter().copied().filter(|&at| tells_before(scheme, at)).collect();
        let before = if ranked.is_empty() { None } else { part.book.and_then(before) };
        let before = before.map(|book| Arc::new(Figures::of(scheme, &book, &ranked)));
        let reported = part.book.is_some();
        Self { place: part.place.clone(), facts: part.facts, reported, now: Arc::new(now), before }
    }

    /// What all tables need of one office.
    pub fn of_all(scheme: &CompiledScheme, part: &Part<'_>, period: Period) -> Self {
        let all: Vec<usize> = (0..scheme.tables.len()).collect();
        Self::of(scheme, part, period, &all)
    }

    /// Several parts as one: an office that itself has offices below. `own` is its own submission, for its single records.
    pub fn joined(
        scheme: &CompiledScheme,
        place: &Place,
        period: Period,
        facts: PartFacts,
        parts: &[Self],
        own: Option<&Self>,
    ) -> Self {
        let whole = Whole { place, period };
        let now: Vec<&Figures> = parts.iter().filter(|part| part.reported).map(|part| &*part.now).collect();
        let before: Vec<&Figures> = parts.iter().filter_map(|part| part.before.as_deref()).collect();
        let own_before = own.and_then(|own| own.before.as_deref());
        Self {
            place: place.clone(),
            facts,
            reported: !now.is_empty(),
            now: Arc::new(Figures::joined(scheme, whole, &now, own.map(|own| &*own.now))),
            before: (!before.is_empty()).then(|| Arc::new(Figures::joined(scheme, whole, &before, own_before))),
        }
    }

    /// The same, with what an office had in the period before: better known from its file of then than from what its file
    /// of now carries on.
    #[must_use]
    pub fn with_before(self, then: &Self) -> Self {
        Self { before: Some(Arc::clone(&then.now)), ..self }
    }

    /// The same, without anything of the period before.
    #[must_use]
    pub fn without_before(self) -> Self {
        Self { before: None, ..self }
    }

    /// The same, reported in this way.
    #[must_use]
    pub fn with_facts(self, facts: PartFacts) -> Self {
        Self { facts, ..self }
    }

    /// Whose figures they are.
    pub const fn place(&self) -> &Place {
        &self.place
    }
}

impl Figures {
    fn joined(scheme: &CompiledScheme, whole: Whole<'_>, parts: &[&Self], own: Option<&Self>) -> Self {
        let mut tables = none(scheme);
        let mut silent = None;
        for (at, slot) in tables.iter_mut().enumerate() {
            let (Some(def), Some(compiled)) = (scheme.tables.get(at), scheme.compiled_tables().get(at)) else {
                continue;
            };
            let work = Work { scheme, def, compiled, at, whole, parts: &[] };
            let silent: &Workbook = silent.get_or_insert_with(|| work.silent());
            let mut gathered = parts.iter().filter_map(|part| part.tables.get(at)?.as_ref()).peekable();
            if gathered.peek().is_none() {
                continue;
            }
            let items: Vec<Option<Value>> = match def.rows {
                TableRows::Offices => vec![None],
                TableRows::List(list) => scheme[list].items.iter().map(|item| Some(Value::text(&item.code))).collect(),
                TableRows::Records(_) => {
                    let rows = gathered.filter_map(|one| match one {
                        Gathered::Records(rows) => Some(rows.clone()),
                        Gathered::Tallies(_) | Gathered::Silent => None,
                    });
                    *slot = Some(Gathered::Records(rows.flatten().collect()));
                    continue;
                }
            };
            let gathered: Vec<&Gathered> = gathered.collect();
            if gathered.iter().all(|one| matches!(one, Gathered::Silent)) {
                *slot = Some(Gathered::Silent);
                continue;
            }
            let tallies = items.iter().enumerate().map(|(item, code)| {
                let of = gathered.iter().filter_map(|one| match one {
                    Gathered::Tallies(items) => items.get(item).map(Vec::as_slice),
                    Gathered::Records(_) | Gathered::Silent => None,
                });
                work.merged(of, code.as_ref(), silent)
            });
            *slot = Some(Gathered::Tallies(tallies.collect()));
        }
        let silent = || {
            let Place { code, name } = whole.place.clone();
            let office = Office { code, name, ..Office::default() };
            Workbook::new(scheme, About { id: String::new(), office, period: whole.period, demonstration: false })
        };
        let firm = parts.iter().fold(Vec::new(), |firm, part| less_firm(&firm, &part.firm));
        Self { book: own.map_or_else(silent, |own| own.book.clone()), tables, firm }
    }

    /// How firm the figures of an item of a table are.
    pub(super) fn firm(&self, table: usize, item: usize) -> Firm {
        self.firm.get(table).and_then(|items| items.get(item)).cloned().unwrap_or_default()
    }

    fn of(scheme: &CompiledScheme, book: &Workbook, tables: &[usize]) -> Self {
        let known = Known::default();
        let view = View::remembering(scheme, book, &known);
        let mut gathered = none(scheme);
        let soft = firm::soft_forms(scheme, book);
        let mut firm = vec![Vec::new(); if soft.is_empty() { 0 } else { scheme.tables.len() }];
        for &at in tables {
            let (Some(def), Some(compiled)) = (scheme.tables.get(at), scheme.compiled_tables().get(at)) else {
                continue;
            };
            if let Some(slot) = gathered.get_mut(at) {
                *slot = Some(gather(scheme, def, compiled, &view, &soft));
            }
            if let Some(slot) = firm.get_mut(at) {
                *slot = firm_items(scheme, def, compiled, &view, &soft);
            }
        }
        Self { book: thin(scheme, book), tables: gathered, firm }
    }
}

/// By item: how firm the aggregates of a table are.
fn firm_items(
    scheme: &CompiledScheme,
    def: &TableDef,
    table: &CompiledTable,
    view: &View<'_>,
    soft: &[FormId],
) -> Vec<Firm> {
    match def.rows {
        TableRows::Offices => vec![firm::of_aggregates(table, view, None, soft)],
        TableRows::List(list) => {
            let items = scheme[list].items.iter().map(|item| Value::text(&item.code));
            items.map(|item| firm::of_aggregates(table, view, Some(&item), soft)).collect()
        }
        // Each record has its own.
        TableRows::Records(_) => Vec::new(),
    }
}

/// The less firm of each figure of two offices.
fn less_firm(left: &[Vec<Firm>], right: &[Vec<Firm>]) -> Vec<Vec<Firm>> {
    let none = Vec::new();
    let table = |at: usize| {
        let (left, right) = (left.get(at).unwrap_or(&none), right.get(at).unwrap_or(&none));
        let nothing = Firm::new();
        let item = |at: usize| firm::least(left.get(at).unwrap_or(&nothing), right.get(at).unwrap_or(&nothing));
        (0..left.len().max(right.len())).map(item).collect()
    };
    (0..left.len().max(right.len())).map(table).collect()
}

fn none(scheme: &CompiledScheme) -> Vec<Option<Gathered>> {
    vec![None; scheme.tables.len()]
}

fn tells_before(scheme: &CompiledScheme, table: usize) -> bool {
    let rank = scheme.tables.get(table).and_then(|table| table.rank.as_ref());
    rank.is_some_and(|rank| rank.previous)
}

fn gather(
    scheme: &CompiledScheme,
    def: &TableDef,
    table: &CompiledTable,
    view: &View<'_>,
    soft: &[FormId],
) -> Gathered {
    let is_silent = |column: &CompiledColumn| column.formula.as_ref().is_none_or(|formula| formula.is_silent(view));
    match def.rows {
        TableRows::Offices | TableRows::List(_) if table.columns.iter().all(is_silent) => Gathered::Silent,
        TableRows::Offices => Gathered::Tallies(vec![tallies(table, view, &Memo::new(), None)]),
        TableRows::List(list) => {
            // Rows are put in groups by item once, not once for each item.
            let memo = Memo::new();
            let items = scheme[list].items.iter().map(|item| Value::text(&item.code));
            Gathered::Tallies(items.map(|item| tallies(table, view, &memo, Some(&item))).collect())
        }
        TableRows::Records(form) => Gathered::Records(records(scheme, table, form, view, soft)),
    }
}

fn tallies(table: &CompiledTable, view: &View<'_>, memo: &Memo, item: Option<&Value>) -> Vec<Tallies> {
    let locals = Locals { item, ..Locals::default() };
    let of = |formula: &crate::formula::Compiled| formula.tallies(view, memo, &locals);
    table.columns.iter().map(|column| column.formula.as_ref().map(of).unwrap_or_default()).collect()
}

fn records(
    scheme: &CompiledScheme,
    table: &CompiledTable,
    form: FormId,
    view: &View<'_>,
    soft: &[FormId],
) -> Vec<RecordRow> {
    let memo = Memo::new();
    let mut rows = Vec::new();
    let chosen = match &table.filter {
        Some(filter) => filter.rows_where(view, form, &memo),
        None => view.rows(When::Now, form),
    };
    for row in chosen {
        let Some(key) = view.key(row) else { continue };
        let mut values: Vec<Worked> = Vec::new();
        let mut columns: Vec<Option<Value>> = Vec::new();
        for column in &table.columns {
            let locals = Locals { columns: &columns, ..Locals::default() };
            let formula = column.formula.as_ref();
            let worked: Worked =
                formula.map_or(Ok(None), |formula| formula.eval_in_table(view, Some(row), &memo, &locals)).into();
            columns.push(worked.value.clone());
            values.push(worked);
        }
        let title = table.title.as_ref().map(|title| title.eval_with(view, row, &memo));
        let label = match title {
            Some(Ok(Some(title))) => title.as_text().unwrap_or_default().to_owned(),
            Some(_) => String::new(),
            None => title_of(scheme, view, row),
        };
        rows.push(RecordRow { key, label, values, firm: firm::of_record(table, view, row, soft) });
    }
    rows
}

/// The title of the roster row that a record belongs to.
pub(super) fn title_of(scheme: &CompiledScheme, view: &View<'_>, row: RowRef) -> String {
    let Some(roster_row) = view.roster_row(row) else { return scheme[row.form].label.clone() };
    let title = scheme[roster_row.form].roster().map(|roster| roster.title).unwrap_or_default();
    let value = view.cell(roster_row, title, crate::measure::Column::Plain);
    value.as_ref().and_then(Value::as_text).unwrap_or_default().to_owned()
}

/// Without the records of units and projects: what aggregates made of them is kept instead.
fn thin(scheme: &CompiledScheme, book: &Workbook) -> Workbook {
    let keep = |tables: &[Arc<Table>]| -> Vec<Arc<Table>> {
        let forms = scheme.form_ids();
        forms
            .map(|form| match tables.get(form.index()) {
                Some(table) if scheme.world().form(form).is_some_and(|info| !info.is_over_units()) => Arc::clone(table),
                _ => Arc::default(),
            })
            .collect()
    };
    let earlier = |earlier: &Arc<Earlier>| {
        Arc::new(Earlier { tables: keep(&earlier.tables), period: earlier.period, digest: earlier.digest.clone() })
    };
    Workbook {
        tables: keep(&book.tables),
        prev: book.prev.as_ref().map(earlier),
        last_year: book.last_year.as_ref().map(earlier),
        foreign: Arc::default(),
        explanations: Arc::default(),
        replaced: Arc::default(),
        ..book.clone()
    }
}

/// The workbook of the last period, as far as this one tells it.
fn before(book: &Workbook) -> Option<Workbook> {
    let prev = book.prev.as_ref()?;
    let about = About { period: prev.period, ..About::clone(&book.about) };
    Some(Workbook { about: Arc::new(about), tables: prev.tables.clone(), prev: None, last_year: None, ..book.clone() })
}
