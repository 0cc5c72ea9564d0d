//! Files that go into the page and come out of it.

use super::Browser;
use super::actions::quoted;
use super::devtools::{Page, file_address, patiently};
use serde_json::json;
use std::path::Path;

impl Page {
    /// Opens a file from the disk.
    #[track_caller]
    pub(crate) fn load(&self, file: &Path) {
        self.must(self.open(&file_address(file)));
    }

    /// Opens our page once more in the same tab, as F5 does, at its first page. What the old one shows until it is gone says
    /// nothing of the new one.
    #[track_caller]
    pub(crate) fn start_again(&self) {
        self.turn_to("#/");
        let loaded = || self.events("Page.loadEventFired").len();
        let seen = loaded();
        self.must(self.call("Page.reload", &json!({})));
        self.must(patiently("loading again", || Ok((loaded() > seen).then_some(()))));
        self.until_true("performance.getEntriesByName('sishang-usable').length > 0");
    }

    /// Chooses files in an `<input type=file>`, which may be hidden.
    #[track_caller]
    pub(crate) fn choose_files(&self, selector: &str, files: &[&Path]) {
        self.wait_for(selector);
        let found = self.must(self.call(
            "Runtime.evaluate",
            &json!({ "expression": format!("document.querySelector({})", quoted(selector)) }),
        ));
        self.must(
            self.call("DOM.setFileInputFiles", &json!({ "objectId": found["result"]["objectId"], "files": files })),
        );
    }
}

impl Browser<'_> {
    /// The content of a file that the page saves under this name, which is waited for.
    #[track_caller]
    pub(crate) fn downloaded(&self, name: &str) -> Vec<u8> {
        let folder = self.desk.downloads();
        // A browser writes beside first, or the name stands empty until the content is there.
        let read =
            patiently("a download", || Ok(std::fs::read(folder.join(name)).ok().filter(|bytes| !bytes.is_empty())));
        read.unwrap_or_else(|trouble| {
            let there = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
            panic!("{trouble}: no {name}, there is {:?}", there.collect::<Vec<_>>())
        })
    }
}
