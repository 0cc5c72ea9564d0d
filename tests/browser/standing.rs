//! Blanks and zeros with their words, how firm records are, deadlines, periods, and a county's own divisions.

use crate::support::devtools::Page;
use crate::support::{Desk, Version, column_of};
use sishang::demo::county::{County, Options};
use sishang::exchange::{Limits, Status, build, open, write};
use sishang::scheme::builtin;
use sishang::workbook::{Mark, Row, Session, Standing, Table, has_standing, slot_of};
use std::sync::Arc;

/// The clock of the page stands at this time in China.
fn clock(at: &str) -> String {
    format!(
        "{{ const Real = Date, shift = Real.parse('{at}') - Real.now();
    window.Date = class extends Real {{
        constructor(...it) {{ if (it.length) super(...it); else super(Real.now() + shift) }}
        static now() {{ return Real.now() + shift }} }} }}"
    )
}

fn shown_at(page: &Page, row: usize, cell: &str, text: &str) {
    let column = column_of("industry", cell);
    page.until_true(&format!("document.querySelector('[data-at=\"{row}:{column}\"]').innerText.includes('{text}')"));
}

#[test]
fn a_blank_and_a_zero_are_marked_at_the_cell_and_travel_in_the_file() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();

    // By keys alone: a zero is confirmed, the blank below it is not reported.
    page.stand_on("industry", "u010", "output.month", 9);
    page.type_keys("0");
    page.press("Enter");
    page.press("ArrowUp");
    page.press("Alt+ArrowDown");
    page.wait_for_text("[role=option]", "真零");
    page.press("Enter");
    shown_at(&page, 9, "output.month", "0 真零");
    page.press("Alt+ArrowDown");
    page.wait_for_text("[role=option]", "不适用");
    page.press("ArrowDown");
    page.press("Enter");
    shown_at(&page, 10, "output.month", "缺报");
    page.press("Control+z");
    page.until_true(&format!(
        "!document.querySelector('[data-at=\"10:{}\"]').innerText.includes('缺报')",
        column_of("industry", "output.month")
    ));
    page.press("Control+y");
    shown_at(&page, 10, "output.month", "缺报");

    // Esc leaves the list and the cell as they were; a code cell still opens its codes.
    page.press("ArrowUp");
    page.press("ArrowDown");
    page.press("ArrowDown");
    page.press("Alt+ArrowDown");
    page.wait_for("[role=option]");
    page.press("Escape");
    page.until_gone("[role=option]");

    // For a selection there are buttons; the row says that it is a flash.
    page.stand_on("industry", "u010", "output.ytd", 9);
    page.press("Shift+ArrowRight");
    page.click_on("button", "标注…");
    page.click_on("#fill-marking button", "不适用");
    shown_at(&page, 9, "output.ytd", "不适用");
    page.click_on("#fill-marking button", "快报");
    page.wait_for_text(".ss-grid__word", "快报");

    // The page of one unit does the same.
    page.turn_to("#/unit/units/u010/industry/revenue.month");
    page.until_true("document.activeElement.getAttribute('aria-label') === '营业收入 本月，千元'");
    page.press("Alt+ArrowDown");
    page.wait_for_text("[role=option]", "缺报");
    page.press("ArrowDown");
    page.press("Enter");
    page.until_true("Array.from(document.querySelectorAll('.ss-entry__input')).some(it => it.value === '缺报')");
    page.turn_to("#/audit");
    page.wait_for_text(".ss-finding", "注明了缺报");
    page.turn_to("#/export");
    page.wait_for_text("main", "快报 1 条");
    page.wait_for_text("main", "缺报 2 格");
    page.until_saved();

    let (_, file) = page.save_draft(&browser);
    let scheme = builtin();
    let book = open(&file, &scheme, &Limits::default()).unwrap().book;
    let form = scheme.form("industry").unwrap();
    let mark = |key: &str, cell: &str| book.mark(form, key, slot_of(&scheme[form], cell).unwrap());
    for (key, cell, expected) in [
        ("u010", "output.month", Mark::Confirmed),
        ("u010", "output.ytd", Mark::NotApplicable),
        ("u010", "revenue.month", Mark::NotReported),
        ("u011", "output.month", Mark::NotReported),
    ] {
        assert_eq!(mark(key, cell), Some(expected), "{key} {cell}");
    }
    let standing = |key: &str| book.table(form).row(key).unwrap().standing;
    assert_eq!((standing("u010"), standing("u011")), (Some(Standing::Flash), Some(Standing::Final)));
    assert_eq!(page.errors(), Vec::<String>::new());
}

