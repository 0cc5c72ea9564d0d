//! What a checked formula says, as far as linear arithmetic can tell: for reasoning about rules before anybody fills a form.
//!
//! [`Compiled::linear`] gives the conditions under which a formula is true and those under which it is false, each as
//! alternatives ([`Cases`]) of conjunctions ([`Case`]) of linear comparisons, codes and marks. Missing values make a
//! formula neither true nor false, so that both sides say which cells have something in them.
//!
//! What linear arithmetic cannot tell (a product of two cells, an aggregate, a function of texts) becomes a [`Term`] or
//! a [`Mark`] that may be anything, the same wherever the same expression stands; [`Linear::beyond`] says of what kind
//! they are. So the two sides may allow more than the formula does, never less: what is impossible here is impossible.
//! Where they allow nothing more, [`Linear::exact`] says so.
//!
//! Amounts are in base units. The last of 28 digits of a division that does not come out even is not looked at.

mod arithmetic;
mod case;
mod key;
mod number;
mod ratio;
mod sort;
mod text;
mod truth;

pub use case::{Case, Cases, Row, Stands, Texts, both};
pub use ratio::{Ratio, Sum, gcd};

use super::compile::Compiled;
use super::data::When;
use super::node::Node;
use super::world::{FieldId, FormId};
use crate::measure::Column;
use std::collections::BTreeSet;
use std::sync::Arc;
use truth::Reader;

/// Something that has one value for one record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// A cell of the record or of the same roster member in another form.
    Cell { earlier: Option<When>, form: FormId, field: FieldId, column: Column },
    /// Anything else, by what it says.
    Other(Arc<str>),
}

/// Something that is so or not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Whether there is a value.
    Present(Term),
    /// Whether it is true; what is missing is neither.
    Holds(Term),
}

/// Why a part of a formula cannot be judged by linear arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Beyond {
    /// A product or quotient of amounts that are both unknown.
    NotLinear,
    /// A function of texts or codes.
    Text,
    /// A function of dates.
    Date,
    /// Something about all rows of a form.
    Rows,
    /// Whether there is a record or an earlier file, or whether a whole expression is blank.
    There,
    /// Too many alternatives, or figures too large.
    Large,
    /// What linear arithmetic has not been taught.
    Other,
}

impl Beyond {
    pub const ALL: [Self; 7] =
        [Self::NotLinear, Self::Text, Self::Date, Self::Rows, Self::There, Self::Large, Self::Other];
}

/// When a formula is true and when it is false.
#[derive(Debug, Clone, Default)]
pub struct Linear {
    pub holds: Cases,
    pub fails: Cases,
    /// What could not be told.
    pub beyond: BTreeSet<Beyond>,
    /// Whether the formula is true wherever a case of `holds` does and false wherever one of `fails` does, the terms and
    /// marks for what could not be told taken as they are. Otherwise the cases may allow more than the formula.
    pub exact: bool,
}

/// What is known of the record that a formula is about.
pub trait Scope {
    /// The form of the record.
    fn form(&self) -> FormId;

    /// The formula that gives a computed cell of the record.
    fn computed(&self, field: FieldId, column: Column) -> Option<&Compiled>;
}

impl Compiled {
    /// When this formula, which gives a truth value, is true and when it is false.
    pub fn linear(&self, scope: &dyn Scope) -> Linear {
        let mut reader = Reader::new(scope);
        let sides = reader.truth(self.node());
        Linear { holds: sides.yes, fails: sides.no, beyond: reader.beyond, exact: reader.exact }
    }
}

/// The expression as something that may be anything.
pub(super) fn other(node: &Node) -> Term {
    Term::Other(key::key(node).into())
}
