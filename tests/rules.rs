//! The cases of `tests/rules/*.toml`: every edit rule of the built-in scheme, failing and passing. See the README there.

use crate::support::{self, Typed};
use sishang::audit::{Audit, Verdict, View};
use sishang::formula::Value;
use sishang::scheme::{CompiledRule, CompiledScheme, builtin};
use sishang::workbook::{Absence, Mark};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use toml::Table;

#[test]
fn every_case_has_its_verdict() {
    let scheme = builtin();
    let mut wrong = Vec::new();
    for case in cases() {
        if let Err(found) = check(&scheme, &case) {
            wrong.push(format!("{} {} “{}”: {found}", case.file, text(&case.spec, "rule"), text(&case.spec, "name")));
        }
    }
    assert!(wrong.is_empty(), "{} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case_that_fails_and_one_that_passes() {
    let mut verdicts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in cases() {
        let of_rule = verdicts.entry(text(&case.spec, "rule").to_owned()).or_default();
        of_rule.insert(text(&case.spec, "verdict").to_owned());
    }
    for rule in &builtin().rules {
        let found = verdicts.get(&rule.id).cloned().unwrap_or_default();
        for wanted in ["failed", "passed"] {
            assert!(found.contains(wanted), "{} has no case “{wanted}”", rule.id);
        }
    }
}

/// A new form must not be forgotten in the lists of the general rules, nor in the formulas that name every form.
#[test]
fn general_rules_reach_every_form_of_enterprises() {
    let scheme = builtin();
    let forms = ["industry", "construction", "trade", "lodging", "realestate", "services"];
    let repeated = [
        "R013", "R013b", "R015", "R020", "R020b", "R020c", "R026", "R026c", "R026d", "R030", "R030b", "R030c", "R080",
        "R084", "R085", "R085b",
    ];
    for (form, id) in forms.iter().flat_map(|form| repeated.iter().map(move |id| (form, id))) {
        let reaches = |rule: &CompiledRule| scheme[rule.rule].id == *id && scheme[rule.form].key == *form;
        assert!(scheme.compiled_rules().iter().any(reaches), "{id} does not reach {form}");
    }
    for id in ["R008", "R012", "R017b", "R017e", "R026d", "R095"] {
        let rule = scheme.rules.iter().find(|rule| rule.id == id).unwrap();
        let formulas = [rule.when.as_deref().unwrap_or_default(), &rule.check].concat();
        for form in forms {
            assert!(formulas.contains(&format!("reported({form})")), "{id} does not ask for {form}");
        }
    }
}

/// Bands and thresholds are named settings, so that a county changes them without touching a formula: no amount, share or
/// span but zero stands in a rule itself.
#[test]
fn thresholds_are_settings() {
    let scheme = builtin();
    for rule in &scheme.rules {
        for formula in rule.when.iter().chain([&rule.check]) {
            // What stands between quotation marks is a code or a word, not an amount.
            let outside: String = formula.split('"').step_by(2).collect::<Vec<_>>().join("\"");
            let mut rest = outside.as_str();
            while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
                let in_a_name = rest[..at].ends_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
                let end = rest[at..].find(|letter: char| !letter.is_ascii_digit() && letter != '.');
                let (number, after) = rest[at..].split_at(end.unwrap_or(rest.len() - at));
                let unit = after.starts_with(|letter: char| letter == '%' || letter.is_alphabetic());
                assert!(in_a_name || !unit || number == "0", "{}: {number} in “{formula}” is no setting", rule.id);
                rest = after;
            }
        }
    }
}

struct Case {
    file: String,
    spec: Table,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml")) {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let whole: Table = std::fs::read_to_string(path).unwrap().parse().unwrap_or_else(|why| panic!("{file}: {why}"));
        for spec in whole["case"].as_array().unwrap() {
            cases.push(Case { file: file.clone(), spec: spec.as_table().unwrap().clone() });
        }
    }
    cases
}

fn text<'a>(spec: &'a Table, key: &str) -> &'a str {
    spec.get(key).and_then(|value| value.as_str()).unwrap_or_default()
}

