//! Opening works: a new one, one that is kept here, one from a file.

use std::rc::Rc;
use std::sync::Arc;

use sishang::scheme::CompiledScheme;
use sishang::workbook::{About, Session, Snapshot, Workbook};
use wasm_bindgen_futures::spawn_local;
use yew::AttrValue;

use crate::effects::clock;
use crate::effects::lock::{self, Asked, Lock};
use crate::effects::storage::{self, Db};
use crate::effects::trouble::Trouble;
use crate::store::begun::Earlier;
use crate::store::{
    Access, Dialog, Msg, Page, Recovered, Saved, SavedFile, Sender, Shown, Source, Tone, Work, WorkMeta, recover,
};

/// How a kept work is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// To work on, if no other window does.
    ToWork,
    /// To work on; another window becomes read-only.
    TakeOver,
    /// To look at.
    ToLook,
}

/// Opens a kept work; asks first when another window has it.
pub(crate) fn kept(shown: &Shown, send: &Sender, id: &str, what: &str, how: How) {
    let Some(db) = shown.db().cloned() else { return };
    let (scheme, window) = (Arc::clone(&shown.scheme), shown.window.to_string());
    let (send, id, what) = (send.clone(), id.to_owned(), what.to_owned());
    send.send(Msg::Busy(Some(format!("正在打开{what}……").into())));
    spawn_local(async move {
        open_kept(&db, scheme, &send, &window, &id, &what, how).await;
        send.send(Msg::Busy(None));
    });
}

async fn open_kept(db: &Db, scheme: Arc<CompiledScheme>, send: &Sender, window: &str, id: &str, what: &str, how: How) {
    let lock = match how {
        How::ToLook => Lock::NONE,
        How::ToWork | How::TakeOver => {
            let Some(lock) = hold(id, how == How::TakeOver, send).await else {
                return send.ask(Dialog::OpenElsewhere { id: id.to_owned().into(), what: what.to_owned().into() });
            };
            lock
        }
    };
    let owner = (how != How::ToLook).then_some(window);
    let stored = match storage::load(db, id, owner).await {
        Ok(stored) => stored,
        // Not even the mark of this window can be written, but everything can be read.
        Err(why @ Trouble::Full) if owner.is_some() => {
            lock.release();
            send.notice(Tone::Warning, format!("{why}。“{what}”先只能看；请清理磁盘，再点“在这里接着填”。"));
            return Box::pin(open_kept(db, scheme, send, window, id, what, How::ToLook)).await;
        }
        Err(why) => {
            lock.release();
            send.notice(Tone::Error, format!("没有打开“{what}”：{why}。{}", why.advice()));
            return;
        }
    };
    let now = clock::now();
    match recover(&scheme, stored, &now) {
        Ok(recovered) => {
            let access = if how == How::ToLook { Access::LookOnly } else { Access::Own };
            resume(db, scheme, send, recovered, access, lock).await;
        }
        Err(error) => {
            lock.release();
            let why = sishang::message::workbook::stored(&error);
            send.notice(
                Tone::Error,
                format!(
                    "没有打开“{what}”：{why}。本机存的内容原样保留着，可在首页“取出原始内容”存下来，再交给技术人员。"
                ),
            );
        }
    }
}

/// The lock of a work; `None` when another window has it. Losing it later makes the work read-only.
async fn hold(id: &str, by_force: bool, send: &Sender) -> Option<Lock> {
    match lock::ask(id, by_force).await {
        Asked::Got(lock, held) => {
            let (send, work) = (send.clone(), std::rc::Rc::from(id));
            spawn_local(async move {
                if wasm_bindgen_futures::JsFuture::from(held).await.is_err() {
                    send.send(Msg::TakenOver { work });
                }
            });
            Some(lock)
        }
        Asked::Taken => None,
        // The owner's mark in the store is the safeguard then.
        Asked::NoLocks => Some(Lock::NONE),
    }
}

async fn resume(db: &Db, scheme: Arc<CompiledScheme>, send: &Sender, recovered: Recovered, access: Access, lock: Lock) {
    let Recovered { book, meta, damaged, missing, mut snapshot_seq } = recovered;
    if !damaged.is_empty() {
        let kept = if storage::set_aside(db, &meta.id, &damaged, &clock::now()).await.is_ok() {
            "已原样另存在本机"
        } else {
            // A snapshot would replace what could not be copied: none is written from now on.
            snapshot_seq = u64::MAX;
            "还留在本机的记录里"
        };
        send.notice(
            Tone::Warning,
            format!("有 {} 步改动的记录已损坏，读不出来（{kept}）；其余都恢复了，请核对最后填的几格。", damaged.len()),
        );
    }
    if missing > 0 {
        send.notice(Tone::Warning, format!("有 {missing} 步改动的记录不见了，其余都恢复了，请核对最后填的几格。"));
    }
    let saved = match access {
        Access::LookOnly => Saved::Never,
        Access::Own | Access::TakenOver => Saved::UpTo { seq: meta.seq, at: meta.updated_at.clone() },
    };
    let work = Work { snapshot_seq, ..Work::new(Session::new(scheme, book), &meta, saved, access, lock) };
    let said = format!("已打开{}", work.title());
    // Where it was left is a convenience: when it cannot be read, the start page does.
    let place = storage::setting(db, &place_of(&work.id)).await.unwrap_or_default();
    send.send(Msg::WorkOpened(Box::new(work)));
    send.turn(Page::from_hash(&place));
    send.say(said);
}

