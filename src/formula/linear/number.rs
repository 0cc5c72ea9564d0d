//! Numbers, dates and months: linear sums under conditions.

use super::super::functions::{Aggregate, What};
use super::super::node::Node;
use super::super::syntax::Binary;
use super::super::value::Type;
use super::arithmetic::{absolute, arithmetic, best, constant, growth, is_month, period_fact, ranged, rounded};
use super::case::{Case, MOST, Stands};
use super::ratio::{Ratio, Sum};
use super::sort::beyond_of;
use super::truth::Reader;
use super::{Beyond, Mark, other};

/// A number where its case holds: a sum, or the quotient of two.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) case: Case,
    pub(super) top: Sum,
    /// Above zero, as the case says.
    pub(super) under: Option<Sum>,
}

/// The most values that `sum(a, b, …)` is taken apart for: each may be missing.
const MOST_VALUES: usize = 4;

impl Number {
    pub(super) const fn plain(case: Case, top: Sum) -> Self {
        Self { case, top, under: None }
    }

    pub(super) fn constant(value: Ratio) -> Self {
        Self::plain(Case::default(), Sum::constant(value))
    }

    pub(super) fn negated(&self) -> Option<Self> {
        Some(Self { top: self.top.negated()?, ..self.clone() })
    }

    /// A sum with the sign of the difference of two numbers; `None` where it is not linear.
    pub(super) fn difference(left: &Self, right: &Self) -> Option<Sum> {
        let (mut one, mut two) = (left.top.clone(), right.top.clone());
        if left.under != right.under {
            if let Some(under) = &right.under {
                one = one.times(under)?;
            }
            if let Some(under) = &left.under {
                two = two.times(under)?;
            }
        }
        one.minus(&two)
    }

    /// The sum, or something that may be anything where it is a quotient.
    pub(super) fn or_unknown(&self, node: &Node) -> Sum {
        if self.under.is_none() { self.top.clone() } else { Sum::term(other(node)) }
    }

    pub(super) fn under(self, condition: &Case) -> Option<Self> {
        Some(Self { case: self.case.and(condition)?, ..self })
    }

    pub(super) fn plus(&self, more: &Self) -> Option<Self> {
        let case = self.case.and(&more.case)?;
        let (top, under) = match (&self.under, &more.under) {
            (None, None) => (self.top.plus(&more.top)?, None),
            (one, two) if one == two => (self.top.plus(&more.top)?, one.clone()),
            (Some(under), None) => (self.top.plus(&more.top.times(under)?)?, Some(under.clone())),
            (None, Some(under)) => (self.top.times(under)?.plus(&more.top)?, Some(under.clone())),
            _ => return None,
        };
        Some(Self { case, top, under })
    }

    pub(super) fn times(&self, more: &Self) -> Option<Self> {
        let under = match (&self.under, &more.under) {
            (None, under) | (under, None) => under.clone(),
            _ => return None,
        };
        Some(Self { case: self.case.and(&more.case)?, top: self.top.times(&more.top)?, under })
    }

    /// One over the number, for either sign; zero has none.
    pub(super) fn inverses(&self) -> Option<Vec<Self>> {
        let one = Sum::constant(Ratio::ONE);
        let above = self.under.clone().unwrap_or(one);
        if let Some(value) = self.top.as_constant() {
            let Some(inverse) = value.inverse() else { return Some(Vec::new()) };
            return Some(vec![Self::plain(self.case.clone(), above.scaled(inverse)?)]);
        }
        let turned = self.top.negated()?;
        let positive = Case::row(turned.clone(), Stands::Below).and_then(|case| self.case.and(&case));
        let negative = Case::row(self.top.clone(), Stands::Below).and_then(|case| self.case.and(&case));
        let positive = positive.map(|case| Self { case, top: above.clone(), under: Some(self.top.clone()) });
        let below = above.negated()?;
        let negative = negative.map(|case| Self { case, top: below, under: Some(turned) });
        Some(positive.into_iter().chain(negative).collect())
    }
}

