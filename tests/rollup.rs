//! `sishang rollup`: a county's folder, from files to tables and the bundle, and on to the city.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use sishang::demo::county::{County, Options};
use sishang::exchange::FileKind;
use sishang::scheme::builtin;

use crate::cli::{Ran, cli};

const AT: &str = "2026-11-12T10:00:00+08:00";

/// The files of a county in the middle of the month: one office is missing, one was late, one has sent a draft.
fn files() -> &'static [(String, String)] {
    static FILES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let (scheme, period) = (builtin(), "2026-10".parse().unwrap());
        let county = County::new(&Options::halfway(7, period));
        let all = (0..county.offices().len()).filter_map(|office| county.file(&scheme, office, period));
        all.map(|file| (file.name, file.text)).collect()
    })
}

fn expected() -> String {
    let county = County::new(&Options::halfway(7, "2026-10".parse().unwrap()));
    county.offices().map(|office| format!("{},{}\n", office.code, office.name)).collect::<Vec<_>>().concat()
}

/// A folder with the county's files and a list of those expected.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(folder.path("in")).unwrap();
        for (name, text) in files() {
            std::fs::write(folder.path("in").join(name), text).unwrap();
        }
        std::fs::write(folder.path("expected.csv"), expected()).unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn rollup(&self, more: &[&str]) -> Ran {
        let mut args = vec!["rollup".to_owned(), "--at".to_owned(), AT.to_owned()];
        let path = |word: &str| self.path(word).display().to_string();
        args.extend(["--expected".to_owned(), path("expected.csv")]);
        for word in more {
            // Words that name something in the folder.
            args.push(word.strip_prefix('@').map_or_else(|| (*word).to_owned(), path));
        }
        cli(args).run()
    }
}

fn written(json: &Value) -> Vec<String> {
    let names = json["written"].as_array().unwrap().iter().map(|path| Path::new(path.as_str().unwrap()));
    names.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

fn is_csv(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "csv")
}

fn codes(json: &Value, list: &str, key: &str, value: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    json[list].as_array().unwrap().iter().map(|one| (text(&one[key]), text(&one[value]))).collect()
}

