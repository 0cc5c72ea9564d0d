//! Finding the files inside a bundle without reading them: each is read by itself later, one at a time.

use std::ops::Range;

/// A bundle's text with its files taken out.
pub(super) struct Split {
    /// The bundle, in which each file is represented by the text of its digest.
    pub rest: String,
    /// Where the files stand in the text.
    pub files: Vec<Range<usize>>,
    /// Where the whole's own submission stands.
    pub own: Option<Range<usize>>,
}

/// The member `format` of an object, as spelt; `None` when there is none that can be seen.
pub(in crate::exchange) fn format_of(text: &str) -> Option<&str> {
    member(text, "format")
}

/// A member of an object whose value is a plain text, as spelt.
fn member<'a>(text: &'a str, wanted: &str) -> Option<&'a str> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    scan.enter(b'{').ok()?;
    while let Ok(Some((name, value))) = scan.member() {
        if text.get(name)? == wanted {
            return text.get(value)?.strip_prefix('"')?.strip_suffix('"');
        }
    }
    None
}

/// Takes the files out; `None` when the text is no such object, and then a strict reading says why.
pub(super) fn split(text: &str) -> Option<Split> {
    let mut splitting =
        Splitting { text, split: Split { rest: String::new(), files: Vec::new(), own: None }, copied: 0 };
    splitting.all().ok()?;
    let mut split = splitting.split;
    split.rest.push_str(text.get(splitting.copied..)?);
    Some(split)
}

struct Splitting<'a> {
    text: &'a str,
    split: Split,
    /// How much of the text is in `split.rest` or was taken out.
    copied: usize,
}

impl Splitting<'_> {
    fn all(&mut self) -> Step<()> {
        let mut scan = Scan { bytes: self.text.as_bytes(), at: 0 };
        scan.enter(b'{')?;
        while let Some((name, value)) = scan.member()? {
            match self.part(&name)? {
                "own" if self.part(&value)?.starts_with('{') => {
                    self.take(&value)?;
                    self.split.own = Some(value);
                }
                "files" => self.files(&value)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn files(&mut self, list: &Range<usize>) -> Step<()> {
        let bytes = self.text.as_bytes().get(..list.end).ok_or(Odd)?;
        let mut scan = Scan { bytes, at: list.start };
        if scan.enter(b'[').is_err() {
            return Ok(());
        }
        while let Some(file) = scan.item()? {
            if self.part(&file)?.starts_with('{') {
                self.take(&file)?;
                self.split.files.push(file);
            }
        }
        Ok(())
    }

    fn part(&self, range: &Range<usize>) -> Step<&str> {
        self.text.get(range.clone()).ok_or(Odd)
    }

    fn take(&mut self, range: &Range<usize>) -> Step<()> {
        let digest = member(self.text.get(range.clone()).ok_or(Odd)?, "digest").unwrap_or_default();
        // What stands there is looked at by the strict reader later; here it only has to stay one text.
        let digest = if digest.bytes().all(|byte| byte.is_ascii_alphanumeric()) { digest } else { "" };
        self.split.rest.push_str(self.text.get(self.copied..range.start).ok_or(Odd)?);
        self.split.rest.push('"');
        self.split.rest.push_str(digest);
        self.split.rest.push('"');
        self.copied = range.end;
        Ok(())
    }
}

/// It is not what the scan expects: what it is, a strict reading says.
struct Odd;

type Step<T> = Result<T, Odd>;

/// Steps over JSON without judging it.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Step<u8> {
        self.bytes.get(self.at).copied().ok_or(Odd)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Ok(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn enter(&mut self, open: u8) -> Step<()> {
        self.blanks();
        if self.peek()? != open {
            return Err(Odd);
        }
        self.at += 1;
        Ok(())
    }

    /// The next member of an object: the name without its quotation marks, and the value. `None` at the end.
    fn member(&mut self) -> Step<Option<(Range<usize>, Range<usize>)>> {
        let Some(name) = self.next(b'}', Self::text)? else { return Ok(None) };
        self.enter(b':')?;
        self.blanks();
        let value = self.value()?;
        Ok(Some((name.start + 1..name.end - 1, value)))
    }

    /// The next item of a list. `None` at the end.
    fn item(&mut self) -> Step<Option<Range<usize>>> {
        self.next(b']', Self::value)
    }

    fn next(&mut self, close: u8, read: fn(&mut Self) -> Step<Range<usize>>) -> Step<Option<Range<usize>>> {
        self.blanks();
        if self.peek()? == b',' {
            self.at += 1;
            self.blanks();
        }
        if self.peek()? == close {
            self.at += 1;
            return Ok(None);
        }
        read(self).map(Some)
    }

    fn text(&mut self) -> Step<Range<usize>> {
        let start = self.at;
        if self.peek()? != b'"' {
            return Err(Odd);
        }
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Ok(start..self.at);
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    fn value(&mut self) -> Step<Range<usize>> {
        let start = self.at;
        match self.peek()? {
            b'"' => return self.text(),
            b'{' | b'[' => {
                let mut depth = 0_usize;
                loop {
                    match self.peek()? {
                        b'"' => {
                            self.text()?;
                            continue;
                        }
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth -= 1,
                        _ => {}
                    }
                    self.at += 1;
                    if depth == 0 {
                        return Ok(start..self.at);
                    }
                }
            }
            _ => {}
        }
        while !matches!(self.peek(), Err(Odd) | Ok(b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        if self.at > start { Ok(start..self.at) } else { Err(Odd) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_taken_out_and_stand_for_their_digest() {
        let text =
            r#"{ "format":"x", "files": [ {"a":"}]\"","digest":"ab12"}, {"b":[{}]} ], "own":{"digest":"cd"},"n":1 }"#;
        let split = split(text).unwrap();
        assert_eq!(split.rest, r#"{ "format":"x", "files": [ "ab12", "" ], "own":"cd","n":1 }"#);
        let files: Vec<&str> = split.files.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(files, [r#"{"a":"}]\"","digest":"ab12"}"#, r#"{"b":[{}]}"#]);
        assert_eq!(&text[split.own.unwrap()], r#"{"digest":"cd"}"#);
        assert_eq!(format_of(text), Some("x"));
    }

    #[test]
    fn odd_texts_end_the_scan() {
        for text in [
            "",
            "[",
            "{",
            "{\"",
            "{\"a",
            "{\"a\":",
            "{\"a\":{",
            "{\"a\":[}",
            "{\"a\\",
            "{\"a\":\"\\",
            "{\"files\":[{\"\"",
            "{1:2}",
            "\"a\"",
            "{\"files\":[,",
        ] {
            assert!(split(text).is_none(), "{text}");
            assert!(format_of(text).is_none());
        }
        // A bracket that closes what was not opened is for the strict reader to refuse.
        assert!(split("{\"a\":[}}").is_some());
    }
}
