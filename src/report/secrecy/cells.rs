//! The public cells, and the sums over units that they tell.

use super::super::part::Partials;
use super::super::table::{RowOf, Whole, Work};
use super::FEWEST;
use crate::formula::{Compiled, Measured};
use crate::number::Decimal;
use crate::scheme::{CompiledScheme, TableRows};
use std::collections::{BTreeMap, BTreeSet};

/// What is added up: the cell of a field, by its key, so that one field of two forms is one; or the aggregate of one column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Measure {
    Cell(String),
    Own(usize, usize, usize),
}

/// A sum over units that cells tell.
#[derive(Debug)]
pub(super) struct Sum {
    /// Position of what is added up.
    pub(super) measure: usize,
    /// Whose values, in order; twice who is counted twice.
    pub(super) whose: Vec<u64>,
    /// Those of them who have something, not zero.
    pub(super) nonzero: Vec<u64>,
    /// How many different units.
    pub(super) units: usize,
    /// How many cells tell it.
    pub(super) cells: usize,
    /// Whether it is that of a total.
    pub(super) of_total: bool,
    pub(super) is_hidden: bool,
}

/// Whose values are added up, in any order.
#[derive(Debug, Default)]
struct Whose {
    nonzero: Vec<u64>,
    zeros: Vec<u64>,
}

/// A cell of a public table with figures of units.
#[derive(Debug)]
struct Cell {
    table: usize,
    row: String,
    column: usize,
    sums: Vec<usize>,
    /// Columns of the same row and of the total that it is worked out from.
    columns: Vec<usize>,
    totals: Vec<usize>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Cells {
    measures: BTreeMap<Measure, usize>,
    known: BTreeMap<(usize, Vec<u64>, Vec<u64>), usize>,
    pub(super) sums: Vec<Sum>,
    all: Vec<Cell>,
    /// Sums that are the whole of others in every unit: of one row of a table, in which columns add up to another.
    pub(super) wholes: Vec<(usize, Vec<usize>)>,
}

impl Cells {
    pub(super) fn of(scheme: &CompiledScheme, whole: Whole<'_>, parts: &[Partials], own: Option<&Partials>) -> Self {
        let mut all = Self::default();
        let tables = scheme.tables.iter().zip(scheme.compiled_tables()).enumerate();
        for (at, (def, compiled)) in tables.filter(|(_, (def, _))| def.public) {
            if compiled.columns.iter().any(|column| column.sensitive) {
                let work = Work { scheme, def, compiled, at, whole, parts };
                all.table(&work, own);
            }
        }
        all.hide_small();
        all
    }

    pub(super) fn hide_small(&mut self) {
        for sum in &mut self.sums {
            // Who has zero adds nothing to what others have.
            let few = |whose: &[u64]| (1..FEWEST).contains(&different(whose));
            sum.is_hidden |= few(&sum.whose) || few(&sum.nonzero);
        }
    }

    /// As it is added by a table.
    #[cfg(test)]
    pub(super) fn put(&mut self, measure: &str, nonzero: Vec<u64>, zeros: &[u64], of_total: bool) {
        self.sum(Measure::Cell(measure.to_owned()), Whose { zeros: zeros.to_vec(), nonzero }, of_total);
    }

    fn table<'a>(&mut self, work: &Work<'a>, own: Option<&'a Partials>) {
        let own = own.map(|own| &*own.now);
        let measured: Vec<Vec<Option<Measured>>> = work
            .compiled
            .columns
            .iter()
            .map(|column| column.formula.as_ref().map(Compiled::measured).unwrap_or_default())
            .collect();
        let exact = work.all(|part| Some(&part.now), own);
        let exact = exact.rows.iter().chain([&exact.total]);
        for (exact, (of, tallies)) in exact.zip(work.behind(own)) {
            let (Some(row), Some(tallies)) = (name_of(work, &of), tallies) else { continue };
            let mut of_columns: Vec<Vec<usize>> = Vec::new();
            for (column, (tallies, measured)) in tallies.iter().zip(&measured).enumerate() {
                let mut whose: BTreeMap<Measure, Whose> = BTreeMap::new();
                for (nth, (tally, measured)) in tallies.iter().zip(measured).enumerate() {
                    let (Ok(tally), Some(measured)) = (tally, measured) else { continue };
                    let (nonzero, zeros) = tally.whose();
                    if !nonzero.is_empty() || !zeros.is_empty() {
                        let measure = measure(work.scheme, measured, (work.at, column, nth));
                        let whose = whose.entry(measure).or_default();
                        whose.nonzero.extend_from_slice(nonzero);
                        whose.zeros.extend_from_slice(zeros);
                    }
                }
                let of_total = matches!(of, RowOf::Total);
                let sums = whose.into_iter().map(|(measure, whose)| self.sum(measure, whose, of_total)).collect();
                of_columns.push(sums);
            }
            self.parts(work, &of_columns);
            for (def, sums) in work.def.columns.iter().zip(&of_columns) {
                // Where the scheme counts otherwise, that holds too.
                let count =
                    def.count.or(work.def.count).and_then(|at| exact.values.get(at)?.value.as_ref()?.as_number());
                if count.is_some_and(|count| count > Decimal::ZERO && count < Decimal::from(FEWEST)) {
                    for sum in sums {
                        self.withhold(*sum);
                    }
                }
            }
            for (column, (compiled, sums)) in work.compiled.columns.iter().zip(of_columns).enumerate() {
                if compiled.sensitive {
                    let (columns, totals) = (compiled.sources.columns.clone(), compiled.sources.totals.clone());
                    self.all.push(Cell { table: work.at, row: row.clone(), column, sums, columns, totals });
                }
            }
        }
    }

