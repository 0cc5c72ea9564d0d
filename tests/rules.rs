//! The cases of `tests/rules/*.toml`: every edit rule of the built-in scheme, failing and passing. See the README there.

use crate::support::{self, Typed};
use sishang::audit::{Audit, Verdict, View};
use sishang::formula::Value;
use sishang::rollup::Check;
use sishang::scheme::{CompiledRule, CompiledScheme, FieldType, Severity, builtin};
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

/// The 74 numbers of domain.md §3.5 with what stands for each: rules of the scheme with their severity, or checks of the
/// roll-up where many files are needed. `Q` cannot be sent, `H` needs an explanation, `T` is only told.
const NUMBERS: [(&str, &str); 74] = [
    ("R001", "Q R001"),
    ("R002", "Q R002"),
    ("R003", "Q R003"),
    ("R004", "H R004"),
    ("R005", "Q R005, T R005b"),
    ("R006", "H R006"),
    ("R007", "Q R007, H R007b"),
    ("R008", "Q R008"),
    ("R009", "H R009"),
    ("R010", "Q R010, H R010b"),
    ("R011", "Q R011"),
    ("R012", "Q R012, H R012b"),
    ("R013", "Q R013, T R013b"),
    ("R014", "H R014"),
    ("R015", "Q R015"),
    ("R016", "H R016"),
    ("R017", "H R017, Q R017b"),
    ("R020", "Q R020, Q R020b, Q R020c"),
    ("R021", "Q R021, Q R021e, Q R021f"),
    ("R022", "H R022"),
    ("R023", "H R023"),
    ("R024", "T R024"),
    ("R025", "T R025"),
    // A blank can be marked and explained, so it is asked for hard and let pass soft.
    ("R026", "Q R026, H R026h, H R026i"),
    ("R030", "Q R030, Q R030b"),
    ("R031", "Q R031"),
    ("R032", "H R032"),
    ("R033", "H R033"),
    ("R034", "H R034"),
    ("R035", "H R035"),
    ("R036", "Q R036, Q R036b, Q R036c, Q R036d, Q R036e, Q R036f, H R036g"),
    ("R037", "H R037"),
    ("R038", "H R038"),
    ("R040", "Q R040, Q R040b, Q R040c, Q R040d"),
    ("R041", "H R041, H R041b"),
    ("R042", "H R042"),
    ("R043", "H R043"),
    ("R045", "Q R045"),
    ("R046", "H R046, H R046b"),
    ("R047", "H R047, H R047b"),
    ("R048", "H R048"),
    ("R050", "Q R050, Q R050c, Q R050e, Q R050f, Q R050g"),
    ("R051", "H R051"),
    ("R052", "Q R052, Q R052b"),
    ("R055", "H R055"),
    ("R056", "Q R056, H R056b"),
    ("R060", "Q R060"),
    ("R061", "Q R061, Q R061b"),
    ("R062", "H R062, Q R062b"),
    ("R063", "Q R063"),
    ("R064", "H R064, H R064b"),
    ("R065", "H R065"),
    ("R066", "H R066"),
    ("R067", "H R067, H R067b"),
    ("R068", "Q R068"),
    ("R069", "H R069"),
    ("R070", "H R070"),
    ("R080", "Q R080"),
    ("R081", "Q R081b, H R081"),
    ("R082", "Q R082"),
    ("R083", "Q R083"),
    ("R084", "H R084, H R084b"),
    ("R085", "Q R085, Q R085e"),
    ("R086", "H R086"),
    ("R087", "H R087"),
    ("R088", "Q R088, Q R088b"),
    ("R089", "H R089"),
    ("R090", "T R090"),
    ("R091", "T R091"),
    ("R092", "H R092"),
    ("R093", "T R093, alike"),
    ("R094", "T R094, one-person"),
    ("R095", "Q R095, Q R095b"),
    ("R096", "bundle-figures, level"),
];

#[test]
fn every_number_of_the_domain_has_its_rule_with_its_severity() {
    let scheme = builtin();
    let checks = [Check::TwiceReported, Check::Alike, Check::OnePerson, Check::BundleFigures, Check::Level];
    let numbers: BTreeSet<&str> = NUMBERS.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers.len(), 74);
    for (number, rules) in NUMBERS {
        for rule in rules.split(", ") {
            let Some((severity, id)) = rule.split_once(' ') else {
                assert!(checks.iter().any(|check| check.key() == rule), "{number}: the roll-up has no check {rule}");
                continue;
            };
            assert!(id.starts_with(number), "{id} is no {number}");
            let found = scheme.rules.iter().find(|rule| rule.id == id);
            let found = found.unwrap_or_else(|| panic!("{number}: there is no rule {id}"));
            let wanted = match severity {
                "Q" => Severity::Hard,
                "H" => Severity::Soft,
                _ => Severity::Hint,
            };
            assert_eq!(found.severity, wanted, "{id}");
        }
    }
}

/// A sentence that names no number cannot be answered: where amounts are compared, a case shows them in the sentence.
#[test]
fn findings_about_numbers_name_the_numbers() {
    let scheme = builtin();
    let mut named: BTreeSet<String> = BTreeSet::new();
    for case in cases().iter().filter(|case| text(&case.spec, "verdict") == "failed") {
        let says = case.spec.get("says").and_then(|says| says.as_array());
        let has_digit =
            |part: &toml::Value| part.as_str().is_some_and(|part| part.contains(|c: char| c.is_ascii_digit()));
        if says.is_some_and(|says| says.iter().any(has_digit)) {
            named.insert(text(&case.spec, "rule").to_owned());
        }
    }
    let mut lacking = BTreeSet::new();
    for rule in scheme.compiled_rules() {
        let form = &scheme[rule.form];
        let is_number = |(field, _): &(sishang::scheme::FieldId, _)| form[*field].kind == FieldType::Number;
        // Whether something is filled at all is no comparison of amounts.
        let compares = ["present(", "absence("].iter().all(|asks| !scheme[rule.rule].check.contains(asks));
        if compares && rule.check.own_cells().iter().any(is_number) && !named.contains(&scheme[rule.rule].id) {
            lacking.insert(scheme[rule.rule].id.clone());
        }
    }
    assert!(lacking.is_empty(), "no case shows a number in the sentence of {lacking:?}");
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
