//! What a clerk does on our page again and again.

use super::actions::quoted;
use super::devtools::{Page, patiently};
use sishang::grid::{ColumnChoice, Layout};
use sishang::scheme::{Column, builtin};

/// The input that lies over the active cell of the grid.
const CELL_INPUT: &str = ".ss-grid__input";

impl Page {
    /// Goes with Tab to the first such element that shows this text (or has it as value), as far as it takes.
    #[track_caller]
    pub(crate) fn tab_to(&self, selector: &str, text: &str) {
        let there = format!(
            "(it => it.matches({}) && ((it.innerText || '') + (it.value || '')).includes({}))(document.activeElement)",
            quoted(selector),
            quoted(text)
        );
        for _ in 0..150 {
            if self.eval(&there) == true {
                return;
            }
            // In the grid Tab goes from cell to cell until Esc lets it out.
            if self.eval(&format!("document.activeElement.matches('{CELL_INPUT}')")) == true {
                self.press("Escape");
            }
            self.press("Tab");
        }
        self.until_true(&there);
    }

    /// The demonstration month, opened in one click and kept.
    #[track_caller]
    pub(crate) fn open_demonstration(&self) {
        self.until_store_answered();
        self.click_on("button", "打开演示月份");
        self.wait_for_text(".ss-bar__work", "演示数据");
        self.until_saved();
    }

    /// Opens the work that is kept in this browser.
    #[track_caller]
    pub(crate) fn go_on(&self) {
        self.click_on("main button", "接着填");
        self.wait_for_text(".ss-saved", "存");
        self.until_gone(".ss-busy");
    }

    /// Waits until the page knows what is kept in this browser, or that nothing can be.
    #[track_caller]
    pub(crate) fn until_store_answered(&self) {
        self.until_true("!document.querySelector('main').innerText.includes('正在查看本机存的台账')");
    }

    /// Waits until the page says that everything is in this browser, what was done last included.
    #[track_caller]
    pub(crate) fn until_saved(&self) {
        // What it said before a key that it has not drawn yet does not count.
        self.eval("new Promise(resolve => setTimeout(() => setTimeout(() => setTimeout(resolve, 5))))");
        self.wait_for_text(".ss-saved__here", "已存本机");
    }

    /// Goes to an address within the page, and waits until the page has heard of it.
    #[track_caller]
    pub(crate) fn turn_to(&self, hash: &str) {
        self.eval(&format!(
            "new Promise(resolve => {{ if (location.hash === {0}) return resolve();
             addEventListener('hashchange', () => setTimeout(() => setTimeout(resolve)), {{ once: true }});
             location.hash = {0} }})",
            quoted(hash)
        ));
    }

    /// Stands on a cell of a form in the grid; `row` is where its record is shown.
    #[track_caller]
    pub(crate) fn stand_on(&self, form: &str, key: &str, cell: &str, row: usize) {
        // An address that is there already leads nowhere.
        self.turn_to(&format!("#/fill/{form}"));
        self.turn_to(&format!("#/fill/{form}/{key}/{cell}"));
        self.until_on(row, column_of(form, cell));
    }

    /// Waits until a place of the grid is active and has the focus.
    #[track_caller]
    pub(crate) fn until_on(&self, row: usize, column: usize) {
        self.until_true(&format!(
            "document.activeElement.matches('{CELL_INPUT}') && !!document.querySelector('[data-at=\"{row}:{column}\"][aria-hidden]')"
        ));
    }

    /// What the cells of a column show, from the first row on.
    #[track_caller]
    pub(crate) fn shown_in_column(&self, form: &str, cell: &str, rows: usize) -> Vec<String> {
        let column = column_of(form, cell);
        self.wait_for(&format!("[data-at=\"{}:{column}\"]", rows - 1));
        let texts = self.eval(&format!(
            "Array.from({{length: {rows}}}, (_, row) => document.querySelector(`[data-at=\"${{row}}:{column}\"]`).innerText.replace(/,/g, ''))"
        ));
        texts.as_array().unwrap().iter().map(|it| it.as_str().unwrap().trim().to_owned()).collect()
    }

    /// Waits until such an element is gone or not shown.
    #[track_caller]
    pub(crate) fn until_gone(&self, selector: &str) {
        self.until_true(&format!(
            "Array.from(document.querySelectorAll({})).every(it => it.getClientRects().length === 0)",
            quoted(selector)
        ));
    }

    /// Saves the open work to a file with Ctrl+S and gives its name and what is in it.
    #[track_caller]
    pub(crate) fn save_draft(&self, browser: &super::Browser<'_>) -> (String, Vec<u8>) {
        let before = names_in(&browser.desk.downloads());
        self.press("Control+s");
        let name = patiently("a draft", || {
            let new = names_in(&browser.desk.downloads()).into_iter();
            Ok(new
                .filter(|name| std::path::Path::new(name).extension().is_some_and(|it| it == "json"))
                .find(|name| !before.contains(name)))
        });
        let name = self.must(name);
        let bytes = browser.downloaded(&name);
        (name, bytes)
    }
}

fn names_in(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// Where a cell of a form stands in the grid, with every column shown.
pub(crate) fn column_of(form: &str, cell: &str) -> usize {
    let scheme = builtin();
    let form = &scheme[scheme.form(form).unwrap()];
    let (field, column) = cell.split_once('.').unwrap_or((cell, "plain"));
    Layout::of(form, &ColumnChoice::default())
        .find(form.field(field).unwrap(), Column::from_key(column).unwrap())
        .unwrap()
}
