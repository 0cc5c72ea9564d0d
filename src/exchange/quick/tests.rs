//! The quick reader reads nothing that the general one would not read alike.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;
use crate::demo::county::{County, Options};
use crate::exchange::json::{canonical, parse, write};
use crate::exchange::{AnyFile, flat, open_any};
use crate::scheme::builtin;

/// Figures alone, and everything.
const LIMITS: [Limits; 2] = [limits(false), limits(true)];

const fn limits(whole: bool) -> Limits {
    Limits {
        bytes: 8 * 1024 * 1024,
        bundle: 8 * 1024 * 1024,
        depth: 32,
        values: 4_000_000,
        text: 4_096,
        records: 500,
        whole,
    }
}

/// Files as they come: of a made-up county, of two of its offices also the units and their figures alone, without what
/// is said of single cells.
fn files() -> &'static [String] {
    static FILES: OnceLock<Vec<String>> = OnceLock::new();
    FILES.get_or_init(|| {
        let scheme = builtin();
        let county = County::new(&Options::new(1, "2026-10".parse().unwrap()));
        let file = |office| county.file(&scheme, office, "2026-10".parse().unwrap()).unwrap().text;
        let mut files: Vec<String> = [0, 1, 11].map(file).into();
        for office in [2, 3] {
            let text = file(office);
            let mut json = parse(&text, &Limits::default()).unwrap();
            let Json::Object(members) = &mut json else { unreachable!() };
            members.retain(|(name, _)| name != "earlier");
            let Some((_, Json::Object(forms))) = members.iter_mut().find(|(name, _)| name == "forms") else {
                unreachable!()
            };
            forms.retain(|(name, _)| name == "units" || name == "industry");
            for (_, records) in forms {
                let Json::List(records) = records else { unreachable!() };
                records.truncate(6);
                for record in records {
                    let Json::Object(members) = record else { unreachable!() };
                    members.retain(|(name, _)| !["typed", "absent", "confirmed"].contains(&name.as_ref()));
                }
            }
            files.push(sealed(json, 0));
        }
        files
    })
}

/// The text with the digest that it should have, in one of several spellings.
fn sealed(mut json: Json<'_>, spelling: u64) -> String {
    let digest = json::digest(&json);
    if let Json::Object(members) = &mut json {
        members.retain(|(name, _)| name != "digest");
        members.push(("digest".into(), Json::text(digest)));
    }
    match spelling % 3 {
        0 => write(&json),
        1 => flat(&write(&json)),
        _ => String::from_utf8(canonical(&json)).unwrap(),
    }
}

/// Numbers, the same ones for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

/// Changes something somewhere below.
fn change(json: &mut Json<'static>, random: &mut Random, depth: usize) {
    let odd = |random: &mut Random| match random.below(12) {
        0 => Json::Null,
        1 => Json::Bool(true),
        2 => Json::text(""),
        3 => Json::text("一\"\\\n二"),
        4 => Json::text("2,000"),
        5 => Json::text("x".repeat(5_000)),
        6 => Json::Number(crate::number::Decimal::new(-125, 2)),
        7 => Json::Number(crate::number::Decimal::new(1, 9)),
        8 => Json::Number(crate::number::Decimal::new(999_999_999_999_999, 0)),
        9 => Json::List(vec![Json::text("output.month")]),
        10 => Json::object([("month", Json::count(3_u32)), ("end", Json::count(4_u32))]),
        _ => Json::Object(Vec::new()),
    };
    let names = [
        "key",
        "of",
        "output",
        "name",
        "entered",
        "standing",
        "typed",
        "absent",
        "confirmed",
        "month",
        "at",
        "x",
        "é",
        "forms",
    ];
    match json {
        Json::Object(members) if !members.is_empty() && (depth < 2 || random.below(4) > 0) => {
            let at = random.below(members.len());
            match random.below(if depth < 2 { 24 } else { 9 }) {
                0 => drop(members.remove(at)),
                1 => {
                    let name = names[random.below(names.len())];
                    members.retain(|(own, _)| own != name);
                    members.insert(at.min(members.len()), (name.into(), odd(random)));
                }
                2 => {
                    let other = random.below(members.len());
                    members.swap(at, other);
                }
                _ => change(&mut members[at].1, random, depth + 1),
            }
        }
        Json::List(items) if !items.is_empty() && random.below(8) > 0 => {
            let at = random.below(items.len());
            match random.below(8) {
                0 => drop(items.remove(at)),
                1 => {
                    let twin = items[at].clone();
                    items.push(twin);
                }
                _ => change(&mut items[at], random, depth + 1),
            }
        }
        other => *other = odd(random),
    }
}

/// The two readers on a text; whether the quick one read it for figures alone, and for everything.
fn compare(text: &str) -> Result<[bool; 2], TestCaseError> {
    let [figures, everything] = LIMITS.map(|limits| compare_within(text, limits));
    Ok([figures?, everything?])
}

