//! Taking in: what becomes of every file, whatever the order.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::exchange::{self, Limits, Status};
use crate::number::Decimal;
use crate::scheme::{CompiledScheme, Severity, builtin};
use crate::workbook::{
    About, Command, Office, Place, Row, Session, Signers, Stamp, Table, Typed, Waiver, Workbook, read_cell,
};

mod columns;
mod levels;
mod words;

const AT: &str = "2026-11-03T09:30:00+08:00";

fn place(code: &str, name: &str) -> Place {
    Place { code: code.to_owned(), name: name.to_owned() }
}

/// An office of 虞城县, or of another county.
fn office(code: &str) -> Office {
    let county = if code.starts_with("411425") { place("411425", "虞城县") } else { place("411426", "夏邑县") };
    Office {
        code: code.to_owned(),
        name: format!("镇{}", &code[6..]),
        parents: vec![county, place("411400", "商丘市"), place("410000", "河南省")],
    }
}

/// A file with one unit, whose output tells files apart.
struct Draft {
    office: Office,
    period: &'static str,
    revision: u32,
    status: Status,
    output: &'static str,
    demonstration: bool,
    at: &'static str,
    uscc: &'static str,
    admission: &'static str,
    filler: &'static str,
}

impl Draft {
    fn of(code: &str, revision: u32, output: &'static str) -> Self {
        Self {
            office: office(code),
            period: "2026-10",
            revision,
            status: Status::Final,
            output,
            demonstration: false,
            at: AT,
            uscc: "",
            admission: "",
            filler: "王填",
        }
    }

    fn text(&self, scheme: &Arc<CompiledScheme>) -> String {
        let about = About {
            id: self.office.code.clone(),
            office: self.office.clone(),
            period: self.period.parse().unwrap(),
            demonstration: self.demonstration,
        };
        let mut book = Workbook::new(scheme, about);
        let units = scheme.form("units").unwrap();
        let def = &scheme[units];
        let mut row = Row::new("u001".into());
        let said = [("uscc", self.uscc), ("admission", self.admission), ("filler", self.filler)];
        for (field, text) in [("name", "甲厂"), ("operating", "2")].into_iter().chain(said) {
            if text.is_empty() {
                continue;
            }
            let slot = crate::workbook::slot_named(def, field).unwrap();
            row.cells.insert(slot, read_cell(scheme, &def[slot.field], text.into()));
        }
        book.tables[units.index()] = Arc::new(Table::from_rows(vec![Arc::new(row)]));
        book.signers = Arc::new(Signers {
            filler: self.filler.to_owned(),
            statistics_lead: "李统".to_owned(),
            head: "张负".to_owned(),
            phone: format!("1380000{}", self.office.code.get(5..9).unwrap_or("0000")),
        });
        book.sent = Arc::new(crate::workbook::Sent { revision: self.revision - 1, ..Default::default() });
        let session = Session::new(Arc::clone(scheme), book);
        let form = scheme.form("industry").unwrap();
        let slot = crate::workbook::slot_named(&scheme[form], "output.month").unwrap();
        let cells = vec![Typed { key: "u001".into(), slot, text: self.output.into() }];
        let (session, _) =
            session.apply(Command::Type { form, cells }, Stamp { by: String::new(), at: AT.into() }).unwrap();
        // What the audit says does not matter here: whether a file is final is taken from the file.
        exchange::written_as(&session, self.status, self.at)
    }

    fn item(&self, scheme: &Arc<CompiledScheme>, name: &str) -> Item {
        Item::new(name, self.text(scheme).into_bytes())
    }
}

fn take(scheme: &Arc<CompiledScheme>, intake: &mut Intake, item: Item) {
    let mut queue = vec![item];
    while let Some(item) = queue.pop() {
        let (entry, inside) = look(item, scheme, &Limits::default());
        intake.add(entry);
        queue.extend(inside.into_iter().rev());
    }
}

fn settled(scheme: &Arc<CompiledScheme>, options: Options, items: impl IntoIterator<Item = Item>) -> (Intake, RollUp) {
    let mut intake = Intake::new(options);
    for item in items {
        take(scheme, &mut intake, item);
    }
    let rollup = intake.settle();
    (intake, rollup)
}

