//! The syntax tree.

use super::span::Span;
use crate::number::{Decimal, Unit};

#[derive(Debug, Clone)]
pub(super) struct Expr {
    pub kind: Kind,
    pub span: Span,
    /// 1 for a leaf; never more than [`MAX_DEPTH`](super::MAX_DEPTH), so that walking the tree needs little stack.
    pub depth: usize,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// Something wrong that was reported already.
    Bad,
    Number(Decimal, Option<Unit>),
    Text(String),
    Bool(bool),
    /// Names joined by dots, at least one.
    Path(Vec<Name>),
    Negate(Box<Expr>),
    Not(Box<Expr>),
    Binary(Binary, Box<Expr>, Box<Expr>),
    In {
        item: Box<Expr>,
        list: Vec<Expr>,
        negated: bool,
    },
    /// Shown in another unit.
    As(Box<Expr>, Unit),
    If(Box<[Expr; 3]>),
    Call(Box<Call>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub text: String,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub(super) struct Call {
    pub function: Name,
    pub args: Vec<Expr>,
    /// `over form`.
    pub over: Option<Expr>,
    /// `where condition`.
    pub filter: Option<Expr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Otherwise,
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Binary {
    pub(super) const fn is_comparison(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual | Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual)
    }
}

impl Expr {
    pub(super) fn new(kind: Kind, span: Span) -> Self {
        let deepest = match &kind {
            Kind::Bad | Kind::Number(..) | Kind::Text(_) | Kind::Bool(_) | Kind::Path(_) => 0,
            Kind::Negate(inner) | Kind::Not(inner) | Kind::As(inner, _) => inner.depth,
            Kind::Binary(_, left, right) => left.depth.max(right.depth),
            Kind::In { item, list, .. } => list.iter().map(|expr| expr.depth).fold(item.depth, usize::max),
            Kind::If(parts) => parts.iter().map(|expr| expr.depth).max().unwrap_or(0),
            Kind::Call(call) => {
                let inside = call.args.iter().chain(&call.over).chain(&call.filter);
                inside.map(|expr| expr.depth).max().unwrap_or(0)
            }
        };
        Self { kind, span, depth: deepest + 1 }
    }

    pub(super) fn bad(span: Span) -> Self {
        Self::new(Kind::Bad, span)
    }
}
