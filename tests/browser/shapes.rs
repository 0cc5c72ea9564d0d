//! Details, months and the record of the office, filled by keys.

use crate::support::devtools::Page;
use crate::support::{Desk, Version};
use sishang::scheme::builtin;

/// The names at the heads of the rows, from the first one on.
fn row_names(page: &Page) -> Vec<String> {
    let names = page.eval("Array.from(document.querySelectorAll('.ss-grid__title'), name => name.innerText)");
    names.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// Adds a row for the project with this number in the roster, all by keys.
fn add_for(page: &Page, number: &str) {
    page.tab_to("button", "加一行…");
    page.press("Enter");
    page.wait_for("#adding-whose:focus");
    page.type_keys(number);
    page.wait_for("#adding-list [aria-selected=true]");
    page.press("Enter");
    page.wait_for(".ss-grid__input:focus");
    page.until_gone("#adding-whose");
}

#[test]
fn details_are_added_to_their_project_and_a_block_stays_with_it() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.turn_to("#/fill/problems");
    page.wait_for(".ss-tools");
    let before = row_names(&page).len();

    add_for(&page, "2");
    page.until_true(&format!("document.querySelectorAll('.ss-grid__title').length === {}", before + 1));
    page.type_keys("zhengdi");
    page.press("Enter");
    add_for(&page, "1");
    page.until_true(&format!("document.querySelectorAll('.ss-grid__title').length === {}", before + 2));
    let names = row_names(&page);
    let mine = page.text(".ss-grid__row--active .ss-grid__title");
    let typed = page.shown_in_column("problems", "problem", before + 2);
    let second = typed.iter().position(|text| text == "zhengdi").unwrap();
    assert_ne!(names[second], mine, "two projects");

    // Three lines from a spreadsheet, laid down on the row of the first project: two of them become new rows of it.
    page.paste("用电\r\n用水\r\n用工\r\n");
    page.until_true(&format!("document.querySelectorAll('.ss-grid__title').length === {}", before + 4));
    let now = row_names(&page);
    let of_first = now.iter().filter(|name| **name == names[0]).count();
    let first_before = names.iter().filter(|name| **name == names[0]).count();
    assert_eq!(of_first, first_before + 2, "{now:?}");
    assert!(
        page.shown_in_column("problems", "problem", before + 4).contains(&"zhengdi".to_owned()),
        "nothing was run over"
    );
    page.press("Control+z");
    page.until_true(&format!("document.querySelectorAll('.ss-grid__title').length === {}", before + 2));
    page.until_saved();
}

#[test]
fn the_months_of_a_project_stand_under_one_head_with_this_one_marked() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.stand_on("projects", "p001", "level", 0);
    page.type_keys("1");
    page.press("Enter");
    page.until_saved();
    page.stand_on("progress", "p001", "actual.m10", 0);
    assert_eq!(page.text(".ss-grid__column--now"), "10月本月");
    page.type_keys("120");
    page.press("Enter");
    // A later month may be typed, but is not asked for.
    page.stand_on("progress", "p001", "actual.m12", 0);
    page.type_keys("130");
    page.press("Enter");
    page.until_saved();
    assert_eq!(page.shown_in_column("progress", "actual.m12", 1), ["130"]);

    page.turn_to("#/unit/projects/p001/progress/actual.m10");
    page.wait_for(".ss-months__now");
    page.until_true("document.activeElement.value === '120'");
    page.press("ArrowDown");
    page.press("ArrowDown");
    page.until_true("document.activeElement.value === '130'");
    page.paste("7\r\n8\r\n");
    page.wait_for_text(".ss-notice, .ss-unseen", "超出最后一行");
}

#[test]
fn the_record_of_the_office_is_a_page_of_lines() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.turn_to("#/fill/area/office/investment_in.month");
    page.until_true("document.activeElement.getAttribute('aria-label').startsWith('招商引资到位资金 本月')");
    page.type_keys("350");
    page.press("Enter");
    page.until_true("document.activeElement.getAttribute('aria-label').startsWith('招商引资到位资金 1—本月')");
    page.paste("4200\t300\t3900\r\n");
    page.until_saved();
    let values = "Array.from(document.querySelectorAll('[aria-label^=\"招商引资到位资金 \"]'), it => it.value.replace(/,/g, ''))";
    let seen = page.eval(values);
    assert_eq!(seen, serde_json::json!(["350", "4200", "300", "3900"]));
    assert_eq!(page.count("[role=grid]"), 0);
}

#[test]
fn only_this_month_is_shown_when_that_is_wanted() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.stand_on("progress", "p003", "actual.m10", 2);
    let standing_on = |page: &Page| page.text(".ss-status");
    let before = standing_on(&page);
    page.click("#this-period");
    page.until_true("document.querySelector('#this-period').getAttribute('aria-pressed') === 'true'");
    // The same cell is active, and keys go on into it.
    page.until_true("document.activeElement.matches('.ss-grid__input')");
    assert_eq!(standing_on(&page), before);
    page.wait_for_text(".ss-grid__field--single .ss-grid__now", "10月");
    page.type_keys("350");
    page.press("Enter");
    page.until_saved();
    // A month that is put away comes back when one is sent there.
    page.turn_to("#/fill/progress/p003/actual.m03");
    page.until_true("document.querySelector('#this-period').getAttribute('aria-pressed') === 'false'");
    page.wait_for_text(".ss-status", "3月");
    page.stand_on("progress", "p003", "actual.m10", 2);
    assert_eq!(page.shown_in_column("progress", "actual.m10", 3)[2], "350");
}

#[test]
fn a_detail_is_added_from_the_page_of_its_project_and_filled_in_its_form() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.turn_to("#/unit/projects/p003");
    page.wait_for(".ss-unitform__add");
    let form = page.eval("document.querySelector('.ss-unitform__add').closest('section').getAttribute('aria-label')");
    page.click(".ss-unitform__add");
    page.wait_for_text("main h1", form.as_str().unwrap());
    page.until_true("document.activeElement.matches('.ss-grid__input')");
    page.type_keys("1");
    page.press("Enter");
    page.until_saved();
    page.click_on("button, a", "回到刚才的页");
    page.wait_for_text(".ss-unitform__number", "1 行");
    assert_eq!(page.errors(), Vec::<String>::new());
}

/// On the smallest screen of an office: no form makes the page wider, and the bar of pages stays one line.
#[test]
fn every_form_fits_a_small_screen() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    let line = page.eval("document.querySelector('.ss-nav').offsetHeight");
    for form in &builtin().forms {
        page.turn_to(&format!("#/fill/{}", form.key));
        page.wait_for_text("main", &form.label);
        assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true, "{}", form.key);
        assert_eq!(page.eval("document.querySelector('.ss-nav').offsetHeight"), line, "{}", form.key);
    }
}
