//! Works out a table: rows and columns from the parts, totals from all of them.

use super::firm::{self, Firm};
use super::part::{Figures, Gathered, Partials, RecordRow, Tallies, Worked};
use super::{Part, Report, Secrecy, dress};
use crate::audit::View;
use crate::formula::{Compiled, Locals, Memo, PartFacts, Value};
use crate::number::Decimal;
use crate::period::Period;
use crate::scheme::{CompiledColumn, CompiledScheme, CompiledTable, TableColumnKind, TableDef, TableRows, TableTotal};
use crate::workbook::{About, Office, Place, RowKey, Workbook};
use std::borrow::Cow;

/// Whose table it is, and for when.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    pub place: &'a Place,
    pub period: Period,
}

/// What is asked of a table besides what the scheme says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// For the public: cells of fewer than three units are withheld, and what would let them be computed.
    pub public: bool,
    /// In which order the rows stand, where it is not that of the scheme.
    pub order: Option<Order>,
}

/// The order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// 固定序: as the offices were given.
    Fixed,
    /// 排名序.
    Rank,
}

/// Why there is no table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableError {
    /// The scheme has no table of this key.
    Unknown { key: String },
    /// The table holds figures of single units or projects.
    NotPublic { label: String },
}

/// A report table of a whole from its parts, in the order in which the offices stand. A clerk's own table has one part.
///
/// `own` is the whole's own submission, for tables whose total is the whole's own.
///
/// # Errors
/// An unknown table, or one that is not for the public.
pub fn tabulate(
    scheme: &CompiledScheme,
    table: &str,
    whole: Whole<'_>,
    parts: &[Part<'_>],
    own: Option<&Part<'_>>,
    options: Options,
) -> Result<Report, TableError> {
    let at = position(scheme, table)?;
    // What is withheld depends on all that is published.
    let is_wanted = |(nth, def): &(usize, &TableDef)| *nth == at || (options.public && def.public);
    let wanted: Vec<usize> = scheme.tables.iter().enumerate().filter(is_wanted).map(|(nth, _)| nth).collect();
    let of = |part: &Part<'_>| Partials::of(scheme, part, whole.period, &wanted);
    let parts: Vec<Partials> = parts.iter().map(of).collect();
    tabulate_partials(scheme, table, whole, &parts, own.map(of).as_ref(), options)
}

/// As [`tabulate`], from what was kept of each part.
///
/// # Errors
/// As [`tabulate`].
pub fn tabulate_partials(
    scheme: &CompiledScheme,
    table: &str,
    whole: Whole<'_>,
    parts: &[Partials],
    own: Option<&Partials>,
    options: Options,
) -> Result<Report, TableError> {
    let secrecy = options.public.then(|| Secrecy::of(scheme, whole, parts, own));
    made(scheme, table, whole, parts, own, options.order, secrecy.as_ref())
}

/// As [`tabulate_partials`], for the public: many tables of the same parts need [`Secrecy`] only once.
///
/// # Errors
/// As [`tabulate`].
pub fn tabulate_public(
    scheme: &CompiledScheme,
    table: &str,
    whole: Whole<'_>,
    parts: &[Partials],
    own: Option<&Partials>,
    order: Option<Order>,
    secrecy: &Secrecy,
) -> Result<Report, TableError> {
    made(scheme, table, whole, parts, own, order, Some(secrecy))
}

fn made(
    scheme: &CompiledScheme,
    table: &str,
    whole: Whole<'_>,
    parts: &[Partials],
    own: Option<&Partials>,
    order: Option<Order>,
    secrecy: Option<&Secrecy>,
) -> Result<Report, TableError> {
    let at = position(scheme, table)?;
    let (Some(def), Some(compiled)) = (scheme.tables.get(at), scheme.compiled_tables().get(at)) else {
        return Err(TableError::Unknown { key: table.to_owned() });
    };
    if secrecy.is_some() && !def.public {
        return Err(TableError::NotPublic { label: def.label.clone() });
    }
    let work = Work { scheme, def, compiled, at, whole, parts };
    let now = work.all(|part| Some(&part.now), own.map(|own| &*own.now));
    let tells_before = def.rank.as_ref().is_some_and(|rank| rank.previous);
    let before =
        tells_before.then(|| work.all(|part| part.before.as_deref(), own.and_then(|own| own.before.as_deref())));
    Ok(dress::report(&work, now, before, order, secrecy))
}

fn position(scheme: &CompiledScheme, table: &str) -> Result<usize, TableError> {
    scheme.table(table).ok_or_else(|| TableError::Unknown { key: table.to_owned() })
}

/// What a table is worked out from.
pub(super) struct Work<'a> {
    pub(super) scheme: &'a CompiledScheme,
    pub(super) def: &'a TableDef,
    pub(super) compiled: &'a CompiledTable,
    pub(super) at: usize,
    pub(super) whole: Whole<'a>,
    pub(super) parts: &'a [Partials],
}

