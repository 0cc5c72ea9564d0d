//! Commands, undo, journal and carry-over on a small scheme: a roster of units and one monthly form.

mod shapes;

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::formula::When;
use crate::period::{January, PeriodKind};
use crate::scheme::{
    Column, CompiledScheme, FieldDef, FieldId, FieldType, FormDef, FormKind, Issued, Measure, Periodic, Roster, Scheme,
};

const UNITS: FormId = FormId(0);
const OUTPUT: FormId = FormId(1);
const NAME: Slot = Slot { field: FieldId(0), column: Column::Plain };
const CODE: Slot = Slot { field: FieldId(1), column: Column::Plain };
const NOTE: Slot = Slot { field: FieldId(2), column: Column::Plain };
const MONTH: Slot = Slot { field: FieldId(0), column: Column::Month };
const YTD: Slot = Slot { field: FieldId(0), column: Column::Ytd };
const MONTH_LY: Slot = Slot { field: FieldId(0), column: Column::MonthLy };
const YTD_LY: Slot = Slot { field: FieldId(0), column: Column::YtdLy };

fn form(key: &str, kind: FormKind, fields: Vec<FieldDef>) -> FormDef {
    let (label, number, explain) = (key.to_owned(), String::new(), String::new());
    FormDef { key: key.to_owned(), label, number, kind, issued: Issued::default(), fields, explain }
}

fn scheme() -> Arc<CompiledScheme> {
    let roster = FormKind::Roster(Roster {
        join: "unit".to_owned(),
        join_label: "单位".to_owned(),
        key_prefix: "u".to_owned(),
        title: NAME.field,
        identity: Some(CODE.field),
    });
    let periodic = FormKind::Periodic(Periodic {
        roster: UNITS,
        applies: None,
        periods: vec![PeriodKind::Month, PeriodKind::JanFeb],
        january: January::Exempt,
        main: None,
    });
    let carried = |key: &str| FieldDef { carry: true, ..FieldDef::named(key) };
    let flow = FieldDef { kind: FieldType::Number, measure: Measure::Flow, ..FieldDef::named("output") };
    let forms = vec![
        form("units", roster, vec![carried("name"), carried("code"), FieldDef::named("note")]),
        form("industry", periodic, vec![flow]),
    ];
    let scheme = Scheme { id: "small".to_owned(), edition: "1".to_owned(), forms, ..Scheme::default() };
    Arc::new(CompiledScheme::plain(scheme))
}

fn about(period: &str) -> About {
    let office = Office { code: "411425100".to_owned(), name: "某镇".to_owned(), parents: Vec::new() };
    About { id: "w1".to_owned(), office, period: period.parse().unwrap(), demonstration: false }
}

fn stamp() -> Stamp {
    Stamp { by: "王".to_owned(), at: "2026-11-02T09:00:00+08:00".to_owned() }
}

fn session(period: &str) -> Session {
    let scheme = scheme();
    let book = Workbook::new(&scheme, about(period));
    Session::new(scheme, book)
}

#[track_caller]
fn done(session: &Session, command: Command) -> Session {
    session.apply(command, stamp()).unwrap().0
}

fn typed(key: &str, slot: Slot, text: &str) -> Typed {
    Typed { key: Arc::from(key), slot, text: Arc::from(text) }
}

fn one(form: FormId, key: &str, slot: Slot, text: &str) -> Command {
    Command::Type { form, cells: vec![typed(key, slot, text)] }
}

fn units(count: usize) -> Command {
    Command::AddRows { form: UNITS, position: usize::MAX, count }
}

#[test]
fn a_periodic_record_appears_with_its_first_cell_in_roster_order_and_goes_with_its_last() {
    let session = done(&session("2026-10"), units(3));
    let session = done(&session, one(OUTPUT, "u003", MONTH, "5"));
    let session = done(&session, one(OUTPUT, "u001", MONTH, "7"));
    let keys: Vec<&str> = session.book.table(OUTPUT).rows().iter().map(|row| row.key.as_ref()).collect();
    assert_eq!(keys, ["u001", "u003"]);
    let session = done(&session, one(OUTPUT, "u001", MONTH, ""));
    assert_eq!(session.book.table(OUTPUT).len(), 1);
    let session = session.undo(stamp()).unwrap().0;
    assert_eq!(session.book.text(OUTPUT, "u001", MONTH), "7");
    assert_eq!(session.book.table(OUTPUT).position("u001"), Some(0));
}

