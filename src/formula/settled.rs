//! What can be said of a formula for all records of a form at once.
//!
//! A rule that compares with last month says nothing while there is no file of last month, and one about a field says
//! nothing where nobody has filled it. That is seen from what the form lacks altogether, once instead of record by record.
//! Only what is sure is said, faults included: a rule that could be broken at some record is worked out there.

use super::compile::Compiled;
use super::data::Data;
use super::eval::{At, Memo};
use super::functions::What;
use super::node::{Cell, From, Node, Place};
use super::value::Value;
use super::world::FormId;
use crate::number::Decimal;

/// Typed numbers have at most 15 digits: multiplied by this they have no more than a decimal can hold.
const LARGEST_SCALE: Decimal = Decimal::from_parts(0x4876_E800, 0x17, 0, false, 0); // 10^11

/// What is sure of a formula at every record of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    at_all: AtAll,
    /// No record makes it false; no record makes it true.
    never: [bool; 2],
    /// No record gives a fault.
    harmless: bool,
}

/// What is known of the value.
#[derive(Debug, Clone, PartialEq, Eq)]
enum AtAll {
    /// It has to be worked out at each record.
    Open,
    /// It is missing at every record.
    Missing,
    /// It is this at every record.
    Is(Value),
}

impl Settled {
    fn to(value: Option<Value>) -> Self {
        let never = [false, true].map(|truth| value != Some(Value::Bool(truth)));
        Self { at_all: value.map_or(AtAll::Missing, AtAll::Is), never, harmless: true }
    }

    const fn open(harmless: bool) -> Self {
        Self { at_all: AtAll::Open, never: [false, false], harmless }
    }

    /// Whether no record makes it this truth, nor gives a fault.
    pub const fn never(&self, truth: bool) -> bool {
        let [never_false, never_true] = self.never;
        if truth { never_true } else { never_false }
    }

    /// Whether no record gives a fault.
    pub const fn is_harmless(&self) -> bool {
        self.harmless
    }

    const fn is_open(&self) -> bool {
        matches!(self.at_all, AtAll::Open)
    }

    const fn is_missing(&self) -> bool {
        matches!(self.at_all, AtAll::Missing)
    }

    fn truth(&self) -> Option<bool> {
        if let AtAll::Is(value) = &self.at_all { value.as_bool() } else { None }
    }
}

impl Compiled {
    /// What is sure of the formula at every record of a form.
    pub fn settled(&self, data: &dyn Data, form: FormId, memo: &Memo) -> Settled {
        let at = At { data, own: None, row: None, memo: Some(memo), locals: None };
        All { form, at }.settled(&self.node)
    }
}

/// All records of a form.
struct All<'a> {
    form: FormId,
    /// Evaluation at no record: all that a record has is missing there.
    at: At<'a>,
}

