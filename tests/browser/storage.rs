//! Storage that is missing, refused, full or late: the page says what to do, and work goes on.

use crate::support::devtools::Page;
use crate::support::{Browser, Desk, Version};

/// A tab in which this script runs before the page's own.
/// The patience of eight seconds is over at once; the store opens when `letIn()` is called.
pub(crate) const LATE: &str = "const wait = window.setTimeout;
    window.setTimeout = (then, millis, ...it) => wait(then, millis === 8000 ? 0 : millis, ...it);
    const handler = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess');
    window.opened = new Promise(resolve => { window.letIn = resolve });
    Object.defineProperty(IDBOpenDBRequest.prototype, 'onsuccess', { get: handler.get, set(then) {
        handler.set.call(this, event => opened.then(() => then.call(this, event))) } })";

pub(crate) fn page_after(desk: &Desk, browser: &Browser<'_>, script: &str) -> Page {
    let page = browser.tab();
    page.before_each_page(script);
    page.load(&desk.page_file());
    page
}

fn type_first(page: &Page, text: &str) {
    page.stand_on("industry", "u001", "output.month", 0);
    page.type_keys(text);
    page.press("Enter");
}

/// What a draft that is saved now holds in the first cell.
fn in_a_draft(page: &Page, browser: &Browser<'_>) -> serde_json::Value {
    let (_, file) = page.save_draft(browser);
    serde_json::from_slice::<serde_json::Value>(&file).unwrap()["forms"]["industry"][0]["output"]["month"].clone()
}

#[test]
fn without_storage_the_work_goes_on_in_memory_and_into_files() {
    for (script, said) in [
        ("Object.defineProperty(window, 'indexedDB', { get() { return undefined } })", "这个浏览器不能在本机保存数据"),
        (
            "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('not here', 'SecurityError') } })",
            "浏览器不允许本页在本机保存数据",
        ),
        (
            "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }",
            "浏览器不允许本页在本机保存数据",
        ),
        // As in private windows of some browsers: it opens, and then takes nothing.
        (
            "IDBObjectStore.prototype.put = () => { throw new DOMException('no', 'InvalidStateError') }",
            "浏览器不允许本页在本机保存数据",
        ),
    ] {
        let desk = Desk::new(Version::Current);
        let browser = desk.browser();
        let page = page_after(&desk, &browser, script);
        page.wait_for_text(".ss-banner", said);
        page.wait_for_text(".ss-banner", "Ctrl+S 存成文件");
        page.click_on("button", "打开演示月份");
        page.wait_for_text(".ss-saved__here", "没有存在本机");
        type_first(&page, "2345");
        page.wait_for_text(".ss-banner", said);
        assert_eq!(in_a_draft(&page, &browser), 2345);
        assert_eq!(page.shown_in_column("industry", "output.month", 1), ["2345"]);
        assert_eq!(page.errors(), Vec::<String>::new());
    }
}

/// The page would try again by itself, and be done just when the test wants to click: here it only does when asked.
const ONLY_WHEN_ASKED: &str = "const later = window.setTimeout;
    window.setTimeout = (then, millis, ...it) => millis === 15000 ? 0 : later(then, millis, ...it);
    window.refused = 0;";

/// Writing fails while `window.full` is set: at once, or, as in Chromium, when the transaction is to be committed.
const FULL: [&str; 2] = [
    "const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...it) {
        if (window.full && this.name === 'works') window.refused += 1;
        if (window.full) throw new DOMException('the disk is full', 'QuotaExceededError');
        return put.apply(this, it) }",
    "const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...it) {
        const request = put.apply(this, it), work = this.transaction;
        if (window.full && this.name === 'journal') request.addEventListener('success', () => {
            Object.defineProperty(work, 'error', { value: new DOMException('the disk is full', 'QuotaExceededError') });
            window.refused += 1; work.abort() });
        return request }",
];

#[test]
fn when_the_disk_is_full_it_is_said_and_what_was_typed_is_kept_later() {
    FULL.into_iter().for_each(is_said_and_kept_later);
}

