//! What can be said of a cell besides its text: 不适用, 缺报, 真零, as entries of a list that opens at the cell.

use sishang::grid::Choice;
use sishang::scheme::FormId;
use sishang::workbook::{Mark, Session, Slot};

/// Takes back what was said.
const NOTHING: &str = "取消标注";

/// What can be said of many cells, each of those that it fits.
pub(crate) fn any() -> Vec<Choice> {
    let mut all: Vec<Choice> = Mark::ALL.into_iter().map(|mark| entry(mark.label(), meaning(mark))).collect();
    all.push(entry(NOTHING, ""));
    all
}

fn entry(code: &str, label: &str) -> Choice {
    Choice { code: code.to_owned(), label: label.to_owned(), within: String::new() }
}

/// What can be said of a cell as it is now.
pub(crate) fn sayings(session: &Session, form: FormId, key: &str, slot: Slot) -> Vec<Choice> {
    let now = session.book.mark(form, key, slot);
    let cell = session.book.cell(form, key, slot);
    let fitting = Mark::ALL.into_iter().filter(|mark| Some(*mark) != now && mark.fits(cell));
    let mut all: Vec<Choice> = fitting.map(|mark| entry(mark.label(), meaning(mark))).collect();
    if now.is_some() {
        all.push(entry(NOTHING, ""));
    }
    all
}

/// What an entry of that list does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saying {
    Says(Mark),
    TakesBack,
}

impl Saying {
    /// The mark that the cell has afterwards.
    pub(crate) const fn mark(self) -> Option<Mark> {
        match self {
            Self::Says(mark) => Some(mark),
            Self::TakesBack => None,
        }
    }
}

/// What an entry of that list says; `None` for a text that is none.
pub(crate) fn said(code: &str) -> Option<Saying> {
    let mark = Mark::ALL.into_iter().find(|mark| mark.label() == code);
    mark.map(Saying::Says).or_else(|| (code == NOTHING).then_some(Saying::TakesBack))
}

pub(crate) const fn meaning(mark: Mark) -> &'static str {
    match mark {
        Mark::NotApplicable => "这一户没有这回事",
        Mark::NotReported => "有数，但没有报来，要说明",
        Mark::Confirmed => "核实过，确实是0",
    }
}

/// The text of a cell with what is said of it, as words and not by colour alone.
pub(crate) fn shown(text: String, mark: Option<Mark>) -> String {
    match mark {
        Some(mark) if text.is_empty() => mark.label().to_owned(),
        Some(mark) => format!("{text} {}", mark.label()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::demonstration;
    use sishang::workbook::slot_of;

    #[test]
    fn only_what_fits_is_offered_and_every_entry_is_understood() {
        let state = demonstration();
        let session = state.session().unwrap();
        let form = session.scheme.form("investment").unwrap();
        let offered = |key: &str, cell: &str| -> Vec<String> {
            let slot = slot_of(&session.scheme[form], cell).unwrap();
            sayings(session, form, key, slot).into_iter().map(|choice| choice.code).collect()
        };
        assert_eq!(offered("p008", "invested.month"), ["不适用", "缺报"], "nothing was typed");
        assert_eq!(offered("p001", "invested.month"), Vec::<String>::new(), "a figure needs no word");
        for code in ["不适用", "缺报", "真零", NOTHING] {
            assert!(said(code).is_some());
        }
        assert_eq!((said("0"), said(NOTHING)), (None, Some(Saying::TakesBack)));
        assert_eq!(
            (shown(String::new(), Some(Mark::NotReported)), shown("0".to_owned(), Some(Mark::Confirmed))),
            ("缺报".to_owned(), "0 真零".to_owned())
        );
    }
}
