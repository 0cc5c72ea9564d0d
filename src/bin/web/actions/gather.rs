//! 汇总: taking files in, slice by slice; keeping them; writing what goes up and down.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Uint8Array;
use sishang::demo::county;
use sishang::exchange::{self, AnyFile, Limits, Reader};
use sishang::rollup::{self, Entry, Expected, Facts, Item, Options, Received, look_by};
use sishang::scheme::CompiledScheme;
use sishang::workbook::Waiver;
use wasm_bindgen_futures::spawn_local;

use super::read;
use crate::effects::clock;
use crate::effects::files::{self, NotRead, Picked, Underway};
use crate::effects::memory::Room;
use crate::effects::storage::{self, Db, KeptFile};
use crate::effects::trouble::Trouble;
use crate::store::gather::{Audited, Desk, DeskChange, GivenFile, Kept, Looked};
use crate::store::{Gather, GatherMsg, Msg, Sender, Shown, Storage, Tone};

/// Name of the setting that holds the identity of the roll-up that was open.
const OPEN: &str = "gather-open";

/// How long files are read before the page may draw again, in milliseconds.
const SLICE_MILLIS: f64 = 90.0;

/// How long the audit waits for the page to show what was read, in milliseconds.
const AUDIT_PAUSE_MILLIS: u32 = 400;

/// How long a page that was turned to takes to be drawn, in milliseconds.
const DRAWN_MILLIS: u32 = 50;

/// How many files the browser reads while others are looked at.
const READ_AHEAD: usize = 8;

/// How long read files wait until they are handed over, in milliseconds: a county's come at once, a city's in heaps.
const HEAP_MILLIS: f64 = 2_500.0;

/// How long audited files wait until they are handed over, in milliseconds.
const AUDITED_MILLIS: f64 = 1_000.0;

/// The month of the made-up county, and what fixes its figures.
const DEMONSTRATION: (u64, &str) = (1, "2026-10");

/// Takes in the made-up county: twelve offices, of which one has not reported, one was late and one sent a draft.
pub(crate) fn demonstrate(shown: &Shown, send: &Sender) {
    let Some(gather) = &shown.gather else { return };
    let (scheme, send) = (shown.scheme.clone(), send.clone());
    let (id, db) = (Rc::clone(&gather.id), shown.db().cloned());
    let Ok(period) = DEMONSTRATION.1.parse() else { return };
    send.send(Msg::Gather(GatherMsg::Reading(Some((0, county::OFFICES_COUNT)))));
    spawn_local(async move {
        clock::breathe().await;
        let made = county::County::new(&county::Options::halfway(DEMONSTRATION.0, period));
        let mut given: Vec<Given> = Vec::new();
        for (office, _) in made.offices().enumerate() {
            if let Some(file) = made.file(&scheme, office, period) {
                let key = format!("{}-{office:02}", clock::token());
                given.push(Given { key, content: Content::Here(Item::new(file.name, file.text.into_bytes())) });
            }
            send.send(Msg::Gather(GatherMsg::Reading(Some((office + 1, county::OFFICES_COUNT)))));
            clock::breathe().await;
        }
        let expected =
            made.offices().map(|office| Expected { code: office.code, name: office.name, parent: String::new() });
        send.send(Msg::Gather(GatherMsg::ExpectedSaid(expected.collect())));
        look_at(&scheme, &send, given, db.as_ref().map(|db| (db, &*id))).await;
    });
}

/// Takes up the roll-up that was open when the page was closed, or begins one.
///
/// One that was begun before the store had opened goes on in what the store has: its files come in behind those of
/// before, and what was said last holds.
pub(crate) fn take_up(shown: &Shown, send: &Sender) {
    let (scheme, send) = (shown.scheme.clone(), send.clone());
    let Some(db) = shown.db().cloned() else {
        let mut gather = Gather::new(&clock::token(), Options::of(&scheme));
        gather.is_early = true;
        return send.send(Msg::Gather(GatherMsg::Begun(Box::new(gather))));
    };
    let early = shown.gather.as_ref();
    let said = early.map(Kept::of).unwrap_or_default();
    let files: Vec<Given> = early.map(given_before).unwrap_or_default();
    let id = early.map_or_else(|| Rc::from(clock::token()), |gather| Rc::clone(&gather.id));
    spawn_local(async move {
        let (id, before, found) = match kept(&db).await {
            Ok(Some((id, before))) => {
                let found = storage::received(&db, &id).await;
                (Rc::from(id), before, found)
            }
            Ok(None) => (id, Kept::default(), Ok(Vec::new())),
            Err(why) => {
                send.notice(Tone::Error, format!("读不出本机存的汇总：{why}。收到的文件请重新选一次。"));
                (id, Kept::default(), Ok(Vec::new()))
            }
        };
        begin(&scheme, &send, &id, said.over(before));
        match found {
            Ok(found) if found.is_empty() => {}
            Ok(found) => {
                let given = |file: KeptFile| Given { key: file.key, content: Content::Kept(file.name, file.bytes) };
                look_at(&scheme, &send, found.into_iter().map(given).collect(), None).await;
            }
            Err(why) => send.notice(Tone::Error, format!("读不出本机存的文件：{why}。请重新选一次。")),
        }
        if !files.is_empty() {
            look_at(&scheme, &send, files, Some((&db, &*id))).await;
        }
    });
}

