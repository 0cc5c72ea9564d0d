//! How firm the figures of a table are: as firm as the least firm of the records behind them.

use crate::audit::View;
use crate::formula::{Compiled, Locals, Read, RowRef, Value, When};
use crate::scheme::{CompiledColumn, CompiledScheme, CompiledTable, FormId};
use crate::workbook::{Standing, Workbook, has_standing};

/// Firmness by column; a column that is not there is final.
pub(super) type Firm = Vec<Standing>;

/// Of a column.
pub(super) fn at(firm: &Firm, column: usize) -> Standing {
    firm.get(column).copied().unwrap_or_default()
}

/// The less firm of each column.
pub(super) fn least(left: &Firm, right: &Firm) -> Firm {
    (0..left.len().max(right.len())).map(|column| at(left, column).min(at(right, column))).collect()
}

/// The forms of a workbook in which some record is a forecast or a flash: most often there are none, and then nothing
/// else need be looked at.
pub(super) fn soft_forms(scheme: &CompiledScheme, book: &Workbook) -> Vec<FormId> {
    scheme.form_ids().filter(|&form| has_standing(&scheme[form]) && book.table(form).is_soft()).collect()
}

/// Of the aggregates of one row of a table: an office, or an item of a list.
pub(super) fn of_aggregates(table: &CompiledTable, view: &View<'_>, item: Option<&Value>, soft: &[FormId]) -> Firm {
    if soft.is_empty() {
        return Firm::new();
    }
    let locals = Locals { item, ..Locals::default() };
    let of = |formula: &Compiled| {
        let read = read_of(formula, soft);
        if read.is_empty() {
            return Standing::Final;
        }
        // What cannot be worked out shows as broken, and how firm it is does not matter.
        let counted = formula.counted(view, &locals).unwrap_or_default();
        counted.iter().map(|counted| of_row(view, counted.row, &read)).min().unwrap_or_default()
    };
    through(&table.columns, |column| column.formula.as_ref().map(of).unwrap_or_default())
}

/// Of one record that is a row of a table.
pub(super) fn of_record(table: &CompiledTable, view: &View<'_>, row: RowRef, soft: &[FormId]) -> Firm {
    if soft.is_empty() {
        return Firm::new();
    }
    let of = |formula: &Compiled| of_row(view, row, &read_of(formula, soft));
    through(&table.columns, |column| column.formula.as_ref().map(of).unwrap_or_default())
}

/// A column that is worked out from others is as firm as they are.
fn through(columns: &[CompiledColumn], own: impl Fn(&CompiledColumn) -> Standing) -> Firm {
    let mut firm = Firm::new();
    for column in columns {
        let from = column.sources.columns.iter().map(|&other| at(&firm, other)).min().unwrap_or_default();
        firm.push(own(column).min(from));
    }
    firm
}

/// Those of the soft forms of whose records of this period a formula reads figures.
fn read_of(formula: &Compiled, soft: &[FormId]) -> Vec<FormId> {
    let reads = |wanted: FormId| {
        // That there is a record is as firm as can be.
        let is = |read: &Read| matches!(read, Read::Cell { when: When::Now, form, .. } if *form == wanted);
        formula.reads().iter().any(is)
    };
    soft.iter().copied().filter(|&form| reads(form)).collect()
}

/// Of a record and of those of the same unit that a formula reads with it.
fn of_row(view: &View<'_>, row: RowRef, read: &[FormId]) -> Standing {
    read.iter().filter_map(|&form| view.standing(row, form)).min().unwrap_or_default()
}