#[test]
fn a_mark_stands_only_where_it_fits_and_typing_takes_it_away() {
    let marked = |cells: &[(&str, Slot)], mark| Command::Mark {
        form: OUTPUT,
        cells: cells.iter().map(|(key, slot)| (Arc::from(*key), *slot)).collect(),
        mark,
    };
    let start = done(&done(&session("2026-10"), units(2)), one(OUTPUT, "u001", MONTH, "0"));
    let start = done(&start, one(OUTPUT, "u001", YTD, "5"));
    for (slot, mark, fits) in [
        (MONTH, Mark::Confirmed, true),
        (YTD, Mark::Confirmed, false),
        (MONTH_LY, Mark::Confirmed, false),
        (MONTH_LY, Mark::NotApplicable, true),
        (MONTH_LY, Mark::NotReported, true),
        (MONTH, Mark::NotReported, false),
    ] {
        let result = start.apply(marked(&[("u001", slot)], Some(mark)), stamp());
        match result {
            Ok((next, _)) => assert_eq!((next.book.mark(OUTPUT, "u001", slot), fits), (Some(mark), true)),
            Err(why) => assert_eq!((why, fits), (Refusal::NothingToMark { mark }, false)),
        }
    }
    // Of many cells those are marked that it fits; a record begins with a mark as with a text.
    let all = done(&start, marked(&[("u001", MONTH), ("u001", YTD_LY), ("u002", YTD_LY)], Some(Mark::NotReported)));
    let row = all.book.table(OUTPUT).row("u002").unwrap();
    assert_eq!((row.marks.len(), row.standing), (1, Some(Standing::Final)));
    assert_eq!(all.book.mark(OUTPUT, "u001", MONTH), None);
    // Typing answers, clearing takes back, and the record goes with the last that is said of it.
    let typed = done(&all, one(OUTPUT, "u001", YTD_LY, "7"));
    assert_eq!(typed.book.mark(OUTPUT, "u001", YTD_LY), None);
    assert_eq!(typed.undo(stamp()).unwrap().0.book.mark(OUTPUT, "u001", YTD_LY), Some(Mark::NotReported));
    let cleared = done(&all, one(OUTPUT, "u002", YTD_LY, ""));
    assert!(cleared.book.table(OUTPUT).row("u002").is_none());
    assert!(done(&all, marked(&[("u002", YTD_LY)], None)).book.table(OUTPUT).row("u002").is_none());
    assert_eq!(cleared.undo(stamp()).unwrap().0.book.mark(OUTPUT, "u002", YTD_LY), Some(Mark::NotReported));
    let zero = done(&start, marked(&[("u001", MONTH)], Some(Mark::Confirmed)));
    assert_eq!(done(&zero, one(OUTPUT, "u001", MONTH, " 0 ")).book.mark(OUTPUT, "u001", MONTH), Some(Mark::Confirmed));
    assert_eq!(done(&zero, one(OUTPUT, "u001", MONTH, "0.0")).book.mark(OUTPUT, "u001", MONTH), None);
}

#[test]
fn records_begin_as_firm_as_the_clerk_said_and_can_be_changed_one_by_one_or_all() {
    let standing = |standing, all| Command::Standing { standing, all };
    let start = done(&session("2026-10"), units(3));
    let start = done(&start, one(OUTPUT, "u001", MONTH, "1"));
    let start = done(&start, standing(Standing::Forecast, false));
    let start = done(&start, one(OUTPUT, "u002", MONTH, "1"));
    let of = |session: &Session| session.book.table(OUTPUT).rows().iter().map(|row| row.standing).collect::<Vec<_>>();
    assert_eq!(of(&start), [Some(Standing::Final), Some(Standing::Forecast)]);
    let keys = ["u002", "u003"].map(Arc::from).to_vec();
    let flash = done(&start, Command::Stand { form: OUTPUT, keys: keys.clone(), standing: Standing::Flash });
    assert_eq!(of(&flash), [Some(Standing::Final), Some(Standing::Flash)]);
    let all = done(&flash, standing(Standing::Final, true));
    assert_eq!((of(&all), all.book.standing), (vec![Some(Standing::Final); 2], Standing::Final));
    let back = all.undo(stamp()).unwrap().0;
    assert_eq!((of(&back), back.book.standing), (of(&flash), Standing::Forecast));
    let refused = start.apply(Command::Stand { form: UNITS, keys, standing: Standing::Flash }, stamp()).unwrap_err();
    assert!(matches!(refused, Refusal::NoStanding { .. }));
}