impl All<'_> {
    fn settled(&self, node: &Node) -> Settled {
        match node {
            Node::Const(_) | Node::Fact(_) | Node::Has(_) => self.settle(node),
            Node::Cell(cell) if self.is_same(cell.place) || self.lacks(cell) => self.settle(node),
            Node::Cell(cell) => Settled::open(self.is_plain(cell)),
            Node::Months(cell, _) if self.is_same(cell.place) => self.settle(node),
            Node::Reported { place, form } if self.is_same(*place) || self.is_empty(*place, *form) => self.settle(node),
            Node::Rows(rows) if rows.same_for_all => self.settle(node),
            Node::Rows(rows) if self.at.data.is_empty(rows.when, rows.form) => {
                let of_own = rows.key.as_ref().map(|key| self.settled(&key.of_own));
                if of_own.is_none_or(|own| own.harmless) { self.settle(node) } else { Settled::open(false) }
            }
            Node::Not(inner) => {
                let inner = self.settled(inner);
                let [never_false, never_true] = inner.never;
                if inner.is_open() {
                    return Settled { never: [never_true, never_false], ..inner };
                }
                Settled::to(inner.truth().map(|truth| Value::Bool(!truth)))
            }
            Node::Both(pair) => self.junction(pair, false),
            Node::Either(pair) => self.junction(pair, true),
            Node::Otherwise(pair) => {
                let [left, right] = self.each(pair);
                match left.at_all {
                    AtAll::Missing => right,
                    AtAll::Is(_) => left,
                    AtAll::Open => Settled::open(left.harmless && right.harmless),
                }
            }
            Node::If(parts) => {
                let [condition, yes, no] = self.each(parts);
                match condition.truth() {
                    Some(true) => yes,
                    Some(false) => no,
                    None if !condition.is_open() => Settled::to(None),
                    None => {
                        let harmless = condition.harmless && yes.harmless && no.harmless;
                        let never = [false, true].map(|truth| harmless && yes.never(truth) && no.never(truth));
                        Settled { never, ..Settled::open(harmless) }
                    }
                }
            }
            Node::Compare(_, pair) => self.by_parts(node, &self.each(pair), true, true),
            Node::Arithmetic(_, pair, _) => self.by_parts(node, &self.each(pair), true, false),
            Node::Negate(inner) | Node::Label(inner, _) => self.by_parts(node, &[self.settled(inner)], true, true),
            Node::Round { inner, .. } => self.by_parts(node, &[self.settled(inner)], true, false),
            Node::Member(_) | Node::Reported { .. } | Node::Call(What::Absence | What::Confirmed, ..) => {
                Settled::open(true)
            }
            Node::Call(what, args, _) => {
                let args: Vec<Settled> = args.iter().map(|arg| self.settled(arg)).collect();
                let needs_all = !matches!(what, What::Blank | What::Present);
                self.by_parts(node, &args, needs_all, !matches!(what, What::Near | What::Growth))
            }
            Node::Values(_, args, _) => {
                let args: Vec<Settled> = args.iter().map(|arg| self.settled(arg)).collect();
                self.by_parts(node, &args, false, false)
            }
            Node::In { item, list, .. } => {
                let item = self.settled(item);
                if item.is_missing() {
                    return Settled::to(None);
                }
                let list = list.iter().map(|member| self.settled(member));
                self.by_parts(node, &[item].into_iter().chain(list).collect::<Vec<_>>(), false, true)
            }
            Node::Bad
            | Node::Rows(_)
            | Node::Months(..)
            | Node::Lacking { .. }
            | Node::Short { .. }
            | Node::Colour { .. }
            | Node::Local(_) => Settled::open(false),
        }
    }

    fn each<const N: usize>(&self, nodes: &[Node; N]) -> [Settled; N] {
        nodes.each_ref().map(|node| self.settled(node))
    }

    /// What depends on no record is worked out at none.
    fn settle(&self, node: &Node) -> Settled {
        self.at.eval(node).map_or_else(|_| Settled::open(false), Settled::to)
    }

    /// Something of which all parts are worked out; whether it is missing where one of them is, and whether it gives no
    /// fault where they give none.
    fn by_parts(&self, node: &Node, parts: &[Settled], needs_all: bool, harmless: bool) -> Settled {
        let are_harmless = parts.iter().all(|part| part.harmless);
        if needs_all && are_harmless && parts.iter().any(Settled::is_missing) {
            return Settled::to(None);
        }
        if parts.iter().any(Settled::is_open) { Settled::open(harmless && are_harmless) } else { self.settle(node) }
    }

    /// Kleene's `and` (`decided_by` false) and `or` (`decided_by` true), the right side looked at only where the left one
    /// does not decide.
    fn junction(&self, pair: &[Node; 2], decided_by: bool) -> Settled {
        let [left, right] = self.each(pair);
        if left.truth() == Some(decided_by) {
            return left;
        }
        if !left.is_open() && !right.is_open() {
            return Settled::to(match (left.truth(), right.truth()) {
                (_, Some(right)) if right == decided_by => Some(Value::Bool(decided_by)),
                (Some(_), Some(_)) => Some(Value::Bool(!decided_by)),
                _ => None,
            });
        }
        let never = |truth: bool| {
            if truth == decided_by {
                left.never(truth) && right.never(truth)
            } else {
                (left.never(truth) && right.harmless) || (left.harmless && right.never(truth))
            }
        };
        let never = [never(false), never(true)];
        Settled { never, ..Settled::open(left.harmless && right.harmless) }
    }

    /// Whether every record gets to the same place by it: to the office's own record, or to none.
    fn is_same(&self, place: Place) -> bool {
        match place.from {
            From::Office => true,
            From::Own => place.earlier.is_some_and(|when| !self.at.data.has(when)),
            From::Row => false,
        }
    }

    fn is_empty(&self, place: Place, form: FormId) -> bool {
        place.from == From::Own && self.at.data.is_empty(place.earlier.unwrap_or_default(), form)
    }

    /// Whether no record has anything in the cell.
    fn lacks(&self, cell: &Cell) -> bool {
        let Place { from, earlier, to } = cell.place;
        let (when, form) = (earlier.unwrap_or_default(), to.unwrap_or(self.form));
        from == From::Own && self.at.data.lacks(when, form, cell.field, cell.column)
    }

    /// Whether the value of the cell can be taken as it is.
    fn is_plain(&self, cell: &Cell) -> bool {
        self.at.data.is_typed(cell.place.to.unwrap_or(self.form), cell.field, cell.column)
            && cell.scale.is_none_or(|scale| scale <= LARGEST_SCALE)
    }
}
