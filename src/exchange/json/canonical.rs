//! The canonical form of RFC 8785, and the digest over it.
//!
//! Every file that comes in is hashed, so this is written for speed; a test holds it to an independent implementation.

use std::cmp::Ordering;

use sha2::{Digest, Sha256};

use super::{Json, Members};
use crate::number::Decimal;

/// SHA-256 in lower-case hexadecimal over the canonical form of an object, its member `digest` left out.
///
/// Spaces, line ends, the order of members and the spelling of numbers and escapes do not matter to it.
///
/// # Source
/// RFC 8785 (JSON Canonicalization Scheme).
pub fn digest(json: &Json<'_>) -> String {
    let mut form =
        Canonical { hash: Sha256::new(), buffer: Vec::with_capacity(BUFFER + 256), order: Vec::new(), most: BUFFER };
    match json {
        Json::Object(members) => form.object(members, Some("digest")),
        other => form.value(other),
    }
    form.hash.update(&form.buffer);
    hex(form.hash)
}

/// The digest of a canonical form that comes in parts.
#[derive(Default)]
pub(in crate::exchange) struct Hash(Sha256);

impl Hash {
    pub(in crate::exchange) fn put(&mut self, part: &[u8]) {
        self.0.update(part);
    }

    pub(in crate::exchange) fn finish(self) -> String {
        hex(self.0)
    }
}

/// The canonical form of a value.
pub(in crate::exchange) fn canonical(json: &Json<'_>) -> Vec<u8> {
    let mut form = Canonical { hash: Sha256::new(), buffer: Vec::new(), order: Vec::new(), most: usize::MAX };
    form.value(json);
    form.buffer
}

fn hex(hash: Sha256) -> String {
    let mut hex = String::with_capacity(64);
    for byte in hash.finalize() {
        for digit in [byte >> 4, byte & 15] {
            hex.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    hex
}

/// How much is gathered before it is hashed, where it is hashed at all.
const BUFFER: usize = 16 * 1024;

struct Canonical {
    hash: Sha256,
    buffer: Vec<u8>,
    /// The order of the members of the objects that are being written, one upon the other.
    order: Vec<u32>,
    /// How much is gathered before it is hashed.
    most: usize,
}

impl Canonical {
    fn put(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= self.most {
            self.hash.update(&self.buffer);
            self.buffer.clear();
        }
    }

    fn value(&mut self, json: &Json<'_>) {
        match json {
            Json::Null => self.put(b"null"),
            Json::Bool(true) => self.put(b"true"),
            Json::Bool(false) => self.put(b"false"),
            Json::Number(number) => self.number(*number),
            Json::Text(text) => self.text(text),
            Json::List(items) => {
                self.put(b"[");
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        self.put(b",");
                    }
                    self.value(item);
                }
                self.put(b"]");
            }
            Json::Object(members) => self.object(members, None),
        }
    }

    fn object(&mut self, members: &Members<'_>, without: Option<&str>) {
        let base = self.order.len();
        let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
        self.order
            .extend((0..count).zip(members).filter(|(_, (name, _))| Some(name.as_ref()) != without).map(|it| it.0));
        let name_at = |at: u32| members.get(at as usize).map_or("", |(name, _)| name.as_ref());
        if let Some(own) = self.order.get_mut(base..) {
            own.sort_unstable_by(|a, b| by_utf16(name_at(*a), name_at(*b)));
        }
        self.put(b"{");
        let end = self.order.len();
        for place in base..end {
            let Some((name, value)) = self.order.get(place).and_then(|at| members.get(*at as usize)) else { continue };
            if place > base {
                self.put(b",");
            }
            self.text(name);
            self.put(b":");
            self.value(value);
        }
        self.order.truncate(base);
        self.put(b"}");
    }

    fn text(&mut self, text: &str) {
        self.put(b"\"");
        let mut rest = text.as_bytes();
        while let Some(at) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
            let (plain, special) = rest.split_at(at);
            self.put(plain);
            match special.split_first() {
                Some((byte, after)) => {
                    self.escape(*byte);
                    rest = after;
                }
                None => break,
            }
        }
        self.put(rest);
        self.put(b"\"");
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.put(b"\\\""),
            b'\\' => self.put(b"\\\\"),
            8 => self.put(b"\\b"),
            9 => self.put(b"\\t"),
            10 => self.put(b"\\n"),
            12 => self.put(b"\\f"),
            13 => self.put(b"\\r"),
            other => self.put(format!("\\u{other:04x}").as_bytes()),
        }
    }

    /// RFC 8785 writes numbers as ECMAScript does: digits as they are from 0.000001 to below 10²¹, else with an exponent.
    fn number(&mut self, number: Decimal) {
        let number = number.normalize();
        let (mantissa, scale) = (number.mantissa().unsigned_abs(), number.scale() as usize);
        // Number of digits: `u128::ilog10` of 0 does not exist, and 0 is written without a sign.
        let Some(digits) = mantissa.checked_ilog10().map(|log| log as usize + 1) else { return self.put(b"0") };
        if number.is_sign_negative() {
            self.put(b"-");
        }
        let mut buffer = [b'0'; 40];
        let mut left = mantissa;
        for place in buffer.iter_mut().rev().take(digits) {
            *place = b'0' + u8::try_from(left % 10).unwrap_or_default();
            left /= 10;
        }
        let all = buffer.get(buffer.len() - digits..).unwrap_or_default();
        let point = i64::try_from(digits).unwrap_or_default() - i64::try_from(scale).unwrap_or_default();
        match point {
            // Without a fraction: Decimal itself ends far below 10³⁰.
            1..=21 if scale == 0 => self.put(all),
            1..=21 => {
                let (whole, fraction) = all.split_at(digits.saturating_sub(scale));
                self.put(whole);
                self.put(b".");
                self.put(fraction);
            }
            -5..=0 => {
                self.put(b"0.");
                for _ in point..0 {
                    self.put(b"0");
                }
                self.put(all);
            }
            _ => {
                let end = all.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
                let significant = all.get(..end).unwrap_or_default();
                let (first, rest) = significant.split_at(significant.len().min(1));
                self.put(first);
                if !rest.is_empty() {
                    self.put(b".");
                    self.put(rest);
                }
                self.put(format!("e{:+}", point - 1).as_bytes());
            }
        }
    }
}

