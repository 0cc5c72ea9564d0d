//! The page does its work in every browser that it is promised for.

use crate::support::{Desk, Version, in_every_browser};

in_every_browser!(the_demonstration_opens_in_one_click_and_what_is_typed_stays);

fn the_demonstration_opens_in_one_click_and_what_is_typed_stays(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    page.stand_on("industry", "u001", "output.month", 0);
    page.type_keys("2345");
    page.press("Enter");
    page.insert("3456");
    page.press("Tab");
    page.paste("77\t88\r\n");
    page.until_saved();
    let shown = || {
        let column = |cell| page.shown_in_column("industry", cell, 2);
        (column("output.month"), column("output.ytd"), column("output.month_ly"))
    };
    let typed = shown();
    assert_eq!(typed.0, ["2345", "3456"]);
    assert_eq!((typed.1[1].as_str(), typed.2[1].as_str()), ("77", "88"));
    page.eval("location.reload()");
    page.until_true(
        "performance.getEntriesByName('sishang-usable').length > 0 && !document.querySelector('.ss-saved')",
    );
    page.until_store_answered();
    page.go_on();
    // It opens where it was left.
    page.wait_for(".ss-grid");
    assert_eq!(shown(), typed);
    for (address, shown) in [
        ("#/audit", "审核"),
        ("#/export", "存成文件"),
        ("#/scheme/industry", "工业总产值"),
        ("#/unit/units/u001", "丰禾米业"),
    ] {
        page.turn_to(address);
        page.wait_for_text("main", shown);
    }
    let (_, file) = page.save_draft(&browser);
    let file: serde_json::Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(file["forms"]["industry"][0]["output"]["month"], 2345);
    assert_eq!(page.errors(), Vec::<String>::new());
}
