//! What is written to the folder: the bundle, the tables, and what was done with every file.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::json;
use sishang::document::Properties;
use sishang::exchange::{BundleHead, flat};
use sishang::message::rollup as say;
use sishang::report::{self, Report};
use sishang::rollup::{table_parts, whole_place};
use sishang::scheme::local_time;
use sishang::workbook::Signers;

use super::source::Source;
use super::{Done, RollUpOptions};
use crate::output::Output;

/// Doubts about a bulletin that are told one by one.
const MOST_DOUBTS: usize = 3;

/// Writes everything and gives the names of what was written; or says why not.
pub(super) fn write(
    options: &RollUpOptions,
    done: &Done,
    out: &Path,
    output: &mut Output,
) -> Result<Vec<PathBuf>, String> {
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |error: std::io::Error| format!("{path} 写不进去：{error}")
    };
    fs::create_dir_all(out).map_err(failed(out))?;
    let mut written = Vec::new();
    let mut put = |name: String, bytes: &[u8]| -> Result<(), String> {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(failed(&path))?;
        written.push(path);
        Ok(())
    };
    let at = options.at.clone().unwrap_or_else(now);
    let reports = reports(done, options.public);
    for report in &reports {
        put(format!("{}.csv", name_of(report)), report::csv(report).as_bytes())?;
    }
    let office = &done.rollup.office.name;
    let period = done.rollup.period.map(sishang::period::Period::chinese).unwrap_or_default();
    let title = format!("{office}{period}汇总表");
    let spreadsheet = || {
        let properties = Properties { title: title.clone(), author: office.clone(), at: at.clone() };
        report::xlsx(&reports, &properties)
    };
    // A bulletin leaves the office: it is written from what may be published, whatever else is written.
    let published;
    let public = if options.public {
        &reports
    } else {
        published = if done.scheme.bulletins.is_empty() { Vec::new() } else { self::reports(done, true) };
        &published
    };
    let about =
        |title: &str| Properties { title: title.to_owned(), author: done.rollup.office.name.clone(), at: at.clone() };
    // The spreadsheet takes a while to pack; the bulletins are written meanwhile.
    let packed = thread::scope(|scope| -> Result<Option<Vec<u8>>, String> {
        let packing = (!reports.is_empty()).then(|| scope.spawn(spreadsheet));
        for def in &done.scheme.bulletins {
            match report::write_bulletin(def, public, &date_of(&at)) {
                Ok(bulletin) => {
                    let name = format!("通报_{}", safe(&def.label));
                    put(format!("{name}.html"), bulletin.to_html().as_bytes())?;
                    put(format!("{name}.md"), bulletin.to_markdown().as_bytes())?;
                    put(format!("{name}.docx"), &bulletin.to_docx(&about(&bulletin.title)))?;
                    // What a person should look at before it is passed on.
                    for doubt in bulletin.doubts.iter().take(MOST_DOUBTS) {
                        output.message(&format!("通报“{}”：{doubt}", def.label));
                    }
                    if bulletin.doubts.len() > MOST_DOUBTS {
                        let count = bulletin.doubts.len();
                        output.message(&format!("通报“{}”：要核对的共 {count} 处，发出前请通读一遍", def.label));
                    }
                }
                Err(refusal) => output.message(&format!("通报“{}”没有写：{refusal}", def.label)),
            }
        }
        Ok(packing.and_then(|packing| packing.join().ok()))
    })?;
    if let Some(bytes) = packed {
        put("汇总表.xlsx".to_owned(), &bytes)?;
        put("汇总表.html".to_owned(), report::html_page(&title, &reports).as_bytes())?;
        put("汇总表.md".to_owned(), reports.iter().map(report::markdown).collect::<Vec<_>>().join("\n").as_bytes())?;
        put(
            "汇总表.json".to_owned(),
            format!("{:#}\n", json!({ "tables": reports.iter().map(report::json).collect::<Vec<_>>() })).as_bytes(),
        )?;
    }
    if !options.public {
        put("收文情况.csv".to_owned(), super::lines::fates_csv(done).as_bytes())?;
        put("各单位合计.csv".to_owned(), super::lines::figures_csv(done).as_bytes())?;
        put("审核结果.csv".to_owned(), super::lines::findings_csv(done).as_bytes())?;
        if let Some(path) = bundle(done, &at, out, output)? {
            written.push(path);
        }
    }
    Ok(written)
}

