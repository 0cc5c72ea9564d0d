//! What is written to the folder: the bundle, the tables, and what was done with every file.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sishang::document::Properties;
use sishang::exchange::{BundleHead, bundle_name, flat};
use sishang::report::{self, Letter, Report};
use sishang::scheme::{BulletinDef, local_time};
use sishang::workbook::Signers;

use super::lines::names_of;
use super::share::share;
use super::source::Source;
use super::{Done, Product, RollUpOptions};
use crate::files::not_written;
use crate::output::Output;

/// What the name of a file ends in until it is whole.
const UNFINISHED: &str = ".part";

/// Doubts about a bulletin that are told one by one.
const MOST_DOUBTS: usize = 3;

/// A file that is written, or several that belong together.
enum Wanted<'a> {
    /// One table.
    Csv(&'a Report),
    Bulletin(&'a BulletinDef),
    Spreadsheet,
    Page,
    Markdown,
    Json,
    Fates,
    Figures,
    Findings,
    Bundle,
}

/// What was written, and what is to be said of it.
#[derive(Default)]
struct Written {
    paths: Vec<PathBuf>,
    messages: Vec<String>,
}

/// Makes the folder that is written to; or says why not.
pub(super) fn folder(out: &Path) -> Result<(), String> {
    fs::create_dir_all(out).map_err(|error| not_written(out, &error))
}

/// Writes everything and gives the names of what was written; or says why not.
pub(super) fn write(
    options: &RollUpOptions,
    done: &Done,
    out: &Path,
    output: &mut Output,
) -> Result<Vec<PathBuf>, String> {
    let at = options.at.clone().unwrap_or_else(now);
    let writing = Writing::new(options, done, out, at);
    // Of nothing there is nothing to add up, to check or to hand upward.
    let counts = !done.rollup.parts.is_empty() || done.rollup.own.is_some();
    let mut wanted = Vec::new();
    if counts && !writing.reports.is_empty() {
        wanted.extend(writing.reports.iter().map(Wanted::Csv));
        wanted.extend([Wanted::Spreadsheet, Wanted::Page, Wanted::Markdown, Wanted::Json]);
    }
    if counts && options.wants(Product::Bulletins) {
        wanted.extend(done.scheme.bulletins.iter().map(Wanted::Bulletin));
    }
    if options.wants(Product::Fates) {
        wanted.push(Wanted::Fates);
    }
    for (product, file) in
        [(Product::Sums, Wanted::Figures), (Product::Findings, Wanted::Findings), (Product::Bundle, Wanted::Bundle)]
    {
        wanted.extend(Some(file).filter(|_| counts && options.wants(product)));
    }
    // What takes longest is begun first, so that in the end no thread waits for another.
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|at| wanted.get(*at).map(Wanted::quickness));
    let results = share(&order, |at| wanted.get(*at).map(|wanted| writing.write(wanted)));
    let mut results: Vec<_> = order.into_iter().zip(results).collect();
    results.sort_by_key(|(at, _)| *at);
    let mut paths = Vec::new();
    for (_, result) in results {
        let written = result.transpose()?.unwrap_or_default();
        written.messages.iter().for_each(|message| output.message(message));
        paths.extend(written.paths);
    }
    if let Some(message) = others(out, &paths).filter(|_| options.public) {
        output.message(&message);
    }
    Ok(paths)
}

/// What else is in a folder of which all may be thought to be public, such as what an earlier run wrote for the office
/// itself; `None` for nothing.
fn others(out: &Path, written: &[PathBuf]) -> Option<String> {
    let entries = fs::read_dir(out).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let mut others: Vec<PathBuf> = entries.filter(|path| !written.contains(path)).collect();
    others.sort();
    let names = names_of(&others);
    let count = Some(others.len()).filter(|count| *count > 0)?;
    Some(format!("{} 里另有 {count} 个不是这次写的：{names}。里面可能有不能公开的，公开前请先拿走", out.display()))
}

impl Wanted<'_> {
    /// 0 for what takes longest.
    const fn quickness(&self) -> u8 {
        match self {
            Self::Bundle => 0,
            Self::Spreadsheet => 1,
            Self::Json | Self::Page => 2,
            Self::Bulletin(_) => 3,
            Self::Markdown | Self::Findings | Self::Figures | Self::Fates | Self::Csv(_) => 4,
        }
    }
}

/// What files are written from.
struct Writing<'a> {
    done: &'a Done,
    out: &'a Path,
    at: String,
    title: String,
    /// Who signs the bulletins, when, and to whom they go.
    letter: Letter,
    reports: &'a [Report],
}

impl<'a> Writing<'a> {
    fn new(options: &RollUpOptions, done: &'a Done, out: &'a Path, at: String) -> Self {
        let mut letter = options.letter.clone();
        if letter.date.is_empty() {
            letter.date = date_of(&at);
        }
        let period = done.rollup.period.map(sishang::period::Period::chinese).unwrap_or_default();
        let title = format!("{}{period}汇总表", done.rollup.office.name);
        Self { done, out, at, title, letter, reports: &done.tables.all }
    }

