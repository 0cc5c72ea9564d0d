//! From source to something that can be evaluated.

use super::alike::Aspect;
use super::check::{Checker, Leaf, Typed};
use super::data::{Data, RowRef};
use super::error::{Fault, FormulaError, Problem};
use super::eval::{At, Memo};
use super::locals::TableNames;
use super::node::{From, Items, Node};
use super::parser;
use super::print::{Wording, print};
use super::reads::Read;
use super::show::{in_unit, show};
use super::span::Span;
use super::syntax::Expr;
use super::ty::Ty;
use super::value::{Type, Value};
use super::world::{FieldId, FormId, ListId, World};
use crate::measure::Column;
use crate::number::Unit;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

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
    pub(super) node: Node,
    pub(super) ty: Ty,
    /// For codes, their labels.
    items: Option<Items>,
    reads: Vec<Read>,
    leaves: Vec<Leaf>,
    chinese: Chinese,
}

/// The formula in Chinese, written when first asked for: few formulas of a scheme are ever read.
#[derive(Debug, Clone)]
struct Chinese {
    tree: Arc<Expr>,
    words: BTreeMap<usize, String>,
    text: OnceLock<String>,
}

/// One value that a formula saw, for “本月 820 大于累计 905”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// As a person would call it: 工业总产值, 上期·工业总产值, 单位·行业代码; the formula itself for an aggregate.
    pub label: String,
    /// `None` for settings and aggregates, and where there is no such row.
    pub cell: Option<(RowRef, FieldId, Column)>,
    /// The column's Chinese name; empty for plain fields and other things.
    pub column_label: &'static str,
    /// In [`Seen::unit`].
    pub value: Option<Value>,
    /// The field's own unit; the plain number for what is no number.
    pub unit: Unit,
    /// The value as a person reads it, with its unit; 未填 when missing.
    pub text: String,
}

/// Checks a formula against the world.
///
/// # Errors
/// All mistakes that can be told apart, in the order of the source; at least one.
pub fn compile(source: &str, world: &World, context: Context) -> Result<Compiled, Vec<FormulaError>> {
    Parses::default().compile(source, world, context)
}

/// Sources that were parsed already: a rule for each field of a form has one source and many contexts.
#[derive(Debug, Default)]
pub struct Parses(HashMap<String, Parsed>);

/// A tree, as far as there is one, and what is wrong with the source.
#[derive(Debug, Clone)]
struct Parsed {
    tree: Option<Arc<Expr>>,
    errors: Vec<FormulaError>,
}

impl Parses {
    /// As [`compile`], parsing each source once.
    ///
    /// # Errors
    /// As [`compile`].
    pub fn compile(&mut self, source: &str, world: &World, context: Context) -> Result<Compiled, Vec<FormulaError>> {
        self.compile_in(source, world, context, None)
    }

    /// As [`Parses::compile`], for a formula of a report table.
    ///
    /// # Errors
    /// As [`compile`].
    pub fn compile_in(
        &mut self,
        source: &str,
        world: &World,
        context: Context,
        table: Option<&TableNames>,
    ) -> Result<Compiled, Vec<FormulaError>> {
        let parsed = self.parsed(source);
        let mut errors = parsed.errors.clone();
        let Some(tree) = &parsed.tree else { return Err(errors) };
        let mut checker = Checker::new(world, context, table);
        let typed = checker.whole(tree, errors.is_empty());
        errors.append(&mut checker.errors);
        if !errors.is_empty() {
            errors.sort_by_key(|error| error.span);
            return Err(errors);
        }
        Ok(Compiled::new(tree, typed, checker))
    }

    fn parsed(&mut self, source: &str) -> &Parsed {
        self.0.entry(source.to_owned()).or_insert_with(|| {
            let (tree, errors) = parser::parse(source);
            Parsed { tree: tree.map(Arc::new), errors }
        })
    }
}

