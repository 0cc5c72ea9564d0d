//! Phrases: the small language in which a scheme writes the sentences of its bulletins.
//!
//! A phrase is text with holes: `全市新增{p3.industry}家，其中{list(p3.industry, unit="家")}`. A hole names a figure of a report table, or
//! asks for one of a few things that sentences of bulletins need: names with figures in order, names alone, how many there
//! are. What the parts mean is described, with examples, in the guide of schemes (`scheme/guide.md`).
//!
//! Here a phrase is read. Whether its tables and columns exist is checked when the scheme is loaded; what it says is worked
//! out in `report::bulletin`.
//!
//! Words in square brackets are a clause, which is left out when a figure or a list in it has nothing to tell:
//! `开工率{t20.start_rate}%[，投产率{t20.produce_rate}%]`.

mod condition;
mod options;
mod parse;
mod problem;
mod token;

pub(crate) use condition::{Condition, Operand, Term};
pub(crate) use options::{ListOptions, Order, Ties, Zeros};
pub use problem::PhraseProblem;
pub(crate) use problem::{PhraseError, WORDS};

use std::ops::Range;

/// A phrase that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Phrase {
    pub(crate) pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Hole(Box<Hole>),
    /// Left out as a whole when something in it has nothing to tell. Holds no clauses itself.
    Clause(Vec<Piece>),
}

/// A name and where it stands, in bytes of the phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) table: Name,
    pub(crate) column: Name,
}

/// Rows of a table: all of them, or those that fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selection {
    pub(crate) table: Name,
    /// By which column they are put in order, where that is asked.
    pub(crate) column: Option<Name>,
    pub(crate) condition: Option<Condition>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hole {
    /// `period`, `office.whole` and the like.
    Word(Word),
    /// The figure of the total, as shown.
    Figure(Place),
    /// The figure of one row, which is named by its code or label.
    Value(Place, String),
    /// The figure of the total with a word for its sign: 增长2.3%, 下降7.9%.
    Change { place: Place, up: String, down: String, same: String },
    /// Names with figures.
    List(Selection, ListOptions),
    /// Names alone.
    Names(Selection, ListOptions),
    /// How many rows.
    Count(Selection),
    /// Names of the columns whose total fits: which kinds added none.
    Columns(Selection, ListOptions),
}

/// What a phrase can say without a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// 2026年10月.
    Period,
    /// 1—10月.
    Cumulative,
    /// 2026.
    Year,
    /// 10.
    Month,
    /// 虞城县.
    Office,
    /// 全县.
    Whole,
    /// 乡（镇、街道）: what its parts are.
    Parts,
}

impl Phrase {
    pub(crate) fn read(source: &str) -> Result<Self, Vec<PhraseError>> {
        parse::phrase(source)
    }

    pub(crate) fn holes(&self) -> impl Iterator<Item = &Hole> {
        let flat = self.pieces.iter().flat_map(|piece| match piece {
            Piece::Clause(inner) => inner.as_slice(),
            piece => std::slice::from_ref(piece),
        });
        flat.filter_map(|piece| if let Piece::Hole(hole) = piece { Some(&**hole) } else { None })
    }

    /// The tables that are named in it.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &str> {
        self.holes().filter_map(|hole| match hole {
            Hole::Word(_) => None,
            Hole::Figure(place) | Hole::Value(place, _) | Hole::Change { place, .. } => Some(place.table.text.as_str()),
            Hole::List(rows, _) | Hole::Names(rows, _) | Hole::Columns(rows, _) | Hole::Count(rows) => {
                Some(rows.table.text.as_str())
            }
        })
    }
}

impl Selection {
    /// Reads `t1 where rate < 100%`, as the condition of a paragraph is written.
    pub(crate) fn read(source: &str) -> Result<Self, PhraseError> {
        parse::selection(source)
    }
}

/// Figures that must add up to another: `p11.done + p11.open = p11.all`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) parts: Vec<Place>,
    pub(crate) whole: Place,
}

impl Sum {
    pub(crate) fn read(source: &str) -> Result<Self, PhraseError> {
        parse::sum(source)
    }
}

#[cfg(test)]
mod tests;