#[test]
fn carrying_over_copies_neither_marks_nor_how_firm_a_record_was() {
    let file = done(&session("2026-09"), units(1));
    let file = done(&file, one(UNITS, "u001", CODE, "A"));
    let file = done(&file, Command::Standing { standing: Standing::Flash, all: false });
    let file = done(&file, one(OUTPUT, "u001", YTD, "0"));
    let mark = |slot, mark| Command::Mark { form: OUTPUT, cells: vec![(Arc::from("u001"), slot)], mark: Some(mark) };
    let file = done(&done(&file, mark(YTD, Mark::Confirmed)), mark(MONTH, Mark::NotReported));
    let note = Command::Mark { form: UNITS, cells: vec![(Arc::from("u001"), NAME)], mark: Some(Mark::NotReported) };
    let file = done(&file, note);
    let now = session("2026-10");
    let carried = carry_over(&now.scheme, &now.book, &file.book, "d").unwrap();
    let now = done(&now, Command::CarryOver(Box::new(carried)));
    assert_eq!((now.book.standing, now.book.mark(UNITS, "u001", NAME)), (Standing::Final, None));
    assert!(now.book.table(OUTPUT).is_empty());
    // A record that has only bases is as firm as the clerk says once something is reported.
    let year = done(&session("2025-10"), units(1));
    let year = done(&done(&year, one(UNITS, "u001", CODE, "A")), one(OUTPUT, "u001", MONTH, "7"));
    let based = carry_over(&now.scheme, &now.book, &year.book, "y").unwrap();
    let based = done(&now, Command::CarryOver(Box::new(based)));
    let standing = |session: &Session| session.book.table(OUTPUT).row("u001").unwrap().standing;
    assert_eq!((standing(&based), based.book.said(&based.scheme).records()), (None, 0));
    let based = done(&based, Command::Standing { standing: Standing::Forecast, all: true });
    assert_eq!(standing(&based), None, "nothing is reported yet");
    let typed = done(&based, one(OUTPUT, "u001", MONTH, "5"));
    assert_eq!((standing(&typed), typed.book.said(&typed.scheme).records()), (Some(Standing::Forecast), 1));
    assert_eq!(typed.undo(stamp()).unwrap().0.book.tables[1].row("u001").unwrap().standing, None);
    // The file itself is kept as it was, for formulas about last period.
    let prev = now.book.prev.as_ref().unwrap().tables[1].row("u001").unwrap();
    assert_eq!((prev.marks.len(), prev.standing), (2, Some(Standing::Flash)));
}

#[test]
fn what_was_typed_stays_and_its_reading_stands_beside_it() {
    let session = done(&done(&session("2026-10"), units(1)), one(OUTPUT, "u001", MONTH, " １，２３４ "));
    let cell = session.book.cell(OUTPUT, "u001", MONTH).unwrap();
    assert_eq!((&*cell.text, &*cell.canonical()), ("１，２３４", "1234"));
    let session = done(&session, one(OUTPUT, "u001", MONTH, "2000万"));
    let cell = session.book.cell(OUTPUT, "u001", MONTH).unwrap();
    assert_eq!((&*cell.text, &cell.value), ("2000万", &None));
    assert!(cell.problem.is_some());
}

#[test]
fn a_command_that_does_not_fit_is_refused_whole() {
    let session = done(&session("2026-10"), units(1));
    let both = vec![typed("u001", MONTH, "1"), typed("u009", MONTH, "2")];
    let refused = session.apply(Command::Type { form: OUTPUT, cells: both }, stamp()).unwrap_err();
    assert_eq!(refused, Refusal::NoSuchRecord { form: "industry".to_owned(), key: "u009".to_owned() });
    let foreign = one(OUTPUT, "u001", NAME, "x");
    assert!(matches!(session.apply(foreign, stamp()), Err(Refusal::NoSuchField { .. })));
    assert!(matches!(session.apply(units(MOST_RECORDS), stamp()), Err(Refusal::TooManyRecords { .. })));
    let rows = Command::AddRows { form: OUTPUT, position: 0, count: 1 };
    assert!(matches!(session.apply(rows, stamp()), Err(Refusal::NotARoster { .. })));
}