/// The files of a roll-up, to be looked at once more.
fn given_before(gather: &Gather) -> Vec<Given> {
    let given = |file: &GivenFile| Given { key: file.key.to_string(), content: Content::Here(file.item.clone()) };
    gather.files.iter().map(given).collect()
}

async fn kept(db: &Db) -> Result<Option<(String, Kept)>, Trouble> {
    let id = storage::setting(db, OPEN).await?;
    let all = storage::gathers(db).await?;
    let found = all.into_iter().find(|(known, _)| *known == id);
    // A record that cannot be read loses what people decided, never the files.
    Ok(found.map(|(id, json)| (id, serde_json::from_str(&json).unwrap_or_default())))
}

/// Reads everything again under the scheme that is in use now.
pub(crate) fn read_again(shown: &Shown, send: &Sender) {
    let Some(gather) = &shown.gather else { return };
    let (scheme, send) = (shown.scheme.clone(), send.clone());
    let (id, kept) = (Rc::clone(&gather.id), Kept::of(gather));
    let given = given_before(gather);
    spawn_local(async move {
        begin(&scheme, &send, &id, kept);
        look_at(&scheme, &send, given, None).await;
    });
}

fn begin(scheme: &Arc<CompiledScheme>, send: &Sender, id: &str, kept: Kept) {
    let mut gather = Gather::new(id, Options::of(scheme));
    kept.put_into(&mut gather);
    send.send(Msg::Gather(GatherMsg::Begun(Box::new(gather))));
    // While the person looks for the files; the first of them asks for it.
    let scheme = Arc::clone(scheme);
    spawn_local(async move {
        clock::pause(DRAWN_MILLIS).await;
        scheme.digest();
    });
}

/// Reads files that a person gave, keeps them and takes them in.
pub(crate) fn take(picked: Vec<Picked>, shown: &Shown, send: &Sender) {
    let Some(gather) = &shown.gather else { return };
    let (scheme, send, id) = (shown.scheme.clone(), send.clone(), Rc::clone(&gather.id));
    let db = if let Storage::Ready(db) = &shown.storage { Some(db.clone()) } else { None };
    // Of a folder only the files that can be meant; of single files every one, so that none goes in silence.
    let wanted = |file: &Picked| !file.name.contains('/') || file.name.to_lowercase().ends_with(".json");
    let (picked, others): (Vec<Picked>, Vec<Picked>) = picked.into_iter().partition(wanted);
    if picked.is_empty() {
        return send.notice(Tone::Warning, "这个文件夹里没有报送文件（扩展名是 .json）。");
    }
    if !others.is_empty() {
        let names = others.iter().take(MOST_OTHERS).map(|file| file.name.as_str()).collect::<Vec<_>>().join("、");
        let more = if others.len() > MOST_OTHERS { "等" } else { "" };
        let said = format!("文件夹里有 {} 个不是 .json 的文件没有看：{names}{more}。", others.len());
        send.notice(Tone::Warning, said);
    }
    send.send(Msg::Gather(GatherMsg::Reading(Some((0, picked.len())))));
    spawn_local(async move {
        let given = picked.into_iter().enumerate().map(|(at, one)| {
            let key = format!("{}-{at:05}", clock::token());
            Given { key, content: Content::Picked(one) }
        });
        let mut given: Vec<Given> = given.collect();
        given.sort_by(|a, b| a.content.name().cmp(b.content.name()));
        look_at(&scheme, &send, given, db.as_ref().map(|db| (db, &*id))).await;
    });
}

/// Names of files that are not looked at that are told.
const MOST_OTHERS: usize = 3;

/// A file to be taken in.
struct Given {
    /// Its name in the store.
    key: String,
    content: Content,
}

enum Content {
    /// At hand.
    Here(Item),
    /// At hand, but in the hands of the browser.
    Kept(String, Uint8Array),
    /// Still on the disk.
    Picked(Picked),
    /// On its way.
    Underway(String, Underway),
}

