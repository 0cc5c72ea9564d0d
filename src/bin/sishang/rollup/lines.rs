//! What is said of the result: for people, for scripts, and as tables to keep.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;

use serde_json::{Value, json};
use sishang::audit::State;
use sishang::message::rollup as say;
use sishang::number::canonical;
use sishang::rollup::{Arrival, Entry, Fate, FigureKey, What};
use sishang::scheme::Tier;

use super::Done;
use crate::check::plain;
use crate::output::Output;

/// Cells in which files differ that are printed; all are in the JSON.
const MOST_DIFFERENCES: usize = 20;

/// Office, period, revision of a submission or bundle.
fn about(entry: &Entry) -> (String, String, Option<u32>) {
    match &entry.what {
        What::Submission(received) => {
            (received.head.office.name.clone(), received.head.period.to_string(), Some(received.head.revision))
        }
        What::Bundle { head, .. } => (head.office.name.clone(), head.period.to_string(), Some(head.revision)),
        What::Return(note) => (note.office.name.clone(), note.period.to_string(), None),
        What::Waivers { .. } | What::Refused(_) => (String::new(), String::new(), None),
    }
}

pub(super) fn text(done: &Done, written: &[PathBuf], output: &mut Output) {
    let mut text = String::new();
    let rollup = &done.rollup;
    let period = rollup.period.map(sishang::period::Period::chinese).unwrap_or_default();
    let count = |arrival: Arrival| rollup.offices.iter().filter(|state| state.arrival == arrival).count();
    let counts: Vec<String> = Arrival::ALL
        .into_iter()
        .filter(|arrival| count(*arrival) > 0)
        .map(|arrival| format!("{} {}", arrival.label(), count(arrival)))
        .collect();
    let line = |text: &mut String, words: &str| {
        text.push_str(&plain(words));
        text.push('\n');
    };
    if done.gathered.unreadable.is_empty() && rollup.fates.is_empty() {
        line(&mut text, "没有找到报送文件。请指明文件，或者装着 .json 文件的文件夹");
    }
    let name = if rollup.office.name.is_empty() { "汇总".to_owned() } else { rollup.office.name.clone() };
    let heading = [name.as_str(), &period].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let mut said: Vec<String> = Some(counts.join("，")).into_iter().filter(|counts| !counts.is_empty()).collect();
    said.push(match rollup.files().len() {
        0 => "没有一份文件可以计入，没有汇总".to_owned(),
        count => format!("计入 {count} 份文件"),
    });
    line(&mut text, &format!("{heading}：{}", said.join("；")));
    for (path, why) in &done.gathered.unreadable {
        line(&mut text, &format!("  {}：{why}", path.display()));
    }
    let is_plain = |entry: &Entry, fate: &Fate| {
        let noted = entry.submission().is_some_and(|received| !received.notes.is_empty());
        matches!(fate, Fate::Taken { decided: false }) && !noted
    };
    // What is said of all files of another edition is said once; each is named in the JSON and in 收文情况.csv.
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for (entry, fate) in rollup.fates.iter().filter(|(entry, fate)| !is_plain(entry, fate)) {
        let said = say::done(entry, fate);
        let is_taken = matches!(fate, Fate::Taken { .. });
        match told.iter_mut().rev().find(|(words, _)| is_taken && *words == said) {
            Some((_, names)) => names.push(&entry.name),
            None => told.push((said, vec![&entry.name])),
        }
    }
    for (said, names) in told {
        match names.as_slice() {
            [first, _, ..] => line(&mut text, &format!("  {first} 等 {} 份：{said}", names.len())),
            [only] => line(&mut text, &format!("  {only}：{said}")),
            [] => {}
        }
    }
    if !done.others.is_empty() {
        line(&mut text, &format!("  不是 .json、没有看的文件 {} 个：{}", done.others.len(), names_of(&done.others)));
    }
    for state in &rollup.offices {
        let below = say::lacking(&state.office, &rollup.lacking_below(state));
        let own = Some(state.arrival.label()).filter(|_| state.arrival != Arrival::Received);
        let said: Vec<&str> = own.into_iter().chain(Some(below.as_str()).filter(|below| !below.is_empty())).collect();
        if !said.is_empty() {
            line(&mut text, &format!("  {} {}：{}", state.office.code, state.office.name, said.join("；")));
        }
    }
    for (conflict, divergences) in rollup.conflicts.iter().zip(&done.divergences) {
        line(
            &mut text,
            &format!(
                "{} 第{}版有几份不同的文件，用 --decisions 决定用哪一份：",
                conflict.office.name, conflict.revision
            ),
        );
        for entry in &conflict.entries {
            line(&mut text, &format!("  {} {}", entry.digest().unwrap_or_default(), entry.name));
        }
        let Some(points) = divergences else {
            line(&mut text, "  有文件在汇总期间变了，没有比较，请再汇总一次");
            continue;
        };
        if points.is_empty() {
            let are_bundles = conflict.entries.iter().all(|entry| entry.bundle().is_some());
            line(&mut text, &format!("  {}", say::alike_but_for(are_bundles)));
        }
        for one in points.iter().take(MOST_DIFFERENCES) {
            let texts: Vec<String> = one.texts.iter().map(|text| format!("“{text}”")).collect();
            line(&mut text, &format!("  {}：{}", one.place, texts.join(" 与 ")));
        }
        if points.len() > MOST_DIFFERENCES {
            line(&mut text, &format!("  …… 共 {} 处不同", points.len()));
        }
    }
    for decision in &done.idle {
        line(&mut text, &format!("  {}", say::idle_decision(decision, rollup)));
    }
    for finding in &done.findings {
        line(&mut text, &format!("  {} {}：{}", finding.severity.label(), finding.check.label(), finding.message));
    }
    let (mut hard, mut soft, mut offices) = (0, 0, 0);
    for entry in rollup.files() {
        let audited = entry.digest().and_then(|digest| done.study.get(digest)?.audited.as_ref());
        let Some(audited) = audited else { continue };
        hard += audited.counts.hard;
        soft += audited.counts.soft;
        offices += usize::from(audited.counts.blocking() > 0 || !audited.differences.is_empty());
        for difference in audited.differences.iter().take(MOST_DIFFERENCES) {
            line(&mut text, &format!("  {}：{difference}", entry.name));
        }
        if audited.differences.len() > MOST_DIFFERENCES {
            line(&mut text, &format!("  {}：…… 其余见 审核结果.csv", entry.name));
        }
    }
    if offices > 0 {
        line(
            &mut text,
            &format!("重新审核：{offices} 个单位的文件有问题，强制 {hard}，核实未说明 {soft}，见 审核结果.csv"),
        );
    }
    for said in reminder(done).into_iter().chain(sishang::rollup::taken_for_silent(&done.rollup)) {
        line(&mut text, &said);
    }
    for path in written {
        line(&mut text, &format!("已写 {}", path.display()));
    }
    output.result(&text);
}

