//! A Chromium of any age, driven by its own protocol over two pipes: no driver program, no port, no library.
//!
//! `--remote-debugging-pipe` reads commands from file descriptor 3 and writes answers and events to 4, each a JSON
//! text that a zero byte ends. A shell connects our child's standard input and output to them.

use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// Longest wait for any one answer, or for a page to become as expected. Long, because machines are busy at times.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A running browser. It ends when this is dropped.
pub(crate) struct Chromium {
    process: Child,
    wire: Rc<RefCell<Wire>>,
}

/// One tab.
#[derive(Clone)]
pub(crate) struct Page {
    wire: Rc<RefCell<Wire>>,
    session: String,
}

/// The connection: commands out, answers and events in.
struct Wire {
    /// None once the browser is to end.
    commands: Option<ChildStdin>,
    messages: Receiver<Value>,
    last: u64,
    /// Everything that was not an answer, in order of arrival.
    events: Vec<Value>,
    /// Where the browser's own messages go; shown when it does not answer.
    log: PathBuf,
}

impl Chromium {
    /// Starts it on this profile folder, which also gets its log.
    pub(crate) fn start(binary: &Path, profile: &Path, (width, height): (u32, u32)) -> Result<Self, String> {
        std::fs::create_dir_all(profile).map_err(|error| format!("cannot make {}: {error}", profile.display()))?;
        let log = profile.join("chromium.log");
        let messages = File::create(&log).map_err(|error| format!("cannot write {}: {error}", log.display()))?;
        let mut command = Command::new("sh");
        // A group of its own, so that all its processes can be ended at once.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut process = command
            .args(["-c", "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null", "sh"])
            .arg(binary)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe"])
            .args(["--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-sync"])
            .args(["--disable-component-update", "--disable-quic", "--disable-breakpad", "--mute-audio"])
            .args(["--disable-background-timer-throttling", "--disable-renderer-backgrounding"])
            .arg(format!("--window-size={width},{height}"))
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(messages)
            .spawn()
            .map_err(|error| format!("cannot start {}: {error}", binary.display()))?;
        let (commands, answers) = process.stdin.take().zip(process.stdout.take()).ok_or("the browser has no pipes")?;
        let (sender, messages) = channel();
        std::thread::spawn(move || forward(answers, &sender));
        let wire = Wire { commands: Some(commands), messages, last: 0, events: Vec::new(), log };
        let browser = Self { process, wire: Rc::new(RefCell::new(wire)) };
        browser.call("Browser.getVersion", &json!({}))?;
        Ok(browser)
    }

    /// A command to the browser as a whole.
    pub(crate) fn call(&self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.wire.borrow_mut().call(None, method, parameters)
    }

    /// An empty tab, with the reports of network, console and page switched on.
    pub(crate) fn tab(&self) -> Result<Page, String> {
        let target = self.call("Target.createTarget", &json!({ "url": "about:blank" }))?;
        let attach = json!({ "targetId": text(&target, "targetId")?, "flatten": true });
        let attached = self.call("Target.attachToTarget", &attach)?;
        let page = Page { wire: Rc::clone(&self.wire), session: text(&attached, "sessionId")? };
        for domain in ["Page", "Runtime", "Network", "Log", "DOM"] {
            page.call(&format!("{domain}.enable"), &json!({}))?;
        }
        Ok(page)
    }

