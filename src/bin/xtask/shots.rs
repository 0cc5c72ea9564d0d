//! `cargo xtask shots`: pictures of the page, to be looked at.

use crate::devtools::{Chromium, Page, file_address};
use crate::{Trouble, browsers, paths};
use base64::Engine as _;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The smallest screen that is common in offices.
const SIZE: (u32, u32) = (1366, 768);

/// Opens the page, takes a picture, then clicks on each selector in turn and takes a picture after each.
pub(crate) fn shots(folder: &Path, words: &[&str]) -> Result<(), Trouble> {
    let (size, selectors) = match words {
        [first, rest @ ..] if parse_size(first).is_some() => (parse_size(first).unwrap_or(SIZE), rest),
        all => (SIZE, all),
    };
    let browser = Chromium::start(&browsers::chromium()?, &fresh_profile(), size)?;
    let page = open(&browser, &paths::page(), size)?;
    shoot(&page, &folder.join("01.png"))?;
    for (number, selector) in (2..).zip(selectors) {
        let clicked = format!("(it => it && (it.click(), true))(document.querySelector({}))", Value::from(*selector));
        page.until(&clicked)?;
        shoot(&page, &folder.join(format!("{number:02}.png")))?;
    }
    Ok(())
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
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    page.call("Emulation.setDeviceMetricsOverride", &metrics)?;
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
    let picture = base64::engine::general_purpose::STANDARD.decode(page.screenshot()?);
    let picture = picture.map_err(|error| format!("the browser's picture cannot be read: {error}"))?;
    let folder = file.parent().ok_or("a picture needs a folder")?;
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(file, picture))
        .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    println!("{}", file.display());
    Ok(())
}

fn parse_size(word: &str) -> Option<(u32, u32)> {
    let (width, height) = word.split_once('x')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}
