//! What a key means to the grid.

use sishang::grid::Step;

use crate::effects::keys::Pressed;

/// How the active cell takes keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Mode {
    /// Keys move; typing replaces what is there.
    #[default]
    Resting,
    /// Typing has begun over the old text; arrows commit and move.
    Typing,
    /// F2 or a double click: arrows move within the text.
    Editing,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Move(Step),
    Extend(Step),
    Enter {
        back: bool,
    },
    Tab {
        forward: bool,
    },
    /// Edit what is there.
    Edit,
    /// Begin with an empty text.
    Erase,
    Clear,
    Cancel,
    SelectAll,
    SelectRow,
    SelectColumn,
    FillDown,
    Undo,
    Redo,
    /// To the next finding, or the one before.
    Seek {
        forward: bool,
    },
    /// Show what the field means.
    Explain,
    /// Save to a file, with what is being typed.
    Save,
    /// Show the unit's own page.
    OpenRow,
    /// Open the list of a code cell.
    OpenList,
    /// Another entry of the open list.
    Choose {
        down: bool,
    },
}

/// What a pressed key means; `None` leaves it to the browser. `list` is true while a code list is open.
pub(crate) fn act(pressed: &Pressed, mode: Mode, list: bool) -> Option<Act> {
    let Pressed { key, ctrl, shift, alt } = pressed;
    let key = key.as_str();
    match (key, mode) {
        ("s", Mode::Typing | Mode::Editing) if *ctrl => return Some(Act::Save),
        ("Enter", _) if *ctrl => return Some(Act::OpenRow),
        ("Enter", _) if !alt => return Some(Act::Enter { back: *shift }),
        ("Tab", _) if !ctrl && !alt => return Some(Act::Tab { forward: !shift }),
        ("Escape", _) => return Some(Act::Cancel),
        ("F8", _) => return Some(Act::Seek { forward: !shift }),
        ("F1", _) => return Some(Act::Explain),
        ("F2", _) => return Some(Act::Edit),
        ("ArrowDown", _) if *alt => return Some(Act::OpenList),
        ("ArrowDown", Mode::Typing | Mode::Editing) if list => return Some(Act::Choose { down: true }),
        ("ArrowUp", Mode::Typing | Mode::Editing) if list => return Some(Act::Choose { down: false }),
        _ if *alt => return None,
        _ => {}
    }
    if mode == Mode::Editing {
        return None;
    }
    if let Some(step) = step(key, *ctrl) {
        let within_text = matches!(key, "Home" | "End") && mode == Mode::Typing;
        return (!within_text).then_some(if *shift { Act::Extend(step) } else { Act::Move(step) });
    }
    if mode == Mode::Typing {
        return None;
    }
    match (key, *ctrl, *shift) {
        ("Delete", false, false) => Some(Act::Clear),
        ("Backspace", false, _) => Some(Act::Erase),
        ("a", true, false) => Some(Act::SelectAll),
        (" ", true, false) => Some(Act::SelectColumn),
        (" ", false, true) => Some(Act::SelectRow),
        ("d", true, false) => Some(Act::FillDown),
        ("z", true, false) => Some(Act::Undo),
        ("y", true, false) | ("z", true, true) => Some(Act::Redo),
        _ => None,
    }
}

fn step(key: &str, ctrl: bool) -> Option<Step> {
    Some(match (key, ctrl) {
        ("ArrowUp", false) => Step::Up,
        ("ArrowDown", false) => Step::Down,
        ("ArrowLeft", false) => Step::Left,
        ("ArrowRight", false) => Step::Right,
        ("ArrowUp", true) => Step::Top,
        ("ArrowDown", true) => Step::Bottom,
        ("Home", false) | ("ArrowLeft", true) => Step::RowStart,
        ("End", false) | ("ArrowRight", true) => Step::RowEnd,
        ("Home", true) => Step::First,
        ("End", true) => Step::Last,
        ("PageUp", false) => Step::PageUp(0),
        ("PageDown", false) => Step::PageDown(0),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(keys: &str) -> Pressed {
        let mut held = keys.split('+').collect::<Vec<_>>();
        let key = held.pop().unwrap_or_default().replace("Space", " ");
        Pressed { key, ctrl: held.contains(&"Ctrl"), shift: held.contains(&"Shift"), alt: held.contains(&"Alt") }
    }

    #[test]
    fn keys_do_what_clerks_know_from_excel() {
        use Act::*;
        for (keys, mode, list, expected) in [
            ("ArrowDown", Mode::Resting, false, Some(Move(Step::Down))),
            ("ArrowDown", Mode::Typing, false, Some(Move(Step::Down))),
            ("ArrowDown", Mode::Editing, false, None),
            ("ArrowDown", Mode::Typing, true, Some(Choose { down: true })),
            ("ArrowDown", Mode::Resting, true, Some(Move(Step::Down))),
            ("Alt+ArrowDown", Mode::Resting, false, Some(OpenList)),
            ("Shift+ArrowRight", Mode::Resting, false, Some(Extend(Step::Right))),
            ("Home", Mode::Resting, false, Some(Move(Step::RowStart))),
            ("Home", Mode::Typing, false, None),
            ("Ctrl+End", Mode::Resting, false, Some(Move(Step::Last))),
            ("Enter", Mode::Editing, false, Some(Enter { back: false })),
            ("Shift+Enter", Mode::Resting, false, Some(Enter { back: true })),
            ("Shift+Tab", Mode::Typing, false, Some(Tab { forward: false })),
            ("Ctrl+Tab", Mode::Resting, false, None),
            ("Ctrl+Enter", Mode::Typing, false, Some(OpenRow)),
            ("Ctrl+s", Mode::Typing, false, Some(Save)),
            ("Ctrl+s", Mode::Resting, false, None),
            ("F2", Mode::Resting, false, Some(Edit)),
            ("F8", Mode::Resting, false, Some(Seek { forward: true })),
            ("Shift+F8", Mode::Editing, false, Some(Seek { forward: false })),
            ("F1", Mode::Typing, false, Some(Explain)),
            ("Ctrl+d", Mode::Resting, false, Some(FillDown)),
            ("Ctrl+d", Mode::Typing, false, None),
            ("Ctrl+z", Mode::Resting, false, Some(Undo)),
            ("Ctrl+z", Mode::Editing, false, None),
            ("Ctrl+Shift+z", Mode::Resting, false, Some(Redo)),
            ("Ctrl+y", Mode::Resting, false, Some(Redo)),
            ("Ctrl+a", Mode::Resting, false, Some(SelectAll)),
            ("Ctrl+c", Mode::Resting, false, None),
            ("Ctrl+v", Mode::Resting, false, None),
            ("Shift+Space", Mode::Resting, false, Some(SelectRow)),
            ("Delete", Mode::Resting, false, Some(Clear)),
            ("Delete", Mode::Typing, false, None),
            ("Backspace", Mode::Resting, false, Some(Erase)),
            ("a", Mode::Resting, false, None),
            ("7", Mode::Typing, false, None),
        ] {
            assert_eq!(act(&pressed(keys), mode, list), expected, "{keys} {mode:?}");
        }
    }
}
