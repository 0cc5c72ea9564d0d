//! Rows of details, the record of the office and fields by months: commands, undo, journal, carry-over.

use std::sync::Arc;

use proptest::prelude::*;

use super::{about, done, stamp, typed};
use crate::audit::Audit;
use crate::scheme::{FormId, shaped};
use crate::workbook::{
    Command, NewDetail, Refusal, Row, Session, Slot, Snapshot, StoredChange, Typed, Workbook, carry_over, slot_named,
};

const UNITS: FormId = FormId(0);
const PROBLEMS: FormId = FormId(2);
const AREA: FormId = FormId(3);
const PROGRESS: FormId = FormId(4);

fn slot(form: FormId, name: &str) -> Slot {
    slot_named(&shaped()[form], name).unwrap()
}

/// A workbook with so many units, all in operation.
fn start(period: &str, units: usize) -> Session {
    let scheme = shaped();
    let book = Workbook::new(&scheme, about(period));
    let session = done(&Session::new(scheme, book), Command::AddRows { form: UNITS, position: 0, count: units });
    (1..=units).fold(session, |session, unit| {
        let key = format!("u{unit:03}");
        let cells = vec![
            typed(&key, slot(UNITS, "state"), "1"),
            typed(&key, slot(UNITS, "name"), &format!("{unit}厂")),
            typed(&key, slot(UNITS, "uscc"), &format!("911100006000373{unit:02}L")),
        ];
        done(&session, Command::Type { form: UNITS, cells })
    })
}

fn problem(of: &str, what: &str) -> NewDetail {
    NewDetail { of: Arc::from(of), cells: vec![(slot(PROBLEMS, "what"), Arc::from(what))] }
}

fn add(session: &Session, rows: &[(&str, &str)]) -> Session {
    let rows = rows.iter().map(|(of, what)| problem(of, what)).collect();
    done(session, Command::Details { form: PROBLEMS, cells: Vec::new(), rows })
}

fn type_in(session: &Session, form: FormId, key: &str, cell: &str, text: &str) -> Session {
    done(session, Command::Type { form, cells: vec![typed(key, slot(form, cell), text)] })
}

/// Key, roster row and title of each problem.
fn problems(book: &Workbook) -> Vec<String> {
    let what = |row: &Row| row.cells.get(&slot(PROBLEMS, "what")).map_or("", |cell| &cell.text).to_owned();
    book.table(PROBLEMS).rows().iter().map(|row| format!("{} {} {}", row.key, row.member(), what(row))).collect()
}

#[test]
fn details_stand_behind_those_of_the_same_row_and_go_with_it() {
    let session = add(&start("2026-10", 3), &[("u002", "征地"), ("u001", "用电"), ("u002", "用工")]);
    assert_eq!(problems(&session.book), ["q002 u001 用电", "q001 u002 征地", "q003 u002 用工"]);
    let session = add(&session, &[("u003", "资金"), ("u001", "用水")]);
    let all = ["q002 u001 用电", "q005 u001 用水", "q001 u002 征地", "q003 u002 用工", "q004 u003 资金"];
    assert_eq!(problems(&session.book), all);
    assert_eq!(session.book.record_name(&session.scheme, PROBLEMS, "q005"), "1厂·用水");

    let gone = done(&session, Command::RemoveRows { form: UNITS, keys: vec![Arc::from("u002")] });
    assert_eq!(problems(&gone.book), [all[0], all[1], all[4]]);
    let back = gone.undo(stamp()).unwrap().0;
    assert_eq!((problems(&back.book), &back.audit), (problems(&session.book), &session.audit));

    let one = done(&session, Command::RemoveRows { form: PROBLEMS, keys: vec![Arc::from("q003")] });
    assert_eq!(one.book.table(PROBLEMS).len(), 4);
    assert_eq!(one.book.table(UNITS).len(), 3, "the roster row stays");
    // A row without a text stays: it is there until it is removed.
    let blank = type_in(&one, PROBLEMS, "q004", "what", "");
    assert_eq!(blank.book.table(PROBLEMS).len(), 4);
}

#[test]
fn details_are_refused_where_they_belong_to_nothing() {
    let session = start("2026-10", 1);
    let details = |form, of: &str| Command::Details { form, cells: Vec::new(), rows: vec![problem(of, "x")] };
    let refused = |command| session.apply(command, stamp()).unwrap_err();
    assert!(matches!(refused(details(PROBLEMS, "u009")), Refusal::NoSuchRecord { .. }));
    assert!(matches!(refused(details(UNITS, "u001")), Refusal::NotDetails { .. }));
    assert!(matches!(refused(details(AREA, "u001")), Refusal::NotDetails { .. }));
    let rows = |form| Command::AddRows { form, position: 0, count: 1 };
    assert!(matches!(refused(rows(PROBLEMS)), Refusal::NotARoster { .. }));
    assert!(matches!(refused(rows(AREA)), Refusal::NotARoster { .. }));
    let typing = |form, key: &str, cell| Command::Type { form, cells: vec![typed(key, slot(form, cell), "1")] };
    assert!(matches!(refused(typing(PROBLEMS, "q001", "what")), Refusal::NoSuchRecord { .. }));
    assert!(matches!(refused(typing(PROBLEMS, "u001", "what")), Refusal::NoSuchRecord { .. }));
    assert!(matches!(refused(typing(AREA, "u001", "tax.month")), Refusal::NoSuchRecord { .. }));
}