fn check(scheme: &CompiledScheme, case: &Case) -> Result<(), String> {
    let spec = &case.spec;
    let or = |key: &str, otherwise: &'static str| match text(spec, key) {
        "" => otherwise.to_owned(),
        given => given.to_owned(),
    };
    let mut book = support::workbook(
        scheme,
        &or("office", "411425104"),
        &or("period", "2026-10"),
        &records(spec, "now").unwrap_or_default(),
    );
    book.prev = records(spec, "prev").map(|records| support::earlier(scheme, "2026-09", &records));
    book.last_year = records(spec, "last_year").map(|records| support::earlier(scheme, "2025-10", &records));

    let rule = rule(scheme, text(spec, "rule"), text(spec, "form"), text(spec, "it"))?;
    let view = View::new(scheme, &book);
    let row = text(spec, "row");
    let verdict = verdict(&view, rule, row);
    let name = match verdict {
        Verdict::Passed => "passed",
        Verdict::Failed => "failed",
        Verdict::Undecided => "undecided",
        Verdict::NotApplicable => "not_applicable",
        Verdict::Broken => "broken",
    };
    if name != text(spec, "verdict") {
        return Err(format!("expected {}, found {name}", text(spec, "verdict")));
    }

    let audit = Audit::full(scheme, &book);
    let mut findings = audit.findings().filter(|finding| {
        finding.key.rule == text(spec, "rule")
            && finding.key.form == text(spec, "form")
            && finding.key.field == text(spec, "it")
            && finding.key.key == row
    });
    let finding = findings.next();
    if finding.is_some() != (verdict == Verdict::Failed) {
        return Err(format!("the audit says {finding:?}"));
    }
    if let Some(broken) = audit.findings().find(|finding| finding.broken) {
        return Err(format!("{} is broken: {}", broken.key.rule, broken.sentence));
    }
    let sentence = finding.map(|finding| finding.sentence.clone()).unwrap_or_default();
    if std::env::var_os("SHOW_SENTENCES").is_some() && finding.is_some() {
        eprintln!("{}\t{sentence}", text(spec, "rule"));
    }
    let says = spec.get("says").and_then(|says| says.as_array());
    for part in says.into_iter().flatten().filter_map(|part| part.as_str()) {
        if !sentence.contains(part) {
            return Err(format!("“{sentence}” does not say “{part}”"));
        }
    }
    Ok(())
}

/// The records under `now`, `prev` or `last_year`; `None` when there is no such file.
fn records(spec: &Table, when: &str) -> Option<Vec<Typed>> {
    let mut records = Vec::new();
    for (form, rows) in spec.get(when)?.as_table()? {
        for (key, cells) in rows.as_table()? {
            let mut record = Typed { form: form.clone(), key: key.clone(), cells: Vec::new(), marks: Vec::new() };
            for (name, given) in cells.as_table()? {
                match name.as_str() {
                    "absent" => {
                        let absence = |why: &toml::Value| Absence::from_key(why.as_str().unwrap()).unwrap();
                        let marks = given.as_table()?.iter();
                        record.marks.extend(marks.map(|(cell, why)| (cell.clone(), absence(why).mark())));
                    }
                    "confirmed" => {
                        let cells = given.as_array()?.iter().map(|cell| cell.as_str().unwrap().to_owned());
                        record.marks.extend(cells.map(|cell| (cell, Mark::Confirmed)));
                    }
                    _ => record.cells.push((name.clone(), given.as_str().unwrap().to_owned())),
                }
            }
            records.push(record);
        }
    }
    Some(records)
}

fn rule<'a>(scheme: &'a CompiledScheme, id: &str, form: &str, it: &str) -> Result<&'a CompiledRule, String> {
    let of_case = |rule: &&CompiledRule| {
        let form_of_rule = &scheme[rule.form];
        let field = rule.it.map(|it| form_of_rule[it].key.as_str()).unwrap_or_default();
        scheme[rule.rule].id == id && form_of_rule.key == form && field == it
    };
    scheme.compiled_rules().iter().find(of_case).ok_or_else(|| format!("no rule {id} for {form} {it}"))
}

fn verdict(view: &View<'_>, rule: &CompiledRule, row: &str) -> Verdict {
    let Some(place) = view.place(rule.form, row) else { return Verdict::NotApplicable };
    if let Some(when) = &rule.when {
        match when.eval(view, place) {
            Ok(Some(Value::Bool(true))) => {}
            Ok(_) => return Verdict::NotApplicable,
            Err(_) => return Verdict::Broken,
        }
    }
    match rule.check.eval(view, place) {
        Ok(Some(Value::Bool(true))) => Verdict::Passed,
        Ok(Some(Value::Bool(false))) => Verdict::Failed,
        Ok(_) => Verdict::Undecided,
        Err(_) => Verdict::Broken,
    }
}
