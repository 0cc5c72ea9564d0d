//! `cargo xtask shots`: pictures of every page with the demonstration month, to be looked at.

use crate::devtools::{Chromium, Page, file_address};
use crate::{Trouble, browsers, paths};
use base64::Engine as _;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The smallest screen that is common in offices, and a large one.
const SIZES: [(u32, u32); 2] = [(1366, 768), (1920, 1080)];

/// What is looked at: the name of the picture, the address, and what must be there before it is taken.
///
/// What stands after a `|` is pressed first, then waited for once more.
const VIEWS: [(&str, &str, &str); 37] = [
    ("首页", "#/", "#forms"),
    ("开始", "#/begin", "#office"),
    ("名录", "#/fill/units", ".ss-grid"),
    ("项目名录", "#/fill/projects", ".ss-grid"),
    ("工业", "#/fill/industry", ".ss-grid"),
    ("工业-核实", "#/fill/industry/u008/output.month", ".ss-status .ss-finding"),
    ("工业-写说明", "", ".ss-status .ss-finding button[aria-expanded]|.ss-explain textarea"),
    ("批零-强制", "#/fill/trade/u022/retail.month", ".ss-status .ss-finding"),
    ("投资", "#/fill/investment", ".ss-grid"),
    ("选列", "", "button[aria-controls=fill-columns]|#fill-columns"),
    ("单位", "#/unit/units/u008", "main h1"),
    ("单位-项目", "#/unit/projects/p001", "main h1"),
    ("入统", "#/admission/units", ".ss-board"),
    ("入统-清单", "#/admission/lists", "main .ss-card"),
    ("项目清单", "#/projects/list", ".ss-projects"),
    ("责任清单", "#/projects/people", "main .ss-table"),
    ("问题清单", "#/projects/problems", ".ss-problems"),
    ("挂图", "#/projects/wall", ".ss-sheet__all"),
    ("项目挂图", "#/project/p003", ".ss-sheet__months"),
    ("审核", "#/audit", ".ss-finding"),
    ("导出", "#/export", "#signers"),
    ("制度", "#/scheme", "main h1"),
    ("制度-表", "#/scheme/industry", "#item-output"),
    ("制度-审核关系", "#/scheme/industry/R084b", "#item-R084b"),
    ("已导出", "#/export", "main .ss-card button:not([disabled]):not(.ss-button--main):not(.ss-button--link)|#written"),
    ("汇总-收件", "#/gather/files", ".ss-gather__drop button|.ss-gather__files"),
    ("汇总-审核", "#/gather/findings", "#whole"),
    ("汇总-上报情况", "#/gather/offices", "#arrivals"),
    ("汇总-退回", "#/gather/returns/410825001", "#note"),
    ("汇总-特批和差额", "#/gather/decisions", "#waivers"),
    ("汇总-报表", "#/gather/tables/t1", "#report"),
    ("汇总-快报", "#/gather/tables/t6", "#report"),
    ("汇总-来源", "", "#report tbody tr:nth-child(2) td:nth-child(3)|#origin"),
    ("汇总-图", "#/gather/charts", ".ss-gather__drawing svg"),
    ("汇总-通报", "#/gather/bulletins/p11", ".bulletin"),
    ("汇总-上报", "#/gather/upward", "#upward"),
    ("帮助", "#/", ".ss-bar button[title*=F1]|[role=dialog]"),
];

/// Takes all of them in each size, and some as they are printed. With `words` as before: a size, then selectors to click
/// on one after the other, with a picture after each.
pub(crate) fn shots(folder: &Path, words: &[&str]) -> Result<(), Trouble> {
    if words.is_empty() {
        return SIZES.iter().try_for_each(|&size| every_view(folder, size));
    }
    let (size, selectors) = match words {
        [first, rest @ ..] if parse_size(first).is_some() => (parse_size(first).unwrap_or(SIZES[0]), rest),
        all => (SIZES[0], all),
    };
    let browser = Chromium::start(&browsers::chromium()?, &fresh_profile(), size)?;
    let page = open(&browser, &file(), size)?;
    shoot(&page, &folder.join("01.png"))?;
    for (number, selector) in (2..).zip(selectors) {
        press(&page, selector)?;
        shoot(&page, &folder.join(format!("{number:02}.png")))?;
    }
    Ok(())
}