/// The value of a literal, such as `2000万元`, in base units, with its type.
///
/// # Errors
/// As [`compile`]; anything but a literal is no value here.
///
/// # Example
/// ```
/// use sishang::formula::{Type, Value, constant};
/// use sishang::number::Unit;
/// let (kind, value) = constant("2000万元").unwrap();
/// assert_eq!(kind, Type::Number(Unit::parse("万元").unwrap()));
/// assert_eq!(value, Value::Number(20_000_000.into()));
/// ```
pub fn constant(source: &str) -> Result<(Type, Value), Vec<FormulaError>> {
    let compiled = compile(source, &World::default(), Context::default())?;
    if let Node::Const(value) = &compiled.node {
        return Ok((compiled.type_of(), value.clone()));
    }
    let span = Span::new(0, source.len());
    Err(vec![FormulaError { span, problem: Problem::NotAValue { name: source.to_owned() } }])
}

/// The formula in its one English spelling: one space around signs, no brackets but the needed ones.
///
/// # Errors
/// What keeps it from being read.
///
/// # Example
/// ```
/// assert_eq!(sishang::formula::tidy("（a＋b）>0且  非 c").unwrap(), "a + b > 0 and not c");
/// ```
pub fn tidy(source: &str) -> Result<String, Vec<FormulaError>> {
    match parser::parse(source) {
        (Some(tree), errors) if errors.is_empty() => Ok(print(&tree, Wording::AsWritten)),
        (_, errors) => Err(errors),
    }
}

impl Compiled {
    fn new(tree: &Arc<Expr>, typed: Typed, checker: Checker<'_>) -> Self {
        let items = checker.items_of(typed.ty);
        let (reads, leaves) = (checker.reads.into_iter().collect(), checker.leaves);
        let chinese = Chinese { tree: Arc::clone(tree), words: checker.words, text: OnceLock::new() };
        Self { node: typed.node, ty: typed.ty, items, reads, leaves, chinese }
    }

    /// The value in base units; `None` when missing.
    ///
    /// `row` is a row of the context's form; ignored when the context had none.
    ///
    /// # Errors
    /// A fault of the scheme or of the data, never of what was typed.
    pub fn eval(&self, data: &dyn Data, row: impl Into<Option<RowRef>>) -> Result<Option<Value>, Fault> {
        At { data, own: row.into(), row: None, memo: None, locals: None }.eval(&self.node)
    }

    /// As [`Compiled::eval`], remembering what is the same for other rows. The memo is of one state of the data.
    pub fn eval_with(
        &self,
        data: &dyn Data,
        row: impl Into<Option<RowRef>>,
        memo: &Memo,
    ) -> Result<Option<Value>, Fault> {
        At { data, own: row.into(), row: None, memo: Some(memo), locals: None }.eval(&self.node)
    }

    /// The value in [`Compiled::unit`].
    pub fn eval_in_own_unit(&self, data: &dyn Data, row: impl Into<Option<RowRef>>) -> Result<Option<Value>, Fault> {
        let value = self.eval(data, row)?;
        Ok(value.map(|value| in_shown_unit(value, self.ty)))
    }

    /// The value as [`Compiled::eval`] gives it, and the values of all names in the order in which they first appear.
    ///
    /// Names inside aggregates are not listed; the aggregate is.
    pub fn eval_seen(
        &self,
        data: &dyn Data,
        row: impl Into<Option<RowRef>>,
    ) -> Result<(Option<Value>, Vec<Seen>), Fault> {
        self.seen(At { data, own: row.into(), row: None, memo: None, locals: None })
    }

    /// As [`Compiled::eval_seen`], with a memo.
    pub fn eval_seen_with(
        &self,
        data: &dyn Data,
        row: impl Into<Option<RowRef>>,
        memo: &Memo,
    ) -> Result<(Option<Value>, Vec<Seen>), Fault> {
        self.seen(At { data, own: row.into(), row: None, memo: Some(memo), locals: None })
    }

    /// Whether all values that [`Compiled::eval_seen_with`] would show can be worked out.
    ///
    /// # Errors
    /// The fault of the first that cannot.
    pub fn try_seen_with(&self, data: &dyn Data, row: impl Into<Option<RowRef>>, memo: &Memo) -> Result<(), Fault> {
        let at = At { data, own: row.into(), row: None, memo: Some(memo), locals: None };
        self.leaves.iter().try_for_each(|leaf| at.eval(&leaf.node).map(drop))
    }

    fn seen(&self, at: At<'_>) -> Result<(Option<Value>, Vec<Seen>), Fault> {
        let seen: Result<Vec<Seen>, Fault> = self.leaves.iter().map(|leaf| leaf.seen(at)).collect();
        Ok((at.eval(&self.node)?, seen?))
    }

