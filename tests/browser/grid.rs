//! The grid as a clerk uses it: by keys, with an input method, with blocks from Excel.

use serde_json::json;

use crate::support::devtools::Page;
use crate::support::{Desk, Version};

fn on_first_cell(page: &Page) {
    page.open_demonstration();
    page.stand_on("industry", "u001", "output.month", 0);
}

fn grid_rows(page: &Page) -> u64 {
    page.eval("+document.querySelector('[role=grid]').getAttribute('aria-rowcount')").as_u64().unwrap()
}

/// On a machine six times as slow, keys come while the page still draws the cell that was left.
#[test]
fn keys_that_come_faster_than_the_page_draws_reach_their_cells() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    on_first_cell(&page);
    page.call("Emulation.setCPUThrottlingRate", &json!({ "rate": 6 })).unwrap();
    let typed: Vec<String> = (0..9).map(|at| (7100 + 11 * at).to_string()).collect();
    for text in &typed {
        page.type_keys(text);
        page.press("Enter");
    }
    page.call("Emulation.setCPUThrottlingRate", &json!({ "rate": 1 })).unwrap();
    page.until_on(9, 0);
    page.until_saved();
    assert_eq!(page.shown_in_column("industry", "output.month", 9), typed);
}

#[test]
fn an_input_method_keeps_its_first_key_and_changes_nothing_when_given_up() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.stand_on("units", "u001", "activity", 0);
    let before = page.shown_in_column("units", "activity", 2);
    let compose = |text: &str| {
        let length = text.chars().count();
        let step = json!({ "text": text, "selectionStart": length, "selectionEnd": length });
        page.call("Input.imeSetComposition", &step).unwrap();
    };
    compose("n");
    compose("nian");
    page.insert("碾米");
    page.press("Enter");
    compose("x");
    compose("");
    page.press("ArrowDown");
    page.until_saved();
    let after = page.shown_in_column("units", "activity", 2);
    assert_eq!(after, ["碾米".to_owned(), before[1].clone()]);
}

#[test]
fn a_block_pasted_over_the_last_row_adds_rows_in_one_step_of_undo() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.stand_on("units", "u001", "name", 0);
    page.press("Control+End");
    page.press("Home");
    let rows = grid_rows(&page);
    page.paste("改名的公司\t91411425MA5Y00015T\r\n甲公司\t\t1311\t\"碾米\n和销售\"\r\n乙公司\r\n");
    page.until_true(&format!("+document.querySelector('[role=grid]').getAttribute('aria-rowcount') === {}", rows + 2));
    page.until_true("document.querySelector('.ss-grid__input').value === '改名的公司'");
    page.press("Control+z");
    page.until_true(&format!("+document.querySelector('[role=grid]').getAttribute('aria-rowcount') === {rows}"));
    page.until_true("document.querySelector('.ss-grid__input').value !== '改名的公司'");
}

/// WCAG 2.4.11.
#[test]
fn the_active_cell_is_never_under_a_frozen_pane() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    on_first_cell(&page);
    page.press("Control+End");
    let seen = "(() => { const cell = document.querySelector('[data-active]').getBoundingClientRect();
        const frame = document.querySelector('.ss-grid__scroller').getBoundingClientRect();
        const head = document.querySelector('.ss-grid__head').getBoundingClientRect();
        const names = document.querySelector('.ss-grid__rowhead').getBoundingClientRect();
        return cell.left >= names.right - 1 && cell.top >= head.bottom - 1
            && cell.right <= frame.right + 1 && cell.bottom <= frame.bottom + 1 })()";
    page.until_true(seen);
    for key in ["ArrowLeft", "ArrowUp"].repeat(14) {
        page.press(key);
        page.until_true(seen);
    }
    page.press("Control+Home");
    page.until_true(seen);
}

#[test]
fn growth_is_told_while_one_types_and_esc_takes_it_back() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    on_first_cell(&page);
    let before = page.text(".ss-status__what");
    // Twice the 5350 of the same month last year.
    page.type_keys("10700");
    page.wait_for_text(".ss-status__what", "同比 100.0%");
    page.press("Escape");
    page.wait_for_text(".ss-status__what", "同比 8.6%");
    assert_eq!(page.text(".ss-status__what"), before);
}

#[test]
fn from_a_finding_to_its_cell_and_back_to_the_same_finding() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.turn_to("#/audit");
    page.wait_for("[data-finding]:focus");
    page.press("ArrowDown");
    page.until_true("document.activeElement === document.querySelectorAll('[data-finding]')[1]");
    let finding = page.eval("document.activeElement.id");
    page.press("Enter");
    page.wait_for(".ss-grid__input:focus");
    page.press("Control+b");
    page.until_true(&format!("document.activeElement.id === {finding}"));
}

/// What is drawn before the first measuring is as wide as a small screen.
#[test]
fn a_large_screen_shows_columns_up_to_its_edge_at_once() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.resize(1920, 1080).unwrap();
    page.open_demonstration();
    page.turn_to("#/fill/industry");
    page.wait_for(".ss-grid__input:focus");
    page.until_true(
        "Math.max(...Array.from(document.querySelectorAll('.ss-grid__cell'), it => it.getBoundingClientRect().right))
            >= document.querySelector('.ss-grid__scroller').getBoundingClientRect().right - 20",
    );
}

/// The last row in sight, whose finding is explained below the grid: the grid gets smaller and the row stays in sight.
#[test]
fn the_row_that_is_explained_stays_in_sight() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.stand_on("units", "u010", "operating", 9);
    page.wait_for_text(".ss-status", "R095");
    let seen = "(() => { const box = it => document.querySelector(it).getBoundingClientRect();
        return box('.ss-grid__active').bottom <= box('.ss-grid__scroller').bottom
            && box('.ss-grid__active').top >= box('.ss-grid__head').top + 80 })()";
    page.until_true(seen);
    let height = page.eval("document.querySelector('.ss-grid__scroller').clientHeight").as_i64();
    page.click_on(".ss-status button", "写说明");
    page.until_true(&format!(
        "document.querySelector('.ss-grid__scroller').clientHeight < {} && {seen}",
        height.unwrap()
    ));
    assert_eq!(page.errors(), Vec::<String>::new());
}

#[test]
fn which_way_enter_goes_stays_for_the_next_time() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.turn_to("#/fill/industry");
    page.click_on(".ss-tools button", "回车：向下");
    page.wait_for_text(".ss-tools", "回车：向右");
    // The store answers in order: what was written before is there when this is.
    page.stand_on("industry", "u001", "output.month", 0);
    page.type_keys("7");
    page.press("Enter");
    page.until_saved();
    drop(browser);
    let browser = desk.browser();
    let page = browser.page();
    page.go_on();
    page.turn_to("#/fill/industry");
    page.wait_for_text(".ss-tools", "回车：向右");
}
