//! Truth values: when an expression is true and when it is false.

use super::super::data::When;
use super::super::functions::What;
use super::super::node::{Cell, Fact, From, Node};
use super::super::syntax::Binary;
use super::super::value::{Type, Value};
use super::case::{Case, Cases, Stands, both, either};
use super::number::Number;
use super::sort::{Sort, beyond_of, sort};
use super::{Beyond, Mark, Scope, Sum, Term, other};
use std::collections::BTreeSet;

/// How deep computed cells are followed into those they are computed from.
const COMPUTED_DEPTH: usize = 4;

/// Reads the tree of one formula.
pub(super) struct Reader<'a> {
    pub(super) scope: &'a dyn Scope,
    pub(super) beyond: BTreeSet<Beyond>,
    /// Whether no case allows more than the formula.
    pub(super) exact: bool,
    depth: usize,
}

/// When something is true, and when it is false.
pub(super) struct Sides {
    pub(super) yes: Cases,
    pub(super) no: Cases,
}

impl Sides {
    fn swapped(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(scope: &'a dyn Scope) -> Self {
        Self { scope, beyond: BTreeSet::new(), exact: true, depth: 0 }
    }

    pub(super) fn truth(&mut self, node: &Node) -> Sides {
        let sides = match node {
            Node::Const(Value::Bool(truth)) => Some(always(*truth)),
            Node::Cell(cell) if cell.kind == Type::Bool => Some(self.truth_of_cell(cell, node)),
            Node::Not(inner) => Some(self.truth(inner).swapped()),
            Node::Both(pair) => {
                let [left, right] = &**pair;
                let (left, right) = (self.truth(left), self.truth(right));
                conjunction(left, right)
            }
            Node::Either(pair) => {
                let [left, right] = &**pair;
                let (left, right) = (self.truth(left), self.truth(right));
                conjunction(left.swapped(), right.swapped()).map(Sides::swapped)
            }
            Node::If(parts) => {
                let [condition, yes, no] = &**parts;
                let (condition, yes, no) = (self.truth(condition), self.truth(yes), self.truth(no));
                chosen(&condition, &yes, &no)
            }
            Node::Compare(op, pair) => {
                let [left, right] = &**pair;
                self.comparison(*op, left, right)
            }
            Node::In { item, list, negated } => {
                let sides = self.membership(item, list);
                sides.map(|sides| if *negated { sides.swapped() } else { sides })
            }
            Node::Call(What::Near, args, _) => self.near(args),
            Node::Call(What::Blank, args, _) => args.first().map(|arg| self.blank(arg)),
            Node::Call(What::Present, args, _) => args.first().map(|arg| self.blank(arg).swapped()),
            // Said of a cell, not worked out from its value.
            Node::Call(What::Confirmed, args, _) if matches!(&**args, [Node::Cell(_)]) => {
                let mark = |is| vec![Case::mark(Mark::Holds(other(node)), is)];
                Some(Sides { yes: mark(true), no: mark(false) })
            }
            // The same for every record of a period, and always known.
            Node::Fact(Fact::First) => {
                let mark = |is| vec![Case::mark(Mark::Holds(other(node)), is)];
                Some(Sides { yes: mark(true), no: mark(false) })
            }
            _ => return self.unknown(node, beyond_of(node)),
        };
        sides.unwrap_or_else(|| self.unknown(node, Beyond::Large))
    }

    /// May be true and may be false, the same wherever it stands.
    fn unknown(&mut self, node: &Node, why: Beyond) -> Sides {
        self.beyond.insert(why);
        let mark = |is| vec![Case::mark(Mark::Holds(other(node)), is)];
        Sides { yes: mark(true), no: mark(false) }
    }

    fn truth_of_cell(&mut self, cell: &Cell, node: &Node) -> Sides {
        if let Some(computed) = self.computed(cell, Self::truth) {
            return computed;
        }
        let term = self.term(cell, node);
        let side = |is| {
            let mut case = Case::mark(Mark::Holds(term.clone()), is);
            case.marks.insert(Mark::Present(term.clone()), true);
            vec![case]
        };
        Sides { yes: side(true), no: side(false) }
    }

    /// The cell as a term.
    pub(super) fn term(&self, cell: &Cell, node: &Node) -> Term {
        let place = cell.place;
        match place.from {
            From::Own | From::Office => Term::Cell {
                earlier: place.earlier,
                form: place.to.unwrap_or_else(|| self.scope.form()),
                field: cell.field,
                column: cell.column,
            },
            From::Row => other(node),
        }
    }

    /// Follows a computed cell of the record into its formula.
    pub(super) fn computed<T>(&mut self, cell: &Cell, read: impl FnOnce(&mut Self, &Node) -> T) -> Option<T> {
        let place = cell.place;
        let own = place.from == From::Own
            && matches!(place.earlier, None | Some(When::Now))
            && place.to.is_none_or(|form| form == self.scope.form());
        if !own || self.depth >= COMPUTED_DEPTH {
            return None;
        }
        let formula = self.scope.computed(cell.field, cell.column)?;
        self.depth += 1;
        let result = read(self, formula.node());
        self.depth -= 1;
        Some(result)
    }

    fn blank(&mut self, node: &Node) -> Sides {
        let mark = match node {
            Node::Cell(cell) => Mark::Present(self.term(cell, node)),
            Node::Months(..) => Mark::Present(other(node)),
            _ => {
                self.beyond.insert(Beyond::There);
                Mark::Present(other(node))
            }
        };
        Sides { yes: vec![Case::mark(mark.clone(), false)], no: vec![Case::mark(mark, true)] }
    }

    fn comparison(&mut self, op: Binary, left: &Node, right: &Node) -> Option<Sides> {
        match (sort(left), sort(right)) {
            (Sort::Number, Sort::Number) => {
                let (numbers, others) = (self.number(left), self.number(right));
                self.compared(op, (&numbers, left), (&others, right))
            }
            (Sort::Text, Sort::Text) if matches!(op, Binary::Equal | Binary::NotEqual) => {
                let sides = self.same_text(left, right)?;
                Some(if op == Binary::Equal { sides } else { sides.swapped() })
            }
            (Sort::Bool, Sort::Bool) if matches!(op, Binary::Equal | Binary::NotEqual) => {
                let (left, right) = (self.truth(left), self.truth(right));
                let yes = either(both(&left.yes, &right.yes)?, both(&left.no, &right.no)?)?;
                let no = either(both(&left.yes, &right.no)?, both(&left.no, &right.yes)?)?;
                let sides = Sides { yes, no };
                Some(if op == Binary::Equal { sides } else { sides.swapped() })
            }
            (Sort::Text, Sort::Text) => Some(self.unknown_pair(op, left, right, Beyond::Text)),
            _ => Some(self.unknown_pair(op, left, right, Beyond::Other)),
        }
    }

    /// A comparison that may go either way, named by its sign and its two sides.
    fn unknown_pair(&mut self, op: Binary, left: &Node, right: &Node, why: Beyond) -> Sides {
        self.beyond.insert(why);
        let name = format!("{op:?}({};{};)", super::key::key(left), super::key::key(right));
        let mark = |is| vec![Case::mark(Mark::Holds(Term::Other(name.as_str().into())), is)];
        Sides { yes: mark(true), no: mark(false) }
    }

    /// Two numbers, each under its conditions.
    fn compared(
        &mut self,
        op: Binary,
        (numbers, left): (&[Number], &Node),
        (others, right): (&[Number], &Node),
    ) -> Option<Sides> {
        let mut sides = Sides { yes: Vec::new(), no: Vec::new() };
        for one in numbers {
            for two in others {
                let Some(case) = one.case.and(&two.case) else { continue };
                let difference = if let Some(difference) = Number::difference(one, two) {
                    difference
                } else {
                    self.beyond.insert(Beyond::NotLinear);
                    one.or_unknown(left).minus(&two.or_unknown(right))?
                };
                let found = against_zero(op, &difference)?;
                let with = |cases: &[Case]| both(std::slice::from_ref(&case), cases);
                sides.yes = either(sides.yes, with(&found.yes)?)?;
                sides.no = either(sides.no, with(&found.no)?)?;
            }
        }
        Some(sides)
    }

    /// `near(left, right, tolerance)`.
    fn near(&mut self, args: &[Node]) -> Option<Sides> {
        let [left, right, tolerance] = args else { return None };
        let (numbers, others) = (self.number(left), self.number(right));
        let apart = self.difference(&numbers, &others, left, right)?;
        let within = self.number(tolerance);
        let mut sides = Sides { yes: Vec::new(), no: Vec::new() };
        for one in &apart {
            for two in &within {
                let Some(case) = one.case.and(&two.case) else { continue };
                let turned = one.negated()?;
                let (over, under) = (Number::difference(one, two), Number::difference(&turned, two));
                let (Some(over), Some(under)) = (over, under) else {
                    self.beyond.insert(Beyond::NotLinear);
                    return None;
                };
                let (over, under) = (against_zero(Binary::LessEqual, &over)?, against_zero(Binary::LessEqual, &under)?);
                let found = conjunction(over, under)?;
                let with = |cases: &[Case]| both(std::slice::from_ref(&case), cases);
                sides.yes = either(sides.yes, with(&found.yes)?)?;
                sides.no = either(sides.no, with(&found.no)?)?;
            }
        }
        Some(sides)
    }

    fn membership(&mut self, item: &Node, list: &[Node]) -> Option<Sides> {
        let mut sides = always(false);
        for member in list {
            let one = self.comparison(Binary::Equal, item, member)?;
            sides = conjunction(sides.swapped(), one.swapped())?.swapped();
        }
        Some(sides)
    }

    /// When there is no value.
    pub(super) fn missing(&mut self, node: &Node) -> Cases {
        match node {
            Node::Const(_) => Vec::new(),
            Node::Cell(cell) => vec![Case::mark(Mark::Present(self.term(cell, node)), false)],
            Node::Months(..) => vec![Case::mark(Mark::Present(other(node)), false)],
            Node::Negate(inner) | Node::Round { inner, .. } => self.missing(inner),
            Node::Arithmetic(Binary::Add | Binary::Subtract | Binary::Multiply, pair, _) => {
                let [left, right] = &**pair;
                let mut cases = self.missing(left);
                cases.extend(self.missing(right));
                cases
            }
            _ => {
                self.exact = false;
                vec![Case::default()]
            }
        }
    }
}

pub(super) fn always(truth: bool) -> Sides {
    let (always, never) = (vec![Case::default()], Vec::new());
    if truth { Sides { yes: always, no: never } } else { Sides { yes: never, no: always } }
}

fn conjunction(left: Sides, right: Sides) -> Option<Sides> {
    Some(Sides { yes: both(&left.yes, &right.yes)?, no: either(left.no, right.no)? })
}

fn chosen(condition: &Sides, yes: &Sides, no: &Sides) -> Option<Sides> {
    Some(Sides {
        yes: either(both(&condition.yes, &yes.yes)?, both(&condition.no, &no.yes)?)?,
        no: either(both(&condition.yes, &yes.no)?, both(&condition.no, &no.no)?)?,
    })
}

/// A difference compared with zero.
fn against_zero(op: Binary, difference: &Sum) -> Option<Sides> {
    let turned = difference.negated()?;
    let below = || Case::row(difference.clone(), Stands::Below);
    let above = || Case::row(turned.clone(), Stands::Below);
    let at_most = || Case::row(difference.clone(), Stands::AtMost);
    let at_least = || Case::row(turned.clone(), Stands::AtMost);
    let equal = || Case::row(difference.clone(), Stands::Equal);
    let one = |case: Option<Case>| case.into_iter().collect::<Cases>();
    let apart = || [below(), above()].into_iter().flatten().collect::<Cases>();
    Some(match op {
        Binary::Less => Sides { yes: one(below()), no: one(at_least()) },
        Binary::LessEqual => Sides { yes: one(at_most()), no: one(above()) },
        Binary::Greater => Sides { yes: one(above()), no: one(at_most()) },
        Binary::GreaterEqual => Sides { yes: one(at_least()), no: one(below()) },
        Binary::Equal => Sides { yes: one(equal()), no: apart() },
        Binary::NotEqual => Sides { yes: apart(), no: one(equal()) },
        _ => return None,
    })
}
