//! XML as text: elements always close, and no character that XML forbids gets in.

/// XML while it is written.
pub(super) struct Xml(String);

type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    pub(super) fn new() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// An element with what `inside` writes in it.
    pub(super) fn element(&mut self, name: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self)) {
        self.start(name, attributes);
        self.0.push('>');
        inside(self);
        for part in ["</", name, ">"] {
            self.0.push_str(part);
        }
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.0.push_str("/>");
    }

    pub(super) fn text_element(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |xml| escape(&mut xml.0, text));
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push(' ');
            self.0.push_str(key);
            self.0.push_str("=\"");
            escape(&mut self.0, value);
            self.0.push('"');
        }
    }
}

/// Escapes what XML needs, and drops the control characters that it cannot hold at all.
fn escape(into: &mut String, text: &str) {
    // Nearly all texts are figures and names.
    if text.bytes().all(|byte| !matches!(byte, 0..=0x1f | b'&' | b'<' | b'>' | b'"' | 0x7f | 0xef)) {
        into.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\t' | '\n' => into.push(c),
            '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => into.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_texts_stays_text_and_forbidden_characters_go() {
        let mut xml = Xml::new();
        xml.element("a", &[("b", "\"1\" & 2")], |xml| xml.text_element("c", &[], "<x>\u{0}\u{b}\u{ffff}甲\n"));
        let written = xml.finish();
        assert!(written.ends_with("<a b=\"&quot;1&quot; &amp; 2\"><c>&lt;x&gt;甲\n</c></a>"), "{written}");
    }
}
