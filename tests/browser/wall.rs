//! 入统, 项目 and the wall chart on the page: with an office of the made-up county open, on the screen and on paper.

use crate::support::devtools::Page;
use crate::support::{Browser, Desk, Version, in_every_browser};
use base64::Engine as _;
use serde_json::json;
use sishang::board;
use sishang::demo::county::{County, Options};
use sishang::scheme::builtin;
use sishang::workbook::Workbook;

/// The development zone, which has most projects.
const ZONE: usize = 11;

/// Its workbook, and the page with its file open.
fn opened(desk: &Desk, browser: &Browser<'_>) -> (Workbook, Page) {
    let scheme = builtin();
    let county = County::new(&Options::new(7, "2026-10".parse().unwrap()));
    let file = county.file(&scheme, ZONE, county.period()).unwrap();
    let page = browser.page();
    page.until_store_answered();
    page.choose_files("#open-file", &[&desk.put("开发区.json", &file.text)]);
    page.wait_for_text(".ss-bar__work", "沁南产业开发区");
    page.until_saved();
    (county.workbook(&scheme, ZONE, county.period()), page)
}

/// The sheets of paper that the page would be printed on, in millimetres: `297x210` for a lying A4.
fn paper(page: &Page) -> Vec<String> {
    let parameters = json!({ "preferCSSPageSize": true, "printBackground": true });
    let printed = page.call("Page.printToPDF", &parameters).unwrap();
    let bytes = base64::engine::general_purpose::STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
    if let Some(folder) = std::env::var_os("SISHANG_PAPER") {
        let file = std::path::PathBuf::from(folder).join(format!("{}.pdf", bytes.len()));
        std::fs::write(file, &bytes).unwrap();
    }
    let text = String::from_utf8_lossy(&bytes);
    let sheets = text.match_indices("/MediaBox").map(|(at, _)| {
        let numbers = text[at..].split(['[', ']']).nth(1).unwrap().split_whitespace();
        let sizes: Vec<f64> = numbers.map(|number| number.parse().unwrap()).collect();
        // Points to millimetres.
        format!("{:.0}x{:.0}", sizes[2] * 25.4 / 72.0, sizes[3] * 25.4 / 72.0)
    });
    sheets.collect()
}

in_every_browser!(the_boards_and_lists_open_and_lead_on, the_wall_chart_prints_a_sheet_for_each_project_on_a3_and_a4);

fn the_boards_and_lists_open_and_lead_on(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let (book, page) = opened(&desk, &browser);
    let scheme = builtin();

    page.turn_to("#/admission/units");
    let pipeline = board::pipeline(&scheme, &book, "units").unwrap();
    let candidates: usize = pipeline.stages.iter().map(|stage| stage.candidates.len()).sum();
    page.wait_for(".ss-board");
    assert_eq!(page.count(".ss-board__stage"), pipeline.stages.len() as u64);
    assert_eq!(page.count(".ss-board__card"), candidates as u64);
    // With the keyboard: open a card, and go on to the form from it.
    page.tab_to(".ss-board__card summary", "");
    page.press("Enter");
    page.wait_for(".ss-board__card[open] .ss-checklist li");
    page.click(".ss-board__card[open] .ss-checklist a");
    page.wait_for(".ss-unit");

    page.turn_to("#/projects/list");
    let lines = board::lines(&scheme, &book);
    page.wait_for(".ss-projects tbody tr");
    assert_eq!(page.count(".ss-projects tbody tr"), lines.len() as u64);
    page.click(".ss-tools [aria-label=颜色] button:nth-child(2)");
    page.until_true(&format!("document.querySelectorAll('.ss-projects tbody tr').length < {}", lines.len()));
    // Nothing is wider than a small office screen but what scrolls by itself.
    for hash in ["#/admission/units", "#/projects/list", "#/projects/people", "#/projects/problems", "#/projects/wall"]
    {
        page.turn_to(hash);
        page.wait_for("main h1, main h2, main .ss-tools");
        page.until_true("document.documentElement.scrollWidth <= innerWidth");
    }
    assert_eq!(page.errors(), Vec::<String>::new());
}

fn the_wall_chart_prints_a_sheet_for_each_project_on_a3_and_a4(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let (book, page) = opened(&desk, &browser);
    let scheme = builtin();
    let charted: Vec<_> = board::lines(&scheme, &book).into_iter().filter(|line| line.charted).collect();

    page.turn_to(&format!("#/project/{}", charted[0].key));
    page.wait_for_text(".ss-sheet h2", &charted[0].name);
    assert_eq!(page.count(".ss-sheet__months tbody tr"), 13);
    assert_eq!(paper(&page), ["297x210"]);
    page.click_on("button", "A3 横");
    page.wait_for(".ss-wall--a3");
    assert_eq!(paper(&page), ["420x297"]);

    page.turn_to("#/projects/wall");
    page.wait_for(".ss-sheet__all");
    assert_eq!(page.count(".ss-sheet__all tbody tr"), charted.len() as u64);
    assert!(paper(&page).iter().all(|sheet| *sheet == "297x210"));
    page.click_on("button", "每个项目一张");
    page.wait_for(".ss-sheet__months");
    assert_eq!(paper(&page), vec!["297x210"; charted.len()]);
    page.click_on("button", "A3 横");
    page.click_on("button", "黑白");
    page.wait_for(".ss-wall--a3.ss-wall--grey");
    assert_eq!(paper(&page), vec!["420x297"; charted.len()]);
    assert_eq!(page.errors(), Vec::<String>::new());
}