    /// Ends it as a power cut would, with no chance to save anything: also the process that writes the store.
    pub(crate) fn kill(&mut self) {
        // Where there is no such command, or the group is gone already, the browser alone is ended.
        let group = format!("-{}", self.process.id());
        drop(Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status());
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Drop for Chromium {
    /// Asks it to end first: a killed one leaves children behind for a moment, which still write into the profile.
    /// When nobody gives commands any more, a browser ends by itself; Chromium 78 takes too long about it.
    fn drop(&mut self) {
        self.wire.borrow_mut().commands = None;
        let start = Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) && start.elapsed() < Duration::from_secs(1) {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.kill();
    }
}

impl Page {
    /// A command to this tab.
    pub(crate) fn call(&self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.wire.borrow_mut().call(Some(&self.session), method, parameters)
    }

    /// Goes to an address and waits until it is loaded.
    pub(crate) fn open(&self, address: &str) -> Result<(), String> {
        let seen = self.events("Page.loadEventFired").len();
        let answer = self.call("Page.navigate", &json!({ "url": address }))?;
        if let Some(trouble) = answer.get("errorText").and_then(Value::as_str) {
            return Err(format!("{address} does not open: {trouble}"));
        }
        patiently(&format!("loading {address}"), || Ok((self.events("Page.loadEventFired").len() > seen).then_some(())))
    }

    /// The value of a JavaScript expression; a promise is awaited. An exception in it is an error.
    pub(crate) fn evaluate(&self, expression: &str) -> Result<Value, String> {
        let parameters = json!({
            "expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true,
        });
        let answer = self.call("Runtime.evaluate", &parameters)?;
        if let Some(details) = answer.get("exceptionDetails") {
            let described = details.pointer("/exception/description").or_else(|| details.get("text"));
            return Err(format!("in `{expression}`: {}", described.unwrap_or(details)));
        }
        Ok(answer.pointer("/result/value").cloned().unwrap_or(Value::Null))
    }

    /// Waits until the expression is true.
    pub(crate) fn until(&self, expression: &str) -> Result<(), String> {
        patiently(expression, || {
            // While a page is being replaced there is nothing to ask: ask again.
            Ok((self.evaluate(expression).unwrap_or_default() == Value::Bool(true)).then_some(()))
        })
    }

    /// The visible part as PNG, in base64 as the protocol gives it.
    pub(crate) fn screenshot(&self) -> Result<String, String> {
        text(&self.call("Page.captureScreenshot", &json!({ "format": "png" }))?, "data")
    }

    /// The parameters of every event of this kind so far.
    pub(crate) fn events(&self, method: &str) -> Vec<Value> {
        let mut wire = self.wire.borrow_mut();
        while let Ok(message) = wire.messages.try_recv() {
            wire.events.push(message);
        }
        let session = Value::from(self.session.as_str());
        let ours = wire.events.iter().filter(|it| it.get("sessionId") == Some(&session));
        let of_kind = ours.filter(|it| it.get("method").and_then(Value::as_str) == Some(method));
        of_kind.filter_map(|it| it.get("params").cloned()).collect()
    }
}

impl Wire {
    fn call(&mut self, session: Option<&str>, method: &str, parameters: &Value) -> Result<Value, String> {
        self.last += 1;
        let id = Value::from(self.last);
        let mut command = json!({ "id": id, "method": method, "params": parameters });
        if let (Some(session), Some(command)) = (session, command.as_object_mut()) {
            command.insert("sessionId".into(), session.into());
        }
        let pipe = self.commands.as_mut().ok_or("the browser is ending")?;
        let sent = pipe.write_all(format!("{command}\0").as_bytes()).and_then(|()| pipe.flush());
        sent.map_err(|error| self.lost(method, &error.to_string()))?;
        let start = Instant::now();
        loop {
            match self.messages.recv_timeout(PATIENCE.saturating_sub(start.elapsed())) {
                Ok(message) if message.get("id") == Some(&id) => {
                    let trouble = message.pointer("/error/message").map(|it| format!("{method}: {it}"));
                    return trouble.map_or_else(|| Ok(message.get("result").cloned().unwrap_or_default()), Err);
                }
                Ok(message) => self.events.push(message),
                Err(RecvTimeoutError::Timeout) => return Err(self.lost(method, "no answer in time")),
                Err(RecvTimeoutError::Disconnected) => return Err(self.lost(method, "the browser has ended")),
            }
        }
    }

    fn lost(&self, method: &str, why: &str) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        format!("{method}: {why}\n{}", log.trim())
    }
}

/// Tries until there is something, for as long as patience lasts.
pub(crate) fn patiently<T>(what: &str, mut attempt: impl FnMut() -> Result<Option<T>, String>) -> Result<T, String> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(found) = attempt()? {
            return Ok(found);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err(format!("waited {} s in vain: {what}", PATIENCE.as_secs()))
}

/// The file as an address that any browser takes: everything but plain letters, digits and `-_.~/` percent-encoded.
pub(crate) fn file_address(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let encoded = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' | b':' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    format!("file://{}{}", if text.starts_with('/') { "" } else { "/" }, encoded.collect::<String>())
}

fn forward(answers: ChildStdout, messages: &Sender<Value>) {
    let mut answers = BufReader::new(answers);
    let mut bytes = Vec::new();
    while answers.read_until(0, &mut bytes).is_ok_and(|count| count > 0) {
        bytes.pop();
        let message = serde_json::from_slice(&bytes).unwrap_or_default();
        bytes.clear();
        if messages.send(message).is_err() {
            return;
        }
    }
}

fn text(answer: &Value, name: &str) -> Result<String, String> {
    answer.get(name).and_then(Value::as_str).map(String::from).ok_or(format!("no {name} in {answer}"))
}

#[cfg(test)]
mod tests {
    use super::file_address;

    #[test]
    fn an_address_is_percent_encoded() {
        assert_eq!(file_address("/a b/四.html".as_ref()), "file:///a%20b/%E5%9B%9B.html");
        assert_eq!(file_address(r"C:\四\x.html".as_ref()), "file:///C:/%E5%9B%9B/x.html");
    }
}
