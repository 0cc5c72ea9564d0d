//! What a person does on a page: look, click, type.

use super::devtools::{Page, patiently};
use serde_json::{Value, json};

/// Modifier keys as the protocol counts them.
const MODIFIERS: [(&str, &str, u32); 4] =
    [("Alt", "AltLeft", 1), ("Control", "ControlLeft", 2), ("Meta", "MetaLeft", 4), ("Shift", "ShiftLeft", 8)];

impl Page {
    /// The value of an expression.
    #[track_caller]
    pub(crate) fn eval(&self, expression: &str) -> Value {
        self.must(self.evaluate(expression))
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub(crate) fn until_true(&self, expression: &str) {
        self.must(self.until(expression));
    }

    /// Waits until there is such an element.
    #[track_caller]
    pub(crate) fn wait_for(&self, selector: &str) {
        self.until_true(&format!("document.querySelector({}) !== null", quoted(selector)));
    }

    /// Waits until such an element is shown and has this text somewhere in it.
    #[track_caller]
    pub(crate) fn wait_for_text(&self, selector: &str, text: &str) {
        let found = format!(
            "Array.from(document.querySelectorAll({})).some(it => it.getClientRects().length > 0 && it.innerText.includes({}))",
            quoted(selector),
            quoted(text)
        );
        self.until_true(&found);
    }

    /// What can be read in the first such element, which is waited for.
    #[track_caller]
    pub(crate) fn text(&self, selector: &str) -> String {
        self.wait_for(selector);
        self.eval(&format!("document.querySelector({}).innerText", quoted(selector)))
            .as_str()
            .unwrap_or_default()
            .into()
    }

    /// What is in an input.
    #[track_caller]
    pub(crate) fn value(&self, selector: &str) -> String {
        self.wait_for(selector);
        self.eval(&format!("document.querySelector({}).value", quoted(selector))).as_str().unwrap_or_default().into()
    }

    /// How many such elements there are now.
    #[track_caller]
    pub(crate) fn count(&self, selector: &str) -> u64 {
        self.eval(&format!("document.querySelectorAll({}).length", quoted(selector))).as_u64().unwrap_or_default()
    }

    /// Presses the mouse on the middle of an element, once nothing else covers it.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        self.click_on_found(selector, &format!("document.querySelector({})", quoted(selector)));
    }

