//! `sishang rollup` of a thousand files beside DuckDB's `read_json`, one after the other in turns.

use super::files::{self, FILES, FLOWS, RECORDS, STOCK};
use super::{Line, summary};
use crate::process::{cargo, minutes, output, run};
use crate::{Trouble, duckdb, paths};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Turns that each takes; the first, which finds cold files, is not counted.
const TURNS: usize = 7;

/// Ways to roll up, with the words for the table.
const WAYS: [(&str, &[&str]); 4] = [
    (SUMS, &["--no-audit", "--only", "sums"]),
    ("the same, all tables and bulletins written instead", &["--no-audit", "--public"]),
    ("the same, and the bundle written", &["--no-audit"]),
    ("the same, and every file audited once more", &[]),
];

/// What is asked of DuckDB as well.
const SUMS: &str = "read, digests checked, every column added up for every office";

/// Measures, and says so where DuckDB cannot be had.
pub(super) fn measure() -> Result<Vec<Line>, Trouble> {
    let folder = paths::target().join("bench-rollup");
    let files = folder.join("files");
    println!("making {FILES} files of {RECORDS} records");
    files::make(&files)?;
    let bytes: u64 = std::fs::read_dir(&files)
        .map_err(|error| format!("{}: {error}", files.display()))?
        .filter_map(|entry| entry.ok()?.metadata().ok())
        .map(|about| about.len())
        .sum();
    run(cargo().args(["build", "--locked", "--release", "--bin", "sishang"]), minutes(30))?;
    let python = duckdb::python().map_err(|trouble| println!("DuckDB is left out: {trouble}")).ok();
    let what = format!("{FILES} files × {RECORDS} records × 30 columns, {:.0} MB", super::as_megabytes(bytes));
    let mut ours: [Vec<f64>; WAYS.len()] = Default::default();
    let mut peak: [f64; WAYS.len()] = Default::default();
    let mut theirs = Vec::new();
    for turn in 0..TURNS {
        for (at, (_, flags)) in WAYS.iter().enumerate() {
            let (seconds, memory) = ours_once(&files, &folder.join("out"), flags)?;
            if let (true, Some(times), Some(peak)) = (turn > 0, ours.get_mut(at), peak.get_mut(at)) {
                times.push(seconds * 1000.0);
                *peak = peak.max(memory);
            }
        }
        if let Some(python) = &python {
            let seconds = theirs_once(python, &files)?;
            if turn > 0 {
                theirs.push(seconds * 1000.0);
            }
        }
    }
    let mut lines = Vec::new();
    let other = median(&theirs);
    for ((words, _), (times, peak)) in WAYS.iter().zip(ours.iter().zip(peak)) {
        let ratio = other.zip(median(times)).map(|(other, own)| format!(", {:.2} of DuckDB's time", own / other));
        let peak = if peak > 0.0 { format!(", at most {peak:.0} MB of memory") } else { String::new() };
        lines.push(Line {
            what: format!("`sishang rollup` of {what}: {words}"),
            result: format!("{}{peak}{}", summary(times.clone()).unwrap_or_default(), ratio.unwrap_or_default()),
        });
    }
    if let Some(result) = summary(theirs) {
        let what = format!("DuckDB's `read_json` and sums of the same files, {} of Python not counted", "the start");
        lines.push(Line { what, result });
    }
    Ok(lines)
}

fn median(times: &[f64]) -> Option<f64> {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied()
}

/// Seconds from start to end of the whole command, and the most memory that it had, in MB (0 where that cannot be seen).
fn ours_once(files: &Path, out: &Path, flags: &[&str]) -> Result<(f64, f64), Trouble> {
    drop(std::fs::remove_dir_all(out));
    let mut command = Command::new(paths::target().join("release").join("sishang"));
    command.arg("rollup").arg(files).arg("--out").arg(out).args(flags);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().map_err(|error| format!("sishang: {error}"))?;
    let memory = watched(&mut child);
    let seconds = start.elapsed().as_secs_f64();
    if ["汇总表.xlsx", "各单位合计.csv"].iter().any(|name| out.join(name).is_file()) {
        Ok((seconds, memory))
    } else {
        Err(format!("`sishang rollup` wrote nothing to {}", out.display()))
    }
}

/// Waits for the end, looking at the memory now and then.
fn watched(child: &mut Child) -> f64 {
    let mut most = 0.0;
    while matches!(child.try_wait(), Ok(None)) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        most = kilobytes.map_or(most, |kilobytes| kilobytes / 1024.0);
        std::thread::sleep(Duration::from_millis(2));
    }
    most
}

fn theirs_once(python: &Path, files: &Path) -> Result<f64, Trouble> {
    let script = paths::root().join("tests/bench/rollup.py");
    let said = output(Command::new(python).arg(script).arg(files).arg(FLOWS.join(",")).arg(STOCK), minutes(5))?;
    let mut words = said.split_whitespace();
    let seconds = words.next().and_then(|word| word.parse().ok());
    let all = words.next().and_then(|word| word.parse::<u32>().ok()) == Some(FILES);
    seconds.filter(|_| all).ok_or_else(|| format!("DuckDB did not see all files: {said}"))
}