/// Names that are told of many files; those that were not read are all in the JSON.
const MOST_OTHERS: usize = 5;

pub(super) fn names_of(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let names: Vec<String> = paths.iter().take(MOST_OTHERS).map(name).collect();
    let more = if paths.len() > names.len() { "等" } else { "" };
    format!("{}{more}", names.join("、"))
}

/// 催报, to those whose report does not count yet.
fn reminder(done: &Done) -> Option<String> {
    let (period, first) = (done.rollup.period?, done.rollup.offices.first()?);
    let due = done.scheme.first_due(period, Tier::of(&first.office.code)).map(|due| due.chinese(period));
    sishang::rollup::reminder(&done.rollup, due.as_deref())
}

pub(super) fn json(done: &Done, written: &[PathBuf], output: &mut Output) {
    let rollup = &done.rollup;
    let unreadable = done
        .gathered
        .unreadable
        .iter()
        .map(|(path, why)| json!({ "file": path.display().to_string(), "fate": "unreadable", "message": why }));
    let files = rollup.fates.iter().map(|(entry, fate)| {
        let (office, period, revision) = about(entry);
        json!({
            "file": entry.name, "fate": fate.code(), "message": say::done(entry, fate), "office": office, "period": period,
            "revision": revision, "digest": entry.digest(),
        })
    });
    let offices = rollup.offices.iter().map(|state| {
        let lacking = rollup.lacking_below(state).into_iter().map(|one| {
            json!({ "code": one.office.code, "name": one.office.name, "state": one.arrival.key(), "above": one.above.code })
        });
        json!({
            "code": state.office.code, "name": state.office.name, "state": state.arrival.key(),
            "expected": state.expected, "file": state.counted.as_ref().map(|entry| entry.name.clone()),
            "files": state.files, "returned": state.returned, "lacking": lacking.collect::<Vec<_>>(),
        })
    });
    let findings = done.findings.iter().map(|finding| {
        json!({
            "check": finding.check.key(), "severity": finding.severity.key(), "message": finding.message,
            "offices": finding.offices.iter().map(|office| office.code.clone()).collect::<Vec<_>>(),
        })
    });
    let audits = rollup.files().into_iter().filter_map(|entry| {
        let audited = done.study.get(entry.digest()?)?.audited.as_ref()?;
        Some(json!({
            "file": entry.name, "hard": audited.counts.hard, "soft": audited.counts.soft,
            "explained": audited.counts.explained, "waived": audited.counts.waived, "hints": audited.counts.hints,
            "differences": audited.differences,
        }))
    });
    let conflicts = rollup.conflicts.iter().zip(&done.divergences).map(|(conflict, divergences)| {
        let entries = conflict.entries.iter();
        let points = divergences.iter().flatten().map(|one| {
            json!({ "form": one.form, "key": one.key, "field": one.field, "place": one.place,
                "first": one.texts.first(), "second": one.texts.get(1), "texts": one.texts })
        });
        json!({
            "office": conflict.office.code, "revision": conflict.revision,
            "files": entries.map(|entry| json!({ "file": entry.name, "digest": entry.digest() })).collect::<Vec<_>>(),
            "differences": points.collect::<Vec<_>>(),
        })
    });
    let idle = done.idle.iter().map(|decision| {
        json!({
            "office": decision.office, "period": decision.period.to_string(), "digest": decision.digest,
            "message": say::idle_decision(decision, rollup),
        })
    });
    let whole = json!({
        "office": { "code": rollup.office.code, "name": rollup.office.name },
        "period": rollup.period.map(|period| period.to_string()),
        "files": unreadable.chain(files).collect::<Vec<Value>>(),
        "ignored": done.others.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
        "offices": offices.collect::<Vec<Value>>(),
        "reminder": reminder(done),
        "conflicts": conflicts.collect::<Vec<Value>>(),
        "idle_decisions": idle.collect::<Vec<Value>>(),
        "findings": findings.collect::<Vec<Value>>(),
        "audits": audits.collect::<Vec<Value>>(),
        "written": written.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
    });
    output.result(&serde_json::to_string_pretty(&whole).unwrap_or_default());
    output.result("\n");
}