fn compare_within(text: &str, limits: Limits) -> Result<bool, TestCaseError> {
    let scheme = builtin();
    let reader = Reader::new(&scheme, limits);
    let Some(quick) = reader.submission(text) else { return Ok(false) };
    let general = open_any(text.as_bytes(), &scheme, &limits);
    let Ok(AnyFile::Submission(general)) = general else {
        return Err(TestCaseError::fail(format!("{:?}\n{text}", general.err())));
    };
    prop_assert_eq!(&quick.book, &general.book);
    prop_assert_eq!(&quick.head, &general.head);
    prop_assert_eq!(&quick.notes, &general.notes);
    prop_assert_eq!(&quick.mismatches, &general.mismatches);
    Ok(true)
}

#[test]
fn usual_files_are_read_quickly() {
    for text in files() {
        for text in [text.clone(), flat(text), text.replace('\n', "\r\n\t ")] {
            assert_eq!(compare(&text).unwrap(), [true, true], "{text}");
        }
    }
    let scheme = builtin();
    for text in files() {
        let book = Reader::new(&scheme, LIMITS[0]).submission(text).unwrap().book;
        let earlier = [&book.prev, &book.last_year].into_iter().flatten().map(|earlier| &earlier.tables);
        for tables in [&book.tables].into_iter().chain(earlier) {
            for (form, table) in scheme.forms.iter().zip(tables).filter(|(_, table)| !table.is_empty()) {
                assert!(table.columns().is_some(), "{} does not stand in columns", form.key);
            }
        }
    }
}

/// Cells that are not written as this program would have written them: that is for the general reader to say.
#[test]
fn other_writers_are_left_to_the_general_reader_where_it_matters() {
    let scheme = builtin();
    let form = &scheme[scheme.form("units").unwrap()];
    let computed = form.field_ids().map(|field| &form[field]).filter(|field| field.is_computed());
    let computed: Vec<&str> = computed.map(|field| field.key.as_str()).collect();
    for (name, value) in [
        ("operating", Some(Json::text("正常运营"))),
        ("address", Some(Json::text(""))),
        ("opened", Some(Json::Number(crate::number::Decimal::new(202_406, 0)))),
        ("typed", Some(Json::object([("operating", Json::text("1"))]))),
        ("typed", Some(Json::object([("opened", Json::text("2019年1月"))]))),
        (computed[0], Some(Json::text("没有这个专业"))),
        (computed[0], None),
    ] {
        let mut json = parse(&files()[3], &Limits::default()).unwrap().owned();
        let Json::Object(members) = &mut json else { unreachable!() };
        let Some((_, Json::Object(forms))) = members.iter_mut().find(|(name, _)| name == "forms") else {
            unreachable!()
        };
        let Some((_, Json::List(units))) = forms.iter_mut().find(|(name, _)| name == "units") else { unreachable!() };
        let Json::Object(unit) = &mut units[2] else { unreachable!() };
        unit.retain(|(own, _)| own != name);
        unit.extend(value.clone().map(|value| (name.to_owned().into(), value)));
        let text = sealed(json, 0);
        assert_eq!(compare(&text).unwrap(), [true, false], "{name}: {value:?}");
        let Ok(AnyFile::Submission(general)) = open_any(text.as_bytes(), &scheme, &LIMITS[1]) else { unreachable!() };
        assert!(!general.mismatches.is_empty(), "{name}: {value:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Files with other content and the right digest: what is unusual is left to the general reader or read alike.
    #[test]
    fn other_content_is_read_alike(file in 0_usize..5, seed in any::<u64>(), changes in 1_usize..4, spelling in 0_u64..3) {
        let text = &files()[file];
        let mut json = parse(text, &Limits::default()).unwrap().owned();
        let mut random = Random(seed);
        for _ in 0..changes {
            change(&mut json, &mut random, 0);
        }
        compare(&sealed(json, spelling))?;
    }

    /// Files that were spoilt on the way, or spelt otherwise: never is one read that the general reader refuses.
    #[test]
    fn spoilt_files_are_refused_alike(file in 3_usize..5, seed in any::<u64>(), changes in 1_usize..4) {
        let mut random = Random(seed);
        let mut text = files()[file].clone();
        let pieces = [" ", "\n", "0", ".0", "1", "-", "e0", "\"", ",", "{", "}", "[", "]", ":", "\\", "\\u0041", "\u{feff}", "甲", "\u{1}", "\"key\": \"a\", ", "null"];
        for _ in 0..changes {
            let mut at = random.below(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            if random.below(3) == 0 {
                text.remove(at);
            } else {
                text.insert_str(at, pieces[random.below(pieces.len())]);
            }
        }
        compare(&text)?;
    }
}