#[test]
fn removing_a_unit_takes_its_records_along_and_undo_brings_all_back() {
    let start = done(&done(&session("2026-10"), units(3)), one(OUTPUT, "u002", MONTH, "5"));
    let keys = ["u002", "u001"].map(Arc::from).to_vec();
    let gone = done(&start, Command::RemoveRows { form: UNITS, keys });
    assert_eq!((gone.book.table(UNITS).len(), gone.book.table(OUTPUT).len()), (1, 0));
    let back = gone.undo(stamp()).unwrap().0;
    assert_eq!(back.book.tables, start.book.tables);
    // The number of a removed unit is free again only because no file has it.
    assert_eq!(done(&back, units(1)).book.table(UNITS).at(3).unwrap().key.as_ref(), "u004");
}

#[test]
fn corrections_are_logged_until_a_final_revision_is_written_and_reverting_unlogs() {
    let start = done(&done(&session("2026-10"), units(1)), one(OUTPUT, "u001", MONTH, "5"));
    assert!(start.book.replaced.is_empty(), "a first entry replaces nothing");
    let changed = done(&done(&start, one(OUTPUT, "u001", MONTH, "6")), one(OUTPUT, "u001", MONTH, "7"));
    let (cell, replaced) = changed.book.replaced.first_key_value().unwrap();
    assert_eq!((cell.slot, &*replaced.old), (MONTH, "5"));
    assert!(done(&changed, one(OUTPUT, "u001", MONTH, "5")).book.replaced.is_empty());
    let sent = Sent { revision: 1, final_revision: 1, is_final: true, ..Sent::default() };
    let sent = done(&changed, Command::Sent(sent));
    assert!(sent.book.replaced.is_empty());
    let later = done(&sent, one(OUTPUT, "u001", YTD, "9"));
    assert_eq!(&*later.book.replaced.first_key_value().unwrap().1.old, "", "after it, a first entry counts too");
    let cells = later.book.replaced.keys().cloned().collect();
    let reasoned = done(&later, Command::GiveReason { cells, reason: "企业更正".to_owned() });
    assert_eq!(reasoned.book.replaced.first_key_value().unwrap().1.reason, "企业更正");
}

#[test]
fn a_written_submission_cannot_be_undone_but_the_edits_before_it_can() {
    let session = done(&done(&session("2026-10"), units(1)), Command::Sent(Sent { revision: 1, ..Sent::default() }));
    assert_eq!(session.history(), (1, 0));
    let session = session.undo(stamp()).unwrap().0;
    assert_eq!((session.book.table(UNITS).len(), session.book.sent.revision), (0, 1));
}

#[test]
fn last_period_gives_static_fields_and_last_year_gives_bases_and_nothing_current_is_filled() {
    let mut last = done(&session("2026-09"), units(2));
    for (key, name, code) in [("u001", "甲厂", "A"), ("u002", "乙厂", "B")] {
        last = done(&last, one(UNITS, key, NAME, name));
        last = done(&last, one(UNITS, key, CODE, code));
    }
    last = done(&last, one(UNITS, "u001", NOTE, "only for September"));
    last = done(&last, one(OUTPUT, "u001", YTD, "900"));
    let fresh = session("2026-10");
    let carried = carry_over(&fresh.scheme, &fresh.book, &last.book, "d1").unwrap();
    assert_eq!((carried.added, carried.statics, carried.bases), (2, 4, 0));
    let now = done(&fresh, Command::CarryOver(Box::new(carried)));
    assert_eq!(now.book.text(UNITS, "u002", NAME), "乙厂");
    assert_eq!(now.book.text(UNITS, "u001", NOTE), "");
    assert!(now.book.table(OUTPUT).is_empty());
    assert_eq!(now.book.prev.as_ref().unwrap().tables[1].row("u001").unwrap().cells[&YTD].text.as_ref(), "900");

    // The file of last year knows unit B under another key.
    let mut year = done(&session("2025-10"), units(1));
    year = done(&year, one(UNITS, "u001", CODE, "B"));
    for (slot, text) in [(MONTH, "80"), (YTD, "800"), (YTD_LY, "700")] {
        year = done(&year, one(OUTPUT, "u001", slot, text));
    }
    let carried = carry_over(&now.scheme, &now.book, &year.book, "d2").unwrap();
    assert_eq!(carried.bases, 2);
    let now = done(&now, Command::CarryOver(Box::new(carried)));
    let texts = [MONTH, YTD, MONTH_LY, YTD_LY].map(|slot| now.book.text(OUTPUT, "u002", slot));
    assert_eq!(texts, ["", "", "80", "800"]);
    assert!(now.book.last_year.as_ref().unwrap().tables[1].row("u002").is_some());
    let back = now.undo(stamp()).unwrap().0;
    assert!(back.book.last_year.is_none() && back.book.table(OUTPUT).is_empty());
}

