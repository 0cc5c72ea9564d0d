//! Between a township and its county: a return note goes down, its answers come up; a waiver lets a finding pass.

use std::sync::Arc;

use sishang::audit::{Audit, State};
use sishang::demo;
use sishang::exchange::{
    AnyFile, Blocker, Difference, FileKind, Limits, Status, build, json, open, open_any, readiness, verify, write,
    write_waivers,
};
use sishang::rollup::{Facts, Intake, Item, Options, levels, look};
use sishang::scheme::{CompiledScheme, Severity, builtin};
use sishang::workbook::{
    CellAddress, Command, Comment, FindingKey, Place, Refusal, ReturnNote, Session, Slot, Snapshot, Stamp,
    StoredChange, Typed, Waiver, Workbook,
};

const AT: &str = "2026-11-05T10:00:00+08:00";

fn stamp(by: &str) -> Stamp {
    Stamp { by: by.to_owned(), at: AT.to_owned() }
}

fn county() -> Place {
    Place { code: "411425".to_owned(), name: "虞城县".to_owned() }
}

fn slot(scheme: &CompiledScheme, form: &str, cell: &str) -> (sishang::scheme::FormId, Slot) {
    let form = scheme.form(form).unwrap();
    (form, crate::support::slot(&scheme[form], cell))
}

fn typed(session: &Session, form: &str, key: &str, cell: &str, text: &str) -> Session {
    let (form, slot) = slot(&session.scheme, form, cell);
    let cells = vec![Typed { key: key.into(), slot, text: text.into() }];
    session.apply(Command::Type { form, cells }, stamp("王填")).unwrap().0
}

/// What is left of a session when the browser is closed and opened again: the snapshot, or the journal after it.
fn reloaded(before: &Session, change: &sishang::workbook::Change, after: &Session) -> Session {
    let scheme = &before.scheme;
    let stored = StoredChange::from_json(&change.store(scheme).to_json()).unwrap().load(scheme);
    let replayed = before.replayed(&stored);
    assert_eq!(replayed.book, after.book, "replayed from the journal");
    let book = Snapshot::from_json(&Snapshot::of(scheme, &after.book).to_json()).unwrap().load(scheme);
    assert_eq!(book, after.book, "from the snapshot");
    Session::new(Arc::clone(scheme), book)
}

/// A month that can be sent, and was.
fn sent() -> Session {
    let scheme = builtin();
    let session = Session::new(Arc::clone(&scheme), demo::months(&scheme, "demo").prev);
    assert_eq!(readiness(&session).blockers, []);
    let file = build(&session, Status::Final, AT);
    assert_eq!(file.head.status, Status::Final);
    session.apply(Command::Sent(file.head.sent()), stamp("王填")).unwrap().0
}

fn note(book: &Workbook, comments: Vec<Comment>) -> ReturnNote {
    ReturnNote {
        from: county(),
        office: Place { code: book.about.office.code.clone(), name: book.about.office.name.clone() },
        period: book.about.period,
        revision: book.sent.revision,
        submission: book.sent.digest.clone(),
        demonstration: true,
        text: "请逐条核实".to_owned(),
        comments,
        stamp: stamp("赵汇"),
        digest: String::new(),
    }
}

fn comment(id: &str, form: &str, key: &str, field: &str, text: &str) -> Comment {
    let [id, form, key, field, text] = [id, form, key, field, text].map(str::to_owned);
    Comment { id, form, key, field, text, stamp: stamp("赵汇") }
}

