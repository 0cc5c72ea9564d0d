//! A clerk's month with the realistic township: open last month's and last year's files, carry over, type, explain, correct,
//! sign, hand in. Everything goes through files and commands, as on the page.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::cli::cli;
use crate::schema;
use crate::support;
use crate::township::{OFFICE, confirm, expected, records};
use sishang::exchange::{Limits, Status, build, file_name, open, readiness, verify, write};
use sishang::scheme::{Column, CompiledScheme, FormId, builtin};
use sishang::workbook::{Command, Explanation, Session, Signers, Slot, Stamp, Typed, Workbook, carry_over};

fn stamp() -> Stamp {
    Stamp { by: "祝清和".to_owned(), at: "2026-11-09T16:20:00+08:00".to_owned() }
}

fn slot(scheme: &CompiledScheme, form: FormId, name: &str) -> Slot {
    let (key, column) = name.split_once('.').unwrap_or((name, "plain"));
    Slot { field: scheme[form].field(key).unwrap(), column: Column::from_key(column).unwrap() }
}

/// A scene of work: a session, and what a person does in it.
struct Clerk {
    session: Session,
}

impl Clerk {
    fn begins(period: &str) -> Self {
        let scheme = builtin();
        let book = support::workbook(&scheme, OFFICE, period, &[]);
        Self { session: Session::new(scheme, book) }
    }

    fn does(&mut self, command: Command) {
        self.session = self.session.apply(command, stamp()).unwrap().0;
    }

    fn opens(&mut self, file: &str) {
        let opened = open(file.as_bytes(), &self.session.scheme, &Limits::default()).unwrap();
        let carried = carry_over(&self.session.scheme, &self.session.book, &opened.book, &opened.head.digest).unwrap();
        self.does(Command::CarryOver(Box::new(carried)));
    }

    /// Types a whole month, adding the units that are not there yet.
    fn types_everything(&mut self, period: &str) {
        let scheme = Arc::clone(&self.session.scheme);
        for record in records(&scheme, period) {
            let form = scheme.form(&record.form).unwrap();
            if scheme[form].is_roster() && self.session.book.table(form).position(&record.key).is_none() {
                self.does(Command::AddRows { form, position: usize::MAX, count: 1 });
            }
            let cell = |(name, text): (String, String)| Typed {
                key: Arc::from(record.key.as_str()),
                slot: slot(&scheme, form, &name),
                text: Arc::from(text),
            };
            let zeros = confirm(&scheme[form], form, &record);
            let cells = record.cells.into_iter().map(cell).collect();
            self.does(Command::Type { form, cells });
            self.does(zeros);
        }
    }

    fn types(&mut self, form: &str, key: &str, cell: &str, text: &str) {
        let form = self.session.scheme.form(form).unwrap();
        let slot = slot(&self.session.scheme, form, cell);
        let cells = vec![Typed { key: Arc::from(key), slot, text: Arc::from(text) }];
        self.does(Command::Type { form, cells });
    }

    fn explains_what_can_be_explained(&mut self) {
        let findings: Vec<_> = self.session.audit.findings().filter(|one| one.explainable).cloned().collect();
        for finding in findings {
            let explanation = Explanation {
                text: "已与企业统计员逐笔核对出库单和发票，十月设备检修停产十二天所致".to_owned(),
                scheme: self.session.scheme.tag(),
                values: finding.values.clone(),
                stamp: stamp(),
            };
            self.does(Command::Explain { finding: finding.key.clone(), explanation: Some(explanation) });
        }
    }

    fn signs(&mut self) {
        self.does(Command::Sign(Signers {
            filler: "祝清和".to_owned(),
            statistics_lead: "佘文谨".to_owned(),
            head: "邬德厚".to_owned(),
            phone: "0370-4112345".to_owned(),
        }));
    }

    fn findings(&self) -> BTreeSet<[String; 5]> {
        let of = |finding: &sishang::audit::Finding| {
            let key = finding.key.clone();
            [key.rule, finding.severity.key().to_owned(), key.form, key.key, key.field]
        };
        self.session.audit.findings().map(|finding| of(finding)).collect()
    }

