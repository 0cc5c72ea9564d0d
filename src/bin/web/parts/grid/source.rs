//! What the grid asks of whoever shows something in it.

use std::rc::Rc;

use sishang::grid::{Accepts, Choice, Layout, Place, Selection};
use yew::AttrValue;

/// The rows and cells behind a grid. Asked only for what is drawn.
pub(crate) trait Source {
    fn rows(&self) -> usize;

    fn head(&self, row: usize) -> RowHead;

    /// The first row below `row` that a pasted block does not run over: further lines of it become new rows there.
    fn block_end(&self, _row: usize) -> usize {
        self.rows()
    }

    /// Where the row with this key is now.
    fn position(&self, key: &str) -> Option<usize>;

    fn cell(&self, place: Place) -> CellView;

    /// The text as typed; of a computed cell, what is shown.
    fn text(&self, place: Place) -> AttrValue;

    fn accepts(&self, place: Place) -> Accepts;

    /// Whether the cell is filled from a list.
    fn has_choices(&self, place: Place) -> bool;

    fn choices(&self, place: Place, query: &str) -> Vec<Choice>;

    /// What can be said of the selected cells besides their text.
    fn sayings(&self, _selected: &Selection) -> Vec<Choice> {
        Vec::new()
    }

    /// The cell in words, for those who hear the page: `顺达机械厂，工业总产值 1—本月，千元`.
    fn name(&self, place: Place) -> String;
}

/// A source as a property: the same one is the same pointer.
#[derive(Clone)]
pub(crate) struct SourceRef(pub Rc<dyn Source>);

impl PartialEq for SourceRef {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A layout as a property: made once for a form and a choice of columns.
#[derive(Clone)]
pub(crate) struct LayoutRef(pub Rc<Layout>);

impl PartialEq for LayoutRef {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

/// What stands before a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct RowHead {
    /// Identity of the row.
    pub key: AttrValue,
    /// Its number among all rows of the form, from 1.
    pub number: usize,
    /// The unit's name; empty where the first column holds it.
    pub title: AttrValue,
    /// Whether the row above has the same name, which then need not be read again.
    pub again: bool,
    /// A word about the whole row beside its name; may be empty.
    pub word: AttrValue,
    /// The worst finding in the row.
    pub mark: Option<Mark>,
    /// The office above wrote something about the whole record.
    pub noted: bool,
}

/// How a cell looks while it is not being filled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own on the drawn cell")]
pub(crate) struct CellView {
    /// Tidied: grouped digits, a code with its name.
    pub shown: AttrValue,
    pub mark: Option<Mark>,
    /// Nothing can be typed.
    pub computed: bool,
    /// The field is not asked of this record.
    pub not_asked: bool,
    /// Something is said of it besides its text; the words are in `shown`.
    pub said: bool,
    /// Nothing is there although something has to be.
    pub wanted: bool,
    /// The office above wrote something about it.
    pub noted: bool,
}

/// The worst finding of a cell or a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    Hard,
    Soft,
    Hint,
    /// Every finding that needs an explanation has one.
    Explained,
}

impl Mark {
    /// The word that stands for the mark.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Hard => "强制",
            Self::Soft => "核实",
            Self::Hint => "提示",
            Self::Explained => "已说明",
        }
    }

    /// Ending of class names.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Hint => "hint",
            Self::Explained => "explained",
        }
    }

    /// Whether the value has to be corrected or explained before it may go out.
    pub(crate) const fn stands(self) -> bool {
        matches!(self, Self::Hard | Self::Soft)
    }
}