#[test]
fn a_return_note_is_answered_comment_by_comment() {
    let session = sent();
    let scheme = Arc::clone(&session.scheme);
    let key = session.book.table(scheme.form("industry").unwrap()).at(0).unwrap().key.to_string();
    let comments = vec![
        comment("1", "industry", &key, "output.month", "本月产值与用电不符"),
        comment("2", "industry", &key, "output", "累计请一并核对"),
        comment("3", "units", &key, "", "这一户的地址是不是变了"),
        comment("4", "", "", "", "整份请统计负责人再看一遍"),
    ];
    let mut sent_down = note(&session.book, comments);
    let text = sent_down.write(&scheme);
    crate::schema::valid_as(FileKind::Return, &text);
    let Ok(AnyFile::Return(opened)) = open_any(text.as_bytes(), &scheme, &Limits::default()) else { panic!("no note") };
    assert_eq!(*opened, sent_down);
    let edited = text.replacen("请一并核对", "不用核对了", 1);
    assert_eq!(open_any(edited.as_bytes(), &scheme, &Limits::default()).unwrap_err().code(), "digest");

    let (returned, applied) = session.apply(Command::OpenReturn(opened.clone()), stamp("王填")).unwrap();
    let returned = reloaded(&session, &applied.change.unwrap(), &returned);
    let of_cell: Vec<&str> = returned
        .book
        .returned
        .as_ref()
        .unwrap()
        .at("industry", &key, "output.month")
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(of_cell, ["1", "2"]);
    let unanswered = Blocker::Unanswered { count: 4, first: "1".to_owned() };
    assert_eq!(readiness(&returned).blockers, [unanswered]);

    // One is answered by a correction, with its reason; one by words alone.
    let (form, cell) = slot(&scheme, "industry", "output.month");
    let old = returned.book.text(form, &key, cell).to_owned();
    let new = (old.parse::<i64>().unwrap() - 1).to_string();
    let changed = typed(&returned, "industry", &key, "output.month", &new);
    let address = CellAddress { form, key: key.as_str().into(), slot: cell };
    let reason = Command::GiveReason { cells: vec![address], reason: "录入差错，原始凭证为准".to_owned() };
    let changed = changed.apply(reason, stamp("王填")).unwrap().0;
    assert_eq!(readiness(&changed).blockers, [Blocker::Unanswered { count: 1, first: "3".to_owned() }]);
    let answer = |session: &Session, id: &str, text: Option<&str>| {
        let command = Command::Answer { comment: id.to_owned(), text: text.map(str::to_owned) };
        session.apply(command, stamp("王填"))
    };
    assert!(matches!(answer(&changed, "9", Some("x")), Err(Refusal::NoSuchComment)));
    let (answered, applied) = answer(&changed, "3", Some("地址没有变，门牌重新编号")).unwrap();
    let answered = reloaded(&changed, &applied.change.unwrap(), &answered);
    assert_eq!(readiness(&answered).blockers, []);
    assert_eq!(answer(&answered, "3", None).unwrap().0.book, changed.book);

    // A draft carries the note and its answers on.
    let draft = build(&answered, Status::Draft, AT);
    let text = write(&draft);
    crate::schema::valid_as(FileKind::Submission, &text);
    let back = open(text.as_bytes(), &scheme, &Limits::default()).unwrap();
    assert_eq!(back.book.returned, answered.book.returned);

    // The county sees what became of each comment.
    let file = build(&answered, Status::Final, AT);
    let text = write(&file);
    crate::schema::valid_as(FileKind::Submission, &text);
    let received = open(text.as_bytes(), &scheme, &Limits::default()).unwrap();
    assert_eq!(received.book.returned, None);
    assert_eq!(verify(&received, &scheme).differences, []);
    let answers = received.head.answers.unwrap();
    assert_eq!(answers.note, *opened);
    let told: Vec<(usize, Option<&str>)> = answers
        .items
        .iter()
        .map(|item| (item.changes.len(), item.answer.as_ref().map(|answer| answer.text.as_str())))
        .collect();
    assert_eq!(told, [(1, None), (1, None), (0, Some("地址没有变，门牌重新编号")), (1, None)]);
    let change = &answers.items[0].changes[0];
    assert_eq!((&change.old, &change.new, change.reason.as_str()), (&old, &new, "录入差错，原始凭证为准"));

    // A final file that leaves a comment without an answer is not believed.
    let mut silent: serde_json::Value = serde_json::from_str(&text).unwrap();
    silent["answers"]["comments"][2].as_object_mut().unwrap().remove("answer");
    let strict = json::parse(&silent.to_string(), &Limits::default()).unwrap().owned();
    silent["digest"] = json::digest(&strict).into();
    let received = open(silent.to_string().as_bytes(), &scheme, &Limits::default()).unwrap();
    let unanswered = Blocker::Unanswered { count: 1, first: "3".to_owned() };
    assert_eq!(verify(&received, &scheme).differences, [Difference::NotFinal(unanswered)]);
    let (after, _) = answered.apply(Command::Sent(file.head.sent()), stamp("王填")).unwrap();
    assert_eq!(after.book.returned, None);
}

