//! Nothing that was typed is lost: power cuts while typing, work of an older edition, the reminder to save a file.

use crate::support::devtools::Page;
use crate::support::{Browser, Desk, Version};
use std::time::Duration;

/// The column that is typed into, and how many of its rows.
const CELL: (&str, &str) = ("industry", "output.month");
const ROWS: usize = 8;

/// Numbers that look random, the same in every run.
struct Dice(u32);

impl Dice {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % limit
    }
}

/// Opens what is kept, as one does after the machine has started again.
fn go_on(browser: &Browser<'_>) -> Page {
    let page = browser.page();
    page.go_on();
    page
}

fn stand_on_row(page: &Page, row: usize) {
    page.stand_on(CELL.0, &format!("u{:03}", row + 1), CELL.1, row);
}

fn column(page: &Page) -> Vec<String> {
    page.shown_in_column(CELL.0, CELL.1, ROWS)
}

/// The clerk types 1001, 1002, … down the column, and again from its top. The number typed when the power went is not
/// expected to be there, and the one before it only if the page had said so: everything else is.
#[test]
fn twenty_power_cuts_while_typing_lose_at_most_the_cell_being_typed() {
    let desk = Desk::new(Version::Current);
    let mut dice = Dice(0x5eed_2026);
    let mut browser = desk.browser();
    let mut page = browser.page();
    page.open_demonstration();
    let mut typed = 0;
    for cut in 0..20 {
        stand_on_row(&page, typed % ROWS);
        let before = typed;
        let states = type_until_the_power_goes(&page, &mut dice, &mut typed);
        browser.kill();
        browser = desk.browser();
        page = go_on(&browser);
        stand_on_row(&page, 0);
        let found = column(&page);
        assert!(states.contains(&found), "cut {cut} after {} cells: {found:?} is none of {states:?}", typed - before);
        if states.last() != Some(&found) {
            typed -= 1;
        }
        assert_eq!(page.errors(), Vec::<String>::new());
    }
    assert!(typed > 60, "{typed} cells are too few to say anything");
}

/// Types for some 5 to 45 keys and a moment more. Gives the states of the column that the next start may find; the last
/// one has every cell that was committed.
fn type_until_the_power_goes(page: &Page, dice: &mut Dice, typed: &mut usize) -> Vec<Vec<String>> {
    let mut states = vec![column(page)];
    let mut keys = 5 + dice.below(40);
    loop {
        let number = (1001 + *typed).to_string();
        for digit in number.chars() {
            if keys == 0 {
                return states;
            }
            keys -= 1;
            page.press(&digit.to_string());
            std::thread::sleep(Duration::from_millis(u64::from(dice.below(12))));
        }
        // A hand is slower than the store: the cell before is in it when this one is committed.
        page.until_saved();
        let mut next = states.last().unwrap().clone();
        next[*typed % ROWS] = number;
        states = vec![states.pop().unwrap(), next];
        page.press("Enter");
        *typed += 1;
        if typed.is_multiple_of(ROWS) {
            page.press("Control+ArrowUp");
        }
        if keys < 6 {
            std::thread::sleep(Duration::from_millis(u64::from(dice.below(30))));
            return states;
        }
    }
}

/// What an older edition left in the store, or a county's scheme that is not in use any more: the rest opens, and what
/// is not known is kept and handed on.
#[test]
fn work_of_an_older_edition_opens_and_keeps_what_this_one_does_not_know() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    stand_on_row(&page, 0);
    page.type_keys("4321");
    page.press("Enter");
    page.until_saved();
    page.eval(&change_snapshot(
        "kept.scheme = 'sishang@2024.9'; kept.weather = 'fine'; delete kept.replaced; delete kept.sent;
         kept.forms.satellites = [{ key: 's001', cells: { orbit: 'low' } }];
         kept.forms.industry.find(it => it.key === 'u002').cells['robots.month'] = '12';",
    ));
    page.start_again();
    let page = go_on(&browser);
    page.wait_for_text("body", "谷熟镇");
    stand_on_row(&page, 0);
    let shown = column(&page);
    assert_eq!((shown[0].as_str(), shown[1].as_str()), ("4321", "11214"));
    let (_, file) = page.save_draft(&browser);
    let file: serde_json::Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(file["forms"]["industry"][0]["output"]["month"], 4321);
    assert_eq!(file["forms"]["industry"][1]["robots"]["month"], 12);
    assert_eq!(file["forms"]["satellites"][0]["orbit"], "low");
    assert_eq!(page.errors(), Vec::<String>::new());
}

/// A script that changes the only stored snapshot, as `kept`, outside of the page's own ways.
fn change_snapshot(change: &str) -> String {
    format!(
        "new Promise((resolve, reject) => {{ const opening = indexedDB.open('sishang');
         opening.onerror = reject;
         opening.onsuccess = () => {{
           const change = opening.result.transaction(['works', 'snapshots'], 'readwrite'), store = change.objectStore('snapshots');
           change.objectStore('works').getAll().onsuccess = works => {{
             store.get(works.target.result[0].id).onsuccess = it => {{
               const record = it.target.result, kept = JSON.parse(record.json);
               {change}
               record.json = JSON.stringify(kept); store.put(record) }} }};
           change.oncomplete = () => {{ opening.result.close(); resolve('changed') }};
           change.onabort = reject }} }})"
    )
}

#[test]
fn after_many_changes_the_page_asks_for_a_file_and_says_when_the_last_was_saved() {
    let desk = Desk::new(Version::Current);
    let browser = desk.browser();
    let page = browser.page();
    page.open_demonstration();
    assert_eq!(page.text(".ss-saved__file"), "还没有存成文件");
    stand_on_row(&page, 0);
    for number in 0..25 {
        page.type_keys(&number.to_string());
        page.press("Enter");
        page.press("ArrowUp");
    }
    page.wait_for_text(".ss-saved__file", "改了 25 处");
    assert_eq!(page.count(".ss-notices .ss-notice"), 0, "nobody is asked too early");
    for number in 0..25 {
        page.type_keys(&(100 + number).to_string());
        page.press("Enter");
        page.press("ArrowUp");
    }
    page.wait_for_text(".ss-saved__file", "改了 50 处");
    page.wait_for_text(".ss-notices", "存成文件");
    page.wait_for(".ss-saved .ss-button--main");
    page.save_draft(&browser);
    page.wait_for_text(".ss-saved__file", "已存成文件");
    page.until_true("!document.querySelector('.ss-saved .ss-button--main')");
    page.type_keys("7");
    page.press("Enter");
    page.wait_for_text(".ss-saved__file", "上次存成文件");
    page.wait_for_text(".ss-saved__file", "之后改了 1 处");
}