fn is_said_and_kept_later(full: &str) {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = page_after(&desk, &browser, &format!("{ONLY_WHEN_ASKED}{full}"));
    page.open_demonstration();
    page.eval("window.full = true");
    type_first(&page, "2345");
    page.wait_for_text(".ss-banner", "存储空间已满");
    page.wait_for_text(".ss-banner", "清理磁盘");
    page.wait_for_text(".ss-saved__here", "没有存上");
    // Each waits for its own refusal: a write that is still under way when there is room again would take the banner
    // away before it is clicked.
    type_first(&page, "3456");
    page.until_true("window.refused === 2");
    // That a file was written is noted, and so kept, too.
    assert_eq!(in_a_draft(&page, &browser), 3456);
    page.until_true("window.refused === 3");
    page.click_on(".ss-banner button", "再存一次");
    page.until_true("window.refused === 4");
    page.wait_for_text(".ss-banner", "存储空间已满");
    page.eval("window.full = false");
    page.click_on(".ss-banner button", "再存一次");
    page.until_saved();
    assert_eq!(page.count(".ss-banner"), 0);
    assert_eq!(page.errors(), Vec::<String>::new());
    browser.kill();
    let browser = desk.browser();
    let page = browser.page();
    page.go_on();
    page.turn_to("#/fill/industry");
    assert_eq!(page.shown_in_column("industry", "output.month", 1), ["3456"]);
}

/// On a full disk Chromium before 90 refuses every write from the start: what it holds can be read, what is begun is
/// kept once there is room.
#[test]
fn a_disk_that_is_full_from_the_start_hides_nothing_and_is_waited_for() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    type_first(&page, "2345");
    page.until_saved();
    browser.kill();
    let browser = desk.browser();
    // As there: everything goes on until the transaction is to be committed, that is until nothing more is asked of it.
    let full = "window.full = true;
        const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...it) {
            const request = put.apply(this, it), work = this.transaction, store = this;
            const end = left => { if (left) return store.count().onsuccess = () => end(left - 1);
                Object.defineProperty(work, 'error', { value: new DOMException('the disk is full', 'QuotaExceededError') });
                work.abort() };
            if (window.full) request.addEventListener('success', () => end(20));
            return request }";
    let page = page_after(&desk, &browser, &format!("{ONLY_WHEN_ASKED}{full}"));
    page.go_on();
    page.wait_for_text(".ss-notice", "先只能看");
    page.turn_to("#/fill/industry");
    assert_eq!(page.shown_in_column("industry", "output.month", 1), ["2345"]);
    page.turn_to("#/");
    page.click_on("button", "打开演示月份");
    page.wait_for_text(".ss-banner", "存储空间已满");
    type_first(&page, "77");
    page.wait_for_text(".ss-saved__here", "没有存上");
    page.eval("window.full = false");
    page.click_on(".ss-banner button", "再存一次");
    page.until_saved();
    browser.kill();
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    assert_eq!(page.count("section[aria-labelledby=kept-demonstrations] .ss-list > li"), 2);
    page.go_on();
    page.turn_to("#/fill/industry");
    assert_eq!(page.shown_in_column("industry", "output.month", 1), ["77"]);
}

/// A machine so slow that the page gives word of it: nothing is said to be lost, and all is kept when the store opens.
#[test]
fn a_store_that_opens_late_keeps_what_was_typed_before() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = page_after(&desk, &browser, LATE);
    page.wait_for_text(".ss-banner", "还没有打开");
    page.click_on("button", "打开演示月份");
    page.wait_for_text(".ss-saved__here", "等着存入本机");
    type_first(&page, "2345");
    page.eval("letIn()");
    page.until_saved();
    assert_eq!(page.count(".ss-banner"), 0);
    assert_eq!(page.errors(), Vec::<String>::new());
    browser.kill();
    let browser = desk.browser();
    let page = browser.page();
    page.go_on();
    page.turn_to("#/fill/industry");
    assert_eq!(page.shown_in_column("industry", "output.month", 1), ["2345"]);
}

/// A hand that is quicker than the store: what is begun before the store has opened is kept as well.
#[test]
fn work_that_is_begun_before_the_store_is_open_is_kept() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let slow = "const open = IDBFactory.prototype.open, handler = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess');
        Object.defineProperty(IDBOpenDBRequest.prototype, 'onsuccess', { get: handler.get, set(then) {
            handler.set.call(this, event => setTimeout(() => then.call(this, event), 700)) } })";
    let page = page_after(&desk, &browser, slow);
    page.click_on("button", "打开演示月份");
    page.wait_for_text(".ss-bar__work", "演示数据");
    page.until_saved();
    type_first(&page, "2345");
    page.until_saved();
    browser.kill();
    let browser = desk.browser();
    let page = browser.page();
    page.go_on();
    page.turn_to("#/fill/industry");
    assert_eq!(page.shown_in_column("industry", "output.month", 1), ["2345"]);
}
