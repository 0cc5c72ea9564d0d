//! What kind of value an expression has, and what about it is past linear arithmetic.

use super::super::functions::{Aggregate as A, What};
use super::super::node::{Fact, Node};
use super::super::value::{Type, Value};
use super::Beyond;

/// What kind of value an expression has, as far as it can be told from the tree.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Also dates and months, by their distance from a first one.
    Number,
    Text,
    Bool,
    Unknown,
}

pub(super) fn sort(node: &Node) -> Sort {
    match node {
        Node::Const(value) => match value {
            Value::Number(_) | Value::Date(_) | Value::Month(_) => Sort::Number,
            Value::Text(_) => Sort::Text,
            Value::Bool(_) => Sort::Bool,
        },
        Node::Cell(cell) | Node::Months(cell, _) => match cell.kind {
            Type::Number(_) | Type::Date | Type::Month => Sort::Number,
            Type::Text | Type::Code(_) => Sort::Text,
            Type::Bool => Sort::Bool,
        },
        Node::Fact(fact) => match fact {
            Fact::Year
            | Fact::Month
            | Fact::Quarter
            | Fact::Months
            | Fact::SpanMonths
            | Fact::Days
            | Fact::Start
            | Fact::End
            | Fact::Due(_) => Sort::Number,
            Fact::First => Sort::Bool,
            Fact::Name | Fact::Kind | Fact::OfficeCode | Fact::OfficeName => Sort::Text,
        },
        Node::Negate(_) | Node::Arithmetic(..) | Node::Round { .. } => Sort::Number,
        Node::Lacking { names, .. } => {
            if *names {
                Sort::Text
            } else {
                Sort::Number
            }
        }
        Node::Short { in_words, .. } => {
            if *in_words {
                Sort::Text
            } else {
                Sort::Number
            }
        }
        Node::Not(_)
        | Node::Both(_)
        | Node::Either(_)
        | Node::Compare(..)
        | Node::In { .. }
        | Node::Reported { .. }
        | Node::Has(_) => Sort::Bool,
        Node::Otherwise(pair) => {
            let [left, right] = &**pair;
            sort_of_either(left, right)
        }
        Node::If(parts) => {
            let [_, yes, no] = &**parts;
            sort_of_either(yes, no)
        }
        Node::Label(..) | Node::Colour { .. } | Node::Member(_) => Sort::Text,
        Node::Values(_, args, _) => args.first().map_or(Sort::Unknown, sort),
        Node::Call(what, ..) => match what {
            What::Abs
            | What::Growth
            | What::Len
            | What::MonthsBetween
            | What::DaysBetween
            | What::Year
            | What::Month
            | What::Date
            | What::MonthOf => Sort::Number,
            What::Left | What::Mid | What::Label | What::Absence => Sort::Text,
            What::Near
            | What::Blank
            | What::Present
            | What::Confirmed
            | What::StartsWith
            | What::EndsWith
            | What::Contains => Sort::Bool,
            What::Code(code) => {
                if code.gives_text() {
                    Sort::Text
                } else {
                    Sort::Bool
                }
            }
            _ => Sort::Unknown,
        },
        Node::Rows(rows) => match rows.what {
            A::Count | A::Distinct | A::Sum | A::Avg => Sort::Number,
            A::Any | A::All => Sort::Bool,
            A::Names => Sort::Text,
            A::Min | A::Max => rows.value.as_ref().map_or(Sort::Unknown, sort),
        },
        _ => Sort::Unknown,
    }
}

fn sort_of_either(left: &Node, right: &Node) -> Sort {
    match sort(left) {
        Sort::Unknown => sort(right),
        known => known,
    }
}

/// Why an expression is not understood.
pub(super) fn beyond_of(node: &Node) -> Beyond {
    match node {
        Node::Rows(_) | Node::Short { .. } => Beyond::Rows,
        Node::Reported { .. } | Node::Has(_) | Node::Lacking { .. } => Beyond::There,
        Node::Label(..) | Node::Fact(_) | Node::Colour { .. } | Node::Member(_) => Beyond::Text,
        Node::Arithmetic(..) | Node::Round { .. } => Beyond::NotLinear,
        Node::Call(what, ..) => match what {
            What::Year | What::Month | What::Date | What::MonthOf | What::MonthsBetween | What::DaysBetween => {
                Beyond::Date
            }
            What::StartsWith
            | What::EndsWith
            | What::Contains
            | What::Len
            | What::Left
            | What::Mid
            | What::Label
            | What::Code(_) => Beyond::Text,
            What::Absence | What::Confirmed => Beyond::There,
            What::Growth => Beyond::NotLinear,
            _ => Beyond::Other,
        },
        Node::Values(..) => Beyond::Large,
        _ => Beyond::Other,
    }
}