#[test]
fn only_last_period_and_the_same_period_last_year_can_be_carried_over() {
    for (from, to, fits) in [
        ("2026-09", "2026-10", true),
        ("2025-10", "2026-10", true),
        ("2026-08", "2026-10", false),
        ("2026-10", "2026-10", false),
        ("2026-0102", "2026-03", true),
        ("2026-02", "2026-03", true),
        ("2025-12", "2026-0102", true),
        ("2025-0102", "2026-0102", true),
    ] {
        let carried = carry_over(&scheme(), &session(to).book, &session(from).book, "");
        assert_eq!(carried.is_ok(), fits, "{from} into {to}: {carried:?}");
    }
    let mut other = about("2026-09");
    other.office.code = "411425101".to_owned();
    let other = Workbook::new(&scheme(), other);
    let refused = carry_over(&scheme(), &session("2026-10").book, &other, "").unwrap_err();
    assert!(matches!(refused, CarryError::OtherOffice { .. }));
    let mut demo = about("2026-09");
    demo.demonstration = true;
    let demo = Workbook::new(&scheme(), demo);
    let refused = carry_over(&scheme(), &session("2026-10").book, &demo, "").unwrap_err();
    assert_eq!(refused, CarryError::Demonstration { file: true });
}

#[test]
fn work_of_another_edition_keeps_what_this_one_does_not_know() {
    let scheme = scheme();
    let stored = r#"{"version":1,"scheme":"small@0","about":{"id":"w1","office":{"code":"1","name":"某镇"},"period":"2026-10"},
        "forms":{"units":[{"key":"u001","cells":{"name":"甲厂","nickname":"小甲"}}],"visits":[{"key":"v1","cells":{"who":"王"}}]}}"#;
    let book = Snapshot::from_json(stored).unwrap().load(&scheme);
    assert_eq!(book.text(UNITS, "u001", NAME), "甲厂");
    let again = Snapshot::from_json(&Snapshot::of(&scheme, &book).to_json()).unwrap().load(&scheme);
    assert_eq!(again, book);
    let text = Snapshot::of(&scheme, &book).to_json();
    assert!(text.contains("小甲") && text.contains("visits"), "{text}");
    let newer = stored.replace("\"version\":1", "\"version\":9");
    assert_eq!(Snapshot::from_json(&newer), Err(JournalError::Newer(9)));
    assert!(Snapshot::from_json("[]").is_err());
}

