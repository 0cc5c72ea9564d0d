//! 汇总 on the page: a county takes in what its offices sent, makes its tables, sends a submission back and hands the
//! bundle upward; the same core has to say the same natively.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::storage::{LATE, page_after};
use crate::support::devtools::Page;
use crate::support::{Browser, Desk, Version, in_every_browser};
use sishang::demo::county::{County, File, Options};
use sishang::exchange::{Limits, Status, build, open, write};
use sishang::formula::PartFacts;
use sishang::report::{self, Part, Partials, Report, Whole, tabulate_partials};
use sishang::rollup::{self, Expected, Intake, Item, PartialsByFile, Study, What, look, table_parts, whole_place};
use sishang::scheme::builtin;
use sishang::workbook::{Command, Place, Sent, Session, Stamp, Typed, slot_of};

const SEED: u64 = 7;

const OTHER_ADDRESS: &str = "温泉街道子夏大街 77 号院 2 号楼";

fn county() -> County {
    County::new(&Options::halfway(SEED, "2026-10".parse().unwrap()))
}

/// The files that came in: eleven, one of them a draft, one late; an office sent nothing.
fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let (scheme, county) = (builtin(), county());
        (0..county.offices().len()).filter_map(|office| county.file(&scheme, office, county.period())).collect()
    })
}

fn put_all(desk: &Desk) -> Vec<PathBuf> {
    files().iter().map(|file| desk.put(&file.name, &file.text)).collect()
}

/// Has the page take files in.
#[track_caller]
fn take_in(page: &Page, paths: &[PathBuf]) {
    page.turn_to("#/gather/files");
    let before = page.count(".ss-gather__files tbody tr");
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    page.choose_files("#gather-files", &paths);
    page.until_true(&format!("document.querySelectorAll('.ss-gather__files tbody tr').length > {before}"));
    page.until_gone(".ss-progress");
}

/// Says who is expected, as pasted from a spreadsheet.
#[track_caller]
fn expect_all(page: &Page) {
    let lines: Vec<String> = county().offices().map(|office| format!("{}\t{}", office.code, office.name)).collect();
    page.click_on("button", "应报名单");
    page.click("#expected");
    page.insert(&lines.join("\n"));
    page.click_on("button", "就用这份名单");
    page.until_gone("#expected");
}

/// What the page says was done with a file.
#[track_caller]
fn fate(page: &Page, file: &str) -> String {
    let found = format!(
        "(row => row ? row.cells[5].innerText : '')(Array.from(document.querySelectorAll('.ss-gather__files tbody tr'))
         .find(row => row.cells[0].innerText === {}))",
        serde_json::Value::from(file)
    );
    page.until_true(&format!("{found} !== ''"));
    page.eval(&found).as_str().unwrap().to_owned()
}

/// A table as the page shows it: rows of what can be read.
fn shown_table(page: &Page) -> Vec<Vec<String>> {
    let rows = page.eval(
        "Array.from(document.querySelectorAll('#report tbody tr')).map(row => Array.from(row.cells).slice(1)
         .map(cell => cell.innerText.trim()))",
    );
    serde_json::from_value(rows).unwrap()
}

/// The same tables by the core, natively.
fn native(expected: &[Expected]) -> impl Fn(&str) -> Report {
    let scheme = builtin();
    let options = rollup::Options { expected: expected.to_vec(), ..rollup::Options::of(&scheme) };
    let mut intake = Intake::new(options);
    let (mut partials, mut study) = (PartialsByFile::new(), Study::new());
    for file in files() {
        let (entry, _) =
            look(Item::new(file.name.clone(), file.text.clone().into_bytes()), &scheme, &Limits::default());
        let opened = entry.submission().unwrap().opened.clone().unwrap();
        let place = Place { code: opened.head.office.code.clone(), name: opened.head.office.name.clone() };
        let part = Part { place: &place, book: Some(&opened.book), facts: PartFacts::default(), file: &file.name };
        partials.insert(opened.head.digest.clone(), Partials::of_all(&scheme, &part, opened.head.period));
        study.insert(opened.head.digest.clone(), rollup::Facts::of(&scheme, &opened, true).into());
        intake.add(entry);
    }
    let settled = intake.settle();
    move |table| {
        let (parts, own) = table_parts(&scheme, &settled, &partials, &study).unwrap();
        let place = whole_place(&settled);
        let whole = Whole { place: &place, period: settled.period.unwrap() };
        tabulate_partials(&scheme, table, whole, &parts, own.as_ref(), report::Options::default()).unwrap()
    }
}

