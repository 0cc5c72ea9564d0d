//! Conjunctions of what is known, and alternatives of them.

use super::{Mark, Sum, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How a sum stands to zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// Below zero.
    Below,
    /// Below zero or zero.
    AtMost,
    /// Zero.
    Equal,
}

/// One linear comparison with zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub sum: Sum,
    pub stands: Stands,
}

/// What is known of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Texts {
    Is(Arc<str>),
    Not(BTreeSet<Arc<str>>),
}

/// Everything in it holds together. The empty case says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    pub rows: Vec<Row>,
    pub marks: BTreeMap<Mark, bool>,
    pub texts: BTreeMap<Term, Texts>,
}

impl Case {
    pub(super) fn row(sum: Sum, stands: Stands) -> Option<Self> {
        let mut case = Self::default();
        case.add_row(sum, stands).then_some(case)
    }

    pub(super) fn mark(mark: Mark, is: bool) -> Self {
        Self { marks: BTreeMap::from([(mark, is)]), ..Self::default() }
    }

    pub(super) fn text(term: Term, texts: Texts) -> Self {
        Self { texts: BTreeMap::from([(term, texts)]), ..Self::default() }
    }

    /// Adds a comparison; false when it can be seen not to hold.
    pub(super) fn add_row(&mut self, sum: Sum, stands: Stands) -> bool {
        if let Some(value) = sum.as_constant() {
            return match stands {
                Stands::Below => value.sign() < 0,
                Stands::AtMost => value.sign() <= 0,
                Stands::Equal => value.is_zero(),
            };
        }
        let row = Row { sum, stands };
        if !self.rows.contains(&row) {
            self.rows.push(row);
        }
        true
    }

    pub(super) fn add_mark(&mut self, mark: Mark, is: bool) -> bool {
        *self.marks.entry(mark).or_insert(is) == is
    }

    /// Both at once; `None` when they can be seen to contradict each other.
    pub fn and(&self, other: &Self) -> Option<Self> {
        let mut both = self.clone();
        for (mark, is) in &other.marks {
            if !both.add_mark(mark.clone(), *is) {
                return None;
            }
        }
        for (term, texts) in &other.texts {
            let together = match both.texts.get(term) {
                Some(known) => known.and(texts)?,
                None => texts.clone(),
            };
            both.texts.insert(term.clone(), together);
        }
        for row in &other.rows {
            if !both.rows.contains(row) {
                both.rows.push(row.clone());
            }
        }
        Some(both)
    }
}

impl Texts {
    fn and(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Is(left), Self::Is(right)) => (left == right).then(|| self.clone()),
            (Self::Is(is), Self::Not(not)) | (Self::Not(not), Self::Is(is)) => {
                (!not.contains(is)).then(|| Self::Is(Arc::clone(is)))
            }
            (Self::Not(left), Self::Not(right)) => Some(Self::Not(left.union(right).cloned().collect())),
        }
    }

    /// Whether the one says all that the other says.
    pub fn entails(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Is(left), Self::Is(right)) => left == right,
            (Self::Is(is), Self::Not(not)) => !not.contains(is),
            (Self::Not(left), Self::Not(right)) => right.is_subset(left),
            (Self::Not(_), Self::Is(_)) => false,
        }
    }
}

/// Alternatives: at least one of them holds. None at all is what never holds.
pub type Cases = Vec<Case>;

/// The most alternatives that are gone through; past it a formula counts as too large to judge.
pub(super) const MOST: usize = 128;

/// Both; `None` when there are too many alternatives.
pub fn both(left: &[Case], right: &[Case]) -> Option<Cases> {
    let mut cases = Vec::new();
    for one in left {
        for other in right {
            if let Some(case) = one.and(other) {
                push(&mut cases, case)?;
            }
        }
    }
    Some(cases)
}

/// Either; `None` when there are too many alternatives.
pub(super) fn either(mut left: Cases, right: Cases) -> Option<Cases> {
    for case in right {
        push(&mut left, case)?;
    }
    Some(left)
}

fn push(cases: &mut Cases, case: Case) -> Option<()> {
    if !cases.contains(&case) {
        cases.push(case);
    }
    (cases.len() <= MOST).then_some(())
}
