//! Rows that are alike in everything that a formula reads have one result: it is worked out for one of them.
//!
//! A hundred units of a file have a handful of categories, and most of their other codes are blank. Where the data can
//! tell which rows are alike, a filter is asked once for each kind of row instead of once for each row.

use super::data::{Data, RowRef, When};
use super::eval::{At, Evaluated};
use super::functions::What;
use super::node::{self, Cell, Node, Place};
use super::value::Value;
use super::world::{FieldId, FormId};
use crate::measure::Column;
use std::rc::Rc;

/// What of a row can be alike in several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// The value of a cell.
    Cell(FieldId, Column),
    /// The value of a cell of the record that the same roster member has in this form.
    Related(FormId, FieldId, Column),
    /// Whether this form has a report of the same roster member.
    Reported(FormId),
}

/// Which rows of a form are alike in something.
#[derive(Debug, Clone)]
pub enum Alike {
    /// All of them.
    All,
    /// Those with the same number, in the order of the form. Rows with different numbers may be alike.
    Kinds(Rc<[u32]>),
}

/// Most kinds that are told apart by a table instead of a search.
const MANY: usize = 4096;

impl Alike {
    /// Rows of these kinds.
    pub fn of(kinds: impl Iterator<Item = u32>) -> Self {
        let kinds: Rc<[u32]> = kinds.collect();
        let first = kinds.first();
        if kinds.iter().all(|kind| Some(kind) == first) { Self::All } else { Self::Kinds(kinds) }
    }

    /// Rows that are alike in both.
    pub fn and(self, other: Self) -> Option<Self> {
        let (one, two) = match (self, other) {
            (Self::All, other) | (other, Self::All) => return Some(other),
            (Self::Kinds(one), Self::Kinds(two)) => (one, two),
        };
        let width = two.iter().max()?.checked_add(1)?;
        let pairs = one.iter().zip(two.iter());
        let kinds: Option<Vec<u32>> = pairs.map(|(one, two)| one.checked_mul(width)?.checked_add(*two)).collect();
        let mut kinds = kinds?;
        // Numbers without gaps, so that more can be told apart.
        let most = kinds.iter().max().map_or(0, |most| *most as usize);
        if most < MANY {
            let mut names: Vec<Option<u32>> = vec![None; most + 1];
            let mut next = 0;
            for kind in &mut kinds {
                let name = names.get_mut(*kind as usize)?;
                *kind = *name.get_or_insert_with(|| {
                    next += 1;
                    next - 1
                });
            }
        }
        Some(Self::Kinds(kinds.into()))
    }
}

/// Which rows of a form are alike in all of these; `None` where the data cannot tell.
pub(super) fn alike_in(data: &dyn Data, when: When, form: FormId, aspects: &[Aspect]) -> Option<Alike> {
    let mut all = Alike::All;
    for aspect in aspects {
        all = all.and(data.alike(when, form, *aspect)?)?;
    }
    Some(all)
}

/// What a condition is for a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Holds,
    Fails,
    Missing,
}

impl From<Option<bool>> for Verdict {
    fn from(truth: Option<bool>) -> Self {
        truth.map_or(Self::Missing, |truth| if truth { Self::Holds } else { Self::Fails })
    }
}

/// What is known of each kind of row.
pub(super) struct Kinds {
    alike: Alike,
    known: Vec<Option<Verdict>>,
}

impl Kinds {
    /// Nothing is known yet; `None` where there are nearly as many kinds as rows.
    pub(super) fn new(alike: Alike, rows: usize) -> Option<Self> {
        let most = match &alike {
            Alike::All => 0,
            Alike::Kinds(kinds) => *kinds.iter().max()? as usize,
        };
        (most * 2 < rows.max(8)).then(|| Self { alike, known: vec![None; most + 1] })
    }

    /// The verdict on the row at a position: that on its kind, asked for once. `None` where asking fails.
    pub(super) fn once(&mut self, at: usize, ask: impl FnOnce() -> Option<Verdict>) -> Option<Verdict> {
        let kind = match &self.alike {
            Alike::All => 0,
            Alike::Kinds(kinds) => *kinds.get(at)? as usize,
        };
        let known = self.known.get_mut(kind)?;
        if known.is_none() {
            *known = Some(ask()?);
        }
        *known
    }
}