/// What the page has to show: the figures, with the mark of those that may still change.
fn cells(report: &Report) -> Vec<Vec<String>> {
    let shown = |cell: &report::ReportCell| format!("{}{}", cell.shown, cell.mark()).trim().to_owned();
    report.printed_rows().map(|row| row.cells.iter().map(shown).collect()).collect()
}

in_every_browser!(a_county_takes_in_its_files_and_has_the_tables_of_the_command);

fn a_county_takes_in_its_files_and_has_the_tables_of_the_command(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    let mut paths = put_all(&desk);
    let whole = &files()[0].text;
    paths.push(desk.put("截断了.json", &whole[..whole.len() / 2 - whole[..whole.len() / 2].len() % 2]));
    paths.push(desk.put("别的.json", r#"{"hello": "world"}"#));
    paths.push(desk.put("重复的.json", whole));
    take_in(&page, &paths);
    expect_all(&page);

    assert!(fate(&page, &files()[1].name).contains("计入汇总"), "{}", fate(&page, &files()[1].name));
    for (file, word) in [("截断了.json", "没有计入"), ("别的.json", "没有计入"), ("重复的.json", "相同")]
    {
        assert!(fate(&page, file).contains(word), "{file}: {}", fate(&page, file));
    }
    page.turn_to("#/gather/offices");
    page.wait_for_text("#arrivals", "应报 12 个，已报 10 个");
    page.wait_for_text("[aria-labelledby=reminder]", "【催报】");

    // Every figure is the command's, once all files are audited.
    let expected: Vec<Expected> =
        county().offices().map(|one| Expected { code: one.code, name: one.name, parent: String::new() }).collect();
    let native = native(&expected);
    page.turn_to("#/gather/tables");
    page.until_true("!document.querySelector('main').innerText.includes('没有审核完')");
    for table in &builtin().tables {
        page.turn_to(&format!("#/gather/tables/{}", table.key));
        page.wait_for_text("#report caption", &table.label);
        assert_eq!(shown_table(&page), cells(&native(&table.key)), "{}", table.key);
    }

    // Behind a figure stand its records and their file.
    page.turn_to("#/gather/tables/t1");
    page.wait_for_text("#report caption", "T1");
    page.click("#report tbody tr:nth-child(2) td:nth-child(3)");
    page.wait_for_text("#origin tbody", &files()[0].name);
    // In public nothing is about single projects.
    page.turn_to("#/gather/tables/t4");
    page.click_on("label", "公开用");
    page.wait_for_text("main", "不能公开");
    // Nor does a chart for the public tell of a few.
    page.turn_to("#/gather/charts");
    page.wait_for("#chart-column");
    page.eval(
        "(() => { const column = document.querySelector('#chart-column');
         column.selectedIndex = Array.from(column.options).findIndex(it => it.text.includes('总投资'));
         column.dispatchEvent(new Event('change', {bubbles: true})) })()",
    );
    page.wait_for_text(".ss-gather__chart thead", "总投资");
    let withheld = "Array.from(document.querySelectorAll('.ss-gather__chart td')).some(it => it.innerText === '*')";
    page.until_true(&format!("!{withheld}"));
    page.click_on("label", "公开用");
    page.until_true(withheld);
    page.until_true("!document.querySelector('main').innerText.includes('项目颜色')");
    assert_eq!(page.errors(), Vec::<String>::new());
}