/// One act of a clerk, for random sessions.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a test's list of acts is short")]
enum Act {
    Do(Command),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    let text = prop_oneof![
        Just(""),
        Just("1"),
        Just("0"),
        Just("２０"),
        Just("2000万"),
        Just("甲厂"),
        Just("-3.50"),
        Just("a")
    ];
    let key = (1..5u8).prop_map(|number| Arc::from(format!("u{number:03}")));
    let cell = |slots: &'static [Slot]| {
        (key.clone(), proptest::sample::select(slots), text.clone()).prop_map(|(key, slot, text)| Typed {
            key,
            slot,
            text: Arc::from(text),
        })
    };
    let typing = |form, slots| {
        proptest::collection::vec(cell(slots), 1..4).prop_map(move |cells| Act::Do(Command::Type { form, cells }))
    };
    let mark = |form, slots: &'static [Slot]| {
        let mark = prop_oneof![Just(None), proptest::sample::select(&Mark::ALL[..]).prop_map(Some)];
        let cells = proptest::collection::vec((key.clone(), proptest::sample::select(slots)), 1..4);
        (cells, mark).prop_map(move |(cells, mark)| Act::Do(Command::Mark { form, cells, mark }))
    };
    let standing = proptest::sample::select(&Standing::ALL[..]);
    prop_oneof![
        2 => mark(UNITS, &[NAME, NOTE]),
        4 => mark(OUTPUT, &[MONTH, YTD, MONTH_LY, YTD_LY]),
        1 => (key.clone(), standing.clone())
            .prop_map(|(key, standing)| Act::Do(Command::Stand { form: OUTPUT, keys: vec![key], standing })),
        1 => (standing, any::<bool>()).prop_map(|(standing, all)| Act::Do(Command::Standing { standing, all })),
        6 => typing(UNITS, &[NAME, CODE, NOTE]),
        8 => typing(OUTPUT, &[MONTH, YTD, MONTH_LY, YTD_LY]),
        2 => (0..3usize, 1..3usize)
            .prop_map(|(position, count)| Act::Do(Command::AddRows { form: UNITS, position, count })),
        1 => key.clone().prop_map(|key| Act::Do(Command::RemoveRows { form: UNITS, keys: vec![key] })),
        1 => Just(Act::Do(Command::Sent(Sent { revision: 1, final_revision: 1, is_final: true, ..Sent::default() }))),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a clerk does: the journal replays to the same work, undo leads back, the audit is as if made anew,
    /// and no periodic record is empty.
    #[test]
    fn the_journal_replays_and_undo_leads_back(acts in proptest::collection::vec(act(), 0..40)) {
        let start = done(&session("2026-10"), units(2));
        let mut now = start.clone();
        let mut journal: Vec<String> = Vec::new();
        for act in acts {
            let result = match act {
                Act::Do(command) => now.apply(command, stamp()),
                Act::Undo => now.undo(stamp()),
                Act::Redo => now.redo(stamp()),
            };
            let Ok((next, applied)) = result else { continue };
            if let Some(change) = &applied.change {
                journal.push(change.store(&next.scheme).to_json());
            }
            prop_assert!(next.book.table(OUTPUT).rows().iter().all(|row| !row.is_empty()));
            now = next;
        }
        let mut replayed = start.clone();
        for line in &journal {
            let change = StoredChange::from_json(line).unwrap().load(&replayed.scheme);
            replayed = replayed.replayed(&change);
        }
        prop_assert_eq!(&replayed.book, &now.book);
        let stored = Snapshot::of(&now.scheme, &now.book).to_json();
        prop_assert_eq!(&Snapshot::from_json(&stored).unwrap().load(&now.scheme), &now.book);
        prop_assert_eq!(&crate::audit::Audit::full(&now.scheme, &now.book), &now.audit);
        while let Ok((back, _)) = now.undo(stamp()) {
            now = back;
        }
        let texts = |book: &Workbook| Snapshot::of(&scheme(), &Workbook { sent: Arc::default(), replaced: Arc::default(), ..book.clone() });
        prop_assert_eq!(stripped(texts(&now.book)), stripped(texts(&session("2026-10").book)));
    }
}

/// Without who entered last: undoing is entering, too.
fn stripped(snapshot: Snapshot) -> String {
    let text = snapshot.to_json();
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(",\"entered\":{") {
        plain.push_str(before);
        rest = after.split_once('}').map_or("", |(_, tail)| tail);
    }
    plain + rest
}

#[test]
fn an_explanation_must_say_something_and_is_undone_like_everything() {
    let session = session("2026-10");
    let finding = FindingKey { rule: "R1".to_owned(), ..FindingKey::default() };
    let explain = |text: &str| Command::Explain {
        finding: finding.clone(),
        explanation: Some(Explanation {
            text: text.to_owned(),
            scheme: "small@1".to_owned(),
            values: Vec::new(),
            stamp: stamp(),
        }),
    };
    assert!(matches!(session.apply(explain("核实无误"), stamp()), Err(Refusal::BadExplanation(_))));
    let explained = done(&session, explain("8月起二号窑检修停产二十天，9月恢复"));
    assert_eq!(explained.book.explanations.len(), 1);
    assert!(explained.undo(stamp()).unwrap().0.book.explanations.is_empty());
    assert_eq!(When::Now, When::default());
}