/// The facts of everything that was read, as a page or the command gathers them.
fn study(scheme: &CompiledScheme, intake: &Intake) -> Study {
    let received = intake.entries().iter().filter_map(|entry| entry.submission());
    received
        .map(|received| {
            let facts = Facts::of(scheme, received.opened.as_ref().unwrap(), true);
            (received.head.digest.clone(), Arc::new(facts))
        })
        .collect()
}

/// The files of a conflict.
fn opened(conflict: &Conflict) -> Vec<&exchange::Opened> {
    conflict.entries.iter().map(|entry| entry.submission().unwrap().opened.as_deref().unwrap()).collect()
}

fn codes(rollup: &RollUp) -> Vec<(String, &'static str)> {
    rollup.fates.iter().map(|(entry, fate)| (entry.name.clone(), fate.code())).collect()
}

fn fate_of<'a>(rollup: &'a RollUp, name: &str) -> &'a Fate {
    &rollup.fates.iter().find(|(entry, _)| entry.name == name).unwrap().1
}

#[test]
fn every_file_is_named_with_what_was_done() {
    let scheme = builtin();
    let whole = Draft::of("411425100", 2, "500");
    let edited = whole.text(&scheme).replace("\"month\": 500", "\"month\": 501");
    let items = [
        whole.item(&scheme, "新.json"),
        Draft::of("411425100", 1, "400").item(&scheme, "旧.json"),
        whole.item(&scheme, "副本.json"),
        Draft { status: Status::Draft, ..Draft::of("411425100", 3, "600") }.item(&scheme, "草稿.json"),
        Item::new("改过.json", edited.into_bytes()),
        Item::new("别家.json", br#"{"a":1}"#.to_vec()),
        Item::new("空.json", Vec::new()),
        Draft { period: "2026-09", ..Draft::of("411425101", 1, "1") }.item(&scheme, "上月.json"),
        Draft { period: "2026-08", ..Draft::of("411425101", 1, "1") }.item(&scheme, "前月.json"),
        Draft { demonstration: true, ..Draft::of("411425101", 1, "1") }.item(&scheme, "演示.json"),
        Draft { status: Status::Draft, ..Draft::of("411425102", 1, "7") }.item(&scheme, "只有草稿.json"),
        Draft::of("411425103", 1, "8").item(&scheme, "甲.json"),
        Draft::of("411425103", 1, "9").item(&scheme, "乙.json"),
        Draft::of("411425", 1, "3").item(&scheme, "本县.json"),
        Draft { at: "2026-11-09T00:00:00+08:00", ..Draft::of("411425104", 1, "3") }.item(&scheme, "迟.json"),
        Draft::of("411425999", 1, "3").item(&scheme, "不在名单.json"),
    ];
    let expected =
        read_expected("411425104,镇104\n411425100,镇100\n411425101,镇101\n411425102,镇102\n411425103,镇103").unwrap();
    let options = Options { expected, due: Some("2026-11-08T18:00:00+08:00".to_owned()), ..Options::default() };
    let (_, rollup) = settled(&scheme, options, items);
    let expected = [
        ("新.json", "taken"),
        ("旧.json", "superseded"),
        ("副本.json", "duplicate"),
        ("草稿.json", "draft"),
        ("改过.json", "digest"),
        ("别家.json", "other-product"),
        ("空.json", "empty"),
        ("上月.json", "earlier"),
        ("前月.json", "other-period"),
        ("演示.json", "demonstration"),
        ("只有草稿.json", "draft"),
        ("甲.json", "conflict"),
        ("乙.json", "conflict"),
        ("本县.json", "own"),
        ("迟.json", "taken"),
        ("不在名单.json", "unlisted"),
    ];
    assert_eq!(codes(&rollup), expected.map(|(name, code)| (name.to_owned(), code)));
    assert_eq!((rollup.office.code.as_str(), rollup.office.name.as_str()), ("411425", "虞城县"));
    let arrivals: Vec<(&str, Arrival)> =
        rollup.offices.iter().map(|state| (state.office.code.as_str(), state.arrival)).collect();
    assert_eq!(
        arrivals,
        [
            ("411425104", Arrival::Late),
            ("411425100", Arrival::Received),
            ("411425101", Arrival::Missing),
            ("411425102", Arrival::DraftOnly),
            ("411425103", Arrival::Conflict),
            ("411425999", Arrival::Conflict),
        ]
    );
    let counted: Vec<&str> = rollup.files().iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(counted, ["迟.json", "新.json"]);
    expect_test::expect_file!["tests/fates.txt"].assert_eq(
        &rollup
            .fates
            .iter()
            .map(|(entry, fate)| format!("{}：{}", entry.name, crate::message::rollup::fate(fate)))
            .chain(reminder(&rollup, Some("11月8日")))
            .chain(taken_for_silent(&rollup))
            .collect::<Vec<_>>()
            .join(
                "
",
            ),
    );
}

#[test]
fn a_person_decides_and_the_word_holds_until_a_higher_revision_comes() {
    let scheme = builtin();
    let (one, two) = (Draft::of("411425103", 1, "8"), Draft::of("411425103", 1, "9"));
    let items = [one.item(&scheme, "甲.json"), two.item(&scheme, "乙.json")];
    let (mut intake, rollup) = settled(&scheme, Options::default(), items);
    let conflict = &rollup.conflicts[0];
    let points = compare(&scheme, &opened(conflict));
    assert_eq!(points.len(), 1);
    assert_eq!((points[0].field.as_str(), points[0].texts.as_slice()), ("output.month", &["8".into(), "9".into()][..]));
    let decision = Decision {
        office: "411425103".to_owned(),
        period: rollup.period.unwrap(),
        digest: conflict.entries[1].digest().unwrap().to_owned(),
        reason: "经电话核对，以乙为准".to_owned(),
        stamp: Stamp { by: "赵汇".to_owned(), at: AT.to_owned() },
    };
    intake.decide(decision.clone());
    let rollup = intake.settle();
    assert_eq!(fate_of(&rollup, "乙.json"), &Fate::Taken { decided: true });
    assert!(matches!(fate_of(&rollup, "甲.json"), Fate::NotChosen { chosen, .. } if chosen == "乙.json"));
    assert_eq!((rollup.decisions.len(), rollup.void_decisions.len()), (1, 0));
    take(&scheme, &mut intake, Draft::of("411425103", 2, "10").item(&scheme, "丙.json"));
    let rollup = intake.settle();
    assert_eq!(fate_of(&rollup, "丙.json"), &Fate::Taken { decided: false });
    assert_eq!(fate_of(&rollup, "乙.json"), &Fate::Superseded { by: 2 });
    assert_eq!((rollup.decisions.len(), rollup.void_decisions.len()), (0, 1));
}

#[test]
fn without_a_list_an_office_of_another_whole_waits_for_a_word() {
    let scheme = builtin();
    let items = ["411425100", "411425101", "411426100"].map(|code| Draft::of(code, 1, "8").item(&scheme, code));
    let (mut intake, rollup) = settled(&scheme, Options::default(), items);
    assert_eq!(rollup.office.code, "411425");
    let fate = fate_of(&rollup, "411426100");
    assert!(matches!(fate, Fate::Elsewhere { above, .. } if above == "夏邑县") && fate.is_trouble(), "{fate:?}");
    let state = rollup.office("411426100").unwrap();
    assert_eq!((state.arrival, state.expected, rollup.files().len()), (Arrival::Conflict, false, 2));
    let entry = rollup.fates.iter().find(|(entry, _)| entry.name == "411426100").unwrap().0.clone();
    intake.decide(Decision {
        office: "411426100".to_owned(),
        period: rollup.period.unwrap(),
        digest: entry.digest().unwrap().to_owned(),
        reason: "托管给本县".to_owned(),
        stamp: Stamp { by: "赵汇".to_owned(), at: AT.to_owned() },
    });
    let rollup = intake.settle();
    assert_eq!(fate_of(&rollup, "411426100"), &Fate::Taken { decided: true });
    assert_eq!(rollup.files().len(), 3);
}

#[test]
fn a_file_of_another_edition_counts_and_says_so() {
    let scheme = builtin();
    let other = crate::scheme::load(&[crate::scheme::SourceDoc {
        name: "county.toml",
        text: "[scheme]\nid = \"county\"\nedition = \"3\"\nextends = \"sishang\"\n",
    }])
    .unwrap();
    let other = Arc::new(other);
    let item = Draft::of("411425100", 1, "8").item(&scheme, "甲.json");
    let (_, rollup) = settled(&other, Options::default(), [item]);
    let (entry, fate) = &rollup.fates[0];
    expect_test::expect!["已计入汇总；按报表制度 sishang@2026.1 填写，审核和汇总按现在用的 county@3"]
        .assert_eq(&crate::message::rollup::done(entry, fate));
}

/// The bundle of what counts, as a county hands it upward.
fn bundle(scheme: &CompiledScheme, intake: &Intake, rollup: &RollUp, revision: u32) -> String {
    let level = levels(scheme, rollup, &study(scheme, intake));
    let files = rollup.files();
    let texts: Vec<&str> = files.iter().map(|entry| entry.submission().unwrap().text()).collect();
    let mut head = rollup.head(scheme, &level, Signers::default(), AT).unwrap();
    head.revision = revision;
    let digests: Vec<&str> = files.iter().filter_map(|entry| entry.digest()).collect();
    let own = rollup.own.as_ref().and_then(|entry| entry.submission());
    head.seal(&digests, own.map(|received| received.head.digest.as_str()));
    head.write(&texts, own.map(Received::text))
}

#[test]
fn what_only_many_files_show_is_found() {
    let scheme = builtin();
    let codes = ["411425100", "411425101", "411425102", "411425103"];
    let draft = |code: &str, at: usize| Draft {
        uscc: if at < 2 { "91411425MA3X1A208F" } else { "" },
        filler: ["代甲", "代乙", "代甲", "代丙"][at],
        ..Draft::of(code, 1, if at == 3 { "999" } else { "1234" })
    };
    let items = codes.iter().enumerate().map(|(at, code)| draft(code, at).item(&scheme, code));
    let (intake, rollup) = settled(&scheme, Options::default(), items);
    let study = study(&scheme, &intake);
    let level = levels(&scheme, &rollup, &study);
    let found = whole_findings(&scheme, &rollup, &study, &level);
    let lines: Vec<String> = found
        .iter()
        .map(|one| format!("{} {} {}：{}", one.check.key(), one.severity.key(), one.offices.len(), one.message))
        .collect();
    expect_test::expect_file!["tests/found.txt"].assert_eq(&(lines.join("\n") + "\n"));
    let audited = study.values().next().unwrap().audited.clone().unwrap();
    assert!(audited.findings.iter().all(|finding| !finding.place(&scheme).is_empty()));
    assert!(
        audited.counts.hard > 0 && audited.differences.iter().any(|one| one.contains("只能算草稿")),
        "{audited:#?}"
    );
}

/// A unit that moved is in the roster of the office that it left, too: only who has figures of it, or may yet have, counts.
#[test]
fn a_unit_that_has_left_is_not_reported_twice() {
    let scheme = builtin();
    for (admission, output, twice) in [("5", "", true), ("1", "", true), ("6", "1234", true), ("6", "", false)] {
        let draft = |code, admission, output| {
            Draft { uscc: "91411425MA3X1A208F", admission, ..Draft::of(code, 1, output) }.item(&scheme, code)
        };
        let items = [draft("411425100", admission, output), draft("411425101", "5", "999")];
        let (intake, rollup) = settled(&scheme, Options::default(), items);
        let study = study(&scheme, &intake);
        let found = whole_findings(&scheme, &rollup, &study, &levels(&scheme, &rollup, &study));
        assert_eq!(found.iter().any(|one| one.check == Check::TwiceReported), twice, "{admission} {output}");
    }
}

/// What is kept of a finding reads as the finding does.
#[test]
fn kept_findings_read_as_the_audit_writes_them() {
    use crate::demo::county::{County, Options as Of};
    let scheme = builtin();
    let county = County::new(&Of::halfway(5, "2026-10".parse().unwrap()));
    let mut compared = 0;
    for office in 0..county.offices().count() {
        let Some(file) = county.file(&scheme, office, county.period()) else { continue };
        let Ok(mut opened) = crate::exchange::open(file.text.as_bytes(), &scheme, &Limits::default()) else { continue };
        // A text that cannot be read is said without a rule.
        let roster = scheme.form("units").unwrap();
        let table = Arc::make_mut(&mut opened.book.tables[roster.index()]);
        let mut rows = table.rows().to_vec();
        if let Some(row) = rows.first_mut() {
            let slot = crate::workbook::slot_named(&scheme[roster], "opened").unwrap();
            let cell = crate::workbook::read_cell(&scheme, &scheme[roster][slot.field], "去年".into());
            assert!(cell.problem.is_some());
            Arc::make_mut(row).cells.insert(slot, cell);
        }
        *table = crate::workbook::Table::from_rows(rows);
        let audited = Audited::of(&scheme, &opened);
        let audit = crate::audit::Audit::full(&scheme, &opened.book);
        let told = audit.findings().filter(|one| one.broken || one.severity != Severity::Hint).take(MOST_KEPT);
        let told: Vec<_> = told
            .map(|one| {
                let place =
                    crate::exchange::place_of(&scheme, &opened.book, &one.key.form, &one.key.key, &one.key.field);
                let words =
                    opened.book.explanations.get(&one.key).filter(|_| one.state == crate::audit::State::Explained);
                (
                    one.key.rule.clone(),
                    place,
                    one.sentence.clone(),
                    words.map_or("", |words| &words.text).to_owned(),
                    one.weight(),
                )
            })
            .collect();
        let kept: Vec<_> = audited
            .findings
            .iter()
            .map(|one| {
                (
                    one.rule(&scheme).to_owned(),
                    one.place(&scheme),
                    one.message(&scheme),
                    one.explanation.to_string(),
                    one.weight,
                )
            })
            .collect();
        assert_eq!(kept, told);
        assert_eq!(audited.counts, audit.counts());
        compared += kept.len();
    }
    assert!(compared > 30, "{compared}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// The order in which files come does not matter.
    #[test]
    fn the_order_does_not_matter(order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle()) {
        let scheme = builtin();
        let drafts = [
            Draft::of("411425100", 1, "1"), Draft::of("411425100", 2, "2"), Draft::of("411425101", 1, "3"),
            Draft::of("411425101", 1, "4"), Draft { status: Status::Draft, ..Draft::of("411425102", 1, "5") },
            Draft { period: "2026-09", ..Draft::of("411425103", 1, "6") },
        ];
        let names = ["a", "b", "c", "d", "e", "f"];
        let items = order.iter().map(|at| drafts[*at].item(&scheme, names[*at]));
        let (_, rollup) = settled(&scheme, Options::default(), items);
        let mut got = codes(&rollup);
        got.sort();
        let want = [("a", "superseded"), ("b", "taken"), ("c", "conflict"), ("d", "conflict"), ("e", "draft"), ("f", "earlier")];
        prop_assert_eq!(got, want.map(|(name, code)| (name.to_owned(), code)).to_vec());
    }

    /// Nothing that is changed in a bundle makes reading it fail otherwise than with a reason.
    #[test]
    fn no_bytes_make_it_panic(cut in 0.0..1.0f64, byte in any::<u8>(), cut_off in any::<bool>()) {
        let scheme = builtin();
        let (intake, rollup) = settled(&scheme, Options::default(), [Draft::of("411425100", 1, "1").item(&scheme, "a")]);
        let mut bytes = bundle(&scheme, &intake, &rollup, 1).into_bytes();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, clippy::float_arithmetic, reason = "any position will do")]
        let at = ((bytes.len() - 1) as f64 * cut) as usize;
        if cut_off { bytes.truncate(at) } else { bytes[at] = byte }
        let (_, rollup) = settled(&scheme, Options::default(), [Item::new("x", bytes)]);
        prop_assert!(!rollup.fates.is_empty());
    }
}