    /// Exports, and goes on with what was exported.
    fn exports(&mut self, wanted: Status) -> String {
        let submission = build(&self.session, wanted, "2026-11-09T16:30:00+08:00");
        assert_eq!(submission.head.status, wanted, "{:?}", readiness(&self.session));
        let file = write(&submission);
        self.does(Command::Sent(submission.head.sent()));
        let opened = open(file.as_bytes(), &self.session.scheme, &Limits::default()).unwrap();
        assert_eq!(opened.book, self.session.book);
        assert_eq!((opened.notes.as_slice(), opened.mismatches.as_slice()), (&[][..], &[][..]));
        assert_eq!(verify(&opened, &self.session.scheme).differences, []);
        schema::valid(&schema::validator(), &file);
        file
    }
}

/// The file of an earlier month, as a draft: its explanations do not matter here.
fn earlier_file(period: &str) -> String {
    let scheme = builtin();
    let book: Workbook = support::workbook(&scheme, OFFICE, period, &records(&scheme, period));
    write(&build(&Session::new(scheme, book), Status::Draft, "2026-10-09T16:30:00+08:00"))
}

fn check(name: &str, file: &str, args: &[&str]) -> crate::cli::Ran {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, file).unwrap();
    cli(["check"].iter().chain(args).copied().chain([path.to_str().unwrap()])).run()
}

#[test]
fn a_month_from_carrying_over_to_a_final_file() {
    let mut clerk = Clerk::begins("2026-10");
    clerk.opens(&earlier_file("2026-09"));
    clerk.opens(&earlier_file("2025-10"));
    clerk.types_everything("2026-10");
    assert_eq!(clerk.findings(), expected());

    // A draft can always be exported, and the command finds in it what was planted.
    let draft = clerk.exports(Status::Draft);
    let ran = check("草稿.json", &draft, &["--format", "json"]).status(1);
    let told: BTreeSet<[String; 5]> = ran
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            ["rule", "severity", "form", "key", "field"].map(|name| line[name].as_str().unwrap_or_default().to_owned())
        })
        .collect();
    assert_eq!(told, expected());

    // What can be explained is, what is wrong is corrected.
    clerk.types("trade", "u022", "retail.month", "1220");
    clerk.types("investment", "p007", "invested.month", "170");
    clerk.explains_what_can_be_explained();
    assert!(!readiness(&clerk.session).is_ready());
    clerk.signs();
    assert_eq!(readiness(&clerk.session).blockers, []);

    let file = clerk.exports(Status::Final);
    let json: serde_json::Value = serde_json::from_str(&file).unwrap();
    assert_eq!((&json["revision"], &json["status"]), (&2.into(), &"final".into()));
    // Two figures, and what was carried over and is another now: a name and a planned total.
    assert_eq!(json["changes"].as_array().unwrap().len(), 4);
    let ran = check("正式.json", &file, &[]).status(0);
    ran.stdout("谷熟镇 2026年10月 第2版（正式）；文件问题 0，强制 0，核实 0").stdout("已说明");
    let lines = check("正式.json", &file, &["--format", "json"]).status(0).json();
    let states: BTreeSet<(&str, &str)> = lines
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["severity"].as_str().unwrap(), line["state"].as_str().unwrap()))
        .collect();
    assert_eq!(states, BTreeSet::from([("hard", "explained"), ("soft", "explained"), ("hint", "open")]));

    // A correction after that needs a reason.
    clerk.types("industry", "u001", "staff", "80");
    clerk.explains_what_can_be_explained();
    assert!(!readiness(&clerk.session).is_ready());
    let cells = clerk.session.book.replaced.keys().cloned().collect();
    clerk.does(Command::GiveReason { cells, reason: "企业更正：漏计一名新进职工".to_owned() });
    let third = clerk.exports(Status::Final);
    let json: serde_json::Value = serde_json::from_str(&third).unwrap();
    assert_eq!(json["changes"][0]["reason"], "企业更正：漏计一名新进职工");
    assert_eq!(json["previous"], serde_json::from_str::<serde_json::Value>(&file).unwrap()["digest"]);
    let head = open(third.as_bytes(), &builtin(), &Limits::default()).unwrap().head;
    assert_eq!(file_name(&head), "四上台账_411425104_谷熟镇_2026-10_第3版.json");

    // One figure changed by hand is noticed, and where.
    let forged = third.replacen("\"output\": {\"month\": 5810,", "\"output\": {\"month\": 6810,", 1);
    assert_ne!(forged, third);
    let ran = check("改过.json", &forged, &[]).status(1).stdout("文件在导出后被改动或损坏");
    ran.stdout("丰禾米业");
}
