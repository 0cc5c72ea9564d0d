//! A clerk's month, from two earlier files to the signed one, with the keyboard alone.

use crate::support::devtools::Page;
use crate::support::{Browser, Desk, Version, column_of};
use crate::township::{October, cells, earlier_files};
use sishang::exchange::{Limits, Opened, open};
use sishang::scheme::builtin;
use std::process::Command;

/// The records that a form asks for, in the order of its rows: the roster's.
fn rows_of(form: &str) -> Vec<String> {
    let (letter, numbers) = match form {
        "industry" => ('u', vec![1..=16]),
        "trade" => ('u', vec![17..=25, 30..=30]),
        "construction" => ('u', vec![26..=26]),
        "services" => ('u', vec![27..=27]),
        "lodging" => ('u', vec![28..=28]),
        "realestate" => ('u', vec![29..=29]),
        _ => ('p', vec![1..=8]),
    };
    numbers.into_iter().flatten().map(|number| format!("{letter}{number:03}")).collect()
}

/// The two figures that were copied wrongly, and what is right.
const CORRECTED: [([&str; 3], &str); 2] =
    [(["trade", "u022", "retail.month"], "1220"), (["investment", "p007", "invested.month"], "170")];

const EXPLANATION: &str = "已与企业统计员逐笔核对出库单和发票，十月设备检修停产十二天所致";

/// It is 9 o'clock on 6 November 2026 in China.
const CLOCK: &str = "{ const Real = Date, shift = Real.parse('2026-11-06T09:00:00+08:00') - Real.now();
    window.Date = class extends Real {
        constructor(...it) { if (it.length) super(...it); else super(Real.now() + shift) }
        static now() { return Real.now() + shift } } }";

#[test]
fn the_month_of_a_township_with_the_keyboard_alone() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.tab();
    page.call("Emulation.setTimezoneOverride", &serde_json::json!({ "timezoneId": "Asia/Shanghai" })).unwrap();
    page.before_each_page(CLOCK);
    page.load(&desk.page_file());
    let october = October::read();

    begin(&desk, &page);
    fill_rosters(&page, &october);
    fill_forms(&page, &october);
    explain_in_place(&page);
    correct_in_place(&page);
    explain_everything(&page);
    let (name, file) = sign_and_export(&browser, &page);
    assert_eq!(name, "四上台账_411425104_谷熟镇_2026-10_第1版.json");
    assert_eq!(page.errors(), Vec::<String>::new());
    assert_eq!(page.requests().len(), 1, "{:?}", page.requests());

    holds_what_was_typed(&file, &october);
    stands_every_check(&desk, &name, &file);
    opens_as_the_same_elsewhere(&name, &file);
}

/// Office, period, and the two files that are carried over.
fn begin(desk: &Desk, page: &Page) {
    page.tab_to("a", "开始新的一期");
    page.press("Enter");
    page.wait_for_text("h1", "开始新的一期");
    page.tab_to("#office", "");
    page.insert("411425104");
    page.wait_for_text("[role=option]", "谷熟镇");
    page.press("Enter");
    page.wait_for_text("main", "区划代码 411425104");
    assert_eq!(page.value("#period"), "2026-10");
    // The dialog of the system that chooses files is not the page's.
    let [last_month, last_year] = earlier_files();
    let files = [desk.put("四上台账_谷熟镇_2026-09.json", last_month), desk.put("去年10月.json", last_year)];
    page.choose_files("#source-file", &[&files[0], &files[1]]);
    page.wait_for_text("main", "名录带来 37 户（个）");
    page.wait_for_text("main", "上年同期数带来");
    page.tab_to("button", "开始填报");
    page.press("Enter");
    page.wait_for_text("h1", "谷熟镇 2026年10月");
    page.until_saved();
    assert!(!page.text(".ss-bar").contains("演示"), "this is real work");
}

/// The grid of a form, moved about in with arrow keys.
struct Grid<'page> {
    page: &'page Page,
    form: &'static str,
    at: (usize, usize),
}

impl<'page> Grid<'page> {
    /// Goes to the form by its link in the navigation.
    fn enter(page: &'page Page, form: &'static str) -> Self {
        page.tab_to(&format!("nav a[href='#/fill/{form}']"), "");
        page.press("Enter");
        page.wait_for_text("h1", &builtin()[builtin().form(form).unwrap()].label);
        page.tab_to(".ss-grid__input", "");
        page.press("Control+Home");
        page.until_on(0, 0);
        Self { page, form, at: (0, 0) }
    }