/// A table in exact figures, rows in the order of the parts, items or records.
pub(super) struct Exact {
    pub(super) rows: Vec<ExactRow>,
    pub(super) total: ExactRow,
}

/// One row in exact figures.
pub(super) struct ExactRow {
    pub(super) of: RowOf,
    /// By column, in base units.
    pub(super) values: Vec<Worked>,
    /// How firm they are.
    pub(super) firm: Firm,
}

/// What a row is about.
#[derive(Clone)]
pub(super) enum RowOf {
    /// A part, by position.
    Part(usize),
    /// An item of the list, by position.
    Item(usize),
    Record {
        part: usize,
        key: RowKey,
        label: String,
    },
    Total,
}

/// A row while it is worked out.
struct Working<'a> {
    of: RowOf,
    book: Cow<'a, Workbook>,
    /// By column.
    tallies: Option<Cow<'a, [Tallies]>>,
    item: Option<Value>,
    facts: PartFacts,
    /// Whether there are records behind it.
    reported: bool,
    memo: Memo,
    firm: Firm,
    values: Vec<Worked>,
    bare: Vec<Option<Value>>,
}

impl<'a> Work<'a> {
    /// Rows and total from one period's figures of the parts.
    pub(super) fn all(&self, figures: impl Fn(&'a Partials) -> Option<&'a Figures>, own: Option<&'a Figures>) -> Exact {
        if matches!(self.def.rows, TableRows::Records(_)) {
            return self.of_records(figures);
        }
        let silent = self.silent();
        let mut rows = self.begin(&figures, &silent);
        let mut total = self.total_row(&rows, own, &silent);
        for (at, column) in self.compiled.columns.iter().enumerate() {
            for row in &mut rows {
                let worked = self.cell(at, column, row, &total.bare);
                row.put(worked);
            }
            let worked = self.total_cell(at, column, &rows, &total);
            total.put(worked);
        }
        let done = |row: Working<'_>| ExactRow { of: row.of, values: row.values, firm: row.firm };
        Exact { rows: rows.into_iter().map(done).collect(), total: done(total) }
    }

    /// The tallies of the rows and of the total, for what a public table withholds.
    pub(super) fn behind(&self, own: Option<&'a Figures>) -> Vec<(RowOf, Option<Vec<Tallies>>)> {
        let silent = self.silent();
        let rows = self.begin(&|part| Some(&part.now), &silent);
        let total = self.total_row(&rows, own, &silent);
        rows.into_iter().chain([total]).map(|row| (row.of, row.tallies.map(Cow::into_owned))).collect()
    }

    /// A workbook of the whole with nothing in it.
    pub(super) fn silent(&self) -> Workbook {
        let Place { code, name } = self.whole.place.clone();
        let office = Office { code, name, ..Office::default() };
        let about = About { id: String::new(), office, period: self.whole.period, demonstration: false };
        Workbook::new(self.scheme, about)
    }

    fn begin<'b>(
        &self,
        figures: &impl Fn(&'a Partials) -> Option<&'a Figures>,
        silent: &'b Workbook,
    ) -> Vec<Working<'b>>
    where
        'a: 'b,
    {
        let gathered = |part: &'a Partials| figures(part).and_then(|figures| figures.tables.get(self.at)?.as_ref());
        if let TableRows::List(list) = self.def.rows {
            let items = self.scheme[list].items.iter().enumerate();
            return items
                .map(|(at, item)| {
                    let mut row = Working::new(RowOf::Item(at), Cow::Borrowed(silent));
                    row.item = Some(Value::text(&item.code));
                    let of = self.parts.iter().filter_map(|part| match gathered(part)? {
                        Gathered::Tallies(items) => items.get(at).map(Vec::as_slice),
                        Gathered::Records(_) | Gathered::Silent => None,
                    });
                    row.tallies = Some(self.merged(of, row.item.as_ref(), silent).into());
                    row.reported = true;
                    let firm = self.parts.iter().filter_map(figures).map(|of| of.firm(self.at, at));
                    row.firm = firm.fold(Firm::new(), |left, right| firm::least(&left, &right));
                    row
                })
                .collect();
        }
        let parts = self.parts.iter().enumerate();
        let nothing = self.merged(std::iter::empty(), None, silent);
        parts
            .map(|(at, part)| {
                let book = figures(part).map_or(silent, |figures| &figures.book);
                let mut row = Working::new(RowOf::Part(at), Cow::Borrowed(book));
                row.facts = part.facts;
                row.tallies = match gathered(part) {
                    Some(Gathered::Tallies(items)) => items.first().map(Into::into),
                    Some(Gathered::Silent) => Some(nothing.clone().into()),
                    _ => None,
                };
                row.reported = row.tallies.is_some();
                row.firm = figures(part).map(|figures| figures.firm(self.at, 0)).unwrap_or_default();
                row
            })
            .collect()
    }

    /// The tallies of several rows or parts together.
    /// Tallies of several offices as those of one.
    pub(super) fn merged<'b>(
        &self,
        all: impl Iterator<Item = &'b [Tallies]>,
        item: Option<&Value>,
        silent: &Workbook,
    ) -> Vec<Tallies> {
        let view = View::new(self.scheme, silent);
        let (memo, locals) = (Memo::new(), Locals { item, ..Locals::default() });
        let formulas: Vec<Option<&Compiled>> =
            self.compiled.columns.iter().map(|column| column.formula.as_ref()).collect();
        let empty = |formula: Option<&Compiled>| {
            formula.map(|formula| formula.tallies(&view, &memo, &locals)).unwrap_or_default()
        };
        let mut merged: Vec<Tallies> = formulas.iter().copied().map(empty).collect();
        for more in all {
            for ((formula, into), more) in formulas.iter().zip(&mut merged).zip(more) {
                if let Some(formula) = formula {
                    formula.merge(into, more);
                }
            }
        }
        merged
    }

