//! `sishang rollup` at three levels: two counties' townships, the city, the province; with what a person decided on the way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sishang::demo::county::{County, Options};
use sishang::exchange::{Limits, json as strict};
use sishang::number::Decimal;
use sishang::scheme::builtin;

use crate::cli::{Ran, cli};

struct Folder(tempfile::TempDir);

impl Folder {
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Rolls up one folder into another; words that name something in the folder begin with `@`.
    fn rollup(&self, from: &str, to: &str, more: &[&str]) -> Ran {
        let path = |word: &str| self.path(word).display().to_string();
        let mut args = vec!["rollup".to_owned(), path(from), "--out".to_owned(), path(to)];
        args.extend(["--no-audit", "--format", "json"].map(str::to_owned));
        args.extend(more.iter().map(|word| word.strip_prefix('@').map_or_else(|| (*word).to_owned(), path)));
        let ran = cli(args).run();
        // What is planted in the counties ends it with 1.
        assert!(ran.status < 2, "{}", ran.stderr);
        ran
    }

    fn bundle(&self, out: &str) -> String {
        let all = std::fs::read_dir(self.path(out)).unwrap().map(|entry| entry.unwrap().path());
        let is_bundle = |path: &Path| path.file_name().unwrap().to_str().unwrap().starts_with("汇总包_");
        std::fs::read_to_string(all.into_iter().find(|path| is_bundle(path)).unwrap()).unwrap()
    }

    /// The tables that were written, by key.
    fn tables(&self, out: &str) -> BTreeMap<String, Value> {
        let text = std::fs::read_to_string(self.path(out).join("汇总表.json")).unwrap();
        let all: Value = serde_json::from_str(&text).unwrap();
        let tables = all["tables"].as_array().unwrap().iter();
        tables.map(|table| (table["table"].as_str().unwrap().to_owned(), table.clone())).collect()
    }
}

fn sealed(mut file: Value) -> String {
    file.as_object_mut().unwrap().remove("digest");
    let tree = strict::parse(&file.to_string(), &Limits::default()).unwrap().owned();
    file["digest"] = strict::digest(&tree).into();
    file.to_string()
}

/// The townships of two counties, which have the same names; each county has a list of them.
fn counties() -> Folder {
    let folder = Folder(tempfile::tempdir().unwrap());
    let (scheme, period) = (builtin(), "2026-10".parse().unwrap());
    for (seed, code, name) in [(7, "410825", "温县"), (8, "410823", "武陟县")] {
        let county = County::new(&Options::new(seed, period));
        let mut list = String::new();
        for (at, office) in county.offices().enumerate() {
            let mut file: Value = serde_json::from_str(&county.file(&scheme, at, period).unwrap().text).unwrap();
            let own = office.code.replace("410825", code);
            file["office"]["code"] = own.clone().into();
            file["office"]["parents"][0] = json!({"code": code, "name": name});
            file["id"] = format!("{code}-{at}").into();
            list.extend([&own, ",", &office.name, ",", code, "\n"].map(str::to_owned));
            folder.put(&format!("{code}/{own}.json"), &sealed(file));
        }
        folder.put(&format!("{code}.csv"), &list);
    }
    folder
}

fn amount(table: &Value, row: &str, key: &str) -> Option<Decimal> {
    let value = &table[row]["cells"][key]["value"];
    value.as_str().map(str::to_owned).or_else(|| value.is_number().then(|| value.to_string()))?.parse().ok()
}

fn shown(row: &Value, key: &str) -> Option<Decimal> {
    row["cells"][key]["shown"].as_str().unwrap().replace(',', "").parse().ok()
}

/// The keys of a table's columns that add up.
fn amounts(table: &Value) -> Vec<String> {
    let columns = table["columns"].as_array().unwrap().iter().filter(|column| column["kind"] == "amount");
    columns.map(|column| column["key"].as_str().unwrap().to_owned()).collect()
}

/// Who further down has not reported: the office above and the name.
fn lacking(place: &Value) -> Vec<(String, String)> {
    let text = |one: &Value, member: &str| one[member].as_str().unwrap().to_owned();
    place["lacking"].as_array().unwrap().iter().map(|one| (text(one, "above"), text(one, "name"))).collect()
}

