//! The checked tree: every name resolved, every unit made a factor. It is what evaluation walks.

use super::alike::Aspect;
use super::data::When;
use super::functions::{Aggregate, What};
use super::locals::Local;
use super::span::Span;
use super::syntax::Binary;
use super::value::{Type, Value};
use super::world::{FieldId, FormId};
use crate::measure::Column;
use crate::number::Decimal;
use std::sync::Arc;

#[derive(Debug, Clone)]
pub(super) enum Node {
    /// Stands for what was wrong; a formula with one is never evaluated.
    Bad,
    Const(Value),
    Cell(Box<Cell>),
    Fact(Fact),
    Reported {
        place: Place,
        form: FormId,
    },
    /// Of these fields, those that are asked and have nothing, or 否: how many, or their names.
    Lacking {
        fields: Box<[(Cell, Arc<str>)]>,
        names: bool,
    },
    /// The key of the roster member that the record belongs to.
    Member(From),
    /// A month of a field by months, or a sum of its months.
    Months(Box<Cell>, Pick),
    /// The months up to this one in which the first stayed below the second: how many, or in words.
    Short {
        actual: Box<Cell>,
        plan: Box<Cell>,
        in_words: bool,
        span: Span,
    },
    /// Whether there is such a file.
    Has(When),
    Negate(Box<Node>),
    Not(Box<Node>),
    Both(Box<[Node; 2]>),
    Either(Box<[Node; 2]>),
    Compare(Binary, Box<[Node; 2]>),
    Arithmetic(Binary, Box<[Node; 2]>, Span),
    Otherwise(Box<[Node; 2]>),
    If(Box<[Node; 3]>),
    In {
        item: Box<Node>,
        list: Box<[Node]>,
        negated: bool,
    },
    /// Rounds in the unit of which one is `scale` base units.
    Round {
        inner: Box<Node>,
        places: u32,
        scale: Decimal,
        span: Span,
    },
    Call(What, Box<[Node]>, Span),
    /// Over values: `max(a, b)`.
    Values(Aggregate, Box<[Node]>, Span),
    /// The label of a code.
    Label(Box<Node>, Items),
    /// Shared, so that a [`Memo`](super::Memo) can keep it.
    Rows(Arc<Rows>),
    /// The colour of a record, or why it has it.
    Colour {
        place: Place,
        reason: bool,
    },
    /// A name of a report table.
    Local(Local),
}

/// Codes and labels.
pub(super) type Items = Arc<[(Arc<str>, Arc<str>)]>;

#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub place: Place,
    pub field: FieldId,
    pub column: Column,
    pub kind: Type,
    /// Base units in one unit of the field; `None` for 1 and for what is no number.
    pub scale: Option<Decimal>,
    pub span: Span,
}

/// How to get from the row at hand to the row that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub from: From,
    /// First to the same record of an earlier file.
    pub earlier: Option<When>,
    /// Then to the record of the same roster member in this form.
    pub to: Option<FormId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The record that the formula is about.
    Own,
    /// The row that an aggregate is at.
    Row,
    /// The one record of the form that is moved to.
    Office,
}

/// Which of the months of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pick {
    /// 本月: that of the file's period.
    Now,
    /// 上月: the one before, in the same year.
    Before,
    /// 累计: all up to that of the period.
    Ytd,
    /// 全年: all twelve.
    Year,
}

impl Pick {
    /// As the column of a flow that tells the same, where there is one.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Now => Column::Month.key(),
            Self::Before => "last",
            Self::Ytd => Column::Ytd.key(),
            Self::Year => "year",
        }
    }
}

/// What is known without a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    Year,
    Month,
    Quarter,
    Months,
    SpanMonths,
    Days,
    Kind,
    Start,
    End,
    /// The period in words.
    Name,
    /// Whether it is the first of its sequence in the year.
    First,
    /// By when the office hands the form upward.
    Due(FormId),
    OfficeCode,
    OfficeName,
}

