//! What is seen when the program cannot run: never a blank page, always what to do.

use crate::support::devtools::Page;
use crate::support::{Browser, Desk, Version, built_page, in_every_browser};

in_every_browser!(
    a_browser_that_is_too_old_is_told_so,
    a_kernel_of_internet_explorer_is_told_to_switch,
    a_page_without_scripts_still_says_what_to_do,
    a_damaged_file_is_told,
    a_file_cut_short_is_told,
    a_program_that_stops_says_so,
);

/// A tab in which this script runs before the page's own.
fn page_after(desk: &Desk, browser: &Browser, script: &str) -> Page {
    let page = browser.tab();
    page.before_each_page(script);
    page.load(&desk.page_file());
    page
}

fn a_browser_that_is_too_old_is_told_so(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    for script in ["delete window.WebAssembly", "WebAssembly.validate = () => false", "delete window.TextDecoder"] {
        let page = page_after(&desk, &browser, script);
        page.wait_for_text("h2", "浏览器版本太旧");
        assert!(page.text("#app").contains("360安全浏览器 12 以上"));
        assert!(!page.text("#app").contains("正在打开"));
    }
}

fn a_kernel_of_internet_explorer_is_told_to_switch(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = page_after(&desk, &browser, "Object.defineProperty(document, 'documentMode', { value: 11 })");
    page.wait_for_text("h2", "请切换到极速模式");
    let text = page.text("#app");
    assert!(text.contains("360安全浏览器、360极速浏览器：点地址栏右边"), "{text}");
    assert!(!text.contains("版本太旧"), "{text}");
}

fn a_page_without_scripts_still_says_what_to_do(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.tab();
    page.call("Emulation.setScriptExecutionDisabled", &serde_json::json!({ "value": true })).unwrap();
    page.load(&desk.page_file());
    page.wait_for_text("#app", "允许阻止的内容");
}

/// One wrong character in the packed module.
fn a_damaged_file_is_told(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let mut bytes = std::fs::read(built_page()).unwrap();
    let mark = b"id=\"module\">";
    let start = bytes.windows(mark.len()).position(|it| it == mark).unwrap() + mark.len();
    let middle = start + 30_000;
    bytes[middle] = if bytes[middle] == b'A' { b'B' } else { b'A' };
    let page = browser.tab();
    page.load(&desk.put("damaged.html", bytes));
    page.wait_for_text("h2", "程序没有打开");
    assert!(page.text("#app").contains("重新拷贝一份"));
    assert_ne!(page.text(".boot-failed .boot-reason"), "");
}

/// As after a copy that was stopped half way: the last script is not there.
fn a_file_cut_short_is_told(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let mut bytes = std::fs::read(built_page()).unwrap();
    bytes.truncate(bytes.len() * 2 / 3);
    let page = browser.tab();
    page.load(&desk.put("short.html", bytes));
    // Nobody is told so at once, that is before four seconds are over.
    let early =
        "getComputedStyle(document.querySelector('.boot-slow')).visibility === 'hidden' || performance.now() > 4000";
    assert_eq!(page.eval(early), true);
    page.until_true("getComputedStyle(document.querySelector('.boot-slow')).visibility === 'visible'");
    page.wait_for_text(".boot-slow", "文件没有拷贝完整");
}

/// A fault in the running program must not leave a page that looks alive.
fn a_program_that_stops_says_so(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.page();
    assert_eq!(page.count(".boot-is-stopped"), 0);
    // Old Chromium hides what is thrown by scripts of its protocol, so the event is made by hand.
    page.eval("dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))");
    page.wait_for_text("[role=alert]", "程序出错停下了");
    page.wait_for_text("[role=alert] code", "unreachable");
    page.click("#boot-again");
    page.wait_for("html[class='']");
    page.wait_for_text("#app", "四上台账");
}
