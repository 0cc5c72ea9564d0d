//! What the browser reports about a page: requests, console, refusals; and pictures of it.

use super::devtools::Page;
use super::root;
use base64::Engine as _;
use serde_json::{Value, json};
use std::path::Path;

impl Page {
    /// The addresses that the page asked for so far, but for what lies inside the page itself.
    pub(crate) fn requests(&self) -> Vec<String> {
        let events = self.events("Network.requestWillBeSent");
        let addresses = events.iter().filter_map(|it| it.pointer("/request/url")?.as_str());
        addresses.filter(|it| !it.starts_with("data:") && !it.starts_with("blob:")).map(String::from).collect()
    }

    /// Errors in the console so far: exceptions, `console.error`, and refusals by the page's policy.
    pub(crate) fn errors(&self) -> Vec<String> {
        let thrown = self.events("Runtime.exceptionThrown").into_iter().map(|it| {
            let described =
                it.pointer("/exceptionDetails/exception/description").or_else(|| it.pointer("/exceptionDetails/text"));
            described.unwrap_or(&it).to_string()
        });
        let called = self.events("Runtime.consoleAPICalled").into_iter();
        let called =
            called.filter(|it| it["type"] == "error" || it["type"] == "assert").map(|it| it["args"].to_string());
        let logged = self.events("Log.entryAdded").into_iter();
        let logged = logged.filter(|it| it["entry"]["level"] == "error").map(|it| it["entry"]["text"].to_string());
        // Chromium before 97 does not know this permission and says so; the one beside it is for them.
        thrown.chain(called).chain(logged).filter(|it| !it.contains("invalid source: ''wasm-unsafe-eval''")).collect()
    }

    /// Saves a picture of the visible part as PNG.
    #[track_caller]
    pub(crate) fn save_screenshot(&self, file: &Path) {
        let picture = self.screenshot().unwrap();
        let picture = base64::engine::general_purpose::STANDARD.decode(picture).unwrap();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, picture).unwrap();
    }

    /// Sets the size of the visible part, in CSS pixels.
    pub(crate) fn resize(&self, width: u32, height: u32) -> Result<(), String> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", &size).map(drop)
    }

    /// Runs a script in every page that is opened from now on, before the page's own.
    #[track_caller]
    pub(crate) fn before_each_page(&self, script: &str) {
        self.must(self.call("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": script })));
    }

    /// Stops the test where the caller called, with a picture and the console, when there is trouble.
    #[track_caller]
    pub(super) fn must<T>(&self, result: Result<T, String>) -> T {
        result.unwrap_or_else(|trouble| {
            let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
            let picture = root().join("target/browser-failures").join(format!("{name}.png"));
            let text = self.evaluate("document.body.innerText.slice(0, 1500)").unwrap_or_else(Value::from);
            if self.screenshot().is_ok() {
                self.save_screenshot(&picture);
            }
            panic!(
                "{trouble}\nerrors: {:#?}\npicture: {}\nthe page shows: {}",
                self.errors(),
                picture.display(),
                text.as_str().unwrap_or_default()
            );
        })
    }
}
