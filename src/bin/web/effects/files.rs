//! Files: reading those that a person chose or dropped, and handing one out to be saved.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, DragEvent, File, FileList, FileReader, FileSystemEntry, HtmlAnchorElement,
    HtmlInputElement, Url,
};
use yew::prelude::*;

use super::idb;

/// Largest file that is read at all, in bytes: the core's own limit, so that nothing larger is even loaded.
pub(crate) const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// A file that a person gave, or why it could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub content: Result<Vec<u8>, NotRead>,
}

/// Why a file's bytes could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotRead {
    /// Larger than [`LARGEST_FILE`].
    TooLarge { bytes: u64 },
    /// The browser could not read it: it is a folder, it was moved, the stick was pulled out.
    Unreadable(String),
}

/// A file that a person chose or dropped, not read yet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picked {
    /// Its name, with the path below the folder that was chosen, if one was.
    pub name: String,
    /// The browser's handle.
    pub file: File,
}

/// The files chosen in a file input, which is emptied so that the same file can be chosen again.
pub(crate) fn chosen(event: &Event) -> Vec<Picked> {
    let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return Vec::new() };
    let files = listed(input.files());
    input.set_value("");
    files
}

fn listed(files: Option<FileList>) -> Vec<Picked> {
    let Some(files) = files else { return Vec::new() };
    let files = (0..files.length()).filter_map(|index| files.item(index));
    files.map(|file| Picked { name: path_of(&file), file }).collect()
}

/// The path below a chosen folder, else the name.
fn path_of(file: &File) -> String {
    // web-sys has the property only behind its unstable flag.
    let path = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

/// Reads files one after the other, sorted by name, and hands them over together.
pub(crate) fn read(files: Vec<Picked>, then: impl FnOnce(Vec<Given>) + 'static) {
    spawn_local(async move {
        let mut given = Vec::with_capacity(files.len());
        for picked in files {
            given.push(read_one(picked).await);
        }
        given.sort_by(|a, b| a.name.cmp(&b.name));
        then(given);
    });
}

/// Reads one file.
async fn read_one(picked: Picked) -> Given {
    let name = picked.name.clone();
    let read = Underway::begin(picked).bytes().await;
    Given { name, content: read.map(|bytes| bytes.to_vec()) }
}

thread_local! {
    /// Ends the reading of a file as soon as it is known to be too large.
    static WATCH: Closure<dyn Fn(Event)> = Closure::new(|event: Event| {
        let reader = event.target().and_then(|target| target.dyn_into::<FileReader>().ok());
        if let Some(reader) = reader.filter(|_| idb::count(&event, "total") > LARGEST_FILE) {
            reader.abort();
        }
    });
}

/// A file that the browser is reading.
///
/// It is not asked for its size beforehand: for that the browser stops the page and looks at the disk, file by file.
pub(crate) struct Underway {
    picked: Picked,
    reader: Result<(FileReader, Promise), JsValue>,
}

impl Underway {
    /// Has the browser begin.
    pub(crate) fn begin(picked: Picked) -> Self {
        let begun = FileReader::new().and_then(|reader| {
            let ended = Promise::new(&mut |resolve, _| reader.set_onloadend(Some(&resolve)));
            WATCH.with(|watch| reader.set_onprogress(Some(watch.as_ref().unchecked_ref())));
            reader.read_as_array_buffer(&picked.file)?;
            Ok((reader, ended))
        });
        Self { picked, reader: begun }
    }

    /// What is in the file, when it has been read; still in the hands of the browser.
    pub(crate) async fn bytes(self) -> Result<Uint8Array, NotRead> {
        let unreadable = |why: &JsValue| NotRead::Unreadable(idb::trouble(why).to_string());
        let (reader, ended) = self.reader.map_err(|why| unreadable(&why))?;
        // It ends in one way or another, and is asked in which.
        drop(JsFuture::from(ended).await);
        let read = reader.result().ok().and_then(|result| result.dyn_into::<ArrayBuffer>().ok());
        match (read, reader.error()) {
            (Some(buffer), _) if u64::from(buffer.byte_length()) <= LARGEST_FILE => Ok(Uint8Array::new(&buffer)),
            (None, Some(why)) if why.name() != "AbortError" => Err(unreadable(&why)),
            _ => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "sizes are whole and not negative"
                )]
                let bytes = self.picked.file.size() as u64;
                Err(NotRead::TooLarge { bytes })
            }
        }
    }
}

/// What was dropped on the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dropped {
    pub files: Vec<Picked>,
    /// Names of folders. On file:// Chromium lets a page see that there is one, and not what is in it; a folder can be
    /// chosen with the file input.
    pub folders: Vec<String>,
}

/// The folders of a drop. They can only be asked for while the event is under way.
fn folders(data: &DataTransfer) -> Vec<String> {
    let items = data.items();
    let entries = (0..items.length()).filter_map(|at| items.get(at)?.webkit_get_as_entry().ok().flatten());
    entries.filter(FileSystemEntry::is_directory).map(|entry| entry.name()).collect()
}

/// Takes files dropped anywhere on the page; without it the browser would leave the page for the file.
#[hook]
pub(crate) fn use_drop(dropped: Callback<Dropped>) {
    use_effect_with(dropped, |dropped| {
        let dropped = dropped.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let heard = web_sys::window().map(|window| {
            let over = EventListener::new_with_options(&window, "dragover", options, Event::prevent_default);
            let drop = EventListener::new_with_options(&window, "drop", options, move |event| {
                event.prevent_default();
                let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
                let folders = folders(&data);
                let mut files = listed(data.files());
                files.retain(|picked| !folders.contains(&picked.name));
                if !files.is_empty() || !folders.is_empty() {
                    dropped.emit(Dropped { files, folders });
                }
            });
            (over, drop)
        });
        move || drop(heard)
    });
}

/// Hands out a file under a name: the browser saves it, or asks where.
///
/// # Errors
/// What the browser says when it does not take it.
pub(crate) fn save(name: &str, kind: &str, content: &str) -> Result<(), String> {
    save_bytes(name, kind, content.as_bytes())
}

/// The same for what is no text.
///
/// # Errors
/// What the browser says when it does not take it.
pub(crate) fn save_bytes(name: &str, kind: &str, content: &[u8]) -> Result<(), String> {
    try_save(name, kind, content).map_err(|why| idb::trouble(&why).to_string())
}

fn try_save(name: &str, kind: &str, content: &[u8]) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("没有窗口")?;
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let bytes = Uint8Array::from(content);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&bytes), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser reads the blob after the click; a minute is plenty for it.
    gloo::timers::callback::Timeout::new(60_000, move || drop(Url::revoke_object_url(&url))).forget();
    Ok(())
}

/// Opens the browser's print dialog.
pub(crate) fn print() {
    if let Some(window) = web_sys::window() {
        // Fails only where printing is switched off; then the browser has said so.
        drop(window.print());
    }
}