#[test]
fn bulletins_tables_and_the_bundle_are_saved_and_everything_is_there_again() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    take_in(&page, &put_all(&desk));
    for bulletin in &builtin().bulletins {
        page.turn_to(&format!("#/gather/bulletins/{}", bulletin.key));
        page.wait_for(".bulletin h1");
        page.until_true("document.documentElement.scrollWidth <= innerWidth");
    }
    page.turn_to("#/gather/bulletins/p11");
    page.wait_for(".bulletin h1");
    let title = page.text(".bulletin h1").replace('\n', "");
    // Who signs and to whom it goes is said once for all of them.
    page.click(".ss-gather__letter summary");
    for (at, said, place) in
        [(1, "温县统计局", ".bulletin__closing"), (3, "各乡镇人民政府、街道办事处", ".bulletin__to")]
    {
        page.click(&format!(".ss-gather__letter label:nth-of-type({at}) input"));
        page.insert(said);
        page.press("Tab");
        page.wait_for_text(place, said);
    }
    page.click_on("button", "Word 文件");
    let docx = browser.downloaded(&format!("{title}（演示）_2026-10.docx"));
    assert!(docx.starts_with(b"PK"));
    page.turn_to("#/gather/tables");
    page.click_on("button", "全部表存成一个 Excel");
    assert!(browser.downloaded("汇总表（内部）_温县（演示）_2026-10.xlsx").starts_with(b"PK"));

    page.turn_to("#/gather/upward");
    for (at, name) in ["郑某某", "王某某", "李某某", "0391-6190000"].iter().enumerate() {
        page.click(&format!(".ss-form label:nth-of-type({}) input", at + 1));
        page.insert(name);
        page.press("Tab");
    }
    page.click_on("button", "存成汇总包");
    let bundle = one_download(&desk, &browser, "汇总包");
    let scheme = builtin();
    let (entry, inside) = look(Item::new("汇总包.json", bundle.clone()), &scheme, &Limits::default());
    let What::Bundle { head, .. } = &entry.what else { panic!("{:?}", entry.what) };
    assert_eq!((head.office.name.as_str(), head.signed.signers.filler.as_str()), ("温县", "郑某某"));
    let given: BTreeMap<String, &str> = files().iter().map(|file| (digest(&file.text), file.text.as_str())).collect();
    assert_eq!(inside.len(), 10, "the draft stays out");
    for item in inside {
        let text = std::str::from_utf8(item.bytes()).unwrap();
        assert_eq!(parsed(given[&digest(text)]), parsed(text), "the files are in it unchanged");
        // Their digests stand on every character of every figure.
        let (entry, _) = look(item.clone(), &scheme, &Limits::default());
        assert!(entry.submission().is_some());
    }

    // The city takes it in by the same means, and has the same figures.
    let total = |page: &Page| {
        page.turn_to("#/gather/tables/t6");
        page.wait_for_text("#report caption", "T6");
        page.until_true("!document.querySelector('main').innerText.includes('没有审核完')");
        page.text("#report .ss-report__total").replacen("合计", "", 1)
    };
    let city_desk = Desk::new(Version::Current);
    let city = city_desk.browser();
    let above = city.page();
    above.until_store_answered();
    take_in(&above, &[city_desk.put("汇总包_温县.json", &bundle)]);
    above.wait_for_text("[aria-labelledby=gather-setting]", "您是收它的上级");
    above.eval(
        "(() => { const office = document.querySelector('#gather-office');
         office.selectedIndex = Array.from(office.options).findIndex(it => it.text.startsWith('焦作市'));
         office.dispatchEvent(new Event('change', {bubbles: true})) })()",
    );
    above.turn_to("#/gather/offices");
    above.wait_for_text("#main tbody", "温县");
    above.wait_for_text("h1 ~ .ss-quiet", "焦作市");
    assert_eq!(total(&above), total(&page));
    assert_eq!(above.errors(), Vec::<String>::new());

    // Closing and opening again loses nothing.
    drop(page);
    let page = browser.page();
    page.until_store_answered();
    page.turn_to("#/gather/files");
    page.wait_for_text(".ss-gather__files", &files()[3].name);
    page.turn_to("#/gather/bulletins/p3");
    page.wait_for_text(".bulletin__closing", "温县统计局");
    page.wait_for_text(".bulletin__to", "各乡镇人民政府、街道办事处：");
    page.turn_to("#/gather/upward");
    page.until_true(
        "document.querySelector('.ss-form input') && document.querySelector('.ss-form input').value === '郑某某'",
    );
    assert_eq!(page.errors(), Vec::<String>::new());
}