/// A line of a CSV file for a spreadsheet.
fn csv_line(out: &mut String, cells: &[&str]) {
    csv_cells(out, cells);
    out.push_str("\r\n");
}

fn csv_cells(out: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        // A number is no formula, also a negative one.
        let is_number =
            !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
        if is_number && cell.parse::<sishang::number::Decimal>().is_ok() {
            out.push_str(cell);
        } else {
            out.push_str(&sishang::report::csv_cell(cell));
        }
    }
}

/// What was done with every file.
pub(super) fn fates_csv(done: &Done) -> String {
    let mut out = String::from("\u{feff}");
    csv_line(&mut out, &["文件", "单位", "报告期", "版次", "处理", "说明"]);
    for (path, why) in &done.gathered.unreadable {
        csv_line(&mut out, &[&path.display().to_string(), "", "", "", "unreadable", why]);
    }
    for (entry, fate) in &done.rollup.fates {
        let (office, period, revision) = about(entry);
        let revision = revision.map(|revision| revision.to_string()).unwrap_or_default();
        csv_line(&mut out, &[&entry.name, &office, &period, &revision, fate.code(), &say::done(entry, fate)]);
    }
    out
}

/// What every column adds up to in every file that counts, to the last digit, in the field's own unit.
pub(super) fn figures_csv(done: &Done) -> String {
    let mut out = String::from("\u{feff}");
    csv_line(&mut out, &["单位代码", "单位", "表", "指标", "名称", "计量单位", "记录数", "合计"]);
    // What is said of a column is the same for every office.
    let mut about: HashMap<FigureKey, String> = HashMap::new();
    let columns = |key: FigureKey| {
        let (def, (_, field, column)) = (&done.scheme[key.0], key);
        let field = &def[field];
        let unit = field.unit.as_deref().unwrap_or_default();
        let mut columns = String::from(",");
        csv_cells(&mut columns, &[&def.key, &field.cell_key(column), &field.cell_label(column), unit]);
        columns.push(',');
        columns
    };
    for entry in done.rollup.files() {
        let Some(facts) = entry.digest().and_then(|digest| done.study.get(digest)) else { continue };
        let Some(office) = entry.submission().map(|received| &received.head.office) else { continue };
        let mut whose = String::new();
        csv_cells(&mut whose, &[&office.code, &office.name]);
        for (key, sum) in facts.figures.iter() {
            let total = sum.sum.map_or_else(|| "太大，无法准确相加".to_owned(), canonical);
            out.push_str(&whose);
            out.push_str(about.entry(key).or_insert_with(|| columns(key)));
            csv_line(&mut out, &[&sum.records.to_string(), &total]);
        }
    }
    out
}