#[test]
fn what_is_for_others_is_not_opened() {
    let session = sent();
    let mut other = note(&session.book, Vec::new());
    other.office.code = "411425999".to_owned();
    let refused = session.apply(Command::OpenReturn(Box::new(other.clone())), stamp("")).unwrap_err();
    assert!(matches!(refused, Refusal::ForOthers { .. }));
    other.office.code.clone_from(&session.book.about.office.code);
    other.demonstration = false;
    let refused = session.apply(Command::OpenReturn(Box::new(other)), stamp("")).unwrap_err();
    assert_eq!(refused, Refusal::Demonstration { file: false });
    let answer = Command::Answer { comment: "1".to_owned(), text: Some("x".to_owned()) };
    assert_eq!(session.apply(answer, stamp("")).unwrap_err(), Refusal::NoSuchComment);
}

fn waiver(book: &Workbook, scheme: &CompiledScheme, key: &FindingKey, values: Vec<(String, String)>) -> Waiver {
    let form = scheme.form(&key.form).unwrap();
    Waiver {
        from: county(),
        office: Place { code: book.about.office.code.clone(), name: book.about.office.name.clone() },
        period: book.about.period,
        rule: key.rule.clone(),
        field: key.field.clone(),
        form: key.form.clone(),
        identity: book.identity(scheme, form, &key.key),
        title: "某厂".to_owned(),
        values,
        reason: "搬迁期间账册封存，县局已到现场核实".to_owned(),
        stamp: stamp("赵汇"),
    }
}

#[test]
fn a_waiver_lets_one_finding_of_one_unit_pass() {
    let scheme = builtin();
    let session = Session::new(Arc::clone(&scheme), demo::months(&scheme, "demo").current);
    let hard: Vec<_> = session
        .audit
        .findings()
        .filter(|finding| {
            finding.severity == Severity::Hard && finding.state == State::Open && finding.key.rule != "R000"
        })
        .cloned()
        .collect();
    let finding = hard.iter().find(|finding| !finding.values.is_empty()).unwrap();
    let granted = waiver(&session.book, &scheme, &finding.key, finding.values.clone());
    assert!(granted.identity.len() == 18, "{}", granted.identity);
    let (text, _) = write_waivers(&scheme, &[granted]);
    crate::schema::valid_as(FileKind::Waiver, &text);
    let Ok(AnyFile::Waivers { waivers, .. }) = open_any(text.as_bytes(), &scheme, &Limits::default()) else {
        panic!("no waivers")
    };
    let (waived, applied) = session.apply(Command::OpenWaivers(waivers.clone()), stamp("王填")).unwrap();
    let waived = reloaded(&session, &applied.change.unwrap(), &waived);
    let now = waived.audit.find(&finding.key).unwrap();
    assert!(now.state == State::Waived && !now.blocks());
    assert_eq!(Audit::waiver(&scheme, &waived.book, now).unwrap().from, county());
    let (before, after) = (session.audit.counts(), waived.audit.counts());
    assert_eq!((after.waived, after.hard), (1, before.hard - 1));

    // It travels, and the county's own audit agrees with the file.
    let text = write(&build(&waived, Status::Draft, AT));
    crate::schema::valid_as(FileKind::Submission, &text);
    let received = open(text.as_bytes(), &scheme, &Limits::default()).unwrap();
    assert_eq!(received.head.waivers, waivers);
    assert_eq!(received.head.findings.iter().filter(|found| found.waived).count(), 1);
    assert_eq!(verify(&received, &scheme).differences, []);
    assert_eq!(received.book.waivers, waived.book.waivers);

    // The unit's own code decides whom it is for; typing keeps up with it.
    let roster = &scheme[scheme.form("units").unwrap()];
    assert!(roster.roster().unwrap().identity.is_some());
    let renamed = typed(&waived, "units", &finding.key.key, "uscc", "91411425MA3X1A208F");
    if let Some(now) = renamed.audit.find(&finding.key) {
        assert_eq!(now.state, State::Open);
    }
    assert_eq!(renamed.audit, Audit::full(&scheme, &renamed.book));
    // Another value is another finding.
    let mut narrow = waivers.clone();
    narrow[0].values[0].1.push('9');
    let (other, _) = session.apply(Command::OpenWaivers(narrow), stamp("王填")).unwrap();
    assert_eq!(other.audit.find(&finding.key).unwrap().state, State::Open);
    let mut elsewhere = waivers;
    elsewhere[0].office.code = "411425999".to_owned();
    let refused = session.apply(Command::OpenWaivers(elsewhere), stamp("")).unwrap_err();
    assert!(matches!(refused, Refusal::ForOthers { .. }));
}