#[test]
fn the_record_of_the_office_comes_and_goes_with_its_cells() {
    let session = type_in(&start("2026-10", 1), AREA, "office", "tax.month", "5");
    assert_eq!(session.book.table(AREA).len(), 1);
    assert_eq!(session.book.record_name(&session.scheme, AREA, "office"), "某镇");
    let session = type_in(&session, AREA, "office", "tax.month", "");
    assert!(session.book.table(AREA).is_empty());
}

#[test]
fn progress_counts_the_record_of_the_office_and_months_of_this_period_only() {
    let session = start("2026-10", 2);
    let progress = |session: &Session, form| {
        let progress = session.audit.progress(&session.scheme, &session.book, form);
        (progress.asked, progress.filled)
    };
    assert_eq!([AREA, PROGRESS, PROBLEMS].map(|form| progress(&session, form)), [(1, 0), (2, 0), (0, 0)]);
    let session = type_in(&session, PROGRESS, "u001", "plan.m10", "10");
    let session = type_in(&session, PROGRESS, "u001", "done.m09", "10");
    assert_eq!(progress(&session, PROGRESS), (2, 0), "a plan is no report, nor is another month");
    let session = type_in(&session, PROGRESS, "u001", "done.m10", "10");
    let session = add(&type_in(&session, AREA, "office", "tax.ytd", "9"), &[("u001", "征地")]);
    assert_eq!([AREA, PROGRESS, PROBLEMS].map(|form| progress(&session, form)), [(1, 1), (2, 1), (1, 1)]);
}

/// September: two problems of which one is closed, months, and the office's tax.
fn september() -> Session {
    let session = add(&start("2026-09", 2), &[("u001", "征地"), ("u002", "用电"), ("u002", "用工")]);
    let session = type_in(&session, PROBLEMS, "q002", "closed", "是");
    let session = type_in(&session, PROGRESS, "u002", "plan.m10", "10");
    let session = type_in(&session, PROGRESS, "u002", "done.m09", "8");
    type_in(&session, AREA, "office", "tax.ytd", "100")
}

fn carried(from: &Session, into: &Session) -> Session {
    let carried = carry_over(&into.scheme, &into.book, &from.book, "d").unwrap();
    done(into, Command::CarryOver(Box::new(carried)))
}

#[test]
fn carry_over_keeps_open_details_and_the_months_of_the_year() {
    let scheme = shaped();
    let fresh = Session::new(Arc::clone(&scheme), Workbook::new(&scheme, about("2026-10")));
    let told = carry_over(&scheme, &fresh.book, &september().book, "d").unwrap();
    assert_eq!((told.added, told.details, told.left), (2, 2, 1));
    let now = carried(&september(), &fresh);
    assert_eq!(problems(&now.book), ["q001 u001 征地", "q003 u002 用工"]);
    assert_eq!(now.book.text(PROGRESS, "u002", slot(PROGRESS, "plan.m10")), "10");
    assert_eq!(now.book.text(PROGRESS, "u002", slot(PROGRESS, "done.m09")), "8", "what is not static, too");
    assert_eq!(now.book.text(AREA, "office", slot(AREA, "tax.ytd")), "", "a value of this period is never filled in");
    let prev = now.book.prev.as_ref().unwrap();
    assert_eq!((prev.tables[PROBLEMS.index()].len(), prev.tables[AREA.index()].len()), (3, 1));
    assert_eq!(now.undo(stamp()).unwrap().0.book.table(UNITS).len(), 0);
    // Carrying over again changes nothing.
    assert_eq!(carried(&september(), &now).book, now.book);
}

#[test]
fn a_new_year_begins_with_blank_months() {
    let december = |period: &str| {
        let session = add(&start(period, 1), &[("u001", "征地")]);
        let session = type_in(&session, PROGRESS, "u001", "plan.m12", "10");
        type_in(&session, AREA, "office", "tax.ytd", "7")
    };
    let scheme = shaped();
    let fresh = |period| Session::new(Arc::clone(&scheme), Workbook::new(&scheme, about(period)));
    let now = carried(&december("2025-12"), &fresh("2026-0102"));
    assert!(now.book.table(PROGRESS).is_empty());
    assert_eq!(problems(&now.book), ["q001 u001 征地"]);
    // Of last year's file come the bases, and nothing by months.
    let now = carried(&december("2025-10"), &start("2026-10", 1));
    assert_eq!(now.book.text(AREA, "office", slot(AREA, "tax.ytd_ly")), "7");
    assert!(now.book.table(PROGRESS).is_empty() && now.book.table(PROBLEMS).is_empty());
}