    fn write(&self, wanted: &Wanted<'_>) -> Result<Written, String> {
        let mut written = Written::default();
        let mut put = |name: String, bytes: &[u8]| -> Result<(), String> {
            written.paths.push(self.stream(&name, |file| file.write_all(bytes))?);
            Ok(())
        };
        match wanted {
            Wanted::Csv(report) => put(format!("{}.csv", name_of(report)), report::csv(report).as_bytes())?,
            Wanted::Bulletin(def) => return self.bulletin(def, put).map(|messages| Written { messages, ..written }),
            Wanted::Spreadsheet => {
                put("汇总表.xlsx".to_owned(), &report::xlsx(self.reports, &self.about(&self.title)))?;
            }
            Wanted::Page => {
                put("汇总表.html".to_owned(), report::html_page(&self.title, self.reports).as_bytes())?;
            }
            Wanted::Markdown => {
                let tables: Vec<String> = self.reports.iter().map(report::markdown).collect();
                put("汇总表.md".to_owned(), tables.join("\n").as_bytes())?;
            }
            Wanted::Json => {
                written.paths.push(self.stream("汇总表.json", |file| report::write_json(self.reports, file))?);
            }
            Wanted::Fates => put("收文情况.csv".to_owned(), super::lines::fates_csv(self.done).as_bytes())?,
            Wanted::Figures => put("各单位合计.csv".to_owned(), super::lines::figures_csv(self.done).as_bytes())?,
            Wanted::Findings => {
                let path = self.stream("审核结果.csv", |file| super::lines::findings_csv(self.done, file))?;
                written.paths.push(path);
            }
            Wanted::Bundle => match bundle(self.done, &self.at, self.out)? {
                Ok(path) => written.paths.extend(path),
                Err(why) => written.messages.push(why),
            },
        }
        Ok(written)
    }

    /// Writes a file. What is too long to be made first is made on the way.
    fn stream(
        &self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<PathBuf, String> {
        let path = self.out.join(name);
        whole(&path, |file| write(file).map_err(|error| not_written(&path, &error)))?;
        Ok(path)
    }

    fn about(&self, title: &str) -> Properties {
        Properties { title: title.to_owned(), author: self.done.rollup.office.name.clone(), at: self.at.clone() }
    }

    /// Writes a bulletin; gives what a person should look at before it is passed on.
    fn bulletin(
        &self,
        def: &BulletinDef,
        mut put: impl FnMut(String, &[u8]) -> Result<(), String>,
    ) -> Result<Vec<String>, String> {
        let public = self.done.tables.published();
        let bulletin = match report::write_bulletin(def, public, &self.letter) {
            Ok(bulletin) => bulletin,
            Err(refusal) => return Ok(vec![format!("通报“{}”没有写：{refusal}", def.label)]),
        };
        let name = format!("通报_{}", safe(&def.label));
        put(format!("{name}.html"), bulletin.to_html().as_bytes())?;
        put(format!("{name}.md"), bulletin.to_markdown().as_bytes())?;
        put(format!("{name}.docx"), &bulletin.to_docx(&self.about(&bulletin.title)))?;
        let doubts = bulletin.doubts.iter().take(MOST_DOUBTS);
        let mut messages: Vec<String> = doubts.map(|doubt| format!("通报“{}”：{doubt}", def.label)).collect();
        if bulletin.doubts.len() > MOST_DOUBTS {
            let count = bulletin.doubts.len();
            messages.push(format!("通报“{}”：要核对的共 {count} 处，发出前请通读一遍", def.label));
        }
        Ok(messages)
    }
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

/// The bundle, written file by file. No path when nothing counts; or why none
/// was written, where a person can help.
fn bundle(done: &Done, at: &str, out: &Path) -> Result<Result<Option<PathBuf>, String>, String> {
    let files = done.rollup.upward();
    let head = done.rollup.head(&done.scheme, &done.level, Signers::default(), at);
    let Some(mut head) = head.filter(|_| !files.is_empty()) else { return Ok(Ok(None)) };
    if head.office.code.is_empty() {
        let why = "不知道是哪一级的汇总：各文件没有写明同一个上级。请用 --office 代码,名称 指明，这次没有写汇总包";
        return Ok(Err(why.to_owned()));
    }
    let path = free(&mut head, out);
    let digests: Vec<&str> = files.iter().filter_map(|entry| entry.digest()).collect();
    let own = done.rollup.own.as_deref().and_then(sishang::rollup::Entry::digest);
    head.seal(&digests, own);
    let mut source = Source::new(&done.gathered);
    let own = own.map(|digest| source.text(digest)).transpose()?;
    whole(&path, |file| {
        let mut put = |text: &str| file.write_all(text.as_bytes()).map_err(|error| not_written(&path, &error));
        put(&head.opening(own.as_deref()))?;
        for (at, digest) in digests.iter().enumerate() {
            if at > 0 {
                put(",\n")?;
            }
            put(&flat(&source.text(digest)?))?;
        }
        put(BundleHead::CLOSING)
    })?;
    Ok(Ok(Some(path)))
}

/// Writes a file beside its place: it takes its name only when it is whole, so that a run that is broken off leaves no
/// table that ends in the middle under the name of a whole one.
fn whole(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> Result<(), String>) -> Result<(), String> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(UNFINISHED);
    let unfinished = PathBuf::from(unfinished);
    let failed = |error: io::Error| not_written(path, &error);
    let all = || {
        let mut file = BufWriter::new(File::create(&unfinished).map_err(failed)?);
        write(&mut file)?;
        file.flush().map_err(failed)?;
        drop(file);
        fs::rename(&unfinished, path).map_err(failed)
    };
    all().inspect_err(|_| drop(fs::remove_file(&unfinished)))
}

/// The name of the bundle. A bundle is never written over: its revision is raised instead.
fn free(head: &mut BundleHead, out: &Path) -> PathBuf {
    loop {
        let path = out.join(bundle_name(head));
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
    local_time(at).and_then(|time| report::letter_date(&time.date().to_string())).unwrap_or_default()
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