    /// The value as a person reads it, with its unit: `12,345.6千元`, `8.5%`, 未填.
    pub fn show(&self, data: &dyn Data, row: impl Into<Option<RowRef>>) -> Result<String, Fault> {
        Ok(self.as_text(self.eval(data, row)?.as_ref()))
    }

    /// A value that it gave as a person reads it.
    pub(crate) fn as_text(&self, value: Option<&Value>) -> String {
        show(value, self.ty, self.items.as_ref())
    }

    /// Everything that evaluation may read, sorted, each once.
    pub fn reads(&self) -> &[Read] {
        &self.reads
    }

    /// The cells of the record itself that are read, in the order of the source: where a finding points by default.
    ///
    /// As in [`Compiled::as_cell`], a field by months may have a column that stands for the month of the period.
    pub fn own_cells(&self) -> Vec<(FieldId, Column)> {
        let own = |leaf: &Leaf| {
            let (place, field, column) = leaf.cell?;
            (place.from == From::Own && place.earlier.is_none() && place.to.is_none()).then_some((field, column))
        };
        self.leaves.iter().filter_map(own).collect()
    }

    /// The one cell that the formula is, if it is nothing else: of this period, of the record itself or (with the form)
    /// of the same roster member's in another form.
    ///
    /// Of a field by months [`Column::Month`] stands for the month of the period, whichever that will be.
    pub fn as_cell(&self) -> Option<(Option<FormId>, FieldId, Column)> {
        if !matches!(self.node, Node::Cell(_) | Node::Months(..)) {
            return None;
        }
        let [leaf] = self.leaves.as_slice() else { return None };
        let (place, field, column) = leaf.cell?;
        (place.from == From::Own && place.earlier.is_none()).then_some((place.to, field, column))
    }

    /// Everything of the record itself that the formula reads, a record of `form`; `None` when it reads more.
    pub(crate) fn aspects(&self, form: FormId) -> Option<Vec<Aspect>> {
        self.node.aspects(From::Own, form)
    }

    pub(super) const fn node(&self) -> &Node {
        &self.node
    }

    /// A part of the formula by itself.
    #[cfg(test)]
    pub(super) fn part(&self, node: &Node) -> Self {
        Self { node: node.clone(), ..self.clone() }
    }

    pub const fn type_of(&self) -> Type {
        self.ty.public()
    }

    /// The unit that was expected, or else the one that the result is shown in; the plain number for other types.
    pub const fn unit(&self) -> Unit {
        if let Ty::Number(num) = self.ty { num.shown } else { Unit::PLAIN }
    }

    /// The formula in Chinese, with labels for keys: `工业销售产值.累计 ≥ 出口交货值.累计`. It reads back as the same formula.
    pub fn in_chinese(&self) -> &str {
        let Chinese { tree, words, text } = &self.chinese;
        text.get_or_init(|| print(tree, Wording::Chinese(words)))
    }
}

impl Checker<'_> {
    fn items_of(&self, ty: Ty) -> Option<Items> {
        if let Ty::Code(list) = ty { self.items(list) } else { None }
    }
}

/// A value in base units in another unit; what is no number stays as it is.
pub(crate) fn convert_shown(value: Value, unit: Unit) -> Value {
    match value {
        Value::Number(value) => Value::Number(in_unit(value, unit).unwrap_or(value)),
        value => value,
    }
}

fn in_shown_unit(value: Value, ty: Ty) -> Value {
    match (value, ty) {
        (Value::Number(value), Ty::Number(num)) => Value::Number(in_unit(value, num.shown).unwrap_or(value)),
        (value, _) => value,
    }
}

impl Leaf {
    fn seen(&self, at: At<'_>) -> Result<Seen, Fault> {
        let value = at.eval(&self.node)?;
        let text = show(value.as_ref(), self.ty, self.items.as_ref());
        let unit = if let Ty::Number(num) = self.ty { num.shown } else { Unit::PLAIN };
        let cell = self.cell.and_then(|(place, field, column)| Some((at.place(place)?, field, column)));
        let value = value.map(|value| in_shown_unit(value, self.ty));
        Ok(Seen { label: self.label.clone(), cell, column_label: self.column_label, value, unit, text })
    }
}
