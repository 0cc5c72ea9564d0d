//! `sishang rollup` in odd folders: what is in the way of reading and writing is told, and nothing is left half done.

use std::fs;
use std::path::{Path, PathBuf};

use sishang::demo::county::{County, Options};
use sishang::scheme::builtin;

use crate::cli::{Ran, cli};

/// A folder with the file of one office in `in`.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let period = "2026-10".parse().unwrap();
        let file = County::new(&Options::new(7, period)).file(&builtin(), 0, period).unwrap();
        desk.put("in/甲.json", &file.text);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rollup(&self, from: &str, to: &str, more: &[&str]) -> Ran {
        let [from, to] = [from, to].map(|name| self.path(name).display().to_string());
        cli(["rollup", &from, "--out", &to, "--no-audit"].iter().chain(more)).run()
    }

    /// What became of each file, by its name.
    fn fates(&self, from: &str) -> Vec<(String, String)> {
        let json = self.rollup(from, "out", &["--format", "json", "--only", "fates"]).json();
        let text = |one: &serde_json::Value, key: &str| one[key].as_str().unwrap().to_owned();
        let name = |path: &str| Path::new(path).file_name().unwrap().to_str().unwrap().to_owned();
        let fates = json["files"].as_array().unwrap().iter();
        let mut fates: Vec<_> = fates.map(|one| (name(&text(one, "file")), text(one, "fate"))).collect();
        fates.sort();
        fates
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_where_the_folder_should_be_is_told_and_kept() {
    let desk = Desk::new();
    desk.put("out", "mine");
    for out in ["out", "out/sub"] {
        let ran = desk.rollup("in", out, &[]).status(1).stderr("同名的文件");
        assert_eq!(ran.stdout, "", "{out}");
    }
    assert_eq!(fs::read_to_string(desk.path("out")).unwrap(), "mine");
}

/// A run that is broken off leaves nothing under the name of a whole file, and one that fails no rest of its own.
#[test]
fn what_could_not_be_written_leaves_no_rest() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("out/各单位合计.csv")).unwrap();
    desk.rollup("in", "out", &["--only", "sums"]).status(1).stderr("各单位合计.csv 写不进去：那里有一个同名的文件夹");
    assert_eq!(names(&desk.path("out")), ["各单位合计.csv"]);
}

#[test]
fn a_folder_that_is_too_deep_is_told() {
    let desk = Desk::new();
    let deep = "下级/".repeat(33);
    desk.put(&format!("in/{deep}乙.json"), "{}");
    desk.rollup("in", "out", &["--only", "fates"]).status(1).stdout("套得太深，超过 32 层的没有看");
    assert_eq!(desk.fates("in"), [("下级".into(), "unreadable".into()), ("甲.json".into(), "taken".into())]);
}

/// What is in a folder to be published is all thought to be public.
#[test]
fn in_public_it_is_told_what_else_is_in_the_folder() {
    let desk = Desk::new();
    let ran = desk.rollup("in", "out", &["--public"]);
    assert!(!ran.stderr.contains("不是这次写的"), "{}", ran.stderr);
    desk.rollup("in", "out", &["--only", "sums"]);
    desk.rollup("in", "out", &["--public"]).stderr("另有 1 个不是这次写的：各单位合计.csv").stderr("公开前请先拿走");
}

/// What would move the cursor of a terminal does not, be it in the name of a file.
#[test]
fn a_name_moves_no_cursor() {
    let desk = Desk::new();
    let out = desk.path("out").display().to_string();
    for args in [vec!["check", "a\u{1b}[31m\n.json"], vec!["rollup", "a\u{1b}[31m\n.json", "--out", &out]] {
        let ran = cli(&args).run().status(1).stdout("a\u{fffd}[31m\u{fffd}.json");
        assert!(!ran.stdout.contains('\u{1b}'), "{}", ran.stdout);
    }
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_lead_nowhere_twice() {
        let desk = Desk::new();
        symlink("甲.json", desk.path("in/乙.json")).unwrap();
        symlink(".", desk.path("in/又是这里")).unwrap();
        symlink("../in", desk.path("in/上面.json")).unwrap();
        symlink("没有了", desk.path("in/丙.json")).unwrap();
        let told = |name: &str, fate: &str| (name.to_owned(), fate.to_owned());
        let fates = desk.fates("in");
        // The two names of one file are one file.
        let taken: Vec<_> = fates.iter().filter(|(_, fate)| fate == "taken").collect();
        assert_eq!(taken.len(), 1, "{fates:?}");
        assert_eq!(fates.len(), 3, "{fates:?}");
        for one in [told("上面.json", "unreadable"), told("丙.json", "unreadable")] {
            assert!(fates.contains(&one), "{one:?}: {fates:?}");
        }
    }

    /// Nobody writes into it: reading it would take for ever.
    #[test]
    fn a_pipe_among_the_files_is_not_waited_for() {
        let desk = Desk::new();
        let made = std::process::Command::new("mkfifo").arg(desk.path("in/管道.json")).status();
        if !made.is_ok_and(|made| made.success()) {
            return;
        }
        assert_eq!(desk.fates("in"), [("甲.json".into(), "taken".into())]);
        desk.rollup("in", "out", &["--only", "fates"]).stdout("没有看的文件 1 个：管道.json");
    }
}