    fn go(&mut self, row: usize, cell: &str) {
        let column = column_of(self.form, cell);
        let step = |times: usize, key: &str| (0..times).for_each(|_| self.page.press(key));
        step(row.saturating_sub(self.at.0), "ArrowDown");
        step(self.at.0.saturating_sub(row), "ArrowUp");
        step(column.saturating_sub(self.at.1), "ArrowRight");
        step(self.at.1.saturating_sub(column), "ArrowLeft");
        self.at = (row, column);
    }

    /// Types a text, and goes down with Enter.
    fn enter_text(&mut self, text: &str) {
        self.page.insert(text);
        self.page.press("Enter");
        self.at.0 += 1;
    }

    fn shown(&self, cell: &str, row: usize) -> String {
        self.page.shown_in_column(self.form, cell, row + 1).pop().unwrap()
    }
}

fn fill_rosters(page: &Page, october: &October) {
    let mut units = Grid::enter(page, "units");
    // A unit was renamed, and a new one has come: its line is pasted below the last row, together with that row.
    units.go(17, "name");
    units.enter_text(october.text("units", "u018", "name"));
    units.go(28, "name");
    page.paste(&october.block("units", &["u029".to_owned(), "u030".to_owned()]));
    page.until_true("document.querySelector('[role=grid]').getAttribute('aria-rowcount') === '33'");
    let mut projects = Grid::enter(page, "projects");
    projects.go(2, "planned");
    projects.enter_text(october.text("projects", "p003", "planned"));
    page.until_saved();
}

fn fill_forms(page: &Page, october: &October) {
    // The first unit cell by cell, as from a sheet of paper; the others as a block from a spreadsheet.
    let mut industry = Grid::enter(page, "industry");
    type_record(page, october, "industry", "u001");
    page.press("Home");
    page.press("ArrowDown");
    page.until_on(1, 0);
    page.paste(&october.block("industry", &rows_of("industry")[1..]));
    industry.at = (1, 0);
    assert_eq!(industry.shown("output.month", 2), "8109");

    let trade = Grid::enter(page, "trade");
    page.paste(&october.block("trade", &rows_of("trade")));
    let sales = || trade.shown("sales.month", 0);
    assert_eq!(sales(), "10319");
    page.press("Control+z");
    page.until_true("!document.querySelector('[data-at=\"0:0\"]').innerText.includes('10,319')");
    page.press("Control+y");
    page.until_true("document.querySelector('[data-at=\"0:0\"]').innerText.includes('10,319')");

    for form in ["construction", "lodging", "realestate", "services", "investment"] {
        Grid::enter(page, form);
        page.paste(&october.block(form, &rows_of(form)));
        if ["lodging", "investment"].contains(&form) {
            confirm_zeros(page);
        }
    }
    page.until_saved();
}

/// What is zero on paper is so: all at once.
fn confirm_zeros(page: &Page) {
    page.press("Control+a");
    page.press("Alt+ArrowDown");
    page.wait_for_text("[role=option]", "真零");
    page.press("ArrowDown");
    page.press("ArrowDown");
    page.press("Enter");
    page.wait_for_text(".ss-grid__cell--said", "真零");
}

/// From the first cell of a record to its last, cell by cell.
fn type_record(page: &Page, october: &October, form: &str, key: &str) {
    for text in october.line(form, key) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            page.insert(text);
        }
        page.press("ArrowRight");
    }
}

/// A soft finding is explained where it is met, below the grid.
fn explain_in_place(page: &Page) {
    let mut grid = Grid::enter(page, "industry");
    grid.go(7, "output.month");
    page.wait_for_text(".ss-status .ss-finding", "增速-59%");
    page.tab_to(".ss-status button", "写说明");
    page.press("Enter");
    page.until_true("document.activeElement.matches('textarea')");
    page.insert(EXPLANATION);
    // The button to keep it is in sight.
    page.until_true(
        "(() => { const [box, button] = ['.ss-status', '.ss-explain .ss-button--main'].map(it => document.querySelector(it).getBoundingClientRect());
           return button.bottom <= box.bottom && button.top >= box.top })()",
    );
    page.press("Control+Enter");
    page.wait_for_text(".ss-status .ss-finding__explained", EXPLANATION);
}

/// Two hard findings: F8 leads to them, the right figure makes them go away.
fn correct_in_place(page: &Page) {
    for ([form, key, cell], text) in CORRECTED {
        let mut grid = Grid::enter(page, form);
        page.press("F8");
        page.wait_for_text(".ss-status .ss-finding", "");
        page.press("Control+Home");
        grid.go(rows_of(form).iter().position(|it| it == key).unwrap(), cell);
        page.wait_for_text(".ss-status .ss-finding--hard", "");
        grid.enter_text(text);
        page.press("ArrowUp");
        page.until_true("!document.querySelector('.ss-status .ss-finding--hard')");
    }
}