fn parsed(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

fn digest(text: &str) -> String {
    parsed(text)["digest"].as_str().unwrap().to_owned()
}

/// The only download with this in its name.
fn one_download(desk: &Desk, browser: &Browser<'_>, part: &str) -> Vec<u8> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    for _ in 0..300 {
        let all = std::fs::read_dir(desk.downloads()).unwrap().map(|entry| entry.unwrap().path());
        let found = all
            .map(|path| name(&path))
            .find(|name| name.contains(part) && Path::new(name).extension().is_some_and(|it| it == "json"));
        if let Some(found) = found {
            return browser.downloaded(&found);
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("no download with {part}");
}

/// Waits until so many files are in the store.
#[track_caller]
fn until_stored(page: &Page, count: usize) {
    page.until_true(&format!(
        "(indexedDB.open('sishang').onsuccess = event => {{
            const store = event.target.result.transaction('received').objectStore('received');
            store.count().onsuccess = counted => {{ window.stored = counted.target.result; event.target.result.close() }} }},
        window.stored === {count})"
    ));
}

fn names(page: &Page) -> Vec<String> {
    let names =
        "Array.from(document.querySelectorAll('.ss-gather__files tbody tr'), row => row.cells[0].innerText).sort()";
    serde_json::from_value(page.eval(names)).unwrap()
}

#[test]
fn files_of_which_nothing_is_said_are_there_again_also_those_that_came_before_the_store_opened() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let paths = put_all(&desk);
    let page = browser.page();
    page.until_store_answered();
    take_in(&page, &paths[..2]);
    until_stored(&page, 2);
    let two = names(&page);
    drop(page);
    // The store opens late, and what it has comes to what was taken in meanwhile.
    let page = page_after(&desk, &browser, LATE);
    page.wait_for_text(".ss-banner", "还没有打开");
    take_in(&page, &paths[2..4]);
    assert_eq!(names(&page).len(), 2);
    page.eval("letIn()");
    page.until_true("document.querySelectorAll('.ss-gather__files tbody tr').length === 4");
    let four = names(&page);
    assert!(two.iter().all(|name| four.contains(name)), "{four:?}");
    until_stored(&page, 4);
    assert_eq!(page.errors(), Vec::<String>::new());
    browser.kill();
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    page.turn_to("#/gather/files");
    page.until_true("document.querySelectorAll('.ss-gather__files tbody tr').length === 4");
    assert_eq!(names(&page), four);
}

#[test]
fn two_files_of_one_revision_wait_for_a_person_whose_word_is_kept() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.until_store_answered();
    // The same revision again, with one address changed.
    let mut paths = put_all(&desk);
    paths.push(desk.put("第二份.json", other_first_revision(0)));
    take_in(&page, &paths);
    page.wait_for_text(".ss-card--bad h2", "温泉街道");
    page.wait_for_text(".ss-card--bad tbody", OTHER_ADDRESS);
    // Meanwhile it stands in tables and bulletins as silent, which is said there.
    for part in ["tables/t8", "bulletins"] {
        page.turn_to(&format!("#/gather/{part}"));
        page.wait_for_text("main", "温泉街道（文件等人决定）");
    }
    page.turn_to("#/gather/files");
    page.wait_for(".ss-card--bad input");
    // Without a reason nothing is decided.
    page.click_on(".ss-card--bad button", "用这一份");
    page.wait_for_text(".ss-card--bad [role=alert]", "先写明理由");
    page.click(".ss-card--bad input");
    page.insert("与填表人核实，以第二份为准");
    let second = "(() => { const at = Array.from(document.querySelectorAll('.ss-card--bad th.ss-gather__side'))
        .find(it => it.innerText.includes('第二份')); at.querySelector('button').click() })()";
    page.eval(second);
    page.until_gone(".ss-card--bad");
    assert!(fate(&page, "第二份.json").contains("计入"));
    drop(page);
    let page = browser.page();
    page.until_store_answered();
    page.turn_to("#/gather/decisions");
    page.wait_for_text("[aria-labelledby=decided]", "以第二份为准");
    assert_eq!(page.errors(), Vec::<String>::new());
}

