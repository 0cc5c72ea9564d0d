//! Steps over JSON that is spelt as nearly all files are; whatever is not ends the quick way.

use crate::workbook::Figure;

/// So many digits always fit into 64 bits.
const MOST_SPELT: usize = 18;

/// Where the reading is. Every step is `None` when something else stands there.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    rest: &'a [u8],
}

impl<'a> Scan<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { rest: text.as_bytes() }
    }

    /// What is left.
    pub(super) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Goes on so many bytes further.
    pub(super) fn skip(&mut self, bytes: usize) -> Option<()> {
        self.rest = self.rest.get(bytes..)?;
        Some(())
    }

    pub(super) fn blanks(&mut self) {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    /// Blanks, and then this byte.
    pub(super) fn byte(&mut self, wanted: u8) -> Option<()> {
        self.blanks();
        self.take(wanted)
    }

    /// Exactly this byte.
    fn take(&mut self, wanted: u8) -> Option<()> {
        let (first, rest) = self.rest.split_first()?;
        if *first != wanted {
            return None;
        }
        self.rest = rest;
        Some(())
    }

    /// Exactly these bytes.
    pub(super) fn literal(&mut self, wanted: &[u8]) -> Option<()> {
        let (found, rest) = self.rest.split_at_checked(wanted.len())?;
        if !is_same(found, wanted) {
            return None;
        }
        self.rest = rest;
        Some(())
    }

    /// Between two members or items: true when another follows, false after the closing bracket.
    pub(super) fn another(&mut self, close: u8) -> Option<bool> {
        self.blanks();
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        match *first {
            b',' => {
                self.blanks();
                Some(true)
            }
            byte if byte == close => Some(false),
            _ => None,
        }
    }

    /// A text in quotation marks without escapes: its bytes without the marks.
    pub(super) fn text(&mut self) -> Option<&'a [u8]> {
        self.take(b'"')?;
        let length = self.rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        self.take(b'"')?;
        Some(text)
    }

    /// A number spelt as the canonical form spells it, which is also how the page writes it.
    pub(super) fn number(&mut self) -> Option<Figure> {
        let (negative, mut rest) = match self.rest {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let mut mantissa = 0_i64;
        let start = rest;
        while let [digit @ b'0'..=b'9', more @ ..] = rest {
            mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            rest = more;
        }
        let whole = start.len() - rest.len();
        if whole == 0 || (whole > 1 && start.first() == Some(&b'0')) {
            return None;
        }
        let mut scale = 0;
        if let [b'.', more @ ..] = rest {
            rest = more;
            let mut last = b'0';
            while let [digit @ b'0'..=b'9', more @ ..] = rest {
                mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
                last = *digit;
                rest = more;
            }
            scale = more.len() - rest.len();
            // Zeros at the end are not canonical.
            if last == b'0' {
                return None;
            }
        }
        // Up to so many digits nothing has wrapped. Those before the first that is not zero do not count.
        if whole + scale > MOST_SPELT || mantissa > Figure::MOST || (negative && mantissa == 0) {
            return None;
        }
        let scale = u8::try_from(scale).ok()?;
        // Below a millionth numbers are written with an exponent.
        if scale > 6 && mantissa < 10_i64.checked_pow(u32::from(scale) - 6)? {
            return None;
        }
        if let [b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'+' | b'-', ..] = rest {
            return None;
        }
        self.rest = rest;
        Some(Figure::new(if negative { -mantissa } else { mantissa }, scale))
    }
}

/// Whether texts of one length are the same. Names are short: two numbers say it, without calling for the general way.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() > 16 {
        return one == other;
    }
    match (one.first_chunk::<8>(), one.last_chunk::<8>(), other.first_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(head), Some(tail), Some(other_head), Some(other_tail)) => head == other_head && tail == other_tail,
        _ => one == other,
    }
}

/// Some bytes, with what stands behind them: so a few can be copied as one block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Piece<'a> {
    from: &'a [u8],
    length: usize,
}