/// The order of names by their UTF-16 code units.
pub(in crate::exchange) fn by_utf16(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;

    fn canonical_text(text: &str) -> String {
        let json = parse(text, &Limits::default()).unwrap();
        String::from_utf8(canonical(&json)).unwrap()
    }

    proptest::proptest! {
        /// An independent implementation gives the same text.
        #[test]
        fn it_is_what_another_program_writes(
            numbers in proptest::collection::vec((proptest::num::i64::ANY, 0u32..26), 0..8),
            texts in proptest::collection::btree_map(".{0,6}", ".{0,8}", 0..8),
        ) {
            let numbers = numbers.into_iter().map(|(mantissa, scale)| {
                let number = Decimal::new(mantissa % 1_000_000_000_000_000, scale);
                // What is large, too: 15 digits and zeros behind them.
                if scale % 5 == 0 { number.checked_mul(Decimal::new(10_000_000_000, 0)).unwrap_or(number) } else { number }
            });
            let numbers: Vec<Json<'_>> = numbers.map(|number| Json::Number(number.round_sf(15).unwrap_or_default())).collect();
            let mut members: Members<'_> = vec![("n\u{1f600}".into(), Json::List(numbers))];
            for (at, (name, text)) in texts.into_iter().enumerate() {
                let inner = Json::Object(vec![(format!("x{name}{text}").into(), Json::Bool(at % 2 == 0)), ("".into(), Json::Null)]);
                members.push((format!("k{name}").into(), if at % 3 == 0 { inner } else { Json::text(text) }));
            }
            let written = super::super::write(&Json::Object(members));
            let ours = canonical_text(&written);
            let other: serde_json::Value = serde_json::from_str(&written).unwrap();
            proptest::prop_assert_eq!(ours, serde_json_canonicalizer::to_string(&other).unwrap());
        }
    }

    #[test]
    fn the_canonical_form_is_that_of_rfc_8785() {
        for (given, expected) in [
            (r#"{ "b": 1.0, "a": [true, null, "\u00e9\n"] }"#, "{\"a\":[true,null,\"é\\n\"],\"b\":1}"),
            (
                r#"{"\ud83d\ude00":1,"\ufb33":2,"€":3,"\r":4,"1":5}"#,
                "{\"\\r\":4,\"1\":5,\"€\":3,\"😀\":1,\"\u{fb33}\":2}",
            ),
            ("[1e3,-0,0.000001,1e-7,100000000000000000000,1e21]", "[1000,0,0.000001,1e-7,100000000000000000000,1e+21]"),
        ] {
            assert_eq!(canonical_text(given), expected);
        }
    }

    #[test]
    fn the_digest_does_not_depend_on_spelling_but_on_every_value() {
        let of = |text: &str| digest(&parse(text, &Limits::default()).unwrap());
        let one = of(r#"{"a":1,"b":"x","digest":"whatever"}"#);
        assert_eq!(one, of("{ \"b\" : \"\\u0078\",\n\"a\":1.0 }"));
        assert_ne!(one, of(r#"{"a":1,"b":"y"}"#));
        // echo -n '{"a":1,"b":"x"}' | sha256sum
        assert_eq!(one, "ecf9e98ec0641e23113ff3ce8bdc78d0ddd249886517fd4a7f68cc83d4e65667");
    }
}
