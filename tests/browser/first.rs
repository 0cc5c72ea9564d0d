//! A first month without any earlier file, and the page on screens that are small or of high contrast.

use crate::support::devtools::Page;
use crate::support::{Desk, Version, in_every_browser};
use serde_json::json;

in_every_browser!(an_empty_roster_is_filled_from_a_spreadsheet);

/// A month of 祥云镇 that begins with nothing, by keys alone.
fn begin_with_nothing(page: &Page) {
    page.until_store_answered();
    page.tab_to("a", "开始新的一期");
    page.press("Enter");
    page.wait_for("#office:focus");
    page.insert("温县 祥云");
    page.wait_for_text("[role=option]", "祥云镇");
    page.press("Enter");
    page.wait_for("#period-kind:focus");
    page.tab_to("button", "开始填报");
    page.press("Enter");
    page.wait_for_text("h1", "祥云镇");
    page.wait_for("main:focus");
}

fn an_empty_roster_is_filled_from_a_spreadsheet(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.page();
    begin_with_nothing(&page);

    // What an office without units and projects has to do is said where it is stopped.
    page.turn_to("#/export");
    page.wait_for_text("main a[href='#/fill/area']", "没有的填0");

    page.tab_to("nav a[href='#/fill/units']", "");
    page.press("Enter");
    page.wait_for_text(".ss-empty", "按 Ctrl+V 粘贴");
    page.wait_for(".ss-grid__input:focus");
    page.paste("甲公司\t91410825MA7P04Q84N\t1311\r\n乙公司\t\t1312\r\n");
    page.wait_for_text(".ss-tools__count", "共 2 行");
    page.until_on(0, 0);
    page.press("Control+z");
    page.wait_for_text(".ss-tools__count", "共 0 行");
    // The mouse gets there, too.
    page.click("nav a[href='#/fill/units']");
    page.click(".ss-grid__scroller");
    page.wait_for(".ss-grid__input:focus");
    page.paste("丙公司");
    page.wait_for_text(".ss-tools__count", "共 1 行");
    assert_eq!(page.errors(), Vec::<String>::new());
}

/// Whether the whole of one thing lies within another.
fn within(inner: &str, outer: &str) -> String {
    format!(
        "(([inner, outer]) => inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1)(
            ['{inner}', '{outer}'].map(it => document.querySelector(it).getBoundingClientRect()))"
    )
}

#[test]
fn the_office_that_the_arrows_pick_is_in_sight() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    page.click_on("main a", "开始新的一期");
    page.wait_for("#office:focus");
    page.type_keys("gsz");
    page.wait_for_text("#office-choice [role=status]", "只列出了前 12 个");
    for _ in 0..14 {
        page.press("ArrowDown");
        page.until_true(&within("[role=option][aria-selected=true]", "#office-hits"));
    }
    page.until_true("document.querySelector('[role=option]:last-child').getAttribute('aria-selected') === 'true'");
    page.press("Enter");
    page.wait_for("#period-kind:focus");
    page.click_on("#office-choice button", "换一个");
    page.wait_for("#office:focus");
}

#[test]
fn the_list_of_a_code_leaves_its_cell_in_sight() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.stand_on("units", "u001", "industry", 0);
    page.press("Alt+ArrowDown");
    page.wait_for_text("[role=option][aria-selected=true]", "1311");
    page.press("Escape");
    page.press("Control+ArrowDown");
    page.type_keys("qqq");
    page.wait_for_text(".ss-combo__none", "没有找到");
    page.until_true(
        "document.querySelector('.ss-combo__list').getBoundingClientRect().bottom
            <= document.querySelector('.ss-grid__active').getBoundingClientRect().top",
    );
}

/// On the page of a unit, the last line that is in sight.
#[test]
fn the_list_of_a_code_opens_where_it_can_be_seen() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.turn_to("#/unit/units/u008");
    page.wait_for(".ss-entry__input:focus");
    page.eval(
        "(entry => { entry.scrollIntoView({ block: 'end' }); entry.focus({ preventScroll: true }) })(
            document.querySelector('[role=combobox][aria-label^=运营状态]'))",
    );
    page.press("Alt+ArrowDown");
    page.wait_for("[role=option]");
    page.until_true(&within(".ss-combo__list", "main"));
}