/// The file of an office with one address changed, as the clerk would send it without raising the revision.
fn other_first_revision(office: usize) -> String {
    let (scheme, file) = (builtin(), &files()[office]);
    let mut book = open(file.text.as_bytes(), &scheme, &Limits::default()).unwrap().book;
    book.sent = Sent::default().into();
    let session = Session::new(scheme.clone(), book);
    let form = scheme.form("units").unwrap();
    let key = session.book.table(form).rows()[0].key.clone();
    let cells = vec![Typed { key, slot: slot_of(&scheme[form], "address").unwrap(), text: OTHER_ADDRESS.into() }];
    let session = session.apply(Command::Type { form, cells }, Stamp::default()).unwrap().0;
    let submission = build(&session, Status::Final, "2026-11-09T09:00:00+08:00");
    assert_eq!((submission.head.revision, submission.head.status), (1, Status::Final));
    write(&submission)
}

#[test]
fn a_submission_goes_back_with_comments_and_comes_again_with_answers() {
    let (county_desk, clerk_desk) = (Desk::new(Version::Current), Desk::new(Version::Current));
    let county = county_desk.browser();
    let page = county.page();
    page.until_store_answered();
    take_in(&page, &put_all(&county_desk));

    // The county comments: on what a rule found, and on the address of a unit. It has no place to type a figure.
    page.turn_to("#/gather/findings/410825001");
    page.wait_for("#whole");
    page.click_on("button", "写进退回单");
    page.wait_for_text(".ss-gather__buttons", "已写进退回单");
    page.turn_to("#/gather/returns/410825001");
    page.wait_for_text("#note", "退回温泉街道第1版");
    page.click("#note-text");
    page.insert("请核对后重报。");
    page.click_on("summary", "另写一条意见");
    page.eval(
        "(() => { const [form] = document.querySelectorAll('.ss-gather__add select'); form.value = 'units';
         form.dispatchEvent(new Event('change', {bubbles: true})) })()",
    );
    page.until_true("document.querySelectorAll('.ss-gather__add select').length === 2");
    let key = page.eval(
        "(() => { const record = document.querySelectorAll('.ss-gather__add select')[1]; record.selectedIndex = 1;
         record.dispatchEvent(new Event('change', {bubbles: true})); return record.value })()",
    );
    page.click(".ss-gather__add textarea");
    page.insert("地址写到门牌号。");
    page.click_on(".ss-gather__add button", "加上");
    page.until_true("document.querySelectorAll('.ss-gather__comments > li').length === 2");
    page.click_on("button", "存成退回单");
    let note = one_download(&county_desk, &county, "退回");
    page.turn_to("#/gather/offices");
    page.wait_for_text("#main tbody tr:first-child", "已退回");

    // The clerk opens the own file and then the note, and is led to the cell.
    let clerk = clerk_desk.browser();
    let own = clerk.page();
    own.until_store_answered();
    own.choose_files("#open-file", &[&clerk_desk.put("温泉.json", &files()[0].text)]);
    own.wait_for_text(".ss-bar__work", "温泉街道");
    own.until_saved();
    own.turn_to("#/");
    own.choose_files("#open-file", &[&clerk_desk.put("退回单.json", &note)]);
    own.turn_to("#/returned");
    own.wait_for_text("main", "还有 2 条没有改正，也没有说明");
    own.wait_for_text("main", "请核对后重报。");
    own.click_on(".ss-returned > li:nth-child(2) button", "到这一格");
    own.wait_for(".ss-grid__rowhead.ss-grid__cell--noted");
    let key = key.as_str().unwrap();
    own.stand_on("units", key, "address", 0);
    own.press("F2");
    own.press("Control+a");
    own.insert(OTHER_ADDRESS);
    own.press("Enter");
    own.until_saved();
    own.turn_to("#/returned");
    own.wait_for_text(".ss-returned > li:nth-child(2)", OTHER_ADDRESS);
    own.click(".ss-returned > li:first-child textarea");
    own.insert("与原始凭证核对无误，是设备检修停产造成的。");
    own.press("Tab");
    own.wait_for_text("main", "都已改正或说明");
    own.press("Alt+4");
    own.wait_for_text("h1", "核对和导出");
    own.click("input[aria-label*=更正原因]");
    own.insert("按上级退回意见写全");
    own.press("Tab");
    own.wait_for_text("main", "可以存成正式文件");
    own.click_on("button", "存成 Excel 副本");
    assert!(clerk.downloaded("四上台账_温泉街道（演示）_2026-10_副本.xlsx").starts_with(b"PK"));
    own.click_on("button", "存成正式文件");
    own.wait_for_text("h1", "正式文件已存成");
    let name = own.text("dd strong");
    assert!(name.contains("第2版"), "{name}");
    let again = clerk.downloaded(&name);
    assert_eq!(own.errors(), Vec::<String>::new());

    // The county sees comment by comment what became of it; the old revision does not count any more.
    take_in(&page, &[county_desk.put(&name, &again)]);
    assert!(fate(&page, &name).contains("计入汇总"));
    assert!(fate(&page, &files()[0].name).contains("没有计入"));
    page.turn_to("#/gather/returns/410825001");
    page.wait_for_text("#answered", "对第1版退回意见的回复");
    page.wait_for_text("[aria-labelledby=answered]", OTHER_ADDRESS);
    page.wait_for_text("[aria-labelledby=answered]", "设备检修停产");
    assert_eq!(page.errors(), Vec::<String>::new());
}

