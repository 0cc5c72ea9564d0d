//! Texts and their escapes.

use std::borrow::Cow;

use super::super::syntax::Syntax;
use super::{Parser, Read};

impl<'a> Parser<'a, '_> {
    /// A text in quotation marks; the position is at the first of them.
    pub(super) fn quoted(&mut self) -> Read<Cow<'a, str>> {
        self.at += 1;
        let start = self.at;
        let mut owned: Option<String> = None;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let length = rest.bytes().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f)).count();
            let part = rest.get(..length).unwrap_or_default();
            if self.at + length - start > self.limits.text {
                return Err(Syntax::TooLongText { limit: self.limits.text });
            }
            self.at += length;
            match self.peek() {
                None => return Err(Syntax::EndsEarly),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(match owned {
                        Some(whole) => Cow::Owned(whole + part),
                        None => Cow::Borrowed(part),
                    });
                }
                Some(b'\\') => {
                    let whole = owned.get_or_insert_default();
                    whole.push_str(part);
                    let character = self.escape()?;
                    whole.push(character);
                }
                Some(code) => return Err(Syntax::Control { code: u32::from(code) }),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let plain = match self.text.as_bytes().get(self.at + 1) {
            None => return Err(Syntax::EndsEarly),
            Some(b'u') => return self.code_point(),
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(_) => return Err(Syntax::BadEscape),
        };
        self.at += 2;
        Ok(plain)
    }

    fn code_point(&mut self) -> Read<char> {
        let first = self.four_digits(self.at)?;
        let code = match first {
            0xd800..=0xdbff => {
                let second = self.four_digits(self.at + 6).map_err(|problem| match problem {
                    Syntax::EndsEarly => Syntax::EndsEarly,
                    _ => Syntax::LoneSurrogate,
                })?;
                if !(0xdc00..=0xdfff).contains(&second) {
                    return Err(Syntax::LoneSurrogate);
                }
                self.at += 6;
                0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
            }
            other => other,
        };
        let character = char::from_u32(code).ok_or(Syntax::LoneSurrogate)?;
        self.at += 6;
        Ok(character)
    }

    /// The four hexadecimal digits of `\uXXXX` at a position.
    fn four_digits(&self, at: usize) -> Read<u32> {
        let bytes = self.text.as_bytes();
        if bytes.len() < at + 6 && bytes.get(at).is_none_or(|byte| *byte == b'\\') {
            return Err(Syntax::EndsEarly);
        }
        let digits = self.text.get(at..at + 6).and_then(|text| text.strip_prefix("\\u")).ok_or(Syntax::BadEscape)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Syntax::BadEscape);
        }
        u32::from_str_radix(digits, 16).map_err(|_| Syntax::BadEscape)
    }
}
