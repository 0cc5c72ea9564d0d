//! The store: what a message does to the state.

use std::sync::Arc;

use sishang::scheme::Column;
use sishang::workbook::{Command, Session, Slot, Snapshot, Stamp, StoredChange, Typed};

use super::*;
use crate::testing::{NOW, after, demonstration, empty};

fn stamp() -> Stamp {
    Stamp { by: String::new(), at: NOW.to_owned() }
}

/// Types a text into 工业总产值 本月 of an enterprise.
fn typed(state: &AppState, text: &str) -> Msg {
    let form = state.scheme.form("industry").unwrap();
    let slot = Slot { field: state.scheme[form].field("output").unwrap(), column: Column::Month };
    let cells = vec![Typed { key: Arc::from("u001"), slot, text: Arc::from(text) }];
    Msg::Commanded { command: Command::Type { form, cells }, stamp: stamp() }
}

fn output(session: &Session) -> String {
    let form = session.scheme.form("industry").unwrap();
    let slot = Slot { field: session.scheme[form].field("output").unwrap(), column: Column::Month };
    session.book.text(form, "u001", slot).to_owned()
}

fn work(state: &AppState) -> &Work {
    state.work.as_ref().unwrap()
}

#[test]
fn a_change_is_pending_until_the_journal_holds_it() {
    let state = demonstration();
    let state = after(state.clone(), [typed(&state, "1"), typed(&state, "2")]);
    assert_eq!((work(&state).pending.len(), &work(&state).saved), (2, &Saved::Saving));
    let state = after(state, [Msg::Journaled { work: "kept".into(), from: 1, seq: 1, at: NOW.into() }]);
    assert_eq!((work(&state).pending.len(), &work(&state).saved), (1, &Saved::Saving));
    let state = after(state, [Msg::Journaled { work: "kept".into(), from: 2, seq: 2, at: NOW.into() }]);
    assert_eq!(work(&state).saved, Saved::UpTo { seq: 2, at: NOW.to_owned() });
    assert!(work(&state).pending.is_empty());
    assert!(!work(&state).is_at_risk());
}

#[test]
fn what_could_not_be_kept_stays_pending_and_is_tried_again() {
    let state = demonstration();
    let full = Msg::NotJournaled { work: "kept".into(), why: Trouble::Full };
    let state = after(state.clone(), [typed(&state, "1"), full]);
    assert_eq!(work(&state).saved, Saved::Failed(Trouble::Full));
    assert_eq!(work(&state).pending.len(), 1);
    assert!(work(&state).is_at_risk());
    let again = after(state.clone(), [Msg::RetryAsked]);
    assert_eq!((work(&again).attempt, work(&again).pending.len()), (1, 1));
    let kept = after(again, [Msg::Journaled { work: "kept".into(), from: 1, seq: 1, at: NOW.into() }]);
    assert_eq!(work(&kept).saved, Saved::UpTo { seq: 1, at: NOW.to_owned() });
}

#[test]
fn a_later_change_that_was_kept_does_not_cover_up_an_earlier_one_that_was_not() {
    let state = demonstration();
    let state = after(state.clone(), [typed(&state, "1"), typed(&state, "2")]);
    let first_fails = Msg::NotJournaled { work: "kept".into(), why: Trouble::Full };
    let second_holds = Msg::Journaled { work: "kept".into(), from: 2, seq: 2, at: NOW.into() };
    let state = after(state, [first_fails, second_holds]);
    assert_eq!(work(&state).pending.iter().map(|kept| kept.seq).collect::<Vec<_>>(), [1]);
    assert_eq!(work(&state).saved, Saved::Failed(Trouble::Full));
}

#[test]
fn a_window_that_lost_the_work_changes_nothing_and_says_so() {
    let state = demonstration();
    let before = output(state.session().unwrap());
    let state = after(state, [Msg::TakenOver { work: "kept".into() }]);
    let state = after(state.clone(), [typed(&state, "77"), Msg::UndoAsked { stamp: stamp() }]);
    assert_eq!(output(state.session().unwrap()), before);
    assert_eq!(work(&state).seq, 0);
    assert!(state.notices.iter().any(|notice| notice.text.contains("只能看")));
}

#[test]
fn without_storage_the_work_is_in_memory_and_its_saving_is_never_claimed() {
    let state = after(empty(), [Msg::StorageAnswered(Err(Trouble::Missing)), new_work()]);
    let state = after(state.clone(), [typed(&state, "5")]);
    assert_eq!(output(state.session().unwrap()), "5");
    assert_eq!(work(&state).saved, Saved::MemoryOnly(Trouble::Missing));
    assert!(work(&state).is_at_risk());
}

/// A demonstration as it is just begun: no store has it.
fn new_work() -> Msg {
    let begun = demonstration().work.unwrap();
    Msg::WorkOpened(Box::new(Work { stored: false, saved: Saved::Saving, ..begun }))
}

