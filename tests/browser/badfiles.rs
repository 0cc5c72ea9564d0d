//! Bad files through the page's own file input: a sentence for each, nothing lost, nothing run.

use crate::folder::files;
use crate::support::devtools::Page;
use crate::support::{Desk, Version};
use std::fs::File;
use std::path::Path;

/// Gives the page a file and waits for the notice that says this about it.
#[track_caller]
fn is_told(page: &Page, file: &Path, sentence: &str) {
    page.choose_files("#open-file", &[file]);
    let name = file.file_name().unwrap().to_string_lossy();
    page.wait_for_text(".ss-notice--error", &format!("“{name}”：{sentence}"));
    let told = page.text(".ss-notices");
    assert!(told.chars().any(|it| ('\u{4e00}'..'\u{9fff}').contains(&it)), "{name}: {told}");
    page.until_gone(".ss-busy");
}

/// The work that was open before is what it was.
fn is_untouched(page: &Page) {
    page.until_saved();
    page.wait_for_text(".ss-bar__work", "谷熟镇");
    page.stand_on("industry", "u001", "output.month", 0);
    assert_eq!(page.shown_in_column("industry", "output.month", 2), ["2345", "11214"]);
    assert_eq!(page.errors(), Vec::<String>::new());
}

/// A page with work in it.
fn with_work(page: &Page) {
    page.open_demonstration();
    page.stand_on("industry", "u001", "output.month", 0);
    page.type_keys("2345");
    page.press("Enter");
    page.until_saved();
    page.turn_to("#/");
}

#[test]
fn every_broken_file_gets_its_sentence_and_nothing_is_lost() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    with_work(&page);
    let files = files("files/broken", "json");
    assert!(files.len() > 30, "{}", files.len());
    for file in files {
        let told = std::fs::read_to_string(file.with_extension("txt")).unwrap();
        is_told(&page, &file, told.lines().nth(1).unwrap());
    }
    is_untouched(&page);
}

#[test]
fn files_that_are_too_big_are_told_at_once() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    with_work(&page);
    // 200 MB that take no room on the disk.
    let big = desk.put("很大.json", "{");
    File::options().append(true).open(&big).unwrap().set_len(200_000_000).unwrap();
    is_told(&page, &big, "文件太大");
    let mut json = String::from("{\"format\":\"sishang-submission\",\"version\":1,\"forms\":{\"units\":[{}");
    json.push_str(&",{}".repeat(999_999));
    json.push_str("]}}");
    is_told(&page, &desk.put("一百万条.json", json), "表 units 有 1000000 条记录，最多读 20000 条");
    let deep = format!("{{\"format\":\"sishang-submission\",\"version\":1,\"forms\":{}", "[".repeat(10_000));
    is_told(&page, &desk.put("很深.json", deep), "文件的层次超过 32 层");
    is_untouched(&page);
}

/// A file in which every text is a page, a script or a formula of a spreadsheet: it opens, and shows them as they are.
#[test]
fn no_text_of_a_file_is_ever_run() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.eval(
        "window.refused = []; addEventListener('securitypolicyviolation', it => refused.push(it.violatedDirective)); 0",
    );
    page.until_store_answered();
    let file = files("files/odd", "json").into_iter().find(|it| it.ends_with("html-and-formulas.json")).unwrap();
    page.choose_files("#open-file", &[&file]);
    page.wait_for_text(".ss-bar__work", "<img src=x onerror=alert(1)>");
    for (address, shown) in [
        ("#/", "<img src=x onerror=alert(1)>"),
        ("#/fill/units", "<script>alert(1)</script>"),
        ("#/fill/industry", "<script>alert(1)</script>"),
        ("#/unit/units/u001", "<script>alert(1)</script>"),
        ("#/audit", "<script>alert(1)</script>"),
        ("#/export", "<img src=x onerror=alert(1)>"),
    ] {
        page.turn_to(address);
        page.wait_for_text("body", shown);
        assert_eq!(page.count("#app img, #app script, #app iframe"), 0, "{address}");
    }
    let (name, bytes) = page.save_draft(&browser);
    assert!(!name.contains(['<', '>', '/']), "{name}");
    assert!(String::from_utf8(bytes).unwrap().contains("@SUM(1+1)*cmd|' /C calc'!A0"));
    assert_eq!(page.events("Page.javascriptDialogOpening").len(), 0);
    assert_eq!(page.eval("refused.join()"), "");
    assert_eq!(page.requests().len(), 1, "{:?}", page.requests());
    assert_eq!(page.errors(), Vec::<String>::new());
}