fn every_view(folder: &Path, size: (u32, u32)) -> Result<(), Trouble> {
    let browser = Chromium::start(&browsers::chromium()?, &fresh_profile(), size)?;
    let page = open(&browser, &file(), size)?;
    let picture = |number: usize, name: &str| folder.join(format!("{}-{number:02}-{name}.png", size.0));
    page.until("!!document.querySelector('#start')")?;
    shoot(&page, &picture(0, "打开"))?;
    press(&page, "section[aria-labelledby=start] button")?;
    page.until("!!document.querySelector('.ss-tag--demonstration')")?;
    for (number, (name, address, wanted)) in (1..).zip(VIEWS) {
        if !address.is_empty() {
            page.evaluate(&format!("location.hash = {}", Value::from(address)))?;
            page.evaluate("new Promise(done => setTimeout(done, 300))")?;
        }
        let (wanted, then) = wanted.split_once('|').map_or((wanted, None), |(first, then)| (first, Some(then)));
        page.until(&format!("!!document.querySelector({})", Value::from(wanted)))?;
        if let Some(then) = then {
            press(&page, wanted)?;
            page.until(&format!("!!document.querySelector({})", Value::from(then)))?;
        }
        shoot(&page, &picture(number, name))?;
        if ["导出", "审核", "制度-表"].contains(&name) {
            shoot_paper(&page, &folder.join(format!("打印-{name}.png")))?;
            resize(&page, size)?;
        }
    }
    Ok(())
}

/// The one given by `SISHANG_PAGE`, which may be a quickly built one; else the one that is shipped.
fn file() -> PathBuf {
    std::env::var_os("SISHANG_PAGE").filter(|it| !it.is_empty()).map_or_else(paths::page, PathBuf::from)
}

fn press(page: &Page, selector: &str) -> Result<(), Trouble> {
    page.until(&format!("(it => it && (it.click(), true))(document.querySelector({}))", Value::from(selector)))
}

/// A new folder for a browser that remembers nothing. Those of earlier runs are cleared away.
pub(crate) fn fresh_profile() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = paths::target().join("profiles");
    if count == 0 {
        // What cannot be removed now is removed another time.
        drop(std::fs::remove_dir_all(&folder));
    }
    folder.join(format!("{}-{count}", std::process::id()))
}

/// Opens a built page in a tab of this size and waits until it can be used.
pub(crate) fn open(browser: &Chromium, file: &Path, (width, height): (u32, u32)) -> Result<Page, Trouble> {
    if !file.is_file() {
        return Err(format!("there is no {}: run `cargo xtask build` first", file.display()));
    }
    let page = browser.tab()?;
    resize(&page, (width, height))?;
    page.call("Performance.enable", &json!({ "timeDomain": "threadTicks" }))?;
    page.open(&file_address(file))?;
    page.until("performance.getEntriesByName('sishang-usable').length > 0")?;
    Ok(page)
}

/// Saves what is visible once two frames have been drawn.
fn shoot(page: &Page, file: &Path) -> Result<(), Trouble> {
    page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200))))",
    )?;
    keep(file, &page.screenshot()?)
}

fn resize(page: &Page, (width, height): (u32, u32)) -> Result<(), Trouble> {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    page.call("Emulation.setDeviceMetricsOverride", &metrics).map(drop)
}

/// The first two sheets of A4 as they would be printed, without the breaks between them.
fn shoot_paper(page: &Page, file: &Path) -> Result<(), Trouble> {
    let media = |media: &str| page.call("Emulation.setEmulatedMedia", &json!({ "media": media }));
    media("print")?;
    resize(page, (688, 2000))?;
    shoot(page, file)?;
    media("").map(drop)
}

/// Writes what the protocol gives as base64.
fn keep(file: &Path, data: &str) -> Result<(), Trouble> {
    let bytes = base64::engine::general_purpose::STANDARD.decode(data);
    let bytes = bytes.map_err(|error| format!("what the browser gave cannot be read: {error}"))?;
    let folder = file.parent().ok_or("a picture needs a folder")?;
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(file, bytes))
        .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    println!("{}", file.display());
    Ok(())
}

fn parse_size(word: &str) -> Option<(u32, u32)> {
    let (width, height) = word.split_once('x')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}
