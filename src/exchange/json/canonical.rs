//! The canonical form of RFC 8785, and the digest over it.

use std::io;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use sha2::{Digest, Sha256};

use super::Json;
use crate::number::canonical;

/// SHA-256 in lower-case hexadecimal over the canonical form of an object, its member `digest` left out.
///
/// Spaces, line ends, the order of members and the spelling of numbers and escapes do not matter to it.
///
/// # Source
/// RFC 8785 (JSON Canonicalization Scheme).
pub fn digest(json: &Json<'_>) -> String {
    let mut sink = Sink(Sha256::new());
    // Writing into a hash cannot fail, and there is neither a duplicate name nor a number that is not finite.
    let _never_fails = serde_json_canonicalizer::to_writer(&WithoutDigest(json), &mut sink);
    let mut hex = String::with_capacity(64);
    for byte in sink.0.finalize() {
        for digit in [byte >> 4, byte & 15] {
            hex.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    hex
}

struct Sink(Sha256);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct WithoutDigest<'a>(&'a Json<'a>);

impl Serialize for WithoutDigest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Json::Object(members) = self.0 else { return self.0.serialize(serializer) };
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in members.iter().filter(|(name, _)| name != "digest") {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            // RFC 8785 writes numbers as ECMAScript does. With at most 15 significant digits a double keeps every one.
            Self::Number(number) => serializer.serialize_f64(canonical(*number).parse().unwrap_or_default()),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;

    fn canonical_text(text: &str) -> String {
        let json = parse(text, &Limits::default()).unwrap();
        serde_json_canonicalizer::to_string(&json).unwrap()
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
