//! A second window on the same work: it is noticed, and it never overwrites, locks or no locks.

use crate::support::devtools::Page;
use crate::support::{Browser, Desk, Version};

const TAKE_OVER: &str = "在这里接着填，那个窗口改为只看";
const TAKEN: &str = "这份台账已在另一个窗口接着填，这里只能看";

/// A window in which the demonstration is open, and 1111 typed into the first cell.
fn first_window(browser: &Browser<'_>) -> Page {
    let page = browser.page();
    page.open_demonstration();
    type_first(&page, "1111");
    page.until_saved();
    page
}

fn type_first(page: &Page, text: &str) {
    page.stand_on("industry", "u001", "output.month", 0);
    page.type_keys(text);
    page.press("Enter");
}

fn first_cell(page: &Page) -> String {
    page.shown_in_column("industry", "output.month", 1).remove(0)
}

fn bring_to_front(page: &Page) {
    page.call("Page.bringToFront", &serde_json::json!({})).unwrap();
}

/// What a third window finds in the store.
fn kept_cell(browser: &Browser<'_>) -> String {
    let page = browser.page();
    page.click_on("main button", "接着填");
    page.click_on("[role=dialog] button", "在这里只看");
    page.wait_for_text(".ss-banner", "打开来只看");
    page.turn_to("#/fill/industry");
    first_cell(&page)
}

#[test]
fn a_second_window_is_told_and_chooses() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let first = first_window(&browser);
    let second = browser.page();
    second.click_on("main button", "接着填");
    second.wait_for_text("[role=dialog]", "正在另一个窗口填报");
    second.click_on("[role=dialog] button", "回那个窗口填");
    assert_eq!(second.count(".ss-saved"), 0, "nothing is opened");

    // To look only: what is typed here changes nothing.
    second.click_on("main button", "接着填");
    second.click_on("[role=dialog] button", "在这里只看");
    second.wait_for_text(".ss-banner", "打开来只看，不能改");
    type_first(&second, "2222");
    assert_eq!(first_cell(&second), "1111");
    bring_to_front(&first);
    type_first(&first, "3333");
    first.until_saved();

    // To take over: the other one looks on from then.
    second.click_on(".ss-banner button", "在这里接着填");
    second.until_gone(".ss-banner");
    bring_to_front(&second);
    second.stand_on("industry", "u001", "output.month", 0);
    assert_eq!(first_cell(&second), "3333");
    first.wait_for_text(".ss-banner", TAKEN);
    second.press("4");
    second.press("Enter");
    second.until_saved();
    bring_to_front(&first);
    type_first(&first, "5555");
    assert_eq!(first_cell(&first), "3333", "here one can only look");
    assert_eq!(kept_cell(&browser), "4");
    for page in [first, second] {
        assert_eq!(page.errors(), Vec::<String>::new());
    }
}

/// The first window hears nothing of it: only the owner's mark in the store can keep it from overwriting.
#[test]
fn a_frozen_window_that_wakes_up_cannot_overwrite() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let first = first_window(&browser);
    let second = browser.page();
    let frozen = |state: &str| first.call("Page.setWebLifecycleState", &serde_json::json!({ "state": state })).unwrap();
    frozen("frozen");
    second.click_on("main button", "接着填");
    second.click_on("[role=dialog] button", TAKE_OVER);
    second.wait_for(".ss-saved");
    type_first(&second, "2222");
    second.until_saved();
    frozen("active");
    bring_to_front(&first);
    first.wait_for_text(".ss-banner", TAKEN);
    type_first(&first, "3333");
    assert_eq!(kept_cell(&browser), "2222");
}

#[test]
fn without_locks_the_mark_in_the_store_keeps_windows_apart() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let window = || {
        let page = browser.tab();
        // A window that was in front all the time hears of nothing: it can be made deaf.
        page.before_each_page(
            "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
             addEventListener('focus', event => window.deaf && event.target === window && event.stopImmediatePropagation(), true)",
        );
        page.load(&desk.page_file());
        page
    };
    let first = window();
    first.open_demonstration();
    type_first(&first, "1111");
    first.until_saved();
    let second = window();
    second.click_on("main button", "接着填");
    second.wait_for(".ss-saved");
    type_first(&second, "2222");
    second.until_saved();

    // The first one learns of it at its next change, which is refused, and stays there to be copied.
    first.eval("window.deaf = true");
    bring_to_front(&first);
    assert_eq!(first.count(".ss-banner"), 0);
    type_first(&first, "3333");
    first.wait_for_text(".ss-banner", TAKEN);
    first.wait_for_text("#not-kept", "3333");
    assert!(first.text("#not-kept").contains("工业总产值 本月"), "{}", first.text("#not-kept"));
    first.wait_for_text(".ss-saved__here", "只看");
    assert_eq!(kept_after_reload(&second), "2222");

    // It can take the work back, as it is kept.
    first.click_on(".ss-banner button", "在这里接着填");
    first.until_gone(".ss-banner");
    assert_eq!(first.count("#not-kept"), 0);
    type_first(&first, "4444");
    first.until_saved();

    // Who comes back to a window sees before typing that it may only look.
    bring_to_front(&second);
    second.eval("dispatchEvent(new Event('focus'))");
    second.wait_for_text(".ss-banner", TAKEN);
    assert_eq!(second.count("#not-kept"), 0, "nothing was typed");
    assert_eq!(kept_after_reload(&second), "4444");
}

fn kept_after_reload(page: &Page) -> String {
    bring_to_front(page);
    page.start_again();
    page.go_on();
    page.turn_to("#/fill/industry");
    first_cell(page)
}
