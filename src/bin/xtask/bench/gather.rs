//! A county's files in the page: from choosing them to a table.

use super::{Line, as_megabytes, summary};
use crate::devtools::Chromium;
use crate::{Trouble, paths, shots};
use serde_json::{Value, json};
use sishang::demo::county::{County, Options};
use sishang::exchange::Limits;
use sishang::exchange::json::{Json, digest, parse};
use sishang::scheme::builtin;
use std::path::{Path, PathBuf};

const FILES: usize = 200;
const RUNS: usize = 3;

/// Has the page take in two hundred files, in a fresh browser each time.
pub(crate) fn measure(chromium: &Path, page: &Path) -> Result<Vec<Line>, Trouble> {
    let files = make(&paths::target().join("bench-gather"))?;
    let bytes: u64 = files.iter().filter_map(|file| std::fs::metadata(file).ok()).map(|it| it.len()).sum();
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..RUNS {
        let browser = Chromium::start(chromium, &shots::fresh_profile(), (1366, 768))?;
        let page = shots::open(&browser, page, (1366, 768))?;
        page.until("performance.getEntriesByName('sishang-painted').length > 0")?;
        page.evaluate("location.hash = '#/gather/files'")?;
        page.until("!!document.querySelector('#gather-files')")?;
        // From the change of the input on; the longest time between two pictures.
        page.evaluate(
            "window.gap = 0; document.querySelector('#gather-files').addEventListener('change', () => {
                 let last = window.chosen = performance.now();
                 const draw = now => { gap = Math.max(gap, now - last); last = now; requestAnimationFrame(draw) };
                 requestAnimationFrame(draw) }, true)",
        )?;
        let input =
            page.call("Runtime.evaluate", &json!({ "expression": "document.querySelector('#gather-files')" }))?;
        let input = input.pointer("/result/objectId").cloned().ok_or("no input for files")?;
        page.call("DOM.setFileInputFiles", &json!({ "objectId": input, "files": files }))?;
        // As soon as everything is read, on to a table.
        let found = page.evaluate(
            "new Promise(done => {
                 const isRead = () => document.querySelector('.ss-gather__files tbody tr') && !document.querySelector('.ss-progress');
                 const look = () => document.querySelector('#report tbody tr') ? done([performance.now() - chosen, gap])
                     : requestAnimationFrame(look);
                 const wait = () => isRead() ? (location.hash = '#/gather/tables/t6', look()) : requestAnimationFrame(wait);
                 wait() })",
        )?;
        for (times, at) in times.iter_mut().zip(0..) {
            times.extend(found.get(at).and_then(Value::as_f64));
        }
    }
    let [whole, gap] = times.map(|times| summary(times).ok_or("nothing was measured"));
    let what = format!(
        "{FILES} files of a county ({:.0} MB) chosen in the page, until a table of them is shown",
        as_megabytes(bytes)
    );
    Ok(vec![Line { what, result: whole? }, Line { what: "– longest time between two pictures".into(), result: gap? }])
}

/// The files of the made-up county again and again, each time of other offices, with valid digests.
fn make(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let scheme = builtin();
    let path = |at: usize| folder.join(format!("{at:03}.json"));
    let all: Vec<PathBuf> = (0..FILES).map(path).collect();
    let stamp = format!("{} {FILES}", scheme.digest());
    if std::fs::read_to_string(folder.join("made")).is_ok_and(|found| found == stamp) {
        return Ok(all);
    }
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let period = "2026-10".parse().map_err(|_| "a month that is none")?;
    let county = County::new(&Options::new(1, period));
    let texts: Vec<_> = (0..county.offices().len()).filter_map(|office| county.file(&scheme, office, period)).collect();
    for (at, file) in texts.iter().cycle().take(FILES).enumerate() {
        let Some(office) = county.offices().nth(file.office) else { continue };
        let text = file
            .text
            .replacen(&format!("\"code\": \"{}\"", office.code), &format!("\"code\": \"410825{at:03}\""), 1)
            .replacen(&format!("\"name\": \"{}\"", office.name), &format!("\"name\": \"{}{at}\"", office.name), 1);
        let sealed = sealed(&text).ok_or("a file that cannot be read")?;
        std::fs::write(path(at), sealed).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::write(folder.join("made"), stamp).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(all)
}

/// The text with the digest that it has to have.
fn sealed(text: &str) -> Option<String> {
    let mut json = parse(text, &Limits::default()).ok()?;
    let old = json.get("digest")?.as_text()?.to_owned();
    if let Json::Object(members) = &mut json {
        members.retain(|(name, _)| name != "digest");
    }
    Some(text.replace(&old, &digest(&json)))
}
