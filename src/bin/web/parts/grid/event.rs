//! What the grid tells the page.

use sishang::grid::{Pasted, Place, Selection};
use yew::AttrValue;

/// Something that happened in the grid. Places are positions among its rows and columns at that moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GridEvent {
    /// Another cell is active, or more is selected.
    Selected(Selection),
    /// The text of the active cell while it is typed; `None` when it was committed or given up.
    Drafted(Option<AttrValue>),
    /// Texts for cells: one step of undo.
    Typed(Vec<(Place, String)>),
    /// A block was pasted: one step of undo.
    BlockPasted(Box<Pasted>),
    /// Something is said of cells besides their text: an entry of the list.
    Said(Selection, String),
    Undone,
    Redone,
    /// The next finding is wanted, or the one before.
    FindingSought {
        forward: bool,
    },
    /// The page of the active row's unit is wanted.
    RowOpened,
    /// What the field means is wanted.
    ExplanationSought,
}
