//! A county's scheme on the page: put in use with the work that is open, refused with every mistake, kept.

use crate::folder::files;
use crate::support::devtools::Page;
use crate::support::{Desk, Version};

/// The built-in scheme with a rule of the county's own.
const COUNTY: &str = r#"
[scheme]
id = "yucheng"
edition = "2026.2"
name = "虞城县工作台账"
authority = "虞城县统计局"
approval = "虞统字〔2026〕12号"
valid_until = "2027-12"
extends = "sishang"

[[rules]]
id = "C001"
form = "industry"
severity = "hint"
name = "产值过万"
when = 'present(output.month)'
check = 'output.month <= 10000千元'
message = "{output.label}本月 {output.month}，超过一万千元"
why = "县里要逐户过问"
source = "县统计局2026年第3次例会"
"#;

#[test]
fn a_countys_scheme_is_put_in_use_and_a_wrong_one_changes_nothing() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.turn_to("#/scheme");
    page.wait_for_text("main", "程序自带");

    // Two mistakes: an unknown name, and people compared with money. Both are told, with their places.
    let wrong = COUNTY.replace("present(output.month)", "present(outputt.month)").replace("10000千元", "10000人");
    page.choose_files("#scheme-file", &[&desk.put("县制度-错.toml", wrong)]);
    page.wait_for_text("[role=alert]", "没有装入，有 2 处要改");
    let told = page.text(".ss-errors");
    for part in ["县制度-错.toml", "outputt", "人", "^"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(page.text("main").contains("程序自带"));

    page.choose_files("#scheme-file", &[&desk.put("县制度.toml", COUNTY)]);
    page.wait_for_text("main", "文件“县制度.toml”");
    assert_eq!(page.count(".ss-errors"), 0);
    page.turn_to("#/audit");
    page.wait_for_text(".ss-finding", "超过一万千元");

    // It is there again after a start, and the work under it too.
    drop(browser);
    let browser = desk.browser();
    let page = browser.page();
    page.go_on();
    page.turn_to("#/audit");
    page.wait_for_text(".ss-finding", "超过一万千元");
    page.turn_to("#/scheme");
    page.click_on("button", "换回程序自带的制度");
    page.wait_for_text("main", "程序自带");
    page.turn_to("#/audit");
    page.wait_for_text(".ss-finding", "强制");
    assert!(!page.text("main").contains("超过一万千元"));
    assert_eq!(page.errors(), Vec::<String>::new());
}

/// The example of `tests/fixtures/county-scheme`, put in use before anything is begun.
fn with_the_example(desk: &Desk, page: &Page) {
    page.until_store_answered();
    page.turn_to("#/scheme");
    let example = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/county-scheme/qingxi.toml"));
    page.choose_files("#scheme-file", &[&desk.put("qingxi.toml", example.unwrap())]);
    page.wait_for_text("main", "文件“qingxi.toml”");
    page.wait_for_text("main", "没有发现矛盾");
}

#[test]
fn a_month_is_begun_with_the_example_and_its_form_and_rules_work() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    with_the_example(&desk, &page);
    assert!(page.text("main").contains("企业招工监测表"), "its form is told");

    // The zone that only this scheme knows reports.
    page.turn_to("#/begin");
    page.wait_for("#office");
    page.click("#office");
    page.insert("411425401");
    page.wait_for_text("[role=option]", "清溪经济开发区");
    page.press("Enter");
    page.wait_for_text("main", "区划代码 411425401");
    page.click_on("button", "开始填报");
    page.wait_for_text(".ss-bar__work", "清溪经济开发区");

    page.turn_to("#/fill/units");
    page.click_on("button", "加一行");
    for (cell, text) in [("name", "清溪甲厂"), ("industry", "1311"), ("admission", "5"), ("admitted", "202301")] {
        page.stand_on("units", "u001", cell, 0);
        page.type_keys(text);
        page.press("Enter");
    }
    page.until_saved();

    // In its form: a part that is larger than the whole.
    page.turn_to("#/fill/hiring");
    page.wait_for_text("h1", "企业招工监测表");
    for (cell, text) in [("hired", "5"), ("skilled", "6")] {
        page.turn_to(&format!("#/fill/hiring/u001/{cell}"));
        page.wait_for_text(".ss-status", if cell == "hired" { "本月新招" } else { "技工" });
        page.type_keys(text);
        page.press("Enter");
    }
    page.until_saved();
    page.turn_to("#/audit");
    page.wait_for_text(".ss-finding", "新招技工6人，多于本月新招5人");
    assert_eq!(page.errors(), Vec::<String>::new());
}

#[test]
fn some_of_the_broken_variants_are_refused_with_the_words_of_the_command() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    with_the_example(&desk, &page);
    for file in files("fixtures/county-scheme/broken", "toml").iter().step_by(3) {
        page.choose_files("#scheme-file", &[file]);
        let name = file.file_name().unwrap().to_string_lossy();
        page.wait_for_text("[role=alert]", &format!("“{name}”没有装入"));
        let told = std::fs::read_to_string(file.with_extension("txt")).unwrap();
        assert_eq!(page.text(".ss-errors").trim().replace("\n\n", "\n"), told.trim(), "{name}");
        // What was in use stays in use.
        assert!(page.text("main").contains("文件“qingxi.toml”"), "{name}");
    }
    assert_eq!(page.errors(), Vec::<String>::new());
}

/// Rules of a county that do not go together are told, and the scheme is used all the same.
#[test]
fn rules_that_contradict_each_other_are_told() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    page.turn_to("#/scheme");
    let twice = COUNTY.replace("C001", "C002").replace("<= 10000千元", "> 10000千元");
    let rule = &twice[twice.find("[[rules]]").unwrap()..];
    page.choose_files("#scheme-file", &[&desk.put("矛盾.toml", format!("{COUNTY}{rule}"))]);
    page.wait_for_text("main", "文件“矛盾.toml”");
    page.wait_for_text("#scheme-warnings", "C002“产值过万”与 C001“产值过万”互相矛盾");
}