/// Makes a workbook the open work and keeps it. `file` is the file it came from or was written to, if any.
pub(crate) fn new_work(shown: &Shown, send: &Sender, mut book: Workbook, file: Option<SavedFile>, to: Page) {
    let id = clock::token();
    if book.about.id.is_empty() {
        book.about = Arc::new(About { id: id.clone(), ..book.about.as_ref().clone() });
    }
    let now = clock::now();
    let mut meta = WorkMeta::of(&id, &book.about, &now);
    if let Some(file) = file {
        meta.file_at = file.at;
        meta.file_seq = file.seq;
    }
    let scheme = Arc::clone(&shown.scheme);
    let send = send.clone();
    spawn_local(async move {
        let lock = hold(&id, true, &send).await.unwrap_or(Lock::NONE);
        let work = Work::new(Session::new(scheme, book), &meta, Saved::Saving, Access::Own, lock);
        // It is kept as soon as there is a store (`keep_new`): a quick hand is faster than that.
        send.send(Msg::WorkOpened(Box::new(Work { stored: false, ..work })));
        send.turn(to);
    });
}

/// Keeps the open work for the first time, as it is now.
pub(crate) fn keep_new(shown: &Shown, send: &Sender) {
    let (Some(work), Some(db)) = (&shown.work, shown.db().cloned()) else { return };
    let (meta, window, id) = (work.meta(), shown.window.to_string(), Rc::clone(&work.id));
    let json = Snapshot::of(&work.session.scheme, &work.session.book).to_json();
    let send = send.clone();
    spawn_local(async move {
        if let Err(why) = storage::create(&db, &meta, &window, &json, meta.seq).await {
            return send.send(Msg::NotJournaled { work: id, why });
        }
        send.send(Msg::WorkStored { work: id, seq: meta.seq, at: clock::now() });
        if let Ok(works) = storage::list(&db).await {
            send.send(Msg::ShelfRead(works));
        }
    });
}

/// Gives a kept work to the new period as something to carry over from; it is only read.
pub(crate) fn as_source(shown: &Shown, send: &Sender, id: &str, name: &str) {
    let Some(db) = shown.db().cloned() else { return };
    let (scheme, send) = (Arc::clone(&shown.scheme), send.clone());
    let (id, name) = (id.to_owned(), AttrValue::from(name.to_owned()));
    spawn_local(async move {
        let content = match storage::load(&db, &id, None).await {
            Ok(stored) => match recover(&scheme, stored, &clock::now()) {
                Ok(recovered) => Ok(Rc::new(Earlier {
                    digest: recovered.book.sent.digest.clone(),
                    is_final: recovered.book.sent.is_final,
                    book: recovered.book,
                })),
                Err(why) => Err(sishang::message::workbook::stored(&why).into()),
            },
            Err(why) => Err(why.to_string().into()),
        };
        send.send(Msg::SourcesRead(vec![Source { name, content }]));
    });
}

/// Name of the setting that holds the page on which a work was left.
fn place_of(id: &str) -> String {
    format!("place-{id}")
}

/// Notes on which page the open work is, to open it there again.
pub(crate) fn note_place(shown: &Shown) {
    let (Some(work), Some(db)) = (&shown.work, shown.db().cloned()) else { return };
    if !shown.page.needs_work() {
        return;
    }
    let (name, hash) = (place_of(&work.id), shown.page.hash());
    // A convenience: nobody need be told when it is not kept.
    spawn_local(async move { drop(storage::set_setting(&db, &name, &hash).await) });
}

/// Puts the open work away; it stays where it is kept. What is kept nowhere is not put away.
pub(crate) fn close(shown: &Shown, send: &Sender) {
    let Some(work) = &shown.work else { return };
    if work.is_at_risk() {
        return send.notice(Tone::Warning, "还有改动没有存在本机，先按 Ctrl+S 存成文件，再合上。");
    }
    send.send(Msg::WorkClosed);
    super::list(shown, send);
}

/// Clears a work from this machine.
pub(crate) fn clear(shown: &Shown, send: &Sender, id: &str) {
    let Some(db) = shown.db().cloned() else { return };
    let is_open = shown.work.as_ref().is_some_and(|work| *work.id == *id);
    let (send, id) = (send.clone(), id.to_owned());
    if is_open {
        send.send(Msg::WorkClosed);
    }
    spawn_local(async move {
        let told = storage::delete(&db, &id).await;
        if told.is_ok() {
            // The place goes with the work; an orphan would do no harm.
            drop(storage::set_setting(&db, &place_of(&id), "").await);
        }
        match told {
            Ok(()) => send.notice(Tone::Done, "已从本机清除。"),
            Err(why) => send.notice(Tone::Error, format!("没有清除：{why}。")),
        }
        if let Ok(works) = storage::list(&db).await {
            send.send(Msg::ShelfRead(works));
        }
    });
}

/// Hands out what is kept of a work exactly as it lies in the store: for work that cannot be read.
pub(crate) fn hand_out_raw(shown: &Shown, send: &Sender, id: &str) {
    let Some(db) = shown.db().cloned() else { return };
    let (send, id) = (send.clone(), id.to_owned());
    spawn_local(async move {
        let told = match storage::load(&db, &id, None).await {
            Ok(stored) => {
                let raw = serde_json::json!({
                    "sishang_raw": 1, "id": id, "snapshot": stored.snapshot, "seq": stored.seq, "journal": stored.entries,
                });
                crate::effects::files::save(
                    &format!("四上台账_原始内容_{id}.json"),
                    "application/json",
                    &raw.to_string(),
                )
            }
            Err(why) => Err(why.to_string()),
        };
        if let Err(why) = told {
            send.notice(Tone::Error, format!("没有取出：{why}。"));
        }
    });
}
