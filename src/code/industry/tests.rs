use super::*;

#[test]
fn good_codes() {
    for (text, code, name) in [
        ("1311", "1311", "稻谷加工"),
        ("C1311", "1311", "稻谷加工"),
        ("ｃ 1311", "1311", "稻谷加工"),
        ("0111", "0111", "稻谷种植"),
        ("7010", "7010", "房地产开发经营"),
    ] {
        assert_eq!(read(text), Ok(Entry { code, name }), "{text}");
    }
}

#[test]
fn bad_codes() {
    use IndustryProblem as P;
    let entry = |code| find(code).unwrap();
    for (text, problem) in [
        ("", P::Empty),
        ("稻谷", P::Character { found: '稻' }),
        ("13A1", P::Character { found: 'A' }),
        ("13111", P::Length { found: 5 }),
        ("C", P::TooShort { found: entry("C") }),
        ("13", P::TooShort { found: entry("13") }),
        ("131", P::TooShort { found: entry("131") }),
        ("1318", P::UnknownClass { group: entry("131") }),
        ("1388", P::Unknown { code: "1388".into(), known: Some(entry("13")) }),
        ("9999", P::Unknown { code: "9999".into(), known: None }),
        ("Z", P::Unknown { code: String::new(), known: None }),
        ("F1311", P::Letter { expected: "C", found: 'F' }),
    ] {
        let found = read(text).unwrap_err();
        assert_eq!(found, problem, "{text}");
        assert_eq!(found.overridable(), matches!(problem, P::UnknownClass { .. }));
    }
    assert!(prefix_known("1318") && !known("1318"));
    assert!(prefix_known("1311") && known("1311"));
    assert!(!prefix_known("1388") && !prefix_known("131"));
}

#[test]
fn hierarchy() {
    let codes = |entries: Vec<Entry<'_>>| entries.iter().map(|entry| entry.code.to_owned()).collect::<Vec<_>>();
    assert_eq!(codes(path("1311")), ["C", "13", "131", "1311"]);
    assert_eq!(path("1311")[0].name, "制造业");
    assert_eq!(codes(path("C13")), ["C", "13"]);
    assert_eq!(codes(children("70")), ["701", "702", "703", "704", "709"]);
    assert_eq!(children("").len(), 20);
    assert_eq!(codes(children("99")), [""; 0]);
    assert_eq!(
        [level("C"), level("13"), level("131"), level("1311")].map(Option::unwrap),
        [Level::Section, Level::Division, Level::Group, Level::Class]
    );
}

#[test]
fn categories() {
    use Category::{Catering, Construction, Industry, Lodging, None, RealEstate, Retail, Services, Wholesale};
    use ServiceBand::{Lower, Middle, Upper};
    for (code, expected) in [
        ("0511", None),
        ("0610", Industry),
        ("1190", Industry),
        ("1311", Industry),
        ("4360", Industry),
        ("4690", Industry),
        ("4710", Construction),
        ("5090", Construction),
        ("5111", Wholesale),
        ("5299", Retail),
        ("5310", Services(Upper)),
        ("6090", Services(Upper)),
        ("6110", Lodging),
        ("6210", Catering),
        ("6311", Services(Upper)),
        ("6550", Services(Upper)),
        ("6610", None),
        ("6990", None),
        ("7010", RealEstate),
        ("7020", Services(Middle)),
        ("7030", Services(Middle)),
        ("7040", Services(Middle)),
        ("7090", Services(Middle)),
        ("70", None),
        ("7110", Services(Middle)),
        ("7590", Services(Middle)),
        ("7610", Services(Upper)),
        ("7990", Services(Upper)),
        ("8010", Services(Lower)),
        ("8210", Services(Lower)),
        ("8310", Services(Middle)),
        ("8411", Services(Upper)),
        ("8511", Services(Lower)),
        ("8610", Services(Lower)),
        ("9090", Services(Lower)),
        ("9110", None),
        ("9700", None),
        ("C1311", Industry),
        ("13", Industry),
        ("1", None),
        ("C", None),
        ("", None),
        ("13111", None),
        ("稻谷", None),
    ] {
        assert_eq!(category(code), expected, "{code}");
    }
}

/// How many 小类 of the list each category has.
#[test]
fn category_counts() {
    let classes: Vec<Category> = every_class().iter().map(|code| category(code)).collect();
    let count = |wanted: Category| classes.iter().filter(|&&found| found == wanted).count();
    assert_eq!(Category::ALL.map(count), [666, 44, 65, 63, 6, 10, 1, 154, 127, 90]);
    assert_eq!(count(Category::None), 155);
}

fn every_class() -> Vec<String> {
    let below = |codes: Vec<String>| -> Vec<String> {
        codes.iter().flat_map(|code| children(code)).map(|entry| entry.code.to_owned()).collect()
    };
    below(below(below(below(vec![String::new()]))))
}

#[test]
fn floors_and_names() {
    let floors: Vec<_> = Category::ALL.iter().map(|category| category.floor().unwrap_or_default()).collect();
    assert_eq!(floors, [2000, 0, 2000, 500, 200, 200, 0, 2000, 1000, 500]);
    assert_eq!(Category::Services(ServiceBand::Lower).name(), "服务业");
    assert_eq!(Category::None.name(), "");
}