#[test]
fn who_comes_after_the_bundle_is_lacking_no_more() {
    let folder = counties();
    let late = std::fs::read_dir(folder.path("410825")).unwrap().next().unwrap().unwrap().path();
    let (text, ours) = (std::fs::read_to_string(&late).unwrap(), folder.path("late.json"));
    std::fs::rename(late, ours).unwrap();
    folder.rollup("410825", "county", &["--expected", "@410825.csv"]);
    folder.put("city/410825.json", &folder.bundle("county"));
    let city = |folder: &Folder| folder.rollup("city", "out", &["--office", "410800,焦作市"]).json();
    let before = city(&folder);
    let file: Value = serde_json::from_str(&text).unwrap();
    let name = file["office"]["name"].as_str().unwrap().to_owned();
    assert_eq!(lacking(&before["offices"][0]), [("410825".to_owned(), name)]);
    folder.put("city/late.json", &text);
    let after = city(&folder);
    assert_eq!(lacking(&after["offices"][0]), [], "{}", after["files"]);
}

#[test]
fn what_is_to_be_said_of_every_file_is_said_once() {
    let folder = counties();
    let paths: Vec<PathBuf> =
        std::fs::read_dir(folder.path("410825")).unwrap().take(3).map(|entry| entry.unwrap().path()).collect();
    for path in &paths {
        let mut file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        file["scheme"]["digest"] = "0".repeat(64).into();
        folder.put(&format!("in/{}", path.file_name().unwrap().to_str().unwrap()), &sealed(file));
    }
    let (from, to) = (folder.path("in").display().to_string(), folder.path("out").display().to_string());
    let ran = cli(["rollup", "--no-audit", "--only", "fates", "--out", &to, &from].map(str::to_owned)).run();
    let ran = ran.stdout(" 等 3 份：已计入汇总；所用的报表制度与现在用的同名同版、内容不同");
    assert_eq!(ran.stdout.matches("同名同版").count(), 1, "{}", ran.stdout);
    let listed = std::fs::read_to_string(folder.path("out/收文情况.csv")).unwrap();
    assert_eq!(listed.matches("同名同版").count(), 3, "{listed}");
}