/// Which rows pass a test that gives the same for rows that are alike; each kind is tested once.
///
/// `None` where there are nearly as many kinds as rows, or where a test fails.
pub(super) fn chosen(
    rows: &[RowRef],
    alike: &Alike,
    mut test: impl FnMut(RowRef) -> Option<bool>,
) -> Option<Vec<RowRef>> {
    let kinds = match alike {
        Alike::All => {
            let Some(first) = rows.first() else { return Some(Vec::new()) };
            return Some(if test(*first)? { rows.to_vec() } else { Vec::new() });
        }
        Alike::Kinds(kinds) => kinds,
    };
    let most = *kinds.iter().max()? as usize;
    if most * 2 >= rows.len().max(8) || kinds.len() != rows.len() {
        return None;
    }
    let mut known: Vec<Option<bool>> = vec![None; most + 1];
    let mut chosen = Vec::new();
    for (row, kind) in rows.iter().zip(kinds.iter()) {
        let verdict = known.get_mut(*kind as usize)?;
        let passes = match *verdict {
            Some(passes) => passes,
            None => *verdict.insert(test(*row)?),
        };
        if passes {
            chosen.push(*row);
        }
    }
    Some(chosen)
}

impl At<'_> {
    /// Whether it can be seen at one record of a form that a condition holds for none of them: since a part of it that
    /// must hold is the same for all and does not, or since one side of a comparison is missing for all.
    pub(super) fn holds_for_none(self, node: &Node, form: FormId) -> bool {
        let by_parts = match node {
            Node::Both(pair) => pair.iter().any(|part| self.holds_for_none(part, form)),
            Node::Compare(_, pair) => pair.iter().any(|side| self.is_missing_for_all(side, form)),
            _ => false,
        };
        by_parts || self.of_all(node, form).is_some_and(|value| !matches!(value, Ok(Some(Value::Bool(true)))))
    }

    fn is_missing_for_all(self, node: &Node, form: FormId) -> bool {
        let by_parts = match node {
            Node::Arithmetic(_, pair, _) => pair.iter().any(|side| self.is_missing_for_all(side, form)),
            _ => false,
        };
        by_parts || self.of_all(node, form) == Some(Ok(None))
    }

    /// What evaluation gives for all records of the form, if it is known that they are alike in it.
    fn of_all(self, node: &Node, form: FormId) -> Option<Evaluated> {
        let aspects = node.aspects(node::From::Own, form)?;
        match alike_in(self.data, When::Now, form, &aspects)? {
            Alike::All => Some(self.eval(node)),
            Alike::Kinds(_) => None,
        }
    }
}

impl Node {
    /// The parts that must all hold, in order.
    pub(super) fn conjuncts<'n>(&'n self, parts: &mut Vec<&'n Self>) {
        match self {
            Self::Both(pair) => pair.iter().for_each(|part| part.conjuncts(parts)),
            other => parts.push(other),
        }
    }

    /// Everything of a row that the node reads, the row being one of `form` that names reach from `from`; `None` when it
    /// reads more than the data could tell to be alike.
    pub(super) fn aspects(&self, from: node::From, form: FormId) -> Option<Vec<Aspect>> {
        let mut aspects = Vec::new();
        let mut known = true;
        let mut of_cell = |cell: &Cell| match cell.place {
            Place { from: own, .. } if own != from => true,
            Place { earlier: None, to, .. } => {
                aspects.push(match to {
                    Some(to) if to != form => Aspect::Related(to, cell.field, cell.column),
                    _ => Aspect::Cell(cell.field, cell.column),
                });
                true
            }
            Place { .. } => false,
        };
        let mut reported = Vec::new();
        self.visit(&mut |node| {
            known &= match node {
                Self::Cell(cell) => of_cell(cell),
                Self::Months(cell, _) => cell.place.from != from,
                Self::Member(own) => *own != from,
                Self::Reported { place: Place { from: own, .. }, .. } if *own != from => true,
                Self::Reported { place: Place { earlier, to, .. }, form: of } => {
                    reported.push(Aspect::Reported(*of));
                    earlier.is_none() && to.is_none_or(|to| to == form)
                }
                // What is said of cells is no part of their values.
                Self::Call(What::Absence | What::Confirmed, ..)
                | Self::Bad
                | Self::Lacking { .. }
                | Self::Short { .. }
                | Self::Colour { .. }
                | Self::Rows(_) => false,
                _ => true,
            };
        });
        aspects.append(&mut reported);
        aspects.sort_unstable();
        aspects.dedup();
        known.then_some(aspects)
    }
}
