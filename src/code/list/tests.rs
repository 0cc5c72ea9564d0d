use super::*;
use crate::code::division::CustomUnit;

/// The beginning of a list as it stands in its file.
fn source(kind: ListKind) -> impl Iterator<Item = (&'static str, &'static str)> {
    let text = match kind {
        ListKind::Divisions => include_str!("../data/divisions.tsv"),
        ListKind::Industries => include_str!("../data/industries.tsv"),
    };
    text.lines().map(|line| line.split_once('\t').unwrap())
}

#[test]
fn nothing_is_lost_by_packing() {
    for kind in [ListKind::Divisions, ListKind::Industries] {
        let list = list(kind);
        let unpacked = (0..list.end()).map(|row| (list.code(row), list.name(row)));
        assert!(unpacked.eq(source(kind)));
        for (code, name) in source(kind) {
            assert_eq!(list.find(code), Some(Entry { code, name }));
        }
    }
}

#[test]
fn everything_hangs_together() {
    for kind in [ListKind::Divisions, ListKind::Industries] {
        let list = list(kind);
        let below = |code: &str| list.children(code).len();
        let total: usize = (0..list.end()).map(|row| below(list.code(row))).sum::<usize>() + below("");
        assert_eq!(total, list.len());
    }
}

#[test]
fn sizes() {
    assert_eq!(list(ListKind::Divisions).len(), 41_751);
    let industries = list(ListKind::Industries);
    let of_length = |length| (0..industries.end()).filter(|&row| industries.code(row).len() == length).count();
    assert_eq!([1, 2, 3, 4].map(of_length), [20, 97, 473, 1381]);
}

#[test]
fn packed_small() {
    let divisions = include_bytes!(concat!(env!("OUT_DIR"), "/divisions.packed")).len();
    let industries = include_bytes!(concat!(env!("OUT_DIR"), "/industries.packed")).len();
    let pinyin = include_bytes!(concat!(env!("OUT_DIR"), "/pinyin.packed")).len();
    assert!(divisions < 160_000 && industries < 14_000 && pinyin < 18_000, "{divisions} {industries} {pinyin}");
}

#[test]
fn damaged_bytes_are_not_a_list() {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/industries.packed"));
    for length in (0..bytes.len()).step_by(211) {
        assert_eq!(packed::unpack(&bytes[..length], |_, _| ()), None);
    }
}

/// The first hits as `code fit`.
fn found(kind: ListKind, query: &str) -> Vec<(&'static str, Fit)> {
    search(kind, query, 3).into_iter().map(|hit| (hit.code, hit.fit)).collect()
}

#[test]
fn divisions_by_what_people_type() {
    use Fit::{Code, CodeStart, Initials, InitialsStart, Name, NamePart, NameStart};
    for (query, code, fit) in [
        ("411425", "411425", Code),
        ("４１１４２５", "411425", Code),
        ("411425000000", "411425", Code),
        ("411400", "4114", Code),
        ("411425100003", "411425100", Code),
        ("41142", "411421", CodeStart),
        ("虞城县", "411425", Name),
        ("虞城", "411425", Name),
        ("虞", "411425", NameStart),
        ("姬镇", "341323114", NamePart),
        ("重庆", "50", Name),
        ("cq", "50", Initials),
        ("ＣＱ", "50", Initials),
        ("hn", "41", Initials),
        ("nmg", "15", InitialsStart),
        ("商丘 yc", "411425", Initials),
        ("商丘 ycx", "411425", Initials),
        ("虞城 cgz", "411425100", Initials),
        ("虞城　城关", "411425100", Name),
        ("4114 yc", "411425", Initials),
        ("河南 商丘 虞城 城g", "411425100", Initials),
        ("虞城县城关镇", "411425100", Name),
        ("河南省商丘市虞城县城关镇", "411425100", Name),
        ("河南商丘虞城", "411425", Name),
        ("商丘yc", "411425", Initials),
        ("hnssqsycxcgz", "411425100", Initials),
        ("城gz", "120114110", Initials),
    ] {
        assert_eq!(found(ListKind::Divisions, query).first(), Some(&(code, fit)), "{query}");
    }
}

#[test]
fn the_path_comes_along() {
    let hit = &search(ListKind::Divisions, "虞城 城关镇", 1)[0];
    assert_eq!((hit.name, hit.within.join("/")), ("城关镇", "河南省/商丘市/虞城县".to_owned()));
}

#[test]
fn industries_by_what_people_type() {
    for (query, code) in [
        ("1311", "1311"),
        ("C1311", "1311"),
        ("c13", "13"),
        ("C", "C"),
        ("稻谷加工", "1311"),
        ("dgjg", "1311"),
        ("制造业 稻谷", "1311"),
        ("7010", "7010"),
        ("房地产开发", "701"),
    ] {
        assert_eq!(found(ListKind::Industries, query).first().map(|hit| hit.0), Some(code), "{query}");
    }
}

#[test]
fn nothing_to_find() {
    for query in ["", " ", "　", "-", "，", "没有这个地方", "999999", "zzzzzzzzzzzzzzzz", "😀", "虞城 北京", "%_\\"]
    {
        assert_eq!(found(ListKind::Divisions, query), [], "{query}");
    }
    assert_eq!(search(ListKind::Divisions, "虞城", 0), []);
    assert_eq!(found(ListKind::Divisions, &"虞城县".repeat(100_000)), []);
}

#[test]
fn no_more_than_asked_for() {
    for limit in [1, 7, 20] {
        let hits = search(ListKind::Divisions, "z", limit);
        assert_eq!(hits.len(), limit);
        assert!(hits.is_sorted_by_key(|hit| hit.fit));
        assert_eq!(hits, search(ListKind::Divisions, "z", 20)[..limit]);
    }
}

#[test]
fn own_units_and_own_area_first() {
    let own = [
        CustomUnit { code: "411425401".into(), name: "虞城县产业集聚区".into(), parent: String::new() },
        CustomUnit { code: "KFQ".into(), name: "城东园区".into(), parent: "411402".into() },
    ];
    let names = |within: &str, query: &str| -> Vec<String> {
        search_divisions(within, query, 4, &own).into_iter().map(|hit| hit.name.to_owned()).collect()
    };
    assert_eq!(names("411425", "虞城县"), ["虞城县", "虞城县产业集聚区"]);
    assert_eq!(names("411425", "cyjj"), ["虞城县产业集聚区"]);
    assert_eq!(names("411425", "cdyq"), [""; 0]);
    assert_eq!(names("4114", "cdyq"), ["城东园区"]);
    assert_eq!(names("", "kfq")[0], "城东园区");
    assert_eq!(names("411425", "城关镇"), ["城关镇"]);
    assert_eq!(names("411425000000", "北京"), [""; 0]);
}