impl Content {
    fn name(&self) -> &str {
        match self {
            Self::Here(item) => &item.name,
            Self::Picked(picked) => &picked.name,
            Self::Kept(name, _) | Self::Underway(name, _) => name,
        }
    }

    /// The same, with the browser reading it.
    fn begun(self) -> Self {
        match self {
            Self::Picked(picked) => Self::Underway(picked.name.clone(), Underway::begin(picked)),
            other => other,
        }
    }

    /// What is in the file, and the same in the hands of the browser where it came from there.
    async fn read(self) -> Result<(Item, Option<Uint8Array>), NotRead> {
        let (name, bytes) = match self {
            Self::Here(item) => return Ok((item, None)),
            Self::Kept(name, bytes) => (name, bytes),
            Self::Picked(picked) => (picked.name.clone(), Underway::begin(picked).bytes().await?),
            Self::Underway(name, underway) => (name, underway.bytes().await?),
        };
        Ok((Item::new(name, bytes.to_vec()), Some(bytes)))
    }
}

/// Looks at files in slices, so that the page goes on drawing, and keeps them where `keep` says.
///
/// What was looked at is handed over in a few heaps: settling and drawing hundreds of files costs about as much as reading ten.
async fn look_at(scheme: &CompiledScheme, send: &Sender, given: Vec<Given>, keep: Option<(&Db, &str)>) {
    let count = given.len();
    // The tables want figures only, and soon; the audit reads each file whole when its turn comes.
    let reader = Reader::new(scheme, Limits { whole: false, ..Limits::default() });
    let (mut looked, mut to_keep) = (Vec::new(), Vec::new());
    let (mut begun, mut handed) = (clock::millis(), clock::millis());
    let mut coming: VecDeque<Given> = VecDeque::new();
    let (mut given, mut room) = (given.into_iter(), Room::default());
    for at in 0..count {
        let ahead = given.by_ref().take(READ_AHEAD.saturating_sub(coming.len()));
        coming.extend(ahead.map(|one| Given { content: one.content.begun(), ..one }));
        let Some(Given { key, content }) = coming.pop_front() else { break };
        let name = content.name().to_owned();
        room.make();
        match content.read().await {
            Ok((item, bytes)) => {
                if keep.is_some() {
                    let bytes = bytes.unwrap_or_else(|| Uint8Array::from(item.bytes()));
                    to_keep.push(KeptFile { key: key.clone(), name, bytes });
                }
                looked.push(looked_at(&reader, key, item));
            }
            Err(why) => send.notice(Tone::Error, format!("“{name}”：{}", read::not_read(&why))),
        }
        let now = clock::millis();
        if now - begun > SLICE_MILLIS {
            if now - handed > HEAP_MILLIS {
                send.send(Msg::Gather(GatherMsg::Looked(std::mem::take(&mut looked))));
                handed = now;
            }
            send.send(Msg::Gather(GatherMsg::Reading(Some((at + 1, count)))));
            clock::breathe().await;
            begun = clock::millis();
        }
    }
    send.send(Msg::Gather(GatherMsg::Looked(looked)));
    send.send(Msg::Gather(GatherMsg::Reading(None)));
    let Some((db, gather)) = keep else { return };
    send.say(format!("读完了 {count} 份文件"));
    // One by one, so that a store that is full keeps what there is room for.
    let mut lost: Option<(String, Trouble, usize)> = None;
    for file in to_keep {
        let name = file.name.clone();
        if let Err(why) = storage::keep_received(db, gather, &[file]).await {
            let (first, why, count) = lost.take().unwrap_or((name, why, 0));
            lost = Some((first, why, count + 1));
        }
    }
    if let Some((first, why, count)) = lost {
        let which = if count > 1 { format!("“{first}”等 {count} 份") } else { format!("“{first}”") };
        send.notice(Tone::Error, format!("{which}没有存在本机：{why}。关掉页面以后要重新选。"));
    }
}

fn looked_at(reader: &Reader<'_>, key: String, item: Item) -> Looked {
    let all = all_of(reader, item.clone());
    let bundle = |(entry, item): &(Entry, Item)| Some((entry.bundle()?.digest.clone(), item.clone()));
    let bundles = all.iter().filter_map(bundle).collect();
    let entries = all.into_iter().map(|(entry, _)| entry).collect();
    Looked { key: key.into(), item, entries, bundles }
}

/// A file and everything inside it.
fn all_of(reader: &Reader<'_>, item: Item) -> Vec<(Entry, Item)> {
    let mut waiting = vec![item];
    let mut entries = Vec::new();
    while let Some(item) = waiting.pop() {
        let (entry, inside) = look_by(item.clone(), reader);
        entries.push((entry, item));
        waiting.extend(inside.into_iter().rev());
    }
    entries
}