/// Upright A4 is 182 mm wide between its margins, lying A4 273 mm.
#[test]
fn what_is_printed_is_as_wide_as_its_paper() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.call("Emulation.setEmulatedMedia", &json!({ "media": "print" })).unwrap();
    for (address, table, width) in [
        ("#/unit/units/u008", ".ss-figures", 688),
        ("#/scheme/industry", ".ss-table", 688),
        ("#/projects/list", ".ss-projects", 1032),
        ("#/projects/problems", ".ss-problems", 1032),
    ] {
        page.resize(width, 1000).unwrap();
        page.turn_to(address);
        page.wait_for(table);
        page.until_true(&format!(
            "Array.from(document.querySelectorAll('{table}')).every(it => it.getBoundingClientRect().right <= {width})"
        ));
    }
    let lying = "Array.from(Array.from(document.styleSheets).pop().cssRules).some(it => it.cssText.includes('297mm'))";
    page.until_true(lying);
    // Of the spreadsheet only what is in sight is drawn: instead of a part that looks whole, paper says what to do.
    page.turn_to("#/fill/industry");
    page.wait_for_text(".ss-paper", "打印不全");
    page.until_true("getComputedStyle(document.querySelector('.ss-grid')).display === 'none'");
    page.until_true(&format!("!{lying}"));
}

/// 1366×768 at 125 % and at 150 %, and 1280×720.
#[test]
fn small_windows_leave_room_for_what_is_filled_in() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    for ((width, height), rows) in [((1280, 720), 8), ((1093, 614), 6), ((911, 512), 2)] {
        page.resize(width, height).unwrap();
        page.turn_to("#/fill/industry");
        page.wait_for(".ss-grid__row");
        let shown = "(document.querySelector('.ss-grid__scroller').clientHeight - 80) / 30";
        page.until_true(&format!("{shown} >= {rows}"));
        page.turn_to("#/unit/units/u008");
        page.wait_for(".ss-entry__input:focus");
        // Nothing of the forms lies beside or under what is said of the cell.
        page.until_true(
            "(aside => Array.from(document.querySelectorAll('.ss-figures')).every(it =>
                it.getBoundingClientRect().right <= (aside.top > 300 ? innerWidth : aside.left)))(
                document.querySelector('.ss-aside').getBoundingClientRect())",
        );
        for _ in 0..12 {
            page.until_true(
                "(([entry, aside]) => aside.top < 300 || entry.bottom <= aside.top)(
                    [document.activeElement, document.querySelector('.ss-aside')].map(it => it.getBoundingClientRect()))",
            );
            page.press("ArrowDown");
        }
        page.turn_to("#/");
    }
}

/// High contrast takes backgrounds away and makes what is transparent visible.
#[test]
fn high_contrast_still_tells_what_is_selected() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    let features = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
    page.call("Emulation.setEmulatedMedia", &features).unwrap();
    page.stand_on("units", "u001", "industry", 0);
    assert_eq!(page.eval("getComputedStyle(document.querySelector('.ss-grid__input')).opacity"), "0");
    let background =
        |selector: &str| page.eval(&format!("getComputedStyle(document.querySelector('{selector}')).backgroundColor"));
    let plain = background(".ss-button:not([aria-pressed=true])");
    assert_ne!(background(".ss-button[aria-pressed=true]"), plain);
    assert_ne!(background(".ss-nav__link[aria-current]"), background(".ss-nav__link:not([aria-current])"));
    page.press("Shift+ArrowDown");
    page.wait_for(".ss-grid__cell--selected");
    assert_ne!(background(".ss-grid__cell--selected"), background(".ss-grid__cell:not(.ss-grid__cell--selected)"));
    page.press("Escape");
    page.type_keys("米");
    page.wait_for("[role=option]");
    page.press("ArrowDown");
    assert_ne!(background("[role=option][aria-selected=true]"), background("[role=option][aria-selected=false]"));
}