#[test]
fn the_figures_agree_level_by_level() {
    let folder = counties();
    // One township of the first county says nothing.
    let list = std::fs::read_to_string(folder.path("410825.csv")).unwrap();
    folder.put("410825.csv", &format!("{list}410825999,缺报镇,410825\n"));
    for county in ["410825", "410823"] {
        folder.rollup(county, &format!("out-{county}"), &["--expected", &format!("@{county}.csv")]);
        folder.put(&format!("city/{county}.json"), &folder.bundle(&format!("out-{county}")));
    }
    folder.put("city.csv", "410825,温县\n410823,武陟县\n410882,沁阳市\n");
    let city = folder.rollup("city", "out-city", &["--expected", "@city.csv"]).json();
    assert_eq!(
        (city["office"]["code"].as_str(), city["offices"][2]["state"].as_str()),
        (Some("410800"), Some("missing"))
    );
    let message = city["findings"].to_string();
    assert!(
        message.contains("温县张羌街道、武陟县张羌街道") || message.contains("武陟县张羌街道、温县张羌街道"),
        "{message}"
    );
    let in_the_county = ("410825".to_owned(), "缺报镇".to_owned());
    assert_eq!(lacking(&city["offices"][0]), std::slice::from_ref(&in_the_county));
    assert_eq!(lacking(&city["offices"][1]), []);
    let (from, to) = (folder.path("city").display().to_string(), folder.path("told").display().to_string());
    let told = cli(["rollup", "--no-audit", "--only", "tables", "--out", &to, &from].map(str::to_owned)).run();
    told.stdout("；下属单位未报：缺报镇\n").stdout("温县下属单位未报：缺报镇。汇总表和通报里没有他们的数。");
    let letter = std::fs::read_to_string(folder.path("out-city/通报_报表上报情况.md")).unwrap();
    assert!(letter.contains("还没有上报的：沁阳市，") && letter.contains("还没有报齐的：温县（差1份），"), "{letter}");
    folder.put("province/city.json", &folder.bundle("out-city"));
    let province = folder.rollup("province", "out-province", &["--office", "410000,河南省"]).json();
    for (out, head) in [("out-410825", "乡镇"), ("out-city", "县（市、区）"), ("out-province", "市（州）")]
    {
        assert_eq!(folder.tables(out)["t1"]["row_head"], head);
    }
    assert_eq!(lacking(&province["offices"][0]), [("410800".to_owned(), "沁阳市".to_owned()), in_the_county]);
    // Who opens the city's own bundle sees the city's tables, and who was missing.
    let again = folder.rollup("province", "out-again", &[]).json();
    assert_eq!(
        again["offices"],
        city["offices"]
            .as_array()
            .unwrap()
            .iter()
            .map(|state| {
                let mut state = state.clone();
                state["file"] = again["offices"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(|own| own["code"] == state["code"])
                    .unwrap()["file"]
                    .clone();
                state
            })
            .collect::<Value>()
    );
    let [first, second, city, again, province] =
        ["out-410825", "out-410823", "out-city", "out-again", "out-province"].map(|out| folder.tables(out));
    let (mut totals, mut parts) = (0, 0);
    for (key, table) in city.iter().filter(|(_, table)| !table["total"].is_null()) {
        assert_eq!(again[key], *table, "{key}");
        for column in amounts(table) {
            let of = |tables: &BTreeMap<String, Value>| amount(&tables[key], "total", &column);
            // How offices reported is told of those directly below.
            if key != "t8" {
                let sum = [of(&first), of(&second)].into_iter().flatten().reduce(|one, two| one + two);
                assert_eq!((sum, of(&city)), (of(&city), of(&province)), "{key} {column}");
                totals += 1;
            }
            let rows = table["rows"].as_array().unwrap().iter().filter(|row| row["kind"] != "group");
            let there: Vec<Decimal> = rows.filter_map(|row| shown(row, &column)).collect();
            if let Some(total) = shown(&table["total"], &column) {
                assert_eq!(there.into_iter().sum::<Decimal>(), total, "{key} {column}");
                parts += 1;
            }
        }
    }
    assert!(totals > 80 && parts > 80, "{totals} {parts}");
}

#[test]
fn a_word_of_the_county_goes_up_with_its_bundle() {
    let folder = counties();
    let path = folder.path("410825/410825001.json");
    let first: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    // The same revision once more, with another figure of one project.
    let mut other = first.clone();
    let plan = other["forms"]["progress"].as_array().unwrap().iter().position(|it| it["year_plan"] != 0).unwrap();
    let old = other["forms"]["progress"][plan]["year_plan"].as_i64().unwrap();
    other["forms"]["progress"][plan]["year_plan"] = (old + 10_000).into();
    let other = sealed(other);
    folder.put("410825/other.json", &other);
    let undecided = folder.rollup("410825", "out", &["--expected", "@410825.csv"]).json();
    assert_eq!(undecided["conflicts"][0]["differences"][0]["field"], "year_plan");
    let without = amount(&folder.tables("out")["t1"], "total", "year_plan").unwrap();
    let digest = serde_json::from_str::<Value>(&other).unwrap()["digest"].clone();
    let decision = json!({"decisions": [{
        "office": "410825001", "period": "2026-10", "digest": digest, "reason": "已电话核实，以后一份为准", "by": "赵汇",
        "at": "2026-11-12T10:00:00+08:00",
    }]});
    folder.put("decisions.json", &decision.to_string());
    let more = ["--expected", "@410825.csv", "--decisions", "@decisions.json"];
    folder.rollup("410825", "decided", &more);
    let decided = amount(&folder.tables("decided")["t1"], "total", "year_plan").unwrap();
    let own: i64 =
        first["forms"]["progress"].as_array().unwrap().iter().filter_map(|it| it["year_plan"].as_i64()).sum();
    assert_eq!((decided - without) * Decimal::from(10_000), Decimal::from(own + 10_000));
    // The bundle holds the word and the file that was chosen, and the city needs nobody's word again.
    let bundle = folder.bundle("decided");
    let parsed: Value = serde_json::from_str(&bundle).unwrap();
    assert_eq!(parsed["decisions"][0]["reason"], "已电话核实，以后一份为准");
    folder.put("city/county.json", &bundle);
    folder.rollup("city", "out-city", &["--office", "410800,焦作市"]);
    assert_eq!(amount(&folder.tables("out-city")["t1"], "total", "year_plan"), Some(decided));
}

#[test]
fn two_bundles_of_one_revision_are_told_apart() {
    let folder = counties();
    folder.rollup("410825", "first", &["--only", "bundle"]);
    std::fs::remove_file(folder.path("410825/410825001.json")).unwrap();
    folder.rollup("410825", "second", &["--only", "bundle"]);
    folder.put("city/first.json", &folder.bundle("first"));
    folder.put("city/second.json", &folder.bundle("second"));
    let json = folder.rollup("city", "out", &["--office", "410800,焦作市"]).json();
    let points = json["conflicts"][0]["differences"].as_array().unwrap();
    // The office whose file is not in the second one, and the sums that are smaller without it.
    assert!(points[0]["texts"][0].as_str().unwrap().starts_with("已报，第1版"), "{}", points[0]);
    assert_eq!(points[0]["texts"][1], "");
    assert!(points.iter().any(|one| one["form"] == "industry" && one["field"] == "output.ytd"), "{points:?}");
}

#[test]
fn an_empty_difference_table_takes_the_place_of_that_of_the_bundle_before() {
    let folder = counties();
    let stamp = json!({"form": "industry", "field": "output.month", "whole": 1, "value": 1, "reason": "县直管", "by": "", "at": "2026-11-12T10:00:00+08:00"});
    folder.put("words.json", &json!({"differences": [stamp]}).to_string());
    folder.rollup("410825", "first", &["--only", "bundle", "--decisions", "@words.json"]);
    folder.put("410825/bundle.json", &folder.bundle("first"));
    let differences = |words: &str| {
        folder.put("words.json", words);
        folder.rollup("410825", "second", &["--only", "bundle", "--decisions", "@words.json"]);
        let bundle: Value = serde_json::from_str(&folder.bundle("second")).unwrap();
        std::fs::remove_dir_all(folder.path("second")).unwrap();
        bundle["differences"].as_array().unwrap().len()
    };
    assert_eq!((differences("{}"), differences(r#"{"differences": []}"#)), (1, 0));
}

#[test]
fn names_are_nothing_but_names_in_every_file_that_is_written() {
    let folder = counties();
    let path = folder.path("410825/410825001.json");
    let mut file: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let evil = [
        "=cmd|' /C calc'!A0",
        "+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "<img src=x onerror=alert(1)>",
        "[a](http://b)|c",
    ];
    for (form, field) in
        [("projects", "name"), ("projects", "leader"), ("problems", "problem"), ("unit_problems", "person")]
    {
        for (record, name) in file["forms"][form].as_array_mut().unwrap().iter_mut().zip(evil.iter().cycle()) {
            record[field] = (*name).into();
        }
    }
    file["office"]["name"] = evil[0].into();
    folder.put("410825/410825001.json", &sealed(file));
    folder.rollup("410825", "out", &[]);
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.path("out")).unwrap() {
        let path = entry.unwrap().path();
        let end = path.extension().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        seen += usize::from(text.contains("cmd|"));
        match end.as_str() {
            "csv" => {
                // No cell begins with it, quoted or not.
                for begins in ["=", "+1", "@", "\t", "\r=", " ="] {
                    for before in [",", "\n", ",\"", "\n\""] {
                        assert!(!text.contains(&format!("{before}{begins}")), "{} {begins:?}", path.display());
                    }
                }
            }
            "html" => assert!(!text.contains("<img"), "{}", path.display()),
            "md" => assert!(!text.contains("<img") && !text.contains("](http"), "{}", path.display()),
            _ => {}
        }
    }
    assert!(seen >= 8, "{seen}");
}
