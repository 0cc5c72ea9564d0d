//! From source to something that can be evaluated.

use super::data::{Data, RowRef};
use super::error::{Fault, FormulaError, Problem};
use super::reads::Read;
use super::span::Span;
use super::value::{Type, Value};
use super::world::{FieldId, FormId, ListId, World};
use crate::measure::Column;
use crate::number::Unit;

/// Where a formula stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// The form whose record the formula is about; `None` for one about the whole workbook, such as a roll-up column.
    pub form: Option<FormId>,
    /// What `it` stands for, if not the form's main field.
    pub it: Option<FieldId>,
    /// For a computed field with several columns: the column that a field named without one is read in.
    pub column: Option<Column>,
    /// What the formula has to give.
    pub expect: Expect,
}

/// What a formula has to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expect {
    #[default]
    Any,
    Bool,
    /// A number of any unit.
    AnyNumber,
    /// A number that converts to this unit; [`Compiled::eval_in_own_unit`] gives it in it.
    Number(Unit),
    Text,
    /// A code of the list, or a text that will be one.
    Code(ListId),
    Date,
    Month,
}

/// A formula that was checked, ready to be evaluated. It needs neither its source nor the world any more.
#[derive(Debug, Clone)]
pub struct Compiled {
    kind: Type,
    reads: Vec<Read>,
}

/// One value that a formula saw, for “本月 820 大于累计 905”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// As a person would call it: 工业总产值, 上期·工业总产值, 单位·行业代码.
    pub label: String,
    /// `None` for settings, aggregates and the like.
    pub cell: Option<(RowRef, FieldId, Column)>,
    /// The column's Chinese name; empty for plain fields and other things.
    pub column_label: &'static str,
    /// In the field's own unit.
    pub value: Option<Value>,
    pub unit: Unit,
    /// The value as a person reads it, with its unit; 未填 when missing.
    pub text: String,
}

/// Checks a formula against the world.
///
/// # Errors
/// All mistakes that can be told apart, in the order of the source; at least one.
pub fn compile(source: &str, _world: &World, _context: Context) -> Result<Compiled, Vec<FormulaError>> {
    Err(vec![FormulaError { span: Span::new(0, source.len()), problem: Problem::Empty }])
}

/// The value of a formula that names nothing, such as `2000万元`, in base units, with its type.
pub fn constant(source: &str) -> Result<(Type, Value), Vec<FormulaError>> {
    Err(vec![FormulaError { span: Span::new(0, source.len()), problem: Problem::Empty }])
}

impl Compiled {
    /// The value in base units; `None` when missing.
    ///
    /// `row` is a row of the context's form; ignored when the context had none.
    ///
    /// # Errors
    /// A fault of the scheme or of the data, never of what was typed.
    pub fn eval(&self, _data: &dyn Data, _row: impl Into<Option<RowRef>>) -> Result<Option<Value>, Fault> {
        Ok(None)
    }

    /// The value in [`Compiled::unit`].
    pub fn eval_in_own_unit(&self, data: &dyn Data, row: impl Into<Option<RowRef>>) -> Result<Option<Value>, Fault> {
        self.eval(data, row)
    }

    /// The value as [`Compiled::eval`] gives it, and the values of all names in the order in which they first appear.
    pub fn eval_seen(
        &self,
        data: &dyn Data,
        row: impl Into<Option<RowRef>>,
    ) -> Result<(Option<Value>, Vec<Seen>), Fault> {
        Ok((self.eval(data, row)?, Vec::new()))
    }

    /// Everything that evaluation may read, sorted, each once.
    pub fn reads(&self) -> &[Read] {
        &self.reads
    }

    /// The cells of the record itself that are read, in the order of the source: where a finding points by default.
    pub fn own_cells(&self) -> Vec<(FieldId, Column)> {
        Vec::new()
    }

    pub const fn type_of(&self) -> Type {
        self.kind
    }

    /// The unit that was expected, or else the one that the result is shown in; the plain number for other types.
    pub const fn unit(&self) -> Unit {
        if let Type::Number(unit) = self.kind { unit } else { Unit::PLAIN }
    }
}