/// An aggregate over the rows of a form.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub what: Aggregate,
    pub when: When,
    pub form: FormId,
    /// What is added up, compared or asked; `None` for `count`.
    pub value: Option<Node>,
    pub filter: Option<Node>,
    /// Whether only the rows of the record's own roster member are gone through.
    pub mine: bool,
    /// Whether the result is the same for every record.
    pub same_for_all: bool,
    /// Of an equation in the filter, the side about the row and the side about the record itself.
    pub key: Option<RowKey>,
    /// What the filter reads of a row; `None` when that cannot be told, or there is no filter.
    pub aspects: Option<Vec<Aspect>>,
    pub span: Span,
}

/// An equation in a filter by which rows are put in groups.
#[derive(Debug, Clone)]
pub(super) struct RowKey {
    /// The side about the row.
    pub of_row: Node,
    /// The side about the record itself.
    pub of_own: Node,
    /// Whether the result depends on nothing else of the record itself, and so is the same for all that have one value there.
    pub alone: bool,
    /// Whether the filter is nothing but the equation.
    pub whole: bool,
}

/// What an expression depends on inside an aggregate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Uses {
    pub row: bool,
    pub own: bool,
}

impl Node {
    pub(super) fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        self.visit(&mut |node| {
            let mut from = |place: &Place| match place.from {
                From::Own => uses.own = true,
                From::Row => uses.row = true,
                From::Office => {}
            };
            match node {
                Self::Cell(cell) | Self::Months(cell, _) => from(&cell.place),
                Self::Reported { place, .. } | Self::Colour { place, .. } => from(place),
                Self::Lacking { fields, .. } => fields.iter().for_each(|(cell, _)| from(&cell.place)),
                Self::Short { actual, plan, .. } => [actual, plan].into_iter().for_each(|cell| from(&cell.place)),
                Self::Member(From::Row) => uses.row = true,
                Self::Member(_) => uses.own = true,
                _ => {}
            }
        });
        uses
    }

    /// Calls with this node and all below, but not with those inside aggregates.
    pub(super) fn visit(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        match self {
            Self::Negate(inner) | Self::Not(inner) | Self::Round { inner, .. } | Self::Label(inner, _) => {
                inner.visit(see);
            }
            Self::Both(pair)
            | Self::Either(pair)
            | Self::Compare(_, pair)
            | Self::Arithmetic(_, pair, _)
            | Self::Otherwise(pair) => pair.iter().for_each(|node| node.visit(see)),
            Self::If(parts) => parts.iter().for_each(|node| node.visit(see)),
            Self::In { item, list, .. } => {
                item.visit(see);
                list.iter().for_each(|node| node.visit(see));
            }
            Self::Call(_, args, _) | Self::Values(_, args, _) => args.iter().for_each(|node| node.visit(see)),
            Self::Bad
            | Self::Const(_)
            | Self::Cell(_)
            | Self::Fact(_)
            | Self::Reported { .. }
            | Self::Lacking { .. }
            | Self::Member(_)
            | Self::Months(..)
            | Self::Short { .. }
            | Self::Has(_)
            | Self::Colour { .. }
            | Self::Local(_)
            | Self::Rows(_) => {}
        }
    }

    /// In a filter, an equation between something of the row and something of the record itself.
    pub(super) fn key(&self) -> Option<RowKey> {
        let beside = |key: RowKey, other: &Self| RowKey { alone: key.alone && !other.uses().own, whole: false, ..key };
        match self {
            Self::Both(pair) => {
                let [left, right] = &**pair;
                let of_left = left.key().map(|key| beside(key, right));
                of_left.or_else(|| right.key().map(|key| beside(key, left)))
            }
            Self::Compare(Binary::Equal, pair) => {
                let [left, right] = &**pair;
                let (of_left, of_right) = (left.uses(), right.uses());
                let key = |of_row: &Self, of_own: &Self| {
                    Some(RowKey { of_row: of_row.clone(), of_own: of_own.clone(), alone: true, whole: true })
                };
                if of_left.row && !of_left.own && !of_right.row {
                    key(left, right)
                } else if of_right.row && !of_right.own && !of_left.row {
                    key(right, left)
                } else {
                    None
                }
            }
            _ => None,
        }
    }
}
