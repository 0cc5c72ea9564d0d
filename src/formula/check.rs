//! The static check: names, types and units, all mistakes at once; its result is what evaluation walks.

mod aggregate;
mod call;
mod local;
mod months;
mod names;
mod operator;
mod outside;
mod path;
mod result;
mod unknown;

use super::compile::Context;
use super::error::{FormulaError, Named, Problem, Wanted};
use super::locals::TableNames;
use super::node::{Items, Node, Place};
use super::reads::Read;
use super::span::Span;
use super::syntax::{Expr, Kind};
use super::ty::{Num, Ty};
use super::value::{Type, Value};
use super::world::{FieldId, FormId, ListId, World};
use crate::measure::Column;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) struct Checker<'w> {
    world: &'w World,
    context: Context,
    /// What a formula of a report table may name besides.
    table: Option<&'w TableNames>,
    /// The rows of an aggregate, while inside one.
    row: Option<Scope>,
    pub errors: Vec<FormulaError>,
    pub reads: BTreeSet<Read>,
    pub leaves: Vec<Leaf>,
    /// What to write for the names and codes of the source in Chinese, by where they start.
    pub words: BTreeMap<usize, String>,
}

/// What a name without more is about.
#[derive(Debug, Clone, Copy)]
struct Scope {
    form: Option<FormId>,
    it: Option<FieldId>,
    when: super::data::When,
    /// Of an aggregate: only rows of the record's own roster member.
    mine: bool,
}

/// A name, setting or aggregate of the formula, for the values seen.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub label: String,
    pub node: Node,
    pub ty: Ty,
    /// For codes, their labels.
    pub items: Option<Items>,
    pub cell: Option<(Place, FieldId, Column)>,
    pub column_label: &'static str,
}

/// An expression after the check.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub node: Node,
    pub ty: Ty,
    pub span: Span,
}

impl Typed {
    const fn new(node: Node, ty: Ty, span: Span) -> Self {
        Self { node, ty, span }
    }

    const fn bad(span: Span) -> Self {
        Self::new(Node::Bad, Ty::Unknown, span)
    }
}

impl<'w> Checker<'w> {
    pub(super) fn new(world: &'w World, context: Context, table: Option<&'w TableNames>) -> Self {
        Self {
            world,
            context,
            table,
            row: None,
            errors: Vec::new(),
            reads: BTreeSet::new(),
            leaves: Vec::new(),
            words: BTreeMap::new(),
        }
    }

    /// The formula with the type that its context asks for; half a formula need not have it.
    pub(super) fn whole(&mut self, expr: &Expr, is_complete: bool) -> Typed {
        let hint = if let super::compile::Expect::Code(list) = self.context.expect { Some(list) } else { None };
        let typed = self.expr(expr, hint);
        if is_complete { self.expected(typed) } else { typed }
    }

    /// `hint` is the code list that a text here would be a code of.
    fn expr(&mut self, expr: &Expr, hint: Option<ListId>) -> Typed {
        let span = expr.span;
        match &expr.kind {
            Kind::Bad => Typed::bad(span),
            Kind::Number(value, unit) => {
                let (num, value) = match unit {
                    None => (Num { bare: Some(*value), ..Num::plain() }, Some(*value)),
                    Some(unit) => (Num::of(*unit), value.checked_mul(unit.scale())),
                };
                match value {
                    Some(value) => Typed::new(Node::Const(Value::Number(value)), Ty::Number(num), span),
                    None => self.fail(span, Problem::BadNumber),
                }
            }
            Kind::Text(text) => match hint {
                Some(list) => self.code(text, list, span),
                None => Typed::new(Node::Const(Value::text(text)), Ty::Text, span),
            },
            Kind::Bool(truth) => Typed::new(Node::Const(Value::Bool(*truth)), Ty::Bool, span),
            Kind::Path(names) => self.path(names, span),
            Kind::Negate(inner) => self.negated(inner, span),
            Kind::Not(inner) => {
                let inner = self.truth(inner);
                Typed::new(Node::Not(Box::new(inner.node)), Ty::Bool, span)
            }
            Kind::Binary(op, left, right) => self.binary(*op, left, right, span, hint),
            Kind::In { item, list, negated } => self.membership(item, list, *negated, span),
            Kind::As(inner, unit) => self.shown_as(inner, *unit, span),
            Kind::If(parts) => {
                let [condition, yes, no] = &**parts;
                let condition = self.truth(condition);
                let yes = self.expr(yes, hint);
                let no = self.expr(no, hint);
                let (ty, [yes, no]) = self.same(yes, no);
                Typed::new(Node::If(Box::new([condition.node, yes, no])), ty, span)
            }
            Kind::Call(call) => self.call(call, expr),
        }
    }