#[test]
fn a_waiver_that_the_county_does_not_have_is_named() {
    let session = sent();
    let scheme = Arc::clone(&session.scheme);
    let key = FindingKey { rule: "R030".into(), field: "output".into(), form: "industry".into(), key: "u001".into() };
    let granted = waiver(&session.book, &scheme, &key, Vec::new());
    let (text, _) = write_waivers(&scheme, std::slice::from_ref(&granted));
    let (session, _) = session.apply(Command::OpenWaivers(vec![granted]), stamp("王填")).unwrap();
    let file = write(&build(&session, Status::Final, AT));
    let found = |files: &[&str]| {
        let mut intake = Intake::new(Options::of(&scheme));
        let mut study = sishang::rollup::Study::new();
        for text in files {
            let (entry, _) = look(Item::new("x", text.as_bytes().to_vec()), &scheme, &Limits::default());
            if let Some(opened) = entry.submission().and_then(|received| received.opened.clone()) {
                study.insert(opened.head.digest.clone(), Arc::new(Facts::of(&scheme, &opened, false)));
            }
            intake.add(entry);
        }
        let rollup = intake.settle();
        let level = levels(&scheme, &rollup, &study);
        let found = sishang::rollup::whole_findings(&scheme, &rollup, &study, &level);
        found.into_iter().filter(|one| one.check == sishang::rollup::Check::Waiver).count()
    };
    assert_eq!((found(&[&file]), found(&[&file, &text])), (1, 0));
}

#[test]
fn the_bundle_holds_everything_that_went_between() {
    let session = sent();
    let scheme = Arc::clone(&session.scheme);
    let file = write(&build(&session, Status::Final, AT));
    let mut returned = note(&session.book, vec![comment("1", "", "", "", "请再核对")]);
    let returned = returned.write(&scheme);
    let finding =
        FindingKey { rule: "R030".into(), field: "output".into(), form: "industry".into(), key: "u001".into() };
    let (waived, _) = write_waivers(&scheme, &[waiver(&session.book, &scheme, &finding, Vec::new())]);
    let mut intake = Intake::new(Options::of(&scheme));
    let mut study = sishang::rollup::Study::new();
    for (name, text) in [("a.json", file.clone()), ("b.json", returned), ("c.json", waived)] {
        let (entry, _) = look(Item::new(name, text.into_bytes()), &scheme, &Limits::default());
        if let Some(opened) = entry.submission().and_then(|received| received.opened.clone()) {
            study.insert(opened.head.digest.clone(), Arc::new(Facts::of(&scheme, &opened, false)));
        }
        intake.add(entry);
    }
    let rollup = intake.settle();
    let mut head =
        rollup.head(&scheme, &levels(&scheme, &rollup, &study), session.book.signers.as_ref().clone(), AT).unwrap();
    let digest = rollup.files()[0].digest().unwrap().to_owned();
    head.seal(&[&digest], None);
    let text = head.write(&[&file], None);
    crate::schema::valid_as(FileKind::Bundle, &text);
    assert!(head.figures.len() > 100 && head.returns.len() == 1 && head.waivers.len() == 1);
    let Ok(AnyFile::Bundle { head: back, files, own: None }) = open_any(text.as_bytes(), &scheme, &Limits::default())
    else {
        panic!("no bundle")
    };
    assert_eq!(*back, head);
    let inner = &text[files[0].clone()];
    let (inside, outside): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(inner).unwrap(), serde_json::from_str(&file).unwrap());
    assert_eq!(inside, outside, "the file goes upward unchanged");
}
