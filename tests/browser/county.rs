//! A county's scheme on the page: put in use with the work that is open, refused with every mistake, kept.

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