#[test]
fn a_waiver_lets_a_named_hard_finding_pass_in_the_office() {
    // An office in trouble: the month of a unit is larger than the months up to it.
    let (scheme, file) = (builtin(), &files()[1]);
    let book = open(file.text.as_bytes(), &scheme, &Limits::default()).unwrap().book;
    let session = Session::new(scheme.clone(), book);
    let form = scheme.form("industry").unwrap();
    let key = session.book.table(form).rows()[0].key.clone();
    let slot = slot_of(&scheme[form], "output.month").unwrap();
    let cells = vec![Typed { key, slot, text: "99999999".into() }];
    let session = session.apply(Command::Type { form, cells }, Stamp::default()).unwrap().0;
    let draft = write(&build(&session, Status::Draft, "2026-11-09T09:00:00+08:00"));

    let (county_desk, clerk_desk) = (Desk::new(Version::Current), Desk::new(Version::Current));
    let county = county_desk.browser();
    let page = county.page();
    page.until_store_answered();
    take_in(&page, &[county_desk.put("草稿.json", &draft)]);
    // The county has the draft count, which needs a reason, and waives the finding, which needs one too.
    page.click_on("button", "计入…");
    page.click(".ss-gather__why input");
    page.insert("先看一看");
    page.click_on("button", "计入汇总");
    page.turn_to("#/gather/findings/410825002");
    page.wait_for_text(".ss-gather__finding", "99,999,999");
    page.click_on("button", "强制");
    page.click_on("button", "特批…");
    page.click_on("button", "准予通过");
    page.wait_for_text(".ss-gather__why [role=alert]", "写明为什么");
    page.click(".ss-gather__why input");
    page.insert("上年漏报，本月一次补记，凭证已核");
    page.click_on("button", "准予通过");
    page.wait_for_text(".ss-gather__finding", "已特批");
    page.turn_to("#/gather/decisions");
    page.click_on("button", "存成特批单");
    let waiver = one_download(&county_desk, &county, "特批");
    assert_eq!(page.errors(), Vec::<String>::new());

    let clerk = clerk_desk.browser();
    let own = clerk.page();
    own.until_store_answered();
    own.choose_files("#open-file", &[&clerk_desk.put("草稿.json", &draft)]);
    own.wait_for_text(".ss-bar__work", "岳村街道");
    own.until_saved();
    own.turn_to("#/");
    own.choose_files("#open-file", &[&clerk_desk.put("特批单.json", &waiver)]);
    own.wait_for_text("#app", "特批");
    own.turn_to("#/audit");
    own.wait_for_text(".ss-finding", "凭证已核");
    assert_eq!(own.errors(), Vec::<String>::new());
}
