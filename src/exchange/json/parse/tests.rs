use super::*;

fn problem(text: &str) -> Syntax {
    parse(text, &Limits::default()).unwrap_err().problem
}

fn number(text: &str) -> Decimal {
    match parse(text, &Limits::default()).unwrap() {
        Json::Number(number) => number,
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_are_exact() {
    for (text, expected) in [
        ("0", "0"),
        ("-0", "0"),
        ("0.0e99", "0"),
        ("12.50", "12.5"),
        ("-1e3", "-1000"),
        ("1.5E-3", "0.0015"),
        ("999999999999999", "999999999999999"),
        ("0.100000000000000", "0.1"),
        ("123456789012345e-20", "0.00000123456789012345"),
        ("1e28", "10000000000000000000000000000"),
        ("1e+0000000003", "1000"),
    ] {
        assert_eq!(number(text), expected.parse::<Decimal>().unwrap(), "{text}");
    }
}

#[test]
fn other_numbers_are_refused_by_name() {
    for text in ["1e999", "-1e999", "1e29", "1e-999", "1e99999999999999999999", "1e-29"] {
        assert!(matches!(problem(text), Syntax::NumberRange { .. }), "{text}: {:?}", problem(text));
    }
    for text in ["12345678901234567", "0.1234567890123456", "1234567890123450.1"] {
        assert!(matches!(problem(text), Syntax::NumberDigits { .. }), "{text}: {:?}", problem(text));
    }
    for text in ["[007]", "[+1]", "[.5]", "[1.]", "[1e]", "[-]", "[1.2.3]", "[0x10]", "[1_000]"] {
        assert!(
            matches!(problem(text), Syntax::BadNumber { .. } | Syntax::Unexpected { .. }),
            "{text}: {:?}",
            problem(text)
        );
    }
    for text in ["NaN", "[-Infinity]", "[Infinity]", "[-NaN]"] {
        assert!(matches!(problem(text), Syntax::NotFinite { .. }), "{text}: {:?}", problem(text));
    }
}

#[test]
fn each_mistake_has_its_name() {
    use Expected::{Colon, CommaOrBrace, CommaOrBracket, Name, Value};
    let unexpected = |found, expected| Syntax::Unexpected { found, expected };
    for (text, expected) in [
        ("", Syntax::EndsEarly),
        ("{", Syntax::EndsEarly),
        ("{\"a\"", Syntax::EndsEarly),
        ("{\"a\":", Syntax::EndsEarly),
        ("{\"a\":1", Syntax::EndsEarly),
        ("[1,", Syntax::EndsEarly),
        ("[1,2.", Syntax::EndsEarly),
        ("[tru", Syntax::EndsEarly),
        ("\"abc", Syntax::EndsEarly),
        ("\"abc\\", Syntax::EndsEarly),
        ("\"abc\\u00", Syntax::EndsEarly),
        ("{\"a\":1,}", Syntax::TrailingComma),
        ("[1,]", Syntax::TrailingComma),
        ("[1 2]", unexpected('2', CommaOrBracket)),
        ("{\"a\" 1}", unexpected('1', Colon)),
        ("{\"a\":1 \"b\":2}", unexpected('"', CommaOrBrace)),
        ("{'a':1}", unexpected('\'', Name)),
        ("{a:1}", unexpected('a', Name)),
        ("// no", unexpected('/', Value)),
        ("{\"a\"：1}", Syntax::FullWidth { found: '：' }),
        ("[1，2]", Syntax::FullWidth { found: '，' }),
        ("[None]", Syntax::Word { word: "None".to_owned() }),
        ("\"a\nb\"", Syntax::Control { code: 10 }),
        ("\"a\u{0}b\"", Syntax::Control { code: 0 }),
        ("\"\\x41\"", Syntax::BadEscape),
        ("\"\\u12g4\"", Syntax::BadEscape),
        ("\"\\u+123\"", Syntax::BadEscape),
        ("\"\\ud800\"", Syntax::LoneSurrogate),
        ("\"\\udc00\"", Syntax::LoneSurrogate),
        ("\"\\ud800\\u0041\"", Syntax::LoneSurrogate),
        ("\"\\ud800x\"", Syntax::LoneSurrogate),
        ("{} {}", Syntax::AfterEnd),
    ] {
        assert_eq!(problem(text), expected, "{text}");
    }
}

#[test]
fn a_duplicate_name_is_found_where_it_stands_again() {
    let error = parse("{\"a\":{\n  \"x\":1,\n  \"y\":2,\n  \"\\u0078\":3}}", &Limits::default()).unwrap_err();
    assert_eq!(error.problem, Syntax::DuplicateName { name: "x".to_owned() });
    assert_eq!(error.place, Place { line: 4, column: 3, within: vec!["a".to_owned()] });
}

#[test]
fn the_place_of_a_break_is_told_in_names() {
    let error = parse("{\"forms\":{\"industry\":[{\"key\":\"u001\"},\n{\"key\":\"u0", &Limits::default()).unwrap_err();
    assert_eq!(error.problem, Syntax::EndsEarly);
    assert_eq!(error.place.within, ["forms", "industry", "2", "key"]);
    assert_eq!(error.place.line, 2);
}

#[test]
fn depth_and_number_of_values_are_bounded() {
    assert_eq!(problem(&"[".repeat(10_000)), Syntax::TooDeep { limit: 32 });
    assert_eq!(problem(&"{\"a\":".repeat(10_000)), Syntax::TooDeep { limit: 32 });
    let nested = format!("{}{}", "[".repeat(33), "]".repeat(33));
    assert!(parse(&nested, &Limits::default()).is_ok());
    let limits = Limits { text: 5, ..Limits::default() };
    assert!(parse("\"12345\"", &limits).is_ok());
    for text in ["\"123456\"", "\"\\n\\n\\n\"", "{\"123456\":0}"] {
        assert_eq!(parse(text, &limits).unwrap_err().problem, Syntax::TooLongText { limit: 5 });
    }
    let limits = Limits { values: 10, ..Limits::default() };
    assert_eq!(parse("[0,0,0,0,0,0,0,0,0,0]", &limits).unwrap_err().problem, Syntax::TooManyValues { limit: 10 });
}

#[test]
fn texts_are_read_as_they_are() {
    for (text, expected) in [
        (r#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{c}\n\r\tz"),
        (r#""\u4e2d\u0000\ud83d\ude00""#, "中\u{0}😀"),
        (r#""<script>=HYPERLINK()""#, "<script>=HYPERLINK()"),
    ] {
        assert_eq!(parse(text, &Limits::default()).unwrap().as_text(), Some(expected));
    }
}