/// Bytes that are copied as one.
const BLOCK: usize = 16;

impl<'a> Piece<'a> {
    /// So many of these; all when there are fewer.
    pub(super) const fn of(from: &'a [u8], length: usize) -> Self {
        Self { from, length }
    }

    pub(super) fn bytes(self) -> &'a [u8] {
        self.from.get(..self.length).unwrap_or(self.from)
    }

    /// Adds them at the end.
    pub(super) fn put(self, out: &mut Vec<u8>) {
        match self.from.first_chunk::<BLOCK>() {
            Some(block) if self.length <= BLOCK => {
                let end = out.len() + self.length;
                out.extend_from_slice(block);
                out.truncate(end);
            }
            _ => out.extend_from_slice(self.bytes()),
        }
    }
}

/// A text that is put many times.
#[derive(Debug)]
pub(super) struct Stamped {
    padded: Vec<u8>,
    length: usize,
}

impl Stamped {
    pub(super) fn new(text: &str) -> Self {
        let mut padded = text.as_bytes().to_vec();
        padded.resize(text.len() + BLOCK, 0);
        Self { padded, length: text.len() }
    }

    pub(super) fn piece(&self) -> Piece<'_> {
        Piece::of(&self.padded, self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::json::{Json, Limits, canonical, parse};

    proptest::proptest! {
        /// What is read here has the value that the strict reader finds, and is spelt as the canonical form spells it.
        #[test]
        fn numbers_are_read_as_the_strict_reader_does(text in "-?(0|[0-9]{0,16})(\\.0{0,4}[0-9]{0,16})?([eE][+-]?[0-9])?") {
            let mut scan = Scan::new(&text);
            if let Some(figure) = scan.number() {
                proptest::prop_assert!(scan.rest().is_empty());
                let strict = parse(&text, &Limits::default()).unwrap();
                proptest::prop_assert_eq!(&strict, &Json::Number(figure.value().unwrap()));
                proptest::prop_assert_eq!(canonical(&strict), text.as_bytes());
            }
        }
    }

    #[test]
    fn pieces_of_any_length_are_compared_and_put_as_they_are() {
        let text = "\"abcdefghijklmnopqrstuvwxyz\": 1234567890";
        for length in 0..text.len() {
            let mut out = b"before".to_vec();
            Piece::of(text.as_bytes(), length).put(&mut out);
            Stamped::new(&text[..length]).piece().put(&mut out);
            assert_eq!(String::from_utf8(out).unwrap(), format!("before{0}{0}", &text[..length]));
            assert_eq!(Scan::new(text).literal(&text.as_bytes()[..length]), Some(()));
            for wrong in 0..length {
                let mut other = text.as_bytes()[..length].to_vec();
                other[wrong] ^= 1;
                assert_eq!(Scan::new(text).literal(&other), None, "{length}: {wrong}");
            }
        }
        assert_eq!(Scan::new("ab").literal(b"abc"), None);
    }

    #[test]
    fn usual_numbers_are_read() {
        for (text, figure) in [
            ("0", (0, 0)),
            ("-12.5,", (-125, 1)),
            ("999999999999999 ", (999_999_999_999_999, 0)),
            ("0.000001}", (1, 6)),
            ("97.358457339086", (97_358_457_339_086, 12)),
            ("-0.012345678901234", (-12_345_678_901_234, 15)),
            ("0.0123456789012345", (123_456_789_012_345, 16)),
        ] {
            assert_eq!(Scan::new(text).number(), Some(Figure::new(figure.0, figure.1)), "{text}");
        }
        for text in [
            "",
            "-",
            "-0",
            "00",
            "01",
            "1.",
            ".5",
            "1.50",
            "1e3",
            "1234567890123456",
            "1-",
            "0.0000001",
            "0.00000099",
            "0.01234567890123456",
            "0.1234567890123456",
            "+1",
        ] {
            assert_eq!(Scan::new(text).number(), None, "{text}");
        }
    }
}