/// Long work in slices, between which the page draws.
struct Slices(f64);

impl Slices {
    fn begin() -> Self {
        Self(clock::millis())
    }

    /// Lets the page draw when a slice is over.
    async fn rest(&mut self) {
        if clock::millis() - self.0 > SLICE_MILLIS {
            clock::breathe().await;
            self.0 = clock::millis();
        }
    }
}

/// Audits some of the files that are not audited yet, in slices between which the page draws; it is called again for the others
/// when these were handed over.
pub(crate) fn audit(shown: &Shown, send: &Sender) {
    let Some(gather) = shown.gather.as_ref().filter(|gather| gather.reading.is_none()) else { return };
    let (files, scheme, send) = (gather.unaudited(), shown.scheme.clone(), send.clone());
    if files.is_empty() {
        return;
    }
    let (first, needed, rollup) = (gather.audits.is_empty(), Rc::clone(&gather.needed), Rc::clone(&gather.rollup));
    spawn_local(async move {
        // Whoever goes on to the tables sees them first.
        if first {
            clock::pause(AUDIT_PAUSE_MILLIS).await;
        }
        let mut slices = Slices::begin();
        // And whoever goes on to other tables and to bulletins does not wait for them.
        for entry in files.iter().chain(&rollup.earlier) {
            slices.rest().await;
            needed.of(&scheme, entry, None);
        }
        let reader = Reader::new(&scheme, Limits::default());
        let (mut audited, begun) = (Vec::new(), clock::millis());
        for entry in files {
            if clock::millis() - begun > AUDITED_MILLIS {
                break;
            }
            slices.rest().await;
            let Some(received) = entry.submission() else { continue };
            let Ok(AnyFile::Submission(opened)) = reader.open_any(received.text().as_bytes()) else { continue };
            let verified = exchange::verify(&opened, &scheme);
            let mut facts = Facts::of(&scheme, &opened, false);
            // The findings are in the audit already; the tables only count them.
            facts.audited = Some(rollup::Audited::counts_of(&verified));
            audited.push(Audited {
                digest: opened.head.digest.clone(),
                verified: Rc::new(verified),
                facts: Arc::new(facts),
            });
        }
        send.send(Msg::Gather(GatherMsg::Audited(audited)));
    });
}

/// Writes a return note to a file.
pub(crate) fn write_return(shown: &Shown, send: &Sender, submission: &str) {
    let Some(gather) = &shown.gather else { return };
    let Some(draft) = gather.desk.notes.iter().find(|note| note.submission == submission) else { return };
    let entries = gather.intake.entries();
    let Some(received) =
        entries.iter().filter(|entry| entry.digest() == Some(submission)).find_map(|entry| entry.submission())
    else {
        return;
    };
    let mut note = draft.note(&gather.rollup.office, &received.head, &clock::now());
    let text = note.write(&shown.scheme);
    let name = exchange::return_name(&note);
    match files::save(&name, "application/json", &text) {
        Ok(()) => {
            let (at, submission) = (note.stamp.at.clone(), submission.to_owned());
            on_desk(send, move |desk| {
                if let Some(draft) = desk.notes.iter_mut().find(|note| note.submission == submission) {
                    draft.written = Some(at);
                }
            });
            // It counts as returned from now on, and travels in the bundle.
            let item = Item::new(name.clone(), text.into_bytes());
            take_in(shown, send, item);
            send.notice(Tone::Done, format!("已存成“{name}”，请发给填报单位；他们打开本页后用“打开文件”读它。"));
        }
        Err(why) => send.notice(Tone::Error, format!("没有存成：{why}。请再试一次。")),
    }
}

/// Writes the waivers granted to an office to a file.
pub(crate) fn write_waivers(shown: &Shown, send: &Sender, office: &str) {
    let Some(gather) = &shown.gather else { return };
    let own: Vec<Waiver> = gather.desk.waivers.iter().filter(|one| one.office.code == office).cloned().collect();
    let Some(first) = own.first() else { return };
    let name = exchange::waivers_name(&first.office, first.period);
    let (text, _) = exchange::write_waivers(&shown.scheme, &own);
    match files::save(&name, "application/json", &text) {
        Ok(()) => {
            take_in(shown, send, Item::new(name.clone(), text.into_bytes()));
            send.notice(Tone::Done, format!("已存成“{name}”，请发给填报单位；他们打开以后，这条强制错误就可以放行。"));
        }
        Err(why) => send.notice(Tone::Error, format!("没有存成：{why}。请再试一次。")),
    }
}

