//! The example of a county's scheme: it loads, what it changes is changed, and twelve broken ones are refused.
//!
//! After a change of words: `UPDATE_EXPECT=1 cargo test --test integration county`.

use std::path::{Path, PathBuf};

use expect_test::expect_file;
use sishang::audit::Audit;
use sishang::period::Period;
use sishang::scheme::{CompiledScheme, SourceDoc, handbook, load};

use crate::cli::cli;
use crate::support::folder::files;
use crate::support::{Typed, workbook};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/county-scheme")
}

fn qingxi() -> CompiledScheme {
    let text = std::fs::read_to_string(folder().join("qingxi.toml")).unwrap();
    load(&[SourceDoc { name: "qingxi.toml", text: &text }]).unwrap_or_else(|errors| {
        panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    })
}

#[test]
fn the_example_is_accepted_and_says_what_it_changes() {
    let scheme = qingxi();
    assert_eq!(scheme.based_on.as_deref(), Some("sishang@2026.1"));
    assert_eq!(scheme.setting("yoy_band").unwrap().value, "20%");
    assert_eq!(scheme[scheme.list("project_stage").unwrap()].label_of("8"), Some("试生产"));
    let table = scheme.tables.iter().find(|table| table.key == "t1").unwrap();
    let keys: Vec<&str> = table.columns.iter().map(|column| column.key.as_str()).collect();
    assert!(table.by_rank && keys.windows(2).any(|pair| pair == ["red", "green"]), "{keys:?}");
    assert_eq!(scheme.colours.iter().find(|set| set.key == "project").unwrap().rules.len(), 4);
    assert_eq!(scheme.offices.len(), 3);
    assert_eq!(scheme.divisions[0].name, "清溪经济开发区");

    let path = folder().join("qingxi.toml").display().to_string();
    let ran = cli(["scheme", "check", &path]).run().status(0).stdout("qingxi@2026.1").stdout("推断审核关系");
    assert!(!ran.stdout.contains("提醒"), "{}", ran.stdout);
    let book = cli(["scheme", "show", &path]).run().status(0).stdout;
    for part in [
        "企业招工监测表（清溪台账1）",
        "### QX02 招工缺口不大（核实）",
        "条件：`连续未完成月数 ≥ 设定.【连续未完成的红线（月数）】`",
        "- 411425401 清溪经济开发区",
        "2026年9月另定：",
        "**绿色项目** `green`",
        "- 9 达产",
    ] {
        assert!(book.contains(part), "no “{part}” in {book}");
    }
    assert_eq!(book, handbook(&scheme).markdown());
}

#[test]
fn its_form_and_its_rules_work_on_a_month() {
    let scheme = qingxi();
    let typed = |form: &str, cells: &[(&str, &str)]| Typed {
        form: form.to_owned(),
        key: "u001".to_owned(),
        cells: cells.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
        marks: Vec::new(),
    };
    let unit =
        typed("units", &[("name", "清溪甲厂"), ("industry", "1311"), ("admission", "5"), ("admitted", "202301")]);
    let output = typed("industry", &[("output.month", "1000"), ("output.ytd", "9000"), ("staff", "60")]);
    let found = |records: &[Typed]| -> Vec<String> {
        let book = workbook(&scheme, "411425401", "2026-10", records);
        let audit = Audit::full(&scheme, &book);
        let own = audit.findings().filter(|finding| finding.key.rule.starts_with("QX"));
        own.map(|finding| format!("{} {}", finding.key.rule, finding.sentence)).collect()
    };
    assert_eq!(found(&[unit.clone(), output.clone()]), ["QX03 “清溪甲厂”报了产值，招工监测表还没有报"]);
    let hiring = typed("hiring", &[("park", "1"), ("wanted", "100"), ("hired", "5"), ("skilled", "6")]);
    assert_eq!(
        found(&[unit.clone(), output.clone(), hiring]),
        [
            "QX01 新招技工6人，多于本月新招5人。请核对",
            "QX02 计划用工100人，还缺40人，超过30%。请核实计划是否填错，确实缺人的报园区",
        ]
    );
    let hiring = typed("hiring", &[("park", "2"), ("wanted", "80"), ("hired", "6"), ("skilled", "6")]);
    assert_eq!(found(&[unit, output, hiring]), Vec::<String>::new());
}

#[test]
fn its_zone_is_a_place_and_its_days_count() {
    let scheme = qingxi();
    let october: Period = "2026-10".parse().unwrap();
    let industry = scheme.form("industry").unwrap();
    let entry = scheme.calendar.iter().find(|entry| entry.key == "monthly").unwrap();
    assert!(entry.forms.is_empty() && scheme[industry].is_asked_in(october));
    let book = workbook(
        &scheme,
        "411425401",
        "2026-10",
        &[Typed {
            form: "units".to_owned(),
            key: "u001".to_owned(),
            cells: vec![("name".to_owned(), "清溪甲厂".to_owned()), ("division".to_owned(), "411425401000".to_owned())],
            marks: Vec::new(),
        }],
    );
    let audit = Audit::full(&scheme, &book);
    assert!(!audit.findings().any(|finding| finding.key.rule.starts_with("R010")), "the zone counts as unknown");
}

#[test]
fn every_broken_variant_is_refused_at_its_place() {
    let paths = files("fixtures/county-scheme/broken", "toml");
    assert_eq!(paths.len(), 12);
    for path in paths {
        let ran = cli(["scheme", "check", &path.display().to_string()]).run().status(1);
        expect_file![path.with_extension("txt")].assert_eq(&ran.stdout);
        let name = path.file_name().unwrap().to_str().unwrap();
        // The file with the mistake is named; what a county drops may be needed in the built-in files.
        assert!(ran.stdout.contains(name) || name == "dropped-but-used.toml", "{}", ran.stdout);
        for part in [" 第 ", " 行第 ", " 列：", " | "] {
            assert!(ran.stdout.contains(part), "{name}: {}", ran.stdout);
        }
        assert!(ran.stdout.contains('^') || ran.stdout.contains('＾'), "{name}: {}", ran.stdout);
    }
}