#[test]
fn a_county_is_rolled_up_and_everything_is_named() {
    let folder = Folder::new();
    folder.put("in/sub/notes.txt", "not looked at");
    folder.put("in/sub/~$notes.txt", "left by a program");
    folder.put("in/sub/broken.json", &files()[0].1.as_bytes()[..5000]);
    folder.put("in/重复.JSON", &files()[0].1);
    let json = folder.rollup(&["@in", "@nowhere.json", "--out", "@out", "--format", "json"]).status(1).json();
    let states = codes(&json, "offices", "name", "state");
    let of = |state: &str| states.iter().filter(|(_, own)| own == state).count();
    assert_eq!((states.len(), of("missing"), of("late"), of("draft"), of("received")), (12, 1, 1, 1, 9), "{states:?}");
    let fates = codes(&json, "files", "file", "fate");
    let fate = |part: &str| &fates.iter().find(|(file, _)| file.contains(part)).unwrap().1;
    assert_eq!(
        (fate("broken.json").as_str(), fate("重复.JSON").as_str(), fate("nowhere.json").as_str()),
        ("not-json", "duplicate", "unreadable")
    );
    assert!(
        json["ignored"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .all(|name| name.ends_with("/notes.txt"))
    );
    assert_eq!(json["ignored"].as_array().unwrap().len(), 1);
    assert!(json["reminder"].as_str().unwrap().starts_with("【催报】2026年10月"), "{}", json["reminder"]);
    let names = written(&json);
    for name in ["汇总表.xlsx", "汇总表.html", "汇总表.md", "汇总表.json", "收文情况.csv"] {
        assert!(names.contains(&name.to_owned()), "{name} is not among {names:?}");
    }
    let bundle = names.iter().find(|name| name.starts_with("汇总包_410825_") && name.contains("第1版")).unwrap();
    let text = std::fs::read_to_string(folder.path("out").join(bundle)).unwrap();
    crate::schema::valid_as(FileKind::Bundle, &text);
    assert_eq!(json["audits"].as_array().unwrap().len(), 10);
    assert!(
        json["audits"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["hard"] == 0 && one["soft"] == 0 && one["differences"] == serde_json::json!([]))
    );
    // The same again: nothing is written over, and what was written is not taken in.
    let again = folder.rollup(&["@in", "--no-audit", "--out", "@in/out", "--format", "json"]).status(1).json();
    assert_eq!(codes(&again, "files", "file", "fate").len(), fates.len() - 1);
    let more = folder.rollup(&["@in", "--no-audit", "--out", "@in/out", "--format", "json"]).status(1).json();
    assert_eq!(codes(&more, "files", "file", "fate").len(), fates.len() - 1);
    assert!(written(&more).iter().any(|name| name.contains("第2版")), "{:?}", written(&more));
}

#[test]
fn nothing_to_roll_up_is_said_plainly() {
    let folder = Folder::new();
    folder.put("none/名单.xlsx", "no JSON");
    folder.put("bad/空.json", "");
    for (given, words) in [
        ("@none", "没有找到报送文件。请指明文件，或者装着 .json 文件的文件夹\n"),
        ("@none", "不是 .json、没有看的文件 1 个：名单.xlsx\n"),
        ("@bad", "没有一份文件可以计入，没有汇总\n"),
        ("@nowhere", "没有这个文件\n"),
    ] {
        let ran = folder.rollup(&[given, "--out", "@out"]).status(1).stdout(words);
        assert_eq!(ran.stderr, "", "{given}");
        let names: Vec<_> =
            std::fs::read_dir(folder.path("out")).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(names, ["收文情况.csv"], "{given}");
    }
}

/// A column of a table that was written, by the first word of each row.
fn column(folder: &Folder, table: &str, head: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(folder.path(table)).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect::<Vec<_>>());
    let at = lines.next().unwrap().iter().position(|name| *name == head).unwrap();
    let rows = lines.filter(|cells| cells.len() > at);
    rows.map(|cells| (cells[0].trim_end_matches("（未报）").to_owned(), cells[at].to_owned())).collect()
}

#[test]
fn last_months_ranks_are_those_that_were_published_then() {
    let folder = Folder::new();
    let (scheme, period, before) = (builtin(), "2026-10".parse().unwrap(), "2026-09".parse().unwrap());
    let county = County::new(&Options::halfway(7, period));
    for office in 0..county.offices().len() {
        let file = county.file(&scheme, office, before).unwrap();
        folder.put(&format!("before/{}", file.name), &file.text);
    }
    folder.rollup(&["@before", "--out", "@out9", "--no-audit"]);
    let table = "T1_重点项目投资完成情况.csv";
    let published = column(&folder, &format!("out9/{table}"), "位次");
    // With the files of then every rank is that of then, of those too that have not reported yet.
    let json = folder
        .rollup(&["@in", "@before", "--period", "2026-10", "--out", "@out10", "--no-audit", "--format", "json"])
        .status(1)
        .json();
    assert_eq!(codes(&json, "files", "fate", "file").iter().filter(|(fate, _)| fate == "earlier").count(), 12);
    assert_eq!(column(&folder, &format!("out10/{table}"), "上月位次"), published);
    assert_eq!(published.len(), 13);
    assert!(published[1..].iter().all(|(_, rank)| (1..=12).contains(&rank.parse::<i32>().unwrap())), "{published:?}");
    // Without them, and with offices lacking, ranks among the others would be none of then.
    let told = |folder: &Folder| {
        column(folder, &format!("out/{table}"), "上月位次")[1..]
            .iter()
            .map(|(_, rank)| rank.clone())
            .collect::<Vec<_>>()
    };
    // One stray file of then does not make them so.
    let stray = county.file(&scheme, 0, before).unwrap();
    folder.put("stray/上月.json", &stray.text);
    folder.rollup(&["@in", "@stray", "--out", "@out", "--no-audit"]);
    assert_eq!(told(&folder), vec!["—"; 12]);
    folder.rollup(&["@in", "--out", "@out", "--no-audit"]);
    assert_eq!(told(&folder), vec!["—"; 12]);
    // The bundle of then does, as it holds all that counted then.
    let names =
        std::fs::read_dir(folder.path("out9")).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let bundle = names.into_iter().find(|name| name.starts_with("汇总包_")).unwrap();
    let bundle = format!("@out9/{bundle}");
    folder.rollup(&["@in", &bundle, "--period", "2026-10", "--out", "@outb", "--no-audit"]);
    assert_eq!(column(&folder, &format!("outb/{table}"), "上月位次"), published);
    let text = std::fs::read_to_string(folder.path("out").join(table)).unwrap();
    assert!(text.contains("还有单位没报，上期位次排不准"), "{text}");
}

