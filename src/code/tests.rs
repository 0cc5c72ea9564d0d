use super::*;
use proptest::prelude::*;

#[test]
fn normal_spelling() {
    for (text, expected) in [
        ("", ""),
        (" a\u{3000}b\tc ", "ABC"),
        ("Ａｂ１２－３", "AB123"),
        ("60003734—1", "600037341"),
        ("2106–370602‑04−01", "21063706020401"),
        ("\u{202d}138\u{202c}\u{feff}", "138"),
        ("虞城 县", "虞城县"),
    ] {
        assert_eq!(normalise(text), expected, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn normalising_twice_changes_nothing(text in any::<String>()) {
        let once = normalise(&text);
        prop_assert_eq!(normalise(&once), once);
    }

    #[test]
    fn nothing_panics(text in any::<String>()) {
        everything(&text);
    }

    #[test]
    fn nothing_panics_on_what_looks_like_a_code(text in "[0-9A-Za-z０-９ -虞城县]{0,26}") {
        everything(&text);
    }

    #[test]
    fn reading_the_normal_spelling_gives_the_same(text in "[0-9 ()-]{1,16}") {
        for kind in KINDS {
            let first = describe(kind, &text, &[]);
            if first.validity == Validity::Valid {
                let second = describe(kind, &first.normal, &[]);
                prop_assert_eq!((second.normal, second.facts), (first.normal, first.facts));
            }
        }
    }

    #[test]
    fn made_codes_are_good(region in "[1-6][0-9]{5}", org8 in "[0-9A-HJ-NPQRTUWXY]{8}", at in 0_usize..18, c in "[0-9A-HJ-NPQRTUWXY]") {
        let code = uscc::make(&format!("91{region}"), &org8).unwrap();
        prop_assert!(uscc::read(&code).is_ok());
        // Any other character in any one place breaks the check character.
        let slip: String = code.chars().enumerate().map(|(i, old)| if i == at { c.chars().next().unwrap() } else { old }).collect();
        prop_assert_eq!(uscc::check_ok(&slip), slip == code);
    }
}

const KINDS: [CodeKind; 6] =
    [CodeKind::Uscc, CodeKind::Org, CodeKind::Division, CodeKind::Industry, CodeKind::Project, CodeKind::Phone];

fn everything(text: &str) {
    for kind in KINDS {
        let description = describe(kind, text, &[]);
        assert_eq!(description.validity == Validity::Valid, description.problems.is_empty());
    }
    uscc::make(text, text);
    org::check_char(text);
    identity::looks_like(text);
    industry::category(text);
    industry::children(text);
    division::within(text, text);
    division::children(text, &[]);
    let own = [division::CustomUnit { code: text.to_owned(), name: text.to_owned(), parent: text.to_owned() }];
    division::path(text, &own);
    division::children(text, &own);
    list::search_divisions(text, text, 3, &own);
    pinyin::initials(text);
    search(list::ListKind::Industries, text, 3);
}