    /// The sum with this content, which is the same in every table.
    fn sum(&mut self, measure: Measure, whose: Whose, of_total: bool) -> usize {
        let next = self.measures.len();
        let measure = *self.measures.entry(measure).or_insert(next);
        let Whose { mut nonzero, zeros: mut whose } = whose;
        whose.extend_from_slice(&nonzero);
        whose.sort_unstable();
        nonzero.sort_unstable();
        let at = *self.known.entry((measure, whose.clone(), nonzero.clone())).or_insert(self.sums.len());
        if let Some(sum) = self.sums.get_mut(at) {
            sum.of_total |= of_total;
            sum.cells += 1;
            return at;
        }
        let units = different(&whose);
        self.sums.push(Sum { measure, whose, nonzero, units, cells: 1, of_total, is_hidden: false });
        at
    }

    /// Columns of a row that add up to another, each being one sum.
    fn parts(&mut self, work: &Work<'_>, of_columns: &[Vec<usize>]) {
        let one = |column: usize| match of_columns.get(column).map(Vec::as_slice) {
            Some([sum]) => Some(*sum),
            _ => None,
        };
        for (column, def) in work.def.columns.iter().enumerate().filter(|(_, def)| !def.parts.is_empty()) {
            let parts: Vec<usize> = def.parts.iter().filter_map(|part| one(*part)).collect();
            if let Some(whole) = one(column) {
                self.wholes.push((whole, parts));
            }
        }
    }

    pub(super) fn withhold(&mut self, sum: usize) {
        if let Some(sum) = self.sums.get_mut(sum) {
            sum.is_hidden = true;
        }
    }

    /// The cells that tell what is hidden, and those worked out from them.
    pub(super) fn hidden(&self) -> BTreeSet<(usize, String, usize)> {
        let mut hidden = BTreeSet::new();
        // In the order of the columns, so that what is worked out from what is worked out follows; totals first.
        let is_total = |cell: &&Cell| cell.row.is_empty();
        let ordered = self.all.iter().filter(is_total).chain(self.all.iter().filter(|cell| !is_total(cell)));
        for cell in ordered {
            let has = |row: &str, column: &usize| hidden.contains(&(cell.table, row.to_owned(), *column));
            let tells = cell.sums.iter().any(|sum| self.sums.get(*sum).is_some_and(|sum| sum.is_hidden));
            if tells
                || cell.columns.iter().any(|column| has(&cell.row, column))
                || cell.totals.iter().any(|column| has("", column))
            {
                hidden.insert((cell.table, cell.row.clone(), cell.column));
            }
        }
        hidden
    }
}

fn measure(scheme: &CompiledScheme, measured: &Measured, own: (usize, usize, usize)) -> Measure {
    let Some((form, field, column)) = measured.cell else { return Measure::Own(own.0, own.1, own.2) };
    let (form, field, column) = scheme.first_told(form, field, column);
    let key = &scheme[form][field].key;
    Measure::Cell(format!("{:?} {key} {column}", measured.when))
}

/// How many different ones there are among some in order.
fn different(whose: &[u64]) -> usize {
    whose.chunk_by(|left, right| left == right).count()
}

/// What a row is called: the code of its office or item, nothing for the total.
fn name_of(work: &Work<'_>, row: &RowOf) -> Option<String> {
    match row {
        RowOf::Part(at) => Some(work.parts.get(*at)?.place().code.clone()),
        RowOf::Item(at) => {
            let TableRows::List(list) = work.def.rows else { return None };
            Some(work.scheme[list].items.get(*at)?.code.clone())
        }
        RowOf::Total => Some(String::new()),
        RowOf::Record { .. } => None,
    }
}
