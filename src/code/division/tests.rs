use super::*;

fn own() -> Vec<CustomUnit> {
    vec![
        CustomUnit { code: "411425401".into(), name: "虞城县产业集聚区".into(), parent: String::new() },
        CustomUnit { code: "KFQ".into(), name: "商丘开发区".into(), parent: "411400".into() },
    ]
}

#[test]
fn every_length() {
    for (text, code, name, level) in [
        ("41", "41", "河南省", Level::Province),
        ("410000", "41", "河南省", Level::Province),
        ("410000000000", "41", "河南省", Level::Province),
        ("4114", "4114", "商丘市", Level::Prefecture),
        ("411400", "4114", "商丘市", Level::Prefecture),
        ("411425", "411425", "虞城县", Level::County),
        ("411425000", "411425", "虞城县", Level::County),
        ("411425000000", "411425", "虞城县", Level::County),
        ("411425100", "411425100", "城关镇", Level::Township),
        ("411425100000", "411425100", "城关镇", Level::Township),
        ("４１１４２５ １００ ０００", "411425100", "城关镇", Level::Township),
        ("411425100003", "411425100003", "城关镇", Level::Village),
        ("110101", "110101", "东城区", Level::County),
    ] {
        let found = read(text, &[]).unwrap();
        assert_eq!((found.code.as_str(), found.name, found.level), (code, name, Some(level)), "{text}");
        assert!(known(text, &[]) && !found.custom);
        assert_eq!(find(text).map(|entry| entry.name), Some(name));
    }
}

#[test]
fn what_is_refused() {
    use DivisionProblem as P;
    let unknown = |code: &str, known| P::Unknown { code: code.to_owned(), known: find(known) };
    for (text, problem) in [
        ("", P::Empty),
        ("虞城县", P::Character { position: 1, found: '虞' }),
        ("41142X", P::Character { position: 6, found: 'X' }),
        ("41142", P::Length { found: 5 }),
        ("4114251000001", P::Length { found: 13 }),
        ("411425401", unknown("411425401", "411425")),
        ("411425401001", unknown("411425401001", "411425")),
        ("411499", unknown("411499", "4114")),
        ("419999", unknown("419999", "41")),
        ("999999", unknown("999999", "")),
        ("000000000000", unknown("00", "")),
    ] {
        assert_eq!(read(text, &[]), Err(problem), "{text}");
    }
}

#[test]
fn own_units() {
    let own = own();
    for (text, name, level) in [
        ("411425401", "虞城县产业集聚区", Some(Level::Township)),
        ("411425401000", "虞城县产业集聚区", Some(Level::Township)),
        ("411425401007", "虞城县产业集聚区", Some(Level::Village)),
        ("kfq", "商丘开发区", None),
    ] {
        let found = read(text, &own).unwrap();
        assert_eq!((found.name, found.level, found.custom), (name, level, true), "{text}");
        assert_eq!(super::name(text, &own), Some(name));
    }
    assert_eq!(full_name("411425401", &own), "河南省 商丘市 虞城县 虞城县产业集聚区");
    assert_eq!(full_name("411425401007", &own), "河南省 商丘市 虞城县 虞城县产业集聚区");
    assert_eq!(full_name("KFQ", &own), "河南省 商丘市 商丘开发区");
    assert_eq!(children("411425", &own).last().map(|entry| entry.name), Some("虞城县产业集聚区"));
    assert_eq!(children("411400", &own).last().map(|entry| entry.name), Some("商丘开发区"));
}

#[test]
fn hierarchy() {
    assert_eq!(full_name("411425100003", &[]), "河南省 商丘市 虞城县 城关镇");
    // The four municipalities have no prefectures.
    assert_eq!(full_name("110101001", &[]), "北京市 东城区 东华门街道");
    assert_eq!(full_name("419999", &[]), "");
    assert_eq!(children("", &[]).len(), 34);
    assert_eq!(children("410000", &[]).first().map(|entry| entry.name), Some("郑州市"));
    assert!(children("411425", &[]).iter().all(|entry| entry.code.len() == 9));
    assert_eq!(children("411425100", &[]), []);
    assert_eq!(children("999999", &[]), []);
}

#[test]
fn lying_within() {
    for (code, outer, expected) in [
        ("411425100000", "411425", true),
        ("411425100000", "411425000000", true),
        ("411425", "410000", true),
        ("411425", "4114", true),
        ("411425", "411424", false),
        ("411425", "411425", true),
        ("411425", "", false),
    ] {
        assert_eq!(within(code, outer), expected, "{code} {outer}");
    }
}
