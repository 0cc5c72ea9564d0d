//! Packs the code lists and the table of pinyin initials for embedding: see `src/code/list/packed.rs` and
//! `src/code/pinyin.rs` for the forms.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use pinyin::{ToPinyin, ToPinyinMulti};

#[path = "code/list/packed.rs"]
mod packed;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/build.rs");
    println!("cargo::rerun-if-changed=src/code/list/packed.rs");
    println!("cargo::rerun-if-changed=src/code/data");
    let out = env::var("OUT_DIR")?;
    let mut letters = BTreeSet::new();
    for name in ["divisions", "industries"] {
        let text = fs::read_to_string(format!("src/code/data/{name}.tsv"))?;
        let list = rows(&text)?;
        letters.extend(list.iter().flat_map(|(_, name)| name.chars()));
        fs::write(Path::new(&out).join(format!("{name}.packed")), pack(&list)?)?;
    }
    fs::write(Path::new(&out).join("pinyin.packed"), pack_pinyin(&letters))?;
    Ok(())
}

fn rows(text: &str) -> Result<Vec<(&str, &str)>, String> {
    text.lines().map(|line| line.split_once('\t').ok_or_else(|| format!("no tab in: {line}"))).collect()
}

fn pack(list: &[(&str, &str)]) -> Result<Vec<u8>, String> {
    let (mut codes, mut names, mut previous) = (Vec::new(), String::new(), "");
    for &(code, name) in list {
        pack_code(previous, code, &mut codes)?;
        previous = code;
        let ending = packed::usual_ending(code);
        if let Some(stem) = name.strip_suffix(ending) {
            names.push_str(stem);
        } else {
            names.push_str(name);
            names.push(packed::UNUSUAL);
        }
        names.push('\n');
    }
    let alphabet = alphabet(&names);
    let names = by_place(&names, &alphabet)?;
    let alphabet: String = alphabet.into_iter().collect();
    let length = |part: &[u8]| u32::try_from(part.len()).map(u32::to_le_bytes).map_err(|e| e.to_string());
    let raw = [&length(&codes)?, &length(alphabet.as_bytes())?, &codes[..], alphabet.as_bytes(), &names].concat();
    let bytes = miniz_oxide::deflate::compress_to_vec(&raw, 10);
    let mut back = Vec::new();
    packed::unpack(&bytes, |code, name| back.push((code.to_owned(), name.to_owned())))
        .ok_or("a packed list cannot be unpacked")?;
    if !back.iter().map(|(code, name)| (&**code, &**name)).eq(list.iter().copied()) {
        return Err("a packed list is not what was packed".to_owned());
    }
    Ok(bytes)
}

/// The characters of a text, the commonest first.
fn alphabet(text: &str) -> Vec<char> {
    let mut counts = BTreeMap::new();
    for c in text.chars() {
        *counts.entry(c).or_insert(0_usize) += 1;
    }
    let mut alphabet: Vec<char> = counts.keys().copied().collect();
    alphabet.sort_by_key(|c| std::cmp::Reverse(counts.get(c).copied()));
    alphabet
}

fn by_place(text: &str, alphabet: &[char]) -> Result<Vec<u8>, String> {
    let places: BTreeMap<char, usize> = alphabet.iter().enumerate().map(|(place, &c)| (c, place)).collect();
    let long = usize::from(packed::LONG);
    let mut bytes = Vec::new();
    for c in text.chars() {
        let place = *places.get(&c).ok_or_else(|| format!("not in the alphabet: {c}"))?;
        match place.checked_sub(long) {
            None => bytes.extend(u8::try_from(place)),
            Some(rest) => {
                bytes.push(u8::try_from(long + rest / 256).map_err(|_| "too many characters")?);
                bytes.extend(u8::try_from(rest % 256));
            }
        }
    }
    Ok(bytes)
}

fn pack_code(previous: &str, code: &str, codes: &mut Vec<u8>) -> Result<(), String> {
    if let (Ok(from), Ok(to)) = (previous.parse::<u64>(), code.parse::<u64>())
        && previous.len() == code.len()
        && let Some(Ok(step @ 1..packed::NEW)) = to.checked_sub(from).map(u8::try_from)
    {
        codes.push(step);
        return Ok(());
    }
    let kept = previous.bytes().zip(code.bytes()).take_while(|(a, b)| a == b).count();
    let length = u8::try_from(code.len()).map_err(|e| e.to_string())?;
    codes.push(packed::NEW.checked_add(length).ok_or_else(|| format!("too long: {code}"))?);
    codes.push(u8::try_from(kept).map_err(|e| e.to_string())?);
    codes.extend(code.bytes().skip(kept));
    Ok(())
}

/// The usual initial of every character of the main block, then the characters with several, or outside the block,
/// as lines of the character and its initials. Only the lists' own characters get more than one.
fn pack_pinyin(letters: &BTreeSet<char>) -> Vec<u8> {
    let mut raw: Vec<u8> = ('\u{4E00}'..='\u{9FFF}')
        .map(|c| c.to_pinyin().and_then(|p| p.plain().bytes().next()).map_or(b' ', plain))
        .collect();
    for &c in letters {
        let Some(readings) = c.to_pinyin_multi() else { continue };
        let mut initials = String::new();
        for initial in readings.into_iter().filter_map(|p| p.plain().bytes().next()).map(plain).map(char::from) {
            if !initials.contains(initial) {
                initials.push(initial);
            }
        }
        if initials.len() > 1 || !('\u{4E00}'..='\u{9FFF}').contains(&c) {
            raw.extend(format!("{c}{initials}\n").bytes());
        }
    }
    miniz_oxide::deflate::compress_to_vec(&raw, 10)
}

/// Initials are Latin letters; the readings ê and ü begin with others.
fn plain(byte: u8) -> u8 {
    if byte.is_ascii_lowercase() { byte } else { b'e' }
}
