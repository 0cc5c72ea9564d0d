//! The form in which a code list is embedded. The build script includes this very file to check what it packed.
//!
//! A packed list is a deflated block: the lengths of its first two parts (4 bytes each, little-endian), then three parts.
//!
//! - The codes. A code is one byte that is added to the code before it (1 to 239, same length), or [`NEW`] plus its
//!   length, then how many characters it shares with the code before it, then the others.
//! - The alphabet: every character of the names, the commonest first.
//! - The names, each ended by a line feed, their characters by their places in the alphabet: one byte below [`LONG`],
//!   else [`LONG`] plus the high part and the low part of what exceeds it (deflate makes a fifth less of that than of
//!   UTF-8). A name ends with what its code lets expect ([`usual_ending`]); then the ending is left out. Where it does
//!   not end so, the mark [`UNUSUAL`] follows it.

/// Bytes from here on begin a code that is spelt out.
pub(crate) const NEW: u8 = 240;
/// Bytes from here on are the first of two that stand for a character.
pub(crate) const LONG: u8 = 240;
/// Follows a name that does not end as its code lets expect.
pub(crate) const UNUSUAL: char = '\u{1}';

/// How a name with this code usually ends; a township's kind shows in the seventh digit of its code.
pub(crate) fn usual_ending(code: &str) -> &'static str {
    match (code.len(), code.as_bytes().get(6)) {
        (9, Some(b'0')) => "街道",
        (9, Some(b'1')) => "镇",
        (9, Some(b'2')) => "乡",
        _ => "",
    }
}

/// Hands each code and name of a packed list to `each`; nothing if the bytes are not one.
pub(crate) fn unpack(bytes: &[u8], mut each: impl FnMut(&str, &str)) -> Option<()> {
    let raw = miniz_oxide::inflate::decompress_to_vec(bytes).ok()?;
    let (codes, rest) = raw.split_first_chunk::<4>()?;
    let (alphabet, rest) = rest.split_first_chunk::<4>()?;
    let (codes, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*codes)).ok()?)?;
    let (alphabet, names) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*alphabet)).ok()?)?;
    let alphabet: Vec<char> = std::str::from_utf8(alphabet).ok()?.chars().collect();
    let (mut codes, mut names) = (codes.iter(), names.iter());
    let (mut code, mut name) = (Vec::new(), String::new());
    while let Some(&byte) = names.next() {
        let place = match byte.checked_sub(LONG) {
            None => usize::from(byte),
            Some(high) => usize::from(LONG) + usize::from(high) * 256 + usize::from(*names.next()?),
        };
        let c = *alphabet.get(place)?;
        if c != '\n' {
            name.push(c);
            continue;
        }
        next_code(&mut code, &mut codes)?;
        let code = std::str::from_utf8(&code).ok()?;
        if name.ends_with(UNUSUAL) {
            name.pop();
        } else {
            name.push_str(usual_ending(code));
        }
        each(code, &name);
        name.clear();
    }
    Some(())
}

/// Makes a code the one after it.
fn next_code<'a>(code: &mut Vec<u8>, bytes: &mut impl Iterator<Item = &'a u8>) -> Option<()> {
    let mut step = *bytes.next()?;
    if let Some(length) = step.checked_sub(NEW) {
        let kept = *bytes.next()?;
        code.truncate(usize::from(kept));
        for _ in kept..length {
            code.push(*bytes.next()?);
        }
        return Some(());
    }
    for digit in code.iter_mut().rev() {
        let sum = digit.checked_sub(b'0')?.checked_add(step)?;
        *digit = b'0' + sum % 10;
        step = sum / 10;
    }
    Some(())
}
