//! How each form was left, so that coming back finds it so. It is no part of the work. Which rows are shown and where
//! the active cell is are kept for as long as the page is open; how the clerk likes the keys and which columns are put
//! away stay for the next time, among the settings of the browser's store.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::{Value, json};
use sishang::grid::{ColumnChoice, Place};

use crate::parts::grid::GridHabits;

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Filter {
    #[default]
    All,
    /// Something that has to be filled is not.
    Unfilled,
    /// Something is found in the row.
    Found,
}

/// How a form was left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Kept {
    pub choice: ColumnChoice,
    pub filter: Filter,
    pub query: String,
    /// The active cell.
    pub place: Place,
}

thread_local! {
    static FORMS: RefCell<BTreeMap<String, Kept>> = const { RefCell::new(BTreeMap::new()) };
    static HABITS: RefCell<GridHabits> = const { RefCell::new(GridHabits { enter_right: false, tab_leaves: false }) };
}

pub(crate) fn kept(form: &str) -> Kept {
    FORMS.with_borrow(|forms| forms.get(form).cloned().unwrap_or_default())
}

/// Remembers how a form was left; true when its columns are others than before.
pub(crate) fn keep(form: &str, kept: Kept) -> bool {
    let choice = kept.choice.clone();
    let before = FORMS.with_borrow_mut(|forms| forms.insert(form.to_owned(), kept));
    before.map_or_else(|| choice != ColumnChoice::default(), |before| before.choice != choice)
}

pub(crate) fn habits() -> GridHabits {
    HABITS.with_borrow(|habits| *habits)
}

pub(crate) fn keep_habits(now: GridHabits) {
    HABITS.with_borrow_mut(|habits| *habits = now);
}

/// Name of the setting that holds what stays for the next time.
pub(crate) const SETTING: &str = "grid";

/// What stays, as JSON.
pub(crate) fn lasting() -> String {
    let habits = habits();
    let columns: serde_json::Map<String, Value> = FORMS.with_borrow(|forms| {
        let chosen = forms.iter().filter(|(_, kept)| kept.choice != ColumnChoice::default());
        chosen.map(|(form, kept)| (form.clone(), choice_json(&kept.choice))).collect()
    });
    json!({ "enter_right": habits.enter_right, "tab_leaves": habits.tab_leaves, "columns": columns }).to_string()
}

/// Takes up what stayed. What cannot be read is as if it were not there: it holds nothing but convenience.
pub(crate) fn take_up(json: &str) {
    let Ok(read) = serde_json::from_str::<Value>(json) else { return };
    let is = |value: &Value, name: &str| value.get(name).and_then(Value::as_bool);
    keep_habits(GridHabits {
        enter_right: is(&read, "enter_right").unwrap_or_default(),
        tab_leaves: is(&read, "tab_leaves").unwrap_or_default(),
    });
    for (form, columns) in read.get("columns").and_then(Value::as_object).into_iter().flatten() {
        let usual = ColumnChoice::default();
        let hidden = columns.get("hidden_groups").and_then(Value::as_array).into_iter().flatten();
        let choice = ColumnChoice {
            hidden_groups: hidden.filter_map(|group| group.as_str().map(str::to_owned)).collect(),
            last_year: is(columns, "last_year").unwrap_or(usual.last_year),
            growth: is(columns, "growth").unwrap_or(usual.growth),
            this_period: is(columns, "this_period").unwrap_or(usual.this_period),
        };
        keep(form, Kept { choice, ..kept(form) });
    }
}

fn choice_json(choice: &ColumnChoice) -> Value {
    json!({
        "hidden_groups": choice.hidden_groups, "last_year": choice.last_year, "growth": choice.growth,
        "this_period": choice.this_period,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_and_columns_stay_and_nothing_else_does() {
        keep_habits(GridHabits { enter_right: true, tab_leaves: false });
        let mut choice = ColumnChoice::default();
        choice.hidden_groups.insert("财务".to_owned());
        choice.growth = !choice.growth;
        choice.this_period = !choice.this_period;
        assert!(keep("industry", Kept { choice: choice.clone(), query: "米业".to_owned(), ..Kept::default() }));
        assert!(!keep("trade", Kept { query: "店".to_owned(), ..Kept::default() }));
        let json = lasting();
        assert!(!json.contains("米业") && !json.contains("trade"), "{json}");
        keep_habits(GridHabits::default());
        keep("industry", Kept::default());
        take_up(&json);
        assert!(habits().enter_right && !habits().tab_leaves);
        assert_eq!(kept("industry").choice, choice);
        for nonsense in ["", "[]", "{\"columns\":[1]}", "{\"columns\":{\"industry\":7}}"] {
            take_up(nonsense);
        }
    }
}
