use super::*;

fn authority(code: char) -> &'static Authority {
    authority::find(code).unwrap()
}

#[test]
fn good_codes() {
    for text in [
        "91110000600037341L",
        "91310110666007217T",
        "91310115591693856A",
        "91350200MA2YJ1XR9G",
        "12440600MB2C07549J",
        "92141127MA0KD1Y64A",
        "91350100M000100Y43",
        "121200004013590816",
        "9115220107837941X1",
        "911522010783762860",
        "91340600MA2PBP2120",
        "9144030071526726XG",
        "92340604MA2PENA300",
    ] {
        assert_eq!(read(text).map(|code| code.as_str().to_owned()), Ok(text.to_owned()));
        assert!(form_ok(text) && check_ok(text) && authority_ok(text) && org_check_ok(text), "{text}");
        assert_eq!(problems(text), []);
    }
}

#[test]
fn other_spellings() {
    for text in [
        "91 110000 600037341L",
        "91110000600037341l",
        "９１１１００００６０００３７３４１Ｌ",
        "91-110000-60003734-1-L",
        "91110000\u{3000}600037341\u{200b}L\n",
        "\u{feff}91110000600037341L",
    ] {
        assert_eq!(read(text).map(|code| code.to_string()).as_deref(), Ok("91110000600037341L"), "{text:?}");
    }
}

/// Each way of being wrong, and whether a look at the licence may overrule it.
#[test]
fn bad_codes() {
    use UsccProblem as P;
    let wrong_end = |expected, found| P::Check { expected, found, org_ok: true };
    for (text, problem, overridable) in [
        ("", P::Empty, false),
        (" \u{3000}", P::Empty, false),
        ("12345", P::Length { found: 5 }, false),
        ("91110000600037341L0", P::Length { found: 19 }, false),
        ("9111000060003IOZSV", P::Alphabet { position: 14, found: 'I' }, false),
        ("9111000060003734四L", P::Alphabet { position: 17, found: '四' }, false),
        ("9111A000600037341L", P::Region { position: 5, found: 'A' }, false),
        ("91110000600037341N", wrong_end('L', 'N'), true),
        ("91310110666007217U", wrong_end('T', 'U'), true),
        // A wrong digit in the middle spoils both check characters.
        ("91110000600037342L", P::Check { expected: 'P', found: 'L', org_ok: false }, true),
        ("000000000000000000", P::Zeros, false),
        ("362322198709086409", P::IdentityNumber, false),
        ("360426199101010071", P::IdentityNumber, false),
        ("44011320141005001X", P::IdentityNumber, false),
        ("120103198806018241", P::IdentityNumber, false),
        ("01110000600037341L", P::Authority { found: '0' }, false),
        ("94110000600037341L", P::Category { authority: authority('9'), found: '4' }, false),
        ("N4110000600037341L", P::Category { authority: authority('N'), found: '4' }, false),
        ("Y9110000600037341L", P::Category { authority: authority('Y'), found: '9' }, false),
        // Really issued in Xiamen before 2016: only the last character is wrong.
        ("91350211M00013FA1N", wrong_end('3', 'N'), true),
        ("91350203M0001QKT19", wrong_end('F', '9'), true),
        ("91350203M0001QAY9B", wrong_end('9', 'B'), true),
    ] {
        let found = read(text).unwrap_err();
        assert_eq!((&found, found.overridable()), (&problem, overridable), "{text}");
        assert_eq!(read_overridden(text).is_ok(), overridable, "{text}");
    }
}

#[test]
fn faults_that_come_together() {
    let kinds = |text| problems(text).into_iter().map(|p| p.overridable()).collect::<Vec<_>>();
    // A good authority (1) and category (1), but 5 is expected at the end: form alone would let it pass.
    assert!(matches!(read("111111111111111111"), Err(UsccProblem::Check { expected: '5', found: '1', .. })));
    assert!(!check_ok("111111111111111111"));
    // A known department now, where older validators refuse letters; the rest is not changed with it.
    assert!(matches!(read("A1110000600037341L"), Err(UsccProblem::Check { .. })));
    assert!(authority_ok("A1110000600037341L") && !check_ok("A1110000600037341L"));
    assert!(matches!(read("91440300MA5DA8QK3X"), Err(UsccProblem::Check { .. })));
    assert_eq!(kinds("91110000600037342L"), [true, true]);
    // An identity number passes modulo 31; the authority and the organisation code betray it.
    assert!(check_ok("362322198709086409"));
    assert!(!authority_ok("362322198709086409"));
    assert!(!org_check_ok("362322198709086409"));
    assert!(check_ok("000000000000000000") && org_check_ok("000000000000000000"));
    assert!(!authority_ok("000000000000000000"));
    for xiamen in ["91350211M00013FA1N", "91350203M0001QKT19", "91350203M0001QAY9B"] {
        assert!(form_ok(xiamen) && authority_ok(xiamen) && org_check_ok(xiamen) && !check_ok(xiamen));
    }
}

#[test]
fn meaning() {
    for (text, who, what) in [
        ("91110000600037341L", "市场监管（工商）部门", "企业"),
        ("92141127MA0KD1Y64A", "市场监管（工商）部门", "个体工商户"),
        ("12440600MB2C07549J", "机构编制部门", "事业单位"),
        (&make("93411425", "MA3X0001").unwrap(), "市场监管（工商）部门", "农民专业合作社"),
        (&make("11411425", "00599001").unwrap(), "机构编制部门", "机关"),
        (&make("N2411425", "MF000001").unwrap(), "农业农村部门", "村级集体经济组织"),
        (&make("N3411425", "MF000002").unwrap(), "农业农村部门", "乡镇级集体经济组织"),
        (&make("A1411425", "MF000003").unwrap(), "中央军委改革和编制办公室", "军队事业单位"),
        (&make("Y1411425", "MF000004").unwrap(), "其他部门", "其他"),
    ] {
        let code = read(text).unwrap();
        assert_eq!((code.authority().unwrap().label, code.category().unwrap().label), (who, what));
    }
    let code = read("9144030071526726XG").unwrap();
    assert_eq!((code.region(), code.org_code()), ("440300", "71526726X"));
}

#[test]
fn making_codes() {
    assert_eq!(make("91350100", "M000100Y").as_deref(), Some("91350100M000100Y43"));
    assert_eq!(make("91440300", "71526726").as_deref(), Some("9144030071526726XG"));
    for (authority, org8) in
        [("9135010", "M000100Y"), ("91350100", "M000100"), ("91350100", "M000100I"), ("九1", "M000100Y")]
    {
        assert_eq!(make(authority, org8), None, "{authority} {org8}");
    }
}

#[test]
fn a_single_slip_is_always_noticed() {
    let code = "91350200MA2YJ1XR9G";
    for at in 0..18 {
        for other in ALPHABET.chars().filter(|&c| !code[at..].starts_with(c)) {
            let slip: String = code.chars().enumerate().map(|(i, c)| if i == at { other } else { c }).collect();
            assert!(!check_ok(&slip), "{slip}");
            assert!(read(&slip).is_err(), "{slip}");
        }
    }
}