#[test]
fn no_earlier_detail_is_taken_for_another() {
    // The clerk began October by hand: units in another order, and a problem that has a key of September's.
    let scheme = shaped();
    let now = start("2026-10", 2);
    let swapped = [("u001", "91110000600037302L", "2厂"), ("u002", "91110000600037301L", "1厂")];
    let now = swapped.into_iter().fold(now, |now, (key, uscc, name)| {
        type_in(&type_in(&now, UNITS, key, "uscc", uscc), UNITS, key, "name", name)
    });
    let now = add(&now, &[("u001", "新问题"), ("u002", "征地")]);
    assert_eq!(problems(&now.book), ["q001 u001 新问题", "q002 u002 征地"]);
    let now = carried(&september(), &now);
    // q002 here is September's q001 (征地 of 1厂); 用工 of 2厂 is new here, and its key was free.
    assert_eq!(problems(&now.book), ["q001 u001 新问题", "q003 u001 用工", "q002 u002 征地"]);
    let earlier: Vec<String> = now.book.prev.as_ref().unwrap().tables[PROBLEMS.index()]
        .rows()
        .iter()
        .map(|row| format!("{} {}", row.key, row.member()))
        .collect();
    assert_eq!(earlier, ["q002 u002", "q004 u001", "q003 u001"], "用电, left behind, has a key that nothing else has");
    assert_eq!(Audit::full(&scheme, &now.book), now.audit);
}

/// One act of a clerk.
fn act() -> impl Strategy<Value = Result<Command, bool>> {
    let text = proptest::sample::select(&["", "1", "7", "是", "否", "征地", "2000万", "-3"][..]);
    let unit = (1..4u8).prop_map(|number| Arc::from(format!("u{number:03}")));
    let detail = (1..6u8).prop_map(|number| Arc::from(format!("q{number:03}")));
    let cell = |form: FormId, key: BoxedStrategy<Arc<str>>, names: &'static [&'static str]| {
        let typed = (key, proptest::sample::select(names), text.clone()).prop_map(move |(key, name, text)| Typed {
            key,
            slot: slot(form, name),
            text: Arc::from(text),
        });
        proptest::collection::vec(typed, 1..4).prop_map(move |cells| Ok(Command::Type { form, cells }))
    };
    let office = Just(Arc::from("office")).boxed();
    prop_oneof![
        4 => cell(UNITS, unit.clone().boxed(), &["name", "state", "uscc"]),
        6 => cell(PROBLEMS, detail.clone().boxed(), &["what", "closed"]),
        6 => cell(PROGRESS, unit.clone().boxed(), &["plan.m09", "plan.m10", "done.m09", "done.m10", "image.m10"]),
        4 => cell(AREA, office, &["tax.month", "tax.ytd", "tax.ytd_ly"]),
        4 => proptest::collection::vec((unit.clone(), text), 1..3).prop_map(|rows| {
            let rows = rows.iter().map(|(of, what)| problem(of, what)).collect();
            Ok(Command::Details { form: PROBLEMS, cells: Vec::new(), rows })
        }),
        1 => (0..3usize).prop_map(|position| Ok(Command::AddRows { form: UNITS, position, count: 1 })),
        1 => unit.prop_map(|key| Ok(Command::RemoveRows { form: UNITS, keys: vec![key] })),
        2 => detail.prop_map(|key| Ok(Command::RemoveRows { form: PROBLEMS, keys: vec![key] })),
        2 => Just(Err(true)),
        1 => Just(Err(false)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// As for rosters and periodic forms: the journal replays, the audit follows, undo leads back.
    #[test]
    fn whatever_is_done_can_be_replayed_and_undone(acts in proptest::collection::vec(act(), 0..30)) {
        let first = start("2026-10", 2);
        let mut now = first.clone();
        let mut journal: Vec<String> = Vec::new();
        for act in acts {
            let result = match act {
                Ok(command) => now.apply(command, stamp()),
                Err(true) => now.undo(stamp()),
                Err(false) => now.redo(stamp()),
            };
            let Ok((next, applied)) = result else { continue };
            journal.extend(applied.change.map(|change| change.store(&next.scheme).to_json()));
            prop_assert_eq!(&Audit::full(&next.scheme, &next.book), &next.audit);
            let units = next.book.table(UNITS);
            let details = next.book.table(PROBLEMS).rows();
            prop_assert!(details.iter().all(|row| units.position(row.member()).is_some()), "a detail of nobody");
            now = next;
        }
        let replayed = journal.iter().fold(first, |session, line| {
            let change = StoredChange::from_json(line).unwrap().load(&session.scheme);
            session.replayed(&change)
        });
        prop_assert_eq!(&replayed.book, &now.book);
        let stored = Snapshot::of(&now.scheme, &now.book).to_json();
        prop_assert_eq!(&Snapshot::from_json(&stored).unwrap().load(&now.scheme), &now.book);
        while let Ok((back, _)) = now.undo(stamp()) {
            now = back;
        }
        prop_assert!(now.book.tables.iter().all(|table| table.is_empty()));
    }
}