/// All tables of the scheme; for the public only those that may be published, with what would tell of few units withheld.
fn reports(done: &Done, public: bool) -> Vec<Report> {
    let Some((parts, own)) = table_parts(&done.scheme, &done.rollup, &done.gathered.partials, &done.study) else {
        return Vec::new();
    };
    let Some(period) = done.rollup.period else { return Vec::new() };
    let place = whole_place(&done.rollup);
    let whole = report::Whole { place: &place, period };
    let secrecy = public.then(|| report::Secrecy::of(&done.scheme, whole, &parts, own.as_ref()));
    let (scheme, own, how) = (&done.scheme, own.as_ref(), report::Options::default());
    let make = |key: &str| match &secrecy {
        Some(secrecy) => report::tabulate_public(scheme, key, whole, &parts, own, None, secrecy).ok(),
        None => report::tabulate_partials(scheme, key, whole, &parts, own, how).ok(),
    };
    // Each by itself: with a nation's offices a table takes a while.
    let keys: Vec<&str> = done.scheme.tables.iter().map(|table| table.key.as_str()).collect();
    let next = AtomicUsize::new(0);
    let mut made: Vec<(usize, Report)> = thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut own = Vec::new();
                    while let Some((at, key)) = take(&keys, &next) {
                        own.extend(make(key).map(|report| (at, report)));
                    }
                    own
                })
            })
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    });
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, report)| report).collect()
}

fn take<'k>(keys: &[&'k str], next: &AtomicUsize) -> Option<(usize, &'k str)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    keys.get(at).map(|key| (at, *key))
}

fn name_of(report: &Report) -> String {
    let number = if report.number.is_empty() { &report.key } else { &report.number };
    safe(&format!("{number}_{}", report.label))
}

/// A name without what a file's may not have.
fn safe(name: &str) -> String {
    let odd = |c: char| c.is_control() || c.is_whitespace() || "<>:\"/\\|?*".contains(c);
    name.chars().map(|c| if odd(c) { '-' } else { c }).collect()
}

/// The bundle, written file by file; it takes its name only when it is whole. `None` when nothing counts.
fn bundle(done: &Done, at: &str, out: &Path, output: &mut Output) -> Result<Option<PathBuf>, String> {
    let files = done.rollup.upward();
    let head = done.rollup.head(&done.scheme, &done.level, Signers::default(), at);
    let Some(mut head) = head.filter(|_| !files.is_empty()) else { return Ok(None) };
    if head.office.code.is_empty() {
        output
            .message("不知道是哪一级的汇总：各文件没有写明同一个上级。请用 --office 代码,名称 指明，这次没有写汇总包");
        return Ok(None);
    }
    let path = free(&mut head, out);
    let digests: Vec<&str> = files.iter().filter_map(|entry| entry.digest()).collect();
    let own = done.rollup.own.as_deref().and_then(sishang::rollup::Entry::digest);
    head.seal(&digests, own);
    let mut source = Source::new(&done.gathered);
    let own = own.map(|digest| source.text(digest)).transpose()?;
    let unfinished = path.with_extension("json.part");
    let whole = |error: std::io::Error| format!("{} 写不进去：{error}", unfinished.display());
    let mut file = BufWriter::new(File::create(&unfinished).map_err(whole)?);
    file.write_all(head.opening(own.as_deref()).as_bytes()).map_err(whole)?;
    for (at, digest) in digests.iter().enumerate() {
        if at > 0 {
            file.write_all(b",\n").map_err(whole)?;
        }
        file.write_all(flat(&source.text(digest)?).as_bytes()).map_err(whole)?;
    }
    file.write_all(BundleHead::CLOSING.as_bytes()).map_err(whole)?;
    file.flush().map_err(whole)?;
    drop(file);
    fs::rename(&unfinished, &path).map_err(|error| format!("{} 写不进去：{error}", path.display()))?;
    Ok(Some(path))
}

/// The name of the bundle. A bundle is never written over: its revision is raised instead.
fn free(head: &mut BundleHead, out: &Path) -> PathBuf {
    loop {
        let path = out.join(say::bundle_name(head));
        if !path.exists() || head.revision == u32::MAX {
            return path;
        }
        head.revision += 1;
    }
}

/// Now, in Beijing time: the country has one.
fn now() -> String {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map(|since| since.as_secs())
        .ok()
        .and_then(|seconds| i64::try_from(seconds).ok())
        .unwrap_or_default();
    beijing(seconds)
}

/// The day of a time as it is printed: 2026年11月5日.
fn date_of(at: &str) -> String {
    use chrono::Datelike;
    local_time(at).map_or_else(String::new, |time| format!("{}年{}月{}日", time.year(), time.month(), time.day()))
}

fn beijing(seconds: i64) -> String {
    let time = chrono::DateTime::from_timestamp(seconds + 8 * 3600, 0).unwrap_or_default();
    let text = time.format("%Y-%m-%dT%H:%M:%S+08:00").to_string();
    debug_assert!(local_time(&text).is_some());
    text
}

#[cfg(test)]
mod tests {
    use super::beijing;

    #[test]
    fn the_time_is_that_of_beijing() {
        assert_eq!(beijing(1_793_500_000), "2026-11-01T10:26:40+08:00");
    }
}