/// Takes in what was made here, as if it had come from outside, and keeps it.
fn take_in(shown: &Shown, send: &Sender, item: Item) {
    let Some(gather) = &shown.gather else { return };
    let (scheme, send, id, db) = (shown.scheme.clone(), send.clone(), Rc::clone(&gather.id), shown.db().cloned());
    spawn_local(async move {
        let given = vec![Given { key: clock::token(), content: Content::Here(item) }];
        look_at(&scheme, &send, given, db.as_ref().map(|db| (db, &*id))).await;
    });
}

/// Writes the file for the level above.
pub(crate) fn write_bundle(shown: &Shown, send: &Sender) {
    let Some(gather) = &shown.gather else { return };
    let at = clock::now();
    let Some(mut head) =
        gather.rollup.head(&shown.scheme, &gather.level(&shown.scheme), gather.desk.signers.clone(), &at)
    else {
        return;
    };
    let files = gather.rollup.upward();
    let texts: Option<Vec<(&str, Cow<'_, str>)>> =
        files.iter().map(|entry| Some((entry.digest()?, gather.text_of(entry)?))).collect();
    let Some(texts) = texts else {
        return send.notice(Tone::Error, "没有存成：有一份文件的原文不在手里。请重新选一次文件，再存。");
    };
    let digests: Vec<&str> = texts.iter().map(|(digest, _)| *digest).collect();
    let texts: Vec<&str> = texts.iter().map(|(_, text)| text.as_ref()).collect();
    let own = gather.rollup.own.as_ref().and_then(|entry| entry.submission());
    head.seal(&digests, own.map(|own| own.head.digest.as_str()));
    let text = head.write(&texts, own.map(Received::text));
    let name = exchange::bundle_name(&head);
    match files::save(&name, "application/json", &text) {
        Ok(()) => {
            take_in(shown, send, Item::new(name.clone(), text.into_bytes()));
            send.notice(Tone::Done, format!("已存成“{name}”，报给上级；各单位的文件原样在里面。"));
        }
        Err(why) => send.notice(Tone::Error, format!("没有存成：{why}。请再试一次。")),
    }
}

/// Takes a file of a roll-up out again.
pub(crate) fn remove(gather: &Rc<str>, db: Option<&Db>, send: &Sender, key: &str) {
    send.send(Msg::Gather(GatherMsg::Removed(Rc::from(key))));
    let Some(db) = db.cloned() else { return };
    let (id, key, send) = (Rc::clone(gather), key.to_owned(), send.clone());
    spawn_local(async move {
        if let Err(why) = storage::drop_received(&db, &id, &key).await {
            send.notice(Tone::Error, format!("文件还留在本机：{why}。"));
        }
    });
}

/// Keeps what people said, after each word.
pub(crate) fn keep(shown: &Shown, send: &Sender) {
    let (Some(gather), Some(db)) = (&shown.gather, shown.db().cloned()) else { return };
    let (id, json, send) = (Rc::clone(&gather.id), Kept::of(gather).to_json(), send.clone());
    spawn_local(async move {
        let told = match storage::keep_gather(&db, &id, &json).await {
            Ok(()) => storage::set_setting(&db, OPEN, &id).await,
            Err(why) => Err(why),
        };
        if let Err(why) = told {
            send.notice(Tone::Error, format!("这一步没有存在本机：{why}。{}", why.advice()));
        }
    });
}

/// Asks before a new roll-up takes the place of the one that is open.
pub(crate) fn ask_to_start_anew(_shown: &Shown, send: &Sender) {
    send.ask(crate::store::Dialog::GatherAnew);
}

/// Begins a new roll-up; the old one is cleared from this machine with its files.
pub(crate) fn start_anew(shown: &Shown, send: &Sender) {
    let (scheme, db, send) = (shown.scheme.clone(), shown.db().cloned(), send.clone());
    let old = shown.gather.as_ref().map(|gather| Rc::clone(&gather.id));
    spawn_local(async move {
        if let (Some(old), Some(db)) = (old, db)
            && let Err(why) = storage::forget_gather(&db, &old).await
        {
            return send.notice(Tone::Error, format!("没有清除：{why}。"));
        }
        begin(&scheme, &send, &clock::token(), Kept::default());
        send.say("可以开始新的汇总了");
    });
}

/// Changes what people write.
pub(crate) fn on_desk(send: &Sender, change: impl FnOnce(&mut Desk) + 'static) {
    send.send(Msg::Gather(GatherMsg::DeskChanged(DeskChange(Box::new(change)))));
}
