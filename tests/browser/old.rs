//! The page does its work in every browser that it is promised for.

use crate::support::{Desk, Version, in_every_browser};
use sishang::demo::county::{County, Options};
use sishang::scheme::builtin;

in_every_browser!(the_demonstration_opens_in_one_click_and_what_is_typed_stays, every_page_opens);

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

/// With an office that has something on every page: each shows what is its own, none is wider than a small screen.
fn every_page_opens(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    let scheme = builtin();
    let county = County::new(&Options::new(7, "2026-10".parse().unwrap()));
    let file = county.file(&scheme, 11, county.period()).unwrap();
    page.choose_files("#open-file", &[&desk.put("开发区.json", &file.text)]);
    page.wait_for_text(".ss-bar__work", "沁南产业开发区");
    page.until_saved();
    let forms = scheme.forms.iter().map(|form| (format!("#/fill/{}", form.key), form.label.clone()));
    let others = [
        ("#/", "要填的表"),
        ("#/begin", "开始新的一期"),
        ("#/audit", "审核"),
        ("#/export", "要报送的内容"),
        ("#/admission/units", "单位入库进度"),
        ("#/admission/projects", "项目入库进度"),
        ("#/admission/lists", "达到标准未入统"),
        ("#/projects/list", "项目清单"),
        ("#/projects/people", "包保领导"),
        ("#/projects/problems", "解决措施"),
        ("#/projects/wall", "重点项目作战总图"),
        ("#/project/p002", "作战进度图和保障图"),
        ("#/unit/projects/p002", "投资项目名录"),
        ("#/unit/units/u001", "调查单位名录"),
        ("#/scheme", "报表制度"),
        ("#/scheme/industry", "工业总产值"),
    ];
    let others = others.map(|(hash, text)| (hash.to_owned(), text.to_owned()));
    let parts = ["files", "offices", "findings", "returns", "decisions", "tables", "charts", "bulletins", "upward"];
    let gathers = parts.map(|part| (format!("#/gather/{part}"), "汇总".to_owned()));
    for (hash, text) in forms.chain(others).chain(gathers) {
        page.turn_to(&hash);
        page.wait_for_text("main", &text);
        assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true, "{hash}");
        assert_eq!(page.errors(), Vec::<String>::new(), "{hash}");
    }
}