    /// Presses the mouse on the first such element that shows this text and is not switched off.
    #[track_caller]
    pub(crate) fn click_on(&self, selector: &str, text: &str) {
        let found = format!(
            "Array.from(document.querySelectorAll({})).find(it => it.getClientRects().length > 0
                 && !it.disabled && it.innerText.includes({}))",
            quoted(selector),
            quoted(text)
        );
        self.click_on_found(&format!("{selector} “{text}”"), &found);
    }

    /// Presses the mouse on the middle of what an expression finds, which is looked for anew until it stands still: a page
    /// that draws something above it moves it away from under the mouse, or puts another in its place.
    #[track_caller]
    fn click_on_found(&self, what: &str, found: &str) {
        let middle = format!(
            "(it => {{ if (!it) return null; it.scrollIntoView({{block: 'center', inline: 'center'}});
             const box = it.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2,
             hit = document.elementFromPoint(x, y);
             return hit && (it.contains(hit) || hit.contains(it)) ? [x, y] : null }})({found})"
        );
        let mut before = Value::Null;
        let place = patiently(&format!("a place to click on {what}"), || {
            let place = self.evaluate(&middle)?;
            let last = std::mem::replace(&mut before, place.clone());
            Ok(Some(place).filter(|place| !place.is_null() && *place == last))
        });
        let place = self.must(place);
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({ "type": kind, "x": place[0], "y": place[1], "button": button, "clickCount": 1 });
            self.must(self.call("Input.dispatchMouseEvent", &event));
        }
    }

    /// Puts text where the cursor is, all at once, as an input method does.
    #[track_caller]
    pub(crate) fn insert(&self, text: &str) {
        self.must(self.call("Input.insertText", &json!({ "text": text })));
    }

    /// Types ASCII text, key by key.
    #[track_caller]
    pub(crate) fn type_keys(&self, text: &str) {
        for character in text.chars() {
            self.press(&character.to_string());
        }
    }

    /// Presses a key, such as `Enter`, `Tab`, `ArrowDown`, `7`, `Shift+Tab`, `Control+z`.
    #[track_caller]
    pub(crate) fn press(&self, combination: &str) {
        // In `Control++` the last plus is the key itself.
        let (held, key) = match combination.strip_suffix("++") {
            Some(held) => (held, "+"),
            None => combination.rsplit_once('+').filter(|it| !it.1.is_empty()).unwrap_or(("", combination)),
        };
        let held: Vec<_> = MODIFIERS.iter().filter(|it| held.split('+').any(|name| name == it.0)).collect();
        let modifiers: u32 = held.iter().map(|it| it.2).sum();
        for (name, code, _) in &held {
            self.key("rawKeyDown", name, code, None, modifiers);
        }
        let typed = typed_text(key).filter(|_| modifiers & !8 == 0);
        self.key(if typed.is_some() { "keyDown" } else { "rawKeyDown" }, key, &code_of(key), typed, modifiers);
        self.key("keyUp", key, &code_of(key), None, modifiers);
        for (name, code, _) in &held {
            self.key("keyUp", name, code, None, 0);
        }
    }

    #[track_caller]
    fn key(&self, kind: &str, key: &str, code: &str, text: Option<&str>, modifiers: u32) {
        let number = key_number(key);
        let mut event = json!({
            "type": kind, "key": key, "code": code, "modifiers": modifiers,
            "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number,
        });
        if let Some(text) = text {
            event["text"] = text.into();
        }
        // Without a menu there is nobody but us to say what these keys edit.
        let command = match (modifiers, key) {
            (2, "a") => "selectAll",
            (2, "z") => "undo",
            (2, "y") => "redo",
            _ => "",
        };
        if kind == "rawKeyDown" && !command.is_empty() {
            event["commands"] = json!([command]);
        }
        self.must(self.call("Input.dispatchKeyEvent", &event));
    }

    /// Pastes text where the cursor is, as Ctrl+V does with a block copied from a spreadsheet.
    #[track_caller]
    pub(crate) fn paste(&self, text: &str) {
        let event = format!(
            "(() => {{ const data = new DataTransfer(); data.setData('text/plain', {});
             const event = new ClipboardEvent('paste', {{clipboardData: data, bubbles: true, cancelable: true}});
             return document.activeElement.dispatchEvent(event) }})()",
            quoted(text)
        );
        // When nobody on the page takes it, the browser itself would insert it.
        if self.eval(&event) == Value::Bool(true) {
            self.insert(text);
        }
    }
}

/// The text as a JavaScript literal.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn typed_text(key: &str) -> Option<&str> {
    match key {
        "Enter" => Some("\r"),
        "Tab" => None,
        _ => Some(key).filter(|key| key.chars().count() == 1),
    }
}

fn code_of(key: &str) -> String {
    match key.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => format!("Key{}", key.to_ascii_uppercase()),
        [digit] if digit.is_ascii_digit() => format!("Digit{key}"),
        b" " => "Space".into(),
        b"." => "Period".into(),
        b"-" => "Minus".into(),
        _ => key.into(),
    }
}

fn key_number(key: &str) -> u32 {
    match key {
        "Backspace" => 8,
        "Tab" => 9,
        "Enter" => 13,
        "Shift" => 16,
        "Control" => 17,
        "Alt" => 18,
        "Escape" => 27,
        "PageUp" => 33,
        "PageDown" => 34,
        "End" => 35,
        "Home" => 36,
        "ArrowLeft" => 37,
        "ArrowUp" => 38,
        "ArrowRight" => 39,
        "ArrowDown" => 40,
        "Delete" => 46,
        "F2" => 113,
        "." => 190,
        "-" => 189,
        _ => key.chars().next().map_or(0, |first| first.to_ascii_uppercase().into()),
    }
}