impl Reader<'_> {
    /// All that the number may be. Where none of the conditions holds, it is missing.
    pub(super) fn number(&mut self, node: &Node) -> Vec<Number> {
        let known = match node {
            Node::Const(value) => constant(value).map(|value| vec![Number::constant(value)]),
            Node::Cell(cell) => {
                if let Some(computed) = self.computed(cell, Self::number) {
                    return computed;
                }
                if !matches!(cell.kind, Type::Number(_) | Type::Date | Type::Month) {
                    return self.unknown_number(node, Beyond::Other);
                }
                let term = self.term(cell, node);
                let case = Case::mark(Mark::Present(term.clone()), true);
                Some(vec![Number::plain(case, Sum::term(term))])
            }
            Node::Months(..) => {
                let case = Case::mark(Mark::Present(other(node)), true);
                Some(vec![Number::plain(case, Sum::term(other(node)))])
            }
            Node::Fact(fact) => Some(vec![period_fact(*fact, node)]),
            Node::Negate(inner) => self.number(inner).iter().map(Number::negated).collect(),
            Node::Arithmetic(op, pair, _) => {
                let [left, right] = &**pair;
                let (left, right) = (self.number(left), self.number(right));
                arithmetic(*op, &left, &right)
            }
            Node::Otherwise(pair) => {
                let [left, right] = &**pair;
                let mut numbers = self.number(left);
                let missing = self.missing(left);
                for number in self.number(right) {
                    numbers.extend(missing.iter().filter_map(|case| number.clone().under(case)));
                }
                Some(numbers)
            }
            Node::If(parts) => {
                let [condition, yes, no] = &**parts;
                let condition = self.truth(condition);
                let mut numbers = Vec::new();
                for (cases, side) in [(&condition.yes, yes), (&condition.no, no)] {
                    for number in self.number(side) {
                        numbers.extend(cases.iter().filter_map(|case| number.clone().under(case)));
                    }
                }
                Some(numbers)
            }
            Node::Round { inner, places, scale, .. } => {
                let numbers = self.number(inner);
                rounded(node, &numbers, *places, *scale)
            }
            Node::Call(What::Abs, args, _) => args.first().and_then(|inner| {
                let numbers = self.number(inner);
                absolute(&numbers)
            }),
            Node::Call(What::Growth, args, _) => {
                let [now, base] = &**args else { return self.unknown_number(node, Beyond::Other) };
                let (now, base) = (self.number(now), self.number(base));
                growth(&now, &base)
            }
            Node::Call(What::DaysBetween, args, _) => {
                let [from, to] = &**args else { return self.unknown_number(node, Beyond::Other) };
                let (from, to) = (self.number(from), self.number(to));
                arithmetic(Binary::Subtract, &to, &from)
            }
            Node::Call(What::MonthsBetween, args, _) if args.iter().all(is_month) => {
                let [from, to] = &**args else { return self.unknown_number(node, Beyond::Other) };
                let (from, to) = (self.number(from), self.number(to));
                arithmetic(Binary::Subtract, &to, &from)
            }
            Node::Values(what, args, _) if args.len() <= MOST_VALUES => self.values(*what, args),
            _ => None,
        };
        match known {
            Some(numbers) if numbers.len() <= MOST => numbers,
            Some(_) => self.unknown_number(node, Beyond::Large),
            None => self.unknown_number(node, beyond_of(node)),
        }
    }

    /// May be anything, the same wherever it stands.
    fn unknown_number(&mut self, node: &Node, why: Beyond) -> Vec<Number> {
        self.beyond.insert(why);
        let (least, most) = match node {
            Node::Call(What::Month, ..) => (Some(1), Some(12)),
            Node::Call(What::Len | What::Year, ..) => (Some(0), None),
            Node::Rows(rows) if matches!(rows.what, Aggregate::Count | Aggregate::Distinct) => (Some(0), None),
            _ => (None, None),
        };
        let mut number = ranged(other(node), least, most);
        number.case.add_mark(Mark::Present(other(node)), true);
        vec![number]
    }

    pub(super) fn difference(
        &mut self,
        numbers: &[Number],
        others: &[Number],
        left: &Node,
        right: &Node,
    ) -> Option<Vec<Number>> {
        if let Some(known) = arithmetic(Binary::Subtract, numbers, others) {
            return Some(known);
        }
        self.beyond.insert(Beyond::NotLinear);
        let (one, two) = (Sum::term(other(left)), Sum::term(other(right)));
        let mut case = Case::mark(Mark::Present(other(left)), true);
        case.add_mark(Mark::Present(other(right)), true);
        Some(vec![Number::plain(case, one.minus(&two)?)])
    }

    /// `sum(a, b)`, `max(a, b)`: of those that are there.
    fn values(&mut self, what: Aggregate, args: &[Node]) -> Option<Vec<Number>> {
        let mut choices = vec![(Case::default(), Vec::<Number>::new())];
        for arg in args {
            let numbers = self.number(arg);
            let missing = self.missing(arg);
            let mut next = Vec::new();
            for (case, chosen) in &choices {
                for number in &numbers {
                    if let Some(case) = case.and(&number.case) {
                        let mut chosen = chosen.clone();
                        chosen.push(number.clone());
                        next.push((case, chosen));
                    }
                }
                next.extend(missing.iter().filter_map(|gone| Some((case.and(gone)?, chosen.clone()))));
            }
            if next.len() > MOST {
                return None;
            }
            choices = next;
        }
        let mut results = Vec::new();
        for (case, chosen) in choices {
            match what {
                Aggregate::Sum | Aggregate::Avg => {
                    let Some((first, others)) = chosen.split_first() else { continue };
                    let mut total = first.clone();
                    for more in others {
                        total = total.plus(more)?;
                    }
                    if what == Aggregate::Avg {
                        let share = Ratio::whole(i128::try_from(chosen.len()).ok()?).inverse()?;
                        total.top = total.top.scaled(share)?;
                    }
                    results.extend(total.under(&case));
                }
                Aggregate::Min | Aggregate::Max => results.extend(best(what, &case, &chosen)?),
                _ => return None,
            }
        }
        Some(results)
    }
}