#[test]
fn the_city_gets_the_same_figures_from_the_bundle_as_from_the_files() {
    let folder = Folder::new();
    let first = folder.rollup(&["@in", "--no-audit", "--out", "@county", "--format", "json"]).status(1).json();
    let name = written(&first).into_iter().find(|name| name.starts_with("汇总包_")).unwrap();
    let bundle = folder.path("county").join(&name);
    let read = |folder: &Folder, out: &str, name: &str| std::fs::read_to_string(folder.path(out).join(name)).unwrap();
    // The county's own bundle gives back its own tables, to the last character.
    let args = ["@in".to_owned(), bundle.display().to_string()];
    folder.rollup(&[&args[1], "--no-audit", "--out", "@again"]).status(1);
    for name in written(&first).iter().filter(|name| is_csv(name) && !name.starts_with("收文")) {
        if !name.contains("上报") {
            assert_eq!(read(&folder, "again", name), read(&folder, "county", name), "{name}");
        }
    }
    // The city has one county, and its totals are the county's.
    folder.put("city.csv", "410825,温县\n");
    let json = folder
        .rollup(&[
            &args[1],
            "--office",
            "410800,焦作市",
            "--expected",
            "@city.csv",
            "--out",
            "@city",
            "--format",
            "json",
        ])
        .status(1)
        .json();
    assert_eq!(codes(&json, "offices", "code", "state"), [("410825".to_owned(), "received".to_owned())]);
    let checks: Vec<&Value> = json["findings"].as_array().unwrap().iter().map(|one| &one["check"]).collect();
    assert_eq!(checks, ["unit-twice"], "only what is planted keeps it from being all good");
    let bundle = |out: &str, code: &str| -> Value {
        let mut names = std::fs::read_dir(folder.path(out)).unwrap().map(|one| one.unwrap().path());
        let path = names.find(|path| path.to_string_lossy().contains(&format!("汇总包_{code}"))).unwrap();
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let (county, city) = (bundle("county", "410825"), bundle("city", "410800"));
    assert_eq!(county["rollup"]["figures"], city["rollup"]["figures"]);
    assert_eq!(city["files"][0], county, "the county's bundle goes upward unchanged");
}

#[test]
fn conflicts_are_shown_and_decided() {
    let folder = Folder::new();
    let (name, text) = &files()[0];
    let mut other: Value = serde_json::from_str(text).unwrap();
    other["forms"]["units"][0]["address"] = "别处1号".into();
    let strict =
        sishang::exchange::json::parse(&other.to_string(), &sishang::exchange::Limits::default()).unwrap().owned();
    other["digest"] = sishang::exchange::json::digest(&strict).into();
    folder.put("in/other.json", other.to_string());
    let json = folder.rollup(&["@in", "--out", "@out", "--format", "json"]).status(1).json();
    let conflict = &json["conflicts"][0];
    assert_eq!(conflict["differences"][0]["field"], "address");
    assert_eq!(conflict["files"].as_array().unwrap().len(), 2);
    folder.rollup(&["@in", "--no-audit", "--out", "@out"]).status(1).stdout("别处1号").stdout("--decisions");
    let office = serde_json::from_str::<Value>(text).unwrap()["office"]["code"].clone();
    let decision = serde_json::json!({"decisions": [{
        "office": office, "period": "2026-10", "digest": other["digest"], "reason": "已电话核实", "by": "赵汇", "at": AT,
    }]});
    folder.put("decisions.json", decision.to_string());
    let json = folder
        .rollup(&["@in", "--no-audit", "--decisions", "@decisions.json", "--out", "@out", "--format", "json"])
        .status(1)
        .json();
    let fates = codes(&json, "files", "file", "fate");
    let fate = |part: &str| &fates.iter().find(|(file, _)| file.contains(part)).unwrap().1;
    assert_eq!((fate("other.json").as_str(), fate(name).as_str()), ("taken", "not-chosen"));
    // What was decided for another month says nothing here, which is told.
    let earlier = decision.to_string().replace("2026-10", "2026-09");
    folder.put("decisions.json", earlier);
    let given = ["@in", "--no-audit", "--decisions", "@decisions.json", "--out", "@out"];
    folder
        .rollup(&given)
        .status(1)
        .stdout("对温泉街道的决定（已电话核实）是2026年9月的，现在汇总的是2026年10月，没有用上");
    let json = folder.rollup(&[&given[..], &["--format", "json"]].concat()).status(1).json();
    assert_eq!(json["idle_decisions"][0]["period"], "2026-09");
    for (text, told) in [
        ("{\"decisions\": [{}]}", "/decisions/0/office"),
        // A name that is written otherwise would pass for nothing decided.
        ("{\"decision\": []}", "缺少必须有的内容 /decisions"),
        ("[]", "整个文件应当是对象"),
        ("[]", "写法见 sishang schema --of bundle"),
    ] {
        folder.put("decisions.json", text);
        folder.rollup(&["@in", "--no-audit", "--decisions", "@decisions.json", "--out", "@out"]).status(1).stderr(told);
    }
}

#[test]
fn bulletins_are_signed_dated_and_addressed_as_it_is_said() {
    let folder = Folder::new();
    let said = ["--sign", "虞城县统计局", "--to", "各乡镇人民政府", "--date", "2026-11-06"];
    for (more, expected) in [
        (&[][..], ["温县<br>2026年11月12日", "<h1>"]),
        (&said[..], ["虞城县统计局<br>2026年11月6日", "<p class=\"bulletin__to\">各乡镇人民政府：</p>"]),
    ] {
        let all = [&["@in", "--no-audit", "--only", "bulletins", "--out", "@out"], more].concat();
        folder.rollup(&all).status(1);
        let html = std::fs::read_to_string(folder.path("out").join("通报_问题办理情况.html")).unwrap();
        assert!(expected.iter().all(|words| html.contains(words)), "{html}");
        assert_eq!(html.contains("class=\"bulletin__to\""), !more.is_empty());
    }
    folder.rollup(&["@in", "--date", "11月6日", "--out", "@out"]).status(2).stderr("--date");
}

#[test]
fn in_public_there_is_nothing_of_single_units() {
    let folder = Folder::new();
    let json = folder.rollup(&["@in", "--public", "--no-audit", "--out", "@out", "--format", "json"]).status(1).json();
    let names = written(&json);
    assert!(
        !names.is_empty() && names.iter().all(|name| !name.starts_with("汇总包_") && !name.contains("审核结果")),
        "{names:?}"
    );
    let units: Vec<String> = serde_json::from_str::<Value>(&files()[0].1).unwrap()["forms"]["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["name"].as_str().unwrap().to_owned())
        .collect();
    for name in names.iter().filter(|name| is_csv(name)) {
        let text = std::fs::read_to_string(folder.path("out").join(name)).unwrap();
        assert!(units.iter().all(|unit| !text.contains(unit)), "{name}");
    }
}

/// What is asked for by itself is what stands among everything else.
#[test]
fn what_is_wanted_is_written_alone() {
    let folder = Folder::new();
    let run = |out: &str, more: &[&str]| {
        let args = [&["@in", "--no-audit", "--format", "json", "--out", out], more].concat();
        let mut names = written(&folder.rollup(&args).status(1).json());
        names.sort();
        names
    };
    let all = run("@all", &[]);
    for (only, begins) in [
        ("bundle", &["汇总包_"][..]),
        ("tables", &["T", "汇总表."]),
        ("bulletins", &["通报_"]),
        ("fates", &["收文情况.csv"]),
        ("sums", &["各单位合计.csv"]),
        ("findings", &["审核结果.csv"]),
    ] {
        let is_it = |name: &&String| begins.iter().any(|begin| name.starts_with(begin));
        let wanted: Vec<&String> = all.iter().filter(is_it).collect();
        let names = run(&format!("@{only}"), &["--only", only]);
        assert!(!wanted.is_empty() && names.iter().eq(wanted), "{only}: {names:?}");
        for name in &names {
            let read = |folder_name: &str| std::fs::read(folder.path(folder_name).join(name)).unwrap();
            assert!(read(only) == read("all"), "{name} of {only}");
        }
    }
    let both = run("@both", &["--only", "sums", "--only", "fates"]);
    assert_eq!(both, ["各单位合计.csv", "收文情况.csv"]);
    let public = run("@public", &["--public"]);
    assert_eq!(run("@some", &["--public", "--only", "bulletins", "--only", "tables"]), public);
}

/// Whatever becomes of the bytes on the way, there is a result and no panic.
#[test]
fn no_damage_makes_it_panic() {
    let folder = Folder::new();
    let text = files()[1].1.as_bytes();
    for (at, byte) in
        [(0, b'['), (3, 0), (text.len() / 2, b'"'), (text.len() / 3, b'\\'), (text.len() - 2, b','), (700, 0xff)]
    {
        let mut bytes = text.to_vec();
        bytes[at] = byte;
        folder.put(&format!("in/changed-{at}.json"), &bytes);
        folder.put(&format!("in/cut-{at}.json"), &text[..at]);
    }
    folder.put("in/nested.json", "[".repeat(100_000));
    folder.put(
        "in/bundle.json",
        r#"{"format":"sishang-bundle","version":1,"files":[{"format":"sishang-bundle"},1,"x"]}"#,
    );
    folder.put(
        "in/endless.json",
        format!("{{\"format\":\"sishang-bundle\",\"files\":[{}", "{\"files\":[".repeat(50_000)),
    );
    let json =
        folder.rollup(&["@in", "--no-audit", "--out", "@out", "--format", "json", "--threads", "3"]).status(1).json();
    assert_eq!(codes(&json, "files", "file", "fate").len(), files().len() + 15);
}

/// Over several seeds: the unit that two offices report, and nothing else that only the whole shows.
#[test]
fn the_whole_finds_what_was_planted_across_offices_and_nothing_else() {
    let scheme = builtin();
    let seeds = std::env::var("COUNTY_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(3);
    for seed in 0..seeds {
        let period = "2026-10".parse().unwrap();
        let county = County::new(&Options::new(seed, period));
        let folder = tempfile::tempdir().unwrap();
        for file in (0..county.offices().len()).filter_map(|office| county.file(&scheme, office, period)) {
            std::fs::write(folder.path().join(file.name), file.text).unwrap();
        }
        let (from, to) = (folder.path().display().to_string(), folder.path().join("out").display().to_string());
        // A unit that is counted twice has to be settled before anything is good.
        let ran = cli(["rollup", &from, "--out", &to, "--no-audit", "--at", AT, "--format", "json"]).run().status(1);
        let found = ran.json()["findings"].as_array().unwrap().clone();
        let twice = county.twice().unwrap();
        assert_eq!(found.len(), 1, "seed {seed}: {found:?}");
        assert_eq!(found[0]["check"], "unit-twice");
        let message = found[0]["message"].as_str().unwrap();
        let offices: Vec<String> = county.offices().map(|office| office.name).collect();
        for part in [&twice.name, &twice.uscc, &offices[twice.offices[0]], &offices[twice.offices[1]]] {
            assert!(message.contains(part.as_str()), "{message}");
        }
    }
}