#[test]
fn a_store_that_is_late_is_waited_for_and_gets_everything() {
    let late = Msg::StorageAnswered(Err(Trouble::Blocked));
    let state = after(empty(), [new_work()]);
    assert_eq!(work(&state).saved, Saved::Saving);
    let state = after(state.clone(), [typed(&state, "5"), late]);
    assert_eq!(work(&state).saved, Saved::MemoryOnly(Trouble::Blocked));
    assert_eq!(state.shelf, Shelf::Unknown, "what it holds is not known");
    assert!(work(&state).is_at_risk());
    // While the first snapshot is written, one more is typed.
    let state = after(state.clone(), [typed(&state, "6"), typed(&state, "7")]);
    let first = Msg::WorkStored { work: "kept".into(), seq: 2, at: NOW.into() };
    let opened = Work { saved: Saved::Saving, ..work(&state).clone() };
    let state = after(AppState { work: Some(opened), ..state }, [first]);
    assert!(work(&state).stored && work(&state).snapshot_seq == 2);
    assert!(work(&state).pending.iter().all(|kept| kept.seq > 2));
}

#[test]
fn a_new_work_that_could_not_be_kept_is_tried_again_whole() {
    let state = after(empty(), [new_work()]);
    let full = Msg::NotJournaled { work: "kept".into(), why: Trouble::Full };
    let state = after(state.clone(), [typed(&state, "5"), full, Msg::RetryAsked]);
    assert_eq!((work(&state).attempt, work(&state).stored), (1, false));
    let state = after(state, [Msg::WorkStored { work: "kept".into(), seq: 1, at: NOW.into() }]);
    assert_eq!(work(&state).saved, Saved::UpTo { seq: 1, at: NOW.to_owned() });
    assert!(!work(&state).is_at_risk());
}

#[test]
fn an_answer_for_a_work_that_is_not_open_any_more_changes_nothing() {
    let state = demonstration();
    assert!(state.updated(Msg::Journaled { work: "other".into(), from: 9, seq: 9, at: NOW.into() }).is_none());
    assert!(state.updated(Msg::TakenOver { work: "other".into() }).is_none());
}

#[test]
fn undo_and_redo_are_changes_that_are_kept_too() {
    let state = demonstration();
    let before = output(state.session().unwrap());
    let state = after(state.clone(), [typed(&state, "5"), Msg::UndoAsked { stamp: stamp() }]);
    assert_eq!(output(state.session().unwrap()), before);
    assert_eq!((work(&state).seq, work(&state).pending.len()), (2, 2));
    assert_eq!(state.said.1, "已撤销");
    let state = after(state, [Msg::RedoAsked { stamp: stamp() }]);
    assert_eq!(output(state.session().unwrap()), "5");
}

#[test]
fn going_back_after_a_jump_leads_to_the_page_before() {
    let state = after(empty(), [Msg::PageTurned(Page::Audit), Msg::Jumped(Page::fill("industry")), Msg::CameBack]);
    assert_eq!((state.page, state.back), (Page::Audit, None));
}

/// A work as the store would have it after some changes.
fn stored(texts: &[&str]) -> (AppState, Stored) {
    let state = demonstration();
    let session = state.session().unwrap();
    let snapshot = Snapshot::of(&session.scheme, &session.book).to_json();
    let state = texts.iter().fold(state, |state, text| after(state.clone(), [typed(&state, text)]));
    let work = work(&state);
    let entries: Vec<(u64, String)> =
        work.pending.iter().map(|kept| (kept.seq, kept.change.store(&work.session.scheme).to_json())).collect();
    let found = Found { id: "kept".to_owned(), meta: Some(work.meta()) };
    (state.clone(), Stored { found, snapshot, seq: 0, entries })
}

#[test]
fn a_work_read_back_is_the_work_that_was_kept() {
    let (state, stored) = stored(&["1", "12", "123"]);
    let back = recover(&state.scheme, stored, NOW).unwrap();
    assert_eq!(back.book, state.session().unwrap().book);
    assert_eq!((back.snapshot_seq, back.missing, back.meta.seq), (0, 0, 3));
}

#[test]
fn a_damaged_entry_costs_itself_alone_and_is_handed_back() {
    let (state, mut stored) = stored(&["1", "12", "123"]);
    stored.entries[1].1.truncate(20);
    let back = recover(&state.scheme, stored.clone(), NOW).unwrap();
    assert_eq!(back.damaged, vec![stored.entries[1].clone()]);
    assert_eq!(output(&Session::new(state.scheme.clone(), back.book)), "123");
    stored.entries.remove(1);
    assert_eq!(recover(&state.scheme, stored, NOW).unwrap().missing, 1);
}

#[test]
fn a_damaged_snapshot_is_refused_and_a_change_that_was_stored_can_be_read_alone() {
    let (state, mut stored) = stored(&["1"]);
    assert!(StoredChange::from_json(&stored.entries[0].1).is_ok());
    stored.snapshot.truncate(40);
    assert!(recover(&state.scheme, stored, NOW).is_err());
}

#[test]
fn after_many_changes_the_page_asks_for_a_file() {
    let state = demonstration();
    let texts: Vec<String> = (1..=work::CHANGES_PER_FILE).map(|number| number.to_string()).collect();
    let (last, before) = texts.split_last().unwrap();
    let state = before.iter().fold(state, |state, text| after(state.clone(), [typed(&state, text)]));
    assert!(state.notices.is_empty());
    let state = after(state.clone(), [typed(&state, last)]);
    assert!(state.notices.iter().any(|notice| notice.text.contains("Ctrl+S")));
}