#[test]
fn the_first_page_tells_the_deadline_and_how_firm_new_records_are() {
    let desk = Desk::new(Version::Current);
    for (at, told) in [
        ("2026-11-06T09:00:00+08:00", "应于11月10日前报县"),
        ("2026-11-12T09:00:00+08:00", "应于11月10日前报县，已迟2天"),
    ] {
        let browser = desk.browser();
        let page = browser.tab();
        page.call("Emulation.setTimezoneOverride", &serde_json::json!({ "timezoneId": "Asia/Shanghai" })).unwrap();
        page.before_each_page(&clock(at));
        page.load(&desk.page_file());
        page.open_demonstration();
        page.turn_to("#/");
        page.wait_for_text("main", told);
        // The choice is for what is filled from now on.
        page.tab_to("#standing", "");
        page.press("Home");
        page.press("Enter");
        page.until_true("document.querySelector('#standing').value === 'forecast'");
        page.until_saved();
        page.stand_on("industry", "u010", "output.month", 9);
        page.type_keys("7");
        page.press("Enter");
        page.wait_for_text(".ss-grid__word", "预计");
        assert_eq!(page.errors(), Vec::<String>::new());
    }
}

#[test]
fn a_quarter_and_a_zone_of_the_countys_own_can_be_begun() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    let scheme = "[scheme]\nid = \"yucheng\"\nedition = \"2026.3\"\nextends = \"sishang\"\nname = \"虞城县工作台账\"\n\
        [[divisions]]\ncode = \"411425401\"\nname = \"虞城高新技术产业开发区\"\n";
    page.turn_to("#/scheme");
    page.choose_files("#scheme-file", &[&desk.put("县制度.toml", scheme)]);
    page.wait_for_text("main", "文件“县制度.toml”");
    page.turn_to("#/begin");
    page.wait_for_text("h1", "开始新的一期");
    page.wait_for_text("main", "没有列出按");
    page.tab_to("#office", "");
    page.insert("高新技术产业开发区 虞城");
    page.eval("document.querySelector('#office').select()");
    page.insert("虞城高新");
    page.wait_for_text("[role=option]", "虞城高新技术产业开发区");
    page.press("Enter");
    page.wait_for_text("main", "区划代码 411425401");
    page.tab_to("#period-kind", "");
    page.eval(
        "(it => { it.value = 'quarter'; it.dispatchEvent(new Event('change', { bubbles: true })) })(document.querySelector('#period-kind'))",
    );
    page.until_true("/-Q[1-4]$/.test(document.querySelector('#period').value)");
    page.wait_for_text("main", "前报县");
    page.click_on("button", "开始填报");
    page.wait_for_text("h1", "季度");
    page.wait_for_text("main", "建筑业");
    assert_eq!(page.errors(), Vec::<String>::new());
}

/// The files of a county of which one office has reported a flash, and all others what is final.
fn county_with_a_flash(desk: &Desk) -> Vec<std::path::PathBuf> {
    let scheme = builtin();
    let county = County::new(&Options::new(7, "2026-10".parse().unwrap()));
    let files = (0..3).filter_map(|office| {
        let file = county.file(&scheme, office, county.period())?;
        let mut book = open(file.text.as_bytes(), &scheme, &Limits::default()).unwrap().book;
        for form in scheme.form_ids().filter(|&form| has_standing(&scheme[form])) {
            let flash = office == 1 && scheme[form].key == "industry";
            let standing = Some(if flash { Standing::Flash } else { Standing::Final });
            let of = |row: &Arc<Row>| Arc::new(Row { standing, ..Row::clone(row) });
            let rows = book.table(form).rows().iter().map(of).collect();
            book.tables[form.index()] = Arc::new(Table::from_rows(rows));
        }
        let submission = build(&Session::new(scheme.clone(), book), Status::Final, "2026-11-09T10:00:00+08:00");
        assert_eq!(submission.head.status, Status::Final);
        let text = write(&submission);
        Some(desk.put(&format!("{office}.json"), text))
    });
    files.collect()
}

#[test]
fn a_county_sees_which_figures_rest_on_a_flash() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    page.turn_to("#/gather/files");
    page.wait_for("#gather-files");
    let files = county_with_a_flash(&desk);
    page.choose_files("#gather-files", &files.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>());
    page.turn_to("#/gather/tables/t6");
    page.wait_for_text(".ss-report__mark", "快");
    page.wait_for_text(".ss-report__notes", "标“快”的含快报数");
    let marked = page.eval(
        "Array.from(document.querySelectorAll('.ss-report tbody tr')).map(row =>
            row.querySelectorAll('.ss-report__mark').length > 0)",
    );
    let marked = marked.as_array().unwrap();
    assert_eq!(marked.iter().filter(|row| **row == true).count(), 2, "the office and the total: {marked:?}");
    assert_eq!(page.errors(), Vec::<String>::new());
}