/// Everything that is left is explained on the page of findings; a stock phrase is refused first.
fn explain_everything(page: &Page) {
    page.press("Alt+3");
    page.wait_for_text("h1", "审核");
    for word in ["强制", "核实", "提示"] {
        page.wait_for_text(".ss-finding", word);
    }
    page.until_true("document.activeElement.hasAttribute('data-finding')");
    let current = "document.querySelector('[data-finding][aria-current]')";
    let findings = page.count("[data-finding]");
    for at in 0..findings {
        let open =
            format!("!!{current}.querySelector('textarea') && !{current}.querySelector('.ss-finding__explained')");
        if page.eval(&open) == true {
            page.press("e");
            page.until_true("document.activeElement.matches('textarea')");
            if at == 0 {
                page.insert("情况属实");
                page.press("Control+Enter");
                page.wait_for_text(".ss-explain__help--refused", "");
                assert_eq!(page.eval(&format!("!!{current}.querySelector('.ss-finding__explained')")), false);
                page.press("Control+a");
            }
            page.insert(EXPLANATION);
            page.press("Control+Enter");
            page.until_true(&format!("!!{current}.querySelector('.ss-finding__explained')"));
        }
        page.press("F8");
        if at + 1 < findings {
            page.until_true(&format!(
                "document.activeElement === {current} && Array.from(document.querySelectorAll('[data-finding]')).indexOf({current}) === {}",
                at + 1
            ));
        }
    }
    page.wait_for_text(".ss-tools", "未处理 0");
}

fn sign_and_export(browser: &Browser<'_>, page: &Page) -> (String, Vec<u8>) {
    page.press("Alt+4");
    page.wait_for_text("h1", "核对和导出");
    for (line, text) in [("filler", "祝清和"), ("lead", "佘文谨"), ("head", "邬德厚"), ("phone", "0370-4112345")]
    {
        page.tab_to(&format!("#signer-{line}"), "");
        page.insert(text);
    }
    page.press("Tab");
    page.wait_for_text("main", "可以存成正式文件");
    page.tab_to("button", "存成正式文件");
    page.press("Enter");
    page.wait_for_text("h1", "正式文件已存成");
    let name = page.text("dd strong");
    let file = browser.downloaded(&name);
    page.wait_for_text(".ss-saved__file", "已存成文件 09:");
    (name, file)
}

fn opened(file: &[u8]) -> Opened {
    open(file, &builtin(), &Limits::default()).unwrap()
}

/// Every cell as it was typed, but for the two that were corrected.
fn holds_what_was_typed(file: &[u8], october: &October) {
    let scheme = builtin();
    let book = opened(file).book;
    for ([form, key, cell], text) in october.all() {
        let expected = CORRECTED.iter().find(|(at, _)| *at == [form, key, cell]).map_or(text, |(_, right)| right);
        if !cells(form).iter().flatten().any(|it| it == cell) {
            continue;
        }
        let id = scheme.form(form).unwrap();
        let (field, column) = cell.split_once('.').unwrap_or((cell, "plain"));
        let slot = sishang::workbook::Slot {
            field: scheme[id].field(field).unwrap(),
            column: sishang::scheme::Column::from_key(column).unwrap(),
        };
        assert_eq!(book.text(id, key, slot), expected, "{form} {key} {cell}");
    }
}

/// The command finds nothing that stands, and an independent validator agrees with the schema.
fn stands_every_check(desk: &Desk, name: &str, file: &[u8]) {
    let path = desk.put(name, file);
    let sishang = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_sishang")).args(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stdout).unwrap()
    };
    let told = sishang(&["check", path.to_str().unwrap()]);
    assert!(told.contains("谷熟镇 2026年10月 第1版（正式）；文件问题 0，强制 0，核实 0"), "{told}");
    let schema = serde_json::from_str(&sishang(&["schema"])).unwrap();
    let instance = serde_json::from_slice(file).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> = validator.iter_errors(&instance).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// On another machine the file opens as the same work.
fn opens_as_the_same_elsewhere(name: &str, file: &[u8]) {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    let path = desk.put(name, file);
    page.choose_files("#open-file", &[&path]);
    page.wait_for_text("h1", "谷熟镇 2026年10月");
    page.until_saved();
    assert_eq!(page.count(".ss-notice--warning, .ss-notice--error"), 0);
    let (_, again) = page.save_draft(&browser);
    let (here, there) = (opened(file).book, opened(&again).book);
    assert_eq!(here.tables, there.tables);
    assert_eq!((&here.explanations, &here.signers), (&there.explanations, &there.signers));
    assert_eq!((&here.prev, &here.last_year), (&there.prev, &there.last_year));
    assert_eq!(page.errors(), Vec::<String>::new());
}