    fn total_row<'b>(&self, rows: &[Working<'b>], own: Option<&'b Figures>, silent: &'b Workbook) -> Working<'b> {
        let is_own = self.def.total == TableTotal::Own;
        let own = own.filter(|_| is_own);
        let book = own.map_or(silent, |own| &own.book);
        let mut total = Working::new(RowOf::Total, Cow::Borrowed(book));
        let of_own = own.and_then(|own| own.tables.get(self.at)?.as_ref());
        if let Some(Gathered::Tallies(items)) = of_own {
            total.tallies = Some(self.merged(items.iter().map(Vec::as_slice), None, silent).into());
        } else if !is_own || matches!(of_own, Some(Gathered::Silent)) {
            let of_rows = rows.iter().filter(|_| !is_own).filter_map(|row| row.tallies.as_deref());
            total.tallies = Some(self.merged(of_rows, None, silent).into());
        }
        total.reported = total.tallies.is_some() && (rows.iter().any(|row| row.reported) || is_own);
        for row in rows {
            total.facts = sum_of(total.facts, row.facts);
        }
        total.firm = match own {
            Some(own) => own.firm(self.at, 0),
            None => rows.iter().fold(Firm::new(), |firm, row| firm::least(&firm, &row.firm)),
        };
        total
    }

    fn cell(&self, at: usize, column: &CompiledColumn, row: &Working<'_>, totals: &[Option<Value>]) -> Worked {
        let Some(formula) = &column.formula else { return Worked::default() };
        if column.needs_data && !row.reported {
            return Worked::default();
        }
        if let Some(tallies) = row.tallies.as_ref().and_then(|tallies| tallies.get(at)) {
            formula.remember(&row.memo, tallies);
        }
        let part = matches!(row.of, RowOf::Part(_) | RowOf::Total).then_some(&row.facts);
        let locals = Locals { item: row.item.as_ref(), columns: &row.bare, totals, part };
        formula.eval_in_table(&View::new(self.scheme, &row.book), None, &row.memo, &locals).into()
    }

    fn total_cell(&self, at: usize, column: &CompiledColumn, rows: &[Working<'_>], total: &Working<'_>) -> Worked {
        let kind = self.def.columns.get(at).map(|column| column.kind).unwrap_or_default();
        let is_own = self.def.total == TableTotal::Own;
        match total_by(kind, column, is_own) {
            TotalBy::Formula => self.cell(at, column, total, &total.bare),
            TotalBy::Sum => sum(rows.iter().filter_map(|row| row.values.get(at))),
            TotalBy::Blank => Worked::default(),
        }
    }

    fn of_records(&self, figures: impl Fn(&'a Partials) -> Option<&'a Figures>) -> Exact {
        let mut rows = Vec::new();
        for (part, partials) in self.parts.iter().enumerate() {
            let gathered = figures(partials).and_then(|figures| figures.tables.get(self.at)?.as_ref());
            let Some(Gathered::Records(records)) = gathered else { continue };
            rows.extend(records.iter().map(|RecordRow { key, label, values, firm }| ExactRow {
                of: RowOf::Record { part, key: key.clone(), label: label.clone() },
                values: values.clone(),
                firm: firm.clone(),
            }));
        }
        let total = self.total_of(&rows);
        Exact { rows, total }
    }

    /// Amounts added up, ratios of amounts worked out again: of all records, or of a group of them.
    pub(super) fn total_of(&self, rows: &[ExactRow]) -> ExactRow {
        let silent = self.silent();
        let mut total = Working::new(RowOf::Total, Cow::Borrowed(&silent));
        for (at, column) in self.compiled.columns.iter().enumerate() {
            let kind = self.def.columns.get(at).map(|column| column.kind).unwrap_or_default();
            let of_columns =
                !column.sources.cells && column.sources.rows.is_empty() && !column.sources.columns.is_empty();
            let worked = match kind {
                TableColumnKind::Amount => sum(rows.iter().filter_map(|row| row.values.get(at))),
                TableColumnKind::Figure | TableColumnKind::Percent | TableColumnKind::Points if of_columns => {
                    let locals = Locals { columns: &total.bare, ..Locals::default() };
                    let view = View::new(self.scheme, &silent);
                    let formula = column.formula.as_ref();
                    formula.map_or(Ok(None), |formula| formula.eval_in_table(&view, None, &total.memo, &locals)).into()
                }
                _ => Worked::default(),
            };
            total.put(worked);
        }
        let firm = rows.iter().fold(Firm::new(), |firm, row| firm::least(&firm, &row.firm));
        ExactRow { of: RowOf::Total, values: total.values, firm }
    }
}

impl<'a> Working<'a> {
    fn new(of: RowOf, book: Cow<'a, Workbook>) -> Self {
        Self {
            of,
            book,
            tallies: None,
            item: None,
            facts: PartFacts::default(),
            reported: false,
            memo: Memo::new(),
            firm: Firm::new(),
            values: Vec::new(),
            bare: Vec::new(),
        }
    }

    fn put(&mut self, worked: Worked) {
        self.bare.push(worked.value.clone());
        self.values.push(worked);
    }
}

enum TotalBy {
    /// The formula over everything.
    Formula,
    /// What the rows have, added up.
    Sum,
    Blank,
}

fn total_by(kind: TableColumnKind, column: &CompiledColumn, is_own: bool) -> TotalBy {
    let of_rows = (column.sources.cells && !is_own) || column.sources.part;
    match kind {
        TableColumnKind::Amount if of_rows => TotalBy::Sum,
        _ if of_rows || kind.is_order() => TotalBy::Blank,
        kind if kind.is_number() => TotalBy::Formula,
        // The name of an office is none of the whole's.
        _ if column.sources.rows.is_empty() && column.sources.columns.is_empty() && !column.sources.cells => {
            TotalBy::Blank
        }
        _ => TotalBy::Formula,
    }
}

/// What is there, added up; nothing when nothing is.
pub(super) fn sum<'a>(values: impl Iterator<Item = &'a Worked>) -> Worked {
    let mut sum: Option<Decimal> = None;
    for worked in values {
        if worked.broken {
            return Worked { value: None, broken: true };
        }
        let Some(Value::Number(value)) = worked.value else { continue };
        match sum.unwrap_or_default().checked_add(value) {
            Some(more) => sum = Some(more),
            None => return Worked { value: None, broken: true },
        }
    }
    Worked { value: sum.map(Value::Number), broken: false }
}

const fn sum_of(left: PartFacts, right: PartFacts) -> PartFacts {
    PartFacts {
        expected: left.expected.saturating_add(right.expected),
        received: left.received.saturating_add(right.received),
        late: left.late.saturating_add(right.late),
        missing: left.missing.saturating_add(right.missing),
        returned: left.returned.saturating_add(right.returned),
        hard: left.hard.saturating_add(right.hard),
        soft: left.soft.saturating_add(right.soft),
    }
}