    fn report(&mut self, span: Span, problem: Problem) {
        let error = FormulaError { span, problem };
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    fn fail(&mut self, span: Span, problem: Problem) -> Typed {
        self.report(span, problem);
        Typed::bad(span)
    }

    /// A condition.
    fn truth(&mut self, expr: &Expr) -> Typed {
        let typed = self.expr(expr, None);
        self.wanted(typed, Wanted::Bool)
    }

    /// A text, or a code, which is one.
    fn text(&mut self, expr: &Expr) -> Typed {
        let typed = self.expr(expr, None);
        self.wanted(typed, Wanted::Text)
    }

    /// A number, with its type.
    fn number(&mut self, expr: &Expr) -> Option<(Typed, Num)> {
        let typed = self.expr(expr, None);
        let typed = self.wanted(typed, Wanted::Number);
        if let Ty::Number(num) = typed.ty { Some((typed, num)) } else { None }
    }

    /// Reports what is not of the wanted type.
    fn wanted(&mut self, typed: Typed, wanted: Wanted) -> Typed {
        let fits = match (wanted, typed.ty) {
            (_, Ty::Unknown)
            | (Wanted::Bool, Ty::Bool)
            | (Wanted::Number, Ty::Number(_))
            | (Wanted::Text, Ty::Text | Ty::Code(_))
            | (Wanted::AnyCode, Ty::Code(_))
            | (Wanted::Date, Ty::Date)
            | (Wanted::Month, Ty::Month)
            | (Wanted::DateOrMonth, Ty::Date | Ty::Month)
            | (Wanted::Ordered, Ty::Number(_) | Ty::Text | Ty::Date | Ty::Month) => true,
            (Wanted::PlainNumber, Ty::Number(num)) => num.unit.is_ratio(),
            (Wanted::In(unit), Ty::Number(num)) => num.unit.same_dimension(unit),
            (Wanted::Code(list), Ty::Code(found)) => list == found,
            _ => false,
        };
        if fits {
            return typed;
        }
        let found = self.named(typed.ty);
        self.fail(typed.span, Problem::WrongType { expected: wanted, found })
    }

    fn named(&self, ty: Ty) -> Named {
        let kind = ty.public();
        let list =
            if let Type::Code(list) = kind { self.world.list(list).map(|list| list.label.clone()) } else { None };
        Named { kind, list }
    }

    /// A text that stands for a code of the list, or for the label of one.
    fn code(&mut self, text: &str, list: ListId, span: Span) -> Typed {
        let Some(info) = self.world.list(list) else {
            return Typed::new(Node::Const(Value::text(text)), Ty::Text, span);
        };
        if let Some(code) = info.code_for(text) {
            if let Some(label) = info.label_of(code).filter(|label| info.code_for(label) == Some(code)) {
                self.words.insert(span.start, label.to_owned());
            }
            return Typed::new(Node::Const(Value::text(code)), Ty::Code(list), span);
        }
        // The empty text is no code, but a usual way to say “none of them”.
        if text.is_empty() {
            return Typed::new(Node::Const(Value::text("")), Ty::Code(list), span);
        }
        let known = info.items.iter().flat_map(|(code, label)| [code.as_str(), label.as_str()]);
        let nearest = super::nearest::nearest(text, known);
        let list = info.label.clone();
        self.fail(span, Problem::UnknownCode { list, code: text.to_owned(), nearest })
    }

    pub(super) fn items(&self, list: ListId) -> Option<Items> {
        let info = self.world.list(list)?;
        Some(info.items.iter().map(|(code, label)| (Arc::from(code.as_str()), Arc::from(label.as_str()))).collect())
    }

    /// Keeps a value for “values seen”, unless it is only about one of many rows.
    fn leaf(&mut self, label: String, typed: &Typed, cell: Option<(Place, FieldId, Column)>) {
        if self.row.is_some() {
            return;
        }
        let column_label = cell.map_or("", |(_, _, column)| column.label());
        if self.leaves.iter().any(|leaf| leaf.label == label && leaf.column_label == column_label) {
            return;
        }
        let items = if let Ty::Code(list) = typed.ty { self.items(list) } else { None };
        self.leaves.push(Leaf { label, node: typed.node.clone(), ty: typed.ty, items, cell, column_label });
    }
}