/// The findings of every office, and those of the whole.
pub(super) fn findings_csv(done: &Done, mut to: impl io::Write) -> io::Result<()> {
    let mut out = String::from("\u{feff}");
    csv_line(&mut out, &["单位", "审核关系", "类别", "位置", "审核结果", "状态", "说明"]);
    for finding in &done.findings {
        let names: Vec<&str> = finding.offices.iter().map(|office| office.name.as_str()).collect();
        let cells = [&names.join("、"), finding.check.label(), finding.severity.label(), "", &finding.message, "", ""];
        csv_line(&mut out, &cells);
    }
    for entry in done.rollup.files() {
        let Some(audited) = entry.digest().and_then(|digest| done.study.get(digest)?.audited.as_ref()) else {
            continue;
        };
        let (office, _, _) = about(entry);
        for one in &audited.differences {
            csv_line(&mut out, &[&office, "", "文件", "", one, "", ""]);
        }
        if audited.omitted > 0 {
            let more = format!("还有 {} 条没有列出", audited.omitted);
            csv_line(&mut out, &[&office, "", "", "", &more, "", ""]);
        }
        for one in &audited.findings {
            let state = match one.weight.state {
                State::Open => "未说明",
                State::Explained => "已说明",
                State::Waived => "已特批",
                State::Void => "说明失效",
            };
            let severity = if one.weight.broken { "无法计算" } else { one.weight.severity.label() };
            csv_line(
                &mut out,
                &[
                    &office,
                    one.rule(&done.scheme),
                    severity,
                    &one.place(&done.scheme),
                    &one.message(&done.scheme),
                    state,
                    &one.explanation,
                ],
            );
        }
        // Office by office: together they are long.
        to.write_all(out.as_bytes())?;
        out.clear();
    }
    to.write_all(out.as_bytes())
}
