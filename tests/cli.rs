//! The command line: what it prints, where, and how it ends.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A run of the command, to be described and then asserted.
pub(crate) struct Cli {
    args: Vec<String>,
    stdin: Vec<u8>,
}

/// What a run gave.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn cli<S: AsRef<str>>(args: impl IntoIterator<Item = S>) -> Cli {
    Cli { args: args.into_iter().map(|arg| arg.as_ref().to_owned()).collect(), stdin: Vec::new() }
}

impl Cli {
    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    pub(crate) fn run(self) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sishang"))
            .args(&self.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let bytes = self.stdin;
        let writer = std::thread::spawn(move || {
            // The command need not read it.
            let _not_read = stdin.write_all(&bytes);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        let ran = Ran {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        ran
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn status(self, status: i32) -> Self {
        assert_eq!(self.status, status, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn stdout(self, part: &str) -> Self {
        assert!(self.stdout.contains(part), "no “{part}” in {}", self.stdout);
        self
    }

    #[track_caller]
    pub(crate) fn stderr(self, part: &str) -> Self {
        assert!(self.stderr.contains(part), "no “{part}” in {}", self.stderr);
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap()
    }
}

#[test]
fn wrong_usage_is_told_and_ends_with_2() {
    for (args, says) in [
        (vec![], "没有说要做什么"),
        (vec!["checkk"], "没有“checkk”这个命令"),
        (vec!["rollup"], "没有写要处理的文件"),
        (vec!["rollup", "a"], "请加上 --out 文件夹"),
        // As of a variable that is not set.
        (vec!["rollup", "a", "--out", ""], "请加上 --out 文件夹"),
        (vec!["rollup", "a", "--out", "b", "--office", "411425"], "代码,名称"),
        (vec!["rollup", "a", "--out", "b", "--office", "411425,"], "代码,名称"),
        (vec!["rollup", "a", "--out", "b", "--period", "2026-13"], "--period 后面要写报告期"),
        (vec!["rollup", "a", "--out", "b", "--at", "昨天"], "--at 后面要写时间"),
        (vec!["help", "me"], "没有“me”这个命令"),
        (vec!["rollup", "a", "--out", "b", "--only", "all"], "bundle、tables、bulletins、fates、sums 或 findings"),
        (vec!["rollup", "a", "--out", "b", "--only", "sums", "--public"], "各单位合计"),
        (vec!["rollup", "a", "--out", "b", "--threads", "0"], "1 到 64"),
        (vec!["check"], "没有写要处理的文件"),
        (vec!["check", "--format", "xml", "a"], "--format 后面要写 text 或 json，不是“xml”"),
        (vec!["check", "--format"], "--format 后面缺少内容"),
        (vec!["check", "--colour", "a"], "这里不能用“--colour”"),
        (vec!["scheme"], "scheme 后面要写 check 或 show"),
        (vec!["scheme", "print"], "不是“print”"),
        (vec!["scheme", "check"], "没有写要处理的文件"),
        (vec!["schema", "x"], "这里不能用“x”"),
        (vec!["code"], "code 后面要写 uscc"),
        (vec!["code", "id", "1"], "不是“id”"),
        (vec!["--frobnicate"], "这里不能用“--frobnicate”"),
    ] {
        let ran = cli(&args).run().status(2).stderr(says).stderr("sishang --help");
        assert_eq!(ran.stdout, "", "{args:?}");
    }
}

#[test]
fn help_and_version_are_results() {
    cli(["--help"]).run().status(0).stdout("sishang check").stdout("退出码");
    cli(["--version"]).run().status(0).stdout(concat!("sishang ", env!("CARGO_PKG_VERSION")));
    for topic in ["check", "rollup", "scheme", "schema", "code"] {
        let ran = cli([topic, "--help"]).run().status(0).stdout(topic);
        assert_eq!(ran.stderr, "");
        assert_eq!(cli(["help", topic]).run().status(0).stdout, ran.stdout);
    }
    let help = cli(["--help"]).run().stdout;
    for later in ["import", "seal"] {
        assert!(!help.contains(later), "{later} is not there yet");
    }
}

#[test]
fn codes_are_explained() {
    let ran = cli(["code", "uscc", " ９１１１００００６０００３７３４１ｌ "]).run().status(0);
    let ran = ran.stdout("91110000600037341L  有效").stdout("110000 北京市");
    assert_eq!(ran.stderr, "");
    cli(["code", "uscc", "91110000600037342L"]).run().status(1).stdout("存疑").stdout("第 18 位应为");
    cli(["code", "phone"]).stdin("13800001234\n\n12800001234\n").run().status(1).stdout("有效").stdout("无效");
    cli(["code", "division", "411425104"]).run().status(0).stdout("谷熟镇");
    let folder = tempfile::tempdir().unwrap();
    let scheme = folder.path().join("县.toml");
    let text = "[scheme]\nid = \"county\"\nedition = \"1\"\nextends = \"sishang\"\n\
        [[divisions]]\ncode = \"411425401\"\nname = \"虞城高新区\"\n";
    std::fs::write(&scheme, text).unwrap();
    cli(["code", "division", "411425401000"]).run().status(1);
    let scheme = scheme.to_str().unwrap();
    cli(["code", "--scheme", scheme, "division", "411425401000"]).run().status(0).stdout("虞城高新区");
    std::fs::write(scheme, text.replace("411425401", "411425104")).unwrap();
    cli(["code", "division", "--scheme", scheme, "411425104"]).run().status(1).stderr("已经是公布的区划“谷熟镇”");
    cli(["code", "industry", "1311"]).run().status(0).stdout("稻谷加工");
    let json = cli(["code", "--format", "json", "project", "2504-411425-04-01-773788"]).run().status(0).json();
    assert_eq!(json[0]["validity"], "valid");
    cli(["code", "phone"]).stdin(b"\xff\xfe".to_vec()).run().status(1).stderr("UTF-8");
}

#[test]
fn schemes_are_checked_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let good = write(
        "county.toml",
        "[scheme]\nid = \"yucheng\"\nedition = \"2026.1\"\nname = \"虞城县台账\"\nauthority = \"虞城县统计局\"\napproval = \"内部\"\nvalid_until = \"2027-12\"\nextends = \"sishang\"\n",
    );
    cli(["scheme", "check", &good]).run().status(0).stdout("没有错误").stdout("虞城县台账 yucheng@2026.1");
    let bad = write("bad.toml", "[scheme]\nid = \"yucheng\"\nedition = 5\nnam = \"x\"\n");
    let ran = cli(["scheme", "check", &bad]).run().status(1).stdout("bad.toml").stdout("^");
    assert!(!ran.stderr.is_empty());
    let json = cli(["scheme", "check", "--format", "json", &bad]).run().status(1).json();
    assert_eq!(json[0]["file"], "bad.toml");
    assert!(json[0]["line"].as_u64().unwrap() > 0 && json[0]["column"].as_u64().unwrap() > 0);
    cli(["scheme", "check", "/nowhere/at-all.toml"]).run().status(1).stderr("没有这个文件");
    cli(["scheme", "check", &write("binary.toml", "\u{0}\u{1}")]).run().status(1);

    cli(["scheme", "show"]).run().status(0).stdout("调查单位名录").stdout("R095");
    cli(["scheme", "show", "--format", "markdown", "--scheme", &good]).run().status(0).stdout("虞城县台账");
    let book = cli(["scheme", "show", "--format", "html", &good]).run().status(0).stdout("<!DOCTYPE html>");
    assert!(book.stderr.is_empty() && book.stdout.ends_with("</html>\n"));
    let ran = cli(["scheme", "show", "--form", "trade"]).run().status(0).stdout("批发和零售业");
    assert!(!ran.stdout.contains("\n## 房地产开发经营月度调度表"), "{}", ran.stdout);
    cli(["scheme", "show", "--form", "trades"]).run().status(2).stderr("没有叫“trades”的表").stderr("trade");
    let json = cli(["scheme", "show", "--format", "json"]).run().status(0).json();
    assert_eq!(json["forms"][0]["key"], "units");
    cli(["schema", "--scheme", &bad]).run().status(1).stderr("没有使用");
    cli(["schema", "--scheme", &good]).run().status(0).stdout("urn:sishang:submission:1:yucheng@2026.1");
}

#[test]
fn rules_that_do_not_go_together_are_named_with_their_line() {
    let ran = cli(["scheme", "check", "--builtin"]).run().status(0).stdout("没有错误").stdout("全部能推断");
    assert!(!ran.stdout.contains("提醒"), "{}", ran.stdout);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("county.toml");
    let rule = |id: &str, check: &str| {
        format!(
            "[[rules]]\nid = \"{id}\"\nform = \"industry\"\nseverity = \"soft\"\nname = \"用工\"\ncheck = '{check}'\n\
             message = \"请核对\"\nwhy = \"测试\"\nsource = \"测试\"\n"
        )
    };
    let head = "[scheme]\nid = \"c\"\nedition = \"1\"\nextends = \"sishang\"\n";
    let rules = [rule("X1", "staff >= 20人"), rule("X2", "staff < 20人"), rule("X3", "staff >= 10人 or blank(staff)")];
    std::fs::write(&path, format!("{head}{}", rules.concat())).unwrap();
    let path = path.display().to_string();
    cli(["scheme", "check", &path])
        .run()
        .status(0)
        .stdout("提醒：county.toml 第 15 行：审核关系 X2“用工”与 X1“用工”互相矛盾")
        .stdout("X3“用工”已经包含在更严的 X1“用工”里")
        .stdout("共 3 条");
    let json = cli(["scheme", "check", "--format", "json", &path]).run().status(0).json();
    assert_eq!(json[0]["kind"], "contradicts");
    assert_eq!((&json[0]["severity"], &json[0]["line"]), (&"warning".into(), &15.into()));
    assert_eq!(json.as_array().unwrap().len(), 3, "{json}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sishang"))
        .args(["schema"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_no_panic() {
    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::OsStr::from_bytes(b"\xff\xfe.json");
    for (args, status) in [(vec!["check"], 1), (vec!["scheme", "check"], 1), (vec!["code", "phone"], 2), (vec![], 2)] {
        let output = Command::new(env!("CARGO_BIN_EXE_sishang")).args(args).arg(name).output().unwrap();
        assert_eq!(output.status.code(), Some(status));
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    }
}

#[test]
fn a_full_disk_is_told() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        return;
    }
    let out = std::fs::OpenOptions::new().write(true).open(full).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_sishang")).args(["schema"]).stdout(out).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("结果没有写完"));
}

#[test]
fn files_that_are_no_files_are_told() {
    let ran = cli(["check", "/nowhere/at-all.json", "/tmp"]).run().status(1);
    ran.stdout("没有这个文件").stdout("这是文件夹");
    let json = cli(["check", "--format", "json", "-"]).stdin("hello").run().status(1).json();
    assert_eq!((&json[0]["rule"], &json[0]["severity"]), (&"not-json".into(), &"error".into()));
}

#[test]
fn a_file_of_200_megabytes_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.json");
    std::fs::File::create(&path).unwrap().set_len(200 * 1024 * 1024).unwrap();
    // Who had begun to read it would only know of the 64 MB.
    cli(["check", &path.display().to_string()]).run().status(1).stdout("文件太大（200 MB），最多读 64 MB");
}
